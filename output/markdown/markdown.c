/* Markdown: GitHub tables, one line a row and no padding, so that a changed cell is a changed line and nothing else. A
 * fragment, to stand in a page that is somebody else's, has neither front matter nor headings. */
#include "output/escape.h"
#include "output/formats.h"
#include "output/html/fragments.h"
#include "output/markdown/frame.h"
#include "output/markdown/paper.h"

#include <stdio.h>

/* ---- small pieces ---- */

/* Ids separated by spaces, each as code. */
static void codes(struct sink *sink, struct str ids) {
  uint32_t at = 0;
  while (at < ids.n) {
    uint32_t end = at;
    while (end < ids.n && ids.p[end] != ' ') {
      end++;
    }
    if (end > at) {
      if (at > 0) {
        sink_char(sink, ' ');
      }
      escape_markdown_code(sink, (struct str){.p = ids.p + at, .n = end - at});
    }
    at = end + 1;
  }
}

/* A cell and the bar behind it; an empty cell is one space. */
static void cell(struct sink *sink, struct str text, bool ids) {
  sink_char(sink, ' ');
  if (text.n > 0) {
    if (ids) {
      codes(sink, text);
    } else {
      escape_markdown(sink, text);
    }
    sink_char(sink, ' ');
  }
  sink_char(sink, '|');
}

/* The heads of columns of the reader's own, which stand behind the others. */
struct own_heads {
  uint32_t count;
  struct str *titles;
};

/* `shown` has a bit for each column: one that is empty in all rows is left out. */
static void table_head(struct sink *sink, const char *const *titles, unsigned count, unsigned shown,
                       const struct own_heads *own) {
  unsigned columns = own->count;
  for (unsigned i = 0; i < count; i++) {
    if ((shown >> i & 1U) != 0) {
      sink_text(sink, i == 0 ? "| " : " | ");
      sink_text(sink, titles[i]);
    }
  }
  sink_text(sink, " |");
  for (unsigned i = 0; i < columns; i++) {
    cell(sink, own->titles[i], false);
  }
  sink_char(sink, '\n');
  for (unsigned i = 0; i < count; i++) {
    if ((shown >> i & 1U) != 0) {
      sink_text(sink, i == 0 ? "| ---" : " | ---");
    }
  }
  sink_text(sink, " |");
  for (unsigned i = 0; i < columns; i++) {
    sink_text(sink, " --- |");
  }
  sink_char(sink, '\n');
}

static void own_cells(struct sink *sink, const struct report_values *own, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    cell(sink, report_own_cell(own, i), false);
  }
}

/* Around the name of a control, where its publisher says more of it. Nothing in such an address ends it between < and >, but
 * an ampersand could begin a character. */
static void link_start(struct sink *sink, struct str href) {
  sink_text(sink, href.n > 0 ? "[" : "");
}

static void link_end(struct sink *sink, struct str href) {
  if (href.n == 0) {
    return;
  }
  sink_text(sink, "](<");
  for (uint32_t i = 0; i < href.n; i++) {
    if (href.p[i] == '&') {
      sink_text(sink, "&amp;");
    } else {
      sink_char(sink, href.p[i]);
    }
  }
  sink_text(sink, ">)");
}

/* The cell of a control: an id is code, a label is what people write. */
static void name_cell(struct sink *sink, struct str label, struct str id, struct str href) {
  sink_char(sink, ' ');
  link_start(sink, href);
  if (label.n > 0) {
    escape_markdown(sink, label);
  } else {
    codes(sink, id);
  }
  link_end(sink, href);
  sink_text(sink, id.n > 0 ? " |" : "|");
}

/* `ids` has a bit for each cell that holds ids, `shown` for each column that stands in the table. The line stays open. */
static void table_cells(struct sink *sink, const struct str *cells, unsigned count, unsigned ids, unsigned shown) {
  for (unsigned i = 0; i < count; i++) {
    if ((shown >> i & 1U) != 0) {
      cell(sink, cells[i], (ids >> i & 1U) != 0);
    }
  }
}

static void part(struct sink *sink, const char *name, uint32_t value, uint32_t whole) {
  sink_text(sink, name);
  sink_number(sink, value);
  if (whole > 0) {
    sink_text(sink, " (");
    write_share(sink, value, whole, "&lt;");
    sink_char(sink, ')');
  }
}

/* ---- the summary ---- */

