/* Workbooks, read back by libzip: cells say what the report says, what no spreadsheet could hold is replaced or refused,
 * and a package that was cut off is noticed. */
#include "base/archive.h"
#include "base/buf.h"
#include "output/formats.h"
#include "output/xlsx/workbook.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <zip.h>

#include "scratch.h"
#include "unit.h"

/* ---- an archive, read by libzip ---- */

/* The bytes of the member, with a NUL after them. Fails where it is not there. */
static struct str member_of(struct str archive, const char *name) {
  zip_error_t error;
  zip_source_t *source = zip_source_buffer_create(archive.p, archive.n, 0, &error);
  zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  ck_assert_ptr_nonnull(zip);
  zip_stat_t status;
  ck_assert_int_eq(zip_stat(zip, name, 0, &status), 0);
  char *bytes = arena_zalloc(&arena, status.size + 1);
  zip_file_t *file = zip_fopen(zip, name, 0);
  ck_assert_ptr_nonnull(file);
  ck_assert_int_eq(zip_fread(file, bytes, status.size), (zip_int64_t)status.size);
  zip_fclose(file);
  zip_discard(zip);
  return (struct str){.p = bytes, .n = (uint32_t)status.size};
}

/* ---- texts ---- */

static struct str escaped(struct str text) {
  return workbook_cell_text(&arena, text);
}

static void becomes(const char *text, const char *wanted) {
  struct str got = escaped(str_from(text));
  ck_assert_msg(str_is(got, wanted), "%s became %.*s, not %s", text, STR_ARG(got), wanted);
}

START_TEST(texts_are_escaped) {
  becomes("a & b < c > \"d\" 'e'", "a & b < c > \"d\" 'e'");
  becomes("one\r\ntwo\rthree\nfour\tfive", "one\ntwo\nthree\nfour\tfive");
  becomes("_x0041_ _x00e9_", "_x005F_x0041_ _x005F_x00e9_");
  becomes("_x004_ _x0041 _y0041_ _", "_x004_ _x0041 _y0041_ _");
  becomes("\xC3\xBC \xE4\xB8\xAD \xF0\x9F\x94\x92", "\xC3\xBC \xE4\xB8\xAD \xF0\x9F\x94\x92");
  becomes("\xEF\xBF\xBE\xEF\xBF\xBF", "\xEF\xBF\xBD\xEF\xBF\xBD");
  becomes("\xC2\x85\x7F\x1B", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  becomes("bad \xFF\xC3(", "bad \xEF\xBF\xBD\xEF\xBF\xBD(");
  for (unsigned c = 0; c < 0x20; c++) {
    char one = (char)c;
    struct str got = escaped((struct str){.p = &one, .n = 1});
    bool white = c == '\t' || c == '\n' || c == '\r';
    ck_assert(white ? got.n == 1 : str_is(got, "\xEF\xBF\xBD"));
  }
}
END_TEST

/* The number of UTF-16 units of a text without entities. */
static size_t units(struct str text) {
  size_t count = 0;
  for (uint32_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)text.p[i];
    count += (c & 0xC0U) != 0x80U;
    count += c >= 0xF0U;
  }
  return count;
}

START_TEST(long_texts_are_cut) {
  enum { LONG = LONGEST_CELL + 1 };
  char *text = arena_alloc(&arena, 4 * (size_t)LONG);
  memset(text, 'x', LONG);
  ck_assert_uint_eq(escaped((struct str){.p = text, .n = LONGEST_CELL}).n, LONGEST_CELL);
  struct str cut = escaped((struct str){.p = text, .n = LONG});
  ck_assert_uint_eq(cut.n, LONGEST_CELL);
  ck_assert_ptr_nonnull(strstr(str_copy(&arena, cut).p, "too long for a cell"));
  /* Pictures count twice, and none is cut through. */
  for (unsigned i = 0; i < LONG; i++) {
    memcpy(text + (size_t)i * 4, "\xF0\x9F\x94\x92", 4);
  }
  cut = escaped((struct str){.p = text, .n = LONG * 4});
  ck_assert_uint_le(units(cut), LONGEST_CELL);
  ck_assert_uint_gt(units(cut), LONGEST_CELL - 3);
  ck_assert_uint_eq(escaped((struct str){.p = text, .n = LONGEST_CELL / 2 * 4}).n, LONGEST_CELL / 2 * 4);
}
END_TEST

