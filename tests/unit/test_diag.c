/* Findings: places, the text form, order, switches. */
#define _POSIX_C_SOURCE 200809L
#include "diag/finding.h"
#include "diag/source.h"
#include "diag/switches.h"
#include "diag/text.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct findings findings;
static struct sources sources;

static void set_up(void) {
  unit_set_up();
  findings_init(&findings, &arena);
  sources = (struct sources){.list = {.v = NULL}};
}

static uint32_t add_source(const char *name, const char *text) {
  struct source source = {.name = str_from(name), .bytes = text, .size = strlen(text), .in_memory = true};
  vec_push(&arena, &sources.list, source);
  return sources.list.n - 1;
}

static const char *print(bool colour, uint32_t most_notes) {
  struct buf out;
  struct text_options options = {.colour = colour, .most = most_notes};
  buf_init(&out, &arena);
  struct parallel parallel;
  parallel_init(&parallel, &arena, 2);
  text_findings(&out, &findings, &sources, &options, &parallel);
  parallel_free(&parallel);
  return buf_done(&out).p;
}

/* "line:column+width text" of the span. */
static const char *locate(const char *text, uint32_t start, uint32_t length) {
  struct location at = source_locate(text, strlen(text), (struct span){.start = start, .length = length});
  struct buf out;
  buf_init(&out, &arena);
  buf_printf(&out, "%u:%u+%u %.*s", at.line, at.column, at.width, STR_ARG(at.text));
  return buf_done(&out).p;
}

START_TEST(lines_end_as_xml_has_it) {
  ck_assert_str_eq(locate("ab\ncd\n", 0, 1), "1:1+1 ab");
  ck_assert_str_eq(locate("ab\ncd\n", 3, 2), "2:1+2 cd");
  ck_assert_str_eq(locate("ab\r\ncd\r\n", 5, 1), "2:2+1 cd");
  ck_assert_str_eq(locate("ab\rcd\r", 4, 1), "2:2+1 cd");
  ck_assert_str_eq(locate("ab\r\r\ncd", 5, 1), "3:1+1 cd");
  ck_assert_str_eq(locate("\n\n\nx", 3, 1), "4:1+1 x");
  ck_assert_str_eq(locate("ab\ncd", 2, 1), "1:3+1 ab");
  ck_assert_str_eq(locate("ab\r\ncd", 3, 1), "1:3+1 ab");
}
END_TEST

START_TEST(places_at_and_behind_the_end) {
  ck_assert_str_eq(locate("", 0, 0), "1:1+1 ");
  ck_assert_str_eq(locate("ab", 2, 1), "1:3+1 ab");
  ck_assert_str_eq(locate("ab\n", 3, 1), "2:1+1 ");
  ck_assert_str_eq(locate("ab\ncd", 4000, 5), "2:3+1 cd");
  ck_assert_str_eq(locate("ab", 0, UINT32_MAX), "1:1+2 ab");
}
END_TEST

START_TEST(columns_are_code_points) {
  ck_assert_str_eq(locate("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80x", 9, 1),
                   "1:4+1 \xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80x");
  ck_assert_str_eq(locate("\xC3\xA9\xE2\x82\xACx", 0, 5), "1:1+2 \xC3\xA9\xE2\x82\xACx");
  /* A byte order mark is no column; a byte that is no UTF-8 is one. */
  ck_assert_str_eq(locate("\xEF\xBB\xBF<a/>", 3, 1), "1:1+1 <a/>");
  ck_assert_str_eq(locate("\xEF\xBB\xBF<a/>", 0, 1), "1:1+1 <a/>");
  ck_assert_str_eq(locate("a\xFF\xFE"
                          "b",
                          3, 1),
                   "1:4+1 a\xFF\xFE"
                   "b");
}
END_TEST

