/* What an outcome rests on: the statuses, the facts and the proof. */
#include "analyse/alignment_parts.h"
#include "analyse/network/argument.h"
#include "analyse/network/cases.h"
#include "base/search.h"
#include "model/date.h"

#include <stdlib.h>

/* ---- statuses and facts, as they are met ---- */

/* The statuses of the nodes of these sets, each once, ascending. */
void alignment_gather(struct alignment *alignment, const struct node_set *const *sets, unsigned count) {
  alignment->gathered.n = 0;
  for (unsigned s = 0; s < count; s++) {
    for (uint32_t i = 0; i < sets[s]->list.n; i++) {
      uint32_t node = sets[s]->list.v[i];
      uint32_t status = node < alignment->base ? alignment->status_at[node] : NO_INDEX;
      if (status != NO_INDEX) {
        vec_push(alignment->arena, &alignment->gathered, status);
      }
    }
  }
  uint32_t kept = 0;
  if (alignment->gathered.n > 1) {
    qsort(alignment->gathered.v, alignment->gathered.n, sizeof *alignment->gathered.v, number_order);
  }
  for (uint32_t i = 0; i < alignment->gathered.n; i++) {
    if (kept == 0 || alignment->gathered.v[kept - 1] != alignment->gathered.v[i]) {
      alignment->gathered.v[kept++] = alignment->gathered.v[i];
    }
  }
  alignment->gathered.n = kept;
}

void alignment_gather_near(struct alignment *alignment, const struct walk *walk) {
  const struct node_set *const sets[] = {&walk->above, &walk->below, &walk->around, &walk->related};
  alignment_gather(alignment, sets, sizeof sets / sizeof *sets);
}

void alignment_add_status(struct alignment *alignment, struct alignment_answer *answer, uint32_t number) {
  for (uint32_t i = 0; i < answer->statuses.n; i++) {
    if (answer->statuses.v[i] == number) {
      return;
    }
  }
  vec_push(alignment->arena, &answer->statuses, number);
}

static void take_why(struct alignment *alignment, struct alignment_answer *answer, uint32_t why) {
  if (why_is_fact(why)) {
    vec_push(alignment->arena, &answer->facts, why);
  } else if (why_is_extra(why)) {
    uint32_t claim = why - WHY_EXTRA;
    if (claim >= alignment->first_status && claim - alignment->first_status < alignment->source_statuses) {
      alignment_add_status(alignment, answer, claim - alignment->first_status);
    } else if (claim < alignment->first_status) {
      const struct network_claim *kept = &alignment->claims.v[claim];
      for (uint32_t k = 0; k < kept->rest_count; k++) {
        vec_push(alignment->arena, &answer->facts, alignment->analysis->input.rests[kept->first_of_rests + k]);
      }
    }
  }
}

/* What an argument rests on: its lines, and what its demand comes from. */
static void take_lines(struct alignment *alignment, const question_lines *lines, const struct demand *demand,
                       struct alignment_answer *answer) {
  for (uint32_t i = 0; i < lines->n; i++) {
    if (lines->v[i].why != NO_INDEX && !why_is_conclusion(lines->v[i].why)) {
      take_why(alignment, answer, lines->v[i].why);
    }
  }
  if (demand->why != NO_INDEX) {
    take_why(alignment, answer, demand->why);
  }
}

/* What a conclusion by cases rests on. */
static void take_argument(struct alignment *alignment, struct align_network *net, const struct conclusion *conclusion,
                          struct alignment_answer *answer) {
  struct question question;
  question_lines lines = {0};
  question_init(&question, &net->network, alignment->arena);
  argue_conclusion(&question, conclusion, &lines);
  take_lines(alignment, &lines, &conclusion->demand, answer);
  question_drop(&question);
}

/* ---- the way to what is met ---- */

/* Which of two ways, each over one implemented control, is shown: an owner's before that of others, the organisation's own
 * last; then declared before implied, the fresher, the shorter. */
struct candidate {
  uint32_t status;
  steps way;          /* ends at what is met */
  uint32_t facts;     /* on the way; UINT32_MAX where there is a conclusion on it */
  unsigned authority; /* rank of the least of its facts */
};

