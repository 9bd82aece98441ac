/* The wide tables that workspaces ask for, and what their files are called. */
#ifndef CW_WORKSPACE_MATRICES_H
#define CW_WORKSPACE_MATRICES_H

#include "workspace/workspace.h"

/* Takes the wide tables from the workspaces and asks for their columns. */
void matrices_ask(struct workspace *w);
/* Adds crosswalk `number` unless it is a column already. */
void matrix_add_column(struct workspace *w, struct matrix *matrix, uint32_t number);
/* SOURCE--matrix, unless another wide table has the same source, or a crosswalk this very name. */
void matrix_name_file(struct workspace *w, struct matrix *matrix, bool only_of_source);
struct str matrix_target_id(const struct workspace *w, const struct matrix *matrix, uint32_t column);

#endif
