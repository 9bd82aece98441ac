/* What stands behind an id in its cell: its title, more ids, or words that restrict what is said of it. A title is only what
 * its framework has, or what plainly reads as one: whatever else is behind an id may take something back. */
#include "base/utf8.h"
#include "interchange/blanks.h"
#include "interchange/cell.h"
#include "interchange/words.h"

/* Letters and digits of any script; hyphens, quotation marks and other punctuation part words. */
static bool is_of_word(int32_t point) {
  enum { PUNCTUATION = 0x2000, PUNCTUATION_END = 0x206F, LATIN = 0xC0 };
  if (point < 0x80) {
    return point >= 0 && (char_is_letter((char)point) || char_is_digit((char)point));
  }
  return point >= LATIN && !(point >= PUNCTUATION && point <= PUNCTUATION_END) && !utf8_is_blank(point);
}

/* The next word; absent at the end. */
static struct str next_word(struct str *rest) {
  struct str text = str_or_empty(*rest);
  size_t start = text.n;
  size_t end = text.n;
  for (size_t at = 0; at < text.n;) {
    size_t before = at;
    bool inside = is_of_word(utf8_next(text.p, text.n, &at));
    start = inside && start == text.n ? before : start;
    if (!inside && start < text.n) {
      end = before;
      break;
    }
  }
  *rest = words_from(text, (uint32_t)end);
  return start < text.n ? (struct str){.p = text.p + start, .n = (uint32_t)(end - start)} : (struct str){.p = NULL};
}

/* Takes the words of a title off the beginning of the text: true if either ends with the other's last word. One word that
 * begins a longer title is too little to know it by. */
static bool take_title(struct arena *arena, struct str *text, struct str title) {
  struct str rest = *text;
  struct str left = title;
  for (unsigned count = 0;; count++) {
    struct str after = rest;
    struct str word = next_word(&after);
    struct str of_title = next_word(&left);
    bool ends = of_title.p == NULL ? count > 0 : word.p == NULL && count > 1;
    if (ends) {
      *text = rest;
      return true;
    }
    if (word.p == NULL || of_title.p == NULL || !str_eq(words_fold(arena, word), words_fold(arena, of_title))) {
      return false;
    }
    rest = after;
  }
}

/* The control that the id names, or NULL. */
static const struct known_control *control_of(const struct reading *reading, struct str id) {
  enum known_how how = KNOWN_NOT;
  struct known *known = reading->end->known;
  struct str found = known != NULL ? end_find(reading->session, reading->end, id, &how) : (struct str){.p = NULL};
  return found.p != NULL ? known_control(known, found) : NULL;
}

/* "A.5.16" of "minus A.5.16", "until A.5.18" and the like. */
static bool names_another(const struct reading *reading, struct str id, struct str text) {
  for (struct str rest = text; rest.p != NULL;) {
    struct str word = words_trim(words_next(&rest, " \t\r\n,;()[]{}<>=+&|/\"'"));
    while (word.n > 0 && strchr(".:", word.p[word.n - 1]) != NULL) {
      word = words_to(word, word.n - 1);
    }
    uint32_t number = 0;
    bool signs = words_find(word, ".") != UINT32_MAX || words_find(word, "-") != UINT32_MAX || words_has_digit(word);
    if (word.n > 0 && signs && !words_number(word, &number) &&
        (cell_are_of_one_form(word, id) || forms_are_alike(word, id) || cell_knows(reading, word))) {
      return true;
    }
  }
  return false;
}

static bool has_word(struct str rest) {
  return next_word(&rest).p != NULL;
}

/* "(?)" and "?" behind an id. */
static bool is_doubt(struct str words) {
  return words_find(words, "?") != UINT32_MAX && !words_has_digit(words) &&
         (words_starts(words, "(") || !words_has_letter(words));
}

/* "(only cloud)" at the end of "Inventory (only cloud)"; or absent. */
static struct str last_bracket(struct str words) {
  uint32_t at = words_ends(words, ")") ? words.n : 0;
  while (at > 1 && words.p[at - 1] != '(') {
    at--;
  }
  return at > 1 && words.p[at - 2] == ' ' ? words_from(words, at - 1) : (struct str){.p = NULL};
}

