/* Fingerprints of statements, for pins. */
#ifndef CW_WORKSPACE_WORDINGS_H
#define CW_WORKSPACE_WORDINGS_H

#include "workspace/workspace.h"

/* Reads them in the frameworks of all mappings, or of those that have pins. False where a document is not any more what was
 * compiled. */
bool wordings_read(struct workspace *w, bool of_all);

#endif
