/* A workbook in the form of Office Open XML (ECMA-376, ISO/IEC 29500): sheets of texts and numbers, and how they look.
 *
 * The package is written by ourselves. A library that is at hand, libxlsxwriter, was measured: in Debian 12 it takes no
 * stream but a path, ends the process in most allocations that fail, reports success when its temporary files do not fit
 * the disk, and reads clock and environment. None of that goes together with tables that appear whole or not at all. */
#ifndef CW_OUTPUT_XLSX_WORKBOOK_H
#define CW_OUTPUT_XLSX_WORKBOOK_H

#include "base/buf.h"
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

struct sheet_link {
  uint32_t row;
  const char *to; /* name of a sheet */
};

struct sheet {
  struct workbook *workbook;
  const char *name;  /* at most 31 characters, none of []:*?/\ and no quote */
  struct sink *rows; /* the XML of the rows so far */
  struct buf cells;  /* of the row being written */
  uint32_t lines;    /* its height */
  struct sheet_column *columns;
  uint32_t column_count;
  uint32_t row;            /* being written, from 1; 0 before the first */
  uint32_t column;         /* the next one, from 0 */
  uint32_t head_row;       /* of the table that is frozen and filtered; 0 for none */
  uint32_t frozen_columns; /* beside it */
  VEC(struct sheet_link) links;
  VEC(uint32_t) merged; /* rows that are one cell */
};

struct workbook_text {
  struct str text; /* borrowed */
  uint32_t hash;
};

struct workbook {
  struct arena *arena;
  struct str title;        /* borrowed, as all of these */
  struct str organisation; /* or empty */
  struct str accent;       /* #rrggbb, or empty */
  const char *generator;
  VEC(struct sheet *) sheets;
  VEC(struct workbook_text) texts; /* each once, in the order of their first use */
  uint32_t *slots;                 /* open addressing: number of a text + 1, or 0 */
  uint32_t slot_count;             /* a power of two */
  uint64_t uses;                   /* of texts, by all cells */
  int error;                       /* too large for the format: an errno */
};

void workbook_init(struct workbook *workbook, struct arena *arena);
struct sheet *workbook_add(struct workbook *workbook, const char *name, uint32_t columns);
/* All of it, as a package. */
void workbook_write(struct workbook *workbook, struct sink *sink);

/* The width of the next column that has none yet gets bounds; without, it is as wide as 10 characters. */
void sheet_width(struct sheet *sheet, uint32_t column, unsigned least, unsigned most);
/* Ends the row before, if there is one. */
void sheet_row(struct sheet *sheet);
/* The next cell. Texts are borrowed until the workbook is written. An empty text is a cell with its frame only. */
void sheet_text(struct sheet *sheet, struct str text, enum look look);
void sheet_number(struct sheet *sheet, uint64_t number);
/* A row with one text: a title, or a paragraph over all columns, as high as it must be. */
void sheet_prose(struct sheet *sheet, struct str text, enum look look);
/* A row that leads to another sheet. */
void sheet_link(struct sheet *sheet, const char *to);
/* The row being written is the header of a table down to the end of the sheet: it stays in sight with the first
 * `columns`, has filters, and stands on each printed page. */
void sheet_freeze(struct sheet *sheet, uint32_t columns);

/* ---- workbook_text.c ---- */

enum { LONGEST_CELL = 32767 }; /* in UTF-16 units; a longer text makes a workbook that Excel calls damaged */
/* Text in XML as a spreadsheet reads it. What no cell can hold is replaced by U+FFFD; what is too long is cut, and says
 * so; "_x0041_", which a spreadsheet would take for "A", is written so that it stays. */
void workbook_escape(struct sink *sink, struct str text);
/* The width of the longest line, in characters of the usual width. */
uint32_t workbook_text_width(struct str text);
/* The lines of the text where `width` characters stand in a line and words stay whole. */
uint32_t workbook_text_lines(struct str text, uint32_t width);
/* Whether a spreadsheet would run the text if somebody typed it. */
bool workbook_text_runs(struct str text);

/* ---- workbook_parts.c: what a package has besides its sheets ---- */

struct zip;
/* The format of a cell by its place in the list of formats; `quoted`: with the mark that keeps a text a text. */
unsigned workbook_format(enum look look, bool quoted);
void workbook_parts(struct workbook *workbook, struct zip *zip);
/* The name of a column: A, B ... AA. */
struct column_name {
  char text[8];
};
struct column_name column_name(uint32_t column);

#endif
