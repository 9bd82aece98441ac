/* A workbook for people to review and change, in the columns that an import reads back: a sheet of controls, or one of a
 * mapping with one row for each fact, and the sheet About, which says of what (interchange/about_document.c reads it). */
#include "base/buf.h"
#include "output/exchange/exchange.h"
#include "output/xlsx/workbook.h"

static const char *kind_choices[] = {"group", "control", NULL};
static const char *status_choices[] = {"withdrawn", NULL};
static const char *yes_choices[] = {"yes", NULL};
static const char *both_choices[] = {"yes", "no", NULL};

static const struct sheet_heading control_headings[] = {{"Control ID", 14, 20, NULL},
                                                        {"Label", 10, 20, NULL},
                                                        {"Title", 30, 50, NULL},
                                                        {"Statement", 40, 60, NULL},
                                                        {"Guidance", 30, 60, NULL},
                                                        {"Kind", 10, 10, kind_choices},
                                                        {"Parent", 12, 20, NULL},
                                                        {"Status", 12, 12, status_choices},
                                                        {"Replaced by", 14, 20, NULL},
                                                        {"Counted", 10, 10, both_choices},
                                                        {"Part", 10, 10, both_choices},
                                                        {"Exhaustive", 12, 12, both_choices},
                                                        {"Selectable", 12, 12, yes_choices}};
static const struct sheet_heading mapping_headings[] = {
    {"Source", 14, 20, NULL},   {"Source title", 30, 44, NULL}, {"Relation", 16, 18, NULL},
    {"Target", 14, 24, NULL},   {"Target title", 30, 44, NULL}, {"Basis", 10, 12, NULL},
    {"Strength", 10, 10, NULL}, {"Confidence", 11, 11, NULL},   {"Rationale", 12, 12, NULL},
    {"Method", 10, 12, NULL},   {"Union", 8, 8, NULL},          {"Remarks", 40, 60, NULL},
    {"Mapping", 14, 40, NULL}};

enum {
  CONTROL_COLUMNS = sizeof control_headings / sizeof *control_headings,
  MAPPING_COLUMNS = sizeof mapping_headings / sizeof *mapping_headings /* the last is of several mappings only */
};

static void open_workbook(struct workbook *workbook, const struct exchange *exchange) {
  workbook_init(workbook, exchange->arena);
  workbook->title = exchange->title;
  workbook->generator = exchange->generator;
}

/* ---- what is said of the whole ---- */

/* A name, its value, and what stands beside it; nothing where neither is there. */
static void put_line(struct sheet *sheet, const char *name, struct str value, struct str beside) {
  if (value.n + beside.n > 0) {
    sheet_row(sheet);
    sheet_text(sheet, str_from(name), LOOK_HEAD);
    sheet_text(sheet, str_or_empty(value), LOOK_ID);
    sheet_text(sheet, str_or_empty(beside), LOOK_ID);
  }
}

static void put_word(struct sheet *sheet, const char *name, const struct vocabulary *vocabulary, unsigned value) {
  put_line(sheet, name, str_from(vocabulary_token(vocabulary, value)), STR(""));
}

/* The first line tells an import what the workbook is of. */
static struct sheet *add_about(struct workbook *workbook, const char *what, struct str id) {
  struct sheet *sheet = workbook_add(workbook, "About", 3);
  sheet_width(sheet, 0, 16, 16);
  sheet_width(sheet, 1, 30, 70);
  sheet_width(sheet, 2, 20, 50);
  put_line(sheet, what, id, STR(""));
  return sheet;
}

static void end_about(struct sheet *sheet) {
  sheet_prose(sheet, STR("crosswalk import reads this workbook back. The names in the first column stay as they are."),
              LOOK_PROSE);
}

/* ---- frameworks ---- */

