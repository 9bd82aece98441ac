/* A framework as an OSCAL catalog. */
#include "base/buf.h"
#include "output/exchange/oscal.h"

struct catalog {
  struct oscal oscal;
  const struct exchange_framework *framework;
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
    struct buf name;
    buf_init(&name, catalog->oscal.arena);
    buf_str(&name, oscal_token(catalog->oscal.arena, attr->name));
    oscal_put_prop(&catalog->oscal, opened, buf_done(&name).p, attr->value, true);
  }
}

/* What a catalog has no words for stands in our own namespace. */
static void put_props(struct catalog *catalog, uint32_t number, struct str token) {
  struct oscal *oscal = &catalog->oscal;
  const struct graph_control *control = &catalog->framework->controls[number];
  const struct decl_control *declared = exchange_declared(catalog->framework, number);
  bool opened = false;
  if (!control->group) {
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
    buf_str(&href, oscal_token(oscal->arena, ref));
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

/* What is about the framework as a whole and has no place. */
static void count_lost(struct exchange *exchange, const struct decl_framework *declared) {
  if (declared->supersedes.n > 0) {
    exchange_lose(exchange, "edition that the framework supersedes has no place in a catalog", "", exchange->place);
  }
  if (declared->rights.n > 0) {
    exchange_lose(exchange, "statement of rights has no place in a catalog", "", exchange->place);
  }
}

static void write(struct sink *sink, struct exchange *exchange, bool xml) {
  const struct decl_framework *declared = exchange->framework->declared;
  struct catalog catalog = {.framework = exchange->framework};
  struct oscal *oscal = &catalog.oscal;
  oscal_begin(oscal, sink, exchange, xml, "catalog");
  oscal_flag(oscal, "uuid", oscal_uuid(oscal, "catalog", exchange->id, STR("")));
  oscal_metadata(oscal, declared->title, declared->published, declared->edition, declared->publisher);
  put_children(&catalog, 0, exchange->framework->count);
  oscal_end(oscal, "catalog");
  count_lost(exchange, declared);
}

void oscal_json_catalog(struct sink *sink, struct exchange *exchange) {
  write(sink, exchange, false);
}

void oscal_xml_catalog(struct sink *sink, struct exchange *exchange) {
  write(sink, exchange, true);
}
