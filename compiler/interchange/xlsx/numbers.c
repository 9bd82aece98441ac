/* Formats of numbers: plain digits, text around them, percentages and dates. Others show what is stored. */
#include "interchange/xlsx/numbers.h"

#include "interchange/words.h"

#include <stdio.h>
#include <stdlib.h>

const char *number_builtin_format(uint32_t number) {
  switch (number) {
    case 1:
      return "0";
    case 2:
      return "0.00";
    case 3:
      return "#,##0";
    case 4:
      return "#,##0.00";
    case 9:
      return "0%";
    case 10:
      return "0.00%";
    case 15:
      return "d-mmm-yy";
    case 16:
      return "d-mmm";
    case 17:
      return "mmm-yy";
    default:
      break;
  }
  if (number == 46) {
    return "[h]:mm:ss";
  }
  bool time = (number >= 18 && number <= 21) || number == 45 || number == 47;
  return time ? "h:mm:ss" : number >= 14 && number <= 22 ? "yyyy-mm-dd" : "";
}

/* What a format asks for, its first section alone. */
struct shape {
  char before[64]; /* text */
  char after[64];
  unsigned whole; /* digits before the point, at least */
  unsigned places;
  bool digits;
  bool grouped; /* separators between thousands */
  bool percent;
  bool date;
  bool clock;   /* hours or seconds */
  bool day;     /* days or years: no time alone */
  bool elapsed; /* hours that are more than a day has */
  bool other;   /* something that is not understood */
};

static void put_literal(struct shape *shape, char c) {
  char *text = shape->digits ? shape->after : shape->before;
  size_t n = strlen(text);
  if (n + 1 < sizeof shape->before) {
    text[n] = c;
    text[n + 1] = '\0';
  }
}

/* Passes a quoted text, an escaped letter or a bracket; false if `at` is at none of them. */
static bool take_literal(struct shape *shape, struct str format, uint32_t *at) {
  char c = format.p[*at];
  if (c == '"') {
    for ((*at)++; *at < format.n && format.p[*at] != '"'; (*at)++) {
      put_literal(shape, format.p[*at]);
    }
    return true;
  }
  if (c == '[') {
    bool time = *at + 1 < format.n && strchr("hms", format.p[*at + 1]) != NULL && format.p[*at + 1] != '\0';
    shape->date = shape->date || time;
    shape->clock = shape->clock || time;
    shape->elapsed = shape->elapsed || time;
    while (*at < format.n && format.p[*at] != ']') {
      (*at)++;
    }
    return true;
  }
  if (c == '\\' || c == '_' || c == '*') {
    (*at)++;
    if (c == '\\' && *at < format.n) {
      put_literal(shape, format.p[*at]);
    }
    return true;
  }
  return false;
}

/* Passes AM/PM; false if it is not there. */
static bool take_half_of_day(struct str format, uint32_t *at) {
  bool half = words_starts(words_from(format, *at), "AM/PM");
  *at += half ? 4 : 0;
  return half;
}

/* A comma between digits parts thousands; behind the last one it scales the number. */
static void take_comma(struct shape *shape, struct str format, uint32_t at) {
  bool between = at + 1 < format.n && (format.p[at + 1] == '#' || format.p[at + 1] == '0');
  shape->grouped = shape->grouped || between;
  shape->other = shape->other || !between;
}

static struct shape read_format(struct str format) {
  struct shape shape = {.digits = false};
  bool point = false;
  for (uint32_t at = 0; at < format.n && format.p[at] != ';'; at++) {
    char c = format.p[at];
    if (take_literal(&shape, format, &at) || take_half_of_day(format, &at)) {
      continue;
    }
    if (c == '0' || c == '#') {
      shape.digits = true;
      shape.whole += c == '0' && !point ? 1 : 0;
      shape.places += c == '0' && point ? 1 : 0;
    } else if (c == '.') {
      point = true;
    } else if (c == '%') {
      shape.percent = true;
    } else if (c != '\0' && strchr("dmyhsDMYHS", c) != NULL) {
      shape.date = true;
      shape.clock = shape.clock || strchr("hsHS", c) != NULL;
      shape.day = shape.day || strchr("dyDY", c) != NULL;
    } else if (c == ' ' || c == '-' || c == '(' || c == ')' || c == '+' || c == ':' || c == '/') {
      put_literal(&shape, c);
    } else if (c == ',') {
      take_comma(&shape, format, at);
    } else {
      shape.other = true;
    }
  }
  return shape;
}

struct date {
  long year;
  long month;
  long day;
};

/* The day of a serial number, which counts a 29th of February 1900 that never was. */
static struct date date_of(double serial, bool from_1904) {
  long day = (long)serial + (from_1904 ? 1462 : 0);
  day += day < 60 ? 1 : 0;
  /* Days since 0000-03-01 (Howard Hinnant's reckoning). */
  long z = day - 25569 + 719468;
  long era = (z >= 0 ? z : z - 146096) / 146097;
  long of_era = z - era * 146097;
  long year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  long of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  long shifted = (5 * of_year + 2) / 153;
  long of_month = of_year - (153 * shifted + 2) / 5 + 1;
  long month = shifted < 10 ? shifted + 3 : shifted - 9;
  long year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return (struct date){.year = year, .month = month, .day = of_month};
}

