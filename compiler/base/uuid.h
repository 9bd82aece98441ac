/* UUIDs of version 5 (RFC 9562): the same names give the same ones, everywhere and always. */
#ifndef CW_BASE_UUID_H
#define CW_BASE_UUID_H

#include "base/str.h"

enum { UUID_TEXT = 36 };

/* Of the name in the namespace of this program, as text in the arena. */
struct str uuid_of(struct arena *arena, struct str name);

#endif
