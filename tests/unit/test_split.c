/* Documents read in pieces: what comes of them, and what is said of them, is what comes of the whole read at once. */
#include "base/buf.h"
#include "load/xml/split.h"
#include "loading.h"

#include <stdlib.h>
#include <string.h>

/* ---- all that a mapping declares, as one text ---- */

static void put_name(struct buf *out, const struct decl_mapping *mapping, uint32_t name) {
  ck_assert_uint_lt(name, mapping->names.names.n);
  buf_printf(out, " %u:%s", name, show(mapping->names.names.v[name]));
}

static void put_side(struct buf *out, const struct decl_mapping *mapping, bool several, uint32_t first,
                     uint32_t count) {
  if (!several) {
    put_name(out, mapping, first);
    return;
  }
  for (uint32_t i = 0; i < count; i++) {
    ck_assert_uint_lt(first + i, mapping->refs.n);
    put_name(out, mapping, mapping->refs.v[first + i].name);
    buf_printf(out, "@%u", mapping->refs.v[first + i].offset);
  }
}

static void put_map(struct buf *out, const struct decl_mapping *mapping, const struct decl_map *map) {
  buf_printf(out, "map@%u", map->offset);
  put_side(out, mapping, (map->flags & MAP_SOURCES) != 0, map->source, map->source_count);
  buf_text(out, " ->");
  put_side(out, mapping, (map->flags & MAP_TARGETS) != 0, map->target, map->target_count);
  buf_printf(out, " %u %u %u %u %u ", map->relation, map->rationale, map->method, map->strength, map->confidence);
  if (mapping->remarks_hashed) {
    buf_printf(out, "%u\n", map->remarks);
  } else {
    buf_printf(out, "\"%s\"\n", mapping->texts.v + map->remarks);
  }
}

static const char *mapping_text(const struct decl_mapping *mapping) {
  struct buf out;
  buf_init(&out, &arena);
  buf_printf(&out, "%s %s %s %s %u %u\n", show(mapping->id), show(mapping->source), show(mapping->target),
             show(mapping->title), mapping->status, mapping->overlap);
  for (uint32_t i = 0; i < mapping->provenances.n; i++) {
    buf_printf(&out, "from %s %s\n", show(mapping->provenances.v[i].href), show(mapping->provenances.v[i].text));
  }
  for (uint32_t i = 0; i < mapping->maps.n; i++) {
    put_map(&out, mapping, &mapping->maps.v[i]);
  }
  for (uint32_t i = 0; i < mapping->patterns.n; i++) {
    const struct decl_pattern *pattern = &mapping->patterns.v[i];
    buf_printf(&out, "pattern@%u %s %s %s\n", pattern->offset, show(pattern->source), show(pattern->target),
               show(pattern->remarks));
  }
  for (uint32_t i = 0; i < mapping->no_counterparts.n; i++) {
    const struct decl_no_counterpart *gap = &mapping->no_counterparts.v[i];
    buf_printf(&out, "gap@%u %s %u %s\n", gap->offset, show(gap->id), gap->of_target, show(gap->remarks));
  }
  buf_printf(&out, "%u names, %u refs, %u bytes of texts", mapping->names.names.n, mapping->refs.n, mapping->texts.n);
  return buf_done(&out).p;
}

/* What came of the document, and what was said of it. */
static const char *outcome(const char *text, size_t size) {
  const struct document *document = load_bytes(text, size);
  struct buf out;
  buf_init(&out, &arena);
  buf_printf(&out, "kind %u at %u\n", document->kind, document->kind == DOCUMENT_MAPPING ? document->offset : 0);
  buf_printf(&out, "%s\n%s\n", findings_text(), messages());
  buf_text(&out, document->kind == DOCUMENT_MAPPING ? mapping_text(document->as.mapping) : "");
  return buf_done(&out).p;
}

static void with_threads(unsigned threads, uint32_t piece_bytes) {
  parallel_free(&parallel);
  parallel_init(&parallel, &arena, threads);
  options.piece_bytes = piece_bytes;
}

