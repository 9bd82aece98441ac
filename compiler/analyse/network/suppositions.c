/* What would break if one control were in another: a demand that there is an example of, but none that goes with that.
 *
 * Most demands have an example that is not in the first of the two, whatever is supposed of it. So one example is found for
 * each demand of the network, once, and a question looks only at the demands whose example is in the node that it is about. */
#include "analyse/network/cases.h"
#include "analyse/network/reach.h"

#include <stdlib.h>

/* Whether the example is in what it is supposed to be in. */
static bool is_fair(const struct question *question) {
  bool fair = true;
  for (unsigned s = 0; s < question->supposed_count; s++) {
    fair = fair && (!witness_is_in(&question->witness, question->supposed[s].low) ||
                    witness_is_in(&question->witness, question->supposed[s].high));
  }
  return fair;
}

/* An example of what is asked for that is in what it is supposed to be in; what it starts from is entered. */
static bool has_fair_example(struct question *question) {
  struct witness *witness = &question->witness;
  struct witness_mark before = witness_here(witness);
  bool fair = witness_is_possible(witness) && is_fair(question);
  witness_return(witness, before);
  if (!fair) {
    fair = true;
    for (unsigned s = 0; s < question->supposed_count && fair; s++) {
      fair = witness_enter(witness, question->supposed[s].high);
    }
    fair = fair && witness_is_possible(witness) && is_fair(question);
    witness_return(witness, before);
  }
  return fair;
}

/* What the question of any demand takes in besides: once it is supposed, the element is in what holds. */
static struct reach reach_of_supposed(const struct question *question) {
  struct reach all = {.outside = 0};
  for (unsigned s = 0; s < question->supposed_count && question->network->splits; s++) {
    all = reach_join(all, question->network->reach[question->supposed[s].high]);
  }
  return all;
}

/* False: nothing that the question would take in speaks against it. */
static bool may_break(const struct network *network, struct reach supposed, const struct demand *demand) {
  if (!network->splits) {
    return true;
  }
  struct reach all = reach_join(supposed, network->reach[demand->x]);
  if (demand->kind == DEMAND_OVERLAP) {
    all = reach_join(all, network->reach[demand->y]);
  }
  return (all.ends[0] & all.ends[1]) != 0 ||
         (demand->kind == DEMAND_NOT_IN && (all.outside & reach_bit(demand->y)) != 0);
}

/* Whether there can be nothing of what is asked for. */
static bool is_broken(struct question *question, const struct demand *demand) {
  struct witness *witness = &question->witness;
  const uint32_t nodes[2] = {demand->x, demand->y};
  uint32_t denied = demand->kind == DEMAND_NOT_IN ? demand->y : NO_INDEX;
  bool both = demand->kind == DEMAND_OVERLAP;
  bool fair = (denied == NO_INDEX || witness_deny(witness, denied)) && witness_enter(witness, demand->x) &&
              (!both || witness_enter(witness, demand->y)) && has_fair_example(question);
  witness_return(witness, (struct witness_mark){0});
  if (denied != NO_INDEX) {
    witness_allow(witness, denied);
  }
  if (fair) {
    return false;
  }
  question_open(question, nodes, both ? 2 : 1, false);
  if (denied != NO_INDEX) {
    question_deny(question, denied);
  }
  return question_refuted(question, NULL, NULL);
}

/* Demands that were concluded are left out: what they come from is looked at, too. */
static bool breaks_any(struct question *question, const struct adjacency *edges, struct demand *demand) {
  for (uint32_t e = edges->first[demand->x]; e < edges->first[demand->x + 1]; e++) {
    demand->y = edges->edges[e].to;
    demand->why = edges->edges[e].why;
    if (!why_is_conclusion(demand->why) && is_broken(question, demand)) {
      return true;
    }
  }
  return false;
}

