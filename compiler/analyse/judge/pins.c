/* lint.suspect: lines whose controls say something else than when they were pinned. */
#include "analyse/judge/checks.h"
#include "base/search.h"
#include "model/wording.h"

static const struct decl_pin *pin_at(const struct decl_mapping *declared, uint32_t offset) {
  uint32_t at = search_first(struct decl_pin, declared->pins.v, declared->pins.n, offset, offset);
  return at < declared->pins.n && declared->pins.v[at].offset == offset ? &declared->pins.v[at] : NULL;
}

static struct str side_words(const struct graph *graph, uint32_t node, struct arena *arena) {
  struct str framework = graph->frameworks.v[graph_framework_of(graph, node)].id;
  struct buf words;
  buf_init(&words, arena);
  if (graph_is_union(graph, node)) {
    buf_printf(&words, "a source or target of this line in %.*s", STR_ARG(framework));
  } else {
    buf_printf(&words, "%.*s of %.*s", STR_ARG(graph->controls[node].id), STR_ARG(framework));
  }
  return buf_done(&words);
}

static void tell(const struct graph *graph, const struct graph_fact *fact, bool source, bool target,
                 struct findings *findings) {
  const struct graph_mapping *mapping = &graph->mappings.v[fact->mapping];
  struct str first = side_words(graph, source ? fact->source : fact->target, findings->arena);
  struct str second = source && target ? side_words(graph, fact->target, findings->arena) : STR("");
  struct finding *finding =
      finding_add(findings, F_LINT_SUSPECT, place_attribute(mapping->document_source, fact->offset, "pinned"),
                  "%.*s%s%.*s %s since this line was pinned", STR_ARG(first), second.n > 0 ? " and " : "",
                  STR_ARG(second), second.n > 0 ? "have been reworded" : "has been reworded");
  finding->mapping = mapping->id;
  finding_note(findings, finding, place_none(),
               "look whether the line still holds; crosswalk check --pin FILE then confirms the lines of FILE");
}

void lint_pins(const struct graph *graph, const struct graph_mapping *mapping, struct findings *findings) {
  if (mapping->declared->pins.n == 0) {
    return;
  }
  for (uint32_t f = mapping->first_fact; f < mapping->first_fact + mapping->fact_count; f++) {
    const struct graph_fact *fact = &graph->facts[f];
    const struct decl_pin *pin = pin_at(mapping->declared, fact->offset);
    bool source = pin != NULL && pin->source != wording_of(graph, fact->source);
    bool target = pin != NULL && pin->target != wording_of(graph, fact->target);
    if (source || target) {
      tell(graph, fact, source, target, findings);
    }
  }
}
