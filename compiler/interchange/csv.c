/* Text with separators (RFC 4180 and what spreadsheets make of it), each field with its place. */
#include "base/utf8.h"
#include "interchange/ids.h"
#include "interchange/sheet.h"
#include "interchange/words.h"

struct csv {
  struct session *session;
  struct str text;
  size_t at;
  uint32_t line;
  uint32_t column;
  char separator;
  uint32_t record;
  bool failed;
};

/* Moves over one code point, and tells lines. */
static void step(struct csv *csv) {
  char c = csv->text.p[csv->at];
  (void)utf8_next(csv->text.p, csv->text.n, &csv->at);
  bool ends = c == '\n' || (c == '\r' && (csv->at >= csv->text.n || csv->text.p[csv->at] != '\n'));
  csv->line += ends ? 1U : 0U;
  csv->column = ends ? 1 : csv->column + 1;
}

static char peek(const struct csv *csv) {
  return csv->at < csv->text.n ? csv->text.p[csv->at] : '\0';
}

static bool at_end(const struct csv *csv) {
  return csv->at >= csv->text.n;
}

static bool at_line_end(const struct csv *csv) {
  return at_end(csv) || peek(csv) == '\n' || peek(csv) == '\r';
}

static struct spot here(const struct csv *csv) {
  uint32_t record = csv->record != csv->line ? csv->record : 0;
  return (struct spot){.row = csv->line, .column = csv->column, .sheet = NO_SHEET, .record = record};
}

/* The rest of a field in quotes; its doubled quotes become one. */
static struct str quoted(struct csv *csv) {
  struct value begin = {.spot = here(csv)};
  size_t start = csv->at;
  bool doubled = false;
  for (;;) {
    if (at_end(csv)) {
      session_refuse(csv->session, &begin, "the file ends before the quotes around this field are closed");
      csv->failed = true;
      break;
    }
    if (peek(csv) == '"') {
      if (csv->at + 1 < csv->text.n && csv->text.p[csv->at + 1] == '"') {
        doubled = true;
        step(csv);
      } else {
        break;
      }
    }
    step(csv);
  }
  struct str raw = {.p = csv->text.p + start, .n = (uint32_t)(csv->at - start)};
  if (!at_end(csv)) {
    step(csv);
  }
  if (!doubled) {
    return raw;
  }
  struct buf out;
  buf_init(&out, csv->session->arena);
  for (uint32_t i = 0; i < raw.n; i++) {
    buf_char(&out, raw.p[i]);
    i += raw.p[i] == '"' ? 1 : 0;
  }
  return buf_done(&out);
}

/* The rest of a field without quotes, or of one behind its closing quote. */
static struct str plain(struct csv *csv) {
  size_t start = csv->at;
  while (!at_line_end(csv) && peek(csv) != csv->separator) {
    step(csv);
  }
  return (struct str){.p = csv->text.p + start, .n = (uint32_t)(csv->at - start)};
}

/* "'AC-7": an apostrophe that makes text of an id, and begins no quotation. */
static bool is_defused_id(struct str text) {
  struct str rest = words_from(text, 1);
  struct str first = rest;
  first = words_next(&first, " ,;:");
  return memchr(rest.p, '\'', rest.n) == NULL && id_like(first) && words_has_digit(first);
}

/* Text that was made safe for a spreadsheet, as it was before: '5.10, '=A1 and ="5.10". */
static struct str undefused(struct str text) {
  bool defused = text.n > 1 && text.p[0] == '\'';
  if (defused && ((text.p[1] != '\0' && strchr("=+-@0123456789", text.p[1]) != NULL) || is_defused_id(text))) {
    return words_from(text, 1);
  }
  if (text.n > 3 && words_starts(text, "=\"") && text.p[text.n - 1] == '"') {
    return (struct str){.p = text.p + 2, .n = text.n - 3};
  }
  return text;
}

/* What stands behind the quotes around a field is part of it, as spreadsheets have it: "Doors" are is Doors are. More likely a
 * quote is missing in front, and the field holds what was another field, or the beginning of the next record. */
