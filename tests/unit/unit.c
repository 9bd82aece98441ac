/* What every unit test stands on. */
#include "unit.h"

#include <stdlib.h>

struct arena arena;
struct guard guard;

void unit_set_up(void) {
  arena_init(&arena, &guard);
  if (setjmp(guard.jump) != 0) {
    ck_abort_msg("memory ran out");
  }
}

void unit_tear_down(void) {
  arena_free(&arena);
}

int run_tests(const char *name, SFun set_up, SFun tear_down, const TTest *const *tests, size_t count) {
  TCase *cases = tcase_create(name);
  tcase_add_checked_fixture(cases, set_up, tear_down);
  for (size_t i = 0; i < count; i++) {
    tcase_add_test(cases, tests[i]);
  }
  Suite *suite = suite_create(name);
  suite_add_tcase(suite, cases);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
