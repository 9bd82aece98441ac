/* Findings as annotations of GitHub Actions, which shows them at the lines of a pull request. */
#ifndef CW_DIAG_GITHUB_H
#define CW_DIAG_GITHUB_H

#include "base/buf.h"
#include "diag/finding.h"

/* Appends a workflow command for each finding that is not accepted, errors first: GitHub shows no more than ten of each
 * severity. A file of the product has no place in the repository, and none is said. */
void github_findings(struct buf *out, const struct findings *findings, const struct sources *sources);

#endif