START_TEST(a_span_ends_with_its_line) {
  ck_assert_str_eq(locate("abc\ndef", 1, 6), "1:2+2 abc");
  ck_assert_str_eq(locate("abc\r\ndef", 1, 6), "1:2+2 abc");
}
END_TEST

START_TEST(a_cursor_gives_what_counting_gives) {
  static const char text[] = "\xEF\xBB\xBFone\r\ntwo\rthree\n\n\xC3\xA9\xC3\xA9 four\nfive";
  struct source_cursor cursor = {.bytes = NULL};
  uint32_t state = 5;
  for (int i = 0; i < 5000; i++) {
    state = state * 1664525U + 1013904223U;
    /* In rising order, then anywhere. */
    uint32_t at = i < (int)sizeof text ? (uint32_t)i : (state >> 8) % (sizeof text + 5);
    struct span span = {.start = at, .length = 2};
    struct location a = source_locate(text, sizeof text - 1, span);
    struct location b = source_locate_from(&cursor, text, sizeof text - 1, span);
    ck_assert_uint_eq(a.line, b.line);
    ck_assert_uint_eq(a.column, b.column);
    ck_assert_uint_eq(a.width, b.width);
    ck_assert_ptr_eq(a.text.p, b.text.p);
  }
}
END_TEST

static const char *span_text(const char *text, uint32_t offset, const char *attribute) {
  struct span span = source_span(text, strlen(text), offset, attribute);
  ck_assert_uint_le((size_t)span.start + span.length, strlen(text) + 1);
  return arena_text(&arena, text + span.start, span.start < strlen(text) ? span.length : 0);
}

START_TEST(spans_of_tags_and_values) {
  static const char text[] =
      "<a><map  source = \"5.1\"\n\ttarget='A \"1\"' id='x' relation=\"\" strength=\"a>b\"/></a>";
  ck_assert_str_eq(span_text(text, 0, NULL), "<a");
  ck_assert_str_eq(span_text(text, 3, NULL), "<map");
  ck_assert_str_eq(span_text(text, 3, "source"), "5.1");
  ck_assert_str_eq(span_text(text, 3, "target"), "A \"1\"");
  ck_assert_str_eq(span_text(text, 3, "relation"), "\"\"");
  ck_assert_str_eq(span_text(text, 3, "strength"), "a>b");
  ck_assert_str_eq(span_text(text, 3, "id"), "x");
  ck_assert_str_eq(span_text(text, 3, "confidence"), "<map");
  ck_assert_str_eq(span_text(text, 4, NULL), "m");
  ck_assert_str_eq(span_text(text, 4000, "x"), "");
  /* The name of another attribute's value, or a part of a name, is not it. */
  ck_assert_str_eq(span_text("<a b='id=\"1\"' xid='2' id='3'/>", 0, "id"), "3");
  ck_assert_str_eq(span_text("<a/><b id='3'/>", 0, "id"), "<a");
}
END_TEST

START_TEST(spans_in_broken_tags) {
  static const char whole[] = "<map source=\"5.1\" target='A.1'/>";
  for (size_t n = 0; n <= strlen(whole); n++) {
    char *cut = malloc(n > 0 ? n : 1); /* exactly as large, so that a read beyond it is seen */
    ck_assert_ptr_nonnull(cut);
    memcpy(cut, whole, n);
    for (uint32_t offset = 0; offset < sizeof whole + 2; offset++) {
      struct span span = source_span(cut, n, offset, "target");
      ck_assert_uint_le(span.start, n);
      (void)source_locate(cut, n, span);
    }
    free(cut);
  }
}
END_TEST

