/* Cells that hold ids: one, or lists, ranges and abbreviations of them, with marks and titles around. */
#include "base/utf8.h"
#include "interchange/blanks.h"
#include "interchange/shown.h"
#include "interchange/words.h"

struct reading {
  struct session *session;
  struct end *end;
  const struct value *value;
  ref_list *refs;
  struct beside *beside;
  bool whole; /* every piece was an id */
  struct names seen;
  bool full; /* more ids than a map may have: told once */
};

/* Lists, halves of them and marks are never taken for one id, though they may look like one once punctuation is gone. */
static bool is_compound(struct str text) {
  for (uint32_t i = 0; i < text.n; i++) {
    if (text.p[i] != '\0' && strchr("*,;|\n", text.p[i]) != NULL) {
      return true;
    }
  }
  return words_ends(text, "\xE2\x80\xA0") || !words_has_pairs(text);
}

static bool is_known(const struct reading *reading, struct str text) {
  enum known_how how = KNOWN_NOT;
  if (reading->end->known == NULL) {
    return false;
  }
  bool found = end_find(reading->session, reading->end, text, &how).p != NULL;
  if (!found || how != KNOWN_BY_KEY) {
    return found;
  }
  return !is_compound(text) &&
         (!blanks_within(text) || blanks_read(reading->session, reading->end, text) == BLANKS_BELONG);
}

/* One id, with blanks or without. "(3)" is the end of another, and 5-Jan a date. */
static bool may_be_id(const struct reading *reading, struct str text) {
  bool whole = words_has_pairs(text) && !words_is_bracketed(text) && shown_as(text) == SHOWN_TEXT;
  if ((whole && id_like(text)) || is_known(reading, text)) {
    return true;
  }
  return !is_compound(text) && blanks_within(text) &&
         blanks_read(reading->session, reading->end, text) == BLANKS_BELONG;
}

static void take_titled(struct reading *reading, struct str piece, struct str title) {
  struct session *session = reading->session;
  if (reading->refs->n >= session->limits->refs) {
    if (!reading->full) {
      session_say(session, F_IMPORT_LIMIT, reading->value,
                  "a cell holds more than %u ids; --limit refs=VALUE raises the limit",
                  (unsigned)session->limits->refs);
      session->file->broken = true;
    }
    reading->full = true;
    reading->whole = false;
    return;
  }
  struct str id = id_at(session, reading->end, reading->value, piece);
  uint32_t before = reading->seen.names.n;
  if (id.p == NULL) {
    reading->whole = false;
  } else if (names_intern_kept(&reading->seen, id) != before) {
    session_count(session, "id stands twice in its cell and is taken once",
                  "ids stand twice in their cell and are taken once", reading->value, (struct str){.p = NULL});
  } else {
    struct native_ref ref = {.id = id, .title = title};
    vec_push(session->arena, reading->refs, ref);
  }
}

static void refuse(struct reading *reading, struct str piece) {
  session_say_at(reading->session, F_IMPORT_CELL, reading->value, piece, "\"%.*s\" is no id; it is left out",
                 STR_ARG(piece));
  session_lose(reading->session, "piece of a cell is no id and is left out",
               "pieces of cells are no ids and are left out", reading->value);
  reading->whole = false;
}

static void refuse_range(struct reading *reading, struct str piece) {
  session_say_at(reading->session, F_IMPORT_CELL, reading->value, piece,
                 "\"%.*s\" is no range that can be read; it is left out", STR_ARG(piece));
  session_lose(reading->session, "range of ids cannot be read and is left out",
               "ranges of ids cannot be read and are left out", reading->value);
  reading->whole = false;
}

/* Neither reading is borne out, and a wrong one would claim what nobody said: told once for each column, since the option
 * settles all of them. */
