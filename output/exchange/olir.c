/* A mapping in the rows of an OLIR workbook (NIST IR 8278A): the source is the focal document, the target the reference.
 * The file is of one style: a concept crosswalk where nothing but correspondence is said, supportive where something is
 * supported, else of set theory. */
#include "base/buf.h"
#include "output/exchange/exchange.h"
#include "output/xlsx/workbook.h"

enum olir_style { CONCEPT, SET_THEORY, SUPPORTIVE };

struct olir {
  struct exchange *exchange;
  struct sheet *sheet;
  enum olir_style style;
};

static enum olir_style style_of(const struct exchange *exchange) {
  bool concept = true;
  bool supportive = false;
  bool sets = false;
  for (uint32_t i = 0; i < exchange->maps.n; i++) {
    enum relation relation = exchange->maps.v[i].relation;
    concept = concept && relation == REL_RELATED;
    supportive = supportive || relation == REL_SUPPORTS || relation == REL_SUPPORTED_BY || relation == REL_CONTRARY;
    sets = sets || relation == REL_SUBSET || relation == REL_SUPERSET || relation == REL_INTERSECTS;
  }
  return concept ? CONCEPT : supportive && !sets ? SUPPORTIVE : SET_THEORY;
}

/* The word of the style for the relation, or NULL. Supportive rows read from the reference to the focal element. */
static const char *word_of(enum olir_style style, enum relation relation) {
  static const char *const sets[RELATIONS] = {
      [REL_EQUAL] = "equal",          [REL_EQUIVALENT] = "equal",           [REL_SUBSET] = "subset of",
      [REL_SUPERSET] = "superset of", [REL_INTERSECTS] = "intersects with", [REL_NONE] = "not related to",
  };
  static const char *const supportive[RELATIONS] = {
      [REL_EQUAL] = "identical",          [REL_EQUIVALENT] = "equivalent", [REL_SUPPORTED_BY] = "supports",
      [REL_SUPPORTS] = "is supported by", [REL_CONTRARY] = "contrary",     [REL_NONE] = "no relationship",
  };
  if (style == CONCEPT) {
    return relation == REL_RELATED ? "" : NULL;
  }
  return style == SUPPORTIVE ? supportive[relation] : sets[relation];
}

static void put_header(struct olir *olir) {
  static const char *const sets[] = {"Rationale", "Relationship"};
  static const char *const supportive[] = {"Relationship Type", "Relationship Explanation"};
  struct sheet *sheet = olir->sheet;
  sheet_row(sheet);
  sheet_text(sheet, STR("Focal Document Element"), LOOK_HEAD);
  sheet_text(sheet, STR("Focal Document Element Description"), LOOK_HEAD);
  for (unsigned i = 0; i < 2 && olir->style != CONCEPT; i++) {
    sheet_text(sheet, str_from(olir->style == SUPPORTIVE ? supportive[i] : sets[i]), LOOK_HEAD);
  }
  sheet_text(sheet, STR("Reference Document Element"), LOOK_HEAD);
  sheet_text(sheet, STR("Reference Document Element Description"), LOOK_HEAD);
  sheet_text(sheet, STR("Comments"), LOOK_HEAD);
  sheet_text(sheet, STR("Strength of Relationship"), LOOK_HEAD);
  sheet_freeze(sheet, 1);
}

static struct str strength_of(struct arena *arena, const struct exchange_map *map) {
  struct buf text;
  buf_init(&text, arena);
  if (map->relation == REL_NONE) {
    buf_text(&text, "0");
  } else if (map->strength > 0) {
    buf_printf(&text, "%d", map->strength);
  } else {
    buf_text(&text, "N/A");
  }
  return buf_done(&text);
}

