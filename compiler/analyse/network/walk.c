/* The walks behind every answer. */
#include "analyse/network/walk.h"

#include "analyse/network/cases.h"
#include "analyse/network/reach.h"

void walk_init(struct walk *walk, const struct network *network, struct arena *arena) {
  *walk = (struct walk){.network = network, .arena = arena, .node = NO_INDEX};
  struct node_set *sets[] = {&walk->above, &walk->below,   &walk->around, &walk->exceeds,
                             &walk->lacks, &walk->related, &walk->spare};
  for (unsigned i = 0; i < sizeof sets / sizeof *sets; i++) {
    node_set_init(sets[i], arena, network->input->nodes);
  }
}

/* Closes `set` under: its members, and what they overlap by declaration, upwards. */
static void close_around(const struct walk *walk, const struct node_set *below, struct node_set *set) {
  const struct adjacency *overlaps = &walk->network->overlaps;
  for (uint32_t i = 0; i < below->list.n; i++) {
    uint32_t node = below->list.v[i];
    node_set_add(set, walk->arena, node);
    for (uint32_t e = overlaps->first[node]; e < overlaps->first[node + 1]; e++) {
      node_set_add(set, walk->arena, overlaps->edges[e].to);
    }
  }
  node_set_close(set, walk->arena, &walk->network->up);
}

static void close_from(const struct walk *walk, struct node_set *set, uint32_t node, const struct adjacency *edges) {
  node_set_clear(set, walk->network->input->nodes);
  node_set_add(set, walk->arena, node);
  node_set_close(set, walk->arena, edges);
}

static void walk_below(struct walk *walk, uint32_t node) {
  walk->node = node;
  close_from(walk, &walk->below, node, &walk->network->down);
  node_set_clear(&walk->around, walk->network->input->nodes);
  close_around(walk, &walk->below, &walk->around);
}

void walk_from(struct walk *walk, uint32_t node) {
  close_from(walk, &walk->above, node, &walk->network->up);
  walk_below(walk, node);
}

static void add_targets(const struct walk *walk, struct node_set *set, const struct node_set *from,
                        const struct adjacency *edges) {
  for (uint32_t i = 0; i < from->list.n; i++) {
    uint32_t node = from->list.v[i];
    for (uint32_t e = edges->first[node]; e < edges->first[node + 1]; e++) {
      node_set_add(set, walk->arena, edges->edges[e].to);
    }
  }
}

/* y is not in the node x when some a is in y, x in some b, and a is not in b; or when something in y, or overlapping
 * y, is apart from what holds x: for then y in x would put that thing on both sides. */
static void find_exceeding(struct walk *walk) {
  const struct network *network = walk->network;
  uint32_t nodes = network->input->nodes;
  node_set_clear(&walk->exceeds, nodes);
  add_targets(walk, &walk->exceeds, &walk->above, &network->not_held);
  node_set_close(&walk->exceeds, walk->arena, &network->up);
  if (!network->any_apart) {
    return;
  }
  node_set_clear(&walk->lacks, nodes); /* used as the set of what is apart from the holders, then refilled */
  add_targets(walk, &walk->lacks, &walk->above, &network->aparts);
  /* All that overlaps one of these: down, over declared overlaps, and up. */
  node_set_clear(&walk->spare, nodes);
  for (uint32_t i = 0; i < walk->lacks.list.n; i++) {
    node_set_add(&walk->spare, walk->arena, walk->lacks.list.v[i]);
  }
  node_set_close(&walk->spare, walk->arena, &network->down);
  close_around(walk, &walk->spare, &walk->exceeds);
}

/* The node x is not in y when some a is in x, y in some b, and a is not in b; or when something that x overlaps is apart
 * from something that holds y. */
static void find_lacking(struct walk *walk) {
  const struct network *network = walk->network;
  node_set_clear(&walk->lacks, network->input->nodes);
  add_targets(walk, &walk->lacks, &walk->below, &network->not_in);
  if (network->any_apart) {
    add_targets(walk, &walk->lacks, &walk->around, &network->aparts);
  }
  node_set_close(&walk->lacks, walk->arena, &network->down);
}

void walk_differences(struct walk *walk) {
  find_exceeding(walk);
  find_lacking(walk);
}

