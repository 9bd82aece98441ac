/* What follows for a control of the target, and what it rests on. */
#include "analyse/alignment.h"
#include "analyse/network/breaks.h"
#include "analyse/network/cases.h"
#include "model/date.h"

#include <stdlib.h>

/* ---- networks, made when they are first asked ---- */

/* One more witness that has to exist: whatever it must be in shares it. */
static void force(struct align_network *net, const struct alignment *alignment, const uint32_t *nodes, uint32_t count,
                  uint32_t denied) {
  struct question *question = &net->question;
  question_open(question, nodes, count, false);
  if (!question->has_choices) {
    return; /* walking finds all of it */
  }
  if (denied != NO_INDEX) {
    question_deny(question, denied);
  }
  signed char *forced = arena_zalloc(alignment->arena, (size_t)question->nodes.n + 1);
  if (question_refuted(question, NULL, forced)) {
    return; /* a demand that is broken was never settled: it proves nothing */
  }
  for (uint32_t s = 0; s < alignment->scopes.n; s++) {
    uint32_t number = question_number(question, alignment->base + s);
    bool inside = number != NO_INDEX && forced[number] > 0;
    bool outside = (number != NO_INDEX && forced[number] < 0) || denied == alignment->base + s;
    for (uint32_t i = 0; i < question->nodes.n && (inside || outside); i++) {
      if (forced[i] > 0) {
        net->forced[(size_t)question->nodes.v[i] * alignment->scopes.n + s] |=
            (signed char)(inside ? FORCED_OVERLAP : FORCED_NOT_IN);
      }
    }
  }
}

static bool has_open_unions(const struct network_input *input) {
  return input->union_count > 0;
}

/* What follows from all demands where unions are left open. Each status is a demand of its own. */
static void force_all(struct alignment *alignment, struct align_network *net) {
  const struct network *network = &net->network;
  size_t cells = (size_t)net->input.nodes * alignment->scopes.n + 1;
  net->forced = arena_zalloc(alignment->arena, cells);
  if (!has_open_unions(&net->input)) {
    return;
  }
  for (uint32_t n = 0; n < net->input.nodes; n++) {
    if (n < alignment->base) {
      force(net, alignment, &n, 1, NO_INDEX);
    }
    for (uint32_t e = network->overlaps.first[n]; e < network->overlaps.first[n + 1]; e++) {
      const uint32_t both[2] = {n, network->overlaps.edges[e].to};
      if (both[0] < both[1]) {
        force(net, alignment, both, 2, NO_INDEX);
      }
    }
    for (uint32_t e = network->not_in.first[n]; e < network->not_in.first[n + 1]; e++) {
      force(net, alignment, &n, 1, network->not_in.edges[e].to);
    }
  }
}

static struct align_network *network_of(struct alignment *alignment, enum review_level level) {
  struct align_network *net = &alignment->levels[level];
  if (net->network.input == NULL) {
    align_network_build(alignment, level, net);
    force_all(alignment, net);
  }
  return net;
}

/* ---- what is proved of one control ---- */

struct proved {
  bool in;
  bool not_in;
  bool overlaps;
  bool related;
  bool by_cases; /* `in`, and no walk shows it */
};

static bool in_by_cases(struct align_network *net, uint32_t node, uint32_t met) {
  question_open(&net->question, &node, 1, false);
  if (!net->question.has_choices) {
    return false;
  }
  question_deny(&net->question, met);
  return question_refuted(&net->question, NULL, NULL);
}

/* After a walk from the node. */
static struct proved prove(struct alignment *alignment, struct align_network *net, uint32_t node, uint32_t scope) {
  uint32_t met = alignment->base + scope;
  signed char forced = net->forced[(size_t)node * alignment->scopes.n + scope];
  struct proved proved = {
      .in = node_set_has(&net->walk.above, met),
      .overlaps = node_set_has(&net->walk.around, met) || (forced & FORCED_OVERLAP) != 0,
      .not_in = node_set_has(&net->walk.lacks, met) || (forced & FORCED_NOT_IN) != 0,
      .related = node_set_has(&net->walk.related, met),
  };
  if (!proved.in) {
    proved.in = proved.by_cases = in_by_cases(net, node, met);
  }
  proved.overlaps = proved.overlaps || proved.in;
  return proved;
}

