/* The edges of the network: of hierarchy and facts, built once, and of conclusions, added round by round. */
#ifndef CW_ANALYSE_NETWORK_EDGES_H
#define CW_ANALYSE_NETWORK_EDGES_H

#include "analyse/network/network.h"

/* Those of hierarchy and facts. At each node they are in the order of the facts. */
void edges_build(struct network *network);
/* Those of the conclusions from this number on, behind what is there. */
void edges_add_conclusions(struct network *network, uint32_t first);

#endif
