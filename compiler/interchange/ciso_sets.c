/* Mapping sets of a library. */
#include "interchange/ciso.h"
#include "interchange/relations.h"
#include "interchange/table.h"
#include "interchange/urns.h"
#include "interchange/words.h"
#include "model/tails.h"

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

static void open_side(struct session *session, struct ciso_side *side, struct str urn) {
  *side = (struct ciso_side){.segment = urn_last(urn), .framework = ciso_framework_id(session, urn)};
  names_init(&side->tails, session->arena);
}

void ciso_set_open(struct session *session, struct ciso_set *set, struct str source, struct str target) {
  *set = (struct ciso_set){.session = session};
  const struct import_options *options = session->options;
  open_side(session, &set->sides[0], source);
  open_side(session, &set->sides[1], target);
  set->source = end_of(session, options->source.n > 0 ? options->source : set->sides[0].framework);
  set->target = end_of(session, options->target.n > 0 ? options->target : set->sides[1].framework);
  set->mapping = native_mapping_new(session->arena, set->source.framework, set->target.framework);
  names_init(&set->seen, session->arena);
}

/* ---- which framework a node is of ---- */

enum { SOURCE_SIDE, TARGET_SIDE, NO_SIDE };

/* "soc2-2017-rev-2022" goes on where "soc2-2017" ends; "cis-v8.1" is another edition than "cis-v8". */
static bool goes_on(struct str longer, struct str shorter) {
  return longer.n > shorter.n && shorter.n > 0 && memcmp(longer.p, shorter.p, shorter.n) == 0 &&
         (longer.p[shorter.n] == '-' || longer.p[shorter.n] == '_');
}

/* Whether a side is of the framework, as its URN or as the user says. */
static bool is_of(const struct ciso_set *set, unsigned side, struct str framework) {
  const struct end *end = side == SOURCE_SIDE ? &set->source : &set->target;
  return str_eq(set->sides[side].framework, framework) || str_eq(end->framework, framework);
}

/* The side that is of the framework, looked at from the side that the node stands on; NO_SIDE if neither is. */
static unsigned side_of_framework(const struct ciso_set *set, struct str framework, unsigned stands) {
  return is_of(set, stands, framework) ? stands : is_of(set, 1 - stands, framework) ? 1 - stands : NO_SIDE;
}

/* The side of the set that a node belongs to: nodes of many libraries are called after something else than their framework,
 * so that only the name of another one that is known says that a node is not at home where it stands. */
static unsigned side_of_node(const struct ciso_set *set, const struct value *value, unsigned stands) {
  struct session *session = set->session;
  struct str text = words_trim(str_or_empty(value->text));
  struct str base = set->sides[stands].base;
  struct str urn = base.n == 0 || words_starts(text, "urn:") ? text : words_join(session->arena, base, ":", text);
  struct str imported = urns_framework(session, urn);
  unsigned side = imported.p != NULL ? side_of_framework(set, imported, stands) : NO_SIDE;
  if (side != NO_SIDE) {
    return side;
  }
  struct str segment = urn_framework(urn);
  struct str own = set->sides[stands].segment;
  if (str_eq(own, str_or_empty(segment))) { /* editions may share the URNs of their nodes */
    return stands;
  }
  if (str_eq(set->sides[1 - stands].segment, str_or_empty(segment))) {
    return 1 - stands;
  }
  if (imported.p != NULL) {
    return NO_SIDE;
  }
  if (segment.n == 0) {
    return stands;
  }
  struct str named = atlas_name(session, segment);
  side = named.p != NULL ? side_of_framework(set, named, stands) : stands;
  return side == NO_SIDE && (goes_on(own, segment) || goes_on(segment, own)) ? stands : side;
}

/* The known control whose URN an export of ours ends so; absent if there is none. */
static struct str id_of_tail(struct ciso_side *side, const struct end *end, struct str tail) {
  if (end->known == NULL) {
    return (struct str){.p = NULL};
  }
  const struct names *ids = &end->known->ids;
  for (uint32_t i = side->tails.names.n; i < ids->names.n; i++) {
    (void)tails_add(&side->tails, ids->names.v[i]);
  }
  uint32_t number = names_find(&side->tails, tail);
  return number == NO_NAME ? (struct str){.p = NULL} : ids->names.v[number];
}

