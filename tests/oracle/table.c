#include "table.h"

#include "complain.h"

#include <string.h>

/* Reads one cell at *at, ends it in place, and moves *at behind its separator, which is returned. */
static char read_cell(char **at, const char **cell) {
  char *from = *at;
  char *to = from;
  *cell = from;
  bool quoted = *from == '"';
  from += quoted ? 1 : 0;
  while (*from != '\0') {
    if (quoted && *from == '"') {
      if (from[1] != '"') {
        from++;
        break;
      }
      from++;
    } else if (!quoted && (*from == ',' || *from == '\n')) {
      break;
    } else if (!quoted && *from == '"') {
      return '"';
    }
    *to++ = *from++;
  }
  char separator = *from;
  *at = separator != '\0' ? from + 1 : from;
  *to = '\0';
  return separator;
}

bool table_read(char *text, unsigned columns, struct table *table) {
  table->columns = columns;
  table->row_count = 0;
  for (char *at = text; *at != '\0';) {
    if (table->row_count == MOST_ROWS) {
      return complain("a table has more than %d rows", MOST_ROWS);
    }
    for (unsigned c = 0; c < columns; c++) {
      char separator = read_cell(&at, &table->cells[table->row_count][c]);
      if (separator != (c + 1 < columns ? ',' : '\n')) {
        return complain("row %u of a table does not have %u cells", table->row_count, columns);
      }
    }
    table->row_count++;
  }
  return table->row_count > 0 || complain("a table is empty");
}
