/* For tests of the writers: what became of a text, and what had to become of it. */
#define _GNU_SOURCE
#include "escaping.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

struct str from(const char *text) {
  return str_from(text);
}

struct str escaped(escaper *escape, struct str text) {
  struct sink *sink = sink_open_memory(&arena);
  escape(sink, text);
  return sink_memory(sink);
}

void expect(escaper *escape, const char *text, const char *wanted) {
  struct str got = escaped(escape, from(text));
  ck_assert_msg(str_is(got, wanted), "%s became %.*s, not %s", text, STR_ARG(got), wanted);
}

void check_same(struct str text, struct str wanted, struct str got) {
  ck_assert_msg(str_eq(wanted, got), "%02x... became %.*s instead of %.*s", text.n > 0 ? (unsigned char)text.p[0] : 0U,
                STR_ARG(got), STR_ARG(wanted));
}

bool contains(struct str text, const char *what) {
  return memmem(text.p, text.n, what, strlen(what)) != NULL;
}

void each_byte(void (*try)(struct str text)) {
  for (unsigned c = 0; c < 256; c++) {
    char alone[1] = {(char)c};
    char between[3] = {'a', (char)c, 'z'};
    char doubled[4] = {(char)c, (char)c, 'x', (char)c};
    char c1[3] = {'\xC2', (char)c, 'z'};
    try((struct str){.p = alone, .n = 1});
    try((struct str){.p = between, .n = 3});
    try((struct str){.p = doubled, .n = 4});
    try((struct str){.p = c1, .n = 3});
  }
}

struct str kept(struct str text, bool white) {
  struct buf buf;
  buf_init(&buf, &arena);
  for (uint32_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)text.p[i];
    bool c1 = c == 0xC2 && i + 1 < text.n && ((unsigned char)text.p[i + 1] & 0xE0U) == 0x80U;
    if (c == '\t' || c == '\n' || c == '\r') {
      buf_char(&buf, white ? (char)c : ' ');
    } else if (c < ' ' || c == 0x7F || c1) {
      buf_text(&buf, "\xEF\xBF\xBD");
      i += c1;
    } else {
      buf_char(&buf, (char)c);
    }
  }
  return buf_done(&buf);
}

static const struct {
  const char *name;
  char c;
} entities[] = {{"&amp;", '&'}, {"&lt;", '<'},  {"&gt;", '>'},  {"&quot;", '"'}, {"&#39;", '\''}, {"&#36;", '$'},
                {"&#46;", '.'}, {"&#58;", ':'}, {"&#94;", '^'}, {"&#126;", '~'}, {"&#9;", '\t'},  {"&#10;", '\n'}};

char entity_at(const char *p, const char *end, size_t *length) {
  for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
    *length = strlen(entities[i].name);
    if ((size_t)(end - p) >= *length && memcmp(p, entities[i].name, *length) == 0) {
      return entities[i].c;
    }
  }
  ck_abort_msg("an ampersand that begins nothing: %.20s", p);
  return 0;
}

struct str unescaped_html(struct str text) {
  struct buf buf;
  buf_init(&buf, &arena);
  const char *end = text.p + text.n;
  for (const char *p = text.p; p < end;) {
    size_t length = 1;
    char c = *p == '&' ? entity_at(p, end, &length) : *p;
    buf_char(&buf, c);
    p += length;
  }
  return buf_done(&buf);
}
