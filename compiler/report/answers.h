/* What the coverage of a control rests on: single controls that are held, or several that do it together. */
#ifndef CW_REPORT_ANSWERS_H
#define CW_REPORT_ANSWERS_H

#include "report/reporter.h"

/* Fills `answers` for the control at hand, in framework order; entries are those of the side. Says in `state`'s note whether
 * it is proved that none of them alone holds all. */
void find_answers(struct reporter *reporter, unsigned side, struct item_state *state);
/* Their ids, as they stand in "by". */
struct str answer_ids(const struct reporter *reporter);
/* The ids of one: "8.9+8.32". */
void put_answer(const struct reporter *reporter, const struct answer *answer, struct buf *out);

/* Rows for what the control at hand rests on and what has no row otherwise; they stand at the source's first control. */
void note_further_rows(struct reporter *reporter, unsigned side);
/* Puts those that are noted in order, before the rows are built. */
void sort_further_rows(struct reporter *reporter);

/* Whether the node is held, and not just the union of others. */
bool is_holder(const struct reporter *reporter, uint32_t node);
/* A set of what is held into which all of the node leads, ascending, and the steps that lead there; no steps where only cases
 * show that it is enough. It is the cheapest that walks find, counting what two members of a union share twice; the smallest of
 * all where few nodes matter (find_smaller_set). False if there is none. The lists are empty before. */
bool find_cover(struct reporter *reporter, uint32_t node, node_list *nodes, steps *way);

/* The same for a node of which only cases show that it is held; false if they do not. */
bool find_set(struct reporter *reporter, uint32_t node, node_list *nodes);
/* One of at most so many, by chains or by cases. False if none was found, or too much would have to be weighed. */
bool find_smaller_set(struct reporter *reporter, uint32_t node, uint32_t most, node_list *nodes);

#endif
