/* Lists of neighbours, one walk from each control. */
#include "report/neighbours.h"

/* The lists of a framework are kept while they are no longer than this: 1 KiB for each control, or where that is more, its
 * share of 64 MiB. In a small catalogue all are kept, however much is connected with all else; in a large one memory holds
 * what most frameworks have. */
enum { MOST_KEPT_EACH = 128, MOST_KEPT = 1 << 23, MOST_FRAMEWORKS = 1 << 24 };

void neighbour_finder_init(struct neighbour_finder *finder, const struct analysis *analysis, struct arena *arena) {
  *finder = (struct neighbour_finder){.analysis = analysis};
  walk_init(&finder->walk, &analysis->network, arena);
  finder->slot = arena_alloc(arena, ((size_t)graph_node_count(analysis->graph) + 1) * sizeof *finder->slot);
}

static void add_neighbour(struct neighbour_finder *finder, uint32_t node, bool overlaps) {
  const struct graph *graph = finder->analysis->graph;
  const struct graph_control *control = &graph->controls[graph_first_member(graph, node)];
  struct neighbour neighbour = {
      .node = node,
      .framework = control->framework & (MOST_FRAMEWORKS - 1),
      .overlaps = overlaps,
      .plain = !graph_is_union(graph, node) && !control->group && !control->withdrawn,
  };
  finder->slot[node] = finder->list.n;
  vec_push(finder->walk.arena, &finder->list, neighbour);
}

/* The strength of a fact is that of the edges it makes; those of the hierarchy and of conclusions have none. */
static void note_strengths(struct neighbour_finder *finder, const struct adjacency *edges) {
  const struct walk *walk = &finder->walk;
  const struct graph_fact *facts = finder->analysis->graph->facts;
  for (uint32_t e = edges->first[walk->node]; e < edges->first[walk->node + 1]; e++) {
    if (why_is_fact(edges->edges[e].why)) {
      uint8_t strength = facts[edges->edges[e].why].strength;
      struct neighbour *neighbour = &finder->list.v[finder->slot[edges->edges[e].to]];
      if (strength != UNSTATED_NUMBER && strength > neighbour->strength) {
        neighbour->strength = strength & 15U;
      }
    }
  }
}

struct neighbours find_neighbours(struct neighbour_finder *finder, uint32_t node) {
  struct walk *walk = &finder->walk;
  walk_from(walk, node);
  finder->list.n = 0;
  for (uint32_t i = 0; i < walk->around.list.n; i++) {
    add_neighbour(finder, walk->around.list.v[i], true);
  }
  for (uint32_t i = 0; i < walk->above.list.n; i++) {
    finder->list.v[finder->slot[walk->above.list.v[i]]].holds = true;
  }
  note_strengths(finder, &walk->network->up);
  note_strengths(finder, &walk->network->down);
  note_strengths(finder, &walk->network->overlaps);
  const struct node_set *apart = walk_apart(walk);
  for (uint32_t i = 0; i < apart->list.n; i++) {
    add_neighbour(finder, apart->list.v[i], false);
  }
  return (struct neighbours){finder->list.v, finder->list.n};
}

struct listing {
  const struct analysis *analysis;
  struct neighbour_finder *finders; /* by worker; made on first use */
  const uint32_t *frameworks;
  uint32_t framework_count;
  struct neighbours *of; /* by control */
};

/* Keeps the lists of one framework in one piece of memory, or none of them if they are long. */
static void list_framework(void *context, struct worker *worker, uint32_t item) {
  struct listing *listing = context;
  const struct graph *graph = listing->analysis->graph;
  const struct graph_framework *framework = &graph->frameworks.v[listing->frameworks[item]];
  struct neighbour_finder *finder = &listing->finders[worker - listing->analysis->parallel->workers];
  if (finder->analysis == NULL) {
    neighbour_finder_init(finder, listing->analysis, &worker->arena);
  }
  uint64_t share = MOST_KEPT / listing->framework_count;
  uint64_t most = (uint64_t)framework->count * MOST_KEPT_EACH;
  most = most > share ? most : share;
  uint64_t kept = 0;
  for (uint32_t node = framework->first; node < framework->first + framework->count; node++) {
    if (graph->controls[node].group || graph->controls[node].withdrawn) {
      continue;
    }
    struct neighbours found = find_neighbours(finder, node);
    kept += found.n;
    if (kept > most) {
      memset(listing->of + framework->first, 0, framework->count * sizeof *listing->of);
      return;
    }
    struct neighbour *copy = arena_alloc(&worker->arena, found.n * sizeof *copy);
    memcpy(copy, found.v, found.n * sizeof *copy);
    listing->of[node] = (struct neighbours){copy, found.n};
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
    used[analysis->crosswalks.v[i].frameworks[1]] = true;
  }
  uint32_t *frameworks = arena_alloc(arena, ((size_t)graph->frameworks.n + 1) * sizeof *frameworks);
  uint32_t count = 0;
  for (uint32_t f = 0; f < graph->frameworks.n; f++) {
    if (used[f]) {
      frameworks[count++] = f;
    }
  }
  struct listing listing = {.analysis = analysis, .frameworks = frameworks, .framework_count = count};
  listing.finders = arena_zalloc(arena, analysis->parallel->count * sizeof *listing.finders);
  listing.of = arena_zalloc(arena, ((size_t)graph->control_count + 1) * sizeof *listing.of);
  return parallel_each(analysis->parallel, count, list_framework, &listing) ? listing.of : NULL;
}
