/* The two ends of a row, composed once for each control. */
#include "output/fragments.h"

struct fragments fragments_of(struct arena *arena, const struct report_framework *framework, fragment_writer *write) {
  return (struct fragments){.arena = arena,
                            .framework = framework,
                            .write = write,
                            .done = arena_zalloc(arena, sizeof(struct str) * (framework->item_count + 1U))};
}

static bool same_text(struct str a, struct str b) {
  return a.n == b.n && (a.p == b.p || str_eq(a, b));
}

bool fragment_is_item(const struct report_framework *framework, const struct report_end *end) {
  return end->item != NO_ITEM && same_text(end->id, framework->items[end->item].id) &&
         same_text(end->title, framework->items[end->item].title);
}

void fragment_put(struct fragments *fragments, struct sink *sink, const struct report_end *end) {
  if (!fragment_is_item(fragments->framework, end)) {
    fragments->write(sink, end->id, end->title);
    return;
  }
  struct str *done = &fragments->done[end->item];
  if (done->p == NULL) {
    struct sink *memory = sink_open_memory(fragments->arena);
    fragments->write(memory, end->id, end->title);
    *done = sink_memory(memory);
  }
  sink_str(sink, *done);
}
