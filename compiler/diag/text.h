/* Findings as a compiler prints them: place, severity, message, name; the line with a caret; notes. */
#ifndef CW_DIAG_TEXT_H
#define CW_DIAG_TEXT_H

#include "base/buf.h"
#include "base/parallel.h"
#include "diag/finding.h"

struct text_options {
  bool colour;
  uint32_t
      most_notes; /* findings of severity note shown for each name; 0: all. What is left out is counted in a line */
};

/* Appends to `out`. Accepted findings are not printed. Ends with a line such as "2 errors, 1 warning" when there are
 * any. Files are read again, and the work is spread over the threads of `parallel`, whose bytes are always the same. */
void text_findings(struct buf *out, const struct findings *findings, const struct sources *sources,
                   const struct text_options *options, struct parallel *parallel);

#endif
