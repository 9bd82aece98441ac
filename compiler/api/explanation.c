/* Finding what there is to say of a pair of controls. */
#include "api/explanation.h"

/* Facts declared on the very pair. */
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
    }
  }
}

static steps *add_proof(struct explanation *e, enum claim claim) {
  struct explained_proof *proof = &e->proofs[e->proof_count++];
  proof->claim = claim;
  return &proof->steps;
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
    prove_apart(&e->prover, e->x, e->y, NO_INDEX, add_proof(e, CLAIM_APART));
  }
  if (known->overlaps && !known->in && !known->holds) {
    prove_overlap(&e->prover, e->x, e->y, NO_INDEX, add_proof(e, CLAIM_OVERLAPS));
  }
}

/* A control that both overlap, although nothing follows: the place where a careless chain would go on. */
static void find_hub(struct explanation *e) {
  const struct graph *graph = &e->c->graph;
  struct walk other;
  walk_init(&other, &e->c->analysis.network, &e->c->arena);
  walk_from(&e->walk, e->x);
  walk_from(&other, e->y);
  for (uint32_t i = 0; i < e->walk.around.list.n; i++) {
    uint32_t node = e->walk.around.list.v[i];
    bool control = !graph_is_union(graph, node) && !graph->controls[node].group;
    if (control && node != e->x && node != e->y && node_set_has(&other.around, node) && node < e->hub) {
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
  if (!e->known.overlaps && !e->known.apart) {
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
