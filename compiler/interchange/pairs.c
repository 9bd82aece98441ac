/* Tables of pairs, one or more ids in each cell, with a relation or without. */
#include "interchange/relations.h"
#include "interchange/table.h"
#include "interchange/words.h"

/* One column of targets, and the mapping that it gives. */
struct side {
  uint32_t column;
  uint32_t title; /* the column of titles beside it, or NO_INDEX */
  struct end end;
  struct native_mapping *mapping;
};

struct pairs {
  struct session *session;
  const struct table *table;
  struct end source;
  uint32_t source_column;
  struct names numbers;   /* sources that are numbers of a workbook, in order */
  VEC(struct str) titles; /* by number in them: the title of the first row */
  bool percents;          /* the confidence column holds percents */
  bool related;           /* there is a column of relations */
};

/* What a row says beside its ids. */
struct said {
  enum relation_kind kind;
  enum relation relation;
  struct str remarks;
  uint8_t strength;
  uint8_t confidence;
  uint8_t rationale;
  uint8_t method;
  bool counted;     /* no target of the row says anything, and that is told */
  bool sources_cut; /* an id of the cell could not be read and is left out */
  bool targets_cut;
  struct str qualifier; /* "(partially)", behind an id */
};

static struct str number_part(struct str text, bool *percent) {
  text = words_trim(text);
  *percent = words_ends(text, "%");
  return *percent ? words_trim(words_to(text, text.n - 1)) : text;
}

/* A column with any number above 1 is in percent. */
static bool holds_percents(const struct pairs *pairs) {
  uint32_t column = table_column(pairs->table, ROLE_CONFIDENCE);
  for (uint32_t i = pairs->table->first; i < pairs->table->sheet->rows.n && column != NO_INDEX; i++) {
    bool percent = false;
    uint64_t millionths = 0;
    struct str text = number_part(str_or_empty(row_text(&pairs->table->sheet->rows.v[i], column)), &percent);
    if (words_decimal(text, &millionths) && (percent || millionths > 1000000)) {
      return true;
    }
  }
  return false;
}

static void add_remark(const struct pairs *pairs, struct said *said, const char *what, struct str text) {
  struct str named = *what != '\0' ? words_join(pairs->session->arena, str_from(what), ": ", text) : text;
  said->remarks = words_join(pairs->session->arena, said->remarks, "; ", named);
}

static void read_confidence(const struct pairs *pairs, const struct row *row, struct said *said) {
  struct value value = table_value(pairs->table, row, ROLE_CONFIDENCE);
  bool percent = false;
  uint64_t millionths = 0;
  if (words_say_nothing(value.text) || relation_is_not_applicable(pairs->session, value.text)) {
    return;
  }
  struct str text = number_part(value.text, &percent);
  if (!words_decimal(text, &millionths)) {
    session_count(pairs->session, "confidence is a word and is kept in the remarks",
                  "confidences are words and are kept in the remarks", &value, (struct str){.p = NULL});
    add_remark(pairs, said, "confidence", words_trim(value.text));
    return;
  }
  bool fraction = !percent && millionths <= 1000000 &&
                  (!pairs->percents || memchr(text.p, '.', text.n) != NULL || memchr(text.p, ',', text.n) != NULL);
  if (fraction && pairs->percents) {
    session_say(pairs->session, F_IMPORT_CELL, &value, "a fraction in a column of percentages is read as %u %%",
                (unsigned)(millionths / 10000));
  }
  bool rounded = false;
  said->confidence = confidence_of(fraction ? millionths : millionths / 100, &rounded);
  if (said->confidence == UNSTATED_NUMBER) {
    session_lose(pairs->session, "confidence is above 100 % and is left out",
                 "confidences are above 100 % and are left out", &value);
  } else if (rounded) {
    session_count(pairs->session, "confidence was rounded to a whole percentage",
                  "confidences were rounded to whole percentages", &value, (struct str){.p = NULL});
  }
}

