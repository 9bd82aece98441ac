/* People's own spreadsheets: every sheet that is a table of a known shape. */
#include "interchange/about.h"
#include "interchange/about_document.h"
#include "interchange/formats.h"
#include "interchange/table_parts.h"
#include "interchange/words.h"

bool spreadsheet_fits(struct session *session) {
  return session->file->book != NULL;
}

/* Who wrote the workbook, and what for. */
static void know_book(struct session *session) {
  const struct book *book = session->file->book;
  bool tables = book_sheet(book, STR("Crosswalk")) != NULL || book_sheet(book, STR("Review")) != NULL ||
                (book_sheet(book, STR("Matrix")) != NULL && book_sheet(book, STR("How to read")) != NULL);
  session->file->own = tables && book_sheet(book, STR("Provenance")) != NULL;
  session->file->about = about_document(session);
}

/* Sheets that are hidden are read only if they are named. Of a workbook that this program wrote only the sheet of decisions
 * is: its tables hold what follows from facts, which must not come back as facts. */
static bool is_wanted(const struct session *session, const struct sheet *sheet) {
  struct str named = session->options->sheet;
  if (named.n > 0) {
    return str_eq_caseless(sheet->name, named);
  }
  return session->file->own ? str_is(sheet->name, "Review") : sheet->state == SHEET_VISIBLE;
}

static void tell_hidden(struct session *session, const struct sheet *sheet) {
  uint32_t rows = 0;
  for (uint32_t i = 0; i < sheet->rows.n; i++) {
    rows += sheet->rows.v[i].hidden ? 1 : 0;
  }
  uint32_t columns = sheet->hidden_columns;
  struct buf what;
  buf_init(&what, session->arena);
  if (rows > 0) {
    buf_printf(&what, "%u hidden row%s", (unsigned)rows, rows == 1 ? "" : "s");
  }
  if (columns > 0) {
    buf_printf(&what, "%s%u hidden column%s", rows > 0 ? " and " : "", (unsigned)columns, columns == 1 ? "" : "s");
  }
  if (rows + columns > 0) {
    session_note(session, NULL, "sheet '%.*s' has %.*s, which %s read like the others", STR_ARG(sheet->name),
                 STR_ARG(buf_done(&what)), rows + columns == 1 ? "is" : "are");
  }
}

/* Whether the sheet is a table; tells what it is. */
static bool read_table(struct session *session, const struct sheet *sheet, struct table *table) {
  bool unmapped = session->options->sheet.n == 0 && unmapped_is(session, sheet);
  return !about_is(sheet) && !unmapped && is_wanted(session, sheet) && table_read(session, sheet, table) &&
         table->shape != SHAPE_NONE;
}

static void refuse_derived(struct session *session) {
  const struct book *book = session->file->book;
  for (uint32_t i = 0; i < book->sheets.n && !session->file->own && !session->file->broken; i++) {
    const struct sheet *sheet = &book->sheets.v[i];
    if (is_wanted(session, sheet) && own_table_is_derived(session, sheet)) {
      struct value header = row_value(sheet, &sheet->rows.v[0], 0);
      session_refuse(
          session, &header,
          "this table was written by crosswalk: it holds what follows from facts, and the facts stand in the "
          "documents; of its tables only that of a crosswalk is read, where it says declared or excluded");
    }
  }
}

void spreadsheet_frameworks(struct session *session) {
  know_book(session);
  refuse_derived(session);
  for (uint32_t i = 0; i < session->file->book->sheets.n && !session->file->broken; i++) {
    struct table table;
    const struct sheet *sheet = &session->file->book->sheets.v[i];
    if (read_table(session, sheet, &table) && table.shape == SHAPE_CONTROLS) {
      tell_hidden(session, sheet);
      controls_import(session, &table);
    }
  }
}

static void import_table(struct session *session, const struct table *table) {
  if (table->shape != SHAPE_CONTROLS) {
    tell_hidden(session, table->sheet);
  }
  switch (table->shape) {
    case SHAPE_PAIRS:
      pairs_import(session, table);
      break;
    case SHAPE_MATRIX:
      matrix_import(session, table);
      break;
    case SHAPE_ASSESSMENT:
      assessment_import(session, table);
      break;
    case SHAPE_CONTROLS:
    case SHAPE_NONE:
      break;
  }
}

static void tell_skipped(struct session *session, const struct sheet *sheet) {
  if (session->file->own || about_is(sheet) || (unmapped_is(session, sheet) && is_wanted(session, sheet))) {
    return;
  }
  if (!is_wanted(session, sheet)) {
    if (session->options->sheet.n == 0) {
      session_note(session, NULL, "sheet '%.*s' is hidden and not read; --sheet names it to read it",
                   STR_ARG(sheet->name));
    }
  } else if (session->file->book->sheets.n > 1 && sheet->rows.n > 0) {
    session_note(session, NULL, "sheet '%.*s' is no table that is understood and is not read", STR_ARG(sheet->name));
  }
}

void spreadsheet_mappings(struct session *session) {
  unsigned tables = 0;
  uint32_t first = session->result->documents.n;
  for (uint32_t i = 0; i < session->file->book->sheets.n && !session->file->broken; i++) {
    struct table table;
    const struct sheet *sheet = &session->file->book->sheets.v[i];
    bool read = read_table(session, sheet, &table);
    if (!read && !session->file->broken) {
      tell_skipped(session, sheet);
    }
    if (read) {
      tables++;
      table_tell(session, &table);
      import_table(session, &table);
    }
  }
  for (uint32_t i = 0; i < session->file->book->sheets.n && tables > 0 && session->options->sheet.n == 0; i++) {
    const struct sheet *sheet = &session->file->book->sheets.v[i];
    if (!session->file->own && !session->file->broken && unmapped_is(session, sheet) && is_wanted(session, sheet)) {
      unmapped_import(session, sheet, first);
    }
  }
  if (session->file->own && session->options->sheet.n == 0 && tables == 0) {
    session_refuse(
        session, NULL,
        "this workbook was written by crosswalk and has no sheet Review to bring back: its tables hold what follows "
        "from facts, and the facts stand in the documents");
  } else if (session->file->own && session->options->sheet.n == 0) {
    session_note(session, NULL,
                 "this workbook was written by crosswalk: only the decisions in its sheet Review are read");
  }
  if (tables == 0 && !session->file->broken) {
    session->file->broken = true;
    session_say(
        session, F_IMPORT_COLUMN, NULL,
        "no table is understood: no row names an id column and a title, or two id columns; --columns ROLE=COLUMN says "
        "what a column holds");
  }
}
