/* What the ids of a framework are like: tables in which an id that nobody defined finds those that were probably meant,
 * without a look at all the others. Made once for a framework, when it is first asked for. */
#ifndef CW_LINK_LIKENESS_H
#define CW_LINK_LIKENESS_H

#include "base/fold.h"
#include "model/graph.h"

/* What a control is found by. */
enum likeness_by {
  LIKE_WRITING,           /* the id or the label, but for the ways of writing it */
  LIKE_ALL_WRITING,       /* the same, with no punctuation at all */
  LIKE_WITHDRAWN_WRITING, /* as LIKE_WRITING, of controls that are withdrawn, which are found by nothing else */
  LIKE_END                /* what stands behind a separator of the id: 5.10 of A.5.10 */
};

/* The id of a control or heading that is not withdrawn, short enough to be compared. */
struct likeness_id {
  const char *p;
  uint32_t node;
  uint8_t n;
  bool heading;
};

/* Ids by kind, length and text, and where those of a kind and length begin. */
struct likeness_ids {
  VEC(struct likeness_id) list;
  uint32_t first[2][STR_LONGEST_COMPARED + 2];
};

struct likeness {
  const struct graph *graph;
  uint32_t framework;
  /* A hash of what each is found by, of which the last bit says that it is of a heading, and its node: in order, so that
   * controls come before headings. */
  VEC(uint64_t) keys;
  struct likeness_ids forwards;  /* by text from its first byte on */
  struct likeness_ids backwards; /* from its last byte on */
  uint32_t longest;              /* bytes of an id */
};

/* Those that fit equally well: all controls or all headings, the first in order; of three or more none is meant. */
enum { LOOKALIKES_MOST = 3 };
struct lookalikes {
  uint32_t count;
  uint32_t nodes[LOOKALIKES_MOST];
};

/* Room for those of all frameworks, before any is asked for. */
void likeness_prepare(struct graph *graph, struct arena *arena);
/* That of the framework, made in the arena if nobody has asked before. */
const struct likeness *likeness_of(const struct graph *graph, uint32_t framework, struct arena *arena);
/* Those that are found by the key: a folded text, or an end. */
struct lookalikes likeness_find(const struct likeness *likeness, enum likeness_by by, struct str key);
/* True if the node, and no other control or heading, withdrawn or not, is found by the key, folded as for LIKE_WRITING. */
bool likeness_is_only(const struct likeness *likeness, uint32_t node, struct str key);
/* Those whose ids are the fewest edits away, at most `most`, from an id that is none (edits.c). */
struct lookalikes likeness_near(const struct likeness *likeness, struct str id, unsigned most);
/* Adds a node to those that were found, once. */
void lookalikes_add(struct lookalikes *found, uint32_t node);
/* True for what parts the words of an id. */
bool likeness_parts(char c);

#endif
