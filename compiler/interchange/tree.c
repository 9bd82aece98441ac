/* Looking things up in a tree. */
#include "interchange/tree.h"

#include "interchange/words.h"

/* Which members were asked for is kept in the tree that its readers must not change otherwise. */
static void use(const struct node *node, enum node_use how) {
  struct node *own = (struct node *)(uintptr_t)node;
  own->use = how > own->use ? how : own->use;
}

const struct node *node_get(const struct node *node, const char *name) {
  if (node == NULL || node->kind != NODE_MAP) {
    return NULL;
  }
  for (const struct node *member = node->first; member != NULL; member = member->next) {
    if (str_is(member->key.text, name)) {
      use(member, NODE_READ);
      return member;
    }
  }
  return NULL;
}

struct value node_value(const struct node *node, const char *name) {
  const struct node *member = node_get(node, name);
  return member != NULL && member->kind == NODE_TEXT ? member->value : value_none();
}

struct str node_text(const struct node *node, const char *name) {
  return node_value(node, name).text;
}

const struct node *node_each(const struct node *list, const struct node *at) {
  if (list == NULL) {
    return NULL;
  }
  if (list->kind != NODE_LIST) {
    bool nothing = list->kind == NODE_TEXT && list->value.text.p == NULL;
    return at == NULL && !nothing ? list : NULL;
  }
  return at == NULL ? list->first : at->next;
}

/* An empty text, list or map says nothing. */
static bool says_something(const struct node *node) {
  return node->kind == NODE_TEXT ? node->value.text.n > 0 : node->first != NULL;
}

void node_read(const struct node *node) {
  use(node, NODE_READ);
}

void node_done(const struct node *node) {
  if (node != NULL) {
    use(node, NODE_DONE);
  }
}

void tree_forget(const struct tree *tree) {
  for (struct node *member = tree->root->first; member != NULL; member = member->next) {
    member->use = NODE_UNREAD;
  }
}

/* Names of members that were not asked for, each with its number. */
struct unread {
  struct session *session;
  const char *const *silent;
  struct names names;
  VEC(uint32_t) counts; /* by name */
  const struct node *first;
};

static bool is_silent(const struct unread *unread, struct str name) {
  if (str_is(name, "$schema") || str_is(name, "xmlns")) {
    return true;
  }
  for (const char *const *word = unread->silent; *word != NULL; word++) {
    if (str_is(name, *word)) {
      return true;
    }
  }
  return false;
}

static void add_unread(struct unread *unread, const struct node *member) {
  if (!says_something(member) || is_silent(unread, member->key.text)) {
    return;
  }
  uint32_t before = unread->names.names.n;
  uint32_t number = names_intern_kept(&unread->names, member->key.text);
  if (number == before) {
    vec_push(unread->session->arena, &unread->counts, 0);
  }
  unread->counts.v[number]++;
  unread->first = unread->first != NULL ? unread->first : member;
}

/* The readers of trees refuse what is nested deeper than a limit, so this ends. */
static void find_unread(struct unread *unread, const struct node *node) {
  for (const struct node *member = node->first; member != NULL; member = member->next) {
    bool named = node->kind == NODE_MAP;
    if (named && member->use == NODE_UNREAD) {
      add_unread(unread, member);
    } else if (member->use != NODE_DONE && member->kind != NODE_TEXT) {
      find_unread(unread, member);
    }
  }
}

void tree_tell_unread(struct session *session, const char *const *silent) {
  enum { MOST_NAMED = 12 };
  struct unread unread = {.session = session, .silent = silent};
  names_init(&unread.names, session->arena);
  find_unread(&unread, session->file->tree->root);
  uint32_t count = unread.names.names.n;
  if (count == 0) {
    return;
  }
  struct buf names;
  buf_init(&names, session->arena);
  for (uint32_t i = 0; i < count && i < MOST_NAMED; i++) {
    buf_printf(&names, "%s\"%.*s\"", i == 0 ? "" : ", ", STR_ARG(words_title(session->arena, unread.names.names.v[i])));
    if (unread.counts.v[i] > 1) {
      buf_printf(&names, " (%u times)", (unsigned)unread.counts.v[i]);
    }
  }
  buf_text(&names, count > MOST_NAMED ? " and more" : "");
  session->result->lost = true;
  session_say(session, F_IMPORT_LOST, &unread.first->key, "members of %u kind%s are not read: %.*s", (unsigned)count,
              count == 1 ? "" : "s", STR_ARG(buf_done(&names)));
}

void node_lose(struct session *session, const struct node *node, const struct lost_member *members, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct node *found = node_get(node, members[i].key);
    node_done(found);
    if (found != NULL && says_something(found)) {
      session_lose(session, members[i].one, members[i].many, &found->key);
    }
  }
}
