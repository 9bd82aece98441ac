/* Taking in what matters, propagating, and trying cases. */
#include "analyse/network/question.h"

void question_init(struct question *question, const struct network *network, struct arena *arena) {
  uint32_t nodes = network->input->nodes;
  *question = (struct question){.network = network, .arena = arena, .limit = NO_INDEX, .most_nodes = NO_INDEX};
  question->local = arena_alloc(arena, ((size_t)nodes + 1) * sizeof *question->local);
  marks_init(&question->marks, arena, nodes);
  marks_init(&question->expanded, arena, network->input->union_count);
  node_set_init(&question->base, arena, nodes);
  node_set_init(&question->context, arena, nodes);
  node_set_init(&question->around, arena, nodes);
  marks_init(&question->avoided, arena, nodes);
  witness_init(&question->witness, network, arena);
}

void question_keep_small(struct question *question) {
  question->most_nodes = LARGEST_QUESTION;
  question->witness.most_nodes = LARGEST_QUESTION;
}

void question_drop(struct question *question) {
  uint32_t nodes = question->network->input->nodes;
  struct arena *arena = question->arena;
  arena_drop(arena, question->local, ((size_t)nodes + 1) * sizeof *question->local);
  arena_drop(arena, question->marks.stamp, ((size_t)nodes + 1) * sizeof *question->marks.stamp);
  node_set_drop(&question->base, arena, nodes);
  node_set_drop(&question->context, arena, nodes);
  node_set_drop(&question->around, arena, nodes);
  arena_drop(arena, question->avoided.stamp, ((size_t)nodes + 1) * sizeof *question->avoided.stamp);
  for (unsigned i = 0; i < 2 && question->needed[i].stamp != NULL; i++) {
    arena_drop(arena, question->needed[i].stamp, ((size_t)nodes + 1) * sizeof *question->needed[i].stamp);
  }
  witness_drop(&question->witness);
}

/* ---- what matters ---- */

static bool passes(const struct question *question, uint32_t why) {
  return !why_is_conclusion(why) || (!question->facts_only && why - WHY_CONCLUSION < question->limit);
}

static void close_up(const struct question *question, struct node_set *set) {
  const struct adjacency *up = &question->network->up;
  for (uint32_t i = 0; i < set->list.n && set->list.n <= question->most_nodes; i++) {
    uint32_t node = set->list.v[i];
    for (unsigned s = 0; s < question->supposed_count; s++) {
      if (question->supposed[s].low == node) {
        node_set_add(set, question->arena, question->supposed[s].high);
      }
    }
    for (uint32_t e = up->first[node]; e < up->first[node + 1]; e++) {
      if (passes(question, up->edges[e].why)) {
        node_set_add(set, question->arena, up->edges[e].to);
      }
    }
  }
}

static void take_in(struct question *question, uint32_t node) {
  if (marks_add(&question->marks, node)) {
    question->local[node] = question->nodes.n;
    vec_push(question->arena, &question->nodes, node);
  }
}

/* Whether any way from the starts to the union passes a member of it: then it is settled however few facts count. */
static bool is_always_settled(struct question *question, const uint32_t *starts, uint32_t count,
                              const struct network_union *group) {
  const struct network *network = question->network;
  struct node_set *set = &question->around;
  marks_clear(&question->avoided, network->input->nodes);
  for (uint32_t m = 0; m < group->count; m++) {
    marks_add(&question->avoided, network->input->members[group->first + m]);
  }
  node_set_clear(set, network->input->nodes);
  for (uint32_t i = 0; i < count; i++) {
    if (!marks_has(&question->avoided, starts[i])) {
      node_set_add(set, question->arena, starts[i]);
    }
  }
  for (uint32_t i = 0; i < set->list.n; i++) {
    uint32_t node = set->list.v[i];
    for (uint32_t e = network->up.first[node]; e < network->up.first[node + 1]; e++) {
      const struct edge *edge = &network->up.edges[e];
      if (passes(question, edge->why) && !marks_has(&question->avoided, edge->to)) {
        node_set_add(set, question->arena, edge->to);
      }
    }
  }
  return !node_set_has(set, group->node);
}

