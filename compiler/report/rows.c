/* Rows of a crosswalk table: what is declared, what is proved, what is missing, in framework order. */
#include "report/answers.h"

#include <stdlib.h>

struct str report_label(const struct graph *graph, uint32_t node) {
  struct str label = graph_label(graph, node);
  return str_eq(label, graph->controls[node].id) ? STR("") : label;
}

/* Of the titles of all of them, or empty. */
static struct str common_language(const struct reporter *reporter, const uint32_t *nodes, uint32_t count) {
  struct str language = tongue_of(reporter, nodes[0]).title;
  for (uint32_t i = 1; i < count; i++) {
    language = str_eq(tongue_of(reporter, nodes[i]).title, language) ? language : STR("");
  }
  return language;
}

/* One control, or several together, in framework order. */
static struct report_end make_end_of(const struct reporter *reporter, unsigned side, const uint32_t *nodes,
                                     uint32_t count) {
  const struct graph *graph = reporter->analysis->graph;
  const struct graph_control *first = &graph->controls[nodes[0]];
  bool prefixed = reporter->prefixed && first->framework != reporter->crosswalk->frameworks[0];
  uint32_t item = item_of(reporter, nodes[0]);
  if (count == 1 && !prefixed) {
    return (struct report_end){.id = first->id,
                               .ids = first->id,
                               .label = report_label(graph, nodes[0]),
                               .title = first->title,
                               .language = tongue_of(reporter, nodes[0]).title,
                               .item = item,
                               .href = href_of_item(reporter, side, item),
                               .own = own_of_item(reporter, side, item)};
  }
  struct buf joined;
  struct buf ids;
  struct buf titles;
  struct buf labels;
  bool labelled = false;
  buf_init(&joined, reporter->arena);
  buf_init(&labels, reporter->arena);
  buf_init(&ids, reporter->arena);
  buf_init(&titles, reporter->arena);
  for (uint32_t m = 0; m < count; m++) {
    labelled = labelled || report_label(graph, nodes[m]).n > 0;
    buf_text(&labels, m > 0 ? " + " : "");
    buf_str(&labels, graph_label(graph, nodes[m]));
    buf_text(&joined, m > 0 ? "+" : "");
    put_id(reporter, nodes[m], &joined);
    buf_text(&ids, m > 0 ? " " : "");
    put_id(reporter, nodes[m], &ids);
    buf_text(&titles, m > 0 ? "; " : "");
    buf_str(&titles, graph->controls[nodes[m]].title);
  }
  return (struct report_end){.id = buf_done(&joined),
                             .ids = buf_done(&ids),
                             .label = labelled ? buf_done(&labels) : STR(""),
                             .title = buf_done(&titles),
                             .language = common_language(reporter, nodes, count),
                             .item = item,
                             .href = count == 1 ? href_of_item(reporter, side, item) : STR(""),
                             .own = own_of_nodes(reporter, side, nodes, count)};
}

static struct report_end make_end(const struct reporter *reporter, unsigned side, uint32_t node) {
  const struct graph *graph = reporter->analysis->graph;
  if (!graph_is_union(graph, node)) {
    return make_end_of(reporter, side, &node, 1);
  }
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  return make_end_of(reporter, side, graph->members.v + group->first, group->count);
}

static int number_or_none(uint8_t number) {
  return number == UNSTATED_NUMBER ? -1 : number;
}

