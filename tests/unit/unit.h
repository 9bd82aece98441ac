/* What every unit test stands on: an arena of its own, suites that one program runs, and assertions that cost nothing
 * while they hold. */
#ifndef CW_TESTS_UNIT_H
#define CW_TESTS_UNIT_H

#include "base/arena.h"

#include <check.h>

/* Check writes a record of each assertion that passes, which makes a loop of a million of them last a minute. Only a
 * failure is told here. */
#undef ck_assert_msg
#define ck_assert_msg(expr, ...) \
  ((expr) ? (void)0 : _ck_assert_failed(__FILE__, __LINE__, "Assertion '" #expr "' failed", __VA_ARGS__))

extern struct arena arena;
extern struct guard guard;

/* The arena, new for each test; running out of memory fails the test. */
void unit_set_up(void);
void unit_tear_down(void);

/* Suite *suite_NAME(void): the tests of a file test_NAME.c, each run between `set_up` and `tear_down`. The program
 * test_unit has a list of all files, so that a new file needs no other line. */
#define UNIT_SUITE(name, set_up, tear_down, ...)                                      \
  Suite *suite_##name(void);                                                          \
  Suite *suite_##name(void) {                                                         \
    const TTest *const tests[] = {__VA_ARGS__};                                       \
    return unit_suite(#name, set_up, tear_down, tests, sizeof tests / sizeof *tests); \
  }

Suite *unit_suite(const char *name, SFun set_up, SFun tear_down, const TTest *const *tests, size_t count);

/* A suite's name and the function that makes it; the last one has no name. */
struct unit_entry {
  const char *name;
  Suite *(*make)(void);
};
extern const struct unit_entry unit_suites[];

#endif
