/* Texts of controls: those of their frameworks, then what supplements add to frameworks defined elsewhere: statements,
 * guidance, titles in another language, attributes. */
#include "link/parts.h"

#include "base/buf.h"

/* What a supplement says counts when it is in the wanted language, or in no other than the framework's own. */
static bool language_wanted(const struct linker *linker, const struct decl_supplement *supplement,
                            const struct decl_framework *framework) {
  struct str wanted = linker->options->language.n > 0 ? linker->options->language : framework->language;
  return supplement->language.n == 0 || str_eq_caseless(supplement->language, wanted);
}

static bool carries_texts(const struct decl_supplement *supplement) {
  bool texts = false;
  for (uint32_t i = 0; i < supplement->controls.n && !texts; i++) {
    texts = supplement->controls.v[i].statement.p != NULL || supplement->controls.v[i].guidance.p != NULL;
  }
  return texts;
}

static void check_rights(const struct linker *linker, const struct document *document) {
  const struct decl_supplement *supplement = document->as.supplement;
  if (carries_texts(supplement) && supplement->rights.n == 0) {
    struct finding *finding = finding_add(linker->findings, F_LINT_RIGHTS, place_at(document->source, document->offset),
                                          "this supplement to %.*s carries statements or guidance, and does not say "
                                          "under what rights",
                                          STR_ARG(supplement->framework));
    finding->framework = supplement->framework;
  }
}

/* Whoever is shown the texts is told whose they are. */
static void add_rights(const struct linker *linker, struct graph_framework *framework,
                       const struct decl_supplement *by) {
  if (by->rights.n == 0 || !carries_texts(by)) {
    return;
  }
  struct buf rights;
  buf_init(&rights, linker->arena);
  buf_str(&rights, framework->text_rights);
  buf_text(&rights, framework->text_rights.n > 0 ? " " : "");
  buf_str(&rights, by->rights);
  framework->text_rights = buf_done(&rights);
}

static void replace_text(struct str *text, struct str by) {
  if (by.n > 0) {
    *text = by;
  }
}

static void add_to_control(const struct graph *graph, uint32_t node, const struct decl_supplement_control *by) {
  replace_text(&graph->controls[node].title, by->title);
  if (graph->texts != NULL) {
    replace_text(&graph->texts[node].statement, by->statement);
    replace_text(&graph->texts[node].guidance, by->guidance);
  }
}

static void check_attributes(const struct linker *linker, const struct document *document, uint32_t framework) {
  const struct decl_supplement *supplement = document->as.supplement;
  if (supplement->attrs.n == 0) {
    return;
  }
  struct attribute_table own = {.built = false};
  struct attribute_source source = {supplement->attributes.v, supplement->attributes.n, supplement->values.v};
  attributes_declare(&own, &source, linker->arena);
  const struct attribute_table *const tables[] = {&own, attributes_of(linker, framework)};
  attributes_check(linker, document->source, supplement->attrs.v, supplement->attrs.n, tables, 2);
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
  bool wanted = language_wanted(linker, supplement, declared);
  if (wanted && graph->texts != NULL) {
    add_rights(linker, &graph->frameworks.v[framework], supplement);
  }
  for (uint32_t i = 0; i < supplement->controls.n; i++) {
    const struct decl_supplement_control *control = &supplement->controls.v[i];
    uint32_t node = graph_find_reference(graph, framework, control->ref);
    if (node == NO_INDEX) {
      report_unknown_control(linker, linker->findings, place_attribute(document->source, control->offset, "ref"),
                             framework, control->ref);
    } else if (wanted) {
      add_to_control(graph, node, control);
    }
  }
  check_attributes(linker, document, framework);
}

static void take_texts(const struct linker *linker) {
  struct graph *graph = linker->graph;
  graph->texts = arena_zalloc(linker->arena, ((size_t)graph->control_count + 1) * sizeof *graph->texts);
  for (uint32_t node = 0; node < graph->control_count; node++) {
    const struct graph_control *control = &graph->controls[node];
    if (control->declaration != NO_INDEX) {
      const struct decl_control *declared =
          &graph->frameworks.v[control->framework].declared->controls.v[control->declaration];
      graph->texts[node] = (struct graph_text){.statement = declared->statement, .guidance = declared->guidance};
    }
  }
}

void link_supplements(struct linker *linker) {
  if (linker->options->texts) {
    take_texts(linker);
  }
  for (uint32_t i = 0; i < linker->loaded->documents.n; i++) {
    if (linker->loaded->documents.v[i].kind == DOCUMENT_SUPPLEMENT) {
      link_supplement(linker, &linker->loaded->documents.v[i]);
    }
  }
}
