/* Controls: numbered, named, put into their hierarchy and counted, in parallel over frameworks. */
#include "link/parts.h"

/* Adds one declared control to the table of ids; false if its id is taken. */
static bool name_control(const struct linker *linker, struct graph_framework *framework,
                         const struct decl_control *declared) {
  uint32_t before = framework->names.names.n;
  uint32_t name = names_intern_kept(&framework->names, declared->id);
  if (name == before) {
    return true;
  }
  struct finding *finding = finding_add(
      linker->findings, F_DUPLICATE_CONTROL, place_attribute(framework->source, declared->offset, "id"),
      "\"%.*s\" is defined a second time in %.*s; this one is not used", STR_ARG(declared->id), STR_ARG(framework->id));
  finding->control = declared->id;
  const struct graph_control *first = &linker->graph->controls[framework->first + name];
  if (first->declaration != NO_INDEX) {
    finding_note(linker->findings, finding,
                 place_attribute(framework->source, framework->declared->controls.v[first->declaration].offset, "id"),
                 "first defined here");
  }
  return false;
}

/* Fills the nodes of a framework from its declarations; children of a duplicate stand where the duplicate stood. */
static void add_declared(const struct linker *linker, struct graph_framework *framework, uint32_t *next) {
  struct graph *graph = linker->graph;
  const struct decl_framework *declared = framework->declared;
  uint32_t *node_of = arena_alloc(linker->arena, ((size_t)declared->controls.n + 1) * sizeof *node_of);
  struct pattern *pattern = compile_control_id(linker, framework);
  for (uint32_t i = 0; i < declared->controls.n; i++) {
    const struct decl_control *control = &declared->controls.v[i];
    uint32_t parent = control->parent != NO_INDEX ? node_of[control->parent] : NO_INDEX;
    if (!name_control(linker, framework, control)) {
      node_of[i] = parent;
      continue;
    }
    if (!id_fits(linker, framework, &pattern, control->id)) {
      struct finding *finding =
          finding_add(linker->findings, F_ID_PATTERN, place_attribute(framework->source, control->offset, "id"),
                      "\"%.*s\" does not match the control-id pattern \"%.*s\" of %.*s", STR_ARG(control->id),
                      STR_ARG(declared->control_id), STR_ARG(framework->id));
      finding->control = control->id;
    }
    node_of[i] = *next;
    graph->controls[(*next)++] = (struct graph_control){
        .id = control->id,
        .title = control->title,
        .framework = (uint32_t)(framework - graph->frameworks.v),
        .parent = parent,
        .declaration = i,
        .depth = control->depth,
        .group = control->kind == KIND_GROUP,
        .exhaustive = control->exhaustive,
        .counted = control->counted,
        .withdrawn = control->withdrawn,
        .part = control->part,
    };
  }
  pattern_free(pattern);
}

/* The end of each subtree, who is a union, what is counted. */
static void finish_hierarchy(struct graph *graph, struct graph_framework *framework) {
  uint32_t end = framework->first + framework->count;
  for (uint32_t n = framework->first; n < end; n++) {
    graph->controls[n].end = n + 1;
  }
  for (uint32_t n = end; n-- > framework->first;) {
    struct graph_control *control = &graph->controls[n];
    if (control->parent != NO_INDEX && graph->controls[control->parent].end < control->end) {
      graph->controls[control->parent].end = control->end;
    }
  }
  for (uint32_t n = framework->first; n < end; n++) {
    struct graph_control *control = &graph->controls[n];
    bool has_children = false;
    for (uint32_t child = n + 1; child < control->end && !has_children; child = graph->controls[child].end) {
      has_children = graph_whole_of(graph, child) == n;
    }
    control->option = !control->part || (control->parent != NO_INDEX && graph->controls[control->parent].option);
    control->exhaustive = control->exhaustive && has_children && !control->withdrawn;
    control->counted = control->counted && !control->group && !control->exhaustive && !control->withdrawn &&
                       !framework->declared->open;
    framework->counted += control->counted;
  }
}

