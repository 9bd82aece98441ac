/* What a table is: controls, pairs, marks or an assessment. */
#include "interchange/table_parts.h"

#include "interchange/words.h"

/* A word such as "implemented" or "partial" in a column of states. */
static bool has_states(struct session *session, const struct table *table) {
  static const char *const words[] = {"implemented",
                                      "partial",
                                      "planned",
                                      "not implemented",
                                      "not-implemented",
                                      "compliant",
                                      "non_compliant",
                                      "in place",
                                      "partially implemented",
                                      "not_assessed",
                                      "partially_compliant",
                                      "not_applicable",
                                      "in progress",
                                      "done",
                                      "umgesetzt",
                                      "teilweise umgesetzt",
                                      "geplant",
                                      "nicht umgesetzt",
                                      "mis en \xC5\x93uvre",
                                      "partiel",
                                      "planifi\xC3\xA9"};
  uint32_t column = table_column(table, ROLE_STATUS);
  for (uint32_t i = table->first; i < table->sheet->rows.n && column != NO_INDEX; i++) {
    struct str text = words_fold(session->arena, str_or_empty(row_text(&table->sheet->rows.v[i], column)));
    if (STR_IS_ONE_OF(text, words)) {
      return true;
    }
  }
  return false;
}

/* An id that may stand across the top; a bare number or a percentage is rather a count. */
static bool is_head(struct str text) {
  uint32_t number = 0;
  text = words_trim(text);
  return id_like(text) && words_has_digit(text) && !words_number(text, &number) && !words_ends(text, "%");
}

/* Gives the columns the roles of a table of marks. */
static void take_marks(struct table *table, uint32_t source, bool titled) {
  for (uint32_t i = 0; i < table->column_count; i++) {
    struct column *column = &table->columns[i];
    struct str head = titled ? table_head(column->header.text) : words_trim(column->header.text);
    bool target = column->role == ROLE_NONE && is_head(head);
    bool title = column->role == ROLE_TITLE;
    column->role = target ? ROLE_TARGET : i == source ? ROLE_SOURCE : title ? ROLE_SOURCE_TITLE : ROLE_NONE;
  }
}

/* A header with ids in it, none of which is a column of ids: marks stand below them. Beside titles or texts, and where a
 * title follows an id, they are ids only if a framework knows them: implementation groups look like ids, too. */
static bool is_matrix(struct session *session, struct table *table) {
  uint32_t ids = 0;
  uint32_t titled = 0;
  for (uint32_t i = 0; i < table->column_count; i++) {
    const struct column *column = &table->columns[i];
    bool marks = column->role == ROLE_NONE && is_head(table_head(column->header.text)) &&
                 !table_column_holds_ids(session, table, i);
    ids += marks && is_head(column->header.text) ? 1 : 0;
    titled += marks ? 1 : 0;
  }
  uint32_t source = table_column(table, ROLE_ID);
  if (titled < 2 || source == NO_INDEX) {
    return false;
  }
  bool unsure = ids < 2 || table_has(table, ROLE_TITLE) || table_has(table, ROLE_STATEMENT);
  struct column *before = arena_alloc(session->arena, (table->column_count + 1) * sizeof *before);
  memcpy(before, table->columns, table->column_count * sizeof *before);
  take_marks(table, source, ids < 2);
  if (unsure && session->options->target.n == 0 && table_framework_across(session, table).p == NULL) {
    memcpy(table->columns, before, table->column_count * sizeof *before);
    return false;
  }
  return true;
}

static enum shape shape_of(struct session *session, struct table *table) {
  if (is_matrix(session, table)) {
    return SHAPE_MATRIX;
  }
  if (table_has(table, ROLE_SOURCE) && table_has(table, ROLE_TARGET)) {
    return SHAPE_PAIRS;
  }
  if (!table_has(table, ROLE_ID)) {
    return SHAPE_NONE;
  }
  bool assessed = table_has(table, ROLE_APPLICABLE) || table_has(table, ROLE_JUSTIFICATION) ||
                  table_has(table, ROLE_EVIDENCE) || has_states(session, table);
  if (assessed) {
    return SHAPE_ASSESSMENT;
  }
  return table_has(table, ROLE_TITLE) || table_has(table, ROLE_STATEMENT) ? SHAPE_CONTROLS : SHAPE_NONE;
}

/* The first column of a row that holds ids and little else, or NO_INDEX; `ids` is their number. A cell that is merged across
 * others only groups what stands below it, and what stands beside the table is another's. */
static uint32_t first_head(const struct table *table, const struct row *row, uint32_t *ids) {
  uint32_t filled = 0;
  uint32_t first = NO_INDEX;
  *ids = 0;
  for (uint32_t c = 0; c < row->count && row->cells[c].column < table->column_count; c++) {
    bool id = !row->cells[c].wide && is_head(table_head(row->cells[c].value.text));
    filled += words_trim(row->cells[c].value.text).n > 0 ? 1 : 0;
    *ids += id ? 1 : 0;
    first = id && first == NO_INDEX ? row->cells[c].column : first;
  }
  uint32_t others = filled - *ids;
  return *ids >= 2 && (others <= 1 || (*ids >= 3 && others < *ids)) ? first : NO_INDEX;
}

static void take_heads(struct table *table, uint32_t header) {
  const struct row *row = &table->sheet->rows.v[header];
  table->header = header;
  table->first = header + 1;
  table->fields = row_fields(row);
  for (uint32_t c = 0; c < table->column_count; c++) {
    struct column *column = &table->columns[c];
    *column = (struct column){.header = row_value(table->sheet, row, c)};
    column->role = is_head(table_head(row_text(row, c))) ? ROLE_TARGET : ROLE_NONE;
  }
}

bool table_read_matrix(struct session *session, struct table *table) {
  uint32_t header = 0;
  uint32_t first = NO_INDEX;
  uint32_t most = 0;
  for (uint32_t i = 0; i < table->sheet->rows.n && i < HEADER_ROWS; i++) {
    uint32_t ids = 0;
    uint32_t column = first_head(table, &table->sheet->rows.v[i], &ids);
    if (column != NO_INDEX && ids > most) {
      header = i;
      first = column;
      most = ids;
    }
  }
  if (first == NO_INDEX) {
    return true;
  }
  take_heads(table, header);
  for (uint32_t c = 0; c < first; c++) {
    if (table_column_holds_ids(session, table, c)) {
      table->columns[c].role = ROLE_SOURCE;
      table->shape = SHAPE_MATRIX;
      return true;
    }
  }
  session_say(session, F_IMPORT_COLUMN, &table->columns[first].header,
              "ids stand across this row, but no column of ids stands down the side, so the marks cannot be read; "
              "--columns ROLE=COLUMN says what a column holds");
  session->file->broken = true;
  return false;
}

static bool read_shape_option(const struct session *session, struct table *table) {
  static const char *const names[] = {"", "controls", "pairs", "matrix", "assessment"};
  for (unsigned i = 1; i < sizeof names / sizeof *names; i++) {
    if (str_is(str_or_empty(session->options->shape), names[i])) {
      table->shape = (enum shape)i;
      return true;
    }
  }
  return false;
}

bool table_find_shape(struct session *session, struct table *table) {
  if (!read_shape_option(session, table)) {
    table->shape = shape_of(session, table);
  }
  bool marks = table->shape == SHAPE_MATRIX && table_column(table, ROLE_SOURCE) != NO_INDEX;
  if (marks || (table->shape != SHAPE_MATRIX && table->shape != SHAPE_NONE)) {
    return true;
  }
  table->shape = SHAPE_NONE;
  return table_read_matrix(session, table);
}
