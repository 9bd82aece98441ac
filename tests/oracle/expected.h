/* What a network proves, as the design words it: rows and coverage. Where the words leave a choice, what must be and what
 * may be are apart. */
#ifndef ORACLE_EXPECTED_H
#define ORACLE_EXPECTED_H

#include "dispute.h"

struct knowledge {
  const struct network *net;
  struct dispute dispute;
  fact_bits disputed;
  fact_bits dead; /* correspondences whose sides are apart */
  struct theory settled;
  uint8_t possible[MOST_NODES][MOST_NODES];
};
/* After `dispute` was filled. False if what is left does not hold together. */
bool knowledge_settle(struct knowledge *knowledge, const struct network *net);

static inline bool is_in(unsigned possible) {
  return (possible & ~(unsigned)(EQ | PP)) == 0;
}
static inline bool is_overlapped(unsigned possible) {
  return (possible & DR) == 0;
}

/* Whether a declared correspondence that lives joins the two, closed upwards; or they overlap. */
bool corresponds(const struct knowledge *knowledge, node_bits x, node_bits y);
/* Whether the pair has a row that is implied: undisputed declarations do not say all that is proved, be it an overlap, that
 * one lies in the other, or a correspondence. */
bool expect_row(const struct knowledge *knowledge, unsigned x, unsigned y);
enum relation expect_relation(const struct knowledge *knowledge, node_bits x, node_bits y);

enum cover { COVER_NONE, COVER_EXCLUDED, COVER_SUPPORTS, COVER_RELATED, COVER_PARTIAL, COVER_FULL };
enum note {
  NOTE_DISPUTED,
  NOTE_JOINTLY,
  NOTE_UNKNOWN,
  NOTE_SHORT,
  NOTE_RELATED,
  NOTE_SUPPORTS,
  NOTE_JOINT,
  NOTE_GROUP,
  NOTE_OPTION,
  NOTE_NO_RELATION,
  NOTE_NO_MAPPING,
  NOTE_NOT_EXAMINED,
  NOTE_EMPTY,
  NOTES
};
extern const char *const note_tokens[NOTES];

/* A counted control and what is held. */
struct question {
  const struct knowledge *knowledge;
  unsigned node;
  unsigned frameworks; /* held, by bits */
  node_bits held;
};
void question_init(struct question *question, const struct knowledge *knowledge, unsigned node, unsigned frameworks);

/* The least and the most that the words allow. */
struct coverage {
  enum cover least;
  enum cover most;
  bool alone;   /* one control that is held holds all of it */
  bool heading; /* an exhaustive control, or a heading, does */
  bool excluded;
};
void expect_coverage(const struct question *question, struct coverage *coverage);
/* Sets of notes, by bits: those that fit for certain, and those that may be said to fit. Only the first that fits is
 * told. */
struct notes {
  unsigned must;
  unsigned may;
};
void expect_notes(const struct question *question, const struct coverage *coverage, struct notes *notes);
bool note_fits(const struct notes *notes, enum note note);
/* How a counterpart, alone or as a union, stands to the control; COVER_NONE if it has no place in `by`. */
enum cover expect_counterpart(const struct question *question, node_bits end);

#endif
