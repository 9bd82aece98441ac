/* One mapping while its facts are being linked. */
#ifndef CW_LINK_FACTS_H
#define CW_LINK_FACTS_H

#include "link/parts.h"

/* Marks the number of a union of this mapping until the unions of all mappings are joined. */
#define LOCAL_UNION UINT32_C(0x80000000)

struct local_union {
  const uint32_t *members; /* nodes, ascending, distinct, at least two */
  uint32_t count;
};

struct fact_job {
  const struct linker *linker; /* read only: several jobs run at once */
  struct graph_mapping *mapping;
  uint32_t index; /* of the mapping */
  struct arena *arena;
  struct findings *findings;
  uint32_t searches;       /* for the nearest of an unknown id, so far */
  uint32_t first;          /* where its facts stand in the graph, until all are joined: room for one of each map */
  uint32_t count;          /* how many stand there */
  VEC(uint32_t) of_unions; /* which of them name a union */
  VEC(struct graph_fact) by_pattern; /* those that patterns make */
  VEC(struct local_union) unions;
  VEC(struct graph_no_counterpart) no_counterparts;
};

/* One map for each control of the source framework that the pattern matches. */
void link_pattern(struct fact_job *job, uint32_t number);
void add_pattern_fact(struct fact_job *job, uint32_t pattern, uint32_t from, uint32_t to);
/* reference.withdrawn-control and lint.not-leaf for a control or group that a map names. */
void check_mapped_control(const struct fact_job *job, uint32_t node, struct place place);

#endif
