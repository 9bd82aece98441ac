/* explain for one control: what answers it, framework by framework. */
#include "api/compilation.h"
#include "workspace/asks.h"

static const char *const columns[] = {"framework", "coverage",     "by",    "note",    "reason", "relation",
                                      "target_id", "target_title", "basis", "mapping", "remarks"};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* One control being answered. */
struct answering {
  struct cw_compilation *c;
  uint32_t control;
  struct reporter *reporter;
  struct buf text;
  VEC(struct str) cells; /* of the rows, one after another */
  uint32_t crosswalks;   /* so many say something */
};

static bool is_about(const struct answering *answering, const struct report_row *row, uint32_t item, struct str id) {
  struct str ids = row->source.ids;
  if (row->source.item == item) {
    return true;
  }
  for (uint32_t from = 0; from < ids.n;) { /* one of several */
    uint32_t to = from;
    while (to < ids.n && ids.p[to] != ' ') {
      to++;
    }
    if (str_eq((struct str){.p = ids.p + from, .n = to - from}, id)) {
      return true;
    }
    from = to + 1;
  }
  (void)answering;
  return false;
}

static void put_row(struct answering *answering, const struct report_crosswalk *report, const struct report_row *row) {
  struct buf *out = &answering->text;
  struct report_cells cells = {.numbers = {""}};
  report_row_cells(report, row, &cells);
  bool several = memchr(row->source.ids.p, ' ', row->source.ids.n) != NULL;
  buf_printf(out, "  %.*s%s%.*s", STR_ARG(cells.cell[2]), cells.cell[2].n > 0 ? " " : "", STR_ARG(row->target.id));
  if (row->target.title.n > 0) {
    buf_printf(out, " \"%.*s\"", STR_ARG(row->target.title));
  }
  if (several) {
    buf_printf(out, ", of %.*s together", STR_ARG(row->source.id));
  }
  buf_printf(out, " (%.*s%s%.*s)\n", STR_ARG(cells.cell[5]), cells.cell[8].n > 0 ? " by " : "", STR_ARG(cells.cell[8]));
  if (row->remarks.n > 0) {
    buf_printf(out, "     %.*s\n", STR_ARG(row->remarks));
  }
}

static void put_cells(struct answering *answering, const struct report_crosswalk *report,
                      const struct report_item *item, const struct report_row *row) {
  struct report_gap_cells gap;
  struct report_cells cells = {0};
  report_gap_cells_of(&report->source, item, &gap);
  if (row != NULL) {
    report_row_cells(report, row, &cells);
  }
  struct str line[COLUMNS] = {report->target.id, item->counted ? gap.cell[3] : STR(""),
                              gap.cell[4],       gap.cell[6],
                              gap.cell[7],       cells.cell[2],
                              cells.cell[3],     cells.cell[4],
                              cells.cell[5],     cells.cell[8],
                              cells.cell[9]};
  for (unsigned i = 0; i < COLUMNS; i++) {
    vec_push(&answering->c->arena, &answering->cells, str_or_empty(line[i]));
  }
}

static void put_head(struct answering *answering, const struct report_crosswalk *report,
                     const struct report_item *item) {
  struct buf *out = &answering->text;
  buf_printf(out, "\n%.*s", STR_ARG(report->target.id));
  if (report->target.short_title.n > 0) {
    buf_printf(out, " (%.*s)", STR_ARG(report->target.short_title));
  }
  if (item->counted) {
    buf_printf(out, ": %s%s%.*s", coverage_token(item->coverage), item->by.n > 0 ? " by " : "", STR_ARG(item->by));
    if (item->note.n > 0) {
      buf_printf(out, " [%.*s]", STR_ARG(item->note));
    }
    if (item->reason.n > 0) {
      buf_printf(out, ": %.*s", STR_ARG(item->reason));
    }
  }
  buf_char(out, '\n');
}

