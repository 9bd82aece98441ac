/* The columns of the reader's own that were asked for, with what controls say in them. */
#ifndef CW_REPORT_SHOWN_H
#define CW_REPORT_SHOWN_H

#include "report/build.h"
#include "workspace/workspace.h"

/* By framework, or NULL where nobody asks. */
const struct shown_columns *shown_columns_of(const struct workspace *w);

#endif
