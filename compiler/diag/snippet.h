/* A line of a document with a caret under the part that is meant, fit for a terminal. */
#ifndef CW_DIAG_SNIPPET_H
#define CW_DIAG_SNIPPET_H

#include "base/buf.h"
#include "diag/source.h"

/* Appends the text without what would disturb a terminal: controls, invalid bytes and marks that change the direction of
 * text become U+FFFD, ends of lines and tabs a space. */
void snippet_clean(struct buf *out, struct str text);
/* Appends the line and the line with the caret; nothing for an empty line. Of a long line, only what is around the
 * caret. */
void snippet_put(struct buf *out, const struct location *location, bool colour);

#endif
