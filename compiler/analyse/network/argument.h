/* Arguments for what only shows by cases, line by line: "one of A and B; not A, because ...; so B". */
#ifndef CW_ANALYSE_NETWORK_ARGUMENT_H
#define CW_ANALYSE_NETWORK_ARGUMENT_H

#include "analyse/network/question.h"

/* For a conclusion by cases. */
void argue_conclusion(struct question *question, const struct conclusion *conclusion, question_lines *lines);
/* For what cannot be: an element that is in all of `in` and in none of `out`. */
struct impossible {
  const uint32_t *in;
  uint32_t in_count;
  const uint32_t *out;
  uint32_t out_count;
};
void argue_impossible(struct question *question, const struct impossible *impossible, question_lines *lines);

#endif
