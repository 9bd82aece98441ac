/* The wide table as Markdown: one framework, and what several others have for each of its controls. */
#include "output/escape.h"
#include "output/html/fragments.h"
#include "output/markdown/frame.h"
#include "output/markdown/markdown.h"

static void counterpart(struct sink *sink, const struct report_counterpart *counterpart) {
  const char *before = " (";
  markdown_link_start(sink, counterpart->href);
  markdown_codes(sink, counterpart->id, " + ");
  markdown_link_end(sink, counterpart->href);
  if (counterpart->basis != BASIS_CANDIDATE) {
    sink_char(sink, ' ');
    sink_text(sink, vocabulary_token(&vocabulary_relation, counterpart->relation));
  }
  if (counterpart->basis != BASIS_DECLARED) {
    sink_text(sink, before);
    sink_text(sink, basis_token(counterpart->basis));
    before = ", ";
  }
  if (counterpart->disputed) {
    sink_text(sink, before);
    sink_text(sink, "disputed");
    before = ", ";
  }
  if (counterpart->together.n > 0) {
    sink_text(sink, before);
    sink_text(sink, "with ");
    markdown_codes(sink, counterpart->together, ", ");
    before = ", ";
  }
  sink_text(sink, before[0] == ',' ? ")" : "");
}

/* As report_matrix_text has it, with ids as code. */
static void matrix_cell(struct sink *sink, const struct report_matrix_cell *cell) {
  const char *before = " ";
  for (uint32_t i = 0; i < cell->count; i++) {
    sink_text(sink, before);
    counterpart(sink, &cell->counterparts[i]);
    before = "; ";
  }
  if (cell->rest.n > 0) {
    sink_text(sink, before);
    sink_text(sink, report_matrix_coverage(cell));
    sink_text(sink, cell->jointly ? " jointly by " : " by ");
    markdown_codes(sink, cell->rest, ", ");
    before = "; ";
  }
  if (cell->open) {
    sink_text(sink, before);
    sink_text(sink, cell->coverage == COVERAGE_EXCLUDED ? "excluded" : "gap");
    sink_text(sink, cell->note.n > 0 ? ": " : "");
    escape_markdown(sink, cell->note);
    sink_text(sink, cell->reason.n > 0 ? ": " : "");
    escape_markdown(sink, cell->reason);
  }
  sink_text(sink, " |");
}

static void matrix_head(struct sink *sink, const struct report_matrix *report) {
  uint32_t columns = report->target_count + report->source.own_count;
  sink_text(sink, "| Control | Title |");
  for (uint32_t t = 0; t < report->target_count; t++) {
    markdown_cell(sink, report->targets[t].short_title, false);
  }
  for (uint32_t i = 0; i < report->source.own_count; i++) {
    markdown_cell(sink, report->source.own[i].title, false);
  }
  sink_text(sink, "\n| --- | --- |");
  for (uint32_t i = 0; i < columns; i++) {
    sink_text(sink, " --- |");
  }
  sink_char(sink, '\n');
}

static struct str matrix_title(struct arena *arena, const struct report_matrix *report) {
  if (report->title.n > 0) {
    return report->title;
  }
  struct sink *title = sink_open_memory(arena);
  sink_str(title, report->source.short_title);
  for (uint32_t t = 0; t < report->target_count; t++) {
    sink_text(title, t == 0 ? " to " : t + 1 < report->target_count ? ", " : " and ");
    sink_str(title, report->targets[t].short_title);
  }
  return sink_memory(title);
}

static void matrix_figures(struct sink *sink, const struct report_matrix *report) {
  for (uint32_t t = 0; t < report->target_count; t++) {
    struct report_framework covered = report->source;
    covered.counts = report->source_counts[t];
    markdown_coverage_line(sink, "- ", &covered, &report->targets[t]);
  }
  for (uint32_t i = 0; i < report->mapping_count; i++) {
    markdown_mapping_line(sink, &report->mappings[i], i + 1U);
  }
  sink_char(sink, '\n');
}

void markdown_matrix(struct sink *sink, const struct report_matrix *report, const struct writer_options *options) {
  markdown_beginning(sink, matrix_title(sink_arena(sink), report), &report->brand, &report->links, options);
  matrix_figures(sink, report);
  matrix_head(sink, report);
  for (uint32_t i = 0; i < report->source.item_count; i++) {
    if (!report_matrix_has_row(report, i)) {
      continue;
    }
    sink_char(sink, '|');
    const struct report_item *item = &report->source.items[i];
    const struct report_end end = fragment_end(&report->source, i);
    markdown_both_cells(sink, &end, false);
    for (uint32_t t = 0; t < report->target_count; t++) {
      matrix_cell(sink, &report->cells[(size_t)i * report->target_count + t]);
    }
    markdown_own_cells(sink, item->own, report->source.own_count);
    sink_char(sink, '\n');
  }
}
