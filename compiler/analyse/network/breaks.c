/* Looking at every demand once, with no more walking than the components leave open. */
#include "analyse/network/breaks.h"

#include "base/names.h"

#include <stdlib.h>

enum { PART = 1024 }; /* nodes that a worker takes at a time */

/* One kind of demand, at work. */
struct look {
  const struct network *network;
  const uint32_t *nodes; /* where to look; NULL: at all */
  uint32_t count;
  const struct node_set *suspects; /* something that holds them is apart from something */
  const uint32_t *last;            /* by component: the last of those that are in it */
  demand_list *found;              /* by part */
};

/* A worker's view of it. */
struct finder {
  const struct network *network;
  struct arena *arena;
  const struct node_set *suspects;
  const uint32_t *last;
  demand_list *found;
  struct node_set *here;
  struct node_set *there;
  struct node_set *against;
};

static void found(const struct finder *finder, enum demand_kind kind, uint32_t x, uint32_t y, uint32_t why) {
  vec_push(finder->arena, finder->found, (struct demand){.kind = kind, .x = x, .y = y, .why = why});
}

static void close_over(const struct finder *finder, struct node_set *set, uint32_t node,
                       const struct adjacency *edges) {
  node_set_clear(set, finder->network->input->nodes);
  node_set_add(set, finder->arena, node);
  node_set_close(set, finder->arena, edges);
}

/* Uppers have the same component or one with a smaller number: most questions end there. */
static bool is_in(const struct finder *finder, uint32_t x, uint32_t y) {
  const uint32_t *component = finder->network->component;
  if (component[x] == component[y]) {
    return true;
  }
  if (component[y] > component[x]) {
    return false;
  }
  close_over(finder, finder->here, x, &finder->network->up);
  return node_set_has(finder->here, y);
}

static void find_not_in(const struct finder *finder, uint32_t x) {
  const struct adjacency *not_in = &finder->network->not_in;
  for (uint32_t e = not_in->first[x]; e < not_in->first[x + 1]; e++) {
    if (!why_is_conclusion(not_in->edges[e].why) && is_in(finder, x, not_in->edges[e].to)) {
      found(finder, DEMAND_NOT_IN, x, not_in->edges[e].to, not_in->edges[e].why);
    }
  }
}

/* What has one edge only, up to another of them that is not equal, is empty because that one is. */
static bool follows_from_another(const struct finder *finder, uint32_t node) {
  const struct adjacency *up = &finder->network->up;
  uint32_t first = up->first[node];
  const uint32_t *component = finder->network->component;
  return up->first[node + 1] - first == 1 && component[up->edges[first].to] != component[node] &&
         node_set_has(finder->here, up->edges[first].to) && node_set_has(finder->there, up->edges[first].to);
}

/* What is in a node has its component or one with a greater number, up to the last: where these stretches of two do not meet,
 * nothing is in both, and nothing needs to be walked. */
static bool may_share(const struct finder *finder, uint32_t p, uint32_t q) {
  uint32_t p_first = finder->network->component[p];
  uint32_t q_first = finder->network->component[q];
  uint32_t p_last = finder->last[p_first];
  uint32_t q_last = finder->last[q_first];
  return p_first <= q_last && q_first <= p_last;
}

/* The nodes that would be in both of two that are apart. */
static void find_nodes(const struct finder *finder, uint32_t p) {
  const struct adjacency *aparts = &finder->network->aparts;
  bool closed = false;
  for (uint32_t e = aparts->first[p]; e < aparts->first[p + 1]; e++) {
    uint32_t q = aparts->edges[e].to;
    bool other_end = q < p; /* seen from there */
    if (other_end || !may_share(finder, p, q)) {
      continue;
    }
    if (!closed) {
      close_over(finder, finder->here, p, &finder->network->down);
      closed = true;
    }
    close_over(finder, finder->there, q, &finder->network->down);
    for (uint32_t i = 0; i < finder->there->list.n; i++) {
      uint32_t node = finder->there->list.v[i];
      if (node_set_has(finder->here, node) && !follows_from_another(finder, node)) {
        found(finder, DEMAND_NODE, node, NO_INDEX, NO_INDEX);
      }
    }
  }
}

