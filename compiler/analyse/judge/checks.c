/* The table of checks. A new one is a function and a row here; whatever the order of the rows, findings come out in that of
 * their places. */
#include "analyse/judge/checks.h"

/* What must have been asked for, or be there, or the check has nothing to say. */
enum need {
  NEEDS_NOTHING,
  NEEDS_GAPS,          /* gaps are findings */
  NEEDS_GAPS_OR_CLAIM, /* or what is certified is shown to others */
  NEEDS_ASSESSMENTS    /* there are some to compare */
};

/* One function of the three, by what the check looks at. */
struct check {
  enum stage stage;
  enum need need;
  void (*all)(const struct analysis *analysis, struct findings *findings);
  void (*mapping)(const struct graph *graph, const struct graph_mapping *mapping, struct findings *findings);
  void (*assessment)(const struct assessing *assessing);
};

static const struct check checks[] = {
    {STAGE_PAIRS, NEEDS_NOTHING, .all = judge_pairs},
    {STAGE_PAIRS, NEEDS_NOTHING, .all = judge_no_counterparts},
    {STAGE_SETTLED, NEEDS_NOTHING, .all = judge_conflicts},
    {STAGE_NETWORK, NEEDS_NOTHING, .all = judge_collapses},
    {STAGE_NETWORK, NEEDS_NOTHING, .all = judge_twins},
    {STAGE_NETWORK, NEEDS_NOTHING, .mapping = lint_style},
    {STAGE_NETWORK, NEEDS_NOTHING, .all = lint_statements},
    {STAGE_NETWORK, NEEDS_NOTHING, .mapping = lint_concepts},
    {STAGE_NETWORK, NEEDS_NOTHING, .mapping = lint_pins},
    {STAGE_COVERED, NEEDS_GAPS, .all = judge_gaps},
    {STAGE_COVERED, NEEDS_NOTHING, .assessment = judge_assessed_controls},
    {STAGE_COVERED, NEEDS_GAPS, .assessment = judge_undecided},
    {STAGE_COVERED, NEEDS_NOTHING, .assessment = judge_risk_ids},
    {STAGE_COVERED, NEEDS_GAPS, .assessment = judge_risks},
    {STAGE_COVERED, NEEDS_NOTHING, .assessment = judge_words},
    {STAGE_COVERED, NEEDS_GAPS_OR_CLAIM, .assessment = judge_certificates},
    {STAGE_COVERED, NEEDS_GAPS, .assessment = judge_dates},
    {STAGE_COVERED, NEEDS_GAPS, .assessment = judge_day},
    {STAGE_COVERED, NEEDS_GAPS, .assessment = judge_version},
    {STAGE_COVERED, NEEDS_NOTHING, .assessment = judge_succession},
    {STAGE_COVERED, NEEDS_ASSESSMENTS, .all = judge_alignments},
};

static bool is_needed(const struct analysis *analysis, enum need need) {
  switch (need) {
    case NEEDS_NOTHING:
      return true;
    case NEEDS_GAPS:
      return analysis->options->gap_findings;
    case NEEDS_GAPS_OR_CLAIM:
      return analysis->options->gap_findings || analysis->options->claimed;
    case NEEDS_ASSESSMENTS:
      return analysis->graph->assessments.n > 0;
  }
  return false;
}

static void run(const struct check *check, const struct analysis *analysis, const struct assessing *assessing,
                struct findings *findings) {
  const struct graph *graph = analysis->graph;
  if (check->all != NULL) {
    check->all(analysis, findings);
  }
  for (uint32_t i = 0; check->mapping != NULL && i < graph->mappings.n; i++) {
    check->mapping(graph, &graph->mappings.v[i], findings);
  }
  for (uint32_t i = 0; check->assessment != NULL && i < graph->assessments.n; i++) {
    check->assessment(&assessing[i]);
  }
}

void checks_run(const struct analysis *analysis, enum stage stage, struct findings *findings) {
  const struct assessing *assessing = stage == STAGE_COVERED ? assessing_prepare(analysis, findings) : NULL;
  for (unsigned i = 0; i < sizeof checks / sizeof *checks; i++) {
    if (checks[i].stage == stage && is_needed(analysis, checks[i].need)) {
      run(&checks[i], analysis, assessing, findings);
    }
  }
}
