/* JSON (RFC 8259) as a tree. Places are exact also where a whole file is one line. */
#include "base/names.h"
#include "base/utf8.h"
#include "interchange/tree.h"
#include "interchange/words.h"

struct json_reader {
  struct session *session;
  struct str text;
  size_t at;
  size_t counted; /* up to here lines and columns are counted */
  uint32_t line;
  uint32_t column;
  unsigned depth;
  bool failed;
};

static struct spot spot_at(struct json_reader *reader, size_t at) {
  while (reader->counted < at) {
    unsigned char c = (unsigned char)reader->text.p[reader->counted++];
    bool ends = c == '\n';
    reader->line += ends ? 1U : 0U;
    reader->column = ends ? 1
                          : reader->column + (reader->counted < reader->text.n &&
                                                      ((unsigned char)reader->text.p[reader->counted] & 0xC0) == 0x80
                                                  ? 0U
                                                  : 1U);
  }
  return (struct spot){.row = reader->line, .column = reader->column, .sheet = NO_SHEET};
}

static void fail(struct json_reader *reader, const char *what) {
  if (!reader->failed) {
    struct value value = {.spot = spot_at(reader, reader->at)};
    session_refuse(reader->session, &value, "this is not well-formed JSON: %s", what);
  }
  reader->failed = true;
}

static char peek(const struct json_reader *reader) {
  return reader->at < reader->text.n ? reader->text.p[reader->at] : '\0';
}

static void skip_blanks(struct json_reader *reader) {
  while (reader->at < reader->text.n && memchr(" \t\r\n", reader->text.p[reader->at], 4) != NULL) {
    reader->at++;
  }
}

static bool hex4(struct json_reader *reader, uint32_t *unit) {
  *unit = 0;
  for (unsigned i = 0; i < 4; i++) {
    char c = peek(reader);
    uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : (uint32_t)((c | 32) - 'a' + 10);
    bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (!letter && !(c >= '0' && c <= '9')) {
      fail(reader, "\\u wants four hexadecimal digits");
      return false;
    }
    *unit = *unit << 4 | digit;
    reader->at++;
  }
  return true;
}

/* \u, and the second half of a pair of surrogates with it. */
static void read_unicode(struct json_reader *reader, struct buf *out) {
  uint32_t unit = 0;
  if (!hex4(reader, &unit)) {
    return;
  }
  if (unit >= 0xD800 && unit < 0xE000) {
    uint32_t low = 0;
    bool pair = unit < 0xDC00 && peek(reader) == '\\' && reader->at + 1 < reader->text.n &&
                reader->text.p[reader->at + 1] == 'u';
    reader->at += pair ? 2 : 0;
    if (pair && !hex4(reader, &low)) {
      return;
    }
    unit = pair && low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
  }
  buf_point(out, (int32_t)unit);
}

static void read_escape(struct json_reader *reader, struct buf *out) {
  static const char names[] = "\"\\/bfnrt";
  static const char values[] = "\"\\/\b\f\n\r\t";
  char c = peek(reader);
  const char *found = c != '\0' ? strchr(names, c) : NULL;
  reader->at++;
  if (found != NULL) {
    buf_char(out, values[found - names]);
  } else if (c == 'u') {
    read_unicode(reader, out);
  } else {
    fail(reader, "no such escape");
  }
}

/* Stands behind the opening quote. */
static struct value read_string(struct json_reader *reader) {
  struct value value = {.spot = spot_at(reader, reader->at)};
  size_t start = reader->at;
  struct buf out = {.arena = NULL};
  while (!reader->failed && peek(reader) != '"') {
    if (reader->at >= reader->text.n || (unsigned char)peek(reader) < 0x20) {
      fail(reader, "a string is not closed on its line");
    } else if (peek(reader) == '\\') {
      if (out.arena == NULL) {
        buf_init(&out, reader->session->arena);
        buf_bytes(&out, reader->text.p + start, reader->at - start);
      }
      reader->at++;
      read_escape(reader, &out);
    } else {
      if (out.arena != NULL) {
        buf_char(&out, peek(reader));
      }
      reader->at++;
    }
  }
  value.text = out.arena != NULL ? buf_done(&out)
                                 : (struct str){.p = reader->text.p + start, .n = (uint32_t)(reader->at - start)};
  reader->at++;
  return value;
}

static struct node *read_value(struct json_reader *reader);

