/* What is proved from one control to others, and by which steps.
 *
 * To walk and to search from a control takes the same whatever the target is. So it is done once for the crosswalks of one
 * source that a worker builds one after another, and what they need of it is kept. */
#include "analyse/network/cases.h"
#include "base/search.h"
#include "report/reporter.h"

/* So many crosswalks share what is kept: more would be a matter of memory. */
enum { MOST_TOGETHER = 16 };

void prepare_ways(struct reporter *reporter, uint32_t number) {
  const struct analysis *analysis = reporter->analysis;
  struct kept_ways *kept = &reporter->ways;
  if (number >= kept->first && number < kept->end) {
    return;
  }
  const struct crosswalk *crosswalks = analysis->crosswalks.v;
  uint32_t source = crosswalks[number].frameworks[0];
  kept->first = number;
  kept->end = number;
  marks_clear(&kept->targets, analysis->graph->frameworks.n);
  while (kept->end < analysis->crosswalks.n && kept->end - number < MOST_TOGETHER &&
         crosswalks[kept->end].frameworks[0] == source) {
    for (uint32_t h = 0; h < crosswalks[kept->end].held_count; h++) {
      marks_add(&kept->targets, crosswalks[kept->end].held[h]);
    }
    kept->end++;
  }
  kept->list.n = 0;
  kept->steps.n = 0;
  kept->from.n = 0;
  vec_reserve(reporter->tools, &kept->from, analysis->graph->frameworks.v[source].count);
  for (uint32_t i = 0; i < analysis->graph->frameworks.v[source].count; i++) {
    kept->from.v[kept->from.n++] = (struct ways_from){.count = NO_INDEX};
  }
}

/* An equality both of whose ways are the same facts needs to be told once. */
static bool only_equalities(const struct reporter *reporter, const struct way *way) {
  const struct graph *graph = reporter->analysis->graph;
  for (uint32_t i = 0; i < way->there; i++) {
    uint32_t why = reporter->ways.steps.v[way->first + i].why;
    if (!why_is_fact(why) ||
        (graph->facts[why].relation != REL_EQUAL && graph->facts[why].relation != REL_EQUIVALENT)) {
      return false;
    }
  }
  return true;
}

/* Walks and searches from a control, unless that is where they are. */
static void search_from(struct reporter *reporter, uint32_t x) {
  const struct network *network = &reporter->analysis->network;
  if (reporter->up.network == NULL) {
    search_init(&reporter->up, network, reporter->tools);
    search_init(&reporter->down, network, reporter->tools);
    search_init(&reporter->around, network, reporter->tools);
    search_init(&reporter->related, network, reporter->tools);
  } else if (reporter->searched == x) {
    return;
  }
  reporter->searched = x;
  walk_from(&reporter->walk, x);
  walk_differences(&reporter->walk);
  walk_related(&reporter->walk);
  search_up(&reporter->up, x, NO_INDEX, NO_INDEX);
  search_down(&reporter->down, x, NO_INDEX, NO_INDEX);
  search_around(&reporter->around, x, NO_INDEX, NO_INDEX);
  if (network->any_related) {
    search_related(&reporter->related, x, NO_INDEX, NO_INDEX);
  }
}

/* Appends a way to the steps that are kept; its length. */
static uint32_t keep_path(struct reporter *reporter, const struct search *search, enum floor floor, uint32_t y) {
  uint32_t before = reporter->ways.steps.n;
  search_path(search, floor, y, reporter->tools, &reporter->ways.steps);
  return reporter->ways.steps.n - before;
}

struct question *question_of(struct reporter *reporter) {
  if (reporter->question == NULL) {
    reporter->question = arena_alloc(reporter->tools, sizeof *reporter->question);
    question_init(reporter->question, &reporter->analysis->network, reporter->tools);
  }
  return reporter->question;
}

bool differs_by_cases(struct reporter *reporter, uint32_t x, uint32_t y) {
  return reporter->analysis->network.splits && not_in_by_cases(question_of(reporter), x, y, NULL);
}

