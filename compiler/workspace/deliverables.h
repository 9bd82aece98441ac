/* What a workspace asks to be made of assessments: statements of applicability, treatment plans, alignments, the page of a
 * bid. */
#ifndef CW_WORKSPACE_DELIVERABLES_H
#define CW_WORKSPACE_DELIVERABLES_H

#include "workspace/workspace.h"

/* Those that can be made, in an order that does not depend on that of the documents; findings for names that are none. */
void deliverables_ask(struct workspace *w);

#endif
