/* Findings as SARIF 2.1.0 (OASIS), for code hosts and editors. */
#ifndef CW_DIAG_SARIF_H
#define CW_DIAG_SARIF_H

#include "base/buf.h"
#include "diag/finding.h"

struct sarif_options {
  const char *version;        /* of the program */
  bool failed;                /* the system failed: the run did not come to its end */
  const struct str *exceeded; /* of what there is more than --fail-on allows, in words */
  uint32_t exceeded_count;
};

/* Appends one log with one run to `out`: every finding, accepted ones suppressed, and the rules that they name. */
void sarif_findings(struct buf *out, const struct findings *findings, struct sources *sources,
                    const struct sarif_options *options);

#endif
