/* The sheets of a workbook: rows as they are written, then the whole sheet, then the package. */
#include "output/xlsx/workbook.h"

#include "output/xlsx/zip.h"

#include <errno.h>
#include <stdio.h>

/* What Excel opens. */
enum { MOST_ROWS = 1048576, MOST_COLUMNS = 16384, USUAL_WIDTH = 10, LINE_HEIGHT = 13, MOST_LINES = 31 };

void workbook_init(struct workbook *workbook, struct arena *arena) {
  *workbook = (struct workbook){.arena = arena, .generator = "crosswalk", .slot_count = 1024};
  workbook->slots = arena_zalloc(arena, workbook->slot_count * sizeof *workbook->slots);
}

struct sheet *workbook_add(struct workbook *workbook, const char *name, uint32_t columns) {
  struct sheet *sheet = arena_zalloc(workbook->arena, sizeof *sheet);
  sheet->workbook = workbook;
  sheet->name = name;
  sheet->rows = sink_open_memory(workbook->arena);
  buf_init(&sheet->cells, workbook->arena);
  sheet->columns = arena_zalloc(workbook->arena, columns * sizeof *sheet->columns);
  sheet->column_count = columns;
  if (columns > MOST_COLUMNS) {
    workbook->error = EFBIG;
  }
  vec_push(workbook->arena, &workbook->sheets, sheet);
  return sheet;
}

/* ---- texts, each of which stands once in the workbook ---- */

static uint32_t hash_of(struct str text) {
  uint32_t hash = 2166136261U;
  for (uint32_t i = 0; i < text.n; i++) {
    hash = (hash ^ (unsigned char)text.p[i]) * 16777619U;
  }
  return hash;
}

static void put_slot(struct workbook *workbook, uint32_t hash, uint32_t number) {
  uint32_t at = hash & (workbook->slot_count - 1);
  while (workbook->slots[at] != 0) {
    at = (at + 1) & (workbook->slot_count - 1);
  }
  workbook->slots[at] = number + 1;
}

static void double_slots(struct workbook *workbook) {
  workbook->slot_count *= 2;
  workbook->slots = arena_zalloc(workbook->arena, workbook->slot_count * sizeof *workbook->slots);
  for (uint32_t i = 0; i < workbook->texts.n; i++) {
    put_slot(workbook, workbook->texts.v[i].hash, i);
  }
}

static uint32_t number_of_text(struct workbook *workbook, struct str text) {
  uint32_t hash = hash_of(text);
  workbook->uses++;
  for (uint32_t at = hash & (workbook->slot_count - 1); workbook->slots[at] != 0;
       at = (at + 1) & (workbook->slot_count - 1)) {
    const struct workbook_text *known = &workbook->texts.v[workbook->slots[at] - 1];
    if (known->hash == hash && str_eq(known->text, text)) {
      return workbook->slots[at] - 1;
    }
  }
  if ((workbook->texts.n + 1) * 2 > workbook->slot_count) {
    double_slots(workbook);
  }
  put_slot(workbook, hash, workbook->texts.n);
  vec_push(workbook->arena, &workbook->texts, (struct workbook_text){.text = text, .hash = hash});
  return workbook->texts.n - 1;
}

/* ---- rows ---- */

struct column_name column_name(uint32_t column) {
  char backwards[8];
  unsigned n = 0;
  for (uint32_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    backwards[n++] = (char)('A' + (rest - 1) % 26);
  }
  struct column_name name = {""};
  for (unsigned i = 0; i < n; i++) {
    name.text[i] = backwards[n - 1 - i];
  }
  return name;
}

void sheet_width(struct sheet *sheet, uint32_t column, unsigned least, unsigned most) {
  sheet->columns[column].least = least;
  sheet->columns[column].most = most;
}

/* Programs differ in whether they find out the height of a row by themselves, so it is said; as a guess that they may
 * better, since what stands in a line depends on the font. */
static void end_row(struct sheet *sheet) {
  struct sink *rows = sheet->rows;
  if (sheet->row == 0) {
    return;
  }
  uint32_t lines = sheet->lines < MOST_LINES ? sheet->lines : (uint32_t)MOST_LINES;
  sink_text(rows, "<row r=\"");
  sink_number(rows, sheet->row);
  if (lines > 1) {
    sink_text(rows, "\" ht=\"");
    sink_number(rows, (uint64_t)lines * LINE_HEIGHT);
  }
  sink_text(rows, "\">");
  sink_str(rows, buf_done(&sheet->cells));
  sink_text(rows, "</row>\n");
}

