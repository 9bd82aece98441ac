/* Where a writer's bytes go.
 *
 * A file is compared with what is there while it is being written: as long as every byte is the same, nothing is written at
 * all. At the first difference a temporary file beside it gets the common part, then the rest, and is renamed over it. */
#define _XOPEN_SOURCE 700
#include "output/sink.h"

#include "output/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 64 * 1024, PIECE = 16 * 1024 };

enum kind { KIND_FILE, KIND_DEVICE, KIND_STREAM, KIND_FUNCTION };

/* What is behind a buffer; memory has nothing behind it. */
struct destination {
  enum kind kind;
  int out;          /* the descriptor written to, or -1 */
  int old;          /* the file that is there, as long as it has the same bytes; else -1 */
  off_t same;       /* bytes found to be the same, and not written */
  struct stat seen; /* of the old file, when it was opened */
  FILE *stream;
  sink_function *function;
  void *context;
  bool durable;    /* on the disk before it stands there */
  bool prepared;   /* all of it is written, and nothing but the rename is left */
  char *path;      /* links resolved, where they are followed */
  char *temporary; /* NULL until there is one */
};

static struct sink *new_sink(struct arena *arena, enum kind kind) {
  struct sink *sink = arena_zalloc(arena, sizeof *sink);
  sink->arena = arena;
  sink->to = arena_zalloc(arena, sizeof *sink->to);
  sink->to->kind = kind;
  sink->to->out = -1;
  sink->to->old = -1;
  sink->buffer = arena_alloc(arena, BUFFER);
  sink->capacity = BUFFER;
  return sink;
}

static void fail(struct sink *sink, int error) {
  if (sink->error == 0) {
    sink->error = error != 0 ? error : EIO;
  }
}

static void close_descriptor(int *descriptor) {
  if (*descriptor >= 0) {
    close(*descriptor);
    *descriptor = -1;
  }
}

/* ---- opening ---- */

