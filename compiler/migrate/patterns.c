/* Carrying the patterns of a mapping: they are written for the old ids, and become maps. */
#include "migrate/carrying.h"

/* What the pattern says beside its two expressions, as it is written. */
static void put_details(const struct migration *migration, uint32_t element, struct buf *out) {
  static const char *const names[] = {"rationale", "strength", "confidence", "method"};
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    struct span value;
    if (text_attribute(&migration->text, migration->outline.elements.v[element].offset, names[i], &value)) {
      buf_printf(out, " %s=\"%.*s\"", names[i], (int)value.length, migration->text.bytes.p + value.start);
    }
  }
}

/* Remarks of the pattern, or nothing. */
static struct str remarks_of(const struct migration *migration, uint32_t element) {
  uint32_t behind = outline_behind(&migration->outline, element);
  for (uint32_t i = element + 1; i < behind; i++) {
    if (migration->outline.elements.v[i].kind == OUTLINE_REMARKS) {
      struct span span = migration_span(migration, i);
      return (struct str){.p = migration->text.bytes.p + span.start, .n = span.length};
    }
  }
  return STR("");
}

/* The name of the pattern's element, with its prefix, is that of a map with something behind it. */
static struct str map_name(const struct migration *migration, uint32_t element) {
  struct span tag = source_span(migration->text.bytes.p, migration->text.bytes.n,
                                migration->outline.elements.v[element].offset, NULL);
  uint32_t more = sizeof "<" - 1 + sizeof "-pattern" - 1;
  return (struct str){.p = migration->text.bytes.p + tag.start + 1, .n = tag.length - more};
}

/* A fact that a pattern made becomes a map of its own: the pattern is written for the old ids. */
static struct str pattern_map(struct migration *migration, const struct graph_fact *fact, uint32_t element,
                              uint32_t node) {
  uint32_t ends[2] = {migration->of_source ? node : fact->source, migration->of_source ? fact->target : node};
  struct str ids[2];
  for (unsigned side = 0; side < 2; side++) {
    ids[side] = edit_escaped(migration->arena, carrying_ids(migration, ends[side]));
  }
  struct str name = map_name(migration, element);
  struct str remarks = remarks_of(migration, element);
  struct buf out;
  buf_init(&out, migration->arena);
  buf_printf(&out, "<%.*s source=\"%.*s\" target=\"%.*s\" relation=\"%s\"", STR_ARG(name), STR_ARG(ids[0]),
             STR_ARG(ids[1]), vocabulary_token(&vocabulary_relation, fact->relation));
  put_details(migration, element, &out);
  if (remarks.n == 0) {
    buf_text(&out, "/>");
  } else {
    buf_printf(&out, ">%.*s</%.*s>", STR_ARG(remarks), STR_ARG(name));
  }
  return buf_done(&out);
}

void carrying_pattern(struct carrying *carrying, uint32_t first, uint32_t element) {
  struct migration *migration = carrying->migration;
  uint32_t offset = migration->outline.elements.v[element].offset;
  struct buf out;
  buf_init(&out, migration->arena);
  for (uint32_t i = first; i < carrying->fact_count && carrying->facts[i]->offset == offset; i++) {
    const struct graph_fact *fact = carrying->facts[i];
    const struct prospects *prospects = migration_prospects(migration, carrying_old(migration, fact));
    uint32_t equal = prospects_equal(prospects);
    if (equal == NO_INDEX) {
      carrying_decide_open(migration, fact, prospects);
      continue;
    }
    carrying_put(carrying, &out, offset, pattern_map(migration, fact, element, equal));
    migration->carried++;
  }
  text_replace(&migration->text, migration_span(migration, element), buf_done(&out));
}
