/* What the oracle makes of a network: coverage and rows as the design words them. */
#ifndef ORACLE_EXPECTED_H
#define ORACLE_EXPECTED_H

#include "oracle.h"

struct knowledge {
  const struct network *net;
  fact_bits disputed;
  struct oracle oracle; /* of the facts that are reasoned with and not disputed */
  bool consistent;
  uint8_t possible[MOST_NODES][MOST_NODES];
};
void knowledge_init(struct knowledge *knowledge, const struct network *net, fact_bits disputed);

static inline bool is_held(unsigned possible) {
  return (possible & ~(unsigned)(EQ | PP)) == 0;
}
static inline bool is_overlapped(unsigned possible) {
  return (possible & DR) == 0;
}

/* A fact between the frameworks of two sides, read from the first to the second. */
struct reading {
  node_bits x;
  node_bits y;
  enum relation relation;
};
/* False if the fact is between others. */
bool read_fact(const struct network *net, const struct fact *fact, unsigned from, unsigned to, struct reading *reading);

enum cover { COVERAGE_NONE, COVERAGE_EXCLUDED, COVERAGE_PARTIAL, COVERAGE_FULL };
struct coverage {
  enum cover state;
  const char *note;
  node_bits by; /* without headings that stand there only for what is in them */
  /* What may stand in `by` for a state that is no better than this one. */
  node_bits holders;
  node_bits overlapping;
  node_bits supporting;
};
void expect_coverage(const struct knowledge *knowledge, unsigned node, unsigned framework, struct coverage *coverage);
/* Controls of the framework that a chain of overlaps through one control of a third framework joins to the node, and that
 * are not declared with it; some may be more than candidates, for something may be proved of them. */
node_bits expect_candidates(const struct knowledge *knowledge, unsigned node, unsigned framework);
/* Without the nodes that hold another of them in the hierarchy. */
node_bits without_holders(const struct network *net, node_bits nodes);
/* Whether a fact, of whatever standing, is about just these two nodes. */
bool is_declared(const struct network *net, unsigned x, unsigned y);

#endif
