/* Looking cells up. */
#include "interchange/sheet.h"

#include "base/search.h"
#include "interchange/words.h"

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
