/* What assessments leave open: exclusions without a reason, controls without evidence, risks that nothing treats, and what
 * has not been looked at for a year. */
#include "analyse/analysis.h"

#include <stdio.h>

struct assessing {
  const struct graph *graph;
  const struct graph_assessment *assessment;
  struct findings *findings;
  struct names implemented; /* the ids of controls */
};

static struct finding *add_gap(const struct assessing *assessing, enum finding_code code, uint32_t offset,
                               const char *attribute, struct str control, const char *words) {
  const struct graph_assessment *assessment = assessing->assessment;
  struct finding *finding =
      finding_add(assessing->findings, code, place_attribute(assessment->document_source, offset, attribute), "%.*s %s",
                  STR_ARG(control), words);
  finding->framework = assessing->graph->frameworks.v[assessment->framework].id;
  return finding;
}

static void add_control_gap(const struct assessing *assessing, enum finding_code code, uint32_t offset,
                            const char *attribute, struct str control, const char *words) {
  add_gap(assessing, code, offset, attribute, control, words)->control = control;
}

/* True if the date is more than a year before the other; where one says less than the day, only what both say counts. */
static bool is_stale(struct str date, struct str today) {
  enum { LONGEST_DATE = 10 };
  char year_ago[LONGEST_DATE + 1];
  if (date.n == 0 || today.n < 4 || today.n > LONGEST_DATE) {
    return false;
  }
  int year = (today.p[0] - '0') * 1000 + (today.p[1] - '0') * 100 + (today.p[2] - '0') * 10 + (today.p[3] - '0');
  snprintf(year_ago, sizeof year_ago, "%04d%.*s", year - 1, (int)today.n - 4, today.p + 4);
  return memcmp(date.p, year_ago, date.n < today.n ? date.n : today.n) < 0;
}

static bool is_implemented(const struct decl_assessed *control) {
  return control->applicable != APPLICABILITY_NO &&
         (control->status == IMPLEMENTATION_WHOLE || control->status == IMPLEMENTATION_PARTIAL);
}

static void judge_control(struct assessing *assessing, const struct decl_assessed *control) {
  const struct decl_assessment *declared = assessing->assessment->declared;
  if (control->applicable == APPLICABILITY_NO) {
    if (control->justification.n == 0) {
      add_control_gap(assessing, F_GAP_JUSTIFICATION, control->offset, "applicable", control->ref,
                      "is said not to apply, and nothing says why");
    }
    return;
  }
  if (is_implemented(control)) {
    names_intern(&assessing->implemented, control->ref);
  }
  if (is_implemented(control) && control->evidence_count == 0) {
    add_control_gap(assessing, F_GAP_EVIDENCE, control->offset, "status", control->ref,
                    "is said to be implemented, and no evidence is named");
  }
  if (is_stale(control->reviewed, declared->date)) {
    add_control_gap(assessing, F_GAP_STALE, control->offset, "reviewed", control->ref,
                    "was reviewed more than a year before the assessment");
  }
  for (uint32_t i = 0; i < control->evidence_count; i++) {
    const struct decl_evidence *evidence = &declared->evidence.v[control->first_evidence + i];
    if (is_stale(evidence->collected, declared->date)) {
      add_control_gap(assessing, F_GAP_STALE, evidence->offset, "collected", control->ref,
                      "has evidence that was collected more than a year before the assessment");
    }
  }
}

static void judge_risk(const struct assessing *assessing, const struct decl_risk *risk) {
  const struct decl_assessment *declared = assessing->assessment->declared;
  if (risk->treatment != TREATMENT_UNSTATED && risk->treatment != TREATMENT_MODIFY) {
    return;
  }
  for (uint32_t i = 0; i < risk->treated_by_count; i++) {
    struct str control = declared->treated_by.v[risk->first_treated_by + i].control;
    if (names_find(&assessing->implemented, control) != NO_NAME) {
      return;
    }
  }
  add_gap(assessing, F_GAP_RISK, risk->offset, "id", risk->id,
          risk->treated_by_count == 0 ? "is treated by no control" : "is treated by no control that is implemented");
}

void judge_assessments(const struct graph *graph, struct findings *findings) {
  for (uint32_t i = 0; i < graph->assessments.n; i++) {
    struct assessing assessing = {.graph = graph, .assessment = &graph->assessments.v[i], .findings = findings};
    const struct decl_assessment *declared = assessing.assessment->declared;
    names_init(&assessing.implemented, findings->arena);
    for (uint32_t n = 0; n < declared->controls.n; n++) {
      judge_control(&assessing, &declared->controls.v[n]);
    }
    for (uint32_t n = 0; n < declared->risks.n; n++) {
      judge_risk(&assessing, &declared->risks.v[n]);
    }
  }
}
