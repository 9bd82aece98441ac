/* A reader of CSV that knows nothing of the writer: it takes RFC 4180 to the letter and fails on anything else. It also
 * knows which cells a spreadsheet would run. */
#ifndef CW_TESTS_CSV_READER_H
#define CW_TESTS_CSV_READER_H

#include "base/str.h"
#include "base/vec.h"

/* The cells of a table, line after line. */
struct csv {
  VEC(struct str) cells;
  VEC(uint32_t) widths; /* of each line */
  bool crlf;            /* its lines end in CRLF: all of them, or none */
};

struct csv read_csv(struct str text);

/* Whether a spreadsheet would take the cell for a formula. */
bool is_formula(struct str text);
/* The cell without the quote that defuses it; fails on a quote before anything that is no formula. */
struct str undefused(struct str cell);

#endif
