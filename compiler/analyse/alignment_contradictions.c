/* Contradictions between statuses, and the controls that are torn by them. */
#include "analyse/alignment_parts.h"

/* The statuses as if all scopes were one, but for those that are said to lie in one another: what is met in part of a scope
 * does not contradict what is not met in all of it. So what is said not to be met in a scope that holds others is compared
 * with what is said to be met around it alone, one such scope at a time. */
struct comparison {
  struct alignment *alignment;
  bool *
      holds_others; /* by assessment of the graph: its scope holds those of others that have a status, and is none of theirs */
  uint32_t wide; /* the one of them at hand; NO_INDEX: all that hold no others */
};

static bool is_inner(const struct alignment *alignment, uint32_t inner, uint32_t outer) {
  return alignment_holds_scope(alignment, outer, inner) && !alignment_holds_scope(alignment, inner, outer);
}

/* What a status says in the comparison. */
static unsigned says(const struct comparison *comparison, const struct status_claim *status) {
  uint32_t wide = comparison->wide;
  bool judged = wide == NO_INDEX ? !comparison->holds_others[status->assessment] : status->assessment == wide;
  bool inner = wide != NO_INDEX && is_inner(comparison->alignment, status->assessment, wide);
  return inner ? 0 : judged ? status->says : status->says & ~(unsigned)SAYS_NOT_IN;
}

/* As the alignment, with one M of all scopes, of which no status says anything yet. */
static struct alignment *with_one_scope(const struct alignment *alignment) {
  struct alignment *made = arena_alloc(alignment->arena, sizeof *made);
  *made = *alignment;
  memset(made->levels, 0, sizeof made->levels);
  memset(&made->scopes, 0, sizeof made->scopes);
  memset(&made->claims, 0, sizeof made->claims);
  vec_push(made->arena, &made->scopes, 0);
  for (uint32_t i = 0; i < alignment->first_status; i++) {
    vec_push(made->arena, &made->claims, alignment->claims.v[i]);
  }
  return made;
}

static void add_claim(struct alignment *made, uint32_t number, unsigned said) {
  struct network_claim claim = {
      .x = made->statuses.v[number].node, .y = made->base, .says = said, .dropped = said == 0, .origin = number};
  vec_push(made->arena, &made->claims, claim);
}

/* As the alignment, with one M of all scopes and what the statuses say of it, as far as the mask lets them speak. */
static struct alignment *compared(const struct comparison *comparison, unsigned mask) {
  struct alignment *made = with_one_scope(comparison->alignment);
  for (uint32_t i = 0; i < made->statuses.n; i++) {
    add_claim(made, i, says(comparison, &made->statuses.v[i]) & mask);
  }
  return made;
}

/* ---- contradictions ---- */

static void note_conflict(struct alignment *alignment, const struct suspects *suspects, const struct demand *demand,
                          const struct network *network) {
  struct status_conflict conflict = {.statuses = {0}};
  for (uint32_t i = 0; i < suspects->told.n; i++) {
    uint32_t claim = suspects->told.v[i] - WHY_EXTRA;
    if (claim >= alignment->first_status) {
      vec_push(alignment->arena, &conflict.statuses, claim - alignment->first_status);
    }
  }
  if (conflict.statuses.n == 0) {
    return;
  }
  struct prover prover;
  steps proof = {0};
  prover_init(&prover, network, alignment->arena);
  uint32_t to = demand->y != NO_INDEX ? demand->y : alignment->base;
  if (prove_in(&prover, demand->x, to, NO_INDEX, &proof)) {
    proof_facts(&prover, &proof, &conflict.facts);
  }
  vec_push(alignment->arena, &alignment->conflicts, conflict);
}

static bool is_told(const struct alignment *alignment, const struct status_conflict *conflict) {
  for (uint32_t i = 0; i + 1 < alignment->conflicts.n; i++) {
    const struct status_conflict *other = &alignment->conflicts.v[i];
    if (other->statuses.n == conflict->statuses.n &&
        memcmp(other->statuses.v, conflict->statuses.v, conflict->statuses.n * sizeof(uint32_t)) == 0) {
      return true;
    }
  }
  return false;
}

