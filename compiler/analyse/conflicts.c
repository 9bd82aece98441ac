/* From broken demands to disputed statements, round by round until nothing is broken. */
#include "analyse/statements.h"

#include <assert.h>
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

static fact_list copy_numbers(struct arena *arena, const uint32_t *numbers, uint32_t count) {
  fact_list copy = {0};
  vec_reserve(arena, &copy, count + 1);
  assert(copy.v != NULL);
  for (uint32_t i = 0; i < count; i++) {
    copy.v[copy.n++] = numbers[i];
  }
  return copy;
}

static fact_list copy_set(struct arena *arena, const why_list *set) {
  return copy_numbers(arena, set->v, set->n);
}

static fact_list copy_list(struct arena *arena, const fact_list *list) {
  return copy_numbers(arena, list->v, list->n);
}

/* What was found of one broken demand. */
struct finding_of_demand {
  struct demand demand;
  uint32_t first; /* its minimal sets among all of the round; one of them where there were too many statements */
  uint32_t count;
  bool all;          /* these are all its minimal sets */
  fact_list doubted; /* all statements that are part of one, or may be */
};

struct round {
  struct settling *settling;
  VEC(struct finding_of_demand) demands;
  set_list sets;
  VEC(uint32_t) part; /* by set: another one that is part of it, or NO_INDEX */
};

static void note_set(struct round *round, const why_list *set) {
  struct arena *arena = &round->settling->scratch;
  vec_push(arena, &round->sets, copy_set(arena, set));
  vec_push(arena, &round->part, NO_INDEX);
}

static void note_demand(struct round *round, const struct suspects *suspects, const struct demand *demand) {
  struct arena *arena = &round->settling->scratch;
  struct finding_of_demand found = {.demand = *demand, .first = round->sets.n, .all = suspects->minimal.n > 0};
  found.doubted = copy_set(arena, &suspects->doubted);
  if (!found.all) {
    note_set(round, &suspects->told);
  }
  for (uint32_t i = 0; i < suspects->minimal.n; i++) {
    note_set(round, &suspects->minimal.v[i]);
  }
  found.count = round->sets.n - found.first;
  vec_push(arena, &round->demands, found);
}

static bool is_part_of(const fact_list *small, const fact_list *large) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < large->n && at < small->n && large->v[i] <= small->v[at]; i++) {
    at += large->v[i] == small->v[at];
  }
  return at == small->n;
}

/* A set by its number, for sorting. */
struct numbered_set {
  const fact_list *set;
  uint32_t number;
};

static int by_numbered_set(const void *a, const void *b) {
  const struct numbered_set *x = a;
  const struct numbered_set *y = b;
  int order = compare_sets(x->set, y->set);
  return order != 0 ? order : (x->number > y->number) - (x->number < y->number);
}

/* Sets by the first of their statements, for those that may be part of another. */
struct first_index {
  uint32_t *latest;     /* by statement (or further claim): the last set that begins with it, or NO_INDEX */
  VEC(uint32_t) before; /* by set in order: the one before it that begins alike */
};

static uint32_t place_of(uint32_t why) {
  return why_is_extra(why) ? why - WHY_EXTRA : why;
}

static bool is_dropped(const struct round *round, uint32_t set) {
  return round->part.v[set] != NO_INDEX;
}

/* What breaks one demand may break another with fewer statements: then it is no minimal conflict. */
static void drop_larger(struct round *round) {
  struct arena *arena = &round->settling->scratch;
  const struct network_input *input = &round->settling->analysis->input;
  size_t size = ((size_t)input->fact_count + input->extra_count + 1) * sizeof(uint32_t);
  struct first_index index = {.latest = arena_alloc(arena, size)};
  struct numbered_set *sorted = arena_alloc(arena, ((size_t)round->sets.n + 1) * sizeof *sorted);
  memset(index.latest, 0xff, size);
  for (uint32_t i = 0; i < round->sets.n; i++) {
    sorted[i] = (struct numbered_set){.set = &round->sets.v[i], .number = i};
  }
  qsort(sorted, round->sets.n, sizeof *sorted, by_numbered_set);
  vec_reserve(arena, &index.before, round->sets.n + 1);
  assert(index.before.v != NULL && (round->sets.n == 0 || round->part.v != NULL));
  for (uint32_t i = 0; i < round->sets.n; i++) {
    const fact_list *set = sorted[i].set;
    bool again = false;
    uint32_t *part = &round->part.v[sorted[i].number];
    for (uint32_t f = 0; f < set->n && *part == NO_INDEX; f++) {
      for (uint32_t k = index.latest[place_of(set->v[f])]; k != NO_INDEX && *part == NO_INDEX; k = index.before.v[k]) {
        again = again || compare_sets(sorted[k].set, set) == 0;
        *part = sorted[k].set->n < set->n && is_part_of(sorted[k].set, set) ? sorted[k].number : NO_INDEX;
      }
    }
    bool kept = *part == NO_INDEX && !again && set->n > 0;
    vec_push(arena, &index.before, kept ? index.latest[place_of(set->v[0])] : NO_INDEX);
    if (kept) {
      index.latest[place_of(set->v[0])] = i;
    }
  }
}

