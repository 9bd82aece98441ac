/* The network of facts that the reasoning runs over: who is in whom, who overlaps whom, who is apart, who is not in whom.
 *
 * Every fact is a statement about one element at a time (the manual, crosswalk-reasoning(7), gives the argument), so that
 * "x in y" is reachability along the edges called up, and everything else is a walk from there. Nodes are any numbers from
 * 0 on: the network asks nothing of frameworks, which lets small networks be cut out of large ones. */
#ifndef CW_ANALYSE_NETWORK_NETWORK_H
#define CW_ANALYSE_NETWORK_NETWORK_H

#include "analyse/network/claims.h"
#include "base/parallel.h"
#include "base/vec.h"
#include "model/graph.h"

/* Why an edge is there: a fact (its number in the input), a further claim, the hierarchy, or a conclusion. */
#define WHY_EXTRA UINT32_C(0x60000000)      /* + i: the i-th of the further claims */
#define WHY_PARENT (UINT32_MAX - 1)         /* a child is in its parent */
#define WHY_MEMBER (UINT32_MAX - 2)         /* a union holds each member */
#define WHY_CONCLUSION UINT32_C(0x80000000) /* + k: the k-th conclusion */
static inline bool why_is_fact(uint32_t why) {
  return why < WHY_EXTRA;
}
static inline bool why_is_extra(uint32_t why) {
  return why >= WHY_EXTRA && why < WHY_CONCLUSION;
}
static inline bool why_is_conclusion(uint32_t why) {
  return why >= WHY_CONCLUSION && why < WHY_MEMBER;
}

struct network_union {
  uint32_t node;
  uint32_t first; /* into members */
  uint32_t count;
  bool of_children; /* an exhaustive heading: its members reach it as children already */
};

/* Numbers one after another: nodes, or facts. */
struct stretch {
  uint32_t first;
  uint32_t count;
};
static inline bool stretch_has(struct stretch stretch, uint32_t number) {
  return number - stretch.first < stretch.count;
}

/* Nodes whose edges are built together, such as those of a framework; in no order with other regions. */
struct network_region {
  struct stretch nodes;
  struct stretch unions; /* nodes too */
  uint32_t fact_stretch_count;
  const struct stretch *fact_stretches; /* where facts about these nodes are, ascending */
};

/* What is claimed besides the facts: what all disputed statements of two nodes agree on, or what somebody adds who asks
 * the network about nodes of their own. */
struct network_claim {
  uint32_t x;
  uint32_t y;
  unsigned says;
  bool dropped;            /* it clashes with others: no edge comes of it */
  uint32_t first_of_rests; /* the facts that it rests on, in `rests` */
  uint32_t rest_count;
  uint32_t origin; /* a number of whoever made it */
};

struct network_input {
  uint32_t nodes;
  const uint32_t *parent; /* by node; NO_INDEX for none */
  uint32_t union_count;
  const struct network_union *unions;
  const uint32_t *members;
  const uint32_t *union_of; /* by node: the number of the union that it is, or NO_INDEX */
  uint32_t fact_count;
  const struct graph_fact *facts; /* those that count (fact_counts), the others are passed over */
  uint32_t extra_count;
  struct network_claim *extra;
  bool contradicts;      /* it may: then cases would show anything, and are not looked at */
  const uint32_t *rests; /* numbers of facts, for claims that rest on some */
  uint32_t region_count;
  const struct network_region *regions; /* each node is in one of them; no parent or member is in another */
  struct parallel *parallel;            /* builds the network; NULL: who calls does */
};

static inline bool fact_counts(const struct graph_fact *fact) {
  return (fact->flags & (FACT_REASONED | FACT_DISPUTED | FACT_COPY)) == FACT_REASONED;
}

struct edge {
  uint32_t to;
  uint32_t why;
};

/* Edges by the node that they start from: those of n are edges[first[n]] up to edges[first[n + 1]]. */
struct adjacency {
  uint32_t *first;
  struct edge *edges;
  uint32_t room; /* for so many edges */
};

/* for (struct edges edges = edges_of(&network->up, node); edges.at < edges.end; edges.at++) */
struct edges {
  const struct edge *at;
  const struct edge *end;
};
static inline struct edges edges_of(const struct adjacency *adjacency, uint32_t node) {
  return (struct edges){.at = adjacency->edges + adjacency->first[node],
                        .end = adjacency->edges + adjacency->first[node + 1]};
}

/* Something that is asked for. */
enum demand_kind {
  DEMAND_NODE,    /* x is not empty */
  DEMAND_NOT_IN,  /* x is declared not to be in y */
  DEMAND_OVERLAP, /* x and y are declared to share something */
  DEMAND_KINDS
};