static void coverage_line(struct sink *sink, const char *before, const struct report_framework *covered,
                          const struct report_framework *by) {
  const struct report_counts *counts = &covered->counts;
  if (covered->held_together) {
    return; /* what is held is not judged */
  }
  sink_text(sink, before);
  sink_text(sink, "**");
  escape_markdown(sink, covered->short_title);
  sink_text(sink, "** covered by ");
  escape_markdown(sink, by->short_title);
  if (counts->counted == 0) {
    sink_text(sink,
              covered->open ? ": its controls are not listed, so none is counted\n" : ": it has no counted controls\n");
    return;
  }
  sink_text(sink, ", of ");
  sink_number(sink, counts->counted);
  sink_text(sink, " counted controls: ");
  part(sink, "full ", counts->full, counts->counted);
  part(sink, ", of these jointly ", counts->jointly, 0);
  part(sink, ", partial ", counts->partial, counts->counted);
  part(sink, ", only named by a mapping ", counts->related_only + counts->supports_only, 0);
  part(sink, ", none ", counts->none, counts->counted);
  part(sink, ", excluded ", counts->excluded, counts->counted);
  sink_char(sink, '\n');
}

static void rows_line(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options) {
  part(sink, "- Rows: declared ", report->declared, 0);
  part(sink, " (of these disputed ", report->disputed, 0);
  part(sink, "), implied ", report->implied, 0);
  if (options->candidates) {
    part(sink, ", candidates to review ", report->candidate, 0);
  }
  sink_char(sink, '\n');
}

/* "- M1 `id`: title, publisher": what the key in the table stands for. */
static void mapping_line(struct sink *sink, const struct report_mapping *mapping, uint32_t number) {
  part(sink, "- M", number, 0);
  sink_char(sink, ' ');
  escape_markdown_code(sink, mapping->id);
  if (mapping->title.n > 0) {
    sink_text(sink, ": ");
    escape_markdown(sink, mapping->title);
  }
  bool automated = str_is(mapping->method, "automated");
  const struct str facts[] = {mapping->publisher, mapping->published, mapping->status, mapping->authority,
                              automated ? mapping->method : STR("")};
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
    if (facts[i].n > 0) {
      sink_text(sink, ", ");
      escape_markdown(sink, facts[i]);
    }
  }
  part(sink, " (rows ", mapping->facts, 0);
  sink_text(sink, mapping->inverted ? ", declared in the other direction)\n" : ")\n");
}

static void summary(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options) {
  coverage_line(sink, "- ", &report->source, &report->target);
  coverage_line(sink, "- ", &report->target, &report->source);
  rows_line(sink, report, options);
  for (uint32_t i = 0; i < report->mapping_count; i++) {
    mapping_line(sink, &report->mappings[i], i + 1U);
  }
  sink_char(sink, '\n');
}

/* ---- the tables ---- */

static void both_cells(struct sink *sink, const struct report_end *end, bool harmless) {
  (void)harmless; /* many a sign means something to Markdown */
  name_cell(sink, end->label, end->id, end->href);
  cell(sink, end->title, false);
}

/* What report_row_cells gives, with the ends composed once for each control. */
static void crosswalk_row(struct sink *sink, const struct report_crosswalk *report, const struct report_row *row,
                          struct fragments *source, struct fragments *target, unsigned shown) {
  struct report_cells cells;
  char number[16];
  struct str key = {.p = number, .n = (uint32_t)snprintf(number, sizeof number, "M%u", row->mapping + 1U)};
  report_row_cells(report, row, &cells);
  sink_char(sink, '|');
  fragment_put(source, sink, &row->source);
  cell(sink, cells.cell[2], false);
  fragment_put(target, sink, &row->target);
  if (row->mapping != NO_ITEM) {
    cells.cell[8] = key;
  }
  for (unsigned i = 5; i < TABLE_COLUMNS; i++) {
    if ((shown >> i & 1U) != 0) {
      cell(sink, cells.cell[i], false);
    }
  }
  own_cells(sink, row->source.own, report->source.own_count);
  own_cells(sink, row->target.own, report->target.own_count);
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
  struct fragments source = fragments_of(sink_arena(sink), &report->source, both_cells);
  struct fragments target = fragments_of(sink_arena(sink), &report->target, both_cells);
  unsigned shown = shown_columns(report, options);
  const struct own_heads own = own_heads_of(sink_arena(sink), report);
  table_head(sink, titles, TABLE_COLUMNS, shown, &own);
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
    coverage_line(sink, "", covered, by);
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
  table_head(sink, titles, columns, shown, &own);
  for (uint32_t i = 0; i < covered->item_count; i++) {
    const struct report_item *item = &covered->items[i];
    if (item->counted) {
      struct report_gap_cells cells;
      report_gap_cells_of(covered, item, &cells);
      sink_char(sink, '|');
      name_cell(sink, item->label, item->id, item->href);
      table_cells(sink, cells.cell + 2, columns - 1, LISTS >> 1, shown >> 1); /* without the name */
      own_cells(sink, item->own, covered->own_count);
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
  coverage_line(sink, "- ", &report->source, &report->target);
  coverage_line(sink, "- ", &report->target, &report->source);
  both_gaps(sink, report, options, false);
}

/* ---- the wide table ---- */

/* Ids that spaces separate, each as code, with something else between them. */
static void joined_codes(struct sink *sink, struct str ids, const char *between) {
  for (uint32_t at = 0; at < ids.n;) {
    uint32_t end = at;
    while (end < ids.n && ids.p[end] != ' ') {
      end++;
    }
    sink_text(sink, at > 0 ? between : "");
    escape_markdown_code(sink, (struct str){.p = ids.p + at, .n = end - at});
    at = end + 1;
  }
}

static void counterpart(struct sink *sink, const struct report_counterpart *counterpart) {
  const char *before = " (";
  link_start(sink, counterpart->href);
  joined_codes(sink, counterpart->id, " + ");
  link_end(sink, counterpart->href);
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
    joined_codes(sink, counterpart->together, ", ");
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
    sink_text(sink, coverage_token(cell->coverage));
    sink_text(sink, cell->jointly ? " jointly by " : " by ");
    joined_codes(sink, cell->rest, ", ");
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
    cell(sink, report->targets[t].short_title, false);
  }
  for (uint32_t i = 0; i < report->source.own_count; i++) {
    cell(sink, report->source.own[i].title, false);
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
    coverage_line(sink, "- ", &covered, &report->targets[t]);
  }
  for (uint32_t i = 0; i < report->mapping_count; i++) {
    mapping_line(sink, &report->mappings[i], i + 1U);
  }
  sink_char(sink, '\n');
}

static void markdown_matrix(struct sink *sink, const struct report_matrix *report,
                            const struct writer_options *options) {
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
    both_cells(sink, &end, false);
    for (uint32_t t = 0; t < report->target_count; t++) {
      matrix_cell(sink, &report->cells[(size_t)i * report->target_count + t]);
    }
    own_cells(sink, item->own, report->source.own_count);
    sink_char(sink, '\n');
  }
}

