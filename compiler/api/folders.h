/* Making folders. */
#ifndef CW_API_FOLDERS_H
#define CW_API_FOLDERS_H

#include "base/arena.h"

/* Makes the folder and those above it that are missing. 0, or the errno of what went wrong. */
int folder_make(struct arena *arena, const char *folder);

#endif
