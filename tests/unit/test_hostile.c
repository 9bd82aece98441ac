/* Documents that are not XML, not UTF-8, too large, or written to do harm: one clear finding each, at its place, soon. */
#define _POSIX_C_SOURCE 200809L
#include "loading.h"
#include "scratch.h"

#include <fcntl.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The document is broken and has just these findings. */
static void expect_broken(const char *bytes, size_t size, const char *expected) {
  const struct document *document = load_bytes(bytes, size);
  ck_assert_msg(strcmp(findings_text(), expected) == 0, "%.300s\ngives %s, not %s\n%s", bytes, findings_text(),
                expected, messages());
  ck_assert_int_eq(document->kind, DOCUMENT_BROKEN);
}
#define EXPECT_BROKEN(literal, expected) expect_broken(literal, sizeof(literal) - 1, expected)

START_TEST(syntax_mistakes_have_exact_places) {
  EXPECT_BROKEN("", "1:1 xml.syntax");
  EXPECT_BROKEN("\xEF\xBB\xBF", "1:1 xml.syntax");
  EXPECT_BROKEN("  \n ", "2:2 xml.syntax");
  EXPECT_BROKEN("id,title\n", "xml.syntax");
  EXPECT_BROKEN(" <?xml version='1.0'?><framework/>", "1:2 xml.syntax");
  EXPECT_BROKEN("<framework " NS " id='f' title='F'>\n <group id='1' title='t'>\n</framework>", "3:1 xml.syntax");
  expect_message("</framework> does not close <group>");
  expect_message("<group> starts here");
  EXPECT_BROKEN("<framework " NS " id='f' title='F'>\n <group id='1' title='t'>\n</group></grupp></framework>",
                "3:9 xml.syntax");
  EXPECT_BROKEN("<framework " NS " id='f' title='F'>\n<x></y></framework>",
                "2:1 schema.unknown-element | 2:4 xml.syntax");
  EXPECT_BROKEN("<framework " NS " id='f' title='F'>\n <group id='1' title='t'>\n", "3:1 xml.syntax");
  expect_message("<group> starts here");
  EXPECT_BROKEN(MAPPING("") "\n<mapping/>", "4:1 xml.syntax");
  EXPECT_BROKEN(MAPPING("") "x", "3:11 xml.syntax");
  EXPECT_BROKEN("<framework " NS " id='f' id='g' title='F'/>", "1:43 xml.syntax");
  EXPECT_BROKEN("<framework " NS " id=f title='F'/>", "1:39 xml.syntax");
  EXPECT_BROKEN("<framework " NS " id='f' title='a<b'/>", "1:51 xml.syntax");
  expect_message("&lt;");
  EXPECT_BROKEN("<framework " NS " id='f' title='AT&T'/>", "1:52 xml.syntax");
  expect_message("&amp;");
  EXPECT_BROKEN(FRAMEWORK("<rights>R & D</rights>"), "2:11 xml.syntax");
  expect_message("&amp;");
  EXPECT_BROKEN(FRAMEWORK("<x:control id='1' title='t'/>"), "2:1 xml.syntax");
  EXPECT_BROKEN(FRAMEWORK("<!-- a -- b -->"), "2:8 xml.syntax");
  EXPECT_BROKEN(FRAMEWORK("<rights>\x01</rights>"), "2:9 xml.syntax");
  EXPECT_BROKEN(FRAMEWORK("<rights>&#0;</rights>"), "2:9 xml.syntax");
  EXPECT_BROKEN(FRAMEWORK("<rights>]]></rights>"), "2:9 xml.syntax");
  EXPECT_BROKEN(FRAMEWORK("<?xml version='1.0'?>"), "2:1 xml.syntax");
}
END_TEST

