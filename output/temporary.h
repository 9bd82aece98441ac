/* Temporary files beside those that they become: made, remembered, removed when a signal ends the process, and swept up
 * after one that could not do that any more.
 *
 * A name says whose it is: .crosswalk-PROCESS-HASH-NUMBER.tmp; and whoever writes one holds a lock on it. */
#ifndef CW_OUTPUT_TEMPORARY_H
#define CW_OUTPUT_TEMPORARY_H

#include "base/arena.h"

/* A new file beside `path`, open for writing, and its name in the arena; -1 with errno. */
int temporary_create(struct arena *arena, const char *path, char **name);
/* To be called once the file has been renamed or removed. */
void temporary_forget(const char *name);
/* Removes what was made with the arena and not forgotten: after memory ran out, when nobody will close it. */
void temporary_remove_of(const struct arena *owner);
/* Removes all that this process has made and not forgotten. May be called from a signal handler, and makes no other thread
 * wait: the process is to end. */
void temporary_remove_all(void);
/* Removes from the folder what processes left there that are gone. */
void temporary_sweep(const char *folder);
/* The same, for the folder that a file is to stand in, unless it was the last one that was swept. */
void temporary_sweep_beside(struct arena *arena, const char *path);

#endif
