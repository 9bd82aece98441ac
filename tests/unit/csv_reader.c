/* A reader of CSV that knows nothing of the writer. */
#include "csv_reader.h"

#include "base/buf.h"
#include "unit.h"

#include <string.h>

static const char *csv_cell(const char *p, const char *end, struct str *cell) {
  struct buf buf;
  buf_init(&buf, &arena);
  if (p < end && *p == '"') {
    for (p++;; p++) {
      ck_assert_msg(p < end, "a quoted cell does not end");
      if (*p == '"' && (p + 1 == end || p[1] != '"')) {
        break;
      }
      p += *p == '"';
      buf_char(&buf, *p);
    }
    p++;
  } else {
    for (; p < end && *p != ',' && *p != '\n' && *p != '\r'; p++) {
      ck_assert_msg(*p != '"', "a quote in a cell without quotes");
      buf_char(&buf, *p);
    }
  }
  *cell = buf_done(&buf);
  return p;
}

struct csv read_csv(struct str text) {
  struct csv csv = {.crlf = false};
  const char *p = text.p;
  const char *end = text.p + text.n;
  uint32_t width = 0;
  while (p < end) {
    struct str cell;
    p = csv_cell(p, end, &cell);
    vec_push(&arena, &csv.cells, cell);
    width++;
    ck_assert_msg(p < end, "the last line does not end");
    if (*p == ',') {
      p++;
      continue;
    }
    bool crlf = *p == '\r';
    p += crlf;
    ck_assert_msg(p < end && *p++ == '\n', "something behind a cell");
    ck_assert_msg(csv.widths.n == 0 || csv.crlf == crlf, "lines end in different ways");
    csv.crlf = crlf;
    vec_push(&arena, &csv.widths, width);
    width = 0;
  }
  return csv;
}

static bool starts_with_blank_and(struct str text, const char *const *starts) {
  static const char *const blanks[] = {" ",  "\t",       "\r",           "\n",           "\v",
                                       "\f", "\xC2\xA0", "\xE3\x80\x80", "\xE2\x80\x8B", "\xEF\xBB\xBF"};
  uint32_t at = 0;
  for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
    uint32_t n = (uint32_t)strlen(blanks[i]);
    if (text.n - at >= n && memcmp(text.p + at, blanks[i], n) == 0) {
      at += n;
      i = SIZE_MAX; /* from the first one again */
    }
  }
  for (; *starts != NULL; starts++) {
    size_t n = strlen(*starts);
    if (text.n - at >= n && memcmp(text.p + at, *starts, n) == 0) {
      return true;
    }
  }
  return false;
}

bool is_formula(struct str text) {
  static const char *const starts[] = {
      "=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0", NULL};
  return starts_with_blank_and(text, starts) || (text.n > 0 && strchr("\t\r", text.p[0]) != NULL && text.p[0] != '\0');
}

struct str undefused(struct str cell) {
  if (cell.n > 1 && cell.p[0] == '\'') {
    struct str rest = {.p = cell.p + 1, .n = cell.n - 1};
    ck_assert(is_formula(rest));
    return rest;
  }
  return cell;
}
