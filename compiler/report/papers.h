/* The papers that are made of assessments. */
#ifndef CW_REPORT_PAPERS_H
#define CW_REPORT_PAPERS_H

#include "analyse/analysis.h"
#include "report/paper.h"

/* The assessment is a number among those of the graph. */
void report_soa(const struct analysis *analysis, uint32_t assessment, struct arena *arena, struct report_paper *paper);
void report_risks(const struct analysis *analysis, uint32_t assessment, struct arena *arena,
                  struct report_paper *paper);

/* ---- what the papers share ---- */

/* Whose assessment it is, of what, when, and at which day it is judged. */
void papers_head(const struct analysis *analysis, const struct graph_assessment *assessment, struct arena *arena,
                 struct report_paper *paper);
/* Of what the organisation speaks, in its own words: the last of the head. */
void papers_scope(const struct decl_assessment *declared, struct arena *arena, struct report_paper *paper);
/* The day that the paper is judged at, told as a sentence, for it is not the day that it is read on. */
void papers_judged(const struct analysis *analysis, struct arena *arena, struct report_paper *paper);
/* What the workspace states of all that it hands over, which has a date and a version of its own. */
void papers_pack(const struct brand *brand, struct arena *arena, struct report_paper *paper);
/* Evidence of a control, by name, and its dates: of each where any has one. */
struct str papers_evidence(const struct decl_assessment *assessment, const struct decl_assessed *control,
                           struct arena *arena);
struct str papers_evidence_dates(const struct decl_assessment *assessment, const struct decl_assessed *control,
                                 struct arena *arena);

/* Whether a paper that others read may name the evidence: it has a title and is shared; what is said to be collected after the
 * day shows nothing yet. */
bool papers_may_name(const struct decl_evidence *evidence, struct str as_of);
/* Its title, and what is to be known of it: "Register (on request, stale, of 2024-03-01)"; with the date it is of, or without. */
struct str papers_marked_evidence(const struct decl_evidence *evidence, struct str as_of, bool dated,
                                  struct arena *arena);

/* "3 risks: 2 modified by controls, ...", by how many are treated in which way. What states no treatment is
 * counted apart. */
struct str papers_risk_counts(struct arena *arena, const uint32_t treatments[TREATMENT_SHARE + 1]);

/* Controls by whether they apply, and by their status. Whether one applies is what the file says, and nothing is taken from a
 * status: every paper counts alike. */
struct stated_counts {
  uint32_t applicable;
  uint32_t excluded;
  uint32_t unstated;                        /* with a line or without one */
  uint32_t status[IMPLEMENTATION_NONE + 1]; /* of the applicable ones */
  uint32_t open[IMPLEMENTATION_NONE + 1];   /* of those that nothing says of whether they apply */
};
/* NULL for a control without a line. */
void papers_count(struct stated_counts *counts, const struct decl_assessed *control);
/* True if something has a status and nothing says whether it applies. */
bool papers_has_open_statuses(const struct stated_counts *counts);
/* "Whether it applies is not stated: 4 (1 implemented, ...)." */
struct str papers_unstated(struct arena *arena, const struct stated_counts *counts);

#endif
