/* Paths as text: one form for all that mean the same place. */
#include "base/path.h"
#include "escaping.h"
#include "unit.h"

static const char *normal(const char *path) {
  return path_normal(&arena, str_from(path)).p;
}

START_TEST(one_form_for_all_names) {
  static const char *const pairs[][2] = {
      {"a", "a"},
      {"./a", "a"},
      {"a/", "a"},
      {"a//b", "a/b"},
      {"a/./b", "a/b"},
      {"a/../b", "b"},
      {"a/..", "."},
      {"", "."},
      {".", "."},
      {"..", ".."},
      {"../a", "../a"},
      {"a/../..", ".."},
      {"../../a", "../../a"},
      {"a/../../b", "../b"},
      {"/", "/"},
      {"/..", "/"},
      {"/../a", "/a"},
      {"//a//", "/a"},
      {"/a/../..", "/"},
      {"/a/b/../c/.", "/a/c"},
  };
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    ck_assert_str_eq(normal(pairs[i][0]), pairs[i][1]);
    ck_assert_str_eq(normal(pairs[i][1]), pairs[i][1]);
  }
}
END_TEST

START_TEST(names_and_folders) {
  ck_assert(str_is(path_name(STR("a/b.xml")), "b.xml") && str_is(path_folder(STR("a/b.xml")), "a/"));
  ck_assert(str_is(path_name(STR("b.xml")), "b.xml") && path_folder(STR("b.xml")).n == 0);
  ck_assert(str_is(path_name(STR("/b")), "b") && str_is(path_folder(STR("/b")), "/"));
  ck_assert(str_is(path_join(&arena, STR("a"), STR("b")), "a/b") &&
            str_is(path_join(&arena, STR("a/"), STR("b")), "a/b"));
  ck_assert(str_is(path_join(&arena, STR("a"), STR("/b")), "/b") && str_is(path_join(&arena, STR(""), STR("b")), "b"));
}
END_TEST

START_TEST(what_is_below) {
  struct str rest = STR("");
  ck_assert(path_below(STR("/a"), STR("/a/b/c"), &rest) && str_is(rest, "b/c"));
  ck_assert(path_below(STR("/"), STR("/a"), &rest) && str_is(rest, "a"));
  ck_assert(path_below(STR("."), STR("a"), &rest) && str_is(rest, "a"));
  ck_assert(!path_below(STR("/a"), STR("/ab"), &rest) && !path_below(STR("/a"), STR("/a"), &rest));
  ck_assert(!path_below(STR("/a/b"), STR("/a"), &rest));
}
END_TEST

UNIT_SUITE(path, unit_set_up, unit_tear_down, one_form_for_all_names, names_and_folders, what_is_below)
