/* A small network of frameworks and mappings, as a test sees it: at most twelve controls and groups, so that a set of
 * them is a number of twelve bits, and every kind of element can be looked at. */
#ifndef ORACLE_NETWORK_H
#define ORACLE_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MOST_FRAMEWORKS = 4, MOST_NODES = 12, MOST_MAPPINGS = 8, MOST_FACTS = 28, MOST_GAPS = 6, NO_PARENT = -1 };

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
  bool open; /* its controls are not listed: those that facts name are there */
};

struct node {
  unsigned framework;
  int parent;
  bool group;
  bool exhaustive; /* as declared or by default; see network_gathers */
  bool counted;    /* as declared or by default; see network_counted */
  bool withdrawn;
  bool option; /* no part of its parent */
};

struct mapping {
  unsigned source; /* frameworks */
  unsigned target;
  bool proper;
  bool chain;
  bool via;       /* composed through another framework */
  bool published; /* names a publisher, "P0" for m0, and its authority */
  bool automated;
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
  bool
      levelled; /* every second node of the first framework has the level "in", the others "out", and only the former are
                    counted */
  bool
      renamed; /* nodes bear other names, in another order of the alphabet, frameworks and mappings others in the same */
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
unsigned count_nodes(node_bits end);
static inline node_bits bit_of(unsigned node) {
  return (node_bits)(1U << node);
}

extern const char *const relation_tokens[RELATIONS];
enum relation inverse_of(enum relation relation);
/* What a relation of source to target says of them: bits of `saying`. */
enum saying {
  SAYS_IN = 1,      /* source in target */
  SAYS_HOLDS = 2,   /* target in source */
  SAYS_OVERLAP = 4, /* something of both */
  SAYS_OUT = 8,     /* something of source outside of target */
  SAYS_MORE = 16,   /* something of target outside of source */
  SAYS_APART = 32
};
unsigned relation_says(enum relation relation, bool proper);
/* The same, with the two sides exchanged. */
unsigned says_backwards(unsigned says);
/* The token of a set of base relations without DR. */
enum relation relation_of(unsigned bases);

/* What an exhaustive heading gathers and is the union of; 0 for any other node. */
node_bits network_gathers(const struct network *net, unsigned node);
/* Whether it is that of several; what gathers one is as that one. */
bool network_is_union(const struct network *net, unsigned node);
/* Whether the hierarchy puts a node into its parent. */
bool is_part_of_parent(const struct network *net, unsigned node);
bool network_counted(const struct network *net, unsigned node);
/* Whether the node has the level "in". */
static inline bool is_in_level(const struct network *net, unsigned node) {
  return node % 2 == 0 || net->nodes[node].framework != 0;
}
node_bits network_framework(const struct network *net, unsigned framework);
/* What is held by who holds the framework: no options, nothing below one, nothing withdrawn. */
node_bits network_held(const struct network *net, unsigned framework);
node_bits network_options(const struct network *net, unsigned framework);
/* Whether a chain of mappings, whatever they say, joins two frameworks: only then there is a crosswalk. */
bool network_joins(const struct network *net, unsigned source, unsigned target);
/* Whether each of these frameworks, by bits, at least one, is joined to the source. */
bool network_joins_all(const struct network *net, unsigned source, unsigned targets);
/* Whether facts of its standing combine with others: status, chain, via and rationale allow it. */
bool fact_chains(const struct network *net, const struct fact *fact);
/* Whether a fact chains and says anything that could be doubted. */
bool fact_is_statement(const struct network *net, const struct fact *fact);
static inline bool fact_is_composed(const struct network *net, const struct fact *fact) {
  return net->mappings[fact->mapping].via;
}
/* A framework that is open has only those nodes that a fact or a gap names. */
bool node_exists(const struct network *net, unsigned node);
/* The product of the members of all unions: in how many ways one may be chosen of each. */
unsigned long network_choices(const struct network *net);

/* 'a' for the first framework, which is "fa" in fa.xml. */
char framework_letter(const struct network *net, unsigned framework);
/* "m0" is the first mapping, in m0.xml; under another name it keeps its place in the alphabet, for rows of one pair stand
 * in the order of their mappings' names. */
char mapping_letter(const struct network *net);
/* "A11" for the first control of framework a; groups "AG12": all of two digits, whatever they are called. */
enum { FIRST_NUMBER = 11 };
void node_id(const struct network *net, unsigned node, char id[8]);
/* Ids of an end, separated by `between`. */
void end_ids(const struct network *net, node_bits end, const char *between, char *text, size_t size);
/* The same with the framework before each: "fa:A11+fa:A12". */
void end_names(const struct network *net, node_bits end, const char *between, char *text, size_t size);
/* The node with that id in the framework, or -1. */
int find_node(const struct network *net, unsigned framework, const char *id, size_t length);

/* A fact between the frameworks of two sides, read from the first to the second. */
struct reading {
  node_bits x;
  node_bits y;
  enum relation relation;
};
/* False if the fact is between others. */
bool read_fact(const struct network *net, const struct fact *fact, unsigned from, unsigned to, struct reading *reading);

#endif
