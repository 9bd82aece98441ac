/* Escaping: every byte in every context, what it becomes, and what of it may mean anything there. */
#define _GNU_SOURCE
#include "base/buf.h"
#include "escaping.h"

#include <stdlib.h>
#include <string.h>

static struct str without_cr(struct str text) {
  struct str copy = str_copy(&arena, text);
  for (uint32_t i = 0; i < copy.n; i++) {
    if (copy.p[i] == '\r') {
      ((char *)copy.p)[i] = ' ';
    }
  }
  return copy;
}

static void try_html(struct str text) {
  struct str got = escaped(escape_html, text);
  ck_assert(memchr(got.p, '<', got.n) == NULL && memchr(got.p, '>', got.n) == NULL);
  check_same(text, without_cr(kept(text, true)), unescaped_html(got));
  ck_assert(str_eq(got, escape_html_once(&arena, text)));
}

static unsigned harmless;

static void try_harmless(struct str text) {
  if (str_is_harmless(text)) {
    harmless++;
    ck_assert(str_eq(text, escaped(escape_html, text)));
    ck_assert(str_eq(text, escaped(escape_csv, text)));
  }
}

static void try_attribute(struct str text) {
  struct str got = escaped(escape_attribute, text);
  for (const char *p = "<>\"'\t\n\r"; *p != '\0'; p++) {
    ck_assert(memchr(got.p, *p, got.n) == NULL);
  }
  check_same(text, without_cr(kept(text, true)), unescaped_html(got));
}

/* CommonMark: a backslash before punctuation is dropped, and nothing that is left may mean anything. */
static void try_markdown(struct str text) {
  struct str got = escaped(escape_markdown, text);
  struct buf buf;
  buf_init(&buf, &arena);
  for (const char *p = got.p, *end = got.p + got.n; p < end;) {
    size_t length = 1;
    if (*p == '\\') {
      ck_assert(p + 1 < end);
      buf_char(&buf, p[1]);
      length = 2;
    } else if (*p == '&') {
      buf_char(&buf, entity_at(p, end, &length));
    } else {
      ck_assert_msg(strchr("`*_[]{}|~^$#<>\n\r\t!", *p) == NULL || *p == '\0', "%c is not escaped", *p);
      buf_char(&buf, *p);
    }
    p += length;
  }
  check_same(text, kept(text, false), buf_done(&buf));
}

static void try_markdown_code(struct str text) {
  struct str got = escaped(escape_markdown_code, text);
  if (got.p[0] == '`') {
    ck_assert(got.p[got.n - 1] == '`' && got.n == text.n + 2);
    for (uint32_t i = 1; i + 1 < got.n; i++) {
      ck_assert(strchr("`|\\\n\r\t", got.p[i]) == NULL && got.p[i] != '\0');
    }
    check_same(text, text, (struct str){.p = got.p + 1, .n = got.n - 2});
    return;
  }
  ck_assert(got.n >= 13 && memcmp(got.p, "<code>", 6) == 0 && memcmp(got.p + got.n - 7, "</code>", 7) == 0);
  struct buf buf;
  buf_init(&buf, &arena);
  for (const char *p = got.p + 6, *end = got.p + got.n - 7; p < end; p++) {
    if (*p == '&') {
      char *after = NULL;
      buf_char(&buf, (char)strtol(p + 2, &after, 10));
      ck_assert(p[1] == '#' && *after == ';');
      p = after;
    } else {
      ck_assert(strchr("`*_[]{}|~^$#<>\\!\n\r\t", *p) == NULL);
      buf_char(&buf, *p);
    }
  }
  check_same(text, kept(text, false), buf_done(&buf));
}

static bool anchors_seen[65536];

