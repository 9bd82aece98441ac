/* Looking things up in a tree. */
#include "interchange/tree.h"

const struct node *node_get(const struct node *node, const char *name) {
  if (node == NULL || node->kind != NODE_MAP) {
    return NULL;
  }
  for (const struct node *member = node->first; member != NULL; member = member->next) {
    if (str_is(member->key.text, name)) {
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

void node_lose(struct session *session, const struct node *node, const struct lost_member *members, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct node *found = node_get(node, members[i].key);
    if (found != NULL && says_something(found)) {
      session_lose(session, members[i].one, members[i].many, &found->key);
    }
  }
}