struct demand {
  enum demand_kind kind;
  uint32_t x;
  uint32_t y;   /* NO_INDEX for a node */
  uint32_t why; /* the fact or further claim that asks for it; NO_INDEX for a node */
};

typedef VEC(struct demand) demand_list;

/* A conclusion: every member of the union is in `other` (or apart from it), so the union is; or one by cases (cases.h), that
 * what `demand` asks for puts x in `other`, lets them overlap, or keeps x out of it. */
struct conclusion {
  uint32_t unionised; /* number of the union; NO_INDEX for one by cases */
  uint32_t x;         /* by cases */
  uint32_t other;
  unsigned says;        /* of x and other, by cases */
  struct demand demand; /* by cases */
  uint32_t rests_on;    /* how many earlier conclusions it may use */
  bool apart;
};

/* A set of nodes that is emptied in one step; for walks. */
struct marks {
  uint32_t *stamp;
  uint32_t epoch;
};
void marks_init(struct marks *marks, struct arena *arena, uint32_t nodes);
void marks_clear(struct marks *marks, uint32_t nodes);
static inline bool marks_has(const struct marks *marks, uint32_t node) {
  return marks->stamp[node] == marks->epoch;
}
static inline bool marks_add(struct marks *marks, uint32_t node) {
  if (marks->stamp[node] == marks->epoch) {
    return false;
  }
  marks->stamp[node] = marks->epoch;
  return true;
}

/* A set of nodes with its members in the order in which they were found. */
struct node_set {
  struct marks marks;
  VEC(uint32_t) list;
};
void node_set_init(struct node_set *set, struct arena *arena, uint32_t nodes);
void node_set_clear(struct node_set *set, uint32_t nodes);
/* Gives its memory back. */
void node_set_drop(struct node_set *set, struct arena *arena, uint32_t nodes);
static inline bool node_set_has(const struct node_set *set, uint32_t node) {
  return marks_has(&set->marks, node);
}
static inline void node_set_add(struct node_set *set, struct arena *arena, uint32_t node) {
  if (marks_add(&set->marks, node)) {
    vec_push(arena, &set->list, node);
  }
}
/* Adds all that the members reach along the edges. */
void node_set_close(struct node_set *set, struct arena *arena, const struct adjacency *edges);

struct network {
  const struct network_input *input;
  struct arena *arena;
  struct adjacency up;       /* x in y */
  struct adjacency down;     /* y holds x */
  struct adjacency overlaps; /* declared, both ways */
  struct adjacency aparts;   /* declared or concluded, both ways */
  struct adjacency not_in;   /* x not in y, at x */
  struct adjacency not_held; /* the same, at y */
  struct adjacency relates;  /* declared correspondences, both ways */
  uint32_t *component;       /* strongly connected by up; a node's uppers have the same number or a smaller one */
  uint32_t component_count;
  uint32_t *order;                    /* all nodes by component */
  uint32_t *starts;                   /* by component: where its nodes stand in the order; one more for the end */
  VEC(struct conclusion) conclusions; /* each rests on facts and earlier ones only */
  bool any_apart;
  bool any_related;
  bool *open;          /* by node, where cases are looked at: a way up enters a union otherwise than from a member */
  struct reach *reach; /* by node, there (reach.h) */
  struct reach *reach_passed;  /* by union: the same for what comes from a member */
  bool *asked;                 /* by node, there: it was looked for what is forced in it by cases */
  VEC(uint32_t) contested;     /* of these, ascending, those whose questions weigh cases in which something is apart */
  bool splits;                 /* cases may show of a pair what walking does not */
  uint32_t by_unions;          /* conclusions before this number are by the union rule */
  demand_list refuted;         /* demands that no case meets */
  struct network_tools *tools; /* by worker */
};

void network_build(struct network *network, const struct network_input *input, struct arena *arena);
/* The same once facts are disputed that were not before; the memory is used again. */
void network_build_again(struct network *network);
/* Gives back what only building and looking for breaks takes. */
void network_drop_tools(struct network *network);

/* A worker's own, for building a network and looking at all of it. */
struct network_tools {
  struct node_set sets[4];
  bool ready;
};

/* Work on one of many items, which may not depend on the others. */
typedef void network_work(void *context, struct network_tools *tools, struct arena *arena, uint32_t item);
/* Does it for all items, by the workers that build the network. What `work` allocates stays until the end. */
void network_each(const struct network *network, uint32_t items, network_work *work, void *context);

#endif