static void try_anchor(struct str text) {
  struct str got = escaped(escape_anchor, text);
  for (uint32_t i = 0; i < got.n; i++) {
    ck_assert(strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-", got.p[i]) != NULL);
  }
  ck_assert(str_eq(got, escape_anchor_once(&arena, text)));
  if (text.n == 1) {
    unsigned key = (unsigned char)got.p[0];
    key = got.n == 3 ? 256U + (unsigned)strtol((char[3]){got.p[1], got.p[2], 0}, NULL, 16) : key;
    ck_assert_msg(!anchors_seen[key], "two bytes have the anchor %.*s", STR_ARG(got));
    anchors_seen[key] = true;
  }
}

static void try_path(struct str text) {
  struct str got = escaped(escape_path, text);
  ck_assert(escape_is_link(got));
  struct str attribute = escaped(escape_attribute, got);
  ck_assert(str_eq(got, attribute));
}

static void try_href(struct str text) {
  struct str got = escaped(escape_href, text);
  for (uint32_t i = 0; i < got.n; i++) {
    unsigned char c = (unsigned char)got.p[i];
    ck_assert(c > ' ' && strchr("\"'<>\\^`{|}\x7F", c) == NULL);
  }
  ck_assert(unescaped_html(got).n >= text.n);
}

START_TEST(every_byte_in_every_context) {
  each_byte(try_html);
  each_byte(try_harmless);
  ck_assert_uint_gt(harmless, 100);
  each_byte(try_attribute);
  each_byte(try_markdown);
  each_byte(try_markdown_code);
  each_byte(try_anchor);
  each_byte(try_path);
  each_byte(try_href);
  expect(escape_href, "https://example.org/?a=1&b=\"2\"#\xC3\xA9", "https://example.org/?a=1&amp;b=%222%22#\xC3\xA9");
}
END_TEST

START_TEST(known_escapes) {
  expect(escape_html, "<b>&amp;</b>\n\x01\x7F\xC2\x9B\xC2\xA0\xC3\xA9",
         "&lt;b&gt;&amp;amp;&lt;/b&gt;\n\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xC2\xA0\xC3\xA9");
  expect(escape_attribute, "\"x' onload=1", "&quot;x&#39; onload=1");
  expect(escape_markdown, "a|b\\c`d`<e>\n*f*", "a\\|b\\\\c\\`d\\`&lt;e&gt; \\*f\\*");
  expect(escape_markdown, "~a^b$", "&#126;a&#94;b&#36;");
  expect(escape_markdown, "at https://a.example/b or www.a.example", "at https://a.example/b or www.a.example");
  expect(escape_markdown, "https://a.example/b_c www.a.example?b&c",
         "https&#58;//a.example/b\\_c www&#46;a.example?b&amp;c");
  expect(escape_markdown, "at 12:30:45: a:b :+1: x:smile_cat:", "at 12:30:45: a:b &#58;+1: x&#58;smile\\_cat:");
  expect(escape_markdown_code, "A.5.10", "`A.5.10`");
  expect(escape_markdown_code, "a|b", "<code>a&#124;b</code>");
  expect(escape_anchor, "4.2(a)_", "4.2_28a_29_5F");
  expect(escape_path, "a b%/\xC3\xA9", "a%20b%25%2F%C3%A9");
}
END_TEST

START_TEST(links) {
  static const char *const good[] = {"https://example.org/a?b=c&d",
                                     "HTTP://EXAMPLE.ORG",
                                     "mailto:a@example.org",
                                     "evidence/a.csv",
                                     "../a",
                                     "#x",
                                     "?q=a:b",
                                     "a/b:c"};
  static const char *const bad[] = {"",
                                    "javascript:alert(1)",
                                    "JavaScript:alert(1)",
                                    "java\nscript:alert(1)",
                                    " javascript:x",
                                    "data:text/html,x",
                                    "vbscript:x",
                                    "file:///etc/passwd",
                                    "//evil.example/x",
                                    "\\\\evil\\x",
                                    "/\\evil.example",
                                    "https:\\\\x",
                                    "ftp://x",
                                    "x:y",
                                    "http:/\x01/x",
                                    "\xC2\x85javascript:x"};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    ck_assert_msg(escape_is_link(from(good[i])), "%s", good[i]);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    ck_assert_msg(!escape_is_link(from(bad[i])), "%s", bad[i]);
  }
}
END_TEST

UNIT_SUITE(escape, unit_set_up, unit_tear_down, every_byte_in_every_context, known_escapes, links)
