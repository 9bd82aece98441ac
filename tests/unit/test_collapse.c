/* White space in texts, against rules applied one byte at a time. */
#include "load/xml/collapse.h"
#include "unit.h"

#include <string.h>

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Word by word, as the rule is said. */
static uint32_t plain(char *out, const char *text, uint32_t n, bool paragraphs) {
  uint32_t written = 0;
  uint32_t lines = 0;
  bool gap = false;
  for (uint32_t i = 0; i < n; i++) {
    if (is_blank(text[i])) {
      gap = true;
      lines += text[i] == '\n';
      continue;
    }
    if (gap && written > 0) {
      const char *between = paragraphs && lines > 1 ? "\n\n" : " ";
      memcpy(out + written, between, strlen(between));
      written += (uint32_t)strlen(between);
    }
    gap = false;
    lines = 0;
    out[written++] = text[i];
  }
  return written;
}

static void compare(const char *text, uint32_t n) {
  for (int paragraphs = 0; paragraphs < 2; paragraphs++) {
    char wanted[64];
    char got[64];
    uint32_t length = plain(wanted, text, n, paragraphs != 0);
    uint32_t (*tried)(char *, struct str) = paragraphs != 0 ? collapse_paragraphs : collapse;
    ck_assert_uint_eq(tried(got, (struct str){.p = text, .n = n}), length);
    ck_assert_mem_eq(got, wanted, length);
    memcpy(got, text, n); /* in its own place */
    ck_assert_uint_eq(tried(got, (struct str){.p = got, .n = n}), length);
    ck_assert_mem_eq(got, wanted, length);
  }
}

/* Every text of a few kinds of bytes, behind words of every length: all ways to stand across a border of eight. */
START_TEST(is_as_the_rule_says) {
  static const char kinds[] = {'a', ' ', '\n', '\t', '!', '\x7f', '\xc3'};
  enum { KINDS = sizeof kinds, LENGTH = 5, BEFORE = 17 };
  uint32_t texts = 1;
  for (unsigned i = 0; i < LENGTH; i++) {
    texts *= KINDS;
  }
  for (uint32_t before = 0; before <= BEFORE; before++) {
    for (uint32_t number = 0; number < texts; number++) {
      char text[64];
      memset(text, 'x', sizeof text);
      uint32_t rest = number;
      for (unsigned i = 0; i < LENGTH; i++, rest /= KINDS) {
        text[before + i] = kinds[rest % KINDS];
      }
      compare(text, before + LENGTH);
      compare(text, before + LENGTH + 9);
    }
  }
  compare("", 0);
}
END_TEST

UNIT_SUITE(collapse, unit_set_up, unit_tear_down, is_as_the_rule_says)
