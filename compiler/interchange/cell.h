/* A cell that is being read for ids, by cells.c, and by cell_several.c where a text stands for several. */
#ifndef CW_INTERCHANGE_CELL_H
#define CW_INTERCHANGE_CELL_H

#include "interchange/ids.h"

struct reading {
  struct session *session;
  struct end *end;
  const struct value *value;
  ref_list *refs;
  struct beside *beside;
  bool whole; /* every piece was an id */
  struct names seen;
  bool full; /* more ids than a map may have: told once */
};

bool cell_knows(const struct reading *reading, struct str text);
/* One id, with blanks or without. "(3)" is the end of another, and 5-Jan a date. */
bool cell_may_be_id(const struct reading *reading, struct str text);
/* Takes a piece of the cell as an id, and what stands with it as its title; p NULL: nothing. */
void cell_take(struct reading *reading, struct str piece, struct str title);

/* Each takes all that the text stands for, or says why it is left out; false if the text is of another kind. */
bool cell_take_abbreviated(struct reading *reading, struct str piece);
bool cell_take_alternation(struct reading *reading, struct str piece);
bool cell_take_range(struct reading *reading, struct str piece);
bool cell_take_tight_range(struct reading *reading, struct str piece);
bool cell_take_joined(struct reading *reading, struct str piece);
bool cell_take_slashed(struct reading *reading, struct str piece);
bool cell_take_sum(struct reading *reading, struct str piece);

#endif
