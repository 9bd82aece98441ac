/* One mapping on its way to another edition: what its parts share. */
#ifndef CW_MIGRATE_CARRYING_H
#define CW_MIGRATE_CARRYING_H

#include "migrate/migration.h"

struct carrying {
  struct migration *migration;
  const struct graph_mapping *mapping;
  uint32_t number;
  const struct graph_fact **facts; /* by place */
  uint32_t fact_count;
  bool *settled;        /* by element of the document: it is carried, or to be decided */
  struct names written; /* the maps: what two old controls come to may be one and the same */
};

/* The side of the fact that is of the old edition. */
uint32_t carrying_old(const struct migration *migration, const struct graph_fact *fact);
/* The control, or the members of a union, joined by plus signs. */
struct str carrying_ids(const struct migration *migration, uint32_t node);
/* The fact is a line to decide. */
void carrying_decide(struct migration *migration, const struct graph_fact *fact, const char *reason,
                     struct str candidates);
/* The same, for a single old control of which nothing carries over. */
void carrying_decide_open(struct migration *migration, const struct graph_fact *fact,
                          const struct prospects *prospects);
/* Adds the map, unless the document has it already, to those that take the place of the element at `offset`. */
void carrying_put(struct carrying *carrying, struct buf *out, uint32_t offset, struct str map);

/* A map of a single old control (maps.c): a copy for each control that it carries over to. */
void carrying_single(struct carrying *carrying, const struct graph_fact *fact, uint32_t element);
/* A map of several old ones: carried where each of them has an equal one, and to be decided as a whole else. */
void carrying_union(struct carrying *carrying, const struct graph_fact *fact, uint32_t element);
/* All facts that a pattern made, from number `first` on (patterns.c). */
void carrying_pattern(struct carrying *carrying, uint32_t first, uint32_t element);
/* The controls without a counterpart (gaps.c). */
void carrying_gaps(struct carrying *carrying);
/* What is neither, because it was not used. It cannot stay: by its new framework it might come to mean something. */
void carrying_unused(struct carrying *carrying, uint32_t element, const char *reason);
/* The id of the mapping and its framework, and what it claims to have examined (start_tag.c). */
void carrying_start_tag(struct carrying *carrying);

#endif
