/* A workbook for people to review and change, in the columns that an import reads back: a sheet of controls, or one of a
 * mapping with one row for each fact. */
#include "base/buf.h"
#include "output/exchange/exchange.h"
#include "output/xlsx/workbook.h"

static const struct sheet_heading control_headings[] = {
    {"Control ID", 14, 20, NULL}, {"Title", 30, 50, NULL},  {"Statement", 40, 60, NULL},  {"Guidance", 30, 60, NULL},
    {"Parent", 12, 20, NULL},     {"Status", 12, 12, NULL}, {"Replaced by", 14, 20, NULL}};
static const struct sheet_heading mapping_headings[] = {
    {"Source", 14, 20, NULL},   {"Source title", 30, 44, NULL}, {"Relation", 16, 18, NULL},
    {"Target", 14, 24, NULL},   {"Target title", 30, 44, NULL}, {"Basis", 10, 12, NULL},
    {"Strength", 10, 10, NULL}, {"Confidence", 11, 11, NULL},   {"Rationale", 12, 12, NULL},
    {"Mapping", 14, 40, NULL},  {"Union", 8, 8, NULL},          {"Remarks", 40, 60, NULL}};

static void open_workbook(struct workbook *workbook, const struct exchange *exchange) {
  workbook_init(workbook, exchange->arena);
  workbook->title = exchange->title;
  workbook->generator = exchange->generator;
}

/* ---- frameworks ---- */

static void count_lost(struct exchange *exchange, const struct decl_control *declared) {
  struct place place = exchange->place;
  if (declared->attr_count > 0) {
    exchange_lose(exchange, "control has attributes, which have no column",
                  "controls have attributes, which have no column", place);
  }
  if (declared->label.n > 0) {
    exchange_lose(exchange, "label has no column beside the id", "labels have no column beside the ids", place);
  }
  if (!declared->counted || !declared->part || declared->selectable ||
      declared->exhaustive != (declared->kind == KIND_GROUP)) {
    exchange_lose(exchange, "control says whether it is counted, a part, exhaustive or selectable, which has no column",
                  "controls say whether they are counted, a part, exhaustive or selectable, which has no column",
                  place);
  }
}

static void put_control(struct sheet *sheet, struct exchange *exchange, uint32_t number) {
  const struct exchange_framework *framework = exchange->framework;
  const struct graph_control *control = &framework->controls[number];
  const struct graph_text *text = framework->texts != NULL ? &framework->texts[number] : NULL;
  const struct decl_control *declared = exchange_declared(framework, number);
  uint32_t parent = exchange_parent(framework, number);
  struct buf replaced;
  buf_init(&replaced, exchange->arena);
  for (uint32_t i = 0; declared != NULL && i < declared->replacement_count; i++) {
    buf_text(&replaced, i > 0 ? ", " : "");
    buf_str(&replaced, framework->declared->replacements.v[declared->first_replacement + i].ref);
  }
  sheet_row(sheet);
  sheet_text(sheet, control->id, LOOK_ID);
  sheet_text(sheet, control->title, LOOK_PLAIN);
  sheet_text(sheet, text != NULL ? str_or_empty(text->statement) : STR(""), LOOK_PLAIN);
  sheet_text(sheet, text != NULL ? str_or_empty(text->guidance) : STR(""), LOOK_PLAIN);
  sheet_text(sheet, parent != NO_INDEX ? framework->controls[parent].id : STR(""), LOOK_ID);
  sheet_text(sheet, control->withdrawn ? STR("withdrawn") : STR(""), LOOK_PLAIN);
  sheet_text(sheet, buf_done(&replaced), LOOK_ID);
  if (declared != NULL) {
    count_lost(exchange, declared);
  }
}