START_TEST(nul_bytes_do_not_end_a_document_in_silence) {
  EXPECT_BROKEN(MAPPING("") "\0", "3:11 xml.syntax");
  expect_message("NUL");
  EXPECT_BROKEN(MAPPING("") "\n\0<junk", "4:1 xml.syntax");
  static const char whole[] = MAPPING("<map source='1' target='2' relation='equal-to'><remarks>r</remarks></map>") "\n";
  char text[sizeof whole];
  for (size_t at = 0; at + 1 < sizeof whole; at++) {
    memcpy(text, whole, sizeof whole);
    text[at] = '\0';
    const struct document *document = load_bytes(text, sizeof whole - 1);
    ck_assert_int_eq(document->kind, DOCUMENT_BROKEN);
    ck_assert_uint_ge(findings.list.n, 1);
  }
}
END_TEST

START_TEST(only_utf8_is_read) {
  EXPECT_BROKEN("<?xml version='1.0' encoding='ISO-8859-1'?><framework/>", "1:31 xml.encoding");
  expect_message("iconv -f ISO-8859-1 -t UTF-8");
  EXPECT_BROKEN("\xEF\xBB\xBF<?xml version='1.0'\n encoding = \"us-ascii\" ?><framework/>", "2:14 xml.encoding");
  expect_message("iconv -f us-ascii");
  EXPECT_BROKEN("<?xml version='1.0' encoding='UTF-8; rm -rf /'?><framework/>", "1:31 xml.encoding");
  ck_assert_ptr_null(strstr(messages(), "rm -rf"));
  EXPECT_BROKEN("<?xml version='1.0' encoding=''?><framework/>", "1:31 xml.encoding");
  EXPECT_BROKEN("<?xml version='1.0' encoding='UTF-16'?><framework/>", "1:31 xml.encoding");
  EXPECT_BROKEN("\xFF\xFE<\0f\0", "1:1 xml.encoding");
  expect_message("iconv -f UTF-16 ");
  EXPECT_BROKEN("\xFE\xFF\0<\0f", "1:1 xml.encoding");
  EXPECT_BROKEN("<\0f\0/\0>\0", "1:1 xml.encoding");
  expect_message("UTF-16LE");
  EXPECT_BROKEN("\0<\0f\0/\0>", "1:1 xml.encoding");
  EXPECT_BROKEN("\xFF\xFE\0\0<\0\0\0", "1:1 xml.encoding");
  expect_message("UTF-32");
  EXPECT_BROKEN(FRAMEWORK("<rights>na\xEFve</rights>"), "2:11 xml.encoding");
  expect_message("0xEF");
  expect_message("iconv -f WINDOWS-1252");
  /* Overlong, surrogate, cut off: wherever they stand. */
  EXPECT_BROKEN(FRAMEWORK("<rights>\xE0\x80\xAF</rights>"), "2:9 xml.encoding");
  EXPECT_BROKEN(FRAMEWORK("<!-- \xED\xA0\x80 -->"), "2:6 xml.encoding");
  EXPECT_BROKEN(MAPPING("") "<!-- \xC3", "3:16 xml.encoding");
  /* All ways to say UTF-8. */
  static const char *const good[] = {
      "<?xml version='1.0' encoding='UTF-8'?>", "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
      "\xEF\xBB\xBF<?xml version='1.0' encoding='Utf-8' standalone='yes'?>", "\xEF\xBB\xBF", "<?xml version='1.1'?>"};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    struct buf text;
    buf_init(&text, &arena);
    buf_text(&text, good[i]);
    buf_text(&text, MAPPING(""));
    ck_assert_int_eq(load_text(buf_done(&text).p)->kind, DOCUMENT_MAPPING);
    ck_assert_str_eq(findings_text(), "");
  }
}
END_TEST

