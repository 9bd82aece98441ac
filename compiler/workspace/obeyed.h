/* The workspaces that are obeyed, and which of them has the last word. */
#ifndef CW_WORKSPACE_OBEYED_H
#define CW_WORKSPACE_OBEYED_H

#include "workspace/workspace.h"

/* Fills `w->obeyed`, once all that workspaces use has been read. */
void obeyed_find(struct workspace *w);
/* Lets each have its say, those behind others in `w->obeyed` before these; of one rank the first comes first. */
void obeyed_each(struct workspace *w, void say(struct workspace *w, const struct document *document));

#endif
