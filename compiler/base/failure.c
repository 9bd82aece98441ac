/* Error numbers in words. */
#define _POSIX_C_SOURCE 200809L
#include "base/failure.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const char *failure_words(int error, char room[FAILURE_WORDS]) {
  if (strerror_r(error, room, FAILURE_WORDS) != 0) {
    snprintf(room, FAILURE_WORDS, "the system reports error %d", error);
  }
  return room;
}

const char *failure_to_write_remedy(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return "make room on the disk, or write elsewhere";
    case EACCES:
    case EPERM:
    case EROFS:
      return "change the permissions there, or write elsewhere";
    case ENOENT:
      return "create the folder, or write elsewhere";
    case ENOTDIR:
      return "a part of the path is a file: move that file, or write elsewhere";
    case EISDIR:
      return "a folder has this name: move it, or write elsewhere";
    case ENAMETOOLONG:
      return "write it under a shorter name";
    case EPIPE:
      return "the program that reads the output ended before it had read everything";
    default:
      return "check the folder, its permissions and the space on the disk";
  }
}
