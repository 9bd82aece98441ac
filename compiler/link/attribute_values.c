/* Values of one attribute, from the framework's own controls and from those of supplements. */
#include "link/attribute_values.h"

/* What one document declares and says of the attributes of the framework. */
struct part {
  const struct decl_attribute *attributes;
  uint32_t attribute_count;
  const struct decl_value *values;
  const struct decl_supplement *supplement; /* or NULL: the framework itself */
};

/* The framework itself, then each supplement to it; false at the end. `at` begins with 0. */
static bool next_part(const struct attribute_view *view, uint32_t *at, struct part *part) {
  const struct graph_framework *framework = &view->graph->frameworks.v[view->framework];
  if ((*at)++ == 0) {
    const struct decl_framework *declared = framework->declared;
    *part = (struct part){declared->attributes.v, declared->attributes.n, declared->values.v, NULL};
    return true;
  }
  for (; *at - 2 < view->loaded->documents.n; (*at)++) {
    const struct document *document = &view->loaded->documents.v[*at - 2];
    if (document->kind == DOCUMENT_SUPPLEMENT && str_eq(document->as.supplement->framework, framework->id)) {
      const struct decl_supplement *by = document->as.supplement;
      *part = (struct part){by->attributes.v, by->attributes.n, by->values.v, by};
      return true;
    }
  }
  return false;
}

bool attribute_is_declared(const struct attribute_view *view, struct str *title) {
  struct part part;
  for (uint32_t at = 0; next_part(view, &at, &part);) {
    for (uint32_t i = 0; i < part.attribute_count; i++) {
      if (str_eq(part.attributes[i].name, view->name)) {
        *title = part.attributes[i].title.n > 0 ? part.attributes[i].title : view->name;
        return true;
      }
    }
  }
  return false;
}

void attribute_known_names(const struct attribute_view *view, struct names *names) {
  struct part part;
  for (uint32_t at = 0; next_part(view, &at, &part);) {
    for (uint32_t i = 0; i < part.attribute_count; i++) {
      names_intern(names, part.attributes[i].name);
    }
  }
}

/* ---- values ---- */

/* Leaves each value of each list once, in one pass: a control may have very many. */
static void drop_repeated(value_list *lists, uint32_t count, struct arena *arena) {
  struct names seen;
  size_t most = 0;
  for (uint32_t i = 0; i < count; i++) {
    most += lists[i].n;
  }
  uint32_t *last = arena_zalloc(arena, (most + 1) * sizeof *last); /* by value: the list that had it last, from 1 */
  names_init(&seen, arena);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t kept = 0;
    for (uint32_t v = 0; v < lists[i].n; v++) {
      uint32_t number = names_intern_kept(&seen, lists[i].v[v]);
      if (last[number] != i + 1) {
        last[number] = i + 1;
        lists[i].v[kept++] = lists[i].v[v];
      }
    }
    lists[i].n = kept;
  }
}

static void add_all(const struct attribute_view *view, const struct decl_attr *attrs, uint32_t count, value_list *list,
                    struct arena *arena) {
  for (uint32_t i = 0; i < count; i++) {
    if (str_eq(attrs[i].name, view->name)) {
      vec_push(arena, list, attrs[i].value);
    }
  }
}

static void add_own(const struct attribute_view *view, value_list *values, struct arena *arena) {
  const struct graph_framework *framework = &view->graph->frameworks.v[view->framework];
  const struct decl_framework *declared = framework->declared;
  for (uint32_t i = 0; i < framework->count; i++) {
    uint32_t declaration = view->graph->controls[framework->first + i].declaration;
    if (declaration != NO_INDEX) {
      const struct decl_control *control = &declared->controls.v[declaration];
      add_all(view, declared->attrs.v + control->first_attr, control->attr_count, &values[i], arena);
    }
  }
}

static void add_supplement(const struct attribute_view *view, const struct decl_supplement *by, value_list *values,
                           struct arena *arena) {
  for (uint32_t i = 0; i < by->controls.n; i++) {
    const struct decl_supplement_control *control = &by->controls.v[i];
    uint32_t node = graph_find_reference(view->graph, view->framework, control->ref);
    if (node != NO_INDEX) {
      add_all(view, by->attrs.v + control->first_attr, control->attr_count,
              &values[node - view->graph->frameworks.v[view->framework].first], arena);
    }
  }
}

/* A parent comes before what is in it, so that what it has itself from above is already there. */
static void inherit(const struct attribute_view *view, value_list *values) {
  const struct graph_framework *framework = &view->graph->frameworks.v[view->framework];
  for (uint32_t i = 0; i < framework->count; i++) {
    uint32_t parent = view->graph->controls[framework->first + i].parent;
    if (values[i].n == 0 && parent != NO_INDEX) {
      values[i] = values[parent - framework->first];
    }
  }
}

value_list *attribute_values(const struct attribute_view *view, struct arena *arena) {
  uint32_t count = view->graph->frameworks.v[view->framework].count;
  value_list *values = arena_zalloc(arena, ((size_t)count + 1) * sizeof *values);
  add_own(view, values, arena);
  struct part part;
  for (uint32_t at = 0; next_part(view, &at, &part);) {
    if (part.supplement != NULL) {
      add_supplement(view, part.supplement, values, arena);
    }
  }
  drop_repeated(values, count, arena);
  inherit(view, values);
  return values;
}

/* ---- their titles ---- */

/* The first title of each value that any document declares for the attribute. */
struct titles {
  struct names values;
  VEC(struct str) titles; /* by value */
};

static void add_titles(const struct part *part, const struct decl_attribute *attribute, struct titles *titles,
                       struct arena *arena) {
  for (uint32_t v = 0; v < attribute->value_count; v++) {
    const struct decl_value *value = &part->values[attribute->first_value + v];
    uint32_t known = titles->values.names.n;
    if (value->title.n > 0 && names_intern(&titles->values, value->name) == known) {
      vec_push(arena, &titles->titles, value->title);
    }
  }
}

void attribute_title_values(const struct attribute_view *view, value_list *values, struct arena *arena) {
  struct titles titles = {.titles = {0}};
  names_init(&titles.values, arena);
  struct part part;
  for (uint32_t at = 0; next_part(view, &at, &part);) {
    for (uint32_t i = 0; i < part.attribute_count; i++) {
      if (str_eq(part.attributes[i].name, view->name)) {
        add_titles(&part, &part.attributes[i], &titles, arena);
      }
    }
  }
  for (uint32_t i = 0; i < view->graph->frameworks.v[view->framework].count; i++) {
    value_list titled = {0};
    for (uint32_t v = 0; v < values[i].n; v++) {
      uint32_t number = names_find(&titles.values, values[i].v[v]);
      vec_push(arena, &titled, number != NO_NAME ? titles.titles.v[number] : values[i].v[v]);
    }
    values[i] = titled;
  }
  drop_repeated(values, view->graph->frameworks.v[view->framework].count, arena);
}
