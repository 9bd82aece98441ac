/* Why an outcome is no better: what is not met in the control, what is missing of a union that would hold it, what is planned,
 * disputed or left out. */
#include "analyse/alignment_parts.h"

/* What is in the node and is not met, with the way to it. */
void alignment_list_lacking(struct alignment *alignment, struct align_network *net, uint32_t node,
                            struct alignment_answer *answer) {
  const struct node_set *const below[] = {&net->walk.below};
  alignment_gather(alignment, below, 1);
  for (uint32_t g = 0; g < alignment->gathered.n; g++) {
    uint32_t i = alignment->gathered.v[g];
    const struct status_claim *status = &alignment->statuses.v[i];
    bool unmet = (status->says & SAYS_NOT_IN) != 0 && !status->disputed;
    if (!unmet || !alignment_reaches_out(alignment, status, answer->scope) ||
        !node_set_has(&net->walk.below, status->node)) {
      continue;
    }
    vec_push(alignment->arena, &answer->lacking, i);
    steps way = {0};
    if (prove_in(&net->prover, status->node, node, NO_INDEX, &way)) {
      alignment_take_steps(alignment, net, &way, answer);
      if (answer->outcome == OUTCOME_NOT_FULLY && answer->proof.n == 0) {
        answer->proof = way;
      }
    }
    alignment_add_status(alignment, answer, i);
  }
  if (answer->lacking.n == 0) {
    alignment_explain_unmet(alignment, net, node, answer);
  }
  fact_list_sort(&answer->facts);
}

/* What is proved to be met in some scope: all that an M holds. */
const bool *alignment_met(struct alignment *alignment) {
  struct align_network *net = alignment_network(alignment, LEVEL_ALL);
  if (alignment->met_at == NULL) {
    alignment->met_at = arena_zalloc(alignment->arena, (size_t)net->input.nodes + 1);
    for (uint32_t s = 0; s < alignment->scopes.n; s++) {
      walk_from(&net->walk, alignment->base + s);
      for (uint32_t i = 0; i < net->walk.below.list.n; i++) {
        alignment->met_at[net->walk.below.list.v[i]] = true;
      }
    }
  }
  return alignment->met_at;
}

/* Members of a union that holds the node, where some are met and these are not known to be: the smallest such lack. A union
 * that holds the node by one member alone, as any heading above it does, says nothing: the others are not asked for. */
void alignment_list_missing(struct alignment *alignment, struct align_network *net, uint32_t node, const bool *met,
                            struct alignment_answer *answer) {
  enum { MOST_MEMBERS = 64 };
  const struct network_input *input = &net->input;
  uint32_t fewest = UINT32_MAX;
  for (uint32_t h = 0; h < net->walk.above.list.n; h++) {
    uint32_t holder = net->walk.above.list.v[h];
    uint32_t number = holder < alignment->base ? input->union_of[holder] : NO_INDEX;
    if (number == NO_INDEX || input->unions[number].count > MOST_MEMBERS) {
      continue;
    }
    const uint32_t *members = input->members + input->unions[number].first;
    uint32_t count = input->unions[number].count;
    uint32_t missing = 0;
    bool by_one = false;
    for (uint32_t m = 0; m < count; m++) {
      missing += !met[members[m]];
      by_one = by_one || members[m] == node || node_set_has(&net->walk.above, members[m]);
    }
    if (!by_one && missing > 0 && missing < count && missing < fewest) {
      fewest = missing;
      answer->missing.n = 0;
      for (uint32_t m = 0; m < count; m++) {
        if (!met[members[m]]) {
          vec_push(alignment->arena, &answer->missing, members[m]);
        }
      }
    }
  }
}

static void note_status(const struct status_claim *status, struct alignment_answer *answer) {
  answer->touches_disputed = answer->touches_disputed || status->disputed;
  answer->touches_excluded = answer->touches_excluded || assessed_is_excluded(status->assessed);
}

/* What keeps the outcome from being better, and can be said: of statuses nearby, of those that pairs name, and of members of a
 * union that are missing. */
void alignment_note_reasons(struct alignment *alignment, struct align_network *net, uint32_t node,
                            struct alignment_answer *answer) {
  alignment_gather_near(alignment, &net->walk);
  for (uint32_t g = 0; g < alignment->gathered.n; g++) {
    const struct status_claim *status = &alignment->statuses.v[alignment->gathered.v[g]];
    bool above = node_set_has(&net->walk.above, status->node);
    note_status(status, answer);
    answer->planned = answer->planned || (above && status->assessed->status == IMPLEMENTATION_PLANNED);
  }
  alignment_gather_pairs(alignment, node);
  for (uint32_t g = 0; g < alignment->gathered.n; g++) {
    note_status(&alignment->statuses.v[alignment->gathered.v[g]], answer);
  }
  for (uint32_t i = 0; i < answer->missing.n; i++) {
    uint32_t number = alignment->status_at[answer->missing.v[i]];
    if (number != NO_INDEX) {
      note_status(&alignment->statuses.v[number], answer);
    }
  }
}