/* UINT32_MAX where there is a conclusion among them. */
static uint32_t count_facts(const steps *proof) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < proof->n; i++) {
    if (why_is_conclusion(proof->v[i].why)) {
      return UINT32_MAX;
    }
    count += why_is_fact(proof->v[i].why);
  }
  return count;
}

static unsigned rank_of_authority(const struct alignment *alignment, const steps *proof) {
  static const unsigned ranks[] = {
      [AUTHORITY_OWNER] = 0, [AUTHORITY_UNSTATED] = 1, [AUTHORITY_THIRD_PARTY] = 1, [AUTHORITY_ORGANISATION] = 2};
  const struct graph *graph = alignment->analysis->graph;
  unsigned rank = 0;
  for (uint32_t i = 0; i < proof->n; i++) {
    if (why_is_fact(proof->v[i].why)) {
      unsigned own = ranks[graph->mappings.v[graph->facts[proof->v[i].why].mapping].declared->authority];
      rank = own > rank ? own : rank;
    }
  }
  return rank;
}

static bool is_better(const struct alignment *alignment, const struct candidate *a, const struct candidate *b) {
  if (a->authority != b->authority) {
    return a->authority < b->authority;
  }
  bool a_declared = a->facts <= 1;
  bool b_declared = b->facts <= 1;
  if (a_declared != b_declared) {
    return a_declared;
  }
  int fresher = date_compare(status_as_of(alignment, &alignment->statuses.v[a->status]),
                             status_as_of(alignment, &alignment->statuses.v[b->status]));
  if (fresher != 0) {
    return fresher > 0;
  }
  return a->facts != b->facts ? a->facts < b->facts : a->status < b->status;
}

/* Adds the steps from the control of the status to what is met, as the status says, and on into a scope within that one. False
 * where the status says no such thing in this network. */
static bool add_met_steps(const struct alignment *alignment, const struct network *network, uint32_t number,
                          uint32_t met, steps *way) {
  uint32_t node = alignment->statuses.v[number].node;
  uint32_t said = WHY_EXTRA + alignment->first_status + number;
  for (struct edges up = edges_of(&network->up, node); up.at < up.end; up.at++) {
    if (up.at->why != said) {
      continue;
    }
    struct step step = {.from = node, .to = up.at->to, .why = said, .kind = STEP_UP};
    vec_push(alignment->arena, way, step);
    if (up.at->to == met) {
      return true;
    }
    for (struct edges on = edges_of(&network->up, up.at->to); on.at < on.end; on.at++) {
      if (on.at->to == met && why_is_extra(on.at->why)) {
        struct step into = {.from = up.at->to, .to = met, .why = on.at->why, .kind = STEP_UP};
        vec_push(alignment->arena, way, into);
        return true;
      }
    }
  }
  return false;
}

/* The best way from the node over one implemented control that holds it, resting on conclusions before `limit` only; false where
 * several such controls are needed. */
static bool choose_way(const struct alignment *alignment, struct prover *prover, uint32_t node, uint32_t met,
                       uint32_t limit, struct candidate *best) {
  *best = (struct candidate){.status = NO_INDEX};
  search_up(&prover->here, node, limit, NO_INDEX);
  const struct search_floor *up = &prover->here.floors[FLOOR_UP];
  for (uint32_t i = 0; i < up->found.n; i++) {
    uint32_t holder = up->found.v[i];
    struct candidate one = {.status = holder < alignment->base ? alignment->status_at[holder] : NO_INDEX};
    if (one.status == NO_INDEX || alignment->statuses.v[one.status].says != SAYS_IN) {
      continue;
    }
    search_path(&prover->here, FLOOR_UP, holder, alignment->arena, &one.way);
    if (add_met_steps(alignment, prover->network, one.status, met, &one.way)) {
      one.facts = count_facts(&one.way);
      one.authority = rank_of_authority(alignment, &one.way);
      *best = best->status == NO_INDEX || is_better(alignment, &one, best) ? one : *best;
    }
  }
  return best->status != NO_INDEX;
}

