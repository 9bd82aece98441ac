/* Mappings that only say again what others say: one read backwards, and the chain of two. */
#include "analyse/judge/checks.h"
#include "base/search.h"

#include <stdlib.h>

/* A pair of controls, as a mapping reads it from left to right. */
struct twin_pair {
  uint32_t x;
  uint32_t y;
  uint32_t says; /* relation and the like, or 0 where only the pair counts */
};

struct twin_pairs {
  uint32_t n;
  struct twin_pair *v;
};

/* From how many pairs on that are just those of a chain it is no accident; how many pairs of legs are tried for a mapping, and how many steps of a
 * chain followed for each of its facts. */
enum { FROM_PAIRS = 3, MOST_LEGS = 64, MOST_STEPS = 32 };

static int compare_numbers(uint32_t a, uint32_t b) {
  return (a > b) - (a < b);
}

static int by_ends(const void *a, const void *b) {
  const struct twin_pair *x = a;
  const struct twin_pair *y = b;
  int order = compare_numbers(x->x, y->x);
  order = order != 0 ? order : compare_numbers(x->y, y->y);
  return order != 0 ? order : compare_numbers(x->says, y->says);
}

/* As they are where a mapping is read from its source. */
static bool are_in_order(const struct twin_pairs *pairs) {
  for (uint32_t i = 1; i < pairs->n; i++) {
    if (by_ends(&pairs->v[i - 1], &pairs->v[i]) > 0) {
      return false;
    }
  }
  return true;
}

/* Puts them in order, each once. */
static void settle(struct twin_pairs *pairs) {
  if (!are_in_order(pairs)) {
    qsort(pairs->v, pairs->n, sizeof *pairs->v, by_ends);
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < pairs->n; i++) {
    if (kept == 0 || by_ends(&pairs->v[kept - 1], &pairs->v[i]) != 0) {
      pairs->v[kept++] = pairs->v[i];
    }
  }
  pairs->n = kept;
}

static struct twin_pair read_pair(const struct graph_fact *fact, bool back, bool relations) {
  enum relation relation = (enum relation)fact->relation;
  relation = back ? relation_inverse(relation) : relation;
  relation = relation == REL_EQUIVALENT ? REL_EQUAL : relation;
  uint32_t says = ((uint32_t)relation << 16 | (uint32_t)fact->overlap << 8 | fact->rationale) + 1;
  return (struct twin_pair){
      .x = back ? fact->target : fact->source, .y = back ? fact->source : fact->target, .says = relations ? says : 0};
}

/* What the facts of a mapping say, read from one of its frameworks. */
static struct twin_pairs read_pairs(const struct graph *graph, const struct graph_mapping *mapping, uint32_t from,
                                    bool relations, struct arena *arena) {
  struct twin_pairs pairs = {.v = arena_alloc(arena, ((size_t)mapping->fact_count + 1) * sizeof *pairs.v)};
  for (uint32_t f = mapping->first_fact; f < mapping->first_fact + mapping->fact_count; f++) {
    if (relations || graph->facts[f].relation != REL_NONE) {
      pairs.v[pairs.n++] = read_pair(&graph->facts[f], mapping->source != from, relations);
    }
  }
  settle(&pairs);
  return pairs;
}

/* A number that two mappings share if they say the same, whichever way and in whatever order they are written. */
static uint32_t sum_of(const struct graph *graph, const struct graph_mapping *mapping) {
  uint32_t sum = 0;
  for (uint32_t f = mapping->first_fact; f < mapping->first_fact + mapping->fact_count; f++) {
    struct twin_pair pair = read_pair(&graph->facts[f], mapping->source > mapping->target, true);
    sum += names_hash((struct str){.p = (const char *)&pair, .n = sizeof pair});
  }
  return sum;
}

