/* map-pattern: one declaration, a map for each control whose id matches. */
#include "base/pattern.h"
#include "link/facts.h"

static struct finding *report_bad_pattern(const struct fact_job *job, const struct decl_pattern *declared,
                                          const char *attribute, const char *what, struct str error) {
  struct finding *finding = finding_add(job->findings, F_BAD_PATTERN,
                                        place_attribute(job->mapping->document_source, declared->offset, attribute),
                                        "%s: %.*s", what, STR_ARG(error));
  finding->mapping = job->mapping->id;
  return finding;
}

/* What patterns make counts as the maps that are written out do. */
static bool has_room(struct fact_job *job, const struct decl_pattern *declared) {
  uint32_t limit = job->linker->options->limits.maps;
  if (job->count + job->by_pattern.n < limit) {
    return true;
  }
  job->limited = true;
  struct finding *finding = finding_add(
      job->findings, F_XML_LIMIT, place_at(job->mapping->document_source, declared->offset),
      "the mapping has too many maps; what this pattern and those after it make beyond the limit is not used");
  finding->mapping = job->mapping->id;
  finding_note(job->findings, finding, place_none(), "the limit is %u; --limit maps=VALUE raises it", (unsigned)limit);
  return false;
}

/* A control that is withdrawn, or a heading that gathers controls, is told once, however many lead there. Where the parts
 * of a control are mapped as well, as by one pattern for all ids, the control as their union is meant. */
static void check_target(const struct fact_job *job, const struct decl_pattern *declared, uint32_t target,
                         struct names *seen) {
  const struct graph_control *control = &job->linker->graph->controls[target];
  uint32_t before = seen->names.n;
  if ((control->withdrawn || control->group) && names_intern_kept(seen, control->id) == before) {
    check_mapped_control(job, target, place_attribute(job->mapping->document_source, declared->offset, "target"));
  }
}

/* Applies the pattern to one control. False when the pattern cannot be used any further. */
static bool apply(struct fact_job *job, uint32_t number, struct pattern *pattern, uint32_t node, struct buf *result,
                  struct names *seen, uint32_t *made) {
  const struct decl_pattern *declared = &job->mapping->declared->patterns.v[number];
  struct str error = {0};
  result->n = 0;
  struct str id = job->linker->graph->controls[node].id;
  switch (pattern_substitute(pattern, id, declared->target, result, &error)) {
    case PATTERN_NO_MATCH:
      return true;
    case PATTERN_LIMIT:
      note_pattern_limits(job->findings, report_bad_pattern(job, declared, "source",
                                                            "the pattern needs more steps than the limit allows", id));
      return false;
    case PATTERN_ERROR:
      report_bad_pattern(job, declared, "source", "the pattern cannot be applied", error);
      return false;
    case PATTERN_BAD_SUBSTITUTION:
      report_bad_pattern(job, declared, "target", "the substitution cannot be used", error);
      return false;
    case PATTERN_MATCH:
      break;
  }
  struct str target_id = buf_done(result);
  uint32_t target = graph_find_control(job->linker->graph, job->mapping->target, target_id);
  if (target != NO_INDEX && !has_room(job, declared)) {
    return false;
  }
  if (target != NO_INDEX) {
    check_target(job, declared, target, seen);
    add_pattern_fact(job, number, node, target);
    (*made)++;
  } else if (!declared->missing_ignored) {
    (*made)++; /* reported here, so not a pattern that matches nothing */
    report_unknown_control(job->linker, job->findings,
                           place_attribute(job->mapping->document_source, declared->offset, "target"),
                           job->mapping->target, str_copy(job->arena, target_id), USE_IN_MAPPING);
  }
  return true;
}

/* The first control of the source framework that the pattern matches, and passes over since it is withdrawn. */
static uint32_t first_passed_over(const struct fact_job *job, struct pattern *pattern) {
  const struct graph *graph = job->linker->graph;
  const struct graph_framework *source = &graph->frameworks.v[job->mapping->source];
  enum pattern_result result = PATTERN_NO_MATCH;
  uint32_t node = source->first;
  for (; node < source->first + source->count && result == PATTERN_NO_MATCH; node++) {
    if (graph->controls[node].withdrawn) {
      result = pattern_match(pattern, graph->controls[node].id, NULL);
    }
  }
  return result == PATTERN_MATCH ? node - 1 : NO_INDEX;
}

