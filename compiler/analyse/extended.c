/* A copy of the network's input with more in it, built anew: which takes no longer than it took the first time. */
#include "analyse/extended.h"

static uint32_t *longer(struct arena *arena, const uint32_t *numbers, uint32_t before, uint32_t after) {
  uint32_t *copy = arena_alloc(arena, ((size_t)after + 1) * sizeof *copy);
  memcpy(copy, numbers, before * sizeof *copy);
  for (uint32_t i = before; i < after; i++) {
    copy[i] = NO_INDEX;
  }
  return copy;
}

/* The added nodes are a region of their own, without facts: claims are looked at for every region. */
static const struct network_region *one_more_region(struct arena *arena, const struct network_input *input,
                                                    uint32_t nodes) {
  struct network_region *regions = arena_alloc(arena, ((size_t)input->region_count + 1) * sizeof *regions);
  memcpy(regions, input->regions, input->region_count * sizeof *regions);
  regions[input->region_count] = (struct network_region){.nodes = {.first = input->nodes, .count = nodes}};
  return regions;
}

void extend_network(const struct analysis *analysis, uint32_t nodes, const struct network_claim *claims, uint32_t count,
                    struct arena *arena, struct extended_network *extended) {
  const struct network_input *input = &analysis->input;
  uint32_t all = input->extra_count + count;
  struct network_claim *extra = arena_alloc(arena, ((size_t)all + 1) * sizeof *extra);
  if (input->extra_count > 0) {
    memcpy(extra, input->extra, input->extra_count * sizeof *extra);
  }
  if (count > 0) {
    memcpy(extra + input->extra_count, claims, count * sizeof *extra);
  }
  extended->first_node = input->nodes;
  extended->first_claim = input->extra_count;
  extended->input = *input;
  extended->input.parent = longer(arena, input->parent, input->nodes, input->nodes + nodes);
  extended->input.union_of = longer(arena, input->union_of, input->nodes, input->nodes + nodes);
  extended->input.regions = one_more_region(arena, input, nodes);
  extended->input.region_count = input->region_count + 1;
  extended->input.extra = extra;
  extended->input.extra_count = all;
  extended->input.nodes = input->nodes + nodes;
  network_build(&extended->network, &extended->input, arena);
  network_drop_tools(&extended->network);
}
