/* Libraries of CISO Assistant, from YAML or from the workbooks that they are made of. */
#ifndef CW_INTERCHANGE_CISO_H
#define CW_INTERCHANGE_CISO_H

#include "interchange/ids.h"

/* A node of a framework, before it is known what it becomes. */
struct ciso_node {
  struct str urn;
  struct value ref_id;
  struct str name;
  struct str description;
  struct str annotation;
  struct str groups; /* words separated by commas or blanks */
  struct str parent_urn;
  uint32_t parent; /* used where the URN is absent; NO_INDEX: none */
  bool assessable;
  struct value place;
};

typedef VEC(struct ciso_node) ciso_nodes;

/* Controls and groups from nodes; their URNs become known. */
void ciso_add_nodes(struct session *session, struct native_framework *framework, const ciso_nodes *nodes);
/* What the field "copyright" of a library says, and that it is this library's; absent where it says nothing. */
struct str ciso_rights(struct session *session, struct str copyright, struct str library);
/* Our id of the framework that a URN means. */
struct str ciso_framework_id(struct session *session, struct str urn);

/* One side of a set, as its library calls it. */
struct ciso_side {
  struct str segment;   /* of the framework's URN, which those of its nodes mostly have, too */
  struct str framework; /* the id that the URN means, whatever the user calls it */
  struct str base;      /* of nodes that only the ends of their URNs name, in workbooks; or empty */
  struct names
      tails; /* of the known controls, by number, as an export of ours makes them; made when one is asked for */
};

/* A mapping set: facts are added, each once, and the set is kept unless another of the file is the same read backwards. */
struct ciso_set {
  struct session *session;
  struct native_mapping *mapping;
  struct end source;
  struct end target;
  struct ciso_side sides[2]; /* source and target */
  struct names seen;         /* all that a map says */
  VEC(struct str) turned;    /* by map: the same read backwards */
  bool other;                /* than intersects-with */
};

void ciso_set_open(struct session *session, struct ciso_set *set, struct str source, struct str target);
void ciso_set_add(struct ciso_set *set, const struct value *source, const struct value *target,
                  const struct value *relationship, const struct value *rationale, const struct value *strength,
                  struct str annotation);
/* True if the other set holds all of this one, read backwards. */
bool ciso_set_is_within(const struct ciso_set *set, const struct ciso_set *other);
void ciso_set_close(struct ciso_set *set);

#endif
