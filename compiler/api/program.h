/* Which program this is, libraries included. */
#ifndef CW_API_PROGRAM_H
#define CW_API_PROGRAM_H

#include "base/arena.h"
#include "base/str.h"

/* A digest of what the linker left in everything that is loaded, which is another one for any other code. Empty where part of
 * it cannot be told. */
struct str program_identity(struct arena *arena);

#endif