static bool is_settled(struct question *question, const uint32_t *starts, uint32_t count, const struct node_set *set,
                       const struct network_union *group) {
  const struct network_input *input = question->network->input;
  bool settled = group->count == 0;
  for (uint32_t m = 0; m < group->count && !settled; m++) {
    uint32_t member = input->members[group->first + m];
    settled = node_set_has(set, member) || node_set_has(&question->base, member);
  }
  return settled && (!question->facts_only || is_always_settled(question, starts, count, group));
}

/* A union of which no member is in the set (or in the base) stays open: each of its members may be the one. */
static void expand_open(struct question *question, const uint32_t *starts, uint32_t count, const struct node_set *set) {
  const struct network_input *input = question->network->input;
  for (uint32_t i = 0; i < set->list.n; i++) {
    uint32_t number = input->union_of[set->list.v[i]];
    if (number == NO_INDEX || marks_has(&question->expanded, number)) {
      continue;
    }
    const struct network_union *group = &input->unions[number];
    if (!is_settled(question, starts, count, set, group)) {
      marks_add(&question->expanded, number);
      question->has_choices = true;
      for (uint32_t m = 0; m < group->count; m++) {
        vec_push(question->arena, &question->chosen, input->members[group->first + m]);
      }
    }
  }
}

static void take_in_context(struct question *question, const uint32_t *starts, uint32_t count, struct node_set *set) {
  close_up(question, set);
  for (uint32_t i = 0; i < set->list.n; i++) {
    take_in(question, set->list.v[i]);
  }
  expand_open(question, starts, count, set);
}

static void take_in_edges(struct question *question, uint32_t number) {
  const struct network *network = question->network;
  uint32_t node = question->nodes.v[number];
  for (unsigned s = 0; s < question->supposed_count; s++) {
    if (question->supposed[s].low == node) {
      uint32_t high = question->local[question->supposed[s].high];
      vec_push(question->arena, &question->ins, (struct question_edge){.from = number, .to = high, .why = NO_INDEX});
    }
  }
  for (uint32_t e = network->up.first[node]; e < network->up.first[node + 1]; e++) {
    const struct edge *edge = &network->up.edges[e];
    if (passes(question, edge->why)) {
      struct question_edge in = {.from = number, .to = question->local[edge->to], .why = edge->why};
      vec_push(question->arena, &question->ins, in);
    }
  }
  for (uint32_t e = network->aparts.first[node]; e < network->aparts.first[node + 1]; e++) {
    const struct edge *edge = &network->aparts.edges[e];
    if (edge->to >= node && marks_has(&question->marks, edge->to) && passes(question, edge->why)) {
      struct question_edge apart = {.from = number, .to = question->local[edge->to], .why = edge->why};
      vec_push(question->arena, &question->aparts, apart);
    }
  }
}

static void take_in_union(struct question *question, uint32_t number) {
  const struct network_input *input = question->network->input;
  uint32_t which = input->union_of[question->nodes.v[number]];
  if (which == NO_INDEX || !marks_has(&question->expanded, which)) {
    return;
  }
  const struct network_union *group = &input->unions[which];
  struct question_union taken = {.node = number, .first = question->members.n, .count = group->count};
  for (uint32_t m = 0; m < group->count; m++) {
    vec_push(question->arena, &question->members, question->local[input->members[group->first + m]]);
  }
  vec_push(question->arena, &question->unions, taken);
}

/* Sorts the numbers of edges by one of their ends. */
static void index_by(struct question *question, const struct question_edge *edges, uint32_t count, bool from, bool to,
                     uint32_t *first, uint32_t *placed) {
  uint32_t nodes = question->nodes.n;
  memset(first, 0, ((size_t)nodes + 1) * sizeof *first);
  for (uint32_t e = 0; e < count; e++) {
    first[edges[e].from] += from;
    first[edges[e].to] += to;
  }
  for (uint32_t n = 0, sum = 0; n <= nodes; n++) {
    uint32_t here = n < nodes ? first[n] : 0;
    first[n] = sum;
    sum += here;
  }
  for (uint32_t e = 0; e < count; e++) {
    if (from) {
      placed[first[edges[e].from]++] = e;
    }
    if (to) {
      placed[first[edges[e].to]++] = e;
    }
  }
  memmove(first + 1, first, nodes * sizeof *first);
  first[0] = 0;
}

