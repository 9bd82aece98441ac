/* CSV (RFC 4180): the columns and nothing else.
 *
 * With --excel the file begins with a byte order mark and its lines end in CRLF, and an id that Excel would take for a
 * number or a date is written ="5.10". That is the only form in which a CSV file can tell Excel that 5.10 is a text; other
 * readers see the formula, so it is written only when Excel is asked for by name, only in columns of ids, and never for what
 * would run as a formula, or holds a quote: a defused cell stays defused. */
#include "output/escape.h"
#include "output/formats.h"
#include "output/html/fragments.h"

static void open_table(struct sink *sink, const struct writer_options *options) {
  if (options->excel) {
    sink_text(sink, "\xEF\xBB\xBF");
  }
}

static void end_line(struct sink *sink, const struct writer_options *options) {
  if (options->excel) {
    sink_char(sink, '\r');
  }
  sink_char(sink, '\n');
}

static void header(struct sink *sink, const char *const *columns, unsigned count) {
  for (unsigned i = 0; i < count; i++) {
    if (i > 0) {
      sink_char(sink, ',');
    }
    sink_text(sink, columns[i]);
  }
}

/* ---- columns of the reader's own, behind those that every table has ---- */

static void own_head(struct sink *sink, const char *side, const struct report_framework *framework) {
  for (uint32_t i = 0; i < framework->own_count; i++) {
    sink_char(sink, ',');
    escape_csv(sink, report_own_head(side, &framework->own[i], sink_arena(sink)));
  }
}

static void own_cells(struct sink *sink, const struct report_values *own, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    sink_char(sink, ',');
    escape_csv(sink, report_own_cell(own, i));
  }
}

static void put_ids(struct sink *sink, struct str list, const struct writer_options *options) {
  if (options->excel) {
    escape_csv_excel_id(sink, list);
  } else {
    escape_csv(sink, list);
  }
}

/* `ids` has a bit for each column that holds ids. */
static void line(struct sink *sink, const struct str *cells, unsigned count, unsigned ids,
                 const struct writer_options *options) {
  for (unsigned i = 0; i < count; i++) {
    if (i > 0) {
      sink_char(sink, ',');
    }
    if ((ids >> i & 1U) != 0) {
      put_ids(sink, cells[i], options);
    } else {
      escape_csv(sink, cells[i]);
    }
  }
  end_line(sink, options);
}

/* Data keeps the id. */
static void plain_end(struct sink *sink, const struct report_end *end, bool harmless) {
  if (harmless) {
    sink_str(sink, end->id);
    sink_char(sink, ',');
    sink_str(sink, end->title);
    return;
  }
  escape_csv(sink, end->id);
  sink_char(sink, ',');
  escape_csv(sink, end->title);
}

static void excel_end(struct sink *sink, const struct report_end *end, bool harmless) {
  (void)harmless; /* an id may be a date to Excel */
  escape_csv_excel_id(sink, end->id);
  sink_char(sink, ',');
  escape_csv(sink, end->title);
}

static fragment_writer *end_writer(const struct writer_options *options) {
  return options->excel ? excel_end : plain_end;
}

static struct str escaped_once(struct arena *arena, struct str id, const struct writer_options *options) {
  struct sink *memory = sink_open_memory(arena);
  put_ids(memory, id, options);
  return sink_memory(memory);
}

/* A crosswalk, with what stands in many of its rows composed once. */
struct rows {
  const struct report_crosswalk *report;
  struct fragments source;
  struct fragments target;
  struct str *mappings; /* their ids */
};

static struct rows prepare_rows(struct arena *arena, const struct report_crosswalk *report,
                                const struct writer_options *options) {
  fragment_writer *write = end_writer(options);
  struct rows rows = {.report = report,
                      .source = fragments_of(arena, &report->source, write),
                      .target = fragments_of(arena, &report->target, write)};
  rows.mappings = arena_alloc(arena, (report->mapping_count + 1U) * sizeof *rows.mappings);
  for (uint32_t i = 0; i < report->mapping_count; i++) {
    rows.mappings[i] = escaped_once(arena, report->mappings[i].id, options);
  }
  return rows;
}

