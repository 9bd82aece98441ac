/* A mapping as an SSSOM table (1.0): metadata behind # in front, then one line for each pair, in order of what it says. */
#include "base/buf.h"
#include "output/exchange/exchange.h"

#include <stdlib.h>

struct row {
  struct str subject;
  struct str subject_label;
  struct str predicate;
  struct str object;
  struct str object_label;
  struct str justification;
  int confidence;
  struct str comment;
};

struct table {
  struct exchange *exchange;
  struct arena *arena;
  VEC(struct row) rows;
};

static const char *predicate_of(enum relation relation) {
  static const char *const predicates[RELATIONS] = {
      [REL_EQUAL] = "skos:exactMatch",     [REL_EQUIVALENT] = "skos:exactMatch",   [REL_SUBSET] = "skos:broadMatch",
      [REL_SUPERSET] = "skos:narrowMatch", [REL_INTERSECTS] = "skos:relatedMatch", [REL_RELATED] = "skos:relatedMatch",
  };
  return predicates[relation];
}

/* The id with what may not stand in a short form percent-encoded. */
static struct str curie(struct arena *arena, const struct exchange_framework *framework, uint32_t number) {
  struct buf text;
  struct str id = framework->controls[number].id;
  buf_init(&text, arena);
  buf_str(&text, framework->declared->id);
  buf_char(&text, ':');
  for (uint32_t i = 0; i < id.n; i++) {
    unsigned char c = (unsigned char)id.p[i];
    bool plain = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    plain = plain || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c >= 0x80;
    buf_printf(&text, plain ? "%c" : "%%%02X", c);
  }
  return buf_done(&text);
}

static struct str justification_of(const struct exchange_map *map) {
  if (map->implied) {
    return STR("semapv:LogicalReasoning");
  }
  switch (map->method) {
    case METHOD_HUMAN:
      return STR("semapv:ManualMappingCuration");
    case METHOD_AUTOMATED:
      return map->rationale == RATIONALE_SYNTACTIC ? STR("semapv:LexicalMatching")
                                                   : STR("semapv:BackgroundKnowledgeBasedMatching");
    case METHOD_MIXED:
      return STR("semapv:CompositeMatching");
    default:
      return STR("semapv:UnspecifiedMatching");
  }
}

static void count_lost(struct exchange *exchange, const struct exchange_map *map) {
  if (map->relation == REL_INTERSECTS) {
    exchange_lose(exchange, "intersects-with becomes relatedMatch, which does not say that anything is shared",
                  "intersects-with become relatedMatch, which does not say that anything is shared", map->place);
  } else if (map->relation == REL_EQUIVALENT) {
    exchange_lose(exchange, "equivalent-to becomes exactMatch, as equal-to does",
                  "equivalent-to become exactMatch, as equal-to does", map->place);
  }
  if (map->strength > 0) {
    exchange_lose(exchange, "strength has no place in SSSOM", "strengths have no place in SSSOM", map->place);
  }
  if (map->rationale != RATIONALE_UNSTATED &&
      !(map->rationale == RATIONALE_SYNTACTIC && map->method == METHOD_AUTOMATED)) {
    exchange_lose(exchange, "rationale has no place in SSSOM", "rationales have no place in SSSOM", map->place);
  }
}

static void add_map(struct table *table, const struct exchange_map *map) {
  struct exchange *exchange = table->exchange;
  uint32_t pairs = exchange_pairs(map);
  const char *predicate = predicate_of(map->relation);
  if (exchange_is_candidate(exchange, map)) {
    return;
  }
  if (predicate == NULL) {
    exchange_lose(exchange, "relation has no predicate in SSSOM, and the map is left out",
                  "relations have no predicates in SSSOM, and the maps are left out", map->place);
    return;
  }
  if (pairs == 0) {
    exchange_lose(exchange, "map of several controls together cannot be told pair by pair and is left out",
                  "maps of several controls together cannot be told pair by pair and are left out", map->place);
    return;
  }
  count_lost(exchange, map);
  for (uint32_t i = 0; i < pairs; i++) {
    struct exchange_pair pair = exchange_pair(map, i);
    struct row row = {.subject = curie(table->arena, &exchange->source, pair.source),
                      .subject_label = exchange_title(&exchange->source, &map->source, pair.source_member),
                      .predicate = str_from(predicate),
                      .object = curie(table->arena, &exchange->target, pair.target),
                      .object_label = exchange_title(&exchange->target, &map->target, pair.target_member),
                      .justification = justification_of(map),
                      .confidence = map->confidence,
                      .comment = map->remarks};
    vec_push(table->arena, &table->rows, row);
  }
}

