/* Files that are no XML at all: what they are, without a word of what stands in them. */
#ifndef CW_LOAD_SNIFF_H
#define CW_LOAD_SNIFF_H

#include "diag/finding.h"

/* True if the name ends like those of files that crosswalk import reads. */
bool sniff_is_for_import(const char *name);
/* Reports bytes that cannot be an XML document, by their beginning; `text` says whether they are known to be UTF-8. True if
 * there is nothing to report. */
bool sniff_check(const char *name, const char *bytes, size_t size, bool text, uint32_t source,
                 struct findings *findings);

#endif
