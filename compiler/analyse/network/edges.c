/* Building edges region by region: what is written is near at hand, and regions do not meet. */
#include "analyse/network/edges.h"

#include <stdlib.h>

enum { KINDS = 7 };

static void list_kinds(struct network *network, struct adjacency *kinds[KINDS]) {
  kinds[0] = &network->up;
  kinds[1] = &network->down;
  kinds[2] = &network->overlaps;
  kinds[3] = &network->aparts;
  kinds[4] = &network->not_in;
  kinds[5] = &network->not_held;
  kinds[6] = &network->relates;
}

/* The adjacencies are filled in two passes over the same statements: one counts, one places. While it counts, `first` of a
 * node is the number of its edges; while it places, where its next edge goes. */
struct builder {
  struct network *network;
  const struct network_region *region;
  bool placing;
};

static void add_edge(const struct builder *builder, struct adjacency *adjacency, uint32_t from, uint32_t to,
                     uint32_t why) {
  if (!stretch_has(builder->region->nodes, from) && !stretch_has(builder->region->unions, from)) {
    return; /* another region's */
  }
  if (builder->placing) {
    adjacency->edges[adjacency->first[from]] = (struct edge){.to = to, .why = why};
  }
  adjacency->first[from]++;
}

static void state_in(const struct builder *builder, uint32_t x, uint32_t y, uint32_t why) {
  add_edge(builder, &builder->network->up, x, y, why);
  add_edge(builder, &builder->network->down, y, x, why);
}

static void state_both_ways(const struct builder *builder, struct adjacency *adjacency, uint32_t x, uint32_t y,
                            uint32_t why) {
  add_edge(builder, adjacency, x, y, why);
  add_edge(builder, adjacency, y, x, why);
}

static void state_not_in(const struct builder *builder, uint32_t x, uint32_t y, uint32_t why) {
  add_edge(builder, &builder->network->not_in, x, y, why);
  add_edge(builder, &builder->network->not_held, y, x, why);
}

static void state_claims(const struct builder *builder, uint32_t x, uint32_t y, unsigned says, uint32_t why) {
  struct network *network = builder->network;
  if ((says & SAYS_IN) != 0) {
    state_in(builder, x, y, why);
  }
  if ((says & SAYS_HOLDS) != 0) {
    state_in(builder, y, x, why);
  }
  if ((says & SAYS_NOT_IN) != 0) {
    state_not_in(builder, x, y, why);
  }
  if ((says & SAYS_NOT_HELD) != 0) {
    state_not_in(builder, y, x, why);
  }
  if ((says & SAYS_OVERLAPS) != 0) {
    state_both_ways(builder, &network->overlaps, x, y, why);
  }
  if ((says & SAYS_APART) != 0) {
    state_both_ways(builder, &network->aparts, x, y, why);
  }
  if ((says & SAYS_CORRESPONDS) != 0) {
    state_both_ways(builder, &network->relates, x, y, why);
  }
}

static void state_members(const struct builder *builder, struct stretch nodes) {
  const struct network_input *input = builder->network->input;
  for (uint32_t n = nodes.first; n < nodes.first + nodes.count; n++) {
    if (input->union_of[n] == NO_INDEX || input->unions[input->union_of[n]].of_children) {
      continue;
    }
    const struct network_union *group = &input->unions[input->union_of[n]];
    for (uint32_t m = 0; m < group->count; m++) {
      state_in(builder, input->members[group->first + m], n, WHY_MEMBER);
    }
  }
}

static void state_region(const struct builder *builder) {
  const struct network_input *input = builder->network->input;
  const struct network_region *region = builder->region;
  for (uint32_t n = region->nodes.first; n < region->nodes.first + region->nodes.count; n++) {
    if (input->parent[n] != NO_INDEX) {
      state_in(builder, n, input->parent[n], WHY_PARENT);
    }
  }
  state_members(builder, region->nodes);
  state_members(builder, region->unions);
  for (uint32_t s = 0; s < region->fact_stretch_count; s++) {
    struct stretch stretch = region->fact_stretches[s];
    for (uint32_t f = stretch.first; f < stretch.first + stretch.count; f++) {
      if (fact_counts(&input->facts[f])) {
        const struct graph_fact *fact = &input->facts[f];
        unsigned says = claims_of((enum relation)fact->relation, (enum overlap)fact->overlap);
        state_claims(builder, fact->source, fact->target, says, f);
      }
    }
  }
  for (uint32_t i = 0; i < input->extra_count; i++) {
    const struct network_claim *claim = &input->extra[i];
    if (!claim->dropped) {
      state_claims(builder, claim->x, claim->y, claim->says, WHY_EXTRA + i);
    }
  }
}

static void count_region(void *context, struct network_tools *tools, struct arena *arena, uint32_t item) {
  struct network *network = context;
  (void)tools;
  (void)arena;
  state_region(&(struct builder){.network = network, .region = &network->input->regions[item]});
}

static void place_region(void *context, struct network_tools *tools, struct arena *arena, uint32_t item) {
  struct network *network = context;
  (void)tools;
  (void)arena;
  state_region(&(struct builder){.network = network, .region = &network->input->regions[item], .placing = true});
}