static void add_gap(struct table *table, const struct exchange_gap *gap) {
  struct exchange *exchange = table->exchange;
  struct row row = {.predicate = STR("skos:exactMatch"),
                    .justification = STR("semapv:UnspecifiedMatching"),
                    .confidence = -1,
                    .comment = gap->remarks,
                    .subject = STR("sssom:NoTermFound"),
                    .object = STR("sssom:NoTermFound")};
  if (exchange->declared != NULL && exchange->declared->method == METHOD_HUMAN) {
    row.justification = STR("semapv:ManualMappingCuration");
  }
  if (gap->of_target) {
    row.object = curie(table->arena, &exchange->target, gap->control);
    row.object_label = exchange->target.controls[gap->control].title;
  } else {
    row.subject = curie(table->arena, &exchange->source, gap->control);
    row.subject_label = exchange->source.controls[gap->control].title;
  }
  vec_push(table->arena, &table->rows, row);
}

static int compare_rows(const void *a, const void *b) {
  const struct row *first = a;
  const struct row *second = b;
  int order = str_compare(first->subject, second->subject);
  order = order != 0 ? order : str_compare(first->predicate, second->predicate);
  order = order != 0 ? order : str_compare(first->object, second->object);
  order = order != 0 ? order : str_compare(first->justification, second->justification);
  order = order != 0 ? order : second->confidence - first->confidence;
  return order != 0 ? order : str_compare(str_or_empty(first->comment), str_or_empty(second->comment));
}

