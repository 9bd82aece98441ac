/* Where a network breaks: every demand for something to exist that the other facts forbid. */
#ifndef CW_ANALYSE_NETWORK_BREAKS_H
#define CW_ANALYSE_NETWORK_BREAKS_H

#include "analyse/conflicts.h"

/* One broken demand; `why` is the fact or conclusion that asks for it or that forbids it. */
struct broken {
  enum conflict_kind kind;
  uint32_t x;
  uint32_t y;
  uint32_t why; /* CONFLICT_NOT_IN, CONFLICT_OVERLAP: the demand; CONFLICT_CONTROL: why p and q are apart */
};

typedef VEC(struct broken) broken_list;

/* All broken demands in a fixed order, `most` at the most. For CONFLICT_CONTROL x and y are the two that are apart and
 * something is in both. */
void breaks_find(const struct network *network, struct arena *arena, uint32_t most, broken_list *list);

#endif
