/* Where the places of findings are: for every form of the findings alike. */
#ifndef CW_DIAG_LOCATOR_H
#define CW_DIAG_LOCATOR_H

#include "diag/finding.h"

struct locator {
  struct sources *sources;
  struct arena *arena;
  struct source_cursor findings; /* findings come in order of place */
  struct source_cursor notes;    /* their notes do not */
  bool *lost;                    /* by source: its bytes cannot be had any more */
};

/* `sources` is changed only by reading files again, into `arena`. */
void locator_init(struct locator *locator, struct sources *sources, struct arena *arena);
/* Line, column and width of a place; `cursor` is one of the two above. False when that cannot be said. */
bool locator_find(struct locator *locator, struct source_cursor *cursor, const struct place *place,
                  struct location *location);
/* The source of a place, or NULL for none. */
const struct source *locator_source(const struct locator *locator, const struct place *place);
/* One past the last column of the span; the column itself where the line ends before it. */
uint32_t location_end(const struct location *location);

#endif
