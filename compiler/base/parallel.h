/* The same work for each of n items, spread over threads.
 *
 * Each worker gets an arena of its own, so that no allocation takes a lock. The order in which items are taken is
 * not defined: what a worker does must depend on its item only. */
#ifndef CW_BASE_PARALLEL_H
#define CW_BASE_PARALLEL_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct worker {
  struct arena arena; /* kept until parallel_free, so that results may point into it */
  struct guard guard;
  void *scratch; /* the work's own, NULL at first */
};

struct parallel {
  struct worker *workers;
  unsigned count;
};

typedef void parallel_work(void *context, struct worker *worker, uint32_t item);

/* `threads` 0 means one for each processor. */
void parallel_init(struct parallel *parallel, struct arena *arena, unsigned threads);
/* False if a worker ran out of memory; the others have finished all the same. */
bool parallel_each(struct parallel *parallel, uint32_t items, parallel_work *work, void *context);
/* Releases the arenas of the workers. */
void parallel_free(struct parallel *parallel);

#endif
