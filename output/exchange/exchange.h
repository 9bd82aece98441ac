/* The formats that other programs read. */
#ifndef CW_OUTPUT_EXCHANGE_EXCHANGE_H
#define CW_OUTPUT_EXCHANGE_EXCHANGE_H

#include "output/sink.h"
#include "report/exchange.h"

/* How a format is called, and what writes it; what it cannot hold is counted in `exchange`. */
struct exchange_writer {
  const char *name;
  void (*framework)(struct sink *sink, struct exchange *exchange); /* NULL: frameworks cannot be written */
  void (*mapping)(struct sink *sink, struct exchange *exchange);
  bool dated; /* a date is needed */
  bool workbook;
};

extern const struct exchange_writer exchange_writers[];
extern const unsigned exchange_writer_count;

void oscal_json_catalog(struct sink *sink, struct exchange *exchange);
void oscal_json_mappings(struct sink *sink, struct exchange *exchange);
void oscal_xml_catalog(struct sink *sink, struct exchange *exchange);
void oscal_xml_mappings(struct sink *sink, struct exchange *exchange);
void sssom_write(struct sink *sink, struct exchange *exchange);
void olir_write(struct sink *sink, struct exchange *exchange);
void ciso_write_framework(struct sink *sink, struct exchange *exchange);
void ciso_write_mapping(struct sink *sink, struct exchange *exchange);
void review_write_framework(struct sink *sink, struct exchange *exchange);
void review_write_mapping(struct sink *sink, struct exchange *exchange);

/* Counts what a mapping, or a framework, says of itself and the format has no place for; `kept` are the words for which it
 * has one, between blanks. */
void exchange_lose_mapping(struct exchange *exchange, const char *kept);
void exchange_lose_framework(struct exchange *exchange, const char *kept);

/* Whether the map is a candidate, of a mapping that says `via`, in a format that cannot say so: it is counted, and left out. */
bool exchange_is_candidate(struct exchange *exchange, const struct exchange_map *map);
/* The remarks of a map; its proof, marked as such, where nobody declared it. */
struct str exchange_remarks(const struct exchange *exchange, const struct exchange_map *map);
/* Counts a method that is the map's own. */
void exchange_lose_method(struct exchange *exchange, const struct exchange_map *map);
/* Where the mapping comes from, in one text; with or without the first address. Empty for a computed crosswalk. */
struct str exchange_provenance(const struct exchange *exchange, bool first_address);

/* Ids of an end, with their labels where they have some, between the separators. */
struct str exchange_ids(struct arena *arena, const struct exchange_framework *framework, const struct exchange_end *end,
                        const char *between);
struct str exchange_titles(struct arena *arena, const struct exchange_framework *framework,
                           const struct exchange_end *end, const char *between);

/* One source and one target of a map. */
struct exchange_pair {
  uint32_t source;
  uint32_t target;
  uint32_t source_member; /* of its end */
  uint32_t target_member;
};
/* How many pairs the map may be split into without saying more than it does: a part holds of each member where the whole
 * holds or is apart from them; 0 where it cannot be. Pair `number` is in `pair`. */
uint32_t exchange_pairs(const struct exchange_map *map);
struct exchange_pair exchange_pair(const struct exchange_map *map, uint32_t number);

#endif
