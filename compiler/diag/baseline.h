/* Findings that are known: a team with hundreds of old ones is told of the new ones only.
 *
 * A finding is recognised by what it says of what, never by its line: a baseline holds when lines move. Of several that
 * are alike so many are known as the baseline counts. What could not be read is never known. */
#ifndef CW_DIAG_BASELINE_H
#define CW_DIAG_BASELINE_H

#include "base/names.h"
#include "diag/finding.h"

struct baseline {
  struct names prints; /* the fingerprints */
  VEC(uint32_t) counts;
};

void baseline_init(struct baseline *baseline, struct arena *arena);
/* Reads the text of a baseline. Gives the number of the first line that is none, or 0. */
uint32_t baseline_read(struct baseline *baseline, struct str text);
/* Marks what is known as accepted. Gives how many of the baseline were not found any more. */
uint32_t baseline_apply(struct baseline *baseline, const struct findings *findings, const struct sources *sources);
/* The text of a baseline that knows all findings but those that an <accept> has taken. */
struct str baseline_text(const struct findings *findings, const struct sources *sources, struct arena *arena);

#endif
