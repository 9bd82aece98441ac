/* Sweeps over the components of the network: from the uppermost down, over the unions, back up, and down once more. */
#include "analyse/network/sweep.h"

#include "analyse/network/cases.h"
#include "analyse/network/walk.h"

/* The nodes of a component. */
struct run {
  const uint32_t *nodes;
  uint32_t count; /* at least one */
};

static struct run run_of(const struct network *network, uint32_t component) {
  uint32_t first = network->starts[component];
  return (struct run){.nodes = network->order + first, .count = network->starts[component + 1] - first};
}

/* All of a component are in what any of them is in; what is above them is known. Nearly all components are one node. */
static void gather(const struct network *network, struct run run, struct sweep_node *nodes) {
  struct sweep_node all = nodes[run.nodes[0]];
  for (uint32_t i = 0; i < run.count; i++) {
    uint32_t node = run.nodes[i];
    all.single |= nodes[node].single;
    all.covered |= nodes[node].covered;
    all.option |= nodes[node].option;
    for (uint32_t e = network->up.first[node]; e < network->up.first[node + 1]; e++) {
      const struct sweep_node *above = &nodes[network->up.edges[e].to];
      all.single |= above->single;
      all.covered |= above->covered;
      all.option |= above->option;
    }
  }
  for (uint32_t i = 0; i < run.count; i++) {
    struct sweep_node *here = &nodes[run.nodes[i]];
    here->single = all.single;
    here->covered = all.covered;
    here->option = all.option;
  }
}

/* ---- unions ---- */

struct covering {
  const struct network *network;
  struct arena *arena;
  struct sweep_node *nodes;
  VEC(uint32_t) changed; /* nodes that have come to be covered */
};

/* Covered is what all its members are. */
static void look_at_union(struct covering *covering, uint32_t number) {
  const struct network_input *input = covering->network->input;
  const struct network_union *group = &input->unions[number];
  struct sweep_node *node = &covering->nodes[group->node];
  uint64_t covered = group->count > 0 ? ~UINT64_C(0) : 0;
  uint64_t option = covered;
  for (uint32_t m = 0; m < group->count && option != 0; m++) {
    covered &= covering->nodes[input->members[group->first + m]].covered;
    option &= covering->nodes[input->members[group->first + m]].option;
  }
  if (((covered & ~node->covered) | (option & ~node->option)) != 0) {
    node->covered |= covered;
    node->option |= option;
    vec_push(covering->arena, &covering->changed, group->node);
  }
}

/* What is in something that has come to be covered is covered too, and so may be the unions that it is a member of. */
static void carry_down(struct covering *covering, uint32_t node) {
  const struct network *network = covering->network;
  uint64_t covered = covering->nodes[node].covered;
  uint64_t option = covering->nodes[node].option;
  for (uint32_t e = network->up.first[node]; e < network->up.first[node + 1]; e++) {
    const struct edge *edge = &network->up.edges[e];
    if ((edge->why == WHY_PARENT || edge->why == WHY_MEMBER) && network->input->union_of[edge->to] != NO_INDEX) {
      look_at_union(covering, network->input->union_of[edge->to]);
    }
  }
  for (uint32_t e = network->down.first[node]; e < network->down.first[node + 1]; e++) {
    uint32_t below = network->down.edges[e].to;
    if (((covered & ~covering->nodes[below].covered) | (option & ~covering->nodes[below].option)) != 0) {
      covering->nodes[below].covered |= covered;
      covering->nodes[below].option |= option;
      vec_push(covering->arena, &covering->changed, below);
    }
  }
}

static uint64_t sets_that_cover(const void *context, uint32_t node) {
  const struct sweep_node *nodes = context;
  return nodes[node].covered;
}

/* Covered, too, is that of which something outside of all that is covered would be a contradiction, though no walk says so. */
static void cover_by_cases(struct covering *covering, struct question *question, uint64_t sets) {
  const struct network *network = covering->network;
  for (uint32_t n = 0; n < network->input->nodes && network->splits; n++) {
    uint64_t left = network->asked[n] ? sets & ~covering->nodes[n].covered : 0;
    uint64_t held = left != 0 ? held_by_cases(question, n, left, sets_that_cover, covering->nodes) : 0;
    if (held != 0) {
      covering->nodes[n].covered |= held;
      covering->nodes[n].option |= held;
      vec_push(covering->arena, &covering->changed, n);
    }
  }
}

static void carry_all_down(struct covering *covering) {
  while (covering->changed.n > 0) {
    carry_down(covering, covering->changed.v[--covering->changed.n]);
  }
}

static void cover_unions(const struct network *network, struct arena *arena, const struct sweep_cases *cases,
                         struct sweep_node *nodes) {
  struct covering covering = {.network = network, .arena = arena, .nodes = nodes};
  for (uint32_t u = 0; u < network->input->union_count; u++) {
    look_at_union(&covering, u);
  }
  carry_all_down(&covering);
  if (cases != NULL) {
    cover_by_cases(&covering, cases->question, cases->sets);
    carry_all_down(&covering);
  }
  arena_drop(arena, covering.changed.v, covering.changed.capacity * sizeof *covering.changed.v);
}

