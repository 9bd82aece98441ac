/* Breadth first, in order of the number of facts: steps of the hierarchy cost nothing, facts and conclusions one. Conclusions
 * are followed when nothing is left to be found without them, and so on with each further one. */
#include "analyse/network/search.h"

#include "analyse/network/walk.h"

#include <stdlib.h>

void search_init(struct search *search, const struct network *network, struct arena *arena) {
  *search = (struct search){.network = network, .arena = arena};
}

/* A floor takes much memory, and most searches need one of them only. */
static void open_floor(struct search *search, enum floor number) {
  struct search_floor *floor = &search->floors[number];
  size_t nodes = (size_t)search->network->input->nodes + 1;
  if (!floor->open) {
    marks_init(&floor->seen, search->arena, search->network->input->nodes);
    marks_init(&floor->settled, search->arena, search->network->input->nodes);
    floor->distance = arena_alloc(search->arena, nodes * sizeof *floor->distance);
    floor->last = arena_alloc(search->arena, nodes * sizeof *floor->last);
    floor->turned = arena_alloc(search->arena, nodes * sizeof *floor->turned);
    floor->open = true;
  }
}

void search_drop(struct search *search) {
  size_t nodes = (size_t)search->network->input->nodes + 1;
  for (unsigned f = 0; f < FLOORS; f++) {
    struct search_floor *floor = &search->floors[f];
    arena_drop(search->arena, floor->seen.stamp, nodes * sizeof *floor->seen.stamp);
    arena_drop(search->arena, floor->settled.stamp, nodes * sizeof *floor->settled.stamp);
    arena_drop(search->arena, floor->distance, nodes * sizeof *floor->distance);
    arena_drop(search->arena, floor->last, nodes * sizeof *floor->last);
    arena_drop(search->arena, floor->turned, nodes * sizeof *floor->turned);
    arena_drop(search->arena, floor->found.v, floor->found.capacity * sizeof *floor->found.v);
  }
  search_init(search, search->network, search->arena);
}

static void reset(struct search *search, uint32_t limit) {
  search->limit = limit;
  search->now.n = 0;
  search->next.n = 0;
  search->deferred.n = 0;
  search->waiting.n = 0;
  for (unsigned f = 0; f < FLOORS; f++) {
    if (search->floors[f].open) {
      marks_clear(&search->floors[f].seen, search->network->input->nodes);
      marks_clear(&search->floors[f].settled, search->network->input->nodes);
      search->floors[f].found.n = 0;
    }
  }
}

/* Notes a way to a node if it is shorter than what is known. */
static void reach(struct search *search, enum floor floor, struct step step, uint32_t distance, uint32_t cost,
                  bool turned) {
  struct search_floor *to = &search->floors[floor];
  if (marks_has(&to->seen, step.to) && to->distance[step.to] <= distance + cost) {
    return;
  }
  marks_add(&to->seen, step.to);
  to->distance[step.to] = distance + cost;
  to->last[step.to] = step;
  to->turned[step.to] = turned;
  uint32_t state = step.to * 2 + (uint32_t)floor;
  if (cost == 0) {
    vec_push(search->arena, &search->now, state);
  } else {
    vec_push(search->arena, &search->next, state);
  }
}

static void defer(struct search *search, enum floor floor, struct step step, uint32_t distance, bool turned) {
  struct deferred deferred = {
      .step = step, .floor = floor, .distance = distance, .number = search->deferred.n, .turned = turned};
  if (!marks_has(&search->floors[floor].settled, step.to)) {
    vec_push(search->arena, &search->deferred, deferred);
  }
}

static int by_distance(const void *a, const void *b) {
  const struct deferred *x = a;
  const struct deferred *y = b;
  int order = (x->distance > y->distance) - (x->distance < y->distance);
  return order != 0 ? order : (x->number > y->number) - (x->number < y->number);
}

/* Those that were deferred have their turn: the farthest comes first in the list, to be taken from its end. */
static void open_deferred(struct search *search) {
  if (search->deferred.n > 1) {
    qsort(search->deferred.v, search->deferred.n, sizeof *search->deferred.v, by_distance);
  }
  for (uint32_t i = search->deferred.n; i-- > 0;) {
    vec_push(search->arena, &search->waiting, search->deferred.v[i]);
  }
  search->deferred.n = 0;
}

/* Goes one fact further; `distance` is that of the nodes that are now to be visited. False when all is visited. */
static bool advance(struct search *search, uint32_t *distance) {
  search->now.n = 0;
  for (uint32_t i = 0; i < search->next.n; i++) {
    vec_push(search->arena, &search->now, search->next.v[i]);
  }
  search->next.n = 0;
  if (search->now.n == 0 && search->waiting.n == 0) {
    open_deferred(search);
  }
  if (search->now.n > 0) {
    ++*distance;
  } else if (search->waiting.n > 0) {
    *distance = search->waiting.v[search->waiting.n - 1].distance;
  }
  while (search->waiting.n > 0 && search->waiting.v[search->waiting.n - 1].distance <= *distance) {
    struct deferred deferred = search->waiting.v[--search->waiting.n];
    if (!marks_has(&search->floors[deferred.floor].settled, deferred.step.to)) {
      reach(search, deferred.floor, deferred.step, deferred.distance, 0, deferred.turned);
    }
  }
  return search->now.n > 0 || search->waiting.n > 0 || search->deferred.n > 0;
}

