/* Cells of text for a terminal. */
#include "output/text/cells.h"

#include "base/utf8.h"

uint32_t text_width(struct str text) {
  uint32_t width = 0;
  for (size_t at = 0; at < text.n;) {
    width += utf8_columns(utf8_next(text.p, text.n, &at));
  }
  return width;
}

static bool is_control(int32_t point) {
  return (point >= 0 && point < 0x20) || (point >= 0x7F && point < 0xA0);
}

uint32_t text_put(struct sink *sink, struct str text, uint32_t most) {
  uint32_t width = text_width(text);
  uint32_t shown = width > most ? (most > 3 ? most - 3 : 0) : width;
  uint32_t done = 0;
  for (size_t at = 0; at < text.n;) {
    size_t start = at;
    int32_t point = utf8_next(text.p, text.n, &at);
    uint32_t columns = utf8_columns(point);
    if (done + columns > shown) {
      break;
    }
    done += columns;
    if (is_control(point)) {
      sink_char(sink, ' ');
    } else {
      sink_write(sink, text.p + start, at - start);
    }
  }
  if (width > most && most > 3) {
    sink_text(sink, "...");
    done += 3;
  }
  return done;
}

void text_cell(struct sink *sink, struct str text, uint32_t width) {
  for (uint32_t done = text_put(sink, text, width); done < width + TEXT_GAP; done++) {
    sink_char(sink, ' ');
  }
}

/* Of the word, or of as much of it as a line takes. */
static uint32_t length_of_word(struct str text, uint32_t most) {
  size_t n = 0;
  uint32_t width = 0;
  while (n < text.n && (unsigned char)text.p[n] > ' ') {
    size_t next = n;
    width += utf8_columns(utf8_next(text.p, text.n, &next));
    if (width > most) {
      break;
    }
    n = next;
  }
  return (uint32_t)n;
}

static struct str behind(struct str text, uint32_t n) {
  return (struct str){.p = text.p + n, .n = text.n - n};
}

void text_wrapped(struct sink *sink, struct str text, uint32_t at, uint32_t indent) {
  bool first = true; /* no word stands before it */
  while (text.n > 0) {
    struct str word = {.p = text.p, .n = length_of_word(text, TEXT_LINE - indent)};
    uint32_t width = text_width(word);
    bool whole = word.n < text.n && (unsigned char)text.p[word.n] <= ' ';
    text = behind(text, whole ? word.n + 1 : word.n);
    if (width == 0) {
      continue;
    }
    bool begun = !first || at > indent;
    if (begun && at + !first + width > TEXT_LINE) { /* a piece of a word fills its line */
      sink_char(sink, '\n');
      for (at = 0; at < indent; at++) {
        sink_char(sink, ' ');
      }
    } else if (!first) {
      sink_char(sink, ' ');
      at++;
    }
    at += text_put(sink, word, UINT32_MAX);
    first = false;
  }
  sink_char(sink, '\n');
}
