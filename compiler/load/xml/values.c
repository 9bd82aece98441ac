/* Reading and judging the values of attributes. */
#include "load/xml/values.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "diag/switches.h"
#include "load/bundled.h"
#include "model/date.h"
#include "model/forms.h"
#include "model/wording.h"

static bool has_text(struct str value) {
  for (uint32_t i = 0; i < value.n; i++) {
    if (!char_is_space(value.p[i])) {
      return true;
    }
  }
  return false;
}

/* One or more tokens, each of that has the form. */
static bool are_tokens(struct str value, bool (*is_one)(struct str)) {
  uint32_t count = 0;
  for (struct str token; (token = str_next_token(&value)).p != NULL; count++) {
    if (!is_one(token)) {
      return false;
    }
  }
  return count > 0;
}

/* -1 for anything but a number that is not above `most`. */
static int read_number(struct str value, uint64_t most) {
  uint64_t number = 0;
  return str_number(value, most, &number) ? (int)number : -1;
}

static bool is_colour(struct str value) {
  bool hexadecimal = value.n == 7 && value.p[0] == '#';
  for (uint32_t i = 1; i < value.n && hexadecimal; i++) {
    char c = value.p[i];
    hexadecimal = char_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
  return hexadecimal;
}

static bool is_warning(struct str value) {
  struct switches unused;
  switches_init(&unused);
  return switches_apply(&unused, value);
}

static bool is_fail_on(struct str value) {
  struct switches unused;
  switches_init(&unused);
  return switches_fail_on(&unused, value);
}

static bool store(int value, int least, uint8_t *number) {
  *number = (uint8_t)(value >= least ? value : 0);
  return value >= least;
}

/* One or more words, as a set of bits; -1 if one of them is none. */
static int find_words(const struct vocabulary *words, struct str value) {
  int set = 0;
  for (struct str token; (token = str_next_token(&value)).p != NULL;) {
    int word = vocabulary_find(words, token);
    if (word < 0) {
      return -1;
    }
    set |= 1 << word;
  }
  return set > 0 ? set : -1;
}

/* As check --pin writes it: what the source said, what the target said. */
static bool is_pin(struct str value) {
  bool good = value.n == 2 * PIN_DIGITS + 1;
  for (uint32_t i = 0; i < value.n && good; i++) {
    char c = value.p[i];
    good = i == PIN_DIGITS ? c == '-' : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
  return good;
}

bool value_read(const struct attribute_rule *rule, struct str value, uint8_t *number) {
  switch ((enum form)rule->form) {
    case FORM_TEXT:
      return has_text(value);
    case FORM_DOCUMENT_ID:
      return form_is_document_id(value);
    case FORM_DOCUMENT_IDS:
      return are_tokens(value, form_is_document_id);
    case FORM_CONTROL_ID:
      return form_is_control_id(value);
    case FORM_REFERENCE:
      return form_is_reference(value);
    case FORM_TOKENS:
      return are_tokens(value, form_is_control_id);
    case FORM_DATE:
      return date_is(value);
    case FORM_LANGUAGE:
      return form_is_language(value);
    case FORM_STRENGTH:
      return store(read_number(value, 10), 1, number);
    case FORM_CONFIDENCE:
      return store(read_number(value, 100), 0, number);
    case FORM_EXPRESSION:
      return value.n > 0;
    case FORM_COLOUR:
      return is_colour(value);
    case FORM_FINDING:
      return finding_is_known(value);
    case FORM_WARNINGS:
      return are_tokens(value, is_warning);
    case FORM_FAIL_ON:
      return are_tokens(value, is_fail_on);
    case FORM_PIN:
      return is_pin(value);
    case FORM_WORD:
      return store(vocabulary_find(rule->words, value), 0, number);
    case FORM_WORDS:
      return store(find_words(rule->words, value), 0, number);
  }
  return false;
}

struct str value_shown(struct str value) {
  enum { MOST_SHOWN = 60 };
  if (value.n > MOST_SHOWN) {
    value.n = MOST_SHOWN;
    while (value.n > 0 && ((unsigned char)value.p[value.n] & 0xC0) == 0x80) {
      value.n--;
    }
  }
  return value;
}

/* Words of other tools, and what they mean here; `certain`: nothing else can be meant. */
static const struct {
  const struct vocabulary *of; /* NULL: of any vocabulary that has the word */
  const char *word;
  const char *meant;
  bool certain;
} other_words[] = {
    {&vocabulary_relation, "equals", "equal-to", true},
    {&vocabulary_relation, "equal", "equal-to", true},
    {&vocabulary_relation, "equivalent", "equivalent-to", true},
    {&vocabulary_relation, "exactmatch", "equal-to", false},
    {&vocabulary_relation, "skos:exactmatch", "equal-to", false},
    {&vocabulary_relation, "closematch", "related-to", false},
    {&vocabulary_relation, "relatedmatch", "related-to", false},
    {&vocabulary_relation, "broadmatch", "subset-of", false},
    {&vocabulary_relation, "narrowmatch", "superset-of", false},
    {&vocabulary_relation, "broader-than", "superset-of", false},
    {&vocabulary_relation, "narrower-than", "subset-of", false},
    {&vocabulary_relation, "broader", "superset-of", false},
    {&vocabulary_relation, "narrower", "subset-of", false},
    {&vocabulary_relation, "partial", "intersects-with", false},
    {&vocabulary_relation, "partially", "intersects-with", false},
    {&vocabulary_relation, "overlaps", "intersects-with", false},
    {&vocabulary_relation, "full", "equal-to or superset-of", false},
    {&vocabulary_relation, "covers", "superset-of", false},
    {&vocabulary_relation, "maps to", "related-to, unless more is known", false},
    {&vocabulary_relation, "maps-to", "related-to, unless more is known", false},
    {&vocabulary_relation, "mapped", "related-to, unless more is known", false},
    {&vocabulary_relation, "none", "no-relationship", false},
    {&vocabulary_relation, "not-related-to", "no-relationship", true},
    {&vocabulary_relation, "no-relation", "no-relationship", true},
    {&vocabulary_implementation, "done", "implemented", false},
    {&vocabulary_implementation, "complete", "implemented", false},
    {&vocabulary_implementation, "in progress", "partial", false},
    {&vocabulary_implementation, "open", "planned or not-implemented", false},
    {&vocabulary_method, "manual", "human", false},
    {&vocabulary_method, "ai", "automated", false},
    {&vocabulary_status, "final", "complete", false},
    {&vocabulary_status, "published", "complete", false},
    {NULL, "true", "yes", true},
    {NULL, "false", "no", true},
    {NULL, "yes", "true", true},
    {NULL, "no", "false", true},
};

/* True if the word is known from elsewhere, and told. */
static bool report_other_word(struct findings *findings, struct finding *finding, const struct vocabulary *words,
                              struct str value) {
  for (size_t i = 0; i < sizeof other_words / sizeof *other_words; i++) {
    const char *meant = other_words[i].meant;
    bool fits =
        other_words[i].of == words || (other_words[i].of == NULL && vocabulary_find(words, str_from(meant)) >= 0);
    if (!fits || !str_eq_caseless(value, str_from(other_words[i].word))) {
      continue;
    }
    finding_note(findings, finding, place_none(), "here that is %s", meant);
    if (other_words[i].certain) {
      finding_fix(findings, finding, value, str_from(meant));
    }
    return true;
  }
  return false;
}

static bool begins_with(const char *token, struct str value) {
  return value.n >= 3 && value.n < strlen(token) && memcmp(token, value.p, value.n) == 0;
}

/* The same but for case and for what parts its words. */
static bool is_written(const char *token, struct str value) {
  char rooms[2][FOLD_BYTES];
  return str_eq(fold_id(str_from(token), FOLD_WRITING, rooms[0]), fold_id(value, FOLD_WRITING, rooms[1]));
}

/* True if it is this word in another way of writing, or the beginning of this word and of no other; a word that is few
 * edits away is a guess. */
static bool is_only_one(const struct vocabulary *words, struct str value, const char *nearest) {
  bool certain = is_written(nearest, value) || begins_with(nearest, value);
  for (unsigned i = 0; i < words->count && certain; i++) {
    const char *token = words->tokens[i];
    certain = token == NULL || token == nearest || !begins_with(token, value);
  }
  return certain;
}

static void report_word(struct findings *findings, struct finding *finding, const struct attribute_rule *rule,
                        struct str value) {
  const struct vocabulary *words = rule->words;
  bool several = rule->form == FORM_WORDS;
  struct buf list;
  buf_init(&list, findings->arena);
  const char *nearest = NULL;
  unsigned distance = 4;
  for (unsigned i = 0; i < words->count; i++) {
    const char *token = words->tokens[i];
    if (token == NULL) {
      continue;
    }
    buf_printf(&list, "%s%s", list.n > 0 ? ", " : "", token);
    unsigned edits = is_written(token, value)    ? 0
                     : begins_with(token, value) ? 1
                                                 : str_distance(value, str_from(token), 3);
    /* Half of a word rewritten is another word. */
    if (edits < distance && (size_t)edits * 2 < strlen(token)) {
      distance = edits;
      nearest = token;
    }
  }
  if (!several && report_other_word(findings, finding, words, value)) {
    nearest = NULL;
  }
  if (nearest != NULL) {
    finding_note(findings, finding, place_none(), "did you mean \"%s\"?", nearest);
    if (!several && is_only_one(words, value, nearest)) {
      finding_fix(findings, finding, value, str_from(nearest));
    }
  }
  struct str all = buf_done(&list);
  finding_note(findings, finding, place_none(), "write %s: %.*s", several ? "one or more of" : "one of", STR_ARG(all));
}

static void report_finding_name(struct findings *findings, struct finding *finding, struct str value) {
  const char *nearest = NULL;
  unsigned distance = 5;
  for (int code = 0; code < FINDING_CODES; code++) {
    unsigned edits = str_distance(value, str_from(finding_catalogue[code].name), 4);
    if (edits < distance) {
      distance = edits;
      nearest = finding_catalogue[code].name;
    }
  }
  if (nearest != NULL) {
    finding_note(findings, finding, place_none(), "did you mean \"%s\"?", nearest);
  }
}

/* Which of several is none, and what it was probably meant to be. */
static void report_switches(struct findings *findings, struct finding *finding, struct str value,
                            bool (*is_one)(struct str)) {
  for (struct str token; (token = str_next_token(&value)).p != NULL;) {
    if (!is_one(token)) {
      struct str shown = value_shown(token);
      if (is_one == is_warning && switches_hide_unread(token)) {
        finding_note(findings, finding, place_none(),
                     "\"%.*s\" would hide what was not read, and that cannot be judged", STR_ARG(shown));
        return;
      }
      finding_note(findings, finding, place_none(), "\"%.*s\" is not one of them", STR_ARG(shown));
      report_finding_name(findings, finding, token);
      return;
    }
  }
}

static const char *form_help(enum form form) {
  switch (form) {
    case FORM_DOCUMENT_ID:
      return "write small letters, digits, \".\", \"_\" and \"-\", a letter or digit first, at most 128 of them";
    case FORM_DOCUMENT_IDS:
      return "write one or more ids of frameworks, separated by spaces";
    case FORM_CONTROL_ID:
      return "white space, control characters and invisible characters cannot stand there, nor more than 128 bytes";
    case FORM_REFERENCE:
      return "white space before, behind or beside other white space cannot stand there, nor control characters, "
             "invisible characters or more than 128 bytes";
    case FORM_WARNINGS:
      return "write what -W takes, separated by spaces, such as \"no-lint.not-leaf error=gap.source\"";
    case FORM_FAIL_ON:
      return "write what --fail-on takes, separated by spaces, such as \"warning gap.source\"";
    case FORM_TOKENS:
      return "write one or more words of at most 128 bytes, separated by spaces";
    case FORM_DATE:
      return "write a date that exists as YYYY, YYYY-MM or YYYY-MM-DD";
    case FORM_LANGUAGE:
      return "write a language tag such as en or pt-BR";
    case FORM_STRENGTH:
      return "write a whole number from 1 to 10";
    case FORM_CONFIDENCE:
      return "write a whole number from 0 to 100";
    case FORM_COLOUR:
      return "write a colour as # and six hexadecimal digits, such as #0b5cab";
    case FORM_PIN:
      return "take the attribute away, look whether the line holds, and let check --pin write it anew";
    case FORM_FINDING:
      return "write the name of a finding such as gap.source, or of a family such as gap";
    default:
      return NULL;
  }
}

/* Ids that look right and are not: what hides in them. True if that says enough. */
static bool report_blank(struct findings *findings, struct finding *finding, struct str value) {
  size_t at = utf8_first_blank(value.p, value.n);
  while (at < value.n && value.p[at] == ' ' && at > 0 && at + 1 < value.n && value.p[at + 1] != ' ') {
    struct str rest = {.p = value.p + at + 1, .n = value.n - (uint32_t)at - 1};
    at +=
        1 + utf8_first_blank(
                rest.p, rest.n); /* one between two words is allowed in a label, and may be what is wrong with an id */
  }
  if (at == value.n) {
    return false;
  }
  size_t next = at;
  int32_t point = utf8_next(value.p, value.n, &next);
  if (point == ' ') {
    const char *what = at == 0           ? "a blank stands before it"
                       : next == value.n ? "a blank stands behind it"
                                         : "two blanks stand beside each other in it";
    finding_note(findings, finding, place_none(), "%s, which is hard to see", what);
    return true;
  }
  finding_note(findings, finding, place_none(), "character %u of it is U+%04X, which does not show",
               (unsigned)utf8_count(value.p, at) + 1, (unsigned)point);
  return true;
}

/* 0.8 or 80 % where a percentage is wanted, and a percentage where a strength is. */
static void report_number(struct findings *findings, struct finding *finding, const struct attribute_rule *rule,
                          struct str value) {
  bool confidence = rule->form == FORM_CONFIDENCE;
  if (confidence && value.n > 1 && value.p[value.n - 1] == '%') {
    finding_note(findings, finding, place_none(), "it is in percent already: leave the sign out");
  } else if (confidence && value.n > 2 && (memcmp(value.p, "0.", 2) == 0 || memcmp(value.p, "0,", 2) == 0)) {
    finding_note(findings, finding, place_none(), "it is in percent: 0.8 is 80");
  } else if (rule->attribute == AT_STRENGTH && read_number(value, 100) > 10) {
    finding_note(findings, finding, place_none(), "confidence is what goes up to 100");
  }
}

static struct str trim(struct str value) {
  while (value.n > 0 && char_is_space(value.p[0])) {
    value.p++;
    value.n--;
  }
  while (value.n > 0 && char_is_space(value.p[value.n - 1])) {
    value.n--;
  }
  return value;
}

/* A framework's id that has not its form may still be meant for one that is known, in another way of writing. */
static void report_framework(struct findings *findings, struct finding *finding, enum attribute attribute,
                             struct str value) {
  char rooms[2][FOLD_BYTES];
  struct str wanted = fold_id(value, FOLD_ALL, rooms[0]);
  bool names = attribute == AT_SOURCE || attribute == AT_TARGET || attribute == AT_FRAMEWORK;
  for (size_t i = 0; i < bundled_document_count && names && wanted.n > 0; i++) {
    const struct bundled_document *known = &bundled_documents[i];
    if (known->kind == DOCUMENT_FRAMEWORK && str_eq(fold_id(str_from(known->id), FOLD_ALL, rooms[1]), wanted)) {
      finding_note(findings, finding, place_none(), "did you mean \"%s\"?", known->id);
    }
  }
}

void value_report(struct findings *findings, struct place place, const struct attribute_rule *rule, struct str value) {
  const char *name = attribute_names[rule->attribute];
  if (!has_text(value)) {
    struct finding *empty = finding_add(findings, F_SCHEMA_BAD_VALUE, place, "the attribute %s is empty", name);
    if (rule->words != NULL) {
      report_word(findings, empty, rule, value);
    }
    return;
  }
  struct str shown = value_shown(value);
  struct finding *finding = finding_add(findings, F_SCHEMA_BAD_VALUE, place, "\"%.*s%s\" is not a value of %s",
                                        STR_ARG(shown), shown.n < value.n ? "..." : "", name);
  if (rule->words != NULL) {
    report_word(findings, finding, rule, value);
    return;
  }
  if (rule->form == FORM_FINDING) {
    report_finding_name(findings, finding, value);
  }
  if (rule->form == FORM_WARNINGS || rule->form == FORM_FAIL_ON) {
    report_switches(findings, finding, value, rule->form == FORM_WARNINGS ? is_warning : is_fail_on);
  }
  if (rule->form == FORM_REFERENCE && report_blank(findings, finding, value)) {
    struct str trimmed = trim(value);
    if (trimmed.n < value.n && form_is_reference(trimmed)) {
      finding_fix(findings, finding, value, trimmed);
    }
    return;
  }
  if (rule->form == FORM_CONTROL_ID) {
    report_blank(findings, finding, value);
  }
  if (rule->form == FORM_DOCUMENT_ID) {
    report_framework(findings, finding, rule->attribute, value);
  }
  report_number(findings, finding, rule, value);
  const char *help = form_help((enum form)rule->form);
  if (help != NULL) {
    finding_note(findings, finding, place_none(), "%s", help);
  }
}
