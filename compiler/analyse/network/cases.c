/* Questions to the demands that may be open: those whose element is in a union, but maybe in none of its members. */
#include "analyse/network/cases.h"

#include "analyse/network/edges.h"
#include "analyse/network/reach.h"

#include <stdlib.h>

struct forced_node {
  uint32_t node;
  uint32_t component;
};

struct casing {
  struct network *network;
  struct arena *arena;
  struct question question;
  bool opened;             /* the question is that of the node at hand */
  VEC(signed char) forced; /* by number in the question */
  VEC(struct forced_node) forced_nodes;
  struct node_set known;
};

/* ---- where it is worth asking ---- */

static bool enters_union(const struct network *network, const struct edge *edge) {
  bool member = edge->why == WHY_PARENT || edge->why == WHY_MEMBER;
  return !member && network->input->union_of[edge->to] != NO_INDEX;
}

static bool is_open(const struct network *network, uint32_t node) {
  for (uint32_t e = network->up.first[node]; e < network->up.first[node + 1]; e++) {
    const struct edge *edge = &network->up.edges[e];
    if (network->open[edge->to] || enters_union(network, edge)) {
      return true;
    }
  }
  return false;
}

/* From the uppermost component down: all of a component are open if one of them is. */
static void find_open(struct network *network) {
  memset(network->open, 0, network->input->nodes * sizeof *network->open);
  for (uint32_t c = 0; c < network->component_count; c++) {
    bool open = false;
    for (uint32_t i = network->starts[c]; i < network->starts[c + 1] && !open; i++) {
      open = is_open(network, network->order[i]);
    }
    for (uint32_t i = network->starts[c]; i < network->starts[c + 1] && open; i++) {
      network->open[network->order[i]] = true;
    }
  }
}

static bool may_be_open(const struct network *network, uint32_t node) {
  return network->open[node] || network->input->union_of[node] != NO_INDEX;
}

/* ---- asking ---- */

static void conclude(struct casing *casing, const struct demand *demand, unsigned says, uint32_t x, uint32_t y) {
  struct network *network = casing->network;
  struct conclusion conclusion = {
      .unionised = NO_INDEX, .x = x, .other = y, .says = says, .demand = *demand, .rests_on = network->by_unions};
  vec_push(network->arena, &network->conclusions, conclusion);
}

/* Of so many nodes that one element must be in, each pair is said to share it. */
enum { MOST_PAIRED = 32 };

/* What lies in others comes before them: it says all of these. */
static int lower_first(const void *a, const void *b) {
  const struct forced_node *x = a;
  const struct forced_node *y = b;
  if (x->component != y->component) {
    return x->component > y->component ? -1 : 1;
  }
  return (x->node > y->node) - (x->node < y->node);
}

/* All that is forced and not known from the demand itself. */
static void list_forced(struct casing *casing) {
  const struct question *question = &casing->question;
  casing->forced_nodes.n = 0;
  for (uint32_t i = 0; i < question->nodes.n; i++) {
    uint32_t node = question->nodes.v[i];
    if (casing->forced.v[i] > 0 && !node_set_has(&question->base, node)) {
      vec_push(casing->arena, &casing->forced_nodes,
               (struct forced_node){.node = node, .component = casing->network->component[node]});
    }
  }
  if (casing->forced_nodes.n > 1) {
    qsort(casing->forced_nodes.v, casing->forced_nodes.n, sizeof *casing->forced_nodes.v, lower_first);
  }
}

/* What asks for the element says that it is in the node; the first of `forced_nodes` are others that it is in. */
static void conclude_in(struct casing *casing, const struct demand *demand, uint32_t node, uint32_t others) {
  if (demand->kind == DEMAND_NODE) {
    conclude(casing, demand, SAYS_IN, demand->x, node);
    return;
  }
  conclude(casing, demand, SAYS_OVERLAPS, demand->x, node);
  if (demand->kind == DEMAND_OVERLAP) {
    conclude(casing, demand, SAYS_OVERLAPS, demand->y, node);
  } else {
    conclude(casing, demand, SAYS_NOT_IN, node, demand->y);
  }
  for (uint32_t i = others > MOST_PAIRED ? others - 1 : 0; i < others; i++) {
    conclude(casing, demand, SAYS_OVERLAPS, casing->forced_nodes.v[i].node, node);
  }
}

/* What follows from one is not said again. */
static void conclude_forced(struct casing *casing, const struct demand *demand) {
  uint32_t said = 0;
  list_forced(casing);
  node_set_clear(&casing->known, casing->network->input->nodes);
  for (uint32_t i = 0; i < casing->forced_nodes.n; i++) {
    struct forced_node forced = casing->forced_nodes.v[i];
    if (!node_set_has(&casing->known, forced.node)) {
      conclude_in(casing, demand, forced.node, said);
      casing->forced_nodes.v[said++] = forced;
      node_set_add(&casing->known, casing->arena, forced.node);
      node_set_close(&casing->known, casing->arena, &casing->network->up);
    }
  }
}

