/* The steps of an answer: which outcome is proved, what it rests on, and why it is no better.
 *
 * Each takes the network of a level (the facts of people, or more), and reads its walk: who asks has walked from the node. */
#ifndef CW_ANALYSE_ALIGNMENT_PARTS_H
#define CW_ANALYSE_ALIGNMENT_PARTS_H

#include "analyse/alignment.h"

/* ---- alignment_outcomes.c ---- */

/* Made when it is first asked for. */
struct align_network *alignment_network(struct alignment *alignment, enum review_level level);
void alignment_walk(struct align_network *net, uint32_t node);

struct best_outcome {
  enum outcome outcome;
  uint32_t scope; /* in which it is proved; NO_INDEX where nothing is */
  bool by_cases;  /* by an argument about unions, which no walk shows */
};
/* The best that is proved in any scope. Walks from the node. */
struct best_outcome alignment_best(struct alignment *alignment, struct align_network *net, uint32_t node);

/* ---- alignment_pairs.c ---- */

/* Makes the answer better where a fact that speaks for its own two ends only proves more. `met` is alignment_met. */
void alignment_look_at_pairs(struct alignment *alignment, uint32_t node, const bool *met,
                             struct alignment_answer *answer);

/* ---- alignment_grounds.c ---- */

/* The statuses of the nodes of these sets, each once, ascending, into `gathered`. */
void alignment_gather(struct alignment *alignment, const struct node_set *const *sets, unsigned count);
/* Those of all nodes that the walk came to, what is apart left out. */
void alignment_gather_near(struct alignment *alignment, const struct walk *walk);
/* Once, however often. */
void alignment_add_status(struct alignment *alignment, struct alignment_answer *answer, uint32_t number);
/* What the steps rest on, with what is behind conclusions about unions. */
void alignment_take_steps(struct alignment *alignment, struct align_network *net, const steps *proof,
                          struct alignment_answer *answer);
/* What an outcome in the scope of the answer rests on: all of the node is met, or anything less. */
void alignment_explain_met(struct alignment *alignment, struct align_network *net, uint32_t node, bool by_cases,
                           struct alignment_answer *answer);
void alignment_explain_rest(struct alignment *alignment, struct align_network *net, uint32_t node,
                            struct alignment_answer *answer);
void alignment_list_bearing(struct alignment *alignment, struct align_network *net, struct alignment_answer *answer);

/* ---- alignment_reasons.c ---- */

/* By node: proved to be met in some scope. Walks from each scope when it is first asked for. */
const bool *alignment_met(struct alignment *alignment);
void alignment_list_lacking(struct alignment *alignment, struct align_network *net, uint32_t node,
                            struct alignment_answer *answer);
void alignment_list_missing(struct alignment *alignment, struct align_network *net, uint32_t node, const bool *met,
                            struct alignment_answer *answer);
void alignment_note_reasons(struct alignment *alignment, struct align_network *net, struct alignment_answer *answer);
void alignment_tell_disputed(struct alignment *alignment, uint32_t node, struct alignment_answer *answer);

#endif
