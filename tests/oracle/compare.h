/* One network, by the compiler and by the oracle. */
#ifndef ORACLE_COMPARE_H
#define ORACLE_COMPARE_H

#include "network.h"

/* What was compared, and how much of what holds the compiler found. */
struct tally {
  unsigned networks;
  unsigned broken;    /* with facts that do not hold together */
  unsigned conflicts; /* reported along chains */
  unsigned contradictions;
  unsigned left_broken; /* what is left does not hold together, and the compiler did not see it (unions) */
  unsigned missed;      /* broken networks in which it saw nothing at all (unions) */
  unsigned pairs;
  unsigned excluded; /* base relations that cannot be */
  unsigned excluded_found;
  unsigned implied; /* pairs */
  unsigned implied_found;
  unsigned covered; /* counted controls, full 2, partial 1 */
  unsigned covered_found;
  unsigned declared_rows;
  unsigned gap_rows;
  unsigned proofs;
  unsigned candidates;
  unsigned states[6]; /* counted controls: none, excluded, supported, partial, jointly full, full */
};

/* Complains about the first thing in which they differ: in anything at all, if the network has no unions; otherwise in
 * what the compiler claims and the oracle denies. */
bool compare(const struct network *net, struct tally *tally);

#endif
