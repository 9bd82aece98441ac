/* Facts in an order of their own, so that what follows does not depend on how a document happens to list them: where two
 * proofs are equally short, or two conflicts equally small, the order of the facts decides. */
#include "analyse/analysis.h"

#include <stdlib.h>

static int by_numbers(uint32_t a, uint32_t b) {
  return (a > b) - (a < b);
}

struct numbered_union {
  const uint32_t *members;
  struct graph_union declared;
  uint32_t number;
};

static int by_members(const void *a, const void *b) {
  const struct numbered_union *x = a;
  const struct numbered_union *y = b;
  for (uint32_t m = 0; m < x->declared.count && m < y->declared.count; m++) {
    if (x->members[m] != y->members[m]) {
      return by_numbers(x->members[m], y->members[m]);
    }
  }
  return by_numbers(x->declared.count, y->declared.count);
}

/* Numbers the unions by their members; each set of members has one union only. */
static void order_unions(struct analysis *analysis) {
  struct graph *graph = analysis->graph;
  uint32_t count = graph->unions.n;
  struct numbered_union *unions = arena_alloc(analysis->arena, ((size_t)count + 1) * sizeof *unions);
  uint32_t *renumbered = arena_alloc(analysis->arena, ((size_t)count + 1) * sizeof *renumbered);
  for (uint32_t u = 0; u < count; u++) {
    unions[u] = (struct numbered_union){graph->members.v + graph->unions.v[u].first, graph->unions.v[u], u};
  }
  qsort(unions, count, sizeof *unions, by_members);
  for (uint32_t u = 0; u < count; u++) {
    graph->unions.v[u] = unions[u].declared;
    renumbered[unions[u].number] = u;
  }
  for (uint32_t f = 0; f < graph->fact_count; f++) {
    uint32_t *ends[] = {&graph->facts[f].source, &graph->facts[f].target};
    for (unsigned e = 0; e < 2; e++) {
      if (graph_is_union(graph, *ends[e])) {
        *ends[e] = graph->control_count + renumbered[*ends[e] - graph->control_count];
      }
    }
  }
}

static int by_ends(const struct graph_fact *a, const struct graph_fact *b) {
  int order = by_numbers(a->source, b->source);
  return order != 0 ? order : by_numbers(a->target, b->target);
}

/* By all that is said but the remarks. */
static int by_statement(const struct graph_fact *a, const struct graph_fact *b) {
  int order = by_ends(a, b);
  if (order == 0) {
    order = (int)a->relation - (int)b->relation;
  }
  if (order == 0) {
    order = (int)a->rationale - (int)b->rationale;
  }
  if (order == 0) {
    order = (int)a->strength - (int)b->strength;
  }
  return order != 0 ? order : (int)a->confidence - (int)b->confidence;
}

/* A fact with a number for its remarks, which a check does not keep: the order is the same with and without them. Facts
 * that are alike in everything stand as they are declared. */
struct worded_fact {
  struct graph_fact fact;
  uint32_t remarks;
  uint32_t number;
};

static int by_content(const void *a, const void *b) {
  const struct worded_fact *x = a;
  const struct worded_fact *y = b;
  int order = by_statement(&x->fact, &y->fact);
  if (order == 0) {
    order = by_numbers(x->remarks, y->remarks);
  }
  return order != 0 ? order : by_numbers(x->number, y->number);
}

/* Most mappings are in order: only two facts of the same ends need a closer look. */
static bool is_in_order(const struct graph_fact *facts, uint32_t count) {
  for (uint32_t f = 1; f < count; f++) {
    if (by_ends(&facts[f - 1], &facts[f]) >= 0) {
      return false;
    }
  }
  return true;
}

/* A worker's own, used again for each mapping. */
struct order_scratch {
  VEC(struct graph_fact) placed;
  VEC(uint32_t) ends; /* of the buckets */
  VEC(struct worded_fact) worded;
};

struct ordering {
  const struct graph *graph;
  const struct worker *workers;
  struct order_scratch *scratches; /* by worker */
};

