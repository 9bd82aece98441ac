/* Places, findings and counts of an import. */
#include "interchange/session.h"

#include "base/utf8.h"
#include "interchange/sheet.h"
#include "interchange/words.h"

#include <stdio.h>

static void find_lines(struct session *session, struct file *file) {
  vec_push(session->arena, &file->lines, 0);
  for (uint32_t i = 0; i < file->text.n; i++) {
    char c = file->text.p[i];
    bool ends = c == '\n' || (c == '\r' && (i + 1 >= file->text.n || file->text.p[i + 1] != '\n'));
    if (ends) {
      vec_push(session->arena, &file->lines, i + 1);
    }
  }
}

/* The byte where a line and column are. */
static uint32_t offset_of(struct session *session, const struct spot *spot) {
  struct file *file = session->file;
  if (file->lines.n == 0) {
    find_lines(session, file);
  }
  uint32_t line = spot->row - 1 < file->lines.n ? spot->row - 1 : file->lines.n - 1;
  size_t at = file->lines.v[line];
  uint32_t column = 1;
  if (file->last.row == spot->row && file->last.column <= spot->column && file->last.column > 0) {
    at = file->last_offset;
    column = file->last.column;
  }
  for (; column < spot->column && at < file->text.n; column++) {
    (void)utf8_next(file->text.p, file->text.n, &at);
  }
  file->last = (struct spot){.row = spot->row, .column = column};
  file->last_offset = (uint32_t)at;
  return (uint32_t)at;
}

/* B12 */
static void put_cell_name(struct buf *out, uint32_t column, uint32_t row) {
  char letters[8];
  unsigned n = 0;
  for (uint32_t left = column; left > 0 && n < sizeof letters; left = (left - 1) / 26) {
    letters[n++] = (char)('A' + (left - 1) % 26);
  }
  while (n > 0) {
    buf_char(out, letters[--n]);
  }
  buf_printf(out, "%u", (unsigned)row);
}

/* 'Mapping, draft'!B12: the sheet in quotes, as a formula has it, quotes within doubled. */
static struct str cell_name(struct session *session, const struct spot *spot) {
  struct buf out;
  buf_init(&out, session->arena);
  struct str sheet = book_sheet_name(session->file->book, spot->sheet);
  buf_char(&out, '\'');
  for (uint32_t i = 0; i < sheet.n; i++) {
    if (sheet.p[i] == '\'') {
      buf_char(&out, '\'');
    }
    buf_char(&out, sheet.p[i]);
  }
  buf_text(&out, "'!");
  put_cell_name(&out, spot->column, spot->row);
  return buf_done(&out);
}

static bool is_inside(struct str whole, struct str piece) {
  return piece.p != NULL && whole.p != NULL && (uintptr_t)piece.p >= (uintptr_t)whole.p &&
         (uintptr_t)piece.p + piece.n <= (uintptr_t)whole.p + whole.n;
}

static struct place cell_place(struct session *session, const struct value *value, struct str piece) {
  struct place_cell *cell = arena_zalloc(session->arena, sizeof *cell);
  cell->name = cell_name(session, &value->spot);
  cell->text = str_or_empty(value->text);
  cell->row = value->spot.row;
  cell->meant = (struct span){.start = 0, .length = value->text.n};
  if (is_inside(value->text, piece)) {
    cell->meant = (struct span){.start = (uint32_t)(piece.p - value->text.p), .length = piece.n};
  }
  uint32_t sheet = value->spot.sheet < 1000 ? value->spot.sheet : 1000;
  return (struct place){.source = session->file->input->source,
                        .offset = sheet << 21 | value->spot.row,
                        .length = value->spot.column,
                        .cell = cell};
}

struct place session_place(struct session *session, const struct value *value, struct str piece) {
  uint32_t source = session->file->input->source;
  if (value == NULL || value->spot.row == 0) {
    return place_at(source, NOWHERE_IN_SOURCE);
  }
  if (value->spot.sheet != NO_SHEET) {
    return cell_place(session, value, piece);
  }
  struct place place = place_at(source, offset_of(session, &value->spot));
  /* Where the text stands as it was read (no quote doubled, nothing escaped), the caret goes to the piece that is meant. */
  struct str meant = is_inside(value->text, piece) ? piece : value->text;
  uint32_t behind = meant.p != NULL ? (uint32_t)(meant.p - value->text.p) : 0;
  uint32_t left = session->file->text.n - place.offset;
  bool verbatim = meant.p != NULL && meant.n > 0 && behind <= left && meant.n <= left - behind &&
                  memcmp(session->file->text.p + place.offset + behind, meant.p, meant.n) == 0;
  place.offset += verbatim ? behind : 0;
  place.length = verbatim ? meant.n : 1;
  return place;
}

