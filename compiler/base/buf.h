/* A growing run of bytes in an arena, for composing text. */
#ifndef CW_BASE_BUF_H
#define CW_BASE_BUF_H

#include "base/str.h"

#include <stdarg.h>

struct buf {
  struct arena *arena;
  char *p;
  size_t n;
  size_t capacity;
};

void buf_init(struct buf *buf, struct arena *arena);
void buf_bytes(struct buf *buf, const char *bytes, size_t n);
void buf_text(struct buf *buf, const char *text);
void buf_str(struct buf *buf, struct str s);
void buf_char(struct buf *buf, char c);
/* A code point in UTF-8; what is none becomes U+FFFD. */
void buf_point(struct buf *buf, int32_t point);
__attribute__((format(printf, 2, 3))) void buf_printf(struct buf *buf, const char *format, ...);
__attribute__((format(printf, 2, 0))) void buf_vprintf(struct buf *buf, const char *format, va_list arguments);
/* What was composed, with a NUL behind it that does not count; valid until the next change. */
struct str buf_done(struct buf *buf);

#endif