/* Texts belong to somebody: a framework that carries any says to whom. */
static void check_rights(const struct linker *linker, const struct graph_framework *framework) {
  const struct decl_framework *declared = framework->declared;
  bool texts = false;
  for (uint32_t i = 0; i < declared->controls.n && !texts; i++) {
    texts = declared->controls.v[i].statement.p != NULL || declared->controls.v[i].guidance.p != NULL;
  }
  if (texts && declared->rights.n == 0) {
    struct finding *finding =
        finding_add(linker->findings, F_LINT_RIGHTS, place_at(framework->source, framework->offset),
                    "%.*s carries statements or guidance, and does not say under what rights", STR_ARG(framework->id));
    finding->framework = framework->id;
  }
}

static void check_declarations(const struct linker *linker, const struct graph_framework *framework) {
  const struct decl_framework *declared = framework->declared;
  uint32_t self = (uint32_t)(framework - linker->graph->frameworks.v);
  if (declared->attrs.n > 0) {
    const struct attribute_table *table = attributes_of(linker, self);
    attributes_check(linker, framework->source, declared->attrs.v, declared->attrs.n, &table, 1);
  }
  for (uint32_t i = 0; i < declared->replacements.n; i++) {
    const struct decl_replacement *replacement = &declared->replacements.v[i];
    if (graph_find_reference(linker->graph, self, replacement->ref) == NO_INDEX) {
      report_unknown_control(linker, linker->findings, place_attribute(framework->source, replacement->offset, "ref"),
                             self, replacement->ref, USE_ELSEWHERE);
    }
  }
}

/* The frameworks at work: each with findings of its own. */
struct naming {
  struct linker *linker;
  struct findings *findings; /* by framework */
};

/* The linker as one worker uses it for one framework. */
static struct linker linker_of(const struct naming *naming, struct worker *worker, uint32_t f) {
  struct linker linker = *naming->linker;
  linker.arena = &worker->arena;
  linker.findings = &naming->findings[f];
  findings_init(linker.findings, linker.arena);
  return linker;
}

/* Whoever writes the label or the id names this control and no other. */
static void report_taken_label(const struct linker *linker, const struct graph_framework *framework,
                               const struct decl_control *declared, uint32_t taken_by) {
  const struct graph_control *other = &linker->graph->controls[framework->first + taken_by];
  struct finding *finding =
      finding_add(linker->findings, F_DUPLICATE_CONTROL, place_attribute(framework->source, declared->offset, "label"),
                  "the label \"%.*s\" stands for another control of %.*s, and is not used", STR_ARG(declared->label),
                  STR_ARG(framework->id));
  finding->control = declared->id;
  if (other->declaration != NO_INDEX) {
    const struct decl_control *first = &framework->declared->controls.v[other->declaration];
    bool is_id = str_eq(first->id, declared->label);
    finding_note(linker->findings, finding, place_attribute(framework->source, first->offset, is_id ? "id" : "label"),
                 is_id ? "it is the id of this one" : "it is the label of this one");
  }
}

/* A label that is refused is shown nowhere: the id stands for the control. */
static void name_labels(const struct linker *linker, struct graph_framework *framework) {
  struct decl_framework *declared = framework->declared;
  names_init(&framework->labels, linker->arena);
  for (uint32_t i = 0; i < framework->count; i++) {
    uint32_t declaration = linker->graph->controls[framework->first + i].declaration;
    struct str label = declaration != NO_INDEX ? declared->controls.v[declaration].label : (struct str){0};
    if (label.n == 0) {
      continue;
    }
    if (framework->labelled == NULL) {
      framework->labelled = arena_alloc(linker->arena, framework->count * sizeof *framework->labelled);
    }
    uint32_t before = framework->labels.names.n;
    uint32_t id = names_find(&framework->names, label);
    uint32_t name = id == NO_NAME ? names_intern_kept(&framework->labels, label) : before;
    if (id == NO_NAME && name == before) {
      framework->labelled[name] = i;
    } else if (id != i) {
      report_taken_label(linker, framework, &declared->controls.v[declaration],
                         id != NO_NAME ? id : framework->labelled[name]);
      declared->controls.v[declaration].label = (struct str){0};
    }
  }
}

