/* Pieces of HTML within a text. */
#ifndef CW_INTERCHANGE_HTML_H
#define CW_INTERCHANGE_HTML_H

#include "base/buf.h"

/* A text with tags and character references of HTML alone. A "<" that begins no tag that HTML has is one of the text. */
struct str html_plain(struct arena *arena, struct str text);
/* A tag that HTML has: puts what of it is text, and returns the bytes that it takes; 0 where none begins. */
uint32_t html_tag(struct buf *out, struct str text, uint32_t at);
/* "&amp;" and "&#160;": puts the character, and returns the bytes that it takes; 0 where none begins. */
uint32_t html_reference(struct buf *out, struct str text, uint32_t at);
/* The character that a name such as "eacute" stands for; -1 for one that HTML does not have. */
int32_t html_named(struct str name);

#endif
