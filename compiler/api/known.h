/* What of the findings is known, and whether there are more than are allowed. */
#ifndef CW_API_KNOWN_H
#define CW_API_KNOWN_H

#include "api/compilation.h"

/* Accepts what stands in the baseline, writes a new one, and notes where there are more findings than --fail-on allows. */
void known_settle(struct cw_compilation *c);

#endif
