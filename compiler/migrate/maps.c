/* Carrying the maps of a mapping. */
#include "migrate/carrying.h"
#include "migrate/relation.h"

/* A place in a map that names a control of the old edition: the map itself, or a member in it. */
struct old_name {
  uint32_t element;
  const char *attribute;
  const char *title;
  struct str name;
};
typedef VEC(struct old_name) old_name_list;

static void list_old_names(const struct migration *migration, uint32_t element, old_name_list *list) {
  const struct outline_element *elements = migration->outline.elements.v;
  unsigned side = migration->of_source ? 0 : 1;
  struct str own = elements[element].names[side];
  if (own.p != NULL) {
    struct old_name name = {.element = element,
                            .attribute = migration->of_source ? "source" : "target",
                            .title = migration->of_source ? "source-title" : "target-title",
                            .name = own};
    vec_push(migration->arena, list, name);
    return;
  }
  uint32_t behind = outline_behind(&migration->outline, element);
  for (uint32_t i = element + 1; i < behind; i++) {
    if (elements[i].kind == (migration->of_source ? OUTLINE_SOURCE : OUTLINE_TARGET)) {
      struct old_name name = {.element = i, .attribute = "ref", .title = "title", .name = elements[i].names[0]};
      vec_push(migration->arena, list, name);
    }
  }
}

/* The name is that of the new control, and so are titles that stand beside it. */
static void rename_control(const struct migration *migration, const struct old_name *name, uint32_t node,
                           edit_list *edits) {
  const struct graph_control *control = &migration->graph->controls[node];
  uint32_t offset = migration->outline.elements.v[name->element].offset;
  text_set(&migration->text, edits, offset, name->attribute, control->id);
  text_set(&migration->text, edits, offset, name->title, control->title);
}

/* A title of the map itself may be that of either side. */
static void retitle_map(const struct migration *migration, uint32_t element, uint32_t old, uint32_t node,
                        edit_list *edits) {
  const struct outline_element *map = &migration->outline.elements.v[element];
  if (map->title.p != NULL && str_eq(map->title, migration->graph->controls[old].title)) {
    text_set(&migration->text, edits, map->offset, "title", migration->graph->controls[node].title);
  }
}

/* The map as it is for the new control. A strength was judged for the relation that it had. */
static struct str copy_map(struct carrying *carrying, const struct graph_fact *fact, uint32_t element, uint32_t node,
                           enum relation relation, bool first) {
  struct migration *migration = carrying->migration;
  uint32_t offset = migration->outline.elements.v[element].offset;
  old_name_list names = {0};
  edit_list edits = {0};
  list_old_names(migration, element, &names);
  for (uint32_t i = 0; i < names.n; i++) {
    rename_control(migration, &names.v[i], node, &edits);
  }
  retitle_map(migration, element, carrying_old(migration, fact), node, &edits);
  if (relation != fact->relation) {
    text_set(&migration->text, &edits, offset, "relation", str_from(vocabulary_token(&vocabulary_relation, relation)));
    text_drop(&migration->text, &edits, offset, "strength");
  }
  if (!first) {
    migration_part(migration, element, &edits);
  }
  return text_edited(&migration->text, migration_span(migration, element), &edits);
}

/* The relation that follows for the new control, read as the mapping reads it. */
static bool relation_follows(const struct carrying *carrying, const struct graph_fact *fact, unsigned link,
                             enum relation *relation) {
  bool turned = carrying->migration->of_source;
  enum overlap overlap = (enum overlap)carrying->mapping->declared->overlap;
  enum relation outward = turned ? relation_inverse((enum relation)fact->relation) : (enum relation)fact->relation;
  bool follows = relation_carried(outward, overlap, link, relation);
  *relation = turned ? relation_inverse(*relation) : *relation;
  return follows;
}

void carrying_single(struct carrying *carrying, const struct graph_fact *fact, uint32_t element) {
  struct migration *migration = carrying->migration;
  const struct prospects *prospects = migration_prospects(migration, carrying_old(migration, fact));
  uint32_t copies = 0;
  struct buf out;
  buf_init(&out, migration->arena);
  for (uint32_t i = 0; i < prospects->count; i++) {
    enum relation relation = REL_RELATED;
    if (relation_follows(carrying, fact, prospects->v[i].link, &relation)) {
      struct str map = copy_map(carrying, fact, element, prospects->v[i].node, relation, copies == 0);
      carrying_put(carrying, &out, migration->outline.elements.v[element].offset, map);
      copies++;
    }
  }
  if (copies == 0) {
    carrying_decide_open(migration, fact, prospects);
  }
  migration->carried += copies > 0;
  text_replace(&migration->text, migration_span(migration, element), buf_done(&out));
}

/* The control that is equal to the old one of this name, or NO_INDEX; what is named for it joins the candidates. */
static uint32_t equal_of_name(struct migration *migration, struct str name, struct names *candidates) {
  uint32_t old = name.p != NULL ? graph_find_reference(migration->graph, migration->old, name) : (uint32_t)NO_INDEX;
  if (old == NO_INDEX) {
    return NO_INDEX;
  }
  const struct prospects *prospects = migration_prospects(migration, old);
  for (uint32_t i = 0; i < prospects->count; i++) {
    names_intern(candidates, migration->graph->controls[prospects->v[i].node].id);
  }
  return prospects_equal(prospects);
}

static struct str joined(const struct names *names, struct arena *arena) {
  struct buf out;
  buf_init(&out, arena);
  for (uint32_t i = 0; i < names->names.n; i++) {
    buf_text(&out, i > 0 ? " " : "");
    buf_str(&out, names->names.v[i]);
  }
  return buf_done(&out);
}

void carrying_union(struct carrying *carrying, const struct graph_fact *fact, uint32_t element) {
  struct migration *migration = carrying->migration;
  old_name_list names = {0};
  edit_list edits = {0};
  bool equal = true;
  struct names taken;
  struct names candidates;
  names_init(&taken, migration->arena);
  names_init(&candidates, migration->arena);
  list_old_names(migration, element, &names);
  for (uint32_t i = 0; i < names.n; i++) {
    uint32_t node = equal_of_name(migration, names.v[i].name, &candidates);
    uint32_t before = taken.names.n;
    if (node == NO_INDEX) {
      equal = false;
    } else if (names_intern(&taken, migration->graph->controls[node].id) < before) { /* two became one */
      text_remove(&migration->text, &edits, migration_span(migration, names.v[i].element));
    } else {
      rename_control(migration, &names.v[i], node, &edits);
    }
  }
  if (equal) {
    struct span span = migration_span(migration, element);
    text_replace(&migration->text, span, text_edited(&migration->text, span, &edits));
    migration->carried++;
  } else {
    carrying_decide(migration, fact, "one of several named together has no equal in the new edition",
                    joined(&candidates, migration->arena));
    migration_remove(migration, element);
  }
}
