/* What the controls of a framework have in one attribute: of their own, by supplements, or from the heading above them. */
#ifndef CW_LINK_ATTRIBUTE_VALUES_H
#define CW_LINK_ATTRIBUTE_VALUES_H

#include "base/buf.h"
#include "load/load.h"
#include "model/graph.h"

/* An attribute of a framework, by name: the framework's own, or what a supplement declares for it. */
struct attribute_view {
  const struct graph *graph;
  const struct loaded *loaded;
  uint32_t framework;
  struct str name;
};

typedef VEC(struct str) value_list;

/* Whether the framework or a supplement to it declares the attribute; its title then, where that is wanted. */
bool attribute_is_declared(const struct attribute_view *view, struct str *title);
/* The names of all attributes that are declared for the framework, each once. */
void attribute_known_names(const struct attribute_view *view, struct names *names);
/* The values by control of the framework, each once, in the order in which documents give them. A control that says nothing
 * of the attribute has what the heading or control above it has. */
value_list *attribute_values(const struct attribute_view *view, struct arena *arena);
/* Puts the titles of values in their place, where the attribute declares titles; by control, as attribute_values. */
void attribute_title_values(const struct attribute_view *view, value_list *values, struct arena *arena);

#endif
