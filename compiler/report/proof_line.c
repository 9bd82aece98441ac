/* A proof in one line: its steps from the source to the target, each with the mapping that declares it. */
#include "analyse/network/cases.h"
#include "report/reporter.h"

/* A way longer than this is told by its ends: nobody reads a thousand equalities. */
enum { LONGEST_LINE = 12, TOLD_AT_EACH_END = 4 };

/* The mappings whose statements are disputed and agree on this much. */
static void put_agreeing(struct reporter *reporter, const struct network_claim *claim, struct buf *out) {
  const struct graph *graph = reporter->analysis->graph;
  for (uint32_t i = 0; i < claim->rest_count; i++) {
    const struct graph_fact *fact = &graph->facts[reporter->analysis->input.rests[claim->first_of_rests + i]];
    buf_text(out, i == 0 ? " [" : "; ");
    words_mapping(graph, fact, out);
  }
  buf_text(out, claim->rest_count > 0 ? ": disputed, but they agree on this much]" : "");
}

/* "(one of A and B; not A, because ...; so B)" */
static void put_argument(struct reporter *reporter, uint32_t number, struct buf *out) {
  const struct network *network = &reporter->analysis->network;
  struct question question;
  question_lines lines = {0};
  question_init(&question, network, reporter->arena);
  cases_argue(&question, &network->conclusions.v[number], &lines);
  for (uint32_t i = 0; i < lines.n && i < LONGEST_LINE; i++) {
    buf_text(out, i == 0 ? " (" : "; ");
    words_line(reporter->analysis->graph, network, &lines.v[i], out);
  }
  buf_text(out, lines.n > LONGEST_LINE ? "; ...)" : lines.n > 0 ? ")" : "");
  question_drop(&question);
}

static void put_step(struct reporter *reporter, const struct step *step, struct buf *out) {
  const struct graph *graph = reporter->analysis->graph;
  words_step(graph, &reporter->analysis->network, step, out);
  if (why_is_conclusion(step->why) && step->why - WHY_CONCLUSION >= reporter->analysis->network.by_unions) {
    put_argument(reporter, step->why - WHY_CONCLUSION, out);
  }
  if (why_is_fact(step->why)) {
    buf_text(out, " [");
    words_mapping(graph, &graph->facts[step->why], out);
    buf_char(out, ']');
  } else if (why_is_extra(step->why)) {
    put_agreeing(reporter, &reporter->analysis->input.extra[step->why - WHY_EXTRA], out);
  }
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
