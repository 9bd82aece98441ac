/* OSCAL catalogs, resolved profiles among them: a framework. */
#include "interchange/frameworks.h"
#include "interchange/oscal.h"
#include "interchange/urns.h"
#include "interchange/words.h"
#include "model/control_links.h"
#include "model/forms.h"

/* A control whose publisher writes its id otherwise. */
struct labelled {
  uint32_t control;
  struct value id; /* as the catalog has it */
};

struct catalog {
  struct session *session;
  struct native_framework *framework;
  struct oscal_params params;
  struct names ids;      /* ours, that are taken */
  struct names known;    /* theirs: of controls, groups and parts */
  VEC(struct str) ours;  /* by number in `known` */
  VEC(uint32_t) numbers; /* likewise: the control */
  bool labels;           /* labels are the ids */
  VEC(struct labelled) labelled;
  struct names tokens; /* of attributes, in the order in which the framework declares them */
};

/* ---- labels ---- */

struct label_check {
  struct names labels;
  uint32_t controls;
  bool good;
};

static void check_labels(struct label_check *check, const struct node *node) {
  const struct node *controls = node_get(node, "controls");
  const struct node *groups = node_get(node, "groups");
  for (const struct node *group = node_each(groups, NULL); group != NULL; group = node_each(groups, group)) {
    check_labels(check, group);
  }
  for (const struct node *control = node_each(controls, NULL); control != NULL;
       control = node_each(controls, control)) {
    struct str label = str_or_empty(oscal_prop(control, "label"));
    uint32_t before = check->labels.names.n;
    check->controls++;
    bool blank = label.n == 0 || memchr(label.p, ' ', label.n) != NULL;
    check->good = check->good && !blank && names_intern_kept(&check->labels, label) == before;
    check_labels(check, control);
  }
}

static bool labels_are_ids(struct session *session, const struct node *catalog) {
  struct label_check check = {.good = true};
  names_init(&check.labels, session->arena);
  check_labels(&check, catalog);
  return check.good && check.controls > 0;
}

/* ---- texts ---- */

static void add_words(struct arena *arena, struct str *text, struct str words) {
  *text = words_join(arena, str_or_empty(*text), " ", words);
}

/* The labels and prose of a part and of all below it, in order. */
static void add_part(struct catalog *catalog, const struct node *part, struct str *text) {
  struct arena *arena = catalog->session->arena;
  struct value prose = node_value(part, "prose");
  add_words(arena, text, str_or_empty(oscal_prop(part, "label")));
  add_words(arena, text, oscal_text(&catalog->params, &prose));
  const struct node *parts = node_get(part, "parts");
  for (const struct node *inner = node_each(parts, NULL); inner != NULL; inner = node_each(parts, inner)) {
    add_part(catalog, inner, text);
  }
}

static void know(struct catalog *catalog, struct str theirs, struct str ours, uint32_t control) {
  uint32_t before = catalog->known.names.n;
  if (theirs.n > 0 && names_intern_kept(&catalog->known, theirs) == before) {
    vec_push(catalog->session->arena, &catalog->ours, ours);
    vec_push(catalog->session->arena, &catalog->numbers, control);
  }
}

/* The ids of parts lead to their control. */
static void know_parts(struct catalog *catalog, const struct node *node, struct str ours, uint32_t control) {
  const struct node *parts = node_get(node, "parts");
  for (const struct node *part = node_each(parts, NULL); part != NULL; part = node_each(parts, part)) {
    struct str id = str_or_empty(node_text(part, "id"));
    know(catalog, id, ours, control);
    if (id.n > 0) {
      urns_add(catalog->session, oscal_part_key(catalog->session->arena, id), catalog->framework->id, ours);
    }
    know_parts(catalog, part, ours, control);
  }
}

static void read_texts(struct catalog *catalog, const struct node *node, struct str *statement, struct str *guidance) {
  struct session *session = catalog->session;
  const struct node *parts = node_get(node, "parts");
  for (const struct node *part = node_each(parts, NULL); part != NULL; part = node_each(parts, part)) {
    struct str name = str_or_empty(node_text(part, "name"));
    if (str_is(name, "statement") || str_is(name, "overview") || str_is(name, "item")) {
      add_part(catalog, part, statement);
    } else if (str_is(name, "guidance") || str_is(name, "example")) {
      add_part(catalog, part, guidance);
    } else {
      node_done(part);
      session_lose(session, "part of a control other than statement, guidance and examples is lost",
                   "parts of controls other than statement, guidance and examples are lost", &part->value);
    }
  }
}

