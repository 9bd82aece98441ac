/* Markdown: every cell of a hostile report read back by a small reader that knows CommonMark and nothing of the writer. */
#define _GNU_SOURCE
#include "base/buf.h"
#include "escaping.h"
#include "hostile_report.h"

#include <stdlib.h>
#include <string.h>

/* A cell as CommonMark and the table extension read it: \| first, then code spans, backslashes, references, <code>. */
static struct str markdown_text(const char *p, const char *end) {
  struct buf buf;
  buf_init(&buf, &arena);
  while (p < end) {
    if (*p == '`') {
      const char *close = memchr(p + 1, '`', (size_t)(end - p - 1));
      ck_assert_ptr_nonnull(close);
      buf_bytes(&buf, p + 1, (size_t)(close - p - 1));
      p = close + 1;
    } else if (*p == '\\') {
      ck_assert(p + 1 < end);
      buf_char(&buf, p[1]);
      p += 2;
    } else if (*p == '<') {
      const char *close = memchr(p, '>', (size_t)(end - p));
      ck_assert_msg(close != NULL && (memcmp(p, "<code>", 6) == 0 || memcmp(p, "</code>", 7) == 0),
                    "an element in a cell: %.20s", p);
      p = close + 1;
    } else if (p + 1 < end && *p == '&' && p[1] == '#') {
      char *after = NULL;
      buf_char(&buf, (char)strtol(p + 2, &after, 10));
      p = after + 1;
    } else if (*p == '&') {
      size_t length = 0;
      buf_char(&buf, entity_at(p, end, &length));
      p += length;
    } else {
      ck_assert_msg(strchr("*_[]{}~^$#", *p) == NULL, "%c means something", *p);
      buf_char(&buf, *p++);
    }
  }
  return buf_done(&buf);
}

/* The cells of the line; the number of them. */
static unsigned markdown_cells(const char *p, const char *end, struct str *cells, unsigned most) {
  unsigned count = 0;
  ck_assert(*p == '|' && end[-1] == '|');
  for (const char *at = ++p; at < end; at++) {
    if (*at == '\\') {
      at++;
    } else if (*at == '|') {
      ck_assert_uint_lt(count, most);
      cells[count++] = markdown_text(p, at);
      p = at + 1;
    }
  }
  return count;
}

/* All the tables of the text in one: lines that are heads or rules are left out. `skip` heads have this first cell. */
static uint32_t compare_markdown(struct str text, const char *head, unsigned columns, unsigned first,
                                 bool (*wanted)(uint32_t, struct str *)) {
  uint32_t line = 0;
  bool within = false;
  for (const char *p = text.p, *end = p + text.n; p < end;) {
    const char *stop = memchr(p, '\n', (size_t)(end - p));
    ck_assert_ptr_nonnull(stop);
    struct str cells[TABLE_COLUMNS];
    struct str want[TABLE_COLUMNS];
    if (*p != '|') {
      within = false;
    } else if (!within) {
      unsigned count = markdown_cells(p, stop, cells, TABLE_COLUMNS);
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
      ck_assert_uint_eq(markdown_cells(p, stop, cells, TABLE_COLUMNS), columns);
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

START_TEST(markdown_is_read_back) {
  struct writer_options options = {.candidates = true, .front_matter = "title: x\nweight: 3"};
  struct str text = output_of("markdown", false, &options);
  ck_assert(memcmp(text.p, "---\ntitle: x\nweight: 3\n---\n\n## ", 31) == 0);
  struct str cells[TABLE_COLUMNS];
  ck_assert(contains(text, " | plain |\n") && contains(text, "| `5.10` | Plain title | equal-to | `5.10` |"));
  uint32_t lines = compare_markdown(text, "Source", TABLE_COLUMNS, 0, wanted_row);
  ck_assert(lines == ROWS && !wanted_row(lines, cells));
  lines = compare_markdown(text, "Control", GAPS_COLUMNS - 1, 1, wanted_gap);
  ck_assert(lines > 0 && !wanted_gap(lines, cells));
}
END_TEST

int main(void) {
  const TTest *const tests[] = {
      markdown_is_read_back,
  };
  return run_tests("markdown", unit_set_up, unit_tear_down, tests, sizeof tests / sizeof *tests);
}
