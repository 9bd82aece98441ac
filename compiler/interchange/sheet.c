/* Looking cells up. */
#include "interchange/sheet.h"

#include "interchange/words.h"

struct str book_sheet_name(const struct book *book, uint32_t sheet) {
  return book != NULL && sheet < book->sheets.n ? book->sheets.v[sheet].name : STR("");
}

const struct cell *row_cell(const struct row *row, uint32_t column) {
  uint32_t low = 0;
  for (uint32_t high = row->count; low < high;) {
    uint32_t middle = low + (high - low) / 2;
    if (row->cells[middle].column < column) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < row->count && row->cells[low].column == column ? &row->cells[low] : NULL;
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
