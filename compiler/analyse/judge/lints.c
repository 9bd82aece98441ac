/* Lints that look at a whole mapping: its style, its rationale, and the concepts of ISO/IEC 27002 against the CSF functions. */
#include "analyse/judge/checks.h"
#include "analyse/network/words.h"

/* From how many facts on, and from what share of intersects-with on, a set-theory mapping is called a crosswalk. */
enum { STYLE_FROM_FACTS = 10, STYLE_PERCENT = 95 };

void lint_style(const struct graph *graph, const struct graph_mapping *mapping, struct findings *findings) {
  if (mapping->declared->style != STYLE_SET_THEORY || mapping->fact_count < STYLE_FROM_FACTS) {
    return;
  }
  uint32_t vague = 0;
  for (uint32_t f = mapping->first_fact; f < mapping->first_fact + mapping->fact_count; f++) {
    enum relation relation = (enum relation)graph->facts[f].relation;
    vague += relation == REL_INTERSECTS || relation == REL_RELATED;
  }
  if ((uint64_t)vague * 100 < (uint64_t)mapping->fact_count * STYLE_PERCENT) {
    return;
  }
  struct finding *finding = finding_add(
      findings, F_LINT_STYLE, place_attribute(mapping->document_source, mapping->offset, "style"),
      "%u of %u facts of this set-theory mapping say no more than that something overlaps", vague, mapping->fact_count);
  finding->mapping = mapping->id;
}

void lint_rationale(const struct graph *graph, const struct graph_mapping *mapping, struct findings *findings) {
  if (mapping->declared->style != STYLE_SET_THEORY || mapping->declared->rationale != RATIONALE_UNSTATED) {
    return;
  }
  uint32_t unstated = 0;
  for (uint32_t f = mapping->first_fact; f < mapping->first_fact + mapping->fact_count; f++) {
    unstated += graph->facts[f].rationale == RATIONALE_UNSTATED;
  }
  if (unstated == 0) {
    return;
  }
  struct finding *finding = finding_add(
      findings, F_LINT_RATIONALE, place_attribute(mapping->document_source, mapping->offset, "style"),
      "a set-theory mapping states its rationale; %u of its facts have none and are read as semantic", unstated);
  finding->mapping = mapping->id;
}

/* The five functions that ISO/IEC 27002:2022 knows as concepts. GOVERN came later and is not among them. */
static const char *const concepts[] = {"identify", "protect", "detect", "respond", "recover"};

/* The values of the attribute among the concepts, as bits. */
static unsigned concept_bits(const struct graph *graph, uint32_t node, const char *attribute) {
  const struct graph_control *control = &graph->controls[node];
  if (control->declaration == NO_INDEX) {
    return 0;
  }
  const struct decl_framework *framework = graph->frameworks.v[control->framework].declared;
  const struct decl_control *declared = &framework->controls.v[control->declaration];
  unsigned bits = 0;
  for (uint32_t i = 0; i < declared->attr_count; i++) {
    const struct decl_attr *attr = &framework->attrs.v[declared->first_attr + i];
    for (unsigned c = 0; str_is(attr->name, attribute) && c < sizeof concepts / sizeof *concepts; c++) {
      bits |= str_is(attr->value, concepts[c]) ? 1U << c : 0;
    }
  }
  return bits;
}

static bool has_attribute(const struct graph *graph, uint32_t framework, const char *name) {
  const struct decl_framework *declared = graph->frameworks.v[framework].declared;
  for (uint32_t i = 0; i < declared->attributes.n; i++) {
    if (str_is(declared->attributes.v[i].name, name)) {
      return true;
    }
  }
  return false;
}

static void lint_concept(const struct graph *graph, const struct graph_fact *fact, bool concepts_first,
                         struct findings *findings) {
  if (graph_is_union(graph, fact->source) || graph_is_union(graph, fact->target) || fact->relation == REL_NONE) {
    return;
  }
  unsigned known = concept_bits(graph, concepts_first ? fact->source : fact->target, "cybersecurity-concepts");
  unsigned function = concept_bits(graph, concepts_first ? fact->target : fact->source, "function");
  if (known == 0 || function == 0 || (known & function) != 0) {
    return;
  }
  struct str words = words_fact(graph, fact, findings->arena);
  struct finding *finding =
      finding_add(findings, F_LINT_CONCEPT, fact_place(graph, fact),
                  "%.*s, but the function is not among the cybersecurity concepts of the control", STR_ARG(words));
  finding->mapping = graph->mappings.v[fact->mapping].id;
}

void lint_concepts(const struct graph *graph, const struct graph_mapping *mapping, struct findings *findings) {
  bool forth = has_attribute(graph, mapping->source, "cybersecurity-concepts") &&
               has_attribute(graph, mapping->target, "function");
  bool back = has_attribute(graph, mapping->target, "cybersecurity-concepts") &&
              has_attribute(graph, mapping->source, "function");
  for (uint32_t f = mapping->first_fact; (forth || back) && f < mapping->first_fact + mapping->fact_count; f++) {
    lint_concept(graph, &graph->facts[f], forth, findings);
  }
}