static void report_no_map(const struct fact_job *job, const struct decl_pattern *declared, struct pattern *pattern) {
  const struct graph *graph = job->linker->graph;
  struct finding *finding = finding_add(
      job->findings, F_PATTERN_NO_MATCH, place_attribute(job->mapping->document_source, declared->offset, "source"),
      "the pattern yields no map: no control of %.*s leads to one of %.*s",
      STR_ARG(graph->frameworks.v[job->mapping->source].id), STR_ARG(graph->frameworks.v[job->mapping->target].id));
  finding->mapping = job->mapping->id;
  uint32_t withdrawn = first_passed_over(job, pattern);
  if (withdrawn != NO_INDEX) {
    finding_note(job->findings, finding, place_none(), "\"%.*s\" matches, and is passed over: it is withdrawn",
                 STR_ARG(graph->controls[withdrawn].id));
  }
}

void link_pattern(struct fact_job *job, uint32_t number) {
  const struct decl_pattern *declared = &job->mapping->declared->patterns.v[number];
  struct str error = {0};
  uint32_t error_offset = 0;
  struct pattern *pattern =
      pattern_compile(declared->source, &job->linker->options->limits, job->arena, &error, &error_offset);
  if (pattern == NULL) {
    struct buf where;
    buf_init(&where, job->arena);
    buf_printf(&where, "%.*s (at character %u)", STR_ARG(error), error_offset + 1);
    report_bad_pattern(job, declared, "source", "the pattern is not a regular expression", buf_done(&where));
    return;
  }
  const struct graph *graph = job->linker->graph;
  const struct graph_framework *source = &graph->frameworks.v[job->mapping->source];
  struct buf result;
  struct names seen;
  buf_init(&result, job->arena);
  names_init(&seen, job->arena);
  uint32_t made = 0;
  bool usable = true;
  for (uint32_t node = source->first; node < source->first + source->count && usable; node++) {
    if (!graph->controls[node].group && !graph->controls[node].withdrawn) {
      usable = apply(job, number, pattern, node, &result, &seen, &made);
    }
  }
  if (usable && made == 0) {
    report_no_map(job, declared, pattern);
  }
  pattern_free(pattern);
}

static void report_withdrawn(const struct fact_job *job, uint32_t node, struct place place) {
  const struct graph *graph = job->linker->graph;
  const struct graph_control *control = &graph->controls[node];
  const struct graph_framework *framework = &graph->frameworks.v[control->framework];
  struct finding *finding = finding_add(job->findings, F_WITHDRAWN_CONTROL, place, "%.*s has withdrawn \"%.*s\"",
                                        STR_ARG(framework->id), STR_ARG(control->id));
  finding->framework = framework->id;
  finding->control = control->id;
  finding->mapping = job->mapping->id;
  if (control->declaration == NO_INDEX) {
    return;
  }
  const struct decl_control *declared = &framework->declared->controls.v[control->declaration];
  struct buf list;
  buf_init(&list, job->arena);
  uint32_t shown =
      declared->replacement_count < LINK_MOST_REPLACEMENTS ? declared->replacement_count : LINK_MOST_REPLACEMENTS;
  for (uint32_t i = 0; i < shown; i++) {
    buf_printf(&list, "%s%.*s", i == 0 ? "" : ", ",
               STR_ARG(framework->declared->replacements.v[declared->first_replacement + i].ref));
  }
  if (shown < declared->replacement_count) {
    buf_printf(&list, " and %u more", (unsigned)(declared->replacement_count - shown));
  }
  if (declared->replacement_count > 0) {
    finding_note(job->findings, finding, place_none(), "replaced by %.*s", STR_ARG(buf_done(&list)));
  }
}

void check_mapped_control(const struct fact_job *job, uint32_t node, struct place place) {
  const struct graph *graph = job->linker->graph;
  const struct graph_control *control = &graph->controls[node];
  if (control->withdrawn) {
    report_withdrawn(job, node, place);
  } else if ((control->group || control->exhaustive) && control->end > node + 1) {
    struct finding *finding = finding_add(
        job->findings, F_LINT_NOT_LEAF, place, "\"%.*s\" is %s of %.*s, not a control", STR_ARG(control->id),
        control->group ? "a heading" : "no more than the union of its controls, a heading",
        STR_ARG(graph->frameworks.v[control->framework].id));
    finding->framework = graph->frameworks.v[control->framework].id;
    finding->control = control->id;
    finding->mapping = job->mapping->id;
  }
}