START_TEST(the_text_form) {
  uint32_t a = add_source("a.xml", "<x>\n\t<map source=\"5.1\"\ttarget=\"\xE6\xBC\xA2.1\"/>\n</x>\n");
  struct finding *finding =
      finding_add(&findings, F_UNKNOWN_CONTROL, place_attribute(a, 5, "target"), "no control \"%s\"", "\xE6\xBC\xA2.1");
  finding_note(&findings, finding, place_none(), "did you mean \"%s\"?", "A.1");
  finding_note(&findings, finding, place_at(a, 0), "the framework is here");
  finding_add(&findings, F_LINT_RIGHTS, place_at(a, NOWHERE_IN_SOURCE), "no rights");
  finding_add(&findings, F_IO_WRITE, place_none(), "cannot write");
  findings_sort(&findings);
  /* The letter of the id is two cells wide, and so is its mark. */
  ck_assert_str_eq(print(false, 0),
                   "a.xml: warning: no rights [lint.rights]\n"
                   "a.xml:2:28: error: no control \"\xE6\xBC\xA2.1\" [reference.unknown-control]\n"
                   "\t<map source=\"5.1\"\ttarget=\"\xE6\xBC\xA2.1\"/>\n"
                   "\t                 \t        ^~~~\n"
                   "note: did you mean \"A.1\"?\n"
                   "a.xml:1:1: note: the framework is here\n"
                   "error: cannot write [io.write]\n"
                   "2 errors, 1 warning\n");
}
END_TEST

START_TEST(colours) {
  uint32_t a = add_source("a.xml", "<x/>");
  finding_add(&findings, F_LINT_RIGHTS, place_at(a, 0), "no rights");
  ck_assert_str_eq(print(true, 0),
                   "\x1b[1ma.xml:1:1: \x1b[0m\x1b[1;35mwarning: \x1b[0m\x1b[1mno rights\x1b[0m [lint.rights]\n"
                   "<x/>\n"
                   "\x1b[1;32m^~\x1b[0m\n"
                   "1 warning\n");
}
END_TEST

START_TEST(nothing_to_say) {
  ck_assert_str_eq(print(true, 3), "");
}
END_TEST

/* The lines of a finding about `at` in a line of `n` letters. */
static void check_cut(uint32_t n, uint32_t at) {
  char *line = arena_alloc(&arena, n + 1);
  for (uint32_t i = 0; i < n; i++) {
    line[i] = (char)('a' + i % 26);
  }
  line[n] = '\0';
  findings.list.n = 0;
  sources.list.n = 0;
  uint32_t a = add_source("a", line);
  finding_add(&findings, F_XML_SYNTAX, (struct place){.source = a, .offset = at, .length = 3}, "m");
  const char *text = strchr(print(false, 0), '\n') + 1;
  const char *caret = strchr(text, '\n') + 1;
  size_t length = (size_t)(caret - text) - 1;
  size_t mark = strcspn(caret, "^");
  ck_assert_uint_le(length, 120 + 3 + 6);
  ck_assert_uint_lt(mark, length + 1);
  ck_assert_uint_le(strcspn(caret, "\n"), length + 1);
  if (at < n) {
    ck_assert_int_eq(text[mark], line[at]);
    ck_assert(length > 3 && (n <= 120 || strncmp(text, "...", 3) == 0 || text[0] == 'a'));
  }
}

START_TEST(long_lines_are_cut_around_the_caret) {
  static const uint32_t lengths[] = {1, 119, 120, 121, 122, 123, 124, 125, 160, 1000};
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    for (uint32_t at = 0; at <= lengths[i]; at++) {
      if (lengths[i] > 3) {
        check_cut(lengths[i], at);
      }
    }
  }
}
END_TEST

START_TEST(a_cut_line_as_it_looks) {
  char line[400];
  memset(line, 'x', sizeof line);
  memcpy(line + 200, "<map ", 5);
  line[399] = '\0';
  uint32_t a = add_source("a", line);
  finding_add(&findings, F_XML_SYNTAX, place_at(a, 200), "m");
  char expected[400] = "a:1:201: error: m [xml.syntax]\n...";
  size_t n = strlen(expected);
  memset(expected + n, 'x', 120);
  memcpy(expected + n + 40, "<map ", 5);
  strcpy(expected + n + 120, "...\n                                           ^~~~\n1 error\n");
  ck_assert_str_eq(print(false, 0), expected);
}
END_TEST

