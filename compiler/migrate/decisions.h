/* What a migration leaves for people to decide: a line for all that does not carry over. */
#ifndef CW_MIGRATE_DECISIONS_H
#define CW_MIGRATE_DECISIONS_H

#include "report/report.h"

struct decisions {
  struct arena *arena;
  VEC(struct str) cells;
  uint32_t count;
};

struct decision {
  struct str source; /* ids, or empty */
  struct str relation;
  struct str target;
  const char *reason;
  struct str candidates; /* ids of the new edition, separated by spaces */
};

void decisions_add(struct decisions *decisions, struct decision decision);
/* As a table. */
struct report_grid decisions_grid(const struct decisions *decisions);

#endif
