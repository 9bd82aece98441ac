/* NIST's CPRT (JSON): elements of documents and relations between them, all flat. */
#include "interchange/formats.h"
#include "interchange/frameworks.h"
#include "interchange/html.h"
#include "interchange/ids.h"
#include "interchange/table.h"
#include "interchange/tree.h"
#include "interchange/words.h"

#include <stdlib.h>

/* What an element of a type becomes. */
enum becomes { BECOMES_GROUP, BECOMES_CONTROL, BECOMES_OTHER };

struct element {
  const struct node *node;
  struct str document;
  struct str id;
  struct str sort; /* the title of the sort element that it projects to */
  enum becomes becomes;
  uint32_t parent;  /* element, or NO_INDEX */
  uint32_t control; /* in its framework, or NO_INDEX */
  bool withdrawn;
  bool deep;       /* stands deeper than any is read */
  struct str text; /* of a requirement that hangs on it */
};

struct cprt {
  struct session *session;
  const struct node *root; /* what holds documents, elements and relationships */
  VEC(struct element) elements;
  struct names keys; /* document and id, by element */
  uint32_t *first;   /* by element, and behind the last for none: the first child */
  uint32_t *next;
};

struct child {
  uint32_t element;
  struct str sort;
};

static const struct node *find_root(const struct node *root) {
  const struct node *below = node_get(node_get(root, "response"), "elements");
  return below != NULL && below->kind == NODE_MAP ? below : root;
}

bool cprt_fits(struct session *session) {
  const struct node *root = find_root(session->file->tree->root);
  return node_get(root, "documents") != NULL && node_get(root, "elements") != NULL &&
         node_get(root, "relationships") != NULL;
}

static enum becomes becomes_of(struct str type) {
  static const char *const groups[] = {"function", "category", "family", "section"};
  static const char *const controls[] = {"subcategory", "control", "control_enhancement", "requirement",
                                         "practice",    "task",    "SampleType"};
  if (STR_IS_ONE_OF(type, groups)) {
    return BECOMES_GROUP;
  }
  return STR_IS_ONE_OF(type, controls) ? BECOMES_CONTROL : BECOMES_OTHER;
}

static struct str key_of(struct cprt *cprt, struct str document, struct str id) {
  return words_join(cprt->session->arena, document, "\n", id);
}

static uint32_t find_element(struct cprt *cprt, struct str document, struct str id) {
  uint32_t number = names_find(&cprt->keys, key_of(cprt, document, id));
  return number == NO_NAME ? NO_INDEX : number;
}

static void read_elements(struct cprt *cprt) {
  const struct node *list = node_get(cprt->root, "elements");
  for (const struct node *node = node_each(list, NULL); node != NULL; node = node_each(list, node)) {
    struct element element = {.node = node,
                              .document = words_trim(str_or_empty(node_text(node, "doc_identifier"))),
                              .id = words_trim(str_or_empty(node_text(node, "element_identifier"))),
                              .becomes = becomes_of(words_trim(str_or_empty(node_text(node, "element_type")))),
                              .parent = NO_INDEX,
                              .control = NO_INDEX};
    uint32_t before = cprt->keys.names.n;
    if (element.id.n == 0 || names_intern_kept(&cprt->keys, key_of(cprt, element.document, element.id)) != before) {
      session_lose(cprt->session, "element has no id of its own and is left out",
                   "elements have no ids of their own and are left out", &node->value);
      node_done(node);
      continue;
    }
    vec_push(cprt->session->arena, &cprt->elements, element);
  }
}

static bool is_type(const struct element *element, const char *type) {
  return str_is(str_or_empty(node_text(element->node, "element_type")), type);
}

/* An element stands below one other, of its own document. */
static void put_below(struct cprt *cprt, uint32_t from, uint32_t to, const struct node *node) {
  struct element *below = &cprt->elements.v[to];
  if (from == to || !str_eq(cprt->elements.v[from].document, below->document)) {
    session_lose(cprt->session, "projection to the element itself or to another document is left out",
                 "projections to the elements themselves or to other documents are left out", &node->value);
  } else if (below->parent != NO_INDEX && below->parent != from) {
    session_lose(cprt->session, "projection puts an element below a second one and is left out",
                 "projections put elements below second ones and are left out", &node->value);
  } else {
    below->parent = from;
  }
}

