/* The statements on walks between the two ends of a broken demand, and which of them clash. */
#include "analyse/network/suspects.h"

#include "base/search.h"

#include <stdlib.h>

/* To see what is cut off takes a walk without each node for each pair of ends; where that is too much for all broken demands
 * together, all that lies on a walk is doubted. And a conflict of very many statements is made small in long stretches first,
 * or only in these. */
enum { MOST_CUTTING = 1 << 23, MOST_SHRINKING = 1 << 25, MOST_ONE_BY_ONE = 500, STRETCHES = 32 };
enum { ALWAYS = 0 };

void suspects_init(struct suspects *suspects, const struct network *network, struct arena *arena, bool doubts_extra) {
  *suspects = (struct suspects){.network = network, .arena = arena, .doubts_extra = doubts_extra};
  question_init(&suspects->question, network, arena);
  marks_init(&suspects->met, arena, doubts_extra ? network->input->extra_count : network->input->fact_count);
}

static bool is_doubtable(const struct suspects *suspects, uint32_t why) {
  return suspects->doubts_extra ? why_is_extra(why) : why_is_fact(why);
}

static void suspect(struct suspects *suspects, uint32_t why) {
  if (is_doubtable(suspects, why) && marks_add(&suspects->met, suspects->doubts_extra ? why - WHY_EXTRA : why)) {
    vec_push(suspects->arena, &suspects->doubted, why);
  }
}

/* ---- the walks ---- */

static int by_from(const void *a, const void *b) {
  const struct question_edge *x = a;
  const struct question_edge *y = b;
  return (x->from > y->from) - (x->from < y->from);
}

static void index_edges(struct suspects *suspects, const struct question_edge *edges, uint32_t count, uint32_t *first) {
  uint32_t nodes = suspects->question.nodes.n;
  memset(first, 0, ((size_t)nodes + 1) * sizeof *first);
  for (uint32_t e = 0; e < count; e++) {
    first[edges[e].from + 1]++;
  }
  for (uint32_t n = 0; n < nodes; n++) {
    first[n + 1] += first[n];
  }
}

/* The edges of the question, those from a union that is open to each of its members too, forth and back. */
static void list_walks(struct suspects *suspects) {
  struct question *question = &suspects->question;
  struct arena *arena = suspects->arena;
  suspects->walks.n = suspects->back.n = 0;
  for (uint32_t e = 0; e < question->ins.n; e++) {
    vec_push(arena, &suspects->walks, question->ins.v[e]);
  }
  for (uint32_t u = 0; u < question->unions.n; u++) {
    const struct question_union *group = &question->unions.v[u];
    for (uint32_t m = 0; m < group->count; m++) {
      struct question_edge choice = {
          .from = group->node, .to = question->members.v[group->first + m], .why = WHY_MEMBER};
      vec_push(arena, &suspects->walks, choice);
    }
  }
  for (uint32_t e = 0; e < suspects->walks.n; e++) {
    struct question_edge back = suspects->walks.v[e];
    back.from = suspects->walks.v[e].to;
    back.to = suspects->walks.v[e].from;
    vec_push(arena, &suspects->back, back);
  }
  if (suspects->walks.n > 1) {
    qsort(suspects->walks.v, suspects->walks.n, sizeof *suspects->walks.v, by_from);
    qsort(suspects->back.v, suspects->back.n, sizeof *suspects->back.v, by_from);
  }
  suspects->out.n = suspects->in.n = 0;
  vec_reserve(arena, &suspects->out, question->nodes.n + 1);
  vec_reserve(arena, &suspects->in, question->nodes.n + 1);
  index_edges(suspects, suspects->walks.v, suspects->walks.n, suspects->out.v);
  index_edges(suspects, suspects->back.v, suspects->back.n, suspects->in.v);
}

/* Marks what is reached from the starts without passing a node. */
static void reach(struct suspects *suspects, const uint32_t *starts, uint32_t count, bool back, uint32_t without,
                  bool *reached) {
  const struct question_edge *edges = back ? suspects->back.v : suspects->walks.v;
  const uint32_t *first = back ? suspects->in.v : suspects->out.v;
  memset(reached, 0, suspects->question.nodes.n);
  suspects->queue.n = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (starts[i] != without && !reached[starts[i]]) {
      reached[starts[i]] = true;
      vec_push(suspects->arena, &suspects->queue, starts[i]);
    }
  }
  for (uint32_t i = 0; i < suspects->queue.n; i++) {
    uint32_t node = suspects->queue.v[i];
    for (uint32_t e = first[node]; e < first[node + 1]; e++) {
      if (edges[e].to != without && !reached[edges[e].to]) {
        reached[edges[e].to] = true;
        vec_push(suspects->arena, &suspects->queue, edges[e].to);
      }
    }
  }
}

