/* The controls that treat a risk, each with what is said of it. */
#ifndef CW_ANALYSE_TREATMENTS_H
#define CW_ANALYSE_TREATMENTS_H

#include "base/arena.h"
#include "base/vec.h"
#include "model/assessed.h"
#include "model/graph.h"

struct treating {
  uint32_t treated_by; /* number of the element that names it, or a heading above it */
  uint32_t framework;
  uint32_t node;                            /* NO_INDEX for an own control */
  const struct decl_assessed *assessed;     /* NULL: nothing is said of it that counts */
  const struct decl_assessment *assessment; /* that says it */
};
typedef VEC(struct treating) treating_list;

/* A heading stands for the counted controls below it, and a control that is named more than once is one. What does not exist is left out: a finding says so. */
void treatments_of(const struct graph *graph, const struct graph_assessment *assessment, const struct decl_risk *risk,
                   struct arena *arena, treating_list *treatments);
/* Whether an assessment that may be of the same organisation is loaded for the framework. */
bool treatments_are_assessed(const struct graph *graph, const struct graph_assessment *own, uint32_t framework);
/* The id of the control. */
struct str treating_id(const struct graph *graph, const struct treating *treating);

#endif