/* A projection: from a parent to a child, or to what hangs on an element. */
static void project(struct cprt *cprt, uint32_t from, uint32_t to, const struct node *node) {
  struct element *above = &cprt->elements.v[from];
  struct element *below = &cprt->elements.v[to];
  if (is_type(below, "sort")) {
    above->sort = words_trim(node_text(below->node, "title"));
  } else if (is_type(below, "withdraw_reason")) {
    above->withdrawn = true;
  } else if (is_type(below, "security_requirement")) {
    struct arena *arena = cprt->session->arena;
    struct str text = html_plain(arena, str_or_empty(node_text(below->node, "text")));
    above->text = words_join(arena, above->text, " ", text);
  } else if (below->becomes != BECOMES_OTHER && above->becomes != BECOMES_OTHER) {
    put_below(cprt, from, to, node);
  }
}

struct edge {
  struct str type;
  struct str from_document;
  struct str from_id;
  struct str to_document;
  struct str to_id;
};

static struct edge read_edge(const struct node *node) {
  return (struct edge){.type = words_trim(str_or_empty(node_text(node, "relationship_identifier"))),
                       .from_document = words_trim(str_or_empty(node_text(node, "source_doc_identifier"))),
                       .from_id = words_trim(str_or_empty(node_text(node, "source_element_identifier"))),
                       .to_document = words_trim(str_or_empty(node_text(node, "dest_doc_identifier"))),
                       .to_id = words_trim(str_or_empty(node_text(node, "dest_element_identifier")))};
}

static void read_projections(struct cprt *cprt) {
  const struct node *list = node_get(cprt->root, "relationships");
  for (const struct node *node = node_each(list, NULL); node != NULL; node = node_each(list, node)) {
    struct edge edge = read_edge(node);
    uint32_t from = find_element(cprt, edge.from_document, edge.from_id);
    uint32_t to = find_element(cprt, edge.to_document, edge.to_id);
    if (str_is(edge.type, "projection") && from != NO_INDEX && to != NO_INDEX) {
      project(cprt, from, to, node);
    }
  }
}

/* ---- frameworks ---- */

/* The sort elements give the order where there are any, and then the file's. */
static int compare_children(const void *left, const void *right) {
  const struct child *a = left;
  const struct child *b = right;
  int order = a->sort.n > 0 && b->sort.n > 0 ? str_compare(a->sort, b->sort) : 0;
  return order != 0 ? order : (a->element > b->element) - (a->element < b->element);
}

/* An element that stands, by its projections, inside itself: the circle is cut there. */
static void cut_circles(struct cprt *cprt) {
  uint32_t count = cprt->elements.n;
  uint32_t *parents = arena_alloc(cprt->session->arena, ((size_t)count + 1) * sizeof *parents);
  for (uint32_t i = 0; i < count; i++) {
    parents[i] = cprt->elements.v[i].parent;
  }
  const bool *cut = parents_cut_circles(cprt->session->arena, parents, count);
  for (uint32_t i = 0; i < count; i++) {
    struct element *element = &cprt->elements.v[i];
    element->parent = parents[i];
    if (cut[i]) {
      session_say(cprt->session, F_IMPORT_CELL, &element->node->value,
                  "%.*s stands, by its projections, inside itself; it is moved to the top", STR_ARG(element->id));
    }
  }
}

static struct str title_of(struct cprt *cprt, const struct element *element, struct str text) {
  struct str title = html_plain(cprt->session->arena, str_or_empty(node_text(element->node, "title")));
  if (title.n > 0) {
    return title;
  }
  session_count(cprt->session, "element has no title: its text, or else its id, stands for it",
                "elements have no titles: their text, or else their id, stands for them", &element->node->value,
                (struct str){.p = NULL});
  return text.n > 0 ? words_title(cprt->session->arena, text) : element->id;
}

