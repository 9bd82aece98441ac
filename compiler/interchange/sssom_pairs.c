/* The pairs of frameworks that the rows of an SSSOM table are about, and the mapping that is made of each. */
#include "interchange/about_document.h"
#include "interchange/relations.h"
#include "interchange/sssom.h"
#include "interchange/words.h"

enum { MOST_PAIRS = 1000 };

/* The part of "PREFIX:local" behind its prefix; the whole of an address or a plain name. */
static struct str local_of(struct str source) {
  struct str local = source;
  words_until(&local, ":");
  bool address = sssom_without_scheme(source).n < source.n;
  return address || str_or_empty(local).n == 0 ? source : local;
}

/* The known framework that a source is called after, with its version if that makes it known. */
static struct str known_source(struct session *session, const struct entity *entity, bool *versioned) {
  const struct str names[] = {entity->source, local_of(entity->source)};
  struct str known = {.p = NULL};
  *versioned = true;
  for (unsigned i = 0; i < 2 && entity->version.n > 0 && known.p == NULL; i++) {
    known = atlas_name(session, words_join(session->arena, names[i], " ", entity->version));
  }
  if (known.p != NULL || entity->source.n == 0) {
    return known;
  }
  *versioned = entity->version.n == 0;
  known = atlas_name(session, names[0]);
  return known.p != NULL ? known : atlas_name(session, names[1]);
}

static struct str known_prefix(struct sssom *sssom, const struct entity *entity) {
  struct str known = atlas_name(sssom->session, entity->prefix);
  const struct node *declared = sssom_declared(sssom, entity->prefix);
  struct str address = declared != NULL ? str_or_empty(declared->value.text) : STR("");
  return known.p != NULL || address.n == 0 ? known : atlas_name_within(sssom->session, address);
}

/* The framework of an end: that of its source where it says one, else that of its prefix. */
static struct end end_for(struct sssom *sssom, struct str chosen, const struct entity *entity, const char *option) {
  struct session *session = sssom->session;
  if (chosen.n > 0) {
    return end_of(session, chosen);
  }
  bool versioned = true;
  struct str known = known_source(session, entity, &versioned);
  struct str name = words_join(session->arena, sssom_without_scheme(entity->source), " ", entity->version);
  bool by_prefix = known.p == NULL && !entity->none;
  known = by_prefix ? known_prefix(sssom, entity) : known;
  if (known.p != NULL && by_prefix && name.n > 0) {
    session_lose(session, "source is none that is known, and is left out: the prefix of the ids names the framework",
                 "sources are none that are known, and are left out: the prefixes of the ids name the frameworks",
                 &entity->value);
  } else if (known.p != NULL && !versioned) {
    session_lose(session, "version of a source is left out", "versions of sources are left out", &entity->value);
  }
  return end_named(session, str_or_empty(known), entity->source.n > 0 ? name : entity->prefix, option, &entity->value);
}

/* Those who made the set. */
static struct str creators(struct session *session, const struct node *metadata) {
  struct str names = {.p = NULL};
  const struct node *list = node_get(metadata, "creator_label");
  for (const struct node *name = node_each(list, NULL); name != NULL; name = node_each(list, name)) {
    names = words_join(session->arena, names, ", ", words_trim(str_or_empty(name->value.text)));
  }
  return names;
}

/* A sentence behind another, whose full stop is not doubled. */
static struct str add_sentence(struct session *session, struct str text, struct str sentence) {
  return words_join(session->arena, text, words_ends(text, ".") ? " " : ". ", sentence);
}

