/* What workspaces use, which workspaces are obeyed, and how outputs tell the documents. */
#ifndef CW_WORKSPACE_USES_H
#define CW_WORKSPACE_USES_H

#include "workspace/workspace.h"

/* Reads what the workspaces use that are obeyed. */
void uses_load(struct workspace *w);
/* Makes the other workspaces what they count for: a note each. */
void uses_ignore_rest(struct workspace *w);
/* `href` relative to the file that names it. */
const char *resolve_href(struct workspace *w, const struct source *source, struct str href);
/* Gives every source that has none a name for outputs. */
void uses_tell(struct workspace *w);

#endif
