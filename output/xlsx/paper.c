/* Papers as workbooks: a sheet that says what it is, and one for each table. */
#include "output/xlsx/xlsx.h"

static void put_front(struct sheet *sheet, const struct report_paper *paper) {
  sheet_width(sheet, 0, 16, 30);
  sheet_width(sheet, 1, 60, 90);
  xlsx_front(sheet, &paper->brand, paper->title, str_from(paper->over));
  for (uint32_t i = 0; i < paper->facts.n; i++) {
    sheet_row(sheet);
    sheet_text(sheet, str_from(paper->facts.v[i].label), LOOK_LABEL);
    sheet_text(sheet, paper->facts.v[i].value, LOOK_PROSE);
  }
  sheet_row(sheet);
  for (uint32_t i = 0; i < paper->figures.n; i++) {
    sheet_row(sheet);
    sheet_text(sheet, str_from(paper->figures.v[i].label), LOOK_LABEL);
    sheet_number(sheet, paper->figures.v[i].number);
  }
  sheet_row(sheet);
  for (uint32_t i = 0; i < paper->sentences.n; i++) {
    sheet_prose(sheet, paper->sentences.v[i], LOOK_PROSE);
  }
}

static void put_texts(struct sheet *sheet, const struct paper_part *part) {
  sheet_prose(sheet, str_from(part->title), LOOK_SECTION);
  for (uint32_t i = 0; i < part->paragraphs.n; i++) {
    sheet_prose(sheet, part->paragraphs.v[i], LOOK_PROSE);
  }
  for (uint32_t i = 0; i < part->points.n; i++) {
    sheet_prose(sheet, part->points.v[i], LOOK_PROSE);
  }
}

static void put_cell(struct sheet *sheet, const struct paper_column *column, struct str cell) {
  uint64_t value = 0;
  if (column->kind == PAPER_NUMBER && str_number(cell, 999999999, &value)) {
    sheet_number(sheet, value);
  } else {
    sheet_text(sheet, cell, column->kind == PAPER_ID || column->kind == PAPER_DATE ? LOOK_ID : LOOK_PLAIN);
  }
}

static void put_table(struct workbook *workbook, const struct report_paper *paper, const struct paper_part *part) {
  const struct paper_table *table = &part->table;
  struct sheet *sheet = workbook_add(workbook, part->title, table->column_count);
  for (uint32_t i = 0; i < table->column_count; i++) {
    sheet_width(sheet, i, 9, table->columns[i].kind == PAPER_PROSE ? 50 : 24);
  }
  sheet_row(sheet);
  for (uint32_t i = 0; i < table->column_count; i++) {
    sheet_text(sheet, str_from(table->columns[i].title), LOOK_HEAD);
  }
  sheet_freeze(sheet, 1);
  for (uint32_t row = 0; row < table->row_count; row++) {
    sheet_row(sheet);
    for (uint32_t i = 0; i < table->column_count; i++) {
      struct str cell = table->cells[(size_t)row * table->column_count + i];
      put_cell(sheet, &table->columns[i], paper->bare ? cell : paper_shown(&table->columns[i], cell, workbook->arena));
    }
  }
}

void xlsx_paper(struct sink *sink, const struct report_paper *paper, const struct writer_options *options) {
  struct workbook workbook;
  workbook_init(&workbook, sink_arena(sink));
  workbook.title = paper->title;
  workbook.organisation = paper->brand.organisation;
  workbook.accent = paper->brand.accent;
  workbook.generator = options->generator != NULL ? options->generator : workbook.generator;
  struct sheet *front = paper->bare ? NULL : workbook_add(&workbook, "Summary", 2);
  if (front != NULL) {
    put_front(front, paper);
  }
  for (uint32_t i = 0; i < paper->parts.n; i++) {
    const struct paper_part *part = &paper->parts.v[i];
    if (front != NULL && (part->paragraphs.n > 0 || part->points.n > 0)) {
      put_texts(front, part);
    }
    if (part->table.column_count > 0) {
      put_table(&workbook, paper, part);
    }
  }
  workbook_write(&workbook, sink);
}