/* `pair`: the row names both ends, so that there is something that an unknown word can be kept with. */
static void read_relation(const struct pairs *pairs, const struct row *row, bool pair, struct said *said) {
  struct value value = table_value(pairs->table, row, ROLE_RELATION);
  said->kind = RELATION_KNOWN;
  said->relation = REL_RELATED;
  if (!pairs->related) {
    return;
  }
  said->kind = relation_read(pairs->session, str_or_empty(value.text), &said->relation);
  if (said->kind == RELATION_UNKNOWN && !pair) {
    session_say(pairs->session, F_IMPORT_CELL, &value,
                "\"%.*s\" is no relation that is known, and the row names no pair that it could be kept with",
                STR_ARG(words_trim(value.text)));
    session_lose(pairs->session, "word that is no relation stands in a row without a pair and is left out",
                 "words that are no relations stand in rows without pairs and are left out", &value);
  } else if (said->kind == RELATION_UNKNOWN) {
    session_odd_word(pairs->session, &value, relation_unknown, true);
    add_remark(pairs, said, "", words_trim(value.text));
  } else if (relation_is_qualified(pairs->session, str_or_empty(value.text))) {
    session_count(pairs->session, "relation says that the part is small or large, which is kept in the remarks",
                  "relations say that the parts are small or large, which is kept in the remarks", &value,
                  (struct str){.p = NULL});
    add_remark(pairs, said, "", words_trim(value.text));
  }
}

static void read_rationale(const struct pairs *pairs, const struct row *row, struct said *said) {
  struct value value = table_value(pairs->table, row, ROLE_RATIONALE);
  said->rationale = (uint8_t)rationale_read(str_or_empty(value.text));
  if (said->rationale == RATIONALE_UNSTATED && !words_say_nothing(str_or_empty(value.text))) {
    session_count(pairs->session, "rationale is a sentence and is kept in the remarks",
                  "rationales are sentences and are kept in the remarks", &value, (struct str){.p = NULL});
    add_remark(pairs, said, "", words_trim(value.text));
  }
}

/* Of a workbook for review. */
static void read_method(const struct pairs *pairs, const struct row *row, struct said *said) {
  struct value value = table_value(pairs->table, row, ROLE_METHOD);
  struct str word = words_fold(pairs->session->arena, str_or_empty(value.text));
  int found = vocabulary_find(&vocabulary_method, word);
  said->method = found > 0 ? (uint8_t)found : (uint8_t)METHOD_UNSTATED;
  if (found < 0 && !words_say_nothing(word)) {
    session_say(pairs->session, F_IMPORT_CELL, &value,
                "\"%.*s\" is no method (human, automated, mixed); it is left out", STR_ARG(words_trim(value.text)));
    session_lose(pairs->session, "method is none that is known and is left out",
                 "methods are none that are known and are left out", &value);
  }
}

static struct said read_row(const struct pairs *pairs, const struct row *row, bool pair) {
  struct said said = {.strength = UNSTATED_NUMBER, .confidence = UNSTATED_NUMBER};
  read_relation(pairs, row, pair, &said);
  struct value strength = table_value(pairs->table, row, ROLE_STRENGTH);
  said.strength = strength_read(pairs->session, &strength, said.relation);
  read_confidence(pairs, row, &said);
  read_rationale(pairs, row, &said);
  read_method(pairs, row, &said);
  struct str remarks = table_text(pairs->table, row, ROLE_REMARKS);
  if (remarks.n > 0) {
    add_remark(pairs, &said, "", remarks);
  }
  return said;
}

/* Whether several ids in a cell mean their union: only where pairs would say more than the cell does. */
static bool means_union(const struct pairs *pairs, const struct row *row, enum relation relation, bool sources) {
  if (table_is_own(pairs->session, pairs->table)) {
    return true; /* a row for each fact */
  }
  if (str_eq_caseless(str_or_empty(table_text(pairs->table, row, ROLE_UNION)), STR("yes"))) {
    return true;
  }
  if (pairs->session->options->cells != CELLS_AUTOMATIC) {
    return pairs->session->options->cells == CELLS_UNION;
  }
  return relation == REL_EQUAL || relation == REL_EQUIVALENT || relation == REL_SUBSET ||
         (relation == REL_SUPERSET && sources);
}

