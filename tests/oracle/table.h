/* A table read back from CSV (RFC 4180). */
#ifndef ORACLE_TABLE_H
#define ORACLE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

enum { MOST_COLUMNS = 10, MOST_ROWS = 400 };

struct table {
  unsigned columns;
  unsigned row_count;
  const char *cells[MOST_ROWS][MOST_COLUMNS]; /* the header is row 0 */
};

/* Cells point into `text`, which is changed. Complains if it is not CSV with as many columns in every row. */
bool table_read(char *text, unsigned columns, struct table *table);

#endif