/* A row of one pair; or of a focal element that nothing is said of (map NULL). */
static void put_row(struct olir *olir, uint32_t focal, const struct exchange_map *map, uint32_t reference) {
  const struct exchange *exchange = olir->exchange;
  const struct graph_control *target = map != NULL ? &exchange->target.controls[reference] : NULL;
  struct sheet *sheet = olir->sheet;
  sheet_row(sheet);
  sheet_text(sheet, exchange->source.controls[focal].id, LOOK_ID);
  sheet_text(sheet, exchange->source.controls[focal].title, LOOK_PLAIN);
  if (olir->style == SUPPORTIVE) {
    sheet_text(sheet, map != NULL ? str_from(word_of(olir->style, map->relation)) : STR(""), LOOK_PLAIN);
    sheet_text(sheet, STR(""), LOOK_PLAIN);
  } else if (olir->style == SET_THEORY) {
    sheet_text(sheet, map != NULL ? str_from(vocabulary_token(&vocabulary_rationale, map->rationale)) : STR(""),
               LOOK_PLAIN);
    sheet_text(sheet, map != NULL ? str_from(word_of(olir->style, map->relation)) : STR(""), LOOK_PLAIN);
  }
  sheet_text(sheet, target != NULL ? target->id : STR(""), LOOK_ID);
  sheet_text(sheet, target != NULL ? target->title : STR(""), LOOK_PLAIN);
  sheet_text(sheet, map != NULL ? exchange_remarks(exchange, map) : STR(""), LOOK_PLAIN);
  sheet_text(sheet, map != NULL ? strength_of(exchange->arena, map) : STR(""), LOOK_PLAIN);
}

static bool can_write(struct olir *olir, const struct exchange_map *map) {
  struct exchange *exchange = olir->exchange;
  if (exchange_is_candidate(exchange, map)) {
    return false;
  }
  if (word_of(olir->style, map->relation) == NULL) {
    exchange_lose(exchange, "relation has no word in an OLIR of this style, and the map is left out",
                  "relations have no word in an OLIR of this style, and the maps are left out", map->place);
    return false;
  }
  if (exchange_pairs(map) == 0) {
    exchange_lose(exchange, "map of several controls together cannot be told pair by pair and is left out",
                  "maps of several controls together cannot be told pair by pair and are left out", map->place);
    return false;
  }
  if (map->confidence >= 0) {
    exchange_lose(exchange, "confidence has no place in an OLIR", "confidences have no place in an OLIR", map->place);
  }
  if (map->rationale != RATIONALE_UNSTATED && olir->style != SET_THEORY) {
    exchange_lose(exchange, "rationale has no place in an OLIR of this style",
                  "rationales have no place in an OLIR of this style", map->place);
  }
  exchange_lose_method(exchange, map);
  if (map->relation == REL_EQUIVALENT && olir->style == SET_THEORY) {
    exchange_lose(exchange, "equivalent-to becomes equal", "equivalent-to become equal", map->place);
  }
  exchange_lose_titles(exchange, map);
  return true;
}

/* The maps by focal element, so that its rows stand together. */
static void put_rows(struct olir *olir) {
  struct exchange *exchange = olir->exchange;
  struct arena *arena = exchange->arena;
  typedef VEC(struct exchange_pair) pair_list; /* map, and number of the pair in it */
  pair_list *by_focal = arena_zalloc(arena, ((size_t)exchange->source.count + 1) * sizeof *by_focal);
  for (uint32_t i = 0; i < exchange->maps.n; i++) {
    const struct exchange_map *map = &exchange->maps.v[i];
    uint32_t pairs = can_write(olir, map) ? exchange_pairs(map) : 0;
    for (uint32_t p = 0; p < pairs; p++) {
      struct exchange_pair at = {.source = i, .target = p};
      vec_push(arena, &by_focal[exchange_pair(map, p).source], at);
    }
  }
  for (uint32_t focal = 0; focal < exchange->source.count; focal++) {
    for (uint32_t i = 0; i < by_focal[focal].n; i++) {
      const struct exchange_map *map = &exchange->maps.v[by_focal[focal].v[i].source];
      put_row(olir, focal, map, exchange_pair(map, by_focal[focal].v[i].target).target);
    }
    if (by_focal[focal].n == 0 && !exchange->source.controls[focal].withdrawn) {
      put_row(olir, focal, NULL, 0);
    }
  }
}

static void put_field(struct sheet *sheet, const char *name, struct str value) {
  sheet_row(sheet);
  sheet_text(sheet, str_from(name), LOOK_LABEL);
  sheet_text(sheet, str_or_empty(value), LOOK_PROSE);
}