START_TEST(a_terminal_cannot_be_played_with) {
  /* Escapes, a bell, a C1 control and a mark that turns the text around, in name, line and message. */
  uint32_t a = add_source("a\x1b[2J.xml", "<x \x07\xC2\x9B\xE2\x80\xAE\xFF y=''/>");
  finding_add(&findings, F_XML_SYNTAX, (struct place){.source = a, .offset = 11, .length = 1}, "m\x1b[0m\n\ty");
  ck_assert_str_eq(print(false, 0),
                   "a\xEF\xBF\xBD[2J.xml:1:9: error: m\xEF\xBF\xBD[0m  y [xml.syntax]\n"
                   "<x \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD y=''/>\n"
                   "        ^\n"
                   "1 error\n");
}
END_TEST

START_TEST(notes_without_end_are_counted) {
  uint32_t a = add_source("a", "");
  for (int i = 0; i < 5; i++) {
    finding_add(&findings, F_GAP_SOURCE, place_at(a, NOWHERE_IN_SOURCE), "source %d", i);
  }
  for (int i = 0; i < 4; i++) {
    finding_add(&findings, F_GAP_PARTIAL, place_at(a, NOWHERE_IN_SOURCE), "partial %d", i);
  }
  finding_add(&findings, F_GAP_TARGET, place_at(a, NOWHERE_IN_SOURCE), "target");
  struct finding *accepted = finding_add(&findings, F_GAP_TARGET, place_at(a, NOWHERE_IN_SOURCE), "accepted");
  accepted->accepted = STR("because");
  findings_sort(&findings);
  ck_assert_str_eq(
      print(false, 3),
      "a: note: partial 0 [gap.partial]\na: note: partial 1 [gap.partial]\na: note: partial 2 [gap.partial]\n"
      "a: note: source 0 [gap.source]\na: note: source 1 [gap.source]\na: note: source 2 [gap.source]\n"
      "a: note: target [gap.target]\n"
      "note: 2 more notes [gap.source] not shown; --all-notes shows them\n"
      "note: 1 more note [gap.partial] not shown; --all-notes shows it\n"
      "10 notes; 1 accepted\n");
  ck_assert_ptr_null(strstr(print(false, 0), "more"));
  ck_assert_ptr_nonnull(strstr(print(false, 0), "partial 3"));
}
END_TEST

START_TEST(a_file_that_changed_gives_no_line) {
  char path[] = "/tmp/crosswalk-test-XXXXXX";
  int file = mkstemp(path);
  ck_assert_int_ge(file, 0);
  ck_assert_int_eq(write(file, "<x/>\n", 5), 5);
  struct source source = {.name = STR("f"), .path = path, .size = 5};
  vec_push(&arena, &sources.list, source);
  vec_push(&arena, &sources.list, source);
  sources.list.v[1].size = 6;
  vec_push(&arena, &sources.list, source);
  sources.list.v[2].path = "/nonexistent/file";
  for (uint32_t i = 0; i < 3; i++) {
    finding_add(&findings, F_XML_SYNTAX, place_at(i, 0), "m");
  }
  ck_assert_str_eq(print(false, 0),
                   "f:1:1: error: m [xml.syntax]\n<x/>\n^~\nf: error: m [xml.syntax]\n"
                   "f: error: m [xml.syntax]\n3 errors\n");
  close(file);
  unlink(path);
  source_text text = {0};
  ck_assert(!source_read(path, &arena, &text, NULL));
  ck_assert(!source_read("/", &arena, &text, NULL));
}
END_TEST

