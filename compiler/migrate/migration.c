/* What the migrations of mappings and of assessments have in common. */
#include "migrate/migration.h"

#include "migrate/relation.h"

bool migration_begin(struct migration *migration, struct str document) {
  migration->text = (struct text){.arena = migration->arena, .bytes = document};
  migration->decisions = (struct decisions){.arena = migration->arena};
  return outline_read(&migration->outline, document, migration->arena);
}

bool migration_is_joined(const struct migration *migration, uint32_t framework) {
  return framework != migration->new &&analysis_pair(migration->analysis, framework, migration->new) != NULL;
}

bool migration_choose_side(struct migration *migration, const struct graph_mapping *mapping) {
  const struct graph *graph = migration->graph;
  uint32_t sides[2] = {mapping->source, mapping->target};
  bool superseded[2];
  bool joined[2];
  for (unsigned side = 0; side < 2; side++) {
    superseded[side] = graph->frameworks.v[sides[side]].superseded_by == migration->new;
    joined[side] = migration_is_joined(migration, sides[side]);
  }
  if (!superseded[0] && !superseded[1] && joined[0] == joined[1]) {
    return false;
  }
  migration->of_source = superseded[0] || (!superseded[1] && joined[0]);
  migration->old = sides[migration->of_source ? 0 : 1];
  return true;
}

struct str migration_framework(const struct migration *migration, uint32_t framework) {
  return migration->graph->frameworks.v[framework].id;
}

const struct prospects *migration_prospects(struct migration *migration, uint32_t control) {
  return prospects_of(&migration->prospecting, control);
}

struct str migration_ids(const struct migration *migration, const struct prospects *prospects) {
  return prospects_ids(prospects, migration->graph, migration->arena);
}

const char *migration_why_open(const struct migration *migration, uint32_t control, const struct prospects *prospects) {
  if (prospects->withdrawn) {
    return prospects->count == 0 ? "the new edition has withdrawn its counterpart"
                                 : "the new edition has withdrawn its counterpart, and these took its place";
  }
  if (prospects->count == 0) {
    return migration->graph->controls[control].group ? "a heading that the new edition does not have"
                                                     : "no mapping names a counterpart in the new edition";
  }
  if (prospects->count > 1) {
    return "several controls of the new edition are named for it";
  }
  unsigned link = prospects->v[0].link;
  return link_is_within(link) || link_is_holding(link)
             ? "the new control is not the same: this relation does not carry over"
             : "the new control is said to correspond to it, and no more";
}

struct span migration_span(const struct migration *migration, uint32_t element) {
  const struct outline_element *from = &migration->outline.elements.v[element];
  return (struct span){.start = from->offset, .length = from->end - from->offset};
}

void migration_remove(struct migration *migration, uint32_t element) {
  text_replace(&migration->text, migration_span(migration, element), STR(""));
}

void migration_part(const struct migration *migration, uint32_t element, edit_list *edits) {
  uint32_t behind = outline_behind(&migration->outline, element);
  for (uint32_t i = element; i < behind; i++) {
    text_drop(&migration->text, edits, migration->outline.elements.v[i].offset, "xml:id");
  }
}