static struct str date_text(struct arena *arena, const struct date *date) {
  struct buf out;
  buf_init(&out, arena);
  buf_printf(&out, "%04ld-%02ld-%02ld", date->year, date->month, date->day);
  return buf_done(&out);
}

/* Writes what a run of one letter stands for: "d" the day, "mmm" the month's name, "yy" the year. False: not known. */
static bool put_date_part(struct buf *out, const struct date *date, char letter, unsigned length) {
  static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  int width = length > 1 ? 2 : 1;
  if (letter == 'd' && length <= 2) {
    buf_printf(out, "%0*ld", width, date->day);
  } else if (letter == 'm' && length <= 2) {
    buf_printf(out, "%0*ld", width, date->month);
  } else if (letter == 'm' && length == 3) {
    buf_text(out, months[date->month - 1]);
  } else if (letter == 'y') {
    buf_printf(out, "%0*ld", length > 2 ? 4 : 2, length > 2 ? date->year : date->year % 100);
  } else {
    return false;
  }
  return true;
}

/* Writes what stands between such parts, and passes it: a quoted text, an escaped letter, a sign. */
static void put_between(struct buf *out, struct str format, uint32_t *at) {
  char c = format.p[*at];
  char until = (char)(c == '"' ? '"' : c == '[' ? ']' : '\0');
  if (until != '\0') {
    for ((*at)++; *at < format.n && format.p[*at] != until; (*at)++) {
      if (c == '"') {
        buf_char(out, format.p[*at]);
      }
    }
  } else if (c == '\\' || c == '_' || c == '*') {
    (*at)++;
    if (c == '\\' && *at < format.n) {
      buf_char(out, format.p[*at]);
    }
  } else {
    buf_char(out, c);
  }
  (*at)++;
}

/* The date as the cell shows it; NULL for formats with more in them than days, months and years. */
static const struct str *shown_date(struct arena *arena, const struct date *date, struct str format) {
  struct buf out;
  buf_init(&out, arena);
  for (uint32_t at = 0; at < format.n && format.p[at] != ';';) {
    char c = format.p[at];
    char letter = (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
    uint32_t end = at;
    while (end < format.n && format.p[end] == c) {
      end++;
    }
    if (letter < 'a' || letter > 'z') {
      put_between(&out, format, &at);
      continue;
    }
    if (!put_date_part(&out, date, letter, end - at)) {
      return NULL;
    }
    at = end;
  }
  struct str *shown = out.n > 0 ? arena_alloc(arena, sizeof *shown) : NULL;
  if (shown != NULL) {
    *shown = buf_done(&out);
  }
  return shown;
}

/* The time of day, or hours that may be more than a day has. */
static struct str time_text(struct arena *arena, double serial, bool elapsed) {
  enum { DAY = 86400 };
  long long second = (long long)(serial * DAY + 0.5);
  second = elapsed ? second : second % DAY;
  struct buf out;
  buf_init(&out, arena);
  buf_printf(&out, "%02lld:%02lld", second / 3600, second / 60 % 60);
  if (second % 60 != 0) {
    buf_printf(&out, ":%02lld", second % 60);
  }
  return buf_done(&out);
}

static struct str shaped_text(struct arena *arena, double number, const struct shape *shape) {
  struct buf out;
  buf_init(&out, arena);
  char digits[64];
  snprintf(digits, sizeof digits, "%.*f", shape->places < 20 ? (int)shape->places : 20, number);
  const char *point = strchr(digits, '.');
  size_t whole = point != NULL ? (size_t)(point - digits) : strlen(digits);
  buf_text(&out, shape->before);
  for (size_t i = whole; i < shape->whole && i < 20; i++) {
    buf_char(&out, '0');
  }
  buf_text(&out, digits);
  buf_text(&out, shape->after);
  return buf_done(&out);
}

void number_show(struct arena *arena, struct str stored, struct str format, bool from_1904, struct cell *cell) {
  char copy[64];
  char *end = NULL;
  cell->kind = CELL_NUMBER;
  cell->value.text = stored;
  size_t n = stored.n < sizeof copy - 1 ? stored.n : sizeof copy - 1;
  memcpy(copy, stored.p, n);
  copy[n] = '\0';
  double number = strtod(copy, &end);
  if (end == copy || stored.n >= sizeof copy || !(number > -1e15 && number < 1e15)) {
    return;
  }
  struct shape shape = read_format(format);
  struct buf out;
  buf_init(&out, arena);
  if (shape.date && !shape.other && number >= 0 && number < 2958466) {
    bool time = shape.clock && !shape.day;
    struct date date = date_of(number, from_1904);
    cell->kind = time ? CELL_TIME : CELL_DATE;
    cell->value.text = time ? time_text(arena, number, shape.elapsed) : date_text(arena, &date);
    cell->shown = time ? NULL : shown_date(arena, &date, format);
  } else if (shape.percent) {
    buf_printf(&out, "%.10g%%", number * 100);
    cell->percent = true;
    cell->value.text = buf_done(&out);
  } else if (shape.digits && !shape.other && number >= 0) {
    cell->shaped = true;
    cell->grouped = shape.grouped && number >= 1000;
    cell->value.text = shaped_text(arena, number, &shape);
  } else {
    buf_printf(&out, "%.15g", number);
    cell->value.text = buf_done(&out);
  }
}