/* How a search may get from the lower to the upper floor. */
enum change { CHANGE_NEVER, CHANGE_BY_OVERLAP, CHANGE_BY_CORRESPONDENCE };

static void follow(struct search *search, enum floor floor, uint32_t node, uint32_t distance,
                   const struct adjacency *edges, enum step_kind kind) {
  for (uint32_t e = edges->first[node]; e < edges->first[node + 1]; e++) {
    const struct edge *edge = &edges->edges[e];
    if (why_is_conclusion(edge->why) && edge->why - WHY_CONCLUSION >= search->limit) {
      continue;
    }
    if (kind == STEP_RELATED && !is_followed(search->network, edge)) {
      continue;
    }
    bool changes = kind == STEP_OVERLAP || kind == STEP_RELATED;
    uint32_t cost = edge->why < WHY_MEMBER ? 1 : 0;
    struct step step = {.from = node, .to = edge->to, .why = edge->why, .kind = kind};
    if (why_is_conclusion(edge->why)) {
      defer(search, changes ? FLOOR_UP : floor, step, distance + cost, changes);
    } else {
      reach(search, changes ? FLOOR_UP : floor, step, distance, cost, changes);
    }
  }
}

static void visit(struct search *search, enum floor floor, uint32_t node, enum change change) {
  struct search_floor *here = &search->floors[floor];
  uint32_t distance = here->distance[node];
  vec_push(search->arena, &here->found, node);
  if (floor == FLOOR_UP) {
    follow(search, FLOOR_UP, node, distance, &search->network->up, STEP_UP);
    return;
  }
  follow(search, FLOOR_DOWN, node, distance, &search->network->down, STEP_DOWN);
  if (change == CHANGE_BY_CORRESPONDENCE) {
    follow(search, FLOOR_DOWN, node, distance, &search->network->relates, STEP_RELATED);
  } else if (change == CHANGE_BY_OVERLAP) {
    struct step turn = {.from = NO_INDEX, .to = node, .why = NO_INDEX, .kind = STEP_UP};
    reach(search, FLOOR_UP, turn, distance, 0, true);
    follow(search, FLOOR_DOWN, node, distance, &search->network->overlaps, STEP_OVERLAP);
  }
}

static void run(struct search *search, enum floor floor, uint32_t start, uint32_t target, enum floor goal,
                enum change change) {
  struct step first = {.from = NO_INDEX, .to = start, .why = NO_INDEX, .kind = STEP_UP};
  uint32_t distance = 0;
  reach(search, floor, first, 0, 0, false);
  do {
    for (uint32_t i = 0; i < search->now.n; i++) {
      uint32_t node = search->now.v[i] / 2;
      enum floor on = (enum floor)(search->now.v[i] % 2);
      if (!marks_add(&search->floors[on].settled, node)) {
        continue;
      }
      if (node == target && on == goal) {
        return;
      }
      visit(search, on, node, change);
    }
  } while (advance(search, &distance));
}

void search_up(struct search *search, uint32_t start, uint32_t limit, uint32_t target) {
  open_floor(search, FLOOR_UP);
  reset(search, limit);
  run(search, FLOOR_UP, start, target, FLOOR_UP, CHANGE_NEVER);
}

void search_down(struct search *search, uint32_t start, uint32_t limit, uint32_t target) {
  open_floor(search, FLOOR_DOWN);
  reset(search, limit);
  run(search, FLOOR_DOWN, start, target, FLOOR_DOWN, CHANGE_NEVER);
}

void search_around(struct search *search, uint32_t start, uint32_t limit, uint32_t target) {
  open_floor(search, FLOOR_DOWN);
  open_floor(search, FLOOR_UP);
  reset(search, limit);
  run(search, FLOOR_DOWN, start, target, FLOOR_UP, CHANGE_BY_OVERLAP);
}

void search_related(struct search *search, uint32_t start, uint32_t limit, uint32_t target) {
  open_floor(search, FLOOR_DOWN);
  open_floor(search, FLOOR_UP);
  reset(search, limit);
  run(search, FLOOR_DOWN, start, target, FLOOR_UP, CHANGE_BY_CORRESPONDENCE);
}

void search_path(const struct search *search, enum floor floor, uint32_t node, struct arena *arena, steps *path) {
  uint32_t first = path->n;
  uint32_t at = node;
  for (;;) {
    const struct search_floor *here = &search->floors[floor];
    struct step step = here->last[at];
    bool turned = here->turned[at];
    if (step.from == NO_INDEX && !turned) {
      break;
    }
    if (step.from != NO_INDEX) {
      vec_push(arena, path, step);
      at = step.from;
    }
    if (turned) {
      floor = FLOOR_DOWN;
    }
  }
  for (uint32_t i = first, j = path->n; i + 1 < j; i++) {
    struct step swap = path->v[i];
    path->v[i] = path->v[--j];
    path->v[j] = swap;
  }
}
