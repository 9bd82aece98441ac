/* -W and --fail-on: which findings are shown, how severe each is, and when the run has failed. */
#ifndef CW_DIAG_SWITCHES_H
#define CW_DIAG_SWITCHES_H

#include "diag/finding.h"

struct switches {
  bool off[FINDING_CODES];
  enum severity severity[FINDING_CODES];
  bool fails[FINDING_CODES];     /* named by --fail-on */
  enum severity fail_level;      /* errors by default */
  bool limited[FINDING_CODES];   /* a few are allowed: */
  uint16_t limit[FINDING_CODES]; /* by which argument: those of one argument are counted together */
  uint16_t limits;               /* that there were so far */
  bool family[FINDING_CODES];    /* that argument named the family */
  bool percent[FINDING_CODES];   /* `most` is a share of the counted controls of a side, else a number */
  uint32_t most[FINDING_CODES];
};

void switches_init(struct switches *switches);
/* True if the -W argument would switch off, or lower, what tells that something was not read. */
bool switches_hide_unread(struct str argument);
/* One -W argument: NAME, no-NAME, error=NAME, no-error=NAME, warning=NAME, note=NAME, or "error" (all warnings become
 * errors); NAME is a finding or a family. False if there is no such finding, or it hides what was not read. */
bool switches_apply(struct switches *switches, struct str argument);
/* --fail-on: error, warning, note, a finding or a family (gap), or with how many are allowed: lint.not-leaf=10, lint=10 for
 * all of the family together, and for gaps in percent of the controls of a framework: gap.source=20%. Naming a finding also
 * switches it on. */
bool switches_fail_on(struct switches *switches, struct str argument);
/* What the limit of the finding was given for: its name, or its family. */
struct str switches_limited_name(const struct switches *switches, enum finding_code code);
/* Drops what is switched off and sets the severities. */
void switches_filter(const struct switches *switches, struct findings *findings);
/* True if any finding (not accepted) is at or above the failing level. */
bool switches_failed(const struct switches *switches, const struct findings *findings);

#endif
