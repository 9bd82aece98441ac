/* Coverage of one side of a crosswalk by itself: facts that count for their own pair, reasons for what is left, counts. */
#include "analyse/coverage.h"

/* Takes what covers more, or covers as much and says more. */
static void raise_state(struct item_state *state, enum coverage_state coverage, enum coverage_note note) {
  bool better = (uint8_t)coverage > state->coverage;
  /* A single control that holds all outdoes a union; a proved overlap outdoes a support. */
  bool plainer = (uint8_t)coverage == state->coverage && (uint8_t)note < state->note;
  if (better || plainer) {
    state->coverage = (uint8_t)coverage;
    state->note = (uint8_t)note;
  }
}

static void raise_node(const struct graph *graph, struct item_state *states, uint32_t first, uint32_t node,
                       bool members_too, enum coverage_state coverage, enum coverage_note note) {
  if (!graph_is_union(graph, node)) {
    raise_state(&states[node - first], coverage, note);
    return;
  }
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  for (uint32_t m = 0; members_too && m < group->count; m++) {
    raise_state(&states[graph->members.v[group->first + m] - first], coverage, note);
  }
}

static bool is_real_control(const struct graph *graph, uint32_t node) {
  return !graph_is_union(graph, node) && !graph->controls[node].group;
}

/* Facts that do not chain count for their own pair; support counts as partial coverage of what is supported. */
static void judge_own_facts(const struct analysis *analysis, uint32_t framework, const struct crosswalk *crosswalk,
                            unsigned side) {
  const struct graph *graph = analysis->graph;
  if (crosswalk->pair == NO_INDEX) {
    return;
  }
  const struct pair_facts *pair = &analysis->pairs.v[crosswalk->pair];
  struct item_state *states = crosswalk->states[side];
  uint32_t first = graph->frameworks.v[framework].first;
  for (uint32_t i = 0; i < pair->count; i++) {
    const struct graph_fact *fact = &graph->facts[pair->facts[i]];
    if ((fact->flags & (FACT_REASONED | FACT_DISPUTED)) != 0) {
      continue;
    }
    struct reading reading = analysis_read(graph, fact, framework);
    switch (reading.relation) {
      case REL_SUPPORTED_BY:
        raise_node(graph, states, first, reading.x, false, COVER_PARTIAL, NOTE_SUPPORTS_ONLY);
        break;
      case REL_EQUAL:
      case REL_EQUIVALENT:
      case REL_SUBSET:
        raise_node(graph, states, first, reading.x, true, COVER_PARTIAL, NOTE_OVERLAP_ONLY);
        if (graph_is_union(graph, reading.y) || is_real_control(graph, reading.y)) {
          raise_node(graph, states, first, reading.x, true, COVER_FULL,
                     graph_is_union(graph, reading.y) ? NOTE_JOINTLY : NOTE_EMPTY);
        }
        break;
      case REL_SUPERSET:
      case REL_INTERSECTS:
      case REL_RELATED:
        raise_node(graph, states, first, reading.x, false, COVER_PARTIAL, NOTE_OVERLAP_ONLY);
        break;
      default:
        break;
    }
  }
}

static bool declared_without(const struct graph *graph, uint32_t control, uint32_t framework) {
  uint32_t first = graph_first_no_counterpart(graph, control, framework);
  return first < graph->no_counterparts.n && graph->no_counterparts.v[first].control == control &&
         graph->no_counterparts.v[first].framework == framework;
}

static bool is_mapped(const struct analysis *analysis, uint32_t framework, const struct crosswalk *crosswalk,
                      uint32_t control) {
  if (crosswalk->pair == NO_INDEX) {
    return false;
  }
  const struct pair_facts *pair = &analysis->pairs.v[crosswalk->pair];
  unsigned side = pair->low == framework ? 0 : 1;
  return pair->mapped[side][control - analysis->graph->frameworks.v[framework].first];
}

/* Why nothing covers the control. */
static enum coverage_note note_for_none(const struct analysis *analysis, uint32_t framework,
                                        const struct crosswalk *crosswalk, uint32_t control) {
  const struct graph *graph = analysis->graph;
  if (crosswalk->pair == NO_INDEX) {
    return NOTE_NOT_EXAMINED;
  }
  const struct pair_facts *pair = &analysis->pairs.v[crosswalk->pair];
  unsigned side = pair->low == framework ? 0 : 1;
  uint32_t first = graph->frameworks.v[framework].first;
  /* What is itself named in a fact, such as a support, is not mapped through its heading only. */
  bool only_above = !is_mapped(analysis, framework, crosswalk, control);
  for (uint32_t above = graph->controls[control].parent; only_above && above != NO_INDEX;
       above = graph->controls[above].parent) {
    if (pair->mapped[side][above - first]) {
      return NOTE_GROUP_ONLY;
    }
  }
  return pair->examined[side] ? NOTE_NO_RELATION : NOTE_NOT_EXAMINED;
}

void finish_side(struct analysis *analysis, uint32_t framework, struct crosswalk *crosswalk, unsigned side) {
  const struct graph *graph = analysis->graph;
  const struct graph_framework *own = &graph->frameworks.v[framework];
  struct coverage_counts *counts = &crosswalk->counts[side];
  judge_own_facts(analysis, framework, crosswalk, side);
  for (uint32_t i = 0; i < own->count; i++) {
    uint32_t control = own->first + i;
    struct item_state *state = &crosswalk->states[side][i];
    if (!graph->controls[control].counted) {
      *state = (struct item_state){0};
      continue;
    }
    if (state->coverage == COVER_NONE) {
      uint32_t other = crosswalk->frameworks[1 - side];
      if (!is_mapped(analysis, framework, crosswalk, control) && declared_without(graph, control, other)) {
        *state = (struct item_state){COVER_EXCLUDED, NOTE_EMPTY};
      } else {
        state->note = (uint8_t)note_for_none(analysis, framework, crosswalk, control);
      }
    }
    counts->counted++;
    counts->full += state->coverage == COVER_FULL;
    counts->jointly += state->coverage == COVER_FULL && state->note == NOTE_JOINTLY;
    counts->partial += state->coverage == COVER_PARTIAL;
    counts->none += state->coverage == COVER_NONE;
    counts->group_only += state->coverage == COVER_NONE && state->note == NOTE_GROUP_ONLY;
    counts->excluded += state->coverage == COVER_EXCLUDED;
  }
}
