/* The steps of an answer: which outcome is proved, what it rests on, and why it is no better.
 *
 * Each takes the network of a level (the facts of people, or more), and reads its walk: who asks has walked from the node. */
#ifndef CW_ANALYSE_ALIGNMENT_PARTS_H
#define CW_ANALYSE_ALIGNMENT_PARTS_H

#include "analyse/alignment.h"

/* ---- alignment.c ---- */

/* The number of the assessment among the scopes; NO_INDEX for one that is only compared. */
uint32_t alignment_scope_of(const struct alignment *alignment, uint32_t assessment);

/* Whether the scope of the one assessment is said to hold that of the other, or is it; by their numbers in the graph. */
bool alignment_holds_scope(const struct alignment *alignment, uint32_t outer, uint32_t inner);
/* What the status says to be met is met in the scope, too, by its number: it lies in that of the status. And so with what is not
 * met: it holds that. */
static inline bool alignment_reaches(const struct alignment *alignment, const struct status_claim *status,
                                     uint32_t scope) {
  return alignment_holds_scope(alignment, status->assessment, alignment->scopes.v[scope]);
}
static inline bool alignment_reaches_out(const struct alignment *alignment, const struct status_claim *status,
                                         uint32_t scope) {
  return alignment_holds_scope(alignment, alignment->scopes.v[scope], status->assessment);
}
/* As the input of the analysis, with so many nodes more, in a region of their own. */
void alignment_extend_input(const struct alignment *alignment, uint32_t more, struct network_input *input);

/* Whether facts of its mapping are among those of the level. */
bool alignment_passes(const struct graph *graph, const struct graph_fact *fact, enum review_level level);

/* ---- alignment_outcomes.c ---- */

/* Made when it is first asked for. */
struct align_network *alignment_network(struct alignment *alignment, enum review_level level);
void alignment_walk(struct align_network *net, uint32_t node);

/* What is proved of a node and a scope: all of it is met, or some, or not all, or what is met belongs together with it. */
struct proved {
  bool in;
  bool not_in;
  bool overlaps;
  bool related;
};

static inline void proved_add(struct proved *all, const struct proved *one) {
  all->in |= one->in;
  all->not_in |= one->not_in;
  all->overlaps |= one->overlaps;
  all->related |= one->related;
}

/* Of all that walks and demands prove, pairs left out. Walks from the node. */
struct proved alignment_prove(struct alignment *alignment, struct align_network *net, uint32_t node, uint32_t scope);

struct best_outcome {
  enum outcome outcome;
  uint32_t scope; /* in which it is proved; NO_INDEX where nothing is */
  bool by_pairs;  /* facts that count for their own two ends only have a part in it */
};
/* The best that is proved in any scope. Walks from the node. */
struct best_outcome alignment_best(struct alignment *alignment, struct align_network *net, uint32_t node);

/* The scopes in which less is proved than the outcome of the answer, and that not all is met. After a walk from the node. */
void alignment_list_unmet(struct alignment *alignment, struct align_network *net, uint32_t node,
                          struct alignment_answer *answer);

/* ---- alignment_pairs.c ---- */

/* What the facts of mappings that say chain="no" prove of the node, each with the status of the control that it names. */
struct proved alignment_prove_pairs(struct alignment *alignment, enum review_level level, uint32_t node,
                                    uint32_t scope);
/* Adds those of them, and the statuses, that the outcome of the answer rests on. */
void alignment_explain_pairs(struct alignment *alignment, uint32_t node, struct alignment_answer *answer);
/* The statuses of the controls that they name, and of those that support the node, into `gathered`. */
void alignment_gather_pairs(struct alignment *alignment, uint32_t node);
/* A fact of the level that says that something which is met supports the node, or NO_INDEX. `met` is alignment_met. */
uint32_t alignment_find_support(struct alignment *alignment, enum review_level level, uint32_t node, const bool *met);
/* Makes an open answer "supported" where there is such a fact. */
void alignment_explain_support(struct alignment *alignment, uint32_t node, const bool *met,
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
void alignment_explain_met(struct alignment *alignment, struct align_network *net, uint32_t node,
                           struct alignment_answer *answer);
void alignment_explain_rest(struct alignment *alignment, struct align_network *net, uint32_t node,
                            struct alignment_answer *answer);
/* What shows by cases that not all of the node is met, where nothing that is not met lies in it. */
void alignment_explain_unmet(struct alignment *alignment, struct align_network *net, uint32_t node,
                             struct alignment_answer *answer);
void alignment_list_bearing(struct alignment *alignment, struct align_network *net, struct alignment_answer *answer);
/* The statuses as the assessments have them. */
void alignment_put_in_order(struct alignment_answer *answer);

/* ---- alignment_reasons.c ---- */

/* By node: proved to be met in some scope. Walks from each scope when it is first asked for. */
const bool *alignment_met(struct alignment *alignment);
void alignment_list_lacking(struct alignment *alignment, struct align_network *net, uint32_t node,
                            struct alignment_answer *answer);
void alignment_list_missing(struct alignment *alignment, struct align_network *net, uint32_t node, const bool *met,
                            struct alignment_answer *answer);
void alignment_note_reasons(struct alignment *alignment, struct align_network *net, uint32_t node,
                            struct alignment_answer *answer);

/* ---- alignment_contradictions.c ---- */

/* A status of the node is part of a contradiction, or some statuses prove that all of it is met and others that not all is. */
bool alignment_is_disputed(struct alignment *alignment, uint32_t node);
/* Statuses that nothing contradicts would prove together that all of it is met, if their scopes were one. */
bool alignment_is_met_together(struct alignment *alignment, uint32_t node);
void alignment_tell_disputed(struct alignment *alignment, uint32_t node, struct alignment_answer *answer);

#endif
