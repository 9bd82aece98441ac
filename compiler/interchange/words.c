/* Words as people write them. */
#include "interchange/words.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "model/date.h"
#include "model/forms.h"

/* Of an absent text the rest is absent, too: not even nothing may be added to a null pointer. */
struct str words_from(struct str text, uint32_t at) {
  return (struct str){.p = text.p != NULL ? text.p + at : NULL, .n = text.n - at};
}

struct str words_to(struct str text, uint32_t end) {
  return (struct str){.p = text.p, .n = end};
}

/* Where the last character before `end` begins. */
static size_t step_back(struct str text, size_t end) {
  size_t at = end - 1;
  while (at > 0 && end - at < 4 && ((unsigned char)text.p[at] & 0xC0) == 0x80) {
    at--;
  }
  return at;
}

struct str words_trim(struct str text) {
  if (text.p == NULL) {
    return text;
  }
  size_t start = 0;
  for (size_t at = 0; at < text.n; start = at) {
    if (!utf8_is_blank(utf8_next(text.p, text.n, &at))) {
      break;
    }
  }
  size_t end = text.n;
  while (end > start) {
    size_t at = step_back(text, end);
    size_t next = at;
    if (!utf8_is_blank(utf8_next(text.p, text.n, &next)) || next != end) {
      break;
    }
    end = at;
  }
  return (struct str){.p = text.p + start, .n = (uint32_t)(end - start)};
}

static int32_t small(int32_t point) {
  if (point >= 'A' && point <= 'Z') {
    return point + 32;
  }
  return point >= 0xC0 && point <= 0xDE && point != 0xD7 ? point + 32 : point;
}

struct str words_fold(struct arena *arena, struct str text) {
  struct buf out;
  buf_init(&out, arena);
  bool gap = false;
  for (size_t at = 0; at < text.n;) {
    static const char optional[] = "(optional)";
    bool is_optional = text.n - at >= sizeof optional - 1 &&
                       str_eq_caseless((struct str){.p = text.p + at, .n = sizeof optional - 1}, STR("(optional)"));
    if (is_optional) {
      at += sizeof optional - 1;
      continue;
    }
    int32_t point = utf8_next(text.p, text.n, &at);
    if (utf8_is_blank(point)) {
      gap = out.n > 0;
    } else if (point >= 0 && (point >= 0x80 || strchr("$*:#", point) == NULL)) {
      buf_text(&out, gap ? " " : "");
      gap = false;
      buf_point(&out, small(point));
    }
  }
  return buf_done(&out);
}

static bool is_letter(int32_t point) {
  return (point >= 'a' && point <= 'z') || point >= 0x80;
}

static bool is_digit(int32_t point) {
  return point >= '0' && point <= '9';
}

struct str words_squeeze(struct arena *arena, struct str text) {
  struct buf out;
  buf_init(&out, arena);
  for (size_t at = 0; at < text.n;) {
    int32_t point = small(utf8_next(text.p, text.n, &at));
    if (is_digit(point) || (is_letter(point) && !utf8_is_blank(point))) {
      buf_point(&out, point);
    }
  }
  return buf_done(&out);
}

/* What parts an id: brackets, points and strokes, and the dashes that word processors put for a hyphen. Any other mark is none
 * of the id's own: it may doubt or deny what is said, as in "A.5.15?" and "!A.5.15". */
static bool is_separator(int32_t point) {
  bool dash = (point >= 0x2010 && point <= 0x2015) || point == 0x2212;
  return dash || (point > 0 && point < 0x80 && strchr("()[]-.#/:_", point) != NULL);
}

