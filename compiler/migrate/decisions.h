/* What a migration leaves for people to decide: a line for all that does not carry over. */
#ifndef CW_MIGRATE_DECISIONS_H
#define CW_MIGRATE_DECISIONS_H

#include "report/report.h"

/* The columns of the list, and those of pairs to review. */
enum { DECISION_SOURCE, DECISION_RELATION, DECISION_TARGET, DECISION_REASON, DECISION_CANDIDATES, DECISION_COLUMNS };
enum { PAIR_SOURCE, PAIR_SOURCE_TITLE, PAIR_TARGET, PAIR_TARGET_TITLE, PAIR_REMARKS, PAIR_COLUMNS };

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
