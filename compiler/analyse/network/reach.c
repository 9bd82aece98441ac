/* From what may speak against an element down to everything that leads there. */
#include "analyse/network/reach.h"

/* A union that is entered otherwise than from a member takes in its members; entered from one, only what holds it. */
struct reaching {
  struct network *network;
  struct reach *entered; /* by node: what a question takes in that enters it */
  struct reach *passed;  /* by union: the same, entered from a member */
  bool *waits;           /* by node: it is among the changed */
  VEC(uint32_t) changed;
};

static bool add_reach(struct reach *to, const struct reach *from) {
  uint64_t more = (from->ends[0] & ~to->ends[0]) | (from->ends[1] & ~to->ends[1]) | (from->outside & ~to->outside);
  *to = reach_join(*to, *from);
  return more != 0;
}

static void note_change(struct reaching *reaching, uint32_t node) {
  if (!reaching->waits[node]) {
    reaching->waits[node] = true;
    vec_push(reaching->network->arena, &reaching->changed, node);
  }
}

/* What holds the node takes in so much. */
static void take_from_above(struct reaching *reaching, uint32_t node, const struct reach *from) {
  uint32_t number = reaching->network->input->union_of[node];
  bool more = add_reach(&reaching->entered[node], from);
  if (number != NO_INDEX) {
    more |= add_reach(&reaching->passed[number], from);
  }
  if (more) {
    note_change(reaching, node);
  }
}

static bool leads_to_union(const struct network *network, uint32_t why, uint32_t to) {
  return (why == WHY_PARENT || why == WHY_MEMBER) && network->input->union_of[to] != NO_INDEX;
}

static void carry_on(struct reaching *reaching, uint32_t node) {
  const struct network *network = reaching->network;
  for (struct edges down = edges_of(&network->down, node); down.at < down.end; down.at++) {
    bool from_member = leads_to_union(network, down.at->why, node);
    take_from_above(reaching, down.at->to,
                    from_member ? &reaching->passed[network->input->union_of[node]] : &reaching->entered[node]);
  }
  for (struct edges up = edges_of(&network->up, node); up.at < up.end; up.at++) {
    if (leads_to_union(network, up.at->why, up.at->to) &&
        add_reach(&reaching->entered[up.at->to], &reaching->entered[node])) {
      note_change(reaching, up.at->to);
    }
  }
}

/* Each pair that is apart has a bit, which others share. */
static void start_at(struct reaching *reaching, uint32_t node, unsigned *number) {
  const struct network *network = reaching->network;
  for (struct edges aparts = edges_of(&network->aparts, node); aparts.at < aparts.end; aparts.at++) {
    if (aparts.at->to >= node) {
      uint64_t bit = UINT64_C(1) << (*number)++ % 64;
      take_from_above(reaching, node, &(struct reach){.ends = {bit, 0}});
      take_from_above(reaching, aparts.at->to, &(struct reach){.ends = {0, bit}});
    }
  }
  if (network->not_held.first[node + 1] > network->not_held.first[node]) {
    take_from_above(reaching, node, &(struct reach){.outside = reach_bit(node)});
  }
}

/* The uppermost nodes are the last to be noted, and so the first to be carried on from: most have then heard from all that is
 * above them. */
static void start(struct reaching *reaching) {
  unsigned number = 0;
  for (uint32_t i = reaching->network->input->nodes; i-- > 0;) {
    start_at(reaching, reaching->network->order[i], &number);
  }
}

static struct reaching begin(struct network *network) {
  struct reaching reaching = {.network = network, .entered = network->reach, .passed = network->reach_passed};
  reaching.waits = arena_zalloc(network->arena, ((size_t)network->input->nodes + 1) * sizeof *reaching.waits);
  return reaching;
}

static void carry_all(struct reaching *reaching) {
  struct arena *arena = reaching->network->arena;
  while (reaching->changed.n > 0) {
    uint32_t node = reaching->changed.v[--reaching->changed.n];
    reaching->waits[node] = false;
    carry_on(reaching, node);
  }
  arena_drop(arena, reaching->changed.v, reaching->changed.capacity * sizeof *reaching->changed.v);
  arena_drop(arena, reaching->waits, ((size_t)reaching->network->input->nodes + 1) * sizeof *reaching->waits);
}

void reach_find(struct network *network) {
  size_t nodes = (size_t)network->input->nodes + 1;
  size_t unions = (size_t)network->input->union_count + 1;
  if (network->reach == NULL) {
    network->reach = arena_alloc(network->arena, nodes * sizeof *network->reach);
    network->reach_passed = arena_alloc(network->arena, unions * sizeof *network->reach_passed);
  }
  memset(network->reach, 0, nodes * sizeof *network->reach);
  memset(network->reach_passed, 0, unions * sizeof *network->reach_passed);
  struct reaching reaching = begin(network);
  start(&reaching);
  carry_all(&reaching);
}

void reach_go_on(struct network *network, uint32_t first) {
  struct reaching reaching = begin(network);
  for (uint32_t k = first; k < network->conclusions.n; k++) {
    const struct conclusion *conclusion = &network->conclusions.v[k];
    if (conclusion->says == SAYS_IN) {
      take_from_above(&reaching, conclusion->x, &network->reach[conclusion->other]);
    }
  }
  carry_all(&reaching);
}
