/* Statements of each pair of frameworks: its facts are sorted by their ends, so that all of two nodes stand together. */
#include "analyse/statements.h"

#include "base/search.h"

#include <stdlib.h>

enum { CLAIM_SETS = 128 }; /* each set of claims is a number below this */

struct joining {
  struct analysis *analysis;
  VEC(struct fact_copy) * found; /* by pair */
};

/* What the fact says of the two nodes of its run, from the first one to the second. */
static unsigned says_of(const struct graph *graph, const struct pair_facts *pair, const struct graph_fact *fact) {
  struct reading reading = analysis_read_low(graph, fact, pair);
  unsigned says = claims_of(reading.relation, (enum overlap)fact->overlap);
  return reading.x != reading.y ? says : says | claims_inverse(says); /* of one node both ways are the same */
}

/* Two nodes are of one pair of frameworks only, and it does not matter from which of them a fact is read. */
static bool has_same_ends(const struct graph_fact *a, const struct graph_fact *b) {
  return (a->source == b->source && a->target == b->target) || (a->source == b->target && a->target == b->source);
}

uint32_t pair_run_end(const struct graph *graph, const struct pair_facts *pair, uint32_t from) {
  const struct graph_fact *first = &graph->facts[pair->facts[from]];
  uint32_t to = from + 1;
  while (to < pair->count && has_same_ends(first, &graph->facts[pair->facts[to]])) {
    to++;
  }
  return to;
}

static void join_run(const struct joining *joining, struct arena *arena, uint32_t item, uint32_t from, uint32_t to) {
  struct graph *graph = joining->analysis->graph;
  const struct pair_facts *pair = &joining->analysis->pairs.v[item];
  uint32_t first[CLAIM_SETS];
  memset(first, 0xff, sizeof first);
  for (uint32_t i = from; i < to; i++) {
    uint32_t number = pair->facts[i];
    struct graph_fact *fact = &graph->facts[number];
    if ((fact->flags & FACT_REASONED) == 0) {
      continue;
    }
    uint32_t *stands = &first[says_of(graph, pair, fact)];
    if (*stands == NO_INDEX) {
      *stands = number;
    } else {
      fact->flags |= FACT_COPY;
      vec_push(arena, &joining->found[item], (struct fact_copy){.statement = *stands, .copy = number});
    }
  }
}

static void join_pair(void *context, struct worker *worker, uint32_t item) {
  const struct joining *joining = context;
  const struct graph *graph = joining->analysis->graph;
  const struct pair_facts *pair = &joining->analysis->pairs.v[item];
  for (uint32_t from = 0; from < pair->count;) {
    uint32_t to = pair_run_end(graph, pair, from);
    if (to - from > 1) {
      join_run(joining, &worker->arena, item, from, to);
    }
    from = to;
  }
}

static int by_statement(const void *a, const void *b) {
  const struct fact_copy *x = a;
  const struct fact_copy *y = b;
  if (x->statement != y->statement) {
    return x->statement < y->statement ? -1 : 1;
  }
  return (x->copy > y->copy) - (x->copy < y->copy);
}

bool join_statements(struct analysis *analysis) {
  uint32_t count = analysis->pairs.n;
  struct joining joining = {.analysis = analysis};
  joining.found = arena_zalloc(analysis->arena, ((size_t)count + 1) * sizeof *joining.found);
  if (!parallel_each(analysis->parallel, count, join_pair, &joining)) {
    return false;
  }
  for (uint32_t i = 0; i < count; i++) {
    for (uint32_t k = 0; k < joining.found[i].n; k++) {
      vec_push(analysis->arena, &analysis->copies, joining.found[i].v[k]);
    }
  }
  if (analysis->copies.n > 1) {
    qsort(analysis->copies.v, analysis->copies.n, sizeof *analysis->copies.v, by_statement);
  }
  return true;
}

