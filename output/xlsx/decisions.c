/* The workbook of a migration. */
#include "output/xlsx/decisions.h"

#include "output/xlsx/xlsx.h"

static void review(struct workbook *workbook, const struct report_grid *pairs) {
  if (pairs->row_count == 0) {
    return;
  }
  struct sheet *sheet = xlsx_review_sheet(workbook);
  for (uint32_t row = 0; row < pairs->row_count; row++) {
    const struct str *cells = &pairs->cells[(size_t)row * pairs->columns];
    const struct xlsx_review_row pair = {.source = cells[0],
                                         .source_title = cells[1],
                                         .target = cells[2],
                                         .target_title = cells[3],
                                         .strength = -1,
                                         .confidence = -1,
                                         .remarks = cells[4],
                                         .relation_look = LOOK_PLAIN};
    xlsx_review_row(sheet, &pair);
  }
}

static void list(struct workbook *workbook, const struct report_grid *grid) {
  struct sheet *sheet = workbook_add(workbook, "Decisions", grid->columns);
  sheet_row(sheet);
  for (uint32_t i = 0; i < grid->columns; i++) {
    sheet_width(sheet, i, 8, 48);
    sheet_text(sheet, grid->header[i], LOOK_HEAD);
  }
  sheet_freeze(sheet, 1);
  for (uint32_t row = 0; row < grid->row_count; row++) {
    sheet_row(sheet);
    for (uint32_t i = 0; i < grid->columns; i++) {
      sheet_text(sheet, grid->cells[(size_t)row * grid->columns + i], LOOK_ID);
    }
  }
}

static void line(struct sheet *sheet, const char *name, struct str value) {
  sheet_row(sheet);
  sheet_text(sheet, str_from(name), LOOK_HEAD);
  sheet_text(sheet, value, LOOK_ID);
}

static void provenance(struct workbook *workbook, const struct xlsx_decisions *decisions) {
  struct sheet *sheet = workbook_add(workbook, "Provenance", 2);
  sheet_width(sheet, 0, 14, 20);
  sheet_width(sheet, 1, 30, 60);
  line(sheet, "Document", decisions->document);
  line(sheet, "From", decisions->old);
  line(sheet, "To", decisions->new_);
  if (decisions->source.n > 0) {
    line(sheet, "Source", decisions->source);
    line(sheet, "Target", decisions->target);
  }
  line(sheet, "How to go on",
       STR("Choose a relation in the sheet Review where one holds, and leave the others blank."));
}

void xlsx_decisions_write(struct sink *sink, const struct xlsx_decisions *decisions,
                          const struct writer_options *options) {
  struct workbook workbook;
  workbook_init(&workbook, sink_arena(sink));
  workbook.title = STR("What is to be decided");
  workbook.generator = options->generator != NULL ? options->generator : workbook.generator;
  review(&workbook, &decisions->pairs);
  list(&workbook, &decisions->list);
  provenance(&workbook, decisions);
  workbook_write(&workbook, sink);
}
