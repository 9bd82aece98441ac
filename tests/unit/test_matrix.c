/* The wide table: its cells as text, and tables of hostile texts read back from every format. */
#define _GNU_SOURCE
#include "base/sha256.h"
#include "csv_reader.h"
#include "escaping.h"
#include "hostile_report.h"
#include "html_page.h"
#include "markdown_reader.h"
#include "output/html/assets.h"

#include <string.h>

enum { COLUMNS = 2, WIDE_CELLS = COLUMNS + 3 }; /* id, title, targets, and a column of the reader's own */

static struct report_counterpart counterparts[] = {
    {.id = {"5.10", 4}, .relation = REL_SUBSET, .basis = BASIS_DECLARED, .mappings = {"first se|co`nd<", 15}},
    {.id = {"=1+1 a\"b", 8}, .relation = REL_SUPERSET, .basis = BASIS_IMPLIED},
    {.id = {"c'd&e", 5},
     .title = {"<u>not & underlined</u>", 23},
     .together = {"--x f|g`h\\", 10},
     .relation = REL_CONTRARY,
     .basis = BASIS_DECLARED,
     .disputed = true,
     .mappings = {"first", 5}},
    {.id = {"\x01\x7F", 2}, .basis = BASIS_CANDIDATE},
};
static struct report_matrix_cell matrix_cells[ITEMS][COLUMNS];

/* The controls of the hostile report against two frameworks, in cells of every kind. */
static struct report_matrix hostile_matrix(void) {
  static struct report_framework targets[COLUMNS];
  static struct report_counts counts[COLUMNS];
  static struct str files[COLUMNS];
  struct report_crosswalk report = hostile_report();
  for (size_t i = 0; i < sizeof counterparts / sizeof *counterparts; i++) {
    counterparts[i].title = counterparts[i].title.p != NULL ? counterparts[i].title : from(HOSTILE_TITLE);
  }
  for (uint32_t i = 0; i < ITEMS; i++) {
    for (uint32_t t = 0; t < COLUMNS; t++) {
      enum coverage coverage = (enum coverage)((i + t) % 4);
      bool open = report.source.items[i].counted && (coverage == COVERAGE_NONE || coverage == COVERAGE_EXCLUDED);
      matrix_cells[i][t] = (struct report_matrix_cell){
          .coverage = coverage,
          .jointly = report.source.items[i].counted && coverage == COVERAGE_FULL && t == 1,
          .open = open,
          .note = from(!open                           ? ""
                       : coverage == COVERAGE_EXCLUDED ? "=2 | <b>reviewed</b>; `twice`\n\xE2\x80\xAE"
                                                       : "no-relation"),
          .by = from(coverage == COVERAGE_FULL ? "5.10 f|g`h\\" : ""),
          .rest = from(report.source.items[i].counted && coverage == COVERAGE_FULL ? "f|g`h\\ G<1>" : ""),
          .count = i == 0 ? t : i % 5,
          .counterparts = counterparts,
      };
    }
  }
  for (uint32_t t = 0; t < COLUMNS; t++) {
    targets[t] = make_framework(1, t == 0 ? "tgt" : "=other");
    targets[t].items = NULL;
    targets[t].item_count = 0;
    counts[t] = report.source.counts;
    files[t] = from(t == 0 ? "weird \"name\"<" : "");
  }
  return (struct report_matrix){.brand.title = from("W <" HOSTILE_TITLE),
                                .brand.organisation = from("O & <" HOSTILE_TITLE),
                                .title = from(""),
                                .source = report.source,
                                .target_count = COLUMNS,
                                .targets = targets,
                                .source_counts = counts,
                                .files = files,
                                .cells = matrix_cells[0],
                                .mapping_count = 2,
                                .mappings = report.mappings,
                                .document_count = 2,
                                .documents = report.documents};
}

static struct str matrix_output(const char *format, const struct report_matrix *report,
                                const struct writer_options *options) {
  struct sink *sink = sink_open_memory(&arena);
  writer_find(format)->matrix(sink, report, options);
  return sink_memory(sink);
}

START_TEST(cells_of_a_wide_table_as_text) {
  struct report_matrix_cell cell = {.coverage = COVERAGE_FULL, .count = 4, .counterparts = counterparts};
  struct str text = report_matrix_text(&cell, &arena);
  static const char wanted[] =
      "5.10 subset-of; =1+1 + a\"b superset-of (implied); c'd&e contrary-to (disputed, with --x, f|g`h\\); "
      "\x01\x7F (candidate)";
  ck_assert_msg(str_is(text, wanted), "%.*s", STR_ARG(text));
  cell = (struct report_matrix_cell){.coverage = COVERAGE_NONE, .open = true, .note = from("group-only")};
  ck_assert(str_is(report_matrix_text(&cell, &arena), "gap: group-only"));
  cell = (struct report_matrix_cell){.coverage = COVERAGE_EXCLUDED, .open = true};
  ck_assert(str_is(report_matrix_text(&cell, &arena), "excluded"));
  cell.open = false; /* not among the bases that are wanted */
  ck_assert(str_is(report_matrix_text(&cell, &arena), ""));
  cell = (struct report_matrix_cell){
      .coverage = COVERAGE_FULL, .jointly = true, .rest = from("a+b c"), .count = 1, .counterparts = counterparts};
  ck_assert(str_is(report_matrix_text(&cell, &arena), "5.10 subset-of; full jointly by a+b, c"));
}
END_TEST

/* The next of the rows that there are: counted controls, and others with counterparts. */
static uint32_t next_row(const struct report_matrix *report, uint32_t i) {
  while (i < ITEMS && !report_matrix_has_row(report, i)) {
    i++;
  }
  return i;
}