static bool is_mirror(const struct graph *graph, const struct graph_mapping *one, const struct graph_mapping *other,
                      struct arena *arena) {
  if (one->source != other->target || one->target != other->source || one->source == one->target ||
      one->fact_count != other->fact_count || one->fact_count == 0 || sum_of(graph, one) != sum_of(graph, other)) {
    return false;
  }
  struct twin_pairs a = read_pairs(graph, one, one->source, true, arena);
  struct twin_pairs b = read_pairs(graph, other, one->source, true, arena);
  return a.n == b.n && memcmp(a.v, b.v, a.n * sizeof *a.v) == 0;
}

static void report_mirror(const struct graph_mapping *mapping, const struct graph_mapping *other,
                          struct findings *findings) {
  struct finding *finding =
      finding_add(findings, F_LINT_MIRROR, place_attribute(mapping->document_source, mapping->offset, "id"),
                  "\"%.*s\" says just what \"%.*s\" says, read backwards", STR_ARG(mapping->id), STR_ARG(other->id));
  finding->mapping = mapping->id;
  finding_note(findings, finding, place_attribute(other->document_source, other->offset, "id"),
               "\"%.*s\" is declared here", STR_ARG(other->id));
}

/* Each mapping against the earlier ones between the same two frameworks. Marks those that are others read backwards. */
static void judge_mirrors(const struct analysis *analysis, bool *mirrors, struct findings *findings) {
  const struct graph *graph = analysis->graph;
  for (uint32_t p = 0; p < analysis->pairs.n; p++) {
    const struct pair_facts *pair = &analysis->pairs.v[p];
    const uint32_t *mappings = analysis->pair_mappings.v + pair->first_mapping;
    uint32_t count = pair->mapping_count < MOST_LEGS ? pair->mapping_count : MOST_LEGS;
    for (uint32_t i = 1; i < count; i++) {
      for (uint32_t j = 0; j < i; j++) {
        const struct graph_mapping *one = &graph->mappings.v[mappings[i]];
        const struct graph_mapping *other = &graph->mappings.v[mappings[j]];
        if (is_mirror(graph, one, other, findings->arena)) {
          report_mirror(one, other, findings);
          mirrors[mappings[i]] = true;
          break;
        }
      }
    }
  }
}

static bool is_equality(const struct graph *graph, const struct graph_mapping *mapping) {
  for (uint32_t f = mapping->first_fact; f < mapping->first_fact + mapping->fact_count; f++) {
    enum relation relation = (enum relation)graph->facts[f].relation;
    if (relation != REL_EQUAL && relation != REL_EQUIVALENT) {
      return false;
    }
  }
  return true;
}

static uint32_t first_of(const struct twin_pairs *pairs, uint32_t x) {
  return search_first(struct twin_pair, pairs->v, pairs->n, x, x);
}

static uint32_t find_pair(const struct twin_pairs *pairs, uint32_t x, uint32_t y) {
  struct twin_pair wanted = {.x = x, .y = y};
  const struct twin_pair *found = bsearch(&wanted, pairs->v, pairs->n, sizeof wanted, by_ends);
  return found != NULL ? (uint32_t)(found - pairs->v) : NO_INDEX;
}

/* Whether the first step leads to one of them, before more is done. */
static bool leads_in(const struct twin_pairs *pairs, const struct twin_pairs *first, const struct twin_pairs *second) {
  for (uint32_t i = 0; i < first->n; i++) {
    uint32_t j = first_of(second, first->v[i].y);
    if (j < second->n && second->v[j].x == first->v[i].y) {
      return find_pair(pairs, first->v[i].x, second->v[j].y) != NO_INDEX;
    }
  }
  return false;
}

