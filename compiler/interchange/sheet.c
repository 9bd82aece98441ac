/* Looking cells up. */
#include "interchange/sheet.h"

#include "base/search.h"
#include "interchange/words.h"

const struct sheet *book_sheet(const struct book *book, struct str name) {
  for (uint32_t i = 0; i < book->sheets.n; i++) {
    if (str_eq(book->sheets.v[i].name, name)) {
      return &book->sheets.v[i];
    }
  }
  return NULL;
}

struct str book_sheet_name(const struct book *book, uint32_t sheet) {
  return book != NULL && sheet < book->sheets.n ? book->sheets.v[sheet].name : STR("");
}

const struct cell *row_cell(const struct row *row, uint32_t column) {
  uint32_t at = search_first(struct cell, row->cells, row->count, column, column);
  return at < row->count && row->cells[at].column == column ? &row->cells[at] : NULL;
}

struct str row_text(const struct row *row, uint32_t column) {
  const struct cell *cell = row_cell(row, column);
  struct str text = cell != NULL ? words_trim(cell->value.text) : (struct str){.p = NULL};
  return text.n > 0 ? text : (struct str){.p = NULL};
}

bool row_is_empty(const struct row *row) {
  for (uint32_t i = 0; i < row->count; i++) {
    if (words_trim(row->cells[i].value.text).n > 0) {
      return false;
    }
  }
  return true;
}

uint32_t row_fields(const struct row *row) {
  uint32_t fields = row->count;
  while (fields > 0 && words_trim(row->cells[fields - 1].value.text).n == 0) {
    fields--;
  }
  return fields;
}

bool row_is_shifted(struct session *session, const struct sheet *sheet, const struct row *row, uint32_t fields) {
  const struct cell *first = NULL;
  uint32_t last = 0;
  for (uint32_t i = fields; i < row->count && sheet->name.n == 0; i++) {
    bool filled = words_trim(row->cells[i].value.text).n > 0;
    first = filled && first == NULL ? &row->cells[i] : first;
    last = filled ? i : last;
  }
  if (first == NULL) {
    return false;
  }
  struct finding *finding = session_say(session, F_IMPORT_CELL, &first->value,
                                        "the record has %u fields and its header %u: a separator without quotes around "
                                        "its field has likely shifted what follows; the row is left out",
                                        (unsigned)last + 1, (unsigned)fields);
  finding_note(session->findings, finding, place_none(),
               "put the field in quotes, or name the further columns in the header");
  session_lose(session, "row has more fields than its header and is left out",
               "rows have more fields than their header and are left out", &first->value);
  return true;
}

struct value row_value(const struct sheet *sheet, const struct row *row, uint32_t column) {
  const struct cell *cell = row_cell(row, column);
  if (cell != NULL) {
    return cell->value;
  }
  struct value value = value_none();
  if (sheet->name.n > 0) {
    value.spot = (struct spot){.row = row->number, .column = column + 1, .sheet = sheet->number};
  } else if (row->count > 0) {
    value.spot = row->cells[row->count - 1].value.spot;
  }
  return value;
}
