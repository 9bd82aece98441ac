/* Building the network: edges of facts and hierarchy, conclusions about unions, strongly connected components. */
#include "analyse/network.h"

#include "analyse/unions.h"

void marks_init(struct marks *marks, struct arena *arena, uint32_t nodes) {
  marks->stamp = arena_zalloc(arena, ((size_t)nodes + 1) * sizeof *marks->stamp);
  marks->epoch = 1;
}

void marks_clear(struct marks *marks, uint32_t nodes) {
  if (++marks->epoch == 0) {
    memset(marks->stamp, 0, (size_t)nodes * sizeof *marks->stamp);
    marks->epoch = 1;
  }
}

void node_set_init(struct node_set *set, struct arena *arena, uint32_t nodes) {
  marks_init(&set->marks, arena, nodes);
  set->list.v = NULL;
  set->list.n = 0;
  set->list.capacity = 0;
}

void node_set_clear(struct node_set *set, uint32_t nodes) {
  marks_clear(&set->marks, nodes);
  set->list.n = 0;
}

void node_set_add(struct node_set *set, struct arena *arena, uint32_t node) {
  if (marks_add(&set->marks, node)) {
    vec_push(arena, &set->list, node);
  }
}

void node_set_close(struct node_set *set, struct arena *arena, const struct adjacency *edges) {
  for (uint32_t i = 0; i < set->list.n; i++) {
    uint32_t node = set->list.v[i];
    for (uint32_t e = edges->first[node]; e < edges->first[node + 1]; e++) {
      node_set_add(set, arena, edges->edges[e].to);
    }
  }
}

/* The adjacencies are filled in two passes over the same statements: one counts, one places. */
struct builder {
  struct network *network;
  bool placing;
};

static void add_edge(const struct builder *builder, struct adjacency *adjacency, uint32_t from, uint32_t to,
                     uint32_t why) {
  if (builder->placing) {
    adjacency->edges[adjacency->first[from + 1]++] = (struct edge){.to = to, .why = why};
  } else {
    adjacency->first[from + 2]++;
  }
}

static void state_in(const struct builder *builder, uint32_t x, uint32_t y, uint32_t why) {
  add_edge(builder, &builder->network->up, x, y, why);
  add_edge(builder, &builder->network->down, y, x, why);
}

static void state_overlap(const struct builder *builder, uint32_t x, uint32_t y, uint32_t why) {
  add_edge(builder, &builder->network->overlaps, x, y, why);
  add_edge(builder, &builder->network->overlaps, y, x, why);
}

static void state_apart(const struct builder *builder, uint32_t x, uint32_t y, uint32_t why) {
  builder->network->any_apart = true;
  add_edge(builder, &builder->network->aparts, x, y, why);
  add_edge(builder, &builder->network->aparts, y, x, why);
}

static void state_not_in(const struct builder *builder, uint32_t x, uint32_t y, uint32_t why) {
  add_edge(builder, &builder->network->not_in, x, y, why);
  add_edge(builder, &builder->network->not_held, y, x, why);
}

static void state_fact(const struct builder *builder, const struct graph_fact *fact, uint32_t why) {
  uint32_t x = fact->source;
  uint32_t y = fact->target;
  switch ((enum relation)fact->relation) {
    case REL_EQUAL:
    case REL_EQUIVALENT:
      state_in(builder, x, y, why);
      state_in(builder, y, x, why);
      break;
    case REL_SUBSET:
      state_in(builder, x, y, why);
      state_not_in(builder, y, x, why);
      break;
    case REL_SUPERSET:
      state_in(builder, y, x, why);
      state_not_in(builder, x, y, why);
      break;
    case REL_INTERSECTS:
    case REL_RELATED:
      state_overlap(builder, x, y, why);
      if (fact->relation == REL_INTERSECTS && fact->overlap == OVERLAP_PROPER) {
        state_not_in(builder, x, y, why);
        state_not_in(builder, y, x, why);
      }
      break;
    case REL_NONE:
      state_apart(builder, x, y, why);
      break;
    default: /* supports, supported-by and contrary-to say nothing of sets */
      break;
  }
}

static void state_hierarchy(const struct builder *builder) {
  const struct network_input *input = builder->network->input;
  for (uint32_t n = 0; n < input->nodes; n++) {
    if (input->parent[n] != NO_INDEX) {
      state_in(builder, n, input->parent[n], WHY_PARENT);
    }
  }
  for (uint32_t u = 0; u < input->union_count; u++) {
    const struct network_union *group = &input->unions[u];
    for (uint32_t m = 0; m < group->count && !group->of_children; m++) {
      state_in(builder, input->members[group->first + m], group->node, WHY_MEMBER);
    }
  }
}

static void state_conclusions(const struct builder *builder) {
  const struct network *network = builder->network;
  for (uint32_t k = 0; k < network->conclusions.n; k++) {
    const struct conclusion *conclusion = &network->conclusions.v[k];
    uint32_t node = network->input->unions[conclusion->unionised].node;
    if (conclusion->apart) {
      state_apart(builder, node, conclusion->other, WHY_CONCLUSION + k);
    } else {
      state_in(builder, node, conclusion->other, WHY_CONCLUSION + k);
    }
  }
}

