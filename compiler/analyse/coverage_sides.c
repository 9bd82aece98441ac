/* Coverage of one side of a crosswalk: facts that count for their own pair, cases, and why what is left is left. */
#include "analyse/coverage.h"

/* How a control is named in facts between its framework and what is held. */
enum {
  NAMED_ALONE = 1,
  NAMED_JOINTLY = 2, /* as one of several */
  ANSWERED = 4,      /* a fact that counts for its own pair covers something of it */
  HAS_OPTION = 8     /* such a fact names an option */
};

/* Takes what covers more, or covers as much and says more. */
static void raise_state(struct item_state *state, enum coverage_state coverage, enum coverage_means means) {
  bool better = (uint8_t)coverage > state->coverage;
  bool plainer = (uint8_t)coverage == state->coverage && (uint8_t)means < state->means;
  if (better || plainer) {
    state->coverage = (uint8_t)coverage;
    state->means = (uint8_t)means;
  }
  state->named |= ANSWERED;
}

/* ---- facts of the pair ---- */

/* The members of a union, or the node itself. */
static const uint32_t *members_of(const struct graph *graph, const uint32_t *node, uint32_t *count) {
  if (!graph_is_union(graph, *node)) {
    *count = 1;
    return node;
  }
  const struct graph_union *group = &graph->unions.v[*node - graph->control_count];
  *count = group->count;
  return graph->members.v + group->first;
}

static bool is_held(const struct graph *graph, uint32_t node) {
  uint32_t count = 0;
  const uint32_t *members = members_of(graph, &node, &count);
  for (uint32_t m = 0; m < count; m++) {
    if (!graph_is_held(graph, members[m])) {
      return false;
    }
  }
  return true;
}

static bool holds_alone(const struct graph *graph, uint32_t node) {
  return !graph_is_union(graph, node) && !(graph->controls[node].group && graph->controls[node].exhaustive);
}

static void note_names(const struct judged_side *side, uint32_t x) {
  const struct graph *graph = side->analysis->graph;
  uint32_t count = 0;
  const uint32_t *members = members_of(graph, &x, &count);
  for (uint32_t m = 0; m < count; m++) {
    side->states[members[m] - graph->frameworks.v[side->framework].first].named |=
        count > 1 ? NAMED_JOINTLY : NAMED_ALONE;
  }
}

/* What the fact covers by itself. What holds a union holds each of its members; what else is said of a union says nothing of
 * any one of them. */
static void judge_own_fact(const struct judged_side *side, const struct reading *reading) {
  const struct graph *graph = side->analysis->graph;
  uint32_t first = graph->frameworks.v[side->framework].first;
  uint32_t count = 0;
  uint32_t x = reading->x;
  const uint32_t *members = members_of(graph, &x, &count);
  enum coverage_state coverage = COVER_PARTIAL;
  enum coverage_means means = MEANS_OVERLAP;
  switch (reading->relation) {
    case REL_EQUAL:
    case REL_EQUIVALENT:
    case REL_SUBSET:
      coverage = COVER_FULL;
      means = holds_alone(graph, reading->y) ? MEANS_SINGLE : MEANS_JOINT;
      break;
    case REL_SUPERSET:
    case REL_INTERSECTS:
      break;
    case REL_RELATED:
      means = MEANS_CORRESPONDENCE;
      break;
    case REL_SUPPORTED_BY:
      means = MEANS_SUPPORT;
      break;
    default:
      return;
  }
  for (uint32_t m = 0; m < count && (coverage == COVER_FULL || count == 1); m++) {
    raise_state(&side->states[members[m] - first], coverage, means);
  }
}

static void judge_fact(const struct judged_side *side, const struct graph_fact *fact) {
  const struct graph *graph = side->analysis->graph;
  struct reading reading = analysis_read(graph, fact, side->framework);
  if ((fact->flags & FACT_COMPOSED) != 0 || reading.relation == REL_NONE || reading.relation == REL_CONTRARY) {
    return;
  }
  note_names(side, reading.x);
  if ((fact->flags & (FACT_REASONED | FACT_DISPUTED)) != 0) {
    return;
  }
  if (is_held(graph, reading.y)) {
    judge_own_fact(side, &reading);
  } else if (reading.relation != REL_SUPPORTS && !graph_is_union(graph, reading.x) &&
             !graph->controls[graph_first_member(graph, reading.y)].withdrawn) {
    side->states[reading.x - graph->frameworks.v[side->framework].first].named |= HAS_OPTION;
  }
}

static void judge_facts(const struct judged_side *side) {
  for (uint32_t h = 0; h < side->held_count; h++) {
    const struct pair_facts *pair = analysis_pair(side->analysis, side->framework, side->held[h]);
    for (uint32_t i = 0; pair != NULL && i < pair->count; i++) {
      judge_fact(side, &side->analysis->graph->facts[pair->facts[i]]);
    }
  }
}

/* ---- why nothing covers it ---- */

bool is_excluded_from(const struct graph *graph, uint32_t control, uint32_t framework) {
  for (; control != NO_INDEX; control = graph->controls[control].parent) {
    if (graph_has_no_counterpart(graph, control, framework)) {
      return true;
    }
  }
  return false;
}

static bool is_excluded(const struct judged_side *side, uint32_t control) {
  if (side->analysis->graph->no_counterparts.n == 0) {
    return false;
  }
  for (uint32_t h = 0; h < side->held_count; h++) {
    if (!is_excluded_from(side->analysis->graph, control, side->held[h])) {
      return false;
    }
  }
  return true;
}

