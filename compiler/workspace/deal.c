/* Dealing out the crosswalks of a build in parts. */
#include "workspace/deal.h"

#include <stdlib.h>

static uint64_t weight_of(const struct workspace *w, const struct crosswalk *crosswalk) {
  const struct graph_framework *frameworks = w->graph.frameworks.v;
  uint64_t weight = 1 + (uint64_t)frameworks[crosswalk->frameworks[0]].count;
  if (crosswalk->torn || crosswalk->column_only) {
    return 0;
  }
  for (uint32_t h = 0; crosswalk->held_count > 1 && h < crosswalk->held_count; h++) {
    weight += frameworks[crosswalk->held[h]].count;
  }
  return crosswalk->held_count > 1 ? weight : weight + frameworks[crosswalk->frameworks[1]].count;
}

/* The two frameworks, whichever way round. */
static uint64_t pair_of(const struct crosswalk *crosswalk) {
  uint32_t a = crosswalk->frameworks[0];
  uint32_t b = crosswalk->frameworks[1];
  return a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}

static int compare_pairs(const void *left, const void *right) {
  uint64_t a = *(const uint64_t *)left;
  uint64_t b = *(const uint64_t *)right;
  return (a > b) - (a < b);
}

/* A page shows what was accepted of both its frameworks, and whatever is asked of the two tells of that. */
static void mark_unjudged(struct workspace *w) {
  VEC(uint64_t) own = {0};
  for (uint32_t i = 0; i < w->analysis.crosswalks.n; i++) {
    if (!w->analysis.crosswalks.v[i].elsewhere) {
      vec_push(w->arena, &own, pair_of(&w->analysis.crosswalks.v[i]));
    }
  }
  if (own.n > 1) {
    qsort(own.v, own.n, sizeof *own.v, compare_pairs);
  }
  for (uint32_t i = 0; i < w->analysis.crosswalks.n; i++) {
    uint64_t pair = pair_of(&w->analysis.crosswalks.v[i]);
    w->analysis.crosswalks.v[i].unjudged =
        own.n == 0 || bsearch(&pair, own.v, own.n, sizeof *own.v, compare_pairs) == NULL;
  }
}

void deal_out(struct workspace *w) {
  struct crosswalk *crosswalks = w->analysis.crosswalks.v;
  uint32_t count = w->analysis.crosswalks.n;
  uint64_t total = 1; /* never none, to divide by */
  uint64_t before = 0;
  if (w->request.shards == 0) {
    return;
  }
  for (uint32_t i = 0; i < count; i++) {
    total += weight_of(w, &crosswalks[i]);
  }
  for (uint32_t i = 0; i < count; i++) {
    uint64_t weight = weight_of(w, &crosswalks[i]);
    /* By the middle of each: below 2 * total, and so below the number of shards. */
    uint64_t shard = (2 * before + weight) * w->request.shards / (2 * total);
    crosswalks[i].elsewhere = weight == 0 || shard + 1 != w->request.shard;
    before += weight;
  }
  mark_unjudged(w);
}