static void index_edges(struct question *question) {
  struct arena *arena = question->arena;
  question->ends.n = question->arrivals.n = question->sides.n = question->apart_of.n = 0;
  vec_reserve(arena, &question->ends, question->nodes.n + 1);
  vec_reserve(arena, &question->arrivals, question->ins.n + 1);
  vec_reserve(arena, &question->sides, question->nodes.n + 1);
  vec_reserve(arena, &question->apart_of, 2 * question->aparts.n + 1);
  index_by(question, question->ins.v, question->ins.n, false, true, question->ends.v, question->arrivals.v);
  index_by(question, question->aparts.v, question->aparts.n, true, true, question->sides.v, question->apart_of.v);
}

void question_open(struct question *question, const uint32_t *nodes, uint32_t count, bool facts_only) {
  uint32_t all = question->network->input->nodes;
  question->facts_only = facts_only;
  question->has_choices = false;
  question->nodes.n = question->ins.n = question->aparts.n = question->unions.n = question->members.n = 0;
  question->chosen.n = question->given.n = question->denied.n = 0;
  marks_clear(&question->marks, all);
  marks_clear(&question->expanded, question->network->input->union_count);
  node_set_clear(&question->base, all);
  for (uint32_t i = 0; i < count; i++) {
    node_set_add(&question->base, question->arena, nodes[i]);
  }
  take_in_context(question, nodes, count, &question->base);
  while (question->chosen.n > 0 && question->nodes.n <= question->most_nodes) {
    node_set_clear(&question->context, all);
    uint32_t member = question->chosen.v[--question->chosen.n];
    node_set_add(&question->context, question->arena, member);
    take_in_context(question, &member, 1, &question->context);
  }
  question->has_choices = question->has_choices && question->nodes.n <= question->most_nodes;
  if ((question->only_choices && !question->has_choices) || question->nodes.n > question->most_nodes) {
    return;
  }
  question->starts.n = 0;
  for (uint32_t i = 0; i < question->nodes.n; i++) {
    vec_push(question->arena, &question->starts, question->ins.n);
    take_in_edges(question, i);
    take_in_union(question, i);
  }
  vec_push(question->arena, &question->starts, question->ins.n);
  index_edges(question);
  for (uint32_t i = 0; i < count; i++) {
    vec_push(question->arena, &question->given, question->local[nodes[i]]);
  }
}

uint32_t question_number(const struct question *question, uint32_t node) {
  return marks_has(&question->marks, node) ? question->local[node] : NO_INDEX;
}

void question_deny(struct question *question, uint32_t node) {
  if (marks_has(&question->marks, node)) {
    vec_push(question->arena, &question->denied, question->local[node]);
  }
}

/* ---- propagation ---- */

/* What is known of the element: by number, 1 in it, -1 not in it, 0 open. */
struct state {
  struct question *question;
  const bool *without;
  signed char *value;
  bool impossible;
};

static uint32_t named(const struct question *question, uint32_t number) {
  return number != NO_INDEX ? question->nodes.v[number] : NO_INDEX;
}

static void tell(struct question *question, uint32_t number, bool holds, enum line_rule rule, uint32_t other,
                 uint32_t why) {
  if (question->lines != NULL) {
    struct question_line line = {.node = named(question, number),
                                 .other = named(question, other),
                                 .why = why,
                                 .rule = rule,
                                 .holds = holds,
                                 .depth = (uint8_t)question->depth};
    vec_push(question->arena, question->lines, line);
  }
}

static void learn(struct state *state, uint32_t number, bool holds, enum line_rule rule, uint32_t other, uint32_t why) {
  signed char value = holds ? 1 : -1;
  if (state->value[number] == value || state->impossible) {
    return;
  }
  tell(state->question, number, holds, rule, other, why);
  if (state->value[number] != 0) {
    tell(state->question, number, holds, LINE_IMPOSSIBLE, NO_INDEX, NO_INDEX);
    state->impossible = true;
    return;
  }
  state->value[number] = value;
  vec_push(state->question->arena, &state->question->learnt, number);
}

static bool counts(const struct state *state, const struct question_edge *edge) {
  return edge->bit == 0 || state->without == NULL || !state->without[edge->bit - 1];
}

