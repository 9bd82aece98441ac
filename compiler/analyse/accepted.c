/* Gaps that a workspace accepts, by control; and which frameworks are joined by mappings at all. */
#include "analyse/coverage.h"

bool gaps_are_of_target(const struct analysis *analysis, const struct crosswalk *crosswalk, unsigned side) {
  return side == 1 && analyse_find_held(analysis, crosswalk->frameworks[1], &crosswalk->frameworks[0], 1) == NO_INDEX;
}

enum finding_code gap_code_of(const struct item_state *state, bool of_target) {
  if (state->coverage == COVER_PARTIAL) {
    return F_GAP_PARTIAL;
  }
  return state->why == NOTE_GROUP_ONLY ? F_GAP_GROUP_ONLY : of_target ? F_GAP_TARGET : F_GAP_SOURCE;
}

static void accept_range(struct analysis *analysis, const struct decl_accept *accept, uint32_t first, uint32_t end) {
  for (unsigned kind = 0; kind < GAP_KINDS; kind++) {
    bool accepts = finding_matches((enum finding_code)(F_GAP_SOURCE + kind), accept->finding);
    for (uint32_t n = first; n < end && accepts; n++) {
      const struct decl_accept **place = &analysis->accepted[(size_t)n * GAP_KINDS + kind];
      *place = *place == NULL ? accept : *place;
    }
  }
}

/* All controls of the framework, or those that are named, with what is below a heading. */
static void accept_in(struct analysis *analysis, const struct decl_accept *accept, uint32_t number) {
  const struct graph *graph = analysis->graph;
  const struct graph_framework *framework = &graph->frameworks.v[number];
  if (accept->framework.n > 0 && !str_eq(accept->framework, framework->id)) {
    return;
  }
  if (accept->control.n == 0) {
    accept_range(analysis, accept, framework->first, framework->first + framework->count);
    return;
  }
  uint32_t whole = graph_find_reference(graph, number, accept->control); /* a label may hold blanks */
  if (whole != NO_INDEX) {
    accept_range(analysis, accept, whole, graph->controls[whole].end);
    return;
  }
  struct str ids = accept->control;
  for (struct str id; (id = str_next_token(&ids)).p != NULL;) {
    uint32_t named = graph_find_reference(graph, number, id);
    if (named != NO_INDEX) {
      accept_range(analysis, accept, named, graph->controls[named].end);
    }
  }
}

void list_accepted(struct analysis *analysis) {
  const struct graph *graph = analysis->graph;
  if (analysis->options->accept_count == 0) {
    return;
  }
  size_t places = (size_t)graph->control_count * GAP_KINDS + 1;
  analysis->accepted = arena_zalloc(analysis->arena, places * sizeof *analysis->accepted);
  for (uint32_t a = 0; a < analysis->options->accept_count; a++) {
    const struct decl_accept *accept = analysis->options->accepts[a];
    for (uint32_t f = 0; f < graph->frameworks.n && accept->mapping.n == 0; f++) {
      accept_in(analysis, accept, f);
    }
  }
}

static uint32_t cluster_of(uint32_t *clusters, uint32_t framework) {
  while (clusters[framework] != framework) {
    clusters[framework] = clusters[clusters[framework]];
    framework = clusters[framework];
  }
  return framework;
}

void list_clusters(struct analysis *analysis) {
  const struct graph *graph = analysis->graph;
  uint32_t *clusters = arena_alloc(analysis->arena, ((size_t)graph->frameworks.n + 1) * sizeof *clusters);
  for (uint32_t f = 0; f < graph->frameworks.n; f++) {
    clusters[f] = f;
  }
  for (uint32_t m = 0; m < graph->mappings.n; m++) {
    const struct graph_mapping *mapping = &graph->mappings.v[m];
    if (!mapping->composed) {
      clusters[cluster_of(clusters, mapping->source)] = cluster_of(clusters, mapping->target);
    }
  }
  for (uint32_t f = 0; f < graph->frameworks.n; f++) {
    clusters[f] = cluster_of(clusters, f);
  }
  analysis->clusters = clusters;
}
