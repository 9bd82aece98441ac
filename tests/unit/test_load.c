/* Loading: what is declared, where it stands, which files are read. */
#define _POSIX_C_SOURCE 200809L
#include "loading.h"

#include <sys/stat.h>
#include <unistd.h>

START_TEST(a_framework_is_read_whole) {
  const struct document *document = load_text(
      "<?xml version='1.0' encoding='utf-8'?>\n"
      "<framework " NS
      " id='csf-2.0' title=' NIST  CSF\n2.0 ' short='CSF' publisher='NIST' edition='2.0'\n"
      "  published='2024-02-26' language='en' supersedes='csf-1.1' control-id='[A-Z.-]+\\d*'>\n"
      "  <control id='X-1' title='x' counted='no'/>\n"
      "  <rights> Public\n   domain. </rights>\n"
      "  <link rel='canonical' href='https://example.org/?a&amp;b'/>\n"
      "  <attribute name='function' title='Function'><value name='govern' title='Govern'/><value "
      "name='x'/></attribute>\n"
      "  <attribute name='free'/>\n"
      "  <group id='GV' title='Govern' exhaustive='false'>\n"
      "    <attr name='function' value='govern'/>\n"
      "    <group id='GV.OC' title='Context' status='withdrawn'><replaced-by ref='X-1'/>\n"
      "      <control id='GV.OC-01' title='Mission'><guidance>g</guidance><statement>s <![CDATA[<t>]]> "
      "&#233;</statement>\n"
      "        <control id='GV.OC-01a' title='part' exhaustive='true'/>\n"
      "        <attr name='function' value=' govern  x '/><attr name='free' value='1'/></control>\n"
      "    </group>\n"
      "    <attr name='free' value='2'/>\n"
      "  </group>\n"
      "</framework>\n");
  ck_assert_str_eq(findings_text(), "");
  ck_assert_int_eq(document->kind, DOCUMENT_FRAMEWORK);
  const struct decl_framework *f = document->as.framework;
  ck_assert_str_eq(show(f->id), "csf-2.0");
  ck_assert_str_eq(show(f->title), "NIST CSF 2.0");
  ck_assert_str_eq(show(f->short_title), "CSF");
  ck_assert_str_eq(show(f->publisher), "NIST");
  ck_assert_str_eq(show(f->edition), "2.0");
  ck_assert_str_eq(show(f->published), "2024-02-26");
  ck_assert_str_eq(show(f->language), "en");
  ck_assert_str_eq(show(f->supersedes), "csf-1.1");
  ck_assert_str_eq(show(f->control_id), "[A-Z.-]+\\d*");
  ck_assert_str_eq(show(f->rights), "Public domain.");
  ck_assert(!f->open);
  ck_assert_uint_eq(f->links.n, 1);
  ck_assert_str_eq(show(f->links.v[0].href), "https://example.org/?a&b");
  ck_assert_uint_eq(f->attributes.n, 2);
  ck_assert_uint_eq(f->attributes.v[0].value_count, 2);
  ck_assert_uint_eq(f->attributes.v[1].first_value, 2);
  ck_assert_uint_eq(f->attributes.v[1].value_count, 0);
  ck_assert_str_eq(show(f->attributes.v[1].title), "(absent)");
  ck_assert_str_eq(show(f->values.v[0].title), "Govern");
  ck_assert_str_eq(show(f->values.v[1].name), "x");

  static const char *const ids[] = {"X-1", "GV", "GV.OC", "GV.OC-01", "GV.OC-01a"};
  static const uint32_t parents[] = {NO_INDEX, NO_INDEX, 1, 2, 3};
  static const bool exhaustive[] = {false, false, true, false, true};
  static const bool withdrawn[] = {false, false, true, true, true};
  static const uint16_t depths[] = {0, 0, 1, 2, 3};
  static const uint32_t attrs[] = {0, 2, 0, 3, 0};
  ck_assert_uint_eq(f->controls.n, 5);
  for (uint32_t i = 0; i < 5; i++) {
    const struct decl_control *control = &f->controls.v[i];
    ck_assert_str_eq(show(control->id), ids[i]);
    ck_assert_uint_eq(control->parent, parents[i]);
    ck_assert_uint_eq(control->depth, depths[i]);
    ck_assert_int_eq(control->exhaustive, exhaustive[i]);
    ck_assert_int_eq(control->withdrawn, withdrawn[i]);
    ck_assert_int_eq(control->counted, i != 0);
    ck_assert_int_eq(control->kind, i == 1 || i == 2 ? KIND_GROUP : KIND_CONTROL);
    ck_assert_uint_eq(control->attr_count, attrs[i]);
    ck_assert_uint_eq(control->replacement_count, i == 2);
  }
  /* The attrs of a group stand together although a control stands between them. */
  const struct decl_attr *attr = &f->attrs.v[f->controls.v[1].first_attr];
  ck_assert_str_eq(show(attr[0].name), "function");
  ck_assert_str_eq(show(attr[1].value), "2");
  attr = &f->attrs.v[f->controls.v[3].first_attr];
  ck_assert_str_eq(show(attr[0].value), "govern");
  ck_assert_str_eq(show(attr[1].value), "x");
  ck_assert_str_eq(show(attr[2].value), "1");
  ck_assert_str_eq(show(f->replacements.v[f->controls.v[2].first_replacement].ref), "X-1");
  ck_assert_str_eq(show(f->controls.v[3].statement), "s <t> \xC3\xA9");
  ck_assert_str_eq(show(f->controls.v[3].guidance), "g");
  ck_assert_str_eq(show(f->controls.v[0].statement), "(absent)");
}
END_TEST