/* The number of the mapping among those of the report, which lists them framework by framework that is held. */
static uint32_t mapping_number(const struct reporter *reporter, uint32_t mapping) {
  const struct analysis *analysis = reporter->analysis;
  uint32_t before = 0;
  for (uint32_t h = 0; h < reporter->crosswalk->held_count; h++) {
    const struct pair_facts *pair = pair_of(reporter, h);
    for (uint32_t i = 0; pair != NULL && i < pair->mapping_count; i++) {
      if (analysis->pair_mappings.v[pair->first_mapping + i] == mapping) {
        return before + i;
      }
    }
    before += pair != NULL ? pair->mapping_count : 0;
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
             (struct report_row){.source = make_end(reporter, 0, entry->x),
                                 .target = make_end(reporter, 1, entry->y),
                                 .relation = entry->relation,
                                 .basis = BASIS_DECLARED,
                                 .possible = possible_bases(reporter, entry->x, entry->y),
                                 .disputed = (fact->flags & FACT_DISPUTED) != 0,
                                 .strength = number_or_none(fact->strength),
                                 .confidence = number_or_none(fact->confidence),
                                 .mapping = mapping_number(reporter, fact->mapping),
                                 .fact = entry->fact,
                                 .remarks = fact_remarks(reporter, fact)});
  }
}

static void add_implied(struct reporter *reporter, uint32_t x, uint32_t y) {
  if (wanted(reporter, BASIS_IMPLIED)) {
    reporter->derived++;
    const struct way *way = way_to(reporter, y);
    vec_push(reporter->arena, &reporter->rows,
             (struct report_row){.source = make_end(reporter, 0, x),
                                 .target = make_end(reporter, 1, y),
                                 .relation = way->relation,
                                 .basis = BASIS_IMPLIED,
                                 .possible = possible_bases(reporter, x, y),
                                 .strength = -1,
                                 .confidence = -1,
                                 .mapping = NO_ITEM,
                                 .remarks = proof_line(reporter, way)});
  }
}

static struct str gap_remarks(const struct reporter *reporter, const struct report_item *item, bool excluded) {
  if (excluded) {
    return item->reason;
  }
  if (item->reason.n == 0) {
    return item->note;
  }
  struct buf out;
  buf_init(&out, reporter->arena);
  buf_printf(&out, "%.*s: %.*s", STR_ARG(item->note), STR_ARG(item->reason));
  return buf_done(&out);
}

static void add_gap(struct reporter *reporter, uint32_t x, const struct item_state *state,
                    const struct report_item *item) {
  bool excluded = state->coverage == COVER_EXCLUDED;
  enum basis basis = excluded ? BASIS_EXCLUDED : BASIS_GAP;
  if (wanted(reporter, basis)) {
    vec_push(reporter->arena, &reporter->rows,
             (struct report_row){.source = make_end(reporter, 0, x),
                                 .target = {.id = STR(""),
                                            .ids = STR(""),
                                            .label = STR(""),
                                            .title = STR(""),
                                            .language = STR(""),
                                            .href = STR(""),
                                            .item = NO_ITEM},
                                 .basis = basis,
                                 .strength = -1,
                                 .confidence = -1,
                                 .mapping = NO_ITEM,
                                 .remarks = gap_remarks(reporter, item, excluded)});
  }
}

/* Counted targets that are proved to overlap, or that correspond, where no fact of the pair says as much: one that says
 * "overlaps" does not say that the one lies in the other. */
static void collect_implied(struct reporter *reporter, node_list *list) {
  const struct graph *graph = reporter->analysis->graph;
  for (uint32_t i = 0; i < reporter->opposite.n; i++) {
    const struct neighbour *neighbour = &reporter->opposite.v[i];
    /* In an open framework nothing is counted, and every id stands for itself. */
    bool open = graph->frameworks.v[neighbour->framework].declared->open;
    bool follows = neighbour->overlaps || (neighbour->relates && !marks_has(&reporter->says_related, neighbour->node));
    bool stands =
        neighbour->plain && neighbour->node != reporter->node && (open || graph->controls[neighbour->node].counted);
    if (stands && follows && !is_said(reporter, neighbour)) {
      vec_push(reporter->tools, list, neighbour->node);
    }
  }
  sort_numbers(list);
}