START_TEST(texts_are_measured) {
  ck_assert_uint_eq(workbook_text_width(STR("one\nthree")), 5);
  ck_assert_uint_eq(workbook_text_width(STR("\xE4\xB8\xAD\xE6\x96\x87")), 4);
  ck_assert_uint_eq(workbook_text_lines(STR(""), 10), 1);
  ck_assert_uint_eq(workbook_text_lines(STR("one two"), 7), 1);
  ck_assert_uint_eq(workbook_text_lines(STR("one two"), 6), 2);
  ck_assert_uint_eq(workbook_text_lines(STR("aaaa bbbb cccc"), 6), 3);
  ck_assert_uint_eq(workbook_text_lines(STR("aaaaaaaaaaaa"), 5), 3);
  ck_assert_uint_eq(workbook_text_lines(STR("a\nb\n\nc"), 5), 4);
}
END_TEST

/* ---- sheets ---- */

static struct str written(struct workbook *workbook, int *error) {
  struct sink *sink = sink_open_memory(&arena);
  workbook_write(workbook, sink);
  struct str archive = sink_memory(sink);
  *error = sink_close(sink);
  return archive;
}

/* The text between two marks behind `from`, or NULL. */
static const char *between(const char *from, const char *before, const char *after, struct str *text) {
  const char *start = from != NULL ? strstr(from, before) : NULL;
  const char *end = start != NULL ? strstr(start + strlen(before), after) : NULL;
  if (end == NULL) {
    return NULL;
  }
  text->p = start + strlen(before);
  text->n = (uint32_t)(end - text->p);
  return end;
}

/* What a cell shows: its number, or its text as it stands in the XML; "" for none. */
static struct str cell_of(struct str archive, unsigned sheet, const char *place) {
  char name[64];
  snprintf(name, sizeof name, "xl/worksheets/sheet%u.xml", sheet);
  const char *xml = str_copy(&arena, member_of(archive, name)).p;
  char mark[32];
  snprintf(mark, sizeof mark, "<c r=\"%s\"", place);
  struct str inside;
  struct str value;
  if (between(xml, mark, ">", &inside) == NULL || inside.p[inside.n - 1] == '/') {
    return STR("");
  }
  ck_assert_ptr_nonnull(between(inside.p, "<v>", "</v>", &value));
  struct str kind;
  if (between(str_copy(&arena, inside).p, "t=\"", "\"", &kind) == NULL) {
    return value;
  }
  ck_assert(str_is(kind, "s"));
  const char *at = str_copy(&arena, member_of(archive, "xl/sharedStrings.xml")).p;
  struct str text = STR("");
  for (long wanted = strtol(value.p, NULL, 10); wanted >= 0; wanted--) {
    at = between(at, "<t>", "</t>", &text);
    ck_assert_ptr_nonnull(at);
  }
  return text;
}

static void shows(struct str archive, unsigned sheet, const char *place, const char *wanted) {
  struct str got = cell_of(archive, sheet, place);
  ck_assert_msg(str_is(got, wanted), "%s is \"%.*s\", not \"%s\"", place, STR_ARG(got), wanted);
}

START_TEST(each_text_stands_once) {
  struct workbook workbook;
  workbook_init(&workbook, &arena);
  struct sheet *sheet = workbook_add(&workbook, "Many", 2);
  enum { MANY = 3000 };
  for (unsigned i = 0; i < MANY; i++) {
    char text[16];
    int n = snprintf(text, sizeof text, "text %u", i % (MANY / 2));
    sheet_row(sheet);
    sheet_text(sheet, (struct str){.p = arena_text(&arena, text, (size_t)n), .n = (uint32_t)n}, LOOK_PLAIN);
    sheet_number(sheet, i);
  }
  int error = 0;
  struct str archive = written(&workbook, &error);
  ck_assert_int_eq(error, 0);
  struct str texts = member_of(archive, "xl/sharedStrings.xml");
  char counts[64];
  snprintf(counts, sizeof counts, "count=\"%d\" uniqueCount=\"%d\"", MANY, MANY / 2);
  ck_assert_ptr_nonnull(strstr(texts.p, counts));
  shows(archive, 1, "A1", "text 0");
  shows(archive, 1, "A1501", "text 0");
  shows(archive, 1, "A3000", "text 1499");
  shows(archive, 1, "B3000", "2999");
}
END_TEST