/* ---- controls ---- */

static struct str make_id(struct catalog *catalog, const struct node *node, bool control, struct str title,
                          struct str *label) {
  struct session *session = catalog->session;
  struct str theirs = words_trim(str_or_empty(node_text(node, "id")));
  struct str own = oscal_own_prop(node, "crosswalk-id");
  struct str written = own.n > 0 ? own : control && catalog->labels ? oscal_prop(node, "label") : theirs;
  if (words_trim(str_or_empty(written)).n == 0) {
    written = words_slug(session->arena, title);
    if (written.n > 0) {
      session_count(
          session,
          control ? "control has no id and is called after its title" : "group has no id and is called after its title",
          control ? "controls have no id and are called after their titles"
                  : "groups have no id and are called after their titles",
          &node->value, (struct str){.p = NULL});
    }
  }
  return id_make(session->arena, written, label);
}

static bool take_id(struct catalog *catalog, const struct node *node, struct str id, bool control) {
  uint32_t before = catalog->ids.names.n;
  if (id.p != NULL && names_intern_kept(&catalog->ids, id) == before) {
    return true;
  }
  bool empty = node_get(node, "controls") == NULL && node_get(node, "groups") == NULL;
  struct value at = node_value(node, "id");
  node_done(node);
  if (id.p != NULL && empty && !control) {
    session_lose(catalog->session, "group without controls has the id of another and is left out",
                 "groups without controls have the ids of others and are left out", &at);
  } else {
    session_say(catalog->session, F_DUPLICATE_CONTROL, &at,
                id.p != NULL ? "the id \"%.*s\" stands for two controls; the second is left out, with what it holds"
                             : "this is no id: \"%.*s\"; what has it is left out, with what it holds",
                STR_ARG(id.p != NULL ? id : str_or_empty(at.text)));
  }
  return false;
}

/* With --statements: items of the statement as controls inside the control. */
static void add_items(struct catalog *catalog, const struct node *node, uint32_t parent, struct str id) {
  struct arena *arena = catalog->session->arena;
  const struct node *parts = node_get(node, "parts");
  for (const struct node *part = node_each(parts, NULL); part != NULL; part = node_each(parts, part)) {
    struct str name = str_or_empty(node_text(part, "name"));
    if (str_is(name, "statement")) {
      add_items(catalog, part, parent, id);
    }
    struct str label = words_squeeze(arena, str_or_empty(oscal_prop(part, "label")));
    if (!str_is(name, "item") || label.n == 0) {
      continue;
    }
    bool digits = id.n > 0 && words_has_digit(words_from(id, id.n - 1)) == words_has_digit(words_to(label, 1));
    struct str item_id = words_join(arena, id, digits ? "." : "", label);
    struct str text = {.p = NULL};
    struct str own = {.p = NULL};
    if (!take_id(catalog, part, item_id, true)) {
      continue;
    }
    add_part(catalog, part, &text);
    struct value prose = node_value(part, "prose");
    own = oscal_text(&catalog->params, &prose);
    uint32_t number = native_control_add(arena, catalog->framework, KIND_CONTROL, item_id,
                                         words_title(arena, own.n > 0 ? own : item_id), parent);
    catalog->framework->controls.v[number].statement = text;
    urns_add(catalog->session, str_or_empty(node_text(part, "id")), catalog->framework->id, item_id);
    add_items(catalog, part, number, item_id);
  }
}

/* ---- attributes, which only exports of ours have ---- */

/* What a property of ours says, as a name; absent, and counted, where somebody has made of it what can be none. */
static struct str name_in(struct catalog *catalog, const struct node *prop, struct str text) {
  struct str label;
  struct str name = id_make(catalog->session->arena, str_or_empty(text), &label);
  if (name.p == NULL) {
    session_lose(catalog->session, "property of crosswalk has no word that can be a name and is left out",
                 "properties of crosswalk have no word that can be a name and are left out", &prop->value);
  }
  return name;
}

