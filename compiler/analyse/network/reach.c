/* From both ends of what is apart down to everything that leads there. */
#include "analyse/network/reach.h"

/* A union that is entered otherwise than from a member takes in its members; entered from one, only what holds it. */
struct reaching {
  struct network *network;
  struct apart_reach *entered; /* by node: what a question takes in that enters it */
  struct apart_reach *passed;  /* by union: the same, entered from a member */
  bool *waits;                 /* by node: it is among the changed */
  VEC(uint32_t) changed;
};

static bool add_reach(struct apart_reach *to, const struct apart_reach *from) {
  uint64_t more = (from->ends[0] & ~to->ends[0]) | (from->ends[1] & ~to->ends[1]);
  to->ends[0] |= from->ends[0];
  to->ends[1] |= from->ends[1];
  return more != 0;
}

static void note_change(struct reaching *reaching, uint32_t node) {
  if (!reaching->waits[node]) {
    reaching->waits[node] = true;
    vec_push(reaching->network->arena, &reaching->changed, node);
  }
}

/* What holds the node takes in so much. */
static void take_from_above(struct reaching *reaching, uint32_t node, const struct apart_reach *from) {
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

/* Each pair that is apart has a bit, which others share. The uppermost nodes are the last to be noted, and so the first to be
 * carried on from: most have then heard from all that is above them. */
static void start(struct reaching *reaching) {
  const struct network *network = reaching->network;
  unsigned number = 0;
  for (uint32_t i = network->input->nodes; i-- > 0;) {
    uint32_t node = network->order[i];
    for (struct edges aparts = edges_of(&network->aparts, node); aparts.at < aparts.end; aparts.at++) {
      if (aparts.at->to >= node) {
        uint64_t bit = UINT64_C(1) << number++ % 64;
        take_from_above(reaching, node, &(struct apart_reach){.ends = {bit, 0}});
        take_from_above(reaching, aparts.at->to, &(struct apart_reach){.ends = {0, bit}});
      }
    }
  }
}

void reach_find(struct network *network) {
  struct arena *arena = network->arena;
  size_t nodes = (size_t)network->input->nodes + 1;
  size_t unions = (size_t)network->input->union_count + 1;
  if (network->reach == NULL) {
    network->reach = arena_alloc(arena, nodes * sizeof *network->reach);
  }
  memset(network->reach, 0, nodes * sizeof *network->reach);
  struct reaching reaching = {.network = network, .entered = network->reach};
  reaching.passed = arena_zalloc(arena, unions * sizeof *reaching.passed);
  reaching.waits = arena_zalloc(arena, nodes * sizeof *reaching.waits);
  start(&reaching);
  while (reaching.changed.n > 0) {
    uint32_t node = reaching.changed.v[--reaching.changed.n];
    reaching.waits[node] = false;
    carry_on(&reaching, node);
  }
  arena_drop(arena, reaching.changed.v, reaching.changed.capacity * sizeof *reaching.changed.v);
  arena_drop(arena, reaching.waits, nodes * sizeof *reaching.waits);
  arena_drop(arena, reaching.passed, unions * sizeof *reaching.passed);
}
