/* Whom each control meets: all that is proved to overlap it or to be apart from it, or
 * corresponds to it, in every framework.
 *
 * A crosswalk asks this of each control of its two frameworks, and a framework stands in several crosswalks. So it is
 * worked out once for each control, before the reports are built, and shared by the workers. Where there is no room for
 * all lists, controls are left out: they are asked when they are met. */
#ifndef CW_REPORT_NEIGHBOURS_H
#define CW_REPORT_NEIGHBOURS_H

#include "analyse/analysis.h"

struct neighbour {
  uint32_t node;
  unsigned framework : 23; /* of the node */
  unsigned strength : 4;   /* the greatest of the facts between the two that count in proofs; 0: none is stated */
  bool overlaps : 1;       /* proved to have something in common */
  bool relates : 1;        /* or only said to belong together; neither: proved to be apart */
  bool holds : 1;          /* the neighbour holds the control */
  bool held : 1;           /* the control holds the neighbour */
  bool plain : 1;          /* can stand opposite: neither union nor group, not withdrawn */
};

struct neighbours {
  const struct neighbour *v; /* NULL: not kept; in no order that matters */
  uint32_t n;
};

/* Asks for the neighbours of one control after another; a worker's own. */
struct neighbour_finder {
  const struct analysis *analysis;
  struct walk walk;
  uint32_t *slot; /* by node: its number in the list, valid for what the walk met */
  VEC(struct neighbour) list;
};
void neighbour_finder_init(struct neighbour_finder *finder, const struct analysis *analysis, struct arena *arena);
/* Good until the next call. The finder's walk has started from the node. */
struct neighbours find_neighbours(struct neighbour_finder *finder, uint32_t node);

/* By control; those of plain controls of frameworks that stand in a crosswalk. They live in the arenas of the workers.
 * NULL: out of memory in a worker. */
const struct neighbours *list_neighbours(const struct analysis *analysis, struct arena *arena);

#endif