START_TEST(a_mapping_is_read_whole) {
  const struct document *document = load_text(
      "<mapping " NS
      " id='m' source='a' target='b' title='T' publisher='P' published='2024' version='1' method='mixed'\n"
      " rationale='functional' status='draft' authority='organisation' style='supportive' overlap='proper' chain='no'\n"
      " examined='both'>\n"
      "<provenance href='h'> where\n from </provenance><provenance>2</provenance>\n"
      "<map source='1' target='x' relation='contrary-to' rationale='syntactic' method='human' strength='10'"
      " confidence='0'><remarks> a\t b </remarks></map>\n"
      "<map relation='equal-to' target='x'><source ref='2'/><remarks/><source ref='1'/></map>\n"
      "<map relation='subset-of'><target ref='y'/><source ref='1'/><target ref='x'/></map>\n"
      "<map-pattern source='(.*)' target='$1' relation='equal-to' missing='ignore' strength='1'><remarks>r</remarks>"
      "</map-pattern>\n"
      "<no-counterpart target='z'><remarks>none</remarks></no-counterpart><no-counterpart source='3'/>\n"
      "</mapping>");
  ck_assert_str_eq(findings_text(), "");
  const struct decl_mapping *m = document->as.mapping;
  ck_assert_str_eq(show(m->id), "m");
  ck_assert_str_eq(show(m->source), "a");
  ck_assert_str_eq(show(m->target), "b");
  ck_assert_str_eq(show(m->title), "T");
  ck_assert_str_eq(show(m->publisher), "P");
  ck_assert_str_eq(show(m->published), "2024");
  ck_assert_str_eq(show(m->version), "1");
  ck_assert_int_eq(m->method, METHOD_MIXED);
  ck_assert_int_eq(m->rationale, RATIONALE_FUNCTIONAL);
  ck_assert_int_eq(m->status, STATUS_DRAFT);
  ck_assert_int_eq(m->authority, AUTHORITY_ORGANISATION);
  ck_assert_int_eq(m->style, STYLE_SUPPORTIVE);
  ck_assert_int_eq(m->overlap, OVERLAP_PROPER);
  ck_assert_int_eq(m->examined, EXAMINED_BOTH);
  ck_assert(!m->chain);
  ck_assert_uint_eq(m->provenances.n, 2);
  ck_assert_str_eq(show(m->provenances.v[0].href), "h");
  ck_assert_str_eq(show(m->provenances.v[0].text), "where from");
  ck_assert_str_eq(show(m->provenances.v[1].href), "(absent)");
  ck_assert_uint_eq(m->maps.n, 3);
  const struct decl_map *map = m->maps.v;
  ck_assert_str_eq(show(m->names.names.v[map->source]), "1");
  ck_assert_str_eq(show(m->names.names.v[map->target]), "x");
  ck_assert_int_eq(map->relation, REL_CONTRARY);
  ck_assert_int_eq(map->rationale, RATIONALE_SYNTACTIC);
  ck_assert_int_eq(map->method, METHOD_HUMAN);
  ck_assert_int_eq(map->strength, 10);
  ck_assert_int_eq(map->confidence, 0);
  ck_assert_int_eq(map->flags, 0);
  ck_assert_str_eq(m->texts.v + map->remarks, "a b");
  ck_assert_int_eq(m->texts.v[0], '\0');
  map++;
  ck_assert_int_eq(map->flags, MAP_SOURCES);
  ck_assert_uint_eq(map->source_count, 2);
  ck_assert_str_eq(show(m->names.names.v[m->refs.v[map->source].name]), "2");
  ck_assert_str_eq(show(m->names.names.v[m->refs.v[map->source + 1].name]), "1");
  ck_assert_str_eq(show(m->names.names.v[map->target]), "x");
  ck_assert_uint_eq(map->remarks, 0);
  ck_assert_int_eq(map->strength, UNSTATED_NUMBER);
  ck_assert_int_eq(map->rationale, RATIONALE_UNSTATED);
  map++;
  ck_assert_int_eq(map->flags, MAP_SOURCES | MAP_TARGETS);
  ck_assert_uint_eq(map->source_count, 1);
  ck_assert_uint_eq(map->target_count, 2);
  ck_assert_uint_eq(map->target, map->source + 1);
  ck_assert_str_eq(show(m->names.names.v[m->refs.v[map->target].name]), "y");
  ck_assert_uint_eq(m->patterns.n, 1);
  ck_assert(m->patterns.v[0].missing_ignored);
  ck_assert_int_eq(m->patterns.v[0].strength, 1);
  ck_assert_int_eq(m->patterns.v[0].confidence, UNSTATED_NUMBER);
  ck_assert_str_eq(show(m->patterns.v[0].remarks), "r");
  ck_assert_uint_eq(m->no_counterparts.n, 2);
  ck_assert(m->no_counterparts.v[0].of_target);
  ck_assert_str_eq(show(m->no_counterparts.v[0].remarks), "none");
  ck_assert(!m->no_counterparts.v[1].of_target);
  ck_assert_str_eq(show(m->no_counterparts.v[1].remarks), "(absent)");
}
END_TEST

