/* SSSOM: mappings as a table of tabs, with metadata in YAML in front of it or in a file of its own. */
#include "interchange/formats.h"
#include "interchange/ids.h"
#include "interchange/relations.h"
#include "interchange/table.h"
#include "interchange/tree.h"
#include "interchange/words.h"

enum slot {
  SLOT_SUBJECT,
  SLOT_SUBJECT_LABEL,
  SLOT_PREDICATE,
  SLOT_MODIFIER,
  SLOT_OBJECT,
  SLOT_OBJECT_LABEL,
  SLOT_JUSTIFICATION,
  SLOT_CONFIDENCE,
  SLOT_COMMENT,
  SLOT_SUBJECT_SOURCE,
  SLOT_OBJECT_SOURCE,
  SLOT_SUBJECT_TYPE,
  SLOT_OBJECT_TYPE,
  SLOTS
};

static const char *const slot_names[SLOTS] = {
    "subject_id",  "subject_label",  "predicate_id",          "predicate_modifier",
    "object_id",   "object_label",   "mapping_justification", "confidence",
    "comment",     "subject_source", "object_source",         "subject_type",
    "object_type",
};

/* A mapping of ours: what has these two prefixes or sources. */
struct pair {
  struct str subject;
  struct str object;
  struct native_mapping *mapping;
  struct end source;
  struct end target;
  struct names seen;
  struct names mapped[2]; /* sources and targets that a row relates */
  struct names none[2];   /* that have no counterpart */
};

struct sssom {
  struct session *session;
  const struct sheet *sheet;
  uint32_t columns[SLOTS];
  bool said[SLOTS];            /* a row has a value of its own */
  const struct node *metadata; /* or NULL */
  VEC(struct pair) pairs;
};

/* One end of a row. */
struct entity {
  struct value value;
  struct str prefix;
  struct str local;
  bool none; /* NoTermFound */
};

/* ---- files ---- */

/* The metadata that stands behind # in front of the table, as YAML of the same lines. */
static struct str embedded_metadata(struct session *session, struct str text) {
  struct buf out;
  buf_init(&out, session->arena);
  for (struct str rest = text; rest.p != NULL;) {
    struct str line = words_next(&rest, "\n");
    if (line.n == 0 || line.p[0] != '#') {
      break;
    }
    buf_char(&out, ' '); /* so that columns stay what they are */
    buf_bytes(&out, line.p + 1, line.n - 1);
    buf_char(&out, '\n');
  }
  return buf_done(&out);
}

static bool is_header(struct str line) {
  return words_find(line, "subject_") != UINT32_MAX && words_find(line, "predicate_id") != UINT32_MAX &&
         words_find(line, "\t") != UINT32_MAX;
}

bool sssom_looks(struct str text) {
  bool told = false;
  for (struct str rest = text; rest.p != NULL;) {
    struct str line = words_next(&rest, "\n");
    if (line.n == 0 || line.p[0] != '#') {
      return told || is_header(line);
    }
    told = told || words_find(line, "curie_map:") != UINT32_MAX || words_find(line, "mapping_set_id:") != UINT32_MAX;
  }
  return false;
}

bool sssom_fits(struct session *session) {
  return session->file->book != NULL && !session->file->book->workbook && sssom_looks(session->file->text);
}

static const struct node *read_metadata(struct session *session) {
  struct str text = embedded_metadata(session, session->file->text);
  const struct tree *tree = NULL;
  if (text.n > 0) {
    tree = tree_read_yaml(session, text);
  } else {
    struct str beside = session->options->metadata.n > 0 ? session->options->metadata : session->file->input->metadata;
    tree = beside.n > 0 ? tree_read_yaml(session, beside) : NULL;
  }
  return tree != NULL && tree->root->kind == NODE_MAP ? tree->root : NULL;
}

/* ---- values ---- */

static struct value slot_value(const struct sssom *sssom, const struct row *row, enum slot slot) {
  return sssom->columns[slot] != NO_INDEX ? row_value(sssom->sheet, row, sssom->columns[slot]) : value_none();
}