static enum outcome outcome_of(const struct proved *proved) {
  if (proved->in) {
    return proved->not_in ? OUTCOME_DISPUTED : OUTCOME_IMPLEMENTED;
  }
  if (proved->not_in) {
    return proved->overlaps ? OUTCOME_PARTIAL : OUTCOME_NOT_FULLY;
  }
  return proved->overlaps ? OUTCOME_CONTRIBUTES : proved->related ? OUTCOME_CORRESPONDS : OUTCOME_OPEN;
}

static void walk_all(struct align_network *net, uint32_t node) {
  walk_from(&net->walk, node);
  walk_differences(&net->walk);
  walk_related(&net->walk);
}

/* The best that is proved in any scope, and in which. */
static enum outcome best_outcome(struct alignment *alignment, struct align_network *net, uint32_t node, uint32_t *scope,
                                 struct proved *proved) {
  enum outcome best = OUTCOME_OPEN;
  *scope = NO_INDEX;
  walk_all(net, node);
  for (uint32_t s = 0; s < alignment->scopes.n; s++) {
    struct proved here = prove(alignment, net, node, s);
    enum outcome outcome = outcome_of(&here);
    if (outcome < best) {
      best = outcome;
      *scope = s;
      *proved = here;
    }
  }
  return best;
}

/* ---- facts that count for their own pair only ---- */

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

/* Of a mapping that does not chain, and of support, each fact speaks for its own two ends. */
static void look_at_pairs(struct alignment *alignment, uint32_t node, struct alignment_answer *answer) {
  const struct graph *graph = alignment->analysis->graph;
  struct align_network *all = network_of(alignment, LEVEL_ALL);
  list_lone(alignment);
  for (uint32_t i = alignment->lone_first[node]; i < alignment->lone_first[node + 1]; i++) {
    uint32_t f = alignment->lone[i];
    const struct graph_fact *fact = &graph->facts[f];
    bool forward = fact->source == node;
    uint32_t other = forward ? fact->target : fact->source;
    enum relation relation = forward ? (enum relation)fact->relation : relation_inverse((enum relation)fact->relation);
    enum outcome outcome = OUTCOME_OPEN;
    uint32_t number = NO_INDEX;
    const struct status_claim *status = status_of(alignment, other, &number);
    if (relation == REL_SUPPORTED_BY) {
      for (uint32_t s = 0; s < alignment->scopes.n && outcome == OUTCOME_OPEN; s++) {
        walk_from(&all->walk, other);
        outcome = node_set_has(&all->walk.above, alignment->base + s) ? OUTCOME_SUPPORTED : OUTCOME_OPEN;
      }
    } else if (status != NULL && !status->disputed && status->says != 0 && stands_alone(alignment, fact)) {
      outcome = outcome_of_pair(relation, status);
    }
    if (outcome < answer->outcome) {
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
}

/* ---- what it rests on ---- */

static int by_number(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a;
  uint32_t y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

/* The statuses of the nodes of these sets, each once, ascending. */
static void gather(struct alignment *alignment, const struct node_set *const *sets, unsigned count) {
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
    qsort(alignment->gathered.v, alignment->gathered.n, sizeof *alignment->gathered.v, by_number);
  }
  for (uint32_t i = 0; i < alignment->gathered.n; i++) {
    if (kept == 0 || alignment->gathered.v[kept - 1] != alignment->gathered.v[i]) {
      alignment->gathered.v[kept++] = alignment->gathered.v[i];
    }
  }
  alignment->gathered.n = kept;
}

static void gather_near(struct alignment *alignment, const struct walk *walk) {
  const struct node_set *const sets[] = {&walk->above, &walk->below, &walk->around, &walk->related};
  gather(alignment, sets, sizeof sets / sizeof *sets);
}

static void add_status(struct alignment *alignment, struct alignment_answer *answer, uint32_t number) {
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
      add_status(alignment, answer, claim - alignment->first_status);
    } else if (claim < alignment->first_status) {
      const struct network_claim *kept = &alignment->claims.v[claim];
      for (uint32_t k = 0; k < kept->rest_count; k++) {
        vec_push(alignment->arena, &answer->facts, alignment->analysis->input.rests[kept->first_of_rests + k]);
      }
    }
  }
}

