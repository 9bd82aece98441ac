/* Comparing dates. */
#include "model/date.h"

enum { YEAR_LENGTH = 4, MONTH_LENGTH = 7, DAY_LENGTH = 10, MONTHS_OF_YEAR = 12 };

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

struct day {
  int year;
  int month;
  int day;
};

/* The one place that says which day a year or a month is: its first. */
static struct day day_of(struct str date) {
  return (struct day){.year = read_part(date, 0, 4),
                      .month = date.n >= MONTH_LENGTH ? read_part(date, 5, 2) : 1,
                      .day = date.n == DAY_LENGTH ? read_part(date, 8, 2) : 1};
}

/* The number of a day: the days since a March in the year 0, by which leap days come last in their years. */
static int64_t day_number(struct str date) {
  struct day day = day_of(date);
  int64_t year = day.year - (day.month <= 2);
  int64_t months = (day.month + 9) % 12;
  return year * 365 + year / 4 - year / 100 + year / 400 + (months * 306 + 5) / 10 + day.day - 1;
}

int date_compare(struct str date, struct str other) {
  if (date.n == 0 || other.n == 0) {
    return (date.n > 0) - (other.n > 0);
  }
  int64_t x = day_number(date);
  int64_t y = day_number(other);
  return (x > y) - (x < y);
}

bool date_before(struct str date, struct str other) {
  return date.n > 0 && other.n > 0 && day_number(date) < day_number(other);
}

bool date_months_before(struct str date, int months, struct str other) {
  if (date.n == 0 || other.n == 0) {
    return false;
  }
  struct day from = day_of(date);
  struct day to = day_of(other);
  int between = (to.year - from.year) * MONTHS_OF_YEAR + to.month - from.month;
  return between > months || (between == months && to.day > from.day);
}

bool date_year_before(struct str date, struct str other) {
  return date_months_before(date, MONTHS_OF_YEAR, other);
}

int64_t date_days_between(struct str from, struct str to) {
  return day_number(to) - day_number(from);
}

struct str date_day(struct arena *arena, struct str date) {
  static const char first[] = "-01-01";
  if (date.n == 0 || date.n == DAY_LENGTH) {
    return date;
  }
  char whole[DAY_LENGTH + 1];
  memcpy(whole, date.p, date.n);
  memcpy(whole + date.n, first, DAY_LENGTH - date.n);
  whole[DAY_LENGTH] = '\0';
  return str_copy(arena, str_from(whole));
}
