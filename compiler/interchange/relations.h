/* Words for relations, in the vocabularies of those who publish them, and numbers for strength and confidence. */
#ifndef CW_INTERCHANGE_RELATIONS_H
#define CW_INTERCHANGE_RELATIONS_H

#include "interchange/session.h"

enum relation_kind {
  RELATION_KNOWN,
  RELATION_UNKNOWN,        /* a word of no vocabulary: never taken for a set relation */
  RELATION_NO_COUNTERPART, /* the author says that there is none */
  RELATION_DENIED,         /* "no", "not covered": that the two are related is denied, and nothing else said */
  RELATION_NOTHING         /* blank, a dash, not applicable */
};

/* What session_odd_word says of a word that is no relation. */
extern const char relation_unknown[];
/* The relation that the user gives the word, if he gives it one. */
bool relation_of_user(const struct session *session, struct str word, enum relation *relation);
/* What a word in a column of relations says; the user's own words come first. */
enum relation_kind relation_read(struct session *session, struct str word, enum relation *relation);
/* True for "small subset" and "large superset": how small or large, no relation keeps. */
bool relation_is_qualified(struct session *session, struct str word);
/* True for "none", "gap" and the like, which may also stand where an id belongs. */
bool relation_is_gap(struct session *session, struct str word);
/* True for "n/a" and the like. */
bool relation_is_not_applicable(struct session *session, struct str word);
/* True for "no" and the like. */
bool relation_is_denial(struct session *session, struct str word);
/* True for "TBD" and the like: nothing is said yet. */
bool relation_is_open(struct session *session, struct str word);
/* A rationale's word in any case, or RATIONALE_UNSTATED. */
enum rationale rationale_read(struct str word);
/* 1 to 10, or UNSTATED_NUMBER; what else is said is counted as dropped, but for 0 and n/a beside no relationship. */
uint8_t strength_read(struct session *session, const struct value *value, enum relation relation);
/* Percent of a fraction from 0 to 1 in millionths, rounded to a whole number; `rounded` is set if that lost something. */
uint8_t confidence_of(uint64_t millionths, bool *rounded);

#endif