static void add_control(struct cprt *cprt, struct native_framework *framework, uint32_t number, uint32_t parent) {
  struct element *element = &cprt->elements.v[number];
  struct str label;
  struct str id = id_make(cprt->session->arena, element->id, &label);
  struct str text = html_plain(cprt->session->arena, str_or_empty(node_text(element->node, "text")));
  text = words_join(cprt->session->arena, text, " ", element->text);
  if (id.p == NULL) {
    return;
  }
  bool group =
      element->becomes == BECOMES_GROUP && (parent == NO_INDEX || framework->controls.v[parent].kind == KIND_GROUP);
  element->control = native_control_add(cprt->session->arena, framework, group ? KIND_GROUP : KIND_CONTROL, id,
                                        title_of(cprt, element, text), parent);
  struct native_control *control = &framework->controls.v[element->control];
  control->label = label;
  control->statement = text;
  control->withdrawn = element->withdrawn;
  control->exhaustive = group && text.n > 0 ? CHOICE_NO : CHOICE_DEFAULT;
}

/* Puts every element behind its parent, those without one behind none. */
static void list_children(struct cprt *cprt) {
  uint32_t n = cprt->elements.n;
  cprt->first = arena_alloc(cprt->session->arena, ((size_t)n + 1) * sizeof *cprt->first);
  cprt->next = arena_alloc(cprt->session->arena, ((size_t)n + 1) * sizeof *cprt->next);
  for (uint32_t i = 0; i <= n; i++) {
    cprt->first[i] = NO_INDEX;
  }
  for (uint32_t i = n; i-- > 0;) {
    uint32_t parent = cprt->elements.v[i].parent;
    uint32_t *head = &cprt->first[parent == NO_INDEX ? n : parent];
    cprt->next[i] = *head;
    *head = i;
  }
}

/* The children of an element (of none: the top), in order, and theirs. */
static void add_children(struct cprt *cprt, struct native_framework *framework, struct str document, uint32_t parent,
                         uint32_t control, unsigned depth) {
  enum { DEEPEST = 16 };
  VEC(struct child) children = {0};
  for (uint32_t i = cprt->first[parent]; i != NO_INDEX; i = cprt->next[i]) {
    struct element *element = &cprt->elements.v[i];
    element->deep = depth >= DEEPEST;
    if (element->deep) {
      session_lose(cprt->session, "element stands deeper than 16 levels and is left out",
                   "elements stand deeper than 16 levels and are left out", &element->node->value);
    } else if (element->becomes != BECOMES_OTHER && str_eq(element->document, document)) {
      struct child child = {.element = i, .sort = element->sort};
      vec_push(cprt->session->arena, &children, child);
    }
  }
  if (children.n > 1) {
    qsort(children.v, children.n, sizeof *children.v, compare_children);
  }
  for (uint32_t c = 0; c < children.n; c++) {
    uint32_t element = children.v[c].element;
    add_control(cprt, framework, element, control);
    if (cprt->elements.v[element].control != NO_INDEX) {
      add_children(cprt, framework, document, element, cprt->elements.v[element].control, depth + 1);
    }
  }
}

static struct str framework_id(struct cprt *cprt, struct str document) {
  struct str known = atlas_name(cprt->session, document);
  struct str slug = words_slug(cprt->session->arena, document);
  return known.p != NULL ? known : slug.n > 0 ? slug : STR("document");
}

