/* Carrying the controls without a counterpart. */
#include "migrate/carrying.h"

/* That an old control has no counterpart on the other side holds for its equal. That one of the other side has none in the
 * old edition says nothing of the new one. */
static void carry_gap(struct carrying *carrying, const struct graph_no_counterpart *gap, uint32_t element) {
  struct migration *migration = carrying->migration;
  bool of_target = migration->outline.elements.v[element].names[1].p != NULL;
  bool of_old = of_target != migration->of_source;
  const struct prospects none = {.count = 0};
  const struct prospects *prospects = of_old ? migration_prospects(migration, gap->control) : &none;
  uint32_t equal = prospects_equal(prospects);
  if (equal != NO_INDEX) {
    text_set(&migration->text, &migration->text.edits, gap->offset, of_target ? "target" : "source",
             migration->graph->controls[equal].id);
    migration->carried++;
    return;
  }
  struct str id = migration->graph->controls[gap->control].id;
  decisions_add(&migration->decisions,
                (struct decision){.source = of_target ? STR("") : id,
                                  .relation = STR("no-counterpart"),
                                  .target = of_target ? id : STR(""),
                                  .reason = of_old ? migration_why_open(migration, gap->control, prospects)
                                                   : "it was said of the old edition, and not of the new one",
                                  .candidates = migration_ids(migration, prospects)});
  migration_remove(migration, element);
}

void carrying_gaps(struct carrying *carrying) {
  struct migration *migration = carrying->migration;
  const struct outline *outline = &migration->outline;
  for (uint32_t i = 0; i < migration->graph->no_counterparts.n; i++) {
    const struct graph_no_counterpart *gap = &migration->graph->no_counterparts.v[i];
    uint32_t element = gap->mapping == carrying->number ? outline_at(outline, gap->offset) : outline->elements.n;
    if (element < outline->elements.n) {
      carry_gap(carrying, gap, element);
      carrying->settled[element] = true;
    }
  }
  for (uint32_t i = 0; i < outline->elements.n; i++) {
    const struct outline_element *element = &outline->elements.v[i];
    if (element->parent == 0 && element->kind == OUTLINE_NO_COUNTERPART && !carrying->settled[i]) {
      carrying_unused(carrying, i, "it was not used as it stands, and a finding says why");
    }
  }
}