/* The library that packs it does not notice, wherever a part is cut off: also right behind a tag. */
START_TEST(a_part_that_is_cut_off_is_an_error) {
  struct rlimit before;
  signal(SIGXFSZ, SIG_IGN);
  ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
  for (unsigned size = 9000; size < 9100; size++) {
    struct workbook workbook;
    workbook_init(&workbook, &arena);
    struct sheet *sheet = workbook_add(&workbook, "Many", 2);
    for (unsigned i = 0; i < 200; i++) {
      sheet_row(sheet);
      sheet_number(sheet, i);
      sheet_number(sheet, i);
    }
    struct rlimit limit = {.rlim_cur = size, .rlim_max = before.rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    int error = 0;
    written(&workbook, &error);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
    ck_assert_msg(error != 0, "parts end at byte %u, and nothing is said", size);
  }
}
END_TEST

START_TEST(what_no_spreadsheet_opens_is_refused) {
  struct workbook workbook;
  int error = 0;
  workbook_init(&workbook, &arena);
  workbook_add(&workbook, "Wide", 16385);
  written(&workbook, &error);
  ck_assert_int_eq(error, EFBIG);
  workbook_init(&workbook, &arena);
  struct sheet *sheet = workbook_add(&workbook, "Long", 1);
  for (unsigned i = 0; i < 1048576; i++) {
    sheet_row(sheet);
  }
  ck_assert_int_eq(workbook.error, 0);
  sheet_row(sheet);
  ck_assert_int_eq(workbook.error, EFBIG);
}
END_TEST

START_TEST(headers_of_pages_are_safe) {
  struct workbook workbook;
  workbook_init(&workbook, &arena);
  workbook.title = STR("R&D <b> &L");
  struct buf organisation;
  buf_init(&organisation, &arena);
  for (unsigned i = 0; i < 100; i++) {
    buf_text(&organisation, "\xC3\xBC&");
  }
  workbook.organisation = buf_done(&organisation);
  workbook.accent = STR("#ffee00");
  struct sheet *sheet = workbook_add(&workbook, "One", 1);
  sheet_row(sheet);
  sheet_text(sheet, STR("Head"), LOOK_HEAD);
  int error = 0;
  struct str archive = written(&workbook, &error);
  const char *xml = str_copy(&arena, member_of(archive, "xl/worksheets/sheet1.xml")).p;
  struct str header;
  ck_assert_ptr_nonnull(between(xml, "<oddHeader>", "</oddHeader>", &header));
  ck_assert_ptr_nonnull(strstr(xml, "&amp;LR&amp;&amp;D &lt;b&gt; &amp;&amp;L&amp;R\xC3\xBC"));
  uint32_t length = 0; /* an entity counts as one */
  for (uint32_t i = 0; i < header.n; i++) {
    const char *semicolon = header.p[i] == '&' ? memchr(header.p + i, ';', header.n - i) : NULL;
    i = semicolon != NULL ? (uint32_t)(semicolon - header.p) : i;
    length++;
  }
  ck_assert_uint_le(length, 255);
  const char *styles = str_copy(&arena, member_of(archive, "xl/styles.xml")).p;
  ck_assert_ptr_nonnull(strstr(styles, "<fgColor rgb=\"FFFFEE00\"/>"));
  ck_assert_ptr_null(strstr(styles, "FFFFFFFF")); /* no white ink on yellow */
}
END_TEST

/* ---- the wide table ---- */

START_TEST(matrix_shows_each_target) {
  const struct report_item items[] = {
      {.id = STR("5"), .title = STR("Group"), .parent = NO_ITEM, .group = true},
      {.id = STR("5.10"), .title = STR("Use of assets"), .parent = 0, .depth = 1, .counted = true},
      {.id = STR("5.11"), .title = STR("Return of assets"), .parent = 0, .depth = 1, .counted = true},
  };
  const struct report_framework targets[] = {
      {.id = STR("one"),
       .title = STR("First standard"),
       .short_title = STR("First"),
       .counts = {4, 1, 0, 1, 2, 0, 0, 0}},
      {.id = STR("two"), .title = STR("Second standard"), .short_title = STR("Second"), .open = true},
  };
  const struct report_counts counts[] = {{2, 1, 1, 0, 1, 0, 0, 0}, {2, 0, 0, 1, 0, 1, 0, 0}};
  const struct report_counterpart full[] = {
      {.id = STR("A.1 A.2"), .relation = REL_SUBSET, .basis = BASIS_DECLARED, .together = STR("5.11")},
      {.id = STR("=3"), .relation = REL_RELATED, .basis = BASIS_IMPLIED},
  };
  const struct report_counterpart other[] = {
      {.id = STR("B"), .relation = REL_EQUAL, .basis = BASIS_DECLARED, .disputed = true},
      {.id = STR("C"), .basis = BASIS_CANDIDATE},
  };
  const struct report_matrix_cell cells[] = {
      {.coverage = COVERAGE_NONE},
      {.coverage = COVERAGE_NONE},
      {.coverage = COVERAGE_FULL, .jointly = true, .rest = STR("D"), .count = 2, .counterparts = full},
      {.coverage = COVERAGE_PARTIAL, .count = 2, .counterparts = other},
      {.coverage = COVERAGE_NONE},
      {.coverage = COVERAGE_EXCLUDED, .open = true, .note = STR("nobody has it")},
  };
  const struct report_matrix report = {
      .brand = {.title = STR("Pack"), .organisation = STR("Acme"), .note = STR("First.\n\n\nSecond.")},
      .source = {.id = STR("src"),
                 .title = STR("Source standard"),
                 .short_title = STR("Src"),
                 .item_count = 3,
                 .items = items},
      .target_count = 2,
      .targets = targets,
      .source_counts = counts,
      .cells = cells,
  };
  struct sink *sink = sink_open_memory(&arena);
  xlsx_writer.matrix(sink, &report, &(struct writer_options){.generator = "crosswalk 0"});
  struct str archive = sink_memory(sink);
  ck_assert_int_eq(sink_close(sink), 0);
  static const char *const wanted[3][6] = {
      {"Source (Src)", "Source title", "Coverage (First)", "First", "Coverage (Second)", "Second"},
      {"5.10", "Use of assets", "full", "A.1 + A.2 subset-of (with 5.11); =3 related-to (implied); full jointly by D",
       "partial", "B equal-to (disputed); C (candidate)"},
      {"5.11", "Return of assets", "none", "", "excluded", "excluded: nobody has it"},
  };
  for (unsigned row = 0; row < 3; row++) {
    for (unsigned column = 0; column < 6; column++) {
      char place[8];
      snprintf(place, sizeof place, "%c%u", 'A' + (int)column, row + 1);
      shows(archive, 2, place, wanted[row][column]);
    }
  }
  shows(archive, 1, "A1", "Pack");
  shows(archive, 1, "A2", "Src against First, Second");
  shows(archive, 1, "A3", "Acme");
  shows(archive, 1, "A5", "First.");
  shows(archive, 1, "A6", "Second.");
  shows(archive, 1, "D9", "1");            /* full, of the source, by the first */
  shows(archive, 1, "C12", "not counted"); /* an open target */
  shows(archive, 3, "A4", "Id");
  shows(archive, 3, "A7", "two");
}
END_TEST

/* ---- a package that is not whole ---- */

/* A package with one part. */
static void write_part(const char *path, const char *text, size_t n) {
  int error = 0;
  zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &error);
  ck_assert_ptr_nonnull(zip);
  ck_assert_int_ge(zip_file_add(zip, "part.xml", zip_source_buffer(zip, text, n, 0), 0), 0);
  ck_assert_int_eq(zip_close(zip), 0);
}

