/* The checks that judging consists of: each a function, and a row of the table in checks.c that says when it is run. */
#ifndef CW_ANALYSE_JUDGE_CHECKS_H
#define CW_ANALYSE_JUDGE_CHECKS_H

#include "analyse/judge/assessing.h"

/* What has been worked out when a check is run. */
enum stage {
  STAGE_PAIRS,   /* the facts of each pair of frameworks stand side by side */
  STAGE_SETTLED, /* conflicts are found, and the network is built of the rest */
  STAGE_NETWORK, /* correspondences are settled, too: nothing is set aside any more */
  STAGE_COVERED  /* coverage of every crosswalk that was asked for */
};

/* Runs all checks of the stage. Memory that runs out jumps to the arena's guard. */
void checks_run(const struct analysis *analysis, enum stage stage, struct findings *findings);

/* Of facts and controls. */
void judge_pairs(const struct analysis *analysis, struct findings *findings);
void judge_no_counterparts(const struct analysis *analysis, struct findings *findings);
void judge_conflicts(const struct analysis *analysis, struct findings *findings);
void judge_collapses(const struct analysis *analysis, struct findings *findings);
void judge_twins(const struct analysis *analysis, struct findings *findings);
void judge_gaps(const struct analysis *analysis, struct findings *findings);
/* Rationales that are missing, and overlaps with unions: each statement is told once, where it is first made. */
void lint_statements(const struct analysis *analysis, struct findings *findings);

/* Of one mapping. */
void lint_style(const struct graph *graph, const struct graph_mapping *mapping, struct findings *findings);
void lint_concepts(const struct graph *graph, const struct graph_mapping *mapping, struct findings *findings);
void lint_pins(const struct graph *graph, const struct graph_mapping *mapping, struct findings *findings);

/* Of one assessment. */
void judge_assessed_controls(const struct assessing *assessing);
void judge_undecided(const struct assessing *assessing);
void judge_risk_ids(const struct assessing *assessing);
void judge_risks(const struct assessing *assessing);
void judge_words(const struct assessing *assessing); /* that claim what nothing can prove, and reasons that are none */
void judge_certificates(const struct assessing *assessing);
void judge_dates(const struct assessing *assessing);
void judge_day(const struct assessing *assessing);
void judge_version(const struct assessing *assessing);
void judge_succession(const struct assessing *assessing);

/* Of assessments held against each other. */
void judge_alignments(const struct analysis *analysis, struct findings *findings);

#endif
