/* From broken demands to minimal sets of facts, round by round. */
#include "analyse/conflicts.h"

#include "analyse/network/breaks.h"
#include "analyse/network/part.h"

#include <stdlib.h>

/* Broken demands looked at in one round, and facts met on the way; more wait for the next round, which comes after the
 * first ones are set aside. So do sets of many facts, if there are more than fit. */
enum { MOST_BROKEN = 4096, MOST_MET = 1 << 22, SHORT_SET = 64, MOST_IN_LONG_SETS = 1 << 18 };
/* Up to so many facts each is tried by itself; of a longer chain only long stretches are. */
enum { MOST_TRIED = 500, STRETCHES = 32 };

struct settler {
  struct network *network;
  struct arena *arena;
  struct arena *scratch; /* emptied after each try */
  struct prover prover;
  struct part part;
  struct graph_fact *facts;
  steps proof;        /* of the broken demand being described */
  fact_list rests_on; /* its facts */
};

/* The control in both p and q with the shortest ways to them; its ways are appended. */
static uint32_t shared_control(struct settler *settler, uint32_t p, uint32_t q, steps *proof) {
  struct search *here = &settler->prover.here;
  struct search *there = &settler->prover.there;
  search_down(here, p, NO_INDEX, NO_INDEX);
  search_down(there, q, NO_INDEX, NO_INDEX);
  uint32_t best = NO_INDEX;
  uint32_t best_cost = UINT32_MAX;
  for (uint32_t i = 0; i < here->floors[FLOOR_DOWN].found.n; i++) {
    uint32_t node = here->floors[FLOOR_DOWN].found.v[i];
    if (!search_found(there, FLOOR_DOWN, node)) {
      continue;
    }
    uint32_t cost = search_distance(here, FLOOR_DOWN, node) + search_distance(there, FLOOR_DOWN, node);
    if (cost < best_cost || (cost == best_cost && node < best)) {
      best = node;
      best_cost = cost;
    }
  }
  search_path(here, FLOOR_DOWN, best, settler->arena, proof);
  search_path(there, FLOOR_DOWN, best, settler->arena, proof);
  return best;
}

/* Fills the conflict but for its facts, and the settler's list of those. */
static void describe(struct settler *settler, const struct broken *broken, struct conflict *conflict) {
  steps *proof = &settler->proof;
  proof->n = 0;
  settler->rests_on.n = 0;
  conflict->kind = broken->kind;
  conflict->x = broken->x;
  conflict->y = broken->y;
  conflict->p = NO_INDEX;
  conflict->q = NO_INDEX;
  switch (broken->kind) {
    case CONFLICT_NOT_IN:
      prove_in(&settler->prover, broken->x, broken->y, NO_INDEX, proof);
      break;
    case CONFLICT_CONTROL:
      conflict->p = broken->x;
      conflict->q = broken->y;
      conflict->x = shared_control(settler, broken->x, broken->y, proof);
      conflict->y = NO_INDEX;
      break;
    case CONFLICT_OVERLAP:
      prove_apart(&settler->prover, broken->x, broken->y, NO_INDEX, proof);
      for (uint32_t i = 0; i < proof->n; i++) {
        if (proof->v[i].kind == STEP_APART) {
          conflict->p = proof->v[i].from;
          conflict->q = proof->v[i].to;
        }
      }
      break;
  }
  vec_push(settler->arena, proof,
           (struct step){.from = broken->x, .to = broken->y, .why = broken->why, .kind = STEP_APART});
  proof_facts(&settler->prover, proof, &settler->rests_on);
}

static bool consistent_without(struct settler *settler, const fact_list *facts, const bool *dropped) {
  struct network network;
  broken_list broken = {0};
  part_network(&settler->part, facts->v, facts->n, dropped, &network);
  breaks_find(&network, settler->scratch, 1, &broken);
  bool consistent = broken.n == 0;
  arena_free(settler->scratch);
  return consistent;
}

/* Leaves out every stretch of so many facts without which the rest still clashes. */
static void drop_stretches(struct settler *settler, fact_list *facts, uint32_t length) {
  bool *dropped = arena_zalloc(settler->arena, ((size_t)facts->n + 1) * sizeof *dropped);
  for (uint32_t end = facts->n; end > 0;) {
    uint32_t start = end > length ? end - length : 0;
    memset(dropped + start, true, end - start);
    if (consistent_without(settler, facts, dropped)) {
      memset(dropped + start, false, end - start);
    }
    end = start;
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < facts->n; i++) {
    if (!dropped[i]) {
      facts->v[kept++] = facts->v[i];
    }
  }
  facts->n = kept;
}

static void shrink(struct settler *settler, fact_list *facts) {
  if (facts->n > MOST_TRIED) {
    drop_stretches(settler, facts, facts->n / STRETCHES);
  }
  if (facts->n <= MOST_TRIED) {
    drop_stretches(settler, facts, 1);
  }
}

