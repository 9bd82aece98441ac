/* Lists on a terminal: lines that fit, names that stay whole, nothing that a terminal would obey. */
#include "output/text/cells.h"
#include "output/text/text.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 6, MOST_COLUMNS = 5, MOST_CELL = 120 };

static const char *const pieces[] = {"a",        "Z", "9", " ", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x94\x92",
                                     "\xC2\x9B", "-"};

static struct str random_text(uint32_t most) {
  struct buf text;
  buf_init(&text, &arena);
  for (uint32_t i = (uint32_t)rand() % (most + 1); i > 0; i--) {
    buf_text(&text, pieces[(unsigned)rand() % (sizeof pieces / sizeof *pieces)]);
  }
  return buf_done(&text);
}

static struct str written(const struct report_grid *grid, bool brief) {
  struct sink *sink = sink_open_memory(&arena);
  text_grid(sink, grid, brief);
  struct str text = sink_memory(sink);
  return (struct str){.p = arena_text(&arena, text.p, text.n), .n = text.n}; /* with a NUL behind it */
}

/* The width of the widest line; no byte of it may be a control character. */
static uint32_t widest_line(struct str text) {
  uint32_t widest = 0;
  uint32_t start = 0;
  for (uint32_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)text.p[i];
    ck_assert(c >= 0x20 || c == '\n');
    ck_assert(c != 0xC2 || (unsigned char)text.p[i + 1] >= 0xA0);
    if (c == '\n') {
      uint32_t width = text_width((struct str){.p = text.p + start, .n = i - start});
      widest = width > widest ? width : widest;
      start = i + 1;
    }
  }
  ck_assert_uint_eq(start, text.n);
  return widest;
}

START_TEST(brief_lines_fit) {
  srand(11);
  for (unsigned round = 0; round < 3000; round++) {
    struct str header[MOST_COLUMNS];
    struct str cells[MOST_ROWS * MOST_COLUMNS];
    struct report_grid grid = {.columns = 1 + (unsigned)rand() % MOST_COLUMNS, .header = header, .cells = cells};
    grid.row_count = (unsigned)rand() % MOST_ROWS;
    grid.brief = (unsigned)rand() % (1U << grid.columns);
    for (uint32_t i = 0; i < grid.columns; i++) {
      header[i] = STR("head");
    }
    for (uint32_t i = 0; i < grid.columns * grid.row_count; i++) {
      cells[i] = random_text(i % grid.columns == 0 ? 30 : MOST_CELL);
    }
    ck_assert_uint_le(widest_line(written(&grid, true)), TEXT_LINE);
    widest_line(written(&grid, false));
    unit_tear_down();
    unit_set_up();
  }
}
END_TEST

START_TEST(a_list_as_it_looks) {
  static const struct str header[] = {STR_INIT("id"), STR_INIT("title"), STR_INIT("more")};
  static const struct str cells[] = {
      STR_INIT("one"), STR_INIT("First \x1B[2J"), STR_INIT("x"), STR_INIT("three"), STR_INIT(""), STR_INIT("")};
  struct report_grid grid = {
      .columns = 3, .header = header, .row_count = 2, .cells = cells, .brief = 1U << 0 | 1U << 1};
  ck_assert_str_eq(written(&grid, false).p, "id     title       more\none    First  [2J  x\nthree\n");
  ck_assert_str_eq(written(&grid, true).p, "id     title\none    First  [2J\nthree\n");
}
END_TEST

START_TEST(what_fits_is_not_cut) {
  static const struct {
    const char *text;
    uint32_t most;
    const char *shown;
  } cases[] = {{"abcdef", 7, "abcdef"},
               {"abcdef", 6, "abcdef"},
               {"abcdef", 5, "ab..."},
               {"abcdef", 4, "a..."},
               {"abcdef", 3, ""},
               {"\xC3\xA9tes", 4, "\xC3\xA9tes"},
               {"", 0, ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct sink *sink = sink_open_memory(&arena);
    uint32_t width = text_put(sink, str_from(cases[i].text), cases[i].most);
    struct str text = sink_memory(sink);
    ck_assert_uint_eq(width, text_width(text));
    ck_assert_uint_eq(text.n, strlen(cases[i].shown));
    ck_assert_int_eq(memcmp(text.p, cases[i].shown, text.n), 0);
  }
}
END_TEST

UNIT_SUITE(text, unit_set_up, unit_tear_down, brief_lines_fit, a_list_as_it_looks, what_fits_is_not_cut)
