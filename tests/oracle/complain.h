/* Saying what is wrong: into a text that the test prints when it knows the smallest network that shows it. */
#ifndef ORACLE_COMPLAIN_H
#define ORACLE_COMPLAIN_H

#include <stdbool.h>

/* Notes a complaint, unless one was noted before; always false, so that a check can return it. */
bool complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Adds to what was noted, where that happened; always false. */
bool complain_of(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* What was noted first, or "". */
const char *complaint(void);
void complaint_clear(void);
/* What sort of complaint it is: its format, or NULL. */
const char *complaint_sort(void);

#endif
