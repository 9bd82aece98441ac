/* An assessment carried over to another framework.
 *
 * What is met in a scope is one more node of the network, M: "implemented" says that the control is in M, "partial" that it
 * overlaps M and is not in it, "planned" and "not-implemented" that it is not in it, and all else says nothing. What follows for
 * a control of the target is then asked of the same reasoner that answers everything else. The network is a copy: statuses
 * never dispute a mapping, and never meet the crosswalks. */
#ifndef CW_ANALYSE_ALIGNMENT_H
#define CW_ANALYSE_ALIGNMENT_H

#include "analyse/analysis.h"
#include "analyse/network/breaks.h"
#include "analyse/network/question.h"
#include "analyse/network/suspects.h"
#include "model/assessed.h"

enum outcome {
  OUTCOME_IMPLEMENTED, /* all of it lies in controls that are implemented */
  OUTCOME_DISPUTED,    /* the statements contradict each other */
  OUTCOME_PARTIAL,     /* something is met, something is not */
  OUTCOME_NOT_FULLY,   /* something is not met; whether anything is, nobody knows */
  OUTCOME_CONTRIBUTES, /* something is met; how much, nobody knows */
  OUTCOME_CORRESPONDS, /* implemented controls are said to belong together with it */
  OUTCOME_SUPPORTED,   /* an implemented control helps */
  OUTCOME_OPEN,        /* nothing follows */
  OUTCOMES
};
const char *outcome_token(enum outcome outcome);

enum ground {
  GROUND_PROOF,
  GROUND_JOINTLY,
  GROUND_HOLDS,
  GROUND_OVERLAP,
  GROUND_CORRESPONDS,
  GROUND_SUPPORT,
  GROUND_NONE
};
const char *ground_token(enum ground ground);

/* Whose facts a network has: those of people for the owner of a framework, then of others too, then also the organisation's own
 * reading, then all. */
enum review_level { LEVEL_OWNER, LEVEL_REVIEWED, LEVEL_OWN, LEVEL_ALL, REVIEW_LEVELS };
/* Nobody has reviewed it by hand: a machine made it, or its mapping is a draft. */
bool alignment_is_unreviewed(const struct graph *graph, const struct graph_fact *fact);

struct alignment_options {
  bool plan;              /* what is planned, or in place in part, is read as implemented */
  bool evidence_required; /* without evidence nothing is implemented, wholly or in part */
};

/* A line of an assessment as a claim about M. */
struct status_claim {
  uint32_t assessment; /* of the graph */
  uint32_t node;
  const struct decl_assessed *assessed;
  unsigned says; /* of the control and M, as in analyse/network/claims.h */
  bool disputed; /* part of a contradiction: nothing rests on it */
};

/* Statuses that cannot all be true: the last is said not to be met, the others are said to be. */
struct status_conflict {
  VEC(uint32_t) statuses; /* numbers of claims, ascending */
  fact_list facts;        /* of the mappings between them */
};

/* The statuses of a contradiction on either side, each of which holds together: what is met, and what is not met as a whole. */
struct contradiction {
  struct alignment *met;
  struct alignment *unmet;
};

struct align_network {
  struct network_input input;
  struct network network;
  struct walk walk;
  struct prover prover;
  struct question question;
  signed char *forced; /* what demands prove beyond walking, by node and scope: bits FORCED_ */
};

struct alignment {
  const struct analysis *analysis;
  struct alignment_options options;
  struct arena *arena;
  uint32_t base;        /* the first M is this node */
  VEC(uint32_t) scopes; /* assessments, each with an M of its own, the wider first */
  const bool
      *holds; /* of two assessments of the graph, at first * count + second: the scope of the second lies in that of
                           the first, or is it; NULL where none says that it lies within another */
  VEC(struct status_claim) statuses; /* of these, then of those that are only compared */
  uint32_t source_statuses;          /* how many are of these */
  VEC(struct network_claim) claims;  /* as the networks have them: kept agreements, statuses, scopes within scopes */
  uint32_t first_status;             /* among them */
  VEC(struct status_conflict) conflicts;
  VEC(struct contradiction) contradictions; /* where there are conflicts */
  struct alignment *together;               /* as if all scopes were one; made when it is first asked for */
  struct align_network levels[REVIEW_LEVELS];
  uint32_t *status_at;    /* by node: its status among those of the scopes, or NO_INDEX */
  bool *disputed_at;      /* by node: a status of it, compared ones too, is part of a contradiction */
  bool *met_at;           /* by node: proved to lie in what is met in some scope; made when it is first asked for */
  uint32_t *lone_first;   /* by node: where its lone facts start */
  uint32_t *lone;         /* facts that speak for their own two ends only: of mappings that do not chain, and support */
  VEC(uint32_t) gathered; /* statuses, for the answer at hand */
};

/* The assessments are numbers in the graph. Those of `compared` take part in contradictions, and nothing is concluded from
 * them. */
void alignment_build(struct alignment *alignment, const struct analysis *analysis, const uint32_t *sources,
                     uint32_t source_count, const uint32_t *compared, uint32_t compared_count,
                     const struct alignment_options *options, struct arena *arena);

/* What follows for one control. */
struct alignment_answer {
  enum outcome outcome;
  enum ground ground;
  enum review_level level; /* the first at which the outcome is this one */
  uint32_t scope;          /* number among the scopes, or NO_INDEX */
  VEC(uint32_t) statuses;  /* that it rests on; or that bear on it, where nothing rests on any */
  VEC(uint32_t) lacking;   /* statuses of what is not met in it */
  VEC(uint32_t) unmet_in;  /* other scopes, in which it is proved that not all is met: the outcome is no better there */
  VEC(uint32_t) missing;   /* controls: members of a union that would hold it, and are not known to be met */
  fact_list facts;         /* of mappings, that it rests on */
  steps proof;             /* of a walk, which takes in what is concluded by cases */
  bool touches_disputed;   /* a disputed status bears on it */
  bool touches_excluded;   /* a control that bears on it is left out */
  bool met_together;       /* all of it would be met if all scopes were one */
  bool planned;            /* a control that holds it is planned */
};
void alignment_answer(struct alignment *alignment, uint32_t node, struct alignment_answer *answer);
/* The outcome alone. */
enum outcome alignment_outcome(struct alignment *alignment, uint32_t node);
/* Appends a way from the node to another or, if that is what is met in a scope, the best: over one implemented control that holds
 * the node, where one does. It rests on conclusions before `limit` only; false where there is none. */
bool alignment_find_way(const struct alignment *alignment, struct prover *prover, uint32_t node, uint32_t to,
                        uint32_t limit, steps *way);
/* How old what the status rests on is: the oldest of its newest evidence, its review and its assessment. */
struct str status_as_of(const struct alignment *alignment, const struct status_claim *status);

/* ---- the steps of building ---- */

void align_network_build(struct alignment *alignment, enum review_level level, struct align_network *made);
/* Finds contradictions among all statuses, as if all scopes were one that are not said to lie in one another, and disputes what
 * is part of any. */
void alignment_settle(struct alignment *alignment);
enum { FORCED_IN = 1, FORCED_NOT_IN = 2, FORCED_OVERLAP = 4 };

#endif
