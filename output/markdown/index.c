/* The index of a build as Markdown, and lists. */
#include "output/escape.h"
#include "output/markdown/frame.h"
#include "output/markdown/markdown.h"

/* "A to B, C and D" */
static void matrix_names(struct sink *sink, const struct report_index_matrix *entry) {
  escape_markdown(sink, entry->source_title);
  for (uint32_t t = 0; t < entry->target_count; t++) {
    sink_text(sink, t == 0 ? " to " : t + 1 < entry->target_count ? ", " : " and ");
    escape_markdown(sink, entry->targets[t].title);
  }
}

static void matrix_entry(struct sink *sink, const struct report_index_matrix *entry) {
  bool titled = entry->title.n > 0;
  sink_text(sink, "- [");
  if (titled) {
    escape_markdown(sink, entry->title);
  } else {
    matrix_names(sink, entry);
  }
  sink_text(sink, "](");
  escape_path(sink, entry->file);
  sink_text(sink, titled ? ".md): " : ".md)");
  if (titled) {
    matrix_names(sink, entry);
  }
  sink_char(sink, '\n');
}

static void matrix_entries(struct sink *sink, const struct report_index *report) {
  if (report->matrix_count == 0) {
    return;
  }
  sink_text(sink, "\n## Wide tables\n\n");
  for (uint32_t i = 0; i < report->matrix_count; i++) {
    matrix_entry(sink, &report->matrices[i]);
  }
}

static void paper_entries(struct sink *sink, const struct report_index *report) {
  if (report->paper_count > 0) {
    sink_text(sink, "\n## Our own state\n\n");
  }
  for (uint32_t i = 0; i < report->paper_count; i++) {
    sink_text(sink, "- [");
    escape_markdown(sink, report->papers[i].kind);
    sink_text(sink, "](");
    escape_path(sink, report->papers[i].file);
    sink_text(sink, ".md): ");
    escape_markdown(sink, report->papers[i].title);
    sink_char(sink, '\n');
  }
}

static void covered_cell(struct sink *sink, const struct report_counts *counts) {
  sink_text(sink, " | ");
  if (counts->counted == 0) {
    sink_text(sink, "not counted");
    return;
  }
  markdown_part(sink, "full ", counts->full, 0);
  markdown_part(sink, ", partial ", counts->partial, 0);
  uint32_t named = counts->related_only + counts->supports_only;
  if (named > 0) {
    markdown_part(sink, ", only named ", named, 0);
  }
  markdown_part(sink, ", none ", counts->none, 0);
  if (counts->excluded > 0) {
    markdown_part(sink, ", excluded ", counts->excluded, 0);
  }
  markdown_part(sink, ", of ", counts->counted, 0);
}

static void entry(struct sink *sink, const struct report_index_entry *entry) {
  sink_text(sink, "| [");
  escape_markdown(sink, entry->source_title);
  sink_text(sink, " to ");
  escape_markdown(sink, entry->target_title);
  sink_text(sink, "](");
  escape_path(sink, entry->file);
  sink_text(sink, ".md)");
  covered_cell(sink, &entry->source_counts);
  covered_cell(sink, &entry->target_counts);
  markdown_part(sink, " | ", entry->declared, 0);
  markdown_part(sink, " | ", entry->implied, 0);
  markdown_part(sink, " | ", entry->disputed, 0);
  sink_text(sink, " |\n");
}

/* What is stated, and the note, a paragraph each. */
static void brand(struct sink *sink, const struct brand *brand) {
  markdown_stated(sink, brand);
  struct str rest = brand->note;
  for (struct str paragraph; report_next_paragraph(&rest, &paragraph);) {
    escape_markdown(sink, paragraph);
    sink_text(sink, "\n\n");
  }
}

void markdown_index(struct sink *sink, const struct report_index *report, const struct writer_options *options) {
  static const char *const titles[] = {"Crosswalk", "Source covered", "Target covered",
                                       "Declared",  "Implied",        "Disputed"};
  markdown_front_matter(sink, options, report->title);
  if (!options->fragment) {
    sink_text(sink, "# ");
    escape_markdown(sink, report->title);
    sink_text(sink, "\n\n");
    brand(sink, &report->brand);
  }
  if (report->unwritten.n > 0) {
    escape_markdown(sink, report->unwritten);
    sink_text(sink, "\n\n");
  }
  markdown_table_head(sink, titles, sizeof titles / sizeof *titles, ~0U, &(struct own_heads){.count = 0});
  for (uint32_t i = 0; i < report->entry_count; i++) {
    entry(sink, &report->entries[i]);
  }
  matrix_entries(sink, report);
  paper_entries(sink, report);
}

void markdown_grid(struct sink *sink, const struct report_grid *grid, const struct writer_options *options) {
  markdown_front_matter(sink, options, STR(""));
  if (grid->columns == 0) {
    return;
  }
  sink_char(sink, '|');
  markdown_table_cells(sink, grid->header, grid->columns, 0, ~0U);
  sink_char(sink, '\n');
  for (uint32_t i = 0; i < grid->columns; i++) {
    sink_text(sink, i == 0 ? "| ---" : " | ---");
  }
  sink_text(sink, " |\n");
  for (uint32_t i = 0; i < grid->row_count; i++) {
    sink_char(sink, '|');
    markdown_table_cells(sink, grid->cells + (size_t)i * grid->columns, grid->columns, 0, ~0U);
    sink_char(sink, '\n');
  }
}
