/* Rows of a crosswalk table: what is declared, what is proved, what is missing, in framework order. */
#include "report/reporter.h"

#include <stdlib.h>

static int by_ends(const void *a, const void *b) {
  const struct entry *x = a;
  const struct entry *y = b;
  if (x->x_first != y->x_first) {
    return x->x_first < y->x_first ? -1 : 1;
  }
  if (x->y_first != y->y_first) {
    return x->y_first < y->y_first ? -1 : 1;
  }
  if (x->x != y->x) {
    return x->x < y->x ? -1 : 1;
  }
  if (x->y != y->y) {
    return x->y < y->y ? -1 : 1;
  }
  return (x->fact > y->fact) - (x->fact < y->fact);
}

static int by_control(const void *a, const void *b) {
  const struct membership *x = a;
  const struct membership *y = b;
  if (x->control != y->control) {
    return x->control < y->control ? -1 : 1;
  }
  return (x->entry > y->entry) - (x->entry < y->entry);
}

static void add_memberships(struct reporter *reporter, uint32_t number) {
  const struct graph *graph = reporter->analysis->graph;
  uint32_t node = reporter->entries.v[number].x;
  if (!graph_is_union(graph, node)) {
    return;
  }
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  for (uint32_t m = 0; m < group->count; m++) {
    struct membership membership = {.control = graph->members.v[group->first + m], .entry = number};
    vec_push(reporter->arena, &reporter->memberships, membership);
  }
}

/* The usual few of one control: each moves down to its place. */
static void sort_run(struct entry *entries, uint32_t count) {
  enum { FEW = 16 };
  if (count > FEW) {
    qsort(entries, count, sizeof *entries, by_ends);
    return;
  }
  for (uint32_t i = 1; i < count; i++) {
    struct entry entry = entries[i];
    uint32_t at = i;
    for (; at > 0 && by_ends(&entry, &entries[at - 1]) < 0; at--) {
      entries[at] = entries[at - 1];
    }
    entries[at] = entry;
  }
}

/* Where the run of each control begins that sources begin with. */
static void find_runs(struct reporter *reporter, const struct graph_framework *source) {
  uint32_t *starts = arena_zalloc(reporter->arena, ((size_t)source->count + 2) * sizeof *starts);
  for (uint32_t i = 0; i < reporter->entries.n; i++) {
    starts[reporter->entries.v[i].x_first - source->first + 1]++;
  }
  for (uint32_t i = 0; i < source->count; i++) {
    starts[i + 1] += starts[i];
  }
  reporter->runs = starts;
  reporter->first_of_runs = source->first;
}

static void sort_entries(struct reporter *reporter, const struct graph_framework *source) {
  uint32_t count = reporter->entries.n;
  uint32_t *next = arena_alloc(reporter->arena, ((size_t)source->count + 1) * sizeof *next);
  struct entry *sorted = arena_alloc(reporter->arena, ((size_t)count + 1) * sizeof *sorted);
  memcpy(next, reporter->runs, source->count * sizeof *next);
  for (uint32_t i = 0; i < count; i++) {
    sorted[next[reporter->entries.v[i].x_first - source->first]++] = reporter->entries.v[i];
  }
  for (uint32_t i = 0; i < source->count; i++) {
    sort_run(sorted + reporter->runs[i], reporter->runs[i + 1] - reporter->runs[i]);
  }
  if (count > 0) {
    memcpy(reporter->entries.v, sorted, count * sizeof *sorted);
  }
}

void collect_entries(struct reporter *reporter, unsigned side) {
  const struct analysis *analysis = reporter->analysis;
  const struct graph *graph = analysis->graph;
  reporter->entries.n = 0;
  reporter->memberships.n = 0;
  if (reporter->crosswalk->pair == NO_INDEX) {
    return;
  }
  const struct pair_facts *pair = &analysis->pairs.v[reporter->crosswalk->pair];
  uint32_t from = reporter->crosswalk->frameworks[side];
  vec_reserve(reporter->arena, &reporter->entries, pair->count);
  for (uint32_t i = 0; i < pair->count; i++) {
    const struct graph_fact *fact = &graph->facts[pair->facts[i]];
    struct reading reading = analysis_read(graph, fact, from);
    vec_push(reporter->arena, &reporter->entries,
             (struct entry){.x_first = graph_first_member(graph, reading.x),
                            .y_first = graph_first_member(graph, reading.y),
                            .x = reading.x,
                            .y = reading.y,
                            .fact = pair->facts[i],
                            .relation = reading.relation});
  }
  find_runs(reporter, &graph->frameworks.v[from]);
  if (from != pair->low || pair->low == pair->high) {
    sort_entries(reporter, &graph->frameworks.v[from]);
  }
  for (uint32_t i = 0; i < reporter->entries.n; i++) {
    add_memberships(reporter, i);
  }
  if (reporter->memberships.n > 1) {
    qsort(reporter->memberships.v, reporter->memberships.n, sizeof *reporter->memberships.v, by_control);
  }
}