START_TEST(doctypes_and_entities_are_refused) {
  EXPECT_BROKEN("<!DOCTYPE framework>\n" FRAMEWORK(""), "1:1 xml.entity");
  EXPECT_BROKEN(
      "<?xml version='1.0'?>\n <!-- <!DOCTYPE x> -->\n  <!DOCTYPE framework SYSTEM "
      "'http://127.0.0.1:9/x.dtd'>\n" FRAMEWORK(""),
      "3:3 xml.entity");
  EXPECT_BROKEN(
      "<!DOCTYPE x [\n<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
      "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
      "<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>]>\n" FRAMEWORK("<rights>&e;&e;&e;</rights>"),
      "1:1 xml.entity");
  EXPECT_BROKEN("<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" FRAMEWORK("<rights>&x;</rights>"),
                "1:1 xml.entity");
  EXPECT_BROKEN("<!DOCTYPE x [<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;]>" FRAMEWORK(""), "1:1 xml.entity");
  EXPECT_BROKEN(FRAMEWORK("<rights>a &nbsp; b</rights>"), "2:11 xml.entity");
  expect_message("&nbsp;");
  EXPECT_BROKEN(FRAMEWORK("<control id='1' title='caf&eacute;'/>"), "2:27 xml.entity");
  /* A document that includes another is only an element that is not known. */
  load_text(FRAMEWORK("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd' parse='text'/>"));
  ck_assert_str_eq(findings_text(), "2:1 schema.unknown-element");
  load_text("<?xml-stylesheet href='http://127.0.0.1:9/x.xsl'?>" FRAMEWORK("<?php system('x') ?>"));
  ck_assert_str_eq(findings_text(), "");
}
END_TEST

/* A file that is asked for would block, since nobody writes into it: then the test ends by its time. */
START_TEST(nothing_is_loaded_from_anywhere) {
  scratch_make();
  const char *trap = path_of("trap");
  ck_assert_int_eq(mkfifo(trap, 0600), 0);
  static const char *const forms[] = {"<!DOCTYPE x SYSTEM '%s'>" FRAMEWORK(""),
                                      "<!DOCTYPE x [<!ENTITY x SYSTEM '%s'>]>" FRAMEWORK("<rights>&x;</rights>"),
                                      "<!DOCTYPE x [<!ENTITY %% p SYSTEM '%s'>%%p;]>" FRAMEWORK(""),
                                      "<framework " NS
                                      " xmlns:xi='http://www.w3.org/2001/XInclude' id='f' title='F'>"
                                      "<xi:include href='%s'/></framework>"};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    char text[1000];
    const char *where = strstr(forms[i], "'%s'");
    int n = snprintf(text, sizeof text, "%.*s'%s'%s", (int)(where - forms[i]), forms[i], trap, where + 4);
    for (char *twice; (twice = strstr(text, "%%")) != NULL; n--) {
      memmove(twice, twice + 1, strlen(twice));
    }
    load_bytes(text, (size_t)n);
    ck_assert_uint_eq(findings.list.n, 1);
  }
  scratch_remove();
}
END_TEST

static const char *repeat(const char *before, const char *what, uint32_t n, const char *after) {
  struct buf text;
  buf_init(&text, &arena);
  buf_text(&text, before);
  for (uint32_t i = 0; i < n; i++) {
    buf_text(&text, what);
  }
  buf_text(&text, after);
  return buf_done(&text).p;
}

