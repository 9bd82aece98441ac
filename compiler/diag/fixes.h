/* Changes to the text of a document: spans that are replaced, all others left byte for byte, and what changes as a unified
 * diff. */
#ifndef CW_DIAG_FIXES_H
#define CW_DIAG_FIXES_H

#include "base/buf.h"
#include "diag/finding.h"

struct edit {
  struct span span;
  struct str text;          /* that takes its place */
  const struct finding *of; /* which it settles */
};
typedef VEC(struct edit) edit_list;

/* In order of place, each place once: of two that overlap the first stays. */
void edits_settle(edit_list *edits);
/* The text with all of them made. */
void edits_apply(const edit_list *edits, const char *bytes, size_t size, struct buf *out);
/* What they change, as diff -u says it; `name` is that of the file. */
void edits_diff(const edit_list *edits, struct str name, const char *bytes, size_t size, struct buf *out);
/* The span with the rest of its line, where nothing else stands in it. */
struct span edit_whole_line(const char *bytes, size_t size, struct span span);
/* The text as it stands in an attribute between either kind of quotes. */
struct str edit_escaped(struct arena *arena, struct str text);

#endif
