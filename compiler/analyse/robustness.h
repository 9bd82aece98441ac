/* Whether what is said of the coverage of each control survives the loss of any one mapping. */
#ifndef CW_ANALYSE_ROBUSTNESS_H
#define CW_ANALYSE_ROBUSTNESS_H

#include "analyse/analysis.h"

/* By control of the side's framework: true where the coverage is no worse without any one of the mappings. On request only:
 * the network is built once for each mapping. */
const bool *find_robust(const struct analysis *analysis, uint32_t number, unsigned side, struct arena *arena);

#endif
