/* The language of titles and texts. */
#ifndef CW_WORKSPACE_LANGUAGE_H
#define CW_WORKSPACE_LANGUAGE_H

#include "workspace/workspace.h"

/* The language that is wanted, as far as a document has it: of de-AT, de where nothing is in de-AT itself. lint.language
 * where no document is in it at all. */
struct str language_choose(struct workspace *w);

#endif