START_TEST(order_does_not_depend_on_arrival) {
  static const struct place places[] = {{.source = 0, .offset = NOWHERE_IN_SOURCE},
                                        {.source = 0, .offset = 0},
                                        {.source = 0, .offset = 7},
                                        {.source = 0, .offset = 7, .attribute = "a"},
                                        {.source = 0, .offset = 7, .attribute = "b"},
                                        {.source = 1, .offset = 3},
                                        {.source = NO_SOURCE, .offset = NOWHERE_IN_SOURCE}};
  enum { PLACES = sizeof places / sizeof *places, ALL = PLACES * 2 * 2 };
  uint32_t state = 11;
  for (int round = 0; round < 50; round++) {
    findings.list.n = 0;
    for (int i = 0; i < ALL * 2; i++) { /* each of them twice */
      int k = i % ALL;
      finding_add(&findings, k % 4 < 2 ? F_CONTRADICTION : F_XML_SYNTAX, places[k / 4], "message %d", k % 2);
    }
    for (uint32_t i = findings.list.n; i > 1; i--) {
      state = state * 1664525U + 1013904223U;
      uint32_t j = (state >> 8) % i;
      struct finding *other = findings.list.v[j];
      findings.list.v[j] = findings.list.v[i - 1];
      findings.list.v[i - 1] = other;
    }
    findings_sort(&findings);
    ck_assert_uint_eq(findings.list.n, ALL);
    for (int i = 0; i < ALL; i++) {
      const struct finding *finding = findings.list.v[i];
      ck_assert_int_eq(memcmp(&finding->place, &places[i / 4], sizeof finding->place), 0);
      ck_assert_int_eq(finding->code, i % 4 < 2 ? F_CONTRADICTION : F_XML_SYNTAX);
      ck_assert_int_eq(finding->message.p[8], '0' + i % 2);
    }
  }
}
END_TEST

START_TEST(only_exact_repetitions_are_dropped) {
  struct place place = place_at(0, 1);
  finding_add(&findings, F_GAP_SOURCE, place, "m")->framework = STR("a");
  finding_add(&findings, F_GAP_SOURCE, place, "m")->framework = STR("b");
  finding_add(&findings, F_GAP_SOURCE, place, "m")->framework = STR("a");
  finding_note(&findings, finding_add(&findings, F_XML_SYNTAX, place, "m"), place_at(0, 2), "n");
  finding_note(&findings, finding_add(&findings, F_XML_SYNTAX, place, "m"), place_at(0, 3), "n");
  finding_add(&findings, F_XML_SYNTAX, place, "m");
  findings_sort(&findings);
  ck_assert_uint_eq(findings.list.n, 5);
}
END_TEST

START_TEST(merging_moves) {
  struct findings other;
  findings_init(&other, &arena);
  finding_add(&findings, F_XML_SYNTAX, place_none(), "a");
  struct finding *moved = finding_add(&other, F_XML_LIMIT, place_none(), "b");
  findings_merge(&findings, &other);
  ck_assert_uint_eq(findings.list.n, 2);
  ck_assert_uint_eq(other.list.n, 0);
  ck_assert_ptr_eq(findings.list.v[1], moved);
  finding_note(&findings, moved, place_none(), "still there");
  ck_assert_ptr_nonnull(moved->notes);
  findings_merge(&findings, &other);
  ck_assert_uint_eq(findings.list.n, 2);
}
END_TEST

START_TEST(catalogue_is_complete) {
  for (int code = 0; code < FINDING_CODES; code++) {
    const struct finding_info *info = &finding_catalogue[code];
    ck_assert_ptr_nonnull(info->name);
    ck_assert_ptr_nonnull(strchr(info->name, '.'));
    ck_assert_int_eq(finding_find(str_from(info->name)), code);
    ck_assert_uint_gt(strlen(info->meaning), 20);
    ck_assert_uint_gt(strlen(info->mend), 10);
    ck_assert(finding_matches((enum finding_code)code, str_from(info->name)));
    struct str family = {.p = info->name, .n = (uint32_t)strcspn(info->name, ".")};
    ck_assert(finding_matches((enum finding_code)code, family));
    family.n--;
    ck_assert(!finding_matches((enum finding_code)code, family));
  }
  ck_assert_int_eq(finding_find(STR("gap")), -1);
  ck_assert_int_eq(finding_find(STR("")), -1);
  ck_assert_int_eq(finding_find((struct str){.p = NULL}), -1);
  ck_assert(!finding_matches(F_GAP_SOURCE, STR("")));
  ck_assert(!finding_matches(F_GAP_SOURCE, STR("gap.")));
  ck_assert(!finding_matches(F_GAP_GROUP_ONLY, STR("gap.group")));
  ck_assert(!finding_matches(F_GAP_SOURCE, STR("gap.source.x")));
}
END_TEST

