/* What has been asked of the allocator so far, for a program that counting.c is linked into. */
#ifndef COUNTING_H
#define COUNTING_H

#include <stddef.h>

/* Bytes held now. */
size_t counting_held(void);
/* The most that was held since the last call. */
size_t counting_peak(void);

#endif
