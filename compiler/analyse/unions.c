/* One round of the union rule: what all members of a union have in common, the union has. */
#include "analyse/unions.h"

/* Sets for one round; sized by nodes, so made once. */
struct round {
  struct network *network;
  struct arena *arena;
  uint32_t nodes;
  uint32_t rests_on;
  struct node_set common;  /* what holds (or is apart from) every member looked at so far */
  struct node_set next;    /* the same of one more member */
  struct node_set covered; /* what needs no conclusion any more */
};

/* All that holds the node. What is only known through the union `past` is left out, unless that is NO_INDEX: where a
 * conclusion about the union is looked for, it has all of that already. */
static void collect_above(struct round *round, struct node_set *set, uint32_t node, uint32_t past) {
  const struct adjacency *up = &round->network->up;
  node_set_clear(set, round->nodes);
  node_set_add(set, round->arena, node);
  for (uint32_t i = 0; i < set->list.n; i++) {
    uint32_t at = set->list.v[i];
    for (uint32_t e = up->first[at]; e < up->first[at + 1]; e++) {
      if (up->edges[e].to != past) {
        node_set_add(set, round->arena, up->edges[e].to);
      }
    }
  }
}

/* All that is apart from the node: whatever is in something declared apart from something that holds the node. */
static void collect_apart(struct round *round, struct node_set *set, uint32_t node, uint32_t past) {
  const struct network *network = round->network;
  /* The set is built in two steps: first what holds the node, then what is apart from that. */
  collect_above(round, set, node, past);
  uint32_t count = set->list.n;
  uint32_t *holders = arena_alloc(round->arena, ((size_t)count + 1) * sizeof *holders);
  memcpy(holders, set->list.v, count * sizeof *holders);
  node_set_clear(set, round->nodes);
  for (uint32_t i = 0; i < count; i++) {
    for (uint32_t e = network->aparts.first[holders[i]]; e < network->aparts.first[holders[i] + 1]; e++) {
      node_set_add(set, round->arena, network->aparts.edges[e].to);
    }
  }
  node_set_close(set, round->arena, &network->down);
}

/* Keeps of `common` what is in `next` too; marks of `common` are not kept in step, only its list is used. */
static void keep_common(struct node_set *common, const struct node_set *next) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < common->list.n; i++) {
    if (node_set_has(next, common->list.v[i])) {
      common->list.v[kept++] = common->list.v[i];
    }
  }
  common->list.n = kept;
}

static void keep_uncovered(struct node_set *common, const struct node_set *covered) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < common->list.n; i++) {
    if (!node_set_has(covered, common->list.v[i])) {
      common->list.v[kept++] = common->list.v[i];
    }
  }
  common->list.n = kept;
}

static void add_conclusion(const struct round *round, uint32_t number, uint32_t other, bool apart) {
  vec_push(round->network->arena, &round->network->conclusions,
           (struct conclusion){.unionised = number, .other = other, .rests_on = round->rests_on, .apart = apart});
}

/* A union of one is in its member, which leads to all else; where they are in one component this is known. */
static void conclude_single(const struct round *round, uint32_t number) {
  const struct network *network = round->network;
  const struct network_union *group = &network->input->unions[number];
  uint32_t member = network->input->members[group->first];
  if (network->component[member] != network->component[group->node]) {
    add_conclusion(round, number, member, false);
  }
}

typedef void collect_function(struct round *round, struct node_set *set, uint32_t node, uint32_t past);

/* Applies the rule to one union, for "in" or for "apart". What follows from one conclusion needs none of its own: the
 * nearest come first, and each covers what it leads to. */
static void conclude(struct round *round, uint32_t number, bool apart) {
  const struct network_union *group = &round->network->input->unions[number];
  const uint32_t *members = round->network->input->members + group->first;
  collect_function *collect = apart ? collect_apart : collect_above;
  const struct adjacency *leads = apart ? &round->network->down : &round->network->up;
  collect(round, &round->common, members[0], group->node);
  for (uint32_t m = 1; m < group->count && round->common.list.n > 0; m++) {
    collect(round, &round->next, members[m], group->node);
    keep_common(&round->common, &round->next);
  }
  if (round->common.list.n == 0) {
    return;
  }
  collect(round, &round->covered, group->node, NO_INDEX);
  keep_uncovered(&round->common, &round->covered);
  for (uint32_t i = 0; i < round->common.list.n; i++) {
    uint32_t other = round->common.list.v[i];
    if (node_set_has(&round->covered, other)) {
      continue;
    }
    add_conclusion(round, number, other, apart);
    node_set_add(&round->covered, round->arena, other);
    node_set_close(&round->covered, round->arena, leads);
  }
}

bool conclude_about_unions(struct network *network) {
  const struct network_input *input = network->input;
  if (input->union_count == 0) {
    return false;
  }
  uint32_t before = network->conclusions.n;
  struct round round = {
      .network = network, .arena = network->arena, .nodes = input->nodes, .rests_on = network->conclusions.n};
  node_set_init(&round.common, round.arena, input->nodes);
  node_set_init(&round.next, round.arena, input->nodes);
  node_set_init(&round.covered, round.arena, input->nodes);
  for (uint32_t u = 0; u < input->union_count; u++) {
    if (input->unions[u].count == 0) {
      continue;
    }
    if (input->unions[u].count == 1) {
      conclude_single(&round, u);
    } else {
      conclude(&round, u, false);
    }
    if (network->any_apart) {
      conclude(&round, u, true);
    }
  }
  return network->conclusions.n > before;
}