static int open_again(const char *path, int flags, mode_t mode) {
  int descriptor = -1;
  do {
    descriptor = open(path, flags | O_CLOEXEC, mode);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

/* The file that a link stands for, so that the link survives; the link itself where it leads nowhere. */
static char *follow_link(struct arena *arena, const char *path) {
  char *real = realpath(path, NULL);
  char *copy = arena_text(arena, real != NULL ? real : path, strlen(real != NULL ? real : path));
  free(real);
  return copy;
}

/* Sets the path, and says what is there; false for nothing, and for a link that is to be replaced. */
static bool look_at(struct sink *sink, const char *path, enum sink_links links, struct stat *status) {
  bool there = lstat(path, status) == 0;
  if (there && S_ISLNK(status->st_mode) && links == SINK_REPLACE_LINKS) {
    there = false;
  } else if (there && S_ISLNK(status->st_mode)) {
    sink->to->path = follow_link(sink->arena, path);
    return stat(sink->to->path, status) == 0;
  }
  sink->to->path = arena_text(sink->arena, path, strlen(path));
  return there;
}

static void open_old(struct sink *sink) {
  sink->to->old = open_again(sink->to->path, O_RDONLY | O_NOCTTY, 0);
  if (sink->to->old >= 0 && fstat(sink->to->old, &sink->to->seen) != 0) {
    close_descriptor(&sink->to->old);
  }
}

/* A device or a pipe that somebody named is written to, never replaced. */
static void open_device(struct sink *sink) {
  sink->to->kind = KIND_DEVICE;
  sink->to->out = open_again(sink->to->path, O_WRONLY | O_NOCTTY, 0);
  if (sink->to->out < 0) {
    fail(sink, errno);
  }
}

struct sink *sink_open(struct arena *arena, const char *path, enum sink_links links, bool durable) {
  struct sink *sink = new_sink(arena, KIND_FILE);
  struct stat status;
  sink->to->durable = durable;
  if (!look_at(sink, path, links, &status)) {
    return sink;
  }
  if (S_ISDIR(status.st_mode)) {
    fail(sink, EISDIR);
  } else if (S_ISREG(status.st_mode)) {
    open_old(sink);
  } else if (links == SINK_FOLLOW_LINKS) {
    open_device(sink);
  } else {
    fail(sink, EINVAL); /* nobody named it: it stands where a page is to be */
  }
  return sink;
}

struct sink *sink_open_file(struct arena *arena, const char *path) {
  return sink_open(arena, path, SINK_FOLLOW_LINKS, false);
}

struct sink *sink_open_stream(struct arena *arena, FILE *stream) {
  struct sink *sink = new_sink(arena, KIND_STREAM);
  sink->to->stream = stream;
  return sink;
}

struct sink *sink_open_function(struct arena *arena, sink_function *function, void *context) {
  struct sink *sink = new_sink(arena, KIND_FUNCTION);
  sink->to->function = function;
  sink->to->context = context;
  return sink;
}

bool sink_is_function(const struct sink *sink) {
  return sink->to != NULL && sink->to->kind == KIND_FUNCTION;
}

struct sink *sink_open_memory(struct arena *arena) {
  struct sink *sink = arena_zalloc(arena, sizeof *sink);
  sink->arena = arena;
  return sink;
}

struct str sink_memory(struct sink *sink) {
  return (struct str){.p = sink->used > 0 ? sink->buffer : "", .n = (uint32_t)sink->used};
}

struct arena *sink_arena(const struct sink *sink) {
  return sink->arena;
}

/* ---- writing to a descriptor ---- */

/* Whoever reads at the other end of a pipe that does not block is slower than we are. */
static void wait_a_little(void) {
  nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

static void write_all(struct sink *sink, int descriptor, const char *bytes, size_t n) {
  while (n > 0 && sink->error == 0) {
    ssize_t written = write(descriptor, bytes, n);
    if (written > 0) {
      bytes += written;
      n -= (size_t)written;
    } else if (written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      wait_a_little();
    } else if (written == 0 || errno != EINTR) {
      fail(sink, written == 0 ? EIO : errno);
    }
  }
}

static ssize_t read_at(int descriptor, char *bytes, size_t n, off_t offset) {
  ssize_t got = 0;
  do {
    got = pread(descriptor, bytes, n, offset);
  } while (got < 0 && errno == EINTR);
  return got;
}

/* ---- the temporary file ---- */

static void create_temporary(struct sink *sink) {
  char *name = NULL;
  sink->to->out = temporary_create(sink->arena, sink->to->path, &name);
  if (sink->to->out >= 0) {
    sink->to->temporary = name;
  } else {
    fail(sink, errno);
  }
}

static bool changed_meanwhile(const struct sink *sink) {
  struct stat now;
  return fstat(sink->to->old, &now) != 0 || now.st_size != sink->to->seen.st_size ||
         now.st_mtim.tv_sec != sink->to->seen.st_mtim.tv_sec || now.st_mtim.tv_nsec != sink->to->seen.st_mtim.tv_nsec;
}

/* The part that was found to be the same, taken from the old file. */
static void copy_same(struct sink *sink) {
  char piece[PIECE];
  for (off_t at = 0; at < sink->to->same && sink->error == 0;) {
    off_t left = sink->to->same - at;
    ssize_t got = read_at(sink->to->old, piece, left < PIECE ? (size_t)left : PIECE, at);
    if (got <= 0) {
      fail(sink, got < 0 ? errno : EBUSY);
      return;
    }
    write_all(sink, sink->to->out, piece, (size_t)got);
    at += got;
  }
  if (changed_meanwhile(sink)) {
    fail(sink, EBUSY);
  }
}

static void start_temporary(struct sink *sink) {
  create_temporary(sink);
  if (sink->to->old >= 0 && sink->error == 0) {
    if (fchmod(sink->to->out, sink->to->seen.st_mode & 0777) != 0) {
      fail(sink, errno);
    }
    copy_same(sink);
  }
  close_descriptor(&sink->to->old);
}

static bool same_as_old(const struct sink *sink, const char *bytes, size_t n) {
  char piece[PIECE];
  off_t at = sink->to->same;
  while (n > 0) {
    ssize_t got = read_at(sink->to->old, piece, n < PIECE ? n : PIECE, at);
    if (got <= 0 || memcmp(piece, bytes, (size_t)got) != 0) {
      return false;
    }
    bytes += got;
    at += got;
    n -= (size_t)got;
  }
  return true;
}

static void file_bytes(struct sink *sink, const char *bytes, size_t n) {
  if (sink->to->old >= 0) {
    if (same_as_old(sink, bytes, n)) {
      sink->to->same += (off_t)n;
      return;
    }
    start_temporary(sink);
  } else if (sink->to->out < 0) {
    start_temporary(sink);
  }
  write_all(sink, sink->to->out, bytes, n);
}

/* ---- streams and memory ---- */

static void stream_bytes(struct sink *sink, const char *bytes, size_t n) {
  if (fflush(sink->to->stream) != 0) {
    fail(sink, errno);
    return;
  }
  int descriptor = fileno(sink->to->stream);
  if (descriptor >= 0) {
    write_all(sink, descriptor, bytes, n);
  } else if (fwrite(bytes, 1, n, sink->to->stream) != n || fflush(sink->to->stream) != 0) { /* a stream in memory */
    fail(sink, errno);
  }
}

static void grow_memory(struct sink *sink, size_t n) {
  size_t wanted = sink->used + n;
  size_t capacity = sink->capacity * 2 > wanted ? sink->capacity * 2 : wanted;
  capacity = capacity < 256 ? 256 : capacity;
  sink->buffer = arena_grow(sink->arena, sink->buffer, sink->capacity, capacity);
  sink->capacity = capacity;
}

/* ---- the buffer ---- */

static void pass_on(struct sink *sink, const char *bytes, size_t n) {
  if (sink->error != 0 || n == 0) {
    return;
  }
  if (sink->to->kind == KIND_FILE) {
    file_bytes(sink, bytes, n);
  } else if (sink->to->kind == KIND_STREAM) {
    stream_bytes(sink, bytes, n);
  } else if (sink->to->kind == KIND_FUNCTION) {
    int error = sink->to->function(sink->to->context, bytes, n);
    if (error != 0) {
      fail(sink, error);
    }
  } else {
    write_all(sink, sink->to->out, bytes, n);
  }
}

static void flush(struct sink *sink) {
  pass_on(sink, sink->buffer, sink->used);
  sink->used = 0;
}

void sink_write_slowly(struct sink *sink, const char *bytes, size_t n) {
  if (sink->to == NULL) {
    if (n > UINT32_MAX - sink->used) {
      fail(sink, EFBIG);
      return;
    }
    grow_memory(sink, n);
  } else {
    flush(sink);
    if (n > sink->capacity) {
      pass_on(sink, bytes, n);
      return;
    }
  }
  memcpy(sink->buffer + sink->used, bytes, n);
  sink->used += n;
}

void sink_text(struct sink *sink, const char *text) {
  sink_write(sink, text, strlen(text));
}

void sink_number(struct sink *sink, uint64_t value) {
  if (value < 10) {
    sink_char(sink, (char)('0' + value));
    return;
  }
  char digits[20];
  size_t at = sizeof digits;
  do {
    digits[--at] = (char)('0' + value % 10);
    value /= 10;
  } while (value > 0);
  sink_write(sink, digits + at, sizeof digits - at);
}

void sink_fail(struct sink *sink, int error) {
  fail(sink, error);
}

/* ---- for libraries that write to a path ---- */

int sink_scratch_open(struct sink *sink, struct sink_scratch *scratch) {
  const char *path = sink->to != NULL && sink->to->kind == KIND_FILE ? sink->to->path : P_tmpdir "/workbook";
  int descriptor = temporary_create(sink->arena, path, &scratch->path);
  if (descriptor < 0) {
    return errno;
  }
  close(descriptor);
  const char *slash = strrchr(path, '/');
  scratch->folder = slash == NULL   ? arena_text(sink->arena, ".", 1)
                    : slash == path ? arena_text(sink->arena, "/", 1)
                                    : arena_text(sink->arena, path, (size_t)(slash - path));
  return 0;
}

void sink_scratch_close(const struct sink_scratch *scratch) {
  unlink(scratch->path);
  temporary_forget(scratch->path);
}

int sink_copy_file(struct sink *sink, const char *path) {
  int from = open_again(path, O_RDONLY | O_NOCTTY, 0);
  if (from < 0) {
    return errno;
  }
  char piece[PIECE];
  ssize_t got = 0;
  int error = 0;
  for (off_t at = 0; (got = read_at(from, piece, sizeof piece, at)) > 0; at += got) {
    sink_write(sink, piece, (size_t)got);
  }
  error = got < 0 ? errno : 0;
  close(from);
  return error;
}

/* ---- closing ---- */

/* All bytes were the same so far: is there nothing more in the old file either? */
static bool old_is_at_end(const struct sink *sink) {
  char byte = 0;
  return read_at(sink->to->old, &byte, 1, sink->to->same) == 0;
}

static void close_written(struct sink *sink) {
  int descriptor = sink->to->out;
  sink->to->out = -1;
  if (close(descriptor) != 0 && errno != EINTR) { /* after EINTR the descriptor is closed all the same */
    fail(sink, errno);
  }
}

static void settle_on_disk(struct sink *sink) {
  int result = 0;
  do {
    result = fsync(sink->to->out);
  } while (result != 0 && errno == EINTR);
  if (result != 0) {
    fail(sink, errno);
  }
}

/* The temporary file has all of it, unless the old one has. */
static void prepare_file(struct sink *sink) {
  if (sink->to->prepared) {
    return;
  }
  sink->to->prepared = true;
  if (sink->error == 0 && sink->to->old >= 0 && old_is_at_end(sink)) {
    close_descriptor(&sink->to->old);
    return;
  }
  if (sink->error == 0 && sink->to->out < 0) {
    start_temporary(sink);
  }
  if (sink->error == 0 && sink->to->durable) {
    settle_on_disk(sink);
  }
  if (sink->error == 0) {
    close_written(sink);
  }
}

static void finish_file(struct sink *sink) {
  prepare_file(sink);
  if (sink->error != 0 || sink->to->temporary == NULL) {
    return;
  }
  if (rename(sink->to->temporary, sink->to->path) != 0) {
    fail(sink, errno);
  } else {
    temporary_forget(sink->to->temporary);
    sink->to->temporary = NULL;
  }
}

int sink_prepare(struct sink *sink) {
  if (sink->to != NULL && sink->to->kind == KIND_FILE) {
    flush(sink);
    prepare_file(sink);
  }
  return sink->error;
}

int sink_close(struct sink *sink) {
  if (sink->to == NULL) {
    return sink->error;
  }
  flush(sink);
  if (sink->to->kind == KIND_FILE) {
    finish_file(sink);
  } else if (sink->to->kind == KIND_DEVICE && sink->error == 0) {
    close_written(sink);
  } else if (sink->to->kind == KIND_STREAM && sink->error == 0 && fflush(sink->to->stream) != 0) {
    fail(sink, errno);
  }
  sink_abandon(sink);
  return sink->error;
}

void sink_abandon(struct sink *sink) {
  struct destination *to = sink->to;
  if (to == NULL) {
    return;
  }
  close_descriptor(&to->old);
  close_descriptor(&to->out);
  if (to->temporary != NULL) {
    unlink(to->temporary);
    temporary_forget(to->temporary);
    to->temporary = NULL;
  }
  sink->capacity = 0;
  sink->used = 0;
}