/* White space that would end a cell or a line becomes a blank; a cell with a quote at its beginning is quoted. */
static void put_cell(struct sink *sink, struct str text, bool first) {
  bool quoted = text.n > 0 && memchr(text.p, '"', text.n) != NULL;
  sink_text(sink, first ? "" : "\t");
  sink_text(sink, quoted ? "\"" : "");
  for (uint32_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    if (c == '"') {
      sink_char(sink, '"');
    }
    sink_char(sink, c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
  }
  sink_text(sink, quoted ? "\"" : "");
}

static void put_confidence(struct sink *sink, int confidence) {
  char text[16] = "";
  if (confidence >= 0) {
    snprintf(text, sizeof text,
             confidence % 100 == 0  ? "%d"
             : confidence % 10 == 0 ? "%d.%d"
                                    : "%d.%02d",
             confidence / 100, confidence % 10 == 0 ? confidence / 10 % 10 : confidence % 100);
  }
  put_cell(sink, str_from(text), false);
}

/* A line that ends in a text of YAML between quotes. */
static void put_quoted(struct sink *sink, const char *before, struct str text) {
  sink_text(sink, before);
  sink_text(sink, "\"");
  for (uint32_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    if (c == '"' || c == '\\') {
      sink_char(sink, '\\');
    }
    sink_char(sink, c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
  }
  sink_text(sink, "\"\n");
}

static void put_yaml(struct sink *sink, const char *name, struct str text) {
  if (text.n > 0) {
    sink_text(sink, "#");
    sink_text(sink, name);
    put_quoted(sink, ": ", text);
  }
}

static void put_prefixes(struct sink *sink, const struct exchange *exchange) {
  struct str ids[2] = {exchange->source.declared->id, exchange->target.declared->id};
  unsigned first = str_compare(ids[0], ids[1]) > 0 ? 1 : 0;
  sink_text(sink, "#curie_map:\n");
  for (unsigned i = 0; i < (str_eq(ids[0], ids[1]) ? 1U : 2U); i++) {
    struct str id = ids[i == 0 ? first : 1 - first];
    sink_text(sink, "#  ");
    sink_str(sink, id);
    sink_text(sink, ": \"urn:crosswalk:framework:");
    sink_str(sink, id);
    sink_text(sink, ":\"\n");
  }
}

static struct str text_of(struct arena *arena, const char *before, struct str text) {
  struct buf out;
  buf_init(&out, arena);
  buf_text(&out, before);
  buf_str(&out, text);
  return buf_done(&out);
}

/* The terms of use: as they were asked for, else as the provenance says them behind "Licence: ", where an import of SSSOM puts
 * them; absent where nobody says any. */
static struct str license_of(const struct exchange *exchange) {
  static const char before[] = "Licence: ";
  struct str text = exchange_provenance(exchange, false);
  struct str license = exchange->license;
  for (uint32_t i = 0; license.n == 0 && i + sizeof before - 1 < text.n; i++) {
    if (memcmp(text.p + i, before, sizeof before - 1) == 0) {
      license.p = text.p + i + sizeof before - 1;
      uint32_t left = text.n - i - (uint32_t)(sizeof before - 1);
      while (license.n < left && license.p[license.n] != ' ' && license.p[license.n] != '\n') {
        license.n++;
      }
    }
  }
  bool stop = license.n > 0 && strchr(".,;", license.p[license.n - 1]) != NULL;
  return (struct str){.p = license.p, .n = license.n - (stop ? 1 : 0)};
}

/* A set must name its terms of use. */
static void put_license(struct sink *sink, struct exchange *exchange) {
  struct str license = license_of(exchange);
  if (license.n == 0) {
    exchange_lose(exchange,
                  "set wants a licence, and none is stated: \"unspecified\" is written; --license URL states one", "",
                  exchange->place);
    license = STR("https://w3id.org/sssom/license/unspecified");
  }
  put_yaml(sink, "license", license);
}

static void put_head(struct sink *sink, struct exchange *exchange) {
  const struct decl_mapping *declared = exchange->declared;
  put_prefixes(sink, exchange);
  put_yaml(sink, "mapping_set_id", text_of(exchange->arena, "urn:crosswalk:mapping:", exchange->id));
  put_yaml(sink, "mapping_set_version", declared != NULL ? declared->version : STR(""));
  put_yaml(sink, "mapping_set_title", exchange->title);
  put_yaml(sink, "mapping_set_description", exchange_provenance(exchange, true));
  if (declared == NULL) {
    put_yaml(sink, "mapping_set_description", text_of(exchange->arena, "Computed by ", str_from(exchange->generator)));
  }
  if (declared != NULL && declared->publisher.n > 0) {
    sink_text(sink, "#creator_label:\n");
    put_quoted(sink, "#  - ", declared->publisher);
  }
  put_license(sink, exchange);
  enum { WHOLE_DATE = 10 };
  if (declared != NULL && declared->published.n == WHOLE_DATE) {
    put_yaml(sink, "publication_date", declared->published);
  } else if (declared != NULL && declared->published.n > 0) {
    exchange_lose(exchange, "date of publication is no whole date and has no place in SSSOM", "", exchange->place);
  }
}

void sssom_write(struct sink *sink, struct exchange *exchange) {
  struct table table = {.exchange = exchange, .arena = exchange->arena};
  for (uint32_t i = 0; i < exchange->maps.n; i++) {
    add_map(&table, &exchange->maps.v[i]);
  }
  for (uint32_t i = 0; i < exchange->gaps.n; i++) {
    add_gap(&table, &exchange->gaps.v[i]);
  }
  if (table.rows.n > 0) {
    qsort(table.rows.v, table.rows.n, sizeof *table.rows.v, compare_rows);
  }
  put_head(sink, exchange);
  exchange_lose_mapping(exchange, "method publisher published version provenance");
  sink_text(sink,
            "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tconfidence\t"
            "comment\n");
  for (uint32_t i = 0; i < table.rows.n; i++) {
    const struct row *row = &table.rows.v[i];
    put_cell(sink, row->subject, true);
    put_cell(sink, row->subject_label, false);
    put_cell(sink, row->predicate, false);
    put_cell(sink, row->object, false);
    put_cell(sink, row->object_label, false);
    put_cell(sink, row->justification, false);
    put_confidence(sink, row->confidence);
    put_cell(sink, row->comment, false);
    sink_char(sink, '\n');
  }
}
