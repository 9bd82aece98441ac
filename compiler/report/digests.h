/* Digests of the documents that a run rests on. */
#ifndef CW_REPORT_DIGESTS_H
#define CW_REPORT_DIGESTS_H

#include "report/build.h"
#include "workspace/workspace.h"

/* Fills in what reports need to name every document with its SHA-256. Worked out once in a run. */
void digest_documents(struct workspace *w, struct report_options *options);

#endif
