/* Finding what coverage rests on. */
#include "report/answers.h"

#include "base/search.h"

static bool holds_alone(const struct graph *graph, uint32_t node) {
  return !graph_is_union(graph, node) && !(graph->controls[node].group && graph->controls[node].exhaustive);
}

/* Whether all of the node is held: no member is an option or withdrawn. */
static bool is_held(const struct graph *graph, uint32_t node) {
  if (!graph_is_union(graph, node)) {
    return graph_is_held(graph, node);
  }
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  for (uint32_t m = 0; m < group->count; m++) {
    if (!graph_is_held(graph, graph->members.v[group->first + m])) {
      return false;
    }
  }
  return true;
}

/* ---- collecting ---- */

static void push_nodes(struct reporter *reporter, struct answer *answer, const uint32_t *nodes, uint32_t count) {
  answer->first = reporter->answer_nodes.n;
  answer->count = count;
  for (uint32_t i = 0; i < count; i++) {
    vec_push(reporter->tools, &reporter->answer_nodes, nodes[i]);
  }
}

/* A control, a heading or the union of a map; each once. */
static void add_answer(struct reporter *reporter, uint32_t node, bool own, bool falls_short) {
  const struct graph *graph = reporter->analysis->graph;
  for (uint32_t i = 0; i < reporter->answers.n; i++) {
    if (reporter->answers.v[i].node == node) {
      reporter->answers.v[i].own = reporter->answers.v[i].own || own;
      return;
    }
  }
  struct answer answer = {.node = node, .own = own, .falls_short = falls_short};
  if (graph_is_union(graph, node)) {
    const struct graph_union *group = &graph->unions.v[node - graph->control_count];
    push_nodes(reporter, &answer, graph->members.v + group->first, group->count);
  } else {
    push_nodes(reporter, &answer, &node, 1);
  }
  vec_push(reporter->tools, &reporter->answers, answer);
}

static bool meets(const struct neighbour *neighbour, enum coverage_means means) {
  return means == MEANS_SINGLE ? neighbour->holds : means == MEANS_OVERLAP ? neighbour->overlaps : neighbour->relates;
}

/* Whether a member of the union is met by itself; the union says nothing more then. */
static bool meets_member(const struct reporter *reporter, uint32_t node, enum coverage_means means) {
  const struct graph *graph = reporter->analysis->graph;
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  for (uint32_t m = 0; m < group->count; m++) {
    for (uint32_t i = 0; i < reporter->opposite.n; i++) {
      if (reporter->opposite.v[i].node == graph->members.v[group->first + m] &&
          meets(&reporter->opposite.v[i], means)) {
        return true;
      }
    }
  }
  return false;
}

/* True if a later one of the nodes says more: a part of it, unless it is a control that is declared itself. */
static bool is_outdone(const struct reporter *reporter, const node_list *nodes, uint32_t i) {
  const struct graph_control *control = &reporter->analysis->graph->controls[nodes->v[i]];
  bool holds_next = i + 1 < nodes->n && nodes->v[i + 1] < control->end;
  return holds_next && (control->group || !marks_has(&reporter->declared, nodes->v[i]));
}

/* Whether the one has all members of the other, and more. */
static bool has_members_of(const struct graph *graph, uint32_t node, uint32_t other) {
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  const struct graph_union *part = &graph->unions.v[other - graph->control_count];
  uint32_t found = 0;
  for (uint32_t m = 0; m < group->count && found < part->count; m++) { /* both ascend */
    found += graph->members.v[group->first + m] == graph->members.v[part->first + found];
  }
  return found == part->count && group->count > part->count;
}

/* True if another of the unions has only some of its members, and nobody declares it of the control itself. Of very many it is
 * not asked. */
