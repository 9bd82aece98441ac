/* What there is to say of a pair of controls, before it is said in any form. */
#ifndef CW_API_EXPLANATION_H
#define CW_API_EXPLANATION_H

#include "analyse/network/argument.h"
#include "analyse/network/proof.h"
#include "api/compilation.h"
#include "diag/locator.h"

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

struct explanation {
  struct cw_compilation *c;
  struct prover prover;
  struct walk walk;
  struct locator locator;
  uint32_t x;
  uint32_t y;
  struct pair_knowledge known;
  fact_list declared; /* facts on the very pair */
  fact_list together; /* facts that name one of the two, or both, only together with others */
  unsigned proof_count;
  struct explained_proof {
    enum claim claim;
    steps steps;  /* none: the two are the same */
    bool refutes; /* instead of steps: what is claimed must be, for otherwise this could not be */
    struct impossible impossible;
  } proofs[MOST_PROOFS];
  uint32_t hub; /* where nothing is proved: a control that both overlap, or NO_INDEX */
  steps to_hub[2];
};

/* Finds all of it; lives in the compilation's arena. */
struct explanation *explanation_of(struct cw_compilation *c, uint32_t x, uint32_t y);
/* The proof that a member of the conclusion's union is in (or apart from) its other end. */
void explanation_member(struct explanation *explanation, const struct conclusion *conclusion, uint32_t member,
                        steps *proof);
/* The argument of a proof that refutes. */
void explanation_argue(struct explanation *explanation, const struct explained_proof *proof, question_lines *lines);
/* "A is not wholly in B", for a claim that is proved by refutation. */
void explanation_words(const struct explanation *explanation, const struct explained_proof *proof, struct buf *out);
/* Where a fact is declared; false when its line cannot be said. */
bool explanation_locate(struct explanation *explanation, const struct graph_fact *fact, struct location *location);

enum standing {
  STANDING_CHAINS,   /* takes part in proofs */
  STANDING_DISPUTED, /* part of a conflict: nothing rests on it */
  STANDING_SUPPORT,  /* counted for its pair, never chained */
  STANDING_OWN_PAIR  /* counted for its pair only: its mapping or its rationale does not chain */
};
enum standing fact_standing(const struct graph_fact *fact);

/* Appends the explanation as JSON. */
void explanation_json(struct explanation *explanation, struct buf *out);

#endif