/* Whether the two legs lead to just these pairs. */
static bool leads_to(const struct twin_pairs *pairs, const struct twin_pairs *first, const struct twin_pairs *second,
                     struct arena *arena) {
  if (first->n == 0 || !leads_in(pairs, first, second)) {
    return false;
  }
  bool *reached = arena_zalloc(arena, (size_t)pairs->n + 1);
  uint32_t left = pairs->n;
  uint64_t left_steps = (uint64_t)pairs->n * MOST_STEPS;
  for (uint32_t i = 0; i < first->n; i++) {
    uint32_t via = first->v[i].y;
    for (uint32_t j = first_of(second, via); j < second->n && second->v[j].x == via; j++) {
      uint32_t at = find_pair(pairs, first->v[i].x, second->v[j].y);
      if (at == NO_INDEX || left_steps-- == 0) {
        return false;
      }
      left -= !reached[at];
      reached[at] = true;
    }
  }
  return left == 0;
}

static bool has_pair(const struct graph *graph, const struct graph_mapping *mapping, uint32_t x, uint32_t y) {
  for (uint32_t f = mapping->first_fact; f < mapping->first_fact + mapping->fact_count; f++) {
    const struct graph_fact *fact = &graph->facts[f];
    if (fact->source == x && fact->target == y && fact->relation != REL_NONE) {
      return true;
    }
  }
  return false;
}

/* What the leg leads to from the node of its framework `from`, or NO_INDEX. */
static uint32_t step_from(const struct graph *graph, const struct graph_mapping *leg, uint32_t from, uint32_t node) {
  for (uint32_t f = leg->first_fact; f < leg->first_fact + leg->fact_count; f++) {
    struct twin_pair step = read_pair(&graph->facts[f], leg->source != from, false);
    if (step.x == node && graph->facts[f].relation != REL_NONE) {
      return step.y;
    }
  }
  return NO_INDEX;
}

/* False if the first steps of the legs lead where the mapping does not: so it is nearly always, and nothing is sorted. */
static bool may_lead_to(const struct graph *graph, const struct graph_mapping *mapping,
                        const struct graph_mapping *first, const struct graph_mapping *second, uint32_t hub) {
  enum { MOST_TRIED = 8 };
  for (uint32_t i = 0; i < first->fact_count && i < MOST_TRIED; i++) {
    const struct graph_fact *fact = &graph->facts[first->first_fact + i];
    struct twin_pair step = read_pair(fact, first->source != mapping->source, false);
    uint32_t end = fact->relation != REL_NONE ? step_from(graph, second, hub, step.y) : NO_INDEX;
    if (end != NO_INDEX) {
      return has_pair(graph, mapping, step.x, end);
    }
  }
  return true;
}

/* The other framework of a mapping that has this one, or NO_INDEX. */
static uint32_t other_side(const struct graph_mapping *mapping, uint32_t framework) {
  return mapping->source == mapping->target ? NO_INDEX
         : mapping->source == framework     ? mapping->target
         : mapping->target == framework     ? mapping->source
                                            : NO_INDEX;
}

static bool can_be_leg(const struct graph *graph, const struct graph_mapping *leg) {
  return leg->fact_count > 0 && leg->declared->via.n == 0 && !is_equality(graph, leg);
}

static struct finding *report_composed(const struct graph *graph, const struct graph_mapping *mapping,
                                       const struct graph_mapping *const legs[2], uint32_t hub,
                                       struct findings *findings) {
  struct finding *finding = finding_add(
      findings, F_LINT_COMPOSED, place_attribute(mapping->document_source, mapping->offset, "id"),
      "the pairs of \"%.*s\" are exactly the chain of \"%.*s\" and \"%.*s\" through %.*s", STR_ARG(mapping->id),
      STR_ARG(legs[0]->id), STR_ARG(legs[1]->id), STR_ARG(graph->frameworks.v[hub].id));
  finding->mapping = mapping->id;
  for (unsigned i = 0; i < 2; i++) {
    finding_note(findings, finding, place_attribute(legs[i]->document_source, legs[i]->offset, "id"),
                 "\"%.*s\" is declared here", STR_ARG(legs[i]->id));
  }
  return finding;
}

/* Mappings of a framework, by number: a run for each. */
struct legs {
  struct names
      told;        /* the three mappings of a chain, in order: read another way, another one is the chain of the two */
  uint32_t *first; /* by framework */
  uint32_t *v;
  struct twin_pairs *read[2]; /* by mapping, once they were asked for: as declared, and backwards */
};

