/* Tarjan's algorithm with a stack of its own instead of recursion. Components are numbered as they are completed, so that
 * what a node reaches has the same number or a smaller one. */
#include "analyse/network/components.h"

/* While a node is not in a component yet, its entry in `component` is this and the order of its discovery. */
#define DISCOVERED UINT32_C(0x80000000)

/* A node that is being explored. */
struct visit {
  uint32_t node;
  uint32_t next_edge;
  uint32_t number; /* its entry in `component` */
  uint32_t low;    /* the first discovered that it is known to reach, by its entry */
};

struct tarjan {
  struct network *network;
  struct visit *path;
  uint32_t depth;
  uint32_t *waiting; /* nodes not yet in a component */
  uint32_t waiting_count;
  uint32_t discovered;
  uint32_t placed; /* in the order */
};

static void close_component(struct tarjan *tarjan, uint32_t node) {
  struct network *network = tarjan->network;
  uint32_t member = NO_INDEX;
  do {
    member = tarjan->waiting[--tarjan->waiting_count];
    network->component[member] = network->component_count;
    network->order[tarjan->placed++] = member;
  } while (member != node);
  network->starts[++network->component_count] = tarjan->placed;
}

static void discover(struct tarjan *tarjan, uint32_t node) {
  uint32_t number = DISCOVERED | tarjan->discovered++;
  tarjan->network->component[node] = number;
  tarjan->waiting[tarjan->waiting_count++] = node;
  tarjan->path[tarjan->depth++] =
      (struct visit){.node = node, .next_edge = tarjan->network->up.first[node], .number = number, .low = number};
}

static void explore(struct tarjan *tarjan, uint32_t start) {
  const struct adjacency *up = &tarjan->network->up;
  const uint32_t *component = tarjan->network->component;
  discover(tarjan, start);
  while (tarjan->depth > 0) {
    struct visit *visit = &tarjan->path[tarjan->depth - 1];
    if (visit->next_edge < up->first[visit->node + 1]) {
      uint32_t to = up->edges[visit->next_edge++].to;
      if (component[to] == NO_INDEX) {
        discover(tarjan, to);
      } else if (component[to] >= DISCOVERED && component[to] < visit->low) {
        visit->low = component[to];
      }
      continue;
    }
    tarjan->depth--;
    if (visit->low == visit->number) {
      close_component(tarjan, visit->node);
    }
    if (tarjan->depth > 0 && visit->low < visit[-1].low) {
      visit[-1].low = visit->low;
    }
  }
}

void components_find(struct network *network) {
  uint32_t nodes = network->input->nodes;
  size_t size = ((size_t)nodes + 1) * sizeof(uint32_t);
  size_t path_size = ((size_t)nodes + 1) * sizeof(struct visit);
  if (network->component == NULL) {
    network->component = arena_alloc(network->arena, size);
    network->order = arena_alloc(network->arena, size);
    network->starts = arena_alloc(network->arena, size);
  }
  struct tarjan tarjan = {
      .network = network, .path = arena_alloc(network->arena, path_size), .waiting = arena_alloc(network->arena, size)};
  network->component_count = 0;
  network->starts[0] = 0;
  for (uint32_t n = 0; n < nodes; n++) {
    network->component[n] = NO_INDEX;
  }
  for (uint32_t n = 0; n < nodes; n++) {
    if (network->component[n] == NO_INDEX) {
      explore(&tarjan, n);
    }
  }
  arena_drop(network->arena, tarjan.path, path_size);
  arena_drop(network->arena, tarjan.waiting, size);
}
