/* Comparing dates. */
#include "model/date.h"

enum { YEAR_LENGTH = 4, MONTH_LENGTH = 7, DAY_LENGTH = 10 };

/* Digits only; -1 for anything else. */
static int read_part(struct str text, uint32_t from, uint32_t length) {
  int number = 0;
  for (uint32_t i = from; i < from + length; i++) {
    if (text.p[i] < '0' || text.p[i] > '9') {
      return -1;
    }
    number = number * 10 + (text.p[i] - '0');
  }
  return number;
}

static bool is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool date_is(struct str text) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (text.n != YEAR_LENGTH && text.n != MONTH_LENGTH && text.n != DAY_LENGTH) {
    return false;
  }
  int year = read_part(text, 0, 4);
  if (year < 1 || text.n == YEAR_LENGTH) {
    return year >= 1;
  }
  int month = text.p[4] == '-' ? read_part(text, 5, 2) : -1;
  if (month < 1 || month > 12 || text.n == MONTH_LENGTH) {
    return month >= 1 && month <= 12;
  }
  int day = text.p[7] == '-' ? read_part(text, 8, 2) : -1;
  return day >= 1 && day <= days[month - 1] + (month == 2 && is_leap(year));
}

/* Digits and hyphens stand in the same places, so that text order is date order. */
static int compare_common(struct str date, struct str other) {
  uint32_t n = date.n < other.n ? date.n : other.n;
  return n > 0 ? memcmp(date.p, other.p, n) : 0;
}

bool date_before(struct str date, struct str other) {
  return compare_common(date, other) < 0;
}

bool date_year_before(struct str date, struct str other) {
  if (date.n < YEAR_LENGTH || other.n < YEAR_LENGTH) {
    return false;
  }
  int years = read_part(other, 0, YEAR_LENGTH) - read_part(date, 0, YEAR_LENGTH);
  struct str rest = {.p = date.p + YEAR_LENGTH, .n = date.n - YEAR_LENGTH};
  struct str other_rest = {.p = other.p + YEAR_LENGTH, .n = other.n - YEAR_LENGTH};
  return years > 1 || (years == 1 && date_before(rest, other_rest));
}

/* The number of a day: the days since a March in the year 0, by which leap days come last in their years. */
static int64_t day_number(struct str date) {
  int64_t year = read_part(date, 0, 4);
  int64_t month = date.n >= MONTH_LENGTH ? read_part(date, 5, 2) : 1;
  int64_t day = date.n == DAY_LENGTH ? read_part(date, 8, 2) : 1;
  year -= month <= 2;
  int64_t months = (month + 9) % 12;
  return year * 365 + year / 4 - year / 100 + year / 400 + (months * 306 + 5) / 10 + day - 1;
}

int date_compare(struct str date, struct str other) {
  if (date.n == 0 || other.n == 0) {
    return (date.n > 0) - (other.n > 0);
  }
  int64_t x = day_number(date);
  int64_t y = day_number(other);
  return (x > y) - (x < y);
}

int64_t date_days_between(struct str from, struct str to) {
  return day_number(to) - day_number(from);
}