static bool is_needless(const struct reporter *reporter, const node_list *unions, uint32_t node) {
  enum { MOST_COMPARED = 64 };
  bool needless = false;
  bool asked = unions->n <= MOST_COMPARED && !marks_has(&reporter->declared, node);
  for (uint32_t i = 0; i < unions->n && asked && !needless; i++) {
    needless = has_members_of(reporter->analysis->graph, node, unions->v[i]);
  }
  return needless;
}

/* Unions of which some members do together what none does by itself. */
static void add_met_together(struct reporter *reporter, enum coverage_means means) {
  const struct graph *graph = reporter->analysis->graph;
  node_list *unions = &reporter->covering;
  unions->n = 0;
  for (uint32_t i = 0; i < reporter->opposite.n; i++) {
    uint32_t node = reporter->opposite.v[i].node;
    if (graph_is_union(graph, node) && meets(&reporter->opposite.v[i], means) && is_held(graph, node) &&
        !meets_member(reporter, node, means)) {
      vec_push(reporter->tools, unions, node);
    }
  }
  for (uint32_t i = 0; i < unions->n; i++) {
    if (!is_needless(reporter, unions, unions->v[i])) {
      add_answer(reporter, unions->v[i], false, false);
    }
  }
}

/* Single controls and headings, without what a heading has only from its parts; and unions where no member is met. */
static void add_met(struct reporter *reporter, enum coverage_means means) {
  const struct graph *graph = reporter->analysis->graph;
  node_list *nodes = &reporter->covering;
  nodes->n = 0;
  for (uint32_t i = 0; i < reporter->opposite.n; i++) {
    uint32_t node = reporter->opposite.v[i].node;
    bool wanted = meets(&reporter->opposite.v[i], means) && !graph_is_union(graph, node) && is_held(graph, node) &&
                  (means != MEANS_SINGLE || holds_alone(graph, node));
    if (wanted) {
      vec_push(reporter->tools, nodes, node);
    }
  }
  sort_numbers(nodes);
  for (uint32_t i = 0; i < nodes->n; i++) {
    if (!is_outdone(reporter, nodes, i)) {
      add_answer(reporter, nodes->v[i], false, false);
    }
  }
  if (means != MEANS_SINGLE) {
    add_met_together(reporter, means);
  }
}

/* ---- several together ---- */

static bool is_just(const struct graph *graph, uint32_t node, const node_list *nodes) {
  if (!graph_is_union(graph, node)) {
    return nodes->n == 1 && nodes->v[0] == node;
  }
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  return group->count == nodes->n &&
         memcmp(graph->members.v + group->first, nodes->v, nodes->n * sizeof *nodes->v) == 0;
}

/* The node of exactly these, a control or the union of a map, if as much is proved of it by itself. */
static uint32_t node_of(const struct reporter *reporter, const node_list *nodes, enum coverage_means by) {
  const struct graph *graph = reporter->analysis->graph;
  for (uint32_t i = 0; i < reporter->opposite.n; i++) {
    const struct neighbour *neighbour = &reporter->opposite.v[i];
    bool proved = by == MEANS_JOINT ? neighbour->holds : meets(neighbour, by);
    if (proved && is_just(graph, neighbour->node, nodes)) {
      return neighbour->node;
    }
  }
  return NO_INDEX;
}

/* How several do together what none does alone. */
struct together {
  node_list nodes;
  steps way;
  uint32_t argued; /* what only cases show to lie in them, or NO_INDEX */
};

static void add_several(struct reporter *reporter, const struct together *together, enum coverage_means by) {
  struct answer answer = {.node = node_of(reporter, &together->nodes, by),
                          .falls_short = by == MEANS_JOINT,
                          .by = by,
                          .way = together->way.v,
                          .way_count = together->way.n,
                          .argued = together->argued};
  push_nodes(reporter, &answer, together->nodes.v, together->nodes.n);
  vec_push(reporter->tools, &reporter->answers, answer);
}