/* What only says again, read backwards, what another mapping says makes no chain of its own. */
static struct legs list_legs(const struct graph *graph, const bool *mirrors, struct arena *arena) {
  struct legs legs = {.first = arena_zalloc(arena, ((size_t)graph->frameworks.n + 2) * sizeof *legs.first),
                      .v = arena_alloc(arena, ((size_t)graph->mappings.n * 2 + 1) * sizeof *legs.v)};
  for (unsigned i = 0; i < 2; i++) {
    legs.read[i] = arena_zalloc(arena, ((size_t)graph->mappings.n + 1) * sizeof *legs.read[i]);
  }
  names_init(&legs.told, arena);
  for (uint32_t m = 0; m < graph->mappings.n; m++) {
    legs.first[graph->mappings.v[m].source + 1] += !mirrors[m];
    legs.first[graph->mappings.v[m].target + 1] += !mirrors[m];
  }
  for (uint32_t f = 0; f < graph->frameworks.n; f++) {
    legs.first[f + 1] += legs.first[f];
  }
  uint32_t *at = arena_alloc(arena, ((size_t)graph->frameworks.n + 1) * sizeof *at);
  memcpy(at, legs.first, ((size_t)graph->frameworks.n + 1) * sizeof *at);
  for (uint32_t m = 0; m < graph->mappings.n; m++) {
    if (mirrors[m]) {
      continue;
    }
    legs.v[at[graph->mappings.v[m].source]++] = m;
    legs.v[at[graph->mappings.v[m].target]++] = m;
  }
  return legs;
}

/* The pairs of a mapping as read from one of its frameworks, read once. */
static const struct twin_pairs *pairs_of(const struct graph *graph, const struct legs *legs, uint32_t mapping,
                                         uint32_t from, struct arena *arena) {
  const struct graph_mapping *it = &graph->mappings.v[mapping];
  struct twin_pairs *pairs = &legs->read[it->source != from][mapping];
  if (pairs->v == NULL) {
    *pairs = read_pairs(graph, it, from, false, arena);
  }
  return pairs;
}

/* False if the three have been told. */
static bool is_new(struct legs *legs, uint32_t a, uint32_t b, uint32_t c) {
  uint32_t least = a < b ? (a < c ? a : c) : (b < c ? b : c);
  uint32_t most = a > b ? (a > c ? a : c) : (b > c ? b : c);
  const uint32_t three[3] = {least, a ^ b ^ c ^ least ^ most, most};
  uint32_t before = legs->told.names.n;
  return names_intern(&legs->told, (struct str){.p = (const char *)three, .n = sizeof three}) == before;
}

/* A mapping, and the two whose chain it is: the first has its source. */
struct chain {
  uint32_t mapping;
  uint32_t legs[2];
  uint32_t hub;
};

static bool is_chain(const struct graph *graph, struct legs *legs, const struct chain *chain, struct arena *arena) {
  const struct graph_mapping *mapping = &graph->mappings.v[chain->mapping];
  return leads_to(pairs_of(graph, legs, chain->mapping, mapping->source, arena),
                  pairs_of(graph, legs, chain->legs[0], mapping->source, arena),
                  pairs_of(graph, legs, chain->legs[1], chain->hub, arena), arena);
}

/* The same three, with the mapping that is its leg as the one that is a chain. */
static struct chain turned(const struct graph *graph, const struct chain *chain, unsigned leg) {
  uint32_t mapping = chain->legs[leg];
  uint32_t source = graph->mappings.v[mapping].source;
  uint32_t end = leg == 0 ? graph->mappings.v[chain->mapping].source : graph->mappings.v[chain->mapping].target;
  uint32_t far = leg == 0 ? graph->mappings.v[chain->mapping].target : graph->mappings.v[chain->mapping].source;
  uint32_t other = chain->legs[1 - leg];
  bool from_end = source == end;
  return (struct chain){
      .mapping = mapping, .legs = {from_end ? chain->mapping : other, from_end ? other : chain->mapping}, .hub = far};
}

