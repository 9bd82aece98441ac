/* OpenControl standards (YAML): a map whose keys are ids, each with a family and a name. */
#include "interchange/formats.h"
#include "interchange/frameworks.h"
#include "interchange/ids.h"
#include "interchange/tree.h"
#include "interchange/words.h"

static bool is_control(const struct node *node) {
  return node->kind == NODE_MAP && (node_get(node, "family") != NULL || node_get(node, "name") != NULL);
}

/* What other files of OpenControl are. */
static const char *other_kind(const struct node *root) {
  if (node_get(root, "standards") != NULL && node_get(root, "standards")->kind == NODE_MAP) {
    return "this is an OpenControl certification, a selection of controls of standards, and no framework";
  }
  if (node_get(root, "satisfies") != NULL) {
    return "this is an OpenControl component, which says how an organisation meets controls, and no framework";
  }
  bool index = node_get(root, "schema_version") != NULL &&
               (node_get(root, "components") != NULL || node_get(root, "dependencies") != NULL);
  return index ? "this is an index of OpenControl files; import the standard that it names" : NULL;
}

bool opencontrol_fits(struct session *session) {
  const struct node *root = session->file->tree->root;
  unsigned controls = 0;
  if (root->kind != NODE_MAP) {
    return false;
  }
  if (other_kind(root) != NULL) {
    return true;
  }
  for (const struct node *member = root->first; member != NULL; member = member->next) {
    if (is_control(member)) {
      controls++;
    } else if (!str_is(member->key.text, "name")) {
      return false;
    }
  }
  return controls > 0;
}

struct standard {
  struct session *session;
  struct native_framework *framework;
  struct names ids;
  struct names keys; /* of the file, which are ids of controls */
  struct names families;
  VEC(uint32_t) groups; /* by family */
};

/* The group of a family, in order of first appearance; a family that is called like a control gets another id. */
static uint32_t family_group(struct standard *standard, struct str name) {
  struct arena *arena = standard->session->arena;
  uint32_t known = names_find(&standard->families, name);
  if (known != NO_NAME) {
    return standard->groups.v[known];
  }
  struct str label;
  struct str id = id_make(arena, name, &label);
  if (id.p == NULL) {
    return NO_INDEX;
  }
  id = names_find(&standard->keys, name) != NO_NAME ? words_join(arena, STR("family"), "-", id) : id;
  names_intern_kept(&standard->ids, id);
  uint32_t group = native_control_add(arena, standard->framework, KIND_GROUP, id, name, NO_INDEX);
  names_intern_kept(&standard->families, name);
  vec_push(arena, &standard->groups, group);
  return group;
}

static void read_control(struct standard *standard, const struct node *node) {
  struct session *session = standard->session;
  struct str label;
  struct str id = id_make(session->arena, node->key.text, &label);
  struct str family = words_trim(str_or_empty(node_text(node, "family")));
  uint32_t group = family.n > 0 ? family_group(standard, family) : NO_INDEX;
  uint32_t before = standard->ids.names.n;
  if (id.p == NULL || names_intern_kept(&standard->ids, id) != before) {
    session_say(session, F_DUPLICATE_CONTROL, &node->key,
                id.p != NULL ? "the id \"%.*s\" stands for two controls; the second is left out"
                             : "this is no id: \"%.*s\"; the control is left out",
                STR_ARG(str_or_empty(node->key.text)));
    node_done(node);
    return;
  }
  if (label.p != NULL) {
    session_count(session, "id has blanks, which are left out or written as hyphens",
                  "ids have blanks, which are left out or written as hyphens", &node->key, (struct str){.p = NULL});
  } else {
    id_tell_invisible(session, &node->key, node->key.text, id);
  }
  struct str name = words_trim(node_text(node, "name"));
  uint32_t number =
      native_control_add(session->arena, standard->framework, KIND_CONTROL, id, name.n > 0 ? name : id, group);
  struct native_control *control = &standard->framework->controls.v[number];
  control->label = label;
  control->statement = words_trim(node_text(node, "description"));
}

void opencontrol_frameworks(struct session *session) {
  const struct node *root = session->file->tree->root;
  const char *refusal = other_kind(root);
  if (refusal != NULL) {
    session_refuse(session, NULL, "%s", refusal);
    return;
  }
  const struct node *name_node = node_get(root, "name");
  struct str said = name_node != NULL && name_node->kind == NODE_TEXT ? words_trim(name_node->value.text) : STR("");
  struct str name = said.n > 0 ? said : session_stem(session);
  struct str slug = words_slug(session->arena, name);
  struct str id = session->options->id.n > 0 ? session->options->id : slug.n > 0 ? slug : STR("standard");
  struct standard standard = {.session = session, .framework = native_framework_new(session->arena, id)};
  names_init(&standard.ids, session->arena);
  names_init(&standard.keys, session->arena);
  names_init(&standard.families, session->arena);
  for (const struct node *member = root->first; member != NULL; member = member->next) {
    names_intern_kept(&standard.keys, words_trim(member->key.text));
  }
  standard.framework->title = session->options->title.n > 0 ? session->options->title : name;
  for (const struct node *member = root->first; member != NULL; member = member->next) {
    if (is_control(member)) {
      node_read(member);
      read_control(&standard, member);
    }
  }
  session_understand(session, "framework %.*s, %u controls and groups", STR_ARG(id),
                     (unsigned)standard.framework->controls.n);
  if (standard.framework->controls.n > 0) {
    session_add(session, DOCUMENT_FRAMEWORK, standard.framework);
    framework_make_known(session, standard.framework);
  }
}
