/* Where a writer's bytes go: a file that appears whole or not at all, a stream, a function, or memory. Errors
 * stick. */
#ifndef CW_OUTPUT_SINK_H
#define CW_OUTPUT_SINK_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct destination;

/* Allocated in the arena that it is opened with, its buffer too. Open for the functions below alone: a page is put
 * together from millions of short pieces, and a call for each took a tenth of a build. */
struct sink {
  char *buffer;
  size_t used;
  size_t capacity;
  struct arena *arena; /* borrowed */
  struct destination *to;
  int error; /* the first one; nothing is written after it */
};

/* A file that the user named may be a link to one, or a device. In a folder of pages nobody named what stands there: a link is
 * replaced, and a device is an error. */
enum sink_links { SINK_FOLLOW_LINKS, SINK_REPLACE_LINKS };
/* A temporary file beside `path`, renamed over it on sink_close; a file that already has the same bytes is left alone.
 * Durable: on the disk before it is renamed. */
struct sink *sink_open(struct arena *arena, const char *path, enum sink_links links, bool durable);
/* A file that the user named. */
struct sink *sink_open_file(struct arena *arena, const char *path);
/* A stream that stays open (standard output). */
struct sink *sink_open_stream(struct arena *arena, FILE *stream);
/* A function: it takes each piece and returns 0, or an errno, after which it is not called again. */
typedef int sink_function(void *context, const void *bytes, size_t n);
struct sink *sink_open_function(struct arena *arena, sink_function *function, void *context);
bool sink_is_function(const struct sink *sink);
/* Memory: sink_memory gives what was written. */
struct sink *sink_open_memory(struct arena *arena);
struct str sink_memory(struct sink *sink);
/* The arena that the sink was opened with: scratch for whoever writes into it. */
struct arena *sink_arena(const struct sink *sink);

/* For what the buffer has no room for. */
void sink_write_slowly(struct sink *sink, const char *bytes, size_t n);

static inline void sink_write(struct sink *sink, const char *bytes, size_t n) {
  if (n > sink->capacity - sink->used) {
    sink_write_slowly(sink, bytes, n);
  } else if (n > 0) {
    memcpy(sink->buffer + sink->used, bytes, n);
    sink->used += n;
  }
}

static inline void sink_str(struct sink *sink, struct str s) {
  sink_write(sink, s.p, s.n);
}

static inline void sink_char(struct sink *sink, char c) {
  sink_write(sink, &c, 1);
}

void sink_text(struct sink *sink, const char *text);
void sink_number(struct sink *sink, uint64_t value);
/* What is written cannot be finished, for this errno: as if a write had failed. */
void sink_fail(struct sink *sink, int error);

/* A file of one's own in the folder that the sink writes to (that of temporary files for a stream), for a library that
 * writes to a path. 0, or an errno. */
struct sink_scratch {
  char *path;
  char *folder;
};
int sink_scratch_open(struct sink *sink, struct sink_scratch *scratch);
/* Removes it. */
void sink_scratch_close(const struct sink_scratch *scratch);
/* All bytes of the file. 0, or an errno. */
int sink_copy_file(struct sink *sink, const char *path);

/* Of a file: writes all that was given, so that nothing but the rename is left to sink_close. For several files that are to
 * appear together. 0, or the errno of the first thing that went wrong. */
int sink_prepare(struct sink *sink);
/* Flushes, renames, releases. 0, or the errno of the first thing that went wrong (then nothing was left behind). */
int sink_close(struct sink *sink);
/* Releases without leaving a file behind. Also what must be called when the arena has jumped to its guard. */
void sink_abandon(struct sink *sink);

#endif
