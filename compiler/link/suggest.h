/* What was probably meant by an id that is none: the control that is meant, not the nearest string. */
#ifndef CW_LINK_SUGGEST_H
#define CW_LINK_SUGGEST_H

#include "link/likeness.h"
#include "link/parts.h"

enum suggestion_kind {
  SUGGEST_NOTHING,
  SUGGEST_WRITING, /* the same but for case, punctuation, blanks, leading zeros, look-alikes */
  SUGGEST_PREFIX,  /* what comes before it was left out, or is too much */
  SUGGEST_ZERO,    /* a spreadsheet dropped the last zero */
  SUGGEST_EDITS    /* few edits away */
};

/* Up to two that are equally near, controls before headings; of more none is the one that is meant. */
struct suggestion {
  enum suggestion_kind kind;
  uint32_t count;
  uint32_t nodes[2];
};

/* By writing alone, in one of the three ways that there are of it. */
struct suggestion suggest_writing(const struct likeness *likeness, struct str id, enum likeness_by by);
/* What is left when the writing and the other editions do not help: prefix, zero, edits. */
struct suggestion suggest_near(const struct likeness *likeness, struct str id);
/* True if `node` is what was meant by the id beyond doubt: the same runs of letters and digits, and no other has them. */
bool suggestion_is_certain(const struct likeness *likeness, uint32_t node, struct str id);

/* True for a word that people write where they mean nothing: "n/a", "x". */
bool form_is_nothing(struct str reference);
/* What is no id at all, and what was meant by it (forms.c). True if that says enough. A word for nothing is none where the
 * framework has an id that is written so (`likeness`). */
bool explain_form(const struct likeness *likeness, struct findings *findings, struct finding *finding, struct str id,
                  enum reference_use use);

#endif
