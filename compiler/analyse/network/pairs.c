/* Facts side by side: for each two frameworks all facts between them, sorted, and what one pair of controls says of itself. */
#include "analyse/analysis.h"

#include <stdlib.h>

struct reading analysis_read(const struct graph *graph, const struct graph_fact *fact, uint32_t from) {
  const struct graph_mapping *mapping = &graph->mappings.v[fact->mapping];
  if (mapping->source == from) {
    return (struct reading){fact->source, fact->target, (enum relation)fact->relation};
  }
  return (struct reading){fact->target, fact->source, relation_inverse((enum relation)fact->relation)};
}

/* As analysis_read from the lower framework; within one framework from the lower node, so that both ways meet. */
struct reading analysis_read_low(const struct graph *graph, const struct graph_fact *fact,
                                 const struct pair_facts *pair) {
  struct reading reading = analysis_read(graph, fact, pair->low);
  if (pair->low == pair->high && reading.x > reading.y) {
    reading = (struct reading){reading.y, reading.x, relation_inverse(reading.relation)};
  }
  return reading;
}

struct mapping_key {
  uint32_t low;
  uint32_t high;
  uint32_t mapping;
};

static int by_pair(const void *a, const void *b) {
  const struct mapping_key *x = a;
  const struct mapping_key *y = b;
  if (x->low != y->low) {
    return x->low < y->low ? -1 : 1;
  }
  if (x->high != y->high) {
    return x->high < y->high ? -1 : 1;
  }
  return (x->mapping > y->mapping) - (x->mapping < y->mapping);
}