/* ---- overlap and correspondence ---- */

/* What the nodes share something with, or correspond to. */
struct found {
  uint64_t overlapped;
  uint64_t related;
  uint64_t option;
};

/* What the node itself is declared to overlap and to correspond to; gives what of it is covered. `options` are those that
 * the nodes are in. */
static uint64_t look_across(const struct network *network, uint32_t node, const struct sweep_node *nodes,
                            const uint64_t *options, struct found *found) {
  uint64_t answers = 0;
  for (uint32_t e = network->overlaps.first[node]; e < network->overlaps.first[node + 1]; e++) {
    uint32_t other = network->overlaps.edges[e].to;
    answers |= nodes[other].covered;
    found->option |= options[other];
  }
  found->overlapped |= answers;
  for (uint32_t e = network->relates.first[node]; e < network->relates.first[node + 1]; e++) {
    const struct edge *edge = &network->relates.edges[e];
    if (is_followed(network, edge)) {
      answers |= nodes[edge->to].covered;
      found->related |= nodes[edge->to].covered;
      found->option |= options[edge->to];
    }
  }
  return answers;
}

/* Who holds the node overlaps what it overlaps, and is answered by it where a fact says that it holds it. */
static void tell_above(const struct network *network, uint32_t node, struct sweep_node *nodes) {
  const struct sweep_node *here = &nodes[node];
  for (uint32_t e = network->up.first[node]; e < network->up.first[node + 1]; e++) {
    const struct edge *edge = &network->up.edges[e];
    struct sweep_node *above = &nodes[edge->to];
    above->overlapped |= here->overlapped;
    above->related |= here->related;
    above->option |= here->option;
    if (why_is_fact(edge->why) || why_is_extra(edge->why)) {
      above->above |= here->overlapped | here->related;
    }
  }
}

/* A component overlaps what any of it is covered by or overlaps by declaration, and what the nodes below overlap, which have
 * told it; it tells those above. So with correspondences. In `above` is left what answers the node itself. */
static void spread(const struct network *network, struct run run, const uint64_t *options, struct sweep_node *nodes) {
  struct found all = {0};
  for (uint32_t i = 0; i < run.count; i++) {
    struct sweep_node *here = &nodes[run.nodes[i]];
    here->above |= look_across(network, run.nodes[i], nodes, options, &all);
    all.overlapped |= here->overlapped | here->covered;
    all.related |= here->related;
    all.option |= here->option;
  }
  for (uint32_t i = 0; i < run.count; i++) {
    struct sweep_node *here = &nodes[run.nodes[i]];
    here->overlapped = all.overlapped;
    here->related = all.related;
    here->option = all.option;
  }
  for (uint32_t i = 0; i < run.count; i++) {
    tell_above(network, run.nodes[i], nodes);
  }
}

/* A union of a map: what names several says nothing of one. */
static bool is_of_map(const struct network_input *input, uint32_t node) {
  uint32_t number = input->union_of[node];
  return number != NO_INDEX && !input->unions[number].of_children;
}

/* All of a component are held by what answers any of them. */
static void carry_answers(const struct network *network, uint32_t component, struct sweep_node *nodes) {
  struct run run = run_of(network, component);
  uint64_t all = 0;
  for (uint32_t i = 0; i < run.count; i++) {
    uint32_t node = run.nodes[i];
    all |= is_of_map(network->input, node) ? 0 : nodes[node].above;
    for (uint32_t e = network->up.first[node]; e < network->up.first[node + 1]; e++) {
      uint32_t above = network->up.edges[e].to;
      all |= network->component[above] != component ? nodes[above].above : 0;
    }
  }
  for (uint32_t i = 0; i < run.count; i++) {
    nodes[run.nodes[i]].above = all;
  }
}

/* Aside, while what overlaps options is added to them. */
static uint64_t *copy_options(const struct sweep_node *nodes, uint32_t count, struct arena *arena) {
  uint64_t *options = arena_alloc(arena, ((size_t)count + 1) * sizeof *options);
  for (uint32_t n = 0; n < count; n++) {
    options[n] = nodes[n].option;
  }
  return options;
}

void sweep(const struct network *network, struct arena *arena, const struct sweep_cases *cases,
           struct sweep_node *nodes) {
  uint32_t count = network->input->nodes;
  for (uint32_t c = 0; c < network->component_count; c++) {
    gather(network, run_of(network, c), nodes);
  }
  cover_unions(network, arena, cases, nodes);
  uint64_t *options = copy_options(nodes, count, arena);
  for (uint32_t c = network->component_count; c-- > 0;) {
    spread(network, run_of(network, c), options, nodes);
  }
  arena_drop(arena, options, ((size_t)count + 1) * sizeof *options);
  for (uint32_t c = 0; c < network->component_count; c++) {
    carry_answers(network, c, nodes);
  }
}
