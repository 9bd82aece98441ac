/* Whether a document is UTF-8, and says so: checked before it is parsed. */
#ifndef CW_LOAD_ENCODING_H
#define CW_LOAD_ENCODING_H

#include "diag/finding.h"

/* Adds xml.encoding, with the command that converts, and gives false when the document is not UTF-8. */
bool encoding_check(const char *bytes, size_t size, uint32_t source, struct findings *findings);

#endif
