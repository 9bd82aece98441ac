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

/* How many places are told. */
enum { MOST_TOLD = 5 };

/* A statement is told once: by mapping, the finding about what it declares first, and by fact what it is a copy of. */
struct telling {
  const struct analysis *analysis;
  struct findings *findings;
  struct finding **by_mapping;
  uint32_t *statements; /* NULL where there are no copies */
};

static struct telling telling_of(const struct analysis *analysis, struct findings *findings) {
  const struct graph *graph = analysis->graph;
  struct arena *arena = findings->arena;
  struct telling telling = {
      .analysis = analysis,
      .findings = findings,
      .by_mapping = arena_alloc(arena, ((size_t)graph->mappings.n + 1) * sizeof(struct finding *))};
  if (analysis->copies.n == 0) {
    return telling;
  }
  telling.statements = arena_alloc(arena, ((size_t)graph->fact_count + 1) * sizeof *telling.statements);
  memset(telling.statements, 0xff, ((size_t)graph->fact_count + 1) * sizeof *telling.statements);
  for (uint32_t i = 0; i < analysis->copies.n; i++) {
    telling.statements[analysis->copies.v[i].copy] = analysis->copies.v[i].statement;
  }
  return telling;
}

/* The mapping that makes the statement of the fact first; that of the fact itself where no other does. */
static uint32_t first_mapping(const struct telling *telling, uint32_t fact) {
  bool copy = telling->statements != NULL && telling->statements[fact] != NO_INDEX;
  return telling->analysis->graph->facts[copy ? telling->statements[fact] : fact].mapping;
}

/* The facts of a mapping without a rationale, and, where it says nothing that others have not said without one, the first of
 * those others; else NO_INDEX. */
static uint32_t count_unstated(const struct telling *telling, uint32_t number, uint32_t *said_before) {
  const struct graph *graph = telling->analysis->graph;
  const struct graph_mapping *mapping = &graph->mappings.v[number];
  uint32_t unstated = 0;
  bool anew = false;
  *said_before = NO_INDEX;
  for (uint32_t f = mapping->first_fact; f < mapping->first_fact + mapping->fact_count; f++) {
    if (graph->facts[f].rationale != RATIONALE_UNSTATED) {
      continue;
    }
    unstated++;
    if ((graph->facts[f].flags & FACT_REASONED) == 0) {
      continue; /* nothing follows from how it is read */
    }
    uint32_t first = first_mapping(telling, f);
    anew = anew || first == number || telling->by_mapping[first] == NULL;
    *said_before = first < *said_before ? first : *said_before;
  }
  *said_before = anew ? NO_INDEX : *said_before;
  return unstated;
}

static void lint_rationale(const struct telling *telling, uint32_t number) {
  const struct graph_mapping *mapping = &telling->analysis->graph->mappings.v[number];
  if (mapping->declared->style != STYLE_SET_THEORY || mapping->declared->rationale != RATIONALE_UNSTATED) {
    return;
  }
  uint32_t said_before = NO_INDEX;
  uint32_t unstated = count_unstated(telling, number, &said_before);
  struct place place = place_attribute(mapping->document_source, mapping->offset, "style");
  if (unstated == 0) {
    return;
  }
  if (said_before != NO_INDEX) {
    finding_note(telling->findings, telling->by_mapping[said_before], place, "%.*s says the same without one, too",
                 STR_ARG(mapping->id));
    return;
  }
  struct finding *finding = finding_add(
      telling->findings, F_LINT_RATIONALE, place,
      "a set-theory mapping states its rationale; %u of its facts have none and are read as semantic", unstated);
  finding->mapping = mapping->id;
  telling->by_mapping[number] = finding;
}

/* An overlap with a union says something of the union and nothing of any one of its members. */
static bool overlaps_several(const struct graph *graph, const struct graph_fact *fact) {
  return (fact->relation == REL_INTERSECTS || fact->relation == REL_RELATED) &&
         (graph_is_union(graph, fact->source) || graph_is_union(graph, fact->target));
}

/* One finding for each mapping that says it first, with a note for further places in it, and one for each mapping that only
 * says it again. */
static void lint_union(const struct telling *telling, uint32_t number) {
  const struct graph *graph = telling->analysis->graph;
  const struct graph_mapping *mapping = &graph->mappings.v[number];
  struct finding *finding = NULL;
  uint32_t count = 0;
  bool again = false;
  for (uint32_t f = mapping->first_fact; f < mapping->first_fact + mapping->fact_count; f++) {
    const struct graph_fact *fact = &graph->facts[f];
    if (!overlaps_several(graph, fact)) {
      continue;
    }
    uint32_t first = first_mapping(telling, f);
    if (first != number && telling->by_mapping[first] != NULL) {
      if (!again) {
        finding_note(telling->findings, telling->by_mapping[first], fact_place(graph, fact), "%.*s says it, too",
                     STR_ARG(mapping->id));
      }
      again = true;
    } else if (count++ == 0) {
      finding = finding_add(telling->findings, F_LINT_UNION, fact_place(graph, fact),
                            "%s of several controls at once is said of all of them together, and of none alone",
                            vocabulary_token(&vocabulary_relation, fact->relation));
      finding->mapping = mapping->id;
      telling->by_mapping[number] = finding;
    } else if (count <= MOST_TOLD) {
      finding_note(telling->findings, finding, fact_place(graph, fact), "here, too");
    }
  }
  if (count > MOST_TOLD) {
    finding_note(telling->findings, finding, place_none(), "and %u more in this mapping", count - MOST_TOLD);
  }
}

void lint_statements(const struct analysis *analysis, struct findings *findings) {
  static void (*const lints[])(const struct telling *telling, uint32_t mapping) = {lint_rationale, lint_union};
  uint32_t count = analysis->graph->mappings.n;
  struct telling telling = telling_of(analysis, findings);
  for (unsigned i = 0; i < sizeof lints / sizeof *lints; i++) {
    memset(telling.by_mapping, 0, ((size_t)count + 1) * sizeof(struct finding *));
    for (uint32_t m = 0; m < count; m++) {
      lints[i](&telling, m);
    }
  }
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
