/* The values of a row of SSSOM: its ends, its predicate, how it was justified. */
#include "interchange/relations.h"
#include "interchange/sssom.h"
#include "interchange/words.h"

const char *const sssom_slots[SLOTS] = {
    [SLOT_SUBJECT] = "subject_id",
    [SLOT_SUBJECT_LABEL] = "subject_label",
    [SLOT_PREDICATE] = "predicate_id",
    [SLOT_MODIFIER] = "predicate_modifier",
    [SLOT_OBJECT] = "object_id",
    [SLOT_OBJECT_LABEL] = "object_label",
    [SLOT_JUSTIFICATION] = "mapping_justification",
    [SLOT_CONFIDENCE] = "confidence",
    [SLOT_COMMENT] = "comment",
    [SLOT_SUBJECT_SOURCE] = "subject_source",
    [SLOT_SUBJECT_SOURCE_VERSION] = "subject_source_version",
    [SLOT_OBJECT_SOURCE] = "object_source",
    [SLOT_OBJECT_SOURCE_VERSION] = "object_source_version",
    [SLOT_SUBJECT_TYPE] = "subject_type",
    [SLOT_OBJECT_TYPE] = "object_type",
    [SLOT_DATE] = "mapping_date",
    [SLOT_PROVIDER] = "mapping_provider",
};

struct value sssom_value(const struct sssom *sssom, const struct row *row, enum slot slot) {
  return sssom->columns[slot] != NO_INDEX ? row_value(sssom->sheet, row, sssom->columns[slot]) : value_none();
}

struct str sssom_text(const struct sssom *sssom, const struct row *row, enum slot slot) {
  return words_trim(sssom_value(sssom, row, slot).text);
}

struct str sssom_propagated(const struct sssom *sssom, const struct row *row, enum slot slot) {
  return sssom->said[slot] ? sssom_text(sssom, row, slot) : words_trim(node_text(sssom->metadata, sssom_slots[slot]));
}

struct str sssom_shared(const struct sssom *sssom, enum slot slot) {
  if (!sssom->said[slot]) {
    return words_trim(node_text(sssom->metadata, sssom_slots[slot]));
  }
  struct str shared = {.p = NULL};
  for (uint32_t i = sssom->header + 1; i < sssom->sheet->rows.n; i++) {
    const struct row *row = &sssom->sheet->rows.v[i];
    struct str own = str_or_empty(sssom_text(sssom, row, slot));
    if (row_is_empty(row)) {
      continue;
    }
    if (shared.p != NULL && !str_eq(shared, own)) {
      return (struct str){.p = NULL};
    }
    shared = own;
  }
  return shared;
}