START_TEST(defaults_of_a_mapping) {
  const struct decl_mapping *m = load_text(MAPPING(""))->as.mapping;
  ck_assert_int_eq(m->method, METHOD_UNSTATED);
  ck_assert_int_eq(m->status, STATUS_UNSTATED);
  ck_assert_int_eq(m->overlap, OVERLAP_ANY);
  ck_assert_int_eq(m->examined, EXAMINED_NONE);
  ck_assert(m->chain);
  ck_assert_str_eq(show(m->title), "(absent)");
}
END_TEST

START_TEST(a_supplement_and_a_workspace_are_read_whole) {
  const struct decl_supplement *s =
      load_text("<supplement " NS
                " framework='f' language='fr-FR' publisher='P' title='T'><rights>r</rights>"
                "<attribute name='a'><value name='v'/></attribute>"
                "<control ref='1' title='un'><attr name='a' value='v w'/><statement>s</statement></control>"
                "<control ref='2'><guidance>g</guidance><attr name='a' value='x'/></control></supplement>")
          ->as.supplement;
  ck_assert_str_eq(findings_text(), "");
  ck_assert_str_eq(show(s->framework), "f");
  ck_assert_str_eq(show(s->language), "fr-FR");
  ck_assert_str_eq(show(s->rights), "r");
  ck_assert_uint_eq(s->attributes.v[0].value_count, 1);
  ck_assert_uint_eq(s->controls.n, 2);
  ck_assert_str_eq(show(s->controls.v[0].title), "un");
  ck_assert_uint_eq(s->controls.v[0].attr_count, 2);
  ck_assert_str_eq(show(s->controls.v[0].statement), "s");
  ck_assert_uint_eq(s->controls.v[1].first_attr, 2);
  ck_assert_str_eq(show(s->controls.v[1].guidance), "g");

  const struct decl_workspace *w =
      load_text("<workspace " NS
                " title='T' language='en'><use href='../x y'/><use ref='csf-2.0'/>"
                "<crosswalk source='a' target='b'/><accept finding='gap.source' framework='a' control='1' mapping='m'> "
                "two\n words</accept><accept finding='gap'>r</accept></workspace>")
          ->as.workspace;
  ck_assert_str_eq(findings_text(), "");
  ck_assert_str_eq(show(w->title), "T");
  ck_assert_uint_eq(w->uses.n, 2);
  ck_assert_str_eq(show(w->uses.v[0].href), "../x y");
  ck_assert_str_eq(show(w->uses.v[0].ref), "(absent)");
  ck_assert_str_eq(show(w->uses.v[1].ref), "csf-2.0");
  ck_assert_str_eq(show(w->crosswalks.v[0].target), "b");
  ck_assert_uint_eq(w->accepts.n, 2);
  ck_assert_str_eq(show(w->accepts.v[0].reason), "two words");
  ck_assert_str_eq(show(w->accepts.v[0].mapping), "m");
  ck_assert_str_eq(show(w->accepts.v[1].framework), "(absent)");
}
END_TEST