/* ---- ends, and what is cut off ---- */

/* The two ends at which an element that is asked for breaks: `s`, and `t` unless the demand itself denies `s`. */
struct ends {
  uint32_t s;
  uint32_t t;
  uint32_t why; /* they are apart, or NO_INDEX */
};

/* Sets of nodes, each as long as the nodes of the question: all, and without the node that is tried. */
enum reached { FROM_START, TO_S, TO_T, WITHOUT_FROM, WITHOUT_S, WITHOUT_T, REACHED };

struct cutting {
  struct suspects *suspects;
  const struct ends *ends;
  bool *reached[REACHED];
  bool *cut[2]; /* by walk edge: on the way to s, to t */
  bool cut_apart;
};

/* Every walk has to pass the node in so many of its pieces; a walk that has to pass one twice breaks nothing that the node
 * itself would not break. */
static void cut_at(struct cutting *cutting, uint32_t node) {
  struct suspects *suspects = cutting->suspects;
  const struct ends *ends = cutting->ends;
  bool *const *reached = cutting->reached;
  reach(suspects, suspects->starts.v, suspects->starts.n, false, node, reached[WITHOUT_FROM]);
  reach(suspects, &ends->s, 1, true, node, reached[WITHOUT_S]);
  if (ends->t != NO_INDEX) {
    reach(suspects, &ends->t, 1, true, node, reached[WITHOUT_T]);
  }
  bool start = suspects->starts.n == 1 && suspects->starts.v[0] == node; /* passed once for both ways */
  const uint32_t way_ends[2] = {ends->s, ends->t};
  for (unsigned way = 0; way < 2 && way_ends[way] != NO_INDEX; way++) {
    uint32_t other = way_ends[1 - way];
    bool other_must = other != NO_INDEX && !start && !reached[WITHOUT_FROM][other];
    for (uint32_t e = 0; e < suspects->walks.n; e++) {
      const struct question_edge *edge = &suspects->walks.v[e];
      unsigned must = (reached[WITHOUT_FROM][edge->from] ? 0U : 1U) +
                      (reached[way == 0 ? WITHOUT_S : WITHOUT_T][edge->to] ? 0U : 1U) + (other_must ? 1U : 0U);
      cutting->cut[way][e] = cutting->cut[way][e] || must >= 2;
    }
  }
  if (ends->t != NO_INDEX && !start && !reached[WITHOUT_FROM][ends->s] && !reached[WITHOUT_FROM][ends->t]) {
    cutting->cut_apart = true;
  }
}

static void suspect_ways(struct cutting *cutting, uint32_t demand) {
  struct suspects *suspects = cutting->suspects;
  const struct ends *ends = cutting->ends;
  for (unsigned way = 0; way < (ends->t != NO_INDEX ? 2U : 1U); way++) {
    for (uint32_t e = 0; e < suspects->walks.n; e++) {
      const struct question_edge *edge = &suspects->walks.v[e];
      bool leads = cutting->reached[FROM_START][edge->from] && cutting->reached[way == 0 ? TO_S : TO_T][edge->to];
      if (leads && !cutting->cut[way][e]) {
        suspect(suspects, edge->why);
      }
    }
  }
  if (!cutting->cut_apart) {
    suspect(suspects, ends->why);
    suspect(suspects, demand);
  }
}

static void look_between(struct suspects *suspects, const struct ends *ends, uint32_t demand, bool cuts) {
  uint32_t nodes = suspects->question.nodes.n;
  uint32_t edges = suspects->walks.n;
  suspects->flags.n = 0;
  vec_reserve(suspects->arena, &suspects->flags, REACHED * nodes + 2 * edges + 1);
  struct cutting cutting = {.suspects = suspects, .ends = ends};
  for (unsigned i = 0; i < REACHED; i++) {
    cutting.reached[i] = suspects->flags.v + (size_t)i * nodes;
  }
  cutting.cut[0] = suspects->flags.v + (size_t)REACHED * nodes;
  cutting.cut[1] = cutting.cut[0] + edges;
  memset(cutting.cut[0], 0, 2 * (size_t)edges);
  reach(suspects, suspects->starts.v, suspects->starts.n, false, NO_INDEX, cutting.reached[FROM_START]);
  reach(suspects, &ends->s, 1, true, NO_INDEX, cutting.reached[TO_S]);
  if (ends->t != NO_INDEX) {
    reach(suspects, &ends->t, 1, true, NO_INDEX, cutting.reached[TO_T]);
  }
  if (!cutting.reached[FROM_START][ends->s] || (ends->t != NO_INDEX && !cutting.reached[FROM_START][ends->t])) {
    return;
  }
  for (uint32_t n = 0; cuts && n < nodes; n++) {
    bool between = cutting.reached[TO_S][n] || (ends->t != NO_INDEX && cutting.reached[TO_T][n]);
    if (between) {
      cut_at(&cutting, n);
    }
  }
  suspect_ways(&cutting, demand);
}

