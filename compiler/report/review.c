/* The review list: pairs that are open, ordered by how many counted controls a human decision on them would settle. */
#include "report/reporter.h"

#include <stdlib.h>

struct open_pair {
  uint32_t x;
  uint32_t y;
  uint32_t settles;
  bool overlaps; /* known to; otherwise it is a candidate */
  uint32_t ways; /* intermediates of a candidate */
  struct str remarks;
};

typedef VEC(struct open_pair) open_pairs;

static int by_use(const void *a, const void *b) {
  const struct open_pair *p = a;
  const struct open_pair *q = b;
  if (p->settles != q->settles) {
    return p->settles > q->settles ? -1 : 1;
  }
  /* Known overlaps before candidates, and candidates with more ways first. */
  if (p->overlaps != q->overlaps) {
    return p->overlaps ? -1 : 1;
  }
  if (p->ways != q->ways) {
    return p->ways > q->ways ? -1 : 1;
  }
  if (p->x != q->x) {
    return p->x < q->x ? -1 : 1;
  }
  return (p->y > q->y) - (p->y < q->y);
}

/* What is held of several frameworks is not counted: nothing is to be settled on that side. */
static bool is_unsettled(const struct reporter *reporter, unsigned side, uint32_t node) {
  const struct graph *graph = reporter->analysis->graph;
  const struct graph_framework *framework = &graph->frameworks.v[reporter->crosswalk->frameworks[side]];
  if (reporter->crosswalk->states[side] == NULL || node < framework->first ||
      node >= framework->first + framework->count || !graph->controls[node].counted) {
    return false;
  }
  unsigned coverage = reporter->crosswalk->states[side][node - framework->first].coverage;
  return coverage == COVER_NONE || coverage == COVER_PARTIAL;
}

/* Counted controls of one side that are not full and lie in the node: what "the pair is equal" would settle. */
static uint32_t unsettled_below(struct reporter *reporter, unsigned side, uint32_t node) {
  uint32_t count = 0;
  walk_from(&reporter->middle, node);
  for (uint32_t i = 0; i < reporter->middle.below.list.n; i++) {
    count += is_unsettled(reporter, side, reporter->middle.below.list.v[i]);
  }
  return count;
}

static void add_pair(struct reporter *reporter, open_pairs *pairs, struct open_pair pair) {
  pair.x = reporter->node;
  pair.settles = unsettled_below(reporter, 0, pair.x) + unsettled_below(reporter, 1, pair.y);
  if (pair.settles > 0) {
    vec_push(reporter->arena, pairs, pair);
  }
}

/* Neither holds the other: there is nothing to ask. */
static bool is_proper(struct reporter *reporter, uint32_t y) {
  const struct walk *walk = &reporter->walk;
  return (node_set_has(&walk->lacks, y) || differs_by_cases(reporter, reporter->node, y)) &&
         (node_set_has(&walk->exceeds, y) || differs_by_cases(reporter, y, reporter->node));
}

/* Overlaps of which nothing more is known, and candidates, of one source control, from which the walk has started. */
static void collect_open(struct reporter *reporter, open_pairs *pairs) {
  for (uint32_t i = 0; i < reporter->opposite.n; i++) {
    const struct neighbour *y = &reporter->opposite.v[i];
    bool known = y->holds || node_set_has(&reporter->walk.below, y->node);
    if (y->plain && y->overlaps && !known && !is_proper(reporter, y->node)) {
      struct str remarks = STR("they overlap; whether one holds the other is not known");
      add_pair(reporter, pairs, (struct open_pair){.y = y->node, .overlaps = true, .remarks = remarks});
    }
  }
  const candidate_list *list = find_candidates(reporter, UINT32_MAX);
  for (uint32_t i = 0; i < list->n; i++) {
    const struct candidate *candidate = &list->v[i];
    struct str remarks = candidate_line(reporter, candidate);
    add_pair(reporter, pairs, (struct open_pair){.y = candidate->target, .ways = candidate->count, .remarks = remarks});
  }
}

static struct str number_text(struct arena *arena, uint32_t number) {
  struct buf out;
  buf_init(&out, arena);
  buf_printf(&out, "%u", number);
  return buf_done(&out);
}

void report_review(struct reporter *reporter, uint32_t number, struct arena *arena, struct report_grid *grid) {
  static const struct str header[] = {STR_INIT("source_id"),    STR_INIT("source_title"), STR_INIT("target_id"),
                                      STR_INIT("target_title"), STR_INIT("basis"),        STR_INIT("settles"),
                                      STR_INIT("remarks")};
  enum { COLUMNS = sizeof header / sizeof *header };
  const struct graph *graph = reporter->analysis->graph;
  reporter->arena = arena;
  reporter->crosswalk = &reporter->analysis->crosswalks.v[number];
  const struct graph_framework *framework = &graph->frameworks.v[reporter->crosswalk->frameworks[0]];
  open_pairs pairs = {0};
  collect_entries(reporter, 0);
  prepare_candidates(reporter, 0);
  for (uint32_t n = framework->first; n < framework->first + framework->count; n++) {
    if (!graph->controls[n].group && !graph->controls[n].withdrawn) {
      take_control(reporter, 0, n);
      walk_from(&reporter->walk, n);
      walk_differences(&reporter->walk);
      reporter->searched = NO_INDEX;
      collect_open(reporter, &pairs);
    }
  }
  if (pairs.n > 1) {
    qsort(pairs.v, pairs.n, sizeof *pairs.v, by_use);
  }
  struct str *cells = arena_alloc(arena, (COLUMNS * (size_t)pairs.n + 1) * sizeof *cells);
  for (uint32_t i = 0; i < pairs.n; i++) {
    const struct open_pair *pair = &pairs.v[i];
    struct str *row = &cells[(size_t)i * COLUMNS];
    row[0] = graph->controls[pair->x].id;
    row[1] = graph->controls[pair->x].title;
    row[2] = graph->controls[pair->y].id;
    row[3] = graph->controls[pair->y].title;
    row[4] = pair->overlaps ? STR("overlap") : STR("candidate");
    row[5] = number_text(arena, pair->settles);
    row[6] = pair->remarks;
  }
  *grid = (struct report_grid){.columns = COLUMNS, .header = header, .row_count = pairs.n, .cells = cells};
}