/* A fact of a mapping that was composed through others. */
static void add_composed(struct reporter *reporter, const struct entry *entry) {
  const struct graph *graph = reporter->analysis->graph;
  const struct graph_fact *fact = &graph->facts[entry->fact];
  struct buf out;
  buf_init(&out, reporter->arena);
  buf_text(&out, "for review: ");
  put_composed(reporter, entry, &out);
  vec_push(reporter->arena, &reporter->rows,
           (struct report_row){.source = make_end(reporter, 0, entry->x),
                               .target = make_end(reporter, 1, entry->y),
                               .relation = entry->relation,
                               .basis = BASIS_CANDIDATE,
                               .strength = number_or_none(fact->strength),
                               .confidence = number_or_none(fact->confidence),
                               .mapping = mapping_number(reporter, fact->mapping),
                               .remarks = buf_done(&out)});
}

/* Of what several hold together nothing is known as of one. */
static unsigned possible_of(struct reporter *reporter, const struct further_row *further) {
  bool single = further->ends[0].count == 1 && further->ends[1].count == 1;
  return single ? possible_bases(reporter, further->ends[0].nodes[0], further->ends[1].nodes[0]) : 0;
}

static void add_further(struct reporter *reporter, const struct further_row *further) {
  if (wanted(reporter, BASIS_IMPLIED)) {
    reporter->derived++;
    vec_push(reporter->arena, &reporter->rows,
             (struct report_row){
                 .source = make_end_of(reporter, 0, further->ends[0].nodes, further->ends[0].count),
                 .target = make_end_of(reporter, 1, further->ends[1].nodes, further->ends[1].count),
                 .relation = further->relation,
                 .basis = BASIS_IMPLIED,
                 .possible = possible_of(reporter, further),
                 .strength = -1,
                 .confidence = -1,
                 .mapping = NO_ITEM,
                 .remarks = further->remarks,
             });
  }
}

/* What a chain leads to; what a mapping declares of the same pair is a row by itself. */
static void add_candidate(struct reporter *reporter, uint32_t x, const struct candidate *candidate) {
  struct candidate chain = *candidate;
  chain.composed = NO_INDEX;
  reporter->derived++;
  vec_push(reporter->arena, &reporter->rows,
           (struct report_row){.source = make_end(reporter, 0, x),
                               .target = make_end(reporter, 1, candidate->target),
                               .relation = REL_RELATED,
                               .basis = BASIS_CANDIDATE,
                               .strength = candidate->strength,
                               .confidence = -1,
                               .mapping = NO_ITEM,
                               .remarks = candidate_line(reporter, &chain)});
}

enum row_kind { ROW_DECLARED, ROW_IMPLIED, ROW_FURTHER, ROW_GAP, ROW_COMPOSED, ROW_CANDIDATE };

static void place_row(struct reporter *reporter, enum row_kind kind, struct row_end others, struct row_end target,
                      uint32_t number) {
  struct placed_row row = {.others = others, .target = target, .kind = kind, .number = number};
  vec_push(reporter->tools, &reporter->placed, row);
}

/* A row of the control alone and one target. */
static void place_pair(struct reporter *reporter, enum row_kind kind, const uint32_t *target, uint32_t number) {
  place_row(reporter, kind, (struct row_end){0}, (struct row_end){.nodes = target, .count = 1}, number);
}

static struct row_end members_of(const struct graph *graph, const uint32_t *node) {
  if (!graph_is_union(graph, *node)) {
    return (struct row_end){.nodes = node, .count = 1};
  }
  const struct graph_union *group = &graph->unions.v[*node - graph->control_count];
  return (struct row_end){.nodes = graph->members.v + group->first, .count = group->count};
}

static struct row_end without_first(struct row_end end) {
  return (struct row_end){.nodes = end.nodes + 1, .count = end.count - 1};
}

static void place_entry(struct reporter *reporter, enum row_kind kind, uint32_t number) {
  const struct graph *graph = reporter->analysis->graph;
  const struct entry *entry = &reporter->entries.v[number];
  place_row(reporter, kind, without_first(members_of(graph, &entry->x)), members_of(graph, &entry->y), number);
}

static void place_further(struct reporter *reporter, uint32_t number) {
  const struct further_row *further = &reporter->further.v[number];
  place_row(reporter, ROW_FURTHER, without_first(further->ends[0]), further->ends[1], number);
}

