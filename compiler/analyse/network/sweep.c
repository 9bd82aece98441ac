/* Two sweeps over the components of the network: from the uppermost down, and back. */
#include "analyse/network/sweep.h"

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
    all.joint |= nodes[node].joint;
    all.met |= nodes[node].met;
    for (uint32_t e = network->up.first[node]; e < network->up.first[node + 1]; e++) {
      const struct sweep_node *above = &nodes[network->up.edges[e].to];
      all.single |= above->single;
      all.joint |= above->joint;
      all.met |= above->met;
    }
  }
  for (uint32_t i = at.first; i < at.end; i++) {
    nodes[network->order[i]] = all;
  }
}

/* A component overlaps what holds it, what holds those that it overlaps by declaration, and what the nodes below overlap,
 * which have told it; it tells those above. */
static void spread(const struct network *network, struct run at, struct sweep_node *nodes) {
  uint64_t all = 0;
  for (uint32_t i = at.first; i < at.end; i++) {
    uint32_t node = network->order[i];
    all |= nodes[node].overlapped | nodes[node].met;
    for (uint32_t e = network->overlaps.first[node]; e < network->overlaps.first[node + 1]; e++) {
      all |= nodes[network->overlaps.edges[e].to].met;
    }
  }
  for (uint32_t i = at.first; i < at.end; i++) {
    uint32_t node = network->order[i];
    nodes[node].overlapped = all;
    for (uint32_t e = network->up.first[node]; e < network->up.first[node + 1]; e++) {
      nodes[network->up.edges[e].to].overlapped |= all;
    }
  }
}

void sweep(const struct network *network, struct sweep_node *nodes) {
  uint32_t count = network->input->nodes;
  for (struct run at = {0}; at.end < count;) {
    at = run_from(network, at.end);
    gather(network, at, nodes);
  }
  for (struct run at = {.first = count}; at.first > 0;) {
    at = run_up_to(network, at.first);
    spread(network, at, nodes);
  }
}
