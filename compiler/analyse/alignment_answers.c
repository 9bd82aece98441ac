/* What follows for a control of the target: the outcome alone, or with all that is to be said of it. */
#include "analyse/alignment_parts.h"

/* The first level at which the outcome is this one: the less reading of others it rests on, the better. Where it is less than
 * implemented every control that bears on it is shown, whoever says so. */
static struct align_network *lowest_network(struct alignment *alignment, uint32_t node, struct best_outcome *best,
                                            enum review_level *lowest) {
  enum review_level first = best->outcome == OUTCOME_IMPLEMENTED ? LEVEL_OWNER : LEVEL_REVIEWED;
  for (enum review_level level = first; level < LEVEL_ALL && best->scope != NO_INDEX; level++) {
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

/* What the outcome rests on: walks and demands, and facts that count for their own two ends only where these have a part in it. */
static void explain(struct alignment *alignment, struct align_network *net, uint32_t node,
                    const struct best_outcome *best, struct alignment_answer *answer) {
  if (answer->outcome != OUTCOME_IMPLEMENTED) {
    alignment_explain_rest(alignment, net, node, answer);
    alignment_list_lacking(alignment, net, node, answer);
  } else if (!best->by_pairs) {
    alignment_explain_met(alignment, net, node, answer);
  }
  if (best->by_pairs) {
    alignment_explain_pairs(alignment, node, answer);
  }
}

enum outcome alignment_outcome(struct alignment *alignment, uint32_t node) {
  if (alignment_is_disputed(alignment, node)) {
    return OUTCOME_DISPUTED;
  }
  const bool *met = alignment_met(alignment);
  struct best_outcome best = alignment_best(alignment, alignment_network(alignment, LEVEL_ALL), node);
  bool supported = best.outcome == OUTCOME_OPEN && alignment_find_support(alignment, LEVEL_ALL, node, met) != NO_INDEX;
  return supported ? OUTCOME_SUPPORTED : best.outcome;
}

void alignment_answer(struct alignment *alignment, uint32_t node, struct alignment_answer *answer) {
  struct align_network *all = alignment_network(alignment, LEVEL_ALL);
  const bool *met = alignment_met(alignment); /* before the walk from the node, since it walks itself */
  struct best_outcome best = alignment_best(alignment, all, node);
  *answer = (struct alignment_answer){.outcome = best.outcome, .ground = GROUND_NONE};
  struct align_network *lowest = lowest_network(alignment, node, &best, &answer->level);
  answer->scope = best.scope;
  if (best.scope != NO_INDEX) {
    explain(alignment, lowest, node, &best, answer);
    alignment_list_unmet(alignment, all, node, answer);
  }
  if (answer->outcome == OUTCOME_OPEN) {
    alignment_explain_support(alignment, node, met, answer);
  }
  if (answer->outcome != OUTCOME_IMPLEMENTED) {
    alignment_list_missing(alignment, all, node, met, answer);
    answer->met_together = alignment_is_met_together(alignment, node);
  }
  alignment_note_reasons(alignment, all, node, answer);
  if (answer->outcome == OUTCOME_OPEN) {
    alignment_list_bearing(alignment, all, answer);
  }
  if (alignment_is_disputed(alignment, node)) {
    alignment_tell_disputed(alignment, node, answer);
  }
  alignment_put_in_order(answer);
}
