/* The parts of judging coverage that coverage.c and coverage_sides.c share. */
#ifndef CW_ANALYSE_COVERAGE_H
#define CW_ANALYSE_COVERAGE_H

#include "analyse/analysis.h"
#include "analyse/network/sweep.h"

/* One side of a crosswalk, being judged by what is held on the other. */
struct judged_side {
  const struct analysis *analysis;
  uint32_t framework;   /* that is judged */
  const uint32_t *held; /* frameworks */
  uint32_t held_count;
  const struct sweep_node *nodes;    /* what the network proves */
  const struct sweep_node *doubtful; /* and would, if nothing were disputed; NULL where nothing is */
  uint64_t bit;                      /* of what is held, in them */
  uint64_t with_options;             /* of what would be, if its options were held, too; 0 where there are none */
  bool of_target;                    /* what has no counterpart is a gap.target; asked where gaps are accepted */
  struct item_state *states;
  struct coverage_counts *counts;
  enum coverage_note unrelated; /* of what nothing is related to; judge_side finds it */
};
void judge_side(struct judged_side *side);

/* Sets the bit at all that is held by who meets the frameworks. */
void seed_held(const struct graph *graph, const uint32_t *held, uint32_t count, uint64_t bit, struct sweep_node *nodes);
/* What the sweep says of one node. */
static inline struct item_state state_of(const struct sweep_node *node, uint64_t bit) {
  if ((node->single & bit) != 0) {
    return (struct item_state){.coverage = COVER_FULL, .means = MEANS_SINGLE};
  }
  if ((node->covered & bit) != 0) {
    return (struct item_state){.coverage = COVER_FULL, .means = MEANS_JOINT};
  }
  if ((node->overlapped & bit) != 0) {
    return (struct item_state){.coverage = COVER_PARTIAL, .means = MEANS_OVERLAP};
  }
  if ((node->related & bit) != 0) {
    return (struct item_state){.coverage = COVER_PARTIAL, .means = MEANS_CORRESPONDENCE};
  }
  return (struct item_state){.coverage = COVER_NONE, .means = MEANS_NOTHING};
}

/* By control and kind of gap, of which findings have a code each, the accept that holds for it; made once where there are any. */
enum { GAP_KINDS = F_GAP_GROUP_ONLY - F_GAP_SOURCE + 1 };
void list_accepted(struct analysis *analysis);
/* Whether findings call what has no counterpart on the side a gap.target: of a framework that is a source of the same pair, too,
 * they tell there. */
bool gaps_are_of_target(const struct analysis *analysis, const struct crosswalk *crosswalk, unsigned side);
enum finding_code gap_code_of(const struct item_state *state, bool of_target);
/* The accept for a gap of the control, or NULL. */
static inline const struct decl_accept *accepted_gap(const struct analysis *analysis, uint32_t control,
                                                     enum finding_code code) {
  return analysis->accepted != NULL ? analysis->accepted[(size_t)control * GAP_KINDS + (code - F_GAP_SOURCE)] : NULL;
}
/* Whether the control, or a heading above it, is declared to have no counterpart in the framework. */
bool is_excluded_from(const struct graph *graph, uint32_t control, uint32_t framework);
/* Which frameworks are joined by a chain of mappings: those with the same number. */
void list_clusters(struct analysis *analysis);

#endif
