/* Markdown: every cell of a hostile report read back by a small reader that knows CommonMark and nothing of the writer. */
#define _GNU_SOURCE
#include "escaping.h"
#include "hostile_report.h"
#include "markdown_reader.h"

#include <string.h>

/* All the tables of the text in one: lines that are heads or rules are left out. `skip` heads have this first cell. */
static uint32_t compare_markdown(struct str text, const char *head, unsigned columns, unsigned first,
                                 bool (*wanted)(uint32_t, struct str *)) {
  uint32_t line = 0;
  bool within = false;
  for (const char *p = text.p, *end = p + text.n; p < end;) {
    const char *stop = memchr(p, '\n', (size_t)(end - p));
    ck_assert_ptr_nonnull(stop);
    struct str cells[ROW_CELLS];
    struct str want[ROW_CELLS];
    if (*p != '|') {
      within = false;
    } else if (!within) {
      unsigned count = markdown_cells(p, stop, cells, ROW_CELLS);
      within = str_eq(plain(cells[0]), from(head));
      ck_assert(!within || count == columns);
      p = stop + 1; /* the rule under the head */
      stop = memchr(p, '\n', (size_t)(end - p));
      ck_assert(memcmp(p, "| ---", 5) == 0);
      if (!within) {
        while (stop + 1 < end && stop[1] == '|') {
          stop = memchr(stop + 1, '\n', (size_t)(end - stop - 1));
        }
      }
    } else {
      ck_assert_uint_eq(markdown_cells(p, stop, cells, ROW_CELLS), columns);
      ck_assert_msg(wanted(line, want), "a row too many");
      for (unsigned i = 0; i < columns; i++) {
        compare_cell("markdown", line, i, want[i + first], cells[i]);
      }
      line++;
    }
    p = stop + 1;
  }
  return line;
}

/* The mapping is named by its key, which the head of the page explains. */
static bool wanted_keyed_row(uint32_t line, struct str cells[ROW_CELLS]) {
  bool any = wanted_row(line, cells);
  if (any && rows[line].mapping != NO_ITEM) {
    cells[8] = from(rows[line].mapping == 0 ? "M1" : "M2");
  }
  return any;
}

START_TEST(markdown_is_read_back) {
  struct writer_options options = {.candidates = true, .front_matter = "title: x\nweight: 3"};
  struct str text = output_of("markdown", false, &options);
  ck_assert(memcmp(text.p, "---\ntitle: x\nweight: 3\n---\n\n# ", 30) == 0);
  struct str cells[ROW_CELLS];
  ck_assert(
      contains(text, " | plain | =cmd") &&
      contains(text, "| [`5.10`](<https://e.example/?a=1&amp;copy=%22(x)*y_>) | Plain title | equal-to | [`5.10`](<h"));
  uint32_t lines = compare_markdown(text, "Source", ROW_CELLS, 0, wanted_keyed_row);
  ck_assert(lines == ROWS && !wanted_row(lines, cells));
  lines = compare_markdown(text, "Control", GAP_CELLS - 1, 1, wanted_gap);
  ck_assert(lines > 0 && !wanted_gap(lines, cells));
}
END_TEST

UNIT_SUITE(markdown, unit_set_up, unit_tear_down, markdown_is_read_back)
