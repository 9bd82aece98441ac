/* A proof in one line: its steps from the source to the target, each with the mapping that declares it. */
#include "report/reporter.h"

/* A way longer than this is told by its ends: nobody reads a thousand equalities. */
enum { LONGEST_LINE = 12, TOLD_AT_EACH_END = 4, LONGEST_ARGUMENT = 32 };

/* "(one of A and B; not A, because ...; so B)" */
static void put_lines(struct reporter *reporter, const question_lines *lines, struct buf *out) {
  uint32_t told = lines->n <= LONGEST_ARGUMENT ? lines->n : LONGEST_ARGUMENT;
  for (uint32_t i = 0; i < told; i++) {
    buf_text(out, i == 0 ? " (" : "; ");
    words_line(reporter->analysis->graph, &reporter->analysis->network, &lines->v[i], out);
  }
  if (told < lines->n) {
    buf_printf(out, "; ... %u more lines)", lines->n - told);
  } else {
    buf_text(out, told > 0 ? ")" : "");
  }
}

static void put_argument(struct reporter *reporter, uint32_t number, struct buf *out) {
  const struct network *network = &reporter->analysis->network;
  argue_conclusion(question_of(reporter), &network->conclusions.v[number], &reporter->lines);
  put_lines(reporter, &reporter->lines, out);
}

void put_impossible(struct reporter *reporter, const struct impossible *impossible, struct buf *out) {
  argue_impossible(question_of(reporter), impossible, &reporter->lines);
  put_lines(reporter, &reporter->lines, out);
}

static struct prover *prover_of(struct reporter *reporter) {
  if (reporter->prover.network == NULL) {
    prover_init(&reporter->prover, &reporter->analysis->network, reporter->tools);
  }
  return &reporter->prover;
}

/* The mappings behind what holds member by member, each once. */
static void put_mappings(struct reporter *reporter, const struct step *step, struct buf *out) {
  const struct graph *graph = reporter->analysis->graph;
  struct step one[] = {*step};
  const steps proof = {.v = one, .n = 1};
  fact_list facts = {0};
  proof_facts(prover_of(reporter), &proof, &facts);
  for (uint32_t i = 0; i < facts.n; i++) {
    const struct graph_fact *fact = &graph->facts[facts.v[i]]; /* those of a mapping stand together */
    if (i == 0 || graph->facts[facts.v[i - 1]].mapping != fact->mapping) {
      buf_text(out, i == 0 ? " [" : "; ");
      words_mapping(graph, fact, out);
    }
  }
  buf_text(out, facts.n > 0 ? "]" : "");
  arena_drop(reporter->tools, facts.v, facts.capacity * sizeof *facts.v);
}

static void put_step(struct reporter *reporter, const struct step *step, struct buf *out) {
  const struct network *network = &reporter->analysis->network;
  bool concluded = why_is_conclusion(step->why);
  words_step(reporter->analysis->graph, network, step, out);
  if (concluded && step->why - WHY_CONCLUSION >= network->by_unions) {
    put_argument(reporter, step->why - WHY_CONCLUSION, out);
  } else if (concluded) {
    put_mappings(reporter, step, out);
  }
  words_source(reporter->analysis->graph, network, step->why, out);
}

void put_steps(struct reporter *reporter, const struct step *way, uint32_t count, struct buf *out) {
  for (uint32_t i = 0; i < count; i++) {
    if (count > LONGEST_LINE && i == TOLD_AT_EACH_END) {
      uint32_t left_out = count - 2 * TOLD_AT_EACH_END;
      buf_printf(out, "; ... %u more steps ...", left_out);
      i += left_out;
    }
    buf_text(out, i > 0 ? "; " : "");
    put_step(reporter, &way[i], out);
  }
}

struct str proof_line(struct reporter *reporter, const struct way *way) {
  struct buf out;
  buf_init(&out, reporter->arena);
  if (way->relation == REL_INTERSECTS && (way->in || way->holds)) {
    buf_text(&out, way->in ? "lies wholly in: " : "holds all of: ");
  }
  const struct step *there = reporter->ways.steps.v + way->first;
  put_steps(reporter, there, way->there, &out);
  if (way->back > 0) {
    buf_text(&out, "; and the other way: ");
    put_steps(reporter, there + way->there, way->back, &out);
  }
  return buf_done(&out);
}
