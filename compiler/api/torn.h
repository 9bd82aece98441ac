/* Documents of which something was not read, and what is not written for that. */
#ifndef CW_API_TORN_H
#define CW_API_TORN_H

#include "api/compilation.h"

/* Finds them, once everything is loaded. */
void torn_find(struct cw_compilation *c);
/* Whether a crosswalk of the two frameworks would lack what a document was to say of it. */
bool torn_between(struct cw_compilation *c, uint32_t source, uint32_t target);
/* Marks the crosswalks that were asked for. */
void torn_mark(struct cw_compilation *c);
/* What the last line says of what was written, and of what was not for that. */
struct str torn_say(struct cw_compilation *c);
/* Whether the crosswalk is written: it is asked for as one, and nothing is missing. */
bool crosswalk_is_written(const struct cw_compilation *c, uint32_t number);
/* Whether the wide table is: nothing is missing in any column. */
bool matrix_is_written(const struct cw_compilation *c, const struct matrix *matrix);

#endif