/* Whether the ids that could be read would say more alone than all ids of their cells do together: what equals two controls
 * together need not equal either of them. */
static bool says_too_much(const struct pairs *pairs, const struct row *row, const struct said *said) {
  enum relation relation = said->relation;
  bool targets = said->targets_cut && means_union(pairs, row, relation, false) && relation != REL_SUPERSET;
  bool sources = said->sources_cut && means_union(pairs, row, relation, true) && relation != REL_SUBSET;
  return (targets || sources) && relation != REL_NONE;
}

/* What the mapping says of all of its maps, none says again. */
static void add_fact(const struct native_mapping *mapping, const struct said *said, struct native_map *map) {
  map->strength = said->strength;
  map->confidence = said->confidence;
  map->rationale = said->rationale != mapping->rationale ? said->rationale : RATIONALE_UNSTATED;
  map->method = said->method != mapping->method ? said->method : METHOD_UNSTATED;
  map->remarks = said->remarks;
}

static void add_maps(const struct pairs *pairs, const struct row *row, const struct side *side, const ref_list *sources,
                     const ref_list *targets, const struct said *said) {
  struct arena *arena = pairs->session->arena;
  bool several = sources->n > 1 || targets->n > 1;
  struct value value = row_value(pairs->table->sheet, row, targets->n > 1 ? side->column : pairs->source_column);
  if (several && means_union(pairs, row, said->relation, sources->n > 1)) {
    if (pairs->session->options->cells == CELLS_AUTOMATIC && !table_is_own(pairs->session, pairs->table)) {
      session_count(
          pairs->session,
          "cell with several ids is read as their union, since as pairs it would say more; --cells=pairs for pairs",
          "cells with several ids are read as their union, since as pairs they would say more; --cells=pairs "
          "for pairs",
          &value, (struct str){.p = NULL});
    }
    add_fact(side->mapping, said,
             native_union_add(arena, side->mapping, sources->v, sources->n, said->relation, targets->v, targets->n));
    return;
  }
  for (uint32_t s = 0; s < sources->n; s++) {
    for (uint32_t t = 0; t < targets->n; t++) {
      add_fact(side->mapping, said, native_map_add(arena, side->mapping, sources->v[s], said->relation, targets->v[t]));
    }
  }
}

/* What has no counterpart for a part of an id may have one for the rest. */
static void add_no_counterparts(const struct pairs *pairs, struct native_mapping *mapping, const ref_list *refs,
                                bool of_target, const struct said *said, const struct value *value) {
  if (said->qualifier.n > 0) {
    session_lose(pairs->session,
                 "row says that a part of an id has no counterpart, which says nothing of the whole, and is left out",
                 "rows say that parts of ids have no counterpart, which says nothing of the wholes, and are left out",
                 value);
    return;
  }
  for (uint32_t i = 0; i < refs->n; i++) {
    struct decl_no_counterpart none = {.id = refs->v[i].id, .remarks = said->remarks, .of_target = of_target};
    vec_push(pairs->session->arena, &mapping->no_counterparts, none);
  }
}

/* A workbook for review shows the title that the framework has, which is none that the author saw; where he saw another, it
 * shows that. */
static struct str seen_title(const struct pairs *pairs, const struct end *end, struct str id, struct str title) {
  bool review = pairs->session->file->about == ABOUT_MAPPING && end->known != NULL;
  bool known = review && names_find(&end->known->ids, id) != NO_NAME;
  return known && str_eq(known_control(end->known, id)->title, title) ? (struct str){.p = NULL} : title;
}

