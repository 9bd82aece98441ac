/* Conditions on attributes, each for the controls of one framework; all of them must hold. */
#include "workspace/where.h"

/* One condition at work. */
struct condition {
  struct workspace *w;
  struct str text; /* as it was given */
  uint32_t framework;
  struct str attribute;
  struct str value;
  bool *has;   /* by control of the framework: it says something of the attribute */
  bool *meets; /* and that is the value */
};

static bool holds(const struct decl_attr *attrs, uint32_t count, const struct condition *condition, bool *has) {
  bool meets = false;
  for (uint32_t i = 0; i < count; i++) {
    if (str_eq(attrs[i].name, condition->attribute)) {
      *has = true;
      meets = meets || str_eq(attrs[i].value, condition->value);
    }
  }
  return meets;
}

static void look_at_own(struct condition *condition) {
  const struct graph *graph = &condition->w->graph;
  const struct graph_framework *framework = &graph->frameworks.v[condition->framework];
  const struct decl_framework *declared = framework->declared;
  for (uint32_t i = 0; i < framework->count; i++) {
    uint32_t declaration = graph->controls[framework->first + i].declaration;
    if (declaration != NO_INDEX) {
      const struct decl_control *control = &declared->controls.v[declaration];
      condition->meets[i] =
          holds(declared->attrs.v + control->first_attr, control->attr_count, condition, &condition->has[i]);
    }
  }
}

static void look_at_supplement(struct condition *condition, const struct decl_supplement *supplement) {
  const struct graph *graph = &condition->w->graph;
  for (uint32_t i = 0; i < supplement->controls.n; i++) {
    const struct decl_supplement_control *control = &supplement->controls.v[i];
    uint32_t node = graph_find_reference(graph, condition->framework, control->ref);
    if (node != NO_INDEX) {
      uint32_t local = node - graph->frameworks.v[condition->framework].first;
      bool meets =
          holds(supplement->attrs.v + control->first_attr, control->attr_count, condition, &condition->has[local]);
      condition->meets[local] = condition->meets[local] || meets;
    }
  }
}

/* What says nothing of the attribute itself has it from the heading or control above it. */
static void inherit(struct condition *condition) {
  const struct graph *graph = &condition->w->graph;
  const struct graph_framework *framework = &graph->frameworks.v[condition->framework];
  for (uint32_t i = 0; i < framework->count; i++) {
    uint32_t parent = graph->controls[framework->first + i].parent;
    if (!condition->has[i] && parent != NO_INDEX) {
      condition->has[i] = condition->has[parent - framework->first];
      condition->meets[i] = condition->meets[parent - framework->first];
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

static const struct decl_attribute *find_attribute(const struct decl_attribute *attributes, uint32_t count,
                                                   struct str name, struct buf *names) {
  for (uint32_t i = 0; i < count; i++) {
    if (str_eq(attributes[i].name, name)) {
      return &attributes[i];
    }
    buf_printf(names, "%s%.*s", names->n > 0 ? ", " : "", STR_ARG(attributes[i].name));
  }
  return NULL;
}

/* False after a finding. */
static bool is_declared(const struct condition *condition) {
  struct workspace *w = condition->w;
  const struct decl_framework *framework = w->graph.frameworks.v[condition->framework].declared;
  struct buf names;
  buf_init(&names, w->arena);
  const struct decl_attribute *attribute =
      find_attribute(framework->attributes.v, framework->attributes.n, condition->attribute, &names);
  for (uint32_t i = 0; i < w->loaded.documents.n && attribute == NULL; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    if (document->kind == DOCUMENT_SUPPLEMENT && str_eq(document->as.supplement->framework, framework->id)) {
      const struct decl_supplement *supplement = document->as.supplement;
      attribute = find_attribute(supplement->attributes.v, supplement->attributes.n, condition->attribute, &names);
    }
  }
  if (attribute != NULL) {
    return true;
  }
  struct finding *finding =
      finding_add(&w->findings, F_SCHEMA_BAD_VALUE, place_none(), "--where %.*s: %.*s has no attribute \"%.*s\"",
                  STR_ARG(condition->text), STR_ARG(framework->id), STR_ARG(condition->attribute));
  if (names.n > 0) {
    finding_note(&w->findings, finding, place_none(), "it has %.*s", STR_ARG(buf_done(&names)));
  }
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
  condition->has = arena_zalloc(w->arena, (size_t)count + 1);
  condition->meets = arena_zalloc(w->arena, (size_t)count + 1);
  look_at_own(condition);
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    if (document->kind == DOCUMENT_SUPPLEMENT &&
        str_eq(document->as.supplement->framework, w->graph.frameworks.v[condition->framework].id)) {
      look_at_supplement(condition, document->as.supplement);
    }
  }
  inherit(condition);
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
    } else {
      finding_add(&w->findings, F_UNKNOWN_FRAMEWORK, place_none(), "--where %.*s: framework \"%.*s\" is not loaded",
                  STR_ARG(condition.text), STR_ARG(framework));
    }
  }
}
