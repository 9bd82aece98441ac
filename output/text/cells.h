/* Cells of text for a terminal: as wide as they look, cut where there is no room, and harmless. */
#ifndef CW_OUTPUT_TEXT_CELLS_H
#define CW_OUTPUT_TEXT_CELLS_H

#include "output/sink.h"

enum { TEXT_LINE = 80, TEXT_GAP = 2 }; /* the columns of a line, and those between two cells */

/* Columns, as a terminal shows it, near enough. */
uint32_t text_width(struct str text);
/* At most `most` columns, the last three of them dots where there are more. A control character could do anything to a
 * terminal: a blank is shown for it. The columns that were written. */
uint32_t text_put(struct sink *sink, struct str text, uint32_t most);
/* A cell of this width, and the gap behind it. */
void text_cell(struct sink *sink, struct str text, uint32_t width);
/* All of it, word by word, where `at` columns of the line are written: lines that would grow too long are broken, and
 * those that follow are indented. The last one is ended. */
void text_wrapped(struct sink *sink, struct str text, uint32_t at, uint32_t indent);

#endif
