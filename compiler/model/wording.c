/* Fingerprints of what controls say. */
#include "model/wording.h"

static uint64_t with_byte(uint64_t wording, unsigned char byte) {
  return (wording ^ byte) * UINT64_C(0x100000001b3);
}

uint64_t wording_more(uint64_t wording, const char *text, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)text[i];
    if (c > ' ') { /* white space of XML, and what no document may hold */
      wording = with_byte(wording, c);
    }
  }
  return wording;
}

/* The number byte by byte: what comes behind a title must not read like more of it. */
static uint64_t with_number(uint64_t wording, uint64_t number) {
  for (unsigned shift = 0; shift < 64; shift += 8) {
    wording = with_byte(wording, (unsigned char)(number >> shift));
  }
  return wording;
}

static uint64_t with_control(uint64_t wording, const struct graph *graph, uint32_t node) {
  const struct graph_control *control = &graph->controls[node];
  if (control->declaration == NO_INDEX) { /* of an open framework: an id, and nothing that could change */
    return with_number(wording, 0);
  }
  const struct decl_control *declared =
      &graph->frameworks.v[control->framework].declared->controls.v[control->declaration];
  wording = wording_more(wording, declared->title.p, declared->title.n);
  return with_number(wording, declared->wording);
}

uint64_t wording_of(const struct graph *graph, uint32_t node) {
  uint64_t wording = WORDING_START;
  if (!graph_is_union(graph, node)) {
    return with_control(wording, graph, node) & PIN_MASK;
  }
  const struct graph_union *whole = &graph->unions.v[node - graph->control_count];
  for (uint32_t i = 0; i < whole->count; i++) {
    wording = with_control(wording, graph, graph->members.v[whole->first + i]);
  }
  return wording & PIN_MASK;
}