/* "WR-ID.BE" incorporated_into GV.OC: what ID.BE's reason leads to replaces ID.BE. */
static void add_replacements(struct cprt *cprt, struct native_framework *framework, struct str document) {
  static const char *const types[] = {"incorporated_into", "moved_to", "addressed_by"};
  const struct node *list = node_get(cprt->root, "relationships");
  for (const struct node *node = node_each(list, NULL); node != NULL; node = node_each(list, node)) {
    struct edge edge = read_edge(node);
    bool replaces = STR_IS_ONE_OF(edge.type, types);
    struct str withdrawn = words_starts(edge.from_id, "WR-") ? words_from(edge.from_id, 3) : edge.from_id;
    uint32_t from = find_element(cprt, document, withdrawn);
    uint32_t to = find_element(cprt, document, edge.to_id);
    if (!replaces || from == NO_INDEX || to == NO_INDEX || cprt->elements.v[from].control == NO_INDEX ||
        cprt->elements.v[to].control == NO_INDEX) {
      continue;
    }
    struct native_control *control = &framework->controls.v[cprt->elements.v[from].control];
    struct str ref = framework->controls.v[cprt->elements.v[to].control].id;
    vec_push(cprt->session->arena, &control->replaced_by, ref);
  }
}

static void read_document(struct cprt *cprt, const struct node *node) {
  struct session *session = cprt->session;
  struct str document = words_trim(str_or_empty(node_text(node, "doc_identifier")));
  struct str id = session->options->id.n > 0 ? session->options->id : framework_id(cprt, document);
  struct native_framework *framework = native_framework_new(session->arena, id);
  framework->title = html_plain(cprt->session->arena, str_or_empty(node_text(node, "name")));
  framework->edition = words_trim(node_text(node, "version"));
  struct decl_link link = {.rel = STR("canonical"), .href = words_trim(node_text(node, "website"))};
  if (link.href.n > 0) {
    vec_push(session->arena, &framework->links, link);
  }
  add_children(cprt, framework, document, cprt->elements.n, NO_INDEX, 0);
  add_replacements(cprt, framework, document);
  session_understand(session, "framework %.*s \"%.*s\", %u controls and groups", STR_ARG(id), STR_ARG(framework->title),
                     (unsigned)framework->controls.n);
  if (framework->controls.n > 0) {
    session_add(session, DOCUMENT_FRAMEWORK, framework);
    framework_make_known(session, framework);
  }
}

/* Groups and controls that no document of the file has, or that stand below what is left out. */
static void count_unplaced(struct cprt *cprt) {
  for (uint32_t i = 0; i < cprt->elements.n; i++) {
    const struct element *element = &cprt->elements.v[i];
    if (element->becomes != BECOMES_OTHER && element->control == NO_INDEX && !element->deep) {
      session_lose(cprt->session, "group or control has no place in a document of the file and is left out",
                   "groups or controls have no place in a document of the file and are left out",
                   &element->node->value);
    }
  }
}

static void count_lost(struct cprt *cprt) {
  for (uint32_t i = 0; i < cprt->elements.n; i++) {
    const struct element *element = &cprt->elements.v[i];
    bool used = element->becomes != BECOMES_OTHER || is_type(element, "sort") || is_type(element, "withdraw_reason") ||
                is_type(element, "security_requirement");
    node_done(element->node);
    if (!used) {
      session_lose(cprt->session,
                   "element that is neither group nor control (an example, a party, a discussion...) is lost",
                   "elements that are neither groups nor controls (examples, parties, discussions...) are lost",
                   &element->node->value);
    }
  }
}

/* Relations that give neither a place nor a successor nor a map. */
static void count_lost_edges(struct cprt *cprt) {
  static const char *const used[] = {"incorporated_into", "moved_to", "addressed_by"};
  const struct node *list = node_get(cprt->root, "relationships");
  for (const struct node *node = node_each(list, NULL); node != NULL; node = node_each(list, node)) {
    struct edge edge = read_edge(node);
    bool projection = str_is(edge.type, "projection");
    bool outside = !str_eq(edge.from_document, edge.to_document) && !projection;
    bool both = find_element(cprt, edge.from_document, edge.from_id) != NO_INDEX &&
                find_element(cprt, edge.to_document, edge.to_id) != NO_INDEX;
    if (projection && !both) {
      session_lose(cprt->session, "projection names an element that is not there and is left out",
                   "projections name elements that are not there and are left out", &node->value);
    } else if (!projection && !outside && !STR_IS_ONE_OF(edge.type, used)) {
      session_lose(cprt->session, "relation within a document is lost", "relations within a document are lost",
                   &node->value);
    }
  }
}