bool alignment_find_way(const struct alignment *alignment, struct prover *prover, uint32_t node, uint32_t to,
                        uint32_t limit, steps *way) {
  struct candidate best;
  if (to >= alignment->base && choose_way(alignment, prover, node, to, limit, &best)) {
    *way = best.way;
    return true;
  }
  return prove_in(prover, node, to, limit, way);
}

/* The steps, and what conclusions about unions rest on. */
void alignment_take_steps(struct alignment *alignment, struct align_network *net, const steps *proof,
                          struct alignment_answer *answer) {
  for (uint32_t i = 0; i < proof->n; i++) {
    uint32_t why = proof->v[i].why;
    if (!why_is_conclusion(why)) {
      take_why(alignment, answer, why);
      continue;
    }
    const struct conclusion *conclusion = &net->network.conclusions.v[why - WHY_CONCLUSION];
    if (conclusion->unionised == NO_INDEX) {
      take_argument(alignment, net, conclusion, answer);
      continue;
    }
    const struct network_union *group = &net->input.unions[conclusion->unionised];
    for (uint32_t m = 0; m < group->count; m++) {
      steps part = {0};
      uint32_t member = net->input.members[group->first + m];
      if (!conclusion->apart &&
          alignment_find_way(alignment, &net->prover, member, conclusion->other, conclusion->rests_on, &part)) {
        alignment_take_steps(alignment, net, &part, answer);
      }
    }
  }
}

/* ---- all of it is met ---- */

void alignment_explain_met(struct alignment *alignment, struct align_network *net, uint32_t node,
                           struct alignment_answer *answer) {
  struct candidate best;
  uint32_t met = alignment->base + answer->scope;
  answer->ground = GROUND_JOINTLY;
  if (choose_way(alignment, &net->prover, node, met, NO_INDEX, &best)) {
    answer->proof = best.way;
    answer->ground = best.facts == UINT32_MAX ? GROUND_JOINTLY : GROUND_PROOF;
  } else {
    prove_in(&net->prover, node, met, NO_INDEX, &answer->proof);
  }
  alignment_take_steps(alignment, net, &answer->proof, answer);
  fact_list_sort(&answer->facts);
}

/* ---- less is known ---- */

/* Statuses that say something of the node itself: what holds it, what it holds, what it overlaps or corresponds to. */
static bool bears_on(const struct align_network *net, const struct status_claim *status, enum outcome outcome) {
  const struct walk *walk = &net->walk;
  switch (outcome) {
    case OUTCOME_PARTIAL:
    case OUTCOME_CONTRIBUTES:
      return (status->says & (SAYS_IN | SAYS_OVERLAPS)) != 0 && node_set_has(&walk->around, status->node) &&
             (status->says == SAYS_IN || node_set_has(&walk->below, status->node));
    case OUTCOME_NOT_FULLY:
      return (status->says & SAYS_NOT_IN) != 0 && node_set_has(&walk->below, status->node);
    case OUTCOME_CORRESPONDS:
      return status->says == SAYS_IN && node_set_has(&walk->related, status->node);
    default:
      return node_set_has(&walk->above, status->node) || node_set_has(&walk->around, status->node) ||
             node_set_has(&walk->related, status->node);
  }
}

/* The members of a union that is met and near the node as a whole, while none of its members is. */
static void list_members(struct alignment *alignment, const struct network_union *group, const uint32_t *members,
                         const struct node_set *near, struct alignment_answer *answer) {
  for (uint32_t m = 0; m < group->count; m++) {
    if (node_set_has(near, members[m])) {
      return;
    }
  }
  for (uint32_t m = 0; m < group->count; m++) {
    uint32_t number = alignment->status_at[members[m]];
    const struct status_claim *status = number != NO_INDEX ? &alignment->statuses.v[number] : NULL;
    bool counts = status != NULL && status->says == SAYS_IN && !status->disputed &&
                  alignment_reaches(alignment, status, answer->scope);
    if (counts) {
      alignment_add_status(alignment, answer, number);
    }
  }
}

