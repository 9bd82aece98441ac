/* Where the places of findings are: for every form of the findings alike. */
#ifndef CW_DIAG_LOCATOR_H
#define CW_DIAG_LOCATOR_H

#include "diag/finding.h"

/* The one text that is open, and how far it has been read. */
struct locator_page {
  uint32_t source;                  /* whose text it is, or NO_SOURCE */
  const char *text;                 /* NULL: it is unavailable */
  source_text read;                 /* where it was read again */
  VEC(struct source_cursor) passed; /* beginnings of lines, so that no line is counted twice */
  struct source_cursor latest;      /* where the last place was */
};

/* Only the page at hand is in memory: all documents together can be large. */
struct locator {
  const struct sources *sources;
  struct arena *arena;
  struct locator_page findings; /* findings come in order of place */
  struct locator_page notes;    /* their notes do not: those of other sources have a page of their own */
};

/* Files whose bytes are not kept are read again, into `arena`. */
void locator_init(struct locator *locator, const struct sources *sources, struct arena *arena);
/* Line, column and width of a place; `page` is one of the two above, and the location's text lasts until it is used
 * again. False when that cannot be said. */
bool locator_find(struct locator *locator, struct locator_page *page, const struct place *place,
                  struct location *location);
/* The source of a place, or NULL for none. */
const struct source *locator_source(const struct locator *locator, const struct place *place);
/* One past the last column of the span; the column itself where the line ends before it. */
uint32_t location_end(const struct location *location);

#endif
