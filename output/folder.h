/* Making folders, and having what stands in them on the disk. */
#ifndef CW_OUTPUT_FOLDER_H
#define CW_OUTPUT_FOLDER_H

#include "base/arena.h"

/* Makes the folder and those above it that are missing. 0, or the errno of what went wrong. */
int folder_make(struct arena *arena, const char *folder);
/* Waits until the names in the folder are on the disk. 0, or an errno. */
int folder_settle(const char *folder);

#endif
