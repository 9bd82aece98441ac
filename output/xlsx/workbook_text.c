/* Texts as the cells of a workbook hold them. */
#include "base/buf.h"
#include "base/utf8.h"
#include "output/xlsx/workbook.h"

static const char cut_notice[] = " ... (too long for a cell; the other formats have all of it)";

/* No cell holds these: controls, and the two code points that XML leaves out. */
static bool is_lost(int32_t point) {
  bool control = (point < 0x20 && point != '\t' && point != '\n') || (point >= 0x7F && point <= 0x9F);
  return control || point == 0xFFFE || point == 0xFFFF;
}

static bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* "_x0041_" */
static bool is_coded(struct str text, size_t at) {
  const char *p = text.p + at;
  return text.n - at >= 7 && p[1] == 'x' && is_hex(p[2]) && is_hex(p[3]) && is_hex(p[4]) && is_hex(p[5]) && p[6] == '_';
}

/* One code point, with every line end as a line feed; -1, which is_lost, for what is none. */
static int32_t next_point(struct str text, size_t *at) {
  int32_t point = utf8_next(text.p, text.n, at);
  if (point == '\r') {
    *at += *at < text.n && text.p[*at] == '\n';
    return '\n';
  }
  return point;
}

/* Where the text must end to leave room for the notice, or its length if it fits. */
static size_t end_of(struct str text) {
  if (text.n <= LONGEST_CELL) {
    return text.n;
  }
  size_t units = 0;
  size_t end = 0;
  for (size_t at = 0; at < text.n;) {
    units += next_point(text, &at) >= 0x10000 ? 2 : 1;
    if (units <= LONGEST_CELL - (sizeof cut_notice - 1)) {
      end = at;
    } else if (units > LONGEST_CELL) {
      return end;
    }
  }
  return text.n;
}

struct str workbook_cell_text(struct arena *arena, struct str text) {
  size_t end = end_of(text);
  struct buf cell;
  buf_init(&cell, arena);
  for (size_t at = 0; at < end;) {
    size_t from = at;
    int32_t point = next_point(text, &at);
    if (point == '\n') {
      buf_char(&cell, '\n');
    } else if (is_lost(point)) {
      buf_text(&cell, "\xEF\xBF\xBD");
    } else if (point == '_' && is_coded(text, from)) {
      buf_text(&cell, "_x005F_");
    } else {
      buf_str(&cell, (struct str){.p = text.p + from, .n = (uint32_t)(at - from)});
    }
  }
  buf_text(&cell, end < text.n ? cut_notice : "");
  return buf_done(&cell);
}

/* The longest beginning of whole characters that has at most `most` bytes. */
static struct str beginning(struct str text, uint32_t most) {
  if (text.n > most) {
    text.n = most;
    while (text.n > 0 && ((unsigned char)text.p[text.n] & 0xC0U) == 0x80U) {
      text.n--;
    }
  }
  return text;
}

struct str workbook_page_text(struct arena *arena, struct str text, uint32_t most) {
  struct str clean = workbook_cell_text(arena, beginning(text, most));
  struct buf doubled;
  buf_init(&doubled, arena);
  for (uint32_t i = 0; i < clean.n; i++) {
    char c = clean.p[i];
    buf_text(&doubled, c == '&' ? "&" : "");
    buf_char(&doubled, c == '\n' || c == '\t' ? ' ' : c);
  }
  return buf_done(&doubled);
}

/* East Asian letters and pictures are twice as wide as others. */
static uint32_t point_width(int32_t point) {
  return (point >= 0x1100 && point <= 0x115F) || (point >= 0x2E80 && point <= 0xA4CF) ||
                 (point >= 0xAC00 && point <= 0xD7A3) || (point >= 0xF900 && point <= 0xFAFF) ||
                 (point >= 0xFE30 && point <= 0xFE6F) || (point >= 0xFF00 && point <= 0xFF60) || point >= 0x1F000
             ? 2
             : 1;
}

uint32_t workbook_text_width(struct str text) {
  uint32_t widest = 0;
  uint32_t width = 0;
  for (size_t at = 0; at < text.n;) {
    int32_t point = next_point(text, &at);
    width = point == '\n' ? 0 : width + point_width(point);
    widest = width > widest ? width : widest;
  }
  return widest;
}

uint32_t workbook_text_lines(struct str text, uint32_t width) {
  uint32_t lines = 1;
  uint32_t used = 0; /* of the line, the word being read included */
  uint32_t word = 0;
  for (size_t at = 0; at < text.n;) {
    int32_t point = next_point(text, &at);
    if (point == '\n') {
      lines++;
      used = word = 0;
      continue;
    }
    word = point == ' ' ? 0 : word + point_width(point);
    used += point_width(point);
    if (used > width && point != ' ') {
      lines++;
      word = word > width ? point_width(point) : word; /* a word longer than a line is broken */
      used = word;
    }
  }
  return lines;
}
