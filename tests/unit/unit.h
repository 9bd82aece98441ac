/* What every unit test stands on: an arena of its own, and a program that runs its tests. */
#ifndef CW_TESTS_UNIT_H
#define CW_TESTS_UNIT_H

#include "base/arena.h"

#include <check.h>

extern struct arena arena;
extern struct guard guard;

/* The arena, new for each test; running out of memory fails the test. */
void unit_set_up(void);
void unit_tear_down(void);

/* Runs the tests, each between `set_up` and `tear_down`; the status for main. */
int run_tests(const char *name, SFun set_up, SFun tear_down, const TTest *const *tests, size_t count);

#endif
