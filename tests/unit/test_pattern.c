/* Expressions: what they match, what they fill in, and why one is refused. */
#include "base/buf.h"
#include "base/pattern.h"
#include "base/str.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

static struct pattern *compile(const char *text) {
  struct limits limits = limits_default();
  struct str error = {.p = NULL};
  uint32_t offset = 0;
  struct pattern *pattern = pattern_compile(str_from(text), &limits, &arena, &error, &offset);
  ck_assert_msg(pattern != NULL, "%s: %s", text, error.p);
  return pattern;
}

START_TEST(patterns_match_the_whole_text) {
  struct pattern *pattern = compile("A\\.\\d+|A\\.\\d+\\.\\d+");
  ck_assert_int_eq(pattern_match(pattern, STR("A.5"), NULL), PATTERN_MATCH);
  /* The first alternative matches a part of it: the second has to be tried. */
  ck_assert_int_eq(pattern_match(pattern, STR("A.5.10"), NULL), PATTERN_MATCH);
  ck_assert_int_eq(pattern_match(pattern, STR("xA.5"), NULL), PATTERN_NO_MATCH);
  ck_assert_int_eq(pattern_match(pattern, STR("A.5 "), NULL), PATTERN_NO_MATCH);
  ck_assert_int_eq(pattern_match(pattern, STR("A.5\n"), NULL), PATTERN_NO_MATCH);
  ck_assert_int_eq(pattern_match(pattern, STR(""), NULL), PATTERN_NO_MATCH);
  ck_assert_int_eq(pattern_match(pattern, STR("A.5\0"), NULL), PATTERN_NO_MATCH);
  pattern_free(pattern);
  pattern = compile(".");
  ck_assert_int_eq(pattern_match(pattern, STR("\xC3\xA9"), NULL), PATTERN_MATCH);
  ck_assert_int_eq(pattern_match(pattern, STR("\xC3"), NULL), PATTERN_ERROR);
  pattern_free(pattern);
  pattern_free(NULL);
}
END_TEST

START_TEST(bad_patterns_say_why_and_where) {
  static const struct {
    const char *text;
    uint32_t offset;
  } bad[] = {{"a(b", 3}, {"[a", 2}, {"a)", 1}, {"\\C", 2}, {"a\xFF", 1}};
  struct limits limits = limits_default();
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    struct str error = {.p = NULL};
    uint32_t offset = UINT32_MAX;
    ck_assert_ptr_null(pattern_compile(str_from(bad[i].text), &limits, &arena, &error, &offset));
    ck_assert_uint_gt(error.n, 5);
    ck_assert_msg(offset == bad[i].offset, "%s: offset %u (%s)", bad[i].text, offset, error.p);
  }
}
END_TEST

START_TEST(patterns_have_limits) {
  struct limits limits = limits_default();
  struct str error = {.p = NULL};
  uint32_t offset = 0;
  limits.pattern_bytes = 8;
  struct pattern *pattern = pattern_compile(STR("abcdefgh"), &limits, &arena, &error, &offset);
  ck_assert_ptr_nonnull(pattern);
  pattern_free(pattern);
  ck_assert_ptr_null(pattern_compile(STR("abcdefghi"), &limits, &arena, &error, &offset));
  ck_assert_ptr_nonnull(strstr(error.p, "8 bytes"));
  /* Exponential without a limit. */
  pattern = compile("(a+)+[bc]");
  ck_assert_int_eq(pattern_match(pattern, STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"), NULL), PATTERN_LIMIT);
  ck_assert_int_eq(pattern_match(pattern, STR("aab"), NULL), PATTERN_MATCH);
  pattern_free(pattern);
}
END_TEST

static const char *substitute(const char *expression, const char *subject, const char *replacement,
                              enum pattern_result *result) {
  struct pattern *pattern = compile(expression);
  struct buf out;
  struct str error = {.p = NULL};
  buf_init(&out, &arena);
  *result = pattern_substitute(pattern, str_from(subject), str_from(replacement), &out, &error);
  pattern_free(pattern);
  return *result == PATTERN_BAD_SUBSTITUTION ? error.p : buf_done(&out).p;
}

START_TEST(substitution_fills_in_groups) {
  static const struct {
    const char *expression;
    const char *subject;
    const char *replacement;
    const char *result;
  } good[] = {
      {"A\\.(\\d+\\.\\d+)", "A.5.10", "$1", "5.10"},
      {"(.)(.)", "xy", "$2-$1-$0", "y-x-xy"},
      {"(?<n>.)y", "xy", "${n}${1}1", "xx1"},
      {"(.)y", "xy", "$$1$$", "$1$"},
      {"(a)|(b)", "b", "[$1$2]", "[b]"},
      {"a", "a", "", ""},
      {"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)", "abcdefghijk", "$11$10${1}1", "kja1"},
  };
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    enum pattern_result result = PATTERN_ERROR;
    const char *got = substitute(good[i].expression, good[i].subject, good[i].replacement, &result);
    ck_assert_int_eq(result, PATTERN_MATCH);
    ck_assert_str_eq(got, good[i].result);
  }
}
END_TEST

START_TEST(bad_substitutions_are_refused) {
  static const char *const bad[] = {"$",    "a$", "$x", "${", "${}", "${1", "$3", "${nobody}", "$99999999999999999999",
                                    "${2x}"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    enum pattern_result result = PATTERN_MATCH;
    const char *error = substitute("(.)(.)", "xy", bad[i], &result);
    ck_assert_msg(result == PATTERN_BAD_SUBSTITUTION, "%s was taken", bad[i]);
    ck_assert_uint_gt(strlen(error), 5);
  }
  enum pattern_result result = PATTERN_ERROR;
  substitute("(.)(.)", "xyz", "$9", &result);
  ck_assert_int_eq(result, PATTERN_NO_MATCH);
}
END_TEST

UNIT_SUITE(pattern, unit_set_up, unit_tear_down, patterns_match_the_whole_text, bad_patterns_say_why_and_where,
           patterns_have_limits, substitution_fills_in_groups, bad_substitutions_are_refused)
