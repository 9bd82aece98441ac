/* What facts prove that count for their own two ends only: those of a mapping that does not chain, and support.
 *
 * Each of the former makes a small world of its own: the fact, and the status of the control that it names. What these prove
 * of the node is put beside what the network proves. */
#include "analyse/alignment_parts.h"

/* What the relation, read from the node to a control, proves of the node where the control is in M, overlaps it, or is not
 * in it. */
static struct proved prove_pair(enum relation relation, unsigned says) {
  bool whole = (says & SAYS_IN) != 0;
  bool something = whole || (says & SAYS_OVERLAPS) != 0;
  bool not_all = (says & SAYS_NOT_IN) != 0;
  switch (relation) {
    case REL_EQUAL:
    case REL_EQUIVALENT:
      return (struct proved){.in = whole, .overlaps = something, .not_in = not_all};
    case REL_SUBSET:
      return (struct proved){.in = whole, .overlaps = whole};
    case REL_SUPERSET:
      return (struct proved){.overlaps = something, .not_in = not_all};
    case REL_INTERSECTS:
      return (struct proved){.overlaps = whole};
    case REL_RELATED:
      return (struct proved){.related = whole};
    default:
      return (struct proved){.in = false};
  }
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

static uint32_t other_end(const struct graph_fact *fact, uint32_t node) {
  return fact->source == node ? fact->target : fact->source;
}

static enum relation read_from(const struct graph_fact *fact, uint32_t node) {
  enum relation relation = (enum relation)fact->relation;
  return fact->source == node ? relation : relation_inverse(relation);
}

/* What the fact proves of its one end, the node, in the scope: what is met goes to what lies within the scope of its status,
 * what is not met to what that lies in. */
static struct proved prove_fact(const struct alignment *alignment, const struct graph_fact *fact, uint32_t node,
                                uint32_t scope) {
  uint32_t number = alignment->status_at[other_end(fact, node)];
  if (number == NO_INDEX || alignment->statuses.v[number].disputed || !stands_alone(alignment, fact)) {
    return (struct proved){.in = false};
  }
  const struct status_claim *status = &alignment->statuses.v[number];
  bool within = alignment_reaches(alignment, status, scope);
  bool around = alignment_reaches_out(alignment, status, scope);
  struct proved proved = prove_pair(read_from(fact, node), status->says);
  return (struct proved){.in = proved.in && within,
                         .overlaps = proved.overlaps && within,
                         .related = proved.related && within,
                         .not_in = proved.not_in && around};
}

struct proved alignment_prove_pairs(struct alignment *alignment, enum review_level level, uint32_t node,
                                    uint32_t scope) {
  const struct graph *graph = alignment->analysis->graph;
  struct proved all = {.in = false};
  list_lone(alignment);
  for (uint32_t i = alignment->lone_first[node]; i < alignment->lone_first[node + 1]; i++) {
    const struct graph_fact *fact = &graph->facts[alignment->lone[i]];
    if (alignment_passes(graph, fact, level)) {
      struct proved one = prove_fact(alignment, fact, node, scope);
      proved_add(&all, &one);
    }
  }
  return all;
}

/* Whether what the fact proves has a part in the outcome. */
static bool takes_part(const struct proved *proved, enum outcome outcome) {
  switch (outcome) {
    case OUTCOME_IMPLEMENTED:
      return proved->in;
    case OUTCOME_DISPUTED:
      return proved->in || proved->not_in;
    case OUTCOME_PARTIAL:
      return proved->overlaps || proved->not_in;
    case OUTCOME_NOT_FULLY:
      return proved->not_in;
    case OUTCOME_CONTRIBUTES:
      return proved->overlaps;
    case OUTCOME_CORRESPONDS:
      return proved->related;
    default:
      return false;
  }
}

static enum ground ground_of_pairs(enum outcome outcome) {
  switch (outcome) {
    case OUTCOME_IMPLEMENTED:
      return GROUND_PROOF;
    case OUTCOME_DISPUTED:
      return GROUND_NONE;
    case OUTCOME_CONTRIBUTES:
      return GROUND_OVERLAP;
    case OUTCOME_CORRESPONDS:
      return GROUND_CORRESPONDS;
    default:
      return GROUND_HOLDS;
  }
}

void alignment_explain_pairs(struct alignment *alignment, uint32_t node, struct alignment_answer *answer) {
  const struct graph *graph = alignment->analysis->graph;
  for (uint32_t i = alignment->lone_first[node]; i < alignment->lone_first[node + 1]; i++) {
    const struct graph_fact *fact = &graph->facts[alignment->lone[i]];
    struct proved proved = prove_fact(alignment, fact, node, answer->scope);
    if (!alignment_passes(graph, fact, answer->level) || !takes_part(&proved, answer->outcome)) {
      continue;
    }
    uint32_t status = alignment->status_at[other_end(fact, node)];
    vec_push(alignment->arena, &answer->facts, alignment->lone[i]);
    alignment_add_status(alignment, answer, status);
    if (proved.not_in) {
      vec_push(alignment->arena, &answer->lacking, status);
    }
    if (answer->outcome == OUTCOME_IMPLEMENTED) {
      break; /* one is enough */
    }
  }
  fact_list_sort(&answer->facts);
  if (answer->proof.n == 0 || answer->outcome == OUTCOME_DISPUTED) {
    answer->ground = ground_of_pairs(answer->outcome);
  }
}

void alignment_gather_pairs(struct alignment *alignment, uint32_t node) {
  list_lone(alignment);
  alignment->gathered.n = 0;
  for (uint32_t i = alignment->lone_first[node]; i < alignment->lone_first[node + 1]; i++) {
    const struct graph_fact *fact = &alignment->analysis->graph->facts[alignment->lone[i]];
    uint32_t status = alignment->status_at[other_end(fact, node)];
    bool speaks = read_from(fact, node) == REL_SUPPORTED_BY || stands_alone(alignment, fact);
    if (status != NO_INDEX && speaks) {
      vec_push(alignment->arena, &alignment->gathered, status);
    }
  }
}

uint32_t alignment_find_support(struct alignment *alignment, enum review_level level, uint32_t node, const bool *met) {
  const struct graph *graph = alignment->analysis->graph;
  list_lone(alignment);
  for (uint32_t i = alignment->lone_first[node]; i < alignment->lone_first[node + 1]; i++) {
    const struct graph_fact *fact = &graph->facts[alignment->lone[i]];
    if (read_from(fact, node) == REL_SUPPORTED_BY && met[other_end(fact, node)] &&
        alignment_passes(graph, fact, level)) {
      return alignment->lone[i];
    }
  }
  return NO_INDEX;
}

/* By what the supporting control is met: its status, or what holds it. */
static void explain_supporter(struct alignment *alignment, uint32_t supporter, struct alignment_answer *answer) {
  struct align_network *all = alignment_network(alignment, LEVEL_ALL);
  steps proof = {0};
  for (uint32_t s = 0; s < alignment->scopes.n && proof.n == 0; s++) {
    if (alignment_find_way(alignment, &all->prover, supporter, alignment->base + s, NO_INDEX, &proof)) {
      alignment_take_steps(alignment, all, &proof, answer);
    }
  }
}

void alignment_explain_support(struct alignment *alignment, uint32_t node, const bool *met,
                               struct alignment_answer *answer) {
  for (enum review_level level = LEVEL_OWNER; level < REVIEW_LEVELS; level++) {
    uint32_t support = alignment_find_support(alignment, level, node, met);
    if (support != NO_INDEX) {
      answer->outcome = OUTCOME_SUPPORTED;
      answer->ground = GROUND_SUPPORT;
      answer->level = level;
      vec_push(alignment->arena, &answer->facts, support);
      explain_supporter(alignment, other_end(&alignment->analysis->graph->facts[support], node), answer);
      fact_list_sort(&answer->facts);
      return;
    }
  }
}