/* What holds the node holds the element, and what is apart from it does not. */
static void follow_in(struct state *state, uint32_t number) {
  const struct question *question = state->question;
  for (uint32_t e = question->starts.v[number]; e < question->starts.v[number + 1]; e++) {
    const struct question_edge *edge = &question->ins.v[e];
    if (counts(state, edge)) {
      learn(state, edge->to, true, LINE_IN, number, edge->why);
    }
  }
  for (uint32_t i = question->sides.v[number]; i < question->sides.v[number + 1]; i++) {
    const struct question_edge *edge = &question->aparts.v[question->apart_of.v[i]];
    if (counts(state, edge)) {
      learn(state, edge->from == number ? edge->to : edge->from, false, LINE_APART, number, edge->why);
    }
  }
}

/* What is in the node does not hold the element either. */
static void follow_not_in(struct state *state, uint32_t number) {
  const struct question *question = state->question;
  for (uint32_t i = question->ends.v[number]; i < question->ends.v[number + 1]; i++) {
    const struct question_edge *edge = &question->ins.v[question->arrivals.v[i]];
    if (counts(state, edge)) {
      learn(state, edge->from, false, LINE_NOT_IN, number, edge->why);
    }
  }
}

/* The members that may still be, and whether one is for sure. */
struct members {
  uint32_t open;
  uint32_t last; /* an open one */
  bool any;
};

static struct members members_left(const struct state *state, const struct question_union *group) {
  struct members members = {.last = NO_INDEX};
  for (uint32_t m = 0; m < group->count; m++) {
    uint32_t member = state->question->members.v[group->first + m];
    members.any = members.any || state->value[member] > 0;
    if (state->value[member] == 0) {
      members.open++;
      members.last = member;
    }
  }
  return members;
}

static void look_at_unions(struct state *state) {
  const struct question *question = state->question;
  for (uint32_t u = 0; u < question->unions.n && !state->impossible; u++) {
    const struct question_union *group = &question->unions.v[u];
    struct members members = members_left(state, group);
    if (members.any) {
      continue;
    }
    if (members.open == 0) {
      learn(state, group->node, false, LINE_NONE_LEFT, NO_INDEX, NO_INDEX);
    } else if (members.open == 1 && state->value[group->node] > 0) {
      learn(state, members.last, true, LINE_LEFT, group->node, NO_INDEX);
    }
  }
}

static void follow_if(struct state *state, uint32_t number, bool holds) {
  if (holds && state->value[number] > 0) {
    follow_in(state, number);
  } else if (!holds && state->value[number] < 0) {
    follow_not_in(state, number);
  }
}

/* What the element is in is followed before what it is not in: so an argument goes one way as long as it can. */
static void propagate(struct state *state) {
  struct question *question = state->question;
  question->learnt.n = 0;
  for (uint32_t n = 0; n < question->nodes.n; n++) {
    if (state->value[n] != 0) {
      vec_push(question->arena, &question->learnt, n);
    }
  }
  uint32_t up = 0;
  uint32_t down = 0;
  for (uint32_t settled = NO_INDEX; settled != question->learnt.n && !state->impossible;) {
    if (up < question->learnt.n) {
      follow_if(state, question->learnt.v[up++], true);
    } else if (down < question->learnt.n) {
      follow_if(state, question->learnt.v[down++], false);
    } else {
      settled = question->learnt.n;
      look_at_unions(state);
    }
  }
}

/* ---- cases ---- */

/* Each union that is left open has two members or more that may be: of so few choices no more than six are within another,
 * each with a state of its own and one for what was open before. */
enum { FRAMES = 16 };

static signed char *open_frame(struct question *question) {
  return question->frames.v + (size_t)question->frames_used++ * question->nodes.n;
}

/* What all cases share that can be; `any` once there was one. */
struct shared {
  signed char *value;
  bool any;
};

static void share(const struct question *question, const signed char *value, struct shared *shared) {
  for (uint32_t n = 0; n < question->nodes.n && shared->value != NULL; n++) {
    if (!shared->any || shared->value[n] != value[n]) {
      shared->value[n] = shared->any ? 0 : value[n];
    }
  }
  shared->any = true;
}

