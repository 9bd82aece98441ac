/* Where a network breaks: every demand for something to exist that the other facts forbid. */
#ifndef CW_ANALYSE_NETWORK_BREAKS_H
#define CW_ANALYSE_NETWORK_BREAKS_H

#include "analyse/network/network.h"

enum demand_kind {
  DEMAND_NODE,    /* x is not empty */
  DEMAND_NOT_IN,  /* x is declared not to be in y */
  DEMAND_OVERLAP, /* x and y are declared to share something */
  DEMAND_KINDS
};

struct demand {
  enum demand_kind kind;
  uint32_t x;
  uint32_t y;   /* NO_INDEX for a node */
  uint32_t why; /* the fact or further claim that asks for it; NO_INDEX for a node */
};

typedef VEC(struct demand) demand_list;

/* All demands that walking breaks, in a fixed order, `most` at the most; of one element that is broken for several nodes each
 * node is named that it does not have from another. */
void breaks_find(const struct network *network, struct arena *arena, uint32_t most, demand_list *list);

#endif
