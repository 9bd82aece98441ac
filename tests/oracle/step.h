/* One step of a proof as it is read, and whether it holds. */
#ifndef ORACLE_STEP_H
#define ORACLE_STEP_H

#include "expected.h"

/* What a step lets one say of the two things that it joins: from in to, to in from, that they share something, that they
 * are said to belong together. */
enum { WAY_UP = 1, WAY_DOWN = 2, WAY_OVERLAP = 4, WAY_RELATED = 8 };

enum ground { GROUND_FACT, GROUND_PARENT, GROUND_MEMBER, GROUND_UNION, GROUND_CASES };

struct verb {
  const char *words;
  enum ground ground;
  unsigned ways;
  unsigned relations; /* of facts, as declared from left to right, by bits */
  unsigned says;      /* of what disputed facts agree on */
};

struct step {
  node_bits from;
  node_bits to;
  const struct verb *verb;
  unsigned mapping_count; /* that it rests on */
  unsigned mappings[MOST_FACTS];
  bool agreed;       /* by facts that are all disputed */
  const char *cases; /* what stands in round brackets behind it */
};

/* These move *at behind what they read, and return false (or 0) where it is something else. */
bool skip(const char **at, const char *words);
/* "fa:A11", "{fa:A11, A12}" or "{fa:A11, fb:B11}". */
node_bits read_end(const struct network *net, const char **at);
/* " [m0]" or " [m0; m1: disputed, but they agree on this much]", or nothing. */
bool read_brackets(const struct network *net, const char **at, struct step *step);
bool read_step(const struct network *net, const char **at, struct step *step);

/* "... 7 more lines", or steps: what is left out of something long. */
bool skip_rest(const char **at, const char *what);

bool step_holds(const struct knowledge *knowledge, const struct step *step);
/* Whether the brackets are those of a fact, or of what disputed ones agree on, that says so of the two. */
bool is_said(const struct knowledge *knowledge, const struct step *brackets, node_bits x, node_bits y, unsigned says);
/* The same for what puts low into high; without brackets, whether the hierarchy does, or the list of a map. */
bool is_put_in(const struct knowledge *knowledge, const struct step *brackets, node_bits low, node_bits high);
/* Whether each member of low is in high. */
bool members_hold(const struct knowledge *knowledge, node_bits low, node_bits high);
/* Follows the lines of an argument by cases (argument.c). */
bool argument_holds(const struct knowledge *knowledge, const struct step *step);

#endif
