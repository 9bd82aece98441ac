/* Carrying a mapping: its maps and patterns in the order of the document, then its gaps, then its start tag. */
#include "migrate/carrying.h"

#include <stdlib.h>

static int by_place(const void *a, const void *b) {
  const struct graph_fact *x = *(const struct graph_fact *const *)a;
  const struct graph_fact *y = *(const struct graph_fact *const *)b;
  if (x->offset != y->offset) {
    return x->offset < y->offset ? -1 : 1;
  }
  return x->source != y->source ? (x->source < y->source ? -1 : 1) : (x->target > y->target) - (x->target < y->target);
}

static void list_facts(struct carrying *carrying) {
  const struct graph_mapping *mapping = carrying->mapping;
  struct arena *arena = carrying->migration->arena;
  carrying->fact_count = mapping->fact_count;
  carrying->facts = arena_alloc(arena, ((size_t)mapping->fact_count + 1) * sizeof *carrying->facts);
  for (uint32_t i = 0; i < mapping->fact_count; i++) {
    carrying->facts[i] = &carrying->migration->graph->facts[mapping->first_fact + i];
  }
  qsort(carrying->facts, mapping->fact_count, sizeof *carrying->facts, by_place);
}

static void carry_facts(struct carrying *carrying) {
  const struct migration *migration = carrying->migration;
  const struct outline_element *elements = migration->outline.elements.v;
  uint32_t next = 0;
  for (uint32_t i = 0; i < migration->outline.elements.n; i++) {
    if (elements[i].parent != 0 || (elements[i].kind != OUTLINE_MAP && elements[i].kind != OUTLINE_PATTERN)) {
      continue;
    }
    while (next < carrying->fact_count && carrying->facts[next]->offset < elements[i].offset) {
      next++;
    }
    bool used = next < carrying->fact_count && carrying->facts[next]->offset == elements[i].offset;
    if (!used) {
      carrying_unused(carrying, i,
                      elements[i].kind == OUTLINE_MAP ? "it was not used as it stands, and a finding says why"
                                                      : "the pattern names nothing in the old edition");
    } else if (elements[i].kind == OUTLINE_PATTERN) {
      carrying_pattern(carrying, next, i);
    } else if (graph_is_union(migration->graph, carrying_old(migration, carrying->facts[next]))) {
      carrying_union(carrying, carrying->facts[next], i);
    } else {
      carrying_single(carrying, carrying->facts[next], i);
    }
  }
}

void migration_carry_mapping(struct migration *migration, uint32_t number) {
  struct carrying carrying = {
      .migration = migration, .mapping = &migration->graph->mappings.v[number], .number = number};
  carrying.settled = arena_zalloc(migration->arena, (size_t)migration->outline.elements.n + 1);
  names_init(&carrying.written, migration->arena);
  prospecting_init(&migration->prospecting, migration->analysis, migration->old, migration->new, migration->arena);
  list_facts(&carrying);
  carry_facts(&carrying);
  carrying_gaps(&carrying);
  carrying_start_tag(&carrying);
}