/* What is said not to be met, and is proved to lie in what is met: what follows by cases is an edge, too. */
static void find_broken(const struct alignment *alignment, const struct network *network, demand_list *broken) {
  enum { MOST_BROKEN = 4096 };
  breaks_find(network, alignment->arena, MOST_BROKEN, broken);
}

/* Doubts what breaks these demands. False: no status has anything to do with it. */
static bool dispute(struct alignment *alignment, const struct network *network, struct network_claim *claims,
                    const demand_list *broken) {
  struct suspects suspects;
  VEC(uint32_t) doubted = {0};
  bool any = false;
  suspects_init(&suspects, network, alignment->arena, true);
  for (uint32_t i = 0; i < broken->n; i++) {
    suspects_find(&suspects, &broken->v[i]);
    for (uint32_t k = 0; k < suspects.doubted.n; k++) {
      vec_push(alignment->arena, &doubted, suspects.doubted.v[k] - WHY_EXTRA);
    }
    uint32_t before = alignment->conflicts.n;
    note_conflict(alignment, &suspects, &broken->v[i], network);
    if (alignment->conflicts.n > before && is_told(alignment, &alignment->conflicts.v[before])) {
      alignment->conflicts.n = before;
    }
  }
  for (uint32_t i = 0; i < doubted.n; i++) {
    if (doubted.v[i] >= alignment->first_status && !claims[doubted.v[i]].dropped) {
      claims[doubted.v[i]].dropped = true;
      alignment->statuses.v[doubted.v[i] - alignment->first_status].disputed = true;
      any = true;
    }
  }
  return any;
}

/* Statuses are doubted, and nothing else is: what the maps say stays. */
static void settle(const struct comparison *comparison) {
  enum { EVERYTHING = SAYS_IN | SAYS_OVERLAPS | SAYS_NOT_IN };
  struct alignment *alignment = comparison->alignment;
  const struct alignment *made = compared(comparison, EVERYTHING);
  uint32_t before = alignment->conflicts.n;
  struct network_input input;
  struct network network;
  demand_list broken = {0};
  alignment_extend_input(made, 1, &input);
  input.extra = made->claims.v;
  input.extra_count = made->claims.n;
  network_build(&network, &input, alignment->arena);
  find_broken(alignment, &network, &broken);
  while (broken.n > 0 && dispute(alignment, &network, input.extra, &broken)) {
    network_build_again(&network);
    broken.n = 0;
    find_broken(alignment, &network, &broken);
  }
  if (alignment->conflicts.n > before) {
    struct contradiction contradiction = {.met = compared(comparison, SAYS_IN),
                                          .unmet = compared(comparison, SAYS_NOT_IN)};
    vec_push(alignment->arena, &alignment->contradictions, contradiction);
  }
}

/* The assessments with a status whose scopes hold those of others with one. */
static void find_wide(struct comparison *comparison) {
  const struct alignment *alignment = comparison->alignment;
  uint32_t count = alignment->analysis->graph->assessments.n;
  bool *speaks = arena_zalloc(alignment->arena, (size_t)count + 1);
  comparison->holds_others = arena_zalloc(alignment->arena, (size_t)count + 1);
  for (uint32_t i = 0; i < alignment->statuses.n; i++) {
    speaks[alignment->statuses.v[i].assessment] = true;
  }
  for (uint32_t outer = 0; outer < count && alignment->holds != NULL; outer++) {
    for (uint32_t inner = 0; inner < count && speaks[outer]; inner++) {
      comparison->holds_others[outer] |= speaks[inner] && is_inner(alignment, inner, outer);
    }
  }
}

void alignment_settle(struct alignment *alignment) {
  struct comparison comparison = {.alignment = alignment, .wide = NO_INDEX};
  find_wide(&comparison);
  settle(&comparison);
  for (uint32_t i = 0; i < alignment->analysis->graph->assessments.n; i++) {
    if (comparison.holds_others[i]) {
      comparison.wide = i;
      settle(&comparison);
    }
  }
}

/* ---- controls that are torn ---- */

