/* Coverage: what its two halves share, that of the network and that of each crosswalk by itself. */
#ifndef CW_ANALYSE_COVERAGE_H
#define CW_ANALYSE_COVERAGE_H

#include "analyse/analysis.h"

/* One framework as the side of a crosswalk. */
struct side_use {
  uint32_t crosswalk;
  unsigned side;
  uint32_t same; /* the first use with the same other framework, whose states this one shares; itself for that */
};

/* A framework that stands in any crosswalk. */
struct covered_framework {
  uint32_t framework;
  uint32_t use_count;
  struct side_use *uses;
  uint32_t opposite; /* controls and unions that could stand opposite, counted once for each use */
};

/* Takes what covers more, or covers as much and says more. */
void raise_state(struct item_state *state, enum coverage_state coverage, enum coverage_note note);
/* What facts that count for their own pair add, why what is left has nothing, and the counts. */
void finish_side(struct analysis *analysis, uint32_t framework, struct crosswalk *crosswalk, unsigned side);

#endif