/* What a conclusion by cases rests on: the lines of its argument, and what its demand comes from. */
static void take_argument(struct alignment *alignment, struct align_network *net, const struct conclusion *conclusion,
                          struct alignment_answer *answer) {
  struct question question;
  question_lines lines = {0};
  question_init(&question, &net->network, alignment->arena);
  cases_argue(&question, conclusion, &lines);
  for (uint32_t i = 0; i < lines.n; i++) {
    if (lines.v[i].why != NO_INDEX && !why_is_conclusion(lines.v[i].why)) {
      take_why(alignment, answer, lines.v[i].why);
    }
  }
  if (conclusion->demand.why != NO_INDEX) {
    take_why(alignment, answer, conclusion->demand.why);
  }
  question_drop(&question);
}

/* The steps, and what conclusions about unions rest on. */
static void take_steps(struct alignment *alignment, struct align_network *net, const steps *proof,
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
      if (!conclusion->apart && prove_in(&net->prover, member, conclusion->other, conclusion->rests_on, &part)) {
        take_steps(alignment, net, &part, answer);
      }
    }
  }
}

static void take_cases(struct alignment *alignment, struct align_network *net, uint32_t node, uint32_t met,
                       struct alignment_answer *answer) {
  question_lines lines = {0};
  question_open(&net->question, &node, 1, true);
  question_deny(&net->question, met);
  net->question.lines = &lines;
  (void)question_refuted(&net->question, NULL, NULL);
  net->question.lines = NULL;
  for (uint32_t i = 0; i < lines.n; i++) {
    if (lines.v[i].why != NO_INDEX) {
      take_why(alignment, answer, lines.v[i].why);
    }
  }
  fact_list_sort(&answer->facts);
}

/* Which of two proofs, each over one implemented control, is shown: declared before implied, then the fresher, the shorter. */
struct candidate {
  uint32_t status;
  steps proof;
  uint32_t facts;
};

static uint32_t count_facts(const steps *proof) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < proof->n; i++) {
    count += why_is_fact(proof->v[i].why);
  }
  return count;
}

