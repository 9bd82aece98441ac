/* The controls of the new edition that mappings name for a control of the old one, and what is proved of each. */
#ifndef CW_MIGRATE_PROSPECTS_H
#define CW_MIGRATE_PROSPECTS_H

#include "analyse/analysis.h"

struct prospect {
  uint32_t node;
  unsigned said; /* the relations that name it: a bit for each, by its number */
  unsigned link; /* the base relations that are possible from the old control to it (migrate/relation.h) */
};

/* Of one control, in the order of the new edition. For a control that is withdrawn there its successors stand. */
struct prospects {
  uint32_t count;
  const struct prospect *v;
  bool withdrawn; /* all that was named was withdrawn */
};

/* That a mapping names the new control for the old one, alone or one of several for it or with it. */
struct naming {
  uint32_t old;
  unsigned said;  /* as in a prospect */
  uint32_t new;   /* NO_INDEX for one that is withdrawn; its successors stand beside it */
  bool withdrawn; /* it is the successor of the one that is named */
};

/* All of them, each worked out when it is first asked for. */
struct prospecting {
  const struct analysis *analysis;
  struct arena *arena;
  struct walk walk;
  uint32_t old;                   /* the edition */
  VEC(struct naming) named;       /* each once, in order */
  const struct prospects **known; /* by control of the old edition */
};

void prospecting_init(struct prospecting *prospecting, const struct analysis *analysis, uint32_t old, uint32_t new,
                      struct arena *arena);
/* Those of a control of the old edition. */
const struct prospects *prospects_of(struct prospecting *prospecting, uint32_t control);
/* The control that is proved to be the same, or NO_INDEX. */
uint32_t prospects_equal(const struct prospects *prospects);
/* Their ids, separated by spaces. */
struct str prospects_ids(const struct prospects *prospects, const struct graph *graph, struct arena *arena);

#endif
