/* Digests of the documents that a run rests on. */
#ifndef CW_API_DIGESTS_H
#define CW_API_DIGESTS_H

#include "api/compilation.h"

/* Fills in what reports need to name every document with its SHA-256. Worked out once in a run. */
void digest_documents(struct cw_compilation *c, struct report_options *options);

#endif