/* The titles of several ids stand, in a workbook for review, in a line each. */
static void give_titles(const struct pairs *pairs, const struct end *end, ref_list *refs, struct str title) {
  if (refs->n == 1 && title.n > 0) {
    refs->v[0].title = seen_title(pairs, end, refs->v[0].id, title);
    return;
  }
  uint32_t lines = 0;
  for (struct str rest = title; rest.p != NULL; lines++) {
    words_next(&rest, "\n");
  }
  struct str rest = title;
  for (uint32_t i = 0; pairs->session->file->about == ABOUT_MAPPING && lines == refs->n && i < lines; i++) {
    refs->v[i].title = seen_title(pairs, end, refs->v[i].id, words_trim(words_next(&rest, "\n")));
  }
}

/* "#N/A" is an error of the spreadsheet, and no "n/a" of the author's. */
static bool says_nothing(struct session *session, struct str text) {
  if (words_starts(words_trim(text), "#")) {
    return false;
  }
  return words_say_nothing(text) || relation_is_not_applicable(session, text) || relation_is_open(session, text);
}

/* Whether none of the row's targets says anything; `value` becomes the first that is not blank. */
static bool names_no_target(const struct pairs *pairs, const struct row *row, const struct side *sides, uint32_t count,
                            struct value *value) {
  for (uint32_t i = 0; i < count; i++) {
    struct value target = row_value(pairs->table->sheet, row, sides[i].column);
    const struct cell *cell = row_cell(row, sides[i].column);
    bool formula = cell != NULL && cell->kind == CELL_NO_VALUE;
    if (formula || !says_nothing(pairs->session, target.text)) {
      return false;
    }
    *value = i == 0 || words_trim(value->text).n == 0 ? target : *value;
  }
  return true;
}

/* A row whose target is blank, a dash, "n/a" or "none". True: there is nothing more to read in it. */
static bool read_without_target(const struct pairs *pairs, const struct side *side, const ref_list *sources,
                                const struct value *target, const struct said *said) {
  struct session *session = pairs->session;
  bool gap = said->kind == RELATION_NO_COUNTERPART || relation_is_gap(session, str_or_empty(target->text));
  bool nothing = says_nothing(session, target->text);
  if (gap && (nothing || relation_is_gap(session, target->text))) {
    add_no_counterparts(pairs, side->mapping, sources, false, said, target);
    return true;
  }
  if (nothing && !said->counted && !words_say_nothing(target->text)) {
    session_count(session, "cell says n/a or leaves open what its target is, and gives nothing",
                  "cells say n/a or leave open what their targets are, and give nothing", target,
                  (struct str){.p = NULL});
  }
  return nothing;
}

/* A table that this program wrote holds more than facts: what it derived, and what has no counterpart. */
static bool is_declared(const struct pairs *pairs, const struct row *row, const struct side *side,
                        const ref_list *sources, const struct said *said) {
  struct value basis = table_value(pairs->table, row, ROLE_BASIS);
  struct str word = words_fold(pairs->session->arena, str_or_empty(basis.text));
  if (word.n == 0 || str_is(word, "declared")) {
    return true;
  }
  if (str_is(word, "excluded")) {
    add_no_counterparts(pairs, side->mapping, sources, false, said, &basis);
  } else {
    session_lose(pairs->session, "row is derived, not declared, and is left out",
                 "rows are derived, not declared, and are left out", &basis);
  }
  return false;
}

/* What is said of an id "partially" is not said of all of it. False: then nothing is said of it at all. */
static bool weaken_qualified(const struct pairs *pairs, struct said *said, const struct value *target) {
  enum relation relation = said->relation;
  bool weak =
      relation == REL_RELATED || relation == REL_INTERSECTS || relation == REL_SUPPORTS || relation == REL_SUPPORTED_BY;
  if (said->qualifier.n == 0 || weak) {
    return true;
  }
  if (relation == REL_NONE) {
    session_lose(pairs->session,
                 "row says that a part of an id has no relation, which says nothing of the whole, and is left out",
                 "rows say that parts of ids have no relation, which says nothing of the wholes, and are left out",
                 target);
    return false;
  }
  const char *word = vocabulary_relation.tokens[relation];
  session_say(pairs->session, F_IMPORT_CELL, target, "%s of an id that is restricted by \"%.*s\" is read as related-to",
              word, STR_ARG(said->qualifier));
  add_remark(pairs, said, "", str_from(word));
  said->relation = REL_RELATED;
  return true;
}