/* Compares, and says whether the whole is sound. */
static bool compare(const char *text) {
  size_t size = strlen(text);
  with_threads(1, 0);
  const char *whole = outcome(text, size);
  const unsigned threads[] = {2, 3, 5};
  for (unsigned i = 0; i < sizeof threads / sizeof *threads; i++) {
    with_threads(threads[i], 8);
    const char *pieces = outcome(text, size);
    ck_assert_msg(strcmp(whole, pieces) == 0, "on %u threads\n%s\ngives\n%s\nand at once\n%s", threads[i], text, pieces,
                  whole);
  }
  return findings.list.n == 0;
}

/* ---- documents ---- */

#define HEAD "<mapping " NS " id='m' source='a' target='b' title='more > less'>\n"
#define MAPS                                                                                 \
  "<map source='A' target='X' relation='equal-to'/>\n"                                       \
  "<map source='B' target='Y' relation='subset-of'><remarks>why  it\nis</remarks></map>\n"   \
  "<map relation='related-to'><source ref='A'/><source ref='C'/><target ref='Y'/></map>\n"   \
  "<map source='C' strength='5' target='Z' relation='supports'></map>\n"                     \
  "<map\tsource='D' target='X'\n relation='no-relationship'/>\n"                             \
  "<map source='E' relation='equal-to'><target ref='V'/><target ref='W'/><remarks/></map>\n" \
  "<map source='B' target='Y' relation='subset-of'><remarks>once &amp; again</remarks></map>\n"

enum { SOUND = 8 }; /* of them */

static const char *const documents[] = {
    HEAD MAPS "</mapping>",
    "\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>\n" HEAD MAPS MAPS "</mapping>\n\n",
    HEAD "<provenance href='h'>first</provenance>" MAPS "<provenance>second</provenance>" MAPS "</mapping>",
    HEAD MAPS "<map-pattern source='(.)' target='$1' relation='equal-to'><remarks>p</remarks></map-pattern>\n" MAPS
              "<no-counterpart source='Q'><remarks>none</remarks></no-counterpart>" MAPS
              "<no-counterpart target='R'/></mapping>",
    /* What looks like a tag and is none */
    HEAD MAPS "<!-- " MAPS " -->" MAPS "</mapping>",
    HEAD MAPS
    "<map source='A' target='B' relation='equal-to'><remarks><![CDATA[ <map source='C' target='D' "
    "relation='equal-to'/> ]]></remarks></map>" MAPS "</mapping>",
    HEAD MAPS "<?pi " MAPS " ?>" MAPS "</mapping>",
    "<!-- before --><?pi?>" HEAD MAPS MAPS "</mapping><!-- behind -->",
    /* From here on there are mistakes, which are found in their places. */
    HEAD MAPS "<map source='A'/>" MAPS "</mapping>",
    HEAD MAPS "<map source='A' target='B' relation='equals'/>" MAPS "</mapping>",
    HEAD MAPS "<map source='A' target='B' colour='red'/>" MAPS "</mapping>",
    HEAD MAPS "<map source='A' target='B'><map source='A' target='B' relation='equal-to'/></map>" MAPS "</mapping>",
    HEAD MAPS
    "<map source='A' target='B' relation='equal-to'><remarks><map source='A' target='B' "
    "relation='equal-to'/></remarks></map>" MAPS "</mapping>",
    HEAD MAPS "<mop source='A' target='B'/>" MAPS "</mapping>",
    HEAD MAPS "some text" MAPS "</mapping>",
    HEAD MAPS "<map source='A' target='B'/ >" MAPS "</mapping>",
    HEAD MAPS "<map source='A' target='B' relation='equal-to'><remarks>&eacute;</remarks></map>" MAPS "</mapping>",
    HEAD MAPS "</mapping>" HEAD MAPS "</mapping>",
    HEAD MAPS "</mapping>" MAPS,
    HEAD MAPS MAPS,
    HEAD MAPS "<map source='A' target='<map '/>" MAPS "</mapping>",
    HEAD MAPS "<map xmlns:x='urn:x' source='A' target='B' relation='equal-to'/>" MAPS "</mapping>",
    "<mapping " NS " source='a' target='b'>" MAPS MAPS "</mapping>",
    "<mapping " NS " id='m' source='a' target='b' id='m'>" MAPS MAPS "</mapping>",
    "<mapping id='m' source='a' target='b'>" MAPS MAPS "</mapping>",
    "<x:mapping xmlns:x='urn:crosswalk:1' id='m' source='a' target='b'>" MAPS "</x:mapping>",
    "<mapping " NS " id='m' source='a' target='b'/>" MAPS MAPS,
    "<mapping " NS " id='m' source='a' target='b' title='never closed>" MAPS MAPS "</mapping>",
    "<!DOCTYPE mapping><mapping " NS " id='m' source='a' target='b'>" MAPS MAPS "</mapping>",
    "<mapping " NS " id='m' source='a' target='b'>" MAPS "\xE9" MAPS "</mapping>",
    FRAMEWORK("<control id='A' title='a'/><control id='B' title='b'/><control id='C' title='c'/>"),
    "<mapping",
    "<mapping ",
    "<mapping >",
    "<",
    "",
};