/* What report_row_cells gives. */
static void row(struct sink *sink, struct rows *rows, const struct report_row *row) {
  struct report_cells cells;
  report_row_cells(rows->report, row, &cells);
  fragment_put(&rows->source, sink, &row->source);
  sink_char(sink, ',');
  sink_str(sink, cells.cell[2]);
  sink_char(sink, ',');
  fragment_put(&rows->target, sink, &row->target);
  for (unsigned i = 5; i < 8; i++) { /* a token and two numbers */
    sink_char(sink, ',');
    sink_str(sink, cells.cell[i]);
  }
  sink_char(sink, ',');
  if (row->mapping != NO_ITEM) {
    sink_str(sink, rows->mappings[row->mapping]);
  }
  sink_char(sink, ',');
  escape_csv(sink, row->remarks);
  own_cells(sink, row->source.own, rows->report->source.own_count);
  own_cells(sink, row->target.own, rows->report->target.own_count);
}

static void csv_crosswalk(struct sink *sink, const struct report_crosswalk *report,
                          const struct writer_options *options) {
  struct rows rows = prepare_rows(sink_arena(sink), report, options);
  open_table(sink, options);
  header(sink, table_columns, TABLE_COLUMNS);
  own_head(sink, "Source", &report->source);
  own_head(sink, "Target", &report->target);
  end_line(sink, options);
  for (uint32_t i = 0; i < report->row_count; i++) {
    if (row_is_wanted(&report->rows[i], options)) {
      row(sink, &rows, &report->rows[i]);
      end_line(sink, options);
    }
  }
}

/* The own columns of a table of both sides, each once, in the order in which they were asked for. */
struct both_own {
  uint32_t count;
  struct str *titles;
  uint32_t *at[2]; /* by side: which of the side's own columns it is, or NO_ITEM */
};

static uint32_t own_number(const struct report_framework *framework, struct str name) {
  for (uint32_t i = 0; i < framework->own_count; i++) {
    if (str_eq(framework->own[i].name, name)) {
      return i;
    }
  }
  return NO_ITEM;
}

static void add_own(struct both_own *both, const struct report_crosswalk *report, const struct report_column *column) {
  both->titles[both->count] = column->title;
  both->at[0][both->count] = own_number(&report->source, column->name);
  both->at[1][both->count] = own_number(&report->target, column->name);
  both->count++;
}

/* Each side has its columns in that order: before one that both have stand those that only one has. */
static struct both_own own_of_both(struct arena *arena, const struct report_crosswalk *report) {
  const struct report_framework *source = &report->source;
  const struct report_framework *target = &report->target;
  size_t most = (size_t)source->own_count + target->own_count + 1;
  struct both_own both = {.titles = arena_alloc(arena, most * sizeof *both.titles)};
  both.at[0] = arena_alloc(arena, most * sizeof *both.at[0]);
  both.at[1] = arena_alloc(arena, most * sizeof *both.at[1]);
  uint32_t done = 0; /* of the source's */
  for (uint32_t i = 0; i < target->own_count; i++) {
    uint32_t number = own_number(source, target->own[i].name);
    for (; number != NO_ITEM && done <= number; done++) {
      add_own(&both, report, &source->own[done]);
    }
    if (number == NO_ITEM) {
      add_own(&both, report, &target->own[i]);
    }
  }
  for (; done < source->own_count; done++) {
    add_own(&both, report, &source->own[done]);
  }
  return both;
}

static void gap_own(struct sink *sink, const struct both_own *both, unsigned side, const struct report_item *item) {
  for (uint32_t i = 0; i < both->count; i++) {
    sink_char(sink, ',');
    escape_csv(sink, both->at[side][i] != NO_ITEM ? report_own_cell(item->own, both->at[side][i]) : STR(""));
  }
}

/* What report_gap_cells_of gives; the framework's id and the coverage need to be looked at no more than once. */
static void gap(struct sink *sink, struct str framework, const struct report_item *item,
                const struct report_gap_cells *cells, const struct writer_options *options) {
  const struct report_end end = {.id = cells->cell[1], .title = cells->cell[2]};
  sink_str(sink, framework);
  sink_char(sink, ',');
  end_writer(options)(sink, &end, item->harmless);
  sink_char(sink, ',');
  sink_str(sink, cells->cell[3]);
  sink_char(sink, ',');
  put_ids(sink, cells->cell[4], options);
  sink_char(sink, ',');
  put_ids(sink, cells->cell[5], options);
  sink_char(sink, ',');
  escape_csv(sink, cells->cell[6]);
  sink_char(sink, ',');
  escape_csv(sink, cells->cell[7]);
  if (options->long_gaps) {
    sink_char(sink, ',');
    sink_str(sink, cells->cell[8]);
    sink_char(sink, ',');
    sink_str(sink, cells->cell[9]);
  }
}