static void refuse_unclear(struct reading *reading, struct str piece) {
  struct column_forms *column = reading->end->column;
  if (column == NULL || !column->told) {
    struct finding *finding = session_say_at(reading->session, F_IMPORT_CELL, reading->value, piece,
                                             "\"%.*s\" may be one id or several; it is left out", STR_ARG(piece));
    finding_note(reading->session->findings, finding, place_none(),
                 "--blanks=part reads an id on either side of a blank, --blanks=keep one id with blanks in it%s",
                 reading->end->known == NULL ? "; or give the framework beside the file, and its ids tell" : "");
  }
  if (column != NULL) {
    column->told = true;
  }
  session_lose(reading->session, "piece of a cell may be one id or several and is left out",
               "pieces of cells may be one id or several and are left out", reading->value);
  reading->whole = false;
}

/* "PR.DS-1,2": a number alone stands for the id before it with its last number replaced. */
static bool take_abbreviated(struct reading *reading, struct str piece) {
  uint32_t number = 0;
  if (reading->refs->n == 0 || !words_number(piece, &number) || is_known(reading, piece)) {
    return false;
  }
  struct str before = reading->refs->v[reading->refs->n - 1].id;
  uint32_t end = before.n;
  while (end > 0 && before.p[end - 1] >= '0' && before.p[end - 1] <= '9') {
    end--;
  }
  if (end == before.n || end == 0 || words_has_digit(before) == false || (before.p[0] >= '0' && before.p[0] <= '9')) {
    return false;
  }
  struct str whole = words_join(reading->session->arena, words_to(before, end), "", piece);
  session_say_at(reading->session, F_IMPORT_CELL, reading->value, piece, "\"%.*s\" after %.*s is read as %.*s",
                 STR_ARG(piece), STR_ARG(before), STR_ARG(whole));
  take_titled(reading, whole, (struct str){.p = NULL});
  return true;
}

/* "(2|4|5)" of "AC-(2|4|5)": what stands in brackets as a list, and what is in front of and behind it. */
struct alternation {
  struct str before;
  struct str items;
  struct str behind;
  bool
      groups; /* behind a separator of ids the brackets only group; behind a number they belong to the id, as in AC-2(1) */
};

/* A number or a letter, as it may stand for a part of an id. */
static bool is_item(struct str text) {
  uint32_t number = 0;
  return words_number(text, &number) || (text.n == 1 && words_has_letter(text));
}

static struct str next_item(struct str *rest) {
  return words_trim(words_next(rest, ",;|/"));
}

/* False: it is no id around brackets with such a list in them. */
static bool find_alternation(const struct reading *reading, struct str piece, struct alternation *found) {
  found->behind = piece;
  found->before = words_trim(words_until(&found->behind, "("));
  found->items = found->behind.p != NULL ? words_until(&found->behind, ")") : found->behind;
  if (found->behind.p == NULL || !may_be_id(reading, found->before) ||
      utf8_first_blank(found->behind.p, found->behind.n) < found->behind.n) {
    return false;
  }
  found->groups = strchr(".-_:/", found->before.p[found->before.n - 1]) != NULL;
  unsigned count = 0;
  for (struct str rest = found->items; rest.p != NULL; count++) {
    if (!is_item(next_item(&rest))) {
      return false;
    }
  }
  return count > 1;
}

/* The id that an item of the list stands for. */
static struct str alternative(const struct reading *reading, const struct alternation *found, struct str item) {
  struct buf id;
  buf_init(&id, reading->session->arena);
  buf_printf(&id, "%.*s%s%.*s%s%.*s", STR_ARG(found->before), found->groups ? "" : "(", STR_ARG(item),
             found->groups ? "" : ")", STR_ARG(found->behind));
  return buf_done(&id);
}

/* Whether the list can be read: behind a number only where the framework has such ids, and not with bars, which may as well
 * put a further digit behind the number. */
static bool is_readable(const struct reading *reading, const struct alternation *found) {
  bool readable = found->groups || words_find(found->items, "|") == UINT32_MAX;
  for (struct str rest = found->items; rest.p != NULL && readable;) {
    struct str id = alternative(reading, found, next_item(&rest));
    readable = found->groups ? may_be_id(reading, id) : is_known(reading, id);
  }
  return readable;
}

