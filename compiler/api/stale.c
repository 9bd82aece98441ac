/* Finding files of earlier builds: by their names first, and then by what stands in them, since somebody's own file may
 * have such a name. */
#define _POSIX_C_SOURCE 200809L
#include "api/stale.h"

#include "api/record.h"
#include "output/writer.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOOK = 64 * 1024 }; /* bytes of a file that are looked at */

static bool ends_in(const char *name, const char *end) {
  size_t n = strlen(name);
  size_t m = strlen(end);
  return n > m && strcmp(name + n - m, end) == 0;
}

static bool holds(const char *bytes, size_t n, const char *mark) {
  size_t m = strlen(mark);
  for (size_t at = 0; at + m <= n; at++) {
    if (bytes[at] == mark[0] && memcmp(bytes + at, mark, m) == 0) {
      return true;
    }
  }
  return false;
}

static bool is_ours(const char *path, const struct writer *writer, char *room) {
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW);
  if (file < 0) {
    return false;
  }
  ssize_t got = read(file, room, LOOK);
  close(file);
  for (unsigned i = 0; got > 0 && i < WRITER_MARKS && writer->marks[i] != NULL; i++) {
    if (holds(room, (size_t)got, writer->marks[i])) {
      return true;
    }
  }
  return false;
}

static bool is_index(const char *name, const struct writer *writer) {
  size_t n = writer->index_name != NULL ? strlen(writer->index_name) : 0;
  return n > 0 && strncmp(name, writer->index_name, n) == 0 && strcmp(name + n, writer->extension) == 0;
}

/* The format of SOURCE--TARGET.html and its like, of an index or of the page of a bid; NULL: nothing of ours has such a name. */
static const struct writer *writer_of_name(const char *name) {
  for (unsigned i = 0; i < writer_count; i++) {
    if (ends_in(name, writers[i]->extension)) {
      bool ours = strstr(name, "--") != NULL || is_index(name, writers[i]) || strncmp(name, "bid.", 4) == 0;
      return ours ? writers[i] : NULL;
    }
  }
  return NULL;
}

static int compare_paths(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

typedef VEC(const char *) path_list;

static void find_stale(struct cw_compilation *c, const char *folder, DIR *open_folder, path_list *paths) {
  char *room = arena_alloc(&c->arena, LOOK);
  struct names built;
  names_init(&built, &c->arena);
  for (uint32_t i = 0; i < c->last_build.files.n; i++) {
    names_intern_kept(&built, c->last_build.files.v[i]);
  }
  for (const struct dirent *item; (item = readdir(open_folder)) != NULL;) {
    const struct writer *writer = writer_of_name(item->d_name);
    struct stat status;
    if (writer == NULL) {
      continue;
    }
    struct buf path;
    buf_init(&path, &c->arena);
    buf_printf(&path, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", item->d_name);
    const char *whole = buf_done(&path).p;
    bool written = names_find(&built, str_from(whole)) != NO_NAME;
    if (!written && lstat(whole, &status) == 0 && S_ISREG(status.st_mode) && is_ours(whole, writer, room)) {
      vec_push(&c->arena, paths, whole); /* NOLINT(bugprone-sizeof-expression): a list of pointers */
    }
  }
  if (paths->n > 1) {
    qsort(paths->v, paths->n, sizeof *paths->v, compare_paths); /* NOLINT(bugprone-sizeof-expression) */
  }
}

static void remove_all(struct cw_compilation *c, const path_list *paths) {
  for (uint32_t i = 0; i < paths->n; i++) {
    if (unlink(paths->v[i]) != 0 && errno != ENOENT) {
      report_write_failure(c, paths->v[i], errno);
    }
  }
  struct buf words;
  buf_init(&words, &c->arena);
  buf_printf(&words, "%.*s%s%u stale file%s removed", STR_ARG(c->last_build.words),
             c->last_build.words.n > 0 ? "; " : "", paths->n, paths->n == 1 ? "" : "s");
  c->last_build.words = buf_done(&words);
}

static void tell(struct cw_compilation *c, const path_list *paths) {
  enum { MOST_TOLD = 8 };
  struct findings late;
  findings_init(&late, &c->arena);
  struct finding *finding =
      finding_add(&late, F_OUTPUT_STALE, place_none(), "%u file%s of an earlier build %s not written any more",
                  paths->n, paths->n == 1 ? "" : "s", paths->n == 1 ? "is" : "are");
  for (uint32_t i = 0; i < paths->n && i < MOST_TOLD; i++) {
    finding_note(&late, finding, place_none(), "%s", paths->v[i]);
  }
  finding_note(&late, finding, place_none(),
               paths->n > MOST_TOLD ? "and more; --prune removes them" : "--prune removes %s",
               paths->n == 1 ? "it" : "them");
  switches_filter(&c->work.switches, &late);
  findings_merge(&c->work.findings, &late);
}

/* What stands in the folder and this build does not write. */
static path_list list_stale(struct cw_compilation *c, const char *folder) {
  path_list paths = {0};
  DIR *open_folder = opendir(folder);
  if (open_folder == NULL) {
    return paths; /* it was written to a moment ago */
  }
  struct guard *const outer = c->arena.guard;
  struct guard guard;
  c->arena.guard = &guard;
  if (setjmp(guard.jump) != 0) {
    closedir(open_folder);
    c->arena.guard = outer;
    arena_fail(&c->arena);
  }
  find_stale(c, folder, open_folder, &paths);
  c->arena.guard = outer;
  closedir(open_folder);
  return paths;
}

bool stale_any(struct cw_compilation *c, const char *folder) {
  path_list paths = list_stale(c, folder);
  return paths.n > 0;
}

void stale_settle(struct cw_compilation *c, const char *folder) {
  path_list paths = list_stale(c, folder);
  if (paths.n > 0 && c->record != NULL) {
    c->record->only_once = true;
  }
  if (paths.n > 0 && c->output.prune) {
    remove_all(c, &paths);
  } else if (paths.n > 0) {
    tell(c, &paths);
  }
}
