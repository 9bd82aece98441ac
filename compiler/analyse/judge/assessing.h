/* Judging one assessment: what its checks share. */
#ifndef CW_ANALYSE_JUDGE_ASSESSING_H
#define CW_ANALYSE_JUDGE_ASSESSING_H

#include "analyse/analysis.h"
#include "model/assessed.h"

struct assessing {
  const struct analysis *analysis;
  const struct graph *graph;
  const struct graph_assessment *assessment;
  const struct decl_assessment *declared;
  struct findings *findings;
  struct str as_of; /* absent where no document has a date */
  bool has_selection;
  bool *treats;     /* by control of the framework: a risk names it */
  bool *own_treats; /* by declared control: a risk names it, one of its own */
  bool *refused;    /* by declared control: it is not used, since another one speaks of the same, and that is told */
};

/* A finding at an attribute of an element of the assessment; `control` may be absent. */
__attribute__((format(printf, 6, 7))) struct finding *assessing_add(const struct assessing *assessing,
                                                                    enum finding_code code, uint32_t offset,
                                                                    const char *attribute, struct str control,
                                                                    const char *format, ...);

/* The same said of several controls: each, or all of them in one finding where they are many and nobody asked for each. */
struct many {
  enum finding_code code;
  const char *words;     /* "has no line" */
  const char *words_all; /* "have no line" */
  const char *attribute;
  VEC(struct many_item) items;
};
struct many_item {
  struct str control;
  uint32_t offset;
};
void many_add(const struct assessing *assessing, struct many *many, struct str control, uint32_t offset);
void many_tell(const struct assessing *assessing, const struct many *many);

/* What the checks of each assessment share, by its number. */
const struct assessing *assessing_prepare(const struct analysis *analysis, struct findings *findings);

#endif
