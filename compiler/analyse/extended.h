/* The network asked about nodes and claims of somebody else's: what is met in the scope of an assessment is one more node. */
#ifndef CW_ANALYSE_EXTENDED_H
#define CW_ANALYSE_EXTENDED_H

#include "analyse/analysis.h"

struct extended_network {
  struct network network; /* all that asks a network takes it: walk.h, search.h, proof.h, sweep.h, question.h */
  struct network_input input;
  uint32_t first_node;  /* of those that were added; they are no controls and may be empty */
  uint32_t first_claim; /* the i-th claim that was added is behind edges whose why is WHY_EXTRA + first_claim + i */
};

/* Adds so many nodes, and claims between any nodes (their `rest_count` is 0, their `origin` is for whoever adds them). The
 * facts of the graph, what is disputed among them and what disputed ones agree on stay as they are. */
void extend_network(const struct analysis *analysis, uint32_t nodes, const struct network_claim *claims, uint32_t count,
                    struct arena *arena, struct extended_network *extended);
/* The number of the added claim that an edge or a step rests on, or NO_INDEX. */
static inline uint32_t extended_claim(const struct extended_network *extended, uint32_t why) {
  bool added = why_is_extra(why) && why - WHY_EXTRA >= extended->first_claim;
  return added ? why - WHY_EXTRA - extended->first_claim : NO_INDEX;
}

#endif
