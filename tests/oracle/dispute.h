/* Statements, all their minimal conflicts, and what stays of those that are disputed. */
#ifndef ORACLE_DISPUTE_H
#define ORACLE_DISPUTE_H

#include "theory.h"

/* Beyond so many statements the conflicts are not looked for. */
enum { MOST_STATEMENTS = 14, MOST_MINIMAL = 1024, BOUND_STATEMENTS = 12 };

struct statement {
  node_bits x;
  node_bits y;
  unsigned says;
  fact_bits facts; /* its copies, as written or mirrored */
};

/* What all disputed statements between two ends agree on. */
struct kept {
  node_bits x;
  node_bits y;
  unsigned says;
};

struct dispute {
  unsigned count;
  struct statement statements[MOST_FACTS];
  unsigned minimal_count;
  uint32_t minimal[MOST_MINIMAL]; /* conflicts, as sets of statements */
  bool complete;                  /* all of them are known */
  uint32_t disputed;              /* statements */
  unsigned kept_count;
  struct kept kept[MOST_FACTS];
};

/* Finds the statements, and, unless there are too many, all their minimal conflicts. */
void dispute_find(struct dispute *dispute, const struct network *net);
/* Settles what stays, after `disputed` was set. */
void dispute_keep(struct dispute *dispute, const struct network *net);
fact_bits dispute_facts(const struct dispute *dispute, uint32_t statements);
/* The theory of some of the statements, with the hierarchy. */
void dispute_theory(const struct dispute *dispute, const struct network *net, uint32_t statements,
                    struct theory *theory);
/* The theory of all that is not disputed and all that is kept. */
void dispute_settled(const struct dispute *dispute, const struct network *net, struct theory *theory);

#endif
