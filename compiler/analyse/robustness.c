/* The coverage of one side again and again, each time without one of the mappings. */
#include "analyse/robustness.h"

#include "analyse/coverage.h"
#include "analyse/network/question.h"

/* The analysis with facts of its own, so that a mapping can be left out. */
struct without {
  struct analysis analysis;
  struct graph graph;
  struct network_input input;
  struct graph_fact *facts;
};

static void take_copy(struct without *without, const struct analysis *analysis, struct arena *arena) {
  uint32_t count = analysis->graph->fact_count;
  without->analysis = *analysis;
  without->graph = *analysis->graph;
  without->facts = arena_alloc(arena, ((size_t)count + 1) * sizeof *without->facts);
  without->graph.facts = without->facts;
  without->analysis.graph = &without->graph;
  without->input = analysis->input;
  without->input.facts = without->facts;
  without->input.parallel = NULL; /* who asks may be one of the workers */
}

/* Facts of the mapping say nothing; where they stood for a statement, its first copy stands for it. */
static void leave_out(struct without *without, const struct analysis *analysis, uint32_t mapping) {
  const struct graph_mapping *left_out = &analysis->graph->mappings.v[mapping];
  memcpy(without->facts, analysis->graph->facts, analysis->graph->fact_count * sizeof *without->facts);
  for (uint32_t f = left_out->first_fact; f < left_out->first_fact + left_out->fact_count; f++) {
    without->facts[f].flags = FACT_COMPOSED;
  }
  bool stands = false;
  for (uint32_t i = 0; i < analysis->copies.n; i++) {
    const struct fact_copy *copy = &analysis->copies.v[i];
    bool first = i == 0 || analysis->copies.v[i - 1].statement != copy->statement;
    stands = first ? analysis->graph->facts[copy->statement].mapping != mapping : stands;
    if (!stands && analysis->graph->facts[copy->copy].mapping != mapping) {
      without->facts[copy->copy].flags &= (uint8_t)~FACT_COPY;
      without->facts[copy->copy].flags |= analysis->graph->facts[copy->statement].flags & FACT_IDLE;
      stands = true;
    }
  }
}

static bool is_worse(const struct item_state *state, const struct item_state *before) {
  unsigned now = state->coverage == COVER_EXCLUDED ? COVER_NONE : state->coverage;
  unsigned then = before->coverage == COVER_EXCLUDED ? COVER_NONE : before->coverage;
  return now < then || (now == then && now == COVER_PARTIAL && state->means > before->means);
}

const bool *find_robust(const struct analysis *analysis, uint32_t number, unsigned side, struct arena *arena) {
  const struct crosswalk *crosswalk = &analysis->crosswalks.v[number];
  uint32_t framework = crosswalk->frameworks[side];
  uint32_t count = analysis->graph->frameworks.v[framework].count;
  uint32_t nodes = analysis->input.nodes;
  const uint32_t *held = side == 0 ? crosswalk->held : &crosswalk->frameworks[0];
  uint32_t held_count = side == 0 ? crosswalk->held_count : 1;
  bool *robust = arena_alloc(arena, (size_t)count + 1);
  memset(robust, true, (size_t)count + 1);
  struct item_state *states = arena_alloc(arena, ((size_t)count + 1) * sizeof *states);
  struct sweep_node *swept = arena_alloc(arena, ((size_t)nodes + 1) * sizeof *swept);
  struct without without;
  struct question *question = NULL;
  bool built = false;
  take_copy(&without, analysis, arena);
  for (uint32_t m = 0; m < analysis->graph->mappings.n; m++) {
    struct coverage_counts counts = {0};
    if (analysis->graph->mappings.v[m].fact_count == 0 || analysis->graph->mappings.v[m].composed) {
      continue;
    }
    leave_out(&without, analysis, m);
    if (built) {
      network_build_again(&without.analysis.network);
    } else {
      network_build(&without.analysis.network, &without.input, arena);
      built = true;
      if (analysis->network.any_apart && analysis->input.union_count > 0) {
        question = arena_alloc(arena, sizeof *question);
        question_init(question, &without.analysis.network, arena);
        question_keep_small(question);
      }
    }
    memset(swept, 0, (size_t)nodes * sizeof *swept);
    seed_held(&without.graph, held, held_count, 1, swept);
    struct sweep_cases cases = {.question = question, .sets = 1};
    sweep(&without.analysis.network, arena, question != NULL ? &cases : NULL, swept);
    judge_side(&(struct judged_side){.analysis = &without.analysis,
                                     .framework = framework,
                                     .held = held,
                                     .held_count = held_count,
                                     .nodes = swept,
                                     .bit = 1,
                                     .states = states,
                                     .counts = &counts});
    for (uint32_t i = 0; i < count; i++) {
      robust[i] = robust[i] && !is_worse(&states[i], &crosswalk->states[side][i]);
    }
  }
  return robust;
}
