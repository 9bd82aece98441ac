/* Regular expressions, through PCRE2: the only file that knows it. Patterns come from data files, so every match runs
 * with limits on steps, depth and heap. */
#ifndef CW_BASE_PATTERN_H
#define CW_BASE_PATTERN_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/str.h"

struct pattern;

/* Compiled with UTF and NEVER_BACKSLASH_C; must match a whole text. On failure NULL, `error` says why in words (in the
 * arena) and `error_offset` where in the pattern (bytes). Free with pattern_free. */
struct pattern *pattern_compile(struct str text, const struct limits *limits, struct arena *arena, struct str *error,
                                uint32_t *error_offset);
enum pattern_result { PATTERN_NO_MATCH, PATTERN_MATCH, PATTERN_LIMIT, PATTERN_ERROR, PATTERN_BAD_SUBSTITUTION };
/* Safe to call from one thread at a time for one pattern. PATTERN_ERROR: the expression cannot be applied; `error` says why
 * in words (in the arena of the pattern), unless it is NULL. */
enum pattern_result pattern_match(struct pattern *pattern, struct str subject, struct str *error);
/* As pattern_match, and on a match appends the substitution ($1, ${name}, $$) to `out`. PATTERN_BAD_SUBSTITUTION: it is
 * malformed or names a group that the pattern does not have; `error` says which. */
enum pattern_result pattern_substitute(struct pattern *pattern, struct str subject, struct str replacement,
                                       struct buf *out, struct str *error);
void pattern_free(struct pattern *pattern);

#endif
