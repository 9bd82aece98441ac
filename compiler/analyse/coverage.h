/* Coverage: what its two halves share, that of the network and that of each crosswalk by itself. */
#ifndef CW_ANALYSE_COVERAGE_H
#define CW_ANALYSE_COVERAGE_H

#include "analyse/analysis.h"

/* What facts that count for their own pair add to the states of a side, why what is left has nothing, and the counts. */
void finish_side(struct analysis *analysis, uint32_t framework, struct crosswalk *crosswalk, unsigned side);

#endif