START_TEST(texts_are_kept_only_on_request) {
  options.keep_remarks = false;
  options.keep_texts = false;
  const struct decl_mapping *m =
      load_text(MAPPING("<map source='1' target='2' relation='equal-to'><remarks>r</remarks>"
                        "</map><no-counterpart source='3'><remarks>r</remarks></no-counterpart>"))
          ->as.mapping;
  ck_assert_uint_eq(m->maps.v[0].remarks, 0);
  ck_assert_str_eq(show(m->no_counterparts.v[0].remarks), "(absent)");
  /* That there is a text is known all the same. */
  const struct decl_framework *f =
      load_text(FRAMEWORK("<rights>r</rights><control id='1' title='t'><statement>s</statement></control>"))
          ->as.framework;
  ck_assert_str_eq(show(f->controls.v[0].statement), "");
  ck_assert_str_eq(show(f->controls.v[0].guidance), "(absent)");
  ck_assert_str_eq(show(f->rights), "r");
}
END_TEST

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

START_TEST(ids_are_strings) {
  const struct decl_mapping *m =
      load_text(MAPPING("<map source='5.1' target='5.10' relation='equal-to'/><map source='5.10' target='05.1' "
                        "relation='equal-to'/><map source='A&amp;B&lt;C' target='&#233;' relation='equal-to'/>"))
          ->as.mapping;
  ck_assert_str_eq(findings_text(), "");
  ck_assert_uint_ne(m->maps.v[0].source, m->maps.v[0].target);
  ck_assert_uint_eq(m->maps.v[0].target, m->maps.v[1].source);
  ck_assert_uint_ne(m->maps.v[0].source, m->maps.v[1].target);
  ck_assert_str_eq(show(m->names.names.v[m->maps.v[2].source]), "A&B<C");
  ck_assert_str_eq(show(m->names.names.v[m->maps.v[2].target]), "\xC3\xA9");
}
END_TEST

START_TEST(peeking_sees_the_root_only) {
  enum document_kind kind = DOCUMENT_BROKEN;
  struct str id;
  struct str source;
  struct str target;
  static const char mapping[] = "<?xml version='1.0'?><!-- <framework id='no'/> --><mapping " NS
                                " title='x' target='b' source='a' id='m'><broken";
  ck_assert(load_peek(mapping, sizeof mapping - 1, &arena, &kind, &id, &source, &target));
  ck_assert_int_eq(kind, DOCUMENT_MAPPING);
  ck_assert_str_eq(show(id), "m");
  ck_assert_str_eq(show(source), "a");
  ck_assert_str_eq(show(target), "b");
  static const char framework[] = "\xEF\xBB\xBF<framework " NS " id='f'/>";
  ck_assert(load_peek(framework, sizeof framework - 1, &arena, &kind, &id, &source, &target));
  ck_assert_int_eq(kind, DOCUMENT_FRAMEWORK);
  ck_assert_str_eq(show(source), "(absent)");
  /* A long comment first. */
  struct buf text;
  buf_init(&text, &arena);
  buf_text(&text, "<!--");
  for (int i = 0; i < 2000; i++) {
    buf_text(&text, "licence ");
  }
  buf_text(&text, "--><x:supplement xmlns:x='urn:crosswalk:1' framework='g'/>");
  struct str done = buf_done(&text);
  ck_assert(load_peek(done.p, done.n, &arena, &kind, &id, &source, &target));
  ck_assert_int_eq(kind, DOCUMENT_SUPPLEMENT);
  ck_assert_str_eq(show(id), "g");
  static const char *const bad[] = {"",
                                    "<",
                                    "x",
                                    "<framework id='f'/>",
                                    "<assessment " NS "/>",
                                    "<map " NS "/>",
                                    "<!DOCTYPE framework><framework " NS " id='f'/>",
                                    "<framework id='f"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    ck_assert_msg(!load_peek(bad[i], strlen(bad[i]), &arena, &kind, &id, &source, &target), "%s", bad[i]);
  }
}
END_TEST

