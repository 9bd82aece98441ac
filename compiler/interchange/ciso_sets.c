/* Mapping sets of a library. */
#include "interchange/ciso.h"
#include "interchange/relations.h"
#include "interchange/table.h"
#include "interchange/urns.h"
#include "interchange/words.h"

struct str ciso_framework_id(struct session *session, struct str urn) {
  struct str imported = urns_find(session, urn);
  if (imported.p != NULL) {
    return imported;
  }
  struct str known = atlas_name(session, urn);
  if (known.p != NULL) {
    return known;
  }
  struct str last = words_slug(session->arena, urn_last(urn));
  struct str bundled = atlas_name(session, last);
  return bundled.p != NULL ? bundled : last.n > 0 ? last : STR("framework");
}

void ciso_set_open(struct session *session, struct ciso_set *set, struct str source, struct str target) {
  *set = (struct ciso_set){.session = session};
  const struct import_options *options = session->options;
  set->source = end_of(session, options->source.n > 0 ? options->source : ciso_framework_id(session, source));
  set->target = end_of(session, options->target.n > 0 ? options->target : ciso_framework_id(session, target));
  set->mapping = native_mapping_new(session->arena, set->source.framework, set->target.framework);
  names_init(&set->seen, session->arena);
}

/* The id of the node that a URN, or its end, names. */
static struct str node_id(struct ciso_set *set, struct end *end, const struct value *value) {
  struct str urn = words_trim(value->text);
  struct str id = urns_find(set->session, urn);
  if (id.p != NULL || urn.n == 0) {
    return id;
  }
  bool whole = words_starts(urn, "urn:");
  return id_at(set->session, end, value, whole ? urn_tail(urn) : urn);
}

/* Counts the end of a map that is written, if nothing but its URN tells its id. */
static void count_tail(struct ciso_set *set, const struct end *end, const struct value *value) {
  if (end->known == NULL && urns_find(set->session, words_trim(value->text)).p == NULL) {
    session_count(set->session, "end of a map is written as the end of its URN, since its framework is not at hand",
                  "ends of maps are written as the ends of their URNs, since their frameworks are not at hand", value,
                  (struct str){.p = NULL});
  }
}

static struct str key_of(struct arena *arena, struct str source, enum relation relation, struct str target) {
  struct buf key;
  buf_init(&key, arena);
  buf_printf(&key, "%.*s\n%u\n%.*s", STR_ARG(source), (unsigned)relation, STR_ARG(target));
  return buf_done(&key);
}

static bool is_new(struct ciso_set *set, struct str source, enum relation relation, struct str target) {
  uint32_t before = set->seen.names.n;
  return names_intern_kept(&set->seen, key_of(set->session->arena, source, relation, target)) == before;
}

void ciso_set_add(struct ciso_set *set, const struct value *source, const struct value *target,
                  const struct value *relationship, const struct value *rationale, const struct value *strength,
                  struct str annotation) {
  struct session *session = set->session;
  enum relation relation = REL_RELATED;
  enum relation_kind kind = relation_read(session, str_or_empty(relationship->text), &relation);
  struct native_ref from = {.id = node_id(set, &set->source, source)};
  struct native_ref to = {.id = node_id(set, &set->target, target)};
  if (from.id.p == NULL || to.id.p == NULL) {
    session_lose(session, "map lacks one of its ends and is left out", "maps lack one of their ends and are left out",
                 source);
    return;
  }
  if (kind == RELATION_NO_COUNTERPART || kind == RELATION_DENIED) {
    session_lose(session, "map denies that its ends are related, or leaves it open, and is left out",
                 "maps deny that their ends are related, or leave it open, and are left out", relationship);
    return;
  }
  if (!is_new(set, from.id, relation, to.id)) {
    session_count(session, "map stands twice and is written once", "maps stand twice and are written once", source,
                  (struct str){.p = NULL});
    return;
  }
  count_tail(set, &set->source, source);
  count_tail(set, &set->target, target);
  struct native_map *map = native_map_add(session->arena, set->mapping, from, relation, to);
  map->strength = strength_read(session, strength, relation);
  map->rationale = (uint8_t)rationale_read(str_or_empty(rationale->text));
  map->remarks = words_trim(annotation);
  if (map->rationale == RATIONALE_UNSTATED && words_trim(rationale->text).n > 0) {
    session_count(session, "rationale is a sentence and is kept in the remarks",
                  "rationales are sentences and are kept in the remarks", rationale, (struct str){.p = NULL});
    map->remarks = words_join(session->arena, words_trim(rationale->text), "; ", map->remarks);
  }
  if (kind == RELATION_NOTHING) {
    session_count(session, "map has no relation and is read as related-to",
                  "maps have no relation and are read as related-to",
                  relationship->spot.row > 0 ? relationship : source, (struct str){.p = NULL});
  } else if (kind != RELATION_KNOWN) {
    session_odd_word(session, relationship, relation_unknown, true);
    map->remarks = words_join(session->arena, words_trim(relationship->text), "; ", map->remarks);
  }
  set->other = set->other || (kind == RELATION_KNOWN && relation != REL_INTERSECTS);
}

static bool has_backwards(const struct ciso_set *other, struct arena *arena, const struct native_map *map) {
  struct str key =
      key_of(arena, map->targets[0].id, relation_inverse((enum relation)map->relation), map->sources[0].id);
  return names_find(&other->seen, key) != NO_NAME;
}

bool ciso_set_is_within(const struct ciso_set *set, const struct ciso_set *other) {
  bool turned =
      str_eq(set->source.framework, other->target.framework) && str_eq(set->target.framework, other->source.framework);
  for (uint32_t i = 0; turned && i < set->mapping->maps.n; i++) {
    turned = has_backwards(other, set->session->arena, &set->mapping->maps.v[i]);
  }
  return turned;
}

void ciso_set_close(struct ciso_set *set) {
  set->mapping->style = set->other ? STYLE_SET_THEORY : STYLE_UNSTATED;
  session_understand(set->session, "mapping from %.*s to %.*s, %u maps", STR_ARG(set->source.framework),
                     STR_ARG(set->target.framework), (unsigned)set->mapping->maps.n);
  if (set->mapping->maps.n > 0) {
    session_add(set->session, DOCUMENT_MAPPING, set->mapping);
  }
}
