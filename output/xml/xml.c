/* Frameworks, supplements, mappings and assessments as XML. */
#include "output/xml/xml.h"

#include "output/xml/markup.h"

static void put_root(struct markup *markup, const char *name) {
  markup->wraps = true;
  markup_open(markup, name);
  markup_token(markup, "xmlns", "urn:crosswalk:1");
}

static void enter_root(struct markup *markup) {
  markup_inside(markup);
  markup->wraps = false;
}

static void put_choice(struct markup *markup, const char *name, enum native_choice choice, const char *yes,
                       const char *no) {
  if (choice != CHOICE_DEFAULT) {
    markup_token(markup, name, choice == CHOICE_YES ? yes : no);
  }
}

static void put_value(struct markup *markup, const char *name, const struct vocabulary *vocabulary, unsigned value) {
  markup_token(markup, name, vocabulary_token(vocabulary, value));
}

/* ---- frameworks ---- */

static void put_attribute_declaration(struct markup *markup, const struct native_framework *framework,
                                      const struct decl_attribute *attribute) {
  markup_open(markup, "attribute");
  markup_attribute(markup, "name", attribute->name);
  markup_attribute(markup, "title", attribute->title);
  if (attribute->value_count == 0) {
    markup_empty(markup);
    return;
  }
  markup_inside(markup);
  for (uint32_t i = 0; i < attribute->value_count; i++) {
    const struct decl_value *value = &framework->values.v[attribute->first_value + i];
    markup_open(markup, "value");
    markup_attribute(markup, "name", value->name);
    markup_attribute(markup, "title", value->title);
    markup_empty(markup);
  }
  markup_close(markup, "attribute");
}

/* The tree as lists of children: the first of each, the next of each, in the order of the document. */
struct tree {
  uint32_t *first;
  uint32_t *next;
  uint32_t top;
};

static struct tree grow_tree(struct arena *arena, const struct native_framework *framework) {
  uint32_t n = framework->controls.n;
  struct tree tree = {.first = arena_alloc(arena, ((size_t)n + 1) * sizeof(uint32_t)),
                      .next = arena_alloc(arena, ((size_t)n + 1) * sizeof(uint32_t)),
                      .top = NO_INDEX};
  for (uint32_t i = 0; i < n; i++) {
    tree.first[i] = NO_INDEX;
  }
  for (uint32_t i = n; i-- > 0;) {
    uint32_t parent = framework->controls.v[i].parent;
    uint32_t *head = parent == NO_INDEX ? &tree.top : &tree.first[parent];
    tree.next[i] = *head;
    *head = i;
  }
  return tree;
}

static const char *control_name(const struct native_control *control) {
  return control->kind == KIND_GROUP ? "group" : "control";
}

static void put_control_head(struct markup *markup, const struct native_control *control) {
  markup_open(markup, control_name(control));
  markup_attribute(markup, "id", control->id);
  markup_attribute(markup, "label", control->label);
  markup_attribute(markup, "title", control->title);
  markup_token(markup, "status", control->withdrawn ? "withdrawn" : "");
  put_choice(markup, "exhaustive", control->exhaustive, "true", "false");
  put_choice(markup, "counted", control->counted, "yes", "no");
  put_choice(markup, "part", control->part, "yes", "no");
  markup_token(markup, "selectable", control->selectable ? "true" : "");
}

static bool has_words(struct str words) {
  return words.n > 0;
}

static void put_control_body(struct markup *markup, const struct native_control *control) {
  markup_element(markup, "statement", control->statement);
  markup_element(markup, "guidance", control->guidance);
  for (uint32_t i = 0; i < control->attrs.n; i++) {
    markup_open(markup, "attr");
    markup_attribute(markup, "name", control->attrs.v[i].name);
    markup_attribute(markup, "value", control->attrs.v[i].value);
    markup_empty(markup);
  }
  for (uint32_t i = 0; i < control->replaced_by.n; i++) {
    markup_open(markup, "replaced-by");
    markup_attribute(markup, "ref", control->replaced_by.v[i]);
    markup_empty(markup);
  }
}

/* Writes the control, and enters it; false when it has nothing inside. */
static bool enter_control(struct markup *markup, const struct tree *tree, const struct native_framework *framework,
                          uint32_t index) {
  const struct native_control *control = &framework->controls.v[index];
  put_control_head(markup, control);
  if (tree->first[index] == NO_INDEX && control->attrs.n == 0 && control->replaced_by.n == 0 &&
      !has_words(control->statement) && !has_words(control->guidance)) {
    markup_empty(markup);
    return false;
  }
  markup_inside(markup);
  put_control_body(markup, control);
  return true;
}

