/* What a crosswalk is called, by the ids of its frameworks. */
#include "analyse/analysis.h"
#include "base/buf.h"

struct str crosswalk_target_id(const struct analysis *analysis, uint32_t number, struct arena *arena) {
  const struct crosswalk *crosswalk = &analysis->crosswalks.v[number];
  const struct graph *graph = analysis->graph;
  if (crosswalk->held_count < 2) {
    return graph->frameworks.v[crosswalk->frameworks[1]].id;
  }
  struct buf out;
  buf_init(&out, arena);
  for (uint32_t h = 0; h < crosswalk->held_count; h++) {
    buf_text(&out, h > 0 ? "+" : "");
    buf_str(&out, graph->frameworks.v[crosswalk->held[h]].id);
  }
  return buf_done(&out);
}

struct str crosswalk_stem(const struct analysis *analysis, uint32_t number, struct arena *arena) {
  struct buf out;
  buf_init(&out, arena);
  buf_str(&out, analysis->graph->frameworks.v[analysis->crosswalks.v[number].frameworks[0]].id);
  buf_text(&out, "--");
  buf_str(&out, crosswalk_target_id(analysis, number, arena));
  return buf_done(&out);
}
