/* OSCAL's XML as the tree that its JSON would be: elements that repeat become lists under their plural, attributes become
 * members, and what is written in HTML's elements becomes the text of what they stand in. */
#include "interchange/tree.h"
#include "interchange/words.h"
#include "load/xml/xml.h"

#include <assert.h>

#define OSCAL_NAMESPACE "http://csrc.nist.gov/ns/oscal/1.0"

static const struct {
  const char *one;
  const char *many;
} plurals[] = {
    {"group", "groups"},
    {"control", "controls"},
    {"param", "params"},
    {"prop", "props"},
    {"part", "parts"},
    {"link", "links"},
    {"mapping", "mappings"},
    {"map", "maps"},
    {"source", "sources"},
    {"target", "targets"},
    {"with-id", "with-ids"},
    {"role", "roles"},
    {"party", "parties"},
    {"responsible-party", "responsible-parties"},
    {"party-uuid", "party-uuids"},
    {"resource", "resources"},
    {"rlink", "rlinks"},
    {"value", "values"},
    {"guideline", "guidelines"},
    {"constraint", "constraints"},
    {"qualifier", "qualifiers"},
    {"import", "imports"},
};

static const char *const lists_of_one_name[] = {"choice", "matching", "unmapped-controls"};

/* Elements of text. Those that stand on lines of their own part words; the others do not. */
static const char *const inline_elements[] = {"em", "i", "strong", "b", "code", "a", "sub", "sup", "q", "insert"};
static const char *const block_elements[] = {"p",  "ul",  "ol",    "li", "h1", "h2", "h3",         "h4", "h5",
                                             "h6", "pre", "table", "tr", "td", "th", "blockquote", "br", "img"};

struct open_element {
  struct node *node;
  struct node **last;
  struct buf text;
  struct value first; /* where its text begins */
  bool has_text;
};

struct xml_tree {
  struct session *session;
  struct xml *xml;
  struct str text;
  VEC(struct open_element) open;
  VEC(const char *) texts; /* the elements of text that are open; NULL for one that only parts words */
  struct node *root;
  size_t counted;
  uint32_t line;
  uint32_t column;
  bool failed;
};

/* Elements come in order of place, and what is wrong stands behind the last of them: lines and columns are counted once. */
static struct spot spot_of(struct xml_tree *tree, uint32_t offset) {
  for (; tree->counted < offset; tree->counted++) {
    unsigned char c = (unsigned char)tree->text.p[tree->counted];
    tree->line += c == '\n' ? 1U : 0U;
    tree->column = c == '\n' ? 1 : tree->column + ((c & 0xC0) != 0x80 ? 1U : 0U);
  }
  return (struct spot){.row = tree->line, .column = tree->column, .sheet = NO_SHEET};
}

static struct open_element *top(struct xml_tree *tree) {
  return tree->open.n > 0 ? &tree->open.v[tree->open.n - 1] : NULL;
}

static void add_member(struct open_element *open, struct node *member) {
  assert(open != NULL);
  *open->last = member;
  open->last = &member->next;
}

static struct node *text_node(struct xml_tree *tree, struct str text, struct spot spot) {
  struct node *node = arena_zalloc(tree->session->arena, sizeof *node);
  node->value = (struct value){.text = text, .spot = spot};
  return node;
}

static const char *plural_of(const char *name) {
  for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++) {
    if (strcmp(name, plurals[i].one) == 0) {
      return plurals[i].many;
    }
  }
  for (size_t i = 0; i < sizeof lists_of_one_name / sizeof *lists_of_one_name; i++) {
    if (strcmp(name, lists_of_one_name[i]) == 0) {
      return lists_of_one_name[i]; /* not `name`, which the parser owns */
    }
  }
  return NULL;
}

