/* Lines of documents with a caret under them. */
#include "diag/snippet.h"

#include "base/utf8.h"

enum { MOST_POINTS = 120, POINTS_BEFORE = 40, ELLIPSIS = 3 };

static bool turns_text(int32_t point) {
  return point == 0x061C || point == 0x200E || point == 0x200F || (point >= 0x202A && point <= 0x202E) ||
         (point >= 0x2066 && point <= 0x2069);
}

static bool disturbs(int32_t point) {
  return point < 0x20 || (point >= 0x7F && point <= 0x9F) || turns_text(point);
}

/* The cells that a terminal gives to the point: 0 for marks that sit on the letter before them, 2 for wide letters. */
static uint32_t cells(int32_t point) {
  static const int32_t narrow[][2] = {{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200D},
                                      {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};
  static const int32_t wide[][2] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},  {0xAC00, 0xD7A3},
                                    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6},
                                    {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
  for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++) {
    if (point >= narrow[i][0] && point <= narrow[i][1]) {
      return 0;
    }
  }
  for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
    if (point >= wide[i][0] && point <= wide[i][1]) {
      return 2;
    }
  }
  return 1;
}

static void put_point(struct buf *out, const char *bytes, size_t n, int32_t point, bool keep_tab) {
  if (point == '\t' || point == '\n' || point == '\r') {
    buf_char(out, keep_tab && point == '\t' ? '\t' : ' ');
  } else if (disturbs(point)) {
    buf_text(out, "\xEF\xBF\xBD");
  } else {
    buf_bytes(out, bytes, n);
  }
}

/* How many bytes of the text from `at` on, at most `most`, stand for themselves: nearly all of every line. */
static size_t plain_run(struct str text, size_t at, size_t most) {
  size_t n = 0;
  while (n < most && at + n < text.n && text.p[at + n] >= ' ' && text.p[at + n] < 0x7F) {
    n++;
  }
  return n;
}

/* Appends `points` code points of the text from `at` on, or as many as there are. */
static void put_points(struct buf *out, struct str text, size_t at, size_t points, bool keep_tab) {
  while (points > 0 && at < text.n) {
    size_t start = at;
    size_t run = plain_run(text, at, points);
    if (run > 0) {
      buf_bytes(out, text.p + at, run);
      at += run;
      points -= run;
    } else {
      int32_t point = utf8_next(text.p, text.n, &at);
      put_point(out, text.p + start, at - start, point, keep_tab);
      points--;
    }
  }
}

void snippet_clean(struct buf *out, struct str text) {
  put_points(out, text, 0, text.n, false);
}

/* The part of a line that is shown: code points `from` up to `to`, and the bytes where it starts. */
struct window {
  uint32_t from;
  uint32_t to;
  size_t start;
  bool cut;
};

/* The code points of the line up to the caret and as many behind it as matter: lines can be very long. */
static uint32_t count_points(const struct location *location) {
  uint32_t count = location->column - 1;
  size_t at = location->at;
  for (uint32_t behind = 0; behind <= MOST_POINTS + ELLIPSIS && at < location->text.n; behind++) {
    (void)utf8_next(location->text.p, location->text.n, &at);
    count++;
  }
  return count;
}

/* The byte that is so many code points before the caret. */
static size_t step_back(const struct location *location, uint32_t points) {
  size_t at = location->at;
  for (; points > 0 && at > 0; points--) {
    do {
      at--;
    } while (at > 0 && ((unsigned char)location->text.p[at] & 0xC0) == 0x80);
  }
  return at;
}

static struct window window_of(const struct location *location) {
  uint32_t count = count_points(location);
  struct window window = {.from = 0, .to = count};
  if (count > MOST_POINTS) {
    uint32_t caret = location->column - 1;
    window.from = caret > POINTS_BEFORE ? caret - POINTS_BEFORE : 0;
    if (window.from > count - MOST_POINTS) {
      window.from = count - MOST_POINTS;
    }
    if (window.from <= ELLIPSIS) { /* no use in dots for so few */
      window.from = 0;
    }
    window.to = count - window.from <= MOST_POINTS + ELLIPSIS ? count : window.from + MOST_POINTS;
    window.cut = window.to < count;
  }
  window.start = window.from > 0 ? step_back(location, location->column - 1 - window.from) : 0;
  return window;
}

static void put_text(struct buf *out, const struct location *location, const struct window *window) {
  buf_text(out, window->from > 0 ? "..." : "");
  put_points(out, location->text, window->start, window->to - window->from, true);
  buf_text(out, window->cut ? "...\n" : "\n");
}

static void put_marks(struct buf *out, uint32_t n, char *mark) {
  for (uint32_t i = 0; i < n; i++) {
    buf_char(out, *mark);
    *mark = '~';
  }
}

static void put_caret(struct buf *out, const struct location *location, const struct window *window, bool colour) {
  struct str text = location->text;
  size_t at = window->start;
  uint32_t caret = location->column - 1;
  uint32_t end = caret + location->width;
  char mark = '^';
  buf_text(out, window->from > 0 ? "   " : "");
  for (uint32_t i = window->from; i < window->to && i < end; i++) {
    int32_t point = utf8_next(text.p, text.n, &at);
    uint32_t n = disturbs(point) ? 1 : cells(point);
    if (i == caret) {
      buf_text(out, colour ? "\x1b[1;32m" : "");
      n = n > 0 ? n : 1;
    }
    if (i >= caret) {
      put_marks(out, n, &mark);
    } else {
      buf_bytes(out, point == '\t' ? "\t" : "  ", point == '\t' ? 1 : n);
    }
  }
  if (mark == '^') { /* behind the last letter */
    buf_text(out, colour ? "\x1b[1;32m" : "");
    put_marks(out, 1, &mark);
  }
  buf_text(out, colour ? "\x1b[0m\n" : "\n");
}

void snippet_put(struct buf *out, const struct location *location, bool colour) {
  if (location->text.n == 0) {
    return;
  }
  struct window window = window_of(location);
  put_text(out, location, &window);
  put_caret(out, location, &window, colour);
}