static bool is_torn(const struct contradiction *contradiction, uint32_t node) {
  struct align_network *met = alignment_network(contradiction->met, LEVEL_ALL);
  struct align_network *unmet = alignment_network(contradiction->unmet, LEVEL_ALL);
  return alignment_prove(contradiction->met, met, node, 0).in &&
         alignment_prove(contradiction->unmet, unmet, node, 0).not_in;
}

bool alignment_is_disputed(struct alignment *alignment, uint32_t node) {
  bool disputed = alignment->disputed_at[node];
  for (uint32_t i = 0; i < alignment->contradictions.n && !disputed; i++) {
    disputed = is_torn(&alignment->contradictions.v[i], node);
  }
  return disputed;
}

/* The statuses and maps of a contradiction in which a status of the node has a part. */
static void tell_conflict(struct alignment *alignment, const struct status_conflict *conflict, uint32_t node,
                          struct alignment_answer *answer) {
  bool about = false;
  for (uint32_t i = 0; i < conflict->statuses.n; i++) {
    about = about || alignment->statuses.v[conflict->statuses.v[i]].node == node;
  }
  for (uint32_t i = 0; i < conflict->statuses.n && about; i++) {
    if (conflict->statuses.v[i] < alignment->source_statuses) {
      alignment_add_status(alignment, answer, conflict->statuses.v[i]);
    }
  }
  for (uint32_t i = 0; i < conflict->facts.n && about; i++) {
    vec_push(alignment->arena, &answer->facts, conflict->facts.v[i]);
  }
}

/* By what all of the node is met, and what in it is not. */
static void tell_torn(struct alignment *alignment, const struct contradiction *contradiction, uint32_t node,
                      struct alignment_answer *answer) {
  struct align_network *met = alignment_network(contradiction->met, LEVEL_ALL);
  struct align_network *unmet = alignment_network(contradiction->unmet, LEVEL_ALL);
  steps proof = {0};
  if (prove_in(&met->prover, node, alignment->base, NO_INDEX, &proof)) {
    alignment_take_steps(alignment, met, &proof, answer);
  }
  alignment_walk(unmet, node);
  const struct node_set *const below[] = {&unmet->walk.below};
  alignment_gather(alignment, below, 1);
  for (uint32_t g = 0; g < alignment->gathered.n; g++) {
    uint32_t number = alignment->gathered.v[g];
    const struct status_claim *status = &alignment->statuses.v[number];
    steps way = {0};
    if ((status->says & SAYS_NOT_IN) != 0 && prove_in(&unmet->prover, status->node, node, NO_INDEX, &way)) {
      alignment_take_steps(alignment, unmet, &way, answer);
      alignment_add_status(alignment, answer, number);
    }
  }
}

void alignment_tell_disputed(struct alignment *alignment, uint32_t node, struct alignment_answer *answer) {
  answer->outcome = OUTCOME_DISPUTED;
  answer->ground = GROUND_NONE;
  answer->statuses.n = answer->lacking.n = answer->missing.n = answer->facts.n = answer->proof.n = 0;
  answer->unmet_in.n = 0;
  answer->met_together = false;
  for (uint32_t c = 0; c < alignment->conflicts.n; c++) {
    tell_conflict(alignment, &alignment->conflicts.v[c], node, answer);
  }
  for (uint32_t i = 0; i < alignment->contradictions.n; i++) {
    if (is_torn(&alignment->contradictions.v[i], node)) {
      tell_torn(alignment, &alignment->contradictions.v[i], node, answer);
    }
  }
  fact_list_sort(&answer->facts);
}

/* ---- what would be met ---- */

bool alignment_is_met_together(struct alignment *alignment, uint32_t node) {
  if (alignment->scopes.n < 2) {
    return false;
  }
  if (alignment->together == NULL) {
    alignment->together = with_one_scope(alignment);
    for (uint32_t i = 0; i < alignment->source_statuses; i++) {
      const struct status_claim *status = &alignment->statuses.v[i];
      add_claim(alignment->together, i, status->disputed ? 0 : status->says & SAYS_IN);
    }
    align_network_build(alignment->together, LEVEL_ALL, &alignment->together->levels[LEVEL_ALL]);
  }
  struct walk *walk = &alignment->together->levels[LEVEL_ALL].walk;
  walk_from(walk, node);
  return node_set_has(&walk->above, alignment->base);
}
