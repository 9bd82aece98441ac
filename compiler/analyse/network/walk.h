/* What is proved about one node and every other: who holds it, whom it holds, whom it overlaps, who differs.
 *
 * The walk starts at the node, goes down to all that it holds, over declared overlaps, and up again: whatever it meets
 * shares an element with the node. */
#ifndef CW_ANALYSE_NETWORK_WALK_H
#define CW_ANALYSE_NETWORK_WALK_H

#include "analyse/network/network.h"

/* Whether anything follows from a declared correspondence: not where its two sides are apart. */
static inline bool is_followed(const struct network *network, const struct edge *related) {
  return !why_is_fact(related->why) || (network->input->facts[related->why].flags & FACT_IDLE) == 0;
}

/* A worker's own; sized by the nodes of the network. */
struct walk {
  const struct network *network;
  struct arena *arena;
  uint32_t node;
  struct node_set above;   /* node in y */
  struct node_set below;   /* y in node */
  struct node_set around;  /* node overlaps y; holds both others */
  struct node_set exceeds; /* y is not in node (walk_differences) */
  struct node_set lacks;   /* node is not in y */
  struct node_set related; /* node corresponds to y by a declared correspondence (walk_related) */
  struct node_set spare;
  struct question *question; /* made where cases are looked at */
};

void walk_init(struct walk *walk, const struct network *network, struct arena *arena);
/* Fills above, below and around. */
void walk_from(struct walk *walk, uint32_t node);
/* After walk_from: fills exceeds and lacks. */
void walk_differences(struct walk *walk);
/* Fills below, around and lacks only. */
void walk_lacking(struct walk *walk, uint32_t node);

/* After walk_from: fills related. */
void walk_related(struct walk *walk);
/* After walk_from: what is proved to be apart from the node; until the walk is used again. */
const struct node_set *walk_apart(struct walk *walk);

/* Everything about one pair. */
struct pair_knowledge {
  unsigned bases; /* the base relations that the facts leave possible */
  bool in;        /* x in y is proved */
  bool holds;     /* y in x */
  bool overlaps;
  bool related;
  bool apart;
  bool not_in;   /* x not in y */
  bool not_held; /* y not in x */
  bool unequal;  /* or one of the two, nobody knows which */
};
/* All that is known of them, cases included; the walk has started from x then. */
struct pair_knowledge walk_pair(struct walk *walk, uint32_t x, uint32_t y);
/* The relation that follows from the walk's node to `y`, which it overlaps or corresponds to; `lacks`: it is not in
 * y, `exceeds`: y is not in it. */
enum relation walk_relation(const struct walk *walk, uint32_t y, bool lacks, bool exceeds);

#endif
