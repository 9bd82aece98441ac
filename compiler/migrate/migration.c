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

/* True if all that names the control is one of these two relations. */
static bool is_only_said(const struct prospect *prospect, enum relation one, enum relation other) {
  return (prospect->said & ~(1U << one | 1U << other)) == 0;
}

/* Of one control that is named. What is said may be more than what is proved: it may be disputed, or of no mapping that
 * chains, or of several controls together. */
static const char *why_nothing_follows(const struct prospect *prospect) {
  unsigned link = prospect->link;
  bool overlap = link != 0 && (link & BASE_DR) == 0;
  if (link_is_within(link) || link_is_holding(link) || (overlap && (link & BASE_EQ) == 0)) {
    return "the new control is not the same: this relation does not carry over";
  }
  if (overlap) {
    return is_only_said(prospect, REL_INTERSECTS, REL_RELATED)
               ? "the new control is said to share something with it, and no more"
               : "no more is proved of the new control than that it shares something with it";
  }
  if (link == BASE_DR) {
    return "sources disagree whether the new control belongs to it";
  }
  if (is_only_said(prospect, REL_RELATED, REL_RELATED)) {
    return "the new control is said to correspond to it, and no more";
  }
  if (is_only_said(prospect, REL_SUPPORTS, REL_SUPPORTED_BY)) {
    return "the new control is said to support it, or to be supported by it, and no more";
  }
  return "the new control is named for it, and nothing is proved of the two";
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
  return why_nothing_follows(&prospects->v[0]);
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
