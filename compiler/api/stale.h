/* Files of an earlier build that this one does not write any more. */
#ifndef CW_API_STALE_H
#define CW_API_STALE_H

#include "api/compilation.h"

/* Tells of them, or removes them where the options ask for it. After a build that wrote all that it was asked for. */
/* Whether there are any. */
bool stale_any(struct cw_compilation *c, const char *folder);
void stale_settle(struct cw_compilation *c, const char *folder);

#endif
