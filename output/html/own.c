/* Columns of the reader's own: their heads, and what stands in them beside a control. */
#include "output/html/html.h"

/* Where columns are no columns, on narrow screens, each cell says which one it is of. */
static struct str cell_start(struct arena *arena, struct str head) {
  struct sink *start = sink_open_memory(arena);
  OUT(start, "<td class=own data-t=\"");
  escape_attribute(start, head);
  OUT(start, "\">");
  return sink_memory(start);
}

struct html_own html_own_of(struct arena *arena, const struct report_framework *framework, const char *side) {
  struct html_own own = {.count = framework->own_count};
  own.heads = arena_alloc(arena, (own.count + 1U) * sizeof *own.heads);
  own.starts = arena_alloc(arena, (own.count + 1U) * sizeof *own.starts);
  for (uint32_t i = 0; i < own.count; i++) {
    own.heads[i] = side != NULL ? report_own_head(side, &framework->own[i], arena) : framework->own[i].title;
    own.starts[i] = cell_start(arena, own.heads[i]);
  }
  return own;
}

void html_own_heads(struct sink *sink, const struct html_own *own, const char *key) {
  for (uint32_t i = 0; i < own->count; i++) {
    OUT(sink, "<th scope=col class=own");
    if (key != NULL) {
      OUT(sink, " data-k=");
      sink_text(sink, key);
      sink_number(sink, i);
    }
    OUT(sink, ">");
    escape_html(sink, own->heads[i]);
  }
}

void html_own_cells(struct sink *sink, const struct html_own *own, const struct report_values *values) {
  for (uint32_t i = 0; i < own->count; i++) {
    sink_str(sink, own->starts[i]);
    escape_html(sink, report_own_cell(values, i));
  }
}
