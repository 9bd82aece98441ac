/* Blanks in cells of ids. Publishers write "ACC 01" for one id as others write "AC-1 AC-2" for two, and nothing but what
 * is known of the ids tells which is meant. */
#include "interchange/blanks.h"

#include "base/utf8.h"
#include "interchange/words.h"

/* The next run of characters that are not blank; absent at the end. */
static struct str next_word(struct str *rest) {
  struct str text = words_trim(*rest);
  if (text.n == 0) {
    *rest = (struct str){.p = NULL};
    return *rest;
  }
  size_t end = 0;
  for (size_t at = 0; at < text.n; end = at) {
    if (utf8_is_space(utf8_next(text.p, text.n, &at))) {
      break;
    }
  }
  *rest = words_from(text, (uint32_t)end);
  return words_to(text, (uint32_t)end);
}

bool blanks_within(struct str text) {
  struct str rest = words_trim(text);
  return next_word(&rest).p != NULL && words_trim(rest).n > 0;
}

static bool is_known(struct session *session, const struct end *end, struct str text) {
  enum known_how how = KNOWN_NOT;
  return end->known != NULL && end_find(session, end, text, &how).p != NULL;
}

/* With the words in brackets that follow. */
static struct str with_brackets(struct str word, struct str *rest) {
  for (struct str after = *rest; after.p != NULL; *rest = after) {
    struct str next = next_word(&after);
    if (next.p == NULL || !words_is_bracketed(next)) {
      break;
    }
    word.n = (uint32_t)(next.p + next.n - word.p);
  }
  return word;
}

/* With as many of the words that follow as the framework knows together: "ACC" of "ACC 01 ACC 02" becomes "ACC 01". */
static struct str with_known(struct session *session, const struct end *end, struct str word, struct str *rest) {
  enum { MOST = 4 };
  struct str whole = word;
  struct str after = *rest;
  for (unsigned i = 1; i < MOST && end->known != NULL; i++) {
    struct str next = next_word(&after);
    if (next.p == NULL) {
      break;
    }
    struct str longer = {.p = word.p, .n = (uint32_t)(next.p + next.n - word.p)};
    if (is_known(session, end, longer)) {
      whole = longer;
      *rest = after;
    }
  }
  return whole;
}

struct str blanks_next(struct session *session, const struct end *end, struct str *rest) {
  struct str word = next_word(rest);
  if (word.p == NULL) {
    return word;
  }
  struct str part = words_has_digit(word) ? word : with_known(session, end, word, rest);
  return with_brackets(part, rest);
}

enum { LONGEST_FORM = 40 };

/* An id up to its first number, letters as "a" and digits as "9": AC-2(1) and au-12 have the form "a-9". */
static struct str form_of(struct str id, char form[LONGEST_FORM]) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < id.n && n < LONGEST_FORM; i++) {
    char kind = (char)(char_is_digit(id.p[i]) ? '9' : char_is_letter(id.p[i]) ? 'a' : id.p[i]);
    char last = (char)(n > 0 ? form[n - 1] : '\0');
    if (last == '9' && kind != '9') {
      break;
    }
    if (kind != last || (kind != '9' && kind != 'a')) {
      form[n++] = kind;
    }
  }
  return (struct str){.p = form, .n = n};
}

bool forms_are_alike(struct str a, struct str b) {
  enum { TELLING = 3 }; /* "a.9": everybody writes Q3 */
  char form_a[LONGEST_FORM];
  char form_b[LONGEST_FORM];
  struct str form = form_of(a, form_a);
  return form.n >= TELLING && str_eq(form, form_of(b, form_b));
}

void forms_add(struct column_forms *forms, struct str cell) {
  for (struct str rest = cell; rest.p != NULL;) {
    struct str text = words_trim(words_next(&rest, ",;\n\r|"));
    struct str id = words_trim(words_until(&text, ": "));
    char form[LONGEST_FORM];
    if (id_like(id)) {
      names_intern(&forms->forms, form_of(id, form));
    }
  }
}

/* What the parts of a text are, all together. */
struct parts {
  struct str first;
  uint32_t count;
  uint32_t known;     /* to the framework */
  uint32_t shown;     /* known, or of a form that stands alone in the column */
  uint32_t lettered;  /* without a digit: ACC */
  uint32_t plain;     /* nothing but digits: 01 */
  bool one_beginning; /* all are the same up to their first digit: AC-1 AC-2 */
  bool no_ids;        /* one of them can be no id */
  bool named;         /* words without a digit, and a last part that begins with one: ACC 01 */
};