static void compare_matrix_row(const struct report_matrix *report, const char *format, uint32_t i,
                               const struct str *got) {
  compare_cell(format, i, 0, plain(report->source.items[i].id), got[0]);
  compare_cell(format, i, 1, plain(report->source.items[i].title), got[1]);
  for (unsigned t = 0; t < COLUMNS; t++) {
    compare_cell(format, i, t + 2, plain(report_matrix_text(&matrix_cells[i][t], &arena)), got[t + 2]);
  }
  compare_cell(format, i, COLUMNS + 2, plain(report_own_cell(report->source.items[i].own, 0)), got[COLUMNS + 2]);
}

START_TEST(wide_csv_is_read_back) {
  struct report_matrix report = hostile_matrix();
  struct writer_options options = {0};
  struct csv csv = read_csv(matrix_output("csv", &report, &options));
  ck_assert(str_is(csv.cells.v[0], "id") && str_is(csv.cells.v[1], "title") && str_is(csv.cells.v[2], "tgt") &&
            str_is(csv.cells.v[3], "'=other"));
  uint32_t line = 1;
  for (uint32_t i = next_row(&report, 0); i < ITEMS; i = next_row(&report, i + 1), line++) {
    ck_assert_uint_gt(csv.widths.n, line);
    ck_assert_uint_eq(csv.widths.v[line], WIDE_CELLS);
    struct str cells[WIDE_CELLS];
    for (unsigned c = 0; c < WIDE_CELLS; c++) {
      ck_assert(!is_formula(csv.cells.v[line * (WIDE_CELLS) + c]));
      cells[c] = undefused(csv.cells.v[line * (WIDE_CELLS) + c]);
    }
    compare_matrix_row(&report, "csv", i, cells);
  }
  ck_assert(line > ITEMS - 2 && csv.widths.n == line && !csv.crlf);
  options.excel = true;
  struct str excel = matrix_output("csv", &report, &options);
  ck_assert(memcmp(excel.p, "\xEF\xBB\xBFid,title,tgt,", 16) == 0 && contains(excel, "\r\n\"=\"\"5.10\"\"\","));
}
END_TEST

/* Where the line ends; fails if it does not. */
static const char *line_end(const char *p, const char *end) {
  const char *stop = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
  ck_assert_ptr_nonnull(stop);
  return stop;
}

START_TEST(wide_markdown_is_read_back) {
  static const char head[] = "\n| Control | Title |";
  struct report_matrix report = hostile_matrix();
  struct writer_options options = {0};
  struct str text = matrix_output("markdown", &report, &options);
  const char *end = text.p + text.n;
  const char *p = memmem(text.p, text.n, head, sizeof head - 1);
  ck_assert_ptr_nonnull(p);
  p = line_end(line_end(p + 1, end) + 1, end) + 1; /* behind the head and its rule */
  for (uint32_t i = next_row(&report, 0); i < ITEMS; i = next_row(&report, i + 1)) {
    const char *stop = line_end(p, end);
    struct str cells[WIDE_CELLS];
    ck_assert_uint_eq(markdown_cells(p, stop, cells, WIDE_CELLS), WIDE_CELLS);
    compare_matrix_row(&report, "markdown", i, cells);
    p = stop + 1;
  }
  ck_assert_ptr_eq(p, end);
}
END_TEST

START_TEST(wide_pages) {
  struct report_matrix report = hostile_matrix();
  struct writer_options options = {.candidates = true, .generator = "crosswalk <1>"};
  for (unsigned titled = 0; titled < 2; titled++) {
    report.title = from(titled == 0 ? "" : "T <" HOSTILE_TITLE);
    struct str text = matrix_output("html", &report, &options);
    struct page *page = arena_zalloc(&arena, sizeof *page);
    page->table_class = "none";
    read_page(page, text);
    char hash[SHA256_BASE64];
    sha256_base64(asset_matrix_js.text, asset_matrix_js.size, hash);
    ck_assert(contains(text, hash) && contains(text, "default-src 'none'"));
    ck_assert(!contains(text, "<script>alert") && !contains(text, " style=") && !contains(text, "<u>not &"));
    ck_assert(contains(text, "href=\"weird%20%22name%22%3C.html\"") && contains(text, "<tr id=s.5.10>"));
    ck_assert(contains(text, "only together with --x, f|g`h") && contains(text, "<strong>disputed</strong>"));
    ck_assert(contains(text, "<a href=#m1>M1</a> <a href=#m2>M2</a>"));
    ck_assert(contains(text, "O &amp; &lt;&lt;script"));
  }
}
END_TEST

/* A source without controls, and without mappings: every format says so and breaks nothing. */
START_TEST(empty_wide_tables) {
  struct report_matrix report = hostile_matrix();
  report.source.items = NULL;
  report.source.item_count = 0;
  report.source_counts = (struct report_counts[COLUMNS]){{0}};
  report.mapping_count = 0;
  report.document_count = 0;
  report.target_count = 1;
  struct writer_options options = {0};
  for (unsigned i = 0; i < writer_count; i++) {
    if (writers[i]->matrix != NULL) {
      struct str text = matrix_output(writers[i]->name, &report, &options);
      ck_assert(text.n > 0 && str_eq(text, matrix_output(writers[i]->name, &report, &options)));
    }
  }
  struct str text = matrix_output("html", &report, &options);
  struct page *page = arena_zalloc(&arena, sizeof *page);
  page->table_class = "none";
  read_page(page, text);
  ck_assert(contains(text, "No control of the source is listed") && contains(text, "proved through others"));
}
END_TEST

UNIT_SUITE(matrix, unit_set_up, unit_tear_down, cells_of_a_wide_table_as_text, wide_csv_is_read_back,
           wide_markdown_is_read_back, wide_pages, empty_wide_tables)