static bool breaks_at(struct question *question, uint32_t node, struct demand *demand) {
  const struct network *network = question->network;
  *demand = (struct demand){.kind = DEMAND_NODE, .x = node, .y = NO_INDEX, .why = NO_INDEX};
  if (is_broken(question, demand)) {
    return true;
  }
  demand->kind = DEMAND_NOT_IN;
  if (breaks_any(question, &network->not_in, demand)) {
    return true;
  }
  demand->kind = DEMAND_OVERLAP;
  return breaks_any(question, &network->overlaps, demand);
}

/* All whose elements may be in one of them: what lies in them, unions of which such a thing is a member, and so on. */
static void collect_touching(struct question *question, struct node_set *set) {
  const struct network *network = question->network;
  for (uint32_t i = 0; i < set->list.n; i++) {
    uint32_t node = set->list.v[i];
    for (uint32_t e = network->down.first[node]; e < network->down.first[node + 1]; e++) {
      node_set_add(set, question->arena, network->down.edges[e].to);
    }
    for (uint32_t e = network->up.first[node]; e < network->up.first[node + 1]; e++) {
      const struct edge *edge = &network->up.edges[e];
      bool member = edge->why == WHY_PARENT || edge->why == WHY_MEMBER;
      if (member && network->input->union_of[edge->to] != NO_INDEX) {
        node_set_add(set, question->arena, edge->to);
      }
    }
  }
}

/* In the order of nearness, so that what is told is what is near; false if none of these breaks. */
static bool find_broken(struct question *question, struct demand *broken) {
  struct node_set *touching = &question->around; /* asking does not use it, unless facts alone count */
  bool breaks = false;
  node_set_clear(touching, question->network->input->nodes);
  for (unsigned s = 0; s < question->supposed_count; s++) {
    node_set_add(touching, question->arena, question->supposed[s].low);
  }
  collect_touching(question, touching);
  for (uint32_t i = 0; i < touching->list.n && !breaks; i++) {
    breaks = breaks_at(question, touching->list.v[i], broken);
  }
  return breaks;
}

/* ---- the demands whose example is in a node ---- */

struct demand_examples {
  VEC(struct demand) demands;
  uint32_t *first; /* by node, into `numbers`; those without an example stand behind all nodes */
  uint32_t *numbers;
};

struct making {
  struct question *question;
  struct demand_examples *examples;
  VEC(uint32_t) shown;  /* nodes that the examples are in, one example after another */
  VEC(uint32_t) starts; /* by demand: where those of its example begin */
};

/* False: nothing that the demand is about is apart from anything, or lies in what is. Then it goes with whatever else can be. */
static bool may_ever_break(const struct network *network, const struct demand *demand) {
  return demand->kind == DEMAND_NOT_IN || reach_may_lead_apart(network, demand->x) ||
         (demand->kind == DEMAND_OVERLAP && reach_may_lead_apart(network, demand->y));
}

static void show_demand(struct making *making, struct demand demand) {
  struct question *question = making->question;
  if (!may_ever_break(question->network, &demand)) {
    return;
  }
  struct witness *witness = &question->witness;
  uint32_t denied = demand.kind == DEMAND_NOT_IN ? demand.y : NO_INDEX;
  bool possible = (denied == NO_INDEX || witness_deny(witness, denied)) && witness_enter(witness, demand.x) &&
                  (demand.kind != DEMAND_OVERLAP || witness_enter(witness, demand.y)) && witness_is_possible(witness);
  vec_push(question->arena, &making->examples->demands, demand);
  vec_push(question->arena, &making->starts, making->shown.n);
  for (uint32_t i = 0; possible && i < witness->nodes.n; i++) {
    vec_push(question->arena, &making->shown, witness->nodes.v[i]);
  }
  if (!possible) {
    vec_push(question->arena, &making->shown, question->network->input->nodes);
  }
  witness_return(witness, (struct witness_mark){0});
  if (denied != NO_INDEX) {
    witness_allow(witness, denied);
  }
}

