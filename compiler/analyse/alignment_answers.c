/* What follows for a control of the target: the outcome alone, or with all that is to be said of it. */
#include "analyse/alignment_parts.h"

/* The first level at which the outcome is this one: the less reading of others it rests on, the better. */
static struct align_network *lowest_network(struct alignment *alignment, uint32_t node, struct best_outcome *best,
                                            enum review_level *lowest) {
  for (enum review_level level = LEVEL_REVIEWED; level < LEVEL_ALL && best->scope != NO_INDEX; level++) {
    struct align_network *net = alignment_network(alignment, level);
    struct best_outcome here = alignment_best(alignment, net, node);
    if (here.outcome == best->outcome) {
      *best = here;
      *lowest = level;
      return net;
    }
  }
  *lowest = LEVEL_ALL;
  return alignment_network(alignment, LEVEL_ALL);
}

/* Of an outcome that a fact proves for its own two ends. */
static enum ground ground_of_pair(enum outcome outcome) {
  switch (outcome) {
    case OUTCOME_IMPLEMENTED:
      return GROUND_PROOF;
    case OUTCOME_CORRESPONDS:
      return GROUND_CORRESPONDS;
    case OUTCOME_CONTRIBUTES:
      return GROUND_OVERLAP;
    case OUTCOME_SUPPORTED:
      return GROUND_SUPPORT;
    case OUTCOME_OPEN:
      return GROUND_NONE;
    default:
      return GROUND_HOLDS;
  }
}

static void explain(struct alignment *alignment, struct align_network *net, uint32_t node, bool by_cases,
                    struct alignment_answer *answer) {
  if (answer->outcome == OUTCOME_IMPLEMENTED) {
    alignment_explain_met(alignment, net, node, by_cases, answer);
  } else {
    alignment_explain_rest(alignment, net, node, answer);
    alignment_list_lacking(alignment, net, node, answer);
  }
}

/* Nothing is better than "implemented", and no fact of its own makes good what is disputed. */
static bool may_be_better(enum outcome outcome) {
  return outcome > OUTCOME_DISPUTED;
}

enum outcome alignment_outcome(struct alignment *alignment, uint32_t node) {
  if (alignment->disputed_at[node]) {
    return OUTCOME_DISPUTED;
  }
  const bool *met = alignment_met(alignment);
  struct best_outcome best = alignment_best(alignment, alignment_network(alignment, LEVEL_ALL), node);
  struct alignment_answer answer = {.outcome = best.outcome, .scope = best.scope};
  if (may_be_better(answer.outcome)) {
    alignment_look_at_pairs(alignment, node, met, &answer);
  }
  return answer.outcome;
}

void alignment_answer(struct alignment *alignment, uint32_t node, struct alignment_answer *answer) {
  struct align_network *all = alignment_network(alignment, LEVEL_ALL);
  const bool *met = alignment_met(alignment); /* before the walk from the node, since it walks itself */
  struct best_outcome best = alignment_best(alignment, all, node);
  *answer = (struct alignment_answer){.outcome = best.outcome, .ground = GROUND_NONE};
  struct align_network *lowest = lowest_network(alignment, node, &best, &answer->level);
  answer->scope = best.scope;
  if (best.scope != NO_INDEX) {
    explain(alignment, lowest, node, best.by_cases, answer);
  }
  if (may_be_better(answer->outcome)) {
    alignment_look_at_pairs(alignment, node, met, answer);
  }
  if (answer->scope == NO_INDEX) {
    answer->ground = ground_of_pair(answer->outcome);
  }
  alignment_note_reasons(alignment, all, answer);
  if (answer->outcome == OUTCOME_OPEN) {
    alignment_list_bearing(alignment, all, answer);
  }
  if (answer->outcome != OUTCOME_IMPLEMENTED) {
    alignment_list_missing(alignment, all, node, met, answer);
  }
  if (alignment->disputed_at[node]) {
    alignment_tell_disputed(alignment, node, answer);
  }
}