/* Goes down and up by the lists, not by calls: the depth is the document's. */
static void put_controls(struct markup *markup, const struct native_framework *framework) {
  struct tree tree = grow_tree(sink_arena(markup->sink), framework);
  uint32_t at = tree.top;
  while (at != NO_INDEX) {
    bool inside = enter_control(markup, &tree, framework, at);
    if (inside && tree.first[at] != NO_INDEX) {
      at = tree.first[at];
      continue;
    }
    if (inside) {
      markup_close(markup, control_name(&framework->controls.v[at]));
    }
    while (at != NO_INDEX && tree.next[at] == NO_INDEX) {
      at = framework->controls.v[at].parent;
      if (at != NO_INDEX) {
        markup_close(markup, control_name(&framework->controls.v[at]));
      }
    }
    at = at != NO_INDEX ? tree.next[at] : NO_INDEX;
  }
}

static void put_framework(struct markup *markup, const struct native_framework *framework) {
  put_root(markup, "framework");
  markup_attribute(markup, "id", framework->id);
  markup_attribute(markup, "title", framework->title);
  markup_attribute(markup, "short", framework->short_title);
  markup_attribute(markup, "publisher", framework->publisher);
  markup_attribute(markup, "edition", framework->edition);
  markup_attribute(markup, "published", framework->published);
  markup_attribute(markup, "language", framework->language);
  markup_attribute(markup, "supersedes", framework->supersedes);
  markup_attribute(markup, "control-id", framework->control_id);
  markup_token(markup, "open", framework->open ? "true" : "");
  enter_root(markup);
  markup_element(markup, "rights", framework->rights);
  for (uint32_t i = 0; i < framework->links.n; i++) {
    markup_open(markup, "link");
    markup_attribute(markup, "rel", framework->links.v[i].rel);
    markup_attribute(markup, "href", framework->links.v[i].href);
    markup_empty(markup);
  }
  for (uint32_t i = 0; i < framework->attributes.n; i++) {
    put_attribute_declaration(markup, framework, &framework->attributes.v[i]);
  }
  put_controls(markup, framework);
  markup_close(markup, "framework");
}

static void put_supplement(struct markup *markup, const struct native_supplement *supplement) {
  put_root(markup, "supplement");
  markup_attribute(markup, "framework", supplement->framework);
  markup_attribute(markup, "language", supplement->language);
  markup_attribute(markup, "publisher", supplement->publisher);
  markup_attribute(markup, "title", supplement->title);
  enter_root(markup);
  markup_element(markup, "rights", supplement->rights);
  for (uint32_t i = 0; i < supplement->controls.n; i++) {
    const struct native_supplement_control *control = &supplement->controls.v[i];
    markup_open(markup, "control");
    markup_attribute(markup, "ref", control->ref);
    markup_attribute(markup, "title", control->title);
    if (!has_words(control->statement) && !has_words(control->guidance)) {
      markup_empty(markup);
      continue;
    }
    markup_inside(markup);
    markup_element(markup, "statement", control->statement);
    markup_element(markup, "guidance", control->guidance);
    markup_close(markup, "control");
  }
  markup_close(markup, "supplement");
}

/* ---- mappings ---- */

static void put_fact(struct markup *markup, const struct native_map *map) {
  put_value(markup, "relation", &vocabulary_relation, map->relation);
  put_value(markup, "rationale", &vocabulary_rationale, map->rationale);
  put_value(markup, "method", &vocabulary_method, map->method);
  if (map->strength != UNSTATED_NUMBER) {
    markup_number(markup, "strength", map->strength);
  }
  if (map->confidence != UNSTATED_NUMBER) {
    markup_number(markup, "confidence", map->confidence);
  }
}

static void put_refs(struct markup *markup, const char *name, const struct native_ref *refs, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    markup_open(markup, name);
    markup_attribute(markup, "ref", refs[i].id);
    markup_attribute(markup, "title", refs[i].title);
    markup_empty(markup);
  }
}

static void put_map(struct markup *markup, const struct native_map *map) {
  bool sources = map->source_count > 1;
  bool targets = map->target_count > 1;
  markup_open(markup, "map");
  if (!sources && map->source_count == 1) {
    markup_attribute(markup, "source", map->sources[0].id);
    markup_attribute(markup, "source-title", map->sources[0].title);
  }
  if (!targets && map->target_count == 1) {
    markup_attribute(markup, "target", map->targets[0].id);
    markup_attribute(markup, "target-title", map->targets[0].title);
  }
  put_fact(markup, map);
  if (!sources && !targets && !has_words(map->remarks)) {
    markup_empty(markup);
    return;
  }
  markup_inside(markup);
  put_refs(markup, "source", map->sources, sources ? map->source_count : 0);
  put_refs(markup, "target", map->targets, targets ? map->target_count : 0);
  markup_element(markup, "remarks", map->remarks);
  markup_close(markup, "map");
}