static void look_at_ends(struct suspects *suspects, const struct demand *demand) {
  struct question *question = &suspects->question;
  list_walks(suspects);
  suspects->starts.n = 0;
  for (uint32_t i = 0; i < question->given.n; i++) {
    vec_push(suspects->arena, &suspects->starts, question->given.v[i]);
  }
  uint64_t walking =
      (uint64_t)question->nodes.n * (suspects->walks.n + 1) * (question->aparts.n + 1) * suspects->demands;
  bool cuts = !question->has_choices && walking <= MOST_CUTTING;
  if (demand->kind == DEMAND_NOT_IN && question_number(question, demand->y) != NO_INDEX) {
    struct ends ends = {.s = question_number(question, demand->y), .t = NO_INDEX, .why = NO_INDEX};
    look_between(suspects, &ends, demand->why, cuts);
  }
  bool aparts = demand->kind != DEMAND_NOT_IN || question->has_choices;
  for (uint32_t e = 0; aparts && e < question->aparts.n; e++) {
    const struct question_edge *apart = &question->aparts.v[e];
    struct ends ends = {.s = apart->from, .t = apart->to, .why = apart->why};
    look_between(suspects, &ends, demand->why, cuts);
  }
}

/* ---- minimal sets ---- */

static uint32_t number_of(const why_list *doubted, uint32_t why) {
  uint32_t at = search_first_number(doubted->v, doubted->n, sizeof *doubted->v, 0, why);
  return at < doubted->n && doubted->v[at] == why ? at : doubted->n;
}

/* Gives each statement that is doubted its bit, and the one behind the last to all others that could be. */
static void number_statements(struct suspects *suspects) {
  struct question *question = &suspects->question;
  struct question_edge *const lists[2] = {question->ins.v, question->aparts.v};
  const uint32_t counts[2] = {question->ins.n, question->aparts.n};
  for (unsigned l = 0; l < 2; l++) {
    for (uint32_t e = 0; e < counts[l]; e++) {
      struct question_edge *edge = &lists[l][e];
      bool doubtable = is_doubtable(suspects, edge->why);
      edge->bit = doubtable ? number_of(&suspects->doubted, edge->why) + 1 : ALWAYS;
    }
  }
}

static void push_set(struct suspects *suspects, uint32_t set) {
  why_list minimal = {0};
  for (uint32_t i = 0; i < suspects->doubted.n; i++) {
    if ((set >> i & 1) != 0) {
      vec_push(suspects->arena, &minimal, suspects->doubted.v[i]);
    }
  }
  vec_push(suspects->arena, &suspects->minimal, minimal);
}

static unsigned count_bits(uint32_t set) {
  unsigned count = 0;
  for (; set != 0; set &= set - 1) {
    count++;
  }
  return count;
}

static bool holds_a_minimal(const uint32_t *minimal, uint32_t count, uint32_t set) {
  for (uint32_t i = 0; i < count; i++) {
    if ((minimal[i] & set) == minimal[i]) {
      return true;
    }
  }
  return false;
}

/* All minimal sets, the smallest first, and of those as many the one whose statements come first. */
static void enumerate(struct suspects *suspects, uint32_t demand_bit) {
  uint32_t count = suspects->doubted.n;
  bool without[MOST_ENUMERATED + 1];
  uint32_t *minimal = arena_alloc(suspects->arena, ((size_t)1 << count) * sizeof *minimal);
  uint32_t found = 0;
  without[count] = true;
  for (unsigned size = 0; size <= count; size++) {
    for (uint32_t set = 0; set < UINT32_C(1) << count; set++) {
      bool tried = count_bits(set) == size && (set & demand_bit) == demand_bit;
      if (!tried || holds_a_minimal(minimal, found, set)) {
        continue;
      }
      for (uint32_t i = 0; i < count; i++) {
        without[i] = (set >> i & 1) == 0;
      }
      if (question_refuted(&suspects->question, without, NULL)) {
        minimal[found++] = set;
        push_set(suspects, set);
      }
    }
  }
  arena_drop(suspects->arena, minimal, ((size_t)1 << count) * sizeof *minimal);
}