/* What "-W argument" makes of a finding: its severity, or 'o' for off. */
static char after(const char *const arguments[], enum finding_code code) {
  struct switches switches;
  switches_init(&switches);
  for (; *arguments != NULL; arguments++) {
    ck_assert_msg(switches_apply(&switches, str_from(*arguments)), "-W %s", *arguments);
  }
  findings.list.n = 0;
  finding_add(&findings, code, place_none(), "m");
  switches_filter(&switches, &findings);
  return findings.list.n == 0 ? 'o' : "nwe"[findings.list.v[0]->severity];
}
#define AFTER(code, ...) after((const char *const[]){__VA_ARGS__, NULL}, code)

START_TEST(switches_act) {
  ck_assert_int_eq(after((const char *const[]){NULL}, F_GAP_SOURCE), 'n');
  ck_assert_int_eq(AFTER(F_GAP_SOURCE, "no-gap"), 'o');
  ck_assert_int_eq(AFTER(F_GAP_SOURCE, "no-gap.source"), 'o');
  ck_assert_int_eq(AFTER(F_GAP_TARGET, "no-gap.source"), 'n');
  ck_assert_int_eq(AFTER(F_GAP_SOURCE, "no-gap", "gap.source"), 'n');
  ck_assert_int_eq(AFTER(F_GAP_TARGET, "no-gap", "gap.source"), 'o');
  ck_assert_int_eq(AFTER(F_GAP_SOURCE, "error=gap"), 'e');
  ck_assert_int_eq(AFTER(F_GAP_SOURCE, "warning=gap.source"), 'w');
  ck_assert_int_eq(AFTER(F_GAP_SOURCE, "no-gap", "error=gap"), 'e');
  ck_assert_int_eq(AFTER(F_GAP_SOURCE, "error=gap", "no-error=gap"), 'n');
  ck_assert_int_eq(AFTER(F_LINT_RIGHTS, "error"), 'e');
  ck_assert_int_eq(AFTER(F_GAP_SOURCE, "error"), 'n');
  ck_assert_int_eq(AFTER(F_LINT_RIGHTS, "error", "no-error=lint"), 'w');
  ck_assert_int_eq(AFTER(F_UNKNOWN_CONTROL, "no-error=reference.unknown-control"), 'w');
  ck_assert_int_eq(AFTER(F_UNKNOWN_CONTROL, "note=reference"), 'n');
  ck_assert_int_eq(AFTER(F_XML_SYNTAX, "xml", "error=xml"), 'e');
  ck_assert_int_eq(AFTER(F_IGNORED_WORKSPACE, "error=input"), 'e');
  /* "no-counterpart"-like names: a finding whose own name starts with "no-" would be hidden by the prefix. */
  for (int code = 0; code < FINDING_CODES; code++) {
    ck_assert_int_ne(strncmp(finding_catalogue[code].name, "no-", 3), 0);
  }
}
END_TEST

