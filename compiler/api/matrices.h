/* Wide tables: what the workspaces ask for, what their files are called, building them. */
#ifndef CW_API_MATRICES_H
#define CW_API_MATRICES_H

#include "api/pages.h"

/* Takes the wide tables from the workspaces and asks for their columns. False if there are none. */
bool matrices_ask(struct cw_compilation *c);
/* Adds crosswalk `number` unless it is a column already. */
void matrix_add_column(struct cw_compilation *c, struct matrix *matrix, uint32_t number);
/* SOURCE--matrix, unless another wide table has the same source, or a crosswalk this very name. */
void matrix_name_file(struct cw_compilation *c, struct matrix *matrix, bool only_of_source);
struct str matrix_target_id(struct cw_compilation *c, const struct matrix *matrix, uint32_t column);
/* Writes each in each format. False when a worker ran out of memory. */
bool matrices_build(const struct pages *pages, const struct report_options *options);
/* An entry for each in the index, in the arena of the compilation. */
const struct report_index_matrix *matrices_describe(struct cw_compilation *c, uint32_t *count);

#endif