/* What is apart from something that holds x. */
static void collect_against(const struct finder *finder, uint32_t x) {
  const struct adjacency *aparts = &finder->network->aparts;
  close_over(finder, finder->here, x, &finder->network->up);
  node_set_clear(finder->against, finder->network->input->nodes);
  for (uint32_t i = 0; i < finder->here->list.n; i++) {
    uint32_t p = finder->here->list.v[i];
    for (uint32_t e = aparts->first[p]; e < aparts->first[p + 1]; e++) {
      node_set_add(finder->against, finder->arena, aparts->edges[e].to);
    }
  }
}

/* Whether something that holds y is among it. */
static bool is_against(const struct finder *finder, uint32_t y) {
  close_over(finder, finder->there, y, &finder->network->up);
  for (uint32_t i = 0; i < finder->there->list.n; i++) {
    if (node_set_has(finder->against, finder->there->list.v[i])) {
      return true;
    }
  }
  return false;
}

static void find_overlaps(const struct finder *finder, uint32_t x) {
  const struct network *network = finder->network;
  bool collected = false;
  for (uint32_t e = network->overlaps.first[x]; e < network->overlaps.first[x + 1]; e++) {
    const struct edge *edge = &network->overlaps.edges[e];
    bool other_end = edge->to < x; /* seen from there */
    if (other_end || !node_set_has(finder->suspects, edge->to) || why_is_conclusion(edge->why)) {
      continue;
    }
    if (!collected) {
      collect_against(finder, x);
      collected = true;
    }
    if (is_against(finder, edge->to)) {
      found(finder, DEMAND_OVERLAP, x, edge->to, edge->why);
    }
  }
}

static void find_part(const struct look *look, void find(const struct finder *finder, uint32_t node),
                      struct network_tools *tools, struct arena *arena, uint32_t item) {
  struct finder finder = {.network = look->network,
                          .arena = arena,
                          .suspects = look->suspects,
                          .last = look->last,
                          .found = &look->found[item],
                          .here = &tools->sets[0],
                          .there = &tools->sets[1],
                          .against = &tools->sets[2]};
  uint32_t end = look->count - item * PART < PART ? look->count : (item + 1) * PART;
  for (uint32_t i = item * PART; i < end; i++) {
    find(&finder, look->nodes != NULL ? look->nodes[i] : i);
  }
}

static void not_in_part(void *context, struct network_tools *tools, struct arena *arena, uint32_t item) {
  find_part(context, find_not_in, tools, arena, item);
}

static void nodes_part(void *context, struct network_tools *tools, struct arena *arena, uint32_t item) {
  find_part(context, find_nodes, tools, arena, item);
}

static void overlaps_part(void *context, struct network_tools *tools, struct arena *arena, uint32_t item) {
  find_part(context, find_overlaps, tools, arena, item);
}

/* Adds what all parts find, in their order. */
static void look_at(struct look *look, network_work *work, struct arena *arena, uint32_t most, demand_list *list) {
  uint32_t parts = (look->count + PART - 1) / PART;
  look->found = arena_zalloc(arena, ((size_t)parts + 1) * sizeof *look->found);
  network_each(look->network, parts, work, look);
  for (uint32_t p = 0; p < parts; p++) {
    for (uint32_t i = 0; i < look->found[p].n && list->n < most; i++) {
      vec_push(arena, list, look->found[p].v[i]);
    }
  }
}

/* All nodes that are in something declared apart from something. */
static void find_suspects(const struct network *network, struct arena *arena, struct node_set *suspects) {
  uint32_t nodes = network->input->nodes;
  node_set_init(suspects, arena, nodes);
  for (uint32_t n = 0; n < nodes; n++) {
    if (network->aparts.first[n] < network->aparts.first[n + 1]) {
      node_set_add(suspects, arena, n);
    }
  }
  node_set_close(suspects, arena, &network->down);
}

/* By component the last of those that are in it, with itself: all of them come behind it in the order. */
static uint32_t *find_last(const struct network *network, struct arena *arena) {
  uint32_t *last = arena_alloc(arena, ((size_t)network->component_count + 1) * sizeof *last);
  for (uint32_t c = 0; c < network->component_count; c++) {
    last[c] = c;
  }
  for (uint32_t i = network->input->nodes; i > 0; i--) {
    uint32_t node = network->order[i - 1];
    uint32_t own = last[network->component[node]];
    for (struct edges up = edges_of(&network->up, node); up.at < up.end; up.at++) {
      uint32_t *upper = &last[network->component[up.at->to]];
      *upper = *upper > own ? *upper : own;
    }
  }
  return last;
}

