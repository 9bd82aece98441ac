/* Most texts are as they should be, which is seen eight bytes at a time; the others are written anew. */
#include "load/xml/collapse.h"

#include "base/bytes.h"

enum { WORD_BYTES = 8 };

/* The high bit of each byte that is a space or below it. */
static inline uint64_t spaces_in(uint64_t word) {
  uint64_t above_space = ((word & ~BYTES_HIGH) + (BYTES_HIGH - BYTES_EACH(' ' + 1))) | word;
  return ~above_space & BYTES_HIGH;
}

/* The same of fewer bytes than a word has. */
static bool is_short_collapsed(struct str text) {
  bool space = true;
  for (uint32_t i = 0; i < text.n; i++) {
    unsigned char at = (unsigned char)text.p[i];
    if (at < ' ' || (at == ' ' && space)) {
      return false;
    }
    space = at == ' ';
  }
  return text.n == 0 || !space;
}

/* No white space but single spaces between words. The last word is a whole one, whatever was looked at of it before. */
static bool is_collapsed(struct str text) {
  if (text.n < WORD_BYTES) {
    return is_short_collapsed(text);
  }
  uint64_t before = 0x80; /* the byte before was a space, as before the first there might be one */
  for (uint32_t i = 0; text.n - i >= WORD_BYTES; i += WORD_BYTES) {
    uint64_t word = bytes_eight(text.p + i);
    uint64_t spaces = spaces_in(word);
    if (bytes_any_below(word, ' ') != 0 || (spaces & (spaces << 8 | before)) != 0) {
      return false;
    }
    before = spaces >> 56;
  }
  uint64_t word = bytes_eight(text.p + text.n - WORD_BYTES);
  uint64_t spaces = spaces_in(word);
  return bytes_any_below(word, ' ') == 0 && (spaces & (spaces << 8)) == 0 && spaces >> 63 == 0;
}

/* Gaps in the text become one space, or where `paragraphs` counts and an empty line is among them, an empty line.
 * Nothing below a blank is allowed in XML but the other white space. */
static uint32_t rewrite(char *out, struct str text, bool paragraphs) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < text.n;) {
    uint32_t lines = 0;
    for (; i < text.n && (unsigned char)text.p[i] <= ' '; i++) {
      lines += text.p[i] == '\n';
    }
    uint32_t word = i;
    while (i < text.n && (unsigned char)text.p[i] > ' ') {
      i++;
    }
    if (i == word) {
      break;
    }
    if (n > 0 && paragraphs && lines > 1) {
      out[n++] = '\n';
      out[n++] = '\n';
    } else if (n > 0) {
      out[n++] = ' ';
    }
    if (out + n != text.p + word) {
      memmove(out + n, text.p + word, i - word);
    }
    n += i - word;
  }
  return n;
}

static uint32_t collapse_as(char *out, struct str text, bool paragraphs) {
  if (!is_collapsed(text)) {
    return rewrite(out, text, paragraphs);
  }
  if (out != text.p && text.n > 0) {
    memmove(out, text.p, text.n);
  }
  return text.n;
}

uint32_t collapse(char *out, struct str text) {
  return collapse_as(out, text, false);
}

uint32_t collapse_paragraphs(char *out, struct str text) {
  return collapse_as(out, text, true);
}
