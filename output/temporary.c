/* Temporary files and who remembers them.
 *
 * A signal handler may use no lock and no memory of somebody else, and has nobody to ask: the table of names is therefore the
 * one thing in the library that belongs to the process. */
#define _GNU_SOURCE
#include "output/temporary.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { ATTEMPTS = 1000, SLOTS = 128, LONGEST_PATH = 4096 };

/* A slot is taken before its path is written, and holds it once the path is whole. */
enum { FREE, TAKEN, HELD };
static struct slot {
  atomic_int state;
  const struct arena *owner; /* where its sink lives */
  char path[LONGEST_PATH];
} slots[SLOTS];
static atomic_bool ending;
/* The hash of the folder that was swept last, so that not every file of one that is written into it sweeps it again. */
static atomic_uint_least32_t swept;

/* False where there is no room: then the file stays after a signal, until a later run sweeps it. */
static bool remember(const struct arena *owner, const char *name) {
  size_t n = strlen(name);
  for (unsigned i = 0; i < SLOTS && n < LONGEST_PATH; i++) {
    int expected = FREE;
    if (atomic_compare_exchange_strong(&slots[i].state, &expected, TAKEN)) {
      slots[i].owner = owner;
      memcpy(slots[i].path, name, n + 1);
      atomic_store(&slots[i].state, HELD);
      return true;
    }
  }
  return false;
}

void temporary_forget(const char *name) {
  for (unsigned i = 0; i < SLOTS; i++) {
    if (atomic_load(&slots[i].state) == HELD && strcmp(slots[i].path, name) == 0) {
      if (!atomic_load(&ending)) { /* else nothing may be written over it any more */
        atomic_store(&slots[i].state, FREE);
      }
      return;
    }
  }
}

void temporary_remove_of(const struct arena *owner) {
  for (unsigned i = 0; i < SLOTS; i++) {
    if (atomic_load(&slots[i].state) == HELD && slots[i].owner == owner) {
      unlink(slots[i].path);
      temporary_forget(slots[i].path);
    }
  }
}

void temporary_remove_all(void) {
  int error = errno;
  atomic_store(&ending, true);
  for (unsigned i = 0; i < SLOTS; i++) {
    if (atomic_load(&slots[i].state) == HELD) {
      unlink(slots[i].path);
    }
  }
  errno = error;
}

static uint32_t path_hash(const char *path) {
  uint32_t hash = 2166136261U;
  for (; *path != '\0'; path++) {
    hash = (hash ^ (unsigned char)*path) * 16777619U;
  }
  return hash;
}

/* -1 with EEXIST: the name is taken. */
static int create_new(const struct arena *owner, const char *name) {
  bool remembered = remember(owner, name);
  int descriptor = -1;
  do {
    descriptor = atomic_load(&ending) ? -1 : open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
  } while (descriptor < 0 && errno == EINTR && !atomic_load(&ending));
  int error = errno;
  if (descriptor >= 0 && atomic_load(&ending)) { /* it may have come after those that were removed */
    unlink(name);
  } else if (descriptor >= 0) {
    (void)flock(descriptor, LOCK_EX | LOCK_NB); /* where there are no locks, the process alone says that it is in use */
  } else if (remembered) {
    temporary_forget(name);
  }
  errno = error;
  return descriptor;
}

int temporary_create(struct arena *arena, const char *path, char **name) {
  const char *slash = strrchr(path, '/');
  size_t folder = slash != NULL ? (size_t)(slash - path) + 1 : 0;
  size_t size = folder + 64;
  *name = arena_alloc(arena, size);
  memcpy(*name, path, folder);
  for (unsigned attempt = 0; attempt < ATTEMPTS; attempt++) {
    snprintf(*name + folder, size - folder, ".crosswalk-%ld-%08x-%u.tmp", (long)getpid(), path_hash(path), attempt);
    int descriptor = create_new(arena, *name);
    if (descriptor >= 0 || errno != EEXIST) {
      return descriptor;
    }
  }
  return -1;
}

/* ---- sweeping ---- */

/* The process that a name of ours tells; 0 for any other name. */
static long process_of(const char *name) {
  static const char start[] = ".crosswalk-";
  char *end = NULL;
  if (strncmp(name, start, sizeof start - 1) != 0 || name[sizeof start - 1] < '0' || name[sizeof start - 1] > '9') {
    return 0;
  }
  long process = strtol(name + sizeof start - 1, &end, 10);
  size_t digits = *end == '-' ? strspn(end + 1, "0123456789abcdef") : 0;
  if (digits != 8 || end[9] != '-') {
    return 0;
  }
  const char *rest = end + 10 + strspn(end + 10, "0123456789");
  return rest > end + 10 && strcmp(rest, ".tmp") == 0 && process > 0 && process <= INT32_MAX ? process : 0;
}

static bool is_alive(long process) {
  return process == (long)getpid() || kill((pid_t)process, 0) == 0 || errno != ESRCH;
}

/* In another container the process may be alive and unknown here: its lock is seen all the same. */
static void sweep_one(int folder, const char *name) {
  int descriptor = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) {
    return;
  }
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) {
    (void)unlinkat(folder, name, 0);
  }
  close(descriptor);
}

void temporary_sweep(const char *folder) {
  DIR *stream = opendir(folder);
  if (stream == NULL) {
    return;
  }
  for (const struct dirent *item = readdir(stream); item != NULL; item = readdir(stream)) {
    long process = process_of(item->d_name);
    if (process > 0 && !is_alive(process)) {
      sweep_one(dirfd(stream), item->d_name);
    }
  }
  closedir(stream);
}

void temporary_sweep_beside(struct arena *arena, const char *path) {
  const char *slash = strrchr(path, '/');
  const char *folder = slash == NULL ? "." : arena_text(arena, path, slash == path ? 1 : (size_t)(slash - path));
  uint32_t hash = path_hash(folder);
  if (atomic_exchange(&swept, hash) != hash) {
    temporary_sweep(folder);
  }
}