static bool is_better(const struct alignment *alignment, const struct candidate *a, const struct candidate *b) {
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

/* The best way over one implemented control that holds the node; false where several are needed. */
static bool prove_by_one(struct alignment *alignment, struct align_network *net, uint32_t node, uint32_t scope,
                         struct alignment_answer *answer) {
  struct candidate best = {.status = NO_INDEX};
  const struct node_set *const above[] = {&net->walk.above};
  gather(alignment, above, 1);
  for (uint32_t g = 0; g < alignment->gathered.n; g++) {
    uint32_t i = alignment->gathered.v[g];
    const struct status_claim *status = &alignment->statuses.v[i];
    struct candidate candidate = {.status = i};
    bool counts = status->says == SAYS_IN && !status->disputed && node_set_has(&net->walk.above, status->node) &&
                  status->assessment == alignment->scopes.v[scope];
    if (counts && prove_in(&net->prover, node, status->node, NO_INDEX, &candidate.proof)) {
      bool joint = false;
      for (uint32_t s = 0; s < candidate.proof.n; s++) {
        joint = joint || why_is_conclusion(candidate.proof.v[s].why);
      }
      candidate.facts = joint ? UINT32_MAX : count_facts(&candidate.proof);
      if (best.status == NO_INDEX || is_better(alignment, &candidate, &best)) {
        best = candidate;
      }
    }
  }
  if (best.status == NO_INDEX) {
    return false;
  }
  struct step last = {.from = alignment->statuses.v[best.status].node,
                      .to = alignment->base + scope,
                      .why = WHY_EXTRA + alignment->first_status + best.status,
                      .kind = STEP_UP};
  answer->proof = best.proof;
  vec_push(alignment->arena, &answer->proof, last);
  take_steps(alignment, net, &answer->proof, answer);
  fact_list_sort(&answer->facts);
  answer->ground = best.facts == UINT32_MAX ? GROUND_JOINTLY : GROUND_PROOF;
  return true;
}

static void explain_in(struct alignment *alignment, struct align_network *net, uint32_t node, uint32_t scope,
                       bool by_cases, struct alignment_answer *answer) {
  uint32_t met = alignment->base + scope;
  if (by_cases) {
    take_cases(alignment, net, node, met, answer);
    answer->by_cases = true;
    answer->ground = GROUND_JOINTLY;
  } else if (!prove_by_one(alignment, net, node, scope, answer)) {
    prove_in(&net->prover, node, met, NO_INDEX, &answer->proof);
    take_steps(alignment, net, &answer->proof, answer);
    fact_list_sort(&answer->facts);
    answer->ground = GROUND_JOINTLY;
  }
}

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

static void list_bearing(struct alignment *alignment, struct align_network *net, struct alignment_answer *answer) {
  gather_near(alignment, &net->walk);
  for (uint32_t g = 0; g < alignment->gathered.n; g++) {
    uint32_t i = alignment->gathered.v[g];
    const struct status_claim *status = &alignment->statuses.v[i];
    bool scoped = answer->scope == NO_INDEX || status->assessment == alignment->scopes.v[answer->scope];
    if (scoped && !status->disputed && bears_on(net, status, answer->outcome)) {
      add_status(alignment, answer, i);
    }
  }
}

static void explain_rest(struct alignment *alignment, struct align_network *net, uint32_t node,
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
    take_steps(alignment, net, &answer->proof, answer);
  }
  list_bearing(alignment, net, answer);
  fact_list_sort(&answer->facts);
}

/* What is in the node and is not met, with the way to it. */
static void list_lacking(struct alignment *alignment, struct align_network *net, uint32_t node,
                         struct alignment_answer *answer) {
  const struct node_set *const below[] = {&net->walk.below};
  gather(alignment, below, 1);
  for (uint32_t g = 0; g < alignment->gathered.n; g++) {
    uint32_t i = alignment->gathered.v[g];
    const struct status_claim *status = &alignment->statuses.v[i];
    if ((status->says & SAYS_NOT_IN) == 0 || status->disputed || !node_set_has(&net->walk.below, status->node)) {
      continue;
    }
    vec_push(alignment->arena, &answer->lacking, i);
    steps way = {0};
    if (prove_in(&net->prover, status->node, node, NO_INDEX, &way)) {
      take_steps(alignment, net, &way, answer);
      if (answer->outcome == OUTCOME_NOT_FULLY && answer->proof.n == 0) {
        answer->proof = way;
      }
    }
    add_status(alignment, answer, i);
  }
  fact_list_sort(&answer->facts);
}

