/* Migrations: what follows for a new control holds in every model, and changes to a text touch no other byte. */
#include "base/buf.h"
#include "migrate/outline.h"
#include "migrate/relation.h"
#include "migrate/text.h"
#include "unit.h"

#include <string.h>

/* ---- relations: sets are bits of a number, and controls are sets that are not empty ---- */

static unsigned base_of(unsigned a, unsigned b) {
  bool more = (a & ~b) != 0;
  bool less = (b & ~a) != 0;
  if ((a & b) == 0) {
    return BASE_DR;
  }
  return more && less ? BASE_PO : more ? BASE_PPI : less ? BASE_PP : BASE_EQ;
}

/* The bases between a and c in all models over a universe of so many elements where those between a and b, and between b
 * and c, are among these. */
static unsigned bases_in_models(unsigned first, unsigned second, unsigned elements) {
  unsigned all = 1U << elements;
  unsigned bases = 0;
  for (unsigned a = 1; a < all; a++) {
    for (unsigned b = 1; b < all; b++) {
      for (unsigned c = 1; (base_of(a, b) & first) != 0 && c < all; c++) {
        bases |= (base_of(b, c) & second) != 0 ? base_of(a, c) : 0;
      }
    }
  }
  return bases;
}

START_TEST(composition_is_that_of_sets) {
  for (unsigned first = 1; first <= BASE_ALL; first <<= 1) {
    for (unsigned second = 1; second <= BASE_ALL; second <<= 1) {
      ck_assert_uint_eq(bases_composed(first, second), bases_in_models(first, second, 5));
    }
  }
  ck_assert_uint_eq(bases_composed(0, BASE_ALL), 0);
  ck_assert_uint_eq(bases_composed(BASE_EQ | BASE_PP, BASE_PP), BASE_PP);
}
END_TEST

/* Whether the relation says something of sets; the others say that two controls have to do with each other. */
static bool is_of_sets(enum relation relation) {
  return relation_bases(relation, OVERLAP_ANY) != BASE_ALL;
}

START_TEST(what_is_carried_holds_in_every_model) {
  unsigned count = 0;
  for (unsigned relation = 0; relation < RELATIONS; relation++) {
    for (unsigned overlap = OVERLAP_ANY; overlap <= OVERLAP_PROPER; overlap++) {
      for (unsigned link = 0; link <= BASE_ALL; link++) {
        enum relation carried = REL_RELATED;
        if (!relation_carried((enum relation)relation, (enum overlap)overlap, link, &carried)) {
          continue;
        }
        unsigned premise = relation_bases((enum relation)relation, (enum overlap)overlap);
        unsigned claimed = relation_bases(carried, (enum overlap)overlap);
        unsigned three = bases_in_models(premise, link, 3);
        ck_assert_uint_ne(three, 0);
        ck_assert_msg((three & ~claimed) == 0, "relation %u, link %u: %u", relation, link, (unsigned)carried);
        ck_assert_uint_eq(bases_in_models(premise, link, 4) & ~claimed, 0);
        ck_assert(is_of_sets((enum relation)relation) || (link == BASE_EQ && carried == (enum relation)relation));
        count++;
      }
    }
  }
  ck_assert_uint_gt(count, 2 * RELATIONS);
}
END_TEST

/* Over a link that is equal, within or holding: what has a token is carried, and under the narrowest one. */
START_TEST(what_follows_is_carried) {
  static const unsigned links[] = {BASE_EQ, BASE_PP, BASE_EQ | BASE_PP, BASE_PPI, BASE_EQ | BASE_PPI};
  for (unsigned relation = 0; relation < RELATIONS; relation++) {
    for (unsigned overlap = OVERLAP_ANY; overlap <= OVERLAP_PROPER && is_of_sets((enum relation)relation); overlap++) {
      for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        unsigned possible =
            bases_in_models(relation_bases((enum relation)relation, (enum overlap)overlap), links[i], 5);
        enum relation carried = REL_RELATED;
        bool carries = relation_carried((enum relation)relation, (enum overlap)overlap, links[i], &carried);
        for (unsigned token = 0; token < RELATIONS; token++) {
          unsigned bases = relation_bases((enum relation)token, (enum overlap)overlap);
          if (is_of_sets((enum relation)token) && (possible & ~bases) == 0) {
            ck_assert(carries);
            ck_assert_uint_eq(relation_bases(carried, (enum overlap)overlap) & ~bases, 0);
          }
        }
      }
    }
  }
}
END_TEST

START_TEST(nothing_is_carried_over_less_than_a_proof) {
  for (unsigned link = 0; link <= BASE_ALL; link++) {
    enum relation carried = REL_RELATED;
    bool proved = link_is_equal(link) || link_is_within(link) || link_is_holding(link);
    ck_assert(proved == (link != 0 && ((link & ~3U) == 0 || (link & ~5U) == 0)));
    for (unsigned relation = 0; relation < RELATIONS && !proved; relation++) {
      ck_assert(!relation_carried((enum relation)relation, OVERLAP_ANY, link, &carried));
    }
  }
}
END_TEST

/* ---- the outline ---- */

#define NS "xmlns='urn:crosswalk:1'"

static struct outline outline_of(struct str document) {
  struct outline outline;
  ck_assert(outline_read(&outline, document, &arena));
  return outline;
}

