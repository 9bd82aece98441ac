/* One mapping while its facts are being linked. */
#ifndef CW_LINK_FACTS_H
#define CW_LINK_FACTS_H

#include "link/parts.h"

/* Marks the number of a union of this mapping until the unions of all mappings are joined. */
#define LOCAL_UNION UINT32_C(0x80000000)

/* What a name of a mapping is on one side, while it is no node: of no control, or not met there so far. */
enum { NAME_UNKNOWN = UINT32_MAX - 1, NAME_UNRESOLVED = UINT32_MAX };

struct local_union {
  const uint32_t *members; /* nodes, ascending, distinct, at least two */
  uint32_t count;
};

/* A control whose id ends in a zero that a spreadsheet would drop, and the one that it would then be taken for. */
struct zero {
  uint32_t whole;    /* x.10 */
  uint32_t cut;      /* x.1 */
  uint32_t named;    /* where in the order x.1 is first named, or NO_INDEX */
  uint32_t in_place; /* where it is first named in the place of x.10, or NO_INDEX */
};

/* A worker's own, used again for each mapping. */
struct link_scratch {
  VEC(uint32_t) source; /* by name of the mapping: what it is on this side */
  VEC(uint32_t) target;
  VEC(struct zero) zeros;
  VEC(uint32_t) times; /* by control of one side */
};

struct fact_job {
  const struct linker *linker; /* read only: several jobs run at once */
  struct graph_mapping *mapping;
  uint32_t index; /* of the mapping */
  struct arena *arena;
  struct link_scratch *scratch;
  struct findings *findings;
  struct finding *swapped; /* the first id that the framework of the other side has */
  uint32_t swapped_count;
  uint32_t first;          /* where its facts stand in the graph, until all are joined: room for one of each map */
  uint32_t count;          /* how many stand there */
  VEC(uint32_t) of_unions; /* which of them name a union */
  VEC(struct graph_fact) by_pattern; /* those that patterns make */
  bool limited;                      /* there is no room for more of them */
  VEC(struct local_union) unions;
  VEC(struct graph_no_counterpart) no_counterparts;
};

/* One map for each control of the source framework that the pattern matches. */
void link_pattern(struct fact_job *job, uint32_t number);
void add_pattern_fact(struct fact_job *job, uint32_t pattern, uint32_t from, uint32_t to);
/* reference.withdrawn-control and lint.not-leaf for a control or group that a map names. */
void check_mapped_control(const struct fact_job *job, uint32_t node, struct place place);

/* lint.empty, and lint.trailing-zero of one side (slips.c). */
void check_empty(struct fact_job *job);
void check_zeros(struct fact_job *job, bool of_source);
/* lint.title (titles.c). */
void check_titles(struct fact_job *job);
/* lint.edition of one side, whose framework and attribute these are; `nodes` by name of the mapping (editions.c). */
void check_edition(struct fact_job *job, uint32_t framework, const char *attribute, const uint32_t *nodes);

#endif
