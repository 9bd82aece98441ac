/* The table of formats that other programs read, and what they share. */
#include "output/exchange/exchange.h"

#include "base/buf.h"
#include "model/native.h"

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
    buf_str(&text, exchange_title(framework, end, i));
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
  uint32_t source = number / map->target.count;
  uint32_t target = number % map->target.count;
  return (struct exchange_pair){.source = map->source.controls[source],
                                .target = map->target.controls[target],
                                .source_member = source,
                                .target_member = target};
}

/* What is said and has no place, as it is gathered. */
struct lost_words {
  const char *kept;
  struct buf names;
};

static void name_one(struct lost_words *lost, bool said, const char *name) {
  struct str rest = str_from(lost->kept);
  for (struct str word = str_next_token(&rest); word.n > 0; word = str_next_token(&rest)) {
    said = said && !str_is(word, name);
  }
  if (said) {
    buf_text(&lost->names, lost->names.n > 0 ? ", " : "");
    buf_text(&lost->names, name);
  }
}

static void tell_lost(struct exchange *exchange, struct lost_words *lost, const char *what) {
  if (lost->names.n > 0) {
    struct str names = buf_done(&lost->names);
    struct buf loss;
    buf_init(&loss, exchange->arena);
    buf_printf(&loss, "%s attributes without a place there: %.*s", what, STR_ARG(names));
    exchange_lose(exchange, buf_done(&loss).p, "", exchange->place);
  }
}

struct str exchange_provenance(const struct exchange *exchange, bool first_address) {
  struct buf text;
  buf_init(&text, exchange->arena);
  for (uint32_t i = 0; exchange->declared != NULL && i < exchange->declared->provenances.n; i++) {
    const struct decl_provenance *provenance = &exchange->declared->provenances.v[i];
    buf_text(&text, text.n > 0 ? " " : "");
    buf_str(&text, provenance->text);
    if (provenance->href.n > 0 && (i > 0 || first_address)) {
      buf_text(&text, provenance->text.n > 0 ? " " : "");
      buf_str(&text, provenance->href);
    }
  }
  return buf_done(&text);
}

bool exchange_is_candidate(struct exchange *exchange, const struct exchange_map *map) {
  bool candidate = exchange->declared != NULL && exchange->declared->via.n > 0;
  if (candidate) {
    exchange_lose(
        exchange, "map is a candidate, by way of other frameworks (via), which cannot be said there: left out",
        "maps are candidates, by way of other frameworks (via), which cannot be said there: left out", map->place);
  }
  return candidate;
}

struct str exchange_remarks(const struct exchange *exchange, const struct exchange_map *map) {
  struct buf text;
  buf_init(&text, exchange->arena);
  buf_text(&text, map->implied ? NATIVE_DERIVED : "");
  buf_str(&text, str_or_empty(map->remarks));
  return buf_done(&text);
}

void exchange_lose_method(struct exchange *exchange, const struct exchange_map *map) {
  unsigned usual = exchange->declared != NULL ? exchange->declared->method : (unsigned)METHOD_UNSTATED;
  if (!map->implied && (unsigned)map->method != usual && map->method != METHOD_UNSTATED) {
    exchange_lose(exchange, "method of a single map has no place there", "methods of single maps have no place there",
                  map->place);
  }
}

static const char *const mapping_words[] = {"publisher", "published", "version",  "provenance", "authority", "method",
                                            "status",    "style",     "examined", "overlap",    "via",       "chain"};

/* Which of them a mapping says: a bit each. */
static unsigned said_words(const struct decl_mapping *declared) {
  const bool said[] = {declared->publisher.n > 0,
                       declared->published.n > 0,
                       declared->version.n > 0,
                       declared->provenances.n > 0,
                       declared->authority != AUTHORITY_UNSTATED,
                       declared->method != METHOD_UNSTATED,
                       declared->status != STATUS_UNSTATED,
                       declared->style != STYLE_UNSTATED,
                       declared->examined != EXAMINED_NONE,
                       declared->overlap == OVERLAP_PROPER,
                       declared->via.n > 0,
                       !declared->chain};
  unsigned words = 0;
  for (unsigned i = 0; i < sizeof said / sizeof *said; i++) {
    words |= said[i] ? 1U << i : 0;
  }
  return words;
}

/* A computed crosswalk keeps of its mappings what each of its maps says for itself: the method. */
void exchange_lose_mapping(struct exchange *exchange, const char *kept) {
  bool crosswalk = exchange->declared == NULL;
  struct lost_words lost = {.kept = crosswalk ? "method" : kept};
  unsigned said = crosswalk ? 0 : said_words(exchange->declared);
  for (uint32_t i = 0; crosswalk && i < exchange->behind.n; i++) {
    said |= said_words(exchange->behind.v[i]);
  }
  buf_init(&lost.names, exchange->arena);
  for (unsigned i = 0; i < sizeof mapping_words / sizeof *mapping_words; i++) {
    name_one(&lost, (said >> i & 1) != 0, mapping_words[i]);
  }
  tell_lost(exchange, &lost, crosswalk ? "crosswalk is of mappings that have" : "mapping has");
}

void exchange_lose_framework(struct exchange *exchange, const char *kept) {
  const struct decl_framework *declared = exchange->framework->declared;
  struct lost_words lost = {.kept = kept};
  buf_init(&lost.names, exchange->arena);
  name_one(&lost, declared->short_title.n > 0, "short");
  name_one(&lost, declared->publisher.n > 0, "publisher");
  name_one(&lost, declared->edition.n > 0, "edition");
  name_one(&lost, declared->published.n > 0, "published");
  name_one(&lost, declared->language.n > 0, "language");
  name_one(&lost, declared->supersedes.n > 0, "supersedes");
  name_one(&lost, declared->control_id.n > 0, "control-id");
  name_one(&lost, declared->open, "open");
  name_one(&lost, declared->links.n > 0, "links");
  name_one(&lost, declared->attributes.n > 0, "declared attributes");
  name_one(&lost, declared->rights.n > 0, "rights");
  tell_lost(exchange, &lost, "framework has");
}
