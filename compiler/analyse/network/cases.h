/* What only shows by cases: something is in one of the members of a union, and not in all of them can it be.
 *
 * X is in A or B and has nothing in common with A: so it is in B. Walking does not see that. */
#ifndef CW_ANALYSE_NETWORK_CASES_H
#define CW_ANALYSE_NETWORK_CASES_H

#include "analyse/network/question.h"

/* Asks each demand what else its element must be in, and adds that as conclusions; demands that cannot be met in any case go
 * to the network's `refuted`. Once the unions are concluded about. */
void conclude_by_cases(struct network *network);
/* Once the conclusions by cases are edges, too: where cases may be left is found anew. */
void cases_open_again(struct network *network);

/* Whether two nodes of which walking proves nothing are apart in every case. */
bool apart_by_cases(struct question *question, uint32_t x, uint32_t y);
/* Whether x is not in y, and whether they are not equal: something that is asked for cannot be otherwise, which is told where
 * `broken` is not NULL (suppositions.c). */
bool not_in_by_cases(struct question *question, uint32_t x, uint32_t y, struct demand *broken);
bool unequal_by_cases(struct question *question, uint32_t x, uint32_t y, struct demand *broken);
/* By bits, the sets that hold a node. */
typedef uint64_t sets_of(const void *context, uint32_t node);
/* Of a contested node, those of the sets outside of which nothing can be in it, though no walk says so: nothing in the node is
 * in none of the nodes that the set holds. */
uint64_t held_by_cases(struct question *question, uint32_t node, uint64_t sets, sets_of *hold, const void *context);

#endif