static struct node *new_node(struct json_reader *reader, enum node_kind kind) {
  struct node *node = arena_zalloc(reader->session->arena, sizeof *node);
  node->kind = kind;
  node->value.spot = spot_at(reader, reader->at);
  return node;
}

/* A number or a word, as it is written. */
static struct node *read_word(struct json_reader *reader) {
  struct node *node = new_node(reader, NODE_TEXT);
  size_t start = reader->at;
  while (reader->at < reader->text.n && memchr(" \t\r\n,]}:\"[{", peek(reader), 11) == NULL) {
    reader->at++;
  }
  struct str text = {.p = reader->text.p + start, .n = (uint32_t)(reader->at - start)};
  bool number = text.n > 0 && (text.p[0] == '-' || (text.p[0] >= '0' && text.p[0] <= '9'));
  if (!number && !str_is(text, "true") && !str_is(text, "false") && !str_is(text, "null")) {
    reader->at = start;
    fail(reader, "a value is wanted here");
  } else if (!str_is(text, "null")) {
    node->value.text = text;
  }
  return node;
}

static bool closes(struct json_reader *reader, char close) {
  skip_blanks(reader);
  if (peek(reader) == close && reader->at < reader->text.n) {
    reader->at++;
    return true;
  }
  return false;
}

static void check_keys(struct json_reader *reader, const struct node *map) {
  struct names keys;
  names_init(&keys, reader->session->arena);
  for (const struct node *member = map->first; member != NULL && map->first->next != NULL; member = member->next) {
    uint32_t before = keys.names.n;
    if (names_intern_kept(&keys, member->key.text) != before) {
      session_say(reader->session, F_IMPORT_CELL, &member->key, "the key \"%.*s\" stands twice; the first counts",
                  STR_ARG(member->key.text));
    }
  }
}

static struct value read_key(struct json_reader *reader) {
  skip_blanks(reader);
  if (peek(reader) != '"') {
    fail(reader, "a name in quotes is wanted here");
    return value_none();
  }
  reader->at++;
  struct value key = read_string(reader);
  skip_blanks(reader);
  if (peek(reader) != ':') {
    fail(reader, "a colon is wanted here");
  }
  reader->at++;
  return key;
}

static struct node *read_members(struct json_reader *reader, enum node_kind kind, char close) {
  struct node *node = new_node(reader, kind);
  struct node **last = &node->first;
  reader->at++;
  if (++reader->depth > reader->session->limits->depth) {
    struct value value = {.spot = spot_at(reader, reader->at)};
    session_say(reader->session, F_IMPORT_LIMIT, &value,
                "values stand too deep inside one another; --limit depth=VALUE raises the limit");
    reader->session->file->broken = true;
    reader->failed = true;
  }
  for (bool first = true; !reader->failed && !(first && closes(reader, close)); first = false) {
    struct value key = kind == NODE_MAP ? read_key(reader) : value_none();
    struct node *member = reader->failed ? NULL : read_value(reader);
    if (member == NULL) {
      break;
    }
    member->key = key;
    *last = member;
    last = &member->next;
    if (closes(reader, close)) {
      break;
    }
    if (peek(reader) != ',') {
      fail(reader, kind == NODE_MAP ? "a comma or } is wanted here" : "a comma or ] is wanted here");
    }
    reader->at++;
  }
  reader->depth--;
  if (kind == NODE_MAP && !reader->failed) {
    check_keys(reader, node);
  }
  return node;
}

static struct node *read_value(struct json_reader *reader) {
  skip_blanks(reader);
  switch (peek(reader)) {
    case '{':
      return read_members(reader, NODE_MAP, '}');
    case '[':
      return read_members(reader, NODE_LIST, ']');
    case '"': {
      reader->at++;
      struct node *node = new_node(reader, NODE_TEXT);
      node->value = read_string(reader);
      return node;
    }
    default:
      return read_word(reader);
  }
}

const struct tree *tree_read_json(struct session *session, struct str text) {
  struct json_reader reader = {.session = session, .text = text, .line = 1, .column = 1};
  struct node *root = read_value(&reader);
  skip_blanks(&reader);
  if (!reader.failed && reader.at < text.n) {
    fail(&reader, "something stands behind the end");
  }
  if (reader.failed) {
    return NULL;
  }
  struct tree *tree = arena_zalloc(session->arena, sizeof *tree);
  tree->root = root;
  return tree;
}