void sheet_row(struct sheet *sheet) {
  end_row(sheet);
  sheet->cells.n = 0;
  sheet->lines = 1;
  sheet->row++;
  sheet->column = 0;
  if (sheet->row > MOST_ROWS) {
    sheet->workbook->error = EFBIG;
  }
}

static void begin_cell(struct sheet *sheet, enum look look, bool quoted) {
  buf_printf(&sheet->cells, "<c r=\"%s%u\" s=\"%u", column_name(sheet->column).text, sheet->row,
             workbook_format(look, quoted));
  sheet->column++;
}

/* The header's own words may stand below one another; beside them is the button of the filter. */
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
  uint32_t lines = workbook_text_lines(text, most + most / 10);
  sheet->lines = lines > sheet->lines ? lines : sheet->lines;
}

void sheet_text(struct sheet *sheet, struct str text, enum look look) {
  make_room(sheet, text, look);
  begin_cell(sheet, look, workbook_text_runs(text));
  if (text.n == 0) {
    buf_text(&sheet->cells, "\"/>");
  } else {
    buf_printf(&sheet->cells, "\" t=\"s\"><v>%u</v></c>", number_of_text(sheet->workbook, text));
  }
}

void sheet_number(struct sheet *sheet, uint64_t number) {
  begin_cell(sheet, LOOK_NUMBER, false);
  buf_printf(&sheet->cells, "\"><v>%llu</v></c>", (unsigned long long)number);
}

void sheet_prose(struct sheet *sheet, struct str text, enum look look) {
  sheet_row(sheet);
  if (look == LOOK_TITLE || look == LOOK_SECTION) {
    sheet->lines = 2;
  } else {
    uint32_t width = 0;
    for (uint32_t i = 0; i < sheet->column_count; i++) {
      width += sheet->columns[i].most;
    }
    sheet->lines = workbook_text_lines(text, width > 0 ? width : USUAL_WIDTH);
    vec_push(sheet->workbook->arena, &sheet->merged, sheet->row);
  }
  sheet_text(sheet, text, look);
}

void sheet_link(struct sheet *sheet, const char *to) {
  vec_push(sheet->workbook->arena, &sheet->links, (struct sheet_link){.row = sheet->row, .to = to});
  sheet_text(sheet, str_from(to), LOOK_LINK);
}

void sheet_freeze(struct sheet *sheet, uint32_t columns) {
  sheet->head_row = sheet->row;
  sheet->frozen_columns = columns;
}

/* ---- a sheet ---- */

static void put(struct sink *sink, const char *before, uint64_t number, const char *after) {
  sink_text(sink, before);
  sink_number(sink, number);
  sink_text(sink, after);
}

static void cell_name(struct sink *sink, uint32_t column, uint32_t row) {
  sink_text(sink, column_name(column).text);
  sink_number(sink, row);
}

/* A1:J12 */
static void area(struct sink *sink, uint32_t from_row, uint32_t to_column, uint32_t to_row) {
  cell_name(sink, 0, from_row);
  sink_char(sink, ':');
  cell_name(sink, to_column, to_row);
}

static void view(struct sink *sink, const struct sheet *sheet, bool first) {
  sink_text(sink, "<sheetViews><sheetView showGridLines=\"0\"");
  sink_text(sink, first ? " tabSelected=\"1\"" : "");
  sink_text(sink, " workbookViewId=\"0\"");
  if (sheet->head_row == 0) {
    sink_text(sink, "/></sheetViews>");
    return;
  }
  put(sink, "><pane xSplit=\"", sheet->frozen_columns, "\"");
  put(sink, " ySplit=\"", sheet->head_row, "\" topLeftCell=\"");
  cell_name(sink, sheet->frozen_columns, sheet->head_row + 1);
  sink_text(sink,
            "\" activePane=\"bottomRight\" state=\"frozen\"/><selection pane=\"topRight\"/>"
            "<selection pane=\"bottomLeft\"/><selection pane=\"bottomRight\"/></sheetView></sheetViews>");
}

static void columns(struct sink *sink, const struct sheet *sheet) {
  sink_text(sink, "<cols>");
  for (uint32_t i = 0; i < sheet->column_count; i++) {
    const struct sheet_column *column = &sheet->columns[i];
    unsigned width = column->seen < column->most ? column->seen : column->most;
    width = width > column->least ? width : column->least;
    put(sink, "<col min=\"", i + 1U, "\"");
    put(sink, " max=\"", i + 1U, "\"");
    put(sink, " width=\"", width > 0 ? width : USUAL_WIDTH, "\" customWidth=\"1\"/>");
  }
  sink_text(sink, "</cols>");
}