static int by_node(const void *a, const void *b) {
  const struct demand *x = a;
  const struct demand *y = b;
  return (x->x > y->x) - (x->x < y->x);
}

/* A node may be in several pairs that are apart. */
static void name_nodes_once(demand_list *list, uint32_t first) {
  if (list->n - first < 2) {
    return;
  }
  qsort(list->v + first, list->n - first, sizeof *list->v, by_node);
  uint32_t kept = first + 1;
  for (uint32_t i = first + 1; i < list->n; i++) {
    if (list->v[i].x != list->v[kept - 1].x) {
      list->v[kept++] = list->v[i];
    }
  }
  list->n = kept;
}

/* Demands that are told, each once, whoever asks for it. */
struct told_demands {
  demand_list *list;
  uint32_t most;
  struct arena *arena;
  struct names told; /* kind and nodes of each */
};

static bool is_new(struct told_demands *demands, const struct demand *demand) {
  const uint32_t key[] = {(uint32_t)demand->kind, demand->x, demand->y};
  uint32_t before = demands->told.names.n;
  return names_intern(&demands->told, (struct str){.p = (const char *)key, .n = sizeof key}) == before;
}

static void add_demand(struct told_demands *demands, struct demand demand) {
  if (demands->list->n < demands->most && !why_is_conclusion(demand.why) && is_new(demands, &demand)) {
    vec_push(demands->arena, demands->list, demand);
  }
}

/* What is asked for inside a node that is empty is broken with it. Where unions are left open it may break for another reason
 * as well, which no walk shows, and the statements behind that are part of a minimal conflict, too. The nodes are those of
 * the demands from `first` on, so many of them, and what lies in them. */
static void add_demands_within(const struct network *network, struct arena *arena, uint32_t first, uint32_t count,
                               uint32_t most, demand_list *list) {
  struct told_demands demands = {.list = list, .most = most, .arena = arena};
  struct node_set empty;
  node_set_init(&empty, arena, network->input->nodes);
  names_init(&demands.told, arena);
  for (uint32_t i = 0; i < list->n; i++) {
    is_new(&demands, &list->v[i]);
  }
  for (uint32_t i = first; i < first + count; i++) {
    node_set_add(&empty, arena, list->v[i].x);
  }
  node_set_close(&empty, arena, &network->down);
  for (uint32_t i = 0; i < empty.list.n; i++) {
    uint32_t x = empty.list.v[i];
    for (uint32_t e = network->not_in.first[x]; e < network->not_in.first[x + 1]; e++) {
      const struct edge *edge = &network->not_in.edges[e];
      add_demand(&demands, (struct demand){.kind = DEMAND_NOT_IN, .x = x, .y = edge->to, .why = edge->why});
    }
    for (uint32_t e = network->overlaps.first[x]; e < network->overlaps.first[x + 1]; e++) {
      const struct edge *edge = &network->overlaps.edges[e];
      struct demand demand = {
          .kind = DEMAND_OVERLAP, .x = x < edge->to ? x : edge->to, .y = x < edge->to ? edge->to : x, .why = edge->why};
      add_demand(&demands, demand);
    }
  }
  names_drop(&demands.told);
  node_set_drop(&empty, arena, network->input->nodes);
}

void breaks_find(const struct network *network, struct arena *arena, uint32_t most, demand_list *list) {
  struct look look = {.network = network, .count = network->input->nodes};
  list->n = 0;
  look_at(&look, not_in_part, arena, most, list);
  for (uint32_t i = 0; i < network->refuted.n && list->n < most; i++) {
    vec_push(arena, list, network->refuted.v[i]);
  }
  if (!network->any_apart) {
    return;
  }
  uint32_t first = list->n;
  uint32_t *last = find_last(network, arena);
  look.last = last;
  look_at(&look, nodes_part, arena, most, list);
  arena_drop(arena, last, ((size_t)network->component_count + 1) * sizeof *last);
  name_nodes_once(list, first);
  uint32_t empty = list->n - first;
  struct node_set suspects;
  find_suspects(network, arena, &suspects);
  look.nodes = suspects.list.v;
  look.count = suspects.list.n;
  look.suspects = &suspects;
  look_at(&look, overlaps_part, arena, most, list);
  node_set_drop(&suspects, arena, network->input->nodes);
  if (network->input->union_count > 0) {
    add_demands_within(network, arena, first, empty, most, list);
  }
}