void review_write_framework(struct sink *sink, struct exchange *exchange) {
  struct workbook workbook;
  open_workbook(&workbook, exchange);
  struct sheet *sheet =
      workbook_add_table(&workbook, "Controls", control_headings, sizeof control_headings / sizeof *control_headings);
  exchange_lose_framework(exchange, "");
  for (uint32_t i = 0; i < exchange->framework->count; i++) {
    put_control(sheet, exchange, i);
  }
  workbook_write(&workbook, sink);
}

/* ---- mappings ---- */

static void put_number(struct sheet *sheet, int number) {
  if (number >= 0) {
    sheet_number(sheet, (uint64_t)number);
  } else {
    sheet_text(sheet, STR(""), LOOK_PLAIN);
  }
}

static void put_map(struct sheet *sheet, struct exchange *exchange, const struct exchange_map *map) {
  struct arena *arena = exchange->arena;
  bool several = map->source.count > 1 || map->target.count > 1;
  exchange_lose_method(exchange, map);
  sheet_row(sheet);
  sheet_text(sheet, exchange_ids(arena, &exchange->source, &map->source, "\n"), LOOK_ID);
  sheet_text(sheet, exchange_titles(arena, &exchange->source, &map->source, "\n"), LOOK_PLAIN);
  sheet_text(sheet, str_from(vocabulary_token(&vocabulary_relation, map->relation)), LOOK_PLAIN);
  sheet_text(sheet, exchange_ids(arena, &exchange->target, &map->target, "\n"), LOOK_ID);
  sheet_text(sheet, exchange_titles(arena, &exchange->target, &map->target, "\n"), LOOK_PLAIN);
  sheet_text(sheet, map->implied ? STR("implied") : STR("declared"), LOOK_PLAIN);
  put_number(sheet, map->strength);
  put_number(sheet, map->confidence);
  sheet_text(sheet, str_from(vocabulary_token(&vocabulary_rationale, map->rationale)), LOOK_PLAIN);
  sheet_text(sheet,
             str_or_empty(map->mapping.n > 0 ? map->mapping
                          : map->implied     ? STR("")
                                             : exchange->id),
             LOOK_PLAIN);
  sheet_text(sheet, several ? STR("yes") : STR(""), LOOK_PLAIN);
  sheet_text(sheet, str_or_empty(map->remarks), LOOK_PLAIN);
}

static void put_gap(struct sheet *sheet, const struct exchange *exchange, const struct exchange_gap *gap) {
  const struct graph_control *control =
      &(gap->of_target ? &exchange->target : &exchange->source)->controls[gap->control];
  struct str none = STR("");
  sheet_row(sheet);
  sheet_text(sheet, gap->of_target ? none : control->id, LOOK_ID);
  sheet_text(sheet, gap->of_target ? none : control->title, LOOK_PLAIN);
  sheet_text(sheet, STR("no-counterpart"), LOOK_PLAIN);
  sheet_text(sheet, gap->of_target ? control->id : none, LOOK_ID);
  sheet_text(sheet, gap->of_target ? control->title : none, LOOK_PLAIN);
  sheet_text(sheet, STR("declared"), LOOK_PLAIN);
  for (unsigned i = 0; i < 5; i++) {
    sheet_text(sheet, none, LOOK_PLAIN);
  }
  sheet_text(sheet, str_or_empty(gap->remarks), LOOK_PLAIN);
}

void review_write_mapping(struct sink *sink, struct exchange *exchange) {
  struct workbook workbook;
  open_workbook(&workbook, exchange);
  exchange_lose_mapping(exchange, "");
  struct sheet *sheet =
      workbook_add_table(&workbook, "Mapping", mapping_headings, sizeof mapping_headings / sizeof *mapping_headings);
  for (uint32_t i = 0; i < exchange->maps.n; i++) {
    put_map(sheet, exchange, &exchange->maps.v[i]);
  }
  for (uint32_t i = 0; i < exchange->gaps.n; i++) {
    put_gap(sheet, exchange, &exchange->gaps.v[i]);
  }
  workbook_write(&workbook, sink);
}
