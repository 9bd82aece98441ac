/* Documents that are rewritten: not those that somebody else has changed, or taken away, since they were compiled. */
#include "crosswalk.h"
#include "scratch.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char framework[] =
    "<framework xmlns='urn:crosswalk:1' id='a' title='A'><control id='A.1' title='One'/></framework>";
#define MAPPING(source)                                                      \
  "<mapping xmlns='urn:crosswalk:1' id='m' title='M' source='a' target='a'>" \
  "<map source='" source "' target='A.1' relation='related-to'/></mapping>"

static struct cw_compilation *compiled(void) {
  put_file("a.xml", framework);
  put_file("m.xml", MAPPING("A1"));
  struct cw_compilation *c = cw_new();
  ck_assert_ptr_nonnull(c);
  ck_assert_int_eq(cw_add_path(c, path_of("a.xml")), CW_OK);
  ck_assert_int_eq(cw_add_path(c, path_of("m.xml")), CW_OK);
  ck_assert_int_eq(cw_compile(c, CW_CHECK), CW_FINDINGS);
  return c;
}

/* How many changes were made. */
static size_t fix(struct cw_compilation *c, enum cw_result wanted) {
  char *told = NULL;
  size_t length = 0;
  size_t count = 0;
  FILE *stream = open_memstream(&told, &length);
  ck_assert_ptr_nonnull(stream);
  ck_assert_int_eq(cw_fix(c, 0, stream, &count), wanted);
  fclose(stream);
  free(told);
  return count;
}

static bool tells(struct cw_compilation *c, const char *words) {
  char *told = NULL;
  size_t length = 0;
  FILE *stream = open_memstream(&told, &length);
  ck_assert_ptr_nonnull(stream);
  cw_print_findings(c, stream);
  fclose(stream);
  bool found = strstr(told, words) != NULL;
  free(told);
  return found;
}

START_TEST(what_is_as_it_was_is_changed) {
  struct cw_compilation *c = compiled();
  ck_assert_uint_eq(fix(c, CW_FINDINGS), 1);
  ck_assert(str_is(read_file(path_of("m.xml")), MAPPING("A.1")));
  cw_free(c);
}
END_TEST

START_TEST(what_somebody_changed_stays) {
  struct cw_compilation *c = compiled();
  static const char theirs[] = "<!-- somebody is at work here -->";
  put_file("m.xml", theirs);
  ck_assert_uint_eq(fix(c, CW_FAILED), 0);
  ck_assert(str_is(read_file(path_of("m.xml")), theirs));
  ck_assert(tells(c, "m.xml: error: the file changed after it was compiled, and is left as it is [io.read]"));
  cw_free(c);
}
END_TEST

START_TEST(what_is_gone_stays_gone) {
  struct cw_compilation *c = compiled();
  ck_assert_int_eq(remove(path_of("m.xml")), 0);
  ck_assert_uint_eq(fix(c, CW_FAILED), 0);
  ck_assert(tells(c, "[io.read]"));
  FILE *there = fopen(path_of("m.xml"), "rb");
  ck_assert_ptr_null(there);
  cw_free(c);
}
END_TEST

UNIT_SUITE(rewrite, scratch_set_up, scratch_tear_down, what_is_as_it_was_is_changed, what_somebody_changed_stays,
           what_is_gone_stays_gone)
