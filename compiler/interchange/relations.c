/* The table of relation words. */
#include "interchange/relations.h"

#include "interchange/words.h"

const char relation_unknown[] = "is no relation that is known; it is kept in the remarks of related-to";

struct relation_word {
  const char *word; /* folded */
  enum relation relation;
};

static const struct relation_word relation_words[] = {
    {"equal-to", REL_EQUAL},
    {"equal to", REL_EQUAL},
    {"equal", REL_EQUAL},
    {"equals", REL_EQUAL},
    {"identical", REL_EQUAL},
    {"=", REL_EQUAL},
    {"equivalent-to", REL_EQUIVALENT},
    {"equivalent to", REL_EQUIVALENT},
    {"equivalent", REL_EQUIVALENT},
    {"subset-of", REL_SUBSET},
    {"subset of", REL_SUBSET},
    {"subset", REL_SUBSET},
    {"small subset", REL_SUBSET},
    {"superset-of", REL_SUPERSET},
    {"superset of", REL_SUPERSET},
    {"superset", REL_SUPERSET},
    {"large superset", REL_SUPERSET},
    {"intersects-with", REL_INTERSECTS},
    {"intersects with", REL_INTERSECTS},
    {"intersects", REL_INTERSECTS},
    {"intersect", REL_INTERSECTS},
    {"related-to", REL_RELATED},
    {"related to", REL_RELATED},
    {"related", REL_RELATED},
    {"no-relationship", REL_NONE},
    {"no relationship", REL_NONE},
    {"not related to", REL_NONE},
    {"not related", REL_NONE},
    {"supports", REL_SUPPORTS},
    {"supported-by", REL_SUPPORTED_BY},
    {"supported by", REL_SUPPORTED_BY},
    {"is supported by", REL_SUPPORTED_BY},
    {"contrary-to", REL_CONTRARY},
    {"contrary to", REL_CONTRARY},
    {"contrary", REL_CONTRARY},
};

bool relation_is_qualified(struct session *session, struct str word) {
  static const char *const words[] = {"small subset", "large superset"};
  return STR_IS_ONE_OF(words_fold(session->arena, word), words);
}

bool relation_is_gap(struct session *session, struct str word) {
  static const char *const words[] = {
      "gap",   "none",   "no mapping", "unmapped", "no counterpart", "no-counterpart", "not mapped", "aucun", "aucune",
      "keine", "keiner", "keines",     "kein"};
  return STR_IS_ONE_OF(words_fold(session->arena, word), words);
}

bool relation_is_denial(struct session *session, struct str word) {
  static const char *const words[] = {
      "no",          "n",        "nein",          "non",         "false",       "0",         "0%",     "0 %",
      "not covered", "no match", "not addressed", "no coverage", "no relation", "unrelated", "not met"};
  return STR_IS_ONE_OF(words_fold(session->arena, word), words);
}

/* What people write into the cells of a mapping that they have not finished. */
bool relation_is_open(struct session *session, struct str word) {
  static const char *const words[] = {"tbd", "tbc", "tba", "to be determined", "to be confirmed", "to do", "todo"};
  return STR_IS_ONE_OF(words_fold(session->arena, word), words);
}

bool relation_is_not_applicable(struct session *session, struct str word) {
  static const char *const words[] = {"n/a", "na", "n.a.", "not applicable", "not associated"};
  return STR_IS_ONE_OF(words_fold(session->arena, word), words);
}

bool relation_of_user(const struct session *session, struct str word, enum relation *relation) {
  struct str folded = words_fold(session->arena, word);
  for (uint32_t i = 0; i < session->options->relations.n; i++) {
    const struct import_word *own = &session->options->relations.v[i];
    if (str_eq(words_fold(session->arena, own->word), folded)) {
      *relation = (enum relation)vocabulary_find(&vocabulary_relation, own->meaning);
      return true;
    }
  }
  return false;
}

enum relation_kind relation_read(struct session *session, struct str word, enum relation *relation) {
  *relation = REL_RELATED;
  struct str folded = words_fold(session->arena, word);
  if (relation_of_user(session, folded, relation)) {
    return RELATION_KNOWN;
  }
  if (words_say_nothing(folded)) {
    return RELATION_NOTHING;
  }
  if (relation_is_denial(session, folded) || relation_is_not_applicable(session, folded) ||
      relation_is_open(session, folded)) {
    return RELATION_DENIED;
  }
  if (words_ends(words_trim(word), "*")) { /* what the footnote takes back is not known here */
    return RELATION_UNKNOWN;
  }
  if (relation_is_gap(session, folded)) {
    return RELATION_NO_COUNTERPART;
  }
  for (size_t i = 0; i < sizeof relation_words / sizeof *relation_words; i++) {
    if (str_is(folded, relation_words[i].word)) {
      *relation = relation_words[i].relation;
      return RELATION_KNOWN;
    }
  }
  return RELATION_UNKNOWN;
}

enum rationale rationale_read(struct str word) {
  word = words_trim(word);
  for (unsigned i = 1; i < vocabulary_rationale.count; i++) {
    if (str_eq_caseless(word, str_from(vocabulary_rationale.tokens[i]))) {
      return (enum rationale)i;
    }
  }
  return RATIONALE_UNSTATED;
}

uint8_t strength_read(struct session *session, const struct value *value, enum relation relation) {
  struct str text = words_trim(value->text);
  uint32_t number = 0;
  uint64_t millionths = 0;
  if (words_decimal(text, &millionths) && millionths % 1000000 == 0) {
    number = (uint32_t)(millionths / 1000000);
  }
  if (number >= 1 && number <= 10) {
    return (uint8_t)number;
  }
  bool silent = words_say_nothing(text) || relation_is_not_applicable(session, text) ||
                (relation == REL_NONE && millionths == 0 && words_has_digit(text));
  if (!silent) {
    session_lose(session, "strength is not from 1 to 10 and is left out",
                 "strengths are not from 1 to 10 and are left out", value);
  }
  return UNSTATED_NUMBER;
}

uint8_t confidence_of(uint64_t millionths, bool *rounded) {
  *rounded = millionths % 10000 != 0;
  uint64_t percent = (millionths + 5000) / 10000;
  return percent <= 100 ? (uint8_t)percent : UNSTATED_NUMBER;
}