/* Many facts of one source, or of unions. */
static void sort_many(const struct graph *graph, struct worker *worker, struct order_scratch *scratch,
                      struct graph_fact *facts, uint32_t count) {
  vec_reserve(&worker->arena, &scratch->worded, count);
  struct worded_fact *sorted = scratch->worded.v;
  for (uint32_t f = 0; f < count; f++) {
    sorted[f] = (struct worded_fact){.fact = facts[f], .remarks = graph_remarks_hash(graph, &facts[f]), .number = f};
  }
  qsort(sorted, count, sizeof *sorted, by_content);
  for (uint32_t f = 0; f < count; f++) {
    facts[f] = sorted[f].fact;
  }
}

static bool stands_before(const struct graph *graph, const struct graph_fact *a, const struct graph_fact *b) {
  int order = by_statement(a, b);
  return order < 0 || (order == 0 && graph_remarks_hash(graph, a) < graph_remarks_hash(graph, b));
}

/* The usual few facts of one source: each moves down to its place, past none that is alike. */
static void sort_few(const struct graph *graph, struct graph_fact *facts, uint32_t count) {
  for (uint32_t f = 1; f < count; f++) {
    struct graph_fact fact = facts[f];
    uint32_t at = f;
    for (; at > 0 && stands_before(graph, &fact, &facts[at - 1]); at--) {
      facts[at] = facts[at - 1];
    }
    facts[at] = fact;
  }
}

static uint32_t bucket_of(const struct graph *graph, const struct graph_framework *source,
                          const struct graph_fact *fact) {
  return graph_is_union(graph, fact->source) ? source->count : fact->source - source->first;
}

/* Into a bucket for each source, with one for all unions behind them. `ends` gets where each ends. */
static void place(const struct graph *graph, const struct graph_framework *source, struct graph_fact *facts,
                  uint32_t count, struct graph_fact *placed, uint32_t *ends) {
  memset(ends, 0, ((size_t)source->count + 2) * sizeof *ends);
  for (uint32_t f = 0; f < count; f++) {
    ends[bucket_of(graph, source, &facts[f]) + 1]++;
  }
  for (uint32_t b = 0; b <= source->count; b++) {
    ends[b + 1] += ends[b];
  }
  for (uint32_t f = 0; f < count; f++) {
    placed[ends[bucket_of(graph, source, &facts[f])]++] = facts[f];
  }
  memcpy(facts, placed, count * sizeof *facts);
}

static void order_mapping(void *context, struct worker *worker, uint32_t item) {
  enum { FEW = 16 };
  const struct ordering *ordering = context;
  const struct graph *graph = ordering->graph;
  const struct graph_mapping *mapping = &graph->mappings.v[item];
  struct graph_fact *facts = graph->facts + mapping->first_fact;
  if (is_in_order(facts, mapping->fact_count)) {
    return;
  }
  const struct graph_framework *source = &graph->frameworks.v[mapping->source];
  struct order_scratch *scratch = &ordering->scratches[worker - ordering->workers];
  vec_reserve(&worker->arena, &scratch->placed, mapping->fact_count);
  vec_reserve(&worker->arena, &scratch->ends, source->count + 2);
  const uint32_t *ends = scratch->ends.v;
  place(graph, source, facts, mapping->fact_count, scratch->placed.v, scratch->ends.v);
  for (uint32_t b = 0, from = 0; b <= source->count; from = ends[b++]) {
    if (ends[b] - from > FEW) {
      sort_many(graph, worker, scratch, facts + from, ends[b] - from);
    } else {
      sort_few(graph, facts + from, ends[b] - from);
    }
  }
}

bool order_facts(struct analysis *analysis) {
  if (analysis->graph->unions.n > 1) {
    order_unions(analysis);
  }
  struct parallel *parallel = analysis->parallel;
  struct ordering ordering = {.graph = analysis->graph, .workers = parallel->workers};
  ordering.scratches = arena_zalloc(analysis->arena, parallel->count * sizeof *ordering.scratches);
  bool complete = parallel_each(parallel, analysis->graph->mappings.n, order_mapping, &ordering);
  for (unsigned w = 0; w < parallel->count; w++) {
    struct order_scratch *scratch = &ordering.scratches[w];
    struct arena *arena = &parallel->workers[w].arena;
    arena_drop(arena, scratch->placed.v, scratch->placed.capacity * sizeof *scratch->placed.v);
    arena_drop(arena, scratch->ends.v, scratch->ends.capacity * sizeof *scratch->ends.v);
    arena_drop(arena, scratch->worded.v, scratch->worded.capacity * sizeof *scratch->worded.v);
  }
  return complete;
}