/* The first minimal set of the demand that is one of all; NULL if all hold smaller ones, which are told instead. Where not all
 * of them are known it is the smaller one, with all that is in doubt because of this demand. */
static const fact_list *set_to_tell(const struct round *round, const struct finding_of_demand *found) {
  assert(round->part.v != NULL && round->sets.v != NULL);
  for (uint32_t i = found->first; i < found->first + found->count; i++) {
    if (!is_dropped(round, i)) {
      return &round->sets.v[i];
    }
  }
  return found->all ? NULL : &round->sets.v[round->part.v[found->first]];
}

static uint32_t count_doubted(const struct round *round, const struct finding_of_demand *found, struct marks *marks) {
  uint32_t count = 0;
  if (!found->all) {
    return found->doubted.n;
  }
  assert(round->sets.v != NULL);
  marks_clear(marks, round->settling->analysis->input.fact_count);
  for (uint32_t i = found->first; i < found->first + found->count; i++) {
    const fact_list *set = &round->sets.v[i];
    assert(set->n == 0 || set->v != NULL);
    for (uint32_t f = 0; f < set->n && !is_dropped(round, i); f++) {
      count += marks_add(marks, set->v[f]);
    }
  }
  return count;
}

/* Told once, however many demands break by the same statements. */
static void tell(const struct round *round, struct arena *arena) {
  struct settling *settling = round->settling;
  struct marks marks;
  marks_init(&marks, &settling->scratch, settling->analysis->input.fact_count);
  for (uint32_t i = 0; i < round->demands.n; i++) {
    const struct finding_of_demand *found = &round->demands.v[i];
    const fact_list *told = set_to_tell(round, found);
    if (told == NULL) {
      continue;
    }
    struct conflict conflict = {.demand = found->demand,
                                .facts = copy_list(arena, told),
                                .also_doubted = count_doubted(round, found, &marks) - told->n,
                                .likeliest = NO_INDEX};
    vec_push(arena, &settling->analysis->conflicts, conflict);
  }
  for (uint32_t i = 0; i < round->sets.n; i++) {
    if (!is_dropped(round, i)) {
      vec_push(arena, &settling->minimal, copy_list(arena, &round->sets.v[i]));
    }
  }
}

static void dispute(struct analysis *analysis, uint32_t fact) {
  struct copies copies = copies_of(analysis, fact);
  analysis->graph->facts[fact].flags |= FACT_DISPUTED;
  for (uint32_t i = 0; i < copies.n; i++) {
    analysis->graph->facts[copies.v[i].copy].flags |= FACT_DISPUTED;
  }
}

static void doubt(struct settling *settling, const fact_list *list) {
  for (uint32_t i = 0; i < list->n; i++) {
    if (settling->doubts_extra) {
      settling->analysis->kept.v[list->v[i] - WHY_EXTRA].dropped = true;
    } else {
      dispute(settling->analysis, list->v[i]);
    }
  }
}

/* ---- crowds ---- */

/* Where very many statements put very many controls into one another, and many of these are declared different, every
 * statement among them is on a walk between the ends of every demand: all are doubted without looking at each demand. */
enum { MOST_APIECE = 1 << 18 };

/* By component of the network. */
struct crowds {
  uint32_t *demands;    /* broken ones within it */
  uint32_t *statements; /* that put one of its nodes into another */
};

static bool is_within(const struct network *network, const struct demand *demand) {
  return demand->kind == DEMAND_NOT_IN && network->component[demand->x] == network->component[demand->y];
}

