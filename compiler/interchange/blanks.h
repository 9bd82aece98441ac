/* Whether the blanks in a cell part several ids or belong to one: "AC-1 AC-2" against "ACC 01". */
#ifndef CW_INTERCHANGE_BLANKS_H
#define CW_INTERCHANGE_BLANKS_H

#include "interchange/ids.h"

/* What the ids show that stand alone in the cells of a column. */
struct column_forms {
  struct names forms;
  bool listed; /* blanks part its ids: the layout that it is of has it so */
  bool told;   /* that a cell of it is unclear */
};

enum blanks {
  BLANKS_BELONG,  /* one id */
  BLANKS_PART,    /* several: each part is an id by itself */
  BLANKS_UNCLEAR, /* both can be meant */
  BLANKS_NO_IDS,  /* a part of it can be no id */
};

/* Keeps the forms of the ids that stand alone in a cell, or between its commas and line ends. */
void forms_add(struct column_forms *forms, struct str cell);
/* Whether two ids are of one form up to their first numbers, with a sign in it: A.5.1 and A.8.12, but not P1 and Q3. */
bool forms_are_alike(struct str a, struct str b);
/* True if there is a blank between two other characters. */
bool blanks_within(struct str text);
/* The next part between blanks, with what follows in brackets, or what its framework knows together: "AC-2 (3)" is one
 * part. Absent at the end. */
struct str blanks_next(struct session *session, const struct end *end, struct str *rest);
/* Whether the blanks within the text part ids, by what the framework knows, by the ids of the column, and by the text's own
 * form. Where neither reading is borne out it is unclear, unless the user says. */
enum blanks blanks_read(struct session *session, const struct end *end, struct str text);

#endif
