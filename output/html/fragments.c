/* The two ends of a row, composed once for each control. */
#include "output/html/fragments.h"

struct fragments fragments_of(struct arena *arena, const struct report_framework *framework, fragment_writer *write) {
  return (struct fragments){.framework = framework,
                            .write = write,
                            .memory = sink_open_memory(arena),
                            .of = arena_zalloc(arena, sizeof(struct fragment) * (framework->item_count + 1U))};
}

bool fragment_compose(struct fragments *fragments, uint32_t item) {
  const struct report_item *control = &fragments->framework->items[item];
  struct fragment *fragment = &fragments->of[item];
  fragment->at = fragments->memory->used;
  fragments->write(fragments->memory, control->id, control->label, control->title, control->harmless);
  fragment->n = (uint32_t)(fragments->memory->used - fragment->at);
  fragment->done = fragments->memory->error == 0;
  return fragment->done;
}
