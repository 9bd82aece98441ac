/* The two ends of a row, composed once for each control. */
#include "output/html/fragments.h"

struct fragments fragments_of(struct arena *arena, const struct report_framework *framework, fragment_writer *write) {
  return (struct fragments){.framework = framework,
                            .write = write,
                            .memory = sink_open_memory(arena),
                            .of = arena_zalloc(arena, sizeof(struct fragment) * (framework->item_count + 1U))};
}

struct report_end fragment_end(const struct report_framework *framework, uint32_t item) {
  const struct report_item *control = &framework->items[item];
  return (struct report_end){.id = control->id,
                             .ids = control->id,
                             .label = control->label,
                             .title = control->title,
                             .language = control->language,
                             .href = control->href,
                             .item = item,
                             .own = control->own};
}

bool fragment_compose(struct fragments *fragments, uint32_t item) {
  const struct report_end end = fragment_end(fragments->framework, item);
  struct fragment *fragment = &fragments->of[item];
  fragment->at = fragments->memory->used;
  fragments->write(fragments->memory, &end, fragments->framework->items[item].harmless);
  fragment->n = (uint32_t)(fragments->memory->used - fragment->at);
  fragment->done = fragments->memory->error == 0;
  return fragment->done;
}
