/* A reader of the lines of Markdown tables that knows CommonMark and nothing of the writer: it fails on an element, or on
 * a character that means something, in a cell. */
#ifndef CW_TESTS_MARKDOWN_READER_H
#define CW_TESTS_MARKDOWN_READER_H

#include "base/str.h"

/* The cells of a line that begins at `p` and ends before `end`, as a reader of the page sees them; the number of them,
 * which may not be above `most`. */
unsigned markdown_cells(const char *p, const char *end, struct str *cells, unsigned most);

#endif
