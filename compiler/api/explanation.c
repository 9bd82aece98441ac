/* Finding what there is to say of a pair of controls. */
#include "api/explanation.h"

#include "analyse/network/cases.h"
#include "analyse/network/words.h"

static bool is_or_holds(const struct graph *graph, uint32_t node, uint32_t control) {
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

static bool names_together(const struct graph *graph, const struct graph_fact *fact, uint32_t x, uint32_t y) {
  return (is_or_holds(graph, fact->source, x) && is_or_holds(graph, fact->target, y)) ||
         (is_or_holds(graph, fact->source, y) && is_or_holds(graph, fact->target, x));
}

/* Facts declared on the very pair, and those that name the two only together with others. */
static void find_declared(struct explanation *e) {
  const struct analysis *analysis = &e->c->analysis;
  const struct graph *graph = analysis->graph;
  const struct pair_facts *pair =
      analysis_pair(analysis, graph_framework_of(graph, e->x), graph_framework_of(graph, e->y));
  for (uint32_t i = 0; pair != NULL && i < pair->count; i++) {
    const struct graph_fact *fact = &graph->facts[pair->facts[i]];
    bool forth = fact->source == e->x && fact->target == e->y;
    bool back = fact->source == e->y && fact->target == e->x;
    if (forth || back) {
      vec_push(&e->c->arena, &e->declared, pair->facts[i]);
    } else if (names_together(graph, fact, e->x, e->y)) {
      vec_push(&e->c->arena, &e->together, pair->facts[i]);
    }
  }
}

static steps *add_proof(struct explanation *e, enum claim claim) {
  struct explained_proof *proof = &e->proofs[e->proof_count++];
  proof->claim = claim;
  return &proof->steps;
}

static void add_refutation(struct explanation *e, enum claim claim, struct impossible impossible) {
  struct explained_proof *proof = &e->proofs[e->proof_count++];
  *proof = (struct explained_proof){.claim = claim, .refutes = true, .impossible = impossible};
}

/* Where no chain shows it, only cases do. */
static void prove_apartness(struct explanation *e) {
  steps proof = {0};
  if (prove_apart(&e->prover, e->x, e->y, NO_INDEX, &proof)) {
    *add_proof(e, CLAIM_APART) = proof;
  } else {
    struct demand demand = {.kind = DEMAND_NODE, .x = e->x, .y = NO_INDEX, .why = NO_INDEX};
    add_refutation(e, CLAIM_APART, (struct impossible){.demand = demand, .inside = e->y});
  }
}

/* Not all of low is in high, where a fact says so of the two, or else because of what could not be. */
static void prove_difference(struct explanation *e, struct question *question, enum claim claim,
                             struct supposed_in supposed) {
  struct impossible found = {.inside = NO_INDEX, .supposed_count = 1, .supposed = {supposed}};
  const struct demand *demand = &found.demand;
  if (!not_in_by_cases(question, supposed.low, supposed.high, &found.demand)) {
    return;
  }
  if (demand->kind == DEMAND_NOT_IN && demand->x == supposed.low && demand->y == supposed.high &&
      why_is_fact(demand->why)) {
    struct step step = {.from = supposed.low, .to = supposed.high, .why = demand->why, .kind = STEP_NOT_IN};
    steps *proof = add_proof(e, claim);
    vec_push(&e->c->arena, proof, step);
  } else {
    add_refutation(e, claim, found);
  }
}

static void find_differences(struct explanation *e) {
  const struct pair_knowledge *known = &e->known;
  struct supposed_in forth = {e->x, e->y};
  struct supposed_in back = {e->y, e->x};
  struct question question;
  question_init(&question, &e->c->analysis.network, &e->c->arena);
  if (known->not_in) {
    prove_difference(e, &question, CLAIM_NOT_IN, forth);
  }
  if (known->not_held) {
    prove_difference(e, &question, CLAIM_NOT_HELD, back);
  }
  struct impossible found = {.inside = NO_INDEX, .supposed_count = 2, .supposed = {forth, back}};
  if (known->unequal && unequal_by_cases(&question, e->x, e->y, &found.demand)) {
    add_refutation(e, CLAIM_UNEQUAL, found);
  }
  question_drop(&question);
}

static void find_proofs(struct explanation *e) {
  const struct pair_knowledge *known = &e->known;
  if (known->in) {
    prove_in(&e->prover, e->x, e->y, NO_INDEX, add_proof(e, CLAIM_IN));
  }
  if (known->holds) {
    prove_in(&e->prover, e->y, e->x, NO_INDEX, add_proof(e, CLAIM_HOLDS));
  }
  if (known->apart) {
    prove_apartness(e);
  }
  if (known->overlaps && !known->in && !known->holds) {
    prove_overlap(&e->prover, e->x, e->y, NO_INDEX, add_proof(e, CLAIM_OVERLAPS));
  }
  if (known->related && !known->overlaps) {
    prove_related(&e->prover, e->x, e->y, NO_INDEX, add_proof(e, CLAIM_RELATED));
  }
  if (!known->apart) {
    find_differences(e);
  }
}

/* A control that both overlap, although nothing follows: the place where a careless chain would go on. Of several that with
 * the shortest ways to both. */
static void find_hub(struct explanation *e) {
  const struct graph *graph = &e->c->graph;
  uint32_t best = UINT32_MAX;
  search_around(&e->prover.here, e->x, NO_INDEX, NO_INDEX);
  search_around(&e->prover.there, e->y, NO_INDEX, NO_INDEX);
  for (uint32_t node = 0; node < graph->control_count; node++) {
    bool both = search_found(&e->prover.here, FLOOR_UP, node) && search_found(&e->prover.there, FLOOR_UP, node);
    if (!both || graph->controls[node].group || node == e->x || node == e->y) {
      continue;
    }
    uint32_t ways =
        search_distance(&e->prover.here, FLOOR_UP, node) + search_distance(&e->prover.there, FLOOR_UP, node);
    if (ways < best) {
      best = ways;
      e->hub = node;
    }
  }
  for (unsigned end = 0; end < 2 && e->hub != NO_INDEX; end++) {
    prove_overlap(&e->prover, end == 0 ? e->x : e->y, e->hub, NO_INDEX, &e->to_hub[end]);
  }
}

struct explanation *explanation_of(struct cw_compilation *c, uint32_t x, uint32_t y) {
  struct explanation *e = arena_zalloc(&c->arena, sizeof *e);
  e->c = c;
  e->x = x;
  e->y = y;
  e->hub = NO_INDEX;
  prover_init(&e->prover, &c->analysis.network, &c->arena);
  locator_init(&e->locator, &c->sources, &c->arena);
  walk_init(&e->walk, &c->analysis.network, &c->arena);
  e->known = walk_pair(&e->walk, x, y);
  find_declared(e);
  find_proofs(e);
  if (!e->known.related && !e->known.apart) {
    find_hub(e);
  }
  return e;
}

void explanation_member(struct explanation *e, const struct conclusion *conclusion, uint32_t member, steps *proof) {
  if (conclusion->apart) {
    prove_apart(&e->prover, member, conclusion->other, conclusion->rests_on, proof);
  } else {
    prove_in(&e->prover, member, conclusion->other, conclusion->rests_on, proof);
  }
}

void explanation_argue(struct explanation *e, const struct explained_proof *proof, question_lines *lines) {
  struct question question;
  question_init(&question, &e->c->analysis.network, &e->c->arena);
  argue_impossible(&question, &proof->impossible, lines);
}

void explanation_words(const struct explanation *e, const struct explained_proof *proof, struct buf *out) {
  bool backwards = proof->claim == CLAIM_NOT_HELD;
  words_node(&e->c->graph, backwards ? e->y : e->x, out);
  buf_text(out, proof->claim == CLAIM_APART     ? " has nothing in common with "
                : proof->claim == CLAIM_UNEQUAL ? " does not equal "
                                                : " is not wholly in ");
  words_node(&e->c->graph, backwards ? e->x : e->y, out);
}

bool explanation_locate(struct explanation *e, const struct graph_fact *fact, struct location *location) {
  struct place place = place_at(e->c->graph.mappings.v[fact->mapping].document_source, fact->offset);
  return locator_find(&e->locator, &e->locator.findings, &place, location);
}

enum standing fact_standing(const struct graph_fact *fact) {
  if ((fact->flags & FACT_DISPUTED) != 0) {
    return STANDING_DISPUTED;
  }
  if (fact->relation == REL_SUPPORTS || fact->relation == REL_SUPPORTED_BY) {
    return STANDING_SUPPORT;
  }
  return (fact->flags & FACT_REASONED) != 0 ? STANDING_CHAINS : STANDING_OWN_PAIR;
}