void put_way_to(struct reporter *reporter, uint32_t y, bool related, steps *way) {
  search_from(reporter, reporter->node);
  search_path(related ? &reporter->related : &reporter->around, FLOOR_UP, y, reporter->arena, way);
}

void put_way_down(struct reporter *reporter, uint32_t y, steps *way) {
  search_from(reporter, reporter->node);
  search_path(&reporter->down, FLOOR_DOWN, y, reporter->arena, way);
}

static struct way find_way(struct reporter *reporter, uint32_t y) {
  bool in = search_found(&reporter->up, FLOOR_UP, y);
  bool holds = search_found(&reporter->down, FLOOR_DOWN, y);
  /* Asked where one holds the other: elsewhere the relation does not tell. */
  bool lacks =
      holds && !in && (node_set_has(&reporter->walk.lacks, y) || differs_by_cases(reporter, reporter->searched, y));
  bool exceeds =
      in && !holds && (node_set_has(&reporter->walk.exceeds, y) || differs_by_cases(reporter, y, reporter->searched));
  struct way way = {.target = y,
                    .relation = walk_relation(&reporter->walk, y, lacks, exceeds),
                    .in = in,
                    .holds = holds,
                    .first = reporter->ways.steps.n};
  if (in) {
    way.there = keep_path(reporter, &reporter->up, FLOOR_UP, y);
  } else if (holds) {
    way.there = keep_path(reporter, &reporter->down, FLOOR_DOWN, y);
  } else if (way.relation == REL_RELATED) {
    way.there = keep_path(reporter, &reporter->related, FLOOR_UP, y);
  } else {
    way.there = keep_path(reporter, &reporter->around, FLOOR_UP, y);
  }
  if (in && holds && !only_equalities(reporter, &way)) {
    way.back = keep_path(reporter, &reporter->down, FLOOR_DOWN, y);
  }
  return way;
}

/* The ways from the control at hand to all that can stand opposite to it in the crosswalks to come. */
static void find_ways(struct reporter *reporter, struct ways_from *from) {
  struct kept_ways *kept = &reporter->ways;
  kept->wanted.n = 0;
  for (uint32_t i = 0; i < reporter->own.n; i++) {
    const struct neighbour *neighbour = &reporter->own.v[i];
    if (neighbour->plain && (neighbour->overlaps || neighbour->relates) &&
        marks_has(&kept->targets, neighbour->framework)) {
      vec_push(reporter->tools, &kept->wanted, neighbour->node);
    }
  }
  sort_numbers(&kept->wanted);
  search_from(reporter, reporter->node);
  *from = (struct ways_from){.first = kept->list.n, .count = kept->wanted.n};
  for (uint32_t i = 0; i < kept->wanted.n; i++) {
    vec_push(reporter->tools, &kept->list, find_way(reporter, kept->wanted.v[i]));
  }
}

/* The place of the way to `y` among those that are kept. */
static uint32_t place_of(const struct kept_ways *kept, const struct ways_from *from, uint32_t y) {
  return from->count == 0 ? from->first
                          : from->first + search_first(struct way, kept->list.v + from->first, from->count, target, y);
}

const struct way *way_to(struct reporter *reporter, uint32_t y) {
  struct kept_ways *kept = &reporter->ways;
  uint32_t source = reporter->crosswalk->frameworks[0];
  struct ways_from *from = &kept->from.v[reporter->node - reporter->analysis->graph->frameworks.v[source].first];
  if (from->count == NO_INDEX) {
    find_ways(reporter, from);
  }
  uint32_t place = place_of(kept, from, y);
  if (place < from->first + from->count && kept->list.v[place].target == y) {
    return &kept->list.v[place];
  }
  return way_between(reporter, reporter->node, y);
}

const struct way *way_between(struct reporter *reporter, uint32_t x, uint32_t y) {
  search_from(reporter, x);
  reporter->spare_way = find_way(reporter, y);
  return &reporter->spare_way;
}
