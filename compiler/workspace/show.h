/* --show: attributes of controls that tables have a column of. */
#ifndef CW_WORKSPACE_SHOW_H
#define CW_WORKSPACE_SHOW_H

#include "link/attribute_values.h"
#include "workspace/workspace.h"

/* Finds what is asked for in the frameworks whose controls stand in a table of the run; when it is known which those are.
 * What none of them has is a finding. */
void show_apply(struct workspace *w);
/* Whether any framework that is loaded, or the one that is named, has the attribute; where none has, a finding says so. */
bool show_is_known(const struct workspace *w, const struct show_wish *wish);
/* An attribute of one framework. */
struct attribute_view show_view(const struct workspace *w, uint32_t framework, struct str name);
/* The attributes that the framework is asked for and has, in the order of asking, each once; at most as many as wishes. */
uint32_t show_columns(const struct workspace *w, uint32_t framework, struct str *names, struct str *titles);

#endif