static void about_framework(struct workbook *workbook, const struct decl_framework *declared) {
  struct sheet *sheet = add_about(workbook, "Framework", declared->id);
  const struct {
    const char *name;
    struct str value;
  } lines[] = {{"Title", declared->title},
               {"Short title", declared->short_title},
               {"Publisher", declared->publisher},
               {"Edition", declared->edition},
               {"Published", declared->published},
               {"Language", declared->language},
               {"Supersedes", declared->supersedes},
               {"Pattern of ids", declared->control_id},
               {"Open", declared->open ? STR("yes") : STR("")},
               {"Rights", declared->rights}};
  for (unsigned i = 0; i < sizeof lines / sizeof *lines; i++) {
    put_line(sheet, lines[i].name, lines[i].value, STR(""));
  }
  for (uint32_t i = 0; i < declared->links.n; i++) {
    put_line(sheet, "Link", declared->links.v[i].href, declared->links.v[i].rel);
  }
  for (uint32_t i = 0; i < declared->attributes.n; i++) {
    const struct decl_attribute *attribute = &declared->attributes.v[i];
    put_line(sheet, "Attribute", attribute->name, attribute->title);
    for (uint32_t v = 0; v < attribute->value_count; v++) {
      const struct decl_value *value = &declared->values.v[attribute->first_value + v];
      put_line(sheet, "Attribute word", value->name, value->title);
    }
  }
  sheet_prose(sheet,
              STR("Where a cell of Controls is empty: a control counts and is a part of its parent; a group is no more "
                  "than what it gathers (exhaustive), a control may be; nobody chooses among a group's controls."),
              LOOK_PROSE);
  end_about(sheet);
}

/* The fixed columns, and one for each attribute. */
static struct sheet *add_controls(struct workbook *workbook, const struct decl_framework *declared) {
  uint32_t count = CONTROL_COLUMNS + declared->attributes.n;
  struct sheet_heading *headings = arena_alloc(workbook->arena, count * sizeof *headings);
  memcpy(headings, control_headings, sizeof control_headings);
  for (uint32_t i = 0; i < declared->attributes.n; i++) {
    struct buf name;
    buf_init(&name, workbook->arena);
    buf_printf(&name, "Attribute: %.*s", STR_ARG(declared->attributes.v[i].name));
    headings[CONTROL_COLUMNS + i] = (struct sheet_heading){.name = buf_done(&name).p, .least = 12, .most = 30};
  }
  return workbook_add_table(workbook, "Controls", headings, count);
}

/* The ids of what replaces the control, a line each. */
static struct str replacements_of(const struct exchange *exchange, const struct decl_control *declared) {
  struct buf text;
  buf_init(&text, exchange->arena);
  for (uint32_t i = 0; i < declared->replacement_count; i++) {
    buf_text(&text, i > 0 ? "\n" : "");
    buf_str(&text, exchange->framework->declared->replacements.v[declared->first_replacement + i].ref);
  }
  return buf_done(&text);
}

/* The words that the control has in an attribute, a line each. */
static struct str words_in(const struct exchange *exchange, const struct decl_control *declared, struct str attribute) {
  struct buf text;
  buf_init(&text, exchange->arena);
  for (uint32_t i = 0; i < declared->attr_count; i++) {
    const struct decl_attr *attr = &exchange->framework->declared->attrs.v[declared->first_attr + i];
    if (str_eq(attr->name, attribute)) {
      buf_text(&text, text.n > 0 ? "\n" : "");
      buf_str(&text, attr->value);
    }
  }
  return buf_done(&text);
}

static struct str said(bool whether, const char *word) {
  return whether ? str_from(word) : STR("");
}

static void put_control(struct sheet *sheet, struct exchange *exchange, uint32_t number,
                        const struct decl_control *declared) {
  const struct exchange_framework *framework = exchange->framework;
  const struct graph_control *control = &framework->controls[number];
  const struct graph_text *text = framework->texts != NULL ? &framework->texts[number] : NULL;
  uint32_t parent = exchange_parent(framework, number);
  bool group = declared->kind == KIND_GROUP;
  sheet_row(sheet);
  sheet_text(sheet, control->id, LOOK_ID);
  sheet_text(sheet, str_or_empty(declared->label), LOOK_ID);
  sheet_text(sheet, control->title, LOOK_PLAIN);
  sheet_text(sheet, text != NULL ? str_or_empty(text->statement) : STR(""), LOOK_PLAIN);
  sheet_text(sheet, text != NULL ? str_or_empty(text->guidance) : STR(""), LOOK_PLAIN);
  sheet_text(sheet, group ? STR("group") : STR("control"), LOOK_PLAIN);
  sheet_text(sheet, parent != NO_INDEX ? framework->controls[parent].id : STR(""), LOOK_ID);
  sheet_text(sheet, said(control->withdrawn, "withdrawn"), LOOK_PLAIN);
  sheet_text(sheet, replacements_of(exchange, declared), LOOK_ID);
  sheet_text(sheet, said(!declared->counted, "no"), LOOK_PLAIN);
  sheet_text(sheet, said(!declared->part, "no"), LOOK_PLAIN);
  sheet_text(sheet, said(declared->exhaustive != group, group ? "no" : "yes"), LOOK_PLAIN);
  sheet_text(sheet, said(declared->selectable, "yes"), LOOK_PLAIN);
  for (uint32_t i = 0; i < framework->declared->attributes.n; i++) {
    sheet_text(sheet, words_in(exchange, declared, framework->declared->attributes.v[i].name), LOOK_ID);
  }
}

