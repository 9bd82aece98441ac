/* Importing, for the functions behind crosswalk.h. */
#ifndef CW_API_IMPORT_H
#define CW_API_IMPORT_H

#include "api/compilation.h"
#include "interchange/formats.h"

/* Sets an option of importing; `found` is false where there is none of that name. */
enum cw_result import_set(struct cw_compilation *c, const char *name, const char *value, bool *found);

#endif