static const char *folder;

static const char *path_of(const char *name) {
  struct buf path;
  buf_init(&path, &arena);
  buf_printf(&path, "%s/%s", folder, name);
  return buf_done(&path).p;
}

static void write_file(const char *name, const char *text) {
  FILE *file = fopen(path_of(name), "wb");
  ck_assert_ptr_nonnull(file);
  ck_assert_uint_eq(fwrite(text, 1, strlen(text), file), strlen(text));
  ck_assert_int_eq(fclose(file), 0);
}

/* The names of the sources that the paths give, without the folder in front. */
static const char *collected(const char *const *paths, uint32_t count) {
  sources.list.n = 0;
  findings.list.n = 0;
  load_collect(&sources, paths, count, NULL, 0, &options.limits, &arena, &findings);
  struct buf out;
  buf_init(&out, &arena);
  for (uint32_t i = 0; i < sources.list.n; i++) {
    struct str name = sources.list.v[i].name;
    ck_assert_int_eq(strncmp(name.p, folder, strlen(folder)), 0);
    buf_printf(&out, "%s%s", i > 0 ? " " : "", name.p + strlen(folder) + 1);
  }
  return buf_done(&out).p;
}
#define COLLECTED(...) \
  collected((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void make_tree(char *template) {
  folder = mkdtemp(template);
  ck_assert_ptr_nonnull(folder);
  static const char *const folders[] = {"b", "b/.hidden", "empty", "b/deep"};
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    ck_assert_int_eq(mkdir(path_of(folders[i]), 0700), 0);
  }
  write_file("z.xml", FRAMEWORK(""));
  write_file("a.xml", MAPPING(""));
  write_file("notes.txt", MAPPING(""));
  write_file(".swap.xml", "broken");
  write_file("b/.hidden/x.xml", "broken");
  write_file("b/c.xml", WORKSPACE(""));
  write_file("b/deep/d.XML", "not read");
  write_file("b/deep/e.xml", "<broken");
  ck_assert_int_eq(symlink("..", path_of("b/deep/loop")), 0);
  ck_assert_int_eq(symlink(".", path_of("b/self")), 0);
  ck_assert_int_eq(symlink("../z.xml", path_of("b/again.xml")), 0);
  ck_assert_int_eq(link(path_of("a.xml"), path_of("b/hard.xml")), 0);
}

static void remove_tree(void) {
  static const char *const names[] = {"b/hard.xml",   "b/again.xml",  "b/self",  "b/deep/loop",
                                      "b/deep/e.xml", "b/deep/d.XML", "b/c.xml", "b/.hidden/x.xml",
                                      ".swap.xml",    "notes.txt",    "a.xml",   "z.xml"};
  static const char *const folders[] = {"b/deep", "b/.hidden", "b", "empty", "."};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    unlink(path_of(names[i]));
  }
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    rmdir(i + 1 < sizeof folders / sizeof *folders ? path_of(folders[i]) : folder);
  }
}

START_TEST(folders_are_walked_once_and_in_order) {
  char template[] = "/tmp/crosswalk-load-XXXXXX";
  make_tree(template);
  static const char all[] = "a.xml b/again.xml b/c.xml b/deep/e.xml";
  ck_assert_str_eq(COLLECTED(folder), all);
  ck_assert_str_eq(findings_text(), "");
  ck_assert_str_eq(COLLECTED(path_of("b"), folder), all);
  ck_assert_str_eq(COLLECTED(folder, path_of("b")), all);
  ck_assert_str_eq(COLLECTED(path_of("b/deep/e.xml"), path_of("a.xml"), folder, path_of("b/self/deep")), all);
  /* Named files are read whatever their name; hidden folders too. */
  ck_assert_str_eq(COLLECTED(path_of("notes.txt"), path_of(".swap.xml"), path_of("b/.hidden")),
                   ".swap.xml b/.hidden/x.xml notes.txt");
  ck_assert_str_eq(COLLECTED(path_of("z.xml"), path_of("b/again.xml")), "b/again.xml");
  ck_assert_str_eq(COLLECTED(path_of("empty")), "");
  ck_assert_str_eq(findings_text(), "");
  ck_assert_str_eq(COLLECTED(path_of("a.xml"), path_of("nothing"), path_of("z.xml/")), "a.xml");
  ck_assert_str_eq(findings_text(), "io.read | io.read");
  expect_message("No such file");
  expect_message("Not a directory");
  options.limits.documents = 2;
  ck_assert_str_eq(COLLECTED(folder), "a.xml b/again.xml");
  ck_assert_str_eq(findings_text(), "xml.limit");
  expect_message("b/c.xml");
  expect_message("--limit documents=");
  remove_tree();
}
END_TEST

