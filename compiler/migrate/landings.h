/* Where the lines of an assessment go: to which controls of the new edition each of them moves. */
#ifndef CW_MIGRATE_LANDINGS_H
#define CW_MIGRATE_LANDINGS_H

#include "migrate/migration.h"

/* Where a line goes. */
struct landing {
  VEC(uint32_t) nodes;
  const char *open; /* why it does not; NULL: for what is proved of its control */
  bool divided;     /* a line below its control says something else */
};

struct carried_assessment {
  struct migration *migration;
  const struct graph_assessment *assessment;
  struct landing *landings; /* by declared control */
  bool *taken;              /* by control of the new edition: a line has it already */
};

static inline const struct decl_assessed *landing_line(const struct carried_assessment *carried, uint32_t line) {
  return &carried->assessment->declared->controls.v[line];
}
/* Whether the line speaks of a control that there is. */
static inline bool landing_is_used(const struct carried_assessment *carried, uint32_t line) {
  return carried->assessment->nodes[line] != NO_INDEX;
}
/* Fills the landings of all lines. */
void landings_find(struct carried_assessment *carried);

#endif
