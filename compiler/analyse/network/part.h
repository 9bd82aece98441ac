/* A small network cut out of a large one: a few facts, and the hierarchy around them. */
#ifndef CW_ANALYSE_NETWORK_PART_H
#define CW_ANALYSE_NETWORK_PART_H

#include "analyse/network/network.h"

struct part {
  const struct network_input *whole;
  struct arena *arena;
  uint32_t *local; /* by node of the whole: its number in the part, valid where marked */
  struct marks marks;
};

void part_init(struct part *part, const struct network_input *whole, struct arena *arena);
/* The network of these facts (numbers in the whole), all of them counted, without those for which `dropped` is true. */
void part_network(struct part *part, const uint32_t *facts, uint32_t count, const bool *dropped,
                  struct network *network);

#endif
