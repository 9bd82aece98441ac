/* Findings as a compiler prints them: place, severity, message, name; the line with a caret; notes. */
#ifndef CW_DIAG_TEXT_H
#define CW_DIAG_TEXT_H

#include "base/buf.h"
#include "base/parallel.h"
#include "diag/finding.h"

struct text_options {
  bool colour;
  bool errors_last;    /* where a terminal shows the end first: notes, warnings, errors */
  uint32_t most;       /* findings shown for each name, fewer where there are many names; 0: all. The rest is counted */
  const bool *each;    /* by code: shown however many there are; may be NULL */
  struct str excesses; /* lines that say where there is more than is allowed; may be empty */
  uint32_t excess_count; /* these, each counted as an error */
  struct str written;    /* what was made, for the last line; may be empty */
};

/* Appends to `out`. Accepted findings are not printed. Ends with a line such as "2 errors, 1 warning; 1 accepted; 3 crosswalks
 * written to out/index.html", as much of it as there is. Files are read again, and the work is spread over the threads of
 * `parallel`, whose bytes are always the same. */
void text_findings(struct buf *out, const struct findings *findings, const struct sources *sources,
                   const struct text_options *options, struct parallel *parallel);

#endif
