/* Arguments for what only shows by cases, line by line: "one of A and B; not A, because ...; so B". */
#ifndef CW_ANALYSE_NETWORK_ARGUMENT_H
#define CW_ANALYSE_NETWORK_ARGUMENT_H

#include "analyse/network/question.h"

/* For a conclusion by cases. */
void argue_conclusion(struct question *question, const struct conclusion *conclusion, question_lines *lines);
/* For what cannot be: something that is asked for, if it is supposed to be in `inside`, too, or in none of `outside`, or if
 * some nodes are supposed to lie in others. */
struct impossible {
  struct demand demand;
  uint32_t inside; /* or NO_INDEX */
  const uint32_t *outside;
  uint32_t outside_count;
  unsigned supposed_count;
  struct supposed_in supposed[2];
  bool facts_only; /* each line rests on a fact, a claim or the hierarchy, and none on a conclusion about a union */
};
void argue_impossible(struct question *question, const struct impossible *impossible, question_lines *lines);

#endif
