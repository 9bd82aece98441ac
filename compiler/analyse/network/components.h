/* The strongly connected components of the network: nodes that are proved equal. */
#ifndef CW_ANALYSE_NETWORK_COMPONENTS_H
#define CW_ANALYSE_NETWORK_COMPONENTS_H

#include "analyse/network/network.h"

/* Fills component, component_count, order and starts. */
void components_find(struct network *network);

#endif
