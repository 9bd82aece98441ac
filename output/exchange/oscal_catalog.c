/* A framework as an OSCAL catalog. */
#include "base/buf.h"
#include "base/names.h"
#include "output/exchange/oscal.h"

struct catalog {
  struct oscal oscal;
  const struct exchange_framework *framework;
  struct names names;    /* ids and labels, made when a control that is replaced asks for one */
  VEC(uint32_t) numbers; /* by name: the control */
};

static struct str joined(struct arena *arena, struct str a, const char *b) {
  struct buf text;
  buf_init(&text, arena);
  buf_str(&text, a);
  buf_text(&text, b);
  return buf_done(&text);
}

static void put_part(struct catalog *catalog, const char *name, struct str id, struct str prose) {
  struct oscal *oscal = &catalog->oscal;
  oscal_open(oscal, NULL, "part");
  oscal_flag(oscal, "id", id);
  oscal_flag(oscal, "name", str_from(name));
  oscal_prose(oscal, prose);
  oscal_close(oscal, "part");
}

static void put_parts(struct catalog *catalog, uint32_t number, struct str token) {
  struct oscal *oscal = &catalog->oscal;
  const struct graph_text *text = catalog->framework->texts != NULL ? &catalog->framework->texts[number] : NULL;
  if (text == NULL || (text->statement.n == 0 && text->guidance.n == 0)) {
    return;
  }
  oscal_list(oscal, "parts");
  if (text->statement.n > 0) {
    bool group = catalog->framework->controls[number].group;
    put_part(catalog, group ? "overview" : "statement", joined(oscal->arena, token, "_smt"), text->statement);
  }
  if (text->guidance.n > 0) {
    put_part(catalog, "guidance", joined(oscal->arena, token, "_gdn"), text->guidance);
  }
  oscal_list_end(oscal);
}

static void put_attrs(struct catalog *catalog, const struct decl_control *declared, bool *opened) {
  const struct decl_framework *framework = catalog->framework->declared;
  for (uint32_t i = 0; i < declared->attr_count; i++) {
    const struct decl_attr *attr = &framework->attrs.v[declared->first_attr + i];
    struct oscal_own own = {
        .name = oscal_token(catalog->oscal.arena, attr->name), .value = attr->value, .kind = STR("attribute")};
    oscal_put_own(&catalog->oscal, opened, &own);
  }
}

/* What a catalog has no words for stands in our own namespace. */
static void put_props(struct catalog *catalog, uint32_t number, struct str token) {
  struct oscal *oscal = &catalog->oscal;
  const struct graph_control *control = &catalog->framework->controls[number];
  const struct decl_control *declared = exchange_declared(catalog->framework, number);
  bool opened = false;
  if (!control->group || (declared != NULL && declared->label.n > 0)) {
    oscal_put_prop(oscal, &opened, "label", exchange_label(catalog->framework, number), false);
  }
  if (control->withdrawn) {
    oscal_put_prop(oscal, &opened, "status", STR("withdrawn"), false);
  }
  if (!str_eq(token, control->id) || !str_eq(exchange_label(catalog->framework, number), control->id)) {
    oscal_put_prop(oscal, &opened, "crosswalk-id", control->id, true);
  }
  if (declared != NULL) {
    if (!declared->counted) {
      oscal_put_prop(oscal, &opened, "counted", STR("no"), true);
    }
    if (!declared->part) {
      oscal_put_prop(oscal, &opened, "part", STR("no"), true);
    }
    if (declared->exhaustive != (declared->kind == KIND_GROUP)) {
      oscal_put_prop(oscal, &opened, "exhaustive", declared->exhaustive ? STR("yes") : STR("no"), true);
    }
    if (declared->selectable) {
      oscal_put_prop(oscal, &opened, "selection", STR("yes"), true);
    }
    put_attrs(catalog, declared, &opened);
  }
  oscal_props_end(oscal, opened);
}

