/* Statements that cannot all hold: found, reduced to the few that clash, and set aside until the rest is consistent. */
#ifndef CW_ANALYSE_CONFLICTS_H
#define CW_ANALYSE_CONFLICTS_H

#include "analyse/network/proof.h"
#include "analyse/network/suspects.h"

/* One conflict as it is told. */
struct conflict {
  struct demand demand;  /* what breaks */
  fact_list facts;       /* a minimal set of statements that cannot hold together; ascending */
  uint32_t also_doubted; /* so many more statements are part of other minimal conflicts about the same */
  uint32_t likeliest;    /* the fact of the set that stands in most conflicts, or NO_INDEX where none stands out */
  uint32_t stands_in;    /* in how many it stands */
};

typedef VEC(struct conflict) conflict_list;

struct analysis;

/* Marks every statement of any minimal conflict FACT_DISPUTED, in all its copies, keeps what the disputed statements of the
 * same two nodes agree on, and builds the network of the rest, which is consistent. Conflicts are told smallest first, then by
 * facts. False: out of memory in a worker. */
bool conflicts_settle(struct analysis *analysis);

#endif
