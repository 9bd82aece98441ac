/* Assessments: their frameworks, the controls that they name, and what they say of each control. */
#include "link/parts.h"

struct linking {
  const struct linker *linker;
  struct graph_assessment assessment;
  struct names own;      /* ids of its own controls */
  uint32_t *own_numbers; /* by name */
};

static uint32_t find_control(struct linking *linking, uint32_t framework, uint32_t offset, const char *attribute,
                             struct str id) {
  const struct linker *linker = linking->linker;
  uint32_t node = graph_find_reference(linker->graph, framework, id);
  if (node == NO_INDEX) {
    report_unknown_control(linker, linker->findings,
                           place_attribute(linking->assessment.document_source, offset, attribute), framework, id,
                           USE_ELSEWHERE);
  }
  return node;
}

static struct place place_of(const struct linking *linking, const struct decl_assessed *control) {
  return place_attribute(linking->assessment.document_source, control->offset, control->own ? "id" : "ref");
}

/* The first line of each control: by its node, since it may be named by its id or its label; of an own control, and of
 * what nobody defined, by what it is called. */
struct first_lines {
  const struct decl_assessed **by_node;
  const struct decl_assessed **by_name;
  struct names names;
};

static const struct decl_assessed **first_line_of(const struct linking *linking, struct first_lines *lines,
                                                  uint32_t i) {
  const struct graph_assessment *assessment = &linking->assessment;
  if (assessment->nodes[i] != NO_INDEX) {
    uint32_t first = linking->linker->graph->frameworks.v[assessment->framework].first;
    return &lines->by_node[assessment->nodes[i] - first];
  }
  return &lines->by_name[names_intern(&lines->names, assessment->declared->controls.v[i].ref)];
}

/* What is said twice of a control may well differ. */
static void check_once(const struct linking *linking) {
  const struct linker *linker = linking->linker;
  const struct decl_assessment *declared = linking->assessment.declared;
  const struct graph_framework *framework = &linker->graph->frameworks.v[linking->assessment.framework];
  struct first_lines lines;
  names_init(&lines.names, linker->arena);
  lines.by_node = arena_zalloc(linker->arena, ((size_t)framework->count + 1) * sizeof *lines.by_node);
  lines.by_name = arena_zalloc(linker->arena, ((size_t)declared->controls.n + 1) * sizeof *lines.by_name);
  for (uint32_t i = 0; i < declared->controls.n; i++) {
    const struct decl_assessed *control = &declared->controls.v[i];
    const struct decl_assessed **first = first_line_of(linking, &lines, i);
    if (*first == NULL) {
      *first = control;
      continue;
    }
    if ((*first)->own != control->own) {
      continue; /* told already: an own control is not called what a control of the framework is */
    }
    struct finding *finding = finding_add(linker->findings, F_DUPLICATE_CONTROL, place_of(linking, control),
                                          "\"%.*s\" is assessed a second time", STR_ARG(control->ref));
    uint32_t node = linking->assessment.nodes[i];
    finding->control = node != NO_INDEX ? linker->graph->controls[node].id : control->ref;
    finding_note(linker->findings, finding, place_of(linking, *first), "first assessed here");
  }
}

/* An own control is called what no control of the framework is. */
static void check_own(struct linking *linking, const struct decl_assessed *control, uint32_t number) {
  const struct linker *linker = linking->linker;
  const struct graph_framework *framework = &linker->graph->frameworks.v[linking->assessment.framework];
  uint32_t before = linking->own.names.n;
  uint32_t name = names_intern(&linking->own, control->ref);
  if (name == before) {
    linking->own_numbers[name] = number;
  }
  if (graph_find_reference(linker->graph, linking->assessment.framework, control->ref) != NO_INDEX) {
    struct finding *finding = finding_add(linker->findings, F_DUPLICATE_CONTROL, place_of(linking, control),
                                          "\"%.*s\" is a control of %.*s, and is declared as an own control",
                                          STR_ARG(control->ref), STR_ARG(framework->id));
    finding->control = control->ref;
    finding_note(linker->findings, finding, place_none(), "write <control ref=\"%.*s\"/>, or give it another id",
                 STR_ARG(control->ref));
  }
}

