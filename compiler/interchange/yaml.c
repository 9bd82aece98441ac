/* YAML as a tree; the only part that knows libyaml.
 *
 * Events are followed, never its own documents: an alias is then seen as an alias, and refused. */
#include <assert.h>
#include <yaml.h>

#include "base/names.h"
#include "interchange/tree.h"
#include "interchange/words.h"

struct open_node {
  struct node *node;
  struct node **last; /* where the next member goes */
  struct value key;   /* of a map: the key that waits for its value */
  bool keyed;
  uint32_t count;
};

struct yaml {
  struct session *session;
  VEC(struct open_node) open;
  struct node *root;
  bool failed;
};

static struct spot spot_of(yaml_mark_t mark, bool quoted) {
  return (struct spot){.row = (uint32_t)mark.line + 1, .column = (uint32_t)mark.column + 1 + quoted, .sheet = NO_SHEET};
}

static void fail(struct yaml *yaml, enum finding_code code, yaml_mark_t mark, const char *what) {
  struct value value = {.spot = spot_of(mark, false)};
  session_say(yaml->session, code, &value, "%s", what);
  yaml->session->file->broken = true;
  yaml->failed = true;
}

/* Puts a value where it belongs; a text may be the key that comes before one. */
static void place_node(struct yaml *yaml, struct node *node) {
  if (yaml->open.n == 0) {
    yaml->root = node;
    return;
  }
  struct open_node *open = &yaml->open.v[yaml->open.n - 1];
  if (open->node->kind == NODE_MAP && !open->keyed) {
    open->key = node->value; /* no other kind of key is accepted: see enter */
    open->keyed = true;
    return;
  }
  node->key = open->key;
  open->keyed = false;
  open->key = value_none();
  *open->last = node;
  open->last = &node->next;
  open->count++;
}

/* A key that stands twice: the first counts, and is found first. */
static void check_keys(struct yaml *yaml, const struct open_node *open) {
  enum { FEW = 12 };
  if (open->node->kind != NODE_MAP || open->count < 2) {
    return;
  }
  if (open->count <= FEW) {
    for (const struct node *a = open->node->first; a != NULL; a = a->next) {
      for (const struct node *b = a->next; b != NULL; b = b->next) {
        if (str_eq(a->key.text, b->key.text)) {
          session_say(yaml->session, F_IMPORT_CELL, &b->key, "the key \"%.*s\" stands twice; the first counts",
                      STR_ARG(b->key.text));
        }
      }
    }
    return;
  }
  struct names keys;
  names_init(&keys, yaml->session->arena);
  for (const struct node *a = open->node->first; a != NULL; a = a->next) {
    uint32_t before = keys.names.n;
    if (names_intern_kept(&keys, str_or_empty(a->key.text)) != before) {
      session_say(yaml->session, F_IMPORT_CELL, &a->key, "the key \"%.*s\" stands twice; the first counts",
                  STR_ARG(str_or_empty(a->key.text)));
    }
  }
}

static bool is_null(const yaml_event_t *event) {
  if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE) {
    return false;
  }
  struct str text = {.p = (const char *)event->data.scalar.value, .n = (uint32_t)event->data.scalar.length};
  return text.n == 0 || str_is(text, "~") || str_is(text, "null") || str_is(text, "Null") || str_is(text, "NULL");
}

static void take_scalar(struct yaml *yaml, const yaml_event_t *event) {
  struct node *node = arena_zalloc(yaml->session->arena, sizeof *node);
  yaml_scalar_style_t style = event->data.scalar.style;
  bool quoted = style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
  node->value.spot = spot_of(event->start_mark, quoted);
  bool key = yaml->open.n > 0 && yaml->open.v[yaml->open.n - 1].node->kind == NODE_MAP &&
             !yaml->open.v[yaml->open.n - 1].keyed;
  if (key || !is_null(event)) {
    node->value.text = (struct str){
        .p = arena_text(yaml->session->arena, (const char *)event->data.scalar.value, event->data.scalar.length),
        .n = (uint32_t)event->data.scalar.length};
  }
  place_node(yaml, node);
}