static void know(struct catalog *catalog, struct str name, uint32_t number) {
  uint32_t before = catalog->names.names.n;
  if (name.n > 0 && names_intern(&catalog->names, name) == before) {
    vec_push(catalog->oscal.arena, &catalog->numbers, number);
  }
}

static void know_all(struct catalog *catalog) {
  const struct exchange_framework *framework = catalog->framework;
  for (uint32_t i = 0; i < framework->count; i++) {
    know(catalog, framework->controls[i].id, i);
  }
  for (uint32_t i = 0; i < framework->count; i++) {
    know(catalog, exchange_label(framework, i), i);
  }
}

/* The id of the control that is named by its id or its label. */
static struct str id_of(struct catalog *catalog, struct str reference) {
  if (catalog->numbers.n == 0) {
    know_all(catalog);
  }
  uint32_t name = names_find(&catalog->names, reference);
  return name == NO_NAME ? reference : catalog->framework->controls[catalog->numbers.v[name]].id;
}

static void put_links(struct catalog *catalog, uint32_t number) {
  struct oscal *oscal = &catalog->oscal;
  const struct decl_control *declared = exchange_declared(catalog->framework, number);
  if (declared == NULL || declared->replacement_count == 0) {
    return;
  }
  oscal_list(oscal, "links");
  for (uint32_t i = 0; i < declared->replacement_count; i++) {
    struct str ref = catalog->framework->declared->replacements.v[declared->first_replacement + i].ref;
    struct buf href;
    buf_init(&href, oscal->arena);
    buf_text(&href, "#");
    buf_str(&href, oscal_token(oscal->arena, id_of(catalog, ref)));
    oscal_open(oscal, NULL, "link");
    oscal_flag(oscal, "href", buf_done(&href));
    oscal_flag(oscal, "rel", STR("moved-to"));
    oscal_close(oscal, "link");
  }
  oscal_list_end(oscal);
}

static void put_children(struct catalog *catalog, uint32_t first, uint32_t end);

static void put_node(struct catalog *catalog, uint32_t number) {
  struct oscal *oscal = &catalog->oscal;
  const struct graph_control *control = &catalog->framework->controls[number];
  const char *element = control->group ? "group" : "control";
  struct str token = oscal_token(oscal->arena, control->id);
  oscal_open(oscal, NULL, element);
  oscal_flag(oscal, "id", token);
  oscal_line(oscal, "title", control->title.n > 0 ? control->title : control->id);
  put_props(catalog, number, token);
  put_links(catalog, number);
  put_parts(catalog, number, token);
  put_children(catalog, number + 1, control->end - catalog->framework->first);
  oscal_close(oscal, element);
}

static uint32_t next_of(const struct catalog *catalog, uint32_t number) {
  return catalog->framework->controls[number].end - catalog->framework->first;
}

/* A run of controls beside groups: OSCAL has either the one or the other, so that the run gets a group of its own. */
static uint32_t put_wrapped(struct catalog *catalog, uint32_t first, uint32_t end) {
  struct oscal *oscal = &catalog->oscal;
  uint32_t at = first;
  const struct graph_control *control = &catalog->framework->controls[first];
  oscal_open(oscal, NULL, "group");
  oscal_flag(oscal, "id", joined(oscal->arena, oscal_token(oscal->arena, control->id), "-controls"));
  oscal_line(oscal, "title", STR("Controls"));
  bool opened = false;
  oscal_put_prop(oscal, &opened, "wrapper", STR("yes"), true);
  oscal_props_end(oscal, opened);
  oscal_list(oscal, "controls");
  while (at < end && !catalog->framework->controls[at].group) {
    put_node(catalog, at);
    at = next_of(catalog, at);
  }
  oscal_list_end(oscal);
  oscal_close(oscal, "group");
  exchange_lose(oscal->exchange, "run of controls beside groups is put into a group of its own",
                "runs of controls beside groups are put into groups of their own", catalog->framework->place);
  return at;
}

