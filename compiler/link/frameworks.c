/* Frameworks: their order, who supersedes whom, the ids of open ones, and the attributes that each declares. */
#include "link/parts.h"

#include <stdlib.h>

static int by_id(const void *a, const void *b) {
  const struct graph_framework *x = a;
  const struct graph_framework *y = b;
  int order = str_compare(x->id, y->id);
  return order != 0 ? order : (x->source > y->source) - (x->source < y->source);
}

static void mark_superseded(struct graph *graph) {
  for (uint32_t i = 0; i < graph->frameworks.n; i++) {
    struct str older = graph->frameworks.v[i].declared->supersedes;
    uint32_t found = older.n > 0 ? graph_find_framework(graph, older) : NO_INDEX;
    if (found != NO_INDEX && found != i) {
      graph->frameworks.v[found].superseded_by = i;
    }
  }
}

/* Keeps the first of each id and reports the others. */
static void drop_duplicates(struct linker *linker) {
  struct graph *graph = linker->graph;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < graph->frameworks.n; i++) {
    struct graph_framework *framework = &graph->frameworks.v[i];
    if (kept > 0 && str_eq(graph->frameworks.v[kept - 1].id, framework->id)) {
      const struct graph_framework *first = &graph->frameworks.v[kept - 1];
      struct finding *finding = finding_add(
          linker->findings, F_DUPLICATE_FRAMEWORK, place_attribute(framework->source, framework->offset, "id"),
          "framework \"%.*s\" is defined a second time; this one is not used", STR_ARG(framework->id));
      finding_note(linker->findings, finding, place_attribute(first->source, first->offset, "id"),
                   "first defined here");
    } else {
      graph->frameworks.v[kept++] = *framework;
    }
  }
  graph->frameworks.n = kept;
}

void link_frameworks(struct linker *linker) {
  struct graph *graph = linker->graph;
  for (uint32_t i = 0; i < linker->loaded->documents.n; i++) {
    const struct document *document = &linker->loaded->documents.v[i];
    if (document->kind != DOCUMENT_FRAMEWORK || document->as.framework->id.n == 0) {
      continue;
    }
    vec_push(linker->arena, &graph->frameworks,
             (struct graph_framework){.declared = document->as.framework,
                                      .id = document->as.framework->id,
                                      .source = document->source,
                                      .offset = document->offset,
                                      .superseded_by = NO_INDEX,
                                      .bundled = document->bundled});
  }
  if (graph->frameworks.n > 0) {
    qsort(graph->frameworks.v, graph->frameworks.n, sizeof *graph->frameworks.v, by_id);
  }
  drop_duplicates(linker);
  mark_superseded(graph);
}

struct pattern *compile_control_id(const struct linker *linker, const struct graph_framework *framework) {
  struct str text = framework->declared->control_id;
  if (text.n == 0) {
    return NULL;
  }
  struct str error = {0};
  uint32_t error_offset = 0;
  struct pattern *pattern = pattern_compile(text, &linker->options->limits, linker->arena, &error, &error_offset);
  if (pattern == NULL) {
    finding_add(linker->findings, F_BAD_PATTERN, place_attribute(framework->source, framework->offset, "control-id"),
                "control-id is not a regular expression: %.*s (at character %u)", STR_ARG(error), error_offset + 1);
  }
  return pattern;
}

/* Asked once more, for the words of the error. */
static void report_no_answer(const struct linker *linker, const struct graph_framework *framework,
                             struct pattern *pattern, struct str id) {
  struct place place = place_attribute(framework->source, framework->offset, "control-id");
  struct str error = {0};
  if (pattern_match(pattern, id, &error) == PATTERN_ERROR) {
    finding_add(linker->findings, F_BAD_PATTERN, place, "control-id cannot be applied to \"%.*s\": %.*s", STR_ARG(id),
                STR_ARG(error));
    return;
  }
  struct finding *finding =
      finding_add(linker->findings, F_BAD_PATTERN, place,
                  "matching \"%.*s\" against control-id needs more steps than the limit allows", STR_ARG(id));
  note_pattern_limits(linker->findings, finding);
}