static void refuse_alternation(struct reading *reading, struct str piece) {
  struct finding *finding =
      session_say_at(reading->session, F_IMPORT_CELL, reading->value, piece,
                     "\"%.*s\" is a list of ids that cannot be read; it is left out", STR_ARG(piece));
  finding_note(reading->session->findings, finding, place_none(), "write each id in full");
  session_lose(reading->session, "list in the brackets of an id cannot be read and is left out",
               "lists in the brackets of ids cannot be read and are left out", reading->value);
  reading->whole = false;
}

/* "AC-(2|4|5)" is AC-2, AC-4 and AC-5, and "AC-2(1,3)" AC-2(1) and AC-2(3). */
static bool take_alternation(struct reading *reading, struct str piece) {
  struct alternation found;
  if (is_known(reading, piece) || !find_alternation(reading, piece, &found)) {
    return false;
  }
  if (!is_readable(reading, &found)) {
    refuse_alternation(reading, piece);
    return true;
  }
  struct str told = {.p = NULL};
  for (struct str rest = found.items; rest.p != NULL;) {
    struct str id = alternative(reading, &found, next_item(&rest));
    told = words_join(reading->session->arena, told, rest.p != NULL ? ", " : " and ", id);
    take_titled(reading, id, (struct str){.p = NULL});
  }
  session_say_at(reading->session, F_IMPORT_CELL, reading->value, piece, "\"%.*s\" is read as %.*s", STR_ARG(piece),
                 STR_ARG(told));
  return true;
}

/* Whether a control between the ends of a range is meant: AC-3 of AC-2 to AC-5, but not what stands within it, such as AC-3(2),
 * nor what is withdrawn. */
static bool is_of_range(const struct known *known, uint32_t number, uint32_t start, uint32_t end, unsigned depth) {
  const struct known_control *control = &known->controls.v[number];
  return number == start || number == end || (!control->withdrawn && known_depth(known, control) == depth);
}

/* All that stands between the two in the framework's own order, on their level. */
static bool take_from_to(struct reading *reading, struct str piece, struct str first, struct str last) {
  struct known *known = reading->end->known;
  enum known_how how = KNOWN_NOT;
  struct str from = known != NULL ? end_find(reading->session, reading->end, first, &how) : (struct str){.p = NULL};
  struct str to = known != NULL ? end_find(reading->session, reading->end, last, &how) : (struct str){.p = NULL};
  if (from.p == NULL || to.p == NULL) {
    refuse_range(reading, piece);
    return true;
  }
  uint32_t start = names_find(&known->ids, from);
  uint32_t end = names_find(&known->ids, to);
  unsigned depth = known_depth(known, &known->controls.v[start]);
  unsigned count = 0;
  for (uint32_t i = start; i <= end && start <= end; i++) {
    count += is_of_range(known, i, start, end, depth) ? 1 : 0;
  }
  enum { LONGEST = 500 };
  if (count == 0 || count > LONGEST || known_depth(known, &known->controls.v[end]) != depth) {
    refuse_range(reading, piece);
    return true;
  }
  session_say_at(reading->session, F_IMPORT_CELL, reading->value, piece,
                 "this is read as the %u controls from %.*s to %.*s%s: check that all of them are meant", count,
                 STR_ARG(from), STR_ARG(to),
                 count < end - start + 1 ? ", without what stands within them or is withdrawn" : "");
  for (uint32_t i = start; i <= end; i++) {
    if (is_of_range(known, i, start, end, depth)) {
      take_titled(reading, known->ids.names.v[i], (struct str){.p = NULL});
    }
  }
  return true;
}

/* "A.5.15 -A.5.18" and "A.5.15- A.5.18": a hyphen with a blank on one side of it. */
static bool take_lopsided_range(struct reading *reading, struct str piece) {
  for (uint32_t i = 1; i + 1 < piece.n; i++) {
    if (piece.p[i] != '-' || (piece.p[i - 1] == ' ') == (piece.p[i + 1] == ' ')) {
      continue;
    }
    struct str first = words_trim(words_to(piece, i));
    struct str last = words_trim(words_from(piece, i + 1));
    if (id_like(first) && words_has_digit(first) && id_like(last) && words_has_digit(last)) {
      return take_from_to(reading, piece, first, last);
    }
  }
  return false;
}