START_TEST(a_package_that_was_cut_off_is_noticed) {
  static const char text[] = "<sst><si><t>one</t></si></sst>\n";
  const char *path = path_of("cut.zip");
  write_part(path, text, sizeof text - 1);
  ck_assert_int_eq(archive_check(path), 0);
  for (size_t n = 0; n < sizeof text - 2; n++) {
    write_part(path, text, n);
    ck_assert_int_eq(archive_check(path), EIO);
  }
  static const struct {
    const char *text;
    bool whole;
  } parts[] = {{"<?xml version=\"1.0\"?>\n<a b=\"/\"><c d=\"e\"/><!-- f --></a>", true},
               {"<a/>", true},
               {"<a />\n", true},
               {"<a></a></a>", false},
               {"<a/><b/>", false},
               {"<a><b></b>", false},
               {"</a>", false},
               {"<a/><", false},
               {"a", false}};
  for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++) {
    write_part(path, parts[i].text, strlen(parts[i].text));
    ck_assert_int_eq(archive_check(path), parts[i].whole ? 0 : EIO);
  }
  ck_assert_int_eq(archive_check("no/such/file"), EIO);
}
END_TEST

UNIT_SUITE(xlsx, scratch_set_up, scratch_tear_down, texts_are_escaped, long_texts_are_cut, texts_are_measured,
           each_text_stands_once, a_part_that_is_cut_off_is_an_error, what_no_spreadsheet_opens_is_refused,
           headers_of_pages_are_safe, matrix_shows_each_target, a_package_that_was_cut_off_is_noticed)
