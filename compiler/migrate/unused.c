/* Elements of a mapping that gave no fact: they become lines to decide, in the words of the document. */
#include "migrate/carrying.h"

/* What one side of the element names, as it is written. */
static struct str written_names(const struct migration *migration, uint32_t element, unsigned side) {
  const struct outline_element *elements = migration->outline.elements.v;
  if (elements[element].names[side].p != NULL) {
    return elements[element].names[side];
  }
  struct buf names;
  buf_init(&names, migration->arena);
  uint32_t behind = outline_behind(&migration->outline, element);
  for (uint32_t i = element + 1; i < behind; i++) {
    if (elements[i].kind == (side == 0 ? OUTLINE_SOURCE : OUTLINE_TARGET)) {
      buf_text(&names, names.n > 0 ? "+" : "");
      buf_str(&names, str_or_empty(elements[i].names[0]));
    }
  }
  return buf_done(&names);
}

void carrying_unused(struct carrying *carrying, uint32_t element, const char *reason) {
  struct migration *migration = carrying->migration;
  const struct outline_element *unused = &migration->outline.elements.v[element];
  struct span relation = {.start = 0};
  bool gap = unused->kind == OUTLINE_NO_COUNTERPART;
  if (!gap) {
    (void)text_attribute(&migration->text, unused->offset, "relation", &relation);
  }
  struct str written = {.p = migration->text.bytes.p + relation.start, .n = relation.length};
  decisions_add(&migration->decisions, (struct decision){.source = written_names(migration, element, 0),
                                                         .relation = gap ? STR("no-counterpart") : written,
                                                         .target = written_names(migration, element, 1),
                                                         .reason = reason});
  migration_remove(migration, element);
}