static void put_children(struct catalog *catalog, uint32_t first, uint32_t end) {
  bool groups = false;
  for (uint32_t i = first; i < end; i = next_of(catalog, i)) {
    groups = groups || catalog->framework->controls[i].group;
  }
  if (first >= end) {
    return;
  }
  oscal_list(&catalog->oscal, groups ? "groups" : "controls");
  for (uint32_t i = first; i < end;) {
    if (groups && !catalog->framework->controls[i].group) {
      i = put_wrapped(catalog, i, end);
    } else {
      put_node(catalog, i);
      i = next_of(catalog, i);
    }
  }
  oscal_list_end(&catalog->oscal);
}

/* An attribute, and after it its values, which share its group. */
static void put_attribute(struct oscal *oscal, bool *opened, const struct decl_framework *declared,
                          const struct decl_attribute *attribute) {
  struct str group = oscal_token(oscal->arena, attribute->name);
  struct oscal_own own = {
      .name = STR("attribute"), .value = attribute->name, .group = group, .remarks = str_or_empty(attribute->title)};
  oscal_put_own(oscal, opened, &own);
  for (uint32_t i = 0; i < attribute->value_count; i++) {
    const struct decl_value *value = &declared->values.v[attribute->first_value + i];
    struct oscal_own word = {
        .name = STR("attribute-value"), .value = value->name, .group = group, .remarks = str_or_empty(value->title)};
    oscal_put_own(oscal, opened, &word);
  }
}

/* What the framework says of itself, and a catalog has no words for. */
static void put_head_props(struct oscal *oscal) {
  const struct decl_framework *declared = oscal->exchange->framework->declared;
  bool opened = false;
  oscal_put_prop(oscal, &opened, "id", declared->id, true);
  oscal_put_prop(oscal, &opened, "short", declared->short_title, true);
  oscal_put_prop(oscal, &opened, "published", oscal_part_of_date(declared->published), true);
  oscal_put_prop(oscal, &opened, "language", declared->language, true);
  oscal_put_prop(oscal, &opened, "supersedes", declared->supersedes, true);
  oscal_put_prop(oscal, &opened, "control-id", declared->control_id, true);
  oscal_put_prop(oscal, &opened, "open", declared->open ? STR("yes") : STR(""), true);
  oscal_put_prop(oscal, &opened, "rights", declared->rights, true);
  for (uint32_t i = 0; i < declared->links.n; i++) {
    const struct decl_link *link = &declared->links.v[i];
    struct oscal_own own = {.name = STR("link"), .value = link->href, .remarks = str_or_empty(link->rel)};
    oscal_put_own(oscal, &opened, &own);
  }
  for (uint32_t i = 0; i < declared->attributes.n; i++) {
    put_attribute(oscal, &opened, declared, &declared->attributes.v[i]);
  }
  oscal_props_end(oscal, opened);
}

static void write(struct sink *sink, struct exchange *exchange, bool xml) {
  const struct decl_framework *declared = exchange->framework->declared;
  struct catalog catalog = {.framework = exchange->framework};
  struct oscal *oscal = &catalog.oscal;
  names_init(&catalog.names, exchange->arena);
  oscal_begin(oscal, sink, exchange, xml, "catalog");
  oscal_flag(oscal, "uuid", oscal_uuid(oscal, "catalog", exchange->id, STR("")));
  oscal_metadata(oscal, declared->title, declared->published, declared->edition, declared->publisher, put_head_props);
  put_children(&catalog, 0, exchange->framework->count);
  oscal_end(oscal, "catalog");
}

void oscal_json_catalog(struct sink *sink, struct exchange *exchange) {
  write(sink, exchange, false);
}

void oscal_xml_catalog(struct sink *sink, struct exchange *exchange) {
  write(sink, exchange, true);
}