START_TEST(limits_hold_one_above_and_not_before) {
  options.limits.document_bytes = sizeof(MAPPING("")) - 1;
  load_text(MAPPING(""));
  ck_assert_str_eq(findings_text(), "");
  EXPECT_BROKEN(MAPPING(" "), "xml.limit");
  expect_message("--limit document-bytes=");
  options.limits.document_bytes = limits_default().document_bytes;

  /* The framework is the first level. */
  options.limits.depth = 3;
  load_text(FRAMEWORK("<group id='1' title='t'><control id='2' title='t'/></group>"));
  ck_assert_str_eq(findings_text(), "");
  const struct document *deep =
      load_text(FRAMEWORK("<group id='1' title='t'><control id='2' title='t'><control id='3' title='t'>"
                          "<control id='4' title='t'/></control><control id='5' title='t'/></control></group>"));
  ck_assert_str_eq(findings_text(), "2:51 xml.limit");
  expect_message("--limit depth=");
  ck_assert_uint_eq(deep->as.framework->controls.n, 2);
  options.limits.depth = limits_default().depth;

  options.limits.attribute_bytes = 5;
  load_text("<framework " NS " id='12345' title='&#233;&amp;&amp;&amp;'/>");
  ck_assert_str_eq(findings_text(), "");
  EXPECT_BROKEN("<framework " NS " id='123456' title='F'/>", "1:40 xml.limit");
  expect_message("--limit attribute-bytes=");
  options.limits.attribute_bytes = limits_default().attribute_bytes;

  options.limits.attributes = 3;
  load_text("<framework " NS " id='f' title='F' short='f'/>");
  ck_assert_str_eq(findings_text(), "");
  EXPECT_BROKEN("<framework " NS " id='f' title='F' short='f' edition='1'/>", "1:1 xml.limit");
  expect_message("--limit attributes=");
  options.limits.attributes = limits_default().attributes;

  options.limits.namespaces = 2;
  load_text("<framework " NS " xmlns:a='a' id='f' title='F'/>");
  ck_assert_str_eq(findings_text(), "");
  EXPECT_BROKEN("<framework " NS " xmlns:a='a' id='f' title='F'>\n<group xmlns:b='b' id='1' title='t'/></framework>",
                "2:1 xml.limit");
  expect_message("--limit namespaces=");
  options.limits.namespaces = limits_default().namespaces;

  options.limits.text_bytes = 4;
  const struct document *cut =
      load_text(FRAMEWORK("<rights>\xC3\xA9\xC3\xA9</rights><control id='1' title='t'>"
                          "<statement>\xC3\xA9 \xC3\xA9</statement>"
                          "<guidance>abcd<![CDATA[e]]>fg</guidance></control>"));
  ck_assert_str_eq(findings_text(), "2:46 xml.limit | 2:72 xml.limit");
  expect_message("--limit text-bytes=");
  ck_assert_str_eq(show(cut->as.framework->rights), "\xC3\xA9\xC3\xA9");
  ck_assert_str_eq(show(cut->as.framework->controls.v[0].statement), "\xC3\xA9");
  ck_assert_str_eq(show(cut->as.framework->controls.v[0].guidance), "abcd");
  options.keep_texts = false; /* what is reported does not depend on what is kept */
  load_text(FRAMEWORK("<control id='1' title='t'><statement>12345</statement></control>"));
  ck_assert_str_eq(findings_text(), "2:27 xml.limit");
  options.limits.text_bytes = limits_default().text_bytes;
}
END_TEST

