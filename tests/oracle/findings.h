/* The conflicts among printed findings. */
#ifndef ORACLE_FINDINGS_H
#define ORACLE_FINDINGS_H

#include "documents.h"

struct conflict {
  bool contradiction; /* between facts of one pair; otherwise along a chain */
  fact_bits facts;
};

enum { MOST_CONFLICTS = 2 * MOST_FACTS };

struct conflicts {
  unsigned count;
  struct conflict list[MOST_CONFLICTS];
};

/* Finds the fact at every place that a conflict names. Complains about a place without a fact, and about findings that a
 * network of the generator cannot have. */
bool conflicts_read(const char *text, const struct network *net, const struct documents *documents,
                    struct conflicts *conflicts);
/* All facts of the conflicts of one kind. */
fact_bits conflicts_facts(const struct conflicts *conflicts, bool contradictions);

#endif
