/* Places: each fact is declared at its own `<`, whatever stands before it. */
#include "loading.h"

#include <string.h>

/* Every <map> of the document is declared at its own `<`. */
static void check_offsets(const char *text, size_t size, uint32_t maps) {
  const struct decl_mapping *m = load_bytes(text, size)->as.mapping;
  ck_assert_str_eq(findings_text(), "");
  ck_assert_uint_eq(m->maps.n, maps);
  size_t at = 0;
  for (uint32_t i = 0; i < maps; i++) {
    do {
      at++;
    } while (strncmp(text + at, "<map ", 5) != 0);
    ck_assert_uint_eq(m->maps.v[i].offset, at);
  }
}

START_TEST(offsets_are_exact) {
  static const char *const between[] = {
      "",
      "\r\n\t",
      "<!-- <map source='1'/> > -->",
      "<?pi <map > ?>",
      "<provenance>\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80 &lt;map &#x3C;&amp;</provenance>",
      "<provenance><![CDATA[ <map  ]]]]>&gt;</provenance>",
  };
  static const char *const maps[] = {
      "<map source='1' target='2' relation='equal-to'/>",
      "<map  relation = \"equal-to\"\r\n\tsource='&#233;&amp;' target='>&lt;'><remarks>x</remarks></map >",
      "<map relation='equal-to'><source ref='a&gt;b'/><target ref='\xC3\xA9'/><remarks>&#x41;\xC3\xA9</remarks></map>",
      "<map  relation='equal-to'><remarks><![CDATA[<map ]] >]]></remarks><source ref='1'/><target ref='2'/></map>",
  };
  for (int mark = 0; mark < 2; mark++) {
    struct buf text;
    buf_init(&text, &arena);
    buf_text(&text, mark != 0 ? "\xEF\xBB\xBF<?xml version='1.0'?>\r\n" : "");
    buf_text(&text, "<mapping " NS " id='m' source='a' target='b'>");
    uint32_t count = 0;
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
      for (size_t k = 0; k < sizeof maps / sizeof *maps; k++) {
        buf_text(&text, between[i]);
        buf_text(&text, maps[k]);
        count++;
      }
    }
    buf_text(&text, "</mapping>");
    struct str done = buf_done(&text);
    const struct decl_mapping *m = load_bytes(done.p, done.n)->as.mapping;
    ck_assert_str_eq(findings_text(), "");
    ck_assert_uint_eq(m->maps.n, count);
    for (uint32_t i = 0; i < count; i++) {
      const char *map = maps[i % 4];
      ck_assert_int_eq(strncmp(done.p + m->maps.v[i].offset, map, strlen(map)), 0);
      for (uint32_t k = 0; k < m->maps.v[i].source_count; k++) {
        ck_assert_int_eq(strncmp(done.p + m->refs.v[m->maps.v[i].source + k].offset, "<source ", 8), 0);
      }
    }
  }
}
END_TEST

START_TEST(offsets_are_exact_far_into_a_document) {
  /* Beyond every buffer of the parser, with a text that is longer than any of them. */
  struct buf text;
  buf_init(&text, &arena);
  buf_text(&text, "<mapping " NS " id='m' source='a' target='b'><provenance>");
  for (int i = 0; i < 30000; i++) {
    buf_text(&text, i % 3 == 0 ? "\xC3\xA9t\xC3\xA9 " : "plain text, ");
  }
  buf_text(&text, "</provenance>");
  for (int i = 0; i < 20000; i++) {
    buf_printf(&text, "%s<map source='S%d' target='T%d' relation='related-to'><remarks>%s</remarks></map>",
               i % 7 == 0 ? "\r\n" : "", i % 500, i % 700, i % 5 == 0 ? "na\xC3\xAFve &amp; co" : "plain");
  }
  buf_text(&text, "</mapping>");
  struct str done = buf_done(&text);
  check_offsets(done.p, done.n, 20000);
}
END_TEST

UNIT_SUITE(offsets, loading_set_up, loading_tear_down, offsets_are_exact, offsets_are_exact_far_into_a_document)
