/* Values within values, as YAML, JSON and XML have them: all text, each with its place.
 *
 * No value is converted by what it looks like: 5.10 and No stay what was written. Only null, ~ and nothing at all are
 * absent. */
#ifndef CW_INTERCHANGE_TREE_H
#define CW_INTERCHANGE_TREE_H

#include "interchange/session.h"

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };

struct node {
  enum node_kind kind;
  struct value value; /* of a text; absent for null. Otherwise the place alone */
  struct value key;   /* of a member of a map */
  struct node *first; /* members, in order */
  struct node *next;
};

struct tree {
  struct node *root;
};

/* NULL after a finding. */
const struct tree *tree_read_yaml(struct session *session, struct str text);
const struct tree *tree_read_json(struct session *session, struct str text);
/* OSCAL's XML, in the form that its JSON has. */
const struct tree *tree_read_xml(struct session *session, struct str text);

/* The member of that name, or NULL; also where `node` is NULL or no map. */
const struct node *node_get(const struct node *node, const char *name);
/* The text of the member of that name; absent where there is none. */
struct str node_text(const struct node *node, const char *name);
struct value node_value(const struct node *node, const char *name);
/* A member that is not carried, and the words that count it, as session_lose has them. */
struct lost_member {
  const char *key;
  const char *one;
  const char *many;
};
/* Counts those of the members that say something. */
void node_lose(struct session *session, const struct node *node, const struct lost_member *members, size_t count);
/* Walks lists and single values alike: `at` is NULL at first. */
const struct node *node_each(const struct node *list, const struct node *at);

#endif
