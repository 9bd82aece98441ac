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
