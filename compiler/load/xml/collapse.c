/* Most texts are as they should be, which is seen eight bytes at a time; the others are written anew. */
#include "load/xml/collapse.h"

#include "base/bytes.h"

/* No white space but single spaces between words. */
static bool is_collapsed(struct str text) {
  enum { WORD_BYTES = 8 };
  uint64_t carry = 0x80; /* the byte before was a space, as before the first there might be one */
  uint32_t i = 0;
  for (; text.n - i >= WORD_BYTES; i += WORD_BYTES) {
    uint64_t word = bytes_eight(text.p + i);
    uint64_t above_space = ((word & ~BYTES_HIGH) + (BYTES_HIGH - BYTES_EACH(' ' + 1))) | word;
    uint64_t spaces = ~above_space & BYTES_HIGH;
    if (bytes_any_below(word, ' ') != 0 || (spaces & (spaces << 8 | carry)) != 0) {
      return false;
    }
    carry = spaces >> 56;
  }
  for (bool space = carry != 0; i < text.n; i++) {
    unsigned char at = (unsigned char)text.p[i];
    if (at < ' ' || (at == ' ' && space)) {
      return false;
    }
    space = at == ' ';
  }
  return text.n == 0 || text.p[text.n - 1] != ' ';
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