static int compare_lists(const fact_list *a, const fact_list *b) {
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

static int by_size(const void *a, const void *b) {
  const struct conflict *x = a;
  const struct conflict *y = b;
  int order = compare_lists(&x->facts, &y->facts);
  if (order == 0) {
    order = (int)x->kind - (int)y->kind;
  }
  if (order == 0) {
    order = (x->x > y->x) - (x->x < y->x);
  }
  return order != 0 ? order : (x->y > y->y) - (x->y < y->y);
}

static bool any_disputed(const struct settler *settler, const fact_list *facts) {
  for (uint32_t i = 0; i < facts->n; i++) {
    if ((settler->facts[facts->v[i]].flags & FACT_DISPUTED) != 0) {
      return true;
    }
  }
  return false;
}

/* One mistake breaks many demands: of the sets that share a fact only the smallest is reported. */
static void accept_conflicts(struct settler *settler, conflict_list *found, struct arena *keep,
                             conflict_list *conflicts) {
  if (found->n > 1) {
    qsort(found->v, found->n, sizeof *found->v, by_size);
  }
  for (uint32_t i = 0; i < found->n; i++) {
    struct conflict *conflict = &found->v[i];
    if (any_disputed(settler, &conflict->facts)) {
      continue;
    }
    shrink(settler, &conflict->facts);
    struct conflict kept = *conflict;
    kept.facts = (fact_list){0};
    for (uint32_t f = 0; f < conflict->facts.n; f++) {
      vec_push(keep, &kept.facts, conflict->facts.v[f]);
      settler->facts[conflict->facts.v[f]].flags |= FACT_DISPUTED;
    }
    vec_push(keep, conflicts, kept);
  }
}

static void keep_described(struct settler *settler, struct conflict *conflict, conflict_list *found) {
  conflict->facts = (fact_list){0};
  vec_reserve(settler->arena, &conflict->facts, settler->rests_on.n);
  if (settler->rests_on.n > 0) {
    memcpy(conflict->facts.v, settler->rests_on.v, settler->rests_on.n * sizeof *conflict->facts.v);
  }
  conflict->facts.n = settler->rests_on.n;
  vec_push(settler->arena, found, *conflict);
}

/* A broken demand that rests on many facts. */
struct long_set {
  uint32_t facts;
  uint32_t broken;
};

static int by_length(const void *a, const void *b) {
  const struct long_set *x = a;
  const struct long_set *y = b;
  if (x->facts != y->facts) {
    return x->facts < y->facts ? -1 : 1;
  }
  return (x->broken > y->broken) - (x->broken < y->broken);
}

/* The facts of the broken demands: of those with many, the shortest ones, at least one, as far as there is room. */
static void describe_all(struct settler *settler, const broken_list *broken, conflict_list *found) {
  VEC(struct long_set) waiting = {0};
  uint32_t met = 0;
  for (uint32_t i = 0; i < broken->n && met < MOST_MET; i++) {
    struct conflict conflict = {0};
    describe(settler, &broken->v[i], &conflict);
    met += settler->rests_on.n;
    if (settler->rests_on.n <= SHORT_SET) {
      keep_described(settler, &conflict, found);
    } else {
      vec_push(settler->arena, &waiting, (struct long_set){.facts = settler->rests_on.n, .broken = i});
    }
  }
  if (waiting.n > 1) {
    qsort(waiting.v, waiting.n, sizeof *waiting.v, by_length);
  }
  uint32_t total = 0;
  for (uint32_t i = 0; i < waiting.n && (i == 0 || total + waiting.v[i].facts <= MOST_IN_LONG_SETS); i++) {
    struct conflict conflict = {0};
    describe(settler, &broken->v[waiting.v[i].broken], &conflict);
    keep_described(settler, &conflict, found);
    total += waiting.v[i].facts;
  }
}

/* What one round has to do, by a worker: so that the scratch memory is released if memory runs out. */
struct settling {
  struct network *network;
  const broken_list *broken;
  struct graph_fact *facts;
  struct arena scratch;
  conflict_list *conflicts;
};

static void settle_round(void *context, struct worker *worker, uint32_t item) {
  struct settling *settling = context;
  const struct network_input *input = settling->network->input;
  struct arena *arena = &worker->arena;
  arena_init(&settling->scratch, &worker->guard);
  struct settler settler = {
      .network = settling->network, .arena = arena, .scratch = &settling->scratch, .facts = settling->facts};
  prover_init(&settler.prover, settling->network, arena);
  part_init(&settler.part, input, arena);
  settler.part.arena = &settling->scratch;
  conflict_list found = {0};
  describe_all(&settler, settling->broken, &found);
  accept_conflicts(&settler, &found, arena, settling->conflicts);
  prover_drop(&settler.prover);
  (void)item;
}

bool conflicts_settle(struct network *network, const struct network_input *input, struct graph_fact *facts,
                      struct arena *arena, conflict_list *conflicts) {
  broken_list broken = {0};
  struct settling settling = {.network = network, .broken = &broken, .facts = facts, .conflicts = conflicts};
  network_build(network, input, arena);
  breaks_find(network, arena, MOST_BROKEN, &broken);
  while (broken.n > 0) {
    bool complete = parallel_each(input->parallel, 1, settle_round, &settling);
    arena_free(&settling.scratch);
    if (!complete) {
      return false;
    }
    network_build_again(network);
    breaks_find(network, arena, MOST_BROKEN, &broken);
  }
  network_drop_tools(network);
  return true;
}
