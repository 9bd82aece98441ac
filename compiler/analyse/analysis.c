/* Judging, step by step. */
#include "analyse/judge/checks.h"
#include "analyse/statements.h"

#include <stdlib.h>

bool analyse_facts(struct analysis *analysis, struct graph *graph, const struct analysis_options *options,
                   struct parallel *parallel, struct arena *arena, struct findings *findings) {
  *analysis = (struct analysis){.graph = graph, .parallel = parallel, .arena = arena, .options = options};
  if (!order_facts(analysis) || !collect_pairs(analysis)) {
    return false;
  }
  checks_run(analysis, STAGE_PAIRS, findings);
  if (!join_statements(analysis)) {
    return false;
  }
  prepare_network(analysis);
  if (!conflicts_settle(analysis)) {
    return false;
  }
  checks_run(analysis, STAGE_SETTLED, findings);
  settle_correspondences(analysis, findings);
  checks_run(analysis, STAGE_NETWORK, findings);
  return true;
}

/* Where the facts of each framework are: those of the mappings from it and to it. */
static void list_fact_stretches(const struct graph *graph, struct arena *arena, struct network_region *regions) {
  struct stretch *stretches = arena_alloc(arena, ((size_t)graph->mappings.n * 2 + 1) * sizeof *stretches);
  for (uint32_t m = 0; m < graph->mappings.n; m++) {
    const struct graph_mapping *mapping = &graph->mappings.v[m];
    regions[mapping->source].fact_stretch_count++;
    regions[mapping->target].fact_stretch_count += mapping->source != mapping->target;
  }
  struct stretch **next = arena_alloc(arena, ((size_t)graph->frameworks.n + 1) * sizeof *next);
  for (uint32_t f = 0; f < graph->frameworks.n; f++) {
    regions[f].fact_stretches = next[f] = stretches;
    stretches += regions[f].fact_stretch_count;
  }
  for (uint32_t m = 0; m < graph->mappings.n; m++) {
    const struct graph_mapping *mapping = &graph->mappings.v[m];
    struct stretch stretch = {.first = mapping->first_fact, .count = mapping->fact_count};
    *next[mapping->source]++ = stretch;
    if (mapping->source != mapping->target) {
      *next[mapping->target]++ = stretch;
    }
  }
}

/* A region for each framework: its controls, and the unions of these, which are in order of their members. */
static const struct network_region *list_regions(const struct graph *graph, struct arena *arena) {
  struct network_region *regions = arena_zalloc(arena, ((size_t)graph->frameworks.n + 1) * sizeof *regions);
  for (uint32_t f = 0; f < graph->frameworks.n; f++) {
    regions[f].nodes = (struct stretch){.first = graph->frameworks.v[f].first, .count = graph->frameworks.v[f].count};
  }
  for (uint32_t node = graph->control_count; node < graph_node_count(graph); node++) {
    struct stretch *unions = &regions[graph_framework_of(graph, node)].unions;
    unions->first = unions->count == 0 ? node : unions->first;
    unions->count++;
  }
  list_fact_stretches(graph, arena, regions);
  return regions;
}

/* Hierarchy and unions as the network wants them. What is withdrawn, or an option, stands outside of the hierarchy. */
void prepare_network(struct analysis *analysis) {
  const struct graph *graph = analysis->graph;
  struct arena *arena = analysis->arena;
  uint32_t nodes = graph_node_count(graph);
  uint32_t *parent = arena_alloc(arena, ((size_t)nodes + 1) * sizeof *parent);
  uint32_t *union_of = arena_alloc(arena, ((size_t)nodes + 1) * sizeof *union_of);
  VEC(struct network_union) unions = {0};
  VEC(uint32_t) members = {0};
  for (uint32_t n = 0; n < graph->control_count; n++) {
    const struct graph_control *control = &graph->controls[n];
    parent[n] = graph_whole_of(graph, n);
    union_of[n] = NO_INDEX;
    if (!control->exhaustive) {
      continue;
    }
    union_of[n] = unions.n;
    struct network_union group = {.node = n, .first = members.n, .of_children = true};
    for (uint32_t child = n + 1; child < control->end; child = graph->controls[child].end) {
      if (graph_whole_of(graph, child) == n) {
        vec_push(arena, &members, child);
        group.count++;
      }
    }
    vec_push(arena, &unions, group);
  }
  for (uint32_t u = 0; u < graph->unions.n; u++) {
    const struct graph_union *declared = &graph->unions.v[u];
    uint32_t node = graph->control_count + u;
    parent[node] = NO_INDEX;
    union_of[node] = unions.n;
    vec_push(arena, &unions, (struct network_union){.node = node, .first = members.n, .count = declared->count});
    for (uint32_t m = 0; m < declared->count; m++) {
      vec_push(arena, &members, graph->members.v[declared->first + m]);
    }
  }
  analysis->input = (struct network_input){
      .nodes = nodes,
      .parent = parent,
      .union_count = unions.n,
      .unions = unions.v,
      .members = members.v,
      .union_of = union_of,
      .fact_count = graph->fact_count,
      .facts = graph->facts,
      .region_count = graph->frameworks.n,
      .regions = list_regions(graph, arena),
      .parallel = analysis->parallel,
  };
}

