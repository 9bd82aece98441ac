/* Tags, attributes and words of XML. */
#include "output/xml/markup.h"

#include "base/utf8.h"

enum { LINE = 120 };

/* XML 1.0 has no way to write most control characters, nor U+FFFE and U+FFFF. */
static bool is_writable(int32_t point) {
  if (point < 0 || point == 0xFFFE || point == 0xFFFF) {
    return false;
  }
  return point >= 0x20 && !(point >= 0x7F && point <= 0x9F);
}

static bool is_white(int32_t point) {
  return point == ' ' || point == '\t' || point == '\n' || point == '\r';
}

static void put_point(struct sink *sink, const char *bytes, size_t n, int32_t point) {
  switch (point) {
    case '&':
      sink_text(sink, "&amp;");
      break;
    case '<':
      sink_text(sink, "&lt;");
      break;
    case '>':
      sink_text(sink, "&gt;");
      break;
    case '"':
      sink_text(sink, "&quot;");
      break;
    default:
      if (is_writable(point)) {
        sink_write(sink, bytes, n);
      } else {
        sink_text(sink, "\xEF\xBF\xBD");
      }
  }
}

/* How many bytes from `at` on need no care at all. */
static size_t plain_run(struct str text, size_t at) {
  size_t end = at;
  while (end < text.n) {
    unsigned char c = (unsigned char)text.p[end];
    if (c <= ' ' || c >= 0x7F || c == '&' || c == '<' || c == '>' || c == '"') {
      break;
    }
    end++;
  }
  return end - at;
}

static void put_words(struct sink *sink, struct str text) {
  bool started = false;
  bool gap = false;
  for (size_t at = 0; at < text.n;) {
    size_t run = plain_run(text, at);
    size_t start = at;
    int32_t point = run > 0 ? 'a' : utf8_next(text.p, text.n, &at);
    if (run == 0 && is_white(point)) {
      gap = started;
      continue;
    }
    if (gap) {
      sink_char(sink, ' ');
      gap = false;
    }
    started = true;
    if (run > 0) {
      sink_write(sink, text.p + at, run);
      at += run;
    } else {
      put_point(sink, text.p + start, at - start, point);
    }
  }
}

static bool is_blank(struct str text) {
  for (uint32_t i = 0; i < text.n; i++) {
    if (!is_white(text.p[i])) {
      return false;
    }
  }
  return true;
}

static void indent(struct markup *markup, unsigned columns) {
  for (unsigned i = 0; i < columns; i++) {
    sink_char(markup->sink, ' ');
  }
  markup->column = columns;
}

void markup_open(struct markup *markup, const char *name) {
  indent(markup, 2 * markup->depth);
  sink_char(markup->sink, '<');
  sink_text(markup->sink, name);
  markup->column += 1 + (unsigned)strlen(name);
  markup->hang = markup->column + 1;
}

void markup_attribute(struct markup *markup, const char *name, struct str value) {
  if (is_blank(value)) {
    return;
  }
  unsigned width = (unsigned)strlen(name) + 4 + utf8_count(value.p, value.n);
  if (markup->wraps && markup->column > markup->hang && markup->column + width > LINE) {
    sink_char(markup->sink, '\n');
    indent(markup, markup->hang);
  } else {
    sink_char(markup->sink, ' ');
  }
  sink_text(markup->sink, name);
  sink_text(markup->sink, "=\"");
  put_words(markup->sink, value);
  sink_char(markup->sink, '"');
  markup->column += width;
}

void markup_token(struct markup *markup, const char *name, const char *value) {
  markup_attribute(markup, name, str_from(value));
}

void markup_number(struct markup *markup, const char *name, unsigned value) {
  char digits[16];
  snprintf(digits, sizeof digits, "%u", value);
  markup_token(markup, name, digits);
}

void markup_inside(struct markup *markup) {
  sink_text(markup->sink, ">\n");
  markup->depth++;
}

void markup_empty(struct markup *markup) {
  sink_text(markup->sink, "/>\n");
}

void markup_words(struct markup *markup, const char *name, struct str words) {
  sink_char(markup->sink, '>');
  put_words(markup->sink, words);
  sink_text(markup->sink, "</");
  sink_text(markup->sink, name);
  sink_text(markup->sink, ">\n");
}

void markup_close(struct markup *markup, const char *name) {
  markup->depth--;
  indent(markup, 2 * markup->depth);
  sink_text(markup->sink, "</");
  sink_text(markup->sink, name);
  sink_text(markup->sink, ">\n");
}

void markup_element(struct markup *markup, const char *name, struct str words) {
  if (!is_blank(words)) {
    markup_open(markup, name);
    markup_words(markup, name, words);
  }
}
