/* From a risk to its controls. */
#include "analyse/treatments.h"

#include <stdlib.h>

bool treatments_are_assessed(const struct graph *graph, const struct graph_assessment *own, uint32_t framework) {
  bool any = false;
  for (uint32_t i = 0; i < graph->assessments.n; i++) {
    const struct graph_assessment *other = &graph->assessments.v[i];
    any = any || (other->framework == framework && graph_may_be_of_one(own->declared, other->declared));
  }
  return any;
}

/* What the assessment says of the control, or another one of the same organisation whose framework it is: the first by
 * document that does, and whose place no later one takes. What is said of a control that is withdrawn counts for nothing. */
static void find_said(const struct graph *graph, const struct graph_assessment *own, struct treating *treating) {
  if (graph->controls[treating->node].withdrawn) {
    return;
  }
  if (treating->framework == own->framework) {
    treating->assessed = graph_assessed(graph, own, treating->node);
    treating->assessment = own->declared;
    return;
  }
  for (uint32_t i = 0; i < graph->assessments.n && treating->assessed == NULL; i++) {
    const struct graph_assessment *other = &graph->assessments.v[i];
    if (other->framework == treating->framework && graph_may_be_of_one(own->declared, other->declared) &&
        !other->superseded) {
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

/* By control: of what is named twice, what is named first comes first. */
static int by_control(const void *a, const void *b) {
  const struct treating *x = a;
  const struct treating *y = b;
  if (x->node != y->node) {
    return x->node < y->node ? -1 : 1;
  }
  bool own = x->node == NO_INDEX && x->assessed != y->assessed;
  if (own) {
    return x->assessed < y->assessed ? -1 : 1;
  }
  return (x->treated_by > y->treated_by) - (x->treated_by < y->treated_by);
}

static int as_named(const void *a, const void *b) {
  const struct treating *x = a;
  const struct treating *y = b;
  if (x->treated_by != y->treated_by) {
    return x->treated_by < y->treated_by ? -1 : 1;
  }
  return (x->node > y->node) - (x->node < y->node);
}

/* A risk that names a control twice, or a heading above it too, is treated by it once. */
static void keep_first(treating_list *treatments) {
  if (treatments->n < 2) {
    return;
  }
  qsort(treatments->v, treatments->n, sizeof *treatments->v, by_control);
  uint32_t kept = 1;
  for (uint32_t i = 1; i < treatments->n; i++) {
    const struct treating *last = &treatments->v[kept - 1];
    const struct treating *next = &treatments->v[i];
    bool same = next->node == last->node && (next->node != NO_INDEX || next->assessed == last->assessed);
    if (!same) {
      treatments->v[kept++] = *next;
    }
  }
  treatments->n = kept;
  qsort(treatments->v, treatments->n, sizeof *treatments->v, as_named);
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
  keep_first(treatments);
}

struct str treating_id(const struct graph *graph, const struct treating *treating) {
  return treating->node != NO_INDEX ? graph->controls[treating->node].id : treating->assessed->ref;
}