/* The smallest set that the node lies in, and the way there. */
static bool find_together(struct reporter *reporter, uint32_t node, struct together *together) {
  *together = (struct together){.argued = NO_INDEX};
  bool found = find_cover(reporter, node, &together->nodes, &together->way);
  if (found ? together->way.n == 0 : reporter->analysis->network.splits) {
    together->argued = node;
    found = found || find_set(reporter, node, &together->nodes);
  }
  return found;
}

static void add_joint(struct reporter *reporter) {
  struct together together;
  if (find_together(reporter, reporter->node, &together) && (together.argued == NO_INDEX || reporter->answers.n == 0)) {
    add_several(reporter, &together, MEANS_JOINT);
  }
}

/* The control meets a node that several cover together, and none of them by itself. */
static void add_joint_meeting(struct reporter *reporter, enum coverage_means means) {
  struct together best = {.argued = NO_INDEX};
  uint32_t met = NO_INDEX;
  struct neighbours own = reporter->own;
  for (uint32_t i = 0; i < own.n && best.nodes.n != 1; i++) {
    struct together together;
    if (meets(&own.v[i], means) && find_together(reporter, own.v[i].node, &together) &&
        (met == NO_INDEX || together.nodes.n < best.nodes.n)) {
      best = together;
      met = own.v[i].node;
    }
  }
  if (met != NO_INDEX) {
    steps way = {0};
    put_way_to(reporter, met, means == MEANS_CORRESPONDENCE, &way);
    for (uint32_t i = 0; i < best.way.n; i++) {
      vec_push(reporter->arena, &way, best.way.v[i]);
    }
    best.way = way;
    add_several(reporter, &best, means);
  }
}

/* ---- facts that count for their own pair ---- */

static bool is_holding(enum relation relation) {
  return relation == REL_EQUAL || relation == REL_EQUIVALENT || relation == REL_SUBSET;
}

static bool is_wanted(enum relation relation, const struct item_state *state) {
  switch ((enum coverage_means)state->means) {
    case MEANS_SINGLE:
    case MEANS_JOINT:
      return is_holding(relation);
    case MEANS_SUPPORT:
      return relation == REL_SUPPORTED_BY;
    case MEANS_CORRESPONDENCE:
      return relation == REL_RELATED;
    default:
      return is_holding(relation) || relation == REL_SUPERSET || relation == REL_INTERSECTS;
  }
}

static void add_own_fact(struct reporter *reporter, const struct entry *entry, const struct item_state *state) {
  const struct graph *graph = reporter->analysis->graph;
  const struct graph_fact *fact = &graph->facts[entry->fact];
  bool own = (fact->flags & (FACT_REASONED | FACT_DISPUTED | FACT_COMPOSED)) == 0;
  bool single = state->means != MEANS_SINGLE || holds_alone(graph, entry->y);
  if (own && single && is_wanted(entry->relation, state) && is_held(graph, entry->y)) {
    bool proper = entry->relation == REL_INTERSECTS && fact->overlap == OVERLAP_PROPER;
    add_answer(reporter, entry->y, true, entry->relation == REL_SUPERSET || proper);
  }
}

/* What holds a union holds each of its members; what else is said of a union says nothing of any one of them. */
static void add_own_facts(struct reporter *reporter, const struct item_state *state) {
  uint32_t control = reporter->node;
  for (uint32_t i = first_entry(reporter, control); i < reporter->entries.n; i++) {
    if (reporter->entries.v[i].x_first != control) {
      break;
    }
    if (reporter->entries.v[i].x == control) {
      add_own_fact(reporter, &reporter->entries.v[i], state);
    }
  }
  for (uint32_t i = first_membership(reporter, control); i < reporter->memberships.n; i++) {
    const struct membership *membership = &reporter->memberships.v[i];
    if (membership->control != control) {
      break;
    }
    if (is_holding(reporter->entries.v[membership->entry].relation)) {
      add_own_fact(reporter, &reporter->entries.v[membership->entry], state);
    }
  }
}

/* ---- how much is known ---- */

