/* A cell that is being read for ids, by cells.c, by cell_several.c where a text stands for several, and by
 * cell_behind.c for what stands behind an id. */
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

/* Whether the two are alike but for their numbers, and more than a number: A.5.1 and A.5.18. */
bool cell_are_of_one_form(struct str a, struct str b);

/* What the words behind an id are. */
enum behind {
  BEHIND_TITLE,
  BEHIND_OTHER_TITLE, /* one that reads so, but is not that of the framework */
  BEHIND_ASIDE,       /* a remark in brackets */
  BEHIND_RESTRICTION, /* what is said of the id was meant of less, or may be */
  BEHIND_IDS,         /* they name another id, and how it belongs to the first is not known */
};
/* Takes what parts the text from the id off the text. `parted`: a colon stands between. */
enum behind cell_behind(const struct reading *reading, struct str id, struct str *text, bool parted);
/* "(partially)", "if outsourced", "Cloud only": the first word restricts, or the last, or any in brackets. */
bool cell_restricts(struct session *session, struct str words);

#endif
