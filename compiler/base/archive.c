/* ZIP archives, by libzip: read part by part from memory, and checked whole. */
#include "base/archive.h"

#include <errno.h>
#include <stdlib.h>
#include <zip.h>

struct archive {
  zip_t *zip;
};

/* libzip passes zlib's errors on. */
static bool lacks_memory(zip_error_t *error) {
  enum { ZLIB_LACKS_MEMORY = -4 };
  int code = zip_error_code_zip(error);
  return code == ZIP_ER_MEMORY || (code == ZIP_ER_ZLIB && zip_error_code_system(error) == ZLIB_LACKS_MEMORY);
}

static zip_t *open_zip(const char *bytes, size_t size, bool *no_memory) {
  zip_error_t error;
  zip_error_init(&error);
  zip_t *zip = NULL;
  zip_source_t *source = zip_source_buffer_create(bytes, size, 0, &error);
  if (source != NULL) {
    zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (zip == NULL) {
      zip_source_free(source);
    }
  }
  *no_memory = zip == NULL && lacks_memory(&error);
  zip_error_fini(&error);
  return zip;
}

struct archive *archive_open(struct arena *arena, const char *bytes, size_t size) {
  bool no_memory = false;
  zip_t *zip = open_zip(bytes, size, &no_memory);
  if (zip == NULL && !no_memory) {
    zip = open_zip(bytes, size, &no_memory); /* without memory libzip may also say that this is no archive */
  }
  struct archive *archive = zip != NULL ? calloc(1, sizeof *archive) : NULL;
  if (archive != NULL) {
    archive->zip = zip;
    return archive;
  }
  if (zip != NULL) {
    zip_discard(zip);
  }
  if (zip != NULL || no_memory) {
    arena_fail(arena);
  }
  return NULL;
}

void archive_close(struct archive *archive) {
  if (archive != NULL) {
    zip_discard(archive->zip);
    free(archive);
  }
}

bool archive_has(struct archive *archive, const char *name) {
  return zip_name_locate(archive->zip, name, 0) >= 0;
}

/* The most that the part may come to. */
static uint64_t most_bytes(struct archive *archive, const char *name, const struct archive_limits *limits) {
  enum { ALWAYS_ALLOWED = 16 * 1024 * 1024 };
  zip_stat_t status;
  zip_stat_init(&status);
  uint64_t most = limits->bytes;
  if (limits->ratio > 0 && zip_stat(archive->zip, name, 0, &status) == 0 && (status.valid & ZIP_STAT_COMP_SIZE) != 0) {
    uint64_t packed = status.comp_size < UINT64_MAX / limits->ratio ? status.comp_size * limits->ratio : limits->bytes;
    packed = packed > ALWAYS_ALLOWED ? packed : ALWAYS_ALLOWED;
    most = packed < most ? packed : most;
  }
  return most;
}

/* Reads to the end, or to the limit. */
static enum archive_result read_all(struct archive *archive, zip_file_t *part, const char *name,
                                    const struct archive_limits *limits, struct buf *out) {
  const uint64_t most = most_bytes(archive, name, limits);
  enum { STEP = 65536 };
  for (;;) {
    char bytes[STEP];
    zip_int64_t n = zip_fread(part, bytes, sizeof bytes);
    if (n < 0 && lacks_memory(zip_file_get_error(part))) {
      arena_fail(out->arena);
    }
    if (n <= 0) {
      return n < 0 ? ARCHIVE_DAMAGED : ARCHIVE_READ;
    }
    if (out->n + (uint64_t)n > most) {
      return ARCHIVE_TOO_LARGE;
    }
    buf_bytes(out, bytes, (size_t)n);
  }
}

enum archive_result archive_read(struct archive *archive, const char *name, const struct archive_limits *limits,
                                 struct buf *out) {
  zip_file_t *const part = zip_fopen(archive->zip, name, 0);
  if (part == NULL) {
    if (lacks_memory(zip_get_error(archive->zip))) {
      arena_fail(out->arena);
    }
    return archive_has(archive, name) ? ARCHIVE_DAMAGED : ARCHIVE_MISSING;
  }
  struct guard *const outer = out->arena->guard;
  struct guard guard;
  out->arena->guard = &guard;
  volatile enum archive_result result = ARCHIVE_READ;
  volatile bool no_memory = setjmp(guard.jump) != 0;
  if (!no_memory) {
    result = read_all(archive, part, name, limits, out);
  }
  out->arena->guard = outer;
  if (zip_fclose(part) != 0 && result == ARCHIVE_READ) {
    result = ARCHIVE_DAMAGED;
  }
  if (no_memory) {
    arena_fail(out->arena);
  }
  return result;
}

/* Where in an XML part one is. Neither its texts nor the values of its attributes have a `<` or a `>`: who writes it makes
 * references of them. */
struct nesting {
  enum { IN_TEXT, BEHIND_OPEN, IN_START, IN_END, IN_OTHER } state;
  char before; /* the byte before this one */
  uint32_t depth;
  bool ended; /* the root, behind which no element may begin */
};

/* At the `>` of a tag. False where an element ends that has not begun, or begins behind the root. */
static bool close_tag(struct nesting *at) {
  bool start = at->state == IN_START;
  bool end = at->state == IN_END || (start && at->before == '/');
  if ((start && at->ended) || (end && !start && at->depth == 0)) {
    return false;
  }
  at->depth = at->depth + (start ? 1 : 0) - (end ? 1 : 0);
  at->ended = at->ended || (end && at->depth == 0);
  at->state = IN_TEXT;
  return true;
}

static bool follow(struct nesting *at, const char *bytes, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (at->state == BEHIND_OPEN) {
      at->state = bytes[i] == '/' ? IN_END : bytes[i] == '?' || bytes[i] == '!' ? IN_OTHER : IN_START;
    }
    const char *mark = memchr(bytes + i, at->state == IN_TEXT ? '<' : '>', n - i);
    if (mark == NULL) {
      at->before = bytes[n - 1];
      return true;
    }
    if (mark > bytes + i) {
      at->before = mark[-1];
    }
    i = (size_t)(mark - bytes);
    if (at->state == IN_TEXT) {
      at->state = BEHIND_OPEN;
    } else if (!close_tag(at)) {
      return false;
    }
    at->before = bytes[i];
  }
  return true;
}

/* Whether the part can be read to its end (libzip compares its checksum there), and each element that begins in it ends. */
static bool part_is_whole(zip_file_t *part) {
  char bytes[16384];
  struct nesting at = {.state = IN_TEXT};
  zip_int64_t n = 0;
  while ((n = zip_fread(part, bytes, sizeof bytes)) > 0) {
    if (!follow(&at, bytes, (size_t)n)) {
      return false;
    }
  }
  return n == 0 && at.ended && at.state == IN_TEXT;
}

static bool all_parts_are_whole(zip_t *package) {
  zip_int64_t count = zip_get_num_entries(package, 0);
  bool whole = count > 0;
  for (zip_int64_t i = 0; i < count && whole; i++) {
    zip_file_t *part = zip_fopen_index(package, (zip_uint64_t)i, 0);
    whole = part != NULL && part_is_whole(part);
    if (part != NULL) {
      whole = zip_fclose(part) == 0 && whole;
    }
  }
  return whole;
}

int archive_check(const char *path) {
  int error = 0;
  zip_t *package = zip_open(path, ZIP_RDONLY, &error);
  if (package == NULL) {
    return error == ZIP_ER_MEMORY ? ENOMEM : EIO;
  }
  bool whole = all_parts_are_whole(package);
  zip_discard(package);
  return whole ? 0 : EIO;
}
