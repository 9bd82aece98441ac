/* A proof in one line: its steps from the source to the target, each with the mapping that declares it. */
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

static void put_step(struct reporter *reporter, const struct step *step, struct buf *out) {
  const struct graph *graph = reporter->analysis->graph;
  words_step(graph, step, out);
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
