/* Libraries of CISO Assistant in YAML. */
#include "interchange/ciso.h"

#include "interchange/formats.h"
#include "interchange/frameworks.h"
#include "interchange/tree.h"
#include "interchange/urns.h"
#include "interchange/words.h"

bool ciso_fits(struct session *session) {
  const struct node *root = session->file->tree->root;
  return node_get(root, "objects") != NULL && words_starts(str_or_empty(node_text(root, "urn")), "urn:");
}

static bool is_true(struct str text) {
  return str_eq_caseless(str_or_empty(text), STR("true")) || str_eq_caseless(str_or_empty(text), STR("x"));
}

/* A list of texts, joined by commas. */
static struct str joined(struct arena *arena, const struct node *list) {
  struct str words = {.p = NULL};
  for (const struct node *item = node_each(list, NULL); item != NULL; item = node_each(list, item)) {
    words = words_join(arena, words, ",", str_or_empty(item->value.text));
  }
  return words;
}

static void count_lost(struct session *session, const struct node *node) {
  static const struct lost_member lost[] = {
      {"typical_evidence", "typical evidence of a node is lost", "typical evidences of nodes are lost"},
      {"questions", "list of questions of a node is lost", "lists of questions of nodes are lost"},
      {"reference_controls", "list of reference controls of a node is lost",
       "lists of reference controls of nodes are lost"},
      {"threats", "list of threats of a node is lost", "lists of threats of nodes are lost"},
      {"weight", "weight of a node is lost", "weights of nodes are lost"},
      {"importance", "importance of a node is lost", "importances of nodes are lost"},
  };
  node_lose(session, node, lost, sizeof lost / sizeof *lost);
  node_done(node_get(node, "translations"));
  if (node_get(node, "translations") != NULL && session->options->language.n == 0) {
    session_lose(session, "node has translations, which are lost; --language TAG writes those of one language",
                 "nodes have translations, which are lost; --language TAG writes those of one language",
                 &node_get(node, "translations")->key);
  }
}

static void read_nodes(struct session *session, const struct node *list, ciso_nodes *nodes) {
  for (const struct node *node = node_each(list, NULL); node != NULL; node = node_each(list, node)) {
    struct ciso_node read = {.urn = words_trim(node_text(node, "urn")),
                             .ref_id = node_value(node, "ref_id"),
                             .name = node_text(node, "name"),
                             .description = node_text(node, "description"),
                             .annotation = node_text(node, "annotation"),
                             .groups = joined(session->arena, node_get(node, "implementation_groups")),
                             .parent_urn = words_trim(node_text(node, "parent_urn")),
                             .parent = NO_INDEX,
                             .assessable = is_true(node_text(node, "assessable")),
                             .place = node_value(node, "urn")};
    if (read.place.spot.row == 0) {
      read.place.spot = node->value.spot;
    }
    count_lost(session, node);
    vec_push(session->arena, nodes, read);
  }
}

static void declare_groups(struct session *session, struct native_framework *framework, const struct node *list) {
  struct decl_attribute attribute = {
      .name = STR("implementation-group"), .title = STR("Implementation group"), .first_value = framework->values.n};
  for (const struct node *item = node_each(list, NULL); item != NULL; item = node_each(list, item)) {
    struct str label;
    struct decl_value value = {.name = id_make(session->arena, str_or_empty(node_text(item, "ref_id")), &label),
                               .title = words_trim(node_text(item, "name"))};
    if (value.name.p != NULL) {
      vec_push(session->arena, &framework->values, value);
      attribute.value_count++;
    }
  }
  vec_push(session->arena, &framework->attributes, attribute);
}

static bool uses_groups(const struct native_framework *framework) {
  for (uint32_t i = 0; i < framework->controls.n; i++) {
    if (framework->controls.v[i].attrs.n > 0) {
      return true;
    }
  }
  return false;
}

