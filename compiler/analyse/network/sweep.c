/* Sweeps over the components of the network: from the uppermost down, over the unions, back up, and down once more. */
#include "analyse/network/sweep.h"

#include "analyse/network/cases.h"
#include "analyse/network/walk.h"

/* Where the nodes of a component stand in the network's order. */
struct run {
  uint32_t first;
  uint32_t end;
};

static struct run run_from(const struct network *network, uint32_t first) {
  uint32_t component = network->component[network->order[first]];
  uint32_t end = first + 1;
  while (end < network->input->nodes && network->component[network->order[end]] == component) {
    end++;
  }
  return (struct run){first, end};
}

static struct run run_up_to(const struct network *network, uint32_t end) {
  uint32_t component = network->component[network->order[end - 1]];
  uint32_t first = end - 1;
  while (first > 0 && network->component[network->order[first - 1]] == component) {
    first--;
  }
  return (struct run){first, end};
}

/* All of a component are in what any of them is in; what is above them is known. */
static void gather(const struct network *network, struct run at, struct sweep_node *nodes) {
  struct sweep_node all = {0};
  for (uint32_t i = at.first; i < at.end; i++) {
    uint32_t node = network->order[i];
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
  for (uint32_t i = at.first; i < at.end; i++) {
    nodes[network->order[i]] = all;
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

/* What one set covers; for questions. */
struct covered_by {
  const struct sweep_node *nodes;
  uint64_t bit;
};

static bool is_covered(const void *context, uint32_t node) {
  const struct covered_by *by = context;
  return (by->nodes[node].covered & by->bit) != 0;
}

/* Covered, too, is that of which something outside of all that is covered would be a contradiction, though no walk says so. */
static void cover_by_cases(struct covering *covering, struct question *question, uint64_t sets) {
  const struct network *network = covering->network;
  for (uint32_t n = 0; n < network->input->nodes && network->splits; n++) {
    struct covered_by by = {.nodes = covering->nodes, .bit = 1};
    for (uint64_t left = network->asked[n] ? sets & ~covering->nodes[n].covered : 0; left != 0; left &= left - 1) {
      by.bit = left & (~left + 1);
      if (held_by_cases(question, n, is_covered, &by)) {
        covering->nodes[n].covered |= by.bit;
        covering->nodes[n].option |= by.bit;
        vec_push(covering->arena, &covering->changed, n);
      }
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

/* A component overlaps what any of it is covered by or overlaps by declaration, and what the nodes below overlap, which have
 * told it; it tells those above. So with correspondences. */
static void spread(const struct network *network, struct run at, struct sweep_node *nodes) {
  struct sweep_node all = {0};
  for (uint32_t i = at.first; i < at.end; i++) {
    uint32_t node = network->order[i];
    all.overlapped |= nodes[node].overlapped | nodes[node].covered;
    all.related |= nodes[node].related;
    all.option |= nodes[node].option;
    for (uint32_t e = network->overlaps.first[node]; e < network->overlaps.first[node + 1]; e++) {
      const struct sweep_node *other = &nodes[network->overlaps.edges[e].to];
      all.overlapped |= other->covered;
      all.option |= other->above; /* here still the options that it is in */
    }
    for (uint32_t e = network->relates.first[node]; e < network->relates.first[node + 1]; e++) {
      const struct edge *edge = &network->relates.edges[e];
      if (is_followed(network, edge)) {
        all.related |= nodes[edge->to].covered;
        all.option |= nodes[edge->to].above;
      }
    }
  }
  for (uint32_t i = at.first; i < at.end; i++) {
    struct sweep_node *here = &nodes[network->order[i]];
    here->overlapped = all.overlapped;
    here->related = all.related;
    here->option = all.option;
    for (uint32_t e = network->up.first[network->order[i]]; e < network->up.first[network->order[i] + 1]; e++) {
      struct sweep_node *above = &nodes[network->up.edges[e].to];
      above->overlapped |= all.overlapped;
      above->related |= all.related;
      above->option |= all.option;
    }
  }
}

/* What the node itself is declared to overlap, to correspond to or to hold, and not only what is inside it. */
static uint64_t own_answers(const struct network *network, uint32_t node, const struct sweep_node *nodes) {
  uint64_t answers = 0;
  for (uint32_t e = network->overlaps.first[node]; e < network->overlaps.first[node + 1]; e++) {
    answers |= nodes[network->overlaps.edges[e].to].covered;
  }
  for (uint32_t e = network->relates.first[node]; e < network->relates.first[node + 1]; e++) {
    const struct edge *edge = &network->relates.edges[e];
    answers |= is_followed(network, edge) ? nodes[edge->to].covered : 0;
  }
  for (uint32_t e = network->down.first[node]; e < network->down.first[node + 1]; e++) {
    const struct edge *edge = &network->down.edges[e];
    if (why_is_fact(edge->why) || why_is_extra(edge->why)) {
      answers |= nodes[edge->to].overlapped | nodes[edge->to].related;
    }
  }
  return answers;
}

/* All of a component are held by what answers any of them. */
static void carry_answers(const struct network *network, struct run at, struct sweep_node *nodes) {
  uint64_t all = 0;
  for (uint32_t i = at.first; i < at.end; i++) {
    uint32_t node = network->order[i];
    uint32_t number = network->input->union_of[node];
    bool of_map = number != NO_INDEX && !network->input->unions[number].of_children;
    all |= of_map ? 0 : own_answers(network, node, nodes); /* what names several says nothing of one */
    for (uint32_t e = network->up.first[node]; e < network->up.first[node + 1]; e++) {
      uint32_t above = network->up.edges[e].to;
      all |= network->component[above] != network->component[node] ? nodes[above].above : 0;
    }
  }
  for (uint32_t i = at.first; i < at.end; i++) {
    nodes[network->order[i]].above = all;
  }
}

void sweep(const struct network *network, struct arena *arena, const struct sweep_cases *cases,
           struct sweep_node *nodes) {
  uint32_t count = network->input->nodes;
  for (struct run at = {0}; at.end < count;) {
    at = run_from(network, at.end);
    gather(network, at, nodes);
  }
  cover_unions(network, arena, cases, nodes);
  for (uint32_t n = 0; n < count; n++) {
    nodes[n].above = nodes[n].option; /* kept aside while what overlaps options is added to them */
  }
  for (struct run at = {.first = count}; at.first > 0;) {
    at = run_up_to(network, at.first);
    spread(network, at, nodes);
  }
  for (struct run at = {0}; at.end < count;) {
    at = run_from(network, at.end);
    carry_answers(network, at, nodes);
  }
}
