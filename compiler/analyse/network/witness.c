/* Depth first over the open unions, each with the first of its members that fits. */
#include "analyse/network/witness.h"

enum { IN = 1, DENIED = 2 };

/* So often a choice is taken back, and so many examples are compared, before it is left to a question. */
enum { MOST_RETURNS = 64, MOST_EXAMPLES = 64 };

/* Of so many members of a union the first is looked for that leaves no other union open: an example is to be short. */
enum { MOST_LOOKED_AT = 8 };

void witness_init(struct witness *witness, const struct network *network, struct arena *arena) {
  *witness = (struct witness){.network = network, .arena = arena, .most_nodes = NO_INDEX};
}

void witness_drop(struct witness *witness) {
  struct arena *arena = witness->arena;
  if (witness->state != NULL) {
    arena_drop(arena, witness->state, (size_t)witness->network->input->nodes + 1);
  }
  arena_drop(arena, witness->nodes.v, witness->nodes.capacity * sizeof *witness->nodes.v);
  arena_drop(arena, witness->unions.v, witness->unions.capacity * sizeof *witness->unions.v);
  arena_drop(arena, witness->choices.v, witness->choices.capacity * sizeof *witness->choices.v);
  arena_drop(arena, witness->shared.v, witness->shared.capacity * sizeof *witness->shared.v);
  witness_init(witness, witness->network, arena);
}

static void make_ready(struct witness *witness) {
  if (witness->state == NULL) {
    witness->state = arena_zalloc(witness->arena, (size_t)witness->network->input->nodes + 1);
  }
}

void witness_return(struct witness *witness, struct witness_mark mark) {
  while (witness->nodes.n > mark.nodes) {
    witness->state[witness->nodes.v[--witness->nodes.n]] &= (unsigned char)~IN;
  }
  witness->unions.n = mark.unions;
}

static bool add(struct witness *witness, uint32_t node) {
  if (witness->state[node] != 0) {
    return witness->state[node] == IN;
  }
  if (witness->denies != NULL && witness->denies(witness->context, node)) {
    return false;
  }
  witness->state[node] = IN;
  vec_push(witness->arena, &witness->nodes, node);
  return true;
}

static void note_union(struct witness *witness, uint32_t node) {
  uint32_t number = witness->network->input->union_of[node];
  if (number != NO_INDEX && witness->network->input->unions[number].count > 0) {
    vec_push(witness->arena, &witness->unions, node);
  }
}

static bool is_apart(const struct witness *witness, uint32_t node) {
  const struct adjacency *aparts = &witness->network->aparts;
  for (uint32_t e = aparts->first[node]; e < aparts->first[node + 1]; e++) {
    if (witness->state[aparts->edges[e].to] == IN) {
      return true;
    }
  }
  return false;
}

/* A union that is entered from one of its members is not open. */
static bool add_above(struct witness *witness, uint32_t node) {
  const struct adjacency *up = &witness->network->up;
  for (uint32_t e = up->first[node]; e < up->first[node + 1]; e++) {
    const struct edge *edge = &up->edges[e];
    uint32_t before = witness->nodes.n;
    if (!add(witness, edge->to)) {
      return false;
    }
    if (witness->nodes.n > before && edge->why != WHY_PARENT && edge->why != WHY_MEMBER) {
      note_union(witness, edge->to);
    }
  }
  return true;
}

bool witness_enter(struct witness *witness, uint32_t node) {
  make_ready(witness);
  uint32_t first = witness->nodes.n;
  if (!add(witness, node)) {
    return false;
  }
  if (witness->nodes.n > first) {
    note_union(witness, node);
  }
  for (uint32_t i = first; i < witness->nodes.n; i++) {
    uint32_t at = witness->nodes.v[i];
    if (witness->nodes.n > witness->most_nodes || is_apart(witness, at) || !add_above(witness, at)) {
      return false;
    }
  }
  return true;
}

bool witness_deny(struct witness *witness, uint32_t node) {
  make_ready(witness);
  if (witness->state[node] == IN) {
    return false;
  }
  witness->state[node] = DENIED;
  return true;
}

void witness_allow(struct witness *witness, uint32_t node) {
  witness->state[node] &= (unsigned char)~DENIED;
}

/* ---- choices ---- */