/* Of what the walk has below, and what that overlaps, that from which there is a way to something apart; closed upwards. */
static void close_around_aparts(struct walk *walk) {
  const struct network *network = walk->network;
  node_set_clear(&walk->around, network->input->nodes);
  for (uint32_t i = 0; i < walk->below.list.n; i++) {
    uint32_t node = walk->below.list.v[i];
    if (reach_may_lead_apart(network, node)) {
      node_set_add(&walk->around, walk->arena, node);
    }
    for (struct edges overlaps = edges_of(&network->overlaps, node); overlaps.at < overlaps.end; overlaps.at++) {
      if (reach_may_lead_apart(network, overlaps.at->to)) {
        node_set_add(&walk->around, walk->arena, overlaps.at->to);
      }
    }
  }
  node_set_close(&walk->around, walk->arena, &network->up);
}

void walk_lacking(struct walk *walk, uint32_t node) {
  walk->node = node;
  close_from(walk, &walk->below, node, &walk->network->down);
  if (walk->network->any_apart) {
    close_around_aparts(walk);
  }
  find_lacking(walk);
}

const struct node_set *walk_apart(struct walk *walk) {
  node_set_clear(&walk->spare, walk->network->input->nodes);
  if (walk->network->any_apart) {
    add_targets(walk, &walk->spare, &walk->above, &walk->network->aparts);
    node_set_close(&walk->spare, walk->arena, &walk->network->down);
  }
  return &walk->spare;
}

/* Closed upwards on both sides: what holds one of the two that are declared to belong together, and what holds the other. */
void walk_related(struct walk *walk) {
  const struct adjacency *relates = &walk->network->relates;
  node_set_clear(&walk->related, walk->network->input->nodes);
  for (uint32_t i = 0; walk->network->any_related && i < walk->below.list.n; i++) {
    uint32_t node = walk->below.list.v[i];
    for (uint32_t e = relates->first[node]; e < relates->first[node + 1]; e++) {
      if (is_followed(walk->network, &relates->edges[e])) {
        node_set_add(&walk->related, walk->arena, relates->edges[e].to);
      }
    }
  }
  node_set_close(&walk->related, walk->arena, &walk->network->up);
}

/* Where things are apart, unions may leave less than walking shows. */
static void look_at_cases(struct walk *walk, uint32_t x, uint32_t y, struct pair_knowledge *known) {
  if (walk->question == NULL) {
    walk->question = arena_alloc(walk->arena, sizeof *walk->question);
    question_init(walk->question, walk->network, walk->arena);
  }
  struct question *question = walk->question;
  known->apart = known->apart || (!known->overlaps && apart_by_cases(question, x, y));
  known->not_in = known->not_in || known->apart || (!known->in && not_in_by_cases(question, x, y, NULL));
  known->not_held = known->not_held || known->apart || (!known->holds && not_in_by_cases(question, y, x, NULL));
  bool open = !known->in && !known->holds && !known->not_in && !known->not_held;
  known->unequal = open && unequal_by_cases(question, x, y, NULL);
}

struct pair_knowledge walk_pair(struct walk *walk, uint32_t x, uint32_t y) {
  struct pair_knowledge known = {0};
  walk_from(walk, x);
  walk_differences(walk);
  walk_related(walk);
  known.in = node_set_has(&walk->above, y);
  known.holds = node_set_has(&walk->below, y);
  known.overlaps = node_set_has(&walk->around, y);
  known.related = known.overlaps || node_set_has(&walk->related, y);
  known.not_held = node_set_has(&walk->exceeds, y);
  known.not_in = node_set_has(&walk->lacks, y);
  known.apart = node_set_has(walk_apart(walk), y);
  if (walk->network->splits) {
    look_at_cases(walk, x, y, &known);
  }
  /* Where no case is left, whatever x = y would break, x in y or y in x would break as well: no witness needs both. */
  if (!known.not_in && !known.not_held && !known.unequal) {
    known.bases |= BASE_EQ;
  }
  if (!known.not_in && !known.holds) {
    known.bases |= BASE_PP;
  }
  if (!known.not_held && !known.in) {
    known.bases |= BASE_PPI;
  }
  if (!known.apart && !known.in && !known.holds) {
    known.bases |= BASE_PO;
  }
  if (!known.overlaps) {
    known.bases |= BASE_DR;
  }
  return known;
}

enum relation walk_relation(const struct walk *walk, uint32_t y, bool lacks, bool exceeds) {
  bool in = node_set_has(&walk->above, y);
  bool holds = node_set_has(&walk->below, y);
  if (in && holds) {
    return REL_EQUAL;
  }
  if (in && exceeds) {
    return REL_SUBSET;
  }
  if (holds && lacks) {
    return REL_SUPERSET;
  }
  return node_set_has(&walk->around, y) ? REL_INTERSECTS : REL_RELATED;
}