static void state_everything(const struct builder *builder) {
  const struct network_input *input = builder->network->input;
  state_hierarchy(builder);
  for (uint32_t f = 0; f < input->fact_count; f++) {
    if (fact_counts(&input->facts[f])) {
      state_fact(builder, &input->facts[f], f);
    }
  }
  state_conclusions(builder);
}

/* Conclusions about unions have the edges built again with a few more: their memory is used again. */
static void make_room(const struct network *network, struct adjacency *adjacency, uint32_t edges) {
  if (adjacency->edges != NULL && adjacency->room >= edges) {
    return;
  }
  uint32_t room = edges + (adjacency->edges != NULL ? edges / 16 : 0) + 1;
  adjacency->edges =
      arena_grow(network->arena, adjacency->edges, adjacency->room * sizeof(struct edge), room * sizeof(struct edge));
  adjacency->room = room;
}

static void build_edges(struct network *network) {
  struct adjacency *all[] = {&network->up,     &network->down,   &network->overlaps,
                             &network->aparts, &network->not_in, &network->not_held};
  enum { KINDS = sizeof all / sizeof *all };
  uint32_t nodes = network->input->nodes;
  for (unsigned i = 0; i < KINDS; i++) {
    size_t size = ((size_t)nodes + 2) * sizeof *all[i]->first;
    if (all[i]->first == NULL) {
      all[i]->first = arena_alloc(network->arena, size);
    }
    memset(all[i]->first, 0, size);
  }
  state_everything(&(struct builder){.network = network});
  for (unsigned i = 0; i < KINDS; i++) {
    for (uint32_t n = 0; n <= nodes; n++) {
      all[i]->first[n + 1] += all[i]->first[n];
    }
    make_room(network, all[i], all[i]->first[nodes + 1]);
  }
  state_everything(&(struct builder){.network = network, .placing = true});
}

/* Tarjan's algorithm with a stack of its own instead of recursion. Components are numbered as they are completed, so
 * that what a node reaches has the same number or a smaller one. */
struct tarjan {
  uint32_t *index; /* by node: order of discovery + 1, or 0 */
  uint32_t *low;
  uint32_t *next_edge;
  VEC(uint32_t) path;  /* nodes being explored */
  VEC(uint32_t) stack; /* nodes not yet in a component */
  uint32_t discovered;
  uint32_t placed; /* in a component */
};

static void close_component(struct network *network, struct tarjan *tarjan, uint32_t node) {
  uint32_t member = NO_INDEX;
  do {
    member = tarjan->stack.v[--tarjan->stack.n];
    network->component[member] = network->component_count;
    network->order[tarjan->placed++] = member;
  } while (member != node);
  network->component_count++;
}

static void discover(struct network *network, struct tarjan *tarjan, uint32_t node) {
  tarjan->index[node] = tarjan->low[node] = ++tarjan->discovered;
  tarjan->next_edge[node] = network->up.first[node];
  vec_push(network->arena, &tarjan->path, node);
  vec_push(network->arena, &tarjan->stack, node);
}

static void explore(struct network *network, struct tarjan *tarjan, uint32_t start) {
  discover(network, tarjan, start);
  while (tarjan->path.n > 0) {
    uint32_t node = tarjan->path.v[tarjan->path.n - 1];
    if (tarjan->next_edge[node] < network->up.first[node + 1]) {
      uint32_t to = network->up.edges[tarjan->next_edge[node]++].to;
      if (tarjan->index[to] == 0) {
        discover(network, tarjan, to);
      } else if (network->component[to] == NO_INDEX && tarjan->index[to] < tarjan->low[node]) {
        tarjan->low[node] = tarjan->index[to];
      }
      continue;
    }
    tarjan->path.n--;
    if (tarjan->low[node] == tarjan->index[node]) {
      close_component(network, tarjan, node);
    }
    if (tarjan->path.n > 0) {
      uint32_t before = tarjan->path.v[tarjan->path.n - 1];
      if (tarjan->low[node] < tarjan->low[before]) {
        tarjan->low[before] = tarjan->low[node];
      }
    }
  }
}

static void find_components(struct network *network) {
  uint32_t nodes = network->input->nodes;
  size_t size = ((size_t)nodes + 1) * sizeof(uint32_t);
  if (network->tarjan == NULL) {
    network->tarjan = arena_zalloc(network->arena, sizeof *network->tarjan);
    *network->tarjan = (struct tarjan){.index = arena_alloc(network->arena, size),
                                       .low = arena_alloc(network->arena, size),
                                       .next_edge = arena_alloc(network->arena, size)};
    network->component = arena_alloc(network->arena, size);
    network->order = arena_alloc(network->arena, size);
  }
  struct tarjan *tarjan = network->tarjan;
  memset(tarjan->index, 0, size);
  tarjan->discovered = 0;
  tarjan->placed = 0;
  network->component_count = 0;
  for (uint32_t n = 0; n < nodes; n++) {
    network->component[n] = NO_INDEX;
  }
  for (uint32_t n = 0; n < nodes; n++) {
    if (tarjan->index[n] == 0) {
      explore(network, tarjan, n);
    }
  }
}

void network_build_again(struct network *network) {
  network->conclusions.n = 0;
  network->any_apart = false;
  do {
    build_edges(network);
    find_components(network);
  } while (conclude_about_unions(network));
}

void network_build(struct network *network, const struct network_input *input, struct arena *arena) {
  *network = (struct network){.input = input, .arena = arena};
  network_build_again(network);
}
