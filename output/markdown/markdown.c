/* Markdown: GitHub tables, one line a row and no padding, so that a changed cell is a changed line and nothing else. A
 * fragment, to stand in a page that is somebody else's, has neither front matter nor headings. */
#include "output/markdown/markdown.h"
#include "output/escape.h"
#include "output/formats.h"
#include "output/html/fragments.h"
#include "output/markdown/frame.h"

#include <stdio.h>

/* ---- the summary ---- */

static void rows_line(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options) {
  markdown_part(sink, "- Rows: declared ", report->declared, 0);
  markdown_part(sink, " (of these disputed ", report->disputed, 0);
  markdown_part(sink, "), implied ", report->implied, 0);
  if (options->candidates) {
    markdown_part(sink, ", candidates to review ", report->candidate, 0);
  }
  sink_char(sink, '\n');
}

static void summary(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options) {
  markdown_coverage_line(sink, "- ", &report->source, &report->target);
  markdown_coverage_line(sink, "- ", &report->target, &report->source);
  rows_line(sink, report, options);
  for (uint32_t i = 0; i < report->mapping_count; i++) {
    markdown_mapping_line(sink, &report->mappings[i], i + 1U);
  }
  sink_char(sink, '\n');
}

/* ---- the tables ---- */

/* What report_row_cells gives, with the ends composed once for each control. */
static void crosswalk_row(struct sink *sink, const struct report_crosswalk *report, const struct report_row *row,
                          struct fragments *source, struct fragments *target, unsigned shown) {
  struct report_cells cells;
  char number[16];
  struct str key = {.p = number, .n = (uint32_t)snprintf(number, sizeof number, "M%u", row->mapping + 1U)};
  report_row_cells(report, row, &cells);
  sink_char(sink, '|');
  fragment_put(source, sink, &row->source);
  markdown_cell(sink, cells.cell[2], false);
  fragment_put(target, sink, &row->target);
  if (row->mapping != NO_ITEM) {
    cells.cell[8] = key;
  }
  for (unsigned i = 5; i < TABLE_COLUMNS; i++) {
    if ((shown >> i & 1U) != 0) {
      markdown_cell(sink, cells.cell[i], false);
    }
  }
  markdown_own_cells(sink, row->source.own, report->source.own_count);
  markdown_own_cells(sink, row->target.own, report->target.own_count);
  sink_char(sink, '\n');
}

/* The columns that say something in any row. */
static unsigned shown_columns(const struct report_crosswalk *report, const struct writer_options *options) {
  unsigned shown = 0x3F;
  for (uint32_t i = 0; i < report->row_count; i++) {
    const struct report_row *row = &report->rows[i];
    if (row_is_wanted(row, options)) {
      shown |= (row->strength >= 0 ? 1U << 6 : 0) | (row->confidence >= 0 ? 1U << 7 : 0) |
               (row->mapping != NO_ITEM ? 1U << 8 : 0) | (row->remarks.n > 0 ? 1U << 9 : 0);
    }
  }
  return shown;
}

static struct own_heads own_heads_of(struct arena *arena, const struct report_crosswalk *report) {
  const struct report_framework *const sides[2] = {&report->source, &report->target};
  struct own_heads heads = {.count = 0};
  heads.titles = arena_alloc(arena, ((size_t)sides[0]->own_count + sides[1]->own_count + 1) * sizeof *heads.titles);
  for (unsigned side = 0; side < 2; side++) {
    for (uint32_t i = 0; i < sides[side]->own_count; i++) {
      heads.titles[heads.count++] = report_own_head(side == 0 ? "Source" : "Target", &sides[side]->own[i], arena);
    }
  }
  return heads;
}

static void crosswalk_table(struct sink *sink, const struct report_crosswalk *report,
                            const struct writer_options *options) {
  static const char *const titles[TABLE_COLUMNS] = {"Source", "Source title", "Relation",   "Target",  "Target title",
                                                    "Basis",  "Strength",     "Confidence", "Mapping", "Remarks"};
  struct fragments source = fragments_of(sink_arena(sink), &report->source, markdown_both_cells);
  struct fragments target = fragments_of(sink_arena(sink), &report->target, markdown_both_cells);
  unsigned shown = shown_columns(report, options);
  const struct own_heads own = own_heads_of(sink_arena(sink), report);
  markdown_table_head(sink, titles, TABLE_COLUMNS, shown, &own);
  for (uint32_t i = 0; i < report->row_count; i++) {
    if (row_is_wanted(&report->rows[i], options)) {
      crosswalk_row(sink, report, &report->rows[i], &source, &target, shown);
    }
  }
}

/* What stands above a table of coverage: a heading, or in a fragment the line that would stand further up. */
static void gaps_caption(struct sink *sink, const struct report_framework *covered, const struct report_framework *by,
                         bool fragment) {
  if (fragment) {
    markdown_coverage_line(sink, "", covered, by);
  } else {
    sink_text(sink, "## Coverage of ");
    escape_markdown(sink, covered->short_title);
    sink_text(sink, " by ");
    escape_markdown(sink, by->short_title);
    sink_char(sink, '\n');
  }
  sink_char(sink, '\n');
}

