/* What every unit test stands on, and the program that runs the suites: test_unit [NAME...], all of them without a
 * name. */
#include "unit.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

Suite *unit_suite(const char *name, SFun set_up, SFun tear_down, const TTest *const *tests, size_t count) {
  TCase *cases = tcase_create(name);
  tcase_add_checked_fixture(cases, set_up, tear_down);
  for (size_t i = 0; i < count; i++) {
    tcase_add_test(cases, tests[i]);
  }
  Suite *suite = suite_create(name);
  suite_add_tcase(suite, cases);
  return suite;
}

static void add_suite(SRunner **runner, Suite *suite) {
  if (*runner == NULL) {
    *runner = srunner_create(suite);
  } else {
    srunner_add_suite(*runner, suite);
  }
}

/* False if no suite has the name. */
static bool add_named(SRunner **runner, const char *name) {
  for (const struct unit_entry *entry = unit_suites; entry->name != NULL; entry++) {
    if (name == NULL || strcmp(entry->name, name) == 0) {
      add_suite(runner, entry->make());
      if (name != NULL) {
        return true;
      }
    }
  }
  return name == NULL;
}

int main(int argc, char **argv) {
  SRunner *runner = NULL;
  for (int i = 1; i < argc || (i == 1 && argc < 2); i++) {
    if (!add_named(&runner, argv[i])) {
      fprintf(stderr, "test_unit: no suite %s\n", argv[i]);
      return EXIT_FAILURE;
    }
  }
  if (runner == NULL) {
    fputs("test_unit: no suites\n", stderr);
    return EXIT_FAILURE;
  }
  srunner_run_all(runner, CK_ENV);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
