/* A line moves with its control, unless two would meet, or a heading would say more than its lines did. */
#include "migrate/landings.h"

#include "migrate/relation.h"
#include "model/assessed.h"

static bool says_the_same(const struct decl_assessed *a, const struct decl_assessed *b) {
  return (assessed_is_excluded(a) && assessed_is_excluded(b)) ||
         (assessed_is_implemented(a) && assessed_is_implemented(b));
}

/* The line of the control itself, not of one above it; or NO_INDEX. */
static uint32_t own_line(const struct carried_assessment *carried, uint32_t node) {
  const struct graph_assessment *assessment = carried->assessment;
  uint32_t first = carried->migration->graph->frameworks.v[assessment->framework].first;
  uint32_t line = assessment->lines[node - first];
  return line != NO_INDEX && assessment->nodes[line] == node ? line : NO_INDEX;
}

/* The nearest line above, from the control `node` on, which moves there; or NO_INDEX. */
static uint32_t line_above(const struct carried_assessment *carried, uint32_t *node) {
  const struct graph_control *controls = carried->migration->graph->controls;
  while (controls[*node].parent != NO_INDEX) {
    *node = controls[*node].parent;
    uint32_t line = own_line(carried, *node);
    if (line != NO_INDEX) {
      return line;
    }
  }
  return NO_INDEX;
}

/* Whether what the line says of its control may stand for what is below it, here or in the new edition. */
static bool spreads(const struct decl_assessed *line) {
  return assessed_is_excluded(line) || assessed_is_implemented(line);
}

/* A line below that says something else takes its control out of what the heading says. In the new edition nothing shows
 * which controls that is true of: the heading stays back. */
static void find_divided(struct carried_assessment *carried) {
  for (uint32_t i = 0; i < carried->assessment->declared->controls.n; i++) {
    uint32_t node = carried->assessment->nodes[i];
    for (uint32_t above = 0; node != NO_INDEX && (above = line_above(carried, &node)) != NO_INDEX;) {
      if (!says_the_same(landing_line(carried, above), landing_line(carried, i))) {
        carried->landings[above].divided = true;
      }
    }
  }
}

static bool *taken_by(struct carried_assessment *carried, uint32_t node) {
  const struct migration *migration = carried->migration;
  return &carried->taken[node - migration->graph->frameworks.v[migration->new].first];
}

/* A line moves to the equal control; what is implemented holds as well for whatever lies in it. */
static void land(struct carried_assessment *carried, uint32_t line, bool equal) {
  struct migration *migration = carried->migration;
  struct landing *landing = &carried->landings[line];
  const struct prospects *prospects = migration_prospects(migration, carried->assessment->nodes[line]);
  bool holds = assessed_is_implemented(landing_line(carried, line));
  if (landing->divided && spreads(landing_line(carried, line))) {
    landing->open = "a line below it says something else";
    return;
  }
  for (uint32_t i = 0; i < prospects->count; i++) {
    bool lands = equal ? link_is_equal(prospects->v[i].link)
                       : holds && link_is_holding(prospects->v[i].link) && !link_is_equal(prospects->v[i].link);
    uint32_t node = prospects->v[i].node;
    if (lands && *taken_by(carried, node)) {
      landing->open = "another line speaks of the new control already";
    } else if (lands) {
      *taken_by(carried, node) = true;
      vec_push(migration->arena, &landing->nodes, node);
    }
  }
}

void landings_find(struct carried_assessment *carried) {
  const struct migration *migration = carried->migration;
  uint32_t count = carried->assessment->declared->controls.n;
  carried->landings = arena_zalloc(migration->arena, ((size_t)count + 1) * sizeof *carried->landings);
  carried->taken = arena_zalloc(migration->arena, (size_t)migration->graph->frameworks.v[migration->new].count + 1);
  find_divided(carried);
  for (unsigned equal = 2; equal-- > 0;) { /* equal ones come first */
    for (uint32_t i = 0; i < count; i++) {
      if (landing_is_used(carried, i)) {
        land(carried, i, equal != 0);
      }
    }
  }
}