/* "A.5.15 to A.5.18" */
static bool take_range(struct reading *reading, struct str piece) {
  static const char *const separators[] = {" to ",         " through ",      " thru ",         " bis ",
                                           " \xC3\xA0 ",   " \xE2\x80\x93 ", " \xE2\x80\x94 ", " - ",
                                           "\xE2\x80\x93", "\xE2\x80\x94",   "\xE2\x80\xA6",   ".."};
  struct str first = piece;
  struct str last = {.p = NULL};
  for (unsigned i = 0; i < sizeof separators / sizeof *separators && last.p == NULL; i++) {
    last = piece;
    first = words_trim(words_until(&last, separators[i]));
  }
  last = last.p != NULL ? words_trim(last) : last;
  if (last.p == NULL) {
    return take_lopsided_range(reading, piece);
  }
  return may_be_id(reading, first) && may_be_id(reading, last) && take_from_to(reading, piece, first, last);
}

/* Whether the two are alike but for their numbers, and more than a number: A.5.1 and A.5.18. */
static bool are_of_one_form(struct str a, struct str b) {
  uint32_t at = 0;
  bool other = false;
  for (uint32_t i = 0; i < a.n; i++) {
    if (a.p[i] >= '0' && a.p[i] <= '9') {
      continue;
    }
    while (at < b.n && b.p[at] >= '0' && b.p[at] <= '9') {
      at++;
    }
    if (at >= b.n || b.p[at++] != a.p[i]) {
      return false;
    }
    other = true;
  }
  while (at < b.n && b.p[at] >= '0' && b.p[at] <= '9') {
    at++;
  }
  return other && at == b.n && words_has_digit(a) && words_has_digit(b);
}

/* "A.5.1-A.5.3", which might be an id of its own where nobody knows better: then it is a range that cannot be read. */
static bool take_tight_range(struct reading *reading, struct str piece) {
  enum { LONGEST = 81 }; /* two ids */
  for (uint32_t i = 1; i + 1 < piece.n && piece.n <= LONGEST; i++) {
    struct str first = words_to(piece, i);
    struct str last = words_from(piece, i + 1);
    if (piece.p[i] == '-' && are_of_one_form(first, last) && id_like(first) && id_like(last)) {
      return !is_known(reading, piece) && take_from_to(reading, piece, first, last);
    }
  }
  return false;
}

/* "Clause 9.3" is 9.3 where its framework knows only that. A control or annex that is but a number may be another: ISO/IEC
 * 27001 has a clause 5.1 and a control A.5.1. */
static struct str without_kind(const struct reading *reading, struct str piece) {
  static const char *const numbered[] = {"clause", "clauses", "section", "article", "art.", "req.", "requirement"};
  static const char *const lettered[] = {"annex", "control", "controls", "criterion", "criteria"};
  struct str rest = piece;
  struct str kind = words_next(&rest, " ");
  if (rest.p == NULL || is_known(reading, piece)) {
    return piece;
  }
  struct str id = words_trim(rest);
  bool letter = id.n > 0 && ((id.p[0] >= 'A' && id.p[0] <= 'Z') || (id.p[0] >= 'a' && id.p[0] <= 'z'));
  bool named = false;
  for (unsigned i = 0; i < sizeof numbered / sizeof *numbered; i++) {
    named = named || str_eq_caseless(kind, str_from(numbered[i]));
  }
  for (unsigned i = 0; i < sizeof lettered / sizeof *lettered; i++) {
    named = named || (letter && str_eq_caseless(kind, str_from(lettered[i])));
  }
  struct str first = id;
  return named && (is_known(reading, id) || is_known(reading, words_next(&first, " :"))) ? id : piece;
}

/* "(?)" and "?" behind an id. */
static bool is_doubt(struct str words, bool bracketed) {
  return words.n > 0 && !words_has_digit(words) && (bracketed || !words_has_letter(words)) &&
         words_find(words, "?") != UINT32_MAX;
}

