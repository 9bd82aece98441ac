/* From the analysis to neutral reports. */
#ifndef CW_REPORT_BUILD_H
#define CW_REPORT_BUILD_H

#include "analyse/analysis.h"
#include "report/neighbours.h"
#include "report/report.h"

/* The columns of the reader's own of one framework, with what its controls say in them. */
struct shown_columns {
  uint32_t count;
  const struct report_column *columns;
  const struct report_values *values; /* by control, from the framework's first, and column */
};

struct report_options {
  const struct shown_columns *shown;       /* by framework; NULL where nobody asks */
  uint32_t most_rows;                      /* derived rows of one crosswalk; 0: however many there are */
  bool candidates;                         /* candidate rows */
  bool gap_candidates;                     /* candidates beside gaps */
  unsigned bases;                          /* bits 1 << enum basis of the rows that are wanted */
  const uint32_t *answered;                /* it has implied rows though it may not be counted; or NULL */
  bool robust;                             /* whether coverage survives the loss of any one mapping */
  bool notes;                              /* findings have their notes */
  bool possible;                           /* rows say which base relations are left possible */
  struct brand brand;                      /* the workspace's */
  const struct findings *findings;         /* those that bear on a crosswalk are listed in it; may be NULL */
  const struct sources *sources;           /* for their places */
  const struct neighbours *neighbours;     /* of all controls that are asked for (list_neighbours); may be NULL */
  const struct str *digests;               /* SHA-256 in hexadecimal by source, each may be empty; may be NULL */
  const struct report_document *documents; /* all that the run read */
  uint32_t document_count;
};

/* Whether reports show the finding: as a conflict, or as one that was accepted. */
bool report_shows_finding(const struct finding *finding);
/* A worker's own tools; sized by the network, made once. */
struct reporter;
struct reporter *reporter_new(const struct analysis *analysis, const struct report_options *options,
                              struct arena *arena);
/* The report of crosswalk `number`; its texts live in `arena`, which may be emptied after writing it. */
void report_build(struct reporter *reporter, uint32_t number, struct arena *arena, struct report_crosswalk *report);
/* The wide table of crosswalks of one source, given by their numbers, each once. */
void report_matrix_build(struct reporter *reporter, const uint32_t *crosswalks, uint32_t count, struct arena *arena,
                         struct report_matrix *matrix);
/* A framework without items and coverage, for an index. */
struct report_framework report_framework_header(const struct analysis *analysis, uint32_t framework);
/* One side's coverage as a report shows it. */
struct report_counts report_counts_of(const struct coverage_counts *counts);
/* The open pairs of a crosswalk, those first whose decision would settle the most counted controls. */
void report_review(struct reporter *reporter, uint32_t number, struct arena *arena, struct report_grid *grid);
/* The name of what the crosswalk leads to, for people; of several that are held together all of them. */
struct str report_held_name(const struct analysis *analysis, uint32_t number, struct arena *arena);

#endif
