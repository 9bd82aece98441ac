/* Stamps that hold what a build rested on: their bytes, and the library where nothing has changed. */
#include "api/record.h"
#include "crosswalk.h"
#include "scratch.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

static FILE *stream;

static void set_up(void) {
  scratch_set_up();
  stream = tmpfile();
  ck_assert_ptr_nonnull(stream);
  put_file("a.xml",
           "<framework xmlns=\"urn:crosswalk:1\" id=\"a\" title=\"A\"><control id=\"A1\" title=\"A1\"/></framework>");
  put_file("b.xml",
           "<framework xmlns=\"urn:crosswalk:1\" id=\"b\" title=\"B\"><control id=\"B1\" title=\"B1\"/></framework>");
  put_file("m.xml",
           "<mapping xmlns=\"urn:crosswalk:1\" id=\"m\" title=\"M\" source=\"a\" target=\"b\">"
           "<map source=\"A1\" target=\"B1\" relation=\"equal-to\"/></mapping>");
}

static void tear_down(void) {
  fclose(stream);
  scratch_tear_down();
}

/* A build as a program would do it: whether it had nothing to do. */
static int build(void) {
  int unchanged = 7;
  struct cw_compilation *c = cw_new();
  ck_assert_ptr_nonnull(c);
  ck_assert_int_eq(cw_set(c, "stamp", path_of("stamp")), CW_OK);
  ck_assert_int_eq(cw_add_path(c, path_of("a.xml")), CW_OK);
  ck_assert_int_eq(cw_add_path(c, path_of("b.xml")), CW_OK);
  ck_assert_int_eq(cw_add_path(c, path_of("m.xml")), CW_OK);
  ck_assert_int_eq(cw_unchanged(c, path_of("out"), "csv", path_of("deps"), &unchanged), CW_OK);
  if (unchanged == 0) {
    ck_assert_int_eq(cw_compile(c, CW_ALL), CW_OK);
    ck_assert_int_eq(cw_build(c, path_of("out"), "csv"), CW_OK);
    ck_assert_int_eq(cw_write_depfile(c, path_of("deps")), CW_OK);
  } else { /* nothing was compiled: nothing can be asked */
    ck_assert_int_eq(cw_compile(c, CW_ALL), CW_USAGE);
    ck_assert_int_eq(cw_build(c, path_of("out"), "csv"), CW_USAGE);
    ck_assert_str_ne(cw_message(c), "");
    ck_assert_int_eq(cw_write_depfile(c, path_of("deps")), CW_USAGE);
    ck_assert_int_eq(cw_table(c, "a", "b", "csv", stream), CW_USAGE);
    ck_assert_int_eq(cw_set(c, "excel", "yes"), CW_USAGE);
    ck_assert_int_eq(cw_knows(c, "a"), 0);
    ck_assert_uint_eq(cw_finding_count(c), 0);
  }
  ck_assert_int_eq(cw_print_findings(c, stream), CW_OK);
  ck_assert_int_eq(cw_touch_stamp(c), CW_OK);
  ck_assert_int_eq(cw_status(c), CW_OK);
  cw_free(c);
  return unchanged;
}

START_TEST(a_build_with_nothing_to_do) {
  ck_assert_int_eq(build(), 0);
  long told = ftell(stream);
  ck_assert_int_gt(told, 0);
  ck_assert_int_eq(build(), 1);
  ck_assert_int_eq(ftell(stream), 2 * told);
  ck_assert_int_eq(remove(path_of("deps")), 0);
  ck_assert_int_eq(build(), 1);
  ck_assert_int_gt(read_file(path_of("deps")).n, 0);
  put_file("out/a--b.csv", "mine");
  ck_assert_int_eq(build(), 0);
  ck_assert_int_eq(build(), 1);
}
END_TEST

/* A document in memory is nothing that another run could look at. */
START_TEST(documents_in_memory) {
  static const char document[] =
      "<framework xmlns=\"urn:crosswalk:1\" id=\"c\" title=\"C\"><control id=\"C1\" title=\"C1\"/></framework>";
  for (unsigned turn = 0; turn < 2; turn++) {
    int unchanged = 7;
    struct cw_compilation *c = cw_new();
    ck_assert_int_eq(cw_set(c, "stamp", path_of("stamp")), CW_OK);
    ck_assert_int_eq(cw_add_path(c, path_of("a.xml")), CW_OK);
    ck_assert_int_eq(cw_add_path(c, path_of("b.xml")), CW_OK);
    ck_assert_int_eq(cw_add_path(c, path_of("m.xml")), CW_OK);
    ck_assert_int_eq(cw_add_document(c, "c.xml", document, sizeof document - 1), CW_OK);
    ck_assert_int_eq(cw_unchanged(c, path_of("out"), "csv", NULL, &unchanged), CW_OK);
    ck_assert_int_eq(unchanged, 0);
    ck_assert_int_eq(cw_compile(c, CW_ALL), CW_OK);
    ck_assert_int_eq(cw_build(c, path_of("out"), "csv"), CW_OK);
    ck_assert_int_eq(cw_print_findings(c, stream), CW_OK);
    ck_assert_int_eq(cw_touch_stamp(c), CW_OK);
    ck_assert_int_eq(read_file(path_of("stamp")).n, 0);
    cw_free(c);
  }
}
END_TEST

static bool reads(struct str text) {
  struct record record = {.rounds = 0};
  struct str state = STR("");
  return record_read(&arena, text, &record, &state);
}

/* No part of a stamp, and no stamp with another bit, is a stamp. */
START_TEST(damaged_stamps) {
  ck_assert_int_eq(build(), 0);
  struct str whole = read_file(path_of("stamp"));
  ck_assert(reads(whole));
  for (uint32_t n = 0; n < whole.n; n++) {
    ck_assert_msg(!reads((struct str){.p = whole.p, .n = n}), "%u bytes are read", (unsigned)n);
  }
  char *copy = arena_text(&arena, whole.p, whole.n);
  for (uint32_t i = 0; i < whole.n; i++) {
    for (unsigned bit = 0; bit < 8; bit++) {
      copy[i] = (char)(copy[i] ^ 1 << bit);
      ck_assert_msg(!reads((struct str){.p = copy, .n = whole.n}), "bit %u of byte %u", bit, (unsigned)i);
      copy[i] = (char)(copy[i] ^ 1 << bit);
    }
  }
  struct buf longer;
  buf_init(&longer, &arena);
  buf_str(&longer, whole);
  buf_char(&longer, '\n');
  ck_assert(!reads(buf_done(&longer)));
  ck_assert(!reads(STR("")));
  ck_assert(!reads(STR("crosswalk stamp 1\nS 99999999999 1 x")));
}
END_TEST

UNIT_SUITE(unchanged, set_up, tear_down, a_build_with_nothing_to_do, documents_in_memory, damaged_stamps)