START_TEST(same_as_whole) {
  for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
    options.keep_remarks = true;
    ck_assert(compare(documents[i]) || i >= SOUND);
    options.keep_remarks = false;
    ck_assert(compare(documents[i]) || i >= SOUND);
  }
}
END_TEST

/* The same documents with a byte changed or taken out: whatever is wrong, it is said as of the whole. */
START_TEST(same_when_broken) {
  static const char bytes[] = "<>/'&\"! =m\0";
  uint32_t state = 20260101;
  for (unsigned round = 0; round < 600; round++) {
    state = state * 1664525 + 1013904223;
    char *text = arena_text(&arena, documents[3], strlen(documents[3]));
    size_t at = (state >> 8) % strlen(text);
    char byte = bytes[(state >> 3) % sizeof bytes];
    if (byte != '\0') {
      text[at] = byte;
    } else {
      memmove(text + at, text + at + 1, strlen(text + at));
    }
    compare(text);
  }
}
END_TEST

/* Limits hold for the whole, not for each piece. */
START_TEST(same_limits) {
  options.limits.maps = 9;
  compare(HEAD MAPS MAPS "</mapping>");
  options.limits.maps = 14;
  compare(HEAD MAPS MAPS "</mapping>");
  options.limits.maps = limits_default().maps;
  options.limits.namespaces = 2;
  compare(HEAD MAPS "<map xmlns:x='urn:x' source='A' target='B' relation='equal-to'/>" MAPS
                    "<map xmlns:y='urn:y' source='A' target='B' relation='equal-to'/>" MAPS "</mapping>");
  options.limits.namespaces = limits_default().namespaces;
  options.limits.document_bytes = 200;
  compare(HEAD MAPS MAPS "</mapping>");
}
END_TEST

/* That pieces were made at all, and what they are. */
START_TEST(cuts) {
  const char *text = documents[0];
  struct split split;
  ck_assert(split_find(&split, text, strlen(text), 4, &arena));
  ck_assert_uint_eq(split.count, 4);
  struct buf out;
  buf_init(&out, &arena);
  for (uint32_t i = 0; i < split.count; i++) {
    size_t size = split_size(&split, i);
    char *piece = arena_alloc(&arena, size + 1);
    split_copy(&split, i, piece);
    piece[size] = '\0';
    ck_assert_msg(strncmp(piece, HEAD, strlen(HEAD) - 1) == 0, "%s", piece);
    ck_assert_str_eq(piece + size - strlen("</mapping>"), "</mapping>");
    /* A place in the piece is one in the whole. */
    const char *map = strstr(piece, "<map\t");
    if (map != NULL) {
      ck_assert_uint_eq((uint32_t)(map - piece) + split_shift(&split, i), (uint32_t)(strstr(text, "<map\t") - text));
    }
    buf_bytes(&out, text + split.cuts[i], split.cuts[i + 1] - split.cuts[i]);
  }
  ck_assert_str_eq(buf_done(&out).p, text);
  ck_assert(!split_find(&split, text, strlen(text), 1, &arena));
  ck_assert(!split_find(&split, documents[25], strlen(documents[25]), 4, &arena));
}
END_TEST

UNIT_SUITE(split, loading_set_up, loading_tear_down, same_as_whole, same_when_broken, same_limits, cuts)