/* The attribute that a property stands for; one that is not declared is declared now, and may have any word. */
static struct str attribute_name(struct catalog *catalog, const struct node *prop) {
  struct arena *arena = catalog->session->arena;
  struct str token = str_or_empty(node_text(prop, "name"));
  uint32_t number = names_find(&catalog->tokens, token);
  if (number != NO_NAME) {
    return catalog->framework->attributes.v[number].name;
  }
  struct decl_attribute attribute = {.name = name_in(catalog, prop, oscal_id_of_token(arena, token))};
  if (attribute.name.p != NULL) {
    names_intern_kept(&catalog->tokens, token);
    vec_push(arena, &catalog->framework->attributes, attribute);
  }
  return attribute.name;
}

/* Each word is a property. */
static void add_attribute(struct catalog *catalog, struct native_control *control, const struct node *prop) {
  struct arena *arena = catalog->session->arena;
  struct str name = attribute_name(catalog, prop);
  struct str value = words_trim(str_or_empty(node_text(prop, "value")));
  if (name.p == NULL) {
    return;
  }
  if (value.n == 0) {
    session_lose(catalog->session, "attribute of a control has no value and is left out",
                 "attributes of controls have no value and are left out", &prop->value);
    return;
  }
  for (uint32_t i = 0; i < control->attrs.n; i++) {
    if (str_eq(control->attrs.v[i].name, name)) {
      control->attrs.v[i].value = words_join(arena, control->attrs.v[i].value, " ", value);
      return;
    }
  }
  struct native_attr attr = {.name = name, .value = value};
  vec_push(arena, &control->attrs, attr);
}

/* What a namespace of somebody's own calls a label or a status means what that one says. */
static bool is_read(const struct node *prop, struct str name) {
  return (str_is(name, "label") || str_is(name, "status")) && oscal_is_standard(node_text(prop, "ns"));
}

static void read_props(struct catalog *catalog, const struct node *node, struct native_control *control) {
  static const char *const ours[] = {"crosswalk-id", "counted", "part", "exhaustive", "selection", "wrapper"};
  const struct node *props = node_get(node, "props");
  for (const struct node *prop = node_each(props, NULL); prop != NULL; prop = node_each(props, prop)) {
    struct str name = str_or_empty(node_text(prop, "name"));
    bool own = oscal_is_own(prop);
    if (own && name.n > 0 && (oscal_is_attribute(prop) || !STR_IS_ONE_OF(name, ours))) {
      add_attribute(catalog, control, prop);
    } else if (!own && !is_read(prop, name)) {
      session_lose(catalog->session, "property other than label and status is lost",
                   "properties other than label and status are lost", &prop->value);
    }
    node_done(prop);
  }
}

/* The values that share the group of their attribute. */
static void declare_values(struct catalog *catalog, const struct node *props, struct str group,
                           struct decl_attribute *attribute) {
  struct session *session = catalog->session;
  attribute->first_value = catalog->framework->values.n;
  for (const struct node *prop = node_each(props, NULL); prop != NULL; prop = node_each(props, prop)) {
    bool value = oscal_is_own(prop) && str_is(str_or_empty(node_text(prop, "name")), "attribute-value");
    if (value && str_eq(str_or_empty(node_text(prop, "group")), group)) {
      struct decl_value word = {.name = name_in(catalog, prop, node_text(prop, "value")),
                                .title = oscal_plain_text(session, prop, "remarks")};
      if (word.name.p != NULL) {
        vec_push(session->arena, &catalog->framework->values, word);
        attribute->value_count++;
      }
    }
  }
}

static void declare_attribute(struct catalog *catalog, const struct node *props, const struct node *prop) {
  struct session *session = catalog->session;
  struct str group = str_or_empty(node_text(prop, "group"));
  struct decl_attribute attribute = {.name = name_in(catalog, prop, node_text(prop, "value")),
                                     .title = oscal_plain_text(session, prop, "remarks")};
  uint32_t before = catalog->tokens.names.n;
  if (attribute.name.p != NULL && group.n > 0 && names_intern_kept(&catalog->tokens, group) == before) {
    declare_values(catalog, props, group, &attribute);
    vec_push(session->arena, &catalog->framework->attributes, attribute);
  }
}

static bool has_link(const struct native_framework *framework, struct str rel) {
  for (uint32_t i = 0; i < framework->links.n; i++) {
    if (str_eq(framework->links.v[i].rel, rel)) {
      return true;
    }
  }
  return false;
}