/* Ends of URNs are in small letters: what two controls are called but for their capitals may be either. */
static bool is_ambiguous(struct session *session, const struct end *end, struct str tail) {
  unsigned count = 0;
  bool small = true;
  if (end->known == NULL || !known_is_shared(session, end->known, tail)) {
    return false;
  }
  for (uint32_t i = 0; i < tail.n; i++) {
    small = small && (tail.p[i] < 'A' || tail.p[i] > 'Z');
  }
  for (uint32_t i = 0; small && i < end->known->ids.names.n && count < 2; i++) {
    count += str_eq_caseless(end->known->ids.names.v[i], tail);
  }
  return count > 1;
}

/* The id of the node that a URN, or its end, names. */
static struct str node_id(struct ciso_set *set, unsigned side, const struct value *value) {
  struct end *end = side == SOURCE_SIDE ? &set->source : &set->target;
  struct str urn = words_trim(str_or_empty(value->text));
  struct str id = urns_find(set->session, urn);
  if (id.p != NULL || urn.n == 0) {
    return id;
  }
  struct str tail = words_starts(urn, "urn:") ? urn_tail(urn) : urn;
  id = words_starts(urn, "urn:crosswalk:") ? id_of_tail(&set->sides[side], end, tail) : id;
  if (id.p == NULL && is_ambiguous(set->session, end, tail)) {
    session_say_at(set->session, F_IMPORT_CELL, value, tail,
                   "\"%.*s\" may be any of several controls of %.*s, which differ in capitals; import its library, too",
                   STR_ARG(tail), STR_ARG(end->framework));
    return id;
  }
  return id.p != NULL ? id : id_at(set->session, end, value, tail);
}

/* Counts the end of a map that is written, if nothing but its URN tells its id. */
static void count_tail(struct ciso_set *set, const struct end *end, const struct value *value) {
  if (end->known == NULL && urns_find(set->session, words_trim(value->text)).p == NULL) {
    session_count(set->session, "end of a map is written as the end of its URN, since its framework is not at hand",
                  "ends of maps are written as the ends of their URNs, since their frameworks are not at hand", value,
                  (struct str){.p = NULL});
  }
}

/* What the author wrote in a row. */
struct row_said {
  const struct value *source;
  const struct value *target;
  const struct value *relationship;
  const struct value *rationale;
  const struct value *strength;
  struct str annotation;
  enum relation_kind kind;
  enum relation relation;
  bool turned; /* its ends were, so that its word reads from target to source */
};

/* All that a row says, between ends in that order: two rows are one fact only where nothing in them differs,
 * or one adds nothing to the other. */
static struct str key_of(struct arena *arena, struct str source, enum relation relation, struct str target,
                         const struct row_said *said) {
  struct buf key;
  struct str word = said->kind == RELATION_KNOWN ? STR("") : words_trim(str_or_empty(said->relationship->text));
  buf_init(&key, arena);
  buf_printf(&key, "%.*s\n%u\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s", STR_ARG(source), (unsigned)relation, STR_ARG(target),
             STR_ARG(word), STR_ARG(words_trim(str_or_empty(said->strength->text))),
             STR_ARG(words_trim(str_or_empty(said->rationale->text))),
             STR_ARG(words_trim(str_or_empty(said->annotation))));
  return buf_done(&key);
}

/* False: a row before says the same, or that and more. */
static bool is_new(struct ciso_set *set, struct str source, struct str target, const struct row_said *said) {
  struct arena *arena = set->session->arena;
  const struct value none = value_none();
  struct row_said bare = *said;
  bare.strength = bare.rationale = &none;
  bare.annotation = (struct str){.p = NULL};
  uint32_t before = set->seen.names.n;
  if (names_intern_kept(&set->seen, key_of(arena, source, said->relation, target, said)) != before) {
    return false;
  }
  (void)names_intern_kept(&set->seen, key_of(arena, source, said->relation, target, &bare));
  vec_push(arena, &set->turned, key_of(arena, target, relation_inverse(said->relation), source, said));
  return true;
}

/* Whether both ends are of the frameworks of the set. A row that names them the other way round is turned. */
static bool is_at_home(struct ciso_set *set, struct row_said *said) {
  struct session *session = set->session;
  unsigned source = side_of_node(set, said->source, SOURCE_SIDE);
  unsigned target = side_of_node(set, said->target, TARGET_SIDE);
  if (source == TARGET_SIDE && target == SOURCE_SIDE) {
    const struct value *first = said->source;
    said->source = said->target;
    said->target = first;
    said->relation = relation_inverse(said->relation);
    said->turned = true;
    session_count(session, "map names its ends the other way round than its set, and is turned round",
                  "maps name their ends the other way round than their sets, and are turned round", first,
                  (struct str){.p = NULL});
    return true;
  }
  if (source != SOURCE_SIDE || target != TARGET_SIDE) {
    session_lose(session, "map names a node of another framework than its set does, and is left out",
                 "maps name nodes of other frameworks than their sets do, and are left out",
                 source != SOURCE_SIDE ? said->source : said->target);
    return false;
  }
  return true;
}

