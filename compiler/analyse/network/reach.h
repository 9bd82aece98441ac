/* Whether both ends of something that is apart may matter to a question about a node.
 *
 * A question (question.h) weighs cases only where two of its nodes are apart. Opening it to find out takes a walk, and there
 * are as many questions as nodes and pairs; so what it would find is worked out for all nodes at once, from what is apart
 * down. The answer may be yes where it is no: what is apart is told by bits, of which there are 64. */
#ifndef CW_ANALYSE_NETWORK_REACH_H
#define CW_ANALYSE_NETWORK_REACH_H

#include "analyse/network/network.h"

/* By bits, what is apart: where one end and where the other is among what a question takes in. */
struct apart_reach {
  uint64_t ends[2];
};

/* Once the edges are built, wherever something is apart; the memory is used again. */
void reach_find(struct network *network);

/* False: of what a question about an element in x and in y takes in, no two nodes are apart; x may be y. */
static inline bool reach_apart(const struct network *network, uint32_t x, uint32_t y) {
  const struct apart_reach *of_x = &network->reach[x];
  const struct apart_reach *of_y = &network->reach[y];
  return ((of_x->ends[0] | of_y->ends[0]) & (of_x->ends[1] | of_y->ends[1])) != 0;
}

#endif
