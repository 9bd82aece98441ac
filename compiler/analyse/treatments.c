/* From a risk to its controls. */
#include "analyse/treatments.h"

/* What the assessment says of the control, or another one whose framework it is: the first by document that does. */
static void find_said(const struct graph *graph, const struct graph_assessment *own, struct treating *treating) {
  if (treating->framework == own->framework) {
    treating->assessed = graph_assessed(graph, own, treating->node);
    treating->assessment = own->declared;
    return;
  }
  for (uint32_t i = 0; i < graph->assessments.n && treating->assessed == NULL; i++) {
    const struct graph_assessment *other = &graph->assessments.v[i];
    if (other->framework == treating->framework) {
      treating->assessed = graph_assessed(graph, other, treating->node);
      treating->assessment = other->declared;
    }
  }
}

static void add_node(const struct graph *graph, const struct graph_assessment *assessment, struct treating treating,
                     struct arena *arena, treating_list *treatments) {
  find_said(graph, assessment, &treating);
  vec_push(arena, treatments, treating);
}

static void add_below(const struct graph *graph, const struct graph_assessment *assessment, struct treating treating,
                      struct arena *arena, treating_list *treatments) {
  uint32_t heading = treating.node;
  for (uint32_t n = heading + 1; n < graph->controls[heading].end; n++) {
    if (graph->controls[n].counted) {
      treating.node = n;
      add_node(graph, assessment, treating, arena, treatments);
    }
  }
}

void treatments_of(const struct graph *graph, const struct graph_assessment *assessment, const struct decl_risk *risk,
                   struct arena *arena, treating_list *treatments) {
  for (uint32_t i = risk->first_treated_by; i < risk->first_treated_by + risk->treated_by_count; i++) {
    const struct graph_treatment *treatment = &assessment->treatments[i];
    struct treating treating = {.treated_by = i, .framework = treatment->framework, .node = treatment->node};
    if (treatment->own != NO_INDEX) {
      treating.assessed = &assessment->declared->controls.v[treatment->own];
      treating.assessment = assessment->declared;
      vec_push(arena, treatments, treating);
    } else if (treatment->node != NO_INDEX) {
      const struct graph_control *control = &graph->controls[treatment->node];
      (control->group || control->exhaustive ? add_below : add_node)(graph, assessment, treating, arena, treatments);
    }
  }
}

struct str treating_id(const struct graph *graph, const struct treating *treating) {
  return treating->node != NO_INDEX ? graph->controls[treating->node].id : treating->assessed->ref;
}