/* What somebody has edited may be no link any more. */
static void read_link(struct catalog *catalog, const struct node *prop) {
  struct native_framework *framework = catalog->framework;
  struct decl_link link = {.rel = oscal_plain_text(catalog->session, prop, "remarks"),
                           .href = node_text(prop, "value")};
  bool control = str_is(str_or_empty(link.rel), "control");
  bool whole = link.rel.n > 0 && link.href.n > 0;
  if (whole && !(control && (control_link_complaint(link.href) != NULL || has_link(framework, link.rel)))) {
    vec_push(catalog->session->arena, &framework->links, link);
  } else {
    session_lose(catalog->session, "link of the framework leads nowhere, or says not to what, and is left out",
                 "links of the framework lead nowhere, or say not to what, and are left out", &prop->value);
  }
}

/* What an export of ours says of the framework beside the words of OSCAL. */
static void read_own_head(struct catalog *catalog, const struct node *metadata) {
  struct native_framework *framework = catalog->framework;
  struct session *session = catalog->session;
  const struct node *props = node_get(metadata, "props");
  struct str published = words_date(str_or_empty(oscal_own_prop(metadata, "published")));
  struct str language = words_language(str_or_empty(oscal_own_prop(metadata, "language")));
  framework->published = published.n > 0 ? published : framework->published;
  framework->language = language.n > 0 ? language : framework->language;
  framework->short_title = oscal_own_prop(metadata, "short");
  struct str older = str_or_empty(oscal_own_prop(metadata, "supersedes"));
  if (form_is_document_id(older)) {
    framework->supersedes = older;
  } else if (older.n > 0) {
    session_lose(session, "framework that is superseded has no id and is left out",
                 "frameworks that are superseded have no ids and are left out", &metadata->value);
  }
  framework->control_id = oscal_own_prop(metadata, "control-id");
  framework->rights = oscal_own_prop(metadata, "rights");
  framework->open = framework->control_id.n > 0 && str_is(str_or_empty(oscal_own_prop(metadata, "open")), "yes");
  for (const struct node *prop = node_each(props, NULL); prop != NULL; prop = node_each(props, prop)) {
    struct str name = oscal_is_own(prop) ? str_or_empty(node_text(prop, "name")) : STR("");
    if (str_is(name, "attribute")) {
      declare_attribute(catalog, props, prop);
    } else if (str_is(name, "link")) {
      read_link(catalog, prop);
    }
  }
}

static enum native_choice own_choice(const struct node *node, const char *name) {
  struct str word = str_or_empty(oscal_own_prop(node, name));
  return str_is(word, "yes") ? CHOICE_YES : str_is(word, "no") ? CHOICE_NO : CHOICE_DEFAULT;
}

static void read_nodes(struct catalog *catalog, const struct node *node, uint32_t parent);

static void read_node(struct catalog *catalog, const struct node *node, enum control_kind kind, uint32_t parent) {
  struct session *session = catalog->session;
  struct value title_value = node_value(node, "title");
  struct str title = oscal_title(&catalog->params, &title_value);
  struct str label;
  struct str id = make_id(catalog, node, kind == KIND_CONTROL, title, &label);
  if (!take_id(catalog, node, id, kind == KIND_CONTROL)) {
    return;
  }
  uint32_t number = native_control_add(session->arena, catalog->framework, kind, id, title.n > 0 ? title : id, parent);
  know(catalog, words_trim(str_or_empty(node_text(node, "id"))), id, number);
  know_parts(catalog, node, id, number);
  struct str statement = {.p = NULL};
  struct str guidance = {.p = NULL};
  read_texts(catalog, node, &statement, &guidance);
  struct native_control *control = &catalog->framework->controls.v[number];
  control->statement = statement;
  control->guidance = guidance;
  control->counted = own_choice(node, "counted");
  control->part = own_choice(node, "part");
  control->exhaustive = own_choice(node, "exhaustive");
  struct str publishers = str_or_empty(oscal_prop(node, "label"));
  label = publishers.n > 0 ? publishers : str_or_empty(label);
  if (label.n > 0 && !str_eq(label, id)) {
    struct labelled labelled = {.control = number, .id = node_value(node, "id")};
    control->label = label;
    vec_push(session->arena, &catalog->labelled, labelled);
  }
  control->withdrawn = str_eq_caseless(str_or_empty(oscal_prop(node, "status")), STR("withdrawn"));
  control->selectable = kind == KIND_GROUP && own_choice(node, "selection") == CHOICE_YES;
  read_props(catalog, node, control);
  if (session->options->statements && kind == KIND_CONTROL) {
    add_items(catalog, node, number, id);
  }
  read_nodes(catalog, node, number);
}

