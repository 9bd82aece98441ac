/* Building the network, step by step; and the sets of nodes that walks need. */
#include "analyse/network/network.h"

#include "analyse/network/cases.h"
#include "analyse/network/components.h"
#include "analyse/network/edges.h"
#include "analyse/network/unions.h"

void marks_init(struct marks *marks, struct arena *arena, uint32_t nodes) {
  marks->stamp = arena_zalloc(arena, ((size_t)nodes + 1) * sizeof *marks->stamp);
  marks->epoch = 1;
}

void marks_clear(struct marks *marks, uint32_t nodes) {
  if (++marks->epoch == 0) {
    memset(marks->stamp, 0, (size_t)nodes * sizeof *marks->stamp);
    marks->epoch = 1;
  }
}

void node_set_init(struct node_set *set, struct arena *arena, uint32_t nodes) {
  marks_init(&set->marks, arena, nodes);
  set->list.v = NULL;
  set->list.n = 0;
  set->list.capacity = 0;
}

void node_set_clear(struct node_set *set, uint32_t nodes) {
  marks_clear(&set->marks, nodes);
  set->list.n = 0;
}

void node_set_drop(struct node_set *set, struct arena *arena, uint32_t nodes) {
  arena_drop(arena, set->marks.stamp, ((size_t)nodes + 1) * sizeof *set->marks.stamp);
  arena_drop(arena, set->list.v, set->list.capacity * sizeof *set->list.v);
  *set = (struct node_set){0};
}

void node_set_close(struct node_set *set, struct arena *arena, const struct adjacency *edges) {
  for (uint32_t i = 0; i < set->list.n; i++) {
    uint32_t node = set->list.v[i];
    for (uint32_t e = edges->first[node]; e < edges->first[node + 1]; e++) {
      node_set_add(set, arena, edges->edges[e].to);
    }
  }
}

/* What the workers share while they do the work. */
struct team {
  const struct network *network;
  network_work *work;
  void *context;
};

static void work_on(const struct team *team, struct network_tools *tools, struct arena *arena, uint32_t item) {
  if (!tools->ready) {
    for (unsigned i = 0; i < sizeof tools->sets / sizeof *tools->sets; i++) {
      node_set_init(&tools->sets[i], arena, team->network->input->nodes);
    }
    tools->ready = true;
  }
  team->work(team->context, tools, arena, item);
}

static void work_as(void *context, struct worker *worker, uint32_t item) {
  const struct team *team = context;
  const struct network *network = team->network;
  work_on(team, &network->tools[worker - network->input->parallel->workers], &worker->arena, item);
}

void network_each(const struct network *network, uint32_t items, network_work *work, void *context) {
  struct team team = {.network = network, .work = work, .context = context};
  if (network->input->parallel != NULL) {
    if (!parallel_each(network->input->parallel, items, work_as, &team)) {
      arena_fail(network->arena);
    }
    return;
  }
  for (uint32_t item = 0; item < items; item++) {
    work_on(&team, network->tools, network->arena, item);
  }
}

static void make_tools(struct network *network) {
  const struct parallel *parallel = network->input->parallel;
  network->tools = arena_zalloc(network->arena, (parallel != NULL ? parallel->count : 1) * sizeof *network->tools);
}

void network_drop_tools(struct network *network) {
  const struct parallel *parallel = network->input->parallel;
  for (unsigned w = 0; w < (parallel != NULL ? parallel->count : 1); w++) {
    struct network_tools *tools = &network->tools[w];
    struct arena *arena = parallel != NULL ? &parallel->workers[w].arena : network->arena;
    for (unsigned i = 0; tools->ready && i < sizeof tools->sets / sizeof *tools->sets; i++) {
      node_set_drop(&tools->sets[i], arena, network->input->nodes);
    }
    tools->ready = false;
  }
}

void network_build_again(struct network *network) {
  network->conclusions.n = 0;
  edges_build(network);
  components_find(network);
  conclude_about_unions(network);
  conclude_by_cases(network);
  if (network->conclusions.n > 0) {
    components_find(network);
    cases_open_again(network);
  }
}

void network_build(struct network *network, const struct network_input *input, struct arena *arena) {
  *network = (struct network){.input = input, .arena = arena};
  make_tools(network);
  network_build_again(network);
}
