/* Composing text in an arena. */
#include "base/buf.h"

#include "base/utf8.h"

#include <stdio.h>

void buf_init(struct buf *buf, struct arena *arena) {
  *buf = (struct buf){.arena = arena};
}

static void reserve(struct buf *buf, size_t extra) {
  if (buf->capacity - buf->n >= extra) {
    return;
  }
  size_t wanted = buf->n + extra;
  size_t capacity = buf->capacity * 2 > wanted ? buf->capacity * 2 : wanted;
  if (capacity < 64) {
    capacity = 64;
  }
  buf->p = arena_grow(buf->arena, buf->p, buf->capacity, capacity);
  buf->capacity = capacity;
}

void buf_bytes(struct buf *buf, const char *bytes, size_t n) {
  if (n == 0) {
    return;
  }
  reserve(buf, n);
  memcpy(buf->p + buf->n, bytes, n);
  buf->n += n;
}

void buf_text(struct buf *buf, const char *text) {
  buf_bytes(buf, text, strlen(text));
}

void buf_str(struct buf *buf, struct str s) {
  buf_bytes(buf, s.p, s.n);
}

void buf_char(struct buf *buf, char c) {
  buf_bytes(buf, &c, 1);
}

void buf_point(struct buf *buf, int32_t point) {
  char bytes[4] = {0};
  size_t n = utf8_encode(point, bytes);
  buf_bytes(buf, bytes, n);
}

void buf_vprintf(struct buf *buf, const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  int n = vsnprintf(NULL, 0, format, arguments);
  if (n > 0) {
    reserve(buf, (size_t)n + 1);
    vsnprintf(buf->p + buf->n, (size_t)n + 1, format, again);
    buf->n += (size_t)n;
  }
  va_end(again);
}

void buf_printf(struct buf *buf, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  buf_vprintf(buf, format, arguments);
  va_end(arguments);
}

struct str buf_done(struct buf *buf) {
  reserve(buf, 1);
  buf->p[buf->n] = '\0';
  return (struct str){.p = buf->p, .n = (uint32_t)buf->n};
}