/* The list of that name within the element, made at its first member. */
static struct node *list_of(struct xml_tree *tree, struct open_element *open, const char *name, struct spot spot) {
  struct node *list = (struct node *)(uintptr_t)node_get(open->node, name);
  if (list == NULL) {
    list = arena_zalloc(tree->session->arena, sizeof *list);
    list->kind = NODE_LIST;
    list->key = (struct value){.text = str_from(name), .spot = spot};
    add_member(open, list);
  }
  list->use = NODE_UNREAD; /* looking for it here is no reading */
  return list;
}

static void attach(struct xml_tree *tree, struct node *node, const char *name) {
  struct open_element *open = top(tree);
  const char *plural = plural_of(name);
  if (plural == NULL) {
    node->key = (struct value){.text = str_copy(tree->session->arena, str_from(name)), .spot = node->value.spot};
    add_member(open, node);
    return;
  }
  struct node *list = list_of(tree, open, plural, node->value.spot);
  node->next = list->first; /* turned round when the element ends */
  list->first = node;
}

/* The lists of an element were built from their ends. */
static void turn_lists(struct node *node) {
  for (struct node *member = node->first; member != NULL; member = member->next) {
    struct node *turned = NULL;
    for (struct node *item = member->kind == NODE_LIST ? member->first : NULL; item != NULL;) {
      struct node *next = item->next;
      item->next = turned;
      turned = item;
      item = next;
    }
    member->first = member->kind == NODE_LIST ? turned : member->first;
  }
}

static void add_attributes(struct xml_tree *tree, const struct xml_element *element, struct open_element *open) {
  for (uint32_t i = 0; i < element->attribute_count; i++) {
    const struct xml_attribute *attribute = &element->attributes[i];
    struct str value = {.p = (const char *)attribute->value, .n = (uint32_t)(attribute->end - attribute->value)};
    struct node *member = text_node(tree, str_copy(tree->session->arena, value), open->node->value.spot);
    member->key.text = str_copy(tree->session->arena, str_from((const char *)attribute->name));
    add_member(open, member);
  }
}

static void put_text(struct xml_tree *tree, const char *text, size_t n) {
  struct open_element *open = top(tree);
  if (open != NULL) {
    buf_bytes(&open->text, text, n);
  }
}

static void put_word(struct xml_tree *tree, const char *word) {
  put_text(tree, word, strlen(word));
}

/* The value of the attribute, if the element has it. */
static void put_attribute(struct xml_tree *tree, const struct xml_element *element, const char *name) {
  for (uint32_t i = 0; i < element->attribute_count; i++) {
    const struct xml_attribute *attribute = &element->attributes[i];
    if (strcmp((const char *)attribute->name, name) == 0) {
      put_text(tree, (const char *)attribute->value, (size_t)(attribute->end - attribute->value));
    }
  }
}

static void put_insert(struct xml_tree *tree, const struct xml_element *element) {
  put_word(tree, TREE_INSERT);
  put_attribute(tree, element, "id-ref");
  put_attribute(tree, element, "param-id"); /* in drafts */
  put_word(tree, TREE_INSERT_END);
}

/* True for an element of text, which is no node. */
static bool start_text(struct xml_tree *tree, const struct xml_element *element) {
  const char *name = (const char *)element->name;
  assert(name != NULL);
  bool block = STR_IS_ONE_OF(str_from(name), block_elements);
  bool in_line = STR_IS_ONE_OF(str_from(name), inline_elements);
  if ((!block && !in_line && tree->texts.n == 0) || tree->open.n == 0) {
    return false;
  }
  put_word(tree, block ? "\n" : strcmp(name, "q") == 0 ? "\"" : "");
  if (strcmp(name, "insert") == 0) {
    put_insert(tree, element);
  } else if (strcmp(name, "img") == 0) {
    put_attribute(tree, element, "alt");
  }
  vec_push(tree->session->arena, &tree->texts, block ? NULL : name); /* NOLINT(bugprone-sizeof-expression): pointers */
  return true;
}