static void answer_by(struct answering *answering, uint32_t number) {
  struct cw_compilation *c = answering->c;
  const struct crosswalk *crosswalk = &c->work.analysis.crosswalks.v[number];
  uint32_t local = answering->control - c->work.graph.frameworks.v[crosswalk->frameworks[0]].first;
  struct report_crosswalk report;
  report_build(answering->reporter, number, &c->arena, &report);
  const struct report_item *item = &report.source.items[local];
  put_head(answering, &report, item);
  uint32_t rows = 0;
  for (uint32_t i = 0; i < report.row_count; i++) {
    const struct report_row *row = &report.rows[i];
    bool gap = row->basis == BASIS_GAP || row->basis == BASIS_EXCLUDED;
    if (!gap && is_about(answering, row, local, item->id)) {
      put_row(answering, &report, row);
      put_cells(answering, &report, item, row);
      rows++;
    }
  }
  if (rows == 0) {
    put_cells(answering, &report, item, NULL);
  }
  if (item->candidates.n > 0) {
    buf_printf(&answering->text, "  to review: %.*s\n", STR_ARG(item->candidates));
  }
  answering->crosswalks++;
}

static void begin(struct answering *answering) {
  const struct cw_compilation *c = answering->c;
  const struct graph_control *control = &c->work.graph.controls[answering->control];
  buf_init(&answering->text, &answering->c->arena);
  buf_printf(&answering->text, "%.*s:%.*s", STR_ARG(c->work.graph.frameworks.v[control->framework].id),
             STR_ARG(control->id));
  if (control->title.n > 0) {
    buf_printf(&answering->text, " \"%.*s\"", STR_ARG(control->title));
  }
  buf_char(&answering->text, '\n');
}

static enum cw_result write_answers(struct answering *answering, const char *format, FILE *stream) {
  struct cw_compilation *c = answering->c;
  if (strcmp(format, "text") == 0) {
    struct sink *sink = sink_open_stream(&c->arena, stream);
    sink_str(sink, buf_done(&answering->text));
    return close_stream(c, sink);
  }
  struct str header[COLUMNS];
  for (unsigned i = 0; i < COLUMNS; i++) {
    header[i] = str_from(columns[i]);
  }
  struct report_grid grid = {
      .columns = COLUMNS, .header = header, .row_count = answering->cells.n / COLUMNS, .cells = answering->cells.v};
  return write_grid(c, format, &grid, stream);
}

enum cw_result cw_explain_control(struct cw_compilation *c, const char *control, const char *framework,
                                  const char *format, FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, control);
  WANT(c, format);
  WANT(c, stream);
  struct answering answering = {.c = c, .control = find_control(c, control)};
  if (answering.control == NO_INDEX || (framework != NULL && find_framework(c, framework) == NO_INDEX)) {
    return CW_USAGE;
  }
  uint32_t own = c->work.graph.controls[answering.control].framework;
  uint32_t other = framework != NULL ? graph_find_framework(&c->work.graph, str_from(framework)) : NO_INDEX;
  struct report_options *options = arena_alloc(&c->arena, sizeof *options);
  *options = report_options(c);
  options->gap_candidates = true;
  answering.reporter = reporter_new(&c->work.analysis, options, &c->arena);
  begin(&answering);
  for (uint32_t i = 0; i < c->work.analysis.crosswalks.n; i++) {
    const struct crosswalk *crosswalk = &c->work.analysis.crosswalks.v[i];
    bool wanted = crosswalk->frameworks[0] == own && crosswalk->held_count == 1 && !crosswalk->torn &&
                  (other == NO_INDEX || crosswalk->frameworks[1] == other);
    if (wanted) {
      answer_by(&answering, i);
    }
  }
  if (answering.crosswalks == 0) {
    buf_text(&answering.text, "\nNo mapping that is loaded leads from its framework to another.\n");
  }
  return write_answers(&answering, format, stream);
}
