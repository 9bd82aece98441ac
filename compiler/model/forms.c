/* Whether a text has the form of an id or a language tag, as every document of our own has it. */
#include "model/forms.h"

#include "base/utf8.h"

static bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

bool form_is_document_id(struct str value) {
  if (value.n == 0 || value.n > LONGEST_ID || (!is_lower(value.p[0]) && !char_is_digit(value.p[0]))) {
    return false;
  }
  for (uint32_t i = 1; i < value.n; i++) {
    char c = value.p[i];
    if (!is_lower(c) && !char_is_digit(c) && c != '.' && c != '_' && c != '-') {
      return false;
    }
  }
  return true;
}

bool form_is_control_id(struct str value) {
  return value.n > 0 && value.n <= LONGEST_ID && utf8_first_blank(value.p, value.n) == value.n;
}

bool form_is_reference(struct str value) {
  if (value.n == 0 || value.n > LONGEST_ID) {
    return false;
  }
  for (;;) {
    size_t at = utf8_first_blank(value.p, value.n);
    if (at == value.n) {
      return value.n > 0;
    }
    if (at == 0 || value.p[at] != ' ') {
      return false;
    }
    value.p += at + 1;
    value.n -= (uint32_t)at + 1;
  }
}

bool form_is_language(struct str value) {
  uint32_t part = 0;
  bool first = true;
  for (uint32_t i = 0; i < value.n; i++) {
    char c = value.p[i];
    if (c == '-' && part > 0) {
      part = 0;
      first = false;
    } else if ((char_is_letter(c) || (!first && char_is_digit(c))) && part < 8) {
      part++;
    } else {
      return false;
    }
  }
  return part > 0;
}