struct str words_key(struct arena *arena, struct str text) {
  struct buf out;
  buf_init(&out, arena);
  int32_t last = 0;
  bool parted = false;
  bool gap = false;
  for (size_t at = 0; at < text.n;) {
    int32_t point = small(utf8_next(text.p, text.n, &at));
    if (point < 0 || utf8_is_blank(point)) {
      gap = gap || utf8_is_space(point);
      continue;
    }
    if (is_separator(point)) {
      parted = out.n > 0;
      continue;
    }
    parted = parted || (gap && is_digit(last) && is_digit(point)); /* "1 2" is not 12 */
    gap = false;
    bool number_goes_on = is_digit(last) && !parted;
    if (parted && is_digit(last) == is_digit(point)) {
      buf_char(&out, '.');
    }
    parted = false;
    if (point == '0' && !number_goes_on && at < text.n && is_digit(text.p[at])) {
      continue; /* a zero in front: what follows is still the beginning of its number */
    }
    buf_point(&out, point);
    last = point;
  }
  return buf_done(&out);
}

struct str words_next(struct str *rest, const char *separators) {
  if (rest->p == NULL) {
    return *rest;
  }
  uint32_t end = 0;
  while (end < rest->n && (rest->p[end] == '\0' || strchr(separators, rest->p[end]) == NULL)) {
    end++;
  }
  struct str piece = words_to(*rest, end);
  *rest = end < rest->n ? words_from(*rest, end + 1) : (struct str){.p = NULL};
  return piece;
}

uint32_t words_find(struct str text, const char *part) {
  uint32_t n = (uint32_t)strlen(part);
  for (uint32_t i = 0; n <= text.n && i <= text.n - n; i++) {
    if (memcmp(text.p + i, part, n) == 0) {
      return i;
    }
  }
  return UINT32_MAX;
}

struct str words_until(struct str *rest, const char *separator) {
  uint32_t at = words_find(*rest, separator);
  struct str piece = at == UINT32_MAX ? *rest : words_to(*rest, at);
  *rest = at == UINT32_MAX ? (struct str){.p = NULL} : words_from(*rest, at + (uint32_t)strlen(separator));
  return piece;
}

bool words_starts(struct str text, const char *start) {
  size_t n = strlen(start);
  return text.n >= n && memcmp(text.p, start, n) == 0;
}

bool words_ends(struct str text, const char *end) {
  size_t n = strlen(end);
  return text.n >= n && memcmp(text.p + text.n - n, end, n) == 0;
}

/* A number, a letter or a small Roman numeral, as it stands in the brackets of an id. */
static bool is_bracket_mark(struct str text) {
  uint32_t number = 0;
  bool roman = text.n > 0;
  for (uint32_t i = 0; i < text.n; i++) {
    roman = roman && text.p[i] != '\0' && strchr("ivx", text.p[i]) != NULL;
  }
  return words_number(text, &number) || roman || (text.n == 1 && char_is_letter(text.p[0]));
}

bool words_is_bracketed(struct str text) {
  struct str rest = text;
  while (rest.n > 2 && (rest.p[0] == '(' || rest.p[0] == '[')) {
    rest = words_from(rest, 1);
    struct str mark = words_next(&rest, ")]");
    if (mark.p == NULL || !is_bracket_mark(mark) || rest.p == NULL) {
      return false;
    }
  }
  return text.n > 0 && rest.n == 0;
}

bool words_has_pairs(struct str text) {
  unsigned round = 0;
  unsigned square = 0;
  for (uint32_t i = 0; i < text.n; i++) {
    round += text.p[i] == '(' ? 1 : 0;
    square += text.p[i] == '[' ? 1 : 0;
    if ((text.p[i] == ')' && round-- == 0) || (text.p[i] == ']' && square-- == 0)) {
      return false;
    }
  }
  return round == 0 && square == 0;
}

bool words_has_digit(struct str text) {
  for (uint32_t i = 0; i < text.n; i++) {
    if (is_digit(text.p[i])) {
      return true;
    }
  }
  return false;
}

bool words_has_letter(struct str text) {
  for (uint32_t i = 0; i < text.n; i++) {
    if (is_letter(small((unsigned char)text.p[i]))) {
      return true;
    }
  }
  return false;
}

bool words_number(struct str text, uint32_t *number) {
  enum { MOST_DIGITS = 9 };
  uint64_t value = 0;
  bool known = text.n <= MOST_DIGITS && str_number(text, UINT32_MAX, &value);
  *number = known ? (uint32_t)value : *number;
  return known;
}

