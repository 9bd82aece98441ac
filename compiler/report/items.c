/* Items of a report: the controls of one side with their coverage, by whom, and what could be reviewed. */
#include "report/reporter.h"

#include <stdlib.h>

enum { MOST_CANDIDATES = 10 };

struct neighbours neighbours_of(struct reporter *reporter, uint32_t node) {
  struct neighbours kept = reporter->kept != NULL ? reporter->kept[node] : (struct neighbours){0};
  return kept.v != NULL ? kept : find_neighbours(&reporter->finder, node);
}

/* Marks what the control is declared with. */
static void mark_declared(struct reporter *reporter) {
  marks_clear(&reporter->declared, graph_node_count(reporter->analysis->graph));
  for (uint32_t i = first_entry(reporter, reporter->node); i < reporter->entries.n; i++) {
    const struct entry *entry = &reporter->entries.v[i];
    if (entry->x_first != reporter->node) {
      break;
    }
    if (entry->x == reporter->node) {
      marks_add(&reporter->declared, entry->y);
      marks_add(&reporter->settled, entry->y);
    }
  }
}

void take_control(struct reporter *reporter, unsigned side, uint32_t node) {
  uint32_t other = reporter->crosswalk->frameworks[1 - side];
  reporter->node = node;
  reporter->own = neighbours_of(reporter, node);
  reporter->opposite.n = 0;
  marks_clear(&reporter->settled, graph_node_count(reporter->analysis->graph));
  for (uint32_t i = 0; i < reporter->own.n; i++) {
    const struct neighbour *neighbour = &reporter->own.v[i];
    if (neighbour->framework == other) {
      marks_add(&reporter->settled, neighbour->node);
      vec_push(reporter->tools, &reporter->opposite, *neighbour);
    }
  }
  mark_declared(reporter);
}

static int by_number(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a;
  uint32_t y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

/* The usual few move down to their places. */
void sort_numbers(node_list *numbers) {
  enum { FEW = 16 };
  if (numbers->n > FEW) {
    qsort(numbers->v, numbers->n, sizeof *numbers->v, by_number);
    return;
  }
  for (uint32_t i = 1; i < numbers->n; i++) {
    uint32_t number = numbers->v[i];
    uint32_t at = i;
    for (; at > 0 && numbers->v[at - 1] > number; at--) {
      numbers->v[at] = numbers->v[at - 1];
    }
    numbers->v[at] = number;
  }
}

/* Their ids, separated by a space. */
static struct str join_ids(const struct reporter *reporter, const uint32_t *nodes, uint32_t count) {
  const struct graph_control *controls = reporter->analysis->graph->controls;
  uint32_t n = 0;
  for (uint32_t i = 0; i < count; i++) {
    n += controls[nodes[i]].id.n + 1;
  }
  if (n == 0) {
    return STR("");
  }
  char *text = arena_alloc(reporter->arena, n);
  char *at = text;
  for (uint32_t i = 0; i < count; i++) {
    struct str id = controls[nodes[i]].id;
    memcpy(at, id.p, id.n);
    at += id.n;
    *at++ = ' ';
  }
  return (struct str){.p = text, .n = n - 1};
}

/* True if a later one of the nodes says more: a part of it, unless it is a control that is declared itself. */
static bool is_outdone(const struct reporter *reporter, const node_list *nodes, uint32_t i) {
  const struct graph_control *control = &reporter->analysis->graph->controls[nodes->v[i]];
  bool holds_next = i + 1 < nodes->n && nodes->v[i + 1] < control->end;
  return holds_next && (control->group || !marks_has(&reporter->declared, nodes->v[i]));
}

/* Ids in framework order, without what a heading has only from its parts. */
static struct str id_list(const struct reporter *reporter, node_list *nodes) {
  sort_numbers(nodes);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < nodes->n; i++) {
    bool repeated = i + 1 < nodes->n && nodes->v[i + 1] == nodes->v[i];
    if (!repeated && !is_outdone(reporter, nodes, i)) {
      nodes->v[kept++] = nodes->v[i];
    }
  }
  return join_ids(reporter, nodes->v, kept);
}

