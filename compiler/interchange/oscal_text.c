/* Texts of OSCAL as plain words: Markdown taken off where it may stand, parameters put in. */
#include "interchange/oscal.h"

#include "interchange/markdown.h"
#include "interchange/words.h"
#include "model/forms.h"

enum { DEEPEST = 8 }; /* parameters within parameters */

void oscal_collect_params(struct oscal_params *params, const struct node *node) {
  const struct node *list = node_get(node, "params");
  for (const struct node *param = node_each(list, NULL); param != NULL; param = node_each(list, param)) {
    struct str id = words_trim(node_text(param, "id"));
    uint32_t before = params->names.names.n;
    if (id.n > 0 && names_intern_kept(&params->names, id) == before) {
      vec_push(params->session->arena, &params->nodes, param); /* NOLINT(bugprone-sizeof-expression): pointers */
      node_done(node_get(param, "props"));
      session_count(params->session, "parameter became words in the text", "parameters became words in the text",
                    &param->value, (struct str){.p = NULL});
    }
  }
  static const char *const below[] = {"groups", "controls"};
  for (unsigned i = 0; i < 2; i++) {
    const struct node *items = node_get(node, below[i]);
    for (const struct node *item = node_each(items, NULL); item != NULL; item = node_each(items, item)) {
      oscal_collect_params(params, item);
    }
  }
}

/* What a text may hold in JSON and YAML: Markdown of many lines or of one, or parameters alone. */
enum markup { MARKUP_PARAGRAPHS, MARKUP_LINE, MARKUP_NONE };

static struct str plain_text(struct oscal_params *params, const struct value *value, enum markup markup,
                             unsigned depth);

static void put_choices(struct oscal_params *params, struct buf *out, const struct node *select, unsigned depth) {
  struct str many = str_or_empty(node_text(select, "how-many"));
  buf_text(out,
           str_is(many, "one-or-more") || str_is(many, "one or more") ? "[Selection (one or more): " : "[Selection: ");
  const struct node *choices = node_get(select, "choice");
  for (const struct node *choice = node_each(choices, NULL); choice != NULL; choice = node_each(choices, choice)) {
    buf_text(out, choice == node_each(choices, NULL) ? "" : "; ");
    buf_str(out, plain_text(params, &choice->value, MARKUP_LINE, depth + 1));
  }
  buf_char(out, ']');
}

static void put_values(struct oscal_params *params, struct buf *out, const struct node *values, unsigned depth) {
  for (const struct node *value = node_each(values, NULL); value != NULL; value = node_each(values, value)) {
    buf_text(out, value == node_each(values, NULL) ? "" : ", ");
    buf_str(out, plain_text(params, &value->value, MARKUP_NONE, depth + 1));
  }
}

static void put_param(struct oscal_params *params, struct buf *out, const struct value *at, struct str id,
                      unsigned depth) {
  uint32_t number = names_find(&params->names, id);
  if (number == NO_NAME || depth >= DEEPEST) {
    buf_printf(out, "[%.*s]", STR_ARG(id));
    session_count(params->session, "insert names a parameter that is not there, and is written as its id",
                  "inserts name parameters that are not there, and are written as their ids", at,
                  (struct str){.p = NULL});
    return;
  }
  const struct node *param = params->nodes.v[number];
  struct value label = node_value(param, "label");
  if (node_each(node_get(param, "values"), NULL) != NULL) {
    put_values(params, out, node_get(param, "values"), depth);
  } else if (node_get(param, "select") != NULL) {
    put_choices(params, out, node_get(param, "select"), depth);
  } else {
    buf_text(out, "[Assignment: ");
    if (label.text.n > 0) {
      buf_str(out, plain_text(params, &label, MARKUP_LINE, depth + 1));
    } else {
      buf_str(out, id);
    }
    buf_char(out, ']');
  }
}

/* A text, and where it stands, whose parameters are put in. */
struct inserting {
  struct oscal_params *params;
  const struct value *value;
  unsigned depth;
};

/* "{{ insert: param, ac-1_prm_1 }}", or "{{ ac-1_prm_1 }}" in drafts. The bytes that it takes, or 0. */
static uint32_t take_insert(void *context, struct buf *out, struct str text, uint32_t at) {
  enum { LONGEST = 1000 };
  const struct inserting *inserting = context;
  struct str rest = words_from(text, at);
  rest.n = rest.n < LONGEST ? rest.n : LONGEST;
  uint32_t end = words_starts(rest, "{{") ? words_find(rest, "}}") : UINT32_MAX;
  if (end == UINT32_MAX || end < 2) {
    return 0;
  }
  struct str inside = {.p = rest.p + 2, .n = end - 2};
  struct str id = inside;
  struct str kind = words_until(&id, ",");
  id = words_trim(id.p != NULL ? id : kind);
  put_param(inserting->params, out, inserting->value, id, inserting->depth);
  return end + 2;
}

