/* The closed vocabularies of the formats: relations, methods, statuses, authorities... and their tokens. */
#ifndef CW_MODEL_VOCABULARY_H
#define CW_MODEL_VOCABULARY_H

#include "base/str.h"

/* What stands between a source and a target (tokens as in OSCAL 1.2 and NIST IR 8477). */
enum relation {
  REL_EQUAL, /* equal-to; equivalent-to means the same and is kept apart only by its token */
  REL_EQUIVALENT,
  REL_SUBSET,
  REL_SUPERSET,
  REL_INTERSECTS,
  REL_RELATED,
  REL_NONE, /* no-relationship */
  REL_SUPPORTS,
  REL_SUPPORTED_BY,
  REL_CONTRARY,
  RELATIONS
};

enum rationale { RATIONALE_UNSTATED, RATIONALE_SEMANTIC, RATIONALE_SYNTACTIC, RATIONALE_FUNCTIONAL };
enum method { METHOD_UNSTATED, METHOD_HUMAN, METHOD_AUTOMATED, METHOD_MIXED };
enum status { STATUS_UNSTATED, STATUS_COMPLETE, STATUS_DRAFT, STATUS_DEPRECATED, STATUS_SUPERSEDED };
enum authority { AUTHORITY_UNSTATED, AUTHORITY_OWNER, AUTHORITY_THIRD_PARTY, AUTHORITY_ORGANISATION };
enum style { STYLE_UNSTATED, STYLE_SET_THEORY, STYLE_CROSSWALK, STYLE_SUPPORTIVE };
enum overlap { OVERLAP_ANY, OVERLAP_PROPER };
enum examined { EXAMINED_NONE, EXAMINED_SOURCE, EXAMINED_TARGET, EXAMINED_BOTH };
/* How far an organisation has implemented a control, and what it does about a risk. */
enum implementation {
  IMPLEMENTATION_UNSTATED,
  IMPLEMENTATION_WHOLE,
  IMPLEMENTATION_PARTIAL,
  IMPLEMENTATION_PLANNED,
  IMPLEMENTATION_NONE
};
/* Why a control is necessary: bits 1 << reason make a set. */
enum reason { REASON_RISK, REASON_LAW, REASON_CONTRACT, REASON_BUSINESS };
enum assessment_kind { ASSESSMENT_UNSTATED, ASSESSMENT_SELF, ASSESSMENT_INTERNAL, ASSESSMENT_EXTERNAL };
enum evidence_kind {
  EVIDENCE_UNSTATED,
  EVIDENCE_POLICY,
  EVIDENCE_PROCEDURE,
  EVIDENCE_RECORD,
  EVIDENCE_TEST,
  EVIDENCE_REPORT,
  EVIDENCE_CERTIFICATE
};
/* Whether evidence may leave the house. */
enum share { SHARE_NO, SHARE_ON_REQUEST, SHARE_YES };
enum treatment { TREATMENT_UNSTATED, TREATMENT_MODIFY, TREATMENT_RETAIN, TREATMENT_AVOID, TREATMENT_SHARE };

/* A vocabulary: its tokens in the order of its enum. A NULL token is the state "unstated", which no document writes. */
struct vocabulary {
  const char *name; /* for messages: "relation" */
  const char *const *tokens;
  unsigned count;
};

extern const struct vocabulary vocabulary_relation;
extern const struct vocabulary vocabulary_rationale;
extern const struct vocabulary vocabulary_method;
extern const struct vocabulary vocabulary_status;
extern const struct vocabulary vocabulary_authority;
extern const struct vocabulary vocabulary_style;
extern const struct vocabulary vocabulary_overlap;
extern const struct vocabulary vocabulary_examined;
extern const struct vocabulary vocabulary_implementation;
extern const struct vocabulary vocabulary_treatment;
extern const struct vocabulary vocabulary_reason;
extern const struct vocabulary vocabulary_assessment_kind;
extern const struct vocabulary vocabulary_evidence_kind;
extern const struct vocabulary vocabulary_share;

/* The place of the token in the vocabulary, or -1. */
int vocabulary_find(const struct vocabulary *vocabulary, struct str token);
/* The token, or "" for "unstated". */
const char *vocabulary_token(const struct vocabulary *vocabulary, unsigned value);

/* The same fact read from target to source: subset-of for superset-of, supports for supported-by. */
enum relation relation_inverse(enum relation relation);

/* The five base relations of RCC-5 as bits of a set. */
enum base { BASE_EQ = 1, BASE_PP = 2, BASE_PPI = 4, BASE_PO = 8, BASE_DR = 16, BASE_ALL = 31 };
/* The base relations that the fact leaves possible. */
unsigned relation_bases(enum relation relation, enum overlap overlap);
/* The base relations of the set by their names in RCC-5, separated by spaces: "EQ PP". */
enum { BASES_WORDS = 16 };
struct str relation_bases_words(unsigned bases, char words[BASES_WORDS]);
/* The token of a set without DR: one base relation gives its own, any other set gives intersects-with. */
enum relation relation_of_bases(unsigned bases);

#endif
