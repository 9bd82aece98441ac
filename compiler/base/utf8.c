/* Decoding, encoding and checking UTF-8. */
#include "base/utf8.h"

#include "base/bytes.h"

static bool is_tail(const char *p, size_t n, size_t at) {
  return at < n && ((unsigned char)p[at] & 0xC0) == 0x80;
}

static bool is_surrogate(int32_t point) {
  return point >= 0xD800 && point <= 0xDFFF;
}

/* How many bytes follow the first one, or -1. */
static int tail_length(unsigned char first) {
  if (first < 0x80) {
    return 0;
  }
  if (first >= 0xC2 && first <= 0xDF) {
    return 1;
  }
  if (first >= 0xE0 && first <= 0xEF) {
    return 2;
  }
  return first >= 0xF0 && first <= 0xF4 ? 3 : -1;
}

int32_t utf8_next(const char *p, size_t n, size_t *at) {
  static const int32_t smallest[] = {0, 0x80, 0x800, 0x10000};
  static const unsigned char mask[] = {0x7F, 0x1F, 0x0F, 0x07};
  size_t start = *at;
  unsigned char first = (unsigned char)p[start];
  *at = start + 1;
  int length = tail_length(first);
  if (length <= 0) {
    return length < 0 ? -1 : first;
  }
  int32_t point = first & mask[length];
  for (int i = 1; i <= length; i++) {
    if (!is_tail(p, n, start + (size_t)i)) {
      return -1;
    }
    point = (point << 6) | ((unsigned char)p[start + (size_t)i] & 0x3F);
  }
  if (point < smallest[length] || point > 0x10FFFF || is_surrogate(point)) {
    return -1;
  }
  *at = start + (size_t)length + 1;
  return point;
}

size_t utf8_encode(int32_t point, char bytes[4]) {
  if (point < 0 || point > 0x10FFFF || is_surrogate(point)) {
    point = 0xFFFD;
  }
  if (point < 0x80) {
    bytes[0] = (char)point;
    return 1;
  }
  static const unsigned char first[] = {0xC0, 0xE0, 0xF0};
  int length = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  bytes[0] = (char)(first[length - 1] | point >> (6 * length));
  for (int i = 1; i <= length; i++) {
    bytes[i] = (char)(0x80 | (point >> (6 * (length - i)) & 0x3F));
  }
  return (size_t)length + 1;
}

enum { AT_ONCE = 64 };

/* The bits that so many bytes have among them. */
static inline uint64_t bits_of(const char *p) {
  return bytes_eight(p) | bytes_eight(p + 8) | bytes_eight(p + 16) | bytes_eight(p + 24) | bytes_eight(p + 32) |
         bytes_eight(p + 40) | bytes_eight(p + 48) | bytes_eight(p + 56);
}

/* How many bytes from `at` on are surely ASCII. */
static size_t skip_ascii(const char *p, size_t n, size_t at) {
  while (n - at >= AT_ONCE && (bits_of(p + at) & BYTES_HIGH) == 0) {
    at += AT_ONCE;
  }
  while (at < n && (unsigned char)p[at] < 0x80) {
    at++;
  }
  return at;
}

size_t utf8_first_invalid(const char *p, size_t n) {
  size_t at = 0;
  while ((at = skip_ascii(p, n, at)) < n) {
    size_t start = at;
    if (utf8_next(p, n, &at) < 0) {
      return start;
    }
  }
  return n;
}

uint32_t utf8_count(const char *p, size_t n) {
  uint32_t count = 0;
  for (size_t at = 0; at < n; count++) {
    (void)utf8_next(p, n, &at);
  }
  return count;
}

struct range {
  int32_t first;
  int32_t last;
};

static bool is_within(const struct range *ranges, size_t count, int32_t point) {
  for (size_t i = 0; i < count; i++) {
    if (point >= ranges[i].first && point <= ranges[i].last) {
      return true;
    }
  }
  return false;
}

bool utf8_is_blank(int32_t point) {
  static const struct range blank[] = {
      {0x0000, 0x0020}, {0x007F, 0x00A0}, {0x00AD, 0x00AD}, {0x061C, 0x061C}, {0x1680, 0x1680}, {0x180E, 0x180E},
      {0x2000, 0x200F}, {0x2028, 0x202F}, {0x205F, 0x206F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB},
  };
  return is_within(blank, sizeof blank / sizeof *blank, point);
}

bool utf8_is_space(int32_t point) {
  static const struct range spaces[] = {
      {0x0009, 0x000D}, {0x0020, 0x0020}, {0x0085, 0x0085}, {0x00A0, 0x00A0}, {0x1680, 0x1680},
      {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000},
  };
  return is_within(spaces, sizeof spaces / sizeof *spaces, point);
}

static bool is_all_ink(uint64_t bytes) {
  return ((bytes + BYTES_EACH(1)) & BYTES_HIGH) == 0 && (bytes & BYTES_HIGH) == 0 && bytes_any_below(bytes, 0x21) == 0;
}

/* No byte but those of ASCII that one can see. Some bytes are looked at twice, so that there is no rest. */
static bool is_plain(const char *p, size_t n) {
  enum { WORD_BYTES = 8 };
  if (n < WORD_BYTES) {
    return n >= WORD_BYTES / 2 && is_all_ink((uint64_t)bytes_four(p) << 32 | bytes_four(p + n - WORD_BYTES / 2));
  }
  for (size_t at = 0; n - at > WORD_BYTES; at += WORD_BYTES) {
    if (!is_all_ink(bytes_eight(p + at))) {
      return false;
    }
  }
  return is_all_ink(bytes_eight(p + n - WORD_BYTES));
}

/* Nearly all ids are plain ASCII. */
size_t utf8_first_blank(const char *p, size_t n) {
  if (is_plain(p, n)) {
    return n;
  }
  for (size_t at = 0; at < n;) {
    size_t start = at;
    unsigned char c = (unsigned char)p[at];
    if (c > 0x20 && c < 0x7F) {
      at++;
    } else if (utf8_is_blank(utf8_next(p, n, &at))) {
      return start;
    }
  }
  return n;
}

/* The blocks, and not each character: a wide one that is not assigned yet is as wide as its neighbours. */
uint32_t utf8_columns(int32_t point) {
  static const struct range wide[] = {
      {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
      {0x2648, 0x2653},   {0x26AA, 0x26AB},   {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},
      {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27B0},
      {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},
      {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},
      {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18DFF}, {0x1AFF0, 0x1B2FF}, {0x1F300, 0x1F64F},
      {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD},
  };
  static const struct range marks[] = {
      {0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20F0}, {0x302A, 0x302D},
      {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
  };
  if (point < marks[0].first) {
    return 1;
  }
  if (is_within(marks, sizeof marks / sizeof *marks, point)) {
    return 0;
  }
  return is_within(wide, sizeof wide / sizeof *wide, point) ? 2 : 1;
}
