/* Folding ids. The tables hold what turns up in documents that were pasted from word processors, PDF files and keyboards of
 * other scripts; they are no substitute for the normal forms of Unicode, and need not be. */
#include "base/fold.h"

#include "base/utf8.h"

struct pair {
  uint16_t point;
  char like;
};

/* Cyrillic and Greek letters with a Latin shape, dashes, dots, and other forms of digits; by code point. */
static const struct pair look_alikes[] = {
    {0x00AD, '-'}, {0x00B2, '2'}, {0x00B3, '3'}, {0x00B7, '.'}, {0x00B9, '1'}, {0x0391, 'A'}, {0x0392, 'B'},
    {0x0395, 'E'}, {0x0396, 'Z'}, {0x0397, 'H'}, {0x0399, 'I'}, {0x039A, 'K'}, {0x039C, 'M'}, {0x039D, 'N'},
    {0x039F, 'O'}, {0x03A1, 'P'}, {0x03A4, 'T'}, {0x03A5, 'Y'}, {0x03A7, 'X'}, {0x03B1, 'a'}, {0x03B9, 'i'},
    {0x03BF, 'o'}, {0x03C1, 'p'}, {0x03C5, 'u'}, {0x0405, 'S'}, {0x0406, 'I'}, {0x0408, 'J'}, {0x0410, 'A'},
    {0x0412, 'B'}, {0x0415, 'E'}, {0x041A, 'K'}, {0x041C, 'M'}, {0x041D, 'H'}, {0x041E, 'O'}, {0x0420, 'P'},
    {0x0421, 'C'}, {0x0422, 'T'}, {0x0423, 'Y'}, {0x0425, 'X'}, {0x0430, 'a'}, {0x0435, 'e'}, {0x043E, 'o'},
    {0x0440, 'p'}, {0x0441, 'c'}, {0x0443, 'y'}, {0x0445, 'x'}, {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'},
    {0x2010, '-'}, {0x2011, '-'}, {0x2012, '-'}, {0x2013, '-'}, {0x2014, '-'}, {0x2015, '-'}, {0x2024, '.'},
    {0x2043, '-'}, {0x2070, '0'}, {0x2074, '4'}, {0x2075, '5'}, {0x2076, '6'}, {0x2077, '7'}, {0x2078, '8'},
    {0x2079, '9'}, {0x2212, '-'}, {0x3002, '.'}, {0xFE58, '-'}, {0xFE63, '-'}, {0xFF61, '.'},
};

/* The letters under the accents of U+00C0 to U+017F, in order; a blank stands for what is no letter with an accent. */
static const char accented[] =
    "AAAAAA CEEEEIIII NOOOOO OUUUUY  aaaaaa ceeeeiiii nooooo ouuuuy yAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGg"
    "GgGgHhHhIiIiIiIiIi  JjKk LlLlLl  LlNnNnNn   OoOoOo  RrRrRrSsSsSsSsTtTt  UuUuUuUuUuUuWwYyYZzZzZz ";

char fold_looks_like(int32_t point) {
  if (point >= 0xFF01 && point <= 0xFF5E) {
    return (char)(point - 0xFF01 + '!'); /* full width */
  }
  if ((point >= 0x0660 && point <= 0x0669) || (point >= 0x06F0 && point <= 0x06F9)) {
    return (char)('0' + (point & 0xF));
  }
  if (point >= 0x2080 && point <= 0x2089) {
    return (char)('0' + (point - 0x2080));
  }
  for (size_t i = 0; i < sizeof look_alikes / sizeof *look_alikes; i++) {
    if (look_alikes[i].point == point) {
      return look_alikes[i].like;
    }
  }
  return 0;
}

bool fold_is_unseen(int32_t point) {
  bool selects = (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
  bool fills = point == 0x115F || point == 0x1160 || point == 0x3164 || point == 0xFFA0;
  return selects || fills || point == 0x034F || (point >= 0xE0000 && point <= 0xE007F);
}

static bool is_accent(int32_t point) {
  return point >= 0x0300 && point <= 0x036F;
}

char fold_plain(int32_t point) {
  if (point < 0x80) {
    return (char)point;
  }
  if (point >= 0xC0 && point < 0xC0 + (int32_t)sizeof accented - 1 && accented[point - 0xC0] != ' ') {
    return accented[point - 0xC0];
  }
  return fold_looks_like(point);
}

struct folding {
  char *room;
  uint32_t n;
  enum fold how;
  char last;      /* what was put last; 0: nothing */
  bool separated; /* punctuation came behind it */
  bool zeros;     /* of a number that has begun, only zeros have come */
};

static void put(struct folding *folding, char c) {
  if (folding->n < FOLD_BYTES) {
    folding->room[folding->n++] = c;
    folding->last = c;
  }
}

/* A number begins where no digit came before, or one that punctuation cuts off. */
static void put_digit(struct folding *folding, char c) {
  bool cut = folding->separated && folding->how != FOLD_ALL;
  bool begins = !char_is_digit(folding->last) || cut;
  if (begins) {
    if (char_is_digit(folding->last)) {
      put(folding, '.');
    }
    folding->zeros = false;
  }
  if (folding->zeros && !begins) {
    folding->n--; /* the zero that led */
  }
  put(folding, c);
  folding->zeros = c == '0' && (begins || folding->zeros);
}

/* Before what is no digit: the end of a run of letters. */
static void end_letters(struct folding *folding) {
  folding->zeros = false;
  if (folding->how == FOLD_RUNS && folding->separated && folding->last != 0 && !char_is_digit(folding->last)) {
    put(folding, '.');
  }
}

static void put_letter(struct folding *folding, char c) {
  char lower = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  if (folding->how == FOLD_ALL && (lower == 'o' || lower == 'l' || lower == 'i')) {
    put_digit(folding, lower == 'o' ? '0' : '1');
  } else {
    end_letters(folding);
    put(folding, lower);
  }
}

/* A small digit above or below the line, which may be the mark of a footnote. */
static bool is_small_digit(int32_t point) {
  return point == 0xB2 || point == 0xB3 || point == 0xB9 || (point >= 0x2070 && point <= 0x2089);
}

static void put_point(struct folding *folding, int32_t point, const char *bytes, size_t n) {
  bool plain = point >= 0 && !(folding->how == FOLD_RUNS && is_small_digit(point));
  char c = plain ? fold_plain(point) : 0;
  bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  if (char_is_digit(c)) {
    put_digit(folding, c);
  } else if (letter) {
    put_letter(folding, c);
  } else if (c == 0 && !utf8_is_blank(point)) {
    end_letters(folding);
    for (size_t i = 0; i < n; i++) {
      put(folding, bytes[i]); /* of another script */
    }
  } else {
    folding->separated = true;
    return;
  }
  folding->separated = false;
}

struct str fold_id(struct str id, enum fold how, char room[FOLD_BYTES]) {
  struct folding folding = {.how = how};
  folding.room = room;
  for (size_t at = 0; at < id.n;) {
    size_t start = at;
    int32_t point = utf8_next(id.p, id.n, &at);
    if (!is_accent(point) && !fold_is_unseen(point)) {
      put_point(&folding, point, id.p + start, at - start);
    }
  }
  return (struct str){.p = room, .n = folding.n};
}

static bool has_point(struct str text, int32_t wanted) {
  for (size_t at = 0; at < text.n;) {
    if (utf8_next(text.p, text.n, &at) == wanted) {
      return true;
    }
  }
  return false;
}

int32_t fold_first_strange(struct str id, struct str meant, uint32_t *place) {
  uint32_t number = 0;
  for (size_t at = 0; at < id.n;) {
    int32_t point = utf8_next(id.p, id.n, &at);
    number++;
    if (point >= 0x80 && !has_point(meant, point)) {
      *place = number;
      return point;
    }
  }
  return -1;
}