static struct str slot_text(const struct sssom *sssom, const struct row *row, enum slot slot) {
  return words_trim(slot_value(sssom, row, slot).text);
}

/* A value of the set holds for all rows, but only where no row has one of its own. */
static struct str propagated(const struct sssom *sssom, const struct row *row, enum slot slot) {
  return sssom->said[slot] ? slot_text(sssom, row, slot) : words_trim(node_text(sssom->metadata, slot_names[slot]));
}

static int hex_of(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

static struct str percent_decoded(struct arena *arena, struct str text) {
  struct buf out;
  buf_init(&out, arena);
  for (uint32_t i = 0; i < text.n; i++) {
    int high = text.p[i] == '%' && i + 2 < text.n ? hex_of(text.p[i + 1]) : -1;
    int low = high >= 0 ? hex_of(text.p[i + 2]) : -1;
    buf_char(&out, low >= 0 ? (char)(high * 16 + low) : text.p[i]);
    i += low >= 0 ? 2 : 0;
  }
  return buf_done(&out);
}

static bool is_built_in(struct str prefix) {
  static const char *const known[] = {"owl", "rdf", "rdfs", "semapv", "skos", "sssom", "xsd", "linkml"};
  return STR_IS_ONE_OF(prefix, known);
}

/* A whole IRI: by the prefix that stands for its beginning, else at its last part. */
static void split_address(const struct sssom *sssom, struct str text, struct entity *entity) {
  uint32_t at = text.n;
  while (at > 0 && text.p[at - 1] != '/' && text.p[at - 1] != '#') {
    at--;
  }
  entity->prefix = words_to(text, at);
  const struct node *map = node_get(sssom->metadata, "curie_map");
  for (const struct node *entry = map != NULL && map->kind == NODE_MAP ? map->first : NULL; entry != NULL;
       entry = entry->next) {
    struct str address = words_trim(str_or_empty(entry->value.text));
    bool begins = address.n > 0 && address.n < text.n && memcmp(address.p, text.p, address.n) == 0;
    if (begins && (entity->prefix.p == text.p || address.n > at)) {
      entity->prefix = entry->key.text;
      at = address.n;
    }
  }
  entity->local = percent_decoded(sssom->session->arena, words_from(text, at));
}

/* Splits PREFIX:local. False after a finding: the row cannot be used. */
static bool read_entity(const struct sssom *sssom, const struct row *row, enum slot slot, enum slot type,
                        struct entity *entity) {
  struct session *session = sssom->session;
  entity->value = slot_value(sssom, row, slot);
  struct str text = words_trim(str_or_empty(entity->value.text));
  struct str kind = propagated(sssom, row, type);
  if (str_is(str_or_empty(kind), "rdfs literal") || text.n == 0) {
    session_lose(session, "row names a literal or nothing where an id belongs and is left out",
                 "rows name literals or nothing where ids belong and are left out", &entity->value);
    return false;
  }
  /* "SCHEMA:1/(disease:'X')": a bracket alone may stand in an id, such as NIST:AC-2(1). */
  if (str_is(str_or_empty(kind), "composed entity expression") || words_find(text, "/(") != UINT32_MAX) {
    session_lose(session, "row names a composed expression, which is no id, and is left out",
                 "rows name composed expressions, which are no ids, and are left out", &entity->value);
    return false;
  }
  entity->none = str_is(text, "sssom:NoTermFound") || str_is(text, "sssom:NoMapping");
  struct str local = text;
  entity->prefix = words_until(&local, ":");
  if (words_starts(text, "http://") || words_starts(text, "https://")) {
    session_count(session, "IRI stands where a short id belongs; its last part is taken",
                  "IRIs stand where short ids belong; their last parts are taken", &entity->value,
                  (struct str){.p = NULL});
    split_address(sssom, text, entity);
    return true;
  }
  if (local.p == NULL || local.n == 0) {
    session_say(session, F_IMPORT_CELL, &entity->value, "\"%.*s\" is no id of the form PREFIX:ID; the row is left out",
                STR_ARG(text));
    session_lose(session, "row has an id without a prefix and is left out",
                 "rows have ids without a prefix and are left out", &entity->value);
    return false;
  }
  struct buf name;
  buf_init(&name, session->arena);
  buf_str(&name, entity->prefix);
  bool declared = node_get(node_get(sssom->metadata, "curie_map"), buf_done(&name).p) != NULL;
  if (!declared && !is_built_in(entity->prefix)) {
    session_odd_word(session, &(struct value){.text = entity->prefix, .spot = entity->value.spot},
                     "is a prefix that the curie_map does not declare; it is read as a name of its own", false);
  }
  entity->local = percent_decoded(session->arena, local);
  return true;
}

/* ---- predicates ---- */

static const struct {
  const char *predicate;
  enum relation relation;
} predicates[] = {
    {"skos:exactMatch", REL_EQUAL},        {"owl:sameAs", REL_EQUAL},          {"owl:equivalentClass", REL_EQUAL},
    {"owl:equivalentProperty", REL_EQUAL}, {"skos:broadMatch", REL_SUBSET},    {"rdfs:subClassOf", REL_SUBSET},
    {"rdfs:subPropertyOf", REL_SUBSET},    {"skos:narrowMatch", REL_SUPERSET}, {"skos:relatedMatch", REL_RELATED},
    {"skos:closeMatch", REL_RELATED},      {"rdfs:seeAlso", REL_RELATED},      {"oboInOwl:hasDbXref", REL_RELATED},
};

static enum relation read_predicate(struct session *session, const struct value *value, struct str *remarks) {
  struct str word = words_trim(str_or_empty(value->text));
  for (unsigned i = 0; i < sizeof predicates / sizeof *predicates; i++) {
    if (str_is(word, predicates[i].predicate)) {
      if (str_is(word, "skos:closeMatch")) {
        session_count(
            session, "closeMatch is read as related-to: it says \"usable in place of\", not that anything is shared",
            "closeMatches are read as related-to: they say \"usable in place of\", not that anything is shared", value,
            (struct str){.p = NULL});
      }
      return predicates[i].relation;
    }
  }
  struct import_word own;
  for (uint32_t i = 0; i < session->options->relations.n; i++) {
    own = session->options->relations.v[i];
    if (str_eq(own.word, word)) {
      return (enum relation)vocabulary_find(&vocabulary_relation, own.meaning);
    }
  }
  session_odd_word(session, value, relation_unknown, true);
  *remarks = words_join(session->arena, *remarks, "; ", word);
  return REL_RELATED;
}

static void read_justification(const struct sssom *sssom, const struct row *row, struct native_map *map) {
  static const struct {
    const char *start;
    enum method method;
    enum rationale rationale;
  } known[] = {
      {"semapv:ManualMappingCuration", METHOD_HUMAN, RATIONALE_UNSTATED},
      {"semapv:MappingReview", METHOD_HUMAN, RATIONALE_UNSTATED},
      {"semapv:Lexical", METHOD_AUTOMATED, RATIONALE_SYNTACTIC},
      {"semapv:SemanticSimilarity", METHOD_AUTOMATED, RATIONALE_UNSTATED},
      {"semapv:LogicalReasoning", METHOD_AUTOMATED, RATIONALE_UNSTATED},
      {"semapv:MappingChaining", METHOD_AUTOMATED, RATIONALE_UNSTATED},
      {"semapv:MappingInversion", METHOD_AUTOMATED, RATIONALE_UNSTATED},
      {"semapv:Structural", METHOD_AUTOMATED, RATIONALE_UNSTATED},
      {"semapv:InstanceBased", METHOD_AUTOMATED, RATIONALE_UNSTATED},
      {"semapv:BackgroundKnowledge", METHOD_AUTOMATED, RATIONALE_UNSTATED},
      {"semapv:Composite", METHOD_MIXED, RATIONALE_UNSTATED},
  };
  struct str word = slot_text(sssom, row, SLOT_JUSTIFICATION);
  for (unsigned i = 0; i < sizeof known / sizeof *known && word.n > 0; i++) {
    if (words_starts(word, known[i].start)) {
      map->method = (uint8_t)known[i].method;
      map->rationale = (uint8_t)known[i].rationale;
      return;
    }
  }
}

static void read_confidence(const struct sssom *sssom, const struct row *row, struct native_map *map) {
  struct session *session = sssom->session;
  struct value value = slot_value(sssom, row, SLOT_CONFIDENCE);
  struct str text = words_trim(str_or_empty(value.text));
  uint64_t millionths = 0;
  bool rounded = false;
  if (text.n == 0) {
    return;
  }
  if (!words_decimal(text, &millionths) || millionths > 1000000) {
    session_lose(session, "confidence is not from 0 to 1 and is left out",
                 "confidences are not from 0 to 1 and are left out", &value);
    return;
  }
  map->confidence = confidence_of(millionths, &rounded);
  if (rounded) {
    session_count(session, "confidence was rounded to a whole percentage",
                  "confidences were rounded to whole percentages", &value, (struct str){.p = NULL});
  }
}

/* ---- mappings ---- */

static struct end end_for(struct sssom *sssom, struct str chosen, const struct entity *entity, struct str source,
                          const char *option) {
  struct session *session = sssom->session;
  if (chosen.n > 0) {
    return end_of(session, chosen);
  }
  struct str known = atlas_name(session, entity->prefix);
  known = known.p != NULL || source.n == 0 ? known : atlas_name(session, source);
  struct buf name;
  buf_init(&name, session->arena);
  buf_str(&name, entity->prefix);
  struct str address = node_text(node_get(sssom->metadata, "curie_map"), buf_done(&name).p);
  known = known.p != NULL || address.n == 0 ? known : atlas_name_within(session, address);
  return end_named(session, str_or_empty(known), entity->prefix, option, &entity->value);
}

/* Those who made the set, or else who provides it. */
static struct str creators(struct session *session, const struct node *metadata) {
  struct str names = {.p = NULL};
  const struct node *list = node_get(metadata, "creator_label");
  for (const struct node *name = node_each(list, NULL); name != NULL; name = node_each(list, name)) {
    names = words_join(session->arena, names, ", ", words_trim(str_or_empty(name->value.text)));
  }
  return names.n > 0 ? names : words_trim(node_text(metadata, "mapping_provider"));
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
  struct str date = words_date(str_or_empty(node_text(metadata, "publication_date")));
  mapping->published = date.p != NULL ? date : words_date(str_or_empty(node_text(metadata, "mapping_date")));
  struct decl_provenance *provenance = &mapping->provenances.v[0];
  provenance->href = words_trim(node_text(metadata, "mapping_set_id"));
  struct str description = words_trim(node_text(metadata, "mapping_set_description"));
  provenance->text = add_sentence(session, provenance->text, str_or_empty(description));
  provenance->text = add_sentence(session, provenance->text, str_or_empty(words_trim(node_text(metadata, "comment"))));
  struct str license = words_trim(str_or_empty(node_text(metadata, "license")));
  provenance->text = add_sentence(session, provenance->text,
                                  words_join(session->arena, license.n > 0 ? STR("Licence") : license, ": ", license));
  mapping->publisher = creators(session, metadata);
}

static struct pair *pair_for(struct sssom *sssom, const struct row *row, const struct entity *subject,
                             const struct entity *object) {
  for (uint32_t i = 0; i < sssom->pairs.n; i++) {
    struct pair *pair = &sssom->pairs.v[i];
    bool same = (subject->none || str_eq(pair->subject, subject->prefix)) &&
                (object->none || str_eq(pair->object, object->prefix));
    if (same) {
      return pair;
    }
  }
  if (subject->none || object->none) {
    return NULL;
  }
  enum { MOST_PAIRS = 1000 };
  if (sssom->pairs.n >= MOST_PAIRS) {
    session_say(sssom->session, F_IMPORT_LIMIT, &subject->value, "the prefixes make more than %d pairs of frameworks",
                MOST_PAIRS);
    sssom->session->file->broken = true;
    return NULL;
  }
  struct pair pair = {.subject = subject->prefix, .object = object->prefix};
  pair.source =
      end_for(sssom, sssom->session->options->source, subject, propagated(sssom, row, SLOT_SUBJECT_SOURCE), "source");
  pair.target =
      end_for(sssom, sssom->session->options->target, object, propagated(sssom, row, SLOT_OBJECT_SOURCE), "target");
  open_pair(sssom, &pair);
  names_init(&pair.seen, sssom->session->arena);
  for (unsigned side = 0; side < 2; side++) {
    names_init(&pair.mapped[side], sssom->session->arena);
    names_init(&pair.none[side], sssom->session->arena);
  }
  vec_push(sssom->session->arena, &sssom->pairs, pair);
  return &sssom->pairs.v[sssom->pairs.n - 1];
}

/* Rows of the same three are one fact; the highest confidence stands. True if the row was such a one. */
static bool is_repeated(struct sssom *sssom, struct pair *pair, const struct row *row, const struct native_map *map) {
  struct buf key;
  buf_init(&key, sssom->session->arena);
  buf_printf(&key, "%.*s\n%u\n%.*s", STR_ARG(map->sources[0].id), (unsigned)map->relation, STR_ARG(map->targets[0].id));
  uint32_t before = pair->seen.names.n;
  uint32_t number = names_intern_kept(&pair->seen, buf_done(&key));
  if (number == before) {
    return false;
  }
  struct native_map *first = &pair->mapping->maps.v[number];
  bool higher = map->confidence != UNSTATED_NUMBER &&
                (first->confidence == UNSTATED_NUMBER || map->confidence > first->confidence);
  first->confidence = higher ? map->confidence : first->confidence;
  if (map->remarks.n > 0 && !str_eq(map->remarks, str_or_empty(first->remarks))) {
    first->remarks = words_join(sssom->session->arena, first->remarks, "; ", map->remarks);
  }
  struct value value = slot_value(sssom, row, SLOT_SUBJECT);
  session_count(sssom->session, "row repeats another and is written once, with the higher confidence",
                "rows repeat others and are written once, with the higher confidence", &value, (struct str){.p = NULL});
  return true;
}

static void add_map(struct sssom *sssom, struct pair *pair, const struct row *row, const struct entity *subject,
                    const struct entity *object) {
  struct session *session = sssom->session;
  struct native_ref source = {.id = id_at(session, &pair->source, &subject->value, subject->local),
                              .title = slot_text(sssom, row, SLOT_SUBJECT_LABEL)};
  struct native_ref target = {.id = id_at(session, &pair->target, &object->value, object->local),
                              .title = slot_text(sssom, row, SLOT_OBJECT_LABEL)};
  if (source.id.p == NULL || target.id.p == NULL) {
    session_lose(session, "row has an end that is no id and is left out",
                 "rows have ends that are no ids and are left out", &subject->value);
    return;
  }
  struct str remarks = slot_text(sssom, row, SLOT_COMMENT);
  struct value predicate = slot_value(sssom, row, SLOT_PREDICATE);
  enum relation relation = read_predicate(session, &predicate, &remarks);
  struct native_map *map = native_map_add(session->arena, pair->mapping, source, relation, target);
  read_justification(sssom, row, map);
  read_confidence(sssom, row, map);
  map->remarks = remarks;
  if (is_repeated(sssom, pair, row, map)) {
    pair->mapping->maps.n--;
  }
  names_intern_kept(&pair->mapped[0], source.id);
  names_intern_kept(&pair->mapped[1], target.id);
}

static void add_none(struct sssom *sssom, struct pair *pair, const struct row *row, const struct entity *known,
                     bool of_target) {
  struct decl_no_counterpart none = {
      .id = id_at(sssom->session, of_target ? &pair->target : &pair->source, &known->value, known->local),
      .remarks = slot_text(sssom, row, SLOT_COMMENT),
      .of_target = of_target};
  if (none.id.p == NULL) {
    return;
  }
  uint32_t before = pair->none[of_target].names.n;
  /* "No exact match" of a term that has a broader one is perhaps no lack of any counterpart: coverage follows the map. */
  if (names_find(&pair->mapped[of_target], none.id) != NO_NAME) {
    session_count(sssom->session, "row finds no term for one that another row relates: decide which of the two holds",
                  "rows find no terms for ones that other rows relate: decide which of the two holds", &known->value,
                  (struct str){.p = NULL});
  }
  if (names_intern_kept(&pair->none[of_target], none.id) == before) {
    vec_push(sssom->session->arena, &pair->mapping->no_counterparts, none);
  }
}

/* `unmapped`: rows that say that something has no counterpart are read once all pairs of frameworks are known. */
static void read_row(struct sssom *sssom, const struct row *row, bool unmapped) {
  struct session *session = sssom->session;
  struct str subject_text = slot_text(sssom, row, SLOT_SUBJECT);
  struct str object_text = slot_text(sssom, row, SLOT_OBJECT);
  bool none =
      words_starts(str_or_empty(subject_text), "sssom:No") || words_starts(str_or_empty(object_text), "sssom:No");
  if (row_is_empty(row) || none != unmapped) {
    return;
  }
  struct entity subject = {.none = false};
  struct entity object = {.none = false};
  if (!read_entity(sssom, row, SLOT_SUBJECT, SLOT_SUBJECT_TYPE, &subject) ||
      !read_entity(sssom, row, SLOT_OBJECT, SLOT_OBJECT_TYPE, &object)) {
    return;
  }
  struct value modifier = slot_value(sssom, row, SLOT_MODIFIER);
  if (str_is(words_trim(str_or_empty(modifier.text)), "Not")) {
    session_lose(session, "row denies a relation, which says no other, and is left out",
                 "rows deny relations, which say no other, and are left out", &modifier);
    return;
  }
  struct pair *pair = pair_for(sssom, row, &subject, &object);
  if (pair == NULL || (subject.none && object.none)) {
    session_lose(session, "row names no term of a framework that another row relates and is left out",
                 "rows name no terms of frameworks that another row relates and are left out", &subject.value);
  } else if (subject.none || object.none) {
    add_none(sssom, pair, row, subject.none ? &object : &subject, subject.none);
  } else {
    add_map(sssom, pair, row, &subject, &object);
  }
}

/* ---- the whole ---- */

/* The table begins at the first line without #. */
static uint32_t find_header(const struct sheet *sheet) {
  for (uint32_t i = 0; i < sheet->rows.n; i++) {
    struct str first = sheet->rows.v[i].count > 0 ? sheet->rows.v[i].cells[0].value.text : STR("");
    if (first.n == 0 || first.p[0] != '#') {
      return i;
    }
  }
  return NO_INDEX;
}

static void name_columns(struct sssom *sssom, const struct row *header) {
  static const char *const silent[] = {"predicate_label", "mapping_cardinality", "record_id"};
  for (unsigned slot = 0; slot < SLOTS; slot++) {
    sssom->columns[slot] = NO_INDEX;
  }
  for (uint32_t i = 0; i < header->count; i++) {
    struct str name = words_trim(header->cells[i].value.text);
    bool known = false;
    for (unsigned slot = 0; slot < SLOTS; slot++) {
      if (str_is(name, slot_names[slot])) {
        sssom->columns[slot] = header->cells[i].column;
        known = true;
      }
    }
    for (unsigned s = 0; s < sizeof silent / sizeof *silent; s++) {
      known = known || str_is(name, silent[s]);
    }
    if (!known && name.n > 0) {
      session_say(sssom->session, F_IMPORT_LOST, &header->cells[i].value, "the column \"%.*s\" is not carried",
                  STR_ARG(name));
      sssom->session->result->lost = true;
    }
  }
}

static void check_version(struct sssom *sssom) {
  struct value version = node_value(sssom->metadata, "sssom_version");
  struct str text = words_trim(str_or_empty(version.text));
  if (text.n > 0 && !str_is(text, "1.0") && !str_is(text, "1.1")) {
    session_say(sssom->session, F_IMPORT_CELL, &version, "version %.*s of SSSOM is not known; it is read as 1.1",
                STR_ARG(text));
  }
}

/* Entries of the metadata that nothing is made of. */
static void tell_unread(struct sssom *sssom) {
  static const char *const read[] = {"curie_map",
                                     "mapping_set_id",
                                     "mapping_set_title",
                                     "mapping_set_version",
                                     "license",
                                     "sssom_version",
                                     "mapping_set_description",
                                     "publication_date",
                                     "mapping_date",
                                     "creator_label",
                                     "mapping_provider",
                                     "comment",
                                     "subject_source",
                                     "object_source",
                                     "subject_type",
                                     "object_type",
                                     "extension_definitions"};
  struct buf names;
  struct session *session = sssom->session;
  const struct node *first = NULL;
  unsigned count = 0;
  buf_init(&names, session->arena);
  for (const struct node *key = sssom->metadata != NULL ? sssom->metadata->first : NULL; key != NULL; key = key->next) {
    if (!STR_IS_ONE_OF(key->key.text, read)) {
      buf_printf(&names, "%s\"%.*s\"", count++ > 0 ? ", " : "", STR_ARG(words_title(session->arena, key->key.text)));
      first = first != NULL ? first : key;
    }
  }
  if (count > 0) {
    session->result->lost = true;
    /* The metadata of a file of their own have no place in the table. */
    bool embedded = session->file->text.n > 0 && session->file->text.p[0] == '#';
    session_say(session, F_IMPORT_LOST, embedded ? &first->key : NULL, "%u entr%s of the metadata %s not carried: %.*s",
                count, count == 1 ? "y" : "ies", count == 1 ? "is" : "are", STR_ARG(buf_done(&names)));
  }
}

void sssom_mappings(struct session *session) {
  struct sssom sssom = {.session = session, .sheet = &session->file->book->sheets.v[0]};
  uint32_t header = find_header(sssom.sheet);
  if (header == NO_INDEX) {
    session_refuse(session, NULL, "the file holds metadata of SSSOM, but no table");
    return;
  }
  sssom.metadata = read_metadata(session);
  if (session->file->broken) {
    return;
  }
  name_columns(&sssom, &sssom.sheet->rows.v[header]);
  for (unsigned slot = 0; slot < SLOTS; slot++) {
    for (uint32_t i = header + 1; i < sssom.sheet->rows.n && !sssom.said[slot]; i++) {
      sssom.said[slot] = slot_text(&sssom, &sssom.sheet->rows.v[i], slot).n > 0;
    }
  }
  check_version(&sssom);
  tell_unread(&sssom);
  for (unsigned pass = 0; pass < 2; pass++) {
    for (uint32_t i = header + 1; i < sssom.sheet->rows.n && !session->file->broken; i++) {
      read_row(&sssom, &sssom.sheet->rows.v[i], pass == 1);
    }
  }
  for (uint32_t i = 0; i < sssom.pairs.n && !session->file->broken; i++) {
    struct native_mapping *mapping = sssom.pairs.v[i].mapping;
    session_understand(session, "mapping from %.*s to %.*s, %u maps", STR_ARG(mapping->source),
                       STR_ARG(mapping->target), (unsigned)mapping->maps.n);
    if (mapping->maps.n + mapping->no_counterparts.n > 0) {
      session_add(session, DOCUMENT_MAPPING, mapping);
    }
  }
}
