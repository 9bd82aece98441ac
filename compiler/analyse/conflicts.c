/* From broken demands to disputed statements, round by round until nothing is broken. */
#include "analyse/statements.h"

#include <stdlib.h>

/* Broken demands looked at in one round; more wait for the next one, which comes after the first are set aside. */
enum { MOST_BROKEN = 4096 };

typedef VEC(fact_list) set_list;

struct settling {
  struct analysis *analysis;
  demand_list broken;
  bool doubts_extra;
  struct arena scratch; /* emptied after each round */
  set_list minimal;     /* all minimal conflicts that are known, of all rounds */
};

static int compare_sets(const fact_list *a, const fact_list *b) {
  if (a->n != b->n) {
    return a->n < b->n ? -1 : 1;
  }
  for (uint32_t i = 0; i < a->n; i++) {
    if (a->v[i] != b->v[i]) {
      return a->v[i] < b->v[i] ? -1 : 1;
    }
  }
  return 0;
}

static int by_set(const void *a, const void *b) {
  return compare_sets(a, b);
}

static int by_size(const void *a, const void *b) {
  const struct conflict *x = a;
  const struct conflict *y = b;
  int order = compare_sets(&x->facts, &y->facts);
  if (order == 0) {
    order = (int)x->demand.kind - (int)y->demand.kind;
  }
  if (order == 0) {
    order = (x->demand.x > y->demand.x) - (x->demand.x < y->demand.x);
  }
  return order != 0 ? order : (x->demand.y > y->demand.y) - (x->demand.y < y->demand.y);
}

static fact_list copy_set(struct arena *arena, const why_list *set) {
  fact_list copy = {0};
  vec_reserve(arena, &copy, set->n + 1);
  for (uint32_t i = 0; i < set->n; i++) {
    copy.v[copy.n++] = set->v[i];
  }
  return copy;
}

/* Told once, however many demands break by the same statements. */
static void tell(struct settling *settling, struct arena *arena, const struct suspects *suspects,
                 const struct demand *demand) {
  struct conflict conflict = {.demand = *demand,
                              .facts = copy_set(arena, &suspects->told),
                              .also_doubted = suspects->doubted.n - suspects->told.n,
                              .likeliest = NO_INDEX};
  vec_push(arena, &settling->analysis->conflicts, conflict);
  for (uint32_t i = 0; i < suspects->minimal.n; i++) {
    vec_push(arena, &settling->minimal, copy_set(arena, &suspects->minimal.v[i]));
  }
  if (suspects->minimal.n == 0) {
    vec_push(arena, &settling->minimal, conflict.facts);
  }
}

static void dispute(struct analysis *analysis, uint32_t fact) {
  struct copies copies = copies_of(analysis, fact);
  analysis->graph->facts[fact].flags |= FACT_DISPUTED;
  for (uint32_t i = 0; i < copies.n; i++) {
    analysis->graph->facts[copies.v[i].copy].flags |= FACT_DISPUTED;
  }
}

static void settle_round(void *context, struct worker *worker, uint32_t item) {
  struct settling *settling = context;
  struct analysis *analysis = settling->analysis;
  struct suspects suspects;
  why_list doubted = {0};
  (void)item;
  arena_init(&settling->scratch, &worker->guard);
  suspects_init(&suspects, &analysis->network, &settling->scratch, settling->doubts_extra);
  for (uint32_t i = 0; i < settling->broken.n; i++) {
    suspects_find(&suspects, &settling->broken.v[i]);
    for (uint32_t k = 0; k < suspects.doubted.n; k++) {
      vec_push(&settling->scratch, &doubted, suspects.doubted.v[k]);
    }
    if (suspects.doubted.n > 0 && !settling->doubts_extra) {
      tell(settling, &worker->arena, &suspects, &settling->broken.v[i]);
    }
  }
  for (uint32_t k = 0; k < doubted.n; k++) {
    if (settling->doubts_extra) {
      analysis->kept.v[doubted.v[k] - WHY_EXTRA].dropped = true;
    } else {
      dispute(analysis, doubted.v[k]);
    }
  }
}

/* Until nothing is broken, or nothing that may be doubted is to blame. */
static bool settle(struct settling *settling) {
  struct analysis *analysis = settling->analysis;
  struct network *network = &analysis->network;
  breaks_find(network, analysis->arena, MOST_BROKEN, &settling->broken);
  while (settling->broken.n > 0) {
    bool complete = parallel_each(analysis->parallel, 1, settle_round, settling);
    arena_free(&settling->scratch);
    if (!complete) {
      return false;
    }
    network_build_again(network);
    breaks_find(network, analysis->arena, MOST_BROKEN, &settling->broken);
  }
  return true;
}

static void tell_each_once(conflict_list *conflicts) {
  if (conflicts->n < 2) {
    return;
  }
  qsort(conflicts->v, conflicts->n, sizeof *conflicts->v, by_size);
  uint32_t kept = 1;
  for (uint32_t i = 1; i < conflicts->n; i++) {
    if (compare_sets(&conflicts->v[i].facts, &conflicts->v[kept - 1].facts) != 0) {
      conflicts->v[kept++] = conflicts->v[i];
    }
  }
  conflicts->n = kept;
}

/* The statement of each conflict that stands in more of all minimal conflicts than any other of it. */
static void find_likeliest(const struct settling *settling) {
  struct analysis *analysis = settling->analysis;
  set_list minimal = settling->minimal;
  uint32_t *stands_in = arena_zalloc(analysis->arena, ((size_t)analysis->graph->fact_count + 1) * sizeof *stands_in);
  if (minimal.n > 1) {
    qsort(minimal.v, minimal.n, sizeof *minimal.v, by_set);
  }
  for (uint32_t i = 0; i < minimal.n; i++) {
    bool again = i > 0 && compare_sets(&minimal.v[i], &minimal.v[i - 1]) == 0;
    for (uint32_t f = 0; f < minimal.v[i].n && !again; f++) {
      stands_in[minimal.v[i].v[f]]++;
    }
  }
  for (uint32_t c = 0; c < analysis->conflicts.n; c++) {
    struct conflict *conflict = &analysis->conflicts.v[c];
    for (uint32_t f = 0; f < conflict->facts.n; f++) {
      uint32_t fact = conflict->facts.v[f];
      if (stands_in[fact] > conflict->stands_in) {
        conflict->stands_in = stands_in[fact];
        conflict->likeliest = fact;
      } else if (stands_in[fact] == conflict->stands_in) {
        conflict->likeliest = NO_INDEX;
      }
    }
  }
  arena_drop(analysis->arena, stands_in, ((size_t)analysis->graph->fact_count + 1) * sizeof *stands_in);
}

bool conflicts_settle(struct analysis *analysis) {
  struct settling settling = {.analysis = analysis};
  network_build(&analysis->network, &analysis->input, analysis->arena);
  if (!settle(&settling)) {
    return false;
  }
  if (analysis->conflicts.n > 0) {
    tell_each_once(&analysis->conflicts);
    find_likeliest(&settling);
    keep_agreements(analysis);
  }
  if (analysis->kept.n > 0) {
    settling.doubts_extra = true;
    network_build_again(&analysis->network);
    if (!settle(&settling)) {
      return false;
    }
  }
  network_drop_tools(&analysis->network);
  return true;
}
