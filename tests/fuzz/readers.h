/* Second readers: what our writers have made is read by code that knows nothing of them. Each traps where a text is not
 * what its format asks for, or where it would do something to whoever opens it. */
#ifndef CW_FUZZ_READERS_H
#define CW_FUZZ_READERS_H

#include <stdbool.h>
#include <stddef.h>

/* A text of the format of this name ("csv", "tsv", "markdown", "html", "json", "xml", "xlsx", "text"), which is not empty. */
void read_back(const char *format, const char *bytes, size_t size);
/* The cell at `column` of the next line of CSV as written, without quotes that need to be taken off; moves `*text` behind
 * the line. False at the end. */
bool next_cells(const char **text, char (*cells)[128], size_t count);

#endif
