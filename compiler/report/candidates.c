/* Candidates: pairs of which nothing is proved, joined by overlaps through a control of a third framework. To be
 * reviewed; most such pairs turn out to have nothing in common. */
#include "report/reporter.h"

#include <stdlib.h>

/* The greatest strength declared between two controls, or -1. */
static int declared_strength(const struct analysis *analysis, uint32_t a, uint32_t b) {
  const struct graph *graph = analysis->graph;
  uint32_t fa = graph_framework_of(graph, a);
  uint32_t fb = graph_framework_of(graph, b);
  const struct pair_facts *pair = analysis_pair(analysis, fa, fb);
  if (pair == NULL) {
    return -1;
  }
  uint32_t x = pair->low == fa ? a : b;
  uint32_t y = pair->low == fa ? b : a;
  uint32_t low = 0;
  uint32_t high = pair->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    struct reading reading = analysis_read(graph, &graph->facts[pair->facts[middle]], pair->low);
    if (graph_first_member(graph, reading.x) < x) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  int best = -1;
  for (; low < pair->count; low++) {
    const struct graph_fact *fact = &graph->facts[pair->facts[low]];
    struct reading reading = analysis_read(graph, fact, pair->low);
    if (graph_first_member(graph, reading.x) != x) {
      break;
    }
    if (reading.x == x && reading.y == y && fact->strength != UNSTATED_NUMBER && fact->strength > best) {
      best = fact->strength;
    }
  }
  return best;
}

static int weaker(int a, int b) {
  if (a < 0 || b < 0) {
    return a < 0 ? b : a;
  }
  return a < b ? a : b;
}

static int by_rank(const void *a, const void *b) {
  const struct candidate *x = a;
  const struct candidate *y = b;
  if (x->count != y->count) {
    return x->count > y->count ? -1 : 1;
  }
  if (x->strength != y->strength) {
    return x->strength > y->strength ? -1 : 1;
  }
  return (x->target > y->target) - (x->target < y->target);
}

static void note_candidate(struct reporter *reporter, candidate_list *list, uint32_t target, uint32_t via,
                           int strength) {
  if (marks_add(&reporter->chosen, target)) {
    reporter->slot[target] = list->n;
    vec_push(reporter->tools, list, (struct candidate){.target = target, .strength = -1});
  }
  struct candidate *candidate = &list->v[reporter->slot[target]];
  if (candidate->count < sizeof candidate->via / sizeof *candidate->via) {
    candidate->via[candidate->count] = via;
  }
  candidate->count++;
  if (strength > candidate->strength) {
    candidate->strength = strength;
  }
}

/* What the intermediate overlaps in the framework; worked out once for each crosswalk side. */
static const struct reached *reached_from(struct reporter *reporter, uint32_t via, uint32_t framework,
                                          uint32_t *count) {
  if (reporter->reached_in != framework) {
    marks_clear(&reporter->known_via, graph_node_count(reporter->analysis->graph));
    reporter->reached.n = 0;
    reporter->reached_in = framework;
  }
  if (marks_add(&reporter->known_via, via)) {
    struct walk *middle = &reporter->middle;
    reporter->first_reached[via] = reporter->reached.n;
    walk_from(middle, via);
    for (uint32_t i = 0; i < middle->around.list.n; i++) {
      uint32_t target = middle->around.list.v[i];
      if (is_plain(reporter, target, framework)) {
        struct reached reached = {target, declared_strength(reporter->analysis, via, target)};
        vec_push(reporter->tools, &reporter->reached, reached);
      }
    }
    reporter->reached_count[via] = reporter->reached.n - reporter->first_reached[via];
  }
  *count = reporter->reached_count[via];
  return *count > 0 ? reporter->reached.v + reporter->first_reached[via] : NULL;
}

/* Ranks all, or only the first `most` where that is few. */
static void rank(candidate_list *list, uint32_t most) {
  enum { FEW = 16 };
  if (most > FEW) {
    if (list->n > 1) {
      qsort(list->v, list->n, sizeof *list->v, by_rank);
    }
    return;
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < list->n; i++) {
    struct candidate candidate = list->v[i];
    if (kept == most && by_rank(&candidate, &list->v[most - 1]) > 0) {
      continue;
    }
    uint32_t at = kept < most ? kept++ : most - 1;
    for (; at > 0 && by_rank(&candidate, &list->v[at - 1]) < 0; at--) {
      list->v[at] = list->v[at - 1];
    }
    list->v[at] = candidate;
  }
  list->n = kept;
}

const candidate_list *find_candidates(struct reporter *reporter, uint32_t framework, uint32_t most) {
  const struct analysis *analysis = reporter->analysis;
  const struct graph *graph = analysis->graph;
  struct walk *walk = &reporter->walk;
  uint32_t own = graph->controls[walk->node].framework;
  candidate_list *list = &reporter->ranked;
  list->n = 0;
  const struct node_set *apart = walk_apart(walk);
  marks_clear(&reporter->chosen, graph_node_count(graph));
  for (uint32_t i = 0; i < walk->around.list.n; i++) {
    uint32_t via = walk->around.list.v[i];
    uint32_t via_framework = graph_framework_of(graph, via);
    if (via_framework == own || via_framework == framework || !is_plain(reporter, via, via_framework)) {
      continue;
    }
    uint32_t count = 0;
    const struct reached *reached = reached_from(reporter, via, framework, &count);
    int first = count > 0 ? declared_strength(analysis, walk->node, via) : -1;
    for (uint32_t j = 0; j < count; j++) {
      uint32_t target = reached[j].target;
      bool proved = node_set_has(&walk->around, target) || node_set_has(apart, target);
      if (!proved && !marks_has(&reporter->declared, target)) {
        note_candidate(reporter, list, target, via, weaker(first, reached[j].strength));
      }
    }
  }
  rank(list, most);
  return list;
}

struct str candidate_line(struct reporter *reporter, const struct candidate *candidate) {
  struct buf out;
  buf_init(&out, reporter->arena);
  buf_printf(&out, "for review: both overlap %u control%s of a third framework: ", candidate->count,
             candidate->count == 1 ? "" : "s");
  uint32_t told = candidate->count < 3 ? candidate->count : 3;
  for (uint32_t i = 0; i < told; i++) {
    buf_text(&out, i > 0 ? ", " : "");
    words_node(reporter->analysis->graph, candidate->via[i], &out);
  }
  if (candidate->count > told) {
    buf_printf(&out, " and %u more", candidate->count - told);
  }
  return buf_done(&out);
}
