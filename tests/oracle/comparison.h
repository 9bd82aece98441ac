/* What the parts of a comparison share. */
#ifndef ORACLE_COMPARISON_H
#define ORACLE_COMPARISON_H

#include "compare.h"
#include "compiler.h"
#include "expected.h"
#include "findings.h"
#include "table.h"

enum {
  SOURCE_ID,
  SOURCE_TITLE,
  RELATION,
  TARGET_ID,
  TARGET_TITLE,
  BASIS,
  STRENGTH,
  CONFIDENCE,
  MAPPING,
  REMARKS,
  COLUMNS
};
enum {
  GAP_FRAMEWORK,
  GAP_ID,
  GAP_TITLE,
  GAP_COVERAGE,
  GAP_BY,
  GAP_CANDIDATES,
  GAP_NOTE,
  GAP_REASON,
  GAP_AGREEMENT,
  GAP_ROBUST,
  GAP_COLUMNS
};
enum {
  REVIEW_SOURCE,
  REVIEW_SOURCE_TITLE,
  REVIEW_TARGET,
  REVIEW_TARGET_TITLE,
  REVIEW_BASIS,
  REVIEW_SETTLES,
  REVIEW_REMARKS,
  REVIEW_COLUMNS
};

struct comparison {
  const struct network *net;
  struct tally *tally;
  bool exact; /* within all the bounds that the design states */
  struct cw_compilation *compilation;
  struct conflicts conflicts;
  struct knowledge knowledge;
};

/* One crosswalk read back: its table and its gaps, and, against a single framework, its review list. */
struct crosswalk {
  unsigned source;
  unsigned targets; /* by bits */
  bool held;        /* several together: their ids have the framework before them */
  struct table table;
  struct table gaps;
  struct table review;
};

bool is_cell(const char *cell, const char *wanted);
/* "A11" or "A11+A12", one entry of a cell, of the source or of what it is held against. 0 after a complaint. */
node_bits read_entry(const struct comparison *it, const struct crosswalk *crosswalk, bool of_source, const char *text,
                     size_t length);
void name_entry(const struct comparison *it, const struct crosswalk *crosswalk, bool of_source, node_bits end,
                char *text, size_t size);
/* Each counted control of the source, then of the target, with what is known of it. */
bool compare_gaps(struct comparison *it, const struct crosswalk *crosswalk);
/* Whether a row is one of a candidate, which compare_candidates looks at. */
bool is_candidate_row(const char *const *cells);
/* The candidates of a control beside its gap, the rows of all, and the review list. */
bool compare_gap_candidates(struct comparison *it, const struct crosswalk *crosswalk, const char *const *row,
                            unsigned node);
bool compare_candidates(struct comparison *it, const struct crosswalk *crosswalk);
bool compare_review(struct comparison *it, const struct crosswalk *crosswalk);
/* How many publishers agree, and whether the coverage survives the loss of a mapping. */
bool compare_support(const struct comparison *it, const char *const *row, const struct question *question,
                     enum cover told);
/* A counted control, or one of an open framework. */
bool has_rows(const struct network *net, unsigned node);
/* Every row of the table, and nothing besides. */
bool compare_rows(struct comparison *it, const struct crosswalk *crosswalk);

#endif
