/* The findings that bear on a crosswalk: a conflict in which one of its mappings has a part, or what was accepted and is about
 * one of these or about a control of it. */
#include "report/reporter.h"

#include <stdlib.h>

static int by_mapping(const void *a, const void *b) {
  const struct bearing *x = a;
  const struct bearing *y = b;
  int order = str_compare(x->mapping, y->mapping);
  return order != 0 ? order : (x->finding > y->finding) - (x->finding < y->finding);
}

bool report_shows_finding(const struct finding *finding) {
  return (finding->accepted.n > 0 && !finding->known) || finding_matches(finding->code, STR("conflict"));
}

void sort_findings(struct reporter *reporter) {
  const struct findings *findings = reporter->options->findings;
  for (uint32_t i = 0; findings != NULL && i < findings->list.n; i++) {
    const struct finding *finding = findings->list.v[i];
    if (finding->mapping.n == 0 && finding->accepted.n > 0 && !finding->known) {
      vec_push(reporter->tools, &reporter->of_frameworks, i);
    } else if (report_shows_finding(finding)) {
      vec_push(reporter->tools, &reporter->of_mappings, (struct bearing){finding->mapping, i});
      for (uint32_t p = 0; p < finding->parties.n; p++) {
        vec_push(reporter->tools, &reporter->of_mappings, (struct bearing){finding->parties.v[p], i});
      }
    }
  }
  if (reporter->of_mappings.n > 1) {
    qsort(reporter->of_mappings.v, reporter->of_mappings.n, sizeof *reporter->of_mappings.v, by_mapping);
  }
}

static uint32_t first_of_mapping(const struct reporter *reporter, struct str mapping) {
  uint32_t low = 0;
  uint32_t high = reporter->of_mappings.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (str_compare(reporter->of_mappings.v[middle].mapping, mapping) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/* A gap is seen from one framework, and is no matter of a crosswalk with another. */
static bool is_gap_elsewhere(const struct report_crosswalk *report, const struct finding *finding) {
  return finding->other.n > 0 && !str_eq(finding->other, report->source.id) &&
         !str_eq(finding->other, report->target.id);
}

static bool is_of_frameworks(const struct report_crosswalk *report, const struct finding *finding) {
  return !is_gap_elsewhere(report, finding) &&
         (str_eq(finding->framework, report->source.id) || str_eq(finding->framework, report->target.id));
}

/* Several mappings of a crosswalk may have a part in one finding. */
static void keep_each_once(node_list *sorted) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < sorted->n; i++) {
    if (kept == 0 || sorted->v[kept - 1] != sorted->v[i]) {
      sorted->v[kept++] = sorted->v[i];
    }
  }
  sorted->n = kept;
}

/* The numbers of the findings that bear on the crosswalk, in order, each once. */
static void collect(struct reporter *reporter, const struct report_crosswalk *report, node_list *numbers) {
  for (uint32_t m = 0; m < report->mapping_count; m++) {
    struct str mapping = report->mappings[m].id;
    for (uint32_t i = first_of_mapping(reporter, mapping);
         i < reporter->of_mappings.n && str_eq(reporter->of_mappings.v[i].mapping, mapping); i++) {
      vec_push(reporter->arena, numbers, reporter->of_mappings.v[i].finding);
    }
  }
  for (uint32_t i = 0; i < reporter->of_frameworks.n; i++) {
    uint32_t number = reporter->of_frameworks.v[i];
    if (is_of_frameworks(report, reporter->options->findings->list.v[number])) {
      vec_push(reporter->arena, numbers, number);
    }
  }
  sort_numbers(numbers);
  keep_each_once(numbers);
}

/* Where the finding is; looked for only where nobody has done so yet. */
static bool locate(struct reporter *reporter, const struct finding *finding, struct report_finding *shown) {
  shown->line = finding->line;
  shown->column = finding->column;
  struct location location;
  if (finding->line == 0 && locator_find(&reporter->locator, &reporter->locator.findings, &finding->place, &location)) {
    shown->line = location.line;
    shown->column = location.column;
  }
  return shown->line > 0;
}

static void describe_place(struct reporter *reporter, const struct finding *finding, struct report_finding *shown) {
  shown->place = STR("");
  shown->file = STR("");
  const struct source *source =
      reporter->options->sources != NULL ? locator_source(&reporter->locator, &finding->place) : NULL;
  if (source == NULL) {
    return;
  }
  struct buf out;
  buf_init(&out, reporter->arena);
  buf_str(&out, source->told);
  if (locate(reporter, finding, shown)) {
    buf_printf(&out, ":%u:%u", shown->line, shown->column);
  }
  shown->place = buf_done(&out);
  shown->file = source->told;
}

static void describe_notes(struct reporter *reporter, const struct finding *finding, struct report_finding *shown) {
  VEC(struct report_note) notes = {0};
  for (const struct finding_note *note = finding->notes; note != NULL; note = note->next) {
    struct report_note said = {.message = note->message, .file = STR("")};
    const struct source *source =
        reporter->options->sources != NULL ? locator_source(&reporter->locator, &note->place) : NULL;
    struct location location;
    if (source != NULL) {
      said.file = source->told;
    }
    if (source != NULL && locator_find(&reporter->locator, &reporter->locator.notes, &note->place, &location)) {
      said.line = location.line;
      said.column = location.column;
    }
    vec_push(reporter->arena, &notes, said);
  }
  shown->notes = notes.v;
  shown->note_count = notes.n;
}

void describe_findings(struct reporter *reporter, struct report_crosswalk *report) {
  node_list numbers = {0};
  VEC(struct report_finding) list = {0};
  collect(reporter, report, &numbers);
  for (uint32_t i = 0; i < numbers.n; i++) {
    const struct finding *finding = reporter->options->findings->list.v[numbers.v[i]];
    struct report_finding shown = {.severity = str_from(severity_words[finding->severity]),
                                   .name = str_from(finding_catalogue[finding->code].name),
                                   .message = finding->message,
                                   .accepted = finding->accepted.p != NULL ? finding->accepted : STR(""),
                                   .control = finding->control.p != NULL ? finding->control : STR("")};
    describe_place(reporter, finding, &shown);
    if (reporter->options->notes) {
      describe_notes(reporter, finding, &shown);
    }
    vec_push(reporter->arena, &list, shown);
  }
  report->findings = list.v;
  report->finding_count = list.n;
}
