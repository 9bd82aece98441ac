/* Texts that stand for several ids: abbreviations, lists in brackets, ranges, sums, and two with a word between them. */
#include "base/utf8.h"
#include "interchange/cell.h"
#include "interchange/words.h"

static void refuse_range(struct reading *reading, struct str piece) {
  session_say_at(reading->session, F_IMPORT_CELL, reading->value, piece,
                 "\"%.*s\" is no range that can be read; it is left out", STR_ARG(piece));
  session_lose(reading->session, "range of ids cannot be read and is left out",
               "ranges of ids cannot be read and are left out", reading->value);
  reading->whole = false;
}

/* "PR.DS-1,2": a number alone stands for the id before it with its last number replaced. */
bool cell_take_abbreviated(struct reading *reading, struct str piece) {
  uint32_t number = 0;
  if (reading->refs->n == 0 || !words_number(piece, &number) || cell_knows(reading, piece)) {
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
  cell_take(reading, whole, (struct str){.p = NULL});
  return true;
}

/* "(2|4|5)" of "AC-(2|4|5)": what stands in brackets as a list, and what is in front of and behind it. */
struct alternation {
  struct str before;
  struct str items;
  struct str behind;
  bool groups; /* the brackets only group, behind a separator; behind a number they belong to the id, as in AC-2(1) */
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
  if (found->behind.p == NULL || !cell_may_be_id(reading, found->before) ||
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
    readable = found->groups ? cell_may_be_id(reading, id) : cell_knows(reading, id);
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
bool cell_take_alternation(struct reading *reading, struct str piece) {
  struct alternation found;
  if (cell_knows(reading, piece) || !find_alternation(reading, piece, &found)) {
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
    cell_take(reading, id, (struct str){.p = NULL});
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
      cell_take(reading, known->ids.names.v[i], (struct str){.p = NULL});
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
bool cell_take_range(struct reading *reading, struct str piece) {
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
  return cell_may_be_id(reading, first) && cell_may_be_id(reading, last) && take_from_to(reading, piece, first, last);
}

bool cell_are_of_one_form(struct str a, struct str b) {
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
bool cell_take_tight_range(struct reading *reading, struct str piece) {
  enum { LONGEST = 81 }; /* two ids */
  for (uint32_t i = 1; i + 1 < piece.n && piece.n <= LONGEST; i++) {
    struct str first = words_to(piece, i);
    struct str last = words_from(piece, i + 1);
    if (piece.p[i] == '-' && cell_are_of_one_form(first, last) && id_like(first) && id_like(last)) {
      return !cell_knows(reading, piece) && take_from_to(reading, piece, first, last);
    }
  }
  return false;
}

/* Whether the text is ids with the word between them; takes them, if told to. */
static bool read_joined(struct reading *reading, struct str piece, const char *word, bool take) {
  unsigned count = 0;
  for (struct str rest = piece; rest.p != NULL; count++) {
    struct str id = words_trim(words_until(&rest, word));
    if (!cell_may_be_id(reading, id)) {
      return false;
    }
    if (take) {
      cell_take(reading, id, (struct str){.p = NULL});
    }
  }
  return count > 1;
}

/* "PR.PS-03 and PR.PS-02" */
bool cell_take_joined(struct reading *reading, struct str piece) {
  static const char *const words[] = {" and ", " & ", " et ", " und ", " + ", " plus "};
  for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
    if (read_joined(reading, piece, words[i], false)) {
      return read_joined(reading, piece, words[i], true);
    }
  }
  return false;
}

/* "A.5.15/A.5.16" without blanks is two ids, where they are alike but for their numbers and the whole is not known. */
bool cell_take_slashed(struct reading *reading, struct str piece) {
  struct str rest = piece;
  struct str first = words_next(&rest, "/");
  bool several = rest.p != NULL && !cell_knows(reading, piece) && id_like(piece);
  for (struct str left = piece; left.p != NULL && several;) {
    struct str part = words_next(&left, "/");
    several = cell_are_of_one_form(part, first) && id_like(part) &&
              (reading->end->known == NULL || cell_knows(reading, part));
  }
  struct str told = {.p = NULL};
  for (rest = piece; rest.p != NULL && several;) {
    struct str part = words_next(&rest, "/");
    told = words_join(reading->session->arena, told, rest.p != NULL ? ", " : " and ", part);
    cell_take(reading, part, (struct str){.p = NULL});
  }
  if (several) {
    session_say_at(reading->session, F_IMPORT_CELL, reading->value, piece, "\"%.*s\" is read as %.*s", STR_ARG(piece),
                   STR_ARG(told));
  }
  return several;
}

/* "8.9+8.32", as our own tables write a union: in others only where every part is known. */
bool cell_take_sum(struct reading *reading, struct str piece) {
  if (words_find(piece, "+") == UINT32_MAX || cell_knows(reading, piece)) {
    return false;
  }
  for (struct str rest = piece; rest.p != NULL;) {
    struct str part = words_next(&rest, "+");
    if (!cell_knows(reading, part) && !(reading->end->sums && id_like(part))) {
      return false;
    }
  }
  for (struct str rest = piece; rest.p != NULL;) {
    cell_take(reading, words_next(&rest, "+"), (struct str){.p = NULL});
  }
  return true;
}