START_TEST(unknown_switches_are_refused) {
  static const char *const bad[] = {"", "no-", "error=", "no-error=", "gap.", "gap.sourc", "nogap", "no-error", "GAP",
                                    "no-no-gap", "error=error", "gap,lint",
                                    /* what was not read cannot be judged */
                                    "no-xml", "no-io.read", "warning=xml", "note=input", "no-error=io"};
  struct switches switches;
  switches_init(&switches);
  struct switches before = switches;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    ck_assert_msg(!switches_apply(&switches, str_from(bad[i])), "-W %s", bad[i]);
    ck_assert_msg(!switches_fail_on(&switches, str_from(bad[i])) || strcmp(bad[i], "error") == 0, "--fail-on %s",
                  bad[i]);
  }
  ck_assert_int_eq(memcmp(before.off, switches.off, sizeof before.off), 0);
  ck_assert_int_eq(memcmp(before.severity, switches.severity, sizeof before.severity), 0);
}
END_TEST

START_TEST(what_fails_a_run) {
  struct switches switches;
  switches_init(&switches);
  ck_assert(!switches_failed(&switches, &findings));
  struct finding *gap = finding_add(&findings, F_GAP_SOURCE, place_none(), "m");
  finding_add(&findings, F_LINT_RIGHTS, place_none(), "m");
  ck_assert(!switches_failed(&switches, &findings));
  ck_assert(switches_fail_on(&switches, STR("warning")));
  ck_assert(switches_failed(&switches, &findings));
  ck_assert(switches_fail_on(&switches, STR("error")));
  ck_assert(!switches_failed(&switches, &findings));
  switches.off[F_GAP_SOURCE] = true;
  ck_assert(switches_fail_on(&switches, STR("gap")));
  ck_assert(!switches.off[F_GAP_SOURCE]);
  ck_assert(switches_failed(&switches, &findings));
  gap->accepted = STR("because");
  ck_assert(!switches_failed(&switches, &findings));
  gap->accepted = (struct str){.p = NULL};
  ck_assert(switches_apply(&switches, STR("error=lint")));
  switches_init(&switches);
  ck_assert(switches_fail_on(&switches, STR("note")));
  ck_assert(switches_failed(&switches, &findings));
}
END_TEST

/* Where each of few findings takes a screen, fewer are shown than were to be at most, and one always is. */
START_TEST(long_findings_are_few) {
  static const unsigned notes[] = {0, 8, 12, 50, 200};
  for (size_t n = 0; n < sizeof notes / sizeof *notes; n++) {
    findings.list.n = 0;
    for (unsigned i = 0; i < 20; i++) {
      struct finding *finding = finding_add(&findings, F_LINT_UNION, place_none(), "finding %u", i);
      for (unsigned k = 0; k < notes[n]; k++) {
        finding_note(&findings, finding, place_none(), "note %u", k);
      }
    }
    unsigned shown = 0;
    unsigned lines = 0;
    for (const char *line = print(false, 20); *line != '\0'; line = strchr(line, '\n') + 1) {
      shown += strncmp(line, "warning: finding ", strlen("warning: finding ")) == 0;
      lines++;
    }
    ck_assert_uint_ge(shown, 1);
    ck_assert(shown == 20 || (1 + notes[n]) * 20 > 110);
    ck_assert_msg(shown == 1 || shown * (1 + notes[n]) <= 110, "%u of %u notes", shown, notes[n]);
    ck_assert_uint_le(lines, shown * (1 + notes[n]) + 5);
  }
}
END_TEST

UNIT_SUITE(diag, set_up, unit_tear_down, lines_end_as_xml_has_it, places_at_and_behind_the_end, columns_are_code_points,
           a_span_ends_with_its_line, a_cursor_gives_what_counting_gives, spans_of_tags_and_values,
           spans_in_broken_tags, the_text_form, colours, nothing_to_say, long_lines_are_cut_around_the_caret,
           a_cut_line_as_it_looks, a_terminal_cannot_be_played_with, notes_without_end_are_counted,
           a_file_that_changed_gives_no_line, order_does_not_depend_on_arrival, only_exact_repetitions_are_dropped,
           merging_moves, catalogue_is_complete, switches_act, unknown_switches_are_refused, what_fails_a_run,
           long_findings_are_few)