static void show_demands_at(struct making *making, uint32_t node) {
  const struct network *network = making->question->network;
  show_demand(making, (struct demand){.kind = DEMAND_NODE, .x = node, .y = NO_INDEX, .why = NO_INDEX});
  for (uint32_t e = network->not_in.first[node]; e < network->not_in.first[node + 1]; e++) {
    const struct edge *edge = &network->not_in.edges[e];
    if (!why_is_conclusion(edge->why)) {
      show_demand(making, (struct demand){.kind = DEMAND_NOT_IN, .x = node, .y = edge->to, .why = edge->why});
    }
  }
  for (uint32_t e = network->overlaps.first[node]; e < network->overlaps.first[node + 1]; e++) {
    const struct edge *edge = &network->overlaps.edges[e];
    if (!why_is_conclusion(edge->why) && edge->to >= node) { /* the other way it is the same */
      show_demand(making, (struct demand){.kind = DEMAND_OVERLAP, .x = node, .y = edge->to, .why = edge->why});
    }
  }
}

static const struct demand_examples *examples_of(struct question *question) {
  if (question->examples != NULL) {
    return question->examples;
  }
  uint32_t nodes = question->network->input->nodes;
  struct demand_examples *examples = arena_zalloc(question->arena, sizeof *examples);
  struct making making = {.question = question, .examples = examples};
  vec_reserve(question->arena, &making.starts, nodes + 1);
  vec_reserve(question->arena, &making.shown, nodes + 1);
  for (uint32_t n = 0; n < nodes; n++) {
    show_demands_at(&making, n);
  }
  examples->first = arena_zalloc(question->arena, ((size_t)nodes + 2) * sizeof *examples->first);
  examples->numbers = arena_alloc(question->arena, ((size_t)making.shown.n + 1) * sizeof *examples->numbers);
  for (uint32_t i = 0; i < making.shown.n; i++) {
    examples->first[making.shown.v[i] + 1]++;
  }
  for (uint32_t n = 0; n <= nodes; n++) {
    examples->first[n + 1] += examples->first[n];
  }
  uint32_t end = making.shown.n;
  for (uint32_t number = examples->demands.n;
       number-- > 0;) { /* from the end of each on, which comes to be its start */
    for (uint32_t i = end; i-- > making.starts.v[number];) {
      examples->numbers[--examples->first[making.shown.v[i] + 1]] = number;
    }
    end = making.starts.v[number];
  }
  memmove(examples->first, examples->first + 1, ((size_t)nodes + 1) * sizeof *examples->first);
  examples->first[nodes + 1] = making.shown.n;
  arena_drop(question->arena, making.shown.v, making.shown.capacity * sizeof *making.shown.v);
  arena_drop(question->arena, making.starts.v, making.starts.capacity * sizeof *making.starts.v);
  question->examples = examples;
  return examples;
}

static bool breaks_of(struct question *question, uint32_t node, struct demand *broken) {
  const struct demand_examples *examples = examples_of(question);
  struct reach supposed = reach_of_supposed(question);
  for (uint32_t i = examples->first[node]; i < examples->first[node + 1]; i++) {
    const struct demand *demand = &examples->demands.v[examples->numbers[i]];
    if (may_break(question->network, supposed, demand) && is_broken(question, demand)) {
      *broken = *demand;
      return true;
    }
  }
  return false;
}

/* `broken` may be NULL. */
static bool breaks_something(struct question *question, struct demand *broken) {
  struct demand any;
  bool breaks = breaks_of(question, question->network->input->nodes, &any);
  for (unsigned s = 0; s < question->supposed_count && !breaks; s++) {
    breaks = breaks_of(question, question->supposed[s].low, &any);
  }
  if (breaks && broken != NULL && !find_broken(question, broken)) {
    *broken = any;
  }
  question->supposed_count = 0;
  return breaks;
}

bool not_in_by_cases(struct question *question, uint32_t x, uint32_t y, struct demand *broken) {
  question->supposed[0] = (struct supposed_in){x, y};
  question->supposed_count = 1;
  return breaks_something(question, broken);
}

bool unequal_by_cases(struct question *question, uint32_t x, uint32_t y, struct demand *broken) {
  question->supposed[0] = (struct supposed_in){x, y};
  question->supposed[1] = (struct supposed_in){y, x};
  question->supposed_count = 2;
  return breaks_something(question, broken);
}
