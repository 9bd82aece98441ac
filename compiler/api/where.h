/* --where: counting only the controls of one level, baseline, theme or obligation. */
#ifndef CW_API_WHERE_H
#define CW_API_WHERE_H

#include "api/compilation.h"

/* Takes all else out of what is counted; after linking. What names no attribute of its framework is a finding. */
void where_apply(struct cw_compilation *c);

#endif
