/* CSV (RFC 4180): the columns and nothing else.
 *
 * With --excel the file begins with a byte order mark and its lines end in CRLF, and an id that Excel would take for a
 * number or a date is written ="5.10". That is the only form in which a CSV file can tell Excel that 5.10 is a text; other
 * readers see the formula, so it is written only when Excel is asked for by name, only in columns of ids, and only for ids
 * made of letters, digits and . - / : , which leaves a defused cell defused. */
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

static void header(struct sink *sink, const char *const *columns, unsigned count,
                   const struct writer_options *options) {
  open_table(sink, options);
  for (unsigned i = 0; i < count; i++) {
    if (i > 0) {
      sink_char(sink, ',');
    }
    sink_text(sink, columns[i]);
  }
  end_line(sink, options);
}

/* `ids` has a bit for each column that holds ids. */
static void line(struct sink *sink, const struct str *cells, unsigned count, unsigned ids,
                 const struct writer_options *options) {
  for (unsigned i = 0; i < count; i++) {
    if (i > 0) {
      sink_char(sink, ',');
    }
    if (options->excel && (ids >> i & 1U) != 0) {
      escape_csv_excel_id(sink, cells[i]);
    } else {
      escape_csv(sink, cells[i]);
    }
  }
  end_line(sink, options);
}

static void plain_end(struct sink *sink, struct str id, struct str label, struct str title, bool harmless) {
  (void)label; /* data keeps the id */
  if (harmless) {
    sink_str(sink, id);
    sink_char(sink, ',');
    sink_str(sink, title);
    return;
  }
  escape_csv(sink, id);
  sink_char(sink, ',');
  escape_csv(sink, title);
}

static void excel_end(struct sink *sink, struct str id, struct str label, struct str title, bool harmless) {
  (void)label;
  (void)harmless; /* an id may be a date to Excel */
  escape_csv_excel_id(sink, id);
  sink_char(sink, ',');
  escape_csv(sink, title);
}

static fragment_writer *end_writer(const struct writer_options *options) {
  return options->excel ? excel_end : plain_end;
}

static struct str escaped_once(struct arena *arena, struct str text) {
  struct sink *memory = sink_open_memory(arena);
  escape_csv(memory, text);
  return sink_memory(memory);
}

/* A crosswalk, with what stands in many of its rows composed once. */
struct rows {
  const struct report_crosswalk *report;
  struct fragments source;
  struct fragments target;
  struct str *mappings; /* their ids */
};

static struct rows prepare_rows(struct arena *arena, const struct report_crosswalk *report, fragment_writer *write) {
  struct rows rows = {.report = report,
                      .source = fragments_of(arena, &report->source, write),
                      .target = fragments_of(arena, &report->target, write)};
  rows.mappings = arena_alloc(arena, (report->mapping_count + 1U) * sizeof *rows.mappings);
  for (uint32_t i = 0; i < report->mapping_count; i++) {
    rows.mappings[i] = escaped_once(arena, report->mappings[i].id);
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
}

static void csv_crosswalk(struct sink *sink, const struct report_crosswalk *report,
                          const struct writer_options *options) {
  fragment_writer *write = end_writer(options);
  struct rows rows = prepare_rows(sink_arena(sink), report, write);
  header(sink, table_columns, TABLE_COLUMNS, options);
  for (uint32_t i = 0; i < report->row_count; i++) {
    if (row_is_wanted(&report->rows[i], options)) {
      row(sink, &rows, &report->rows[i]);
      end_line(sink, options);
    }
  }
}

static void ids(struct sink *sink, struct str list, const struct writer_options *options) {
  if (options->excel) {
    escape_csv_excel_id(sink, list);
  } else {
    escape_csv(sink, list);
  }
}

/* What report_gap_cells_of gives; the framework's id and the coverage need to be looked at no more than once. */
static void gap(struct sink *sink, struct str framework, const struct report_item *item,
                const struct report_gap_cells *cells, const struct writer_options *options) {
  sink_str(sink, framework);
  sink_char(sink, ',');
  end_writer(options)(sink, cells->cell[1], STR(""), cells->cell[2], item->harmless);
  sink_char(sink, ',');
  sink_str(sink, cells->cell[3]);
  sink_char(sink, ',');
  ids(sink, cells->cell[4], options);
  sink_char(sink, ',');
  ids(sink, cells->cell[5], options);
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
  end_line(sink, options);
}

static void gaps_of(struct sink *sink, const struct report_framework *framework, const struct writer_options *options) {
  struct str id = escaped_once(sink_arena(sink), framework->id);
  for (uint32_t i = 0; i < framework->item_count; i++) {
    if (framework->items[i].counted) {
      struct report_gap_cells cells;
      report_gap_cells_of(framework, &framework->items[i], &cells);
      gap(sink, id, &framework->items[i], &cells, options);
    }
  }
}

static void csv_gaps(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options) {
  header(sink, gaps_columns, options->long_gaps ? LONG_GAPS_COLUMNS : GAPS_COLUMNS, options);
  gaps_of(sink, &report->source, options);
  gaps_of(sink, &report->target, options);
}

/* The ids of the targets head their columns. */
static void matrix_header(struct sink *sink, const struct report_matrix *report, const struct writer_options *options) {
  open_table(sink, options);
  sink_text(sink, "id,title");
  for (uint32_t t = 0; t < report->target_count; t++) {
    sink_char(sink, ',');
    escape_csv(sink, report->targets[t].id);
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
    write(sink, report->source.items[i].id, STR(""), report->source.items[i].title, report->source.items[i].harmless);
    for (uint32_t t = 0; t < report->target_count; t++) {
      sink_char(sink, ',');
      escape_csv(sink, report_matrix_text(&report->cells[(size_t)i * report->target_count + t], sink_arena(sink)));
    }
    end_line(sink, options);
  }
}

static bool is_id_column(struct str name) {
  static const char *const names[] = {"id", "source_id", "target_id", "risk", "control"};
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    if (str_is(name, names[i])) {
      return true;
    }
  }
  return false;
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
  csv_grid(sink,
           &(struct report_grid){
               .columns = table->column_count, .header = header, .row_count = table->row_count, .cells = table->cells},
           options);
}

const struct writer csv_writer = {
    .name = "csv",
    .extension = ".csv",
    .splits_gaps = true,
    .crosswalk = csv_crosswalk,
    .gaps = csv_gaps,
    .matrix = csv_matrix,
    .grid = csv_grid,
    .paper = csv_paper,
};