static void add_said(struct ciso_set *set, struct native_map *map, const struct row_said *said) {
  struct session *session = set->session;
  map->strength = strength_read(session, said->strength, said->relation);
  map->rationale = (uint8_t)rationale_read(str_or_empty(said->rationale->text));
  map->remarks = words_trim(said->annotation);
  if (map->rationale == RATIONALE_UNSTATED && words_trim(said->rationale->text).n > 0) {
    session_count(session, "rationale is a sentence and is kept in the remarks",
                  "rationales are sentences and are kept in the remarks", said->rationale, (struct str){.p = NULL});
    map->remarks = words_join(session->arena, words_trim(said->rationale->text), "; ", map->remarks);
  }
  if (said->kind == RELATION_NOTHING) {
    session_count(session, "map has no relation and is read as related-to",
                  "maps have no relation and are read as related-to",
                  said->relationship->spot.row > 0 ? said->relationship : said->source, (struct str){.p = NULL});
  } else if (said->kind != RELATION_KNOWN) {
    session_odd_word(session, said->relationship, relation_unknown, true);
  }
  bool kept = said->kind == RELATION_UNKNOWN || relation_is_qualified(session, str_or_empty(said->relationship->text));
  if (kept) {
    struct str word = words_trim(said->relationship->text);
    word = said->turned ? words_join(session->arena, STR("from target to source"), ": ", word) : word;
    map->remarks = words_join(session->arena, word, "; ", map->remarks);
  }
}

/* Whether the row makes no map for what its relation says. */
static bool is_left_out(struct ciso_set *set, const struct row_said *said) {
  struct session *session = set->session;
  if (native_is_derived(words_trim(str_or_empty(said->annotation)))) {
    session_lose(session, "map is derived, not declared, and is left out",
                 "maps are derived, not declared, and are left out", said->source);
    return true;
  }
  bool denied = said->kind == RELATION_NO_COUNTERPART || said->kind == RELATION_DENIED;
  if (denied) {
    session_lose(session, "map denies that its ends are related, or leaves it open, and is left out",
                 "maps deny that their ends are related, or leave it open, and are left out", said->relationship);
  }
  return denied;
}

void ciso_set_add(struct ciso_set *set, const struct value *source, const struct value *target,
                  const struct value *relationship, const struct value *rationale, const struct value *strength,
                  struct str annotation) {
  struct session *session = set->session;
  struct row_said said = {.source = source,
                          .target = target,
                          .relationship = relationship,
                          .rationale = rationale,
                          .strength = strength,
                          .annotation = annotation};
  said.kind = relation_read(session, str_or_empty(relationship->text), &said.relation);
  if (is_left_out(set, &said) || !is_at_home(set, &said)) {
    return;
  }
  struct native_ref from = {.id = node_id(set, SOURCE_SIDE, said.source)};
  struct native_ref to = {.id = node_id(set, TARGET_SIDE, said.target)};
  if (from.id.p == NULL || to.id.p == NULL) {
    session_lose(session, "map lacks one of its ends and is left out", "maps lack one of their ends and are left out",
                 source);
    return;
  }
  if (!is_new(set, from.id, to.id, &said)) {
    session_count(session, "map stands twice and is written once", "maps stand twice and are written once", source,
                  (struct str){.p = NULL});
    return;
  }
  count_tail(set, &set->source, said.source);
  count_tail(set, &set->target, said.target);
  add_said(set, native_map_add(session->arena, set->mapping, from, said.relation, to), &said);
  set->other = set->other || (said.kind == RELATION_KNOWN && said.relation != REL_INTERSECTS);
}

bool ciso_set_is_within(const struct ciso_set *set, const struct ciso_set *other) {
  bool turned =
      str_eq(set->source.framework, other->target.framework) && str_eq(set->target.framework, other->source.framework);
  for (uint32_t i = 0; turned && i < set->turned.n; i++) {
    turned = names_find(&other->seen, set->turned.v[i]) != NO_NAME;
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
