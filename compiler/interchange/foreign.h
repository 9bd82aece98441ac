/* Files that are no tables and no data: what they are, and what to do with them. */
#ifndef CW_INTERCHANGE_FOREIGN_H
#define CW_INTERCHANGE_FOREIGN_H

#include "base/str.h"

/* What a file is that can be no text, by its bytes, or NULL. `encoded`: the user said how its text is written. */
const char *foreign_bytes(const char *bytes, size_t size, bool encoded);
/* What a text is that holds no data of a format that is read, by its beginning; or NULL. */
const char *foreign_text(struct str text);
/* What a ZIP is that is no workbook of XLSX, or NULL. */
const char *foreign_archive(bool (*has)(void *archive, const char *name), void *archive);

#endif