/* In framework order, and a control alone before the unions that begin with it. */
static int by_end(const struct row_end *x, const struct row_end *y) {
  for (uint32_t i = 0; i < x->count && i < y->count; i++) {
    if (x->nodes[i] != y->nodes[i]) {
      return x->nodes[i] < y->nodes[i] ? -1 : 1;
    }
  }
  return (x->count > y->count) - (x->count < y->count);
}

/* What stands, then that nothing does, then what may. */
static unsigned part_of(const struct placed_row *row) {
  return row->kind < ROW_GAP ? 0 : row->kind == ROW_GAP ? 1 : 2;
}

/* The rows of one source stand together, and in them those of one target. */
static int by_place(const void *a, const void *b) {
  const struct placed_row *x = a;
  const struct placed_row *y = b;
  int sources = by_end(&x->others, &y->others);
  if (sources != 0) {
    return sources;
  }
  if (part_of(x) != part_of(y)) {
    return part_of(x) < part_of(y) ? -1 : 1;
  }
  int targets = by_end(&x->target, &y->target);
  if (targets != 0) {
    return targets;
  }
  if (x->kind != y->kind) {
    return x->kind < y->kind ? -1 : 1;
  }
  return (x->number > y->number) - (x->number < y->number);
}

static void write_placed(struct reporter *reporter, uint32_t node, const struct item_state *state,
                         const struct report_item *item) {
  if (reporter->placed.n > 1) {
    qsort(reporter->placed.v, reporter->placed.n, sizeof *reporter->placed.v, by_place);
  }
  for (uint32_t i = 0; i < reporter->placed.n; i++) {
    const struct placed_row *row = &reporter->placed.v[i];
    if (row->kind == ROW_IMPLIED) {
      add_implied(reporter, node, row->target.nodes[0]);
    } else if (row->kind == ROW_FURTHER) {
      add_further(reporter, &reporter->further.v[row->number]);
    } else if (row->kind == ROW_GAP) {
      add_gap(reporter, node, state, item);
    } else if (row->kind == ROW_CANDIDATE) {
      add_candidate(reporter, node, &reporter->ranked.v[row->number]);
    } else if (row->kind == ROW_COMPOSED) {
      add_composed(reporter, &reporter->entries.v[row->number]);
    } else {
      add_declared(reporter, &reporter->entries.v[row->number]);
    }
  }
}

/* Where the rows of the source have got to. */
struct row_cursor {
  uint32_t entry;
  uint32_t further;     /* of those that the targets need, in order */
  uint32_t further_end; /* those of the sources stand behind them */
};

/* Whether the targets need the same row: then it stands once. */
static bool is_needed_by_target(const struct reporter *reporter, const struct row_cursor *cursor, uint32_t from,
                                const struct further_row *row) {
  for (uint32_t i = from; i < cursor->further; i++) {
    const struct further_row *other = &reporter->further.v[i];
    if (other->ends[1].count == row->ends[1].count && other->ends[0].count == row->ends[0].count &&
        memcmp(other->ends[1].nodes, row->ends[1].nodes, row->ends[1].count * sizeof *row->ends[1].nodes) == 0) {
      return true;
    }
  }
  return false;
}

static bool is_composed(const struct reporter *reporter, uint32_t entry) {
  return (reporter->analysis->graph->facts[reporter->entries.v[entry].fact].flags & FACT_COMPOSED) != 0;
}

/* Candidates: what mappings declare that say via, from the entry on, and, where asked for, what chains lead to. */
static void place_candidates(struct reporter *reporter, uint32_t node, uint32_t entry, bool chains) {
  for (; entry < reporter->entries.n && reporter->entries.v[entry].x_first == node; entry++) {
    if (is_composed(reporter, entry)) {
      place_entry(reporter, ROW_COMPOSED, entry);
    }
  }
  const candidate_list *list = chains ? find_candidates(reporter, UINT32_MAX) : &(const candidate_list){0};
  for (uint32_t i = 0; i < list->n; i++) {
    if (list->v[i].count > 0) {
      place_pair(reporter, ROW_CANDIDATE, &list->v[i].target, i);
    }
  }
}

