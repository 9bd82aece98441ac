/* Ids of controls as they are found in cells and values, and as they are written. */
#ifndef CW_INTERCHANGE_IDS_H
#define CW_INTERCHANGE_IDS_H

#include "interchange/atlas.h"

/* One end of a mapping: which framework, and its controls where they are known. */
struct column_forms;
/* What bare numbers at an end mean, where its framework has clauses 5.1 and controls A.5.1. */
enum annex {
  ANNEX_NO,      /* clauses */
  ANNEX_MEANT,   /* controls: the header says so, or others of the column are no clauses */
  ANNEX_UNCLEAR, /* the column has both */
};
struct end {
  struct str framework;
  struct known *known;         /* or NULL */
  struct column_forms *column; /* the ids that stand alone in its column of a table; or NULL */
  bool sums;                   /* of a table of our own: "+" joins ids, known or not */
  enum annex annex;
};

struct end end_of(struct session *session, struct str framework);
/* The end that is named so: by the option, else by a name that is known, else by an id made from the name (with a note that
 * says which option would name it). `option` is "source" or "target". */
struct end end_named(struct session *session, struct str chosen, struct str name, const char *option,
                     const struct value *value);
/* An id as it can be written: trimmed, without what is invisible, a blank before a bracket dropped, any other blank a
 * hyphen. Absent if nothing is left or it is too long. `label` becomes what the publisher wrote where one sees that it differs,
 * else absent. */
struct str id_make(struct arena *arena, struct str text, struct str *label);
/* The text without what is invisible: the same text where nothing is. */
struct str id_visible(struct arena *arena, struct str text);
/* Counts an id, made without a label, that lost what is invisible in it. */
void id_tell_invisible(struct session *session, const struct value *value, struct str text, struct str id);
/* True for what may be an id: no blanks, not too long, with a digit, or only capitals and punctuation. */
bool id_like(struct str text);
/* The control that the text means, where the framework is known; absent where it has none, or where it is not clear which. */
struct str end_find(struct session *session, const struct end *end, struct str text, enum known_how *how);
/* The id of a control at this end, as it is to be written, with findings for what is unknown or read otherwise. Absent: it
 * can be no id, or that of several controls. */
struct str id_at(struct session *session, struct end *end, const struct value *value, struct str piece);

typedef VEC(struct native_ref) ref_list;
/* What a cell says beside its ids. */
struct beside {
  struct str remark;
  struct str qualifier; /* "(partially)": what was said of the ids was meant of less; or absent */
  uint32_t asides;      /* what the remark is put together of */
};
/* All ids that a cell holds: lists in any of the usual separators, ranges, abbreviations, footnote marks, and titles
 * behind an id. Adds to `refs`. False: a piece of it is no id, and was told. */
bool ids_in_cell(struct session *session, struct end *end, const struct value *value, ref_list *refs,
                 struct beside *beside);
/* Counts what a cell says beside its ids, and is written as remarks. */
void beside_tell_kept(struct session *session, const struct beside *beside, const struct value *value);

#endif