static void open_cprt(struct session *session, struct cprt *cprt) {
  *cprt = (struct cprt){.session = session, .root = find_root(session->file->tree->root)};
  names_init(&cprt->keys, session->arena);
  read_elements(cprt);
  read_projections(cprt);
  cut_circles(cprt);
  list_children(cprt);
}

void cprt_frameworks(struct session *session) {
  struct cprt cprt;
  open_cprt(session, &cprt);
  count_lost(&cprt);
  count_lost_edges(&cprt);
  node_done(node_get(cprt.root, "relationship_types"));
  const struct node *list = node_get(cprt.root, "documents");
  for (const struct node *node = node_each(list, NULL); node != NULL; node = node_each(list, node)) {
    read_document(&cprt, node);
  }
  count_unplaced(&cprt);
}

/* ---- mappings ---- */

struct crossing {
  struct str from;
  struct str to;
  struct native_mapping *mapping;
  struct end source;
  struct end target;
};

typedef VEC(struct crossing) crossing_list;

static struct crossing *crossing_for(struct cprt *cprt, crossing_list *crossings, const struct edge *edge) {
  struct session *session = cprt->session;
  for (uint32_t i = 0; i < crossings->n; i++) {
    if (str_eq(crossings->v[i].from, edge->from_document) && str_eq(crossings->v[i].to, edge->to_document)) {
      return &crossings->v[i];
    }
  }
  enum { MOST_PAIRS = 1000 };
  if (crossings->n >= MOST_PAIRS) {
    session_say(session, F_IMPORT_LIMIT, NULL, "the relations make more than %d pairs of documents", MOST_PAIRS);
    session->file->broken = true;
    return NULL;
  }
  struct crossing crossing = {.from = edge->from_document, .to = edge->to_document};
  const struct import_options *options = session->options;
  crossing.source = end_of(session, options->source.n > 0 ? options->source : framework_id(cprt, edge->from_document));
  crossing.target = end_of(session, options->target.n > 0 ? options->target : framework_id(cprt, edge->to_document));
  crossing.mapping = table_mapping(session, NULL, &crossing.source, &crossing.target);
  crossing.mapping->style = STYLE_CROSSWALK;
  vec_push(session->arena, crossings, crossing);
  return &crossings->v[crossings->n - 1];
}

static void add_map(struct cprt *cprt, crossing_list *crossings, const struct node *node, const struct edge *edge) {
  struct session *session = cprt->session;
  struct crossing *crossing = crossing_for(cprt, crossings, edge);
  if (crossing == NULL) {
    return;
  }
  struct value from = node_value(node, "source_element_identifier");
  struct value to = node_value(node, "dest_element_identifier");
  struct native_ref source = {.id = id_at(session, &crossing->source, &from, edge->from_id)};
  struct native_ref target = {.id = id_at(session, &crossing->target, &to, edge->to_id)};
  if (source.id.p != NULL && target.id.p != NULL) {
    native_map_add(session->arena, crossing->mapping, source, REL_RELATED, target);
  } else {
    session_lose(session, "relation has an end that is no id and is left out",
                 "relations have ends that are no ids and are left out", &node->value);
  }
}

void cprt_mappings(struct session *session) {
  struct cprt cprt = {.session = session, .root = find_root(session->file->tree->root)};
  crossing_list crossings = {0};
  const struct node *list = node_get(cprt.root, "relationships");
  for (const struct node *node = node_each(list, NULL); node != NULL && !session->file->broken;
       node = node_each(list, node)) {
    struct edge edge = read_edge(node);
    bool outside = !str_eq(edge.from_document, edge.to_document) && edge.to_document.n > 0 && edge.from_document.n > 0;
    if (outside && !str_is(edge.type, "projection")) {
      add_map(&cprt, &crossings, node, &edge);
    }
  }
  for (uint32_t i = 0; i < crossings.n && !session->file->broken; i++) {
    if (crossings.v[i].mapping->maps.n > 0) {
      session_add(session, DOCUMENT_MAPPING, crossings.v[i].mapping);
    }
  }
}
