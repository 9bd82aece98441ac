/* Mappings: their order, their two frameworks, what the status and the authority make of them. */
#include "link/parts.h"

#include <stdlib.h>

static int by_id(const void *a, const void *b) {
  const struct graph_mapping *x = a;
  const struct graph_mapping *y = b;
  int order = str_compare(x->id, y->id);
  return order != 0 ? order : (x->document_source > y->document_source) - (x->document_source < y->document_source);
}

static void drop_duplicates(struct linker *linker) {
  struct graph *graph = linker->graph;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < graph->mappings.n; i++) {
    struct graph_mapping *mapping = &graph->mappings.v[i];
    if (kept > 0 && str_eq(graph->mappings.v[kept - 1].id, mapping->id)) {
      const struct graph_mapping *first = &graph->mappings.v[kept - 1];
      struct finding *finding = finding_add(
          linker->findings, F_DUPLICATE_MAPPING, place_attribute(mapping->document_source, mapping->offset, "id"),
          "mapping \"%.*s\" is defined a second time; this one is not used", STR_ARG(mapping->id));
      finding_note(linker->findings, finding, place_attribute(first->document_source, first->offset, "id"),
                   "first defined here");
    } else {
      graph->mappings.v[kept++] = *mapping;
    }
  }
  graph->mappings.n = kept;
}

/* The framework of one side, NO_INDEX after a finding. */
static uint32_t resolve_side(struct linker *linker, const struct document *document, const char *side, struct str id) {
  if (id.n == 0) {
    return NO_INDEX; /* the schema's finding says so */
  }
  uint32_t framework = graph_find_framework(linker->graph, id);
  if (framework == NO_INDEX) {
    report_unknown_framework(linker, place_attribute(document->source, document->offset, side), id);
  }
  return framework;
}

static void note_superseded(struct linker *linker, const struct document *document, const char *side,
                            uint32_t framework, uint32_t other) {
  const struct graph *graph = linker->graph;
  uint32_t newer = graph->frameworks.v[framework].superseded_by;
  if (newer == NO_INDEX || newer == other) {
    return; /* a mapping between two editions is about just that */
  }
  struct finding *finding = finding_add(
      linker->findings, F_SUPERSEDED_FRAMEWORK, place_attribute(document->source, document->offset, side),
      "%.*s is superseded by %.*s", STR_ARG(graph->frameworks.v[framework].id), STR_ARG(graph->frameworks.v[newer].id));
  finding->framework = graph->frameworks.v[framework].id;
  finding->mapping = document->as.mapping->id;
}

static void link_mapping(struct linker *linker, const struct document *document) {
  struct decl_mapping *declared = document->as.mapping;
  if ((linker->options->authorities >> declared->authority & 1) == 0) {
    return; /* what it claims to have examined does not count either */
  }
  uint32_t source = resolve_side(linker, document, "source", declared->source);
  uint32_t target = resolve_side(linker, document, "target", declared->target);
  if (source == NO_INDEX || target == NO_INDEX || declared->id.n == 0) {
    return;
  }
  note_superseded(linker, document, "source", source, target);
  note_superseded(linker, document, "target", target, source);
  bool alive = declared->status != STATUS_DEPRECATED && declared->status != STATUS_SUPERSEDED;
  vec_push(linker->arena, &linker->graph->mappings,
           (struct graph_mapping){.declared = declared,
                                  .id = declared->id,
                                  .document_source = document->source,
                                  .offset = document->offset,
                                  .source = source,
                                  .target = target,
                                  .bundled = document->bundled,
                                  .reasoned = alive && declared->chain && declared->via.n == 0,
                                  .composed = declared->via.n > 0});
}

void link_mappings(struct linker *linker) {
  for (uint32_t i = 0; i < linker->loaded->documents.n; i++) {
    if (linker->loaded->documents.v[i].kind == DOCUMENT_MAPPING) {
      link_mapping(linker, &linker->loaded->documents.v[i]);
    }
  }
  if (linker->graph->mappings.n > 0) {
    qsort(linker->graph->mappings.v, linker->graph->mappings.n, sizeof *linker->graph->mappings.v, by_id);
  }
  drop_duplicates(linker);
}
