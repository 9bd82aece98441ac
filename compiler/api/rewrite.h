/* Changes to the user's own documents: found for each, then written whole or shown as a diff. */
#ifndef CW_API_REWRITE_H
#define CW_API_REWRITE_H

#include "api/compilation.h"
#include "diag/fixes.h"

struct rewriting {
  const char *function; /* that was called, for messages */
  /* NULL, or what is to be done first; false: it failed, which is told. */
  bool (*prepare)(struct cw_compilation *c);
  /* The changes to one source, whose bytes these are, in order of place. */
  void (*list)(struct cw_compilation *c, uint32_t source, const char *bytes, edit_list *edits);
  /* What was done, a line each or one for all. */
  void (*tell)(const struct source *source, const char *bytes, const edit_list *edits, struct buf *out);
};

/* After cw_compile. `dry` writes no file, and puts a unified diff on the stream. `count` gets how many changes there are. */
enum cw_result rewrite_documents(struct cw_compilation *c, const struct rewriting *rewriting, int dry, FILE *stream,
                                 size_t *count);

#endif
