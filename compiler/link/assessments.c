/* Assessments: the framework and the controls that they name. */
#include "link/parts.h"

static void check_control(const struct linker *linker, const struct graph_assessment *assessment, uint32_t offset,
                          const char *attribute, struct str id, uint32_t *searches) {
  if (graph_find_control(linker->graph, assessment->framework, id) == NO_INDEX) {
    report_unknown_control(linker, linker->findings, place_attribute(assessment->document_source, offset, attribute),
                           assessment->framework, id, searches);
  }
}

/* What is said twice of a control may well differ. */
static void check_once(const struct linker *linker, const struct graph_assessment *assessment) {
  const struct decl_assessment *declared = assessment->declared;
  struct names seen;
  names_init(&seen, linker->arena);
  uint32_t *offsets = arena_alloc(linker->arena, ((size_t)declared->controls.n + 1) * sizeof *offsets);
  for (uint32_t i = 0; i < declared->controls.n; i++) {
    const struct decl_assessed *control = &declared->controls.v[i];
    uint32_t before = seen.names.n;
    uint32_t name = names_intern(&seen, control->ref);
    if (name == before) {
      offsets[name] = control->offset;
      continue;
    }
    struct finding *finding = finding_add(linker->findings, F_DUPLICATE_CONTROL,
                                          place_attribute(assessment->document_source, control->offset, "ref"),
                                          "\"%.*s\" is assessed a second time", STR_ARG(control->ref));
    finding_note(linker->findings, finding, place_attribute(assessment->document_source, offsets[name], "ref"),
                 "first assessed here");
  }
}

static void link_assessment(struct linker *linker, const struct document *document) {
  const struct decl_assessment *declared = document->as.assessment;
  if (declared->framework.n == 0) {
    return; /* the schema's finding says so */
  }
  struct graph_assessment assessment = {
      .declared = declared,
      .document_source = document->source,
      .framework = graph_find_framework(linker->graph, declared->framework),
  };
  if (assessment.framework == NO_INDEX) {
    report_unknown_framework(linker, place_attribute(document->source, document->offset, "framework"),
                             declared->framework);
    return;
  }
  uint32_t searches = 0;
  for (uint32_t i = 0; i < declared->controls.n; i++) {
    const struct decl_assessed *control = &declared->controls.v[i];
    check_control(linker, &assessment, control->offset, "ref", control->ref, &searches);
  }
  check_once(linker, &assessment);
  for (uint32_t i = 0; i < declared->treated_by.n; i++) {
    const struct decl_treated_by *treated_by = &declared->treated_by.v[i];
    check_control(linker, &assessment, treated_by->offset, "control", treated_by->control, &searches);
  }
  vec_push(linker->arena, &linker->graph->assessments, assessment);
}

void link_assessments(struct linker *linker) {
  for (uint32_t i = 0; i < linker->loaded->documents.n; i++) {
    if (linker->loaded->documents.v[i].kind == DOCUMENT_ASSESSMENT) {
      link_assessment(linker, &linker->loaded->documents.v[i]);
    }
  }
}