/* The columns of coverage that say something of any control. */
static unsigned shown_gaps(const struct report_framework *covered) {
  unsigned shown = ~0x78U;
  for (uint32_t i = 0; i < covered->item_count; i++) {
    const struct report_item *item = &covered->items[i];
    if (item->counted) {
      shown |= (item->by.n > 0 ? 1U << 3 : 0) | (item->candidates.n > 0 ? 1U << 4 : 0) |
               (item->note.n > 0 ? 1U << 5 : 0) | (item->reason.n > 0 ? 1U << 6 : 0);
    }
  }
  return shown;
}

/* Those of a table about one framework. */
static struct own_heads own_titles_of(struct arena *arena, const struct report_framework *framework) {
  struct own_heads heads = {.count = framework->own_count};
  heads.titles = arena_alloc(arena, (framework->own_count + 1U) * sizeof *heads.titles);
  for (uint32_t i = 0; i < framework->own_count; i++) {
    heads.titles[i] = framework->own[i].title;
  }
  return heads;
}

static void gaps_table(struct sink *sink, const struct report_framework *covered, const struct report_framework *by,
                       const struct writer_options *options) {
  enum { LISTS = 1 << 3 | 1 << 4 };
  static const char *const titles[LONG_GAPS_COLUMNS - 1] = {"Control", "Title",  "Coverage",  "By",    "Candidates",
                                                            "Note",    "Reason", "Agreement", "Robust"};
  unsigned columns = (options->long_gaps ? LONG_GAPS_COLUMNS : GAPS_COLUMNS) - 1U;
  gaps_caption(sink, covered, by, options->fragment);
  unsigned shown = shown_gaps(covered);
  const struct own_heads own = own_titles_of(sink_arena(sink), covered);
  markdown_table_head(sink, titles, columns, shown, &own);
  for (uint32_t i = 0; i < covered->item_count; i++) {
    const struct report_item *item = &covered->items[i];
    if (item->counted) {
      struct report_gap_cells cells;
      report_gap_cells_of(covered, item, &cells);
      sink_char(sink, '|');
      markdown_name_cell(sink, item->label, item->id, item->href);
      markdown_table_cells(sink, cells.cell + 2, columns - 1, LISTS >> 1, shown >> 1); /* without the name */
      markdown_own_cells(sink, item->own, covered->own_count);
      sink_char(sink, '\n');
    }
  }
}

/* Each table that there is begins behind an empty line, but for the first one of a fragment of nothing else. */
static void both_gaps(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options,
                      bool first) {
  const struct report_framework *sides[2] = {&report->source, &report->target};
  for (unsigned i = 0; i < 2; i++) {
    if (sides[i]->counts.counted > 0) {
      sink_text(sink, first ? "" : "\n");
      gaps_table(sink, sides[i], sides[1 - i], options);
      first = false;
    }
  }
}

/* Findings that bear on this crosswalk: as a list, because their texts are long. */
static void findings(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options) {
  if (report->finding_count == 0) {
    return;
  }
  sink_text(sink, options->fragment ? "\n**Findings**\n\n" : "\n## Findings\n\n");
  for (uint32_t i = 0; i < report->finding_count; i++) {
    const struct report_finding *finding = &report->findings[i];
    sink_text(sink, "- **");
    escape_markdown(sink, finding->severity);
    sink_text(sink, "** ");
    escape_markdown_code(sink, finding->name);
    sink_text(sink, ": ");
    escape_markdown(sink, finding->message);
    if (finding->place.n > 0) {
      sink_text(sink, " (");
      escape_markdown_code(sink, finding->place);
      sink_char(sink, ')');
    }
    if (finding->accepted.n > 0) {
      sink_text(sink, ". Accepted: ");
      escape_markdown(sink, finding->accepted);
    }
    sink_char(sink, '\n');
  }
}

static struct str page_title(struct arena *arena, const struct report_crosswalk *report) {
  struct sink *title = sink_open_memory(arena);
  sink_str(title, report->source.short_title);
  sink_text(title, " to ");
  sink_str(title, report->target.short_title);
  return sink_memory(title);
}

static void markdown_crosswalk(struct sink *sink, const struct report_crosswalk *report,
                               const struct writer_options *options) {
  markdown_beginning(sink, page_title(sink_arena(sink), report), &report->brand, &report->links, options);
  summary(sink, report, options);
  crosswalk_table(sink, report, options);
  if (!options->table_only) {
    both_gaps(sink, report, options, false);
    findings(sink, report, options);
  }
}

static void markdown_gaps(struct sink *sink, const struct report_crosswalk *report,
                          const struct writer_options *options) {
  markdown_beginning(sink, page_title(sink_arena(sink), report), &report->brand, &report->links, options);
  if (options->fragment) {
    both_gaps(sink, report, options, true);
    return;
  }
  markdown_coverage_line(sink, "- ", &report->source, &report->target);
  markdown_coverage_line(sink, "- ", &report->target, &report->source);
  both_gaps(sink, report, options, false);
}

const struct writer markdown_writer = {
    .name = "markdown",
    .extension = ".md",
    .index_name = "crosswalks", /* a site would make index.html of index.md */
    .marks = {"| Source |", "| Control |", "| Crosswalk |", "| Heading |", "| Risk |"},
    .crosswalk = markdown_crosswalk,
    .gaps = markdown_gaps,
    .matrix = markdown_matrix,
    .index = markdown_index,
    .grid = markdown_grid,
    .paper = markdown_paper,
};