/* Leaves out every stretch of so many statements without which the rest still clashes. */
static void drop_stretches(struct suspects *suspects, bool *without, uint32_t keep, uint32_t length) {
  VEC(uint32_t) left = {0};
  for (uint32_t i = 0; i < suspects->doubted.n; i++) {
    if (!without[i]) {
      vec_push(suspects->arena, &left, i);
    }
  }
  for (uint32_t end = left.n; end > 0;) {
    uint32_t start = end > length ? end - length : 0;
    for (uint32_t i = start; i < end; i++) {
      without[left.v[i]] = left.v[i] != keep;
    }
    if (!question_refuted(&suspects->question, without, NULL)) {
      for (uint32_t i = start; i < end; i++) {
        without[left.v[i]] = false;
      }
    }
    end = start;
  }
}

static uint32_t count_left(const bool *without, uint32_t count) {
  uint32_t left = 0;
  for (uint32_t i = 0; i < count; i++) {
    left += !without[i];
  }
  return left;
}

/* One minimal set of very many statements. */
static void shrink(struct suspects *suspects, uint32_t demand) {
  uint32_t count = suspects->doubted.n;
  bool *without = arena_zalloc(suspects->arena, (size_t)count + 1);
  without[count] = true;
  uint32_t keep = NO_INDEX;
  for (uint32_t i = 0; i < count; i++) {
    keep = suspects->doubted.v[i] == demand ? i : keep;
  }
  if (question_refuted(&suspects->question, without, NULL)) {
    uint64_t asking =
        (uint64_t)(count < MOST_ONE_BY_ONE ? count : STRETCHES) * (suspects->question.ins.n + 1) * suspects->demands;
    if (count > MOST_ONE_BY_ONE && asking <= MOST_SHRINKING) {
      drop_stretches(suspects, without, keep, count / STRETCHES);
    }
    if (count_left(without, count) <= MOST_ONE_BY_ONE && asking <= MOST_SHRINKING) {
      drop_stretches(suspects, without, keep, 1);
    }
  }
  for (uint32_t i = 0; i < count; i++) {
    if (!without[i]) {
      vec_push(suspects->arena, &suspects->told, suspects->doubted.v[i]);
    }
  }
  arena_drop(suspects->arena, without, (size_t)count + 1);
}

static void keep_those_of_minimal_sets(struct suspects *suspects) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < suspects->doubted.n; i++) {
    bool any = false;
    for (uint32_t s = 0; s < suspects->minimal.n; s++) {
      for (uint32_t k = 0; k < suspects->minimal.v[s].n; k++) {
        any = any || suspects->minimal.v[s].v[k] == suspects->doubted.v[i];
      }
    }
    if (any) {
      suspects->doubted.v[kept++] = suspects->doubted.v[i];
    }
  }
  suspects->doubted.n = kept;
}

void suspects_find(struct suspects *suspects, const struct demand *demand) {
  const uint32_t nodes[2] = {demand->x, demand->y};
  uint32_t all = suspects->doubts_extra ? suspects->network->input->extra_count : suspects->network->input->fact_count;
  suspects->doubted = suspects->told = (why_list){0};
  suspects->minimal.n = 0;
  marks_clear(&suspects->met, all);
  question_open(&suspects->question, nodes, demand->kind == DEMAND_OVERLAP ? 2 : 1, true);
  if (demand->kind == DEMAND_NOT_IN) {
    question_deny(&suspects->question, demand->y);
  }
  look_at_ends(suspects, demand);
  if (suspects->doubted.n == 0) {
    return;
  }
  qsort(suspects->doubted.v, suspects->doubted.n, sizeof *suspects->doubted.v, number_order);
  number_statements(suspects);
  if (suspects->doubted.n <= MOST_ENUMERATED) {
    uint32_t demand_bit = 0;
    for (uint32_t i = 0; i < suspects->doubted.n; i++) {
      demand_bit |= suspects->doubted.v[i] == demand->why ? UINT32_C(1) << i : 0;
    }
    enumerate(suspects, demand_bit);
  }
  if (suspects->minimal.n > 0) {
    suspects->told = suspects->minimal.v[0];
    keep_those_of_minimal_sets(suspects);
  } else {
    shrink(suspects, demand->why);
  }
}