/* What a merged cell holds may have been meant of its first row alone. */
static void tell_merged(const struct pairs *pairs, const struct cell *cell) {
  if (cell != NULL && cell->borrowed && words_trim(cell->value.text).n > 0) {
    session_count(pairs->session, "row takes its target from a cell that is merged with those above",
                  "rows take their targets from cells that are merged with those above", &cell->value,
                  (struct str){.p = NULL});
  }
}

static void read_pair(const struct pairs *pairs, const struct row *row, const struct side *side,
                      const ref_list *sources, struct said said) {
  struct value target = row_value(pairs->table->sheet, row, side->column);
  if (pairs->session->file->own && (said.kind == RELATION_NOTHING || said.kind == RELATION_DENIED)) {
    session_count(pairs->session, "row has no relation and is not decided yet",
                  "rows have no relation and are not decided yet", &target, (struct str){.p = NULL});
    return;
  }
  if (!is_declared(pairs, row, side, sources, &said)) {
    return;
  }
  const struct cell *cell = row_cell(row, side->column);
  tell_merged(pairs, cell);
  bool formula = cell != NULL && cell->kind == CELL_NO_VALUE;
  if (!formula && read_without_target(pairs, side, sources, &target, &said)) {
    return;
  }
  ref_list targets = {0};
  struct beside beside;
  if (!table_id_cell(pairs->session, &side->end, row, side->column)) {
    return;
  }
  struct end end = side->end;
  said.targets_cut = !ids_in_cell(pairs->session, &end, &target, &targets, &beside);
  beside_tell_kept(pairs->session, &beside, &target);
  give_titles(pairs, &side->end, &targets,
              side->title != NO_INDEX ? row_text(row, side->title) : (struct str){.p = NULL});
  if (targets.n == 0) {
    return;
  }
  if (said.kind == RELATION_NO_COUNTERPART || said.kind == RELATION_DENIED) {
    session_lose(pairs->session, "row denies that its pair is related, or leaves it open, and is left out",
                 "rows deny that their pairs are related, or leave it open, and are left out", &target);
    return;
  }
  if (said.kind == RELATION_NOTHING) {
    session_count(pairs->session, "pair has no relation and is read as related-to",
                  "pairs have no relation and are read as related-to", &target, (struct str){.p = NULL});
  }
  if (says_too_much(pairs, row, &said)) {
    session_lose(
        pairs->session, "row is left out because one of its ids cannot be read, and the others alone would say more",
        "rows are left out because one of their ids cannot be read, and the others alone would say more", &target);
    return;
  }
  if (beside.remark.n > 0) {
    add_remark(pairs, &said, "", beside.remark);
  }
  said.qualifier = beside.qualifier.n > 0 ? beside.qualifier : said.qualifier;
  if (weaken_qualified(pairs, &said, &target)) {
    add_maps(pairs, row, side, sources, &targets, &said);
  }
}

/* No source, and a target that is said to have no counterpart. */
static bool read_without_source(const struct pairs *pairs, const struct row *row, const struct side *side) {
  struct said said = {.kind = RELATION_NOTHING};
  struct value target = row_value(pairs->table->sheet, row, side->column);
  if (pairs->related) {
    read_relation(pairs, row, false, &said);
  }
  if (said.kind != RELATION_NO_COUNTERPART || words_say_nothing(target.text)) {
    return false;
  }
  ref_list targets = {0};
  struct beside beside;
  struct end end = side->end;
  ids_in_cell(pairs->session, &end, &target, &targets, &beside);
  beside_tell_kept(pairs->session, &beside, &target);
  said.remarks = words_join(pairs->session->arena, table_text(pairs->table, row, ROLE_REMARKS), "; ", beside.remark);
  said.qualifier = beside.qualifier;
  add_no_counterparts(pairs, side->mapping, &targets, true, &said, &target);
  return true;
}

