/* Alignments as papers: the table of outcomes, NIST's profile, and what the page of a bid takes from them. */
#ifndef CW_REPORT_ALIGN_H
#define CW_REPORT_ALIGN_H

#include "analyse/alignment.h"
#include "report/papers.h"

struct align_request {
  uint32_t target;         /* framework */
  const uint32_t *sources; /* assessments of other frameworks */
  uint32_t source_count;
  uint32_t own; /* the organisation's own assessment of the target, or NO_INDEX */
  bool plan;
  bool evidence_required;
};

struct align_report {
  const struct analysis *analysis;
  const struct graph *graph;
  struct arena *arena;
  uint32_t target;
  uint32_t own;
  bool planned;
  struct alignment now;
  struct alignment then; /* when the plan is done */
  VEC(struct str) cells;
  VEC(struct str) plain; /* with ids where the cells have labels */
  VEC(struct str) proofs;
  bool *used;          /* by mapping: a row rests on it */
  bool *unreviewed_in; /* by mapping: on a line of it that nobody has reviewed by hand */
  uint8_t *outcomes;   /* by control of the target */
  struct walk walk;
  uint32_t counts[OUTCOMES];
  uint32_t by_declaration; /* of these, rows that the own assessment of the target speaks of */
  uint32_t unreviewed;     /* rows on mappings that nobody has reviewed */
  uint32_t by_own;
  uint32_t unmet_elsewhere; /* rows of which less is proved in another scope */
  struct str oldest;        /* date behind any row that claims something */
};

void align_start(struct align_report *report, const struct analysis *analysis, const struct align_request *request,
                 struct arena *arena);
/* Whether the control is one of those whose status says that they are not met. */
bool align_is_lacking(const struct align_report *report, const struct alignment_answer *answer, uint32_t node);
/* What the organisation says of the control itself; NULL: nothing. Of a heading only that it is left out is read. */
const struct decl_assessed *align_declared(const struct align_report *report, uint32_t node);
/* The line of the own assessment that speaks for the control, its own or that of what it is a part of, is contradicted. */
bool align_is_contradicted(const struct align_report *report, uint32_t node);
/* How controls are called: by labels for people, by ids for programs. */
enum align_names { ALIGN_LABELS, ALIGN_IDS };
struct str align_cell_controls(const struct align_report *report, const struct alignment_answer *answer,
                               enum align_names names);
/* For each other scope in which it is proved that not all of the control is met: that it is so. */
void align_add_unmet(const struct align_report *report, const struct alignment_answer *answer, struct paper_list *list);
/* A line for each step; empty where nothing is proved. */
struct str align_proof(const struct align_report *report, const struct alignment_answer *answer);
/* Adds the part that says which single readings would make most controls implemented, where there are any. */
void align_add_next(struct align_report *report, struct report_paper *paper);
/* What every alignment assumes, as points. */
void align_assumptions(struct paper_part *part, struct arena *arena);

void report_align(const struct analysis *analysis, const struct align_request *request, struct arena *arena,
                  struct report_paper *paper);
/* NIST's template of a CSF 2.0 Organizational Profile, with its own headings; what cannot be derived is blank. */
void report_profile(const struct analysis *analysis, const struct align_request *request, struct arena *arena,
                    struct report_paper *paper);

#endif
