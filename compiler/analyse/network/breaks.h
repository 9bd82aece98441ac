/* Where a network breaks: every demand for something to exist that the other facts forbid. */
#ifndef CW_ANALYSE_NETWORK_BREAKS_H
#define CW_ANALYSE_NETWORK_BREAKS_H

#include "analyse/network/network.h"

/* All demands that are broken, in a fixed order, `most` at the most; of one element that is broken for several nodes each
 * node is named that it does not have from another. */
void breaks_find(const struct network *network, struct arena *arena, uint32_t most, demand_list *list);

#endif