/* In no fact of its own, but in a union of one. */
static bool is_named_jointly(const struct item_state *state) {
  return (state->named & (NAMED_ALONE | NAMED_JOINTLY)) == NAMED_JOINTLY;
}

static bool is_answered_above(const struct judged_side *side, uint32_t control) {
  const struct graph *graph = side->analysis->graph;
  uint32_t first = graph->frameworks.v[side->framework].first;
  bool answered = (side->nodes[control].above & side->bit) != 0;
  for (uint32_t above = graph_whole_of(graph, control); above != NO_INDEX && !answered;
       above = graph_whole_of(graph, above)) {
    answered = (side->states[above - first].named & ANSWERED) != 0;
  }
  return answered;
}

/* Whether each framework that is held has a mapping that went through all of this side, and whether any is joined to it. */
static enum coverage_note note_of_mappings(const struct judged_side *side) {
  const struct analysis *analysis = side->analysis;
  bool examined = true;
  bool joined = false;
  for (uint32_t h = 0; h < side->held_count; h++) {
    const struct pair_facts *pair = analysis_pair(analysis, side->framework, side->held[h]);
    examined = examined && pair != NULL && pair->examined[pair->low == side->framework ? 0 : 1];
    joined = joined || analysis->clusters[side->held[h]] == analysis->clusters[side->framework];
  }
  return examined ? NOTE_NO_RELATION : joined ? NOTE_NOT_EXAMINED : NOTE_NO_MAPPING;
}

/* Whether anything would be said of it if options were held. */
static bool is_met_by_options(const struct judged_side *side, uint32_t control) {
  const struct sweep_node *node = &side->nodes[control];
  return ((node->covered | node->overlapped | node->related) & side->with_options) != 0;
}

static enum coverage_note note_for_none(const struct judged_side *side, uint32_t control,
                                        const struct item_state *state) {
  if (is_named_jointly(state)) {
    return NOTE_JOINT_ONLY;
  }
  if (is_answered_above(side, control)) {
    return NOTE_GROUP_ONLY;
  }
  if (is_met_by_options(side, control) || (state->named & HAS_OPTION) != 0) {
    return NOTE_OPTION_ONLY;
  }
  return side->unrelated;
}

static enum coverage_note note_for(const struct judged_side *side, uint32_t control, const struct item_state *state) {
  if (state->coverage == COVER_EXCLUDED) {
    return NOTE_EMPTY;
  }
  switch ((enum coverage_means)state->means) {
    case MEANS_SINGLE:
      return NOTE_EMPTY;
    case MEANS_JOINT:
      return NOTE_JOINTLY;
    case MEANS_OVERLAP:
      return NOTE_EXTENT_UNKNOWN;
    case MEANS_CORRESPONDENCE:
      return NOTE_RELATED_ONLY;
    case MEANS_SUPPORT:
      return NOTE_SUPPORTS_ONLY;
    default:
      return note_for_none(side, control, state);
  }
}

/* Whether it would be covered better if nothing were disputed. */
static bool is_worse_for_disputes(const struct judged_side *side, uint32_t control, const struct item_state *state) {
  if (side->doubtful == NULL) {
    return false;
  }
  unsigned reached = state->coverage == COVER_EXCLUDED ? COVER_NONE : state->coverage;
  return state_of(&side->doubtful[control], side->bit).coverage > reached;
}

static void finish_control(const struct judged_side *side, uint32_t control, struct item_state *state) {
  if (state->coverage == COVER_NONE && is_excluded(side, control)) {
    state->coverage = COVER_EXCLUDED;
  }
  state->note = state->why = (uint8_t)note_for(side, control, state);
  if (state->coverage == COVER_FULL) {
    return;
  }
  if (state->coverage != COVER_EXCLUDED &&
      accepted_gap(side->analysis, control, gap_code_of(state, side->of_target)) != NULL) {
    state->note = NOTE_ACCEPTED;
  } else if (is_worse_for_disputes(side, control, state)) {
    state->note = NOTE_DISPUTED;
  }
}

static void count_control(struct coverage_counts *counts, const struct item_state *state) {
  counts->counted++;
  switch ((enum coverage_state)state->coverage) {
    case COVER_FULL:
      counts->full++;
      counts->jointly += state->means == MEANS_JOINT;
      break;
    case COVER_PARTIAL:
      counts->partial += state->means == MEANS_OVERLAP;
      counts->related_only += state->means == MEANS_CORRESPONDENCE;
      counts->supports_only += state->means == MEANS_SUPPORT;
      break;
    case COVER_NONE:
      counts->none++;
      counts->group_only += state->why == NOTE_GROUP_ONLY;
      break;
    case COVER_EXCLUDED:
      counts->excluded++;
      break;
  }
}

void judge_side(struct judged_side *side) {
  const struct graph *graph = side->analysis->graph;
  const struct graph_framework *own = &graph->frameworks.v[side->framework];
  side->unrelated = note_of_mappings(side);
  for (uint32_t i = 0; i < own->count; i++) {
    side->states[i] = state_of(&side->nodes[own->first + i], side->bit);
  }
  judge_facts(side);
  for (uint32_t i = 0; i < own->count; i++) {
    if (graph->controls[own->first + i].counted) {
      finish_control(side, own->first + i, &side->states[i]);
      count_control(side->counts, &side->states[i]);
    }
  }
  for (uint32_t i = 0; i < own->count; i++) {
    if (!graph->controls[own->first + i].counted) {
      side->states[i] = (struct item_state){.means = MEANS_NOTHING};
    }
  }
}