void review_write_framework(struct sink *sink, struct exchange *exchange) {
  struct workbook workbook;
  open_workbook(&workbook, exchange);
  struct sheet *sheet = add_controls(&workbook, exchange->framework->declared);
  for (uint32_t i = 0; i < exchange->framework->count; i++) {
    const struct decl_control *declared = exchange_declared(exchange->framework, i);
    if (declared != NULL) { /* what only a mapping names is not the framework's */
      put_control(sheet, exchange, i, declared);
    }
  }
  about_framework(&workbook, exchange->framework->declared);
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
  sheet_text(sheet, str_from(vocabulary_token(&vocabulary_method, map->method)), LOOK_PLAIN);
  sheet_text(sheet, said(several, "yes"), LOOK_PLAIN);
  sheet_text(sheet, str_or_empty(map->remarks), LOOK_PLAIN);
  if (exchange->declared == NULL) {
    sheet_text(sheet, str_or_empty(map->mapping), LOOK_PLAIN);
  }
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
  if (exchange->declared == NULL) {
    sheet_text(sheet, none, LOOK_PLAIN);
  }
}

static void about_mapping_itself(struct sheet *sheet, const struct decl_mapping *declared) {
  put_line(sheet, "Publisher", declared->publisher, STR(""));
  put_line(sheet, "Published", declared->published, STR(""));
  put_line(sheet, "Version", declared->version, STR(""));
  put_word(sheet, "Method", &vocabulary_method, declared->method);
  put_word(sheet, "Rationale", &vocabulary_rationale, declared->rationale);
  put_word(sheet, "Status", &vocabulary_status, declared->status);
  put_word(sheet, "Authority", &vocabulary_authority, declared->authority);
  put_word(sheet, "Style", &vocabulary_style, declared->style);
  put_line(sheet, "Overlap", said(declared->overlap == OVERLAP_PROPER, "proper"), STR(""));
  put_line(sheet, "Examined",
           declared->examined == EXAMINED_NONE ? STR("")
                                               : str_from(vocabulary_token(&vocabulary_examined, declared->examined)),
           STR(""));
  put_line(sheet, "Chain", said(!declared->chain, "no"), STR(""));
  put_line(sheet, "Via", declared->via, STR(""));
  for (uint32_t i = 0; i < declared->provenances.n; i++) {
    put_line(sheet, "Provenance", declared->provenances.v[i].text, declared->provenances.v[i].href);
  }
}

static void about_mapping(struct workbook *workbook, const struct exchange *exchange) {
  struct sheet *sheet = add_about(workbook, "Mapping", exchange->id);
  put_line(sheet, "Source", exchange->source.declared->id, STR(""));
  put_line(sheet, "Target", exchange->target.declared->id, STR(""));
  if (exchange->declared != NULL) {
    put_line(sheet, "Title", exchange->declared->title, STR(""));
    about_mapping_itself(sheet, exchange->declared);
  } else {
    put_line(sheet, "Title", exchange->title, STR(""));
  }
  end_about(sheet);
}

void review_write_mapping(struct sink *sink, struct exchange *exchange) {
  struct workbook workbook;
  open_workbook(&workbook, exchange);
  uint32_t columns = exchange->declared != NULL ? MAPPING_COLUMNS - 1 : MAPPING_COLUMNS;
  struct sheet *sheet = workbook_add_table(&workbook, "Mapping", mapping_headings, columns);
  for (uint32_t i = 0; i < exchange->maps.n; i++) {
    put_map(sheet, exchange, &exchange->maps.v[i]);
  }
  for (uint32_t i = 0; i < exchange->gaps.n; i++) {
    put_gap(sheet, exchange, &exchange->gaps.v[i]);
  }
  about_mapping(&workbook, exchange);
  if (exchange->declared == NULL) {
    exchange_lose_mapping(exchange, "");
  }
  workbook_write(&workbook, sink);
}
