/* Cells of a table that was understood: ids that are numbers or dates, what is told of its columns, the mapping it makes. */
#include "interchange/about_document.h"
#include "interchange/table.h"
#include "interchange/words.h"

static bool refuse_cell(struct session *session, const struct value *value, const char *what) {
  session_say(session, F_IMPORT_CELL, value, "%s; the row is left out", what);
  session_lose(session, "row is left out because its id cannot be read",
               "rows are left out because their ids cannot be read", value);
  return false;
}

static void tell_number(struct session *session, const struct cell *cell) {
  struct str text = words_trim(cell->value.text);
  if (cell->shaped) {
    session_note(session, &cell->value, "a number is read as the cell shows it%s: %.*s",
                 cell->grouped ? ", but for the separators of its thousands" : "", STR_ARG(text));
    return;
  }
  bool point = !cell->percent && memchr(text.p, '.', text.n) != NULL;
  session_say(session, F_IMPORT_CELL, &cell->value, "the id is a %s, read as %.*s%s%.*s%s",
              cell->percent ? "percentage" : "number", STR_ARG(text), point ? "; it may have been " : "",
              point ? (int)text.n : 0, text.p, point ? "0" : "");
}

bool table_id_cell(struct session *session, const struct table *table, const struct row *row, uint32_t column) {
  (void)table;
  const struct cell *cell = row_cell(row, column);
  if (cell == NULL) {
    return true;
  }
  if (cell->struck && words_trim(cell->value.text).n > 0) {
    session_say(session, F_IMPORT_CELL, &cell->value,
                "the id is struck through, which may mean withdrawn; it is read as it is");
  }
  switch ((enum cell_kind)cell->kind) {
    case CELL_DATE:
      return refuse_cell(session, &cell->value, "the id has become a date and cannot be recovered");
    case CELL_TIME:
      return refuse_cell(session, &cell->value, "the id has become a time and cannot be recovered");
    case CELL_TRUTH:
      return refuse_cell(session, &cell->value, "a truth value stands where an id belongs");
    case CELL_ERROR:
      return refuse_cell(session, &cell->value, "an error of the spreadsheet stands where an id belongs");
    case CELL_NO_VALUE:
      return refuse_cell(session, &cell->value, "a formula without a stored result stands where an id belongs");
    case CELL_NUMBER:
      tell_number(session, cell);
      break;
    case CELL_TEXT:
      break;
  }
  return true;
}

struct value table_id_value(struct session *session, const struct table *table, uint32_t row, uint32_t column) {
  struct value value = row_value(table->sheet, &table->sheet->rows.v[row], column);
  uint32_t at = row;
  while (words_trim(value.text).n == 0 && session->options->fill_down && at > table->first &&
         !row_is_empty(&table->sheet->rows.v[row])) {
    at--;
    value = row_value(table->sheet, &table->sheet->rows.v[at], column);
  }
  return value;
}

/* What is made of a table of this shape: roles that it has no use for are as lost as columns that nobody understood. What an
 * assessment repeats of its framework stands there. */
static bool is_carried(enum shape shape, enum role role) {
  enum {
    FRAMEWORK =
        1 << ROLE_ID | 1 << ROLE_TITLE | 1 << ROLE_STATEMENT | 1 << ROLE_GUIDANCE | 1 << ROLE_PARENT | 1 << ROLE_GROUP,
    CONTROLS = FRAMEWORK | 1 << ROLE_STATUS | 1 << ROLE_REPLACED_BY | 1 << ROLE_ATTRIBUTE,
    PAIRS = 1 << ROLE_SOURCE | 1 << ROLE_SOURCE_TITLE | 1 << ROLE_TARGET | 1 << ROLE_TARGET_TITLE | 1 << ROLE_RELATION |
            1 << ROLE_STRENGTH | 1 << ROLE_CONFIDENCE | 1 << ROLE_RATIONALE | 1 << ROLE_REMARKS | 1 << ROLE_UNION |
            1 << ROLE_BASIS,
    MARKS = 1 << ROLE_SOURCE | 1 << ROLE_SOURCE_TITLE | 1 << ROLE_TARGET,
    ASSESSMENT = FRAMEWORK | 1 << ROLE_STATUS | 1 << ROLE_APPLICABLE | 1 << ROLE_OWNER | 1 << ROLE_JUSTIFICATION |
                 1 << ROLE_EVIDENCE | 1 << ROLE_EVIDENCE_DATE | 1 << ROLE_REVIEWED | 1 << ROLE_DUE | 1 << ROLE_HOW |
                 1 << ROLE_REMARKS
  };
  if (role >= ROLE_KIND) {
    return shape == (role == ROLE_METHOD ? SHAPE_PAIRS : SHAPE_CONTROLS);
  }
  unsigned carried = shape == SHAPE_CONTROLS ? CONTROLS
                     : shape == SHAPE_PAIRS  ? PAIRS
                     : shape == SHAPE_MATRIX ? MARKS
                                             : ASSESSMENT;
  return role == ROLE_IGNORED || (carried >> role & 1) != 0;
}