START_TEST(what_is_read_already_is_not_read_again) {
  char template[] = "/tmp/crosswalk-load-XXXXXX";
  make_tree(template);
  ck_assert_str_eq(COLLECTED(path_of("b/c.xml")), "b/c.xml");
  const char *path = folder;
  struct memory_document memory[] = {{.name = "m.xml", .bytes = MAPPING("two"), .size = sizeof(MAPPING("two")) - 1},
                                     {.name = "m.xml", .bytes = MAPPING(""), .size = sizeof(MAPPING("")) - 1},
                                     {.name = "A.xml", .bytes = "", .size = 0, .bundled = true}};
  load_collect(&sources, &path, 1, memory, 3, &options.limits, &arena, &findings);
  ck_assert_uint_eq(sources.list.n, 7);
  ck_assert_str_eq(sources.list.v[0].name.p + strlen(folder), "/b/c.xml");
  ck_assert_str_eq(sources.list.v[4].name.p, "A.xml");
  ck_assert(sources.list.v[4].bundled && sources.list.v[4].in_memory);
  /* Two of one name, in an order that does not depend on that of the call. */
  ck_assert_uint_lt(sources.list.v[5].size, sources.list.v[6].size);
  remove_tree();
}
END_TEST

static const char *fingerprint(unsigned threads, const char *const *paths, uint32_t count) {
  struct parallel own;
  struct loaded all = {.documents = {.v = NULL}};
  parallel_init(&own, &arena, threads);
  sources.list.n = 0;
  findings.list.n = 0;
  load_collect(&sources, paths, count, NULL, 0, &options.limits, &arena, &findings);
  ck_assert(load_documents(&sources, 0, &options, &own, &arena, &findings, &all));
  findings_sort(&findings);
  struct buf out;
  buf_init(&out, &arena);
  for (uint32_t i = 0; i < all.documents.n; i++) {
    const struct document *document = &all.documents.v[i];
    ck_assert_uint_eq(document->source, i);
    buf_printf(&out, "%s %d", sources.list.v[i].name.p, document->kind);
    for (uint32_t k = 0; document->kind == DOCUMENT_MAPPING && k < document->as.mapping->maps.n; k++) {
      const struct decl_map *map = &document->as.mapping->maps.v[k];
      buf_printf(&out, " %u>%u@%u", map->source, map->target, map->offset);
    }
    buf_char(&out, '\n');
  }
  for (uint32_t i = 0; i < findings.list.n; i++) {
    const struct finding *finding = findings.list.v[i];
    buf_printf(&out, "%u %u %.*s\n", finding->place.source, finding->place.offset, STR_ARG(finding->message));
  }
  const char *text = arena_text(&arena, out.p, out.n);
  findings.list.n = 0;
  parallel_free(&own);
  return text;
}

START_TEST(threads_and_order_do_not_show) {
  char template[] = "/tmp/crosswalk-load-XXXXXX";
  make_tree(template);
  char names[40][24];
  for (int i = 0; i < 40; i++) {
    struct buf text;
    buf_init(&text, &arena);
    buf_text(&text, "<mapping " NS " id='m' source='a' target='b'>\n");
    for (int k = 0; k < (i * 37) % 100; k++) {
      buf_printf(&text, "<map source='%d' target='%d' relation='%s'/>\n", k * i % 50, k % 7,
                 k % 20 == 0 ? "oops" : "equal-to");
    }
    buf_text(&text, i % 9 == 0 ? "<broken" : "</mapping>");
    snprintf(names[i], sizeof names[i], "t%02d.xml", i);
    write_file(names[i], buf_done(&text).p);
  }
  const char *const forth[] = {folder, path_of("notes.txt"), path_of("b")};
  const char *const back[] = {path_of("b"), path_of("notes.txt"), folder};
  const char *expected = fingerprint(1, forth, 3);
  ck_assert_ptr_nonnull(strstr(expected, "oops"));
  for (unsigned threads = 1; threads < 9; threads++) {
    ck_assert_str_eq(fingerprint(threads, threads % 2 == 0 ? forth : back, 3), expected);
  }
  for (int i = 0; i < 40; i++) {
    unlink(path_of(names[i]));
  }
  remove_tree();
}
END_TEST

