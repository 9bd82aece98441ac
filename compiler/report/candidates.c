/* Candidates: pairs of which nothing is proved, joined by overlaps through a control of a third framework. To be
 * reviewed; most such pairs turn out to have nothing in common. */
#include "report/reporter.h"

#include <stdlib.h>

static int strength_of(const struct neighbour *neighbour) {
  return neighbour->strength > 0 ? (int)neighbour->strength : -1;
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

/* Keeps the first intermediates, in framework order, whatever the order in which they are met. */
static void note_via(struct candidate *candidate, uint32_t via) {
  enum { MOST = sizeof candidate->via / sizeof *candidate->via };
  uint32_t at = candidate->count < MOST ? candidate->count : MOST;
  for (; at > 0 && candidate->via[at - 1] > via; at--) {
    if (at < MOST) {
      candidate->via[at] = candidate->via[at - 1];
    }
  }
  if (at < MOST) {
    candidate->via[at] = via;
  }
}

static void note_candidate(struct reporter *reporter, candidate_list *list, uint32_t target,
                           const struct intermediate *intermediate, int strength) {
  if (marks_add(&reporter->chosen, target)) {
    reporter->slot[target] = list->n;
    vec_push(reporter->tools, list,
             (struct candidate){.target = target, .strength = -1, .composed = NO_INDEX, .component = NO_INDEX});
  }
  struct candidate *candidate = &list->v[reporter->slot[target]];
  if (candidate->component != intermediate->component) { /* what is proved equal counts once */
    candidate->component = intermediate->component;
    note_via(candidate, intermediate->neighbour->node);
    candidate->count++;
  }
  if (strength > candidate->strength) {
    candidate->strength = strength;
  }
}

/* Notes what a control of the framework overlaps elsewhere: seen from there, it is what can be reached. */
static void find_reaching(struct reporter *reporter, struct reaching *reaching, uint32_t target) {
  struct neighbours neighbours = neighbours_of(reporter, target);
  for (uint32_t i = 0; i < neighbours.n; i++) {
    const struct neighbour *neighbour = &neighbours.v[i];
    if (!neighbour->plain || !(neighbour->overlaps || neighbour->relates) ||
        neighbour->framework == reporter->analysis->graph->controls[target].framework) {
      continue;
    }
    struct via *via = &reaching->via[neighbour->node];
    uint32_t next = via->round == reaching->round ? via->first : NO_INDEX;
    *via = (struct via){.round = reaching->round, .first = reaching->list.n};
    vec_push(reporter->tools, &reaching->list, (struct reached){target, strength_of(neighbour), next});
  }
}

/* Nothing is known of any intermediate. */
static void forget_reaching(const struct reporter *reporter, struct reaching *reaching) {
  reaching->list.n = 0;
  if (++reaching->round == 0) {
    memset(reaching->via, 0, graph_node_count(reporter->analysis->graph) * sizeof *reaching->via);
    reaching->round = 1;
  }
}

/* Overlap goes both ways: what an intermediate reaches in the framework is found from there, with one look at each
 * control for a whole side of a crosswalk, and of all that follow with the same framework. */
static void reach_into(struct reporter *reporter, struct reaching *reaching, uint32_t framework) {
  const struct graph *graph = reporter->analysis->graph;
  uint32_t first = graph->frameworks.v[framework].first;
  for (uint32_t node = first; node < first + graph->frameworks.v[framework].count; node++) {
    if (!graph->controls[node].group && !graph->controls[node].withdrawn) {
      find_reaching(reporter, reaching, node);
    }
  }
}

void prepare_candidates(struct reporter *reporter, unsigned side) {
  struct reaching *reaching = &reporter->reaching[side];
  uint32_t count = 0;
  const uint32_t *held = held_against(reporter, side, &count);
  reporter->reaching_at = reaching;
  if (count == 1 && reaching->framework == held[0]) {
    return;
  }
  forget_reaching(reporter, reaching);
  reaching->framework = count == 1 ? held[0] : NO_INDEX;
  for (uint32_t h = 0; h < count; h++) {
    reach_into(reporter, reaching, held[h]);
  }
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

static int by_component(const void *a, const void *b) {
  const struct intermediate *x = a;
  const struct intermediate *y = b;
  if (x->component != y->component) {
    return x->component < y->component ? -1 : 1;
  }
  return (x->neighbour->node > y->neighbour->node) - (x->neighbour->node < y->neighbour->node);
}

/* What the control at hand meets elsewhere and reaches something from; what is proved equal stands together, and where nothing
 * is the order does not matter. */
static void list_intermediates(struct reporter *reporter) {
  const struct reaching *reaching = reporter->reaching_at;
  const struct network *network = &reporter->analysis->network;
  uint32_t framework = reporter->analysis->graph->controls[reporter->node].framework;
  bool equal = false;
  reporter->intermediates.n = 0;
  marks_clear(&reporter->chosen, graph_node_count(reporter->analysis->graph));
  for (uint32_t i = 0; i < reporter->own.n; i++) {
    const struct neighbour *neighbour = &reporter->own.v[i];
    bool meets = neighbour->overlaps || neighbour->relates;
    if (meets && reaching->via[neighbour->node].round == reaching->round && neighbour->framework != framework) {
      struct intermediate intermediate = {.neighbour = neighbour, .component = network->component[neighbour->node]};
      vec_push(reporter->tools, &reporter->intermediates, intermediate);
      equal = !marks_add(&reporter->chosen, intermediate.component) || equal;
    }
  }
  if (equal) {
    qsort(reporter->intermediates.v, reporter->intermediates.n, sizeof *reporter->intermediates.v, by_component);
  }
}

/* What a mapping declares that says via is a candidate without any chain. */
static void note_composed(struct reporter *reporter, candidate_list *list) {
  const struct graph *graph = reporter->analysis->graph;
  for (uint32_t i = first_entry(reporter, reporter->node); i < reporter->entries.n; i++) {
    const struct entry *entry = &reporter->entries.v[i];
    if (entry->x_first != reporter->node) {
      break;
    }
    bool composed = (graph->facts[entry->fact].flags & FACT_COMPOSED) != 0 && entry->x == reporter->node &&
                    entry->relation != REL_NONE && !graph_is_union(graph, entry->y);
    if (!composed || marks_has(&reporter->settled, entry->y)) {
      continue;
    }
    if (marks_add(&reporter->chosen, entry->y)) {
      reporter->slot[entry->y] = list->n;
      vec_push(reporter->tools, list,
               (struct candidate){.target = entry->y, .strength = -1, .composed = NO_INDEX, .component = NO_INDEX});
    }
    struct candidate *candidate = &list->v[reporter->slot[entry->y]];
    candidate->composed = candidate->composed == NO_INDEX ? i : candidate->composed;
  }
}

const candidate_list *find_candidates(struct reporter *reporter, uint32_t most) {
  const struct reaching *reaching = reporter->reaching_at;
  candidate_list *list = &reporter->ranked;
  list->n = 0;
  list_intermediates(reporter);
  marks_clear(&reporter->chosen, graph_node_count(reporter->analysis->graph));
  for (uint32_t i = 0; i < reporter->intermediates.n; i++) {
    const struct intermediate *intermediate = &reporter->intermediates.v[i];
    const struct via *via = &reaching->via[intermediate->neighbour->node];
    for (uint32_t at = via->first; at != NO_INDEX; at = reaching->list.v[at].next) {
      const struct reached *reached = &reaching->list.v[at];
      if (!marks_has(&reporter->settled, reached->target)) {
        int strength = weaker(strength_of(intermediate->neighbour), reached->strength);
        note_candidate(reporter, list, reached->target, intermediate, strength);
      }
    }
  }
  note_composed(reporter, list);
  rank(list, most);
  return list;
}

static void put_intermediates(const struct reporter *reporter, const struct candidate *candidate, struct buf *out) {
  uint32_t told = candidate->count < 3 ? candidate->count : 3;
  buf_printf(out, "both overlap or correspond to %u control%s of a third framework: ", candidate->count,
             candidate->count == 1 ? "" : "s");
  for (uint32_t i = 0; i < told; i++) {
    buf_text(out, i > 0 ? ", " : "");
    words_node(reporter->analysis->graph, candidate->via[i], out);
  }
  if (candidate->count > told) {
    buf_printf(out, " and %u more", candidate->count - told);
  }
}

void put_composed(const struct reporter *reporter, const struct entry *entry, struct buf *out) {
  const struct graph *graph = reporter->analysis->graph;
  const struct graph_fact *fact = &graph->facts[entry->fact];
  struct str remarks = graph_remarks(graph, fact);
  buf_printf(out, "composed through %.*s; the mapping says %s", STR_ARG(graph->mappings.v[fact->mapping].declared->via),
             vocabulary_token(&vocabulary_relation, entry->relation));
  if (remarks.n > 0) {
    buf_printf(out, ": %.*s", STR_ARG(remarks));
  }
}

struct str candidate_line(struct reporter *reporter, const struct candidate *candidate) {
  struct buf out;
  buf_init(&out, reporter->arena);
  buf_text(&out, "for review: ");
  if (candidate->count > 0) {
    put_intermediates(reporter, candidate, &out);
  }
  if (candidate->composed != NO_INDEX) {
    buf_text(&out, candidate->count > 0 ? "; " : "");
    put_composed(reporter, &reporter->entries.v[candidate->composed], &out);
  }
  return buf_done(&out);
}