static void gaps_of(struct sink *sink, const struct report_framework *framework, const struct both_own *both,
                    unsigned side, const struct writer_options *options) {
  struct str id = escaped_once(sink_arena(sink), framework->id, options);
  for (uint32_t i = 0; i < framework->item_count; i++) {
    if (framework->items[i].counted) {
      struct report_gap_cells cells;
      report_gap_cells_of(framework, &framework->items[i], &cells);
      gap(sink, id, &framework->items[i], &cells, options);
      gap_own(sink, both, side, &framework->items[i]);
      end_line(sink, options);
    }
  }
}

static void csv_gaps(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options) {
  const struct both_own both = own_of_both(sink_arena(sink), report);
  open_table(sink, options);
  header(sink, gaps_columns, options->long_gaps ? LONG_GAPS_COLUMNS : GAPS_COLUMNS);
  for (uint32_t i = 0; i < both.count; i++) {
    sink_char(sink, ',');
    escape_csv(sink, both.titles[i]);
  }
  end_line(sink, options);
  gaps_of(sink, &report->source, &both, 0, options);
  gaps_of(sink, &report->target, &both, 1, options);
}

/* The ids of the targets head their columns. */
static void matrix_header(struct sink *sink, const struct report_matrix *report, const struct writer_options *options) {
  open_table(sink, options);
  sink_text(sink, "id,title");
  for (uint32_t t = 0; t < report->target_count; t++) {
    sink_char(sink, ',');
    put_ids(sink, report->targets[t].id, options);
  }
  for (uint32_t i = 0; i < report->source.own_count; i++) {
    sink_char(sink, ',');
    escape_csv(sink, report->source.own[i].title);
  }
  end_line(sink, options);
}

static void csv_matrix(struct sink *sink, const struct report_matrix *report, const struct writer_options *options) {
  fragment_writer *write = end_writer(options);
  matrix_header(sink, report, options);
  for (uint32_t i = 0; i < report->source.item_count; i++) {
    if (!report_matrix_has_row(report, i)) {
      continue;
    }
    const struct report_end end = fragment_end(&report->source, i);
    write(sink, &end, report->source.items[i].harmless);
    for (uint32_t t = 0; t < report->target_count; t++) {
      sink_char(sink, ',');
      escape_csv(sink, report_matrix_text(&report->cells[(size_t)i * report->target_count + t], sink_arena(sink)));
    }
    own_cells(sink, report->source.items[i].own, report->source.own_count);
    end_line(sink, options);
  }
}

/* "controls" is how many there are. */
static bool is_id_column(struct str name) {
  static const char *const names[] = {"id",       "source_id",     "target_id", "risk",      "risks",  "source",
                                      "target",   "control",       "other",     "framework", "parent", "mapping",
                                      "mappings", "superseded_by", "by",        "candidates"};
  return STR_IS_ONE_OF(name, names);
}

static unsigned id_columns(const struct report_grid *grid) {
  unsigned ids = 0;
  for (uint32_t i = 0; i < grid->columns && i < 32; i++) {
    ids |= is_id_column(grid->header[i]) ? 1U << i : 0U;
  }
  return ids;
}

static void csv_grid(struct sink *sink, const struct report_grid *grid, const struct writer_options *options) {
  open_table(sink, options);
  line(sink, grid->header, grid->columns, 0, options);
  unsigned ids = id_columns(grid);
  for (uint32_t i = 0; i < grid->row_count; i++) {
    line(sink, grid->cells + (size_t)i * grid->columns, grid->columns, ids, options);
  }
}

/* The one table that a paper is about. */
static void csv_paper(struct sink *sink, const struct report_paper *paper, const struct writer_options *options) {
  const struct paper_table *table = &paper->parts.v[paper->main].table;
  struct str *header = arena_alloc(sink_arena(sink), (table->column_count + 1U) * sizeof *header);
  for (uint32_t i = 0; i < table->column_count; i++) {
    header[i] = str_from(table->columns[i].name);
  }
  csv_grid(
      sink,
      &(struct report_grid){
          .columns = table->column_count, .header = header, .row_count = table->row_count, .cells = paper_plain(table)},
      options);
}

const struct writer csv_writer = {
    .name = "csv",
    .extension = ".csv",
    .splits_gaps = true,
    .marks = {"source_id,source_title,relation,", "framework,id,title,coverage,", "id,title,", "risk,title,owner,"},
    .crosswalk = csv_crosswalk,
    .gaps = csv_gaps,
    .matrix = csv_matrix,
    .grid = csv_grid,
    .paper = csv_paper,
};