const struct pair_facts *analysis_pair(const struct analysis *analysis, uint32_t a, uint32_t b) {
  struct mapping_key key = {.low = a < b ? a : b, .high = a < b ? b : a};
  uint32_t low = 0;
  uint32_t high = analysis->pairs.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    const struct pair_facts *pair = &analysis->pairs.v[middle];
    struct mapping_key here = {.low = pair->low, .high = pair->high};
    int order = by_pair(&here, &key);
    if (order == 0) {
      return pair;
    }
    if (order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return NULL;
}

/* One fact with what it is sorted by. */
struct sorted_fact {
  uint32_t x_first;
  uint32_t y_first;
  uint32_t x;
  uint32_t y;
  uint32_t fact;
};

static int by_ends(const void *a, const void *b) {
  const uint32_t *x = (const uint32_t *)a;
  const uint32_t *y = (const uint32_t *)b;
  for (unsigned i = 0; i < sizeof(struct sorted_fact) / sizeof *x; i++) {
    if (x[i] != y[i]) {
      return x[i] < y[i] ? -1 : 1;
    }
  }
  return 0;
}

static void sort_run(struct sorted_fact *facts, uint32_t count) {
  enum { SHORT = 16 };
  if (count > SHORT) {
    qsort(facts, count, sizeof *facts, by_ends);
    return;
  }
  for (uint32_t i = 1; i < count; i++) {
    struct sorted_fact fact = facts[i];
    uint32_t at = i;
    for (; at > 0 && by_ends(&facts[at - 1], &fact) > 0; at--) {
      facts[at] = facts[at - 1];
    }
    facts[at] = fact;
  }
}

static void mark_mapped(const struct graph *graph, struct pair_facts *pair, uint32_t node, unsigned side) {
  uint32_t first = graph->frameworks.v[side == 0 ? pair->low : pair->high].first;
  if (!graph_is_union(graph, node)) {
    pair->mapped[side][node - first] = true;
    return;
  }
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  for (uint32_t m = 0; m < group->count; m++) {
    pair->mapped[side][graph->members.v[group->first + m] - first] = true;
  }
}

typedef VEC(struct sorted_fact) sorted_facts;

/* A worker's own, used again for each pair. */
struct collecting {
  struct analysis *analysis;
  struct pair_scratch {
    sorted_facts sorted;
    sorted_facts placed;
    VEC(uint32_t) starts;
  } * scratches;
};

/* Reads, sorts and notes who is mapped: first into buckets by the first end, then each bucket. */
static void collect_pair(void *context, struct worker *worker, uint32_t item) {
  struct analysis *analysis = ((struct collecting *)context)->analysis;
  struct pair_scratch *scratch = &((struct collecting *)context)->scratches[worker - analysis->parallel->workers];
  const struct graph *graph = analysis->graph;
  struct pair_facts *pair = &analysis->pairs.v[item];
  const struct graph_framework *low = &graph->frameworks.v[pair->low];
  const struct graph_framework *high = &graph->frameworks.v[pair->high];
  pair->mapped[0] = arena_zalloc(&worker->arena, (size_t)low->count + 1);
  pair->mapped[1] = pair->low == pair->high ? pair->mapped[0] : arena_zalloc(&worker->arena, (size_t)high->count + 1);
  pair->facts = arena_alloc(&worker->arena, ((size_t)pair->count + 1) * sizeof *pair->facts);
  if (pair->count == 0) {
    return; /* mappings without a fact */
  }
  vec_reserve(&worker->arena, &scratch->sorted, pair->count);
  vec_reserve(&worker->arena, &scratch->placed, pair->count);
  vec_reserve(&worker->arena, &scratch->starts, low->count + 2);
  struct sorted_fact *sorted = scratch->sorted.v;
  struct sorted_fact *placed = scratch->placed.v;
  uint32_t *starts = scratch->starts.v;
  memset(starts, 0, ((size_t)low->count + 2) * sizeof *starts);
  uint32_t n = 0;
  for (uint32_t m = 0; m < pair->mapping_count; m++) {
    const struct graph_mapping *mapping = &graph->mappings.v[analysis->pair_mappings.v[pair->first_mapping + m]];
    for (uint32_t f = mapping->first_fact; f < mapping->first_fact + mapping->fact_count; f++) {
      struct reading reading = analysis_read_low(graph, &graph->facts[f], pair);
      sorted[n] = (struct sorted_fact){.x_first = graph_first_member(graph, reading.x),
                                       .y_first = graph_first_member(graph, reading.y),
                                       .x = reading.x,
                                       .y = reading.y,
                                       .fact = f};
      starts[sorted[n++].x_first - low->first + 1]++;
      if (reading.relation != REL_NONE && !mapping->composed) {
        mark_mapped(graph, pair, reading.x, 0);
        mark_mapped(graph, pair, reading.y, 1);
      }
    }
  }
  for (uint32_t i = 0; i < low->count; i++) {
    starts[i + 1] += starts[i];
  }
  for (uint32_t i = 0; i < n; i++) {
    placed[starts[sorted[i].x_first - low->first]++] = sorted[i];
  }
  for (uint32_t i = 0, from = 0; i < low->count; from = starts[i++]) {
    sort_run(placed + from, starts[i] - from);
  }
  for (uint32_t i = 0; i < n; i++) {
    pair->facts[i] = placed[i].fact;
  }
}

static void note_examined(const struct graph_mapping *mapping, struct pair_facts *pair) {
  unsigned examined = mapping->composed ? EXAMINED_NONE : mapping->declared->examined;
  bool forth = mapping->source == pair->low;
  if (examined == EXAMINED_BOTH || examined == EXAMINED_SOURCE) {
    pair->examined[forth ? 0 : 1] = true;
  }
  if (examined == EXAMINED_BOTH || examined == EXAMINED_TARGET) {
    pair->examined[forth ? 1 : 0] = true;
  }
}

bool collect_pairs(struct analysis *analysis) {
  const struct graph *graph = analysis->graph;
  struct mapping_key *keys = arena_alloc(analysis->arena, ((size_t)graph->mappings.n + 1) * sizeof *keys);
  for (uint32_t i = 0; i < graph->mappings.n; i++) {
    const struct graph_mapping *mapping = &graph->mappings.v[i];
    bool forth = mapping->source < mapping->target;
    keys[i] = (struct mapping_key){.low = forth ? mapping->source : mapping->target,
                                   .high = forth ? mapping->target : mapping->source,
                                   .mapping = i};
  }
  qsort(keys, graph->mappings.n, sizeof *keys, by_pair);
  for (uint32_t i = 0; i < graph->mappings.n; i++) {
    if (i == 0 || keys[i].low != keys[i - 1].low || keys[i].high != keys[i - 1].high) {
      vec_push(analysis->arena, &analysis->pairs,
               (struct pair_facts){.low = keys[i].low, .high = keys[i].high, .first_mapping = i});
    }
    struct pair_facts *pair = &analysis->pairs.v[analysis->pairs.n - 1];
    pair->mapping_count++;
    pair->count += graph->mappings.v[keys[i].mapping].fact_count;
    note_examined(&graph->mappings.v[keys[i].mapping], pair);
    vec_push(analysis->arena, &analysis->pair_mappings, keys[i].mapping);
  }
  struct collecting collecting = {.analysis = analysis};
  collecting.scratches = arena_zalloc(analysis->arena, analysis->parallel->count * sizeof *collecting.scratches);
  bool complete = parallel_each(analysis->parallel, analysis->pairs.n, collect_pair, &collecting);
  for (unsigned w = 0; w < analysis->parallel->count; w++) {
    struct pair_scratch *scratch = &collecting.scratches[w];
    struct arena *arena = &analysis->parallel->workers[w].arena;
    arena_drop(arena, scratch->sorted.v, scratch->sorted.capacity * sizeof *scratch->sorted.v);
    arena_drop(arena, scratch->placed.v, scratch->placed.capacity * sizeof *scratch->placed.v);
    arena_drop(arena, scratch->starts.v, scratch->starts.capacity * sizeof *scratch->starts.v);
  }
  return complete;
}