static void resolve_controls(struct linking *linking) {
  struct graph_assessment *assessment = &linking->assessment;
  const struct decl_assessment *declared = assessment->declared;
  for (uint32_t i = 0; i < declared->controls.n; i++) {
    const struct decl_assessed *control = &declared->controls.v[i];
    assessment->nodes[i] = NO_INDEX;
    if (control->own) {
      check_own(linking, control, i);
    } else {
      assessment->nodes[i] = find_control(linking, assessment->framework, control->offset, "ref", control->ref);
    }
  }
  check_once(linking);
}

static void resolve_treatment(struct linking *linking, const struct decl_treated_by *treated_by,
                              struct graph_treatment *treatment) {
  const struct linker *linker = linking->linker;
  *treatment = (struct graph_treatment){.framework = linking->assessment.framework, .node = NO_INDEX, .own = NO_INDEX};
  uint32_t name = treated_by->framework.n == 0 ? names_find(&linking->own, treated_by->control) : NO_NAME;
  if (name != NO_NAME) {
    treatment->own = linking->own_numbers[name];
    return;
  }
  if (treated_by->framework.n > 0) {
    treatment->framework = graph_find_framework(linker->graph, treated_by->framework);
  }
  if (treatment->framework == NO_INDEX) {
    report_unknown_framework(linker,
                             place_attribute(linking->assessment.document_source, treated_by->offset, "framework"),
                             treated_by->framework);
    return;
  }
  if (treated_by->framework.n == 0 && linking->assessment.declared->cut) { /* perhaps an own control, not read */
    treatment->node = graph_find_reference(linker->graph, treatment->framework, treated_by->control);
    return;
  }
  treatment->node = find_control(linking, treatment->framework, treated_by->offset, "control", treated_by->control);
}

/* True if what is said of the control holds for what is below it, too: what is left out, and what is implemented and nothing
 * else than its parts, for each of these. The status of a heading that gathers controls is not read. */
static bool holds_below(const struct graph_control *control, const struct decl_assessed *assessed,
                        const struct graph_control *below) {
  if (assessed->applicable == APPLICABILITY_NO) {
    return true;
  }
  return !control->group && control->exhaustive && assessed->status == IMPLEMENTATION_WHOLE && below->part;
}

/* Where a heading is left out all below it is, for the same reason; whatever else the line says is about the heading alone. */
static void bequeath(const struct linking *linking) {
  const struct decl_assessment *declared = linking->assessment.declared;
  for (uint32_t i = 0; i < declared->controls.n; i++) {
    const struct decl_assessed *line = &declared->controls.v[i];
    bool excluded = line->applicable == APPLICABILITY_NO;
    linking->assessment.below[i] = excluded ? (struct decl_assessed){.ref = line->ref,
                                                                     .justification = line->justification,
                                                                     .offset = line->offset,
                                                                     .applicable = line->applicable}
                                            : *line;
  }
}

/* Who speaks of each control: parents come before their children. */
static void spread_lines(const struct linking *linking) {
  const struct graph *graph = linking->linker->graph;
  const struct graph_assessment *assessment = &linking->assessment;
  const struct graph_framework *framework = &graph->frameworks.v[assessment->framework];
  const struct decl_assessment *declared = assessment->declared;
  for (uint32_t i = 0; i < framework->count; i++) {
    assessment->lines[i] = NO_INDEX;
  }
  for (uint32_t i = declared->controls.n; i-- > 0;) { /* of two the first counts */
    if (assessment->nodes[i] != NO_INDEX) {
      assessment->lines[assessment->nodes[i] - framework->first] = i;
    }
  }
  for (uint32_t i = 0; i < framework->count; i++) {
    const struct graph_control *control = &graph->controls[framework->first + i];
    if (assessment->lines[i] != NO_INDEX || control->parent == NO_INDEX || control->withdrawn) {
      continue;
    }
    uint32_t above = assessment->lines[control->parent - framework->first];
    if (above != NO_INDEX &&
        holds_below(&graph->controls[assessment->nodes[above]], &declared->controls.v[above], control)) {
      assessment->lines[i] = above;
    }
  }
}

static void note_superseded(const struct linking *linking) {
  const struct linker *linker = linking->linker;
  const struct graph_framework *framework = &linker->graph->frameworks.v[linking->assessment.framework];
  if (framework->superseded_by == NO_INDEX) {
    return;
  }
  struct place place = place_attribute(linking->assessment.document_source, linking->assessment.offset, "framework");
  finding_add(linker->findings, F_SUPERSEDED_FRAMEWORK, place, "%.*s is superseded by %.*s", STR_ARG(framework->id),
              STR_ARG(linker->graph->frameworks.v[framework->superseded_by].id));
}