static void on_start(void *context, const struct xml_element *element) {
  struct xml_tree *tree = context;
  if (start_text(tree, element)) {
    return;
  }
  if (tree->open.n + tree->texts.n >= tree->session->limits->depth) {
    struct value value = {.spot = spot_of(tree, element->offset)};
    session_say(tree->session, F_IMPORT_LIMIT, &value,
                "elements stand too deep inside one another; --limit depth=VALUE raises the limit");
    tree->session->file->broken = true;
    tree->failed = true;
    xml_stop(tree->xml);
    return;
  }
  struct node *node = arena_zalloc(tree->session->arena, sizeof *node);
  node->kind = NODE_MAP;
  node->value.spot = spot_of(tree, element->offset);
  if (tree->open.n == 0) {
    tree->root = arena_zalloc(tree->session->arena, sizeof *tree->root);
    tree->root->kind = NODE_MAP;
    tree->root->first = node;
    node->key.text = str_copy(tree->session->arena, str_from((const char *)element->name));
    const char *uri = element->uri != NULL ? (const char *)element->uri : "";
    struct node *space = text_node(tree, str_copy(tree->session->arena, str_from(uri)), node->value.spot);
    space->key.text = STR("xmlns");
    node->next = space;
  } else {
    attach(tree, node, (const char *)element->name);
  }
  struct open_element open = {.node = node, .last = &node->first};
  buf_init(&open.text, tree->session->arena);
  add_attributes(tree, element, &open);
  vec_push(tree->session->arena, &tree->open, open);
}

static void on_end(void *context) {
  struct xml_tree *tree = context;
  if (tree->texts.n > 0) {
    const char *name = tree->texts.v[--tree->texts.n];
    put_word(tree, name == NULL ? "\n" : strcmp(name, "q") == 0 ? "\"" : "");
    return;
  }
  struct open_element *open = top(tree);
  assert(open != NULL); /* what ends has begun: the reader sees to that */
  struct str text = words_trim(buf_done(&open->text));
  struct node *node = open->node;
  turn_lists(node);
  if (node->first == NULL && tree->open.n > 1) {
    node->kind = NODE_TEXT;
    node->value.text = text;
  } else if (text.n > 0) {
    struct node *prose = text_node(tree, text, node->value.spot);
    prose->key.text = STR("prose");
    add_member(open, prose);
  }
  tree->open.n--;
}

static void on_text(void *context, const char *text, uint32_t n) {
  put_text(context, text, n);
}

static void tell_fault(struct xml_tree *tree, const struct xml_fault *fault) {
  struct value value = {.spot = spot_of(tree, fault->offset)};
  session_refuse(tree->session, &value, "%s", fault->message);
}

const struct tree *tree_read_xml(struct session *session, struct str text) {
  static const struct xml_handler handler = {.start = on_start, .end = on_end, .text = on_text};
  struct xml_tree tree = {.session = session, .text = text, .line = 1, .column = 1};
  struct xml_fault fault;
  xml_start_up();
  struct xml_voice voice;
  if (!xml_hush(&voice)) {
    arena_fail(session->arena);
  }
  tree.xml = xml_new(&handler, &tree);
  struct guard *const outer = session->arena->guard;
  struct guard guard;
  session->arena->guard = &guard;
  volatile bool no_memory = tree.xml == NULL || setjmp(guard.jump) != 0;
  enum xml_result result = XML_STOPPED;
  if (!no_memory) {
    result = xml_read(tree.xml, text.p, text.n, session->arena, &fault);
  }
  session->arena->guard = outer;
  xml_free(tree.xml);
  xml_unhush(voice);
  if (no_memory) {
    arena_fail(session->arena);
  }
  if (result == XML_FAULT) {
    tell_fault(&tree, &fault);
    return NULL;
  }
  if (tree.failed || tree.root == NULL) {
    return NULL;
  }
  struct tree *made = arena_zalloc(session->arena, sizeof *made);
  made->root = tree.root;
  made->plain = true;
  return made;
}
