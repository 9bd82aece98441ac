/* The union rule, round by round: what all members of a union have in common, the union has. */
#include "analyse/network/unions.h"

#include "analyse/network/edges.h"
#include "base/search.h"

#include <stdlib.h>

enum { PART = 64 }; /* unions that a worker takes at a time */

typedef VEC(struct conclusion) conclusion_list;

/* One round: what it finds takes part in the next one only. */
struct round {
  const struct network *network;
  const uint32_t *due; /* unions to be looked at, ascending */
  uint32_t due_count;
  conclusion_list *found; /* by part */
};

/* A worker's view of it. */
struct concluder {
  const struct network *network;
  struct arena *arena;
  uint32_t nodes;
  conclusion_list *found;
  struct node_set *common;  /* what holds (or is apart from) every member looked at so far */
  struct node_set *next;    /* the same of one more member */
  struct node_set *covered; /* what needs no conclusion any more */
  struct node_set *holders;
};

/* All that holds the node. What is only known through the union `past` is left out, unless that is NO_INDEX: where a
 * conclusion about the union is looked for, it has all of that already. */
static void collect_above(const struct concluder *concluder, struct node_set *set, uint32_t node, uint32_t past) {
  const struct adjacency *up = &concluder->network->up;
  node_set_clear(set, concluder->nodes);
  node_set_add(set, concluder->arena, node);
  for (uint32_t i = 0; i < set->list.n; i++) {
    uint32_t at = set->list.v[i];
    for (uint32_t e = up->first[at]; e < up->first[at + 1]; e++) {
      if (up->edges[e].to != past) {
        node_set_add(set, concluder->arena, up->edges[e].to);
      }
    }
  }
}