/* What is declared, implied or needed of the control; `before` is how many rows were needed before it was taken. */
static void place_rows(struct reporter *reporter, uint32_t node, uint32_t before, struct row_cursor *cursor) {
  uint32_t from = cursor->further;
  reporter->placed.n = 0;
  for (; cursor->entry < reporter->entries.n && reporter->entries.v[cursor->entry].x_first == node; cursor->entry++) {
    if (!is_composed(reporter, cursor->entry)) {
      place_entry(reporter, ROW_DECLARED, cursor->entry);
    }
  }
  for (uint32_t i = 0; i < reporter->implied.n; i++) {
    place_pair(reporter, ROW_IMPLIED, &reporter->implied.v[i], i);
  }
  for (; cursor->further < cursor->further_end && reporter->further.v[cursor->further].ends[0].nodes[0] == node;
       cursor->further++) {
    place_further(reporter, cursor->further);
  }
  for (uint32_t i = before; i < reporter->further.n; i++) {
    if (!is_needed_by_target(reporter, cursor, from, &reporter->further.v[i])) {
      place_further(reporter, i);
    }
  }
}

/* Whether the table has rows for what is proved of the control: where it is counted, or asked for, or of an open framework, in
 * which nothing is counted. */
static bool is_asked_for(const struct reporter *reporter, uint32_t node) {
  const struct graph *graph = reporter->analysis->graph;
  const uint32_t *answered = reporter->options->answered;
  bool open = graph->frameworks.v[reporter->crosswalk->frameworks[0]].declared->open;
  return graph->controls[node].counted || (open && !graph->controls[node].group) ||
         (answered != NULL && node == *answered);
}

/* All rows of one source control. */
static void add_control(struct reporter *reporter, uint32_t node, struct report_item *item,
                        const struct item_state *state, struct row_cursor *cursor) {
  const struct graph *graph = reporter->analysis->graph;
  bool asked = is_asked_for(reporter, node);
  uint32_t before = reporter->further.n;
  uint32_t entry = cursor->entry;
  reporter->implied.n = 0;
  if (asked) {
    take_control(reporter, 0, node);
    collect_implied(reporter, &reporter->implied);
  }
  if (item->counted) {
    fill_item(reporter, 0, item);
  }
  place_rows(reporter, node, before, cursor);
  if (graph->controls[node].counted && (state->coverage == COVER_NONE || state->coverage == COVER_EXCLUDED)) {
    place_row(reporter, ROW_GAP, (struct row_end){0}, (struct row_end){0}, 0);
  }
  if (reporter->options->candidates && wanted(reporter, BASIS_CANDIDATE)) {
    place_candidates(reporter, node, entry, asked);
  }
  write_placed(reporter, node, state, item);
}

void build_rows(struct reporter *reporter, struct report_item *items) {
  const struct graph_framework *framework =
      &reporter->analysis->graph->frameworks.v[reporter->crosswalk->frameworks[0]];
  sort_further_rows(reporter);
  struct row_cursor cursor = {.further_end = reporter->further.n};
  collect_entries(reporter, 0);
  if (reporter->options->gap_candidates || reporter->options->candidates) {
    prepare_candidates(reporter, 0);
  }
  vec_reserve(reporter->arena, &reporter->rows, reporter->entries.n + framework->count);
  uint32_t most = reporter->options->most_rows;
  for (uint32_t i = 0; i < framework->count; i++) {
    if (most > 0 && reporter->derived > most) {
      break; /* what is made of it is not written */
    }
    items[i].first_row = reporter->rows.n;
    add_control(reporter, framework->first + i, &items[i], &reporter->crosswalk->states[0][i], &cursor);
    items[i].row_count = reporter->rows.n - items[i].first_row;
  }
}
