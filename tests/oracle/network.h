/* A small network of frameworks and mappings, as a test sees it: at most twelve controls and groups, so that a set of
 * them is a number of twelve bits, and every kind of element can be looked at. */
#ifndef ORACLE_NETWORK_H
#define ORACLE_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MOST_FRAMEWORKS = 4, MOST_NODES = 12, MOST_MAPPINGS = 6, MOST_FACTS = 28, MOST_GAPS = 6, NO_PARENT = -1 };

/* Bit n: node n. As an end of a fact: the union of its members. */
typedef uint16_t node_bits;
/* Bit f: fact f. */
typedef uint32_t fact_bits;

enum relation {
  EQUAL,
  EQUIVALENT,
  SUBSET,
  SUPERSET,
  INTERSECTS,
  RELATED,
  NO_RELATIONSHIP,
  SUPPORTS,
  SUPPORTED_BY,
  CONTRARY,
  RELATIONS
};

/* The base relations of RCC-5, with the numbers of crosswalk.h. */
enum { EQ = 1, PP = 2, PPI = 4, PO = 8, DR = 16, EVERY_BASE = 31 };

enum rationale { RATIONALE_UNSTATED, SEMANTIC, SYNTACTIC, FUNCTIONAL };
enum status { STATUS_UNSTATED, COMPLETE, DRAFT, DEPRECATED, SUPERSEDED };
enum examined { EXAMINED_NONE, EXAMINED_SOURCE, EXAMINED_TARGET, EXAMINED_BOTH };

struct framework {
  unsigned first; /* its nodes, in preorder */
  unsigned count;
};

struct node {
  unsigned framework;
  int parent;
  bool group;
  bool exhaustive; /* as declared or by default; see network_gathers */
  bool counted;    /* as declared or by default; see network_counted */
  bool withdrawn;
};

struct mapping {
  unsigned source; /* frameworks */
  unsigned target;
  bool proper;
  bool chain;
  enum status status;
  enum rationale rationale;
  enum examined examined;
};

struct fact {
  unsigned mapping;
  node_bits source;
  node_bits target;
  enum relation relation;
  enum rationale rationale; /* unstated: the mapping's */
  unsigned strength;        /* 0: none */
  bool remarks;
};

/* A no-counterpart. */
struct gap {
  unsigned mapping;
  unsigned node;
  bool remarks;
};

struct network {
  unsigned framework_count;
  struct framework frameworks[MOST_FRAMEWORKS];
  unsigned node_count;
  struct node nodes[MOST_NODES];
  unsigned mapping_count;
  struct mapping mappings[MOST_MAPPINGS];
  unsigned fact_count;
  struct fact facts[MOST_FACTS]; /* by mapping */
  unsigned gap_count;
  struct gap gaps[MOST_GAPS];
};

static inline bool is_single(node_bits end) {
  return (end & (end - 1)) == 0;
}
/* The number of the lowest bit. */
unsigned first_node(node_bits end);
static inline node_bits bit_of(unsigned node) {
  return (node_bits)(1U << node);
}

extern const char *const relation_tokens[RELATIONS];
enum relation inverse_of(enum relation relation);
/* The base relations that a relation allows. */
unsigned relation_allows(enum relation relation, bool proper);
/* The token of a set of base relations without DR. */
enum relation relation_of(unsigned bases);

/* What an exhaustive heading gathers and is the union of; 0 for any other node. */
node_bits network_gathers(const struct network *net, unsigned node);
bool network_counted(const struct network *net, unsigned node);
node_bits network_framework(const struct network *net, unsigned framework);
/* The facts that reasoning combines. */
fact_bits network_reasoned(const struct network *net);
/* The same for one fact: relation, status, chain and rationale allow it. */
bool fact_is_reasoned(const struct network *net, const struct fact *fact);
/* Whether anything that is reasoned with is a union of several. */
bool network_has_unions(const struct network *net);
/* The facts that clash with another of the same two ends: no base relation is left to both. */
fact_bits network_contradicted(const struct network *net);

/* "A1" for the first control of framework a; groups "AG2". */
void node_id(const struct network *net, unsigned node, char id[8]);
/* Ids of an end, separated by `between`. */
void end_ids(const struct network *net, node_bits end, const char *between, char *text, size_t size);
/* The node with that id in the framework, or -1. */
int find_node(const struct network *net, unsigned framework, const char *id, size_t length);

#endif
