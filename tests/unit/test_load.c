/* Loading: what is declared, and what of a document is kept. */
#include "load/bundled.h"
#include "loading.h"

#include <string.h>

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
      load_text(
          "<workspace " NS
          " title='T' language='en' organisation=' A\n B ' accent='#00Ff7f'><use href='../x y'/><use ref='csf-2.0'/>"
          "<crosswalk source='a' target='b'/><matrix source='a' targets=' b  c' title='side\n by'/>"
          "<accept finding='gap.source' framework='a' control='1' mapping='m'> "
          "two\n words</accept><accept finding='gap'>r</accept><logo href='a b.svg'/>"
          "<note>\n one \n line\n \n\t\n two &amp;\n\n</note></workspace>")
          ->as.workspace;
  ck_assert_str_eq(findings_text(), "");
  ck_assert_str_eq(show(w->title), "T");
  ck_assert_uint_eq(w->uses.n, 2);
  ck_assert_str_eq(show(w->uses.v[0].href), "../x y");
  ck_assert_str_eq(show(w->uses.v[0].ref), "(absent)");
  ck_assert_str_eq(show(w->uses.v[1].ref), "csf-2.0");
  ck_assert_str_eq(show(w->crosswalks.v[0].target), "b");
  ck_assert_uint_eq(w->matrices.n, 1);
  ck_assert_str_eq(show(w->matrices.v[0].source), "a");
  ck_assert_str_eq(show(w->matrices.v[0].title), "side by");
  ck_assert_uint_eq(w->accepts.n, 2);
  ck_assert_str_eq(show(w->accepts.v[0].reason), "two words");
  ck_assert_str_eq(show(w->accepts.v[0].mapping), "m");
  ck_assert_str_eq(show(w->accepts.v[1].framework), "(absent)");
  ck_assert_str_eq(show(w->organisation), "A B");
  ck_assert_str_eq(show(w->accent), "#00Ff7f");
  ck_assert_str_eq(show(w->logo), "a b.svg");
  ck_assert_str_eq(show(w->note), "one line\n\ntwo &");
}
END_TEST

START_TEST(texts_are_kept_only_on_request) {
  options.keep_remarks = false;
  options.keep_texts = false;
  const struct decl_mapping *m =
      load_text(MAPPING("<map source='1' target='2' relation='equal-to'><remarks>r</remarks>"
                        "</map><no-counterpart source='3'><remarks>r</remarks></no-counterpart>"))
          ->as.mapping;
  /* A number tells remarks of maps apart, without their text; those of no counterparts are few. */
  ck_assert_uint_eq(m->maps.v[0].remarks, names_hash(STR("r")));
  ck_assert_uint_eq(m->texts.n, 1);
  ck_assert(m->remarks_hashed);
  ck_assert_str_eq(show(m->no_counterparts.v[0].remarks), "r");
  /* That there is a text is known all the same. */
  const struct decl_framework *f =
      load_text(FRAMEWORK("<rights>r</rights><control id='1' title='t'><statement>s</statement></control>"))
          ->as.framework;
  ck_assert_str_eq(show(f->controls.v[0].statement), "");
  ck_assert_str_eq(show(f->controls.v[0].guidance), "(absent)");
  ck_assert_str_eq(show(f->rights), "r");
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
    bool found = load_peek(bad[i], strlen(bad[i]), &arena, &kind, &id, &source, &target);
    ck_assert_msg(!found || kind == DOCUMENT_BROKEN || kind == DOCUMENT_ASSESSMENT, "%s", bad[i]);
  }
}
END_TEST

START_TEST(ids_of_bundled_frameworks_are_found) {
  static const struct bundled_document made = {.ids = "A\nA.1\nA.10\nA.2\nB c\n\303\251\n", .ids_size = 22};
  static const char *const known[] = {"A", "A.1", "A.10", "A.2", "B c", "\303\251"};
  static const char *const unknown[] = {"",      "\n", "A\n", "\nA", "A\nA.1", "A.",   "A.11",
                                        "A.100", "a",  "B",   "c",   "Z",      "\303", "\377"};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    ck_assert_msg(bundled_has_id(&made, str_from(known[i])), "%s", known[i]);
  }
  for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
    ck_assert_msg(!bundled_has_id(&made, str_from(unknown[i])), "%s", unknown[i]);
  }
  static const struct bundled_document empty = {.name = "frameworks/empty.xml"};
  ck_assert(!bundled_has_id(&empty, STR("A")));
}
END_TEST

/* The index against the documents themselves: each id, and what is left of it without its last byte. */
START_TEST(the_index_has_all_ids_and_no_others) {
  uint32_t seen = 0;
  for (size_t d = 0; d < bundled_document_count; d++) {
    if (bundled_documents[d].kind != DOCUMENT_FRAMEWORK) {
      ck_assert(!bundled_has_id(&bundled_documents[d], STR("A")));
      continue;
    }
    const struct decl_framework *framework = load_text(bundled_documents[d].bytes)->as.framework;
    struct names ids;
    names_init(&ids, &arena);
    for (uint32_t i = 0; i < framework->controls.n; i++) {
      names_intern(&ids, framework->controls.v[i].id);
    }
    for (uint32_t i = 0; i < ids.names.n; i++, seen++) {
      struct str id = ids.names.v[i];
      struct str cut = {.p = id.p, .n = id.n - 1};
      ck_assert_msg(bundled_has_id(&bundled_documents[d], id), "%s of %s", show(id), bundled_documents[d].name);
      ck_assert_int_eq(bundled_has_id(&bundled_documents[d], cut), names_find(&ids, cut) != NO_NAME);
    }
  }
  ck_assert_uint_ge(seen, 1000);
}
END_TEST

UNIT_SUITE(load, loading_set_up, loading_tear_down, a_framework_is_read_whole, a_mapping_is_read_whole,
           defaults_of_a_mapping, a_supplement_and_a_workspace_are_read_whole, texts_are_kept_only_on_request,
           ids_are_strings, peeking_sees_the_root_only, ids_of_bundled_frameworks_are_found,
           the_index_has_all_ids_and_no_others)
