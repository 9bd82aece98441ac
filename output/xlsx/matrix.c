/* The wide table as a workbook: a row for each control, and for each target how far it is covered, and by what. */
#include "output/xlsx/xlsx.h"

#include "base/buf.h"

static void cell(struct sheet *sheet, const struct report_item *item, const struct report_matrix_cell *cell) {
  bool disputed = false;
  for (uint32_t i = 0; i < cell->count; i++) {
    disputed = disputed || cell->counterparts[i].disputed;
  }
  bool coloured = item->counted && !cell->named_only;
  sheet_text(sheet, item->counted ? str_from(report_matrix_coverage(cell)) : STR(""),
             coloured ? xlsx_coverage_look(cell->coverage) : LOOK_PLAIN);
  sheet_text(sheet, report_matrix_text(cell, sheet->workbook->arena), disputed ? LOOK_RED : LOOK_PLAIN);
}

static void heads(struct sheet *sheet, const struct report_matrix *report) {
  sheet_width(sheet, 0, 10, 20);
  sheet_width(sheet, 1, 24, 44);
  sheet_row(sheet);
  xlsx_head(sheet, "Source", report->source.short_title);
  xlsx_head(sheet, "Source title", STR(""));
  for (uint32_t t = 0; t < report->target_count; t++) {
    sheet_width(sheet, 2 + 2 * t, 11, 12);
    sheet_width(sheet, 3 + 2 * t, 20, 40);
    xlsx_head(sheet, "Coverage", report->targets[t].short_title);
    sheet_text(sheet, report->targets[t].short_title, LOOK_HEAD);
  }
  xlsx_own_head(sheet, 2 + 2 * report->target_count, NULL, &report->source);
  sheet_freeze(sheet, 2);
}

static void table(struct workbook *workbook, const struct report_matrix *report) {
  struct sheet *sheet = workbook_add(workbook, "Matrix", 2 + 2 * report->target_count + report->source.own_count);
  heads(sheet, report);
  for (uint32_t i = 0; i < report->source.item_count; i++) {
    const struct report_item *item = &report->source.items[i];
    if (!report_matrix_has_row(report, i)) {
      continue;
    }
    sheet_row(sheet);
    sheet_text(sheet, report_name(item->label, item->id), item->group ? LOOK_LABEL : LOOK_ID);
    sheet_lead_out(sheet, item->href);
    sheet_text(sheet, item->title, item->group ? LOOK_LABEL : LOOK_PLAIN);
    for (uint32_t t = 0; t < report->target_count; t++) {
      cell(sheet, item, &report->cells[(size_t)i * report->target_count + t]);
    }
    xlsx_own_cells(sheet, item->own, report->source.own_count);
  }
}

static void provenance(struct workbook *workbook, const struct report_matrix *report) {
  const struct report_framework **frameworks =
      arena_alloc(workbook->arena, ((size_t)report->target_count + 1) * sizeof *frameworks);
  frameworks[0] = &report->source;
  for (uint32_t t = 0; t < report->target_count; t++) {
    frameworks[t + 1] = &report->targets[t];
  }
  const struct xlsx_provenance provenance = {.framework_count = report->target_count + 1,
                                             .frameworks = frameworks,
                                             .mapping_count = report->mapping_count,
                                             .mappings = report->mappings,
                                             .document_count = report->document_count,
                                             .documents = report->documents};
  xlsx_provenance(workbook, &provenance);
}

/* What the workspace calls it, or "NIST CSF 2.0 against ISO/IEC 27001:2022, SOC 2". */
static struct str title_of(struct arena *arena, const struct report_matrix *report) {
  struct buf title;
  buf_init(&title, arena);
  if (report->title.n > 0) {
    return report->title;
  }
  buf_printf(&title, "%.*s against ", STR_ARG(report->source.short_title));
  for (uint32_t t = 0; t < report->target_count; t++) {
    buf_text(&title, t > 0 ? ", " : "");
    buf_str(&title, report->targets[t].short_title);
  }
  return buf_done(&title);
}

static void summary(struct sheet *sheet, const struct report_matrix *report, struct str title) {
  struct buf subtitle;
  buf_init(&subtitle, sheet->workbook->arena);
  buf_printf(&subtitle, "Each control of %.*s, with its counterparts.", STR_ARG(report->source.title));
  xlsx_front(sheet, &report->brand, title, buf_done(&subtitle));
  xlsx_counts_head(sheet);
  for (uint32_t t = 0; t < report->target_count; t++) {
    xlsx_counts(sheet, report->source.short_title, report->targets[t].short_title, &report->source_counts[t]);
  }
  for (uint32_t t = 0; t < report->target_count; t++) {
    xlsx_counts(sheet, report->targets[t].short_title, report->source.short_title, &report->targets[t].counts);
  }
  xlsx_contents(sheet);
}

void xlsx_matrix(struct sink *sink, const struct report_matrix *report, const struct writer_options *options) {
  struct workbook workbook;
  workbook_init(&workbook, sink_arena(sink));
  workbook.title = title_of(workbook.arena, report);
  workbook.organisation = report->brand.organisation;
  workbook.accent = report->brand.accent;
  workbook.generator = options->generator != NULL ? options->generator : workbook.generator;
  struct sheet *front = xlsx_summary_sheet(&workbook);
  table(&workbook, report);
  provenance(&workbook, report);
  xlsx_reading(&workbook);
  summary(front, report, workbook.title);
  workbook_write(&workbook, sink);
}