/* The question of the demand is open in `question`. */
static void ask(struct casing *casing, const struct demand *demand) {
  struct question *question = &casing->question;
  casing->forced.n = 0;
  vec_reserve(casing->arena, &casing->forced, question->nodes.n + 1);
  if (question_refuted(question, NULL, casing->forced.v)) {
    vec_push(casing->network->arena, &casing->network->refuted, *demand);
  } else {
    conclude_forced(casing, demand);
  }
}

static bool open_question(struct casing *casing, const uint32_t *nodes, uint32_t count) {
  question_open(&casing->question, nodes, count, false);
  return casing->question.has_choices;
}

/* Whether the question of the node leaves choices; opened where that is asked first. */
static bool leaves_choices(struct casing *casing, uint32_t node) {
  if (!casing->opened) {
    casing->opened = true;
    return open_question(casing, &node, 1);
  }
  return casing->question.has_choices;
}

static void ask_node(struct casing *casing, uint32_t node) {
  if (leaves_choices(casing, node) && casing->question.aparts.n > 0) {
    casing->question.denied.n = 0;
    ask(casing, &(struct demand){.kind = DEMAND_NODE, .x = node, .y = NO_INDEX, .why = NO_INDEX});
  }
}

/* Members of the union may be in what the element is not in. The question is that of the node. */
static void ask_not_in(struct casing *casing, uint32_t node, const struct edge *edge) {
  struct question *question = &casing->question;
  if (!leaves_choices(casing, node)) {
    return;
  }
  if (question_number(question, edge->to) != NO_INDEX || question->aparts.n > 0) {
    question->denied.n = 0;
    question_deny(question, edge->to);
    ask(casing, &(struct demand){.kind = DEMAND_NOT_IN, .x = node, .y = edge->to, .why = edge->why});
  }
}

/* What is in the nodes of the witness, and not in the node, need not be in anything else. */
static bool is_free_outside(struct witness *witness, uint32_t node) {
  bool free = witness_deny(witness, node) && witness_is_free(witness);
  witness_allow(witness, node);
  return free;
}

static bool reaches_what_it_is_not_in(const struct network *network, uint32_t node) {
  bool reaches = false;
  for (struct edges not_in = edges_of(&network->not_in, node); not_in.at < not_in.end; not_in.at++) {
    reaches = reaches || (network->reach[node].outside & reach_bit(not_in.at->to)) != 0;
  }
  return reaches;
}

/* One question serves the node and all that it is declared not to be in; none is asked where examples show that nothing
 * would come of it. */
static void ask_about(struct casing *casing, uint32_t node) {
  const struct network *network = casing->network;
  struct witness *witness = &casing->question.witness;
  bool clashes = reach_apart(network, node, node);
  if (!clashes && !reaches_what_it_is_not_in(network, node)) {
    return;
  }
  struct witness_mark before = witness_here(witness);
  bool possible = witness_enter(witness, node);
  if (witness->nodes.n > witness->most_nodes) {
    witness_return(witness, before);
    return;
  }
  casing->opened = false;
  if (clashes && !(possible && witness_is_free(witness))) {
    ask_node(casing, node);
  }
  for (uint32_t e = network->not_in.first[node]; e < network->not_in.first[node + 1]; e++) {
    const struct edge *edge = &network->not_in.edges[e];
    if (!why_is_conclusion(edge->why) && !(possible && is_free_outside(witness, edge->to))) {
      ask_not_in(casing, node, edge);
    }
  }
  witness_return(witness, before);
}

static bool is_free_in_both(struct witness *witness, uint32_t x, uint32_t y) {
  struct witness_mark before = witness_here(witness);
  bool free = witness_enter(witness, x) && witness_enter(witness, y) && witness_is_free(witness);
  witness_return(witness, before);
  return free;
}

static void ask_overlaps(struct casing *casing, uint32_t node) {
  const struct network *network = casing->network;
  for (uint32_t e = network->overlaps.first[node]; network->any_apart && e < network->overlaps.first[node + 1]; e++) {
    const struct edge *edge = &network->overlaps.edges[e];
    const uint32_t nodes[2] = {node, edge->to};
    bool asked = edge->to > node && !why_is_conclusion(edge->why) &&
                 (may_be_open(network, node) || may_be_open(network, edge->to)) && reach_apart(network, node, edge->to);
    if (asked && !is_free_in_both(&casing->question.witness, node, edge->to) && open_question(casing, nodes, 2) &&
        casing->question.aparts.n > 0) {
      ask(casing, &(struct demand){.kind = DEMAND_OVERLAP, .x = node, .y = edge->to, .why = edge->why});
    }
  }
}

static bool is_worth_asking(const struct network *network) {
  bool differs = network->any_apart || network->not_in.first[network->input->nodes] > 0;
  return differs && network->input->union_count > 0 && !network->input->contradicts;
}

/* Whether a question about the node leaves choices among which something is apart: otherwise walks tell all. */
static bool weighs_cases(struct question *question, uint32_t node) {
  question_open(question, &node, 1, false);
  return question->has_choices && question->aparts.n > 0;
}

