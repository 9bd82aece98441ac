/* Everything that two states hold: frameworks, mappings and assessments by their ids, and what follows. */
#include "report/diff/diff.h"

/* Whether an id alone may be that of several controls. */
static bool has_several(const struct graph *graph) {
  uint32_t own = 0;
  for (uint32_t i = 0; i < graph->frameworks.n; i++) {
    own += !graph->frameworks.v[i].bundled;
  }
  return own > 1;
}

static void diff_frameworks(struct diff *diff) {
  const struct graph *old = diff->old.analysis->graph;
  const struct graph *new = diff->new.analysis->graph;
  for (uint32_t i = 0; i < old->frameworks.n; i++) {
    const struct graph_framework *framework = &old->frameworks.v[i];
    uint32_t at = graph_find_framework(new, framework->id);
    if (at != NO_INDEX) {
      diff->within = has_several(old) || has_several(new) ? framework->id : STR("");
      diff_framework(diff, i, at);
      diff->within = STR("");
    } else if (!framework->bundled) {
      diff_add(diff, "framework", "removed", framework->id, STR(""), graph_framework_name(old, i));
    }
  }
  for (uint32_t i = 0; i < new->frameworks.n; i++) {
    const struct graph_framework *framework = &new->frameworks.v[i];
    if (!framework->bundled && graph_find_framework(old, framework->id) == NO_INDEX) {
      diff_add(diff, "framework", "added", framework->id, STR(""), graph_framework_name(new, i));
    }
  }
}

static void diff_mappings(struct diff *diff) {
  const struct graph *old = diff->old.analysis->graph;
  const struct graph *new = diff->new.analysis->graph;
  for (uint32_t i = 0; i < old->mappings.n; i++) {
    uint32_t at = graph_find_mapping(new, old->mappings.v[i].id);
    if (at != NO_INDEX) {
      diff_mapping(diff, i, at);
    } else {
      diff_add(diff, "mapping", "removed", old->mappings.v[i].id, STR(""), old->mappings.v[i].declared->title);
    }
  }
  for (uint32_t i = 0; i < new->mappings.n; i++) {
    if (graph_find_mapping(old, new->mappings.v[i].id) == NO_INDEX) {
      diff_add(diff, "mapping", "added", new->mappings.v[i].id, STR(""), new->mappings.v[i].declared->title);
    }
  }
}

static uint32_t find_assessment(const struct graph *graph, struct str id) {
  for (uint32_t i = 0; i < graph->assessments.n; i++) {
    if (str_eq(graph->assessments.v[i].declared->id, id)) {
      return i;
    }
  }
  return NO_INDEX;
}

/* One assessment on each side, of one framework, are the same one a year later, whatever their ids. */
static bool is_only_pair(const struct graph *old, const struct graph *new) {
  return old->assessments.n == 1 && new->assessments.n == 1 &&
         str_eq(old->frameworks.v[old->assessments.v[0].framework].id,
                new->frameworks.v[new->assessments.v[0].framework].id);
}

static void diff_assessments(struct diff *diff) {
  const struct graph *old = diff->old.analysis->graph;
  const struct graph *new = diff->new.analysis->graph;
  if (is_only_pair(old, new)) {
    diff_assessment(diff, 0, 0);
    return;
  }
  for (uint32_t i = 0; i < old->assessments.n; i++) {
    uint32_t at = find_assessment(new, old->assessments.v[i].declared->id);
    if (at != NO_INDEX) {
      diff_assessment(diff, i, at);
    } else {
      diff_add(diff, "assessment", "removed", old->assessments.v[i].declared->id, STR(""), STR(""));
    }
  }
  for (uint32_t i = 0; i < new->assessments.n; i++) {
    if (find_assessment(old, new->assessments.v[i].declared->id) == NO_INDEX) {
      diff_add(diff, "assessment", "added", new->assessments.v[i].declared->id, STR(""), STR(""));
    }
  }
}

void diff_all(struct diff *diff) {
  diff_frameworks(diff);
  diff_mappings(diff);
  diff_assessments(diff);
  diff_consequences(diff);
}
