/* Cells of a table that was understood: ids that are numbers or dates, what is told of its columns, the mapping it makes. */
#include "interchange/about_document.h"
#include "interchange/shown.h"
#include "interchange/table.h"
#include "interchange/words.h"

static bool refuse_cell(struct session *session, const struct value *value, const char *what) {
  session_say(session, F_IMPORT_CELL, value, "%s; the row is left out", what);
  session_lose(session, "row is left out because its id cannot be read",
               "rows are left out because their ids cannot be read", value);
  return false;
}

/* An id that became a date: one looks for it in the sheet by what its cell shows. */
static bool refuse_date(struct session *session, const struct cell *cell, bool time) {
  struct value value = cell->value;
  value.text = cell->shown != NULL ? *cell->shown : value.text;
  struct finding *finding = session_say(session, F_IMPORT_CELL, &value,
                                        "the id has become the %s %.*s and cannot be recovered; the row is left out",
                                        time ? "time" : "date", STR_ARG(cell->value.text));
  finding->grave = true;
  finding_note(session->findings, finding, place_none(), "write it again in a cell that was formatted as text before");
  session_lose(session, "row is left out because its id cannot be read",
               "rows are left out because their ids cannot be read", &value);
  return false;
}

/* What a number that is stored as 5.1 may have been, once for all of them; a whole one has lost no more than zeros in front. */
static void count_number(struct session *session, const struct cell *cell, struct str text) {
  struct buf example;
  buf_init(&example, session->arena);
  if (memchr(text.p, '.', text.n) != NULL) {
    buf_printf(&example, ": %.*s may have been %.*s0", STR_ARG(text), STR_ARG(text));
    session_warn(session, "id is a number, which has lost any zero at its end",
                 "ids are numbers, which have lost any zeros at their ends", &cell->value, buf_done(&example));
  } else {
    buf_printf(&example, ": %.*s", STR_ARG(text));
    session_warn(session, "id is a whole number, which has lost any zero in front",
                 "ids are whole numbers, which have lost any zeros in front", &cell->value, buf_done(&example));
  }
}

static void tell_number(struct session *session, const struct cell *cell) {
  struct str text = words_trim(cell->value.text);
  if (cell->shaped) {
    session_note(session, &cell->value, "a number is read as the cell shows it%s: %.*s",
                 cell->grouped ? ", but for the separators of its thousands" : "", STR_ARG(text));
  } else if (cell->percent) {
    session_say(session, F_IMPORT_CELL, &cell->value, "the id is a percentage, read as %.*s", STR_ARG(text));
  } else {
    count_number(session, cell, text);
  }
}

/* Whether a text is what a spreadsheet shows of an error. */
static bool is_error(struct str text) {
  static const char *const errors[] = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"};
  return STR_IS_ONE_OF(text, errors);
}

/* Text that is what a spreadsheet shows, or leaves in CSV, where an id was. True: it can be one. */
static bool judge_text(struct session *session, const struct end *end, const struct cell *cell) {
  struct str text = words_trim(cell->value.text);
  enum known_how how = KNOWN_NOT;
  if (is_error(text)) {
    return refuse_cell(session, &cell->value, "an error of the spreadsheet stands where an id belongs");
  }
  enum shown shown = shown_as(text);
  if (shown == SHOWN_TEXT) {
    return true;
  }
  bool found = end != NULL && end->known != NULL && end_find(session, end, text, &how).p != NULL;
  return (found && how != KNOWN_BY_KEY) || refuse_date(session, cell, shown == SHOWN_TIME);
}

