/* What is proved of a control of the target: by walking, and by demands where unions are left open. */
#include "analyse/alignment_parts.h"

/* ---- networks, made when they are first asked ---- */

/* Whatever the element must be in shares something with the scope, or goes beyond it. */
static void note_forced(const struct align_network *net, const struct alignment *alignment, uint32_t node,
                        uint32_t scope, bool inside) {
  net->forced[(size_t)node * alignment->scopes.n + scope] |= (signed char)(inside ? FORCED_OVERLAP : FORCED_NOT_IN);
}

/* Whether the element may be in each scope, but for what the demand itself denies. */
static bool may_be_in_scopes(struct witness *witness, const struct alignment *alignment, uint32_t denied) {
  for (uint32_t s = 0; s < alignment->scopes.n; s++) {
    uint32_t met = alignment->base + s;
    struct witness_mark before = witness_here(witness);
    bool possible = met == denied || (witness_enter(witness, met) && witness_is_possible(witness));
    witness_return(witness, before);
    if (!possible) {
      return false;
    }
  }
  return true;
}

/* Where examples show that nothing is forced but what walking finds, nothing is asked. */
static bool force_walked(struct align_network *net, const struct alignment *alignment, const uint32_t *nodes,
                         uint32_t count, uint32_t denied) {
  struct witness *witness = &net->question.witness;
  bool shown = true;
  for (uint32_t i = 0; i < count && shown; i++) {
    shown = witness_enter(witness, nodes[i]);
  }
  shown = shown && (denied == NO_INDEX || witness_deny(witness, denied));
  if (shown && witness_leaves_choices(witness)) {
    shown = witness_is_free(witness) && may_be_in_scopes(witness, alignment, denied);
    for (uint32_t s = 0; s < alignment->scopes.n && shown; s++) {
      bool inside = witness_is_in(witness, alignment->base + s);
      for (uint32_t i = 0; i < witness->nodes.n && (inside || denied == alignment->base + s); i++) {
        note_forced(net, alignment, witness->nodes.v[i], s, inside);
      }
    }
  }
  witness_return(witness, (struct witness_mark){0});
  if (denied != NO_INDEX) {
    witness_allow(witness, denied);
  }
  return shown;
}

/* One more witness that has to exist: whatever it must be in shares it. */
static void force(struct align_network *net, const struct alignment *alignment, const uint32_t *nodes, uint32_t count,
                  uint32_t denied) {
  struct question *question = &net->question;
  if (force_walked(net, alignment, nodes, count, denied)) {
    return;
  }
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
        note_forced(net, alignment, question->nodes.v[i], s, inside);
      }
    }
  }
}

/* What follows from all demands where there are unions, which may be left open. Each status is a demand of its own. */
static void force_all(struct alignment *alignment, struct align_network *net) {
  const struct network *network = &net->network;
  size_t cells = (size_t)net->input.nodes * alignment->scopes.n + 1;
  net->forced = arena_zalloc(alignment->arena, cells);
  if (net->input.union_count == 0) {
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

struct align_network *alignment_network(struct alignment *alignment, enum review_level level) {
  struct align_network *net = &alignment->levels[level];
  if (net->network.input == NULL) {
    align_network_build(alignment, level, net);
    force_all(alignment, net);
  }
  return net;
}

/* ---- what is proved of one control ---- */

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

void alignment_walk(struct align_network *net, uint32_t node) {
  walk_from(&net->walk, node);
  walk_differences(&net->walk);
  walk_related(&net->walk);
}

struct proved alignment_prove(struct alignment *alignment, struct align_network *net, uint32_t node, uint32_t scope) {
  alignment_walk(net, node);
  return prove(alignment, net, node, scope);
}

static struct proved with_pairs(struct alignment *alignment, enum review_level level, uint32_t node, uint32_t scope,
                                const struct proved *reasoned) {
  struct proved all = alignment_prove_pairs(alignment, level, node, scope);
  proved_add(&all, reasoned);
  return all;
}

static enum review_level level_of(const struct alignment *alignment, const struct align_network *net) {
  return (enum review_level)(net - alignment->levels);
}

struct best_outcome alignment_best(struct alignment *alignment, struct align_network *net, uint32_t node) {
  struct best_outcome best = {.outcome = OUTCOME_OPEN, .scope = NO_INDEX};
  alignment_walk(net, node);
  for (uint32_t s = 0; s < alignment->scopes.n; s++) {
    struct proved reasoned = prove(alignment, net, node, s);
    struct proved all = with_pairs(alignment, level_of(alignment, net), node, s, &reasoned);
    enum outcome outcome = outcome_of(&all);
    if (outcome < best.outcome) {
      best = (struct best_outcome){.outcome = outcome, .scope = s, .by_pairs = outcome != outcome_of(&reasoned)};
    }
  }
  return best;
}

void alignment_list_unmet(struct alignment *alignment, struct align_network *net, uint32_t node,
                          struct alignment_answer *answer) {
  for (uint32_t s = 0; s < alignment->scopes.n; s++) {
    struct proved reasoned = prove(alignment, net, node, s);
    struct proved all = with_pairs(alignment, level_of(alignment, net), node, s, &reasoned);
    if (all.not_in && outcome_of(&all) > answer->outcome) {
      vec_push(alignment->arena, &answer->unmet_in, s);
    }
  }
}