/* The part up to its first digit. */
static struct str beginning_of(struct str part) {
  uint32_t end = 0;
  while (end < part.n && !char_is_digit(part.p[end])) {
    end++;
  }
  return words_to(part, end);
}

/* "AC-2" of "AC-2 (3)". */
static struct str before_brackets(struct str part) {
  struct str rest = part;
  return str_or_empty(next_word(&rest));
}

static bool stands_alone(const struct end *end, struct str id) {
  char form[LONGEST_FORM];
  return end->column != NULL && names_find(&end->column->forms, form_of(id, form)) != NO_NAME;
}

/* "-A.5.18" of "A.5.15 -A.5.18" is the end of a range. */
static bool has_dash(struct str part) {
  return words_has_digit(part) && (part.p[0] == '-' || words_ends(part, "-"));
}

static void add_part(struct session *session, const struct end *end, struct str part, struct parts *parts) {
  struct str id = before_brackets(part);
  uint32_t number = 0;
  bool known = is_known(session, end, part);
  bool digit = words_has_digit(part);
  bool numbered = char_is_digit(id.p[0]);
  parts->first = parts->count == 0 ? id : parts->first;
  parts->count++;
  parts->known += known ? 1 : 0;
  parts->shown += known || stands_alone(end, id) ? 1 : 0;
  parts->named = numbered && parts->lettered + 1 == parts->count;
  parts->lettered += digit ? 0 : 1;
  parts->plain += words_number(id, &number) ? 1 : 0;
  parts->one_beginning = digit && (parts->count == 1 || parts->one_beginning) &&
                         str_eq_caseless(beginning_of(id), beginning_of(parts->first));
  bool bracketed = part.p[0] == '(' || part.p[0] == '['; /* "(1-3)" behind AC-2 */
  parts->no_ids = parts->no_ids || has_dash(part) || !(known || (id_like(id) && !bracketed));
}

static struct parts parts_of(struct session *session, const struct end *end, struct str text) {
  struct parts parts = {.count = 0};
  struct str rest = text;
  for (struct str part = blanks_next(session, end, &rest); part.p != NULL; part = blanks_next(session, end, &rest)) {
    add_part(session, end, part, &parts);
  }
  return parts;
}

/* As the user wants it, as far as the text can be read so. */
static enum blanks as_told(const struct session *session, const struct parts *parts, struct str text, bool known) {
  if (session->options->blanks == BLANKS_TO_PART && !parts->no_ids) {
    return BLANKS_PART;
  }
  bool one = known || (session->options->blanks == BLANKS_TO_KEEP && (words_has_digit(text) || !parts->no_ids));
  return one ? BLANKS_BELONG : BLANKS_NO_IDS;
}

/* What the user did not settle, of a text of several parts that is not one known id. */
static enum blanks judge(const struct end *end, const struct parts *parts) {
  if (parts->no_ids) {
    return BLANKS_NO_IDS;
  }
  if (end->column != NULL && end->column->listed) {
    return BLANKS_PART;
  }
  if (parts->shown == parts->count) {
    return parts->named ? BLANKS_UNCLEAR : BLANKS_PART;
  }
  if (parts->one_beginning && parts->plain == 0) {
    return BLANKS_PART;
  }
  return parts->named ? BLANKS_BELONG : BLANKS_UNCLEAR;
}

enum blanks blanks_read(struct session *session, const struct end *end, struct str text) {
  enum known_how how = KNOWN_NOT;
  bool known = end->known != NULL && end_find(session, end, text, &how).p != NULL;
  if (known && how != KNOWN_BY_KEY) {
    return BLANKS_BELONG;
  }
  struct parts parts = parts_of(session, end, text);
  if (parts.count < 2) {
    return known || (parts.count == 1 && !parts.no_ids) ? BLANKS_BELONG : BLANKS_NO_IDS;
  }
  if (session->options->blanks != BLANKS_AUTOMATIC) {
    return as_told(session, &parts, text, known);
  }
  if (known) { /* "A 5.1" is A.5.1, though there are a heading A and a clause 5.1 */
    return parts.known == parts.count && parts.lettered == 0 ? BLANKS_UNCLEAR : BLANKS_BELONG;
  }
  return judge(end, &parts);
}
