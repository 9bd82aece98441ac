/* Paths as text: nothing here asks the file system. */
#ifndef CW_BASE_PATH_H
#define CW_BASE_PATH_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

/* What stands behind the last slash. */
struct str path_name(struct str path);
/* All up to and with the last slash; empty where there is none. */
struct str path_folder(struct str path);
/* `path` as seen from where `folder` is (empty: from here): an absolute one stays. */
struct str path_join(struct arena *arena, struct str folder, struct str path);
/* Without ".", empty parts, and ".." behind a name: "./a//b/../c" becomes "a/c". What leads nowhere becomes ".". */
struct str path_normal(struct arena *arena, struct str path);
/* True if `path` lies below the folder, both normal and both absolute or both not; `rest` is then what is left of it. */
bool path_below(struct str folder, struct str path, struct str *rest);

#endif