static struct str behind_quotes(struct csv *csv) {
  struct value behind = {.spot = here(csv)};
  behind.text = plain(csv);
  if (words_trim(behind.text).n > 0) {
    struct finding *finding =
        session_say(csv->session, F_IMPORT_CELL, &behind,
                    "text stands behind the quote that closes its field; it is read as part of it");
    finding_note(
        csv->session->findings, finding, place_none(),
        "a quote may be missing in front of it, so that the field swallowed others; one that belongs to the text "
        "is written twice");
  }
  return behind.text;
}

static struct cell read_field(struct csv *csv, uint32_t column) {
  struct cell cell = {.column = column, .kind = CELL_TEXT};
  if (peek(csv) == '"') {
    step(csv);
    cell.value.spot = here(csv);
    cell.value.text = quoted(csv);
    struct str behind = behind_quotes(csv);
    cell.value.text = behind.n > 0 ? words_join(csv->session->arena, cell.value.text, "", behind) : cell.value.text;
  } else {
    cell.value.spot = here(csv);
    cell.value.text = plain(csv);
  }
  cell.value.text = undefused(cell.value.text);
  return cell;
}

static struct row read_record(struct csv *csv) {
  enum { MOST_COLUMNS = 16384 };
  struct arena *arena = csv->session->arena;
  struct row row = {.number = csv->record};
  VEC(struct cell) cells = {0};
  for (;;) {
    struct cell cell = read_field(csv, cells.n);
    vec_push(arena, &cells, cell);
    if (peek(csv) != csv->separator || at_line_end(csv) || csv->failed) {
      break;
    }
    step(csv);
    if (cells.n >= MOST_COLUMNS) {
      csv->failed = true;
      csv->session->file->broken = true;
      session_say(csv->session, F_IMPORT_LIMIT, &cell.value, "a record has more than %d fields", MOST_COLUMNS);
    }
  }
  if (peek(csv) == '\r') {
    step(csv);
  }
  if (peek(csv) == '\n') {
    step(csv);
  }
  row.cells = cells.v;
  row.count = cells.n;
  return row;
}

/* The separator that the first record with any has most of, outside of quotes. */
static char find_separator(struct str text) {
  static const char separators[] = ",;\t|";
  uint32_t counts[sizeof separators - 1] = {0};
  bool inside = false;
  bool any = false;
  for (uint32_t i = 0; i < text.n && !(any && !inside && text.p[i] == '\n'); i++) {
    inside = text.p[i] == '"' ? !inside : inside;
    const char *found = text.p[i] != '\0' && !inside ? strchr(separators, text.p[i]) : NULL;
    if (found != NULL) {
      counts[found - separators]++;
      any = true;
    }
  }
  unsigned best = 0;
  for (unsigned i = 1; i < sizeof separators - 1; i++) {
    best = counts[i] > counts[best] ? i : best;
  }
  return separators[best];
}

/* A first line "sep=;" says what separates. */
static void take_separator(struct csv *csv, char separator) {
  struct str rest = csv->text;
  if (separator == '\0' && words_starts(rest, "sep=") && rest.n > 4 && rest.p[4] != '\n' && rest.p[4] != '\r') {
    csv->separator = rest.p[4];
    while (!at_line_end(csv)) {
      step(csv);
    }
    step(csv);
    if (peek(csv) == '\n' && csv->column > 1) {
      step(csv);
    }
    csv->record = 1;
    return;
  }
  csv->separator = separator != '\0' ? separator : find_separator(rest);
}

const struct book *csv_read(struct session *session, struct str text, char separator) {
  struct arena *arena = session->arena;
  struct csv csv = {.session = session, .text = text, .line = 1, .column = 1};
  struct book *book = arena_zalloc(arena, sizeof *book);
  struct sheet sheet = {.name = STR("")};
  take_separator(&csv, separator);
  while (!at_end(&csv) && !csv.failed) {
    csv.record++;
    struct row row = read_record(&csv);
    sheet.columns = row.count > sheet.columns ? row.count : sheet.columns;
    vec_push(arena, &sheet.rows, row);
  }
  vec_push(arena, &book->sheets, sheet);
  return csv.failed ? NULL : book;
}