START_TEST(limits_on_counts) {
  options.limits.controls = 2;
  const char *three = FRAMEWORK(
      "<group id='1' title='t'><control id='2' title='t'/></group>\n<control id='3' title='t'>"
      "<control id='4' title='t'/></control>");
  ck_assert_uint_eq(load_text(three)->as.framework->controls.n, 2);
  ck_assert_str_eq(findings_text(), "3:1 xml.limit");
  expect_message("--limit controls=");
  load_text(SUPPLEMENT("<control ref='1'/><control ref='2'/>\n<control ref='3'><statement>s</statement></control>"));
  ck_assert_str_eq(findings_text(), "3:1 xml.limit");
  options.limits.controls = 4;
  ck_assert_uint_eq(load_text(three)->as.framework->controls.n, 4);
  ck_assert_str_eq(findings_text(), "");

  options.limits.maps = 2;
  const char *maps = repeat("<mapping " NS " id='m' source='a' target='b'>",
                            "\n<map source='1' target='2' relation='equal-to'/>", 3, "</mapping>");
  ck_assert_uint_eq(load_text(maps)->as.mapping->maps.n, 2);
  ck_assert_str_eq(findings_text(), "4:1 xml.limit");
  expect_message("--limit maps=");
  load_text(repeat("<mapping " NS " id='m' source='a' target='b'>", "\n<no-counterpart source='1'/>", 3, "</mapping>"));
  ck_assert_str_eq(findings_text(), "4:1 xml.limit");
  load_text(repeat("<mapping " NS " id='m' source='a' target='b'>",
                   "\n<map-pattern source='1' target='1' relation='equal-to'/>", 3, "</mapping>"));
  ck_assert_str_eq(findings_text(), "4:1 xml.limit");
  options.limits.maps = 3;
  ck_assert_uint_eq(load_text(maps)->as.mapping->maps.n, 3);
  ck_assert_str_eq(findings_text(), "");

  options.limits.refs = 2;
  const struct decl_mapping *m =
      load_text(
          MAPPING("<map target='1' relation='equal-to'><source ref='1'/><source ref='2'/></map>"
                  "<map source='1' relation='equal-to'><target ref='1'/><target ref='2'/><target ref='3'/></map>"))
          ->as.mapping;
  ck_assert_str_eq(findings_text(), "2:147 xml.limit");
  expect_message("--limit refs=");
  ck_assert_uint_eq(m->maps.n, 1);
  options.limits.refs = UINT32_MAX; /* counts of refs are 16 bits wide */
  const char *many = repeat("<mapping " NS " id='m' source='a' target='b'><map target='1' relation='equal-to'>",
                            "<source ref='1'/>", 65535, "</map></mapping>");
  ck_assert_uint_eq(load_text(many)->as.mapping->maps.v[0].source_count, 65535);
  many = repeat("<mapping " NS " id='m' source='a' target='b'><map target='1' relation='equal-to'>",
                "<source ref='1'/>", 65536, "</map></mapping>");
  ck_assert_uint_eq(load_text(many)->as.mapping->maps.n, 0);
  ck_assert_uint_eq(findings.list.n, 1);

  options.limits.findings = 10;
  load_text(repeat("<framework " NS " id='f' title='F'>", "<x/>", 10, "</framework>"));
  ck_assert_uint_eq(findings.list.n, 10);
  const struct document *document =
      load_text(repeat("<framework " NS " id='f' title='F'>", "<x/>", 100, "</framework>"));
  ck_assert_uint_eq(findings.list.n, 12);
  ck_assert_int_eq(document->kind, DOCUMENT_BROKEN);
  expect_message("--limit findings=");
}
END_TEST

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Each of these took a parser minutes at some time; seconds leave room for slow machines and sanitizers. */
START_TEST(hostile_shapes_end_soon) {
  double start = seconds();
  const char *deep = repeat("<framework " NS " id='f' title='F'>", "<group id='1' title='t'>", 300000, "");
  load_text(deep);
  ck_assert_str_eq(findings_text(), "1:6029 xml.limit");
  load_text(repeat("<framework " NS " id='f' title='F'>", "<x>", 500000, ""));
  ck_assert_uint_eq(findings.list.n, 2);

  struct buf text;
  buf_init(&text, &arena);
  buf_text(&text, "<framework " NS " id='f' title='F'>\n<control id='1' title='t'");
  for (int i = 0; i < 300000; i++) {
    buf_printf(&text, " a%d=''", i);
  }
  buf_text(&text, "/></framework>");
  struct str crowd = buf_done(&text);
  expect_broken(crowd.p, crowd.n, "2:1 xml.limit");
  buf_init(&text, &arena);
  buf_text(&text, "<framework " NS " id='f' title='F'");
  for (int i = 0; i < 300000; i++) {
    buf_printf(&text, " xmlns:n%d='n'", i);
  }
  buf_text(&text, "/>");
  crowd = buf_done(&text);
  expect_broken(crowd.p, crowd.n, "1:1 xml.limit");
  buf_init(&text, &arena);
  buf_text(&text, "<framework " NS " id='f' title='F'>");
  for (int i = 0; i < 100000; i++) {
    buf_printf(&text, "<group id='1' title='t' xmlns:n%d='n'>", i % 5000);
  }
  crowd = buf_done(&text);
  load_bytes(crowd.p, crowd.n);
  ck_assert_uint_eq(findings.list.n, 2);

  load_text(repeat("<framework " NS " id='f' title='", "&amp;", 1000000, "'/>"));
  ck_assert_str_eq(findings_text(), "1:50 xml.limit");
  load_text(repeat("<framework " NS " id='f' title='F'><rights>", "&amp;", 1000000, "</rights></framework>"));
  ck_assert_str_eq(findings_text(), "");
  load_text(repeat("<framework " NS " id='f' title='F'>", "<rights>x", 100000, "</framework>"));
  load_text(repeat("<framework " NS " id='f' title='F'><!--", "<!-", 1000000, "--></framework>"));
  load_text(repeat("", "<", 1000000, ""));
  load_text(repeat("<", "a", 3000000, "/>"));
  load_text(repeat("<framework " NS " id='f' title='F'>", "<x>t</x>x", 200000, "</framework>"));
  ck_assert_double_lt(seconds() - start, 60);
}
END_TEST

