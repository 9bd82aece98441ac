/* What a workbook for review says of the framework or mapping in it: a sheet About, as an export writes it. */
#ifndef CW_INTERCHANGE_ABOUT_DOCUMENT_H
#define CW_INTERCHANGE_ABOUT_DOCUMENT_H

#include "interchange/session.h"

/* What the first line of the sheet says that the workbook is of. */
enum about_what about_document(struct session *session);
/* The framework at an end of the mapping, "source" or "target", as a workbook that this program wrote says it; absent where
 * it says none. */
struct str about_end(struct session *session, const char *name);
/* Takes what the sheet says into the document; what cannot be read is told, and lost. The options go before it. */
void about_fill_framework(struct session *session, struct native_framework *framework);
void about_fill_mapping(struct session *session, struct native_mapping *mapping);

#endif
