/* Conditions on attributes, each for the controls of one framework; all of them must hold. */
#include "workspace/where.h"

#include "link/attribute_values.h"
#include "workspace/torn.h"

/* One condition at work. */
struct condition {
  struct workspace *w;
  struct str text; /* as it was given */
  uint32_t framework;
  struct str attribute;
  struct str value;
  bool *meets; /* by control of the framework: it has the value */
};

static void look(struct condition *condition) {
  const struct workspace *w = condition->w;
  const struct attribute_view view = {&w->graph, &w->loaded, condition->framework, condition->attribute};
  const value_list *values = attribute_values(&view, w->arena);
  for (uint32_t i = 0; i < w->graph.frameworks.v[condition->framework].count; i++) {
    for (uint32_t v = 0; v < values[i].n; v++) {
      condition->meets[i] = condition->meets[i] || str_eq(values[i].v[v], condition->value);
    }
  }
}

static void count_those(const struct condition *condition) {
  struct graph *graph = &condition->w->graph;
  struct graph_framework *framework = &graph->frameworks.v[condition->framework];
  for (uint32_t i = 0; i < framework->count; i++) {
    struct graph_control *control = &graph->controls[framework->first + i];
    if (control->counted && !condition->meets[i]) {
      control->counted = false;
      framework->counted--;
    }
  }
}

/* ---- what was not meant ---- */

void attribute_note_names(struct workspace *w, struct finding *finding, const char *who, const struct names *names) {
  struct buf list;
  buf_init(&list, w->arena);
  for (uint32_t i = 0; i < names->names.n; i++) {
    buf_printf(&list, "%s%.*s", i > 0 ? ", " : "", STR_ARG(names->names.v[i]));
  }
  if (names->names.n > 0) {
    finding_note(&w->findings, finding, place_none(), "%s %.*s", who, STR_ARG(buf_done(&list)));
  }
}

/* False after a finding. */
static bool is_declared(const struct condition *condition) {
  struct workspace *w = condition->w;
  const struct attribute_view view = {&w->graph, &w->loaded, condition->framework, condition->attribute};
  struct str title;
  if (attribute_is_declared(&view, &title)) {
    return true;
  }
  struct finding *finding = finding_add(
      &w->findings, F_SCHEMA_BAD_VALUE, place_none(), "--where %.*s: %.*s has no attribute \"%.*s\"",
      STR_ARG(condition->text), STR_ARG(w->graph.frameworks.v[condition->framework].id), STR_ARG(condition->attribute));
  struct names names;
  names_init(&names, w->arena);
  attribute_known_names(&view, &names);
  attribute_note_names(w, finding, "it has", &names);
  return false;
}

static void report_no_control(const struct condition *condition) {
  bool any = false;
  for (uint32_t i = 0; i < condition->w->graph.frameworks.v[condition->framework].count; i++) {
    any = any || condition->meets[i];
  }
  if (!any) {
    finding_add(&condition->w->findings, F_SCHEMA_BAD_VALUE, place_none(),
                "--where %.*s: no control has this value; `crosswalk list controls` shows what there is",
                STR_ARG(condition->text));
  }
}

static void apply(struct condition *condition) {
  struct workspace *w = condition->w;
  uint32_t count = w->graph.frameworks.v[condition->framework].count;
  if (!is_declared(condition)) {
    return;
  }
  condition->meets = arena_zalloc(w->arena, (size_t)count + 1);
  look(condition);
  report_no_control(condition);
  count_those(condition);
}

/* The part before the character, which is taken off with it; the caller has seen that it is there. */
static struct str cut_off(struct str *text, char at) {
  struct str part = {.p = text->p};
  while (part.p[part.n] != at) {
    part.n++;
  }
  text->p += part.n + 1;
  text->n -= part.n + 1;
  return part;
}

void where_apply(struct workspace *w) {
  for (uint32_t i = 0; i < w->request.where.n; i++) {
    struct str rest = w->request.where.v[i];
    struct condition condition = {.w = w, .text = rest};
    struct str framework = cut_off(&rest, ':');
    condition.attribute = cut_off(&rest, '=');
    condition.value = rest;
    condition.framework = graph_find_framework(&w->graph, framework);
    if (condition.framework != NO_INDEX) {
      apply(&condition);
    } else if (!torn_or_unread(w, framework)) {
      finding_add(&w->findings, F_UNKNOWN_FRAMEWORK, place_none(), "--where %.*s: framework \"%.*s\" is not loaded",
                  STR_ARG(condition.text), STR_ARG(framework));
    }
  }
}