/* A column without a name that is filled in more than a row or two, which a footnote or a legend would be;
 * a mark in one row of a table of marks is enough. */
static bool is_filled(const struct table *table, uint32_t column) {
  const unsigned least = table->shape == SHAPE_MATRIX ? 1 : 3;
  unsigned filled = 0;
  for (uint32_t i = table->first; i < table->sheet->rows.n && filled < least; i++) {
    const struct cell *cell = row_cell(&table->sheet->rows.v[i], column);
    filled += cell != NULL && !cell->borrowed && words_trim(cell->value.text).n > 0 ? 1 : 0;
  }
  return filled >= least;
}

/* Columns that nothing names and that hold something. */
static void tell_nameless(struct session *session, const struct table *table) {
  for (uint32_t i = 0; i < table->column_count; i++) {
    const struct column *column = &table->columns[i];
    bool unread = !is_carried(table->shape, column->role) && words_trim(column->header.text).n == 0;
    if (unread && is_filled(table, i)) {
      session_lose(session, "column without a heading is not read", "columns without a heading are not read",
                   &column->header);
    }
  }
}

void table_tell_unread(struct session *session, const struct table *table) {
  tell_nameless(session, table);
  if (table->apart > 0) {
    struct value value = row_value(table->sheet, &table->sheet->rows.v[table->header], table->column_count + 1);
    session->result->lost = true;
    session_say(session, F_IMPORT_LOST, &value,
                "%u column%s behind an empty one, as another table, and %s not read: give it a sheet of its own",
                (unsigned)table->apart, table->apart == 1 ? " stands" : "s stand", table->apart == 1 ? "is" : "are");
  }
  struct buf names;
  buf_init(&names, session->arena);
  uint32_t count = 0;
  const struct value *first = NULL;
  for (uint32_t i = 0; i < table->column_count; i++) {
    const struct column *column = &table->columns[i];
    struct str text = words_trim(column->header.text);
    if (!is_carried(table->shape, column->role) && text.n > 0) {
      buf_printf(&names, "%s\"%.*s\"", count > 0 ? ", " : "", STR_ARG(text));
      first = count == 0 ? &column->header : first;
      count++;
    }
  }
  if (count > 0) {
    session->result->lost = true;
    struct finding *finding = session_say(session, F_IMPORT_LOST, first, "%u column%s not read: %.*s", (unsigned)count,
                                          count == 1 ? " is" : "s are", STR_ARG(buf_done(&names)));
    if (table->shape == SHAPE_CONTROLS) {
      finding_note(session->findings, finding, place_none(),
                   "--attr COLUMN=NAME keeps one as an attribute of the controls");
    }
  }
}

void table_tell(struct session *session, const struct table *table) {
  static const char *const shapes[] = {"no table", "controls", "pairs", "matrix", "assessment"};
  struct buf line;
  buf_init(&line, session->arena);
  if (table->sheet->name.n > 0) {
    buf_printf(&line, "sheet '%.*s': ", STR_ARG(table->sheet->name));
  }
  buf_printf(&line, "%s", shapes[table->shape]);
  const char *between = ": ";
  unsigned shown = 0;
  for (uint32_t i = 0; i < table->column_count && table->shape != SHAPE_NONE; i++) {
    const struct column *column = &table->columns[i];
    if (column->role == ROLE_NONE || column->role == ROLE_IGNORED || (table->shape == SHAPE_MATRIX && shown++ > 3)) {
      continue;
    }
    char letters[4] = {0};
    unsigned n = 0;
    for (uint32_t left = i + 1; left > 0 && n < 3; left = (left - 1) / 26) {
      memmove(letters + 1, letters, n++);
      letters[0] = (char)('A' + (left - 1) % 26);
    }
    buf_printf(&line, "%s%s = %s \"%.*s\"", between, role_names[column->role], letters,
               STR_ARG(words_title(session->arena, words_trim(str_or_empty(column->header.text)))));
    between = ", ";
  }
  session_understand(session, "%.*s", STR_ARG(buf_done(&line)));
}

struct native_mapping *table_mapping(struct session *session, const struct table *table, const struct end *source,
                                     const struct end *target) {
  struct native_mapping *mapping = native_mapping_new(session->arena, source->framework, target->framework);
  if (session->options->id.n > 0) {
    mapping->id = session->options->id;
  }
  mapping->title = session->options->title;
  const char *slash = strrchr(session->file->input->name, '/');
  struct buf text;
  buf_init(&text, session->arena);
  buf_printf(&text, "Imported from %s", slash != NULL ? slash + 1 : session->file->input->name);
  if (table != NULL && table->sheet->name.n > 0) {
    buf_printf(&text, ", sheet %.*s", STR_ARG(table->sheet->name));
  }
  struct decl_provenance provenance = {.text = buf_done(&text)};
  vec_push(session->arena, &mapping->provenances, provenance);
  about_fill_mapping(session, mapping);
  return mapping;
}
