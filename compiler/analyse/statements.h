/* Statements: what facts say, apart from who says it and in which direction it is written. */
#ifndef CW_ANALYSE_STATEMENTS_H
#define CW_ANALYSE_STATEMENTS_H

#include "analyse/analysis.h"

/* Among the facts that are reasoned with, those that say the same of the same two nodes become one statement: the first of
 * them stands for all, the others are marked FACT_COPY. False: out of memory in a worker. */
bool join_statements(struct analysis *analysis);

/* The copies of a fact that stands for a statement: numbers of facts, ascending. */
struct copies {
  const struct fact_copy *v;
  uint32_t n;
};
struct copies copies_of(const struct analysis *analysis, uint32_t fact);

/* Keeps, for each two nodes between which two or more statements stand and all are disputed, what every one of them says:
 * adds it to the further claims of the network's input. */
void keep_agreements(struct analysis *analysis);

/* What is declared in several places is told once: notes the place of one more, of very many only the first ones. `count` is of
 * those that came before it. */
void note_copy(const struct graph *graph, struct findings *findings, struct finding *finding,
               const struct graph_fact *fact, uint32_t *count);
void note_more_copies(struct findings *findings, struct finding *finding, uint32_t count);

#endif
