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
enum { GAP_FRAMEWORK, GAP_ID, GAP_TITLE, GAP_COVERAGE, GAP_BY, GAP_CANDIDATES, GAP_NOTE, GAP_REASON, GAP_COLUMNS };

struct comparison {
  const struct network *net;
  struct tally *tally;
  bool exact; /* within all the bounds that the design states */
  struct cw_compilation *compilation;
  struct conflicts conflicts;
  struct knowledge knowledge;
};

/* One crosswalk read back: its table and its gaps. */
struct crosswalk {
  unsigned source;
  unsigned targets; /* by bits */
  bool held;        /* several together: their ids have the framework before them */
  struct table table;
  struct table gaps;
};

bool is_cell(const char *cell, const char *wanted);
/* "A11" or "A11+A12", one entry of a cell, of the source or of what it is held against. 0 after a complaint. */
node_bits read_entry(const struct comparison *it, const struct crosswalk *crosswalk, bool of_source, const char *text,
                     size_t length);
void name_entry(const struct comparison *it, const struct crosswalk *crosswalk, bool of_source, node_bits end,
                char *text, size_t size);
/* Each counted control of the source, then of the target, with what is known of it. */
bool compare_gaps(struct comparison *it, const struct crosswalk *crosswalk);
/* Every row of the table, and nothing besides. */
bool compare_rows(struct comparison *it, const struct crosswalk *crosswalk);

#endif