/* A control holds no group, of OSCAL or of ours. */
static void pass_over_group(struct catalog *catalog, const struct node *group, uint32_t parent) {
  session_lose(catalog->session, "group stands in a control and is left out; what it gathers stands in the control",
               "groups stand in controls and are left out; what they gather stands in the controls", &group->value);
  node_done(group);
  read_nodes(catalog, group, parent);
}

static void read_nodes(struct catalog *catalog, const struct node *node, uint32_t parent) {
  const struct node *groups = node_get(node, "groups");
  const struct node *controls = node_get(node, "controls");
  for (const struct node *group = node_each(groups, NULL); group != NULL; group = node_each(groups, group)) {
    if (oscal_own_prop(group, "wrapper").n > 0) {
      (void)node_get(group, "title"); /* only put around controls that stand beside groups */
      read_nodes(catalog, group, parent);
    } else if (parent != NO_INDEX && catalog->framework->controls.v[parent].kind == KIND_CONTROL) {
      pass_over_group(catalog, group, parent);
    } else {
      read_node(catalog, group, KIND_GROUP, parent);
    }
  }
  for (const struct node *control = node_each(controls, NULL); control != NULL;
       control = node_each(controls, control)) {
    read_node(catalog, control, KIND_CONTROL, parent);
  }
}

/* ---- what replaces a withdrawn control ---- */

static struct native_control *control_of(struct catalog *catalog, struct str id) {
  uint32_t number = names_find(&catalog->known, id);
  if (number == NO_NAME) {
    return NULL;
  }
  return &catalog->framework->controls.v[catalog->numbers.v[number]];
}

static void add_replacement(struct catalog *catalog, struct native_control *control, const struct value *href) {
  struct str target = words_trim(str_or_empty(href->text));
  target = words_starts(target, "#") ? words_from(target, 1) : target;
  uint32_t number = names_find(&catalog->known, target);
  if (number == NO_NAME) {
    session_lose(catalog->session, "successor of a withdrawn control is not in the catalog and is left out",
                 "successors of withdrawn controls are not in the catalog and are left out", href);
    return;
  }
  struct str ours = catalog->ours.v[number];
  for (uint32_t i = 0; i < control->replaced_by.n; i++) {
    if (str_eq(control->replaced_by.v[i], ours)) {
      return;
    }
  }
  vec_push(catalog->session->arena, &control->replaced_by, ours);
}

static void read_links(struct catalog *catalog, const struct node *node) {
  static const char *const rels[] = {"incorporated-into", "moved-to", "incorporated_into", "moved_to"};
  const struct node *links = node_get(node, "links");
  struct native_control *control = NULL;
  for (const struct node *link = node_each(links, NULL); link != NULL; link = node_each(links, link)) {
    if (!STR_IS_ONE_OF(str_or_empty(node_text(link, "rel")), rels)) {
      node_done(link);
      session_lose(catalog->session, "link of a control is lost", "links of controls are lost", &link->value);
      continue;
    }
    struct value href = node_value(link, "href");
    control = control != NULL ? control : control_of(catalog, words_trim(str_or_empty(node_text(node, "id"))));
    if (control != NULL && control->withdrawn) {
      add_replacement(catalog, control, &href);
    }
  }
  static const char *const below[] = {"groups", "controls"};
  for (unsigned i = 0; i < 2; i++) {
    const struct node *list = node_get(node, below[i]);
    for (const struct node *item = node_each(list, NULL); item != NULL; item = node_each(list, item)) {
      read_links(catalog, item);
    }
  }
}

/* ---- the whole ---- */

static bool is_resolved(const struct node *metadata) {
  const struct node *links = node_get(metadata, "links");
  for (const struct node *link = node_each(links, NULL); link != NULL; link = node_each(links, link)) {
    if (str_is(str_or_empty(node_text(link, "rel")), "source-profile")) {
      return true;
    }
  }
  return oscal_prop(metadata, "resolution-tool").p != NULL;
}

