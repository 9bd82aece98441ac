/* What every node is proved to be in, to overlap and to correspond to, asked for whole sets of nodes at once.
 *
 * Each bit of a word stands for one set, such as what is held by who meets a framework. Its seeds are set at the nodes, and a
 * sweep along the edges carries 64 sets through the network at the price of one walk; a walk from each node would visit what
 * many nodes have in common again and again. */
#ifndef CW_ANALYSE_NETWORK_SWEEP_H
#define CW_ANALYSE_NETWORK_SWEEP_H

#include "analyse/network/question.h"

enum { SWEEP_SETS = 64 };

struct sweep_node {
  uint64_t single;  /* seeds: what holds alone; then: the node is in one of them */
  uint64_t covered; /* seeds: all that is held; then: all of the node lies in what is held */
  /* After the sweep. */
  uint64_t overlapped; /* the node overlaps something covered */
  uint64_t related;    /* it corresponds to something covered */
  uint64_t above;      /* something that holds it is answered by a fact of its own */
};

/* For what only cases show to be covered: by these sets, where any do. */
struct sweep_cases {
  struct question *question;
  uint64_t sets;
};

/* `nodes` by node of the network; `cases` NULL: what walks leave open is open. */
void sweep(const struct network *network, struct arena *arena, const struct sweep_cases *cases,
           struct sweep_node *nodes);

#endif
