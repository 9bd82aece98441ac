/* Items of a report: the controls of one side with their coverage, by whom, and what could be reviewed. */
#include "report/reporter.h"

#include <stdlib.h>

enum { MOST_CANDIDATES = 10 };

bool node_in(const struct reporter *reporter, uint32_t node, uint32_t framework) {
  return graph_framework_of(reporter->analysis->graph, node) == framework;
}

bool is_plain(const struct reporter *reporter, uint32_t node, uint32_t framework) {
  const struct graph *graph = reporter->analysis->graph;
  return !graph_is_union(graph, node) && graph->controls[node].framework == framework && !graph->controls[node].group &&
         !graph->controls[node].withdrawn;
}

static int by_number(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a;
  uint32_t y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

/* Ids in framework order, without those that hold another of them: what a heading has only from its parts. */
static struct str id_list(const struct reporter *reporter, node_list *nodes) {
  const struct graph *graph = reporter->analysis->graph;
  if (nodes->n > 1) {
    qsort(nodes->v, nodes->n, sizeof *nodes->v, by_number);
  }
  struct buf out;
  buf_init(&out, reporter->arena);
  for (uint32_t i = 0; i < nodes->n; i++) {
    bool repeated = i + 1 < nodes->n && nodes->v[i + 1] == nodes->v[i];
    bool holds_next = i + 1 < nodes->n && nodes->v[i + 1] < graph->controls[nodes->v[i]].end;
    if (repeated || holds_next) {
      continue;
    }
    buf_text(&out, out.n > 0 ? " " : "");
    buf_str(&out, graph->controls[nodes->v[i]].id);
  }
  return buf_done(&out);
}

static void add_members(const struct reporter *reporter, uint32_t node, node_list *nodes) {
  const struct graph *graph = reporter->analysis->graph;
  if (!graph_is_union(graph, node)) {
    vec_push(reporter->arena, nodes, node);
    return;
  }
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  for (uint32_t m = 0; m < group->count; m++) {
    vec_push(reporter->arena, nodes, graph->members.v[group->first + m]);
  }
}

static bool holds_control(const struct graph *graph, uint32_t node, uint32_t control) {
  if (!graph_is_union(graph, node)) {
    return node == control;
  }
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  for (uint32_t m = 0; m < group->count; m++) {
    if (graph->members.v[group->first + m] == control) {
      return true;
    }
  }
  return false;
}

static bool is_holding(enum relation relation) {
  return relation == REL_EQUAL || relation == REL_EQUIVALENT || relation == REL_SUBSET;
}

static bool is_overlapping(enum relation relation) {
  return is_holding(relation) || relation == REL_SUPERSET || relation == REL_INTERSECTS || relation == REL_RELATED;
}

/* What covers the control by facts that count for their own pair only. */
static void add_own_facts(const struct reporter *reporter, unsigned side, uint32_t control,
                          const struct item_state *state, node_list *nodes) {
  const struct analysis *analysis = reporter->analysis;
  const struct graph *graph = analysis->graph;
  if (reporter->crosswalk->pair == NO_INDEX) {
    return;
  }
  const struct pair_facts *pair = &analysis->pairs.v[reporter->crosswalk->pair];
  for (uint32_t i = 0; i < pair->count; i++) {
    const struct graph_fact *fact = &graph->facts[pair->facts[i]];
    if ((fact->flags & (FACT_REASONED | FACT_DISPUTED)) != 0) {
      continue;
    }
    struct reading reading = analysis_read(graph, fact, reporter->crosswalk->frameworks[side]);
    if (!holds_control(graph, reading.x, control)) {
      continue;
    }
    bool wanted = state->coverage == COVER_FULL         ? is_holding(reading.relation)
                  : state->note == NOTE_SUPPORTS_ONLY ? reading.relation == REL_SUPPORTED_BY
                                                      : is_overlapping(reading.relation);
    if (wanted) {
      add_members(reporter, reading.y, nodes);
    }
  }
}

static struct str covered_by(const struct reporter *reporter, unsigned side, uint32_t control,
                             const struct item_state *state, bool own_facts) {
  const struct graph *graph = reporter->analysis->graph;
  uint32_t other = reporter->crosswalk->frameworks[1 - side];
  const struct walk *walk = &reporter->walk;
  node_list nodes = {0};
  if (state->coverage == COVER_FULL) {
    for (uint32_t i = 0; i < walk->above.list.n; i++) {
      uint32_t node = walk->above.list.v[i];
      bool joint = state->note == NOTE_JOINTLY && graph_is_union(graph, node) && node_in(reporter, node, other);
      if (joint || is_plain(reporter, node, other)) {
        add_members(reporter, node, &nodes);
      }
    }
  } else if (state->note == NOTE_OVERLAP_ONLY) {
    for (uint32_t i = 0; i < walk->around.list.n; i++) {
      uint32_t node = walk->around.list.v[i];
      if (!graph_is_union(graph, node) && node_in(reporter, node, other) && !graph->controls[node].withdrawn) {
        vec_push(reporter->arena, &nodes, node);
      }
    }
  }
  if (own_facts) {
    add_own_facts(reporter, side, control, state, &nodes);
  }
  return nodes.n > 0 ? id_list(reporter, &nodes) : STR("");
}

static struct str note_text(const struct item_state *state) {
  static const char *const notes[] = {"",           "jointly",      "overlap-only", "supports-only",
                                      "group-only", "not-examined", "no-relation"};
  return str_from(notes[state->note]);
}

static struct str candidate_ids(struct reporter *reporter, uint32_t other) {
  candidate_list list = {0};
  find_candidates(reporter, other, MOST_CANDIDATES, &list);
  struct buf out;
  buf_init(&out, reporter->arena);
  for (uint32_t i = 0; i < list.n; i++) {
    buf_text(&out, i > 0 ? " " : "");
    buf_str(&out, reporter->analysis->graph->controls[list.v[i].target].id);
  }
  return list.n > 0 ? buf_done(&out) : STR("");
}

/* Marks what the control is declared with, so that it is no candidate. */
static void mark_declared(struct reporter *reporter, unsigned side, uint32_t control) {
  const struct graph *graph = reporter->analysis->graph;
  marks_clear(&reporter->declared, graph_node_count(graph));
  /* Entries are sorted by their first end: those of the control stand together. */
  uint32_t low = 0;
  uint32_t high = reporter->entries.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (reporter->entries.v[middle].x_first < control) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  for (; low < reporter->entries.n && reporter->entries.v[low].x_first == control; low++) {
    if (reporter->entries.v[low].x == control) {
      marks_add(&reporter->declared, reporter->entries.v[low].y);
    }
  }
  (void)side;
}

static bool any_own_facts(const struct reporter *reporter) {
  const struct graph *graph = reporter->analysis->graph;
  for (uint32_t i = 0; i < reporter->entries.n; i++) {
    if ((graph->facts[reporter->entries.v[i].fact].flags & (FACT_REASONED | FACT_DISPUTED)) == 0) {
      return true;
    }
  }
  return false;
}

struct report_item *build_items(struct reporter *reporter, unsigned side) {
  const struct graph *graph = reporter->analysis->graph;
  const struct crosswalk *crosswalk = reporter->crosswalk;
  const struct graph_framework *framework = &graph->frameworks.v[crosswalk->frameworks[side]];
  uint32_t other = crosswalk->frameworks[1 - side];
  struct report_item *items = arena_zalloc(reporter->arena, ((size_t)framework->count + 1) * sizeof *items);
  collect_entries(reporter, side);
  bool own_facts = any_own_facts(reporter);
  for (uint32_t i = 0; i < framework->count; i++) {
    uint32_t node = framework->first + i;
    const struct graph_control *control = &graph->controls[node];
    const struct item_state *state = &crosswalk->states[side][i];
    static const enum coverage coverages[] = {COVERAGE_NONE, COVERAGE_PARTIAL, COVERAGE_FULL, COVERAGE_EXCLUDED};
    items[i] = (struct report_item){
        .id = control->id,
        .title = control->title,
        .parent = control->parent != NO_INDEX ? control->parent - framework->first : NO_ITEM,
        .depth = control->depth,
        .group = control->group,
        .counted = control->counted,
        .withdrawn = control->withdrawn,
        .coverage = coverages[state->coverage],
        .jointly = state->coverage == COVER_FULL && state->note == NOTE_JOINTLY,
        .by = STR(""),
        .candidates = STR(""),
        .note = note_text(state),
    };
    bool covered = state->coverage == COVER_FULL || state->coverage == COVER_PARTIAL;
    bool gap = state->coverage == COVER_NONE || state->coverage == COVER_PARTIAL;
    if (!control->counted || (!covered && !reporter->options->gap_candidates)) {
      continue;
    }
    walk_from(&reporter->walk, node);
    if (covered) {
      items[i].by = covered_by(reporter, side, node, state, own_facts);
    }
    if (gap && reporter->options->gap_candidates) {
      mark_declared(reporter, side, node);
      items[i].candidates = candidate_ids(reporter, other);
    }
  }
  return items;
}