uint32_t first_membership(const struct reporter *reporter, uint32_t control) {
  uint32_t low = 0;
  uint32_t high = reporter->memberships.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (reporter->memberships.v[middle].control < control) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

uint32_t first_entry(const struct reporter *reporter, uint32_t control) {
  return reporter->entries.n > 0 ? reporter->runs[control - reporter->first_of_runs] : 0;
}

struct str report_label(const struct graph *graph, uint32_t node) {
  struct str label = graph_label(graph, node);
  return str_eq(label, graph->controls[node].id) ? STR("") : label;
}

static struct report_end make_end(const struct reporter *reporter, uint32_t node) {
  const struct graph *graph = reporter->analysis->graph;
  uint32_t first = graph_first_member(graph, node);
  const struct graph_control *control = &graph->controls[first];
  uint32_t item = first - graph->frameworks.v[control->framework].first;
  if (!graph_is_union(graph, node)) {
    return (struct report_end){
        .id = control->id, .label = report_label(graph, first), .title = control->title, .item = item};
  }
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  struct buf ids;
  struct buf titles;
  struct buf labels;
  bool labelled = false;
  buf_init(&labels, reporter->arena);
  buf_init(&ids, reporter->arena);
  buf_init(&titles, reporter->arena);
  for (uint32_t m = 0; m < group->count; m++) {
    uint32_t number = graph->members.v[group->first + m];
    const struct graph_control *member = &graph->controls[number];
    labelled = labelled || report_label(graph, number).n > 0;
    buf_text(&labels, m > 0 ? " + " : "");
    buf_str(&labels, graph_label(graph, number));
    buf_text(&ids, m > 0 ? " " : "");
    buf_str(&ids, member->id);
    buf_text(&titles, m > 0 ? "; " : "");
    buf_str(&titles, member->title);
  }
  return (struct report_end){
      .id = buf_done(&ids), .label = labelled ? buf_done(&labels) : STR(""), .title = buf_done(&titles), .item = item};
}

static int number_or_none(uint8_t number) {
  return number == UNSTATED_NUMBER ? -1 : number;
}

static uint32_t mapping_number(const struct reporter *reporter, uint32_t mapping) {
  const struct analysis *analysis = reporter->analysis;
  const struct pair_facts *pair = &analysis->pairs.v[reporter->crosswalk->pair];
  for (uint32_t i = 0; i < pair->mapping_count; i++) {
    if (analysis->pair_mappings.v[pair->first_mapping + i] == mapping) {
      return i;
    }
  }
  return NO_ITEM;
}

static struct str fact_remarks(const struct reporter *reporter, const struct graph_fact *fact) {
  struct str remarks = graph_remarks(reporter->analysis->graph, fact);
  bool disputed = (fact->flags & FACT_DISPUTED) != 0;
  if (!disputed) {
    return remarks.p != NULL ? remarks : STR("");
  }
  struct buf out;
  buf_init(&out, reporter->arena);
  buf_text(&out, "disputed");
  if (remarks.n > 0) {
    buf_text(&out, ": ");
    buf_str(&out, remarks);
  }
  return buf_done(&out);
}

static bool wanted(const struct reporter *reporter, enum basis basis) {
  return (reporter->options->bases >> basis & 1) != 0;
}

static void add_declared(struct reporter *reporter, const struct entry *entry) {
  const struct graph_fact *fact = &reporter->analysis->graph->facts[entry->fact];
  if (wanted(reporter, BASIS_DECLARED)) {
    vec_push(reporter->arena, &reporter->rows,
             (struct report_row){.source = make_end(reporter, entry->x),
                                 .target = make_end(reporter, entry->y),
                                 .relation = entry->relation,
                                 .basis = BASIS_DECLARED,
                                 .possible = possible_bases(reporter, entry->x, entry->y),
                                 .disputed = (fact->flags & FACT_DISPUTED) != 0,
                                 .strength = number_or_none(fact->strength),
                                 .confidence = number_or_none(fact->confidence),
                                 .mapping = mapping_number(reporter, fact->mapping),
                                 .remarks = fact_remarks(reporter, fact)});
  }
}

static void add_implied(struct reporter *reporter, uint32_t x, uint32_t y) {
  if (wanted(reporter, BASIS_IMPLIED)) {
    const struct way *way = way_to(reporter, y);
    vec_push(reporter->arena, &reporter->rows,
             (struct report_row){.source = make_end(reporter, x),
                                 .target = make_end(reporter, y),
                                 .relation = way->relation,
                                 .basis = BASIS_IMPLIED,
                                 .possible = possible_bases(reporter, x, y),
                                 .strength = -1,
                                 .confidence = -1,
                                 .mapping = NO_ITEM,
                                 .remarks = proof_line(reporter, way)});
  }
}

static struct str excluded_reason(const struct reporter *reporter, uint32_t control) {
  const struct graph *graph = reporter->analysis->graph;
  uint32_t framework = reporter->crosswalk->frameworks[1];
  for (uint32_t i = graph_first_no_counterpart(graph, control, framework); i < graph->no_counterparts.n; i++) {
    const struct graph_no_counterpart *gap = &graph->no_counterparts.v[i];
    if (gap->control != control || gap->framework != framework) {
      break;
    }
    if (gap->remarks.n > 0) {
      return gap->remarks;
    }
  }
  return STR("");
}

static void add_gap(struct reporter *reporter, uint32_t x, const struct item_state *state, struct str note) {
  bool excluded = state->coverage == COVER_EXCLUDED;
  enum basis basis = excluded ? BASIS_EXCLUDED : BASIS_GAP;
  if (wanted(reporter, basis)) {
    vec_push(reporter->arena, &reporter->rows,
             (struct report_row){.source = make_end(reporter, x),
                                 .target = {.id = STR(""), .label = STR(""), .title = STR(""), .item = NO_ITEM},
                                 .basis = basis,
                                 .strength = -1,
                                 .confidence = -1,
                                 .mapping = NO_ITEM,
                                 .remarks = excluded ? excluded_reason(reporter, x) : note});
  }
}

/* Counted targets that are proved to overlap and that nobody declared. */
static void collect_implied(struct reporter *reporter, node_list *list) {
  const struct graph *graph = reporter->analysis->graph;
  /* In an open framework nothing is counted, and every id stands for itself. */
  bool open = graph->frameworks.v[reporter->crosswalk->frameworks[1]].declared->open;
  for (uint32_t i = 0; i < reporter->opposite.n; i++) {
    const struct neighbour *neighbour = &reporter->opposite.v[i];
    bool stands = neighbour->plain && neighbour->overlaps && neighbour->node != reporter->node &&
                  (open || graph->controls[neighbour->node].counted);
    if (stands && !marks_has(&reporter->declared, neighbour->node)) {
      vec_push(reporter->tools, list, neighbour->node);
    }
  }
  sort_numbers(list);
}

static void add_candidates(struct reporter *reporter, uint32_t x) {
  const candidate_list *list = find_candidates(reporter, UINT32_MAX);
  for (uint32_t i = 0; i < list->n; i++) {
    vec_push(reporter->arena, &reporter->rows,
             (struct report_row){.source = make_end(reporter, x),
                                 .target = make_end(reporter, list->v[i].target),
                                 .relation = REL_RELATED,
                                 .basis = BASIS_CANDIDATE,
                                 .strength = list->v[i].strength,
                                 .confidence = -1,
                                 .mapping = NO_ITEM,
                                 .remarks = candidate_line(reporter, &list->v[i])});
  }
}

/* All rows of one source control; `at` is the first of its entries. Returns the first entry behind them. */
static uint32_t add_control(struct reporter *reporter, uint32_t node, struct report_item *item,
                            const struct item_state *state, uint32_t at) {
  const struct graph *graph = reporter->analysis->graph;
  bool counted =
      graph->controls[node].counted ||
      (graph->frameworks.v[reporter->crosswalk->frameworks[0]].declared->open && !graph->controls[node].group);
  const node_list *implied = &reporter->implied;
  reporter->implied.n = 0;
  if (counted) {
    take_control(reporter, 0, node);
    collect_implied(reporter, &reporter->implied);
  }
  if (item->counted) {
    fill_item(reporter, 0, item);
  }
  uint32_t next = 0;
  for (; at < reporter->entries.n && reporter->entries.v[at].x_first == node; at++) {
    for (; next < implied->n && implied->v[next] < reporter->entries.v[at].y_first; next++) {
      add_implied(reporter, node, implied->v[next]);
    }
    add_declared(reporter, &reporter->entries.v[at]);
  }
  for (; next < implied->n; next++) {
    add_implied(reporter, node, implied->v[next]);
  }
  if (graph->controls[node].counted && (state->coverage == COVER_NONE || state->coverage == COVER_EXCLUDED)) {
    add_gap(reporter, node, state, item->note);
  }
  if (counted && reporter->options->candidates && wanted(reporter, BASIS_CANDIDATE)) {
    add_candidates(reporter, node);
  }
  return at;
}

void build_rows(struct reporter *reporter, struct report_item *items) {
  const struct graph_framework *framework =
      &reporter->analysis->graph->frameworks.v[reporter->crosswalk->frameworks[0]];
  collect_entries(reporter, 0);
  if (reporter->options->gap_candidates || reporter->options->candidates) {
    prepare_candidates(reporter, 0);
  }
  vec_reserve(reporter->arena, &reporter->rows, reporter->entries.n + framework->count);
  uint32_t at = 0;
  for (uint32_t i = 0; i < framework->count; i++) {
    items[i].first_row = reporter->rows.n;
    at = add_control(reporter, framework->first + i, &items[i], &reporter->crosswalk->states[0][i], at);
    items[i].row_count = reporter->rows.n - items[i].first_row;
  }
}