/* "(partially)" and "(MFA only)" behind an id, a first word such as "partial" outside of brackets, and what leaves it open. */
static bool is_qualifier(struct session *session, struct str words) {
  static const char *const known[] = {
      "partial",      "partially", "partly", "part",      "parts",         "limited",   "indirect", "indirectly",
      "only",         "some",      "mostly", "largely",   "except",        "excluding", "excl",     "not",
      "without",      "teilweise", "teils",  "nur",       "ohne",          "nicht",     "indirekt", "partie",
      "partiel",      "partielle", "tw",     "seulement", "partiellement", "sauf",      "hors",     "p",
      "au\303\237er", "tbc",       "tbd",    "tba",       "unclear",       "unsure",    "maybe",    "perhaps",
      "possibly",     "unklar",    "evtl",   "eventuell"};
  bool bracketed = words_starts(words, "(");
  if (is_doubt(words, bracketed)) {
    return true;
  }
  struct str rest = words_fold(session->arena, words);
  for (unsigned seen = 0; rest.p != NULL && (bracketed || seen == 0);) {
    struct str word = words_next(&rest, " ()[],;.-/");
    if (word.n > 0 && STR_IS_ONE_OF(word, known)) {
      return true;
    }
    seen += word.n > 0 ? 1 : 0;
  }
  return false;
}

/* What stands in brackets behind an id, or qualifies it, is kept as a remark: it is no title. */
static struct str without_aside(struct reading *reading, struct str id, struct str title) {
  struct session *session = reading->session;
  bool qualifies = is_qualifier(session, title);
  if (!qualifies && !(words_starts(title, "(") && words_ends(title, ")"))) {
    return title;
  }
  struct str remark = words_join(session->arena, id, " ", title);
  reading->beside->remark = words_join(session->arena, reading->beside->remark, "; ", remark);
  reading->beside->qualifier = qualifies ? title : reading->beside->qualifier;
  session_count(session, "id has words in brackets or a restriction behind it, which are kept in the remarks",
                "ids have words in brackets or a restriction behind them, which are kept in the remarks",
                reading->value, (struct str){.p = NULL});
  return (struct str){.p = NULL};
}

/* "(1-3)" behind AC-2 is more of the id, and neither a title nor a remark on it: no words, but numbers. */
static bool is_part(struct str behind) {
  bool word = false;
  for (uint32_t i = 1; i < behind.n; i++) {
    word = word || (char_is_letter(behind.p[i - 1]) && char_is_letter(behind.p[i]));
  }
  return !word && words_has_digit(behind) && strchr("([-", behind.p[0]) != NULL;
}

/* The id before "ID: title", "Title (ID): text" or "A 5.1 Title"; p NULL if there is none. `title` is the rest. */
static struct str leading_id(const struct reading *reading, struct str piece, struct str *title) {
  struct str rest = piece;
  struct str before = words_trim(words_until(&rest, ": "));
  if (rest.p != NULL && may_be_id(reading, before)) {
    *title = words_trim(rest);
    return before;
  }
  if (rest.p != NULL && words_ends(before, ")")) {
    struct str name = before;
    struct str name_only = words_trim(words_until(&name, "("));
    struct str inside = name.p != NULL ? words_trim(words_to(name, name.n - 1)) : name;
    if (inside.p != NULL && may_be_id(reading, inside)) {
      *title = name_only;
      return inside;
    }
  }
  /* The longest beginning that is a known id. */
  enum { LONGEST = 60 };
  struct str known = {.p = NULL};
  for (uint32_t i = 1; i < piece.n && i <= LONGEST && reading->end->known != NULL; i++) {
    struct str begin = words_trim(words_to(piece, i));
    bool ends_here = piece.p[i] == ' ' || piece.p[i] == '\n' || piece.p[i] == '\t';
    if (ends_here && begin.n <= 40 && words_has_digit(begin) && is_known(reading, begin)) {
      known = begin;
      *title = words_trim(words_from(piece, i));
    }
  }
  /* What follows is no title if it begins with an id: then the two are a list. */
  struct str after = known.p != NULL ? *title : known;
  bool part = known.p != NULL && is_part(*title);
  struct str next = str_or_empty(blanks_next(reading->session, reading->end, &after));
  return part || (next.n > 0 && may_be_id(reading, next)) ? (struct str){.p = NULL} : known;
}

