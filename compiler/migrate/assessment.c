/* Carrying an assessment: its lines, what treats its risks, its framework. */
#include "migrate/landings.h"
#include "model/assessed.h"

/* ---- lines ---- */

static struct str line_words(const struct decl_assessed *line) {
  return assessed_is_excluded(line) ? STR("excluded")
                                    : str_from(vocabulary_token(&vocabulary_implementation, line->status));
}

static struct str copy_line(const struct migration *migration, uint32_t element, uint32_t node, bool first) {
  edit_list edits = {0};
  text_set(&migration->text, &edits, migration->outline.elements.v[element].offset, "ref",
           migration->graph->controls[node].id);
  if (!first) {
    migration_part(migration, element, &edits);
  }
  return text_edited(&migration->text, migration_span(migration, element), &edits);
}

static void carry_line(struct carried_assessment *carried, uint32_t line, uint32_t element) {
  struct migration *migration = carried->migration;
  const struct landing *landing = &carried->landings[line];
  struct buf out;
  buf_init(&out, migration->arena);
  for (uint32_t i = 0; i < landing->nodes.n; i++) {
    buf_str(&out, i > 0 ? text_between(&migration->text, migration->outline.elements.v[element].offset) : STR(""));
    buf_str(&out, copy_line(migration, element, landing->nodes.v[i], i == 0));
  }
  if (landing->nodes.n == 0) {
    uint32_t old = carried->assessment->nodes[line];
    const struct prospects *prospects = migration_prospects(migration, old);
    decisions_add(&migration->decisions,
                  (struct decision){
                      .source = landing_line(carried, line)->ref,
                      .relation = line_words(landing_line(carried, line)),
                      .reason = landing->open != NULL ? landing->open : migration_why_open(migration, old, prospects),
                      .candidates = migration_ids(migration, prospects)});
  } else {
    migration->carried++;
  }
  text_replace(&migration->text, migration_span(migration, element), buf_done(&out));
}

static void decide_unused(struct migration *migration, uint32_t element, struct str source, struct str relation,
                          struct str target) {
  decisions_add(&migration->decisions,
                (struct decision){.source = source,
                                  .relation = relation,
                                  .target = target,
                                  .reason = "it was not used as it stands, and a finding says why"});
  migration_remove(migration, element);
}

static void carry_lines(struct carried_assessment *carried) {
  struct migration *migration = carried->migration;
  const struct outline_element *elements = migration->outline.elements.v;
  uint32_t count = carried->assessment->declared->controls.n;
  uint32_t line = 0;
  for (uint32_t i = 0; i < migration->outline.elements.n; i++) {
    if (elements[i].kind != OUTLINE_CONTROL || elements[i].parent != 0) {
      continue;
    }
    while (line < count && landing_line(carried, line)->offset < elements[i].offset) {
      line++;
    }
    if (line < count && landing_line(carried, line)->offset == elements[i].offset && landing_is_used(carried, line)) {
      carry_line(carried, line, i);
    } else {
      decide_unused(migration, i, elements[i].names[0], STR("control"), STR(""));
    }
  }
}

/* ---- what treats risks ---- */

static void carry_treatment(struct carried_assessment *carried, const struct decl_risk *risk, uint32_t number,
                            uint32_t element) {
  struct migration *migration = carried->migration;
  const struct graph_treatment *treatment = &carried->assessment->treatments[number];
  const struct decl_treated_by *by = &carried->assessment->declared->treated_by.v[number];
  if (treatment->framework != migration->old || treatment->own != NO_INDEX) {
    return; /* nothing changes for it */
  }
  if (treatment->node == NO_INDEX) {
    decide_unused(migration, element, risk->id, STR("treated-by"), by->control);
    return;
  }
  const struct prospects *prospects = migration_prospects(migration, treatment->node);
  uint32_t equal = prospects_equal(prospects);
  if (equal != NO_INDEX) {
    edit_list *edits = &migration->text.edits;
    text_set(&migration->text, edits, by->offset, "control", migration->graph->controls[equal].id);
    text_set(&migration->text, edits, by->offset, "framework", migration_framework(migration, migration->new));
    migration->carried++;
    return;
  }
  decisions_add(&migration->decisions,
                (struct decision){.source = risk->id,
                                  .relation = STR("treated-by"),
                                  .target = by->control,
                                  .reason = migration_why_open(migration, treatment->node, prospects),
                                  .candidates = migration_ids(migration, prospects)});
  migration_remove(migration, element);
}

static void carry_treatments(struct carried_assessment *carried) {
  const struct decl_assessment *declared = carried->assessment->declared;
  const struct outline *outline = &carried->migration->outline;
  bool *settled = arena_zalloc(carried->migration->arena, (size_t)outline->elements.n + 1);
  for (uint32_t r = 0; r < declared->risks.n; r++) {
    const struct decl_risk *risk = &declared->risks.v[r];
    for (uint32_t i = risk->first_treated_by; i < risk->first_treated_by + risk->treated_by_count; i++) {
      uint32_t element = outline_at(outline, declared->treated_by.v[i].offset);
      if (element < outline->elements.n) {
        carry_treatment(carried, risk, i, element);
        settled[element] = true;
      }
    }
  }
  for (uint32_t i = 0; i < outline->elements.n; i++) {
    const struct outline_element *element = &outline->elements.v[i];
    if (element->kind == OUTLINE_TREATED_BY && !settled[i]) {
      decide_unused(carried->migration, i, STR(""), STR("treated-by"), element->names[0]);
    }
  }
}

void migration_carry_assessment(struct migration *migration, const struct graph_assessment *assessment) {
  struct carried_assessment carried = {.migration = migration, .assessment = assessment};
  prospecting_init(&migration->prospecting, migration->analysis, migration->old, migration->new, migration->arena);
  landings_find(&carried);
  carry_lines(&carried);
  carry_treatments(&carried);
  text_set(&migration->text, &migration->text.edits, assessment->offset, "framework",
           migration_framework(migration, migration->new));
}
