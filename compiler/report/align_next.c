/* Where one reading of one's own would settle most of an alignment. */
#include "report/align.h"

#include <stdlib.h>

enum { NEXT_COLUMNS = 4, MOST_NEXT = 10 };
static const struct paper_column next_columns[NEXT_COLUMNS] = {
    {"id", "Control", PAPER_ID, true},
    {"title", "Title", PAPER_PROSE, true},
    {"controls", "Our controls", PAPER_STATED, true},
    {"settles", "Controls settled", PAPER_NUMBER, true},
};

struct next {
  uint32_t node;
  uint32_t settles;
  struct str controls;
  struct str plain; /* with ids where `controls` has labels */
};

static int by_settled(const void *a, const void *b) {
  const struct next *x = a;
  const struct next *y = b;
  if (x->settles != y->settles) {
    return x->settles > y->settles ? -1 : 1;
  }
  return (x->node > y->node) - (x->node < y->node);
}

/* So many counted controls of the target that are not implemented yet lie within the node. */
static uint32_t count_settled(struct align_report *report, uint32_t node) {
  const struct graph_framework *target = &report->graph->frameworks.v[report->target];
  uint32_t count = 0;
  walk_from(&report->walk, node);
  for (uint32_t i = 0; i < report->walk.below.list.n; i++) {
    uint32_t below = report->walk.below.list.v[i];
    bool counted = below - target->first < target->count && report->graph->controls[below].counted;
    count += counted && report->outcomes[below - target->first] > OUTCOME_DISPUTED;
  }
  return count;
}

/* A heading that settles no more than something below it is no better reading. Gives how many are left. */
static uint32_t drop_outdone(const struct graph *graph, struct next *list, uint32_t count) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++) {
    bool outdone = false;
    uint32_t end = graph->controls[list[i].node].end;
    for (uint32_t k = i + 1; k < count && list[k].node < end; k++) {
      outdone = outdone || list[k].settles >= list[i].settles;
    }
    if (!outdone) {
      list[kept++] = list[i];
    }
  }
  return kept;
}

static const struct str *cells_of(const struct align_report *report, const struct next *list, uint32_t count,
                                  enum align_names names) {
  struct str *cells = arena_alloc(report->arena, ((size_t)count * NEXT_COLUMNS + 1) * sizeof *cells);
  for (uint32_t i = 0; i < count; i++) {
    const struct graph_control *control = &report->graph->controls[list[i].node];
    struct str *row = cells + (size_t)i * NEXT_COLUMNS;
    row[0] = names == ALIGN_IDS ? control->id : graph_label(report->graph, list[i].node);
    row[1] = control->title;
    row[2] = names == ALIGN_IDS ? list[i].plain : list[i].controls;
    row[3] = paper_number(report->arena, list[i].settles);
  }
  return cells;
}

static void put_table(const struct align_report *report, const struct next *list, uint32_t count,
                      struct paper_part *part) {
  part->table = (struct paper_table){.column_count = NEXT_COLUMNS,
                                     .columns = next_columns,
                                     .row_count = count,
                                     .cells = cells_of(report, list, count, ALIGN_LABELS),
                                     .plain = cells_of(report, list, count, ALIGN_IDS)};
}

void align_add_next(struct align_report *report, struct report_paper *paper) {
  const struct graph_framework *target = &report->graph->frameworks.v[report->target];
  VEC(struct next) list = {0};
  walk_init(&report->walk, &report->analysis->network, report->arena);
  for (uint32_t n = target->first; n < target->first + target->count; n++) {
    struct alignment_answer answer;
    if (report->graph->controls[n].withdrawn) {
      continue;
    }
    alignment_answer(&report->now, n, &answer);
    report->outcomes[n - target->first] = (uint8_t)answer.outcome;
  }
  for (uint32_t n = target->first; n < target->first + target->count; n++) {
    enum outcome outcome = (enum outcome)report->outcomes[n - target->first];
    if (report->graph->controls[n].withdrawn || (outcome != OUTCOME_CONTRIBUTES && outcome != OUTCOME_CORRESPONDS)) {
      continue;
    }
    struct alignment_answer answer;
    alignment_answer(&report->now, n, &answer);
    struct next next = {.node = n,
                        .settles = count_settled(report, n),
                        .controls = align_cell_controls(report, &answer, ALIGN_LABELS),
                        .plain = align_cell_controls(report, &answer, ALIGN_IDS)};
    if (next.settles > 0 && answer.statuses.n > 0) {
      vec_push(report->arena, &list, next);
    }
  }
  if (list.n == 0) {
    return;
  }
  list.n = drop_outdone(report->graph, list.v, list.n);
  qsort(list.v, list.n, sizeof *list.v, by_settled);
  struct paper_part *part = paper_part(paper, report->arena, "next", "What one reading would settle");
  paper_paragraph(
      part, report->arena,
      STR("Where you can say, after reading both texts, that a control or heading lies within one of your "
          "implemented controls, declare it (subset-of, authority=\"organisation\", with a remark): so many "
          "controls would then be implemented. It is marked as your own reading."));
  put_table(report, list.v, list.n < MOST_NEXT ? list.n : MOST_NEXT, part);
}
