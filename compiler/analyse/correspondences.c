/* Correspondences whose two sides are apart: sources disagree whether the two belong together, and nothing follows. */
#include "analyse/network/words.h"
#include "analyse/statements.h"

struct relating {
  struct analysis *analysis;
  struct findings *findings;
  struct walk walk;
  struct prover prover;
};

/* The other places of the statement. */
static void note_copies(const struct relating *relating, struct finding *finding, uint32_t statement) {
  const struct graph *graph = relating->analysis->graph;
  struct copies copies = copies_of(relating->analysis, statement);
  uint32_t count = 0;
  for (uint32_t i = 0; i < copies.n; i++) {
    note_copy(graph, relating->findings, finding, &graph->facts[copies.v[i].copy], &count);
  }
  note_more_copies(relating->findings, finding, count);
}

/* `against`: a fact that declares or proves the two apart. */
static void report_related(const struct relating *relating, struct graph_fact *fact, uint32_t against) {
  const struct graph *graph = relating->analysis->graph;
  struct findings *findings = relating->findings;
  struct str words = words_fact(graph, fact, findings->arena);
  struct finding *finding =
      finding_add(findings, F_LINT_RELATED, fact_place(graph, fact),
                  "%.*s, says %.*s, but sources disagree whether the two belong together: nothing follows from it",
                  STR_ARG(words), STR_ARG(graph->mappings.v[fact->mapping].id));
  uint32_t control = graph_first_member(graph, fact->source);
  finding->framework = graph->frameworks.v[graph->controls[control].framework].id;
  finding->control = graph->controls[control].id;
  finding->mapping = graph->mappings.v[fact->mapping].id;
  note_copies(relating, finding, (uint32_t)(fact - graph->facts));
  if (against != NO_INDEX) {
    const struct graph_fact *other = &graph->facts[against];
    words = words_fact(graph, other, findings->arena);
    finding_note(findings, finding, fact_place(graph, other), "%.*s, says %.*s", STR_ARG(words),
                 STR_ARG(graph->mappings.v[other->mapping].id));
    note_copies(relating, finding, against);
  }
  fact->flags |= FACT_IDLE;
}

static bool is_followed_statement(const struct graph_fact *fact) {
  return fact->relation == REL_RELATED && (fact->flags & (FACT_REASONED | FACT_COPY | FACT_IDLE)) == FACT_REASONED;
}

/* Among facts between the same two nodes, the first that says they have nothing in common. */
static void look_at_run(const struct relating *relating, const struct pair_facts *pair, uint32_t from, uint32_t to) {
  const struct graph *graph = relating->analysis->graph;
  uint32_t against = NO_INDEX;
  for (uint32_t i = from; i < to && against == NO_INDEX; i++) {
    const struct graph_fact *fact = &graph->facts[pair->facts[i]];
    against = fact->relation == REL_NONE && (fact->flags & FACT_REASONED) != 0 ? pair->facts[i] : NO_INDEX;
  }
  for (uint32_t i = from; i < to && against != NO_INDEX; i++) {
    struct graph_fact *fact = &graph->facts[pair->facts[i]];
    if (is_followed_statement(fact)) {
      report_related(relating, fact, against);
    }
  }
}

static void look_at_pair(const struct relating *relating, const struct pair_facts *pair) {
  for (uint32_t from = 0; from < pair->count;) {
    uint32_t to = pair_run_end(relating->analysis->graph, pair, from);
    if (to - from > 1) {
      look_at_run(relating, pair, from, to);
    }
    from = to;
  }
}

/* The fact of the proof that says that something is apart. */
static uint32_t fact_against(struct relating *relating, const struct graph_fact *fact) {
  steps proof = {0};
  prove_apart(&relating->prover, fact->source, fact->target, NO_INDEX, &proof);
  for (uint32_t i = 0; i < proof.n; i++) {
    if (proof.v[i].kind == STEP_APART && why_is_fact(proof.v[i].why)) {
      return proof.v[i].why;
    }
  }
  return NO_INDEX;
}

static void look_at_proofs(struct relating *relating) {
  struct graph *graph = relating->analysis->graph;
  walk_init(&relating->walk, &relating->analysis->network, relating->analysis->arena);
  prover_init(&relating->prover, &relating->analysis->network, relating->analysis->arena);
  for (uint32_t f = 0; f < graph->fact_count; f++) {
    struct graph_fact *fact = &graph->facts[f];
    if (is_followed_statement(fact) && walk_pair(&relating->walk, fact->source, fact->target).apart) {
      report_related(relating, fact, fact_against(relating, fact));
    }
  }
  prover_drop(&relating->prover);
}

void settle_correspondences(struct analysis *analysis, struct findings *findings) {
  struct relating relating = {.analysis = analysis, .findings = findings};
  if (!analysis->network.any_related) {
    return;
  }
  for (uint32_t p = 0; p < analysis->pairs.n; p++) {
    look_at_pair(&relating, &analysis->pairs.v[p]);
  }
  if (analysis->network.any_apart) {
    look_at_proofs(&relating);
  }
}
