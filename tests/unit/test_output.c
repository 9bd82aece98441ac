/* The writers: escaping, sinks, hashes, and every format of one hostile report read back by small readers of this file's
 * own, which know the formats and nothing of the writers. */
#define _GNU_SOURCE
#include "base/buf.h"
#include "output/assets.h"
#include "output/escape.h"
#include "output/formats.h"
#include "output/sha256.h"

#include <check.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static struct guard guard;
static struct arena arena;
static char folder[64];

static void set_up(void) {
  if (setjmp(guard.jump) != 0) {
    abort(); /* out of memory */
  }
  arena_init(&arena, &guard);
  strcpy(folder, "/tmp/test_output.XXXXXX");
  ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void tear_down(void) {
  char command[128];
  snprintf(command, sizeof command, "rm -rf '%s'", folder);
  ck_assert_int_eq(system(command), 0);
  arena_free(&arena);
}

/* ---- helpers ---- */

typedef void escaper(struct sink *sink, struct str text);

static struct str escaped(escaper *escape, struct str text) {
  struct sink *sink = sink_open_memory(&arena);
  escape(sink, text);
  return sink_memory(sink);
}

static struct str from(const char *text) {
  return str_from(text);
}

static void expect(escaper *escape, const char *text, const char *wanted) {
  struct str got = escaped(escape, from(text));
  ck_assert_msg(str_is(got, wanted), "%s became %.*s, not %s", text, STR_ARG(got), wanted);
}

/* The texts that every context is tried with: each byte alone, each ASCII byte between letters, each C1 control. */
static void each_byte(void (*try)(struct str text)) {
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

/* What any format may keep of a text: no controls but tab and line ends, and those only if `white` says so. */
static struct str kept(struct str text, bool white) {
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
} entities[] = {{"&amp;", '&'},  {"&lt;", '<'},  {"&gt;", '>'},  {"&quot;", '"'},
                {"&#39;", '\''}, {"&#9;", '\t'}, {"&#10;", '\n'}};

/* The character of the entity at `p`, and its length; fails on any other ampersand. */
static char entity_at(const char *p, const char *end, size_t *length) {
  for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
    *length = strlen(entities[i].name);
    if ((size_t)(end - p) >= *length && memcmp(p, entities[i].name, *length) == 0) {
      return entities[i].c;
    }
  }
  ck_abort_msg("an ampersand that begins nothing: %.20s", p);
  return 0;
}

static struct str unescaped_html(struct str text) {
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

static void check_same(struct str text, struct str wanted, struct str got) {
  ck_assert_msg(str_eq(wanted, got), "%02x... became %.*s instead of %.*s", text.n > 0 ? (unsigned char)text.p[0] : 0U,
                STR_ARG(got), STR_ARG(wanted));
}

/* ---- escaping ---- */

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

/* ---- CSV ---- */

/* RFC 4180 read to the letter: the cells of a table. `p` of the last is NULL. */
struct csv {
  VEC(struct str) cells;
  VEC(uint32_t) widths; /* of each line */
  bool crlf;
};

static const char *csv_cell(const char *p, const char *end, struct str *cell) {
  struct buf buf;
  buf_init(&buf, &arena);
  if (p < end && *p == '"') {
    for (p++;; p++) {
      ck_assert_msg(p < end, "a quoted cell does not end");
      if (*p == '"' && (p + 1 == end || p[1] != '"')) {
        break;
      }
      p += *p == '"';
      buf_char(&buf, *p);
    }
    p++;
  } else {
    for (; p < end && *p != ',' && *p != '\n' && *p != '\r'; p++) {
      ck_assert_msg(*p != '"', "a quote in a cell without quotes");
      buf_char(&buf, *p);
    }
  }
  *cell = buf_done(&buf);
  return p;
}

static struct csv read_csv(struct str text) {
  struct csv csv = {.crlf = memchr(text.p, '\r', text.n) != NULL};
  const char *p = text.p;
  const char *end = text.p + text.n;
  uint32_t width = 0;
  while (p < end) {
    struct str cell;
    p = csv_cell(p, end, &cell);
    vec_push(&arena, &csv.cells, cell);
    width++;
    ck_assert_msg(p < end, "the last line does not end");
    if (*p == ',') {
      p++;
      continue;
    }
    p += *p == '\r';
    ck_assert_msg(*p++ == '\n', "something behind a cell");
    vec_push(&arena, &csv.widths, width);
    width = 0;
  }
  return csv;
}

static bool starts_with_blank_and(struct str text, const char *const *starts) {
  static const char *const blanks[] = {" ",  "\t",       "\r",           "\n",           "\v",
                                       "\f", "\xC2\xA0", "\xE3\x80\x80", "\xE2\x80\x8B", "\xEF\xBB\xBF"};
  uint32_t at = 0;
  for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
    uint32_t n = (uint32_t)strlen(blanks[i]);
    if (text.n - at >= n && memcmp(text.p + at, blanks[i], n) == 0) {
      at += n;
      i = SIZE_MAX; /* from the first one again */
    }
  }
  for (; *starts != NULL; starts++) {
    size_t n = strlen(*starts);
    if (text.n - at >= n && memcmp(text.p + at, *starts, n) == 0) {
      return true;
    }
  }
  return false;
}

static bool is_formula(struct str text) {
  static const char *const starts[] = {
      "=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0", NULL};
  return starts_with_blank_and(text, starts) || (text.n > 0 && strchr("\t\r", text.p[0]) != NULL && text.p[0] != '\0');
}

static struct str one_cell(escaper *escape, struct str text) {
  struct sink *sink = sink_open_memory(&arena);
  escape(sink, text);
  sink_text(sink, ",end\n");
  struct csv csv = read_csv(sink_memory(sink));
  ck_assert(csv.cells.n == 2 && str_is(csv.cells.v[1], "end"));
  return csv.cells.v[0];
}

static void try_csv(struct str text) {
  struct str got = one_cell(escape_csv, text);
  ck_assert_msg(!is_formula(got), "%.*s would run", STR_ARG(got));
  if (got.p[0] == '\'' && text.p[0] != '\'') {
    ck_assert_msg(is_formula(text) || text.p[0] == '\n', "%.*s is defused for nothing", STR_ARG(text));
    got = (struct str){.p = got.p + 1, .n = got.n - 1};
  }
  check_same(text, kept(text, true), got);
}

START_TEST(csv_cells) {
  each_byte(try_csv);
  static const char *const texts[] = {
      "=1+1",          " =1+1",      "\t=1",           "\r=1",           "\n=1",   " \n +1", "@SUM(A1)", "-1",
      "\xEF\xBC\x9Dx", "\xC2\xA0=1", "\xE3\x80\x80=1", "\xEF\xBB\xBF=1", "\"=1\"", "a,b",    "a\"b",     "a\r\nb",
      " a ",           "'=1",        "plain",          "\xE2\x80\x8B=1"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    try_csv(from(texts[i]));
  }
  expect(escape_csv, "=1,2", "\"'=1,2\"");
  expect(escape_csv, "\xC2\xA0=1", "'\xC2\xA0=1");
  expect(escape_csv, "\xE2\x80\x8B=1", "'\xE2\x80\x8B=1");
  expect(escape_csv, "5.10", "5.10");
  expect(escape_csv, "", "");
}
END_TEST

START_TEST(excel_ids) {
  expect(escape_csv_excel_id, "5.10", "\"=\"\"5.10\"\"\"");
  expect(escape_csv_excel_id, "4", "\"=\"\"4\"\"\"");
  expect(escape_csv_excel_id, "1-2/3", "\"=\"\"1-2/3\"\"\"");
  expect(escape_csv_excel_id, "MAR-01", "\"=\"\"MAR-01\"\"\"");
  expect(escape_csv_excel_id, "2E5", "\"=\"\"2E5\"\"\"");
  expect(escape_csv_excel_id, "A.5.10", "A.5.10");
  expect(escape_csv_excel_id, "GV.OC-01", "GV.OC-01");
  expect(escape_csv_excel_id, "=5.10", "'=5.10");
  expect(escape_csv_excel_id, "-5.10", "'-5.10");
  expect(escape_csv_excel_id, "5.10 5.11", "5.10 5.11");
  expect(escape_csv_excel_id, "5\"&cmd", "\"5\"\"&cmd\"");
  expect(escape_csv_excel_id, "", "");
}
END_TEST

/* ---- hashes ---- */

static void expect_hash(const char *text, size_t n, const char *wanted) {
  unsigned char digest[SHA256_BYTES];
  char hex[2 * SHA256_BYTES + 1];
  sha256(text, n, digest);
  for (unsigned i = 0; i < SHA256_BYTES; i++) {
    snprintf(hex + 2 * i, 3, "%02x", digest[i]);
  }
  ck_assert_str_eq(hex, wanted);
}

START_TEST(hashes) {
  expect_hash("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect_hash("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect_hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  char *million = arena_alloc(&arena, 1000000);
  memset(million, 'a', 1000000);
  expect_hash(million, 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  expect_hash(million, 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
  expect_hash(million, 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
  expect_hash(million, 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
  char text[SHA256_BASE64];
  sha256_base64("abc", 3, text);
  ck_assert_str_eq(text, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}
END_TEST

/* ---- sinks ---- */

static char *path_of(const char *name) {
  char *path = arena_alloc(&arena, 256);
  snprintf(path, 256, "%s/%s", folder, name);
  return path;
}

static int write_file(const char *path, const char *text) {
  struct sink *sink = sink_open_file(&arena, path);
  sink_text(sink, text);
  return sink_close(sink);
}

static struct str read_file(const char *path) {
  FILE *in = fopen(path, "rb");
  ck_assert_ptr_nonnull(in);
  char *bytes = arena_alloc(&arena, 1 << 20);
  size_t n = fread(bytes, 1, 1 << 20, in);
  fclose(in);
  return (struct str){.p = bytes, .n = (uint32_t)n};
}

static unsigned files_in(const char *path) {
  DIR *dir = opendir(path);
  ck_assert_ptr_nonnull(dir);
  unsigned count = 0;
  for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
    count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
  }
  closedir(dir);
  return count;
}

START_TEST(file_is_written_whole) {
  char *path = path_of("a.txt");
  struct sink *sink = sink_open_file(&arena, path);
  struct str piece = STR("0123456789abcdefghijklmnopqrstuvwxyz\n");
  for (int i = 0; i < 10000; i++) {
    sink_str(sink, piece);
    ck_assert_int_ne(access(path, F_OK), 0); /* nothing to be seen before it is closed */
  }
  sink_number(sink, 0);
  sink_number(sink, UINT64_MAX);
  sink_char(sink, '\n');
  ck_assert_int_eq(sink_close(sink), 0);
  struct str got = read_file(path);
  ck_assert_uint_eq(got.n, piece.n * 10000 + 22);
  ck_assert(memcmp(got.p + got.n - 22, "018446744073709551615\n", 22) == 0);
  ck_assert_uint_eq(files_in(folder), 1);
  struct stat status;
  mode_t mask = umask(0);
  umask(mask);
  ck_assert_int_eq(stat(path, &status), 0);
  ck_assert_uint_eq(status.st_mode & 0777, 0666 & ~mask);
}
END_TEST

static struct stat old_file(const char *path) {
  struct timespec times[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
  struct stat status;
  ck_assert_int_eq(utimensat(AT_FDCWD, path, times, 0), 0);
  ck_assert_int_eq(stat(path, &status), 0);
  return status;
}

static bool untouched(const char *path, struct stat before) {
  struct stat now;
  ck_assert_int_eq(stat(path, &now), 0);
  return now.st_ino == before.st_ino && now.st_mtim.tv_sec == before.st_mtim.tv_sec;
}

START_TEST(equal_file_is_left_alone) {
  char *path = path_of("a.txt");
  ck_assert_int_eq(write_file(path, "the same"), 0);
  struct stat before = old_file(path);
  ck_assert_int_eq(write_file(path, "the same"), 0);
  ck_assert(untouched(path, before));
  static const char *const others[] = {"the samE", "the same and more", "the sam", ""};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    ck_assert_int_eq(chmod(path, 0640), 0);
    before = old_file(path);
    ck_assert_int_eq(write_file(path, others[i]), 0);
    ck_assert(!untouched(path, before));
    ck_assert(str_is(read_file(path), others[i]));
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0640);
  }
  ck_assert_uint_eq(files_in(folder), 1);
}
END_TEST

/* A file of several buffers that differs from the old one at `at`, or nowhere. */
static void rewrite_long(const char *path, size_t at) {
  enum { LENGTH = 300000 };
  char *bytes = arena_alloc(&arena, LENGTH);
  for (size_t i = 0; i < LENGTH; i++) {
    bytes[i] = (char)('a' + i % 26);
  }
  if (at < LENGTH) {
    bytes[at] = '!';
  }
  struct sink *sink = sink_open_file(&arena, path);
  for (size_t i = 0; i < LENGTH; i += 1000) {
    sink_write(sink, bytes + i, 1000);
  }
  ck_assert_int_eq(sink_close(sink), 0);
  struct str got = read_file(path);
  ck_assert(got.n == LENGTH && memcmp(got.p, bytes, LENGTH) == 0);
}

START_TEST(common_part_is_carried_over) {
  char *path = path_of("long");
  static const size_t places[] = {300000, 0, 65535, 65536, 65537, 200000, 299999, 300000};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    rewrite_long(path, places[i]);
  }
  struct stat before = old_file(path);
  rewrite_long(path, 300000);
  ck_assert(untouched(path, before));
}
END_TEST

START_TEST(faults_leave_nothing_behind) {
  ck_assert_int_eq(write_file(path_of("no/such/folder"), "x"), ENOENT);
  ck_assert_int_eq(write_file(folder, "x"), EISDIR);
  ck_assert_int_eq(write_file(path_of("file"), "x"), 0);
  ck_assert_int_eq(write_file(path_of("file/below"), "x"), ENOTDIR);
  ck_assert_int_ne(write_file("/proc/not-to-be-created", "x"), 0); /* a folder in which nobody may create */
  ck_assert_int_eq(write_file("/dev/full", "x"), ENOSPC);
  ck_assert_int_eq(write_file("/dev/null", "x"), 0);
  struct stat status;
  ck_assert(stat("/dev/null", &status) == 0 && S_ISCHR(status.st_mode));
  ck_assert_uint_eq(files_in(folder), 1);

  struct sink *sink = sink_open_file(&arena, path_of("taken"));
  sink_text(sink, "x");
  ck_assert_int_eq(mkdir(path_of("taken"), 0777), 0);
  ck_assert_int_eq(sink_close(sink), EISDIR);
  ck_assert_uint_eq(files_in(folder), 2);

  sink = sink_open_file(&arena, path_of("given-up"));
  rewrite_long(path_of("other"), 0);
  for (int i = 0; i < 100000; i++) {
    sink_text(sink, "more than a buffer");
  }
  ck_assert_uint_eq(files_in(folder), 4); /* with the temporary file */
  sink_abandon(sink);
  ck_assert_uint_eq(files_in(folder), 3);
}
END_TEST

START_TEST(full_disk_keeps_the_old_file) {
  char *path = path_of("old");
  ck_assert_int_eq(write_file(path, "what was there"), 0);
  struct rlimit limit = {.rlim_cur = 100000, .rlim_max = 100000};
  signal(SIGXFSZ, SIG_IGN);
  ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
  struct sink *sink = sink_open_file(&arena, path);
  for (int i = 0; i < 100000; i++) {
    sink_text(sink, "what is to come");
  }
  ck_assert_int_eq(sink_close(sink), EFBIG);
  ck_assert(str_is(read_file(path), "what was there"));
  ck_assert_uint_eq(files_in(folder), 1);
}
END_TEST

START_TEST(links_to_files_survive) {
  ck_assert_int_eq(write_file(path_of("real"), "one"), 0);
  ck_assert_int_eq(symlink("real", path_of("link")), 0);
  ck_assert_int_eq(write_file(path_of("link"), "two"), 0);
  struct stat status;
  ck_assert(lstat(path_of("link"), &status) == 0 && S_ISLNK(status.st_mode));
  ck_assert(str_is(read_file(path_of("real")), "two"));
}
END_TEST

START_TEST(streams) {
  FILE *full = fopen("/dev/full", "w");
  ck_assert_ptr_nonnull(full);
  struct sink *sink = sink_open_stream(&arena, full);
  sink_text(sink, "x");
  ck_assert_int_eq(sink_close(sink), ENOSPC);
  fclose(full);
  FILE *out = fopen(path_of("out"), "w");
  fputs("before ", out);
  sink = sink_open_stream(&arena, out);
  sink_text(sink, "within ");
  ck_assert_int_eq(sink_close(sink), 0);
  fputs("after", out);
  fclose(out);
  ck_assert(str_is(read_file(path_of("out")), "before within after"));
  char *memory = NULL;
  size_t size = 0;
  FILE *in_memory = open_memstream(&memory, &size);
  sink = sink_open_stream(&arena, in_memory);
  sink_text(sink, "kept");
  ck_assert_int_eq(sink_close(sink), 0);
  fclose(in_memory);
  ck_assert_str_eq(memory, "kept");
  free(memory);
}
END_TEST

START_TEST(shares) {
  static const struct {
    uint32_t part, whole;
    const char *wanted;
  } cases[] = {{0, 106, "0 %"},   {106, 106, "100 %"}, {1, 3, "33 %"}, {2, 3, "67 %"},
               {1, 1000, "<1 %"}, {999, 1000, "99 %"}, {0, 0, ""},     {1, 2, "50 %"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct sink *sink = sink_open_memory(&arena);
    write_share(sink, cases[i].part, cases[i].whole, "<");
    ck_assert_msg(str_is(sink_memory(sink), cases[i].wanted), "%u of %u", cases[i].part, cases[i].whole);
  }
}
END_TEST

/* ---- a hostile report ---- */

#define HOSTILE_TITLE                                                                                     \
  "<script>alert(1)</script> & \"double\" 'single' | pipe `tick` \\ back\nline*star*_under_ \xE2\x80\xAE" \
  "rtl\xE2\x80\xAC \xF0\x9F\x94\x92"
enum { ITEMS = 9 };

static struct report_item items[2][ITEMS];
static struct report_row rows[] = {
    {.source = {.item = 1},
     .target = {.item = 1},
     .relation = REL_EQUAL,
     .strength = 10,
     .confidence = 100,
     .mapping = 0,
     .remarks = {"plain", 5}},
    {.source = {.item = 1},
     .target = {.item = 2},
     .relation = REL_RELATED,
     .strength = -1,
     .confidence = 0,
     .mapping = 1,
     .disputed = true,
     .remarks = {"disputed; =cmd|' /C calc'!A0", 28}},
    {.source = {.item = 1}, .target = {.item = 3}, .relation = REL_NONE, .strength = 1, .confidence = -1, .mapping = 0},
    {.source = {.item = 2},
     .target = {.item = 4},
     .relation = REL_INTERSECTS,
     .basis = BASIS_IMPLIED,
     .strength = -1,
     .confidence = -1,
     .mapping = NO_ITEM,
     .remarks = {"2 is in <b>\n</details></table> & so on", 38}},
    {.source = {.item = 3},
     .target = {.item = 5},
     .relation = REL_SUPPORTS,
     .basis = BASIS_CANDIDATE,
     .strength = 3,
     .confidence = -1,
     .mapping = NO_ITEM},
    {.source = {.item = 4},
     .target = {.id = {"", 0}, .title = {"", 0}, .item = NO_ITEM},
     .basis = BASIS_GAP,
     .strength = -1,
     .confidence = -1,
     .mapping = NO_ITEM},
    {.source = {.item = 6},
     .target = {.item = 6},
     .relation = REL_CONTRARY,
     .strength = -1,
     .confidence = -1,
     .mapping = 1},
    {.source = {.item = 7},
     .target = {.id = {"", 0}, .title = {"", 0}, .item = NO_ITEM},
     .basis = BASIS_EXCLUDED,
     .strength = -1,
     .confidence = -1,
     .mapping = NO_ITEM,
     .remarks = {"-1 reviewed", 11}},
    {.source = {.id = {"x|y 5.10", 8}, .title = {"a; b", 4}, .item = 8},
     .target = {.id = {"`t` <u>", 7}, .title = {"c; d", 4}, .item = 7},
     .relation = REL_SUPERSET,
     .strength = -1,
     .confidence = -1,
     .mapping = 0},
    {.source = {.item = 8},
     .target = {.item = 7},
     .relation = REL_SUBSET,
     .strength = -1,
     .confidence = -1,
     .mapping = 0},
};
enum { ROWS = sizeof rows / sizeof *rows };

static struct report_mapping mappings[2];
static struct report_provenance provenance = {.href = {"javascript:alert(1)", 19},
                                              .text = {"<img src=x onerror=alert(1)>", 28}};
static struct report_finding findings[2];
static const struct report_document documents[] = {{{"framework", 9}, {"a<b", 3}, {"x\"y<.xml", 8}, {"", 0}},
                                                   {{"workspace", 9}, {"", 0}, {"w.xml", 5}, {"00ff", 4}}};

static void make_items(unsigned side) {
  static const char *const ids[ITEMS] = {"G<1>", "5.10", "a\"b", "c'd&e", "f|g`h\\", "G 2", "=1+1", "\x01\x7F", "--x"};
  for (uint32_t i = 0; i < ITEMS; i++) {
    bool group = i == 0 || i == 5;
    items[side][i] = (struct report_item){.id = from(ids[i]),
                                          .title = i == 1 ? from("Plain title") : from(HOSTILE_TITLE),
                                          .parent = group   ? NO_ITEM
                                                    : i < 5 ? 0U
                                                            : 5U,
                                          .depth = !group,
                                          .group = group,
                                          .counted = !group,
                                          .coverage = (enum coverage)(i % 4),
                                          .jointly = i % 4 == COVERAGE_FULL,
                                          .by = from(i % 2 == 0 ? "5.10 f|g`h\\" : ""),
                                          .candidates = from(i % 4 == 0 ? "=1+1 a\"b" : ""),
                                          .note = from(i % 4 == 0 ? "no-relation" : ""),
                                          .row_count = 1};
  }
}

static struct report_framework make_framework(unsigned side, const char *id) {
  struct report_framework framework = {.id = from(id),
                                       .title = from(HOSTILE_TITLE),
                                       .short_title = from("<" HOSTILE_TITLE ">"),
                                       .publisher = from("A & B"),
                                       .edition = from("1"),
                                       .published = from("2026"),
                                       .rights = from("<b>none</b>"),
                                       .href = from("https://example.org/?a=1&b=\"2\""),
                                       .digest = from(""),
                                       .item_count = ITEMS,
                                       .items = items[side]};
  for (uint32_t i = 0; i < ITEMS; i++) {
    if (items[side][i].counted) {
      framework.counts.counted++;
      framework.counts.full += items[side][i].coverage == COVERAGE_FULL;
      framework.counts.jointly += items[side][i].coverage == COVERAGE_FULL;
      framework.counts.partial += items[side][i].coverage == COVERAGE_PARTIAL;
      framework.counts.none += items[side][i].coverage == COVERAGE_NONE;
      framework.counts.excluded += items[side][i].coverage == COVERAGE_EXCLUDED;
    }
  }
  return framework;
}

static void fill_end(struct report_end *end, unsigned side) {
  if (end->item != NO_ITEM && end->id.p == NULL) {
    end->id = items[side][end->item].id;
    end->title = items[side][end->item].title;
  }
}

static struct report_crosswalk hostile_report(void) {
  make_items(0);
  make_items(1);
  for (uint32_t i = 0; i < ROWS; i++) {
    fill_end(&rows[i].source, 0);
    fill_end(&rows[i].target, 1);
    if (rows[i].remarks.p == NULL) {
      rows[i].remarks = STR("");
    }
  }
  for (unsigned i = 0; i < 2; i++) {
    mappings[i] = (struct report_mapping){.id = from(i == 0 ? "first" : "se|co`nd<"),
                                          .title = from(HOSTILE_TITLE),
                                          .publisher = from("<p>"),
                                          .published = from("2026"),
                                          .version = from("1"),
                                          .status = from("draft"),
                                          .authority = from("owner"),
                                          .method = from("human"),
                                          .rationale = from(""),
                                          .style = from(""),
                                          .digest = from(""),
                                          .inverted = i == 1,
                                          .chains = i == 0,
                                          .facts = 3,
                                          .provenance_count = 1,
                                          .provenances = &provenance};
    findings[i] = (struct report_finding){.severity = from("error\" onload=\"x"),
                                          .name = from("conflict.<x>"),
                                          .place = from("a|b.xml:1:2"),
                                          .file = from("a|b.xml"),
                                          .line = 1,
                                          .column = 2,
                                          .message = from(HOSTILE_TITLE),
                                          .accepted = from(i == 0 ? "" : "</td>accepted")};
  }
  return (struct report_crosswalk){.brand.title = from("W <" HOSTILE_TITLE),
                                   .source = make_framework(0, "src"),
                                   .target = make_framework(1, "tgt"),
                                   .row_count = ROWS,
                                   .rows = rows,
                                   .declared = 6,
                                   .implied = 1,
                                   .candidate = 1,
                                   .disputed = 1,
                                   .mapping_count = 2,
                                   .mappings = mappings,
                                   .finding_count = 2,
                                   .findings = findings,
                                   .document_count = 2,
                                   .documents = documents};
}

/* Text as it can be compared between formats: controls shown, white space collapsed. */
static struct str plain(struct str text) {
  struct str seen = kept(text, false);
  struct buf buf;
  buf_init(&buf, &arena);
  for (uint32_t i = 0; i < seen.n; i++) {
    bool blank = seen.p[i] == ' ';
    if (!blank || (buf.n > 0 && buf.p[buf.n - 1] != ' ')) {
      buf_char(&buf, seen.p[i]);
    }
  }
  while (buf.n > 0 && buf.p[buf.n - 1] == ' ') {
    buf.n--;
  }
  return buf_done(&buf);
}

static struct str output_of(const char *format, bool gaps, struct writer_options *options) {
  struct report_crosswalk report = hostile_report();
  const struct writer *writer = writer_find(format);
  ck_assert_ptr_nonnull(writer);
  struct sink *sink = sink_open_memory(&arena);
  (gaps ? writer->gaps : writer->crosswalk)(sink, &report, options);
  return sink_memory(sink);
}

static const struct report_item *gap_item(uint32_t line, unsigned *side) {
  for (*side = 0; *side < 2; (*side)++) {
    for (uint32_t i = 0; i < ITEMS; i++) {
      if (items[*side][i].counted && line-- == 0) {
        return &items[*side][i];
      }
    }
  }
  return NULL;
}

/* The cells that a line of the gaps table must have. */
static bool wanted_gap(uint32_t line, struct str cells[GAPS_COLUMNS]) {
  unsigned side = 0;
  const struct report_item *item = gap_item(line, &side);
  if (item == NULL) {
    return false;
  }
  struct report_framework framework = make_framework(side, side == 0 ? "src" : "tgt");
  struct report_gap_cells gap;
  report_gap_cells_of(&framework, item, &gap);
  for (unsigned i = 0; i < GAPS_COLUMNS; i++) {
    cells[i] = plain(gap.cell[i]);
  }
  return true;
}

static bool wanted_row(uint32_t line, struct str cells[TABLE_COLUMNS]) {
  struct report_crosswalk report = hostile_report();
  if (line >= ROWS) {
    return false;
  }
  struct report_cells row;
  report_row_cells(&report, &rows[line], &row);
  for (unsigned i = 0; i < TABLE_COLUMNS; i++) {
    cells[i] = plain(row.cell[i]);
  }
  return true;
}

static void compare_cell(const char *format, uint32_t line, unsigned column, struct str wanted, struct str got) {
  got = plain(got);
  ck_assert_msg(str_eq(wanted, got), "%s, row %u, column %u: %.*s instead of %.*s", format, line + 1, column + 1,
                STR_ARG(got), STR_ARG(wanted));
}

static bool contains(struct str text, const char *what) {
  return memmem(text.p, text.n, what, strlen(what)) != NULL;
}

/* ---- read back: CSV ---- */

static struct str undefused(struct str cell) {
  if (cell.n > 1 && cell.p[0] == '\'') {
    struct str rest = {.p = cell.p + 1, .n = cell.n - 1};
    ck_assert(is_formula(rest));
    return rest;
  }
  return cell;
}

static struct str unexcelled(struct str cell) {
  if (cell.n > 3 && memcmp(cell.p, "=\"", 2) == 0 && cell.p[cell.n - 1] == '"') {
    return (struct str){.p = cell.p + 2, .n = cell.n - 3};
  }
  return cell;
}

static void compare_csv(struct csv csv, unsigned columns, bool (*wanted)(uint32_t, struct str *),
                        const char *const *header, bool excel) {
  struct str cells[TABLE_COLUMNS];
  uint32_t line = 0;
  for (unsigned i = 0; i < columns; i++) {
    ck_assert(str_is(csv.cells.v[i], header[i]));
  }
  for (; wanted(line, cells); line++) {
    ck_assert_uint_gt(csv.widths.n, line + 1);
    for (unsigned i = 0; i < columns; i++) {
      ck_assert_uint_eq(csv.widths.v[line + 1], columns);
      struct str got = csv.cells.v[(line + 1) * columns + i];
      ck_assert_msg(!is_formula(got) || (excel && unexcelled(got).n != got.n), "%.*s would run", STR_ARG(got));
      compare_cell("csv", line, i, cells[i], undefused(excel ? unexcelled(got) : got));
    }
  }
  ck_assert_uint_eq(csv.widths.n, line + 1);
}

START_TEST(csv_is_read_back) {
  struct writer_options options = {.candidates = true};
  struct csv csv = read_csv(output_of("csv", false, &options));
  compare_csv(csv, TABLE_COLUMNS, wanted_row, table_columns, false);
  compare_csv(read_csv(output_of("csv", true, &options)), GAPS_COLUMNS, wanted_gap, gaps_columns, false);
  options.excel = true;
  struct str excel = output_of("csv", false, &options);
  ck_assert(memcmp(excel.p, "\xEF\xBB\xBFsource_id,", 13) == 0);
  struct str rest = {.p = excel.p + 3, .n = excel.n - 3};
  ck_assert(memmem(rest.p, rest.n, "\"=\"\"5.10\"\"\"", 11) != NULL);
  compare_csv(read_csv(rest), TABLE_COLUMNS, wanted_row, table_columns, true);
}
END_TEST

START_TEST(candidates_only_when_asked_for) {
  struct writer_options options = {0};
  struct csv csv = read_csv(output_of("csv", false, &options));
  ck_assert_uint_eq(csv.widths.n, ROWS);
  options.candidates = true;
  ck_assert_uint_eq(read_csv(output_of("csv", false, &options)).widths.n, ROWS + 1);
}
END_TEST

/* ---- read back: Markdown ---- */

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

/* The cells of the line; the number of them. */
static unsigned markdown_cells(const char *p, const char *end, struct str *cells, unsigned most) {
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

/* All the tables of the text in one: lines that are heads or rules are left out. `skip` heads have this first cell. */
static uint32_t compare_markdown(struct str text, const char *head, unsigned columns, unsigned first,
                                 bool (*wanted)(uint32_t, struct str *)) {
  uint32_t line = 0;
  bool within = false;
  for (const char *p = text.p, *end = p + text.n; p < end;) {
    const char *stop = memchr(p, '\n', (size_t)(end - p));
    ck_assert_ptr_nonnull(stop);
    struct str cells[TABLE_COLUMNS];
    struct str want[TABLE_COLUMNS];
    if (*p != '|') {
      within = false;
    } else if (!within) {
      unsigned count = markdown_cells(p, stop, cells, TABLE_COLUMNS);
      within = str_eq(plain(cells[0]), from(head));
      ck_assert(!within || count == columns);
      p = stop + 1; /* the rule under the head */
      stop = memchr(p, '\n', (size_t)(end - p));
      ck_assert(memcmp(p, "| ---", 5) == 0);
      if (!within) {
        while (stop + 1 < end && stop[1] == '|') {
          stop = memchr(stop + 1, '\n', (size_t)(end - stop - 1));
        }
      }
    } else {
      ck_assert_uint_eq(markdown_cells(p, stop, cells, TABLE_COLUMNS), columns);
      ck_assert_msg(wanted(line, want), "a row too many");
      for (unsigned i = 0; i < columns; i++) {
        compare_cell("markdown", line, i, want[i + first], cells[i]);
      }
      line++;
    }
    p = stop + 1;
  }
  return line;
}

START_TEST(markdown_is_read_back) {
  struct writer_options options = {.candidates = true, .front_matter = "title: x\nweight: 3"};
  struct str text = output_of("markdown", false, &options);
  ck_assert(memcmp(text.p, "---\ntitle: x\nweight: 3\n---\n\n## ", 31) == 0);
  struct str cells[TABLE_COLUMNS];
  ck_assert(contains(text, " | plain |\n") && contains(text, "| `5.10` | Plain title | equal-to | `5.10` |"));
  uint32_t lines = compare_markdown(text, "Source", TABLE_COLUMNS, 0, wanted_row);
  ck_assert(lines == ROWS && !wanted_row(lines, cells));
  lines = compare_markdown(text, "Control", GAPS_COLUMNS - 1, 1, wanted_gap);
  ck_assert(lines > 0 && !wanted_gap(lines, cells));
}
END_TEST

/* ---- read back: HTML ---- */

enum { DEEPEST = 64, MOST_IDS = 400 };

struct page {
  const char *p;
  const char *end;
  struct str stack[DEEPEST];
  unsigned depth;
  struct str ids[MOST_IDS];
  unsigned id_count;
  struct str targets[MOST_IDS];
  unsigned target_count;
  /* the table that is read */
  const char *table_class;
  bool within;
  bool heading; /* the row is a heading of a group */
  uint32_t line;
  unsigned cell; /* number of the cell that is open, from 1 on; 0 for none */
  struct buf texts[TABLE_COLUMNS][7];
  struct str last_id;
  struct str last_title;
};
enum { PLAIN, B, SPAN, I, P, SUMMARY, STRONG };

static bool one_of(struct str name, const char *list) {
  for (const char *p = list; *p != '\0';) {
    const char *space = strchr(p, ' ');
    size_t n = space != NULL ? (size_t)(space - p) : strlen(p);
    if (name.n == n && memcmp(name.p, p, n) == 0) {
      return true;
    }
    p += n + (space != NULL);
  }
  return false;
}

static struct str top(const struct page *page) {
  return page->depth > 0 ? page->stack[page->depth - 1] : STR("");
}

static void pop_while(struct page *page, const char *implied) {
  while (page->depth > 0 && one_of(top(page), implied)) {
    page->depth--;
  }
}

static unsigned kind_of_text(const struct page *page) {
  static const char *const names[] = {NULL, "b", "span", "i", "p", "summary", "strong"};
  for (unsigned d = page->depth; d-- > 0 && !one_of(page->stack[d], "td th");) {
    for (unsigned k = B; k <= STRONG; k++) {
      if (str_is(page->stack[d], names[k])) {
        return k;
      }
    }
  }
  return PLAIN;
}

static void page_text(struct page *page, struct str text) {
  for (uint32_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)text.p[i];
    ck_assert_msg(c != '>' && (c >= ' ' || c == '\n' || c == '\t') && c != 0x7F, "byte %02x in text", c);
  }
  struct str got = unescaped_html(text);
  if (page->within && page->cell > 0) {
    buf_str(&page->texts[page->cell - 1][kind_of_text(page)], got);
  }
}

static void finish_row(struct page *page);

static void open_cell(struct page *page) {
  if (page->within) {
    page->cell++;
    ck_assert_uint_le(page->cell, TABLE_COLUMNS);
    for (unsigned k = 0; k < 7; k++) {
      buf_init(&page->texts[page->cell - 1][k], &arena);
    }
  }
}

static void page_attribute(struct page *page, struct str tag, struct str name, struct str value) {
  ck_assert_msg(one_of(name,
                       "lang charset http-equiv content name rel href class id width height aria-hidden viewBox "
                       "transform x y r cx cy d "
                       "patternUnits patternTransform preserveAspectRatio role aria-label aria-labelledby aria-live "
                       "tabindex scope colspan "
                       "data-k data-s data-t hidden for type autocomplete spellcheck placeholder value"),
                "attribute %.*s", STR_ARG(name));
  if (str_is(name, "id")) {
    for (unsigned i = 0; i < page->id_count; i++) {
      ck_assert_msg(!str_eq(page->ids[i], value), "two elements have the id %.*s", STR_ARG(value));
    }
    ck_assert_uint_lt(page->id_count, MOST_IDS);
    page->ids[page->id_count++] = value;
  } else if (str_is(name, "href")) {
    ck_assert(str_is(value, "data:,") || escape_is_link(unescaped_html(value)));
    if (value.n > 0 && value.p[0] == '#' && page->target_count < MOST_IDS) {
      page->targets[page->target_count++] = (struct str){.p = value.p + 1, .n = value.n - 1};
    }
  } else if (str_is(name, "class") && str_is(tag, "tr")) {
    page->heading = str_is(value, "g");
  } else if (str_is(name, "class") && str_is(tag, "table")) {
    page->within = one_of(from(page->table_class), (char *)str_copy(&arena, value).p);
  }
}

/* One attribute, quoted or not; the place behind it. */
static const char *read_attribute(struct page *page, struct str tag, const char *p) {
  const char *start = p;
  while (*p != '=' && *p != '>' && *p != ' ' && *p != '/') {
    p++;
  }
  struct str name = {.p = start, .n = (uint32_t)(p - start)};
  struct str value = STR("");
  if (*p == '=') {
    bool quoted = *++p == '"';
    start = p += quoted;
    while (quoted ? *p != '"' : *p != '>' && *p != ' ') {
      ck_assert_msg(p < page->end && *p != '<' && (quoted || strchr("\"'`=<", *p) == NULL), "in an attribute: %.30s",
                    p);
      p++;
    }
    value = (struct str){.p = start, .n = (uint32_t)(p - start)};
    p += quoted;
  }
  page_attribute(page, tag, name, value);
  return p;
}

static void start_tag(struct page *page, struct str tag) {
  if (one_of(tag, "tr")) {
    pop_while(page, "td th tr");
  } else if (one_of(tag, "tbody thead")) {
    pop_while(page, "td th tr tbody thead");
  } else if (one_of(tag, "td th")) {
    pop_while(page, "td th");
    ck_assert(str_is(top(page), "tr"));
    open_cell(page);
  } else if (one_of(tag, "option")) {
    pop_while(page, "option");
  }
}

static void end_tag(struct page *page, struct str tag) {
  if (str_is(tag, "table")) {
    finish_row(page);
    page->within = false;
    pop_while(page, "td th tr tbody thead");
  } else if (str_is(tag, "details")) {
    pop_while(page, "p");
  } else if (str_is(tag, "select")) {
    pop_while(page, "option");
  }
  ck_assert_msg(str_eq(top(page), tag), "</%.*s> closes <%.*s>", STR_ARG(tag), STR_ARG(top(page)));
  page->depth--;
}

static const char *read_tag(struct page *page, const char *p) {
  bool closing = p[1] == '/';
  const char *start = p + 1 + closing;
  for (p = start; *p != ' ' && *p != '>'; p++) {
    ck_assert_msg((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z'), "not a tag: %.20s",
                  start);
  }
  struct str tag = {.p = start, .n = (uint32_t)(p - start)};
  ck_assert_msg(one_of(tag,
                       "html head meta title link style body a svg defs pattern rect circle path text tspan g header p "
                       "h1 h2 h3 span small "
                       "section dl div dt dd nav ul li main table caption thead tbody tr th td colgroup col figure "
                       "figcaption form label input "
                       "select option button output details summary strong b i em code footer script"),
                "element %.*s", STR_ARG(tag));
  if (closing) {
    end_tag(page, tag);
    return p + 1;
  }
  if (str_is(tag, "tr")) {
    finish_row(page);
    page->heading = false;
  }
  start_tag(page, tag);
  while (*p == ' ') {
    p = p[1] == '/' ? p + 1 : read_attribute(page, tag, p + 1);
  }
  bool empty = *p == '/';
  p += empty;
  ck_assert_msg(*p == '>', "in <%.*s>: %.20s", STR_ARG(tag), p);
  if (!empty && !one_of(tag, "meta link input col")) {
    ck_assert_uint_lt(page->depth, DEEPEST);
    page->stack[page->depth++] = tag;
  }
  return p + 1;
}

/* Style and script go to their end tag as they are. */
static const char *raw_text(struct page *page, const char *p) {
  const char *end = str_is(top(page), "style") ? "</style>" : "</script>";
  const char *stop = memmem(p, (size_t)(page->end - p), end, strlen(end));
  ck_assert_ptr_nonnull(stop);
  return stop;
}

static void read_page(struct page *page, struct str text) {
  static const char doctype[] = "<!DOCTYPE html>\n";
  ck_assert(memcmp(text.p, doctype, sizeof doctype - 1) == 0);
  page->p = text.p + sizeof doctype - 1;
  page->end = text.p + text.n;
  for (const char *p = page->p; p < page->end;) {
    if (one_of(top(page), "style script")) {
      p = raw_text(page, p);
    }
    if (*p == '<') {
      p = read_tag(page, p);
    } else {
      const char *stop = memchr(p, '<', (size_t)(page->end - p));
      stop = stop != NULL ? stop : page->end;
      page_text(page, (struct str){.p = p, .n = (uint32_t)(stop - p)});
      p = stop;
    }
  }
  ck_assert_uint_eq(page->depth, 0);
  for (unsigned i = 0; i < page->target_count; i++) {
    bool found = false;
    for (unsigned j = 0; j < page->id_count; j++) {
      found = found || str_eq(page->targets[i], page->ids[j]);
    }
    ck_assert_msg(found, "a link leads to #%.*s, which is not there", STR_ARG(page->targets[i]));
  }
}

static struct str text_of(struct page *page, unsigned column, unsigned kind) {
  return plain(buf_done(&page->texts[column][kind]));
}

static void compare_page_cell(struct page *page, unsigned column, struct str wanted, struct str got) {
  compare_cell("html", page->line, column, wanted, got);
}

/* Spaces for the hyphens of a token. */
static struct str as_words(struct str token) {
  struct str words = str_copy(&arena, token);
  for (uint32_t i = 0; i < words.n; i++) {
    if (words.p[i] == '-') {
      ((char *)words.p)[i] = ' ';
    }
  }
  return words;
}

static void finish_crosswalk_row(struct page *page) {
  struct str want[TABLE_COLUMNS];
  ck_assert_msg(wanted_row(page->line, want), "a row too many");
  ck_assert_uint_eq(page->cell, 7);
  struct str id = text_of(page, 0, PLAIN);
  struct str title = text_of(page, 0, SPAN);
  title = title.n == 0 && str_eq(id, page->last_id) ? page->last_title : title;
  page->last_id = id;
  page->last_title = title;
  compare_page_cell(page, 0, want[0], id);
  compare_page_cell(page, 1, want[1], title);
  compare_page_cell(page, 2, as_words(want[2]), text_of(page, 1, PLAIN));
  compare_page_cell(page, 3, want[3], text_of(page, 2, B));
  compare_page_cell(page, 4, want[3].n > 0 ? want[4] : STR("no counterpart"), text_of(page, 2, PLAIN));
  struct str summary = text_of(page, 3, SUMMARY);
  compare_page_cell(page, 5, want[5], summary.n > 0 ? summary : text_of(page, 3, PLAIN));
  ck_assert((text_of(page, 3, STRONG).n > 0) == rows[page->line].disputed);
  compare_page_cell(page, 6, want[6], text_of(page, 4, PLAIN));
  compare_page_cell(page, 7, want[7], text_of(page, 5, PLAIN));
  static const char *const keys[] = {"M1", "M2"};
  struct str key = rows[page->line].mapping != NO_ITEM ? from(keys[rows[page->line].mapping]) : STR("");
  compare_page_cell(page, 8, key, text_of(page, 6, PLAIN));
  compare_page_cell(page, 9, want[9], text_of(page, 3, P));
}

static void finish_coverage_row(struct page *page) {
  struct str want[GAPS_COLUMNS];
  ck_assert_msg(wanted_gap(page->line, want), "a row too many");
  ck_assert_uint_eq(page->cell, 5);
  compare_page_cell(page, 1, want[1], text_of(page, 0, PLAIN));
  compare_page_cell(page, 2, want[2], text_of(page, 0, SPAN));
  for (unsigned i = 1; i < 5; i++) {
    compare_page_cell(page, i + 2, want[i + 2], text_of(page, i, PLAIN));
  }
}

static void finish_row(struct page *page) {
  bool head = page->within && page->cell > 0 &&
              str_eq(text_of(page, 1, PLAIN), from(page->table_class[0] == 'f' ? "Relation" : "Coverage"));
  if (page->within && page->cell > 0 && !page->heading && !head) {
    if (page->table_class[0] == 'f') {
      finish_crosswalk_row(page);
    } else {
      finish_coverage_row(page);
    }
    page->line++;
  }
  page->cell = 0;
}

START_TEST(html_is_read_back) {
  struct writer_options options = {.candidates = true, .generator = "crosswalk <1>"};
  struct str text = output_of("html", false, &options);
  struct page *page = arena_zalloc(&arena, sizeof *page);
  page->table_class = "fixed";
  read_page(page, text);
  ck_assert_uint_eq(page->line, ROWS);
  page = arena_zalloc(&arena, sizeof *page);
  page->table_class = "cover";
  read_page(page, text);
  struct str cells[GAPS_COLUMNS];
  ck_assert(page->line > 0 && !wanted_gap(page->line, cells));
}
END_TEST

START_TEST(html_policy_fits_the_page) {
  struct writer_options options = {0};
  struct str text = output_of("html", false, &options);
  char hash[SHA256_BASE64];
  char source[80];
  static const char *const ends[][2] = {{"<style>", "</style>"}, {"<script>", "</script>"}};
  for (unsigned i = 0; i < 2; i++) {
    const char *start = memmem(text.p, text.n, ends[i][0], strlen(ends[i][0]));
    start += strlen(ends[i][0]);
    const char *stop = memmem(start, (size_t)(text.p + text.n - start), ends[i][1], strlen(ends[i][1]));
    sha256_base64(start, (size_t)(stop - start), hash);
    snprintf(source, sizeof source, "%s-src 'sha256-%s'", i == 0 ? "style" : "script", hash);
    ck_assert_msg(contains(text, source), "%s", source);
    ck_assert(memmem(stop, (size_t)(text.p + text.n - stop), ends[i][0], strlen(ends[i][0])) == NULL);
  }
  ck_assert(contains(text, "default-src 'none'"));
  ck_assert(!contains(text, "unsafe-inline") && !contains(text, "href=\"javascript:") && !contains(text, " style="));
}
END_TEST

START_TEST(same_report_same_bytes) {
  struct writer_options options = {.candidates = true};
  for (unsigned i = 0; i < writer_count; i++) {
    struct str once = output_of(writers[i].name, false, &options);
    ck_assert(once.n > 0 && str_eq(once, output_of(writers[i].name, false, &options)));
    ck_assert(writer_find(writers[i].name) == &writers[i]);
    ck_assert(writers[i].extension[0] == '.' && writers[i].has_index == (writers[i].index != NULL));
  }
  ck_assert_ptr_null(writer_find("pdf"));
  ck_assert_ptr_null(writer_find(""));
}
END_TEST

/* Frameworks without controls, without rows, open: every format says so and breaks nothing. */
START_TEST(empty_reports) {
  struct report_crosswalk report = {.brand.title = STR("")};
  report.source = (struct report_framework){.id = STR("a"),
                                            .title = STR("A"),
                                            .short_title = STR("A"),
                                            .publisher = STR(""),
                                            .edition = STR(""),
                                            .published = STR(""),
                                            .rights = STR(""),
                                            .href = STR(""),
                                            .digest = STR(""),
                                            .open = true};
  report.target = report.source;
  report.target.open = false;
  struct report_row row = {.source = {STR("x<y"), STR(""), NO_ITEM},
                           .target = {STR("z"), STR(""), NO_ITEM},
                           .relation = REL_SUBSET,
                           .strength = -1,
                           .confidence = -1,
                           .mapping = NO_ITEM,
                           .remarks = STR("")};
  struct writer_options options = {0};
  report.rows = &row;
  for (report.row_count = 0; report.row_count < 2; report.row_count++) {
    for (unsigned i = 0; i < writer_count; i++) {
      struct sink *sink = sink_open_memory(&arena);
      writers[i].crosswalk(sink, &report, &options);
      struct str text = sink_memory(sink);
      ck_assert(text.n > 0);
      if (strcmp(writers[i].name, "html") == 0) {
        struct page *page = arena_zalloc(&arena, sizeof *page);
        page->table_class = "none";
        read_page(page, text);
        ck_assert(contains(text, "are not listed") &&
                  contains(text, report.row_count == 0 ? "No mapping declares" : "x&lt;y"));
      }
    }
  }
}
END_TEST

/* More groups than a picture has room for are drawn as runs, and every row is still counted. */
START_TEST(many_groups) {
  enum { GROUPS = 500 };
  struct report_item *many = arena_zalloc(&arena, sizeof *many * GROUPS * 2);
  struct report_row *one_each = arena_zalloc(&arena, sizeof *one_each * GROUPS);
  for (uint32_t i = 0; i < GROUPS; i++) {
    char *id = arena_alloc(&arena, 32);
    many[2 * i] =
        (struct report_item){.id = str_copy(&arena, (struct str){.p = id, .n = (uint32_t)snprintf(id, 32, "G%u", i)}),
                             .title = STR("group"),
                             .parent = NO_ITEM,
                             .group = true,
                             .by = STR(""),
                             .candidates = STR(""),
                             .note = STR("")};
    many[2 * i + 1] =
        (struct report_item){.id = str_copy(&arena, (struct str){.p = id, .n = (uint32_t)snprintf(id, 32, "G%u.1", i)}),
                             .title = STR("control"),
                             .parent = 2 * i,
                             .depth = 1,
                             .counted = true,
                             .coverage = COVERAGE_PARTIAL,
                             .by = STR(""),
                             .candidates = STR(""),
                             .note = STR("")};
    struct report_end end = {many[2 * i + 1].id, many[2 * i + 1].title, 2 * i + 1};
    one_each[i] = (struct report_row){.source = end,
                                      .target = end,
                                      .relation = REL_RELATED,
                                      .strength = -1,
                                      .confidence = -1,
                                      .mapping = NO_ITEM,
                                      .remarks = STR("")};
  }
  struct report_framework framework = {.id = STR("many"),
                                       .title = STR("Many"),
                                       .short_title = STR("Many"),
                                       .publisher = STR(""),
                                       .edition = STR(""),
                                       .published = STR(""),
                                       .rights = STR(""),
                                       .href = STR(""),
                                       .digest = STR(""),
                                       .item_count = 2 * GROUPS,
                                       .items = many,
                                       .counts = {.counted = GROUPS, .partial = GROUPS}};
  struct report_crosswalk report = {.brand.title = STR(""),
                                    .source = framework,
                                    .target = framework,
                                    .row_count = GROUPS,
                                    .rows = one_each,
                                    .declared = GROUPS};
  struct writer_options options = {0};
  struct sink *sink = sink_open_memory(&arena);
  html_crosswalk(sink, &report, &options);
  struct str text = sink_memory(sink);
  const char *p = memmem(text.p, text.n, "<svg class=picture", 18);
  ck_assert_ptr_nonnull(p);
  const char *end = strstr(p, "</svg>");
  unsigned sum = 0;
  unsigned cells = 0;
  for (; (p = strstr(p, "<text y=16 x=")) != NULL && p < end; p++) {
    sum += (unsigned)strtoul(strchr(p, '>') + 1, NULL, 10);
    cells++;
  }
  ck_assert_uint_eq(sum, GROUPS);
  ck_assert_uint_ge(cells, 36); /* each run of the source has a cell of its own */
}
END_TEST

START_TEST(index_pages) {
  make_items(0);
  struct report_framework frameworks[3] = {make_framework(0, "a"), make_framework(0, "b"), make_framework(0, "c")};
  struct report_index_entry entries[2] = {
      {from("a--b"), from("a"), from("A <" HOSTILE_TITLE), from("b"), from("B"), frameworks[0].counts,
       frameworks[1].counts, 3, 2, 1},
      {from("weird \"name\"<"), from("b"), from("B"), from("c"), from("C"), frameworks[0].counts, {0}, 3, 2, 1}};
  struct report_index report = {.title = from("T <" HOSTILE_TITLE),
                                .language = from("en\"><x"),
                                .entry_count = 2,
                                .entries = entries,
                                .framework_count = 3,
                                .frameworks = frameworks};
  struct writer_options options = {0};
  struct sink *sink = sink_open_memory(&arena);
  html_index(sink, &report, &options);
  struct page *page = arena_zalloc(&arena, sizeof *page);
  page->table_class = "none";
  read_page(page, sink_memory(sink));
  ck_assert(contains(sink_memory(sink), "<a href=\"a--b.html\">"));
  sink = sink_open_memory(&arena);
  markdown_index(sink, &report, &options);
  struct str text = sink_memory(sink);
  ck_assert(contains(text, "](a--b.md) | ") && contains(text, "](weird%20%22name%22%3C.md) | "));
}
END_TEST

START_TEST(grids) {
  struct str header[] = {STR("id"), STR("title")};
  struct str cells[] = {STR("5.10"), STR("=a|b"), STR("<x>"), STR("")};
  struct report_grid grid = {.columns = 2, .header = header, .row_count = 2, .cells = cells};
  struct writer_options options = {0};
  struct sink *sink = sink_open_memory(&arena);
  csv_grid(sink, &grid, &options);
  ck_assert(str_is(sink_memory(sink), "id,title\n5.10,'=a|b\n<x>,\n"));
  options.excel = true;
  sink = sink_open_memory(&arena);
  csv_grid(sink, &grid, &options);
  ck_assert(str_is(sink_memory(sink), "\xEF\xBB\xBFid,title\r\n\"=\"\"5.10\"\"\",'=a|b\r\n<x>,\r\n"));
  sink = sink_open_memory(&arena);
  markdown_grid(sink, &grid, &options);
  ck_assert(str_is(sink_memory(sink), "| id | title |\n| --- | --- |\n| 5.10 | =a\\|b |\n| &lt;x&gt; | |\n"));
}
END_TEST

static void add(Suite *suite, const char *name, const TTest *const *tests, size_t count) {
  TCase *cases = tcase_create(name);
  tcase_add_checked_fixture(cases, set_up, tear_down);
  for (size_t i = 0; i < count; i++) {
    tcase_add_test(cases, tests[i]);
  }
  suite_add_tcase(suite, cases);
}
#define ADD(suite, name, ...)                                  \
  do {                                                         \
    const TTest *const tests[] = {__VA_ARGS__};                \
    add((suite), (name), tests, sizeof tests / sizeof *tests); \
  } while (0)

int main(void) {
  Suite *suite = suite_create("output");
  ADD(suite, "escape", every_byte_in_every_context, known_escapes, links, csv_cells, excel_ids);
  ADD(suite, "sha256", hashes);
  ADD(suite, "sink", file_is_written_whole, equal_file_is_left_alone, common_part_is_carried_over,
      faults_leave_nothing_behind, full_disk_keeps_the_old_file, links_to_files_survive, streams, shares);
  ADD(suite, "formats", csv_is_read_back, candidates_only_when_asked_for, markdown_is_read_back, html_is_read_back,
      html_policy_fits_the_page, same_report_same_bytes, empty_reports, many_groups, index_pages, grids);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
