/* --where: counting only the controls of one level, baseline, theme or obligation. */
#ifndef CW_WORKSPACE_WHERE_H
#define CW_WORKSPACE_WHERE_H

#include "workspace/workspace.h"

/* Takes all else out of what is counted; after linking. What names no attribute of its framework is a finding. */
void where_apply(struct workspace *w);
/* A note behind a finding, "it has level, owner": the names of the attributes that there are. */
void attribute_note_names(struct workspace *w, struct finding *finding, const char *who, const struct names *names);

#endif