/* Conclusions come round by round: whoever needs more room once is likely to need it again. */
static void make_room(const struct network *network, struct adjacency *adjacency, uint32_t edges) {
  if (adjacency->edges != NULL && adjacency->room >= edges) {
    return;
  }
  uint32_t room = edges + (adjacency->edges != NULL ? edges / 16 : 0) + 1;
  adjacency->edges =
      arena_grow(network->arena, adjacency->edges, adjacency->room * sizeof(struct edge), room * sizeof(struct edge));
  adjacency->room = room;
}

/* From how many edges a node has to where they start. */
static void sum_up(struct adjacency *adjacency, uint32_t nodes) {
  uint32_t sum = 0;
  for (uint32_t n = 0; n <= nodes; n++) {
    uint32_t count = adjacency->first[n];
    adjacency->first[n] = sum;
    sum += count;
  }
}

void edges_build(struct network *network) {
  struct adjacency *kinds[KINDS];
  list_kinds(network, kinds);
  uint32_t nodes = network->input->nodes;
  size_t size = ((size_t)nodes + 1) * sizeof(uint32_t);
  for (unsigned i = 0; i < KINDS; i++) {
    if (kinds[i]->first == NULL) {
      kinds[i]->first = arena_alloc(network->arena, size);
    }
    memset(kinds[i]->first, 0, size);
  }
  network_each(network, network->input->region_count, count_region, network);
  for (unsigned i = 0; i < KINDS; i++) {
    sum_up(kinds[i], nodes);
    make_room(network, kinds[i], kinds[i]->first[nodes]);
  }
  network_each(network, network->input->region_count, place_region, network);
  for (unsigned i = 0; i < KINDS; i++) {
    /* Where the edges of a node end, those of the next one start. */
    memmove(kinds[i]->first + 1, kinds[i]->first, size - sizeof(uint32_t));
    kinds[i]->first[0] = 0;
  }
  network->any_apart = network->aparts.first[nodes] > 0;
  network->any_related = network->relates.first[nodes] > 0;
}

/* An edge that is to be added; of those from one node the first is to come first. */
struct new_edge {
  uint32_t from;
  uint32_t number;
  struct edge edge;
};
typedef VEC(struct new_edge) new_edges;

static int by_start(const void *a, const void *b) {
  const struct new_edge *x = a;
  const struct new_edge *y = b;
  if (x->from != y->from) {
    return x->from < y->from ? -1 : 1;
  }
  return (x->number > y->number) - (x->number < y->number);
}

static void note_edge(const struct network *network, new_edges *added, uint32_t from, uint32_t to, uint32_t why) {
  vec_push(network->arena, added, (struct new_edge){.from = from, .number = added->n, .edge = {.to = to, .why = why}});
}

/* Moves what is there apart, from the end on. */
static void insert(const struct network *network, struct adjacency *adjacency, new_edges *added) {
  uint32_t nodes = network->input->nodes;
  uint32_t *first = adjacency->first;
  if (added->n == 0) {
    return;
  }
  make_room(network, adjacency, first[nodes] + added->n);
  qsort(added->v, added->n, sizeof *added->v, by_start);
  uint32_t end = first[nodes];
  for (uint32_t i = added->n; i-- > 0;) {
    uint32_t place = first[added->v[i].from + 1];
    memmove(adjacency->edges + place + i + 1, adjacency->edges + place, (end - place) * sizeof *adjacency->edges);
    adjacency->edges[place + i] = added->v[i].edge;
    end = place;
  }
  for (uint32_t i = 0; i < added->n; i++) {
    uint32_t last = i + 1 < added->n ? added->v[i + 1].from : nodes;
    for (uint32_t n = added->v[i].from + 1; n <= last; n++) {
      first[n] += i + 1;
    }
  }
}

/* Where the edges of conclusions go. */
struct new_lists {
  new_edges up;
  new_edges down;
  new_edges aparts;
  new_edges overlaps;
  new_edges not_in;
  new_edges not_held;
};

static void note_conclusion(const struct network *network, struct new_lists *lists, unsigned says, uint32_t x,
                            uint32_t y, uint32_t why) {
  if (says == SAYS_IN) {
    note_edge(network, &lists->up, x, y, why);
    note_edge(network, &lists->down, y, x, why);
  } else if (says == SAYS_NOT_IN) {
    note_edge(network, &lists->not_in, x, y, why);
    note_edge(network, &lists->not_held, y, x, why);
  } else {
    new_edges *both = says == SAYS_APART ? &lists->aparts : &lists->overlaps;
    note_edge(network, both, x, y, why);
    note_edge(network, both, y, x, why);
  }
}

void edges_add_conclusions(struct network *network, uint32_t first) {
  struct new_lists lists = {.up = {0}};
  for (uint32_t k = first; k < network->conclusions.n; k++) {
    const struct conclusion *conclusion = &network->conclusions.v[k];
    bool by_union = conclusion->unionised != NO_INDEX;
    uint32_t x = by_union ? network->input->unions[conclusion->unionised].node : conclusion->x;
    unsigned says = !by_union ? conclusion->says : conclusion->apart ? SAYS_APART : SAYS_IN;
    note_conclusion(network, &lists, says, x, conclusion->other, WHY_CONCLUSION + k);
  }
  insert(network, &network->up, &lists.up);
  insert(network, &network->down, &lists.down);
  insert(network, &network->aparts, &lists.aparts);
  insert(network, &network->overlaps, &lists.overlaps);
  insert(network, &network->not_in, &lists.not_in);
  insert(network, &network->not_held, &lists.not_held);
}