/* YYYY, YYYY-MM or YYYY-MM-DD as MM/DD/YYYY, with 00 for what is not known. */
static struct str american_date(struct arena *arena, struct str date) {
  enum { YEAR = 4, MONTH = 7, DAY = 10 };
  struct buf text;
  buf_init(&text, arena);
  if (date.n >= YEAR) {
    buf_printf(&text, "%.2s/%.2s/%.4s", date.n >= MONTH ? date.p + YEAR + 1 : "00",
               date.n >= DAY ? date.p + MONTH + 1 : "00", date.p);
  }
  return buf_done(&text);
}

/* What is composed by way of others examines nothing, and the maps of such a file are left out: it would say that the whole
 * reference has no counterpart. */
static bool is_whole(const struct decl_mapping *declared) {
  bool examined = declared != NULL && (declared->examined == EXAMINED_TARGET || declared->examined == EXAMINED_BOTH);
  return examined && declared->via.n == 0;
}

static void put_information(struct workbook *workbook, const struct exchange *exchange) {
  struct sheet *sheet = workbook_add(workbook, "General Information", 2);
  const struct decl_mapping *declared = exchange->declared;
  const struct decl_framework *reference = exchange->target.declared;
  sheet_width(sheet, 0, 30, 40);
  sheet_width(sheet, 1, 40, 90);
  put_field(sheet, "Informative Reference Name", exchange->title);
  put_field(sheet, "Informative Reference Version", declared != NULL ? declared->version : STR(""));
  put_field(sheet, "Informative Reference Developer", declared != NULL ? declared->publisher : STR(""));
  put_field(sheet, "Focal Document", exchange->source.declared->title);
  put_field(sheet, "Focal Document Version", exchange->source.declared->edition);
  put_field(sheet, "Reference Document", reference->title);
  put_field(sheet, "Reference Document Version", reference->edition);
  put_field(sheet, "Reference Document Author", reference->publisher);
  put_field(sheet, "Reference Document Date", american_date(exchange->arena, str_or_empty(reference->published)));
  put_field(sheet, "Comprehensive", is_whole(declared) ? STR("Yes") : STR("No"));
  put_field(sheet, "Summary", exchange_provenance(exchange, false));
  put_field(sheet, "Web Address",
            declared != NULL && declared->provenances.n > 0 ? declared->provenances.v[0].href : STR(""));
}

/* "Comprehensive" says that the reference was gone through, and the columns say of which style the file is. */
static const char *kept_of(const struct olir *olir) {
  static const enum style styles[] = {
      [CONCEPT] = STYLE_CROSSWALK, [SET_THEORY] = STYLE_SET_THEORY, [SUPPORTIVE] = STYLE_SUPPORTIVE};
  const struct decl_mapping *declared = olir->exchange->declared;
  struct buf kept;
  buf_init(&kept, olir->exchange->arena);
  buf_text(&kept, "publisher version provenance");
  buf_text(&kept, declared != NULL && declared->style == styles[olir->style] ? " style" : "");
  buf_text(&kept, is_whole(declared) && declared->examined == EXAMINED_TARGET ? " examined" : "");
  return buf_done(&kept).p;
}

void olir_write(struct sink *sink, struct exchange *exchange) {
  enum { COLUMNS = 8 };
  struct workbook workbook;
  workbook_init(&workbook, exchange->arena);
  workbook.title = exchange->title;
  workbook.generator = exchange->generator;
  put_information(&workbook, exchange);
  struct olir olir = {.exchange = exchange, .style = style_of(exchange)};
  uint32_t columns = olir.style == CONCEPT ? COLUMNS - 2 : COLUMNS;
  olir.sheet = workbook_add(&workbook, "Relationships", columns);
  for (uint32_t i = 0; i < columns; i++) {
    sheet_width(olir.sheet, i, 14, 44);
  }
  exchange_lose_mapping(exchange, kept_of(&olir));
  put_header(&olir);
  put_rows(&olir);
  for (uint32_t i = 0; i < exchange->gaps.n; i++) {
    exchange_lose(exchange, "statement that a control has no counterpart has no place in an OLIR",
                  "statements that controls have no counterpart have no place in an OLIR", exchange->gaps.v[i].place);
  }
  workbook_write(&workbook, sink);
}
