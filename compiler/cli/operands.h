/* Which arguments are frameworks, and which are paths. */
#ifndef CW_CLI_OPERANDS_H
#define CW_CLI_OPERANDS_H

#include "arguments.h"

/* True for what is written as a path, or is a file or folder here. */
bool operands_is_path(const char *word);
/* True for what has a slash in it or ends in .xml: whatever there is here, it is no framework. */
bool operands_looks_like_path(const char *word);
/* The place of the first path, which is the number of frameworks. */
int operands_first_path(const struct arguments *arguments);
/* The first of the paths that is neither written as one nor there, or NULL: most likely a framework in the wrong place. */
const char *operands_stray(const struct arguments *arguments, int paths);
/* The first path that is also the id of a framework, and neither written as a path nor behind "--", or NULL. After
 * cw_compile. */
const char *operands_both(const struct arguments *arguments, int paths, const struct cw_compilation *compilation);

#endif