static void add_members(const struct reporter *reporter, uint32_t node, node_list *nodes) {
  const struct graph *graph = reporter->analysis->graph;
  if (!graph_is_union(graph, node)) {
    vec_push(reporter->tools, nodes, node);
    return;
  }
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  for (uint32_t m = 0; m < group->count; m++) {
    vec_push(reporter->tools, nodes, graph->members.v[group->first + m]);
  }
}

static bool is_holding(enum relation relation) {
  return relation == REL_EQUAL || relation == REL_EQUIVALENT || relation == REL_SUBSET;
}

static bool is_overlapping(enum relation relation) {
  return is_holding(relation) || relation == REL_SUPERSET || relation == REL_INTERSECTS || relation == REL_RELATED;
}

static void add_own_fact(const struct reporter *reporter, const struct entry *entry, const struct item_state *state,
                         node_list *nodes) {
  const struct graph_fact *fact = &reporter->analysis->graph->facts[entry->fact];
  if ((fact->flags & (FACT_REASONED | FACT_DISPUTED)) != 0) {
    return;
  }
  bool wanted = state->coverage == COVER_FULL       ? is_holding(entry->relation)
                : state->note == NOTE_SUPPORTS_ONLY ? entry->relation == REL_SUPPORTED_BY
                                                    : is_overlapping(entry->relation);
  if (wanted) {
    add_members(reporter, entry->y, nodes);
  }
}

/* What covers the control by facts that count for their own pair only. */
static void add_own_facts(const struct reporter *reporter, uint32_t control, const struct item_state *state,
                          node_list *nodes) {
  for (uint32_t i = first_entry(reporter, control); i < reporter->entries.n; i++) {
    if (reporter->entries.v[i].x_first != control) {
      break;
    }
    if (reporter->entries.v[i].x == control) {
      add_own_fact(reporter, &reporter->entries.v[i], state, nodes);
    }
  }
  /* What holds a union holds each of its members; what else is said of a union says nothing of any one of them. */
  for (uint32_t i = first_membership(reporter, control); i < reporter->memberships.n; i++) {
    const struct membership *membership = &reporter->memberships.v[i];
    if (membership->control != control) {
      break;
    }
    if (is_holding(reporter->entries.v[membership->entry].relation)) {
      add_own_fact(reporter, &reporter->entries.v[membership->entry], state, nodes);
    }
  }
}

static bool overlaps_node(const struct reporter *reporter, uint32_t node) {
  for (uint32_t i = 0; i < reporter->opposite.n; i++) {
    if (reporter->opposite.v[i].node == node) {
      return reporter->opposite.v[i].overlaps;
    }
  }
  return false;
}

/* Whether a member of the union is met by itself; the union says nothing more then. */
static bool meets_member(const struct reporter *reporter, uint32_t node) {
  const struct graph *graph = reporter->analysis->graph;
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  for (uint32_t m = 0; m < group->count; m++) {
    if (overlaps_node(reporter, graph->members.v[group->first + m])) {
      return true;
    }
  }
  return false;
}

/* Whether the neighbour is one of those that the coverage rests on. */
static bool covers(const struct reporter *reporter, const struct neighbour *neighbour, const struct item_state *state) {
  const struct graph *graph = reporter->analysis->graph;
  bool joins = graph_is_union(graph, neighbour->node);
  if (state->coverage == COVER_FULL) {
    return neighbour->holds && (neighbour->plain || (joins && state->note == NOTE_JOINTLY));
  }
  if (state->note != NOTE_OVERLAP_ONLY || !neighbour->overlaps) {
    return false;
  }
  return joins ? !meets_member(reporter, neighbour->node) : !graph->controls[neighbour->node].withdrawn;
}

static struct str covered_by(struct reporter *reporter, const struct item_state *state) {
  node_list *nodes = &reporter->covering;
  nodes->n = 0;
  for (uint32_t i = 0; i < reporter->opposite.n; i++) {
    if (covers(reporter, &reporter->opposite.v[i], state)) {
      add_members(reporter, reporter->opposite.v[i].node, nodes);
    }
  }
  add_own_facts(reporter, reporter->node, state, nodes);
  return id_list(reporter, nodes);
}

