/* A proof in one line: its steps from the source to the target, each with the mapping that declares it. */
#include "report/reporter.h"

/* A way longer than this is told by its ends: nobody reads a thousand equalities. */
enum { LONGEST_LINE = 12, TOLD_AT_EACH_END = 4 };

static void prepare_searches(struct reporter *reporter, uint32_t x) {
  const struct network *network = &reporter->analysis->network;
  if (reporter->up.network == NULL) {
    search_init(&reporter->up, network, reporter->tools);
    search_init(&reporter->down, network, reporter->tools);
    search_init(&reporter->around, network, reporter->tools);
  }
  if (reporter->searched != x) {
    search_up(&reporter->up, x, NO_INDEX, NO_INDEX);
    search_down(&reporter->down, x, NO_INDEX, NO_INDEX);
    search_around(&reporter->around, x, NO_INDEX, NO_INDEX);
    reporter->searched = x;
  }
}

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

static void put_steps(struct reporter *reporter, const steps *way, struct buf *out) {
  for (uint32_t i = 0; i < way->n; i++) {
    if (way->n > LONGEST_LINE && i == TOLD_AT_EACH_END) {
      uint32_t left_out = way->n - 2 * TOLD_AT_EACH_END;
      buf_printf(out, "; ... %u more steps ...", left_out);
      i += left_out;
    }
    buf_text(out, i > 0 ? "; " : "");
    put_step(reporter, &way->v[i], out);
  }
}

/* An equality both of whose ways are the same facts needs to be told once. */
static bool only_equalities(const struct reporter *reporter, const steps *way) {
  for (uint32_t i = 0; i < way->n; i++) {
    if (!why_is_fact(way->v[i].why)) {
      return false;
    }
    unsigned relation = reporter->analysis->graph->facts[way->v[i].why].relation;
    if (relation != REL_EQUAL && relation != REL_EQUIVALENT) {
      return false;
    }
  }
  return true;
}

struct str proof_line(struct reporter *reporter, uint32_t x, uint32_t y) {
  struct buf out;
  buf_init(&out, reporter->arena);
  prepare_searches(reporter, x);
  bool in = search_found(&reporter->up, FLOOR_UP, y);
  bool holds = search_found(&reporter->down, FLOOR_DOWN, y);
  steps way = {0};
  if (in) {
    search_path(&reporter->up, FLOOR_UP, y, reporter->arena, &way);
  } else if (holds) {
    search_path(&reporter->down, FLOOR_DOWN, y, reporter->arena, &way);
  } else {
    search_path(&reporter->around, FLOOR_UP, y, reporter->arena, &way);
  }
  put_steps(reporter, &way, &out);
  if (in && holds && !only_equalities(reporter, &way)) {
    steps back = {0};
    search_path(&reporter->down, FLOOR_DOWN, y, reporter->arena, &back);
    buf_text(&out, "; and the other way: ");
    put_steps(reporter, &back, &out);
  }
  return buf_done(&out);
}
