/* Lists of what is loaded: frameworks, mappings, controls, crosswalks. */
#ifndef CW_REPORT_LISTS_H
#define CW_REPORT_LISTS_H

#include "report/report.h"
#include "workspace/workspace.h"

/* The list of that name, in the arena of the workspace; false if there is none. */
bool report_list(const struct workspace *w, const char *what, struct report_grid *grid);
/* The controls and groups of one framework. */
void report_list_controls(const struct workspace *w, uint32_t framework, struct report_grid *grid);

#endif