/* Each of the three may be the chain of the other two: then the one with the most pairs is told, to which chains grow. */
static void tell_chain(const struct graph *graph, struct legs *legs, struct chain chain, struct findings *findings) {
  if (!is_new(legs, chain.mapping, chain.legs[0], chain.legs[1])) {
    return;
  }
  struct chain others[2] = {turned(graph, &chain, 0), turned(graph, &chain, 1)};
  bool each = is_chain(graph, legs, &others[0], findings->arena) && is_chain(graph, legs, &others[1], findings->arena);
  for (unsigned i = 0; i < 2 && each; i++) {
    const struct graph_mapping *told = &graph->mappings.v[chain.mapping];
    chain = graph->mappings.v[others[i].mapping].fact_count > told->fact_count ? others[i] : chain;
  }
  const struct graph_mapping *const both[2] = {&graph->mappings.v[chain.legs[0]], &graph->mappings.v[chain.legs[1]]};
  struct finding *finding = report_composed(graph, &graph->mappings.v[chain.mapping], both, chain.hub, findings);
  if (each) {
    finding_note(findings, finding, place_none(),
                 "each of the three is the chain of the other two, and any of them may have been made of those");
  }
}

/* Tries the second leg of each first leg. Nothing is read of a mapping that has none. */
static void find_chain(const struct graph *graph, struct legs *legs, uint32_t number, struct findings *findings) {
  const struct graph_mapping *mapping = &graph->mappings.v[number];
  unsigned tried = 0;
  for (uint32_t i = legs->first[mapping->source]; i < legs->first[mapping->source + 1]; i++) {
    const struct graph_mapping *first = &graph->mappings.v[legs->v[i]];
    uint32_t hub = other_side(first, mapping->source);
    if (hub == NO_INDEX || hub == mapping->target || !can_be_leg(graph, first)) {
      continue;
    }
    for (uint32_t j = legs->first[hub]; j < legs->first[hub + 1] && tried < MOST_LEGS; j++) {
      const struct graph_mapping *second = &graph->mappings.v[legs->v[j]];
      if (other_side(second, hub) != mapping->target || !can_be_leg(graph, second)) {
        continue;
      }
      tried++;
      if (!may_lead_to(graph, mapping, first, second, hub)) {
        continue;
      }
      const struct twin_pairs *pairs = pairs_of(graph, legs, number, mapping->source, findings->arena);
      if (pairs->n < FROM_PAIRS) {
        return;
      }
      const struct twin_pairs *a = pairs_of(graph, legs, legs->v[i], mapping->source, findings->arena);
      const struct twin_pairs *b = pairs_of(graph, legs, legs->v[j], hub, findings->arena);
      if (leads_to(pairs, a, b, findings->arena)) {
        tell_chain(graph, legs, (struct chain){.mapping = number, .legs = {legs->v[i], legs->v[j]}, .hub = hub},
                   findings);
        return;
      }
    }
  }
}

static void judge_composed(const struct analysis *analysis, const bool *mirrors, struct findings *findings) {
  const struct graph *graph = analysis->graph;
  struct legs legs = list_legs(graph, mirrors, findings->arena);
  for (uint32_t m = 0; m < graph->mappings.n; m++) {
    const struct graph_mapping *mapping = &graph->mappings.v[m];
    if (!mirrors[m] && mapping->fact_count >= FROM_PAIRS && mapping->declared->via.n == 0 &&
        mapping->source != mapping->target) {
      find_chain(graph, &legs, m, findings);
    }
  }
}

void judge_twins(const struct analysis *analysis, struct findings *findings) {
  bool *mirrors = arena_zalloc(findings->arena, (size_t)analysis->graph->mappings.n + 1); /* by mapping */
  judge_mirrors(analysis, mirrors, findings);
  judge_composed(analysis, mirrors, findings);
}
