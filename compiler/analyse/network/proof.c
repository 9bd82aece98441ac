/* Proofs from searches, and the facts behind them. */
#include "analyse/network/proof.h"

#include "analyse/network/argument.h"
#include "base/search.h"

#include <stdlib.h>

void prover_init(struct prover *prover, const struct network *network, struct arena *arena) {
  prover->network = network;
  prover->arena = arena;
  prover->met_room = 0;
  search_init(&prover->here, network, arena);
  search_init(&prover->there, network, arena);
}

void prover_drop(struct prover *prover) {
  search_drop(&prover->here);
  search_drop(&prover->there);
}

bool prove_in(struct prover *prover, uint32_t x, uint32_t y, uint32_t limit, steps *proof) {
  search_up(&prover->here, x, limit, y);
  if (!search_found(&prover->here, FLOOR_UP, y)) {
    return false;
  }
  search_path(&prover->here, FLOOR_UP, y, prover->arena, proof);
  return true;
}

bool prove_overlap(struct prover *prover, uint32_t x, uint32_t y, uint32_t limit, steps *proof) {
  search_around(&prover->here, x, limit, y);
  if (!search_found(&prover->here, FLOOR_UP, y)) {
    return false;
  }
  search_path(&prover->here, FLOOR_UP, y, prover->arena, proof);
  return true;
}

bool prove_related(struct prover *prover, uint32_t x, uint32_t y, uint32_t limit, steps *proof) {
  search_related(&prover->here, x, limit, y);
  if (!search_found(&prover->here, FLOOR_UP, y)) {
    return false;
  }
  search_path(&prover->here, FLOOR_UP, y, prover->arena, proof);
  return true;
}

static void append_reversed(struct arena *arena, steps *to, const steps *from) {
  for (uint32_t i = from->n; i-- > 0;) {
    struct step step = from->v[i];
    uint32_t swap = step.from;
    step.from = step.to;
    step.to = swap;
    step.kind = step.kind == STEP_UP ? STEP_DOWN : step.kind == STEP_DOWN ? STEP_UP : step.kind;
    vec_push(arena, to, step);
  }
}

bool prove_apart(struct prover *prover, uint32_t x, uint32_t y, uint32_t limit, steps *proof) {
  if (limit > 0 && prover->network->conclusions.n > 0 && prove_apart(prover, x, y, 0, proof)) {
    return true; /* without a conclusion */
  }
  const struct adjacency *aparts = &prover->network->aparts;
  search_up(&prover->here, x, limit, NO_INDEX);
  search_up(&prover->there, y, limit, NO_INDEX);
  uint32_t best = UINT32_MAX;
  struct step middle = {0};
  for (uint32_t i = 0; i < prover->here.floors[FLOOR_UP].found.n; i++) {
    uint32_t node = prover->here.floors[FLOOR_UP].found.v[i];
    for (uint32_t e = aparts->first[node]; e < aparts->first[node + 1]; e++) {
      const struct edge *edge = &aparts->edges[e];
      bool allowed = !why_is_conclusion(edge->why) || edge->why - WHY_CONCLUSION < limit;
      if (!allowed || !search_found(&prover->there, FLOOR_UP, edge->to)) {
        continue;
      }
      uint32_t cost =
          search_distance(&prover->here, FLOOR_UP, node) + search_distance(&prover->there, FLOOR_UP, edge->to);
      if (cost < best) {
        best = cost;
        middle = (struct step){.from = node, .to = edge->to, .why = edge->why, .kind = STEP_APART};
      }
    }
  }
  if (best == UINT32_MAX) {
    return false;
  }
  steps down = {0};
  search_path(&prover->here, FLOOR_UP, middle.from, prover->arena, proof);
  vec_push(prover->arena, proof, middle);
  search_path(&prover->there, FLOOR_UP, middle.to, prover->arena, &down);
  append_reversed(prover->arena, proof, &down);
  return true;
}

void fact_list_sort(fact_list *facts) {
  if (facts->n < 2) {
    return;
  }
  qsort(facts->v, facts->n, sizeof *facts->v, number_order);
  uint32_t kept = 1;
  for (uint32_t i = 1; i < facts->n; i++) {
    if (facts->v[i] != facts->v[kept - 1]) {
      facts->v[kept++] = facts->v[i];
    }
  }
  facts->n = kept;
}

/* Facts of the steps go to `facts`, conclusions that were not met before to `open`. */
static void sort_out(struct prover *prover, const steps *proof, fact_list *facts, fact_list *open) {
  for (uint32_t i = 0; i < proof->n; i++) {
    uint32_t why = proof->v[i].why;
    if (why_is_fact(why)) {
      vec_push(prover->arena, facts, why);
    } else if (why_is_extra(why)) {
      const struct network_claim *claim = &prover->network->input->extra[why - WHY_EXTRA];
      for (uint32_t k = 0; k < claim->rest_count; k++) {
        vec_push(prover->arena, facts, prover->network->input->rests[claim->first_of_rests + k]);
      }
    } else if (why_is_conclusion(why) && marks_add(&prover->met, why - WHY_CONCLUSION)) {
      vec_push(prover->arena, open, why - WHY_CONCLUSION);
    }
  }
}

/* The edges that an argument by cases rests on, as steps. */
static void argue(struct prover *prover, const struct conclusion *conclusion, steps *argument) {
  struct question question;
  question_lines lines = {0};
  question_init(&question, prover->network, prover->arena);
  argue_conclusion(&question, conclusion, &lines);
  for (uint32_t i = 0; i < lines.n; i++) {
    if (lines.v[i].why != NO_INDEX) {
      vec_push(prover->arena, argument,
               (struct step){.from = lines.v[i].other, .to = lines.v[i].node, .why = lines.v[i].why});
    }
  }
  if (conclusion->demand.why != NO_INDEX) {
    vec_push(prover->arena, argument, (struct step){.why = conclusion->demand.why});
  }
  question_drop(&question);
}

static void clear_met(struct prover *prover) {
  uint32_t count = prover->network->conclusions.n;
  if (count >= prover->met_room) {
    prover->met_room = count + 1;
    marks_init(&prover->met, prover->arena, prover->met_room);
  }
  marks_clear(&prover->met, prover->met_room);
}

void proof_facts(struct prover *prover, const steps *proof, fact_list *facts) {
  const struct network *network = prover->network;
  clear_met(prover);
  fact_list open = {0};
  sort_out(prover, proof, facts, &open);
  while (open.n > 0) {
    const struct conclusion *conclusion = &network->conclusions.v[open.v[--open.n]];
    if (conclusion->unionised == NO_INDEX) {
      steps argument = {0};
      argue(prover, conclusion, &argument);
      sort_out(prover, &argument, facts, &open);
      continue;
    }
    const struct network_union *group = &network->input->unions[conclusion->unionised];
    for (uint32_t m = 0; m < group->count; m++) {
      steps part = {0};
      uint32_t member = network->input->members[group->first + m];
      if (conclusion->apart) {
        prove_apart(prover, member, conclusion->other, conclusion->rests_on, &part);
      } else {
        prove_in(prover, member, conclusion->other, conclusion->rests_on, &part);
      }
      sort_out(prover, &part, facts, &open);
    }
  }
  fact_list_sort(facts);
}
