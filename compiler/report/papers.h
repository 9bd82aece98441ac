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

/* "3 risks: 2 modified by controls, ...", by how many are treated in which way. What states no treatment is
 * counted apart. */
struct str papers_risk_counts(struct arena *arena, const uint32_t treatments[TREATMENT_SHARE + 1]);

#endif