/* What is proved to be met in some scope: all that an M holds. */
static const bool *what_is_met(struct alignment *alignment, struct align_network *net) {
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

/* Members of a union that holds the node, where some are met and these are not known to be: the smallest such lack. Of a
 * heading above it the node is a member itself, which says nothing. */
static void list_missing(struct alignment *alignment, struct align_network *net, uint32_t node, const bool *met,
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
    bool of_itself = false;
    for (uint32_t m = 0; m < count; m++) {
      missing += !met[members[m]];
      of_itself = of_itself || members[m] == node;
    }
    if (!of_itself && missing > 0 && missing < count && missing < fewest) {
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

/* What keeps the outcome from being better, and can be said. */
static void note_reasons(struct alignment *alignment, struct align_network *net, struct alignment_answer *answer) {
  gather_near(alignment, &net->walk);
  for (uint32_t g = 0; g < alignment->gathered.n; g++) {
    const struct status_claim *status = &alignment->statuses.v[alignment->gathered.v[g]];
    bool above = node_set_has(&net->walk.above, status->node);
    answer->touches_disputed = answer->touches_disputed || status->disputed;
    answer->touches_excluded = answer->touches_excluded || assessed_is_excluded(status->assessed);
    answer->planned = answer->planned || (above && (status->assessed->status == IMPLEMENTATION_PLANNED ||
                                                    status->assessed->status == IMPLEMENTATION_PARTIAL));
  }
}

/* Nothing is concluded: the statuses that contradict that of the node are shown. */
static void tell_disputed(struct alignment *alignment, uint32_t node, struct alignment_answer *answer) {
  answer->outcome = OUTCOME_DISPUTED;
  answer->ground = GROUND_NONE;
  answer->statuses.n = answer->lacking.n = answer->missing.n = answer->facts.n = answer->proof.n = 0;
  for (uint32_t c = 0; c < alignment->conflicts.n; c++) {
    const struct status_conflict *conflict = &alignment->conflicts.v[c];
    bool about = false;
    for (uint32_t i = 0; i < conflict->statuses.n; i++) {
      about = about || alignment->statuses.v[conflict->statuses.v[i]].node == node;
    }
    for (uint32_t i = 0; i < conflict->statuses.n && about; i++) {
      if (conflict->statuses.v[i] < alignment->source_statuses) {
        add_status(alignment, answer, conflict->statuses.v[i]);
      }
    }
    for (uint32_t i = 0; i < conflict->facts.n && about; i++) {
      vec_push(alignment->arena, &answer->facts, conflict->facts.v[i]);
    }
  }
  fact_list_sort(&answer->facts);
}

enum outcome alignment_outcome(struct alignment *alignment, uint32_t node) {
  struct alignment_answer answer;
  alignment_answer(alignment, node, &answer);
  return answer.outcome;
}

void alignment_answer(struct alignment *alignment, uint32_t node, struct alignment_answer *answer) {
  *answer =
      (struct alignment_answer){.outcome = OUTCOME_OPEN, .ground = GROUND_NONE, .level = LEVEL_ALL, .scope = NO_INDEX};
  struct proved proved = {0};
  uint32_t scope = NO_INDEX;
  struct align_network *net = network_of(alignment, LEVEL_ALL);
  answer->outcome = best_outcome(alignment, net, node, &scope, &proved);
  answer->scope = scope;
  for (enum review_level level = LEVEL_REVIEWED; level < LEVEL_ALL && scope != NO_INDEX; level++) {
    struct proved here = {0};
    uint32_t where = NO_INDEX;
    struct align_network *lower = network_of(alignment, level);
    if (best_outcome(alignment, lower, node, &where, &here) == answer->outcome) {
      net = lower;
      proved = here;
      answer->level = level;
      answer->scope = where;
      break;
    }
  }
  if (answer->scope != NO_INDEX) {
    walk_all(net, node);
    if (answer->outcome == OUTCOME_IMPLEMENTED) {
      explain_in(alignment, net, node, answer->scope, proved.by_cases, answer);
    } else {
      explain_rest(alignment, net, node, answer);
      list_lacking(alignment, net, node, answer);
    }
  }
  if (answer->outcome > OUTCOME_IMPLEMENTED) {
    look_at_pairs(alignment, node, answer);
  }
  if (answer->outcome == OUTCOME_SUPPORTED) {
    answer->ground = GROUND_SUPPORT;
  } else if (answer->scope == NO_INDEX && answer->outcome != OUTCOME_OPEN) {
    answer->ground = answer->outcome == OUTCOME_IMPLEMENTED   ? GROUND_PROOF
                     : answer->outcome == OUTCOME_CORRESPONDS ? GROUND_CORRESPONDS
                     : answer->outcome == OUTCOME_CONTRIBUTES ? GROUND_OVERLAP
                                                              : GROUND_HOLDS;
  }
  net = network_of(alignment, LEVEL_ALL);
  const bool *met = what_is_met(alignment, net);
  walk_all(net, node);
  note_reasons(alignment, net, answer);
  if (answer->outcome == OUTCOME_OPEN) {
    list_bearing(alignment, net, answer);
  }
  if (answer->outcome != OUTCOME_IMPLEMENTED) {
    list_missing(alignment, net, node, met, answer);
  }
  if (alignment->disputed_at[node]) {
    tell_disputed(alignment, node, answer);
  }
}