static void put_no_counterpart(struct markup *markup, const struct decl_no_counterpart *none) {
  markup_open(markup, "no-counterpart");
  markup_attribute(markup, none->of_target ? "target" : "source", none->id);
  if (!has_words(none->remarks)) {
    markup_empty(markup);
    return;
  }
  markup_inside(markup);
  markup_element(markup, "remarks", none->remarks);
  markup_close(markup, "no-counterpart");
}

static void put_mapping_head(struct markup *markup, const struct native_mapping *mapping) {
  put_root(markup, "mapping");
  markup_attribute(markup, "id", mapping->id);
  markup_attribute(markup, "source", mapping->source);
  markup_attribute(markup, "target", mapping->target);
  markup_attribute(markup, "title", mapping->title);
  markup_attribute(markup, "publisher", mapping->publisher);
  markup_attribute(markup, "published", mapping->published);
  markup_attribute(markup, "version", mapping->version);
  put_value(markup, "method", &vocabulary_method, mapping->method);
  put_value(markup, "rationale", &vocabulary_rationale, mapping->rationale);
  put_value(markup, "status", &vocabulary_status, mapping->status);
  put_value(markup, "authority", &vocabulary_authority, mapping->authority);
  put_value(markup, "style", &vocabulary_style, mapping->style);
  if (mapping->overlap != OVERLAP_ANY) {
    put_value(markup, "overlap", &vocabulary_overlap, mapping->overlap);
  }
  if (mapping->examined != EXAMINED_NONE) {
    put_value(markup, "examined", &vocabulary_examined, mapping->examined);
  }
  markup_token(markup, "chain", mapping->chain_refused ? "no" : "");
  markup_attribute(markup, "via", mapping->via);
  enter_root(markup);
}

static void put_mapping(struct markup *markup, const struct native_mapping *mapping) {
  put_mapping_head(markup, mapping);
  for (uint32_t i = 0; i < mapping->provenances.n; i++) {
    const struct decl_provenance *provenance = &mapping->provenances.v[i];
    markup_open(markup, "provenance");
    markup_attribute(markup, "href", provenance->href);
    if (has_words(provenance->text)) {
      markup_words(markup, "provenance", provenance->text);
    } else {
      markup_empty(markup);
    }
  }
  for (uint32_t i = 0; i < mapping->maps.n; i++) {
    put_map(markup, &mapping->maps.v[i]);
  }
  for (uint32_t i = 0; i < mapping->no_counterparts.n; i++) {
    put_no_counterpart(markup, &mapping->no_counterparts.v[i]);
  }
  markup_close(markup, "mapping");
}

/* ---- assessments ---- */

static void put_line(struct markup *markup, const struct native_line *line) {
  markup_open(markup, "control");
  markup_attribute(markup, "ref", line->ref);
  put_choice(markup, "applicable", line->applicable, "yes", "no");
  put_value(markup, "status", &vocabulary_implementation, line->status);
  markup_attribute(markup, "owner", line->owner);
  markup_attribute(markup, "because", line->because);
  markup_attribute(markup, "justification", line->justification);
  markup_attribute(markup, "due", line->due);
  markup_attribute(markup, "reviewed", line->reviewed);
  if (line->evidence.n == 0 && !has_words(line->how)) {
    markup_empty(markup);
    return;
  }
  markup_inside(markup);
  markup_element(markup, "how", line->how);
  for (uint32_t i = 0; i < line->evidence.n; i++) {
    const struct native_evidence *evidence = &line->evidence.v[i];
    markup_open(markup, "evidence");
    markup_attribute(markup, "href", evidence->href);
    markup_attribute(markup, "title", evidence->title);
    markup_attribute(markup, "collected", evidence->collected);
    markup_empty(markup);
  }
  markup_close(markup, "control");
}

static void put_assessment(struct markup *markup, const struct native_assessment *assessment) {
  put_root(markup, "assessment");
  markup_attribute(markup, "id", assessment->id);
  markup_attribute(markup, "framework", assessment->framework);
  markup_attribute(markup, "organisation", assessment->organisation);
  markup_attribute(markup, "date", assessment->date);
  markup_attribute(markup, "version", assessment->version);
  enter_root(markup);
  markup_element(markup, "scope", assessment->scope);
  for (uint32_t i = 0; i < assessment->lines.n; i++) {
    put_line(markup, &assessment->lines.v[i]);
  }
  markup_close(markup, "assessment");
}

void xml_write(struct sink *sink, const struct native_document *document) {
  struct markup markup = {.sink = sink};
  sink_text(sink, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  switch (document->kind) {
    case DOCUMENT_FRAMEWORK:
      put_framework(&markup, document->as.framework);
      break;
    case DOCUMENT_SUPPLEMENT:
      put_supplement(&markup, document->as.supplement);
      break;
    case DOCUMENT_MAPPING:
      put_mapping(&markup, document->as.mapping);
      break;
    case DOCUMENT_ASSESSMENT:
      put_assessment(&markup, document->as.assessment);
      break;
    default:
      break;
  }
}