static void open_pair(struct sssom *sssom, struct pair *pair) {
  struct session *session = sssom->session;
  const struct node *metadata = sssom->metadata;
  pair->mapping = table_mapping(session, NULL, &pair->source, &pair->target);
  struct native_mapping *mapping = pair->mapping;
  mapping->title = mapping->title.n > 0 ? mapping->title : words_trim(node_text(metadata, "mapping_set_title"));
  mapping->version = words_trim(node_text(metadata, "mapping_set_version"));
  mapping->published = sssom->published;
  struct decl_provenance *provenance = &mapping->provenances.v[0];
  provenance->href = words_trim(node_text(metadata, "mapping_set_id"));
  struct str description = words_trim(node_text(metadata, "mapping_set_description"));
  provenance->text = add_sentence(session, provenance->text, str_or_empty(description));
  provenance->text = add_sentence(session, provenance->text, str_or_empty(words_trim(node_text(metadata, "comment"))));
  struct str license = words_trim(str_or_empty(node_text(metadata, "license")));
  struct buf terms; /* which an export of ours says in its description, too */
  buf_init(&terms, session->arena);
  buf_printf(&terms, "Licence: %.*s", STR_ARG(license));
  if (license.n > 0 && words_find(provenance->text, buf_done(&terms).p) == UINT32_MAX) {
    provenance->text = add_sentence(session, provenance->text, buf_done(&terms));
  }
  struct str makers = creators(session, metadata);
  mapping->publisher = makers.n > 0 ? makers : sssom->provider;
}

/* The number of the pair between these two frameworks, which is opened where there is none yet. */
static uint32_t pair_between(struct sssom *sssom, struct end source, struct end target) {
  for (uint32_t i = 0; i < sssom->pairs.n; i++) {
    const struct pair *pair = &sssom->pairs.v[i];
    if (str_eq(pair->source.framework, source.framework) && str_eq(pair->target.framework, target.framework)) {
      return i;
    }
  }
  struct pair pair = {.source = source, .target = target};
  open_pair(sssom, &pair);
  names_init(&pair.seen, sssom->session->arena);
  for (unsigned side = 0; side < 2; side++) {
    names_init(&pair.mapped[side], sssom->session->arena);
    names_init(&pair.none[side], sssom->session->arena);
  }
  vec_push(sssom->session->arena, &sssom->pairs, pair);
  return sssom->pairs.n - 1;
}

static struct str source_name(struct session *session, const struct entity *entity) {
  return words_join(session->arena, entity->source, "\n", entity->version);
}

/* What is not found has no prefix, and often no source: then it is whatever the other end is related to. */
static bool fits(const struct entity *entity, const struct str end[2], struct str source) {
  bool prefix = entity->none || str_eq(end[0], entity->prefix);
  return prefix && (str_eq(end[1], source) || (entity->none && source.n == 0));
}

static struct pair *too_many_pairs(struct sssom *sssom, const struct entity *subject) {
  session_say(sssom->session, F_IMPORT_LIMIT, &subject->value, "the prefixes make more than %d pairs of frameworks",
              MOST_PAIRS);
  sssom->session->file->broken = true;
  return NULL;
}

struct pair *sssom_pair_for(struct sssom *sssom, const struct entity *subject, const struct entity *object) {
  struct session *session = sssom->session;
  struct str sources[2] = {source_name(session, subject), source_name(session, object)};
  uint32_t found = NO_INDEX;
  for (uint32_t i = 0; i < sssom->ends.n; i++) {
    const struct ends *ends = &sssom->ends.v[i];
    if (!fits(subject, ends->subject, sources[0]) || !fits(object, ends->object, sources[1])) {
      continue;
    }
    if (found != NO_INDEX && found != ends->pair) {
      return NULL;
    }
    found = ends->pair;
    if (!subject->none && !object->none) {
      break;
    }
  }
  if (found != NO_INDEX) {
    return &sssom->pairs.v[found];
  }
  const struct import_options *options = session->options;
  bool unnamed = subject->none && subject->source.n == 0 && options->source.n == 0;
  if (unnamed || (object->none && object->source.n == 0 && options->target.n == 0)) {
    return NULL;
  }
  if (sssom->ends.n >= MOST_PAIRS) {
    return too_many_pairs(sssom, subject);
  }
  struct end source = end_for(sssom, options->source, subject, "source");
  struct end target = end_for(sssom, options->target, object, "target");
  struct ends ends = {.subject = {subject->prefix, sources[0]},
                      .object = {object->prefix, sources[1]},
                      .pair = pair_between(sssom, source, target)};
  vec_push(session->arena, &sssom->ends, ends);
  return &sssom->pairs.v[ends.pair];
}
