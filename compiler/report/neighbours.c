/* Lists of neighbours, one walk from each control. */
#include "report/neighbours.h"

#include <stdatomic.h>

/* Lists are kept as long as all of them together are no longer than this: 64 MiB, or where that is more, 1 KiB for each
 * control. In a small catalogue all are kept, however much is connected with all else; in a large one memory holds what most
 * controls have. */
enum { MOST_KEPT = 1 << 23, MOST_KEPT_EACH = 128, MOST_FRAMEWORKS = 1 << 23 };

void neighbour_finder_init(struct neighbour_finder *finder, const struct analysis *analysis, struct arena *arena) {
  *finder = (struct neighbour_finder){.analysis = analysis};
  walk_init(&finder->walk, &analysis->network, arena);
  finder->slot = arena_alloc(arena, ((size_t)graph_node_count(analysis->graph) + 1) * sizeof *finder->slot);
}

static struct neighbour *add_neighbour(struct neighbour_finder *finder, uint32_t node) {
  const struct graph *graph = finder->analysis->graph;
  const struct graph_control *control = &graph->controls[graph_first_member(graph, node)];
  struct neighbour neighbour = {
      .node = node,
      .framework = control->framework & (MOST_FRAMEWORKS - 1),
      .plain = !graph_is_union(graph, node) && !control->group && !control->withdrawn,
  };
  finder->slot[node] = finder->list.n;
  vec_push(finder->walk.arena, &finder->list, neighbour);
  return &finder->list.v[finder->list.n - 1];
}

/* The strength of a fact is that of the edges it makes; those of the hierarchy and of conclusions have none. */
static void note_along(struct neighbour_finder *finder, uint32_t node, const struct adjacency *edges) {
  const struct graph_fact *facts = finder->analysis->graph->facts;
  for (uint32_t e = edges->first[node]; e < edges->first[node + 1]; e++) {
    if (why_is_fact(edges->edges[e].why) && is_followed(finder->walk.network, &edges->edges[e])) {
      uint8_t strength = facts[edges->edges[e].why].strength;
      struct neighbour *neighbour = &finder->list.v[finder->slot[edges->edges[e].to]];
      if (strength != UNSTATED_NUMBER && strength > neighbour->strength) {
        neighbour->strength = strength & 15U;
      }
    }
  }
}

static void note_strengths(struct neighbour_finder *finder, uint32_t node) {
  const struct network *network = finder->walk.network;
  note_along(finder, node, &network->up);
  note_along(finder, node, &network->down);
  note_along(finder, node, &network->overlaps);
  note_along(finder, node, &network->relates);
}

struct neighbours find_neighbours(struct neighbour_finder *finder, uint32_t node) {
  struct walk *walk = &finder->walk;
  walk_from(walk, node);
  finder->list.n = 0;
  for (uint32_t i = 0; i < walk->around.list.n; i++) {
    add_neighbour(finder, walk->around.list.v[i])->overlaps = true;
  }
  for (uint32_t i = 0; i < walk->above.list.n; i++) {
    finder->list.v[finder->slot[walk->above.list.v[i]]].holds = true;
  }
  for (uint32_t i = 0; i < walk->below.list.n; i++) {
    finder->list.v[finder->slot[walk->below.list.v[i]]].held = true;
  }
  walk_related(walk);
  for (uint32_t i = 0; i < walk->related.list.n; i++) {
    if (!node_set_has(&walk->around, walk->related.list.v[i])) {
      add_neighbour(finder, walk->related.list.v[i])->relates = true;
    }
  }
  note_strengths(finder, node);
  const struct node_set *apart = walk_apart(walk);
  for (uint32_t i = 0; i < apart->list.n; i++) {
    if (!node_set_has(&walk->related, apart->list.v[i])) {
      add_neighbour(finder, apart->list.v[i]);
    }
  }
  return (struct neighbours){finder->list.v, finder->list.n};
}

