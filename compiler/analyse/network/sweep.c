/* Sweeps over the components of the network: from the uppermost down, over the unions, back up, and down once more. */
#include "analyse/network/sweep.h"

#include "analyse/network/cases.h"
#include "analyse/network/walk.h"

/* The nodes of a component, at least one. */
struct run {
  const uint32_t *first;
  const uint32_t *end;
};

static inline struct run run_of(const struct network *network, uint32_t component) {
  return (struct run){.first = network->order + network->starts[component],
                      .end = network->order + network->starts[component + 1]};
}

/* All of a component are in what any of them is in; what is above them is known. Nearly all components are one node. */
static void gather(const struct network *network, struct run run, struct sweep_node *nodes) {
  uint64_t single = 0;
  uint64_t covered = 0;
  for (const uint32_t *node = run.first; node < run.end; node++) {
    single |= nodes[*node].single;
    covered |= nodes[*node].covered;
    for (struct edges up = edges_of(&network->up, *node); up.at < up.end; up.at++) {
      single |= nodes[up.at->to].single;
      covered |= nodes[up.at->to].covered;
    }
  }
  for (const uint32_t *node = run.first; node < run.end; node++) {
    nodes[*node].single = single;
    nodes[*node].covered = covered;
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
  for (uint32_t m = 0; m < group->count && covered != 0; m++) {
    covered &= covering->nodes[input->members[group->first + m]].covered;
  }
  if ((covered & ~node->covered) != 0) {
    node->covered |= covered;
    vec_push(covering->arena, &covering->changed, group->node);
  }
}

/* What is in something that has come to be covered is covered too, and so may be the unions that it is a member of. */
static void carry_down(struct covering *covering, uint32_t node) {
  const struct network *network = covering->network;
  uint64_t covered = covering->nodes[node].covered;
  for (struct edges up = edges_of(&network->up, node); up.at < up.end; up.at++) {
    if ((up.at->why == WHY_PARENT || up.at->why == WHY_MEMBER) && network->input->union_of[up.at->to] != NO_INDEX) {
      look_at_union(covering, network->input->union_of[up.at->to]);
    }
  }
  for (struct edges down = edges_of(&network->down, node); down.at < down.end; down.at++) {
    uint32_t below = down.at->to;
    if ((covered & ~covering->nodes[below].covered) != 0) {
      covering->nodes[below].covered |= covered;
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
  for (uint32_t i = 0; i < covering->network->contested.n; i++) {
    uint32_t n = covering->network->contested.v[i];
    uint64_t left = sets & ~covering->nodes[n].covered;
    uint64_t held = left != 0 ? held_by_cases(question, n, left, sets_that_cover, covering->nodes) : 0;
    if (held != 0) {
      covering->nodes[n].covered |= held;
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
};

/* What the node itself is declared to overlap and to correspond to; gives what of it is covered. */
static uint64_t look_across(const struct network *network, uint32_t node, const uint64_t *covered,
                            struct found *found) {
  uint64_t answers = 0;
  for (struct edges overlaps = edges_of(&network->overlaps, node); overlaps.at < overlaps.end; overlaps.at++) {
    answers |= covered[overlaps.at->to];
  }
  found->overlapped |= answers;
  for (struct edges relates = edges_of(&network->relates, node); relates.at < relates.end; relates.at++) {
    if (is_followed(network, relates.at)) {
      answers |= covered[relates.at->to];
      found->related |= covered[relates.at->to];
    }
  }
  return answers;
}

/* Who holds the node overlaps what it overlaps, and is answered by it where a fact says that it holds it. */
static void tell_above(const struct network *network, uint32_t node, struct sweep_node *nodes) {
  uint64_t overlapped = nodes[node].overlapped;
  uint64_t related = nodes[node].related;
  for (struct edges up = edges_of(&network->up, node); up.at < up.end; up.at++) {
    struct sweep_node *above = &nodes[up.at->to];
    above->overlapped |= overlapped;
    above->related |= related;
    if (why_is_fact(up.at->why) || why_is_extra(up.at->why)) {
      above->above |= overlapped | related;
    }
  }
}

/* A component overlaps what any of it is covered by or overlaps by declaration, and what the nodes below overlap, which have
 * told it; it tells those above. So with correspondences. In `above` is left what answers the node itself. */
static void spread(const struct network *network, struct run run, const uint64_t *covered, struct sweep_node *nodes) {
  struct found all = {0};
  for (const uint32_t *node = run.first; node < run.end; node++) {
    struct sweep_node *here = &nodes[*node];
    here->above |= look_across(network, *node, covered, &all);
    all.overlapped |= here->overlapped | here->covered;
    all.related |= here->related;
  }
  for (const uint32_t *node = run.first; node < run.end; node++) {
    struct sweep_node *here = &nodes[*node];
    here->overlapped = all.overlapped;
    here->related = all.related;
  }
  for (const uint32_t *node = run.first; node < run.end; node++) {
    tell_above(network, *node, nodes);
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
  for (const uint32_t *node = run.first; node < run.end; node++) {
    all |= is_of_map(network->input, *node) ? 0 : nodes[*node].above;
    for (struct edges up = edges_of(&network->up, *node); up.at < up.end; up.at++) {
      all |= network->component[up.at->to] != component ? nodes[up.at->to].above : 0;
    }
  }
  for (const uint32_t *node = run.first; node < run.end; node++) {
    nodes[*node].above = all;
  }
}

/* What is covered once more, close together: each fact across looks at it, and so little stays near the processor. */
static uint64_t *list_covered(const struct sweep_node *nodes, uint32_t count, struct arena *arena) {
  uint64_t *covered = arena_alloc(arena, ((size_t)count + 1) * sizeof *covered);
  for (uint32_t n = 0; n < count; n++) {
    covered[n] = nodes[n].covered;
  }
  return covered;
}

void sweep(const struct network *network, struct arena *arena, const struct sweep_cases *cases,
           struct sweep_node *nodes) {
  uint32_t count = network->input->nodes;
  for (uint32_t c = 0; c < network->component_count; c++) {
    gather(network, run_of(network, c), nodes);
  }
  cover_unions(network, arena, cases, nodes);
  uint64_t *covered = list_covered(nodes, count, arena);
  for (uint32_t c = network->component_count; c-- > 0;) {
    spread(network, run_of(network, c), covered, nodes);
  }
  arena_drop(arena, covered, ((size_t)count + 1) * sizeof *covered);
  for (uint32_t c = 0; c < network->component_count; c++) {
    carry_answers(network, c, nodes);
  }
}
