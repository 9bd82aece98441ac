/* Wide tables as files of a build. */
#ifndef CW_API_MATRICES_H
#define CW_API_MATRICES_H

#include "api/pages.h"
#include "workspace/matrices.h"

/* Writes each in each format. False when a worker ran out of memory. */
bool matrices_build(const struct pages *pages, const struct report_options *options);
/* An entry for each in the index, in the arena of the compilation. */
const struct report_index_matrix *matrices_describe(struct cw_compilation *c, uint32_t *count);

#endif