bool cell_restricts(struct session *session, struct str words) {
  static const char *const restricting[] = {
      "partial",  "partially", "partly",     "part",      "parts",         "limited",   "indirect",    "indirectly",
      "only",     "some",      "mostly",     "largely",   "except",        "excluding", "excl",        "not",
      "without",  "teilweise", "teils",      "nur",       "ohne",          "nicht",     "indirekt",    "partie",
      "partiel",  "partielle", "tw",         "seulement", "partiellement", "sauf",      "hors",        "p",
      "tbc",      "tbd",       "tba",        "unclear",   "unsure",        "maybe",     "perhaps",     "possibly",
      "unklar",   "evtl",      "eventuell",  "if",        "when",          "where",     "unless",      "until",
      "provided", "minus",     "applicable", "extent",    "etc",           "teil",      "falls",       "wenn",
      "sofern",   "soweit",    "si",         "lorsque",   "usw",           "ggf",       "au\303\237er"};
  if (is_doubt(words)) {
    return true;
  }
  bool bracketed = words_starts(words, "(");
  struct str last = {.p = NULL};
  struct str rest = words_fold(session->arena, words);
  for (struct str word = next_word(&rest); word.p != NULL; word = next_word(&rest)) {
    if ((bracketed || last.p == NULL) && STR_IS_ONE_OF(word, restricting)) {
      return true;
    }
    last = word;
  }
  struct str bracket = last_bracket(words);
  return (last.p != NULL && STR_IS_ONE_OF(last, restricting)) || /* "Cloud only", "zum Teil" */
         (bracket.p != NULL && cell_restricts(session, bracket));
}

/* Without the dash, colon or quotation mark in front of a title. True if something parts it from the id. */
static bool take_separator(struct str *text) {
  static const char *const separators[] = {"-", ":", ".", "\xE2\x80\x93", "\xE2\x80\x94"};
  static const char *const quotes[] = {"\"", "'", "\xC2\xAB", "\xE2\x80\x9C", "\xE2\x80\x9E", "\xE2\x80\x98"};
  bool parted = false;
  bool more = true;
  while (more) {
    more = false;
    for (unsigned i = 0; i < sizeof separators / sizeof *separators && !more; i++) {
      more = words_starts(*text, separators[i]);
      *text = more ? words_trim(words_from(*text, str_from(separators[i]).n)) : *text;
    }
    parted = parted || more;
  }
  for (unsigned i = 0; i < sizeof quotes / sizeof *quotes; i++) {
    *text = words_starts(*text, quotes[i]) ? words_trim(words_from(*text, str_from(quotes[i]).n)) : *text;
  }
  return parted;
}

/* "a" and "3", which with a title in front are a part of the control: "control enhancement 3". */
static bool ends_with_part(struct str rest) {
  uint32_t number = 0;
  struct str last = {.p = NULL};
  for (struct str word = next_word(&rest); word.p != NULL; word = next_word(&rest)) {
    last = word;
  }
  return last.n == 1 || words_number(str_or_empty(last), &number);
}

/* Titles begin with a capital, in scripts that have them, unless something parts them from the id. */
static bool reads_as_title(struct str text, bool parted) {
  enum { SMALL_LATIN = 0xDF, SMALL_LATIN_END = 0xFF };
  size_t at = 0;
  int32_t point = text.n > 0 ? utf8_next(text.p, text.n, &at) : -1;
  bool small = (point >= 'a' && point <= 'z') || (point >= SMALL_LATIN && point <= SMALL_LATIN_END);
  bool digit = point < 0x80 && char_is_digit((char)point);
  return is_of_word(point) && !digit && (parted || !small) && !ends_with_part(text);
}

/* "(see note)", which only points elsewhere. */
static bool points_elsewhere(struct session *session, struct str text) {
  static const char *const words[] = {"see", "cf", "vgl", "siehe", "voir"};
  struct str rest = text;
  return STR_IS_ONE_OF(words_fold(session->arena, str_or_empty(next_word(&rest))), words);
}

/* What stands in brackets is no title, but a remark. */
static enum behind behind_in_brackets(const struct reading *reading, struct str id, struct str text) {
  struct str inside = words_trim(words_to(words_from(text, 1), text.n - 2));
  bool restricts =
      cell_restricts(reading->session, text) || names_another(reading, id, inside) || !reads_as_title(inside, false);
  return restricts && !points_elsewhere(reading->session, inside) ? BEHIND_RESTRICTION : BEHIND_ASIDE;
}

enum behind cell_behind(const struct reading *reading, struct str id, struct str *text, bool parted) {
  struct session *session = reading->session;
  bool whole = words_starts(*text, "(") && words_ends(*text, ")");
  if (whole) {
    return behind_in_brackets(reading, id, *text);
  }
  parted = take_separator(text) || parted;
  struct str rest = *text;
  const struct known_control *control = control_of(reading, id);
  bool borne_out = control != NULL && (take_title(session->arena, &rest, str_or_empty(control->statement)) ||
                                       take_title(session->arena, &rest, control->title));
  if (borne_out && !has_word(rest)) {
    return BEHIND_TITLE;
  }
  parted = borne_out ? take_separator(&rest) : parted;
  if (names_another(reading, id, rest)) {
    return BEHIND_IDS;
  }
  if (cell_restricts(session, rest) || !reads_as_title(rest, parted)) {
    return BEHIND_RESTRICTION;
  }
  return control == NULL || borne_out || control->title.n == 0 ? BEHIND_TITLE : BEHIND_OTHER_TITLE;
}
