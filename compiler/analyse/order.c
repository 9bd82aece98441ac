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

/* A fact with a number for its remarks, which a check does not keep: the order is the same with and without them. Facts
 * that are alike in everything stand as they are declared. */
struct worded_fact {
  struct graph_fact fact;
  uint32_t remarks;
  uint32_t number;
};

static int by_ends(const struct graph_fact *a, const struct graph_fact *b) {
  int order = by_numbers(a->source, b->source);
  return order != 0 ? order : by_numbers(a->target, b->target);
}

static int by_content(const void *a, const void *b) {
  const struct worded_fact *x = a;
  const struct worded_fact *y = b;
  int order = by_ends(&x->fact, &y->fact);
  if (order == 0) {
    order = (int)x->fact.relation - (int)y->fact.relation;
  }
  if (order == 0) {
    order = (int)x->fact.rationale - (int)y->fact.rationale;
  }
  if (order == 0) {
    order = (int)x->fact.strength - (int)y->fact.strength;
  }
  if (order == 0) {
    order = (int)x->fact.confidence - (int)y->fact.confidence;
  }
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

typedef VEC(struct worded_fact) worded_facts;

struct ordering {
  const struct graph *graph;
  const struct worker *workers;
  worded_facts *facts; /* by worker, of the mapping at hand */
};

static void order_mapping(void *context, struct worker *worker, uint32_t item) {
  const struct ordering *ordering = context;
  const struct graph *graph = ordering->graph;
  const struct graph_mapping *mapping = &graph->mappings.v[item];
  struct graph_fact *facts = graph->facts + mapping->first_fact;
  uint32_t count = mapping->fact_count;
  if (is_in_order(facts, count)) {
    return;
  }
  worded_facts *scratch = &ordering->facts[worker - ordering->workers];
  vec_reserve(&worker->arena, scratch, count);
  struct worded_fact *sorted = scratch->v;
  for (uint32_t f = 0; f < count; f++) {
    sorted[f] = (struct worded_fact){.fact = facts[f], .remarks = graph_remarks_hash(graph, &facts[f]), .number = f};
  }
  qsort(sorted, count, sizeof *sorted, by_content);
  for (uint32_t f = 0; f < count; f++) {
    facts[f] = sorted[f].fact;
  }
}

bool order_facts(struct analysis *analysis) {
  if (analysis->graph->unions.n > 1) {
    order_unions(analysis);
  }
  struct parallel *parallel = analysis->parallel;
  struct ordering ordering = {.graph = analysis->graph, .workers = parallel->workers};
  ordering.facts = arena_zalloc(analysis->arena, parallel->count * sizeof *ordering.facts);
  return parallel_each(parallel, analysis->graph->mappings.n, order_mapping, &ordering);
}