struct copies copies_of(const struct analysis *analysis, uint32_t fact) {
  if (analysis->copies.n == 0) {
    return (struct copies){.n = 0};
  }
  uint32_t first = search_first(struct fact_copy, analysis->copies.v, analysis->copies.n, statement, fact);
  struct copies copies = {.v = analysis->copies.v + first};
  while (first + copies.n < analysis->copies.n && copies.v[copies.n].statement == fact) {
    copies.n++;
  }
  return copies;
}

/* ---- what disputed statements agree on ---- */

struct agreement {
  unsigned says;
  uint32_t statements; /* different ones */
  bool all_disputed;
};

static struct agreement agreement_of(const struct graph *graph, const struct pair_facts *pair, uint32_t from,
                                     uint32_t to) {
  struct agreement agreement = {.says = ~0U, .all_disputed = true};
  for (uint32_t i = from; i < to; i++) {
    const struct graph_fact *fact = &graph->facts[pair->facts[i]];
    unsigned says = claims_spelt_out(says_of(graph, pair, fact));
    bool counts = (fact->flags & (FACT_REASONED | FACT_COPY)) == FACT_REASONED && says != 0 && says != SAYS_CORRESPONDS;
    if (counts) {
      agreement.says &= says;
      agreement.statements++;
      agreement.all_disputed = agreement.all_disputed && (fact->flags & FACT_DISPUTED) != 0;
    }
  }
  return agreement;
}

/* Without what follows from the rest anyway. */
static unsigned shortest(unsigned says) {
  if ((says & (SAYS_IN | SAYS_HOLDS)) != 0) {
    says &= ~(unsigned)SAYS_OVERLAPS;
  }
  return (says & SAYS_APART) != 0 ? (unsigned)SAYS_APART : says;
}

typedef VEC(uint32_t) number_list;

static void keep_run(struct analysis *analysis, const struct pair_facts *pair, uint32_t from, uint32_t to,
                     number_list *rests) {
  const struct graph *graph = analysis->graph;
  struct agreement agreement = agreement_of(graph, pair, from, to);
  if (agreement.statements < 2 || !agreement.all_disputed || agreement.says == 0) {
    return;
  }
  struct reading reading = analysis_read_low(graph, &graph->facts[pair->facts[from]], pair);
  struct network_claim claim = {
      .x = reading.x, .y = reading.y, .says = shortest(agreement.says), .first_of_rests = rests->n, .origin = NO_INDEX};
  for (uint32_t i = from; i < to; i++) {
    const struct graph_fact *fact = &graph->facts[pair->facts[i]];
    if ((fact->flags & FACT_DISPUTED) != 0 && (fact->flags & FACT_COPY) == 0) {
      vec_push(analysis->arena, rests, pair->facts[i]);
      claim.rest_count++;
    }
  }
  vec_push(analysis->arena, &analysis->kept, claim);
}

void keep_agreements(struct analysis *analysis) {
  const struct graph *graph = analysis->graph;
  number_list rests = {0};
  for (uint32_t p = 0; p < analysis->pairs.n; p++) {
    const struct pair_facts *pair = &analysis->pairs.v[p];
    for (uint32_t from = 0; from < pair->count;) {
      uint32_t to = pair_run_end(graph, pair, from);
      if (to - from > 1) {
        keep_run(analysis, pair, from, to, &rests);
      }
      from = to;
    }
  }
  analysis->input.extra = analysis->kept.v;
  analysis->input.extra_count = analysis->kept.n;
  analysis->input.rests = rests.v;
}

/* ---- several places ---- */

enum { MOST_PLACES = 8 };

void note_copy(const struct graph *graph, struct findings *findings, struct finding *finding,
               const struct graph_fact *fact, uint32_t *count) {
  if ((*count)++ < MOST_PLACES) {
    finding_note(findings, finding, fact_place(graph, fact), "said here, too, by %.*s",
                 STR_ARG(graph->mappings.v[fact->mapping].id));
  }
}

void note_more_copies(struct findings *findings, struct finding *finding, uint32_t count) {
  if (count > MOST_PLACES) {
    finding_note(findings, finding, place_none(), "and %u times more", (unsigned)(count - MOST_PLACES));
  }
}
