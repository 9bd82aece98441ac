/* Why a chain that looks like a proof is none: the way that would lead from one control to the other if every fact
 * chained, and where it is blocked. */
#include "report/blocked.h"

#include "analyse/network/proof.h"

/* The facts as if all of them chained: support and correspondence read as overlaps, and every rationale, status and dispute
 * passed over. */
static struct graph_fact *relaxed_facts(const struct graph *graph, struct arena *arena) {
  struct graph_fact *facts = arena_alloc(arena, ((size_t)graph->fact_count + 1) * sizeof *facts);
  for (uint32_t f = 0; f < graph->fact_count; f++) {
    facts[f] = graph->facts[f];
    bool support = facts[f].relation == REL_SUPPORTS || facts[f].relation == REL_SUPPORTED_BY;
    facts[f].flags = facts[f].relation != REL_CONTRARY ? FACT_REASONED : 0;
    if (support || facts[f].relation == REL_RELATED) {
      facts[f].relation = REL_INTERSECTS;
      facts[f].overlap = OVERLAP_ANY;
    }
  }
  return facts;
}

const char *blocked_reason(const struct graph *graph, uint32_t number) {
  const struct graph_fact *fact = &graph->facts[number];
  const struct decl_mapping *mapping = graph->mappings.v[fact->mapping].declared;
  if ((fact->flags & FACT_DISPUTED) != 0) {
    return "the fact is disputed: it is part of a conflict";
  }
  if ((fact->flags & FACT_COMPOSED) != 0) {
    return "its mapping was composed through other frameworks: it is a candidate, and counts for nothing";
  }
  if (fact->relation == REL_SUPPORTS || fact->relation == REL_SUPPORTED_BY) {
    return "support does not chain";
  }
  if (fact->relation == REL_RELATED) {
    return "that two belong together does not say that they share a requirement";
  }
  if ((fact->flags & FACT_REASONED) != 0) {
    return NULL;
  }
  if (mapping->status == STATUS_DEPRECATED || mapping->status == STATUS_SUPERSEDED) {
    return "its mapping is no longer in force, and counts for its own pairs only";
  }
  if (!mapping->chain) {
    return "its mapping says chain=\"no\", and counts for its own pairs only";
  }
  return "its rationale does not combine with the others";
}

bool find_blocked_way(const struct analysis *analysis, struct arena *arena, uint32_t x, uint32_t y, steps *way) {
  struct network_input *input = arena_alloc(arena, sizeof *input);
  struct network *network = arena_alloc(arena, sizeof *network);
  *input = analysis->input;
  input->facts = relaxed_facts(analysis->graph, arena);
  input->extra_count = 0;
  input->contradicts = true;
  network_build(network, input, arena);
  struct prover prover;
  prover_init(&prover, network, arena);
  if (!prove_overlap(&prover, x, y, NO_INDEX, way)) {
    return false;
  }
  /* Conclusions of the relaxed network have no number in the real one: such a way cannot be told step by step. */
  for (uint32_t i = 0; i < way->n; i++) {
    if (why_is_conclusion(way->v[i].why)) {
      way->n = 0;
      return false;
    }
  }
  return true;
}