bool sssom_modifier(const struct sssom *sssom, const struct row *row, struct value *modifier) {
  *modifier = sssom_value(sssom, row, SLOT_MODIFIER);
  bool own = words_trim(str_or_empty(modifier->text)).n > 0;
  *modifier = own ? *modifier : sssom->denial;
  return words_trim(str_or_empty(modifier->text)).n > 0;
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

struct str sssom_without_scheme(struct str text) {
  static const char *const schemes[] = {"http://", "https://"};
  for (unsigned i = 0; i < 2; i++) {
    if (words_starts(text, schemes[i])) {
      return words_from(text, (uint32_t)strlen(schemes[i]));
    }
  }
  return text;
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

/* A prefix that nobody declares may mean anything: each is told once, and nothing is written. */
static void refuse_prefix(const struct sssom *sssom, const struct entity *entity) {
  uint32_t before = sssom->undeclared->names.n;
  if (names_intern_kept(sssom->undeclared, entity->prefix) != before) {
    return;
  }
  struct finding *finding =
      session_say_at(sssom->session, F_IMPORT_FORMAT, &entity->value, entity->prefix, "\"%.*s\" is a prefix that %s",
                     STR_ARG(entity->prefix),
                     sssom->metadata != NULL ? "the curie_map does not declare"
                                             : "nothing declares: the table has no metadata, and so no curie_map");
  finding_note(
      sssom->session->findings, finding, place_none(),
      "the metadata stand behind # in front of the table, in NAME.sssom.yml beside it, or where --metadata says");
}

const struct node *sssom_declared(const struct sssom *sssom, struct str prefix) {
  const struct str name = str_copy(sssom->session->arena, str_or_empty(prefix));
  return node_get(node_get(sssom->metadata, "curie_map"), name.p);
}

static bool is_declared(const struct sssom *sssom, struct str prefix) {
  return is_built_in(prefix) || sssom_declared(sssom, prefix) != NULL;
}

/* What stands at an end of a row, where it can be an id. */
static bool read_entity(const struct sssom *sssom, struct str kind, struct entity *entity) {
  struct session *session = sssom->session;
  struct str text = words_trim(str_or_empty(entity->value.text));
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
  if (sssom_without_scheme(text).n < text.n) {
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
  if (!is_declared(sssom, entity->prefix)) {
    refuse_prefix(sssom, entity);
    return false;
  }
  entity->local = percent_decoded(session->arena, local);
  return true;
}

bool sssom_subject(const struct sssom *sssom, const struct row *row, struct entity *entity) {
  *entity = (struct entity){.value = sssom_value(sssom, row, SLOT_SUBJECT),
                            .source = str_or_empty(sssom_propagated(sssom, row, SLOT_SUBJECT_SOURCE)),
                            .version = str_or_empty(sssom_propagated(sssom, row, SLOT_SUBJECT_SOURCE_VERSION))};
  return read_entity(sssom, sssom_propagated(sssom, row, SLOT_SUBJECT_TYPE), entity);
}

bool sssom_object(const struct sssom *sssom, const struct row *row, struct entity *entity) {
  *entity = (struct entity){.value = sssom_value(sssom, row, SLOT_OBJECT),
                            .source = str_or_empty(sssom_propagated(sssom, row, SLOT_OBJECT_SOURCE)),
                            .version = str_or_empty(sssom_propagated(sssom, row, SLOT_OBJECT_SOURCE_VERSION))};
  return read_entity(sssom, sssom_propagated(sssom, row, SLOT_OBJECT_TYPE), entity);
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

/* A predicate that nobody here knows. False: it is in a prefix that may mean anything, which is told. */
static bool judge_predicate(const struct sssom *sssom, const struct value *value, struct str word) {
  struct entity predicate = {.value = *value, .local = word};
  predicate.prefix = words_until(&predicate.local, ":");
  bool address = sssom_without_scheme(word).n < word.n;
  if (address || predicate.local.p == NULL || is_declared(sssom, predicate.prefix)) {
    return true;
  }
  refuse_prefix(sssom, &predicate);
  return false;
}

enum relation sssom_predicate(const struct sssom *sssom, const struct value *value, struct str *remarks) {
  struct session *session = sssom->session;
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
  if (words_say_nothing(word)) {
    session_count(session, "pair has no relation and is read as related-to",
                  "pairs have no relation and are read as related-to", value, (struct str){.p = NULL});
    return REL_RELATED;
  }
  if (judge_predicate(sssom, value, word)) {
    session_odd_word(session, value, relation_unknown, true);
  }
  *remarks = words_join(session->arena, *remarks, "; ", word);
  return REL_RELATED;
}

void sssom_justification(const struct sssom *sssom, const struct row *row, struct native_map *map) {
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
  struct value value = sssom_value(sssom, row, SLOT_JUSTIFICATION);
  struct str word = words_trim(str_or_empty(value.text));
  for (unsigned i = 0; i < sizeof known / sizeof *known && word.n > 0; i++) {
    if (words_starts(word, known[i].start)) {
      map->method = (uint8_t)known[i].method;
      map->rationale = (uint8_t)known[i].rationale;
      return;
    }
  }
  if (word.n > 0 && !str_is(word, "semapv:UnspecifiedMatching")) {
    session_lose(sssom->session, "justification is none that is known and is left out",
                 "justifications are none that are known and are left out", &value);
  }
}

void sssom_confidence(const struct sssom *sssom, const struct row *row, struct native_map *map) {
  struct session *session = sssom->session;
  struct value value = sssom_value(sssom, row, SLOT_CONFIDENCE);
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
