/* Tables of cells, from a workbook or a text file with separators. */
#ifndef CW_INTERCHANGE_SHEET_H
#define CW_INTERCHANGE_SHEET_H

#include "interchange/session.h"

enum cell_kind {
  CELL_TEXT,
  CELL_NUMBER, /* of a workbook: its text is what the cell shows, as far as that is known */
  CELL_DATE,   /* its text is YYYY-MM-DD */
  CELL_TIME,   /* its text is HH:MM, and :SS where there are any */
  CELL_TRUTH,
  CELL_ERROR,   /* #N/A and the like */
  CELL_NO_VALUE /* a formula without a stored result */
};

struct cell {
  struct value value;
  uint32_t column;         /* from 0 */
  uint8_t kind;            /* enum cell_kind */
  bool shaped;             /* a number whose format says how it is shown */
  bool grouped;            /* such a one, but for separators of thousands */
  bool percent;            /* a number shown as a percentage; its text is then with a % */
  bool struck;             /* struck through */
  bool wide;               /* merged with cells to the right */
  bool borrowed;           /* of a merged range: the value of its first cell */
  uint32_t from;           /* the row of that cell */
  const struct str *shown; /* of a date: what the cell shows; NULL where that is not known */
};

struct row {
  uint32_t number;    /* from 1: of the sheet, or the record */
  struct cell *cells; /* in order of column; empty ones may be missing */
  uint32_t count;
  bool hidden;
};

enum sheet_state { SHEET_VISIBLE, SHEET_HIDDEN, SHEET_VERY_HIDDEN };

struct sheet {
  struct str name; /* empty for a text file */
  uint32_t number;
  enum sheet_state state;
  VEC(struct row) rows;
  uint32_t columns; /* one more than the last that is used */
  uint32_t hidden_columns;
};

struct book {
  VEC(struct sheet) sheets;
  bool workbook;
};

/* The sheet of that name, or NULL. */
const struct sheet *book_sheet(const struct book *book, struct str name);
struct str book_sheet_name(const struct book *book, uint32_t sheet);
/* The cell in that column, or NULL. */
const struct cell *row_cell(const struct row *row, uint32_t column);
/* Its text without blanks at the ends; absent where there is no cell or nothing in it. */
struct str row_text(const struct row *row, uint32_t column);
/* Whether no cell of the row has any text. */
bool row_is_empty(const struct row *row);
/* The fields of a header: what is blank at its end, as spreadsheets write it, is none. */
uint32_t row_fields(const struct row *row);
/* Whether a record of a text file has more than the `fields` of its header: a separator without quotes around its field then
 * shifts what stands behind it, and nothing that the row says can be trusted. It is told, and counted as left out. */
bool row_is_shifted(struct session *session, const struct sheet *sheet, const struct row *row, uint32_t fields);
/* Its value, for a place: of an empty cell, the place where it would be. */
struct value row_value(const struct sheet *sheet, const struct row *row, uint32_t column);

/* Reads a text with separators as a book of one sheet. NULL after a finding. */
const struct book *csv_read(struct session *session, struct str text, char separator);
/* Reads a workbook. NULL after a finding. */
const struct book *xlsx_read(struct session *session, const char *bytes, size_t size);
/* The text behind a byte order mark, as UTF-8; absent if there is no mark. No reader sees one. */
struct str text_by_mark(struct session *session, const char *bytes, size_t size);
/* The text of a file as UTF-8: by its byte order mark, or as the option says. Absent after a finding. */
struct str text_decode(struct session *session, const char *bytes, size_t size);

#endif
