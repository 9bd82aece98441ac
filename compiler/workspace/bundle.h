/* Bundled content: what there is, and which of it a run needs. */
#ifndef CW_WORKSPACE_BUNDLE_H
#define CW_WORKSPACE_BUNDLE_H

#include "workspace/workspace.h"

/* The bundled documents, embedded or from the folder that was asked for, with what their roots say. */
void bundle_open(struct workspace *w);
/* Adds to the sources all bundled documents that are needed and not defined by the user's own, and reads them. */
void bundle_load(struct workspace *w);
/* Reads these of them. */
void bundle_load_documents(struct workspace *w, const struct memory_document *documents, uint32_t count);
/* Whether the bundled framework has the control, without loading it. */
bool bundle_edition_has(struct str framework, struct str control);

#endif