static bool is_crowded(const struct crowds *crowds, uint32_t component) {
  return crowds->demands != NULL && (uint64_t)crowds->demands[component] * crowds->statements[component] > MOST_APIECE;
}

/* Calls for each statement within a component: counts it, or doubts it where there is a crowd. */
static void for_statements(struct settling *settling, const struct crowds *crowds, bool doubting) {
  struct analysis *analysis = settling->analysis;
  const struct network *network = &analysis->network;
  for (uint32_t n = 0; n < network->input->nodes; n++) {
    uint32_t component = network->component[n];
    for (uint32_t e = network->up.first[n]; e < network->up.first[n + 1]; e++) {
      const struct edge *edge = &network->up.edges[e];
      if (!why_is_fact(edge->why) || network->component[edge->to] != component) {
        continue;
      }
      if (!doubting) {
        crowds->statements[component]++;
      } else if (is_crowded(crowds, component)) {
        dispute(analysis, edge->why);
      }
    }
  }
}

static struct crowds count_crowds(struct settling *settling) {
  enum { FEW = 64 };
  const struct network *network = &settling->analysis->network;
  size_t size = ((size_t)network->component_count + 1) * sizeof(uint32_t);
  struct crowds crowds = {0};
  if (settling->broken.n < FEW || settling->doubts_extra) {
    return crowds;
  }
  crowds.demands = arena_zalloc(&settling->scratch, size);
  crowds.statements = arena_zalloc(&settling->scratch, size);
  for (uint32_t i = 0; i < settling->broken.n; i++) {
    const struct demand *demand = &settling->broken.v[i];
    crowds.demands[network->component[demand->x]] += is_within(network, demand);
  }
  for_statements(settling, &crowds, false);
  return crowds;
}

/* All of a crowd but the first demand, which is told. */
static bool is_one_of_many(const struct settling *settling, const struct crowds *crowds, struct marks *told,
                           const struct demand *demand) {
  const struct network *network = &settling->analysis->network;
  uint32_t component = network->component[demand->x];
  return is_within(network, demand) && is_crowded(crowds, component) && !marks_add(told, component);
}

static void settle_round(void *context, struct worker *worker, uint32_t item) {
  struct settling *settling = context;
  struct round round = {.settling = settling};
  struct suspects suspects;
  (void)item;
  arena_init(&settling->scratch, &worker->guard);
  suspects_init(&suspects, &settling->analysis->network, &settling->scratch, settling->doubts_extra);
  suspects.demands = settling->broken.n;
  struct crowds crowds = count_crowds(settling);
  struct marks told;
  marks_init(&told, &settling->scratch, settling->analysis->network.component_count);
  for (uint32_t i = 0; i < settling->broken.n; i++) {
    if (is_one_of_many(settling, &crowds, &told, &settling->broken.v[i])) {
      continue;
    }
    suspects_find(&suspects, &settling->broken.v[i]);
    if (suspects.doubted.n > 0) {
      note_demand(&round, &suspects, &settling->broken.v[i]);
    }
  }
  if (round.sets.n > 0) {
    drop_larger(&round);
  }
  if (!settling->doubts_extra) {
    tell(&round, &worker->arena);
  }
  for (uint32_t i = 0; i < round.sets.n; i++) {
    if (!is_dropped(&round, i)) {
      doubt(settling, &round.sets.v[i]);
    }
  }
  for (uint32_t i = 0; i < round.demands.n; i++) {
    if (!round.demands.v[i].all) {
      doubt(settling, &round.demands.v[i].doubted);
    }
  }
  if (crowds.demands != NULL) {
    for_statements(settling, &crowds, true);
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

/* Several demands may break by the same statements: told is the one that puts most in doubt beside them. */
static void tell_each_once(conflict_list *conflicts) {
  if (conflicts->n < 2) {
    return;
  }
  qsort(conflicts->v, conflicts->n, sizeof *conflicts->v, by_size);
  uint32_t kept = 1;
  for (uint32_t i = 1; i < conflicts->n; i++) {
    struct conflict *last = &conflicts->v[kept - 1];
    if (compare_sets(&conflicts->v[i].facts, &last->facts) != 0) {
      conflicts->v[kept++] = conflicts->v[i];
    } else if (conflicts->v[i].also_doubted > last->also_doubted) {
      last->also_doubted = conflicts->v[i].also_doubted;
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
