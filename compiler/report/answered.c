/* Gathering what answers one control from the reports of its crosswalks. */
#include "report/answered.h"

/* One control being answered. */
struct answering {
  struct arena *arena;
  struct reporter *reporter;
  const struct analysis *analysis;
  uint32_t item; /* the control, among the items of its framework */
  VEC(struct answered_by) by;
};

typedef VEC(struct answered_row) row_list;

static bool is_about(const struct report_row *row, uint32_t item, struct str id) {
  struct str ids = row->source.ids;
  bool about = row->source.item == item;
  for (struct str one; !about && (one = str_next_token(&ids)).p != NULL;) { /* one of several */
    about = str_eq(one, id);
  }
  return about;
}

static struct answered_row row_of(const struct report_crosswalk *report, const struct report_row *row) {
  struct report_cells cells = {.numbers = {""}};
  report_row_cells(report, row, &cells);
  bool several = memchr(row->source.ids.p, ' ', row->source.ids.n) != NULL;
  return (struct answered_row){.relation = cells.cell[2],
                               .target_id = cells.cell[3],
                               .target_title = cells.cell[4],
                               .together = several ? cells.cell[0] : STR(""),
                               .basis = cells.cell[5],
                               .mapping = cells.cell[8],
                               .remarks = cells.cell[9]};
}

static void answer_by(struct answering *answering, uint32_t number) {
  struct report_crosswalk report;
  row_list rows = {0};
  report_build(answering->reporter, number, answering->arena, &report);
  const struct report_item *item = &report.source.items[answering->item];
  for (uint32_t i = 0; i < report.row_count; i++) {
    const struct report_row *row = &report.rows[i];
    bool gap = row->basis == BASIS_GAP || row->basis == BASIS_EXCLUDED;
    if (!gap && is_about(row, answering->item, item->id)) {
      vec_push(answering->arena, &rows, row_of(&report, row));
    }
  }
  struct answered_by by = {.id = report.target.id,
                           .short_title = report.target.short_title,
                           .counted = item->counted,
                           .coverage = str_from(coverage_token(item->coverage)),
                           .by = item->by,
                           .note = item->note,
                           .reason = item->reason,
                           .candidates = item->candidates,
                           .row_count = rows.n,
                           .rows = rows.v};
  vec_push(answering->arena, &answering->by, by);
}

void report_answered(const struct analysis *analysis, const struct report_options *options, uint32_t control,
                     uint32_t framework, struct arena *arena, struct report_answered *answered) {
  const struct graph *graph = analysis->graph;
  uint32_t own = graph->controls[control].framework;
  struct report_options asked = *options;
  asked.answered = &control;
  struct answering answering = {.arena = arena,
                                .reporter = reporter_new(analysis, &asked, arena),
                                .analysis = analysis,
                                .item = control - graph->frameworks.v[own].first};
  for (uint32_t i = 0; i < analysis->crosswalks.n; i++) {
    const struct crosswalk *crosswalk = &analysis->crosswalks.v[i];
    bool wanted = crosswalk->frameworks[0] == own && crosswalk->held_count == 1 && !crosswalk->torn &&
                  (framework == NO_INDEX || crosswalk->frameworks[1] == framework);
    if (wanted) {
      answer_by(&answering, i);
    }
  }
  *answered = (struct report_answered){.framework = graph->frameworks.v[own].id,
                                       .id = graph->controls[control].id,
                                       .title = graph->controls[control].title,
                                       .count = answering.by.n,
                                       .by = answering.by.v};
}

void report_answered_grid(const struct report_answered *answered, struct arena *arena, struct report_grid *grid) {
  static const struct str header[] = {STR_INIT("framework"), STR_INIT("coverage"),     STR_INIT("by"),
                                      STR_INIT("note"),      STR_INIT("reason"),       STR_INIT("relation"),
                                      STR_INIT("target_id"), STR_INIT("target_title"), STR_INIT("basis"),
                                      STR_INIT("mapping"),   STR_INIT("remarks")};
  enum { COLUMNS = sizeof header / sizeof *header };
  VEC(struct str) cells = {0};
  static const struct answered_row none;
  for (uint32_t i = 0; i < answered->count; i++) {
    const struct answered_by *by = &answered->by[i];
    for (uint32_t r = 0; r < by->row_count || r == 0; r++) {
      const struct answered_row *row = by->row_count > 0 ? &by->rows[r] : &none;
      const struct str line[COLUMNS] = {by->id,         by->counted ? by->coverage : STR(""),
                                        by->by,         by->note,
                                        by->reason,     row->relation,
                                        row->target_id, row->target_title,
                                        row->basis,     row->mapping,
                                        row->remarks};
      for (unsigned c = 0; c < COLUMNS; c++) {
        vec_push(arena, &cells, str_or_empty(line[c]));
      }
    }
  }
  *grid = (struct report_grid){.columns = COLUMNS, .header = header, .row_count = cells.n / COLUMNS, .cells = cells.v};
}
