/* The sheets of a workbook as they are put together: cells, widths and heights. */
#include "output/xlsx/workbook.h"

#include <errno.h>

/* What Excel opens. */
enum { MOST_ROWS = 1048576, MOST_COLUMNS = 16384, MOST_LINKS = 65000, LONGEST_LINK = 2000, USUAL_WIDTH = 10 };

void workbook_init(struct workbook *workbook, struct arena *arena) {
  *workbook = (struct workbook){.arena = arena, .generator = "crosswalk"};
}

struct sheet *workbook_add(struct workbook *workbook, const char *name, uint32_t columns) {
  struct sheet *sheet = arena_zalloc(workbook->arena, sizeof *sheet);
  sheet->workbook = workbook;
  sheet->name = name;
  sheet->columns = arena_zalloc(workbook->arena, columns * sizeof *sheet->columns);
  sheet->column_count = columns;
  if (columns > MOST_COLUMNS) {
    workbook->error = EFBIG;
  }
  vec_push(workbook->arena, &workbook->sheets, sheet);
  return sheet;
}

void sheet_width(struct sheet *sheet, uint32_t column, unsigned least, unsigned most) {
  sheet->columns[column].least = least;
  sheet->columns[column].most = most;
}

void sheet_row(struct sheet *sheet) {
  vec_push(sheet->workbook->arena, &sheet->heights, 1);
  sheet->row++;
  sheet->column = 0;
  if (sheet->row > MOST_ROWS) {
    sheet->workbook->error = EFBIG;
  }
}

static void grow_row(struct sheet *sheet, uint32_t lines) {
  uint32_t *height = &sheet->heights.v[sheet->row - 1];
  *height = lines > *height ? lines : *height;
}

/* The header's own words may be below one another; beside them is the button of the filter. */
static uint32_t head_width(struct str text) {
  uint32_t widest = 0;
  uint32_t width = 0;
  for (uint32_t i = 0; i < text.n; i++) {
    width = text.p[i] == ' ' ? 0 : width + 1;
    widest = width > widest ? width : widest;
  }
  return widest + 3;
}

static bool is_wrapped(enum look look) {
  return look != LOOK_TITLE && look != LOOK_SECTION && look != LOOK_LINE && look != LOOK_LINK;
}

/* Makes room for the text: to the side as far as the column may grow, then below. */
static void make_room(struct sheet *sheet, struct str text, enum look look) {
  struct sheet_column *column = &sheet->columns[sheet->column];
  if (!is_wrapped(look) || look == LOOK_PROSE) {
    return;
  }
  uint32_t width = look == LOOK_HEAD ? head_width(text) : workbook_text_width(text) + 2;
  column->seen = width > column->seen ? width : column->seen;
  uint32_t most = look == LOOK_HEAD ? width : column->most;
  most = most > column->least ? most : column->least;
  grow_row(sheet, workbook_text_lines(text, most + most / 10));
}

static struct sheet_cell *add_cell(struct sheet *sheet, enum look look) {
  struct sheet_cell cell = {.row = sheet->row - 1, .column = (uint16_t)sheet->column, .look = (uint8_t)look};
  vec_push(sheet->workbook->arena, &sheet->cells, cell);
  sheet->column++;
  return &sheet->cells.v[sheet->cells.n - 1];
}

void sheet_text(struct sheet *sheet, struct str text, enum look look) {
  make_room(sheet, text, look);
  add_cell(sheet, look)->text = text.p != NULL ? text : STR("");
}

void sheet_number(struct sheet *sheet, uint64_t number) {
  add_cell(sheet, LOOK_NUMBER)->number = number;
}

void sheet_prose(struct sheet *sheet, struct str text, enum look look) {
  sheet_row(sheet);
  sheet_text(sheet, text, look);
  if (look == LOOK_TITLE || look == LOOK_SECTION) {
    grow_row(sheet, 2);
    return;
  }
  uint32_t width = 0;
  for (uint32_t i = 0; i < sheet->column_count; i++) {
    width += sheet->columns[i].most;
  }
  grow_row(sheet, workbook_text_lines(text, width > 0 ? width : USUAL_WIDTH));
  sheet->cells.v[sheet->cells.n - 1].whole_row = sheet->column_count > 1;
}

void sheet_link(struct sheet *sheet, const char *to) {
  sheet_text(sheet, str_from(to), LOOK_LINK);
  sheet->cells.v[sheet->cells.n - 1].to = to;
}

void sheet_freeze(struct sheet *sheet, uint32_t columns) {
  sheet->head_row = sheet->row;
  sheet->frozen_columns = columns;
}

void sheet_choose(struct sheet *sheet, uint32_t column, const char **words) {
  vec_push(sheet->workbook->arena, &sheet->choices, (struct sheet_choice){.column = column, .words = words});
}

struct sheet *workbook_add_table(struct workbook *workbook, const char *name, const struct sheet_heading *headings,
                                 uint32_t count) {
  struct sheet *sheet = workbook_add(workbook, name, count);
  sheet_row(sheet);
  for (uint32_t i = 0; i < count; i++) {
    sheet_width(sheet, i, headings[i].least, headings[i].most);
    sheet_text(sheet, str_from(headings[i].name), LOOK_HEAD);
    if (headings[i].choices != NULL) {
      sheet_choose(sheet, i, headings[i].choices);
    }
  }
  sheet_freeze(sheet, 1);
  return sheet;
}

void sheet_lead(struct sheet *sheet, const char *to, uint32_t row) {
  if (sheet->link_count++ < MOST_LINKS) {
    struct sheet_cell *cell = &sheet->cells.v[sheet->cells.n - 1];
    cell->to = to;
    cell->to_row = row;
  }
}

void sheet_lead_out(struct sheet *sheet, struct str href) {
  if (href.n > 0 && href.n <= LONGEST_LINK && sheet->link_count++ < MOST_LINKS) {
    struct sheet_cell *cell = &sheet->cells.v[sheet->cells.n - 1];
    cell->to = str_copy(sheet->workbook->arena, href).p;
    cell->outside = true;
  }
}

void sheet_chart(struct sheet *sheet, uint32_t first_row, uint32_t rows, uint32_t first_column, uint32_t columns) {
  sheet->chart = (struct sheet_chart){first_row, rows, first_column, columns, sheet->row + 1};
}
