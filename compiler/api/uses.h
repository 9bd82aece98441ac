/* What workspaces use, which workspaces are obeyed, and how outputs tell the documents. */
#ifndef CW_API_USES_H
#define CW_API_USES_H

#include "api/compilation.h"

/* Reads what the workspaces use that are obeyed. */
void uses_load(struct cw_compilation *c);
/* Makes the other workspaces what they count for: a note each. */
void uses_ignore_rest(struct cw_compilation *c);
/* Gives every source that has none a name for outputs. */
void uses_tell(struct cw_compilation *c);

#endif
