/* What may speak against an element, of all that a question about a node takes in.
 *
 * A question (question.h) can be refuted only where two of its nodes are apart, or where it takes in what its element is
 * declared not to be in. Opening it to find out takes a walk, and there are as many questions as nodes and pairs; so what it
 * would find is worked out for all nodes at once, from there down. The answer may be yes where it is no: what stands where is
 * told by bits, of which there are 64. */
#ifndef CW_ANALYSE_NETWORK_REACH_H
#define CW_ANALYSE_NETWORK_REACH_H

#include "analyse/network/network.h"

/* By bits, what a question takes in. */
struct reach {
  uint64_t ends[2]; /* of what is apart: one end, and the other */
  uint64_t outside; /* nodes that something is declared not to be in */
};

/* Once the edges and components are built; the memory is used again. */
void reach_find(struct network *network);
/* Once the conclusions by cases from `first` on are edges, too. */
void reach_go_on(struct network *network, uint32_t first);

/* What a question about an element in both takes in. */
static inline struct reach reach_join(struct reach x, struct reach y) {
  return (struct reach){.ends = {x.ends[0] | y.ends[0], x.ends[1] | y.ends[1]}, .outside = x.outside | y.outside};
}
static inline uint64_t reach_bit(uint32_t node) {
  return UINT64_C(1) << node % 64;
}

/* False: of what a question about an element in x and in y takes in, no two nodes are apart; x may be y. */
static inline bool reach_apart(const struct network *network, uint32_t x, uint32_t y) {
  const struct reach *of_x = &network->reach[x];
  const struct reach *of_y = &network->reach[y];
  return ((of_x->ends[0] | of_y->ends[0]) & (of_x->ends[1] | of_y->ends[1])) != 0;
}

/* False: no node that holds this one is apart from anything. */
static inline bool reach_may_lead_apart(const struct network *network, uint32_t node) {
  return !network->splits || (network->reach[node].ends[0] | network->reach[node].ends[1]) != 0;
}

#endif