bool table_id_cell(struct session *session, const struct end *end, const struct row *row, uint32_t column) {
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
    case CELL_TIME:
      return refuse_date(session, cell, cell->kind == CELL_TIME);
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
      return judge_text(session, end, cell);
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

/* What is made of a table of each shape: roles that it has no use for are as lost as columns that nobody understood. What an
 * assessment repeats of its framework stands there. */
static bool is_carried(enum shape shape, enum role role) {
  enum {
    CONTROLS = 1 << SHAPE_CONTROLS,
    PAIRS = 1 << SHAPE_PAIRS,
    MARKS = 1 << SHAPE_MATRIX,
    ASSESSMENT = 1 << SHAPE_ASSESSMENT,
    FRAMEWORK = CONTROLS | ASSESSMENT,
    MAPPING = PAIRS | MARKS
  };
  static const uint8_t carried[ROLES] = {
      [ROLE_ID] = FRAMEWORK,
      [ROLE_TITLE] = FRAMEWORK,
      [ROLE_STATEMENT] = FRAMEWORK,
      [ROLE_GUIDANCE] = FRAMEWORK,
      [ROLE_PARENT] = FRAMEWORK,
      [ROLE_GROUP] = FRAMEWORK,
      [ROLE_SOURCE] = MAPPING,
      [ROLE_SOURCE_TITLE] = MAPPING,
      [ROLE_TARGET] = MAPPING,
      [ROLE_TARGET_TITLE] = PAIRS,
      [ROLE_RELATION] = PAIRS,
      [ROLE_STRENGTH] = PAIRS,
      [ROLE_CONFIDENCE] = PAIRS,
      [ROLE_RATIONALE] = PAIRS,
      [ROLE_REMARKS] = PAIRS | ASSESSMENT,
      [ROLE_STATUS] = FRAMEWORK,
      [ROLE_REPLACED_BY] = CONTROLS,
      [ROLE_APPLICABLE] = ASSESSMENT,
      [ROLE_OWNER] = ASSESSMENT,
      [ROLE_JUSTIFICATION] = ASSESSMENT,
      [ROLE_EVIDENCE] = ASSESSMENT,
      [ROLE_EVIDENCE_DATE] = ASSESSMENT,
      [ROLE_REVIEWED] = ASSESSMENT,
      [ROLE_DUE] = ASSESSMENT,
      [ROLE_HOW] = ASSESSMENT,
      [ROLE_UNION] = PAIRS,
      [ROLE_BASIS] = PAIRS,
      [ROLE_ATTRIBUTE] = CONTROLS,
      [ROLE_IGNORED] = FRAMEWORK | MAPPING,
      [ROLE_KIND] = CONTROLS,
      [ROLE_LABEL] = CONTROLS,
      [ROLE_COUNTED] = CONTROLS,
      [ROLE_PART] = CONTROLS,
      [ROLE_EXHAUSTIVE] = CONTROLS,
      [ROLE_SELECTABLE] = CONTROLS,
      [ROLE_METHOD] = PAIRS,
  };
  return (carried[role] >> shape & 1) != 0;
}

/* What stands behind the header's last field leaves out its whole row: see table_row_is_shifted. */
static bool is_beyond_fields(const struct table *table, uint32_t column) {
  return table->sheet->name.n == 0 && column >= table->fields;
}

/* The cell of a column, if there is a text in it that is its own. */
static const struct cell *filled_cell(const struct table *table, const struct row *row, uint32_t column) {
  const struct cell *cell = row_cell(row, column);
  bool own = cell != NULL && !cell->borrowed && words_trim(cell->value.text).n > 0;
  return own && !is_beyond_fields(table, column) ? cell : NULL;
}

/* A column without a name that is filled in more than a row or two, which a footnote or a legend would be;
 * a mark in one row of a table of marks is enough. */
static bool is_filled(const struct table *table, uint32_t column) {
  const unsigned least = table->shape == SHAPE_MATRIX ? 1 : 3;
  unsigned filled = 0;
  for (uint32_t i = table->first; i < table->sheet->rows.n && filled < least; i++) {
    filled += filled_cell(table, &table->sheet->rows.v[i], column) != NULL ? 1 : 0;
  }
  return filled >= least;
}

static void tell_cells_of_none(struct session *session, const struct table *table, uint32_t column) {
  for (uint32_t i = table->first; i < table->sheet->rows.n; i++) {
    const struct cell *cell = filled_cell(table, &table->sheet->rows.v[i], column);
    if (cell != NULL) {
      session_lose(session, "cell stands under no heading and is not read",
                   "cells stand under no heading and are not read", &cell->value);
    }
  }
}

/* Columns that nothing names, or a few cells without a name, that hold something. */
static void tell_nameless(struct session *session, const struct table *table) {
  for (uint32_t i = 0; i < table->column_count; i++) {
    const struct column *column = &table->columns[i];
    bool unread = !is_carried(table->shape, column->role) && words_trim(column->header.text).n == 0;
    if (unread && is_filled(table, i)) {
      session_lose(session, "column without a heading is not read", "columns without a heading are not read",
                   &column->header);
    } else if (unread) {
      tell_cells_of_none(session, table, i);
    }
  }
}

/* Formulas are never evaluated. Where an id belongs, one without a stored result was told when it was met. */
static void tell_formulas(struct session *session, const struct table *table) {
  for (uint32_t i = table->first; i < table->sheet->rows.n; i++) {
    const struct row *row = &table->sheet->rows.v[i];
    for (uint32_t c = 0; c < row->count && row->cells[c].column < table->column_count; c++) {
      enum role role = table->columns[row->cells[c].column].role;
      bool id = role == ROLE_ID || role == ROLE_SOURCE || (role == ROLE_TARGET && table->shape != SHAPE_MATRIX);
      if (row->cells[c].kind == CELL_NO_VALUE && !id && is_carried(table->shape, role)) {
        session_lose(session, "formula has no stored result and is read as an empty cell",
                     "formulas have no stored results and are read as empty cells", &row->cells[c].value);
      }
    }
  }
}

void table_tell_unread(struct session *session, const struct table *table) {
  tell_formulas(session, table);
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
