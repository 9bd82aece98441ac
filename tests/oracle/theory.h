/* What facts leave possible, by brute force: every kind of element, that is, every set of nodes that one requirement can
 * be in, is looked at. A fact forbids kinds, or demands that some kind is there. */
#ifndef ORACLE_THEORY_H
#define ORACLE_THEORY_H

#include "network.h"

enum { KIND_WORDS = (1 << MOST_NODES) / 64, MOST_DEMANDS = MOST_NODES + 3 * MOST_FACTS + 8 };

/* A set of kinds, by their numbers. */
struct kind_set {
  uint64_t words[KIND_WORDS];
};

struct theory {
  const struct network *net;
  unsigned words;
  unsigned count;
  node_bits kinds[1 << MOST_NODES];  /* those that the hierarchy allows */
  struct kind_set nodes[MOST_NODES]; /* the kinds that are in each node */
  struct kind_set allowed;           /* by all that was said */
  unsigned demand_count;
  struct kind_set demands[MOST_DEMANDS]; /* of each, one kind must be allowed */
};

/* The hierarchy alone: it puts children into parents and fills the exhaustive ones; no node is empty. */
void theory_begin(struct theory *theory, const struct network *net);
/* Adds what a relation between two ends says: bits of `saying`. */
void theory_say(struct theory *theory, node_bits x, node_bits y, unsigned says);
bool theory_consistent(const struct theory *theory);

/* Of a theory that is consistent: whether it is proved that all of x is in y, that something is in both, that nothing
 * is. Ends are unions. */
bool theory_in(const struct theory *theory, node_bits x, node_bits y);
bool theory_overlap(const struct theory *theory, node_bits x, node_bits y);
bool theory_apart(const struct theory *theory, node_bits x, node_bits y);
/* Whether there may be nothing that is in both and outside of the third: it is demanded by nothing. */
bool theory_admits_in(const struct theory *theory, node_bits x, node_bits y, node_bits outside);
/* The base relations that are left to two ends. */
unsigned theory_possible(const struct theory *theory, node_bits x, node_bits y);
/* The least number of nodes of `from` that together hold all of x; 0 if all of them do not. */
unsigned theory_cover_size(const struct theory *theory, node_bits x, node_bits from);

#endif
