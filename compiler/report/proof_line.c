/* A proof in one line: its steps from the source to the target, each with the mapping that declares it. */
#include "report/reporter.h"

/* A way longer than this is told by its ends: nobody reads a thousand equalities. */
enum { LONGEST_LINE = 12, TOLD_AT_EACH_END = 4 };

static void put_step(struct reporter *reporter, const struct step *step, struct buf *out) {
  const struct graph *graph = reporter->analysis->graph;
  words_step(graph, step, out);
  if (why_is_fact(step->why)) {
    const struct graph_mapping *mapping = &graph->mappings.v[graph->facts[step->why].mapping];
    buf_text(out, " [");
    buf_str(out, mapping->id);
    buf_char(out, ']');
  }
}

static void put_steps(struct reporter *reporter, const struct step *way, uint32_t count, struct buf *out) {
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
  const struct step *there = reporter->ways.steps.v + way->first;
  put_steps(reporter, there, way->there, &out);
  if (way->back > 0) {
    buf_text(&out, "; and the other way: ");
    put_steps(reporter, there + way->there, way->back, &out);
  }
  return buf_done(&out);
}