static struct str note_text(const struct item_state *state) {
  static const char *const notes[] = {"",           "jointly",      "overlap-only", "supports-only",
                                      "group-only", "not-examined", "no-relation"};
  return str_from(notes[state->note]);
}

static struct str candidate_ids(struct reporter *reporter) {
  const candidate_list *list = find_candidates(reporter, MOST_CANDIDATES);
  uint32_t targets[MOST_CANDIDATES];
  for (uint32_t i = 0; i < list->n; i++) {
    targets[i] = list->v[i].target;
  }
  return join_ids(reporter, targets, list->n);
}

void fill_item(struct reporter *reporter, unsigned side, struct report_item *item) {
  const struct crosswalk *crosswalk = reporter->crosswalk;
  uint32_t local = reporter->node - reporter->analysis->graph->frameworks.v[crosswalk->frameworks[side]].first;
  const struct item_state *state = &crosswalk->states[side][local];
  if (state->coverage == COVER_FULL || state->coverage == COVER_PARTIAL) {
    item->by = covered_by(reporter, state);
  }
  bool gap = state->coverage == COVER_NONE || state->coverage == COVER_PARTIAL;
  if (gap && reporter->options->gap_candidates) {
    item->candidates = candidate_ids(reporter);
  }
}

/* Looked at once for all crosswalks that the control stands in. */
static bool is_harmless(const struct reporter *reporter, uint32_t node) {
  enum { UNASKED, NO, YES };
  unsigned char *known = &reporter->harmless[node];
  if (*known == UNASKED) {
    const struct graph_control *control = &reporter->analysis->graph->controls[node];
    bool harmless = str_is_harmless(control->id) && str_is_harmless(control->title) &&
                    str_is_harmless(report_label(reporter->analysis->graph, node));
    *known = harmless ? YES : NO;
  }
  return *known == YES;
}

struct report_item *list_items(struct reporter *reporter, unsigned side) {
  static const enum coverage coverages[] = {COVERAGE_NONE, COVERAGE_PARTIAL, COVERAGE_FULL, COVERAGE_EXCLUDED};
  const struct graph *graph = reporter->analysis->graph;
  const struct graph_framework *framework = &graph->frameworks.v[reporter->crosswalk->frameworks[side]];
  const struct graph_text *texts = graph->texts != NULL ? graph->texts + framework->first : NULL;
  struct report_item *items = arena_alloc(reporter->arena, ((size_t)framework->count + 1) * sizeof *items);
  for (uint32_t i = 0; i < framework->count; i++) {
    const struct graph_control *control = &graph->controls[framework->first + i];
    const struct item_state *state = &reporter->crosswalk->states[side][i];
    items[i] = (struct report_item){
        .id = control->id,
        .label = report_label(graph, framework->first + i),
        .title = control->title,
        .statement = texts != NULL ? str_or_empty(texts[i].statement) : STR(""),
        .guidance = texts != NULL ? str_or_empty(texts[i].guidance) : STR(""),
        .parent = control->parent != NO_INDEX ? control->parent - framework->first : NO_ITEM,
        .depth = control->depth,
        .group = control->group,
        .counted = control->counted,
        .withdrawn = control->withdrawn,
        .harmless = is_harmless(reporter, framework->first + i),
        .coverage = coverages[state->coverage],
        .jointly = state->coverage == COVER_FULL && state->note == NOTE_JOINTLY,
        .by = STR(""),
        .candidates = STR(""),
        .note = note_text(state),
    };
  }
  return items;
}

void fill_items(struct reporter *reporter, unsigned side, struct report_item *items) {
  const struct graph *graph = reporter->analysis->graph;
  const struct graph_framework *framework = &graph->frameworks.v[reporter->crosswalk->frameworks[side]];
  collect_entries(reporter, side);
  if (reporter->options->gap_candidates) {
    prepare_candidates(reporter, side);
  }
  for (uint32_t i = 0; i < framework->count; i++) {
    bool covered = items[i].coverage == COVERAGE_FULL || items[i].coverage == COVERAGE_PARTIAL;
    if (items[i].counted && (covered || reporter->options->gap_candidates)) {
      take_control(reporter, side, framework->first + i);
      fill_item(reporter, side, &items[i]);
    }
  }
}
