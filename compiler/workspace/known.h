/* What of the findings is known, and whether there are more than are allowed. */
#ifndef CW_WORKSPACE_KNOWN_H
#define CW_WORKSPACE_KNOWN_H

#include "workspace/workspace.h"

/* Accepts what stands in the baseline, makes the text of a new one, and notes where there are more findings than --fail-on
 * allows. */
void known_settle(struct workspace *w);
/* Counts again what --fail-on allows so many of, when findings came after all others were settled; never gaps. */
void known_count(struct workspace *w);

#endif