START_TEST(elements_stand_where_they_stand) {
  static const char *const before[] = {"", "\r\n\t", "<!-- <map source='1'/> -->", "<?pi <map > ?>",
                                       "<provenance>&lt;map <![CDATA[<map source='2'/>]]></provenance>"};
  static const char *const maps[] = {
      "<map source='1' target='a&amp;&#x42;' relation='equal-to'/>",
      "<map relation = \"a > b\"\n source='1'><remarks><![CDATA[</map>]]></remarks><!-- </map> --></map\n>",
      "<map><source ref='1'/><target ref='2'><x/></target></map>"};
  for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
    for (size_t k = 0; k < sizeof maps / sizeof *maps; k++) {
      struct buf text;
      buf_init(&text, &arena);
      buf_printf(&text, "\xEF\xBB\xBF<mapping " NS ">%s", before[i]);
      uint32_t offset = (uint32_t)text.n;
      buf_printf(&text, "%s<map/></mapping>", maps[k]);
      struct outline outline = outline_of(buf_done(&text));
      uint32_t map = outline_at(&outline, offset);
      ck_assert_uint_lt(map, outline.elements.n);
      ck_assert_int_eq(outline.elements.v[map].kind, OUTLINE_MAP);
      ck_assert_uint_eq(outline.elements.v[map].end, offset + strlen(maps[k]));
      ck_assert_uint_eq(outline.elements.v[map].parent, 0);
      ck_assert_uint_eq(outline_behind(&outline, map), outline.elements.n - 1);
      ck_assert_uint_eq(outline_at(&outline, offset + 1), outline.elements.n);
      ck_assert_uint_eq(outline.elements.v[0].end, text.n);
    }
  }
}
END_TEST

START_TEST(names_are_read_and_not_copied) {
  struct outline outline =
      outline_of(STR("<c:mapping xmlns:c='urn:crosswalk:1' xmlns:o='other'>"
                     "<c:map source='a&amp;&#x42;' o:target='3' title='T'/>"
                     "<o:map source='1'/><c:no-counterpart target='&lt;'/></c:mapping>"));
  ck_assert_uint_eq(outline.elements.n, 4);
  ck_assert(str_is(outline.elements.v[1].names[0], "a&B"));
  ck_assert_ptr_null(outline.elements.v[1].names[1].p);
  ck_assert(str_is(outline.elements.v[1].title, "T"));
  ck_assert_int_eq(outline.elements.v[2].kind, OUTLINE_OTHER);
  ck_assert_int_eq(outline.elements.v[3].kind, OUTLINE_NO_COUNTERPART);
  ck_assert(str_is(outline.elements.v[3].names[1], "<"));
}
END_TEST

START_TEST(what_is_no_xml_has_no_outline) {
  static const char *const texts[] = {"", "<mapping", "<mapping " NS "><map></mapping>", "<!DOCTYPE a><a/>"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct outline outline;
    ck_assert(!outline_read(&outline, str_from(texts[i]), &arena));
  }
}
END_TEST

/* ---- the text ---- */

static struct text text_of(const char *bytes) {
  return (struct text){.arena = &arena, .bytes = str_from(bytes)};
}

static struct str whole(const struct text *text) {
  return text_edited(text, (struct span){.start = 0, .length = text->bytes.n}, &text->edits);
}

START_TEST(values_are_set_and_dropped) {
  struct text text = text_of("<map a='1' \r\n b = \"\" x:c='3' c='4'/>");
  text_set(&text, &text.edits, 0, "a", STR("<\"'&"));
  text_set(&text, &text.edits, 0, "b", STR("new"));
  text_set(&text, &text.edits, 0, "none", STR("new"));
  text_drop(&text, &text.edits, 0, "c");
  text_drop(&text, &text.edits, 0, "none");
  ck_assert_str_eq(whole(&text).p, "<map a='&lt;&quot;&apos;&amp;' \r\n b = \"new\" x:c='3'/>");
  text = text_of("<map a='1' \r\n b = \"\" x:c='3' c='4'/>");
  text_drop(&text, &text.edits, 0, "b");
  text_drop(&text, &text.edits, 0, "x:c");
  ck_assert_str_eq(whole(&text).p, "<map a='1' c='4'/>");
}
END_TEST

START_TEST(copies_stand_as_far_in) {
  static const struct {
    const char *text;
    const char *between;
  } cases[] = {{"<m>\n  <map/></m>", "\n  "},
               {"<m>\r\n\t<map/></m>", "\r\n\t"},
               {"<m>\n<map/></m>", "\n"},
               {"<m><map/></m>", ""},
               {"<map/>", ""},
               {"<m>\n <a/> <map/></m>", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct text text = text_of(cases[i].text);
    uint32_t offset = (uint32_t)(strstr(cases[i].text, "<map/>") - cases[i].text);
    struct str between = text_between(&text, offset);
    ck_assert_msg(str_is(between, cases[i].between), "%zu", i);
  }
}
END_TEST

START_TEST(what_goes_takes_its_line_along) {
  struct text text = text_of("<m>\r\n  <a/>\r\n  <b/><c/>\r\n</m>");
  text_replace(&text, (struct span){.start = 7, .length = 4}, STR(""));
  text_replace(&text, (struct span){.start = 15, .length = 4}, STR(""));
  ck_assert_str_eq(whole(&text).p, "<m>\r\n  <c/>\r\n</m>");
}
END_TEST

UNIT_SUITE(migrate, unit_set_up, unit_tear_down, composition_is_that_of_sets, what_is_carried_holds_in_every_model,
           what_follows_is_carried, nothing_is_carried_over_less_than_a_proof, elements_stand_where_they_stand,
           names_are_read_and_not_copied, what_is_no_xml_has_no_outline, values_are_set_and_dropped,
           copies_stand_as_far_in, what_goes_takes_its_line_along)
