/* White space in texts: what it comes to for readers. */
#ifndef CW_LOAD_XML_COLLAPSE_H
#define CW_LOAD_XML_COLLAPSE_H

#include "base/str.h"

/* The text without white space at its ends; a run of white space inside becomes one space. Writes at most `text.n` bytes
 * to `out`, which may be where the text is, and gives how many. */
uint32_t collapse(char *out, struct str text);
/* The same, but an empty line inside, or several, becomes one empty line. */
uint32_t collapse_paragraphs(char *out, struct str text);

#endif
