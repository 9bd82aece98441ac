/* Documents of which something was not read, and what is not written for that. */
#ifndef CW_WORKSPACE_TORN_H
#define CW_WORKSPACE_TORN_H

#include "workspace/workspace.h"

/* Finds them by the findings from number `first` on: once everything is loaded, and again once it is linked. */
void torn_find(struct workspace *w, uint32_t first);
/* Whether anything was not read, or not used: what an earlier run wrote and this one does not may be of that. */
bool torn_any(const struct workspace *w);
/* How many that were asked for are not written, since a document was not read. */
uint32_t torn_crosswalks(const struct workspace *w);
uint32_t torn_matrices(const struct workspace *w);
uint32_t torn_papers(const struct workspace *w);
/* True if any document was not read, or is not used for what is wrong with it. */
bool torn_documents(const struct workspace *w);
/* Whether a crosswalk of the two frameworks would lack what a document was to say of it. */
bool torn_between(struct workspace *w, uint32_t source, uint32_t target);
/* Whether what is made of these assessments, for a target or for none (NO_INDEX), would lack what was not read. */
bool torn_paper(struct workspace *w, const assessment_list *assessments, uint32_t target);
/* Whether a framework of this id may be one that was not read. */
bool torn_framework(const struct workspace *w, struct str id);
/* The same, or one of a document that is not used. */
bool torn_or_lost(const struct workspace *w, struct str id);
/* The same, or maybe one of a document that could not be read at all: that it is not there is told already. */
bool torn_or_unread(const struct workspace *w, struct str id);
/* Marks the crosswalks that were asked for. */
void torn_mark(struct workspace *w);
/* Whether the crosswalk is written: it is asked for as one, and nothing is missing. */
bool crosswalk_is_written(const struct workspace *w, uint32_t number);
/* Whether the wide table is: nothing is missing in any column. */
bool matrix_is_written(const struct workspace *w, const struct matrix *matrix);

#endif
