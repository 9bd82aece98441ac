/* Several that hold a control together: the smallest set of what is held into which chains and unions lead. */
#include "report/answers.h"

/* The nodes that holders, and members of unions that hold, lead to. */
struct cover_search {
  struct reporter *reporter;
  const struct network *network;
  bool *reached;    /* by place among those that are passed: there is a way from it into what is held */
  uint32_t *choice; /* the edge that this takes, or NO_INDEX: the members of the union */
};

/* A heading that is just the union of others is told by what it gathers. */
bool is_holder(const struct reporter *reporter, uint32_t node) {
  const struct graph *graph = reporter->analysis->graph;
  if (graph_is_union(graph, node) || !graph_is_held(graph, node)) {
    return false;
  }
  const struct graph_control *control = &graph->controls[node];
  return !(control->group && control->exhaustive) && marks_has(&reporter->facing, control->framework);
}

/* Where a set is looked at, only what is in it. */
static bool is_goal(const struct reporter *reporter, uint32_t node) {
  const node_list *only = reporter->prices.only;
  bool wanted = only == NULL;
  for (uint32_t i = 0; !wanted && i < only->n; i++) {
    wanted = only->v[i] == node;
  }
  return wanted && is_holder(reporter, node);
}

static const struct network_union *union_at(const struct network *network, uint32_t node) {
  uint32_t number = network->input->union_of[node];
  return number != NO_INDEX ? &network->input->unions[number] : NULL;
}

/* ---- prices ---- */

/* The price of the node: how many that are held it takes to hold it; NO_INDEX for none. */
static uint32_t price_of(const struct reporter *reporter, uint32_t node) {
  const struct cover_prices *prices = &reporter->prices;
  return marks_has(&prices->known, node) ? prices->price[node] : NO_INDEX;
}

static uint32_t price_of_members(const struct reporter *reporter, const struct network_union *group) {
  const uint32_t *members = reporter->analysis->network.input->members + group->first;
  uint64_t sum = 0;
  for (uint32_t m = 0; m < group->count; m++) {
    uint32_t price = price_of(reporter, members[m]);
    sum = price == NO_INDEX ? NO_INDEX : sum + price;
    if (sum >= NO_INDEX) {
      return NO_INDEX;
    }
  }
  return group->count > 0 ? (uint32_t)sum : NO_INDEX;
}

static void lower_price(struct reporter *reporter, uint32_t node, uint32_t price) {
  struct cover_prices *prices = &reporter->prices;
  if (price < price_of(reporter, node)) {
    marks_add(&prices->known, node);
    prices->price[node] = price;
    vec_push(reporter->tools, &prices->lowered, node);
  }
}

/* What lies in the node costs no more, and a union of which it is a member may have come to cost less. */
static void spread_price(struct reporter *reporter, uint32_t node) {
  const struct network *network = &reporter->analysis->network;
  for (struct edges down = edges_of(&network->down, node); down.at < down.end; down.at++) {
    lower_price(reporter, down.at->to, reporter->prices.price[node]);
  }
  for (struct edges up = edges_of(&network->up, node); up.at < up.end; up.at++) {
    bool member = up.at->why == WHY_PARENT || up.at->why == WHY_MEMBER;
    const struct network_union *group = member ? union_at(network, up.at->to) : NULL;
    if (group != NULL) {
      lower_price(reporter, up.at->to, price_of_members(reporter, group));
    }
  }
}

/* From what is held down and over unions, as far as there is anything that it holds. */
static void find_prices(struct reporter *reporter) {
  const struct graph *graph = reporter->analysis->graph;
  struct cover_prices *prices = &reporter->prices;
  prices->lowered.n = 0;
  for (uint32_t h = 0; h < reporter->held_count; h++) {
    const struct graph_framework *framework = &graph->frameworks.v[reporter->held[h]];
    for (uint32_t node = framework->first; node < framework->first + framework->count; node++) {
      if (is_goal(reporter, node)) {
        lower_price(reporter, node, 1);
      }
    }
  }
  for (uint32_t i = 0; i < prices->lowered.n; i++) {
    spread_price(reporter, prices->lowered.v[i]);
  }
}

/* The prices of what is held by the frameworks at hand are kept as long as these stay the same. */
static void prepare_prices(struct reporter *reporter) {
  struct cover_prices *prices = &reporter->prices;
  uint32_t nodes = reporter->analysis->network.input->nodes;
  if (prices->price == NULL) {
    prices->price = arena_alloc(reporter->tools, ((size_t)nodes + 1) * sizeof *prices->price);
    marks_init(&prices->known, reporter->tools, nodes);
  } else if (prices->of == reporter->held) {
    return;
  } else {
    marks_clear(&prices->known, nodes);
  }
  prices->of = reporter->held;
  find_prices(reporter);
}

/* ---- the way ---- */

