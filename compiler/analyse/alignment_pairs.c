/* What facts prove that count for their own two ends only: those of a mapping that does not chain, and support. */
#include "analyse/alignment_parts.h"

/* What a fact of a mapping that says chain="no" proves of the node, given the statuses of what it names. */
static enum outcome outcome_of_pair(enum relation relation, const struct status_claim *status) {
  bool whole = status->says == SAYS_IN;
  bool part = (status->says & SAYS_OVERLAPS) != 0;
  switch (relation) { /* read from the node to the control that has the status */
    case REL_EQUAL:
    case REL_EQUIVALENT:
      return whole ? OUTCOME_IMPLEMENTED : part ? OUTCOME_PARTIAL : OUTCOME_NOT_FULLY;
    case REL_SUBSET:
      return whole ? OUTCOME_IMPLEMENTED : OUTCOME_OPEN;
    case REL_SUPERSET:
      return whole ? OUTCOME_CONTRIBUTES : part ? OUTCOME_PARTIAL : OUTCOME_NOT_FULLY;
    case REL_INTERSECTS:
      return whole ? OUTCOME_CONTRIBUTES : OUTCOME_OPEN;
    case REL_RELATED:
      return whole ? OUTCOME_CORRESPONDS : OUTCOME_OPEN;
    default:
      return OUTCOME_OPEN;
  }
}

static const struct status_claim *status_of(const struct alignment *alignment, uint32_t node, uint32_t *number) {
  *number = alignment->status_at[node];
  return *number != NO_INDEX ? &alignment->statuses.v[*number] : NULL;
}

static bool stands_alone(const struct alignment *alignment, const struct graph_fact *fact) {
  const struct decl_mapping *declared = alignment->analysis->graph->mappings.v[fact->mapping].declared;
  bool kept = declared->status != STATUS_DEPRECATED && declared->status != STATUS_SUPERSEDED && declared->via.n == 0;
  return kept && !declared->chain && (fact->flags & FACT_DISPUTED) == 0;
}

static bool is_lone(const struct alignment *alignment, const struct graph_fact *fact) {
  bool support = fact->relation == REL_SUPPORTS || fact->relation == REL_SUPPORTED_BY;
  return support || stands_alone(alignment, fact);
}

/* The lone facts of each node, in two passes: one counts, one places. */
static void list_lone(struct alignment *alignment) {
  const struct graph *graph = alignment->analysis->graph;
  if (alignment->lone_first != NULL) {
    return;
  }
  uint32_t *first = arena_zalloc(alignment->arena, ((size_t)alignment->base + 2) * sizeof *first);
  uint32_t count = 0;
  for (uint32_t f = 0; f < graph->fact_count; f++) {
    if (is_lone(alignment, &graph->facts[f])) {
      first[graph->facts[f].source + 1]++;
      first[graph->facts[f].target + 1]++;
      count += 2;
    }
  }
  for (uint32_t n = 0; n < alignment->base; n++) {
    first[n + 1] += first[n];
  }
  uint32_t *next = arena_alloc(alignment->arena, ((size_t)alignment->base + 1) * sizeof *next);
  memcpy(next, first, ((size_t)alignment->base + 1) * sizeof *next);
  alignment->lone = arena_alloc(alignment->arena, ((size_t)count + 1) * sizeof *alignment->lone);
  for (uint32_t f = 0; f < graph->fact_count; f++) {
    if (is_lone(alignment, &graph->facts[f])) {
      alignment->lone[next[graph->facts[f].source]++] = f;
      alignment->lone[next[graph->facts[f].target]++] = f;
    }
  }
  alignment->lone_first = first;
}

/* What the fact proves of its one end, the node, and which status that rests on; OUTCOME_OPEN if nothing. */
static enum outcome outcome_of_fact(const struct alignment *alignment, const struct graph_fact *fact, uint32_t node,
                                    const bool *met, uint32_t *number) {
  bool forward = fact->source == node;
  uint32_t other = forward ? fact->target : fact->source;
  enum relation relation = forward ? (enum relation)fact->relation : relation_inverse((enum relation)fact->relation);
  const struct status_claim *status = status_of(alignment, other, number);
  if (relation == REL_SUPPORTED_BY) {
    return met[other] ? OUTCOME_SUPPORTED : OUTCOME_OPEN;
  }
  bool counts = status != NULL && !status->disputed && status->says != 0 && stands_alone(alignment, fact);
  return counts ? outcome_of_pair(relation, status) : OUTCOME_OPEN;
}

void alignment_look_at_pairs(struct alignment *alignment, uint32_t node, const bool *met,
                             struct alignment_answer *answer) {
  list_lone(alignment);
  for (uint32_t i = alignment->lone_first[node]; i < alignment->lone_first[node + 1]; i++) {
    uint32_t f = alignment->lone[i];
    uint32_t number = NO_INDEX;
    enum outcome outcome = outcome_of_fact(alignment, &alignment->analysis->graph->facts[f], node, met, &number);
    if (outcome >= answer->outcome) {
      continue;
    }
    answer->outcome = outcome;
    answer->level = LEVEL_ALL;
    answer->by_cases = false;
    answer->statuses.n = answer->facts.n = answer->proof.n = 0;
    answer->scope = NO_INDEX;
    vec_push(alignment->arena, &answer->facts, f);
    if (number != NO_INDEX) {
      vec_push(alignment->arena, &answer->statuses, number);
    }
  }
}
