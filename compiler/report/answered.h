/* What answers one control, framework by framework. */
#ifndef CW_REPORT_ANSWERED_H
#define CW_REPORT_ANSWERED_H

#include "report/build.h"

struct answered_row {
  struct str relation; /* empty for a candidate */
  struct str target_id;
  struct str target_title;
  struct str together; /* the ids of the source, where the control is one of several */
  struct str basis;
  struct str mapping;
  struct str remarks;
};

/* What one framework has for the control. */
struct answered_by {
  struct str id;
  struct str short_title;
  bool counted; /* the control is: what follows is said of it */
  struct str coverage;
  struct str by;
  struct str note;
  struct str reason;
  struct str candidates;
  uint32_t row_count;
  const struct answered_row *rows;
};

struct report_answered {
  struct str framework;
  struct str id;
  struct str title;
  uint32_t count;
  const struct answered_by *by;
};

/* The control by the one framework, or (NO_INDEX) by every one that a crosswalk was judged with. */
void report_answered(const struct analysis *analysis, const struct report_options *options, uint32_t control,
                     uint32_t framework, struct arena *arena, struct report_answered *answered);
/* A row for each of its rows, and one for each framework without any. */
void report_answered_grid(const struct report_answered *answered, struct arena *arena, struct report_grid *grid);

#endif
