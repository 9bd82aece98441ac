/* What stands in a column of the reader's own as one text. */
#ifndef CW_REPORT_OWN_H
#define CW_REPORT_OWN_H

#include "base/str.h"

/* The values, separated by "; ". */
struct str own_text(const struct str *list, uint32_t count, struct arena *arena);

#endif