static void merged_cells(struct sink *sink, const struct sheet *sheet) {
  if (sheet->merged.n == 0 || sheet->column_count < 2) {
    return;
  }
  put(sink, "<mergeCells count=\"", sheet->merged.n, "\">");
  for (uint32_t i = 0; i < sheet->merged.n; i++) {
    sink_text(sink, "<mergeCell ref=\"");
    area(sink, sheet->merged.v[i], sheet->column_count - 1, sheet->merged.v[i]);
    sink_text(sink, "\"/>");
  }
  sink_text(sink, "</mergeCells>");
}

static void links(struct sink *sink, const struct sheet *sheet) {
  if (sheet->links.n == 0) {
    return;
  }
  sink_text(sink, "<hyperlinks>");
  for (uint32_t i = 0; i < sheet->links.n; i++) {
    sink_text(sink, "<hyperlink ref=\"");
    cell_name(sink, 0, sheet->links.v[i].row);
    sink_text(sink, "\" location=\"'");
    sink_text(sink, sheet->links.v[i].to);
    sink_text(sink, "'!A1\" display=\"");
    sink_text(sink, sheet->links.v[i].to);
    sink_text(sink, "\"/>");
  }
  sink_text(sink, "</hyperlinks>");
}

/* A text in a header of a page: an ampersand begins a code there, and all of it has at most 255 characters. */
static void page_text(struct sink *sink, struct arena *arena, struct str text) {
  struct sink *doubled = sink_open_memory(arena);
  for (uint32_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    if (c == '&') {
      sink_char(doubled, '&');
    }
    sink_char(doubled, c == '\n' || c == '\t' || c == '\r' ? ' ' : c);
  }
  workbook_escape(sink, sink_memory(doubled));
}

/* The longest beginning of whole characters that has at most `most` bytes. */
static struct str beginning(struct str text, uint32_t most) {
  if (text.n > most) {
    text.n = most;
    while (text.n > 0 && ((unsigned char)text.p[text.n] & 0xC0U) == 0x80U) {
      text.n--;
    }
  }
  return text;
}

static void page(struct sink *sink, const struct sheet *sheet) {
  enum { TITLE = 80, ORGANISATION = 40 };
  const struct workbook *workbook = sheet->workbook;
  struct arena *arena = workbook->arena;
  sink_text(sink,
            "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.7\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>"
            "<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"/><headerFooter><oddHeader>&amp;L");
  page_text(sink, arena, beginning(workbook->title, TITLE));
  if (workbook->organisation.n > 0) {
    sink_text(sink, "&amp;R");
    page_text(sink, arena, beginning(workbook->organisation, ORGANISATION));
  }
  sink_text(sink, "</oddHeader><oddFooter>&amp;L");
  page_text(sink, arena, str_from(workbook->generator));
  sink_text(sink, "&amp;C&amp;A&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter>");
}

static struct str sheet_xml(struct sheet *sheet, bool first) {
  struct sink *sink = sink_open_memory(sheet->workbook->arena);
  uint32_t rows = sheet->row > 0 ? sheet->row : 1;
  end_row(sheet);
  sink_text(sink,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
            "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"");
  area(sink, 1, sheet->column_count - 1, rows);
  sink_text(sink, "\"/>");
  view(sink, sheet, first);
  sink_text(sink, "<sheetFormatPr defaultRowHeight=\"13\"/>");
  columns(sink, sheet);
  sink_text(sink, "<sheetData>\n");
  sink_str(sink, sink_memory(sheet->rows));
  sink_text(sink, "</sheetData>");
  if (sheet->head_row > 0) {
    sink_text(sink, "<autoFilter ref=\"");
    area(sink, sheet->head_row, sheet->column_count - 1, rows);
    sink_text(sink, "\"/>");
  }
  merged_cells(sink, sheet);
  links(sink, sheet);
  page(sink, sheet);
  sink_text(sink, "<ignoredErrors><ignoredError sqref=\"");
  area(sink, 1, sheet->column_count - 1, rows);
  sink_text(sink, "\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>\n");
  struct str xml = sink_memory(sink);
  int error = sink_close(sink);
  error = error != 0 ? error : sink_close(sheet->rows);
  if (error != 0) {
    sheet->workbook->error = error;
  }
  return xml;
}

void workbook_write(struct workbook *workbook, struct sink *sink) {
  struct zip zip = {.sink = sink};
  workbook_parts(workbook, &zip);
  for (uint32_t i = 0; i < workbook->sheets.n; i++) {
    char *name = arena_alloc(workbook->arena, 40);
    snprintf(name, 40, "xl/worksheets/sheet%u.xml", i + 1);
    zip_add(&zip, name, sheet_xml(workbook->sheets.v[i], i == 0));
  }
  zip_finish(&zip);
  if (workbook->error != 0) {
    sink_fail(sink, workbook->error);
  }
}