static void link_assessment(struct linker *linker, const struct document *document) {
  const struct decl_assessment *declared = document->as.assessment;
  if (declared->framework.n == 0) {
    return; /* the schema's finding says so */
  }
  struct linking linking = {
      .linker = linker,
      .assessment = {.declared = declared,
                     .document_source = document->source,
                     .offset = document->offset,
                     .framework = graph_find_framework(linker->graph, declared->framework)},
  };
  struct graph_assessment *assessment = &linking.assessment;
  if (assessment->framework == NO_INDEX) {
    report_unknown_framework(linker, place_attribute(document->source, document->offset, "framework"),
                             declared->framework);
    return;
  }
  note_superseded(&linking);
  uint32_t count = linker->graph->frameworks.v[assessment->framework].count;
  names_init(&linking.own, linker->arena);
  linking.own_numbers = arena_alloc(linker->arena, ((size_t)declared->controls.n + 1) * sizeof(uint32_t));
  assessment->nodes = arena_alloc(linker->arena, ((size_t)declared->controls.n + 1) * sizeof(uint32_t));
  assessment->lines = arena_alloc(linker->arena, ((size_t)count + 1) * sizeof(uint32_t));
  assessment->below = arena_alloc(linker->arena, ((size_t)declared->controls.n + 1) * sizeof *assessment->below);
  assessment->treatments =
      arena_alloc(linker->arena, ((size_t)declared->treated_by.n + 1) * sizeof *assessment->treatments);
  resolve_controls(&linking);
  for (uint32_t i = 0; i < declared->treated_by.n; i++) {
    resolve_treatment(&linking, &declared->treated_by.v[i], &assessment->treatments[i]);
  }
  spread_lines(&linking);
  bequeath(&linking);
  vec_push(linker->arena, &linker->graph->assessments, *assessment);
}

/* Assessments by their ids. */
struct known_ids {
  struct names ids;
  VEC(const struct document *) documents; /* by id: the first of each */
};

/* True if another one of this id came before it: what is made of the id is of that one. */
static bool is_known(struct linker *linker, struct known_ids *known, const struct document *document) {
  struct str id = document->as.assessment->id;
  uint32_t before = known->ids.names.n;
  uint32_t name = id.n > 0 ? names_intern(&known->ids, id) : before; /* the schema's finding says that it has none */
  if (name == before) {
    vec_push(linker->arena, &known->documents, document);
    return false;
  }
  const struct document *first = known->documents.v[name];
  struct finding *finding =
      finding_add(linker->findings, F_DUPLICATE_MAPPING, place_attribute(document->source, document->offset, "id"),
                  "assessment \"%.*s\" is defined a second time; this one is not used", STR_ARG(id));
  finding_note(linker->findings, finding, place_attribute(first->source, first->offset, "id"), "first defined here");
  return true;
}

/* Marks those whose place others take. */
static void mark_superseded(struct linker *linker) {
  struct graph *graph = linker->graph;
  struct names ids;
  names_init(&ids, linker->arena);
  uint32_t *numbers = arena_alloc(linker->arena, ((size_t)graph->assessments.n + 1) * sizeof *numbers);
  for (uint32_t i = 0; i < graph->assessments.n; i++) {
    numbers[names_intern(&ids, graph->assessments.v[i].declared->id)] = i;
  }
  for (uint32_t i = 0; i < graph->assessments.n; i++) {
    uint32_t name = names_find(&ids, graph->assessments.v[i].declared->supersedes);
    if (name != NO_NAME && graph_supersedes(&graph->assessments.v[i], &graph->assessments.v[numbers[name]])) {
      graph->assessments.v[numbers[name]].superseded = true;
    }
  }
}

void link_assessments(struct linker *linker) {
  struct known_ids known = {.documents = {0}};
  names_init(&known.ids, linker->arena);
  for (uint32_t i = 0; i < linker->loaded->documents.n; i++) {
    const struct document *document = &linker->loaded->documents.v[i];
    if (document->kind == DOCUMENT_ASSESSMENT && !is_known(linker, &known, document)) {
      link_assessment(linker, document);
    }
  }
  mark_superseded(linker);
}
