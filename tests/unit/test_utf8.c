/* Code points, blanks and bytes of words, against plain definitions of each. */
#include "base/buf.h"
#include "base/bytes.h"
#include "base/str.h"
#include "base/utf8.h"
#include "unit.h"

#include <stdlib.h>

/* UTF-8 by the definition. */
static size_t encode(int32_t point, char out[4]) {
  if (point < 0x80) {
    out[0] = (char)point;
    return 1;
  }
  size_t n = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  static const unsigned char first[] = {0, 0, 0xC0, 0xE0, 0xF0};
  for (size_t i = n - 1; i > 0; i--) {
    out[i] = (char)(0x80 | (point & 0x3F));
    point >>= 6;
  }
  out[0] = (char)(first[n] | point);
  return n;
}

/* What no character begins with, before bytes that could go on. */
START_TEST(no_other_byte_begins_a_character) {
  for (unsigned first = 0x80; first <= 0xFF; first++) {
    if (first >= 0xC2 && first <= 0xF4) {
      continue;
    }
    char bytes[5] = {(char)first, '\x90', '\x80', '\x80', '\0'};
    size_t at = 0;
    ck_assert_int_eq(utf8_next(bytes, 4, &at), -1);
    ck_assert_uint_eq(at, 1);
    ck_assert_uint_eq(utf8_first_invalid(bytes, 4), 0);
  }
}
END_TEST

START_TEST(every_code_point_is_decoded) {
  for (int32_t point = 0; point <= 0x10FFFF + 100; point++) {
    char bytes[4];
    size_t n = encode(point, bytes);
    size_t at = 0;
    bool valid = point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
    int32_t decoded = utf8_next(bytes, n, &at);
    ck_assert_int_eq(decoded, valid ? point : -1);
    ck_assert_uint_eq(at, valid ? n : 1);
    ck_assert_uint_eq(utf8_first_invalid(bytes, n), valid ? n : 0);
    for (size_t cut = 1; cut < n; cut++) {
      at = 0;
      ck_assert_int_eq(utf8_next(bytes, cut, &at), -1);
      ck_assert_uint_eq(at, 1);
    }
  }
}
END_TEST

START_TEST(every_code_point_is_encoded) {
  for (int32_t point = -2; point <= 0x10FFFF + 100; point++) {
    bool valid = point >= 0 && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
    char wanted[4];
    char got[4];
    size_t n = encode(valid ? point : 0xFFFD, wanted);
    ck_assert_msg(utf8_encode(point, got) == n && memcmp(got, wanted, n) == 0, "%d", (int)point);
  }
  struct buf text;
  buf_init(&text, &arena);
  buf_point(&text, 'a');
  buf_point(&text, 0xE9);
  buf_point(&text, 0xD800);
  ck_assert(str_is(buf_done(&text), "a\xC3\xA9\xEF\xBF\xBD"));
}
END_TEST

START_TEST(spaces_are_blank_and_seen) {
  for (int32_t point = -1; point <= 0x10FFFF; point++) {
    ck_assert_msg(!utf8_is_space(point) || utf8_is_blank(point), "%d", (int)point);
  }
  static const int32_t seen[] = {' ', '\t', '\n', '\r', 0xA0, 0x2009, 0x202F, 0x3000};
  for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) {
    ck_assert(utf8_is_space(seen[i]));
  }
  static const int32_t unseen[] = {-1, 0, 'a', 0xAD, 0x200B, 0x200E, 0x2060, 0xFEFF};
  for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++) {
    ck_assert(!utf8_is_space(unseen[i]));
  }
}
END_TEST

START_TEST(overlong_and_stray_bytes_are_invalid) {
  static const char *const bad[] = {"\xC0\x80",         "\xC1\xBF", "\xE0\x80\xAF", "\xE0\x9F\xBF", "\xF0\x80\x80\xAF",
                                    "\xF0\x8F\xBF\xBF", "\x80",     "\xBF",         "\xFE",         "\xFF",
                                    "\xF5\x80\x80\x80"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    ck_assert_uint_eq(utf8_first_invalid(bad[i], strlen(bad[i])), 0);
  }
  /* The place is exact wherever the byte stands, as the text is looked at in large steps. */
  char text[200];
  for (size_t at = 0; at < sizeof text; at++) {
    memset(text, 'a', sizeof text);
    memcpy(text, "\xC3\xA9", 2);
    text[at] = (char)0xFF;
    ck_assert_uint_eq(utf8_first_invalid(text, sizeof text), at == 1 ? 0 : at);
  }
  ck_assert_uint_eq(utf8_count("a\xC3\xA9\xFF\xF0\x9F\x98\x80z", 9), 5);
  ck_assert_uint_eq(utf8_first_invalid(NULL, 0), 0);
}
END_TEST

/* One character after the other, as a text of any length is looked at in larger steps. */
static size_t first_blank(const char *p, size_t n) {
  for (size_t at = 0; at < n;) {
    size_t start = at;
    if (utf8_is_blank(utf8_next(p, n, &at))) {
      return start;
    }
  }
  return n;
}

START_TEST(blanks_are_found_wherever_they_stand) {
  static const char *const odd[] = {" ", "\t", "\x7F", "!", "~", "\xC2\xA0", "\xC3\xA9", "\xE2\x80\x8B", "\x80"};
  for (size_t n = 0; n <= 40; n++) {
    for (size_t at = 0; at <= n; at++) {
      for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        char text[48];
        memset(text, 'a', sizeof text);
        memcpy(text + at, odd[i], strlen(odd[i]));
        ck_assert_uint_eq(utf8_first_blank(text, n), first_blank(text, n));
      }
    }
  }
}
END_TEST

START_TEST(bytes_of_a_word) {
  for (unsigned at = 0; at < 8; at++) {
    for (unsigned other = 0; other < 256; other++) {
      uint64_t word = BYTES_EACH(other) & ~(UINT64_C(0xFF) << (8 * at));
      word |= (uint64_t)'<' << (8 * at);
      uint64_t found = bytes_equal(word, '<');
      ck_assert_uint_eq(found, other == '<' ? BYTES_HIGH : UINT64_C(0x80) << (8 * at));
      ck_assert_uint_eq(bytes_last(found), other == '<' ? 7 : at);
    }
  }
}
END_TEST

UNIT_SUITE(utf8, unit_set_up, unit_tear_down, every_code_point_is_decoded, no_other_byte_begins_a_character,
           every_code_point_is_encoded, spaces_are_blank_and_seen, overlong_and_stray_bytes_are_invalid,
           blanks_are_found_wherever_they_stand, bytes_of_a_word)
