/* Values within values, as YAML, JSON and XML have them: all text, each with its place.
 *
 * No value is converted by what it looks like: 5.10 and No stay what was written. Only null, ~ and nothing at all are
 * absent. */
#ifndef CW_INTERCHANGE_TREE_H
#define CW_INTERCHANGE_TREE_H

#include "interchange/session.h"

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };

/* What became of a member: at the end those that no reader asked for are told. */
enum node_use { NODE_UNREAD, NODE_READ, NODE_DONE /* with all that is in it */ };

struct node {
  enum node_kind kind;
  enum node_use use;
  struct value value; /* of a text; absent for null. Otherwise the place alone */
  struct value key;   /* of a member of a map */
  struct node *first; /* members, in order */
  struct node *next;
};

struct tree {
  struct node *root;
  bool plain; /* of XML, which has elements for what others mark up in the text */
};

/* NULL after a finding. */
const struct tree *tree_read_yaml(struct session *session, struct str text);
const struct tree *tree_read_json(struct session *session, struct str text);
/* OSCAL's XML, in the form that its JSON has. Its texts are plain: no Markdown. The id of a parameter that is inserted stands
 * between two characters that XML cannot hold. */
#define TREE_INSERT "\xEF\xBF\xBE"
#define TREE_INSERT_END "\xEF\xBF\xBF"
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
/* Marks a member as read that was found otherwise than by its name. */
void node_read(const struct node *node);
/* Marks a node and all that is in it as dealt with: it was told as a whole. */
void node_done(const struct node *node);
/* Forgets which members of the root were asked for: looking whether a format fits reads nothing. */
void tree_forget(const struct tree *tree);
/* Tells the members that were never asked for as lost, by their names; those in `silent`, which ends with NULL, say nothing
 * that could be carried. */
void tree_tell_unread(struct session *session, const char *const *silent);
/* Walks lists and single values alike: `at` is NULL at first. */
const struct node *node_each(const struct node *list, const struct node *at);

#endif
