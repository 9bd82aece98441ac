/* Suggestions for ids of controls. Every step takes what fits best of the framework; a control is taken before a heading,
 * and where three fit equally well nothing is said. */
#include "link/suggest.h"

static struct suggestion conclude(const struct lookalikes *found, enum suggestion_kind kind) {
  if (found->count == 0 || found->count == LOOKALIKES_MOST) {
    return (struct suggestion){.kind = SUGGEST_NOTHING};
  }
  return (struct suggestion){
      .kind = kind, .count = found->count, .nodes = {found->nodes[0], found->count > 1 ? found->nodes[1] : NO_INDEX}};
}

struct suggestion suggest_writing(const struct likeness *likeness, struct str id, enum likeness_by by) {
  char room[FOLD_BYTES];
  struct str wanted = fold_id(id, by == LIKE_ALL_WRITING ? FOLD_ALL : FOLD_WRITING, room);
  struct lookalikes found = likeness_find(likeness, by, wanted);
  return conclude(&found, SUGGEST_WRITING);
}

/* What stands before the id is too much: of several ids that end it the longest is meant. */
static struct suggestion suggest_end(const struct likeness *likeness, struct str id) {
  const struct graph *graph = likeness->graph;
  struct lookalikes found = {.count = 0};
  uint32_t from = id.n > likeness->longest ? id.n - likeness->longest : 1;
  for (uint32_t at = from; at + 1 < id.n && found.count == 0; at++) {
    struct str end = {.p = id.p + at, .n = id.n - at};
    uint32_t node = likeness_parts(id.p[at - 1]) ? graph_find_control(graph, likeness->framework, end) : NO_INDEX;
    if (node != NO_INDEX && !graph->controls[node].withdrawn) {
      lookalikes_add(&found, node);
    }
  }
  return conclude(&found, SUGGEST_PREFIX);
}

/* What stands before the id was left out, or is too much: "5.15", "ISO A.5.1". */
static struct suggestion suggest_prefix(const struct likeness *likeness, struct str id) {
  struct lookalikes found = likeness_find(likeness, LIKE_END, id);
  return found.count > 0 ? conclude(&found, SUGGEST_PREFIX) : suggest_end(likeness, id);
}

/* The id that a spreadsheet turned into this one: a trailing zero of the last number was lost (5.10 became 5.1). */
static struct suggestion suggest_zero(const struct likeness *likeness, struct str id) {
  char longer[160];
  if (id.n == 0 || id.n + 2 > sizeof longer || id.p[id.n - 1] < '0' || id.p[id.n - 1] > '9') {
    return (struct suggestion){.kind = SUGGEST_NOTHING};
  }
  memcpy(longer, id.p, id.n);
  longer[id.n] = '0';
  uint32_t node = graph_find_control(likeness->graph, likeness->framework, (struct str){.p = longer, .n = id.n + 1});
  return node != NO_INDEX ? (struct suggestion){.kind = SUGGEST_ZERO, .count = 1, .nodes = {node, NO_INDEX}}
                          : (struct suggestion){.kind = SUGGEST_NOTHING};
}

static struct suggestion suggest_edits(const struct likeness *likeness, struct str id) {
  unsigned most = id.n < 2 ? 0 : id.n <= 3 ? 1 : 2; /* half of an id rewritten is another id */
  struct lookalikes found = likeness_near(likeness, id, most);
  return conclude(&found, SUGGEST_EDITS);
}

struct suggestion suggest_near(const struct likeness *likeness, struct str id) {
  struct suggestion found = suggest_prefix(likeness, id);
  if (found.count == 0) {
    found = suggest_zero(likeness, id);
  }
  return found.count > 0 ? found : suggest_edits(likeness, id);
}

static bool has_runs(struct str text, struct str runs) {
  char room[FOLD_BYTES];
  return str_eq(fold_id(text, FOLD_RUNS, room), runs);
}

bool suggestion_is_certain(const struct likeness *likeness, uint32_t node, struct str id) {
  const struct graph *graph = likeness->graph;
  char room[FOLD_BYTES];
  struct str runs = fold_id(id, FOLD_RUNS, room);
  if (graph->controls[node].withdrawn || form_is_nothing(id) || runs.n == 0 || runs.n == FOLD_BYTES) {
    return false;
  }
  if (!has_runs(graph->controls[node].id, runs) && !has_runs(graph_label(graph, node), runs)) {
    return false;
  }
  char other_room[FOLD_BYTES];
  return likeness_is_only(likeness, node, fold_id(id, FOLD_WRITING, other_room));
}