/* The same for a control that is proved equal to the one asked for last: only the strengths are its own. */
static struct neighbours find_neighbours_of_equal(struct neighbour_finder *finder, uint32_t node) {
  for (uint32_t i = 0; i < finder->list.n; i++) {
    finder->list.v[i].strength = 0;
  }
  note_strengths(finder, node);
  return (struct neighbours){finder->list.v, finder->list.n};
}

struct listing {
  const struct analysis *analysis;
  struct neighbour_finder *finders; /* by worker; made on first use */
  const bool *used;                 /* by framework: stands in a crosswalk */
  uint64_t most;
  atomic_uint_fast64_t kept;
  struct neighbours *of; /* by control */
};

static bool is_listed(const struct listing *listing, uint32_t node) {
  const struct graph *graph = listing->analysis->graph;
  if (graph_is_union(graph, node)) {
    return false;
  }
  const struct graph_control *control = &graph->controls[node];
  return !control->group && !control->withdrawn && listing->used[control->framework];
}

static void keep(struct listing *listing, struct arena *arena, uint32_t node, struct neighbours found) {
  if (atomic_fetch_add(&listing->kept, found.n) + found.n > listing->most) {
    return;
  }
  struct neighbour *copy = arena_alloc(arena, found.n * sizeof *copy);
  memcpy(copy, found.v, found.n * sizeof *copy);
  listing->of[node] = (struct neighbours){copy, found.n};
}

static bool starts_component(const struct network *network, uint32_t place) {
  return place == 0 || network->component[network->order[place]] != network->component[network->order[place - 1]];
}

/* Lists the controls that are proved equal to the one at the place of the order; returns the place behind them. */
static uint32_t list_component(struct listing *listing, struct neighbour_finder *finder, struct arena *arena,
                               uint32_t place) {
  const struct network *network = &listing->analysis->network;
  bool walked = false;
  do {
    uint32_t node = network->order[place++];
    if (is_listed(listing, node)) {
      keep(listing, arena, node, walked ? find_neighbours_of_equal(finder, node) : find_neighbours(finder, node));
      walked = true;
    }
  } while (place < network->input->nodes && !starts_component(network, place));
  return place;
}

enum { PART = 256 }; /* nodes that a worker takes at a time */

static void list_part(void *context, struct worker *worker, uint32_t item) {
  struct listing *listing = context;
  const struct network *network = &listing->analysis->network;
  struct neighbour_finder *finder = &listing->finders[worker - listing->analysis->parallel->workers];
  if (finder->analysis == NULL) {
    neighbour_finder_init(finder, listing->analysis, &worker->arena);
  }
  uint32_t place = item * PART;
  uint32_t end = network->input->nodes - place < PART ? network->input->nodes : place + PART;
  while (place < end && !starts_component(network, place)) {
    place++;
  }
  while (place < end) {
    place = list_component(listing, finder, &worker->arena, place);
  }
}

const struct neighbours *list_neighbours(const struct analysis *analysis, struct arena *arena) {
  const struct graph *graph = analysis->graph;
  if (graph->frameworks.n > MOST_FRAMEWORKS) {
    arena_fail(arena);
  }
  bool *used = arena_zalloc(arena, (size_t)graph->frameworks.n + 1);
  for (uint32_t i = 0; i < analysis->crosswalks.n; i++) {
    used[analysis->crosswalks.v[i].frameworks[0]] = true;
    for (uint32_t h = 0; h < analysis->crosswalks.v[i].held_count; h++) {
      used[analysis->crosswalks.v[i].held[h]] = true;
    }
  }
  uint64_t each = (uint64_t)graph->control_count * MOST_KEPT_EACH;
  struct listing listing = {.analysis = analysis, .used = used, .most = each > MOST_KEPT ? each : MOST_KEPT};
  listing.finders = arena_zalloc(arena, analysis->parallel->count * sizeof *listing.finders);
  listing.of = arena_zalloc(arena, ((size_t)graph->control_count + 1) * sizeof *listing.of);
  uint32_t parts = (analysis->network.input->nodes + PART - 1) / PART;
  return parallel_each(analysis->parallel, parts, list_part, &listing) ? listing.of : NULL;
}
