/* Looking at every demand once, with no more walking than the components leave open. */
#include "analyse/breaks.h"

struct finder {
  const struct network *network;
  struct arena *arena;
  uint32_t most;
  broken_list *list;
  struct node_set here;
  struct node_set there;
};

static void found(struct finder *finder, enum conflict_kind kind, uint32_t x, uint32_t y, uint32_t why) {
  if (finder->list->n < finder->most) {
    vec_push(finder->arena, finder->list, (struct broken){.kind = kind, .x = x, .y = y, .why = why});
  }
}

static void close_over(struct finder *finder, struct node_set *set, uint32_t node, const struct adjacency *edges) {
  node_set_clear(set, finder->network->input->nodes);
  node_set_add(set, finder->arena, node);
  node_set_close(set, finder->arena, edges);
}

/* Uppers have the same component or one with a smaller number: most questions end there. */
static bool is_in(struct finder *finder, uint32_t x, uint32_t y) {
  const uint32_t *component = finder->network->component;
  if (component[x] == component[y]) {
    return true;
  }
  if (component[y] > component[x]) {
    return false;
  }
  close_over(finder, &finder->here, x, &finder->network->up);
  return node_set_has(&finder->here, y);
}

static void find_not_in(struct finder *finder) {
  const struct adjacency *not_in = &finder->network->not_in;
  for (uint32_t x = 0; x < finder->network->input->nodes; x++) {
    for (uint32_t e = not_in->first[x]; e < not_in->first[x + 1]; e++) {
      if (is_in(finder, x, not_in->edges[e].to)) {
        found(finder, CONFLICT_NOT_IN, x, not_in->edges[e].to, not_in->edges[e].why);
      }
    }
  }
}

static void find_controls(struct finder *finder) {
  const struct adjacency *aparts = &finder->network->aparts;
  for (uint32_t p = 0; p < finder->network->input->nodes; p++) {
    if (aparts->first[p] == aparts->first[p + 1]) {
      continue;
    }
    close_over(finder, &finder->here, p, &finder->network->down);
    for (uint32_t e = aparts->first[p]; e < aparts->first[p + 1]; e++) {
      uint32_t q = aparts->edges[e].to;
      if (q < p) {
        continue; /* seen from the other end */
      }
      close_over(finder, &finder->there, q, &finder->network->down);
      bool both = false;
      for (uint32_t i = 0; i < finder->there.list.n && !both; i++) {
        both = node_set_has(&finder->here, finder->there.list.v[i]);
      }
      if (both) {
        found(finder, CONFLICT_CONTROL, p, q, aparts->edges[e].why);
      }
    }
  }
}

/* Whether something that holds x is apart from something that holds y. */
static bool is_apart(struct finder *finder, uint32_t x, uint32_t y) {
  const struct adjacency *aparts = &finder->network->aparts;
  close_over(finder, &finder->here, x, &finder->network->up);
  close_over(finder, &finder->there, y, &finder->network->up);
  for (uint32_t i = 0; i < finder->here.list.n; i++) {
    uint32_t p = finder->here.list.v[i];
    for (uint32_t e = aparts->first[p]; e < aparts->first[p + 1]; e++) {
      if (node_set_has(&finder->there, aparts->edges[e].to)) {
        return true;
      }
    }
  }
  return false;
}

static void find_overlaps(struct finder *finder) {
  const struct network *network = finder->network;
  uint32_t nodes = network->input->nodes;
  struct node_set *under = &finder->there;
  node_set_clear(under, nodes);
  for (uint32_t n = 0; n < nodes; n++) {
    if (network->aparts.first[n] < network->aparts.first[n + 1]) {
      node_set_add(under, finder->arena, n);
    }
  }
  node_set_close(under, finder->arena, &network->down);
  struct node_set suspects = *under;
  finder->there.list.v = NULL;
  finder->there.list.n = 0;
  finder->there.list.capacity = 0;
  marks_init(&finder->there.marks, finder->arena, nodes);
  for (uint32_t i = 0; i < suspects.list.n; i++) {
    uint32_t x = suspects.list.v[i];
    for (uint32_t e = network->overlaps.first[x]; e < network->overlaps.first[x + 1]; e++) {
      const struct edge *edge = &network->overlaps.edges[e];
      bool once = network->input->facts[edge->why].source == x;
      if (once && node_set_has(&suspects, edge->to) && is_apart(finder, x, edge->to)) {
        found(finder, CONFLICT_OVERLAP, x, edge->to, edge->why);
      }
    }
  }
}

void breaks_find(const struct network *network, struct arena *arena, uint32_t most, broken_list *list) {
  struct finder finder = {.network = network, .arena = arena, .most = most, .list = list};
  list->n = 0;
  node_set_init(&finder.here, arena, network->input->nodes);
  node_set_init(&finder.there, arena, network->input->nodes);
  find_not_in(&finder);
  if (network->any_apart) {
    find_controls(&finder);
    find_overlaps(&finder);
  }
}
