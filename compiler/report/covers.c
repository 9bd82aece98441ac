/* Several that hold a control together: the smallest set of what is held into which chains and unions lead. */
#include "report/answers.h"

/* The nodes that holders, and members of unions that hold, lead to, each with the price of getting into what is held. */
struct cover_search {
  struct reporter *reporter;
  const struct network *network;
  uint32_t *price;  /* by place in the list: how many that are held it takes, or NO_INDEX */
  uint32_t *choice; /* the edge that it takes, or NO_INDEX: the members of the union */
};

/* What is held and is not just the union of others: a heading that is one is told by what it gathers. */
static bool is_goal(const struct reporter *reporter, uint32_t node) {
  const struct graph *graph = reporter->analysis->graph;
  if (graph_is_union(graph, node) || !graph_is_held(graph, node)) {
    return false;
  }
  const struct graph_control *control = &graph->controls[node];
  return !(control->group && control->exhaustive) && marks_has(&reporter->facing, control->framework);
}

static const struct network_union *union_at(const struct network *network, uint32_t node) {
  uint32_t number = network->input->union_of[node];
  return number != NO_INDEX ? &network->input->unions[number] : NULL;
}

static void collect(struct reporter *reporter, uint32_t node) {
  const struct network *network = &reporter->analysis->network;
  struct node_set *set = &reporter->covered;
  node_set_clear(set, network->input->nodes);
  node_set_add(set, reporter->tools, node);
  for (uint32_t i = 0; i < set->list.n; i++) {
    uint32_t at = set->list.v[i];
    reporter->slot[at] = i;
    if (is_goal(reporter, at)) {
      continue;
    }
    for (uint32_t e = network->up.first[at]; e < network->up.first[at + 1]; e++) {
      node_set_add(set, reporter->tools, network->up.edges[e].to);
    }
    const struct network_union *group = union_at(network, at);
    for (uint32_t m = 0; group != NULL && m < group->count; m++) {
      node_set_add(set, reporter->tools, network->input->members[group->first + m]);
    }
  }
}

static uint32_t price_of_members(const struct cover_search *search, const struct network_union *group) {
  uint64_t sum = 0;
  for (uint32_t m = 0; m < group->count; m++) {
    uint32_t price = search->price[search->reporter->slot[search->network->input->members[group->first + m]]];
    sum = price == NO_INDEX ? NO_INDEX : sum + price;
    if (sum >= NO_INDEX) {
      return NO_INDEX;
    }
  }
  return group->count > 0 ? (uint32_t)sum : NO_INDEX;
}

/* The best price of the node by what is known of its neighbours; where it got lower, by which way. */
static bool improve(struct cover_search *search, uint32_t place) {
  const struct adjacency *up = &search->network->up;
  uint32_t node = search->reporter->covered.list.v[place];
  uint32_t before = search->price[place];
  if (is_goal(search->reporter, node)) {
    search->price[place] = 1;
    return before != 1;
  }
  for (uint32_t e = up->first[node]; e < up->first[node + 1]; e++) {
    uint32_t price = search->price[search->reporter->slot[up->edges[e].to]];
    if (price < search->price[place]) {
      search->price[place] = price;
      search->choice[place] = e;
    }
  }
  const struct network_union *group = union_at(search->network, node);
  uint32_t price = group != NULL ? price_of_members(search, group) : NO_INDEX;
  if (price < search->price[place]) {
    search->price[place] = price;
    search->choice[place] = NO_INDEX;
  }
  return search->price[place] < before;
}

static void settle_prices(struct cover_search *search) {
  uint32_t count = search->reporter->covered.list.n;
  memset(search->price, 0xff, count * sizeof *search->price);
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t i = count; i-- > 0;) {
      changed = improve(search, i) || changed;
    }
  }
}

/* Follows the choices into what is held; each node is entered once. */
static void follow(struct cover_search *search, uint32_t start, node_list *nodes, steps *way) {
  struct reporter *reporter = search->reporter;
  const struct network *network = search->network;
  node_list open = {0};
  marks_clear(&reporter->chosen, network->input->nodes);
  marks_add(&reporter->chosen, start);
  vec_push(reporter->arena, &open, start);
  while (open.n > 0) {
    uint32_t node = open.v[--open.n];
    uint32_t place = reporter->slot[node];
    if (is_goal(reporter, node)) {
      vec_push(reporter->arena, nodes, node);
    } else if (search->choice[place] != NO_INDEX) {
      const struct edge *edge = &network->up.edges[search->choice[place]];
      vec_push(reporter->arena, way, (struct step){.from = node, .to = edge->to, .why = edge->why, .kind = STEP_UP});
      if (marks_add(&reporter->chosen, edge->to)) {
        vec_push(reporter->arena, &open, edge->to);
      }
    } else {
      const struct network_union *group = union_at(network, node);
      for (uint32_t m = group->count; m-- > 0;) {
        uint32_t member = network->input->members[group->first + m];
        if (marks_add(&reporter->chosen, member)) {
          vec_push(reporter->arena, &open, member);
        }
      }
    }
  }
}

/* What lies in another of them adds nothing; of two that are equal the first stays. */
static void drop_held(struct reporter *reporter, node_list *nodes) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < nodes->n && nodes->n > 1; i++) {
    bool held = false;
    walk_from(&reporter->middle, nodes->v[i]);
    for (uint32_t k = 0; k < nodes->n && !held; k++) {
      uint32_t other = k < kept || k > i ? nodes->v[k] : nodes->v[i]; /* those kept stand at the front */
      bool equal = node_set_has(&reporter->middle.below, other);
      held = other != nodes->v[i] && node_set_has(&reporter->middle.above, other) && (!equal || other < nodes->v[i]);
    }
    if (!held) {
      nodes->v[kept++] = nodes->v[i];
    }
  }
  nodes->n = nodes->n > 1 ? kept : nodes->n;
}

bool find_cover(struct reporter *reporter, uint32_t node, node_list *nodes, steps *way) {
  struct cover_search search = {.reporter = reporter, .network = &reporter->analysis->network};
  collect(reporter, node);
  search.price = arena_alloc(reporter->arena, ((size_t)reporter->covered.list.n + 1) * sizeof *search.price);
  search.choice = arena_alloc(reporter->arena, ((size_t)reporter->covered.list.n + 1) * sizeof *search.choice);
  settle_prices(&search);
  if (search.price[reporter->slot[node]] == NO_INDEX) {
    return false;
  }
  node_list found = {0};
  follow(&search, node, &found, way);
  sort_numbers(&found);
  drop_held(reporter, &found);
  for (uint32_t i = 0; i < found.n; i++) {
    if (i == 0 || found.v[i] != found.v[i - 1]) {
      vec_push(reporter->tools, nodes, found.v[i]);
    }
  }
  return found.n > 0;
}
