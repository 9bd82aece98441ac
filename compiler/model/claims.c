/* The list of claims, and looking for them. */
#include "model/claims.h"

static const struct {
  const char *words;  /* small letters; a blank stands for any run of blanks */
  const char *unless; /* what may follow and makes it harmless, or NULL */
} claims[] = {
    {"compliant", NULL},      {"compliance with", NULL},
    {"fully aligned", NULL},  {"fully meets", NULL},
    {"100 %", NULL},          {"100%", NULL},
    {"equivalent to", NULL},  {"certified to iso/iec 27002", NULL},
    {"nist certified", NULL}, {"csf certified", NULL},
    {"iso certified", NULL},  {"soc 2 certified", NULL},
    {"soc-2", NULL},          {"accredited", " by"},
    {"guarantee", NULL},      {"ensures", NULL},
};

static char small(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Where the words that stand at `at` end, or 0 where they do not stand there. */
static uint32_t match(struct str text, uint32_t at, const char *words) {
  for (; *words != '\0'; words++) {
    if (*words == ' ') {
      uint32_t from = at;
      while (at < text.n && char_is_space(text.p[at])) {
        at++;
      }
      if (at == from) {
        return 0;
      }
    } else if (at < text.n && small(text.p[at]) == *words) {
      at++;
    } else {
      return 0;
    }
  }
  return at;
}

/* True if the words stand in the text, and what makes them harmless does not follow. */
static bool holds(struct str text, const char *words, const char *unless) {
  for (uint32_t at = 0; at < text.n; at++) {
    uint32_t end = match(text, at, words);
    if (end > 0 && (unless == NULL || match(text, end, unless) == 0)) {
      return true;
    }
  }
  return false;
}

const char *claims_find(struct str text) {
  for (unsigned i = 0; i < sizeof claims / sizeof *claims; i++) {
    if (holds(text, claims[i].words, claims[i].unless)) {
      return claims[i].words;
    }
  }
  return NULL;
}

bool claims_certification(struct str text) {
  return holds(text, "certified", NULL) || holds(text, "certification", NULL);
}

/* ---- to what ---- */

static bool begins_word(struct str text, uint32_t at) {
  return at == 0 || (!char_is_letter(text.p[at - 1]) && !char_is_digit(text.p[at - 1]));
}

/* Where the sentence ends that begins at `at`. */
static uint32_t sentence_end(struct str text, uint32_t at) {
  while (at < text.n) {
    char c = text.p[at++];
    bool stops = c == '.' || c == ';' || c == '!' || c == '?';
    if (stops && (at == text.n || char_is_space(text.p[at]))) {
      break;
    }
  }
  return at;
}

/* Where the letters end that stand at `at`, however they are parted: "Cyber-Essentials", "SOC2"; 0 where they do not. */
static uint32_t match_parted(struct str text, uint32_t at, const char *letters) {
  for (const char *first = letters; *letters != '\0'; letters++) {
    while (letters > first && at < text.n && strchr(" -/_", text.p[at]) != NULL) {
      at++;
    }
    if (at >= text.n || small(text.p[at]) != *letters) {
      return 0;
    }
    at++;
  }
  return at;
}

static const char *const named[] = {"cyberessentialsplus", "cyberessentials", "soc2", "pcidss"};

/* Numbers that are known without the letters of who publishes the standard. */
static bool is_known_number(struct str number) {
  static const char *const known[] = {"27001", "27701", "22301", "14001"};
  return STR_IS_ONE_OF(number, known);
}

/* Where the letters of those who publish a standard begin, which stand before the number at `at`; `at` where there are none. */
static uint32_t publisher_before(struct str text, uint32_t at) {
  static const char *const publishers[] = {"iso", "iec", "en", "bs", "din", "nf", "ts"};
  for (bool any = true; any;) {
    any = false;
    uint32_t end = at;
    while (end > 0 && strchr(" -/_", text.p[end - 1]) != NULL) {
      end--;
    }
    for (unsigned i = 0; i < sizeof publishers / sizeof *publishers && !any; i++) {
      uint32_t length = (uint32_t)strlen(publishers[i]);
      any = length <= end && begins_word(text, end - length) && match(text, end - length, publishers[i]) == end;
      at = any ? end - length : at;
    }
  }
  return at;
}

static bool standard_at(struct str text, uint32_t at, struct claimed_standard *standard) {
  enum { SHORTEST_NUMBER = 4 };
  for (unsigned i = 0; i < sizeof named / sizeof *named; i++) {
    uint32_t end = begins_word(text, at) ? match_parted(text, at, named[i]) : 0;
    if (end > 0) {
      *standard = (struct claimed_standard){.words = {.p = text.p + at, .n = end - at}, .key = str_from(named[i])};
      return true;
    }
  }
  if (at > 0 && char_is_digit(text.p[at - 1])) {
    return false; /* within a number */
  }
  uint32_t end = at;
  while (end < text.n && char_is_digit(text.p[end])) {
    end++;
  }
  struct str number = {.p = text.p + at, .n = end - at};
  bool whole = number.n >= SHORTEST_NUMBER;
  uint32_t first = whole ? publisher_before(text, at) : at;
  if (!whole || str_is(number, "27002") || (first == at && !is_known_number(number))) {
    return false;
  }
  *standard = (struct claimed_standard){.words = {.p = text.p + first, .n = end - first}, .key = number};
  return true;
}

bool claims_next_sentence(struct str text, uint32_t *at, struct str *sentence) {
  while (*at < text.n) {
    uint32_t end = sentence_end(text, *at);
    *sentence = (struct str){.p = text.p + *at, .n = end - *at};
    *at = end;
    if (claims_certification(*sentence)) {
      return true;
    }
  }
  return false;
}

bool claims_next_standard(struct str sentence, uint32_t *at, struct claimed_standard *standard) {
  for (; *at < sentence.n; (*at)++) {
    if (standard_at(sentence, *at, standard)) {
      *at = (uint32_t)(standard->words.p - sentence.p) + standard->words.n;
      return true;
    }
  }
  return false;
}
