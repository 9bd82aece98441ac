/* Understanding a sheet: its header, its columns, and so what it is. */
#include "interchange/table_parts.h"

uint32_t table_column(const struct table *table, enum role role) {
  for (uint32_t i = 0; i < table->column_count; i++) {
    if (table->columns[i].role == role) {
      return i;
    }
  }
  return NO_INDEX;
}

bool table_has(const struct table *table, enum role role) {
  return table_column(table, role) != NO_INDEX;
}

struct str table_text(const struct table *table, const struct row *row, enum role role) {
  uint32_t column = table_column(table, role);
  return column != NO_INDEX ? row_text(row, column) : (struct str){.p = NULL};
}

struct value table_value(const struct table *table, const struct row *row, enum role role) {
  uint32_t column = table_column(table, role);
  return column != NO_INDEX ? row_value(table->sheet, row, column) : value_none();
}

bool table_row_is_shifted(struct session *session, const struct table *table, const struct row *row) {
  return row_is_shifted(session, table->sheet, row, table->fields);
}

bool table_read(struct session *session, const struct sheet *sheet, struct table *table) {
  *table = (struct table){.sheet = sheet, .header = NO_INDEX, .column_count = sheet->columns};
  table->columns = arena_zalloc(session->arena, ((size_t)sheet->columns + 1) * sizeof *table->columns);
  if (!table_find_header(session, table)) {
    return table_read_matrix(session, table);
  }
  if (!table_name_columns(session, table)) {
    return false;
  }
  table_find_ends(session, table);
  return table_find_shape(session, table);
}