static void read_head(struct catalog *catalog, const struct node *root) {
  struct native_framework *framework = catalog->framework;
  const struct node *metadata = node_get(root, "metadata");
  struct value title = node_value(metadata, "title");
  framework->title = oscal_title(&catalog->params, &title);
  framework->edition = oscal_version(metadata);
  struct value published = node_value(metadata, "published");
  framework->published = session_date(catalog->session, &published);
  framework->language = words_language(str_or_empty(node_text(metadata, "language")));
  framework->publisher = oscal_publisher(metadata);
  struct decl_link link = {
      .rel = STR("oscal-uuid"),
      .href = words_join(catalog->session->arena, STR("urn:uuid"), ":", str_or_empty(node_text(root, "uuid")))};
  if (node_text(root, "uuid").n > 0 && oscal_own_prop(metadata, "id").n == 0) {
    vec_push(catalog->session->arena, &framework->links, link);
  }
  read_own_head(catalog, metadata);
  if (is_resolved(metadata)) {
    session_note(catalog->session, &title, "this is a resolved profile: a selection of another catalog's controls");
  }
  if (metadata != NULL) {
    oscal_lose_metadata(catalog->session, metadata);
  }
  node_done(node_get(root, "back-matter"));
  if (node_get(root, "back-matter") != NULL) {
    session_lose(catalog->session, "back matter is lost", "back matters are lost", &node_get(root, "back-matter")->key);
  }
}

/* A label leads to its control, so it must be that of one alone, and no id. */
static void settle_labels(struct catalog *catalog) {
  struct names labels;
  uint32_t *times = arena_zalloc(catalog->session->arena, ((size_t)catalog->labelled.n + 1) * sizeof *times);
  names_init(&labels, catalog->session->arena);
  for (uint32_t i = 0; i < catalog->labelled.n; i++) {
    times[names_intern_kept(&labels, catalog->framework->controls.v[catalog->labelled.v[i].control].label)]++;
  }
  for (uint32_t i = 0; i < catalog->labelled.n; i++) {
    const struct labelled *labelled = &catalog->labelled.v[i];
    struct str *label = &catalog->framework->controls.v[labelled->control].label;
    if (times[names_find(&labels, *label)] > 1 || names_find(&catalog->ids, *label) != NO_NAME) {
      session_lose(catalog->session, "label is also that of another control, or its id, and is left out",
                   "labels are also those of other controls, or their ids, and are left out", &labelled->id);
      *label = (struct str){.p = NULL};
    }
  }
}

/* As the command line says, as an export of ours says, or after the file. */
static struct str framework_id(struct session *session, const struct node *root) {
  struct str own = oscal_own_id(node_get(root, "metadata"));
  struct str name = words_slug(session->arena, oscal_name(str_from(session->file->input->name)));
  return session->options->id.n > 0 ? session->options->id : own.n > 0 ? own : name;
}

void oscal_read_catalog(struct session *session, const struct node *root) {
  struct str id = framework_id(session, root);
  struct catalog catalog = {.session = session,
                            .framework = native_framework_new(session->arena, id.n > 0 ? id : STR("catalog"))};
  names_init(&catalog.ids, session->arena);
  names_init(&catalog.known, session->arena);
  names_init(&catalog.tokens, session->arena);
  catalog.params.session = session;
  names_init(&catalog.params.names, session->arena);
  oscal_collect_params(&catalog.params, root);
  catalog.labels = labels_are_ids(session, root);
  read_head(&catalog, root);
  read_nodes(&catalog, root, NO_INDEX);
  settle_labels(&catalog);
  read_links(&catalog, root);
  session_understand(session, "framework %.*s \"%.*s\", %u controls and groups, ids are %s",
                     STR_ARG(catalog.framework->id), STR_ARG(catalog.framework->title),
                     (unsigned)catalog.framework->controls.n, catalog.labels ? "labels" : "ids");
  if (catalog.framework->controls.n > 0 || catalog.framework->open) {
    session_add(session, DOCUMENT_FRAMEWORK, catalog.framework);
    framework_make_known(session, catalog.framework);
  }
}