/* What is met member by member, and overlaps or corresponds to the node as a whole, is told by its members. */
static void list_unions(struct alignment *alignment, const struct align_network *net, const struct node_set *near,
                        struct alignment_answer *answer) {
  const struct network_input *input = &net->input;
  for (uint32_t i = 0; i < near->list.n && alignment->met_at != NULL; i++) {
    uint32_t node = near->list.v[i];
    uint32_t number = node < alignment->base && alignment->met_at[node] ? input->union_of[node] : NO_INDEX;
    if (number != NO_INDEX) {
      const struct network_union *group = &input->unions[number];
      list_members(alignment, group, input->members + group->first, near, answer);
    }
  }
}

void alignment_list_bearing(struct alignment *alignment, struct align_network *net, struct alignment_answer *answer) {
  alignment_gather_near(alignment, &net->walk);
  for (uint32_t g = 0; g < alignment->gathered.n; g++) {
    uint32_t i = alignment->gathered.v[g];
    const struct status_claim *status = &alignment->statuses.v[i];
    bool scoped = answer->scope == NO_INDEX ||
                  (answer->outcome == OUTCOME_NOT_FULLY ? alignment_reaches_out(alignment, status, answer->scope)
                                                        : alignment_reaches(alignment, status, answer->scope));
    if (scoped && !status->disputed && bears_on(net, status, answer->outcome)) {
      alignment_add_status(alignment, answer, i);
    }
  }
  if (answer->outcome == OUTCOME_CORRESPONDS) {
    list_unions(alignment, net, &net->walk.related, answer);
  } else if (answer->outcome == OUTCOME_CONTRIBUTES) {
    list_unions(alignment, net, &net->walk.around, answer);
  }
}

void alignment_explain_rest(struct alignment *alignment, struct align_network *net, uint32_t node,
                            struct alignment_answer *answer) {
  uint32_t met = alignment->base + answer->scope;
  bool found = false;
  if (answer->outcome == OUTCOME_CORRESPONDS) {
    found = prove_related(&net->prover, node, met, NO_INDEX, &answer->proof);
    answer->ground = GROUND_CORRESPONDS;
  } else if (answer->outcome != OUTCOME_NOT_FULLY) {
    found = prove_overlap(&net->prover, node, met, NO_INDEX, &answer->proof);
    bool overlap = false;
    for (uint32_t i = 0; i < answer->proof.n; i++) {
      const struct step *step = &answer->proof.v[i];
      overlap = overlap || (step->kind == STEP_OVERLAP && step->to < alignment->base && step->from < alignment->base);
    }
    answer->ground = overlap ? GROUND_OVERLAP : GROUND_HOLDS;
  } else {
    answer->ground = GROUND_HOLDS;
  }
  if (found) {
    alignment_take_steps(alignment, net, &answer->proof, answer);
  }
  alignment_list_bearing(alignment, net, answer);
  fact_list_sort(&answer->facts);
}

/* If all of the node were met, something that is asked for could not be. */
void alignment_explain_unmet(struct alignment *alignment, struct align_network *net, uint32_t node,
                             struct alignment_answer *answer) {
  uint32_t met = alignment->base + answer->scope;
  struct impossible impossible = {
      .inside = NO_INDEX, .supposed = {{.low = node, .high = met}}, .supposed_count = 1, .facts_only = true};
  question_lines lines = {0};
  bool forced = (net->forced[(size_t)node * alignment->scopes.n + answer->scope] & FORCED_NOT_IN) != 0;
  if (!forced || !not_in_by_cases(&net->question, node, met, &impossible.demand)) {
    return;
  }
  argue_impossible(&net->question, &impossible, &lines);
  take_lines(alignment, &lines, &impossible.demand, answer);
  for (uint32_t i = 0; i < answer->statuses.n; i++) {
    if ((alignment->statuses.v[answer->statuses.v[i]].says & SAYS_NOT_IN) != 0) {
      vec_push(alignment->arena, &answer->lacking, answer->statuses.v[i]);
    }
  }
}

void alignment_put_in_order(struct alignment_answer *answer) {
  if (answer->statuses.n > 0) {
    qsort(answer->statuses.v, answer->statuses.n, sizeof *answer->statuses.v, number_order);
  }
  if (answer->lacking.n > 0) {
    qsort(answer->lacking.v, answer->lacking.n, sizeof *answer->lacking.v, number_order);
  }
}
