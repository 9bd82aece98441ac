/* Shortest ways through the network: the fewest conclusions, and then the fewest declared facts, found for every node at once.
 * A conclusion rests on ways of its own, so that a way without any is the plainer one, and never goes in a circle.
 *
 * A search has two floors. On the lower one it goes down from its start to what the start holds; on the upper one it goes
 * up. It may change from the lower to the upper floor at a node, or over a declared overlap; never back, for two things
 * inside one hub prove nothing of each other. */
#ifndef CW_ANALYSE_NETWORK_SEARCH_H
#define CW_ANALYSE_NETWORK_SEARCH_H

#include "analyse/network/network.h"

enum floor { FLOOR_DOWN, FLOOR_UP, FLOORS };

enum step_kind {
  STEP_UP,      /* from is in to */
  STEP_DOWN,    /* from holds to */
  STEP_OVERLAP, /* they overlap, by declaration */
  STEP_RELATED, /* they belong together, by declaration */
  STEP_APART,   /* they are apart; only in proofs of that */
  STEP_NOT_IN,  /* not all of from is in to; the same */
  STEP_UNEQUAL  /* they are not equal; the same */
};

struct step {
  uint32_t from;
  uint32_t to;
  uint32_t why;
  enum step_kind kind;
};

typedef VEC(struct step) steps;

/* A node that a conclusion leads to: it waits until all is found that takes one conclusion less. */
struct deferred {
  struct step step;
  enum floor floor;
  uint32_t distance;
  uint32_t number; /* in the order in which they were met */
  bool turned;
};

struct search {
  const struct network *network;
  struct arena *arena;
  uint32_t limit; /* conclusions from this number on may not be used */
  struct search_floor {
    bool open; /* made on first use */
    struct marks seen;
    struct marks settled;
    uint32_t *distance;  /* facts on the way; valid where seen */
    struct step *last;   /* the step by which the node was reached; from NO_INDEX at the start */
    bool *turned;        /* reached from the lower floor */
    VEC(uint32_t) found; /* settled nodes, nearest first */
  } floors[FLOORS];
  VEC(uint32_t) now;             /* node * 2 + floor, at the present distance */
  VEC(uint32_t) next;            /* one fact further */
  VEC(struct deferred) deferred; /* one conclusion further */
  VEC(struct deferred) waiting;  /* of those whose turn it is, the nearest first */
};

void search_init(struct search *search, const struct network *network, struct arena *arena);
/* Gives its memory back; what it has found is gone. */
void search_drop(struct search *search);
/* Upwards only: who holds the start. Stops early at `target` unless that is NO_INDEX. */
void search_up(struct search *search, uint32_t start, uint32_t limit, uint32_t target);
/* Downwards only: whom the start holds. */
void search_down(struct search *search, uint32_t start, uint32_t limit, uint32_t target);
/* Both floors: whom the start overlaps. */
void search_around(struct search *search, uint32_t start, uint32_t limit, uint32_t target);
/* Both floors, changed over declared correspondences only: whom the start corresponds to by one of these. */
void search_related(struct search *search, uint32_t start, uint32_t limit, uint32_t target);
static inline bool search_found(const struct search *search, enum floor floor, uint32_t node) {
  return marks_has(&search->floors[floor].settled, node);
}
static inline uint32_t search_distance(const struct search *search, enum floor floor, uint32_t node) {
  return search->floors[floor].distance[node];
}
/* Appends the steps from the start to a node that was found; `path` grows in `arena`. */
void search_path(const struct search *search, enum floor floor, uint32_t node, struct arena *arena, steps *path);

#endif
