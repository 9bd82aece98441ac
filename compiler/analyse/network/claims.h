/* What a statement says of two nodes x and y, apart from who says it: bits that can be combined, read the other way round, and
 * held against each other. */
#ifndef CW_ANALYSE_NETWORK_CLAIMS_H
#define CW_ANALYSE_NETWORK_CLAIMS_H

#include "model/vocabulary.h"

enum {
  SAYS_IN = 1,        /* x in y */
  SAYS_HOLDS = 2,     /* y in x */
  SAYS_OVERLAPS = 4,  /* they share something */
  SAYS_NOT_IN = 8,    /* x not in y */
  SAYS_NOT_HELD = 16, /* y not in x */
  SAYS_APART = 32,    /* they share nothing */
  SAYS_CORRESPONDS = 64
};

/* 0 for what says nothing of sets: support, and contrary standards. */
static inline unsigned claims_of(enum relation relation, enum overlap overlap) {
  switch (relation) {
    case REL_EQUAL:
    case REL_EQUIVALENT:
      return SAYS_IN | SAYS_HOLDS;
    case REL_SUBSET:
      return SAYS_IN | SAYS_NOT_HELD;
    case REL_SUPERSET:
      return SAYS_HOLDS | SAYS_NOT_IN;
    case REL_INTERSECTS:
      return SAYS_OVERLAPS | (overlap == OVERLAP_PROPER ? SAYS_NOT_IN | SAYS_NOT_HELD : 0U);
    case REL_RELATED:
      return SAYS_CORRESPONDS;
    case REL_NONE:
      return SAYS_APART;
    default:
      return 0;
  }
}

/* The same read from y to x. */
static inline unsigned claims_inverse(unsigned says) {
  unsigned both = says & (SAYS_OVERLAPS | SAYS_APART | SAYS_CORRESPONDS);
  unsigned in = ((says & SAYS_IN) << 1) | ((says & SAYS_HOLDS) >> 1);
  unsigned not_in = ((says & SAYS_NOT_IN) << 1) | ((says & SAYS_NOT_HELD) >> 1);
  return both | in | not_in;
}

/* With what follows, for nothing is empty: what is in another overlaps it, and what is apart is in neither way. */
static inline unsigned claims_spelt_out(unsigned says) {
  if ((says & (SAYS_IN | SAYS_HOLDS)) != 0) {
    says |= SAYS_OVERLAPS;
  }
  return (says & SAYS_APART) != 0 ? says | SAYS_NOT_IN | SAYS_NOT_HELD : says;
}

#endif
