/* Conflicts and collapses in words, with every place. */
#include "analyse/analysis.h"
#include "analyse/network/words.h"

static struct str node_words(const struct graph *graph, uint32_t node, struct arena *arena) {
  struct buf out;
  buf_init(&out, arena);
  words_node(graph, node, &out);
  return buf_done(&out);
}

static struct str conflict_words(const struct graph *graph, const struct conflict *conflict, struct arena *arena) {
  struct buf out;
  buf_init(&out, arena);
  buf_printf(
      &out, conflict->facts.n == 1 ? "this fact cannot hold: " : "these %u facts cannot all hold: ", conflict->facts.n);
  switch (conflict->kind) {
    case CONFLICT_NOT_IN:
      words_node(graph, conflict->x, &out);
      buf_text(&out, " is declared to ask for more than ");
      words_node(graph, conflict->y, &out);
      buf_text(&out, ", and the chain puts all of it inside");
      return buf_done(&out);
    case CONFLICT_CONTROL:
      words_node(graph, conflict->x, &out);
      buf_text(&out, " would lie in both ");
      break;
    case CONFLICT_OVERLAP:
      buf_text(&out, "what ");
      words_node(graph, conflict->x, &out);
      buf_text(&out, " and ");
      words_node(graph, conflict->y, &out);
      buf_text(&out, " share would lie in both ");
      break;
  }
  words_node(graph, conflict->p, &out);
  buf_text(&out, " and ");
  words_node(graph, conflict->q, &out);
  buf_text(&out, ", which have nothing in common");
  return buf_done(&out);
}

void report_conflicts(const struct analysis *analysis, struct findings *findings) {
  const struct graph *graph = analysis->graph;
  for (uint32_t i = 0; i < analysis->conflicts.n; i++) {
    const struct conflict *conflict = &analysis->conflicts.v[i];
    const struct graph_fact *first = &graph->facts[conflict->facts.v[0]];
    struct str words = conflict_words(graph, conflict, findings->arena);
    struct finding *finding =
        finding_add(findings, F_INCONSISTENT, fact_place(graph, first), "%.*s; they are disputed", STR_ARG(words));
    uint32_t control = graph_first_member(graph, first->source);
    finding->framework = graph->frameworks.v[graph->controls[control].framework].id;
    finding->control = graph->controls[control].id;
    finding->mapping = graph->mappings.v[first->mapping].id;
    for (uint32_t f = 0; f < conflict->facts.n; f++) {
      const struct graph_fact *fact = &graph->facts[conflict->facts.v[f]];
      struct str said = words_fact(graph, fact, findings->arena);
      finding_note(findings, finding, fact_place(graph, fact), "%.*s, says %.*s", STR_ARG(said),
                   STR_ARG(graph->mappings.v[fact->mapping].id));
    }
  }
}

/* Two controls proved equal by nothing but the hierarchy (a heading and its only child) are no collapse: a proof of
 * either direction rests on a fact then. */
static bool rests_on_facts(struct prover *prover, uint32_t x, uint32_t y, fact_list *facts) {
  steps proof = {0};
  prove_in(prover, x, y, NO_INDEX, &proof);
  prove_in(prover, y, x, NO_INDEX, &proof);
  proof_facts(prover, &proof, facts);
  return facts->n > 0;
}

/* Whether x is a heading over y that holds nothing else: then they are equal whatever the facts say. */
static bool is_only_content(const struct analysis *analysis, uint32_t x, uint32_t y) {
  const struct network_input *input = &analysis->input;
  while (y != x) {
    uint32_t above = input->parent[y];
    if (above == NO_INDEX || input->union_of[above] == NO_INDEX || input->unions[input->union_of[above]].count != 1) {
      return false;
    }
    y = above;
  }
  return true;
}

static void report_collapse(const struct analysis *analysis, struct prover *prover, uint32_t x, uint32_t y,
                            struct findings *findings) {
  const struct graph *graph = analysis->graph;
  fact_list facts = {0};
  if (is_only_content(analysis, x, y) || !rests_on_facts(prover, x, y, &facts)) {
    return;
  }
  const struct graph_control *first = &graph->controls[x];
  const struct graph_framework *framework = &graph->frameworks.v[first->framework];
  struct str one = node_words(graph, x, findings->arena);
  struct str other = node_words(graph, y, findings->arena);
  struct finding *finding = finding_add(
      findings, F_LINT_COLLAPSE, fact_place(graph, &graph->facts[facts.v[0]]),
      "%.*s and %.*s are proved to be equal, although their framework keeps them apart", STR_ARG(one), STR_ARG(other));
  finding->framework = framework->id;
  finding->control = first->id;
  enum { MOST_SHOWN = 12 };
  for (uint32_t f = 0; f < facts.n && f < MOST_SHOWN; f++) {
    const struct graph_fact *fact = &graph->facts[facts.v[f]];
    struct str said = words_fact(graph, fact, findings->arena);
    finding_note(findings, finding, fact_place(graph, fact), "%.*s, says %.*s", STR_ARG(said),
                 STR_ARG(graph->mappings.v[fact->mapping].id));
  }
}

/* Each control of a component is held against the one before it of the same framework. */
void report_collapses(const struct analysis *analysis, struct findings *findings) {
  const struct graph *graph = analysis->graph;
  const uint32_t *component = analysis->network.component;
  size_t size = ((size_t)analysis->network.component_count + 1) * sizeof(uint32_t);
  uint32_t *last = arena_alloc(analysis->arena, size); /* one past the last node in the component so far */
  struct prover prover;
  prover_init(&prover, &analysis->network, analysis->arena);
  memset(last, 0, size);
  for (uint32_t n = 0; n < graph->control_count; n++) {
    uint32_t before = last[component[n]];
    last[component[n]] = n + 1;
    if (before > graph->frameworks.v[graph->controls[n].framework].first) {
      report_collapse(analysis, &prover, before - 1, n, findings);
    }
  }
  prover_drop(&prover);
  arena_drop(analysis->arena, last, size);
}
