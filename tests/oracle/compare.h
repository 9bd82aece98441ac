/* One network, by the compiler and by the oracle. */
#ifndef ORACLE_COMPARE_H
#define ORACLE_COMPARE_H

#include "network.h"

/* What was compared. */
struct tally {
  unsigned networks;
  unsigned exact;     /* within all bounds */
  unsigned broken;    /* with facts that do not hold together */
  unsigned conflicts; /* reported along chains */
  unsigned contradictions;
  unsigned kept; /* facts that all disputed statements of a pair agree on */
  unsigned pairs;
  unsigned implied; /* pairs */
  unsigned declared_rows;
  unsigned gap_rows;
  unsigned proofs;
  unsigned candidates;
  unsigned reviewed;
  unsigned states[7]; /* counted controls: none, excluded, supported, related, partial, full, jointly */
  unsigned notes[16];
};

/* Complains about the first thing in which they differ. Beyond the bounds that the design states, in what the compiler
 * claims and the oracle denies. */
bool compare(const struct network *net, struct tally *tally);

#endif