static void pass(struct reporter *reporter, uint32_t node) {
  if (marks_add(&reporter->chosen, node)) {
    vec_push(reporter->tools, &reporter->passed, node);
  }
}

/* The nodes that ways of the best price pass. True: at some of them there is a choice. */
static bool find_passed(struct reporter *reporter, uint32_t start) {
  const struct network *network = &reporter->analysis->network;
  bool choice = false;
  marks_clear(&reporter->chosen, network->input->nodes);
  reporter->passed.n = 0;
  pass(reporter, start);
  for (uint32_t i = 0; i < reporter->passed.n; i++) {
    uint32_t node = reporter->passed.v[i];
    uint32_t price = price_of(reporter, node);
    uint32_t ways = 0;
    if (is_goal(reporter, node)) {
      continue;
    }
    for (uint32_t e = network->up.first[node]; e < network->up.first[node + 1]; e++) {
      if (price_of(reporter, network->up.edges[e].to) == price) {
        pass(reporter, network->up.edges[e].to);
        ways++;
      }
    }
    const struct network_union *group = union_at(network, node);
    if (group != NULL && price_of_members(reporter, group) == price) {
      for (uint32_t m = 0; m < group->count; m++) {
        pass(reporter, network->input->members[group->first + m]);
      }
      ways++;
    }
    choice = choice || ways > 1;
  }
  return choice;
}

/* Meets a node on the walk from the start to all that it may lie in; which way is taken depends on who is met first. */
static void meet(struct reporter *reporter, uint32_t node) {
  if (marks_add(&reporter->covered.marks, node)) {
    vec_push(reporter->tools, &reporter->covered.list, node);
    if (marks_has(&reporter->chosen, node)) {
      reporter->passed.v[reporter->passed.n++] = node;
    }
  }
}

/* Puts those that are passed into the order in which they are met, and no more is walked. */
static void order_passed(struct reporter *reporter, uint32_t start) {
  const struct network *network = &reporter->analysis->network;
  struct node_set *met = &reporter->covered;
  uint32_t count = reporter->passed.n;
  reporter->passed.n = 0;
  node_set_clear(met, network->input->nodes);
  meet(reporter, start);
  for (uint32_t i = 0; reporter->passed.n < count; i++) {
    uint32_t at = met->list.v[i];
    if (is_goal(reporter, at)) {
      continue;
    }
    for (uint32_t e = network->up.first[at]; e < network->up.first[at + 1]; e++) {
      meet(reporter, network->up.edges[e].to);
    }
    const struct network_union *group = union_at(network, at);
    for (uint32_t m = 0; group != NULL && m < group->count; m++) {
      meet(reporter, network->input->members[group->first + m]);
    }
  }
}

static void collect(struct reporter *reporter, uint32_t start) {
  if (find_passed(reporter, start)) {
    order_passed(reporter, start);
  }
  for (uint32_t i = 0; i < reporter->passed.n; i++) {
    reporter->slot[reporter->passed.v[i]] = i;
  }
}

static bool is_reached(const struct cover_search *search, uint32_t node) {
  const struct reporter *reporter = search->reporter;
  return marks_has(&reporter->chosen, node) && search->reached[reporter->slot[node]];
}

static bool are_reached(const struct cover_search *search, const struct network_union *group) {
  for (uint32_t m = 0; m < group->count; m++) {
    if (!is_reached(search, search->network->input->members[group->first + m])) {
      return false;
    }
  }
  return true;
}

/* Whether there are ways of the price from all members of the node. */
static bool reach_members(const struct cover_search *search, uint32_t node, uint32_t price, uint32_t least) {
  const struct network_union *group = union_at(search->network, node);
  return group != NULL && group->count >= least && price_of_members(search->reporter, group) == price &&
         are_reached(search, group);
}

/* Goes from the node to several members from all of which ways are known, or to one from which a way of its price is: what a
 * union holds is nearer than what it lies in. */
static bool reach(struct cover_search *search, uint32_t place) {
  const struct reporter *reporter = search->reporter;
  const struct adjacency *up = &search->network->up;
  uint32_t node = reporter->passed.v[place];
  uint32_t price = price_of(reporter, node);
  search->choice[place] = NO_INDEX;
  if (reach_members(search, node, price, 2)) {
    return true;
  }
  for (uint32_t e = up->first[node]; e < up->first[node + 1]; e++) {
    if (price_of(reporter, up->edges[e].to) == price && is_reached(search, up->edges[e].to)) {
      search->choice[place] = e;
      return true;
    }
  }
  return reach_members(search, node, price, 1);
}