/* The text of XML: all of it as it stands, but for the parameters. */
static uint32_t take_element(const struct inserting *inserting, struct buf *out, struct str text, uint32_t at) {
  struct str rest = words_from(text, at);
  uint32_t end = words_starts(rest, TREE_INSERT) ? words_find(rest, TREE_INSERT_END) : UINT32_MAX;
  if (end == UINT32_MAX) {
    return 0;
  }
  uint32_t start = (uint32_t)strlen(TREE_INSERT);
  struct str id = words_trim((struct str){.p = rest.p + start, .n = end - start});
  put_param(inserting->params, out, inserting->value, id, inserting->depth);
  return end + (uint32_t)strlen(TREE_INSERT_END);
}

static struct str plain_text(struct oscal_params *params, const struct value *value, enum markup markup,
                             unsigned depth) {
  struct arena *arena = params->session->arena;
  struct str text = str_or_empty(value->text);
  struct inserting inserting = {.params = params, .value = value, .depth = depth};
  struct markdown markdown = {
      .arena = arena, .paragraphs = markup == MARKUP_PARAGRAPHS, .insert = take_insert, .context = &inserting};
  bool plain = params->session->file->tree->plain;
  if (!plain && markup != MARKUP_NONE) {
    return markdown_plain(&markdown, text);
  }
  struct buf out;
  buf_init(&out, arena);
  for (uint32_t at = 0; at < text.n;) {
    uint32_t taken = plain ? take_element(&inserting, &out, text, at) : take_insert(&inserting, &out, text, at);
    if (taken == 0) {
      buf_char(&out, text.p[at]);
    }
    at += taken > 0 ? taken : 1;
  }
  return words_trim(buf_done(&out));
}

struct str oscal_text(struct oscal_params *params, const struct value *value) {
  return plain_text(params, value, MARKUP_PARAGRAPHS, 0);
}

struct str oscal_title(struct oscal_params *params, const struct value *value) {
  return plain_text(params, value, MARKUP_LINE, 0);
}

struct str oscal_plain_title(struct session *session, const struct node *node, const char *name) {
  struct oscal_params none = {.session = session};
  struct value value = node_value(node, name);
  names_init(&none.names, session->arena);
  return oscal_title(&none, &value);
}

struct str oscal_plain_text(struct session *session, const struct node *node, const char *name) {
  struct oscal_params none = {.session = session};
  struct value value = node_value(node, name);
  names_init(&none.names, session->arena);
  return oscal_text(&none, &value);
}

static bool says_nothing(struct str name) {
  static const char *const words[] = {"catalog", "profile", "index", "controls", "resolved-catalog"};
  for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
    if (str_eq_caseless(name, str_from(words[i]))) {
      return true;
    }
  }
  return false;
}

struct str oscal_name(struct str path) {
  struct str folder = {.p = NULL};
  struct str last = {.p = NULL};
  for (struct str rest = path; rest.p != NULL;) {
    struct str piece = words_next(&rest, "/");
    if (piece.n > 0 && !str_is(piece, ".") && !str_is(piece, "..")) {
      folder = last;
      last = piece;
    }
  }
  for (uint32_t i = last.n; i-- > 1;) {
    if (last.p[i] == '.') {
      last.n = i;
      break;
    }
  }
  bool address = folder.n > 0 && folder.p[folder.n - 1] == ':';
  return says_nothing(str_or_empty(last)) && folder.n > 0 && !address ? folder : str_or_empty(last);
}

bool oscal_is_own(const struct node *prop) {
  return str_is(str_or_empty(node_text(prop, "ns")), OSCAL_OWN);
}

bool oscal_is_attribute(const struct node *prop) {
  return oscal_is_own(prop) && str_is(str_or_empty(node_text(prop, "class")), "attribute");
}

bool oscal_is_standard(struct str space) {
  space = words_trim(str_or_empty(space));
  static const char *const names[] = {"http://csrc.nist.gov/ns/oscal", "https://csrc.nist.gov/ns/oscal"};
  for (unsigned i = 0; i < 2; i++) {
    struct str rest = words_starts(space, names[i]) ? words_from(space, (uint32_t)strlen(names[i])) : STR("-");
    if (rest.n == 0 || rest.p[0] == '/') {
      return true;
    }
  }
  return space.n == 0;
}

struct str oscal_prop(const struct node *node, const char *name) {
  const struct node *props = node_get(node, "props");
  struct str any = {.p = NULL};
  for (const struct node *prop = node_each(props, NULL); prop != NULL; prop = node_each(props, prop)) {
    bool standard = oscal_is_standard(node_text(prop, "ns"));
    if (!standard || !str_is(str_or_empty(node_text(prop, "name")), name)) {
      continue;
    }
    if (node_text(prop, "class").n == 0) {
      return words_trim(node_text(prop, "value"));
    }
    any = any.p != NULL ? any : words_trim(node_text(prop, "value"));
  }
  return any;
}

