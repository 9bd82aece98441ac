/* Everything that the compiler says of one network. */
#ifndef ORACLE_ANSWERS_H
#define ORACLE_ANSWERS_H

#include "documents.h"

struct answers {
  struct documents documents;
  char *findings;
  char *tables[MOST_FRAMEWORKS][MOST_FRAMEWORKS];
  char *gaps[MOST_FRAMEWORKS][MOST_FRAMEWORKS];
  unsigned char possible[MOST_NODES][MOST_NODES];
};

/* In what way it is asked. */
struct asking {
  const unsigned *facts;     /* their order within each mapping, or NULL */
  const unsigned *documents; /* the order in which they are given, or NULL */
  const char *jobs;          /* threads */
};

/* Released with answers_free. */
void answers_ask(const struct network *net, const struct asking *asking, struct answers *answers);
void answers_free(struct answers *answers);
/* Whether all crosswalks of the first network are the same bytes in both; complains of what was done otherwise. */
bool answers_same_crosswalks(const struct network *net, const struct answers *a, const struct answers *b,
                             const char *what);
/* Puts the lines of each table, and of the findings, in the order of the alphabet: rows of one pair, and findings of one
 * place, stand in an order that follows names. Lines quoted from a document, which may be cut within a name, are left
 * out. */
void answers_sort_lines(struct answers *answers);

#endif
