/* What a workspace asks to be made of assessments: statements of applicability, treatment plans, alignments, the page of a
 * bid. */
#ifndef CW_WORKSPACE_DELIVERABLES_H
#define CW_WORKSPACE_DELIVERABLES_H

#include "workspace/workspace.h"

/* Those that can be made, in an order that does not depend on that of the documents; findings for names that are none. */
void deliverables_ask(struct workspace *w);

/* A note for each assessment that another one names, and that is not loaded. */
void assessments_check_names(struct workspace *w);

/* The framework that the page of a bid is about, or NO_INDEX: clients ask about it, and nobody can be certified to it. */
uint32_t bid_framework(const struct graph *graph);

/* Two assessments of one framework, neither of which supersedes the other. */
struct assessment_rivals {
  struct str one;
  struct str other;
  struct str framework;
  const char *words; /* why neither does */
};
/* Takes those from the list that others of it supersede. False where two of one framework are left. */
bool assessments_settle(const struct graph *graph, struct arena *arena, assessment_list *list,
                        struct assessment_rivals *rivals);

/* Two assessments of different organisations, by their names; one that has no organisation is nobody else's. */
struct assessment_strangers {
  const struct graph_assessment *one;
  const struct graph_assessment *other;
};
bool assessments_find_strangers(const struct graph *graph, const assessment_list *list,
                                struct assessment_strangers *strangers);
/* Adds a note where there are such among those that an alignment rests on; whether it did. */
bool assessments_note_strangers(struct workspace *w, const assessment_list *list);

#endif