__attribute__((format(printf, 2, 0))) static struct str compose(struct session *session, const char *format,
                                                                va_list arguments) {
  struct buf message;
  buf_init(&message, session->arena);
  buf_vprintf(&message, format, arguments);
  return buf_done(&message);
}

static struct finding *say(struct session *session, enum finding_code code, const struct value *value, struct str piece,
                           struct str message) {
  struct place place = session_place(session, value, piece);
  if (value != NULL && value->spot.record > 0) {
    return finding_add(session->findings, code, place, "%.*s (record %u)", STR_ARG(message),
                       (unsigned)value->spot.record);
  }
  return finding_add(session->findings, code, place, "%.*s", STR_ARG(message));
}

struct finding *session_say(struct session *session, enum finding_code code, const struct value *value,
                            const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  struct str message = compose(session, format, arguments);
  va_end(arguments);
  return say(session, code, value, (struct str){.p = NULL}, message);
}

struct finding *session_say_at(struct session *session, enum finding_code code, const struct value *value,
                               struct str piece, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  struct str message = compose(session, format, arguments);
  va_end(arguments);
  return say(session, code, value, piece, message);
}

struct finding *session_note(struct session *session, const struct value *value, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  struct str message = compose(session, format, arguments);
  va_end(arguments);
  struct finding *finding = say(session, F_IMPORT_CELL, value, (struct str){.p = NULL}, message);
  finding->severity = SEVERITY_NOTE;
  finding->mild = true;
  return finding;
}

static void count(struct session *session, const struct tally *what, const struct value *value) {
  for (uint32_t i = 0; i < session->tallies.n; i++) {
    if (strcmp(session->tallies.v[i].one, what->one) == 0) {
      session->tallies.v[i].count++;
      return;
    }
  }
  struct tally tally = *what;
  tally.place = session_place(session, value, (struct str){.p = NULL});
  tally.count = 1;
  vec_push(session->arena, &session->tallies, tally);
}

struct str session_date(struct session *session, const struct value *value) {
  struct str date = words_date(str_or_empty(value->text));
  if (date.p == NULL && words_trim(value->text).n > 0) {
    session->result->lost = true;
    session_say(session, F_IMPORT_LOST, value, "\"%.*s\" is no date that exists; it is left out",
                STR_ARG(words_trim(value->text)));
  }
  return date;
}

void session_lose(struct session *session, const char *one, const char *many, const struct value *value) {
  session->result->lost = true;
  count(session, &(struct tally){.one = one, .many = many, .loss = true}, value);
}

void session_count(struct session *session, const char *one, const char *many, const struct value *value,
                   struct str example) {
  count(session, &(struct tally){.one = one, .many = many, .example = example}, value);
}

void session_warn(struct session *session, const char *one, const char *many, const struct value *value,
                  struct str example) {
  count(session, &(struct tally){.one = one, .many = many, .example = example, .warns = true}, value);
}

void session_odd_word(struct session *session, const struct value *value, const char *what, bool is_relation) {
  enum { MOST = 500 };
  struct str word = words_trim(str_or_empty(value->text));
  for (uint32_t i = 0; i < session->odd_words.n; i++) {
    struct odd_word *known = &session->odd_words.v[i];
    if (known->what == what && str_eq(known->word, word)) {
      known->count++;
      return;
    }
  }
  if (session->odd_words.n >= MOST) {
    session_count(session, "further word is not understood", "further words are not understood", value,
                  (struct str){.p = NULL});
    return;
  }
  struct odd_word odd = {.word = word, .what = what, .is_relation = is_relation, .count = 1};
  odd.place = session_place(session, value, (struct str){.p = NULL});
  vec_push(session->arena, &session->odd_words, odd);
}

