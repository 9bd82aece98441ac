/* Cells that hold ids: one, or several, with marks and titles around. */
#include "interchange/blanks.h"
#include "interchange/cell.h"
#include "interchange/shown.h"
#include "interchange/words.h"

/* Lists, halves of them and marks are never taken for one id, though they may look like one once punctuation is gone. */
static bool is_compound(struct str text) {
  for (uint32_t i = 0; i < text.n; i++) {
    if (text.p[i] != '\0' && strchr("*,;|\n", text.p[i]) != NULL) {
      return true;
    }
  }
  return words_ends(text, "\xE2\x80\xA0") || !words_has_pairs(text);
}

bool cell_knows(const struct reading *reading, struct str text) {
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

bool cell_may_be_id(const struct reading *reading, struct str text) {
  bool whole = words_has_pairs(text) && !words_is_bracketed(text) && shown_as(text) == SHOWN_TEXT;
  if ((whole && id_like(text)) || cell_knows(reading, text)) {
    return true;
  }
  return !is_compound(text) && blanks_within(text) &&
         blanks_read(reading->session, reading->end, text) == BLANKS_BELONG;
}

void cell_take(struct reading *reading, struct str piece, struct str title) {
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
  /* "A.5.1, 5.2": the number may be of either kind, which only our own tables never leave open. */
  bool control = id.p != NULL && words_starts(id, "A.") && !reading->end->sums;
  reading->end->annex = control && reading->end->annex == ANNEX_NO ? ANNEX_UNCLEAR : reading->end->annex;
}

/* "if outsourced" behind a comma is no id, and restricts those in front of it. */
static void refuse(struct reading *reading, struct str piece) {
  if (cell_restricts(reading->session, piece)) {
    reading->beside->qualifier = piece;
  }
  session_say_at(reading->session, F_IMPORT_CELL, reading->value, piece, "\"%.*s\" is no id; it is left out",
                 STR_ARG(piece));
  session_lose(reading->session, "piece of a cell is no id and is left out",
               "pieces of cells are no ids and are left out", reading->value);
  reading->whole = false;
}

/* "A.5.9 minus A.5.10": what joins the two is not known, and so neither what is said of the first. */
static void refuse_several(struct reading *reading, struct str piece) {
  struct finding *finding =
      session_say_at(reading->session, F_IMPORT_CELL, reading->value, piece,
                     "\"%.*s\" names more ids than the first, and not how they belong together; it is left out",
                     STR_ARG(words_title(reading->session->arena, piece)));
  finding_note(reading->session->findings, finding, place_none(), "part the ids of a list by commas");
  session_lose(reading->session, "piece of a cell names several ids that no separator parts and is left out",
               "pieces of cells name several ids that no separator parts and are left out", reading->value);
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

/* "Clause 9.3" is 9.3 where its framework knows only that, and no control of Annex A, as are the numbers that follow it in
 * its cell. A control or annex that is but a number may be another: ISO/IEC 27001 has a clause 5.1 and a control A.5.1. */
static struct str without_kind(const struct reading *reading, struct str piece) {
  static const char *const numbered[] = {"clause", "clauses", "section", "article", "art.", "req.", "requirement"};
  static const char *const lettered[] = {"annex", "control", "controls", "criterion", "criteria"};
  struct str rest = piece;
  struct str kind = words_fold(reading->session->arena, words_next(&rest, " "));
  if (rest.p == NULL || cell_knows(reading, piece)) {
    return piece;
  }
  struct str id = words_trim(rest);
  bool letter = id.n > 0 && char_is_letter(id.p[0]);
  bool number = STR_IS_ONE_OF(kind, numbered);
  enum annex before = reading->end->annex;
  reading->end->annex = number ? ANNEX_NO : before;
  struct str first = id;
  if ((number || (letter && STR_IS_ONE_OF(kind, lettered))) &&
      (cell_knows(reading, id) || cell_knows(reading, words_next(&first, " :")))) {
    return id;
  }
  reading->end->annex = before;
  return piece;
}

/* What is not the title of an id is kept as a remark on it. */
static void add_aside(struct reading *reading, struct str id, struct str text, bool restricts) {
  struct arena *arena = reading->session->arena;
  reading->beside->remark = words_join(arena, reading->beside->remark, "; ", words_join(arena, id, " ", text));
  reading->beside->qualifier = restricts ? text : reading->beside->qualifier;
  reading->beside->asides++;
}

void beside_tell_kept(struct session *session, const struct beside *beside, const struct value *value) {
  for (uint32_t i = 0; i < beside->asides; i++) {
    session_count(session, "id has words in brackets or a restriction behind it, which are kept in the remarks",
                  "ids have words in brackets or a restriction behind them, which are kept in the remarks", value,
                  (struct str){.p = NULL});
  }
}

/* "(1-3)" behind AC-2 is more of the id, and neither a title nor a remark on it: no words, but numbers. */
static bool is_part(struct str behind) {
  bool word = false;
  for (uint32_t i = 1; i < behind.n; i++) {
    word = word || (char_is_letter(behind.p[i - 1]) && char_is_letter(behind.p[i]));
  }
  return !word && words_has_digit(behind) && strchr("([-", behind.p[0]) != NULL;
}

/* What stands with an id in its piece. */
struct words {
  struct str title;
  struct str text; /* of "Title (ID): text"; or absent */
  bool parted;     /* a colon stands between */
};

/* The id before "ID: title", "Title (ID): text" or "A 5.1 Title"; p NULL if there is none. `words` is the rest. */
static struct str leading_id(const struct reading *reading, struct str piece, struct words *words) {
  struct str rest = piece;
  struct str before = words_trim(words_until(&rest, ": "));
  *words = (struct words){.parted = rest.p != NULL};
  if (rest.p != NULL && cell_may_be_id(reading, before)) {
    words->title = words_trim(rest);
    return before;
  }
  if (rest.p != NULL && words_ends(before, ")")) {
    struct str name = before;
    struct str name_only = words_trim(words_until(&name, "("));
    struct str inside = name.p != NULL ? words_trim(words_to(name, name.n - 1)) : name;
    if (inside.p != NULL && cell_may_be_id(reading, inside)) {
      words->title = name_only;
      words->text = words_trim(rest);
      return inside;
    }
  }
  /* The longest beginning that is a known id. */
  enum { LONGEST = 60 };
  struct str known = {.p = NULL};
  words->parted = false;
  for (uint32_t i = 1; i < piece.n && i <= LONGEST && reading->end->known != NULL; i++) {
    struct str begin = words_trim(words_to(piece, i));
    bool ends_here = piece.p[i] == ' ' || piece.p[i] == '\n' || piece.p[i] == '\t';
    if (ends_here && begin.n <= 40 && words_has_digit(begin) && cell_knows(reading, begin)) {
      known = begin;
      words->title = words_trim(words_from(piece, i));
    }
  }
  /* What follows is no title if it begins with an id: then the two are a list. */
  struct str after = known.p != NULL ? words->title : known;
  bool part = known.p != NULL && is_part(words->title);
  struct str next = str_or_empty(blanks_next(reading->session, reading->end, &after));
  return part || (next.n > 0 && cell_may_be_id(reading, next)) ? (struct str){.p = NULL} : known;
}

static void tell_other_title(struct reading *reading, struct str id, struct str title) {
  struct session *session = reading->session;
  struct buf example;
  buf_init(&example, session->arena);
  buf_printf(&example, ", such as \"%.*s\" behind %.*s", STR_ARG(words_title(session->arena, title)), STR_ARG(id));
  session_count(session, "text behind an id is not the title that its framework has, and is read as the author's own",
                "texts behind ids are not the titles that their framework has, and are read as the author's own",
                reading->value, buf_done(&example));
}

/* Takes an id with what stands with it. False: that names another id, too. */
static bool take_with_words(struct reading *reading, struct str id, struct words *words) {
  enum behind title = cell_behind(reading, id, &words->title, words->parted);
  enum behind text = words->text.n > 0 ? cell_behind(reading, id, &words->text, true) : BEHIND_TITLE;
  bool titled = title == BEHIND_TITLE || title == BEHIND_OTHER_TITLE;
  if (title == BEHIND_IDS || text == BEHIND_IDS) {
    return false;
  }
  if (title == BEHIND_OTHER_TITLE) {
    tell_other_title(reading, id, words->title);
  } else if (!titled) {
    add_aside(reading, id, words->title, title == BEHIND_RESTRICTION);
  }
  if (text == BEHIND_ASIDE || text == BEHIND_RESTRICTION) {
    add_aside(reading, id, words->text, text == BEHIND_RESTRICTION);
  }
  cell_take(reading, id, titled ? words->title : (struct str){.p = NULL});
  return true;
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
    cell_take(reading, part, (struct str){.p = NULL});
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
  if (!cell_take_abbreviated(reading, piece) && !cell_take_alternation(reading, piece) &&
      !cell_take_sum(reading, piece) && !cell_take_tight_range(reading, piece) && !cell_take_slashed(reading, piece)) {
    if (cell_may_be_id(reading, piece)) {
      cell_take(reading, piece, (struct str){.p = NULL});
    } else if (!cell_take_range(reading, piece) && !cell_take_joined(reading, piece) && !take_spaced(reading, piece)) {
      struct words words;
      struct str id = leading_id(reading, piece, &words);
      if (id.p == NULL) {
        refuse(reading, written);
      } else if (!take_with_words(reading, id, &words)) {
        refuse_several(reading, written);
      }
    }
  }
}

/* Whether a piece of the text, behind a comma and the like, is an id, or begins with one if that is looked for. */
static bool has_more_ids(const struct reading *reading, struct str text, bool beginning) {
  for (struct str rest = text; rest.p != NULL;) {
    struct words words;
    struct str piece = words_trim(words_next(&rest, ",;\n|"));
    if (piece.n > 0 &&
        (cell_may_be_id(reading, piece) || (beginning && leading_id(reading, piece, &words).p != NULL))) {
      return true;
    }
  }
  return false;
}

/* A cell whose text is "ID: words, more words" has one id: it is not cut at commas. One whose words name another id is, where
 * a piece begins with one: "ID title; ID title". */
static bool take_sentence(struct reading *reading, struct str text) {
  struct words words;
  struct str id = leading_id(reading, text, &words);
  if (id.p == NULL || has_more_ids(reading, words.title, false)) {
    return false;
  }
  if (!take_with_words(reading, id, &words)) {
    if (has_more_ids(reading, words.title, true)) {
      return false;
    }
    refuse_several(reading, text);
  }
  return true;
}

bool ids_in_cell(struct session *session, struct end *end, const struct value *value, ref_list *refs,
                 struct beside *beside) {
  *beside = (struct beside){.remark = {.p = NULL}};
  struct reading reading = {
      .session = session, .end = end, .value = value, .refs = refs, .beside = beside, .whole = true};
  struct str text = id_visible(session->arena, words_trim(value->text));
  id_tell_invisible(session, value, value->text, text);
  names_init(&reading.seen, session->arena);
  enum annex annex = end->annex;
  if (cell_knows(&reading, text)) {
    cell_take(&reading, text, (struct str){.p = NULL});
  } else if (!cell_take_tight_range(&reading, text) && !cell_take_range(&reading, text) &&
             !cell_take_joined(&reading, text) && !cell_take_alternation(&reading, text) &&
             !take_sentence(&reading, text)) {
    for (struct str rest = text; rest.p != NULL;) {
      take_piece(&reading, next_piece(&rest));
    }
  }
  end->annex = annex; /* what the cell says of its own numbers holds for it alone */
  return reading.whole;
}