/* 5.10 is stored as 5.1: where 5.1 has two titles, one of its rows was likely another control. */
static void compare_titles(struct pairs *pairs, const struct row *row, const struct native_ref *source) {
  const struct cell *cell = row_cell(row, pairs->source_column);
  if (cell == NULL || cell->kind != CELL_NUMBER || cell->shaped || source->title.n == 0) {
    return;
  }
  uint32_t before = pairs->numbers.names.n;
  uint32_t number = names_intern_kept(&pairs->numbers, source->id);
  if (number == before) {
    vec_push(pairs->session->arena, &pairs->titles, source->title);
  } else if (!str_eq(pairs->titles.v[number], source->title)) {
    session_say(pairs->session, F_IMPORT_CELL, &cell->value,
                "%.*s is \"%.*s\" here and \"%.*s\" in a row above: as a number it may have lost a zero at its end",
                STR_ARG(source->id), STR_ARG(words_title(pairs->session->arena, source->title)),
                STR_ARG(words_title(pairs->session->arena, pairs->titles.v[number])));
  }
}

static void read_pairs_row(struct pairs *pairs, uint32_t index, const struct side *sides, uint32_t side_count) {
  struct session *session = pairs->session;
  const struct row *row = &pairs->table->sheet->rows.v[index];
  struct value source = table_id_value(session, pairs->table, index, pairs->source_column);
  if (row_is_empty(row) || table_row_is_shifted(session, pairs->table, row)) {
    return;
  }
  if (words_say_nothing(source.text) || relation_is_gap(session, source.text)) {
    if (!read_without_source(pairs, row, &sides[0])) {
      session_lose(session, "row has no source id and is left out", "rows have no source id and are left out", &source);
    }
    return;
  }
  ref_list sources = {0};
  struct beside beside;
  if (!table_id_cell(session, &pairs->source, row, pairs->source_column)) {
    return;
  }
  bool whole = ids_in_cell(session, &pairs->source, &source, &sources, &beside);
  beside_tell_kept(session, &beside, &source);
  if (sources.n == 0) {
    session_lose(session, "row is left out because its source is no id",
                 "rows are left out because their sources are no ids", &source);
    return;
  }
  give_titles(pairs, &pairs->source, &sources, table_text(pairs->table, row, ROLE_SOURCE_TITLE));
  compare_titles(pairs, row, &sources.v[0]);
  struct value nothing = value_none();
  bool empty = names_no_target(pairs, row, sides, side_count, &nothing);
  struct said said = read_row(pairs, row, !empty);
  said.sources_cut = !whole;
  said.qualifier = beside.qualifier;
  if (beside.remark.n > 0) {
    add_remark(pairs, &said, "", beside.remark);
  }
  if (empty && said.kind != RELATION_NO_COUNTERPART && !table_is_own(session, pairs->table)) {
    session_count(session, "row names no target, which says nothing and gives nothing",
                  "rows name no target, which says nothing and gives nothing", &nothing, (struct str){.p = NULL});
    said.counted = true;
  }
  for (uint32_t i = 0; i < side_count; i++) {
    read_pair(pairs, row, &sides[i], &sources, said);
  }
}

/* "27002:2022-5.9": the framework in front of each id. The name is returned, absent if the column is not so. */
static struct str prefix_of(struct session *session, const struct table *table, uint32_t column) {
  enum { SHORTEST = 4, LONGEST = 100 };
  for (uint32_t i = table->first; i < table->sheet->rows.n; i++) {
    struct str text = row_text(&table->sheet->rows.v[i], column);
    if (text.p == NULL || words_say_nothing(text)) {
      continue;
    }
    for (uint32_t at = text.n < LONGEST ? text.n : LONGEST; at-- > SHORTEST;) {
      bool separates = text.p[at] == '-' || text.p[at] == ' ';
      if (separates && atlas_name(session, words_to(text, at)).p != NULL) {
        return words_to(text, at + 1);
      }
    }
    return (struct str){.p = NULL};
  }
  return (struct str){.p = NULL};
}

