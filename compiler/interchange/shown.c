/* Texts that are dates or times, whole and in the ways of spreadsheets. */
#include "interchange/shown.h"

#include "interchange/words.h"

enum { HOURS = 23, DAYS = 31, MINUTES = 59, FIRST_YEAR = 1900, LAST_YEAR = 2099 };

/* Takes digits off the front of the text. False: there are fewer or more, or their number is out of bounds. */
static bool take_number(struct str *rest, uint32_t least_digits, uint32_t most_digits, uint32_t most,
                        uint32_t *number) {
  uint32_t end = 0;
  while (end < rest->n && char_is_digit(rest->p[end])) {
    end++;
  }
  if (end < least_digits || end > most_digits || !words_number(words_to(*rest, end), number) || *number > most) {
    return false;
  }
  *rest = words_from(*rest, end);
  return true;
}

/* The sign that parts two numbers, or NUL. */
static char take_sign(struct str *rest, const char *signs) {
  char sign = (char)(rest->n > 0 ? rest->p[0] : '\0');
  if (sign == '\0' || strchr(signs, sign) == NULL) {
    return '\0';
  }
  *rest = words_from(*rest, 1);
  return sign;
}

/* As spreadsheets write months in short, which is not in capitals. */
static bool take_month(struct str *rest) {
  static const char *const months[] = {"Jan",  "Feb", "Mar", "Apr",  "May",  "Jun",  "Jul", "Aug",        "Sep",
                                       "Oct",  "Nov", "Dec", "Mrz",  "Mai",  "Okt",  "Dez", "M\303\244r", "janv",
                                       "mars", "avr", "mai", "juin", "juil", "sept", "oct", "nov"};
  for (unsigned i = 0; i < sizeof months / sizeof *months; i++) {
    if (words_starts(*rest, months[i])) {
      *rest = words_from(*rest, (uint32_t)strlen(months[i]));
      return true;
    }
  }
  return false;
}

/* "5-Jan", "5. Jan", "05-Jan-24" */
static bool is_day_of_month(struct str text) {
  uint32_t number = 0;
  if (!take_number(&text, 1, 2, DAYS, &number) || take_sign(&text, "-. ") == '\0') {
    return false;
  }
  text = words_trim(text);
  bool month = take_month(&text);
  (void)take_sign(&text, ".");
  return month && (text.n == 0 ||
                   (take_sign(&text, "- ") != '\0' && take_number(&text, 2, 4, LAST_YEAR, &number) && text.n == 0));
}

/* "Jan-05" */
static bool is_month_of_year(struct str text) {
  uint32_t number = 0;
  return take_month(&text) && take_sign(&text, "- ") != '\0' && take_number(&text, 2, 2, LAST_YEAR, &number) &&
         text.n == 0;
}

/* "05.01.2024", "5/1/2024" */
static bool is_day_of_year(struct str text) {
  uint32_t first = 0;
  uint32_t second = 0;
  uint32_t year = 0;
  if (!take_number(&text, 1, 2, DAYS, &first)) {
    return false;
  }
  char sign = take_sign(&text, "./-");
  return sign != '\0' && take_number(&text, 1, 2, DAYS, &second) && take_sign(&text, "./-") == sign &&
         take_number(&text, 4, 4, LAST_YEAR, &year) && year >= FIRST_YEAR && text.n == 0 && first > 0 && second > 0 &&
         (first <= 12 || second <= 12);
}

/* "05:10", "5:10:00" */
static bool is_time(struct str text) {
  uint32_t number = 0;
  if (!take_number(&text, 1, 2, HOURS, &number) || take_sign(&text, ":") == '\0' ||
      !take_number(&text, 2, 2, MINUTES, &number)) {
    return false;
  }
  bool seconds = take_sign(&text, ":") != '\0';
  if (seconds && !take_number(&text, 2, 2, MINUTES, &number)) {
    return false;
  }
  return text.n == 0 || str_is(text, " AM") || str_is(text, " PM");
}

enum shown shown_as(struct str text) {
  enum { DAY_LENGTH = 10 };
  text = words_trim(text);
  if (is_time(text)) {
    return SHOWN_TIME;
  }
  bool date = is_day_of_month(text) || is_month_of_year(text) || is_day_of_year(text) ||
              (text.n >= DAY_LENGTH && words_date(text).p != NULL);
  return date ? SHOWN_DATE : SHOWN_TEXT;
}
