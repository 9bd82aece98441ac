/* What holds in a network, decided by looking at every kind of element.
 *
 * A kind is the set of nodes that an element belongs to. The facts and the hierarchy forbid kinds; everything else that
 * they say asks for an element of one kind or another to exist. So the facts hold together if each such demand is met by
 * a kind that is not forbidden, and a statement follows from them if its opposite does not hold together with them. */
#ifndef ORACLE_ORACLE_H
#define ORACLE_ORACLE_H

#include "network.h"

enum { MOST_WORDS = (1 << MOST_NODES) / 64, MOST_DEMANDS = MOST_NODES + 3 * MOST_FACTS + 3 };

/* A set of kinds: bit k for the kind k. */
struct kinds {
  uint64_t words[MOST_WORDS];
};

/* An element is asked for that is in every end of `in` and outside of `out`. */
struct demand {
  node_bits in[2];
  node_bits out;
};

struct oracle {
  const struct network *net;
  unsigned words;
  struct kinds nodes[MOST_NODES]; /* kinds that hold the node */
  struct kinds allowed;
  unsigned demand_count;
  struct demand demands[MOST_DEMANDS];
};

/* The network with these facts only. */
void oracle_init(struct oracle *oracle, const struct network *net, fact_bits facts);
bool oracle_consistent(const struct oracle *oracle);
/* The base relations between x and y with which the facts hold together; 0 if they never do. */
unsigned oracle_possible(const struct oracle *oracle, node_bits x, node_bits y);

#endif
