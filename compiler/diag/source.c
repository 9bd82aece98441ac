/* Reading sources, and turning byte offsets into lines, columns and spans. */
#define _POSIX_C_SOURCE 200809L
#include "diag/source.h"

#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reads up to `size` bytes; how many came, or -1. */
static ssize_t read_fully(int file, char *bytes, size_t size) {
  size_t n = 0;
  while (n < size) {
    ssize_t got = read(file, bytes + n, size - n);
    if (got == 0) {
      break;
    }
    if (got > 0) {
      n += (size_t)got;
    } else if (errno != EINTR) {
      return -1;
    }
  }
  return (ssize_t)n;
}

struct source_stamp source_stamp_of(const struct stat *status) {
  return (struct source_stamp){.device = (uint64_t)status->st_dev,
                               .node = (uint64_t)status->st_ino,
                               .seconds = (int64_t)status->st_mtim.tv_sec,
                               .nanoseconds = (int64_t)status->st_mtim.tv_nsec,
                               .size = (uint64_t)status->st_size};
}

bool source_stamps_match(const struct source_stamp *a, const struct source_stamp *b) {
  return a->device == b->device && a->node == b->node && a->seconds == b->seconds && a->nanoseconds == b->nanoseconds &&
         a->size == b->size;
}

bool source_has_changed(const struct source *source) {
  struct stat status;
  if (!source->stamped) {
    return false;
  }
  if (stat(source->path, &status) != 0) {
    return true;
  }
  struct source_stamp now = source_stamp_of(&status);
  return !source_stamps_match(&now, &source->stamp);
}

/* 0 and the size of a file that can be read whole into memory, else what is wrong with it. */
static int measure(const char *path, struct source_stamp *stamp) {
  struct stat status;
  if (stat(path, &status) != 0) {
    return errno;
  }
  if (!S_ISREG(status.st_mode)) {
    return S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
  }
  *stamp = source_stamp_of(&status);
  return stamp->size < UINT32_MAX ? 0 : EFBIG;
}

int source_open(const char *path) {
  int file = -1;
  do {
    file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  } while (file < 0 && errno == EINTR);
  return file;
}

/* 0 once all of the file is in `bytes`, and the file is still in the state of the stamp. */
static int read_measured(const char *path, const struct source_stamp *stamp, char *bytes) {
  int file = source_open(path);
  if (file < 0) {
    return errno;
  }
  ssize_t n = read_fully(file, bytes, (size_t)stamp->size);
  int error = n < 0 ? errno : 0;
  struct stat status;
  if (error == 0 && fstat(file, &status) != 0) {
    error = errno;
  } else if (error == 0) {
    struct source_stamp now = source_stamp_of(&status);
    error = (uint64_t)n == stamp->size && source_stamps_match(&now, stamp) ? 0 : ESTALE;
  }
  close(file);
  return error;
}

/* Memory is asked for while no file is open, so that nothing is left behind when there is none. */
bool source_read(const char *path, struct arena *arena, source_text *text, struct source_stamp *stamp) {
  struct source_stamp own = {0};
  text->n = 0;
  int error = measure(path, &own);
  if (error == 0) {
    uint32_t expected = (uint32_t)own.size;
    vec_reserve(arena, text, expected + 1);
    error = read_measured(path, &own, text->v);
    text->v[expected] = '\0';
    text->n = error == 0 ? expected : 0;
  }
  if (stamp != NULL) {
    *stamp = own;
  }
  errno = error;
  return error == 0;
}

/* 0 once everything up to the end is in `text`, with a NUL behind it. */
static int read_to_end(int file, uint64_t most, struct arena *arena, source_text *text) {
  enum { STEP = 64 * 1024 };
  ssize_t got = 1;
  while (got != 0) {
    if (text->n > most || text->n >= UINT32_MAX - STEP) {
      return EFBIG;
    }
    vec_reserve(arena, text, STEP + 1);
    got = read(file, text->v + text->n, STEP);
    if (got < 0 && errno != EINTR) {
      return errno;
    }
    text->n += got > 0 ? (uint32_t)got : 0;
  }
  text->v[text->n] = '\0';
  return 0;
}

/* Of a pipe nobody knows the size before its end. Where memory runs out the file is closed first. */
static int read_pipe(const char *path, uint64_t most, struct arena *arena, source_text *text) {
  const int file = source_open(path);
  if (file < 0) {
    return errno;
  }
  struct guard *const outer = arena->guard;
  struct guard guard;
  arena->guard = &guard;
  volatile int error = 0;
  volatile bool no_memory = setjmp(guard.jump) != 0;
  if (!no_memory) {
    error = read_to_end(file, most, arena, text);
  }
  arena->guard = outer;
  close(file);
  if (no_memory) {
    arena_fail(arena);
  }
  return error;
}

