/* Comparing and copying pieces of text. */
#include "base/str.h"

static char lower(char c) {
  return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool str_is_one_of(struct str a, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (str_is(a, words[i])) {
      return true;
    }
  }
  return false;
}

bool str_eq_caseless(struct str a, struct str b) {
  uint32_t i = 0;
  while (i < a.n && i < b.n && lower(a.p[i]) == lower(b.p[i])) {
    i++;
  }
  return a.n == b.n && i == a.n;
}

int str_compare(struct str a, struct str b) {
  uint32_t n = a.n < b.n ? a.n : b.n;
  int order = n > 0 ? memcmp(a.p, b.p, n) : 0;
  if (order != 0) {
    return order;
  }
  return (a.n > b.n) - (a.n < b.n);
}

bool str_is_harmless(struct str s) {
  if (s.n == 0 || s.p[s.n - 1] == ' ' || !(char_is_letter(s.p[0]) || char_is_digit(s.p[0]))) {
    return false;
  }
  for (uint32_t i = 0; i < s.n; i++) {
    char c = s.p[i];
    if (!char_is_letter(c) && !char_is_digit(c) && c != ' ' && c != '.' && c != '-' && c != '/' && c != '(' &&
        c != ')') {
      return false;
    }
  }
  return true;
}

/* The end of the run of digits that starts at `from`, and where its first digit that is not a leading zero stands. */
static uint32_t digit_run(struct str s, uint32_t from, uint32_t *significant) {
  uint32_t at = from;
  while (at < s.n && s.p[at] == '0') {
    at++;
  }
  *significant = at;
  while (at < s.n && char_is_digit(s.p[at])) {
    at++;
  }
  return at;
}

int str_compare_natural(struct str a, struct str b) {
  uint32_t i = 0;
  uint32_t j = 0;
  while (i < a.n && j < b.n) {
    if (char_is_digit(a.p[i]) && char_is_digit(b.p[j])) {
      uint32_t a_first = 0;
      uint32_t b_first = 0;
      uint32_t a_end = digit_run(a, i, &a_first);
      uint32_t b_end = digit_run(b, j, &b_first);
      uint32_t a_length = a_end - a_first;
      uint32_t b_length = b_end - b_first;
      if (a_length != b_length) {
        return a_length < b_length ? -1 : 1;
      }
      int order = a_length > 0 ? memcmp(a.p + a_first, b.p + b_first, a_length) : 0;
      if (order != 0) {
        return order;
      }
      i = a_end;
      j = b_end;
    } else if (a.p[i] != b.p[j]) {
      return (unsigned char)a.p[i] < (unsigned char)b.p[j] ? -1 : 1;
    } else {
      i++;
      j++;
    }
  }
  if (i < a.n || j < b.n) {
    return i < a.n ? 1 : -1;
  }
  return str_compare(a, b);
}

struct str str_copy(struct arena *arena, struct str s) {
  if (s.p == NULL) {
    return s;
  }
  return (struct str){.p = arena_text(arena, s.p, s.n), .n = s.n};
}

unsigned str_distance(struct str a, struct str b, unsigned limit) {
  enum { LONGEST = STR_LONGEST_COMPARED };
  if (a.n > LONGEST || b.n > LONGEST || (a.n > b.n ? a.n - b.n : b.n - a.n) > limit) {
    return limit + 1;
  }
  unsigned rows[3][LONGEST + 1];
  unsigned *before = rows[0];
  unsigned *last = rows[1];
  unsigned *row = rows[2];
  for (uint32_t j = 0; j <= b.n; j++) {
    before[j] = 0;
    last[j] = j;
  }
  for (uint32_t i = 1; i <= a.n; i++) {
    row[0] = i;
    unsigned best = i;
    for (uint32_t j = 1; j <= b.n; j++) {
      unsigned cost = last[j - 1] + (a.p[i - 1] != b.p[j - 1]);
      if (last[j] + 1 < cost) {
        cost = last[j] + 1;
      }
      if (row[j - 1] + 1 < cost) {
        cost = row[j - 1] + 1;
      }
      bool swapped = i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1];
      if (swapped && before[j - 2] + 1 < cost) {
        cost = before[j - 2] + 1;
      }
      row[j] = cost;
      if (cost < best) {
        best = cost;
      }
    }
    if (best > limit) {
      return limit + 1;
    }
    unsigned *spare = before;
    before = last;
    last = row;
    row = spare;
  }
  return last[b.n] <= limit ? last[b.n] : limit + 1;
}

struct str str_next_token(struct str *rest) {
  while (rest->n > 0 && char_is_space(*rest->p)) {
    rest->p++;
    rest->n--;
  }
  uint32_t n = 0;
  while (n < rest->n && !char_is_space(rest->p[n])) {
    n++;
  }
  if (n == 0) {
    return (struct str){.p = NULL};
  }
  struct str token = {.p = rest->p, .n = n};
  rest->p += n;
  rest->n -= n;
  return token;
}

bool str_number(struct str text, uint64_t most, uint64_t *number) {
  uint64_t value = 0;
  for (uint32_t i = 0; i < text.n; i++) {
    uint64_t digit = (uint64_t)(text.p[i] - '0');
    if (!char_is_digit(text.p[i]) || digit > most || value > (most - digit) / 10) {
      return false;
    }
    value = value * 10 + digit;
  }
  if (text.n > 0) {
    *number = value;
  }
  return text.n > 0;
}