START_TEST(a_crowd_is_told_from_a_long_text) {
  /* Long stretches without a tag that are no crowd: text, a comment, one long value. */
  const char *texts[] = {
      repeat("<framework " NS " id='f' title='F'><rights>", "a=\"b\" ", 20000, "</rights></framework>"),
      repeat("<framework " NS " id='f' title='F'><!--", "a=\"b\" ", 20000, "--></framework>"),
      repeat("<framework " NS " id='f' title='", "a=\"b\" ", 10000, "'/>"),
      repeat("<framework " NS " id='f' title='F'>", "        ", 5000, "</framework>")};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    load_text(texts[i]);
    ck_assert_str_eq(findings_text(), "");
  }
}
END_TEST

static const char sample[] =
    "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!-- c\xC3\xA9 -->\n"
    "<mapping xmlns=\"urn:crosswalk:1\" id=\"m\" source=\"a\" target='b'>\n"
    "<provenance href=\"h\"><![CDATA[<x>]]> &amp; &#233; t\xE2\x82\xACxt</provenance>\n"
    "<map source=\"1\" target=\"&lt;\xC3\xA9\" relation=\"equal-to\"><remarks>r</remarks></map>\n"
    "<map relation=\"equal-to\"><source ref=\"2\"/><target ref=\"3\"/></map>\n"
    "<map-pattern source=\"(.)\" target=\"$1\" relation=\"equal-to\"/><?pi x?>\n"
    "<no-counterpart source=\"4\"/></mapping>\n";

START_TEST(a_document_cut_off_anywhere) {
  load_bytes(sample, sizeof sample - 1);
  ck_assert_str_eq(findings_text(), "");
  for (size_t n = 0; n < sizeof sample - 2; n++) {
    const struct document *document = load_bytes(sample, n);
    ck_assert_msg(findings.list.n == 1, "%zu bytes give %s", n, findings_text());
    ck_assert_int_eq(document->kind, DOCUMENT_BROKEN);
    const struct place *place = &findings.list.v[0]->place;
    ck_assert_uint_le(place->offset, n);
  }
}
END_TEST

START_TEST(a_document_with_any_byte_anywhere) {
  static const unsigned char bytes[] = {0x00, 0x01, '\n', ' ', '"',  '&',  '\'', '/', '<',
                                        '=',  '>',  'A',  ']', 0x7F, 0x80, 0xC3, 0xFF};
  char text[sizeof sample];
  for (size_t at = 0; at + 1 < sizeof sample; at++) {
    for (size_t i = 0; i < sizeof bytes; i++) {
      memcpy(text, sample, sizeof sample);
      text[at] = (char)bytes[i];
      const struct document *document = load_bytes(text, sizeof sample - 1);
      ck_assert(document->kind == DOCUMENT_MAPPING || findings.list.n > 0);
      loaded.documents.n = 0;
      sources.list.n = 0;
    }
  }
}
END_TEST

/* The parser's memory: how much of it is held, and the call from which on there is none. */
static long held;
static long calls_left = -1;

static bool refuse(void) {
  if (calls_left == 0) {
    return true;
  }
  calls_left -= calls_left > 0;
  return false;
}

static void *count_malloc(size_t size) {
  void *p = refuse() ? NULL : malloc(size);
  held += p != NULL;
  return p;
}

static void *count_realloc(void *old, size_t size) {
  void *p = refuse() ? NULL : realloc(old, size);
  held += p != NULL && old == NULL;
  return p;
}

