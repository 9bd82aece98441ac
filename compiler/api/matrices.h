/* The wide tables of the workspaces: what they ask for, what their files are called, building them. */
#ifndef CW_API_MATRICES_H
#define CW_API_MATRICES_H

#include "api/compilation.h"

/* Takes the wide tables from the workspaces and asks for their columns. False if there are none. */
bool matrices_ask(struct cw_compilation *c);

/* What all of them share; borrowed. */
struct matrices_build {
  const char *folder;
  const struct writer *const *formats;
  unsigned format_count;
  const struct writer_options *writer_options;
  const struct report_options *report_options;
};
/* Writes each in each format. False when a worker ran out of memory. */
bool matrices_build(struct cw_compilation *c, const struct matrices_build *build);
/* An entry for each in the index, in the arena of the compilation. */
const struct report_index_matrix *matrices_describe(struct cw_compilation *c);

#endif
