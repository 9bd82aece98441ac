/* For tests that need files: a folder for one test, and files in it by their names. */
#ifndef CW_TESTS_SCRATCH_H
#define CW_TESTS_SCRATCH_H

#include "base/str.h"

/* The folder, empty after scratch_make and gone with all that is in it after scratch_remove. */
extern char folder[64];
void scratch_make(void);
void scratch_remove(void);

/* unit_set_up and unit_tear_down with a folder. */
void scratch_set_up(void);
void scratch_tear_down(void);

/* The path of a file in the folder; in the arena. */
const char *path_of(const char *name);
/* Makes or replaces a file in the folder. */
void put_file(const char *name, const char *text);
/* The bytes of a file by its path; in the arena. */
struct str read_file(const char *path);
/* How many files and folders a folder has. */
unsigned files_in(const char *path);

#endif