/* From what was found last on, until there is a way from the start. */
static void find_ways_back(struct cover_search *search) {
  for (uint32_t i = 0; i < search->reporter->passed.n; i++) {
    search->reached[i] = is_goal(search->reporter, search->reporter->passed.v[i]);
  }
  while (!search->reached[0]) {
    for (uint32_t i = search->reporter->passed.n; i-- > 0;) {
      search->reached[i] = search->reached[i] || reach(search, i);
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
  const struct network *network = &reporter->analysis->network;
  struct node_set *above = &reporter->covered;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < nodes->n && nodes->n > 1; i++) {
    bool held = false;
    node_set_clear(above, network->input->nodes);
    node_set_add(above, reporter->tools, nodes->v[i]);
    node_set_close(above, reporter->tools, &network->up);
    for (uint32_t k = 0; k < nodes->n && !held; k++) {
      uint32_t other = k < kept || k > i ? nodes->v[k] : nodes->v[i]; /* those kept stand at the front */
      bool equal = network->component[other] == network->component[nodes->v[i]];
      held = other != nodes->v[i] && node_set_has(above, other) && (!equal || other < nodes->v[i]);
    }
    if (!held) {
      nodes->v[kept++] = nodes->v[i];
    }
  }
  nodes->n = nodes->n > 1 ? kept : nodes->n;
}

/* By the price, which counts twice what two members of a union share. */
static bool find_cheap_cover(struct reporter *reporter, uint32_t node, node_list *nodes, steps *way) {
  prepare_prices(reporter);
  if (price_of(reporter, node) == NO_INDEX) {
    return false;
  }
  struct cover_search search = {.reporter = reporter, .network = &reporter->analysis->network};
  collect(reporter, node);
  search.reached = arena_zalloc(reporter->arena, (size_t)reporter->passed.n + 1);
  search.choice = arena_alloc(reporter->arena, ((size_t)reporter->passed.n + 1) * sizeof *search.choice);
  find_ways_back(&search);
  follow(&search, node, nodes, way);
  sort_numbers(nodes);
  return nodes->n > 0;
}

/* The way into a set that is known to hold the node; none where only cases show it. */
static void find_way_into(struct reporter *reporter, uint32_t node, const node_list *set, steps *way) {
  node_list nodes = {0};
  reporter->prices.only = set;
  reporter->prices.of = NULL;
  way->n = 0;
  (void)find_cheap_cover(reporter, node, &nodes, way);
  reporter->prices.only = NULL;
  reporter->prices.of = NULL;
}

/* In framework order; both have as many members. */
static bool comes_before(const struct network *network, const struct network_union *group,
                         const struct network_union *other) {
  const uint32_t *members = network->input->members;
  uint32_t m = 0;
  while (m + 1 < group->count && members[group->first + m] == members[other->first + m]) {
    m++;
  }
  return members[group->first + m] < members[other->first + m];
}

static bool are_goals(const struct reporter *reporter, const struct network_union *group) {
  for (uint32_t m = 0; m < group->count; m++) {
    if (!is_goal(reporter, reporter->analysis->network.input->members[group->first + m])) {
      return false;
    }
  }
  return true;
}

/* A union that the node is declared to lie in, where none smaller is known, is the shortest proof; the first of several of a
 * size in framework order. */
static bool take_declared(struct reporter *reporter, uint32_t node, node_list *nodes, steps *way) {
  const struct network *network = &reporter->analysis->network;
  const struct network_union *best = NULL;
  const struct edge *to_best = NULL;
  for (struct edges up = edges_of(&network->up, node); up.at < up.end; up.at++) {
    const struct network_union *group =
        graph_is_union(reporter->analysis->graph, up.at->to) ? union_at(network, up.at->to) : NULL;
    bool fits = group != NULL && why_is_fact(up.at->why) && group->count <= (best != NULL ? best->count : nodes->n) &&
                are_goals(reporter, group);
    if (fits && (best == NULL || group->count < best->count || comes_before(network, group, best))) {
      best = group;
      to_best = up.at;
    }
  }
  if (best == NULL) {
    return false;
  }
  nodes->n = 0;
  for (uint32_t m = 0; m < best->count; m++) {
    vec_push(reporter->arena, nodes, network->input->members[best->first + m]);
  }
  sort_numbers(nodes);
  way->n = 0;
  vec_push(reporter->arena, way, (struct step){.from = node, .to = to_best->to, .why = to_best->why, .kind = STEP_UP});
  return true;
}

bool find_cover(struct reporter *reporter, uint32_t node, node_list *nodes, steps *way) {
  node_list smaller = {0};
  if (!find_cheap_cover(reporter, node, nodes, way)) {
    return false;
  }
  uint32_t found = nodes->n;
  drop_held(reporter, nodes);
  if (take_declared(reporter, node, nodes, way)) {
    return true;
  }
  if (nodes->n > 2 && find_smaller_set(reporter, node, nodes->n - 1, &smaller)) {
    *nodes = smaller;
  }
  if (nodes->n < found) {
    find_way_into(reporter, node, nodes, way);
  }
  return true;
}
