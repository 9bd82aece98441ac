/* Findings by what an accept can say of them, so that each accept looks only at those that it matches. */
#ifndef CW_WORKSPACE_ACCEPTING_H
#define CW_WORKSPACE_ACCEPTING_H

#include "workspace/workspace.h"

/* What an accept may name besides the finding: any of the three, or none. */
enum { BY_FRAMEWORK = 1, BY_CONTROL = 2, BY_MAPPING = 4, ACCEPT_INDEXES = 8 };

/* A finding under a key; it stands under several, one for each heading above its control. */
struct accept_entry {
  uint32_t finding;
  uint32_t next; /* of the same key, or NO_INDEX */
};

/* The findings that have the same of what is named. */
struct accept_index {
  bool built;
  struct names keys;
  VEC(uint32_t) first; /* by key: an entry */
  VEC(struct accept_entry) entries;
  struct names done; /* keys with the names of findings that were accepted, or not found */
  VEC(bool) used;    /* by those */
};

struct accepting {
  struct workspace *w;
  uint32_t findings; /* how many there were at first */
  struct accept_index indexes[ACCEPT_INDEXES];
};

void accepting_init(struct accepting *accepting, struct workspace *w);
/* Accepts the findings that match; true if there are any. */
bool accepting_apply(struct accepting *accepting, const struct decl_accept *accept);

/* Applies the accepts of all workspaces; what is wrong with one, or matches nothing, is a finding. */
void accepts_apply(struct workspace *w);

#endif
