/* Making folders, and having what stands in them on the disk. */
#define _POSIX_C_SOURCE 200809L
#include "output/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int folder_make(struct arena *arena, const char *folder) {
  char *path = arena_text(arena, folder, strlen(folder));
  for (char *at = path + 1;; at++) {
    if (*at != '/' && *at != '\0') {
      continue;
    }
    char end = *at;
    *at = '\0';
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
      return errno;
    }
    *at = end;
    if (end == '\0') {
      break;
    }
  }
  struct stat status;
  if (stat(folder, &status) != 0) {
    return errno;
  }
  return S_ISDIR(status.st_mode) ? 0 : ENOTDIR;
}

int folder_settle(const char *folder) {
  int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) {
    return errno;
  }
  int error = fsync(descriptor) != 0 ? errno : 0;
  close(descriptor);
  return error == EINVAL ? 0 : error; /* some file systems have no such thing */
}