struct str oscal_own_prop(const struct node *node, const char *name) {
  const struct node *props = node_get(node, "props");
  for (const struct node *prop = node_each(props, NULL); prop != NULL; prop = node_each(props, prop)) {
    bool own = oscal_is_own(prop) && !oscal_is_attribute(prop);
    if (own && str_is(str_or_empty(node_text(prop, "name")), name)) {
      return words_trim(node_text(prop, "value"));
    }
  }
  return (struct str){.p = NULL};
}

struct str oscal_own_id(const struct node *node) {
  struct str id = str_or_empty(oscal_own_prop(node, "id"));
  return form_is_document_id(id) ? id : STR("");
}

bool oscal_has_foreign_props(const struct node *node) {
  const struct node *props = node_get(node, "props");
  for (const struct node *prop = node_each(props, NULL); prop != NULL; prop = node_each(props, prop)) {
    if (!oscal_is_own(prop)) {
      return true;
    }
  }
  return false;
}

static int hex_of(char c) {
  return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct str oscal_id_of_token(struct arena *arena, struct str token) {
  struct buf out;
  buf_init(&out, arena);
  for (uint32_t i = words_starts(token, "c-") ? 2 : 0; i < token.n; i++) {
    int high = token.p[i] == '_' && i + 2 < token.n ? hex_of(token.p[i + 1]) : -1;
    int low = high >= 0 ? hex_of(token.p[i + 2]) : -1;
    buf_char(&out, low >= 0 ? (char)(high * 16 + low) : token.p[i]);
    i += low >= 0 ? 2 : 0;
  }
  return buf_done(&out);
}

static struct str party_name(const struct node *metadata, struct str uuid) {
  const struct node *parties = node_get(metadata, "parties");
  for (const struct node *party = node_each(parties, NULL); party != NULL; party = node_each(parties, party)) {
    if (str_eq(str_or_empty(node_text(party, "uuid")), uuid)) {
      return words_trim(node_text(party, "name"));
    }
  }
  return (struct str){.p = NULL};
}

struct str oscal_publisher(const struct node *metadata) {
  static const char *const roles[] = {"publisher", "creator"};
  const struct node *list = node_get(metadata, "responsible-parties");
  for (unsigned i = 0; i < 2; i++) {
    for (const struct node *item = node_each(list, NULL); item != NULL; item = node_each(list, item)) {
      const struct node *uuid = node_each(node_get(item, "party-uuids"), NULL);
      if (uuid != NULL && str_is(str_or_empty(node_text(item, "role-id")), roles[i])) {
        return party_name(metadata, str_or_empty(uuid->value.text));
      }
    }
  }
  return (struct str){.p = NULL};
}

struct str oscal_version(const struct node *metadata) {
  struct str version = words_trim(node_text(metadata, "version"));
  return str_is(str_or_empty(version), "unstated") ? (struct str){.p = NULL} : version;
}

/* A property or link of the document that says more than what was read of it. */
static bool says_more(const struct node *node, const char *name) {
  const struct node *list = node_get(node, name);
  for (const struct node *item = node_each(list, NULL); item != NULL; item = node_each(list, item)) {
    bool resolved = str_is(str_or_empty(node_text(item, "rel")), "source-profile") ||
                    str_is(str_or_empty(node_text(item, "name")), "resolution-tool");
    if (!resolved && !str_is(str_or_empty(node_text(item, "ns")), OSCAL_OWN)) {
      return true;
    }
  }
  return false;
}

void oscal_lose_metadata(struct session *session, const struct node *metadata) {
  static const char *const lost[] = {"revisions", "document-ids", "locations", "actions", "remarks"};
  static const char *const looked_at[] = {"props", "links"};
  static const char *const people[] = {"roles", "parties", "responsible-parties"};
  const struct node *parties = node_get(metadata, "parties");
  const struct node *first = node_each(parties, NULL);
  bool others = first != NULL && (oscal_publisher(metadata).n == 0 || node_each(parties, first) != NULL);
  bool found = others;
  for (unsigned i = 0; i < sizeof lost / sizeof *lost; i++) {
    found = found || node_each(node_get(metadata, lost[i]), NULL) != NULL;
    node_done(node_get(metadata, lost[i]));
  }
  for (unsigned i = 0; i < sizeof looked_at / sizeof *looked_at; i++) {
    found = found || says_more(metadata, looked_at[i]);
    node_done(node_get(metadata, looked_at[i]));
  }
  for (unsigned i = 0; i < sizeof people / sizeof *people; i++) {
    node_done(node_get(metadata, people[i]));
  }
  if (found) {
    struct value value = {.spot = metadata->value.spot};
    session_lose(session, "document has metadata (people, revisions, links, remarks) that are lost",
                 "documents have metadata (people, revisions, links, remarks) that are lost", &value);
  }
}

struct str oscal_control_of(struct str id) {
  uint32_t at = words_find(id, "_smt");
  return at == UINT32_MAX ? id : words_to(id, at);
}

struct str oscal_part_key(struct arena *arena, struct str id) {
  return words_join(arena, STR("part of a control"), " ", id);
}