bool id_fits(const struct linker *linker, const struct graph_framework *framework, struct pattern **pattern,
             struct str id) {
  if (*pattern == NULL) {
    return true;
  }
  enum pattern_result result = pattern_match(*pattern, id, NULL);
  if (result == PATTERN_LIMIT || result == PATTERN_ERROR) {
    report_no_answer(linker, framework, *pattern, id);
    pattern_free(*pattern);
    *pattern = NULL;
    return true;
  }
  return result == PATTERN_MATCH;
}

static int by_natural_order(const void *a, const void *b) {
  return str_compare_natural(*(const struct str *)a, *(const struct str *)b);
}

/* The names that one mapping uses for one of its sides. */
static void collect_side(const struct decl_mapping *mapping, bool target, struct names *ids) {
  for (uint32_t i = 0; i < mapping->maps.n; i++) {
    const struct decl_map *map = &mapping->maps.v[i];
    bool several = (map->flags & (target ? MAP_TARGETS : MAP_SOURCES)) != 0;
    uint32_t first = target ? map->target : map->source;
    uint32_t count = !several ? 1 : target ? map->target_count : map->source_count;
    for (uint32_t r = 0; r < count; r++) {
      uint32_t name = several ? mapping->refs.v[first + r].name : first;
      names_intern(ids, mapping->names.names.v[name]);
    }
  }
  for (uint32_t i = 0; i < mapping->no_counterparts.n; i++) {
    if (mapping->no_counterparts.v[i].of_target == target) {
      names_intern(ids, mapping->no_counterparts.v[i].id);
    }
  }
}

/* The names that mappings use for controls of the framework. */
static void collect_used(const struct graph *graph, uint32_t f, struct names *ids) {
  for (uint32_t m = 0; m < graph->mappings.n; m++) {
    const struct graph_mapping *mapping = &graph->mappings.v[m];
    if (mapping->source == f) {
      collect_side(mapping->declared, false, ids);
    }
    if (mapping->target == f) {
      collect_side(mapping->declared, true, ids);
    }
  }
}

static void collect_supplemented(const struct decl_supplement *supplement, struct names *ids) {
  for (uint32_t i = 0; i < supplement->controls.n; i++) {
    names_intern(ids, supplement->controls.v[i].ref);
  }
}

static void collect_assessed(const struct decl_assessment *assessment, struct str framework, struct names *ids) {
  bool is_its = str_eq(assessment->framework, framework);
  for (uint32_t i = 0; i < assessment->controls.n && is_its; i++) {
    if (!assessment->controls.v[i].own) {
      names_intern(ids, assessment->controls.v[i].ref);
    }
  }
  for (uint32_t i = 0; i < assessment->treated_by.n; i++) {
    const struct decl_treated_by *treated_by = &assessment->treated_by.v[i];
    if (treated_by->framework.n > 0 ? str_eq(treated_by->framework, framework) : is_its) {
      names_intern(ids, treated_by->control);
    }
  }
}

/* The names that other documents than mappings use for controls of the framework. */
static void collect_named(const struct linker *linker, struct str framework, struct names *ids) {
  for (uint32_t i = 0; i < linker->loaded->documents.n; i++) {
    const struct document *document = &linker->loaded->documents.v[i];
    if (document->kind == DOCUMENT_SUPPLEMENT && str_eq(document->as.supplement->framework, framework)) {
      collect_supplemented(document->as.supplement, ids);
    } else if (document->kind == DOCUMENT_ASSESSMENT) {
      collect_assessed(document->as.assessment, framework, ids);
    }
  }
}

