/* What there is to say of a pair of controls, before it is said in any form: how they are related, with the proof, or why
 * nothing is proved and what would settle it. */
#ifndef CW_REPORT_EXPLANATION_H
#define CW_REPORT_EXPLANATION_H

#include "analyse/analysis.h"
#include "base/str.h"
#include "model/vocabulary.h"

enum claim {
  CLAIM_IN,
  CLAIM_HOLDS,
  CLAIM_APART,
  CLAIM_OVERLAPS,
  CLAIM_RELATED,
  CLAIM_NOT_IN,
  CLAIM_NOT_HELD,
  CLAIM_UNEQUAL
};
enum { MOST_PROOFS = 3 };

/* What a fact counts for. */
enum standing {
  STANDING_CHAINS,   /* takes part in proofs */
  STANDING_DISPUTED, /* part of a conflict: nothing rests on it */
  STANDING_SUPPORT,  /* counted for its pair, never chained */
  STANDING_OWN_PAIR, /* counted for its pair only: its mapping or its rationale does not chain */
  STANDING_CANDIDATE /* composed through others: a candidate, which counts for nothing */
};

/* A control, or the union of several. */
struct explained_end {
  struct str framework;
  uint32_t id_count;
  const struct str *ids;
  struct str words; /* FRAMEWORK:ID, or {FRAMEWORK:ID, ID} */
  struct str title; /* empty for a union */
};

struct explained_fact {
  struct explained_end source;
  enum relation relation;
  struct explained_end target;
  struct str words; /* "A is part of B" */
  struct str mapping;
  struct str publisher;
  const char *authority; /* tokens; empty where unstated */
  const char *method;
  const char *status;
  struct str by;  /* all of these in words */
  struct str via; /* the frameworks through which it was composed, or empty */
  enum standing standing;
  uint8_t strength; /* or UNSTATED_NUMBER */
  uint8_t confidence;
  struct str file;
  uint32_t line; /* 0: it cannot be said */
  uint32_t column;
  uint32_t end_column;
  struct str remarks;
};

/* Why a step holds. */
enum explained_by {
  BY_FACT,       /* by its one fact */
  BY_AGREEMENT,  /* all facts of it, disputed otherwise, say this much */
  BY_CASES,      /* its lines leave no other case */
  BY_REFUTATION, /* its lines lead from the contrary to what cannot be */
  BY_UNION,      /* it holds of each member of a union */
  BY_HIERARCHY,  /* what is inside a heading or control is part of it */
  BY_MEMBERSHIP  /* a union holds each of its members */
};

struct explained_line {
  unsigned depth; /* of cases within cases */
  struct str words;
};

struct explained_step;
struct explained_way {
  uint32_t count; /* 0: both ends are the same */
  const struct explained_step *steps;
};

struct explained_member {
  struct explained_end end;
  struct explained_way proof; /* unless the step is too deep */
};

struct explained_step {
  struct explained_end from;
  struct explained_end to;
  enum step_kind kind;
  struct str words;
  enum explained_by by;
  uint32_t fact_count;
  const struct explained_fact *facts;
  uint32_t line_count;
  const struct explained_line *lines;
  struct str whole; /* the end that is a union, and the other one, in words */
  struct str other;
  bool apart;    /* the members have nothing in common with the other end; else they are part of it */
  bool too_deep; /* the members come without their proofs */
  uint32_t member_count;
  const struct explained_member *members;
  const char *blocked; /* on a way that is blocked: why nothing may go on from here; else NULL */
};

struct explanation {
  struct explained_end ends[2];
  struct str statements[2]; /* where texts are kept, else empty */
  struct str guidance[2];
  struct pair_knowledge known;
  uint32_t declared_count; /* facts on the very pair */
  const struct explained_fact *declared;
  bool disputed;           /* one of them is */
  uint32_t together_count; /* facts that name one of the two, or both, only together with others */
  const struct explained_fact *together;
  unsigned proof_count;
  struct explained_proof {
    enum claim claim;
    struct explained_way way;
  } proofs[MOST_PROOFS];
  bool has_hub; /* where nothing is proved: a control that both overlap */
  struct explained_end hub;
  struct explained_way to_hub[2];
  struct explained_way blocked; /* the way if every fact chained; empty where there is none, or it need not be known */
};

/* Finds all of it; lives in the arena. */
const struct explanation *explain_pair(const struct analysis *analysis, const struct sources *sources,
                                       struct arena *arena, uint32_t x, uint32_t y);

#endif
