/* Control files of ComplianceAsCode (YAML): a policy with nested controls, and what a product does about each. */
#include "interchange/formats.h"
#include "interchange/frameworks.h"
#include "interchange/ids.h"
#include "interchange/tree.h"
#include "interchange/words.h"

bool complianceascode_fits(struct session *session) {
  const struct node *root = session->file->tree->root;
  const struct node *controls = node_get(root, "controls");
  bool listed = controls != NULL && controls->kind == NODE_LIST;
  return listed || (node_get(root, "policy") != NULL &&
                    (node_get(root, "controls_dir") != NULL || node_get(root, "levels") != NULL));
}

struct policy {
  struct session *session;
  struct native_framework *framework;
  struct names ids;
  bool levels;
};

static void count_lost(struct session *session, const struct node *node) {
  static const struct lost_member lost[] = {
      {"rules", "list of rules of a product is lost", "lists of rules of products are lost"},
      {"related_rules", "list of related rules is lost", "lists of related rules are lost"},
      {"status", "status of a product is lost", "statuses of products are lost"},
      {"tickets", "list of tickets is lost", "lists of tickets are lost"},
  };
  node_lose(session, node, lost, sizeof lost / sizeof *lost);
}

static struct str words_of(struct policy *policy, const struct node *node, const char *name) {
  struct value value = node_value(node, name);
  if (words_find(str_or_empty(value.text), "{{{") != UINT32_MAX) {
    session_count(policy->session, "text has a placeholder of a template in it, which is kept",
                  "texts have placeholders of a template in them, which are kept", &value, (struct str){.p = NULL});
  }
  return words_trim(value.text);
}

static void add_levels(struct policy *policy, const struct node *node, struct native_control *control) {
  struct arena *arena = policy->session->arena;
  struct str words = {.p = NULL};
  const struct node *list = node_get(node, "levels");
  for (const struct node *level = node_each(list, NULL); level != NULL; level = node_each(list, level)) {
    struct str label;
    struct str word = id_make(arena, str_or_empty(level->value.text), &label);
    words = word.p != NULL ? words_join(arena, words, " ", word) : words;
  }
  if (words.n > 0) {
    struct native_attr attr = {.name = STR("level"), .value = words};
    vec_push(arena, &control->attrs, attr);
    policy->levels = true;
  }
}

static void read_controls(struct policy *policy, const struct node *list, uint32_t parent);

static void read_control(struct policy *policy, const struct node *node, uint32_t parent) {
  struct session *session = policy->session;
  if (node->kind == NODE_TEXT) {
    session_lose(session, "reference to another control, policy or level is left out",
                 "references to other controls, policies or levels are left out", &node->value);
    return;
  }
  struct value value = node_value(node, "id");
  struct str label;
  struct str id = id_make(session->arena, str_or_empty(value.text), &label);
  uint32_t before = policy->ids.names.n;
  if (id.p == NULL) {
    node_done(node);
    session_say(session, F_SCHEMA_MISSING, &node->value, "this control has no id; it is left out, with what it holds");
    return;
  }
  if (names_intern_kept(&policy->ids, id) != before) {
    node_done(node);
    session_say(session, F_DUPLICATE_CONTROL, &value,
                "the id %.*s stands for two controls; the second is left out, with what it holds", STR_ARG(id));
    return;
  }
  if (label.p != NULL) {
    session_count(session, "id has blanks, which are left out or written as hyphens",
                  "ids have blanks, which are left out or written as hyphens", &value, (struct str){.p = NULL});
  } else {
    id_tell_invisible(session, &value, str_or_empty(value.text), id);
  }
  struct str title = words_of(policy, node, "title");
  struct str description = words_of(policy, node, "description");
  title = title.n > 0 ? title : description.n > 0 ? words_title(session->arena, description) : id;
  uint32_t number = native_control_add(session->arena, policy->framework, KIND_CONTROL, id, title, parent);
  struct native_control *control = &policy->framework->controls.v[number];
  control->label = label;
  control->statement = description;
  control->guidance = words_of(policy, node, "notes");
  add_levels(policy, node, control);
  count_lost(session, node);
  read_controls(policy, node_get(node, "controls"), number);
}

static void read_controls(struct policy *policy, const struct node *list, uint32_t parent) {
  for (const struct node *node = node_each(list, NULL); node != NULL; node = node_each(list, node)) {
    read_control(policy, node, parent);
  }
}

static void declare_levels(struct policy *policy, const struct node *list) {
  struct native_framework *framework = policy->framework;
  struct decl_attribute attribute = {.name = STR("level"), .title = STR("Level"), .first_value = framework->values.n};
  for (const struct node *level = node_each(list, NULL); level != NULL; level = node_each(list, level)) {
    struct str label;
    struct decl_value value = {.name = id_make(policy->session->arena, str_or_empty(node_text(level, "id")), &label)};
    if (node_get(level, "inherits_from") != NULL) {
      session_count(policy->session, "level inherits from others; its controls are those that name it",
                    "levels inherit from others; their controls are those that name them", &level->value,
                    (struct str){.p = NULL});
    }
    if (value.name.p != NULL) {
      vec_push(policy->session->arena, &framework->values, value);
      attribute.value_count++;
    }
  }
  if (policy->levels || attribute.value_count > 0) {
    vec_push(policy->session->arena, &framework->attributes, attribute);
  }
}

void complianceascode_frameworks(struct session *session) {
  const struct node *root = session->file->tree->root;
  struct str name = words_trim(str_or_empty(node_text(root, "id")));
  struct str slug = words_slug(session->arena, name.n > 0 ? name : session_stem(session));
  struct str id = session->options->id.n > 0 ? session->options->id : slug.n > 0 ? slug : STR("policy");
  struct policy policy = {.session = session, .framework = native_framework_new(session->arena, id)};
  struct native_framework *framework = policy.framework;
  names_init(&policy.ids, session->arena);
  struct str title = words_trim(node_text(root, "title"));
  title = title.n > 0 ? title : words_trim(node_text(root, "policy"));
  framework->title = session->options->title.n > 0 ? session->options->title : title.n > 0 ? title : id;
  framework->edition = words_trim(node_text(root, "version"));
  struct str source = words_trim(str_or_empty(node_text(root, "source")));
  struct decl_link link = {.rel = STR("source"), .href = source};
  if (words_starts(source, "http://") || words_starts(source, "https://")) {
    vec_push(session->arena, &framework->links, link);
  }
  if (name.n == 0 && session->options->id.n == 0) {
    session_note(session, NULL,
                 "the file names no policy; the framework is called \"%.*s\"; --id and --title name it otherwise",
                 STR_ARG(id));
  }
  struct value folder = node_value(root, "controls_dir");
  if (folder.text.n > 0) {
    session_say(session, F_IMPORT_CELL, &folder,
                "the controls stand in other files, in the folder %.*s: import those, with --id %.*s",
                STR_ARG(folder.text), STR_ARG(id));
  }
  read_controls(&policy, node_get(root, "controls"), NO_INDEX);
  declare_levels(&policy, node_get(root, "levels"));
  session_understand(session, "framework %.*s, %u controls", STR_ARG(id), (unsigned)framework->controls.n);
  if (framework->controls.n > 0) {
    session_add(session, DOCUMENT_FRAMEWORK, framework);
    framework_make_known(session, framework);
  }
}