/* Devices have no end; standard input may be one, such as a terminal. */
static bool is_stream(const char *path, const struct stat *status) {
  return S_ISFIFO(status->st_mode) || (S_ISCHR(status->st_mode) && strcmp(path, "/dev/stdin") == 0);
}

bool source_read_named(const char *path, uint64_t most, struct arena *arena, source_text *text) {
  struct stat status;
  bool there = stat(path, &status) == 0;
  int error = 0;
  text->n = 0;
  if (there && S_ISREG(status.st_mode) && (uint64_t)status.st_size > most) {
    error = EFBIG;
  } else if (there && is_stream(path, &status)) {
    error = read_pipe(path, most, arena, text);
  } else {
    return source_read(path, arena, text, NULL);
  }
  text->n = error == 0 ? text->n : 0;
  errno = error;
  return error == 0;
}

const char *source_bytes(const struct source *source, struct arena *arena, source_text *text) {
  if (source->bytes != NULL || source->path == NULL) {
    return source->bytes;
  }
  struct source_stamp now;
  bool same = source_read(source->path, arena, text, &now) && text->n == source->size &&
              (!source->stamped || source_stamps_match(&now, &source->stamp));
  return same ? text->v : NULL;
}

static size_t skip_mark(const char *bytes, size_t size) {
  return size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

/* The end of the line that holds `at`: a line ends with LF, CR LF or CR, as XML has it. */
static size_t line_end(const char *bytes, size_t size, size_t at) {
  const char *feed = at < size ? memchr(bytes + at, '\n', size - at) : NULL;
  size_t end = feed != NULL ? (size_t)(feed - bytes) : size;
  const char *carriage = at < end ? memchr(bytes + at, '\r', end - at) : NULL;
  return carriage != NULL ? (size_t)(carriage - bytes) : end;
}

/* The first byte of the line after the one that holds `at`, or `size`. */
static size_t next_line(const char *bytes, size_t size, size_t at) {
  size_t end = line_end(bytes, size, at);
  if (end < size) {
    end += bytes[end] == '\r' && end + 1 < size && bytes[end + 1] == '\n' ? 2 : 1;
  }
  return end;
}

static bool ends_line(const char *bytes, size_t at) {
  return at > 0 && (bytes[at - 1] == '\n' || bytes[at - 1] == '\r');
}

/* Goes to the line that holds `start`, and stands at its beginning. */
static void turn_to_line(struct source_cursor *cursor, size_t size, size_t start) {
  const char *bytes = cursor->bytes;
  size_t line = cursor->offset;
  for (;;) {
    size_t next = next_line(bytes, size, line);
    if (next > start || !ends_line(bytes, next) || next == line) {
      break;
    }
    line = next;
    cursor->line++;
  }
  size_t first = line == 0 ? skip_mark(bytes, size) : line;
  cursor->offset = (uint32_t)line;
  cursor->end = (uint32_t)line_end(bytes, size, first);
  cursor->at = (uint32_t)first;
  cursor->column = 1;
}

struct location source_locate_from(struct source_cursor *cursor, const char *bytes, size_t size, struct span span) {
  size = bytes != NULL ? size : 0;
  size_t start = span.start < size ? span.start : size;
  if (cursor->bytes != bytes || cursor->offset > start || cursor->line == 0) {
    *cursor = (struct source_cursor){.bytes = bytes, .offset = 0, .line = 1};
  }
  if (cursor->column == 0 || start > cursor->end) {
    turn_to_line(cursor, size, start);
  }
  size_t first = cursor->offset == 0 ? skip_mark(bytes, size) : cursor->offset;
  size_t end = cursor->end;
  start = start < first ? first : start > end ? end : start;
  if (start < cursor->at) { /* back in the line */
    cursor->at = (uint32_t)first;
    cursor->column = 1;
  }
  uint32_t column = cursor->column + utf8_count(bytes + cursor->at, start - cursor->at);
  if (start == end || ((unsigned char)bytes[start] & 0xC0) != 0x80) { /* never count on from within a character */
    cursor->at = (uint32_t)start;
    cursor->column = column;
  }
  size_t span_end = end - start < span.length ? end : start + span.length;
  uint32_t width = utf8_count(bytes + start, span_end - start);
  return (struct location){
      .line = cursor->line,
      .column = column,
      .text = {.p = bytes + first, .n = (uint32_t)(end - first)},
      .at = (uint32_t)(start - first),
      .width = width > 0 ? width : 1,
  };
}

struct location source_locate(const char *bytes, size_t size, struct span span) {
  struct source_cursor cursor = {.bytes = NULL};
  return source_locate_from(&cursor, bytes, size, span);
}

static size_t skip_spaces(const char *bytes, size_t size, size_t at) {
  while (at < size && char_is_space(bytes[at])) {
    at++;
  }
  return at;
}

static size_t skip_name(const char *bytes, size_t size, size_t at) {
  while (at < size && !char_is_space(bytes[at]) && strchr("=/><\"'", bytes[at]) == NULL) {
    at++;
  }
  return at;
}

struct written_attribute {
  struct span name;
  struct span value; /* without the quotes */
};

/* The attribute at `at`, which moves behind it; false when there is none. */
static bool next_attribute(const char *bytes, size_t size, size_t *at, struct written_attribute *attribute) {
  size_t name = skip_spaces(bytes, size, *at);
  size_t name_end = skip_name(bytes, size, name);
  size_t equals = skip_spaces(bytes, size, name_end);
  if (name_end == name || equals >= size || bytes[equals] != '=') {
    return false;
  }
  size_t quote = skip_spaces(bytes, size, equals + 1);
  if (quote >= size || (bytes[quote] != '"' && bytes[quote] != '\'')) {
    return false;
  }
  const char *close = memchr(bytes + quote + 1, bytes[quote], size - quote - 1);
  if (close == NULL) {
    return false;
  }
  size_t end = (size_t)(close - bytes);
  attribute->name = (struct span){.start = (uint32_t)name, .length = (uint32_t)(name_end - name)};
  attribute->value = (struct span){.start = (uint32_t)quote + 1, .length = (uint32_t)(end - quote - 1)};
  *at = end + 1;
  return true;
}

/* An attribute of the tag at `offset`, the first of that name, or the last; false where there is no such tag or attribute. */
static bool find_attribute(const char *bytes, size_t size, uint32_t offset, const char *attribute, bool last,
                           struct written_attribute *found) {
  size_t n = attribute != NULL ? strlen(attribute) : 0;
  bool any = false;
  struct written_attribute written;
  if (attribute == NULL || offset >= size || bytes[offset] != '<') {
    return false;
  }
  size_t at = skip_name(bytes, size, (size_t)offset + 1);
  while ((last || !any) && next_attribute(bytes, size, &at, &written)) {
    if (written.name.length == n && memcmp(bytes + written.name.start, attribute, n) == 0) {
      *found = written;
      any = true;
    }
  }
  return any;
}

struct span source_span(const char *bytes, size_t size, uint32_t offset, const char *attribute) {
  struct written_attribute found;
  if (offset >= size || bytes[offset] != '<') {
    return (struct span){.start = offset < size ? offset : (uint32_t)size, .length = 1};
  }
  if (find_attribute(bytes, size, offset, attribute, false, &found)) {
    /* An empty value has no byte of its own: its quotes stand for it. */
    return found.value.length > 0 ? found.value : (struct span){.start = found.value.start - 1, .length = 2};
  }
  return (struct span){.start = offset, .length = (uint32_t)(skip_name(bytes, size, (size_t)offset + 1) - offset)};
}

struct span source_name_span(const char *bytes, size_t size, uint32_t offset, const char *attribute) {
  struct written_attribute found;
  return find_attribute(bytes, size, offset, attribute, true, &found) ? found.name
                                                                      : source_span(bytes, size, offset, NULL);
}

struct span source_word(const char *bytes, struct span value, struct str word) {
  struct str rest = {.p = bytes + value.start, .n = value.length};
  for (struct str token; (token = str_next_token(&rest)).p != NULL;) {
    if (str_eq(token, word)) {
      return (struct span){.start = (uint32_t)(token.p - bytes), .length = token.n};
    }
  }
  return value; /* it is written with references */
}

uint32_t source_attributes_end(const char *bytes, size_t size, uint32_t offset) {
  size_t at = skip_name(bytes, size, (size_t)offset + 1);
  uint32_t end = (uint32_t)at;
  struct written_attribute written;
  while (next_attribute(bytes, size, &at, &written)) {
    end = written.value.start + written.value.length + 1;
  }
  return end;
}
