/* What the user calls frameworks: a table with an id in the first column, and names of that framework behind it. */
#include "interchange/atlas.h"
#include "interchange/sheet.h"
#include "interchange/words.h"

static bool is_heading(struct str text) {
  return str_eq_caseless(text, STR("id")) || str_eq_caseless(text, STR("framework"));
}

static void read_name(struct session *session, const struct value *value, struct str id) {
  struct str name = words_trim(value->text);
  if (words_squeeze(session->arena, name).n == 0) {
    session_say(session, F_IMPORT_CELL, value, "\"%.*s\" has no letter and no digit, and names nothing", STR_ARG(name));
  } else if (!atlas_call(session, name, id)) {
    session_say(session, F_IMPORT_CELL, value, "\"%.*s\" is the name of another framework above; that one counts",
                STR_ARG(name));
  }
}

static void read_row(struct session *session, const struct sheet *sheet, const struct row *row) {
  struct value first = row_value(sheet, row, 0);
  struct str id = words_trim(str_or_empty(first.text));
  if (id.n == 0 || !str_eq(words_slug(session->arena, id), id)) {
    session_refuse(session, &first,
                   "\"%.*s\" is no id of a framework; one has small letters, digits, \".\", \"_\" and \"-\"",
                   STR_ARG(id));
    return;
  }
  for (uint32_t i = 1; i < sheet->columns; i++) {
    if (row_text(row, i).p != NULL) {
      struct value value = row_value(sheet, row, i);
      read_name(session, &value, id);
    }
  }
}

void own_names_read(struct session *session) {
  const struct book *book = session->file->book;
  if (book == NULL || book->sheets.n == 0) {
    if (!session->file->broken) {
      session_refuse(session, NULL, "the names of frameworks are no table: an id, and the names behind it");
    }
    return;
  }
  const struct sheet *sheet = &book->sheets.v[0];
  for (uint32_t i = 0; i < sheet->rows.n; i++) {
    const struct row *row = &sheet->rows.v[i];
    bool heading = i == 0 && is_heading(str_or_empty(row_text(row, 0)));
    if (!heading && !row_is_empty(row)) {
      read_row(session, sheet, row);
    }
  }
}
