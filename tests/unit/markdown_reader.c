/* A reader of the lines of Markdown tables that knows nothing of the writer. */
#define _GNU_SOURCE
#include "markdown_reader.h"

#include "base/buf.h"
#include "escaping.h"

#include <stdlib.h>
#include <string.h>

/* A cell as CommonMark and the table extension read it: \| first, then code spans, backslashes, references, <code>. */
static struct str markdown_text(const char *p, const char *end) {
  struct buf buf;
  buf_init(&buf, &arena);
  while (p < end) {
    if (*p == '`') {
      const char *close = memchr(p + 1, '`', (size_t)(end - p - 1));
      ck_assert_ptr_nonnull(close);
      buf_bytes(&buf, p + 1, (size_t)(close - p - 1));
      p = close + 1;
    } else if (*p == '\\') {
      ck_assert(p + 1 < end);
      buf_char(&buf, p[1]);
      p += 2;
    } else if (*p == '<') {
      const char *close = memchr(p, '>', (size_t)(end - p));
      ck_assert_msg(close != NULL && (memcmp(p, "<code>", 6) == 0 || memcmp(p, "</code>", 7) == 0),
                    "an element in a cell: %.20s", p);
      p = close + 1;
    } else if (*p == '[' &&
               memmem(p, (size_t)(end - p), "](<", 3) != NULL) { /* the name of a control, which is a link */
      p++;
    } else if (end - p > 3 && memcmp(p, "](<", 3) == 0) {
      const char *close = memchr(p + 3, '>', (size_t)(end - p - 3));
      ck_assert_msg(close != NULL && close[1] == ')' && memmem(p + 3, (size_t)(close - p - 3), "&copy", 5) == NULL,
                    "a link: %.40s", p);
      p = close + 2;
    } else if (p + 1 < end && *p == '&' && p[1] == '#') {
      char *after = NULL;
      buf_char(&buf, (char)strtol(p + 2, &after, 10));
      p = after + 1;
    } else if (*p == '&') {
      size_t length = 0;
      buf_char(&buf, entity_at(p, end, &length));
      p += length;
    } else {
      ck_assert_msg(strchr("*_[]{}~^$#", *p) == NULL, "%c means something", *p);
      buf_char(&buf, *p++);
    }
  }
  return buf_done(&buf);
}

unsigned markdown_cells(const char *p, const char *end, struct str *cells, unsigned most) {
  unsigned count = 0;
  ck_assert(*p == '|' && end[-1] == '|');
  for (const char *at = ++p; at < end; at++) {
    if (*at == '\\') {
      at++;
    } else if (*at == '|') {
      ck_assert_uint_lt(count, most);
      cells[count++] = markdown_text(p, at);
      p = at + 1;
    }
  }
  return count;
}