uint32_t analyse_ask_column(struct analysis *analysis, uint32_t source, uint32_t target) {
  for (uint32_t i = 0; i < analysis->crosswalks.n; i++) {
    const struct crosswalk *asked = &analysis->crosswalks.v[i];
    if (asked->frameworks[0] == source && asked->frameworks[1] == target && asked->held_count < 2) {
      return i;
    }
  }
  const struct pair_facts *facts = analysis_pair(analysis, source, target);
  struct crosswalk crosswalk = {
      .frameworks = {source, target},
      .pair = facts != NULL ? (uint32_t)(facts - analysis->pairs.v) : NO_INDEX,
      .column_only = true,
  };
  vec_push(analysis->arena, &analysis->crosswalks, crosswalk);
  return analysis->crosswalks.n - 1;
}

void analyse_ask(struct analysis *analysis, uint32_t source, uint32_t target) {
  uint32_t number = analyse_ask_column(analysis, source, target);
  analysis->crosswalks.v[number].column_only = false;
}

uint32_t analyse_find_held(const struct analysis *analysis, uint32_t source, const uint32_t *held, uint32_t count) {
  for (uint32_t i = 0; i < analysis->crosswalks.n; i++) {
    const struct crosswalk *asked = &analysis->crosswalks.v[i];
    bool same = asked->frameworks[0] == source && asked->held_count == count;
    for (uint32_t h = 0; h < count && same; h++) {
      bool among = false;
      for (uint32_t k = 0; k < count && !among; k++) {
        among = asked->held[k] == held[h];
      }
      same = among;
    }
    if (same) {
      return i;
    }
  }
  return NO_INDEX;
}

uint32_t analyse_ask_held(struct analysis *analysis, uint32_t source, const uint32_t *held, uint32_t count,
                          bool column) {
  uint32_t number = analyse_find_held(analysis, source, held, count);
  if (number == NO_INDEX) {
    uint32_t *copy = arena_alloc(analysis->arena, count * sizeof *copy);
    memcpy(copy, held, count * sizeof *copy);
    const struct pair_facts *facts = analysis_pair(analysis, source, held[0]);
    struct crosswalk crosswalk = {.frameworks = {source, held[0]},
                                  .held = copy,
                                  .held_count = count,
                                  .pair = facts != NULL ? (uint32_t)(facts - analysis->pairs.v) : NO_INDEX,
                                  .column_only = true};
    number = analysis->crosswalks.n;
    vec_push(analysis->arena, &analysis->crosswalks, crosswalk);
  }
  analysis->crosswalks.v[number].column_only = analysis->crosswalks.v[number].column_only && column;
  return number;
}

static int by_frameworks(const void *a, const void *b) {
  const struct crosswalk *x = a;
  const struct crosswalk *y = b;
  if (x->frameworks[0] != y->frameworks[0]) {
    return x->frameworks[0] < y->frameworks[0] ? -1 : 1;
  }
  return (x->frameworks[1] > y->frameworks[1]) - (x->frameworks[1] < y->frameworks[1]);
}

void analyse_ask_declared(struct analysis *analysis) {
  const struct graph *graph = analysis->graph;
  for (uint32_t i = 0; i < graph->mappings.n; i++) {
    if (graph->mappings.v[i].source == graph->mappings.v[i].target) {
      continue; /* no framework is covered by itself */
    }
    const struct pair_facts *facts = analysis_pair(analysis, graph->mappings.v[i].source, graph->mappings.v[i].target);
    struct crosswalk crosswalk = {
        .frameworks = {graph->mappings.v[i].source, graph->mappings.v[i].target},
        .pair = (uint32_t)(facts - analysis->pairs.v),
    };
    vec_push(analysis->arena, &analysis->crosswalks, crosswalk);
  }
  if (analysis->crosswalks.n == 0) {
    return;
  }
  qsort(analysis->crosswalks.v, analysis->crosswalks.n, sizeof *analysis->crosswalks.v, by_frameworks);
  uint32_t kept = 1;
  for (uint32_t i = 1; i < analysis->crosswalks.n; i++) {
    if (by_frameworks(&analysis->crosswalks.v[i], &analysis->crosswalks.v[kept - 1]) != 0) {
      analysis->crosswalks.v[kept++] = analysis->crosswalks.v[i];
    }
  }
  analysis->crosswalks.n = kept;
}