struct str ciso_rights(struct session *session, struct str copyright, struct str library) {
  struct buf text;
  buf_init(&text, session->arena);
  copyright = words_trim(copyright);
  if (copyright.n == 0) {
    return (struct str){.p = NULL};
  }
  library = words_trim(str_or_empty(library));
  buf_printf(&text, "%.*s (copyright field of the CISO Assistant library%s%.*s)", STR_ARG(copyright),
             library.n > 0 ? " " : "", STR_ARG(library));
  return buf_done(&text);
}

static struct str rights_of(struct session *session, const struct node *root) {
  return ciso_rights(session, node_text(root, "copyright"), node_text(root, "urn"));
}

/* Titles and texts in the language that was asked for. */
static void add_supplement(struct session *session, const struct node *list, const struct native_framework *framework) {
  struct native_supplement *supplement = arena_zalloc(session->arena, sizeof *supplement);
  struct buf tag;
  buf_init(&tag, session->arena);
  buf_str(&tag, session->options->language);
  const char *language = buf_done(&tag).p;
  *supplement = (struct native_supplement){.framework = framework->id,
                                           .language = session->options->language,
                                           .title = framework->title,
                                           .rights = framework->rights};
  for (const struct node *node = node_each(list, NULL); node != NULL; node = node_each(list, node)) {
    const struct node *words = node_get(node_get(node, "translations"), language);
    struct native_supplement_control control = {.ref = urns_find(session, words_trim(node_text(node, "urn"))),
                                                .title = words_trim(node_text(words, "name")),
                                                .statement = words_trim(node_text(words, "description")),
                                                .guidance = words_trim(node_text(words, "annotation"))};
    if (control.ref.p != NULL && words != NULL) {
      vec_push(session->arena, &supplement->controls, control);
    }
  }
  if (supplement->controls.n > 0) {
    session_add(session, DOCUMENT_SUPPLEMENT, supplement);
  }
}

/* A framework of ours has no words of its own. */
static void count_description(struct session *session, const struct node *node) {
  const struct node *description = node_get(node, "description");
  if (description != NULL && words_trim(str_or_empty(description->value.text)).n > 0) {
    session_count(session, "description of a library or framework is left out",
                  "descriptions of libraries and frameworks are left out", &description->key, (struct str){.p = NULL});
  }
}

static void read_framework(struct session *session, const struct node *root, const struct node *object) {
  struct arena *arena = session->arena;
  struct str urn = words_trim(node_text(object, "urn"));
  struct str id = session->options->id.n > 0 ? session->options->id : words_slug(arena, urn_last(str_or_empty(urn)));
  struct native_framework *framework = native_framework_new(arena, id.n > 0 ? id : STR("framework"));
  framework->title = words_trim(node_text(object, "name"));
  framework->publisher = words_trim(node_text(root, "provider"));
  struct value date = node_value(root, "publication_date");
  framework->published = session_date(session, &date);
  framework->language = words_language(str_or_empty(node_text(root, "locale")));
  framework->rights = rights_of(session, root);
  struct decl_link link = {.rel = STR("ciso-assistant"), .href = urn};
  if (urn.n > 0) {
    vec_push(arena, &framework->links, link);
  }
  ciso_nodes nodes = {0};
  const struct node *list = node_get(object, "requirement_nodes");
  read_nodes(session, list, &nodes);
  urns_add(session, urn, framework->id, framework->id);
  ciso_add_nodes(session, framework, &nodes);
  if (uses_groups(framework)) {
    declare_groups(session, framework, node_get(object, "implementation_groups_definition"));
  }
  session_understand(session, "framework %.*s \"%.*s\", %u controls and groups", STR_ARG(framework->id),
                     STR_ARG(framework->title), (unsigned)framework->controls.n);
  if (framework->controls.n == 0) {
    return;
  }
  session_add(session, DOCUMENT_FRAMEWORK, framework);
  framework_make_known(session, framework);
  if (session->options->language.n > 0) {
    add_supplement(session, list, framework);
  }
}