/* The ids that a map-pattern is applied to. */
static void collect_subjects(const struct graph *graph, uint32_t f, struct names *ids) {
  const struct decl_framework *framework = graph->frameworks.v[f].declared;
  for (uint32_t i = 0; i < framework->controls.n; i++) {
    if (framework->controls.v[i].kind == KIND_CONTROL && !framework->controls.v[i].withdrawn) {
      names_intern(ids, framework->controls.v[i].id);
    }
  }
  if (framework->open) {
    collect_used(graph, f, ids);
  }
}

/* The ids that a map-pattern leads to. What is wrong with it is told when its maps are made. */
static void collect_results(const struct linker *linker, const struct decl_pattern *declared,
                            const struct names *subjects, struct names *ids) {
  struct str error = {0};
  uint32_t error_offset = 0;
  struct pattern *pattern =
      pattern_compile(declared->source, &linker->options->limits, linker->arena, &error, &error_offset);
  struct buf result;
  buf_init(&result, linker->arena);
  bool usable = pattern != NULL;
  for (uint32_t i = 0; usable && i < subjects->names.n; i++) {
    result.n = 0;
    enum pattern_result found = pattern_substitute(pattern, subjects->names.v[i], declared->target, &result, &error);
    if (found == PATTERN_MATCH) {
      names_intern(ids, buf_done(&result));
    }
    usable = found == PATTERN_MATCH || found == PATTERN_NO_MATCH;
  }
  pattern_free(pattern);
}

static void collect_yields(const struct linker *linker, uint32_t f, struct names *ids) {
  const struct graph *graph = linker->graph;
  for (uint32_t m = 0; m < graph->mappings.n; m++) {
    const struct graph_mapping *mapping = &graph->mappings.v[m];
    if (mapping->target != f || mapping->declared->patterns.n == 0) {
      continue;
    }
    struct names subjects;
    names_init(&subjects, linker->arena);
    collect_subjects(graph, mapping->source, &subjects);
    for (uint32_t i = 0; i < mapping->declared->patterns.n; i++) {
      collect_results(linker, &mapping->declared->patterns.v[i], &subjects, ids);
    }
  }
}

/* The ids that fit the framework and that it does not declare become its names, until its nodes are numbered. */
static void keep_fitting(struct linker *linker, struct graph_framework *framework, const struct names *ids) {
  struct names declared;
  names_init(&declared, linker->arena);
  for (uint32_t i = 0; i < framework->declared->controls.n; i++) {
    names_intern(&declared, framework->declared->controls.v[i].id);
    if (framework->declared->controls.v[i].label.n > 0) {
      names_intern(&declared, framework->declared->controls.v[i].label);
    }
  }
  /* Without a pattern that can be read every id fits: one mistake gives one finding. */
  struct pattern *pattern = compile_control_id(linker, framework);
  struct str *fitting = arena_alloc(linker->arena, ((size_t)ids->names.n + 1) * sizeof *fitting);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < ids->names.n; i++) {
    struct str id = ids->names.v[i];
    if (names_find(&declared, id) == NO_NAME && id_fits(linker, framework, &pattern, id)) {
      fitting[kept++] = id;
    }
  }
  pattern_free(pattern);
  qsort(fitting, kept, sizeof *fitting, by_natural_order);
  names_init(&framework->names, linker->arena);
  for (uint32_t i = 0; i < kept; i++) {
    names_intern(&framework->names, fitting[i]);
  }
}

void link_open_ids(struct linker *linker) {
  struct graph *graph = linker->graph;
  for (uint32_t f = 0; f < graph->frameworks.n; f++) {
    struct graph_framework *framework = &graph->frameworks.v[f];
    if (framework->declared->open) {
      struct names ids;
      names_init(&ids, linker->arena);
      collect_used(graph, f, &ids);
      collect_named(linker, framework->id, &ids);
      collect_yields(linker, f, &ids);
      keep_fitting(linker, framework, &ids);
    }
  }
}
