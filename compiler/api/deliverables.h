/* What workspaces ask to be made of assessments, as files of a build. */
#ifndef CW_API_DELIVERABLES_H
#define CW_API_DELIVERABLES_H

#include "api/pages.h"

/* Calls `note` for each file. */
typedef void note_paper(const struct pages *pages, struct str stem, const struct writer *writer);
void deliverables_note(const struct pages *pages, note_paper *note);
/* How many there are, without those for which something was not read. */
uint32_t deliverables_written(const struct cw_compilation *c);
void deliverables_build(const struct pages *pages);
/* For an index; false for the page of a bid where the format has none. */
const struct report_index_paper *deliverables_describe(struct cw_compilation *c);

#endif