bool words_decimal(struct str text, uint64_t *millionths) {
  uint64_t value = 0;
  unsigned places = 0;
  bool point = false;
  bool any = false;
  for (uint32_t i = 0; i < text.n; i++) {
    if (is_digit(text.p[i])) {
      any = true;
      if (point && places == 6) {
        continue;
      }
      if (value > 100000000000) {
        return false;
      }
      value = value * 10 + (uint64_t)(text.p[i] - '0');
      places += point ? 1 : 0;
    } else if ((text.p[i] == '.' || text.p[i] == ',') && !point) {
      point = true;
    } else {
      return false;
    }
  }
  for (; places < 6; places++) {
    value *= 10;
  }
  *millionths = value;
  return any;
}

bool words_say_nothing(struct str text) {
  text = words_trim(text);
  for (uint32_t i = 0; i < text.n; i++) {
    if (text.p[i] != '-') {
      return str_is(text, "\xE2\x80\x93") || str_is(text, "\xE2\x80\x94");
    }
  }
  return true;
}

struct str words_title(struct arena *arena, struct str text) {
  enum { LONGEST = 90 };
  struct buf out;
  buf_init(&out, arena);
  unsigned points = 0;
  size_t cut = 0; /* where the last whole word ended */
  bool gap = false;
  for (size_t at = 0; at < text.n;) {
    size_t start = at;
    int32_t point = utf8_next(text.p, text.n, &at);
    if (utf8_is_blank(point)) {
      gap = out.n > 0;
      continue;
    }
    if (gap) {
      cut = out.n;
      buf_char(&out, ' ');
      points++;
      gap = false;
    }
    buf_bytes(&out, text.p + start, at - start);
    if (++points > LONGEST) {
      out.n = cut > 0 ? cut : out.n;
      while (out.n > 0 && strchr(",;:.-", out.p[out.n - 1]) != NULL) {
        out.n--;
      }
      buf_text(&out, "\xE2\x80\xA6");
      break;
    }
  }
  return buf_done(&out);
}

struct str words_join(struct arena *arena, struct str a, const char *between, struct str b) {
  if (a.n == 0 || b.n == 0) {
    return a.n == 0 ? b : a;
  }
  struct buf out;
  buf_init(&out, arena);
  buf_str(&out, a);
  buf_text(&out, between);
  buf_str(&out, b);
  return buf_done(&out);
}

struct str words_slug(struct arena *arena, struct str name) {
  enum { LONGEST = 100 };
  struct buf out;
  buf_init(&out, arena);
  bool gap = false;
  for (size_t i = 0; i < name.n && out.n < LONGEST;) {
    int32_t point = utf8_next(name.p, name.n, &i);
    int32_t c = small(point >= 0 ? fold_plain(point) : ' ');
    bool sign = c == '.' || c == '_' || c == '-';
    if ((c >= 'a' && c <= 'z') || is_digit(c) || (sign && out.n > 0)) {
      if (gap && !sign && out.n > 0 && out.p[out.n - 1] != '-') {
        buf_char(&out, '-');
      }
      gap = false;
      buf_char(&out, (char)c);
    } else {
      gap = out.n > 0;
    }
  }
  while (out.n > 0 && strchr(".-_", out.p[out.n - 1]) != NULL) {
    out.n--;
  }
  return buf_done(&out);
}

struct str words_date(struct str text) {
  enum { DAY_LENGTH = 10 };
  text = words_trim(text);
  if (text.n > DAY_LENGTH && (text.p[DAY_LENGTH] == 'T' || text.p[DAY_LENGTH] == ' ')) {
    text = words_to(text, DAY_LENGTH);
  }
  return date_is(text) ? text : (struct str){.p = NULL};
}

struct str words_language(struct str text) {
  text = words_trim(text);
  return form_is_language(text) ? text : (struct str){.p = NULL};
}