static bool is_open(const struct state *state, const struct question_union *group, uint32_t *open) {
  if (state->value[group->node] <= 0) {
    return false;
  }
  struct members members = members_left(state, group);
  *open = members.open;
  return !members.any;
}

/* The product of the numbers of open members, with those of the cases above; more than MOST_CHOICES if it is. */
static uint32_t count_choices(const struct state *state, uint32_t above, bool *any) {
  uint64_t product = above;
  *any = false;
  for (uint32_t u = 0; u < state->question->unions.n && product <= MOST_CHOICES; u++) {
    uint32_t open = 0;
    if (is_open(state, &state->question->unions.v[u], &open)) {
      product *= open;
      *any = true;
    }
  }
  return (uint32_t)product;
}

static void try_cases(struct state *state, uint32_t choices, struct shared *shared);

/* Members of the open unions from `u` on are chosen one by one; `from` keeps what was open before any was. */
static void choose(struct state *state, const struct state *from, uint32_t u, uint32_t choices, struct shared *shared) {
  struct question *question = state->question;
  uint32_t open = 0;
  while (u < question->unions.n && !is_open(from, &question->unions.v[u], &open)) {
    u++;
  }
  if (u == question->unions.n) {
    propagate(state);
    if (!state->impossible) {
      try_cases(state, choices, shared);
    }
    return;
  }
  const struct question_union *group = &question->unions.v[u];
  signed char *value = open_frame(question);
  for (uint32_t m = 0; m < group->count && !question->too_many; m++) {
    uint32_t member = question->members.v[group->first + m];
    if (from->value[member] != 0) {
      continue;
    }
    memcpy(value, state->value, question->nodes.n);
    struct state chosen = {.question = question, .without = state->without, .value = value};
    question->depth++;
    tell(question, member, true, LINE_SUPPOSED, group->node, NO_INDEX);
    chosen.value[member] = 1;
    choose(&chosen, from, u + 1, choices, shared);
    question->depth--;
  }
  question->frames_used--;
}

static void try_cases(struct state *state, uint32_t choices, struct shared *shared) {
  struct question *question = state->question;
  bool any = false;
  uint32_t product = count_choices(state, choices, &any);
  if (!any) {
    share(question, state->value, shared);
    return;
  }
  if (product > MOST_CHOICES) {
    question->too_many = true;
    return;
  }
  signed char *value = open_frame(question);
  memcpy(value, state->value, question->nodes.n);
  struct state from = {.question = question, .without = state->without, .value = value};
  choose(state, &from, 0, product, shared);
  question->frames_used--;
}

static void suppose(struct state *state) {
  const struct question *question = state->question;
  for (uint32_t i = 0; i < question->given.n; i++) {
    learn(state, question->given.v[i], true, LINE_GIVEN, NO_INDEX, NO_INDEX);
  }
  for (uint32_t i = 0; i < question->denied.n; i++) {
    learn(state, question->denied.v[i], false, LINE_GIVEN, NO_INDEX, NO_INDEX);
  }
}

bool question_refuted(struct question *question, const bool *without, signed char *forced) {
  question->frames_used = 0;
  vec_reserve(question->arena, &question->frames, FRAMES * question->nodes.n + 1);
  struct state state = {.question = question, .without = without, .value = open_frame(question)};
  struct shared shared = {.value = forced};
  memset(state.value, 0, question->nodes.n);
  question->too_many = false;
  question->depth = 0;
  suppose(&state);
  propagate(&state);
  bool refuted = state.impossible;
  /* Where nothing is apart, every clause denies one node at most, and propagation alone refutes all that can be refuted: cases
   * are gone through for what they share, and to tell of them. */
  bool told = forced != NULL || question->lines != NULL;
  bool may_split = question->has_choices && (question->aparts.n > 0 || told);
  if (!refuted && may_split) {
    struct state top = {.question = question, .without = without, .value = open_frame(question)};
    memcpy(top.value, state.value, question->nodes.n);
    try_cases(&top, 1, &shared);
    refuted = !question->too_many && !shared.any;
  }
  if (forced != NULL && (question->too_many || !question->has_choices)) {
    memcpy(forced, state.value, question->nodes.n);
  }
  return refuted;
}