/* With the conclusions by cases, and with those by the rule for unions only. */
static bool is_contested(struct question *question, uint32_t node) {
  const struct network *network = question->network;
  if (!network->asked[node] || !reach_apart(network, node, node) || !weighs_cases(question, node)) {
    return false;
  }
  question->limit = network->by_unions;
  bool contested = network->conclusions.n == network->by_unions || weighs_cases(question, node);
  question->limit = NO_INDEX;
  return contested;
}

static void list_contested(struct network *network, struct question *question) {
  network->contested.n = 0;
  for (uint32_t n = 0; n < network->input->nodes; n++) {
    if (is_contested(question, n)) {
      vec_push(network->arena, &network->contested, n);
    }
  }
}

void conclude_by_cases(struct network *network) {
  network->contested.n = 0;
  network->by_unions = network->conclusions.n;
  network->refuted.n = 0;
  network->splits = false;
  if (!is_worth_asking(network)) {
    return;
  }
  uint32_t nodes = network->input->nodes;
  if (network->open == NULL) {
    network->open = arena_alloc(network->arena, (size_t)nodes + 1);
    network->asked = arena_alloc(network->arena, (size_t)nodes + 1);
  }
  find_open(network);
  reach_find(network);
  struct casing casing = {.network = network, .arena = network->arena};
  question_init(&casing.question, network, network->arena);
  casing.question.only_choices = true;
  question_keep_small(&casing.question);
  node_set_init(&casing.known, network->arena, nodes);
  for (uint32_t n = 0; n < nodes; n++) {
    network->asked[n] = may_be_open(network, n);
    if (network->asked[n]) {
      network->splits = network->any_apart;
      ask_about(&casing, n);
    }
    ask_overlaps(&casing, n);
  }
  if (network->splits && network->conclusions.n == network->by_unions) {
    list_contested(network, &casing.question);
  }
  edges_add_conclusions(network, network->by_unions);
  question_drop(&casing.question);
  node_set_drop(&casing.known, network->arena, nodes);
}

void cases_open_again(struct network *network) {
  struct question question;
  if (!network->splits || network->conclusions.n == network->by_unions) {
    return;
  }
  find_open(network);
  reach_go_on(network, network->by_unions);
  question_init(&question, network, network->arena);
  question.only_choices = true;
  question_keep_small(&question);
  list_contested(network, &question);
  question_drop(&question);
}

/* ---- what is covered in all cases ---- */

/* Nodes that one of the sets holds; for examples that are in none of them. */
struct one_set {
  sets_of *hold;
  const void *context;
  uint64_t set;
};

static bool is_held(const void *context, uint32_t node) {
  const struct one_set *one = context;
  return (one->hold(one->context, node) & one->set) != 0;
}

/* Whether there is an example of what is in the node and in nothing that the set holds; `met` gets the sets that hold something
 * that it is in: it is an example for all others, too. */
static bool has_example_outside(struct question *question, uint32_t node, const struct one_set *one, uint64_t *met) {
  struct witness *witness = &question->witness;
  witness->denies = is_held;
  witness->context = one;
  bool possible = witness_enter(witness, node) && witness_is_possible(witness);
  *met = 0;
  for (uint32_t i = 0; possible && i < witness->nodes.n; i++) {
    *met |= one->hold(one->context, witness->nodes.v[i]);
  }
  witness_return(witness, (struct witness_mark){0});
  witness->denies = NULL;
  return possible;
}

/* The question of the node is open. */
static bool is_refuted_outside(struct question *question, const struct one_set *one) {
  question->denied.n = 0;
  for (uint32_t i = 0; i < question->nodes.n; i++) {
    if (is_held(one, question->nodes.v[i])) {
      question_deny(question, question->nodes.v[i]);
    }
  }
  return question_refuted(question, NULL, NULL);
}

uint64_t held_by_cases(struct question *question, uint32_t node, uint64_t sets, sets_of *hold, const void *context) {
  struct one_set one = {.hold = hold, .context = context, .set = 0};
  uint64_t held = 0;
  uint64_t met = 0;
  bool opened = false;
  uint64_t left = has_example_outside(question, node, &one, &met) ? sets & met : sets;
  for (; left != 0; left &= ~one.set) {
    one.set = left & (~left + 1);
    if (has_example_outside(question, node, &one, &met)) {
      left &= met | one.set;
      continue;
    }
    if (!opened) {
      opened = true;
      question_open(question, &node, 1, false);
    }
    if (is_refuted_outside(question, &one)) {
      held |= one.set;
    }
  }
  return held;
}

/* ---- questions about pairs ---- */

bool apart_by_cases(struct question *question, uint32_t x, uint32_t y) {
  const uint32_t nodes[2] = {x, y};
  struct witness *witness = &question->witness;
  if (!reach_apart(question->network, x, y)) {
    return false;
  }
  bool possible = witness_enter(witness, x) && witness_enter(witness, y) && witness_is_possible(witness);
  witness_return(witness, (struct witness_mark){0});
  if (possible) {
    return false;
  }
  question_open(question, nodes, 2, false);
  return question->has_choices && question->aparts.n > 0 && question_refuted(question, NULL, NULL);
}