/* The controls of one framework, from `first` on. Ids of an open framework stand behind those that it lists. */
static void number_controls(void *context, struct worker *worker, uint32_t f) {
  struct linker linker = linker_of(context, worker, f);
  struct graph *graph = linker.graph;
  struct graph_framework *framework = &graph->frameworks.v[f];
  struct names open_ids = framework->names;
  uint32_t count = framework->declared->controls.n + open_ids.names.n;
  uint32_t next = framework->first;
  names_init(&framework->names, linker.arena);
  names_reserve(&framework->names, count);
  add_declared(&linker, framework, &next);
  for (uint32_t i = 0; i < open_ids.names.n; i++) {
    uint32_t name = names_intern_kept(&framework->names, open_ids.names.v[i]);
    graph->controls[next++] = (struct graph_control){.id = framework->names.names.v[name],
                                                     .title = STR(""),
                                                     .framework = f,
                                                     .parent = NO_INDEX,
                                                     .part = true,
                                                     .declaration = NO_INDEX};
  }
  framework->count = next - framework->first;
  name_labels(&linker, framework);
  finish_hierarchy(graph, framework);
}

/* Room for all that is declared, so that every framework writes its own in their place. */
static void make_room(struct linker *linker) {
  struct graph *graph = linker->graph;
  uint64_t most = 0;
  for (uint32_t f = 0; f < graph->frameworks.n; f++) {
    struct graph_framework *framework = &graph->frameworks.v[f];
    framework->first = (uint32_t)most;
    most += framework->declared->controls.n + (uint64_t)framework->names.names.n;
    if (most >= NO_INDEX) {
      arena_fail(linker->arena);
    }
  }
  graph->controls = arena_alloc(linker->arena, ((size_t)most + 1) * sizeof *graph->controls);
}

/* Controls that were dropped as duplicates leave room behind: those of the next frameworks move down. */
static void close_gaps(struct graph *graph) {
  uint32_t next = 0;
  for (uint32_t f = 0; f < graph->frameworks.n; f++) {
    struct graph_framework *framework = &graph->frameworks.v[f];
    uint32_t down = framework->first - next;
    struct graph_control *controls = graph->controls + next;
    if (down > 0) {
      memmove(controls, controls + down, framework->count * sizeof *controls);
      for (uint32_t i = 0; i < framework->count; i++) {
        controls[i].end -= down;
        controls[i].parent -= controls[i].parent != NO_INDEX ? down : 0;
      }
      framework->first = next;
    }
    next += framework->count;
  }
  graph->control_count = next;
}

static void check_framework(void *context, struct worker *worker, uint32_t f) {
  struct linker linker = linker_of(context, worker, f);
  check_declarations(&linker, &linker.graph->frameworks.v[f]);
  check_rights(&linker, &linker.graph->frameworks.v[f]);
}

static bool for_each_framework(struct linker *linker, parallel_work *work) {
  uint32_t count = linker->graph->frameworks.n;
  struct naming naming = {.linker = linker};
  naming.findings = arena_zalloc(linker->arena, ((size_t)count + 1) * sizeof *naming.findings);
  bool complete = parallel_each(linker->parallel, count, work, &naming);
  for (uint32_t f = 0; f < count && complete; f++) {
    findings_merge(linker->findings, &naming.findings[f]);
  }
  return complete;
}

bool link_controls(struct linker *linker) {
  make_room(linker);
  if (!for_each_framework(linker, number_controls)) {
    return false;
  }
  close_gaps(linker->graph);
  return for_each_framework(linker, check_framework);
}
