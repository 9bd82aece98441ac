/* Proofs: the steps that lead from declared facts to what is said of a pair, and the facts that they rest on. */
#ifndef CW_ANALYSE_NETWORK_PROOF_H
#define CW_ANALYSE_NETWORK_PROOF_H

#include "analyse/network/search.h"

struct prover {
  const struct network *network;
  struct arena *arena;
  struct search here;
  struct search there;
  struct marks met; /* conclusions, while facts are looked for */
  uint32_t met_room;
};

void prover_init(struct prover *prover, const struct network *network, struct arena *arena);
void prover_drop(struct prover *prover);

/* Each appends the steps of a shortest proof, resting on conclusions before `limit` only (NO_INDEX: all), and returns
 * false if there is none. */
bool prove_in(struct prover *prover, uint32_t x, uint32_t y, uint32_t limit, steps *proof);
bool prove_overlap(struct prover *prover, uint32_t x, uint32_t y, uint32_t limit, steps *proof);
bool prove_related(struct prover *prover, uint32_t x, uint32_t y, uint32_t limit, steps *proof);
/* Up from x, one step apart, down to y. */
bool prove_apart(struct prover *prover, uint32_t x, uint32_t y, uint32_t limit, steps *proof);

typedef VEC(uint32_t) fact_list;
/* Appends the facts that the steps rest on, those behind conclusions about unions included; each once, ascending. */
void proof_facts(struct prover *prover, const steps *proof, fact_list *facts);
/* Sorts and removes repetitions. */
void fact_list_sort(fact_list *facts);

#endif