/* All that is apart from the node: whatever is in something declared apart from something that holds the node. */
static void collect_apart(const struct concluder *concluder, struct node_set *set, uint32_t node, uint32_t past) {
  const struct network *network = concluder->network;
  collect_above(concluder, concluder->holders, node, past);
  node_set_clear(set, concluder->nodes);
  for (uint32_t i = 0; i < concluder->holders->list.n; i++) {
    uint32_t holder = concluder->holders->list.v[i];
    for (uint32_t e = network->aparts.first[holder]; e < network->aparts.first[holder + 1]; e++) {
      node_set_add(set, concluder->arena, network->aparts.edges[e].to);
    }
  }
  node_set_close(set, concluder->arena, &network->down);
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

static void add_conclusion(const struct concluder *concluder, uint32_t number, uint32_t other, bool apart) {
  uint32_t rests_on = concluder->network->conclusions.n; /* those of the rounds before */
  vec_push(concluder->arena, concluder->found,
           (struct conclusion){.unionised = number, .other = other, .rests_on = rests_on, .apart = apart});
}

/* A union of one is in its member, which leads to all else; where they are in one component this is known. */
static void conclude_single(const struct concluder *concluder, uint32_t number) {
  const struct network *network = concluder->network;
  const struct network_union *group = &network->input->unions[number];
  uint32_t member = network->input->members[group->first];
  if (network->component[member] != network->component[group->node]) {
    add_conclusion(concluder, number, member, false);
  }
}

typedef void collect_function(const struct concluder *concluder, struct node_set *set, uint32_t node, uint32_t past);

static uint32_t count_edges(const struct adjacency *edges, uint32_t node) {
  return edges->first[node + 1] - edges->first[node];
}

/* Where the first member is in much, such as all unions there are: whether another has anything above it at all that the first
 * may be in, too, to which some edge leads. */
static bool may_have_common(const struct concluder *concluder, const struct network_union *group) {
  enum { MUCH = 16 };
  const struct network *network = concluder->network;
  const uint32_t *members = network->input->members + group->first;
  uint32_t least = 0;
  for (uint32_t m = 1; m < group->count; m++) {
    least = count_edges(&network->up, members[m]) < count_edges(&network->up, members[least]) ? m : least;
  }
  if (least == 0 || count_edges(&network->up, members[0]) < MUCH) {
    return true;
  }
  collect_above(concluder, concluder->next, members[least], group->node);
  for (uint32_t i = 0; i < concluder->next->list.n; i++) {
    if (count_edges(&network->down, concluder->next->list.v[i]) > 0) {
      return true;
    }
  }
  return false;
}

/* Applies the rule to one union, for "in" or for "apart". What follows from one conclusion needs none of its own: the
 * nearest come first, and each covers what it leads to. */
static void conclude(const struct concluder *concluder, uint32_t number, bool apart) {
  const struct network *network = concluder->network;
  const struct network_union *group = &network->input->unions[number];
  const uint32_t *members = network->input->members + group->first;
  collect_function *collect = apart ? collect_apart : collect_above;
  const struct adjacency *leads = apart ? &network->down : &network->up;
  struct node_set *common = concluder->common;
  struct node_set *covered = concluder->covered;
  collect(concluder, common, members[0], group->node);
  for (uint32_t m = 1; m < group->count && common->list.n > 0; m++) {
    collect(concluder, concluder->next, members[m], group->node);
    keep_common(common, concluder->next);
  }
  if (common->list.n == 0) {
    return;
  }
  collect(concluder, covered, group->node, NO_INDEX);
  keep_uncovered(common, covered);
  for (uint32_t i = 0; i < common->list.n; i++) {
    uint32_t other = common->list.v[i];
    if (node_set_has(covered, other)) {
      continue;
    }
    add_conclusion(concluder, number, other, apart);
    node_set_add(covered, concluder->arena, other);
    node_set_close(covered, concluder->arena, leads);
  }
}

static void conclude_part(void *context, struct network_tools *tools, struct arena *arena, uint32_t item) {
  const struct round *round = context;
  const struct network *network = round->network;
  struct concluder concluder = {.network = network,
                                .arena = arena,
                                .nodes = network->input->nodes,
                                .found = &round->found[item],
                                .common = &tools->sets[0],
                                .next = &tools->sets[1],
                                .covered = &tools->sets[2],
                                .holders = &tools->sets[3]};
  uint32_t end = round->due_count - item * PART < PART ? round->due_count : (item + 1) * PART;
  for (uint32_t i = item * PART; i < end; i++) {
    uint32_t number = round->due[i];
    uint32_t count = network->input->unions[number].count;
    if (count == 1 && network->conclusions.n == 0) {
      conclude_single(&concluder, number); /* which tells all that there will ever be */
    } else if (count > 1 && may_have_common(&concluder, &network->input->unions[number])) {
      conclude(&concluder, number, false);
    }
    if (count > 0 && network->any_apart) {
      conclude(&concluder, number, true);
    }
  }
}

static void run_round(struct network *network, const uint32_t *due, uint32_t due_count) {
  uint32_t parts = (due_count + PART - 1) / PART;
  struct round round = {.network = network, .due = due, .due_count = due_count};
  round.found = arena_zalloc(network->arena, ((size_t)parts + 1) * sizeof *round.found);
  network_each(network, parts, conclude_part, &round);
  for (uint32_t p = 0; p < parts; p++) {
    for (uint32_t i = 0; i < round.found[p].n; i++) {
      vec_push(network->arena, &network->conclusions, round.found[p].v[i]);
    }
  }
}

/* Whose answers the conclusions from `first` on may change. */
struct changes {
  struct network *network;
  struct node_set nodes; /* for which there is more that holds them or is apart from them */
  struct node_set above;
  struct marks seen; /* unions */
  VEC(uint32_t) due;
};

static void changes_init(struct changes *changes, struct network *network) {
  *changes = (struct changes){.network = network};
  node_set_init(&changes->nodes, network->arena, network->input->nodes);
  node_set_init(&changes->above, network->arena, network->input->nodes);
  marks_init(&changes->seen, network->arena, network->input->union_count);
}

static void changes_drop(struct changes *changes) {
  const struct network *network = changes->network;
  node_set_drop(&changes->nodes, network->arena, network->input->nodes);
  node_set_drop(&changes->above, network->arena, network->input->nodes);
}

/* A node below a union has all that the union has come to have. And where a union has come to be in something, what is
 * apart from that, or from what holds that, has come to be apart from the union and all below it. */
static void find_changed_nodes(struct changes *changes, uint32_t first) {
  const struct network *network = changes->network;
  struct arena *arena = network->arena;
  node_set_clear(&changes->nodes, network->input->nodes);
  node_set_clear(&changes->above, network->input->nodes);
  for (uint32_t k = first; k < network->conclusions.n; k++) {
    const struct conclusion *conclusion = &network->conclusions.v[k];
    uint32_t node = network->input->unions[conclusion->unionised].node;
    node_set_add(&changes->nodes, arena, node);
    node_set_add(conclusion->apart ? &changes->nodes : &changes->above, arena,
                 conclusion->apart ? conclusion->other : node);
  }
  if (network->any_apart) {
    node_set_close(&changes->above, arena, &network->up);
    for (uint32_t i = 0; i < changes->above.list.n; i++) {
      uint32_t holder = changes->above.list.v[i];
      for (uint32_t e = network->aparts.first[holder]; e < network->aparts.first[holder + 1]; e++) {
        node_set_add(&changes->nodes, arena, network->aparts.edges[e].to);
      }
    }
  }
  node_set_close(&changes->nodes, arena, &network->down);
}

/* The unions that have a changed node among their members. */
static void find_due(struct changes *changes, uint32_t first) {
  const struct network *network = changes->network;
  const struct adjacency *up = &network->up;
  find_changed_nodes(changes, first);
  marks_clear(&changes->seen, network->input->union_count);
  changes->due.n = 0;
  for (uint32_t i = 0; i < changes->nodes.list.n; i++) {
    uint32_t node = changes->nodes.list.v[i];
    for (uint32_t e = up->first[node]; e < up->first[node + 1]; e++) {
      bool member = up->edges[e].why == WHY_PARENT || up->edges[e].why == WHY_MEMBER;
      uint32_t number = member ? network->input->union_of[up->edges[e].to] : NO_INDEX;
      if (number != NO_INDEX && marks_add(&changes->seen, number)) {
        vec_push(network->arena, &changes->due, number);
      }
    }
  }
  if (changes->due.n > 1) {
    qsort(changes->due.v, changes->due.n, sizeof *changes->due.v, number_order);
  }
}

void conclude_about_unions(struct network *network) {
  uint32_t count = network->input->union_count;
  if (count == 0) {
    return;
  }
  uint32_t *all = arena_alloc(network->arena, count * sizeof *all);
  for (uint32_t u = 0; u < count; u++) {
    all[u] = u;
  }
  run_round(network, all, count);
  arena_drop(network->arena, all, count * sizeof *all);
  if (network->conclusions.n == 0) {
    return;
  }
  struct changes changes;
  changes_init(&changes, network);
  for (uint32_t first = 0; first < network->conclusions.n;) {
    uint32_t next = network->conclusions.n;
    edges_add_conclusions(network, first);
    find_due(&changes, first);
    run_round(network, changes.due.v, changes.due.n);
    first = next;
  }
  changes_drop(&changes);
}
