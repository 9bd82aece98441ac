/* The address of <link rel="control" href="https://example.org/{id}"/>. */
#ifndef CW_MODEL_CONTROL_LINKS_H
#define CW_MODEL_CONTROL_LINKS_H

#include "base/str.h"

/* What is wrong with it, as the end of a sentence that begins with it; NULL: nothing. */
const char *control_link_complaint(struct str href);

#endif