/* Takes the prefix off every cell of the column: the cells are the table's own. */
static void take_prefix_off(const struct table *table, uint32_t column, struct str prefix) {
  for (uint32_t i = table->first; i < table->sheet->rows.n; i++) {
    struct cell *cell = (struct cell *)(uintptr_t)row_cell(&table->sheet->rows.v[i], column);
    struct str text = cell != NULL ? words_trim(cell->value.text) : (struct str){.p = NULL};
    if (text.n > prefix.n && memcmp(text.p, prefix.p, prefix.n) == 0) {
      cell->value.text = words_from(text, prefix.n);
      cell->value.spot.column += cell->value.spot.sheet == NO_SHEET ? prefix.n : 0;
    }
  }
}

static struct side side_of(struct pairs *pairs, uint32_t column) {
  struct session *session = pairs->session;
  const struct table *table = pairs->table;
  struct side side = {.column = column, .title = NO_INDEX};
  for (uint32_t i = 0; i < table->column_count; i++) {
    if (table->columns[i].role == ROLE_TARGET_TITLE && table->columns[i].series == table->columns[column].series) {
      side.title = i;
    }
  }
  struct str prefix = prefix_of(session, table, column);
  struct str named = session->options->target;
  if (prefix.p != NULL) {
    named = named.n > 0 ? named : atlas_name(session, words_to(prefix, prefix.n - 1));
    take_prefix_off(table, column, prefix);
  }
  side.end = table_end(session, table, column, named, "target");
  return side;
}

/* Columns of one series, and columns of one framework, share a mapping. */
static struct native_mapping *mapping_for(const struct pairs *pairs, const struct side *sides, uint32_t count,
                                          const struct side *side) {
  for (uint32_t i = 0; i < count; i++) {
    if (str_eq(sides[i].end.framework, side->end.framework)) {
      return sides[i].mapping;
    }
  }
  struct native_mapping *mapping = table_mapping(pairs->session, pairs->table, &pairs->source, &side->end);
  if (!pairs->related) {
    mapping->style = STYLE_CROSSWALK;
  }
  if (pairs->session->file->own) { /* decisions of whoever filled the sheet in */
    mapping->authority = AUTHORITY_ORGANISATION;
    mapping->method = METHOD_HUMAN;
  }
  return mapping;
}

void pairs_import(struct session *session, const struct table *table) {
  struct pairs pairs = {.session = session,
                        .table = table,
                        .source_column = table_column(table, ROLE_SOURCE),
                        .related = table_column(table, ROLE_RELATION) != NO_INDEX};
  struct str source = session->options->source;
  pairs.source = table_end(session, table, pairs.source_column, source, "source");
  pairs.percents = table_is_own(session, table) || holds_percents(&pairs);
  names_init(&pairs.numbers, session->arena);
  struct side *sides = arena_zalloc(session->arena, ((size_t)table->column_count + 1) * sizeof *sides);
  uint32_t count = 0;
  for (uint32_t i = 0; i < table->column_count; i++) {
    bool repeated = table->columns[i].series > 1 && count > 0;
    if (table->columns[i].role == ROLE_TARGET) {
      struct side side = side_of(&pairs, i);
      side.end = repeated ? sides[0].end : side.end;
      side.mapping = mapping_for(&pairs, sides, count, &side);
      sides[count++] = side;
    }
  }
  for (uint32_t i = table->first; i < table->sheet->rows.n; i++) {
    read_pairs_row(&pairs, i, sides, count);
  }
  table_tell_missing(session, table, pairs.source_column);
  for (uint32_t i = 0; i < count; i++) {
    table_tell_missing(session, table, sides[i].column);
  }
  for (uint32_t i = 0; i < count; i++) {
    bool first = true;
    for (uint32_t before = 0; before < i; before++) {
      first = first && sides[before].mapping != sides[i].mapping;
    }
    if (first && sides[i].mapping->maps.n + sides[i].mapping->no_counterparts.n > 0) {
      session_add(session, DOCUMENT_MAPPING, sides[i].mapping);
    }
  }
  table_tell_unread(session, table);
}
