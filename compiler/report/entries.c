/* The facts of a crosswalk as its rows need them: read from the side at hand, in framework order, and found by control. */
#include "base/search.h"
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

const struct pair_facts *pair_of(const struct reporter *reporter, uint32_t held) {
  const struct crosswalk *crosswalk = reporter->crosswalk;
  return analysis_pair(reporter->analysis, crosswalk->frameworks[0], crosswalk->held[held]);
}

static void add_entries(struct reporter *reporter, const struct pair_facts *pair, uint32_t from) {
  const struct graph *graph = reporter->analysis->graph;
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
}

void collect_entries(struct reporter *reporter, unsigned side) {
  const struct graph *graph = reporter->analysis->graph;
  uint32_t from = reporter->crosswalk->frameworks[side];
  bool sorted = reporter->crosswalk->held_count == 1;
  reporter->entries.n = 0;
  reporter->memberships.n = 0;
  for (uint32_t h = 0; h < reporter->crosswalk->held_count; h++) {
    const struct pair_facts *pair = pair_of(reporter, h);
    if (pair != NULL) {
      add_entries(reporter, pair, from);
      sorted = sorted && from == pair->low && pair->low != pair->high;
    }
  }
  if (reporter->entries.n == 0) {
    return;
  }
  find_runs(reporter, &graph->frameworks.v[from]);
  if (!sorted) {
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
  return search_first(struct membership, reporter->memberships.v, reporter->memberships.n, control, control);
}

uint32_t first_entry(const struct reporter *reporter, uint32_t control) {
  return reporter->entries.n > 0 ? reporter->runs[control - reporter->first_of_runs] : 0;
}
