/* Facts that cannot all hold: found, reduced to the few that clash, and set aside until the rest is consistent. */
#ifndef CW_ANALYSE_CONFLICTS_H
#define CW_ANALYSE_CONFLICTS_H

#include "analyse/network/proof.h"

/* What breaks: each asks for something to exist that the other facts forbid. */
enum conflict_kind {
  CONFLICT_NOT_IN,  /* x is declared not to be in y, and is proved to be */
  CONFLICT_CONTROL, /* x would have to be in both p and q, which are apart */
  CONFLICT_OVERLAP  /* what x and y share would have to be in both p and q, which are apart */
};

struct conflict {
  enum conflict_kind kind;
  uint32_t x;
  uint32_t y;
  uint32_t p;
  uint32_t q;
  fact_list facts; /* ascending; cannot hold together, and (unless they are hundreds) can without any one of them */
};

typedef VEC(struct conflict) conflict_list;

/* Marks the facts of each conflict FACT_DISPUTED and builds the network of the rest, which is consistent. `facts` is
 * what `input` points to. Conflicts are in the order in which they were found: smallest first, then by facts. False: out of
 * memory in a worker. */
bool conflicts_settle(struct network *network, const struct network_input *input, struct graph_fact *facts,
                      struct arena *arena, conflict_list *conflicts);

#endif