static char *count_strdup(const char *text) {
  char *p = refuse() ? NULL : strdup(text);
  held += p != NULL;
  return p;
}

static void count_free(void *p) {
  held -= p != NULL;
  free(p);
}

/* What the parser keeps of its last mistake, for the thread, is no leak. */
static long held_now(void) {
  xmlResetLastError();
  return held;
}

START_TEST(a_parser_without_memory_is_a_failure) {
  struct memory_document memory = {.name = "t.xml", .bytes = sample, .size = sizeof sample - 1};
  load_collect(&sources, NULL, 0, &memory, 1, &options.limits, &arena, &findings);
  ck_assert(load_documents(&sources, 0, &options, &parallel, &arena, &findings, &loaded));
  long before = held_now();
  bool complete = false;
  long calls = 0;
  for (; !complete && calls < 10000; calls++) {
    loaded.documents.n = 0;
    findings.list.n = 0;
    calls_left = calls;
    complete = load_documents(&sources, 0, &options, &parallel, &arena, &findings, &loaded);
    calls_left = -1;
    ck_assert_int_eq(held_now(), before);
    ck_assert_uint_eq(loaded.documents.n, complete);
  }
  ck_assert(complete);
  ck_assert_str_eq(findings_text(), "");
  ck_assert_int_eq(loaded.documents.v[0].kind, DOCUMENT_MAPPING);
  ck_assert_int_gt(calls, 20);
  /* Looking at the root only, too. */
  enum document_kind kind = DOCUMENT_BROKEN;
  struct str texts[3];
  static volatile long peeks;
  peeks = -1;
  if (setjmp(guard.jump) != 0) {
    ck_assert_int_eq(held_now(), before);
  }
  peeks = peeks + 1;
  calls_left = peeks;
  bool found = load_peek(sample, sizeof sample - 1, &arena, &kind, &texts[0], &texts[1], &texts[2]);
  calls_left = -1;
  ck_assert(found);
  ck_assert_int_gt(peeks, 10);
  ck_assert_int_eq(held_now(), before);
}
END_TEST

START_TEST(a_pipe_is_read_once_and_shown_all_the_same) {
  scratch_make();
  const char *name = path_of("pipe");
  ck_assert_int_eq(mkfifo(name, 0600), 0);
  static const char text[] = MAPPING("<mpa/>");
  pid_t writer = fork();
  ck_assert_int_ge(writer, 0);
  if (writer == 0) {
    int out = open(name, O_WRONLY);
    _exit(out >= 0 && write(out, text, sizeof text - 1) == sizeof text - 1 ? 0 : 1);
  }
  collect(&name, 1);
  ck_assert(load_documents(&sources, 0, &options, &parallel, &arena, &findings, &loaded));
  int status = 1;
  ck_assert_int_eq(waitpid(writer, &status, 0), writer);
  ck_assert_int_eq(status, 0);
  ck_assert_str_eq(findings_text(), "2:1 schema.unknown-element");
  ck_assert_int_eq(loaded.documents.v[0].kind, DOCUMENT_MAPPING);
  /* A folder is walked for files only. */
  collect(&(const char *){folder}, 1);
  ck_assert_uint_eq(sources.list.n, 1);
  scratch_remove();
}
END_TEST

/* Each test is a process of its own, so that libxml2 has not been used in it yet. */
static void set_up(void) {
  ck_assert_int_eq(xmlMemSetup(count_free, count_malloc, count_realloc, count_strdup), 0);
  loading_set_up();
}

UNIT_SUITE(hostile, set_up, loading_tear_down, syntax_mistakes_have_exact_places,
           nul_bytes_do_not_end_a_document_in_silence, only_utf8_is_read, doctypes_and_entities_are_refused,
           nothing_is_loaded_from_anywhere, limits_hold_one_above_and_not_before, limits_on_counts,
           hostile_shapes_end_soon, a_crowd_is_told_from_a_long_text, a_document_cut_off_anywhere,
           a_document_with_any_byte_anywhere, a_parser_without_memory_is_a_failure,
           a_pipe_is_read_once_and_shown_all_the_same)