START_TEST(a_file_that_goes_away_is_said) {
  char template[] = "/tmp/crosswalk-load-XXXXXX";
  make_tree(template);
  ck_assert_str_eq(COLLECTED(path_of("a.xml"), path_of("z.xml")), "a.xml z.xml");
  unlink(path_of("a.xml"));
  ck_assert(load_documents(&sources, 0, &options, &parallel, &arena, &findings, &loaded));
  ck_assert_str_eq(findings_text(), "io.read");
  ck_assert_int_eq(loaded.documents.v[0].kind, DOCUMENT_BROKEN);
  ck_assert_int_eq(loaded.documents.v[1].kind, DOCUMENT_FRAMEWORK);
  remove_tree();
}
END_TEST

START_TEST(other_xml_in_a_folder_is_passed_over) {
  char template[] = "/tmp/crosswalk-load-XXXXXX";
  folder = mkdtemp(template);
  ck_assert_ptr_nonnull(folder);
  write_file("pom.xml", "<project xmlns='http://maven.apache.org/POM/4.0.0'/>");
  write_file("mapping.xml", "<mapping id='m'/>");
  const char *paths[] = {folder, path_of("pom.xml")};
  load_collect(&sources, paths, 1, NULL, 0, &options.limits, &arena, &findings);
  ck_assert(load_documents(&sources, 0, &options, &parallel, &arena, &findings, &loaded));
  ck_assert_uint_eq(findings.list.n, 2);
  findings_sort(&findings);
  ck_assert(!findings.list.v[0]->mild); /* one of ours, with its namespace forgotten */
  ck_assert(findings.list.v[1]->mild);
  sources.list.n = 0;
  loaded.documents.n = 0;
  findings.list.n = 0;
  load_collect(&sources, paths + 1, 1, NULL, 0, &options.limits, &arena, &findings);
  ck_assert(load_documents(&sources, 0, &options, &parallel, &arena, &findings, &loaded));
  ck_assert_uint_eq(findings.list.n, 1);
  ck_assert(!findings.list.v[0]->mild); /* asked for by name */
  unlink(path_of("pom.xml"));
  unlink(path_of("mapping.xml"));
  rmdir(folder);
}
END_TEST

START_TEST(the_bundled_documents_are_in_order) {
  const char *const paths[] = {"frameworks", "mappings"};
  struct stat status;
  if (stat(paths[0], &status) != 0 || stat(paths[1], &status) != 0) {
    ck_abort_msg("to be run at the top of the source tree");
  }
  load_collect(&sources, paths, 2, NULL, 0, &options.limits, &arena, &findings);
  ck_assert(load_documents(&sources, 0, &options, &parallel, &arena, &findings, &loaded));
  ck_assert_msg(findings.list.n == 0, "%s", messages());
  ck_assert_uint_ge(loaded.documents.n, 20);
  for (uint32_t i = 0; i < loaded.documents.n; i++) {
    ck_assert_int_ne(loaded.documents.v[i].kind, DOCUMENT_BROKEN);
  }
}
END_TEST

int main(void) {
  const TTest *const tests[] = {
      a_framework_is_read_whole,
      a_mapping_is_read_whole,
      defaults_of_a_mapping,
      a_supplement_and_a_workspace_are_read_whole,
      texts_are_kept_only_on_request,
      offsets_are_exact,
      offsets_are_exact_far_into_a_document,
      ids_are_strings,
      peeking_sees_the_root_only,
      folders_are_walked_once_and_in_order,
      what_is_read_already_is_not_read_again,
      threads_and_order_do_not_show,
      a_file_that_goes_away_is_said,
      other_xml_in_a_folder_is_passed_over,
      the_bundled_documents_are_in_order,
  };
  return run_tests("load", tests, sizeof tests / sizeof *tests);
}