/* Ids separated by nothing but blanks, or what may be such. False: the blanks separate no ids. */
static bool take_spaced(struct reading *reading, struct str piece) {
  enum blanks blanks = blanks_read(reading->session, reading->end, piece);
  struct str rest = piece;
  if (blanks == BLANKS_UNCLEAR) {
    refuse_unclear(reading, piece);
    return true;
  }
  if (blanks != BLANKS_PART) {
    return false;
  }
  for (struct str part = blanks_next(reading->session, reading->end, &rest); part.p != NULL;
       part = blanks_next(reading->session, reading->end, &rest)) {
    take_titled(reading, part, (struct str){.p = NULL});
  }
  return true;
}

/* What the footnote takes back is not known here: it restricts what is said. */
static struct str without_marks(struct reading *reading, struct str piece) {
  struct str mark = {.p = NULL};
  for (;;) {
    uint32_t n = words_ends(piece, "*") ? 1 : words_ends(piece, "\xE2\x80\xA0") ? 3 : 0;
    if (n == 0 || n == piece.n || strchr(".-_:/(", piece.p[piece.n - n - 1]) != NULL) {
      break; /* the star of "AC-*" stands for anything */
    }
    mark = words_from(piece, piece.n - n);
    piece = words_trim(words_to(piece, piece.n - n));
  }
  if (mark.p != NULL) {
    struct buf remark;
    buf_init(&remark, reading->session->arena);
    buf_printf(&remark, "%.*s is marked with a footnote sign", STR_ARG(piece));
    reading->beside->remark = words_join(reading->session->arena, reading->beside->remark, "; ", buf_done(&remark));
    reading->beside->qualifier = mark;
    session_count(reading->session, "footnote mark was taken off an id and told in its remarks",
                  "footnote marks were taken off ids and told in their remarks", reading->value,
                  (struct str){.p = NULL});
  }
  return piece;
}

/* "PR.PS-03 and PR.PS-02" */
static bool take_joined(struct reading *reading, struct str piece) {
  static const char *const words[] = {" and ", " & ", " et ", " und "};
  for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
    struct str second = piece;
    struct str first = words_trim(words_until(&second, words[i]));
    second = second.p != NULL ? words_trim(second) : second;
    if (second.p != NULL && may_be_id(reading, first) && may_be_id(reading, second)) {
      take_titled(reading, first, (struct str){.p = NULL});
      take_titled(reading, second, (struct str){.p = NULL});
      return true;
    }
  }
  return false;
}

/* "A.5.15/A.5.16" without blanks is two ids, where they are alike but for their numbers and the whole is not known. */
static bool take_slashed(struct reading *reading, struct str piece) {
  struct str rest = piece;
  struct str first = words_next(&rest, "/");
  bool several = rest.p != NULL && !is_known(reading, piece) && id_like(piece);
  for (struct str left = piece; left.p != NULL && several;) {
    struct str part = words_next(&left, "/");
    several = are_of_one_form(part, first) && id_like(part) && (reading->end->known == NULL || is_known(reading, part));
  }
  struct str told = {.p = NULL};
  for (rest = piece; rest.p != NULL && several;) {
    struct str part = words_next(&rest, "/");
    told = words_join(reading->session->arena, told, rest.p != NULL ? ", " : " and ", part);
    take_titled(reading, part, (struct str){.p = NULL});
  }
  if (several) {
    session_say_at(reading->session, F_IMPORT_CELL, reading->value, piece, "\"%.*s\" is read as %.*s", STR_ARG(piece),
                   STR_ARG(told));
  }
  return several;
}

/* "8.9+8.32", as our own tables write a union: in others only where every part is known. */
static bool take_sum(struct reading *reading, struct str piece) {
  if (words_find(piece, "+") == UINT32_MAX || is_known(reading, piece)) {
    return false;
  }
  for (struct str rest = piece; rest.p != NULL;) {
    struct str part = words_next(&rest, "+");
    if (!is_known(reading, part) && !(reading->end->sums && id_like(part))) {
      return false;
    }
  }
  for (struct str rest = piece; rest.p != NULL;) {
    take_titled(reading, words_next(&rest, "+"), (struct str){.p = NULL});
  }
  return true;
}