static bool is_settled(const struct witness *witness, const struct network_union *group) {
  for (uint32_t m = 0; m < group->count; m++) {
    if (witness->state[witness->network->input->members[group->first + m]] == IN) {
      return true;
    }
  }
  return false;
}

static const struct network_union *union_in(const struct witness *witness, uint32_t place) {
  const struct network_input *input = witness->network->input;
  return &input->unions[input->union_of[witness->unions.v[place]]];
}

bool witness_is_in(const struct witness *witness, uint32_t node) {
  return witness->state != NULL && witness->state[node] == IN;
}

bool witness_leaves_choices(const struct witness *witness) {
  for (uint32_t place = 0; place < witness->unions.n; place++) {
    if (!is_settled(witness, union_in(witness, place))) {
      return true;
    }
  }
  return false;
}

/* Enters the member, if it fits. */
static bool try_member(struct witness *witness, struct witness_choice choice) {
  uint32_t first = union_in(witness, choice.place)->first;
  if (!witness_enter(witness, witness->network->input->members[first + choice.member])) {
    witness_return(witness, choice.before);
    return false;
  }
  return true;
}

static bool choose_short(struct witness *witness, uint32_t place, uint32_t count) {
  struct witness_choice choice = {.before = witness_here(witness), .place = place, .looked_ahead = true};
  for (; choice.member < count && choice.member < MOST_LOOKED_AT; choice.member++) {
    if (try_member(witness, choice)) {
      if (witness->unions.n == choice.before.unions) {
        vec_push(witness->arena, &witness->choices, choice);
        return true;
      }
      witness_return(witness, choice.before);
    }
  }
  return false;
}

/* Enters the first member from `m` on that fits. */
static bool choose(struct witness *witness, uint32_t place, uint32_t m, uint32_t count) {
  struct witness_choice choice = {.before = witness_here(witness), .place = place, .member = m};
  for (; choice.member < count; choice.member++) {
    if (try_member(witness, choice)) {
      vec_push(witness->arena, &witness->choices, choice);
      return true;
    }
  }
  return false;
}

/* Takes back the last choice for which there is another, and takes that. */
static bool choose_again(struct witness *witness, unsigned *returns) {
  while (witness->choices.n > 0 && *returns < MOST_RETURNS) {
    struct witness_choice last = witness->choices.v[--witness->choices.n];
    ++*returns;
    witness_return(witness, last.before);
    if (choose(witness, last.place, last.looked_ahead ? 0 : last.member + 1, union_in(witness, last.place)->count)) {
      return true;
    }
  }
  return false;
}

bool witness_is_possible(struct witness *witness) {
  unsigned returns = 0;
  witness->choices.n = 0;
  for (uint32_t place = 0; place < witness->unions.n; place++) {
    const struct network_union *group = union_in(witness, place);
    if (is_settled(witness, group) || choose_short(witness, place, group->count) ||
        choose(witness, place, 0, group->count)) {
      continue;
    }
    if (!choose_again(witness, &returns)) {
      return false;
    }
    place = witness->choices.v[witness->choices.n - 1].place;
  }
  return true;
}

/* ---- what is not needed ---- */

/* Keeps what the example at hand is in, too. */
static void keep_shared(struct witness *witness) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < witness->shared.n; i++) {
    if (witness->state[witness->shared.v[i]] == IN) {
      witness->shared.v[kept++] = witness->shared.v[i];
    }
  }
  witness->shared.n = kept;
}

/* One more example, without what all have had so far. */
static bool do_without(struct witness *witness, struct witness_mark base, uint32_t node) {
  bool possible = witness_deny(witness, node) && witness_is_possible(witness);
  if (possible) {
    keep_shared(witness);
  }
  witness_return(witness, base);
  witness_allow(witness, node);
  return possible;
}

bool witness_is_free(struct witness *witness) {
  struct witness_mark base = witness_here(witness);
  bool free = witness_is_possible(witness);
  witness->shared.n = 0;
  for (uint32_t i = base.nodes; free && i < witness->nodes.n; i++) {
    vec_push(witness->arena, &witness->shared, witness->nodes.v[i]);
  }
  witness_return(witness, base);
  for (unsigned examples = 0; free && witness->shared.n > 0; examples++) {
    free = examples < MOST_EXAMPLES && do_without(witness, base, witness->shared.v[0]);
  }
  return free;
}