static void tell_odd_words(struct session *session) {
  for (uint32_t i = 0; i < session->odd_words.n; i++) {
    const struct odd_word *odd = &session->odd_words.v[i];
    char times[32] = "";
    if (odd->count > 1) {
      snprintf(times, sizeof times, " (%u times)", (unsigned)odd->count);
    }
    struct finding *finding = finding_add(session->findings, F_IMPORT_CELL, odd->place, "\"%.*s\" %s%s",
                                          STR_ARG(odd->word), odd->what, times);
    if (odd->is_relation) {
      finding_note(session->findings, finding, place_none(), "--relation \"%.*s=RELATION\" says what it means",
                   STR_ARG(odd->word));
    }
  }
  session->odd_words.n = 0;
}

struct counts session_counts(struct session *session) {
  struct counts counts = {.tallies = session->tallies.n, .words = session->odd_words.n};
  counts.of = arena_alloc(session->arena, ((size_t)counts.tallies + counts.words + 1) * sizeof *counts.of);
  for (uint32_t i = 0; i < counts.tallies; i++) {
    counts.of[i] = session->tallies.v[i].count;
  }
  for (uint32_t i = 0; i < counts.words; i++) {
    counts.of[counts.tallies + i] = session->odd_words.v[i].count;
  }
  return counts;
}

void session_take_back(struct session *session, const struct counts *counts) {
  session->tallies.n = counts->tallies;
  session->odd_words.n = counts->words;
  for (uint32_t i = 0; i < counts->tallies; i++) {
    session->tallies.v[i].count = counts->of[i];
  }
  for (uint32_t i = 0; i < counts->words; i++) {
    session->odd_words.v[i].count = counts->of[counts->tallies + i];
  }
}

void session_tell(struct session *session) {
  tell_odd_words(session);
  for (uint32_t i = 0; i < session->tallies.n; i++) {
    const struct tally *tally = &session->tallies.v[i];
    struct finding *finding = finding_add(
        session->findings, tally->loss ? F_IMPORT_LOST : F_IMPORT_CELL, tally->place, "%u %s%.*s",
        (unsigned)tally->count, tally->count == 1 ? tally->one : tally->many, STR_ARG(str_or_empty(tally->example)));
    if (!tally->loss && !tally->warns) {
      finding->severity = SEVERITY_NOTE;
      finding->mild = true;
    }
  }
  session->tallies.n = 0;
}

/* A mapping's id that no other document of this import has: the second of a pair of frameworks gets a number. */
static void make_unique(struct session *session, struct native_mapping *mapping) {
  struct str id = mapping->id;
  for (unsigned number = 2;; number++) {
    bool taken = false;
    for (uint32_t i = 0; i < session->result->documents.n && !taken; i++) {
      const struct native_document *other = &session->result->documents.v[i];
      taken = other->kind == DOCUMENT_MAPPING && str_eq(other->as.mapping->id, mapping->id);
    }
    if (!taken) {
      return;
    }
    struct buf numbered;
    buf_init(&numbered, session->arena);
    buf_printf(&numbered, "%.*s-%u", STR_ARG(id), number);
    mapping->id = buf_done(&numbered);
  }
}

void session_add(struct session *session, enum document_kind kind, void *document) {
  struct native_document made = {.kind = kind};
  switch (kind) {
    case DOCUMENT_FRAMEWORK:
      made.as.framework = document;
      break;
    case DOCUMENT_MAPPING:
      make_unique(session, document);
      made.as.mapping = document;
      break;
    case DOCUMENT_ASSESSMENT:
      made.as.assessment = document;
      break;
    default:
      made.as.supplement = document;
      break;
  }
  vec_push(session->arena, &session->result->documents, made);
  vec_push(session->arena, &session->makers, session->file); /* NOLINT(bugprone-sizeof-expression): pointers */
  session->file->made++;
}

void session_refuse(struct session *session, const struct value *value, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  struct str message = compose(session, format, arguments);
  va_end(arguments);
  session->file->broken = true;
  say(session, F_IMPORT_FORMAT, value, (struct str){.p = NULL}, message);
}

void session_understand(struct session *session, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  buf_printf(&session->understood, "%s: ", session->file->input->name);
  buf_vprintf(&session->understood, format, arguments);
  va_end(arguments);
  buf_char(&session->understood, '\n');
}