/* ---- the index ---- */

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
  part(sink, "full ", counts->full, 0);
  part(sink, ", partial ", counts->partial, 0);
  part(sink, ", of ", counts->counted, 0);
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
  part(sink, " | ", entry->declared, 0);
  part(sink, " | ", entry->implied, 0);
  part(sink, " | ", entry->disputed, 0);
  sink_text(sink, " |\n");
}

/* Organisation and note, a paragraph each. */
static void brand(struct sink *sink, const struct brand *brand) {
  if (brand->organisation.n > 0) {
    escape_markdown(sink, brand->organisation);
    sink_text(sink, "\n\n");
  }
  struct str rest = brand->note;
  for (struct str paragraph; report_next_paragraph(&rest, &paragraph);) {
    escape_markdown(sink, paragraph);
    sink_text(sink, "\n\n");
  }
}

static void markdown_index(struct sink *sink, const struct report_index *report, const struct writer_options *options) {
  static const char *const titles[] = {"Crosswalk", "Source covered", "Target covered",
                                       "Declared",  "Implied",        "Disputed"};
  markdown_front_matter(sink, options, report->title);
  if (!options->fragment) {
    sink_text(sink, "# ");
    escape_markdown(sink, report->title);
    sink_text(sink, "\n\n");
    brand(sink, &report->brand);
  }
  table_head(sink, titles, sizeof titles / sizeof *titles, ~0U, &(struct own_heads){.count = 0});
  for (uint32_t i = 0; i < report->entry_count; i++) {
    entry(sink, &report->entries[i]);
  }
  matrix_entries(sink, report);
  paper_entries(sink, report);
}

/* ---- lists ---- */

static void markdown_grid(struct sink *sink, const struct report_grid *grid, const struct writer_options *options) {
  markdown_front_matter(sink, options, STR(""));
  if (grid->columns == 0) {
    return;
  }
  sink_char(sink, '|');
  table_cells(sink, grid->header, grid->columns, 0, ~0U);
  sink_char(sink, '\n');
  for (uint32_t i = 0; i < grid->columns; i++) {
    sink_text(sink, i == 0 ? "| ---" : " | ---");
  }
  sink_text(sink, " |\n");
  for (uint32_t i = 0; i < grid->row_count; i++) {
    sink_char(sink, '|');
    table_cells(sink, grid->cells + (size_t)i * grid->columns, grid->columns, 0, ~0U);
    sink_char(sink, '\n');
  }
}

const struct writer markdown_writer = {
    .name = "markdown",
    .extension = ".md",
    .index_name = "crosswalks", /* a site would make index.html of index.md */
    .crosswalk = markdown_crosswalk,
    .gaps = markdown_gaps,
    .matrix = markdown_matrix,
    .index = markdown_index,
    .grid = markdown_grid,
    .paper = markdown_paper,
};
