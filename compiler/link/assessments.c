/* Assessments: the framework and the controls that they name. */
#include "link/parts.h"

static void check_control(const struct linker *linker, const struct graph_assessment *assessment, uint32_t offset,
                          const char *attribute, struct str id, uint32_t *searches) {
  if (graph_find_control(linker->graph, assessment->framework, id) == NO_INDEX) {
    report_unknown_control(linker, linker->findings, place_attribute(assessment->document_source, offset, attribute),
                           assessment->framework, id, searches);
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