/* Where the bracket closes that opens at `at`; `at` itself if it does not on its line. */
static uint32_t bracket_end(struct str text, uint32_t at) {
  enum { LONGEST = 200 };
  unsigned depth = 0;
  for (uint32_t i = at; i < text.n && i - at < LONGEST && text.p[i] != '\n'; i++) {
    depth += text.p[i] == '(' ? 1 : 0;
    depth -= text.p[i] == ')' ? 1 : 0;
    if (depth == 0) {
      return i;
    }
  }
  return at;
}

/* The next piece of a list; what stands in brackets is not cut. p NULL at the end. */
static struct str next_piece(struct str *rest) {
  if (rest->p == NULL) {
    return *rest;
  }
  uint32_t separator = 1;
  uint32_t end = 0;
  for (; end < rest->n; end++) {
    end = rest->p[end] == '(' ? bracket_end(*rest, end) : end;
    if (rest->p[end] != '\0' && strchr(",;\n\r|", rest->p[end]) != NULL) {
      break;
    }
    if (words_starts(words_from(*rest, end), " / ")) {
      separator = 3;
      break;
    }
  }
  struct str piece = words_to(*rest, end);
  *rest = end < rest->n ? words_from(*rest, end + separator) : (struct str){.p = NULL};
  return piece;
}

static void take_piece(struct reading *reading, struct str piece) {
  piece = words_trim(piece);
  if (piece.n == 0) {
    return;
  }
  struct str written = without_marks(reading, piece);
  piece = without_kind(reading, written);
  struct str title = {.p = NULL};
  if (!take_abbreviated(reading, piece) && !take_alternation(reading, piece) && !take_sum(reading, piece) &&
      !take_tight_range(reading, piece) && !take_slashed(reading, piece)) {
    if (may_be_id(reading, piece)) {
      take_titled(reading, piece, title);
    } else if (!take_range(reading, piece) && !take_joined(reading, piece) && !take_spaced(reading, piece)) {
      struct str id = leading_id(reading, piece, &title);
      if (id.p != NULL) {
        take_titled(reading, id, without_aside(reading, id, title));
      } else {
        refuse(reading, written);
      }
    }
  }
}

/* A cell whose text is "ID: words, more words" has one id: it is not cut at commas. */
static bool take_sentence(struct reading *reading, struct str text) {
  struct str title = {.p = NULL};
  struct str id = leading_id(reading, text, &title);
  bool more = false;
  for (struct str rest = title; rest.p != NULL;) {
    struct str piece = words_trim(words_next(&rest, ",;\n|"));
    more = more || (piece.n > 0 && may_be_id(reading, piece));
  }
  if (id.p == NULL || more) {
    return false;
  }
  take_titled(reading, id, without_aside(reading, id, title));
  return true;
}

struct str id_before_title(struct session *session, struct end *end, struct str text, struct str *title) {
  struct reading reading = {.session = session, .end = end};
  text = words_trim(text);
  bool known = end->known == NULL || is_known(&reading, text);
  struct str id = known ? (struct str){.p = NULL} : leading_id(&reading, without_kind(&reading, text), title);
  return id.p != NULL && is_known(&reading, id) ? id : (struct str){.p = NULL};
}

bool ids_in_cell(struct session *session, struct end *end, const struct value *value, ref_list *refs,
                 struct beside *beside) {
  *beside = (struct beside){.remark = {.p = NULL}};
  struct reading reading = {
      .session = session, .end = end, .value = value, .refs = refs, .beside = beside, .whole = true};
  struct str text = id_visible(session->arena, words_trim(value->text));
  id_tell_invisible(session, value, value->text, text);
  names_init(&reading.seen, session->arena);
  if (is_known(&reading, text)) {
    take_titled(&reading, text, (struct str){.p = NULL});
  } else if (!take_tight_range(&reading, text) && !take_range(&reading, text) && !take_joined(&reading, text) &&
             !take_alternation(&reading, text) && !take_sentence(&reading, text)) {
    for (struct str rest = text; rest.p != NULL;) {
      take_piece(&reading, next_piece(&rest));
    }
  }
  return reading.whole;
}
