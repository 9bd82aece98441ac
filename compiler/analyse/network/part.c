/* Cutting a few facts out of a large network: their ends, all above these, and the members of every union among them. */
#include "analyse/network/part.h"

void part_init(struct part *part, const struct network_input *whole, struct arena *arena) {
  part->whole = whole;
  part->arena = arena;
  part->local = arena_alloc(arena, ((size_t)whole->nodes + 1) * sizeof *part->local);
  marks_init(&part->marks, arena, whole->nodes);
}

typedef VEC(uint32_t) node_list;

static void add_node(struct part *part, node_list *nodes, uint32_t node) {
  if (node != NO_INDEX && marks_add(&part->marks, node)) {
    part->local[node] = nodes->n;
    vec_push(part->arena, nodes, node);
  }
}

static const struct network_union *union_at(const struct network_input *input, uint32_t node) {
  uint32_t number = input->union_of[node];
  return number != NO_INDEX ? &input->unions[number] : NULL;
}

static void collect_nodes(struct part *part, const struct graph_fact *facts, uint32_t count, node_list *nodes) {
  marks_clear(&part->marks, part->whole->nodes);
  for (uint32_t i = 0; i < count; i++) {
    add_node(part, nodes, facts[i].source);
    add_node(part, nodes, facts[i].target);
  }
  for (uint32_t i = 0; i < nodes->n; i++) {
    uint32_t node = nodes->v[i];
    add_node(part, nodes, part->whole->parent[node]);
    const struct network_union *group = union_at(part->whole, node);
    for (uint32_t m = 0; group != NULL && m < group->count; m++) {
      add_node(part, nodes, part->whole->members[group->first + m]);
    }
  }
}

static void cut_hierarchy(struct part *part, const node_list *nodes, struct network_input *input) {
  VEC(struct network_union) unions = {0};
  VEC(uint32_t) members = {0};
  uint32_t *parent = arena_alloc(part->arena, ((size_t)nodes->n + 1) * sizeof *parent);
  uint32_t *union_of = arena_alloc(part->arena, ((size_t)nodes->n + 1) * sizeof *union_of);
  for (uint32_t i = 0; i < nodes->n; i++) {
    uint32_t above = part->whole->parent[nodes->v[i]];
    const struct network_union *group = union_at(part->whole, nodes->v[i]);
    parent[i] = above != NO_INDEX ? part->local[above] : NO_INDEX;
    union_of[i] = group != NULL ? unions.n : NO_INDEX;
    if (group == NULL) {
      continue;
    }
    vec_push(part->arena, &unions,
             (struct network_union){
                 .node = i, .first = members.n, .count = group->count, .of_children = group->of_children});
    for (uint32_t m = 0; m < group->count; m++) {
      vec_push(part->arena, &members, part->local[part->whole->members[group->first + m]]);
    }
  }
  input->nodes = nodes->n;
  input->parent = parent;
  input->union_of = union_of;
  input->unions = unions.v;
  input->union_count = unions.n;
  input->members = members.v;
}

void part_network(struct part *part, const uint32_t *facts, uint32_t count, const bool *dropped,
                  struct network *network) {
  struct graph_fact *kept = arena_alloc(part->arena, ((size_t)count + 1) * sizeof *kept);
  uint32_t kept_count = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (dropped == NULL || !dropped[i]) {
      kept[kept_count] = part->whole->facts[facts[i]];
      kept[kept_count++].flags = FACT_REASONED;
    }
  }
  node_list nodes = {0};
  collect_nodes(part, kept, kept_count, &nodes);
  for (uint32_t i = 0; i < kept_count; i++) {
    kept[i].source = part->local[kept[i].source];
    kept[i].target = part->local[kept[i].target];
  }
  struct network_input *input = arena_zalloc(part->arena, sizeof *input);
  cut_hierarchy(part, &nodes, input);
  input->facts = kept;
  input->fact_count = kept_count;
  struct stretch *all = arena_alloc(part->arena, sizeof *all);
  struct network_region *region = arena_alloc(part->arena, sizeof *region);
  *all = (struct stretch){.count = kept_count};
  *region = (struct network_region){.nodes = {.count = nodes.n}, .fact_stretch_count = 1, .fact_stretches = all};
  input->regions = region;
  input->region_count = 1;
  network_build(network, input, part->arena);
}