static void enter(struct yaml *yaml, const yaml_event_t *event, enum node_kind kind) {
  if (yaml->open.n >= yaml->session->limits->depth) {
    fail(yaml, F_IMPORT_LIMIT, event->start_mark,
         "values stand too deep inside one another; --limit depth=VALUE raises the limit");
    return;
  }
  const struct open_node *around = yaml->open.n > 0 ? &yaml->open.v[yaml->open.n - 1] : NULL;
  if (around != NULL && around->node->kind == NODE_MAP && !around->keyed) {
    fail(yaml, F_IMPORT_FORMAT, event->start_mark, "a key is itself a list or map, which no format that is read has");
    return;
  }
  struct node *node = arena_zalloc(yaml->session->arena, sizeof *node);
  node->kind = kind;
  node->value.spot = spot_of(event->start_mark, false);
  place_node(yaml, node);
  struct open_node open = {.node = node, .last = &node->first};
  vec_push(yaml->session->arena, &yaml->open, open);
}

static void leave(struct yaml *yaml) {
  assert(yaml->open.n > 0 && yaml->open.v != NULL); /* no end comes without its start: libyaml sees to it */
  check_keys(yaml, &yaml->open.v[yaml->open.n - 1]);
  yaml->open.n--;
}

/* False: enough. */
static bool take_event(struct yaml *yaml, const yaml_event_t *event) {
  switch (event->type) {
    case YAML_ALIAS_EVENT:
      fail(yaml, F_IMPORT_LIMIT, event->start_mark,
           "an alias stands here; data needs none, and they can make a small file huge, so none is followed");
      break;
    case YAML_SCALAR_EVENT:
      take_scalar(yaml, event);
      break;
    case YAML_SEQUENCE_START_EVENT:
      enter(yaml, event, NODE_LIST);
      break;
    case YAML_MAPPING_START_EVENT:
      enter(yaml, event, NODE_MAP);
      break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      leave(yaml);
      break;
    case YAML_DOCUMENT_END_EVENT:
    case YAML_STREAM_END_EVENT:
      return false; /* one document is read */
    default:
      break;
  }
  return !yaml->failed;
}

static void tell_problem(struct yaml *yaml, const yaml_parser_t *parser) {
  if (parser->error == YAML_MEMORY_ERROR) {
    yaml->failed = true;
    return;
  }
  struct value value = {.spot = spot_of(parser->problem_mark, false)};
  session_refuse(yaml->session, &value, "this is not well-formed YAML: %s",
                 parser->problem != NULL ? parser->problem : "it ends too early");
  yaml->failed = true;
}

/* Follows the events. The parser must be freed by whoever made it, also when memory runs out: see tree_read_yaml. */
static void follow(struct yaml *yaml, yaml_parser_t *parser, yaml_event_t *event) {
  for (bool more = true; more;) {
    if (yaml_parser_parse(parser, event) == 0) {
      tell_problem(yaml, parser);
      return;
    }
    more = take_event(yaml, event);
    yaml_event_delete(event);
    memset(event, 0, sizeof *event);
  }
}

const struct tree *tree_read_yaml(struct session *session, struct str text) {
  struct arena *arena = session->arena;
  struct yaml yaml = {.session = session};
  yaml_parser_t parser;
  yaml_event_t event;
  memset(&event, 0, sizeof event);
  if (yaml_parser_initialize(&parser) == 0) {
    arena_fail(arena);
  }
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, (const unsigned char *)text.p, text.n);
  struct guard *const outer = arena->guard;
  struct guard guard;
  arena->guard = &guard;
  volatile bool no_memory = setjmp(guard.jump) != 0;
  if (!no_memory) {
    follow(&yaml, &parser, &event);
    no_memory = parser.error == YAML_MEMORY_ERROR;
  }
  arena->guard = outer;
  yaml_event_delete(&event);
  yaml_parser_delete(&parser);
  if (no_memory) {
    arena_fail(arena);
  }
  if (yaml.failed || yaml.root == NULL) {
    if (!session->file->broken) {
      session_refuse(session, NULL, "the file holds no value");
    }
    return NULL;
  }
  struct tree *tree = arena_zalloc(arena, sizeof *tree);
  tree->root = yaml.root;
  return tree;
}
