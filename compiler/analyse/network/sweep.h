/* What every node is proved to be in, and to overlap, asked for whole sets of nodes at once.
 *
 * Each bit of a word stands for one set, such as the controls of a framework. Its seeds are set at the nodes, and one sweep
 * along the edges carries 64 sets through the network at the price of one walk; a walk from each node would visit what many
 * nodes have in common again and again. */
#ifndef CW_ANALYSE_NETWORK_SWEEP_H
#define CW_ANALYSE_NETWORK_SWEEP_H

#include "analyse/network/network.h"

enum { SWEEP_SETS = 64 };

/* At first the seeds: whether the node is one of the set, for each of three purposes. After the sweep what the node is in,
 * and for `met` and `overlapped` what it overlaps. */
struct sweep_node {
  uint64_t single;
  uint64_t joint;
  uint64_t met;
  uint64_t overlapped; /* no seeds: all that something in the node is in, or overlaps by declaration */
};

/* `nodes` by node of the network. */
void sweep(const struct network *network, struct sweep_node *nodes);

#endif
