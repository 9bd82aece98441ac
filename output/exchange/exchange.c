/* The table of formats that other programs read, and what they share. */
#include "output/exchange/exchange.h"

#include "base/buf.h"

const struct exchange_writer exchange_writers[] = {
    {"oscal-json", oscal_json_catalog, oscal_json_mappings, true, false},
    {"oscal-xml", oscal_xml_catalog, oscal_xml_mappings, true, false},
    {"sssom", NULL, sssom_write, false, false},
    {"olir", NULL, olir_write, false, true},
    {"ciso", ciso_write_framework, ciso_write_mapping, true, false},
    {"review", review_write_framework, review_write_mapping, false, true},
};

const unsigned exchange_writer_count = sizeof exchange_writers / sizeof *exchange_writers;

struct str exchange_ids(struct arena *arena, const struct exchange_framework *framework, const struct exchange_end *end,
                        const char *between) {
  struct buf text;
  buf_init(&text, arena);
  for (uint32_t i = 0; i < end->count; i++) {
    buf_text(&text, i > 0 ? between : "");
    buf_str(&text, framework->controls[end->controls[i]].id);
  }
  return buf_done(&text);
}

struct str exchange_titles(struct arena *arena, const struct exchange_framework *framework,
                           const struct exchange_end *end, const char *between) {
  struct buf text;
  buf_init(&text, arena);
  for (uint32_t i = 0; i < end->count; i++) {
    buf_text(&text, i > 0 ? between : "");
    buf_str(&text, framework->controls[end->controls[i]].title);
  }
  return buf_done(&text);
}

/* What holds a union holds each of its members, and what is apart from it is apart from each. Nothing else can be split
 * without saying more than the map. */
uint32_t exchange_pairs(const struct exchange_map *map) {
  bool sources = map->source.count == 1 || map->relation == REL_NONE || map->relation == REL_SUBSET;
  bool targets = map->target.count == 1 || map->relation == REL_NONE || map->relation == REL_SUPERSET;
  return sources && targets ? map->source.count * map->target.count : 0;
}

struct exchange_pair exchange_pair(const struct exchange_map *map, uint32_t number) {
  return (struct exchange_pair){.source = map->source.controls[number / map->target.count],
                                .target = map->target.controls[number % map->target.count]};
}

void exchange_lose_head(struct exchange *exchange) {
  const struct decl_mapping *declared = exchange->declared;
  if (declared != NULL && (declared->authority != AUTHORITY_UNSTATED || declared->status != STATUS_UNSTATED ||
                           declared->style != STYLE_UNSTATED || declared->examined != EXAMINED_NONE)) {
    exchange_lose(exchange, "mapping says its authority, status, style or what was examined, which has no place", "",
                  exchange->place);
  }
}