/* Whether any fact says that something is not in something else. */
static bool anything_differs(const struct reporter *reporter) {
  const struct network *network = &reporter->analysis->network;
  return network->any_apart || network->not_in.first[network->input->nodes] > 0;
}

/* Whether it is not proved that the node holds less than all of the control, from which the middle walk has started. */
static bool may_hold_all(struct reporter *reporter, uint32_t node) {
  return !anything_differs(reporter) ||
         (!node_set_has(&reporter->middle.lacks, node) && !differs_by_cases(reporter, reporter->node, node));
}

/* What overlaps the control and is no answer, for one of its parts says more, may hold all of the control as well. */
static bool may_be_held_above(struct reporter *reporter) {
  const struct graph *graph = reporter->analysis->graph;
  for (uint32_t i = 0; i < reporter->opposite.n; i++) {
    const struct neighbour *neighbour = &reporter->opposite.v[i];
    if (neighbour->overlaps && holds_alone(graph, neighbour->node) && is_held(graph, neighbour->node) &&
        may_hold_all(reporter, neighbour->node)) {
      return true;
    }
  }
  return false;
}

/* Whether some counterpart alone may hold all of the control: one that counts for its own pair and is not known to hold less,
 * or else one of which neither a walk nor cases show that it does. */
static bool may_be_held(struct reporter *reporter) {
  for (uint32_t i = 0; i < reporter->answers.n; i++) {
    const struct answer *answer = &reporter->answers.v[i];
    /* Of several whose union nobody names it is not asked. */
    if (!answer->falls_short && (answer->own || answer->node == NO_INDEX)) {
      return true;
    }
  }
  if (anything_differs(reporter)) {
    walk_lacking(&reporter->middle, reporter->node);
  }
  for (uint32_t i = 0; i < reporter->answers.n; i++) {
    const struct answer *answer = &reporter->answers.v[i];
    if (!answer->falls_short && may_hold_all(reporter, answer->node)) {
      return true;
    }
  }
  return may_be_held_above(reporter);
}

static int by_first(const void *a, const void *b, const uint32_t *nodes) {
  const struct answer *x = a;
  const struct answer *y = b;
  uint32_t count = x->count < y->count ? x->count : y->count;
  for (uint32_t i = 0; i < count; i++) {
    int order = number_order(&nodes[x->first + i], &nodes[y->first + i]);
    if (order != 0) {
      return order;
    }
  }
  return (x->count > y->count) - (x->count < y->count);
}

/* Few as they are, each moves down to its place. */
static void sort_answers(struct reporter *reporter) {
  struct answer *answers = reporter->answers.v;
  for (uint32_t i = 1; i < reporter->answers.n; i++) {
    struct answer answer = answers[i];
    uint32_t at = i;
    for (; at > 0 && by_first(&answer, &answers[at - 1], reporter->answer_nodes.v) < 0; at--) {
      answers[at] = answers[at - 1];
    }
    answers[at] = answer;
  }
}

void find_answers(struct reporter *reporter, unsigned side, struct item_state *state) {
  (void)side;
  reporter->answers.n = 0;
  reporter->answer_nodes.n = 0;
  switch ((enum coverage_means)state->means) {
    case MEANS_SINGLE:
    case MEANS_OVERLAP:
    case MEANS_CORRESPONDENCE:
      add_met(reporter, (enum coverage_means)state->means);
      break;
    default:
      break;
  }
  add_own_facts(reporter, state);
  if (state->means == MEANS_JOINT) {
    add_joint(reporter);
  } else if ((state->means == MEANS_OVERLAP || state->means == MEANS_CORRESPONDENCE) && reporter->answers.n == 0) {
    add_joint_meeting(reporter, (enum coverage_means)state->means);
  }
  sort_answers(reporter);
  if (state->note == NOTE_EXTENT_UNKNOWN && !may_be_held(reporter)) {
    state->note = NOTE_PROVED_SHORT;
  }
}
