/* Supplements: titles in another language, and checks of what they add to frameworks defined elsewhere. */
#include "link/parts.h"

static struct attribute_source attributes_of_framework(const struct decl_framework *framework) {
  return (struct attribute_source){framework->attributes.v, framework->attributes.n, framework->values.v};
}

/* Titles of a supplement count when it is in the wanted language, or in no other than the framework's own. */
static bool titles_wanted(const struct linker *linker, const struct decl_supplement *supplement,
                          const struct decl_framework *framework) {
  struct str wanted = linker->options->language.n > 0 ? linker->options->language : framework->language;
  return supplement->language.n == 0 || str_eq(supplement->language, wanted);
}

static void check_rights(const struct linker *linker, const struct document *document) {
  const struct decl_supplement *supplement = document->as.supplement;
  bool texts = false;
  for (uint32_t i = 0; i < supplement->controls.n && !texts; i++) {
    texts = supplement->controls.v[i].statement.p != NULL || supplement->controls.v[i].guidance.p != NULL;
  }
  if (texts && supplement->rights.n == 0) {
    struct finding *finding = finding_add(linker->findings, F_LINT_RIGHTS, place_at(document->source, document->offset),
                                          "this supplement to %.*s carries statements or guidance, and does not say "
                                          "under what rights",
                                          STR_ARG(supplement->framework));
    finding->framework = supplement->framework;
  }
}

static void link_supplement(struct linker *linker, const struct document *document) {
  const struct decl_supplement *supplement = document->as.supplement;
  if (supplement->framework.n == 0) {
    return;
  }
  struct graph *graph = linker->graph;
  uint32_t framework = graph_find_framework(graph, supplement->framework);
  if (framework == NO_INDEX) {
    report_unknown_framework(linker, place_attribute(document->source, document->offset, "framework"),
                             supplement->framework);
    return;
  }
  check_rights(linker, document);
  const struct decl_framework *declared = graph->frameworks.v[framework].declared;
  bool titles = titles_wanted(linker, supplement, declared);
  uint32_t searches = 0;
  for (uint32_t i = 0; i < supplement->controls.n; i++) {
    const struct decl_supplement_control *control = &supplement->controls.v[i];
    uint32_t node = graph_find_control(graph, framework, control->ref);
    if (node == NO_INDEX) {
      report_unknown_control(linker, linker->findings, place_attribute(document->source, control->offset, "ref"),
                             framework, control->ref, &searches);
    } else if (titles && control->title.n > 0) {
      graph->controls[node].title = control->title;
    }
  }
  struct attribute_source sources[2] = {
      {supplement->attributes.v, supplement->attributes.n, supplement->values.v},
      attributes_of_framework(declared),
  };
  check_attrs(linker, document->source, supplement->attrs.v, supplement->attrs.n, sources, 2);
}

void link_supplements(struct linker *linker) {
  for (uint32_t i = 0; i < linker->loaded->documents.n; i++) {
    if (linker->loaded->documents.v[i].kind == DOCUMENT_SUPPLEMENT) {
      link_supplement(linker, &linker->loaded->documents.v[i]);
    }
  }
}
