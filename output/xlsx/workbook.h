/* A workbook: sheets of texts and numbers, and how they look. What is put in is kept until the workbook is written, by
 * libxlsxwriter, which only package.c knows. The same workbook gives the same bytes with the same version of that
 * library. */
#ifndef CW_OUTPUT_XLSX_WORKBOOK_H
#define CW_OUTPUT_XLSX_WORKBOOK_H

#include "base/vec.h"
#include "output/sink.h"

/* How a cell looks. Colours never stand alone: the cell has the word, too. */
enum look {
  LOOK_PLAIN,   /* a text, wrapped */
  LOOK_ID,      /* an id: in a cell of the format "text", so that 5.10 stays 5.10 when somebody edits it */
  LOOK_NUMBER,  /* a number; with LOOK_PLAIN's frame */
  LOOK_HEAD,    /* the header of a table */
  LOOK_TITLE,   /* the title of a sheet */
  LOOK_SECTION, /* a heading within a sheet */
  LOOK_PROSE,   /* text without a frame */
  LOOK_LINE,    /* the same, on one line that may run over its neighbours */
  LOOK_LINK,    /* the same, leading to another sheet */
  LOOK_LABEL,   /* the name of something, in bold */
  LOOK_GREEN,   /* a word of a vocabulary, on a pale ground */
  LOOK_MINT,
  LOOK_BLUE,
  LOOK_AMBER,
  LOOK_SAND,
  LOOK_GREY,
  LOOK_VIOLET,
  LOOK_ORANGE,
  LOOK_RED,
  LOOKS
};

/* The width of a column: that of its longest text, within bounds; in characters. */
struct sheet_column {
  unsigned least;
  unsigned most;
  unsigned seen;
};

struct sheet_cell {
  struct str text; /* borrowed; or, if its bytes are NULL, a number */
  uint64_t number;
  const char *to;  /* the name of a sheet, or an address, that the cell leads to; else NULL */
  uint32_t to_row; /* of the other sheet, from 1; 0 for its head */
  uint32_t row;    /* from 0 */
  uint16_t column;
  uint8_t look;
  bool outside;   /* it leads to an address */
  bool whole_row; /* merged over all columns */
};

/* One of a fixed list of words for the cells of a column, from a drop-down. */
struct sheet_choice {
  uint32_t column;
  const char **words; /* ends with NULL; static */
};

struct sheet {
  struct workbook *workbook;
  const char *name; /* at most 31 characters, none of []:*?/\ and no quote */
  VEC(struct sheet_cell) cells;
  VEC(uint32_t) heights; /* of the rows, in lines */
  VEC(struct sheet_choice) choices;
  struct sheet_chart {
    uint32_t first_row;
    uint32_t rows; /* 0 for no chart */
    uint32_t first_column;
    uint32_t columns;
    uint32_t at; /* the row that it stands in, from 0 */
  } chart;
  struct sheet_column *columns;
  uint32_t column_count;
  uint32_t row;            /* being written, from 1; 0 before the first */
  uint32_t column;         /* the next one, from 0 */
  uint32_t head_row;       /* of the table that is frozen and filtered; 0 for none */
  uint32_t frozen_columns; /* beside it */
  uint32_t link_count;
};

struct workbook {
  struct arena *arena;
  struct str title;        /* borrowed, as all of these */
  struct str organisation; /* or empty */
  struct str accent;       /* #rrggbb, or empty */
  const char *generator;
  VEC(struct sheet *) sheets;
  int error; /* too large for the format: an errno */
};

void workbook_init(struct workbook *workbook, struct arena *arena);
/* The text of a cell is borrowed until the workbook is written, and so is the name. */
struct sheet *workbook_add(struct workbook *workbook, const char *name, uint32_t columns);
/* A column of a table, and how wide it is. */
struct sheet_heading {
  const char *name;
  unsigned least;
  unsigned most;
  const char **choices; /* the words that its cells offer, static and ended with NULL; or NULL */
};
/* A sheet that is one table: its header is written and stays in sight with the first column. */
struct sheet *workbook_add_table(struct workbook *workbook, const char *name, const struct sheet_heading *headings,
                                 uint32_t count);
/* All of it, as a package. */
void workbook_write(struct workbook *workbook, struct sink *sink);

/* The width of a column gets bounds; without, it is as wide as 10 characters. */
void sheet_width(struct sheet *sheet, uint32_t column, unsigned least, unsigned most);
/* Ends the row before, if there is one. */
void sheet_row(struct sheet *sheet);
/* The next cell. An empty text is a cell with its frame only. */
void sheet_text(struct sheet *sheet, struct str text, enum look look);
void sheet_number(struct sheet *sheet, uint64_t number);
/* A row with one text: a title, or a paragraph over all columns, as high as it must be. */
void sheet_prose(struct sheet *sheet, struct str text, enum look look);
/* The next cell leads to another sheet. */
void sheet_link(struct sheet *sheet, const char *to);
/* The cell before leads to a row of another sheet, from 1; not where there are more links than a sheet may have. */
void sheet_lead(struct sheet *sheet, const char *to, uint32_t row);
/* The cell before leads to an address, if that is not empty; with the same exception, and not where a workbook cannot hold
 * the address. */
void sheet_lead_out(struct sheet *sheet, struct str href);
/* A chart of stacked bars below the rows, of figures that stand in the sheet: each of `columns` columns from the first one
 * on is a series, each of `rows` rows a bar; names of series are in the row above. Rows and columns from 1. */
void sheet_chart(struct sheet *sheet, uint32_t first_row, uint32_t rows, uint32_t first_column, uint32_t columns);
/* The row being written is the header of a table down to the end of the sheet: it stays in sight with the first
 * `columns`, has filters, and is on each printed page. */
void sheet_freeze(struct sheet *sheet, uint32_t columns);
/* The cells of a column below the header offer these words, and no others are taken. */
void sheet_choose(struct sheet *sheet, uint32_t column, const char **words);

/* ---- workbook_text.c ---- */

enum { LONGEST_CELL = 32767 }; /* in UTF-16 units; a longer text makes a workbook that Excel calls damaged */
/* Text as a cell holds it. What no cell can hold is replaced by U+FFFD; what is too long is cut, and says so; "_x0041_",
 * which a spreadsheet would take for "A", is written so that it stays. */
struct str workbook_cell_text(struct arena *arena, struct str text);
/* The width of the longest line, in characters of the usual width. */
uint32_t workbook_text_width(struct str text);
/* The lines of the text where `width` characters fit in a line and words stay whole. */
uint32_t workbook_text_lines(struct str text, uint32_t width);
/* A text in the header of a page: an ampersand begins a code there, and the beginning of at most `most` bytes is taken. */
struct str workbook_page_text(struct arena *arena, struct str text, uint32_t most);

#endif
