/* What all formats have in common: the table of them, the same bytes for the same report, reports with next to nothing in
 * them, indexes, lists and shares. */
#define _GNU_SOURCE
#include "escaping.h"
#include "hostile_report.h"
#include "html_page.h"

#include <string.h>

START_TEST(same_report_same_bytes) {
  struct writer_options options = {.candidates = true};
  for (unsigned i = 0; i < writer_count; i++) {
    struct str once = output_of(writers[i]->name, false, &options);
    ck_assert(once.n > 0 && str_eq(once, output_of(writers[i]->name, false, &options)));
    ck_assert(writer_find(writers[i]->name) == writers[i]);
    ck_assert(writers[i]->extension[0] == '.' && (writers[i]->index_name != NULL) == (writers[i]->index != NULL));
  }
  ck_assert_ptr_null(writer_find("pdf"));
  ck_assert_ptr_null(writer_find(""));
}
END_TEST

/* Frameworks without controls, without rows, open: every format says so and breaks nothing. */
START_TEST(empty_reports) {
  struct report_crosswalk report = {.brand.title = STR("")};
  report.source = (struct report_framework){.id = STR("a"),
                                            .title = STR("A"),
                                            .short_title = STR("A"),
                                            .publisher = STR(""),
                                            .edition = STR(""),
                                            .published = STR(""),
                                            .rights = STR(""),
                                            .href = STR(""),
                                            .digest = STR(""),
                                            .open = true};
  report.target = report.source;
  report.target.open = false;
  struct report_row row = {
      .source = {.id = STR("x<y"), .ids = STR("x<y"), .label = STR(""), .title = STR(""), .item = NO_ITEM},
      .target = {.id = STR("z"), .ids = STR("z"), .label = STR(""), .title = STR(""), .item = NO_ITEM},
      .relation = REL_SUBSET,
      .strength = -1,
      .confidence = -1,
      .mapping = NO_ITEM,
      .remarks = STR("")};
  struct writer_options options = {0};
  report.rows = &row;
  for (report.row_count = 0; report.row_count < 2; report.row_count++) {
    for (unsigned i = 0; i < writer_count; i++) {
      struct sink *sink = sink_open_memory(&arena);
      writers[i]->crosswalk(sink, &report, &options);
      struct str text = sink_memory(sink);
      ck_assert(text.n > 0);
      if (strcmp(writers[i]->name, "html") == 0) {
        struct page *page = arena_zalloc(&arena, sizeof *page);
        page->table_class = "none";
        read_page(page, text);
        ck_assert(contains(text, "are not listed") &&
                  contains(text, report.row_count == 0 ? "No mapping declares" : "x&lt;y"));
      }
    }
  }
}
END_TEST

START_TEST(index_pages) {
  make_items(0);
  struct report_framework frameworks[3] = {make_framework(0, "a"), make_framework(0, "b"), make_framework(0, "c")};
  struct report_index_entry entries[2] = {{.file = from("a--b"),
                                           .source_id = from("a"),
                                           .source_title = from("A <" HOSTILE_TITLE),
                                           .target_id = from("b"),
                                           .target_title = from("B"),
                                           .source_counts = frameworks[0].counts,
                                           .target_counts = frameworks[1].counts,
                                           .links = {.csv = from("a--b.csv"), .markdown = from("a\"<b>.md")},
                                           .declared = 3,
                                           .implied = 2,
                                           .disputed = 1},
                                          {.file = from("weird \"name\"<"),
                                           .source_id = from("b"),
                                           .source_title = from("B"),
                                           .target_id = from("c"),
                                           .target_title = from("C"),
                                           .source_counts = frameworks[0].counts,
                                           .declared = 3,
                                           .implied = 2,
                                           .disputed = 1}};
  struct report_index_column columns[2] = {{from("b"), from("B <" HOSTILE_TITLE), frameworks[0].counts},
                                           {from("c"), from("C"), {0}}};
  struct report_index_matrix wide[2] = {
      {from("a--matrix"), from(""), from("a"), from("A <" HOSTILE_TITLE), 2, columns},
      {from("b--matrix+c+a"), from("W <" HOSTILE_TITLE), from("b"), from("B"), 1, columns}};
  struct report_index report = {.title = from("T <" HOSTILE_TITLE),
                                .language = from("en\"><x"),
                                .entry_count = 2,
                                .entries = entries,
                                .matrix_count = 2,
                                .matrices = wide,
                                .framework_count = 3,
                                .frameworks = frameworks};
  struct writer_options options = {0};
  struct sink *sink = sink_open_memory(&arena);
  html_writer.index(sink, &report, &options);
  struct page *page = arena_zalloc(&arena, sizeof *page);
  page->table_class = "none";
  read_page(page, sink_memory(sink));
  ck_assert(contains(sink_memory(sink), "<a href=\"a--b.html\">"));
  ck_assert(contains(sink_memory(sink), "<a href=\"b--matrix%2Bc%2Ba.html\">"));
  sink = sink_open_memory(&arena);
  markdown_writer.index(sink, &report, &options);
  struct str text = sink_memory(sink);
  ck_assert(contains(text, "](a--matrix.md)\n") && contains(text, "](b--matrix%2Bc%2Ba.md): B to "));
  ck_assert(contains(text, "](a--b.md) | ") && contains(text, "](weird%20%22name%22%3C.md) | "));
}
END_TEST

START_TEST(grids) {
  struct str header[] = {STR("id"), STR("title")};
  struct str cells[] = {STR("5.10"), STR("=a|b"), STR("<x>"), STR("")};
  struct report_grid grid = {.columns = 2, .header = header, .row_count = 2, .cells = cells};
  struct writer_options options = {0};
  struct sink *sink = sink_open_memory(&arena);
  csv_writer.grid(sink, &grid, &options);
  ck_assert(str_is(sink_memory(sink), "id,title\n5.10,'=a|b\n<x>,\n"));
  options.excel = true;
  sink = sink_open_memory(&arena);
  csv_writer.grid(sink, &grid, &options);
  ck_assert(str_is(sink_memory(sink), "\xEF\xBB\xBFid,title\r\n\"=\"\"5.10\"\"\",'=a|b\r\n<x>,\r\n"));
  sink = sink_open_memory(&arena);
  markdown_writer.grid(sink, &grid, &options);
  ck_assert(str_is(sink_memory(sink), "| id | title |\n| --- | --- |\n| 5.10 | =a\\|b |\n| &lt;x&gt; | |\n"));
}
END_TEST

START_TEST(shares) {
  static const struct {
    uint32_t part, whole;
    const char *wanted;
  } cases[] = {{0, 106, "0 %"},   {106, 106, "100 %"}, {1, 3, "33 %"}, {2, 3, "67 %"},
               {1, 1000, "<1 %"}, {999, 1000, "99 %"}, {0, 0, ""},     {1, 2, "50 %"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct sink *sink = sink_open_memory(&arena);
    write_share(sink, cases[i].part, cases[i].whole, "<");
    ck_assert_msg(str_is(sink_memory(sink), cases[i].wanted), "%u of %u", cases[i].part, cases[i].whole);
  }
}
END_TEST

UNIT_SUITE(formats, unit_set_up, unit_tear_down, same_report_same_bytes, empty_reports, index_pages, grids, shares)