void ciso_frameworks(struct session *session) {
  static const char *const read[] = {"framework", "frameworks", "requirement_mapping_set", "requirement_mapping_sets"};
  const struct node *root = session->file->tree->root;
  const struct node *objects = node_get(root, "objects");
  for (const struct node *object = objects->first; objects->kind == NODE_MAP && object != NULL; object = object->next) {
    if (!STR_IS_ONE_OF(object->key.text, read)) {
      node_done(object);
      session_lose(session, "part of the library is neither framework nor mapping and is left out",
                   "parts of the library are neither frameworks nor mappings and are left out", &object->key);
    }
  }
  count_description(session, root);
  for (unsigned i = 0; i < 2; i++) {
    const struct node *list = node_get(objects, read[i]);
    for (const struct node *object = node_each(list, NULL); object != NULL; object = node_each(list, object)) {
      count_description(session, object);
      read_framework(session, root, object);
    }
  }
}

static void read_set(struct session *session, const struct node *root, const struct node *object,
                     struct ciso_set *set) {
  ciso_set_open(session, set, words_trim(str_or_empty(node_text(object, "source_framework_urn"))),
                words_trim(str_or_empty(node_text(object, "target_framework_urn"))));
  set->mapping->title = words_trim(node_text(object, "name"));
  set->mapping->publisher = words_trim(node_text(root, "provider"));
  struct value date = node_value(root, "publication_date");
  set->mapping->published = session_date(session, &date);
  set->mapping->version = words_trim(node_text(root, "version"));
  struct str urn = words_trim(str_or_empty(node_text(object, "urn")));
  struct str rights = rights_of(session, root);
  struct str description = words_trim(node_text(object, "description"));
  struct str text = words_join(session->arena, STR("CISO Assistant library"), ". ", description);
  struct decl_provenance provenance = {.href = urn, .text = words_join(session->arena, text, "; rights: ", rights)};
  vec_push(session->arena, &set->mapping->provenances, provenance);
  const struct node *list = node_get(object, "requirement_mappings");
  for (const struct node *map = node_each(list, NULL); map != NULL; map = node_each(list, map)) {
    struct value source = node_value(map, "source_requirement_urn");
    struct value target = node_value(map, "target_requirement_urn");
    struct value relationship = node_value(map, "relationship");
    struct value rationale = node_value(map, "rationale");
    struct value strength = node_value(map, "strength_of_relationship");
    ciso_set_add(set, &source, &target, &relationship, &rationale, &strength, node_text(map, "annotation"));
  }
}

typedef VEC(struct ciso_set) set_list;

/* Two sets of which the second is the first read backwards are one, and what was counted of the second is not told. */
static void add_set(struct session *session, set_list *sets, struct ciso_set *set, const struct counts *before) {
  for (uint32_t i = 0; i < sets->n; i++) {
    if (ciso_set_is_within(set, &sets->v[i])) {
      session_take_back(session, before);
      session_note(
          session, NULL,
          "the set from %.*s to %.*s holds nothing but facts of another set read backwards, and is not written",
          STR_ARG(set->source.framework), STR_ARG(set->target.framework));
      return;
    }
  }
  vec_push(session->arena, sets, *set);
}

void ciso_mappings(struct session *session) {
  static const char *const names[] = {"requirement_mapping_set", "requirement_mapping_sets"};
  const struct node *root = session->file->tree->root;
  set_list sets = {0};
  for (unsigned i = 0; i < 2; i++) {
    const struct node *list = node_get(node_get(root, "objects"), names[i]);
    for (const struct node *object = node_each(list, NULL); object != NULL; object = node_each(list, object)) {
      struct ciso_set set;
      struct counts before = session_counts(session);
      read_set(session, root, object, &set);
      add_set(session, &sets, &set, &before);
    }
  }
  for (uint32_t i = 0; i < sets.n; i++) {
    ciso_set_close(&sets.v[i]);
  }
}
