/* Tables of marks: ids down the side, ids across the top. */
#include "interchange/relations.h"
#include "interchange/table.h"
#include "interchange/words.h"

static const char mark_unknown[] = "is no plain mark; it is kept in the remarks of related-to";

enum mark { MARK_NOTHING, MARK_PLAIN, MARK_OTHER };

static enum mark read_mark(struct session *session, struct str text) {
  static const char *const plain[] = {"x",           "1", "y", "yes", "\xE2\x9C\x93", "\xE2\x9C\x94", "\xE2\x97\x8F",
                                      "\xE2\x80\xA2"};
  struct str folded = words_fold(session->arena, text);
  bool none = words_say_nothing(folded) || relation_is_not_applicable(session, folded) ||
              relation_is_open(session, folded) || relation_is_gap(session, folded) ||
              relation_is_denial(session, folded);
  if (none) {
    return MARK_NOTHING;
  }
  return STR_IS_ONE_OF(folded, plain) ? MARK_PLAIN : MARK_OTHER;
}

/* The framework of the ids across the top. */
static struct end end_across(struct session *session, const struct table *table) {
  if (session->options->target.n > 0) {
    return end_of(session, session->options->target);
  }
  struct str best = table_framework_across(session, table);
  if (best.p != NULL) {
    session_note(session, NULL, "the ids across the top are those of %.*s; --target ID names another framework",
                 STR_ARG(best));
    return end_of(session, best);
  }
  struct value nowhere = value_none();
  return end_named(session, best, STR(""), "target", &nowhere);
}

struct head {
  struct native_ref ref;
  struct str remark; /* what stands behind it and is no title; or absent */
};

/* What stands behind the id of a heading that a framework knows is judged as in a cell. No id: the column is left out. */
static struct head read_head(struct session *session, const struct value *header, struct end *across) {
  struct str text = words_trim(header->text);
  struct str bare = table_head(text);
  if (bare.n == text.n || across->known == NULL || across->known->open) {
    return (struct head){.ref = {.id = id_at(session, across, header, bare)}};
  }
  ref_list refs = {0};
  struct beside beside;
  ids_in_cell(session, across, header, &refs, &beside);
  if (refs.n != 1) {
    session_lose(session, "column of marks is left out because its heading is no single id",
                 "columns of marks are left out because their headings are no single ids", header);
    return (struct head){.remark = {.p = NULL}};
  }
  beside_tell_kept(session, &beside, header);
  return (struct head){.ref = {.id = refs.v[0].id}, .remark = beside.remark};
}

static struct head *read_heads(struct session *session, const struct table *table, struct end *across) {
  struct head *heads = arena_zalloc(session->arena, ((size_t)table->column_count + 1) * sizeof *heads);
  const struct row *header = &table->sheet->rows.v[table->header];
  for (uint32_t i = 0; i < table->column_count; i++) {
    if (table->columns[i].role == ROLE_TARGET && table_id_cell(session, across, header, i)) {
      heads[i] = read_head(session, &table->columns[i].header, across);
    }
  }
  return heads;
}

static void read_marks(struct session *session, const struct table *table, const struct row *row,
                       const struct native_ref *source, struct str remark, const struct head *heads,
                       struct native_mapping *mapping) {
  for (uint32_t i = 0; i < row->count; i++) {
    const struct cell *cell = &row->cells[i];
    if (cell->column >= table->column_count || heads[cell->column].ref.id.p == NULL) {
      continue;
    }
    enum mark mark = read_mark(session, cell->value.text);
    if (mark == MARK_NOTHING) {
      continue;
    }
    if (cell->borrowed) {
      session_count(session, "mark is that of a cell that is merged with those above",
                    "marks are those of cells that are merged with those above", &cell->value, (struct str){.p = NULL});
    }
    struct native_map *map = native_map_add(session->arena, mapping, *source, REL_RELATED, heads[cell->column].ref);
    map->remarks = words_join(session->arena, remark, "; ", heads[cell->column].remark);
    if (mark == MARK_OTHER) {
      map->remarks = words_join(session->arena, words_trim(cell->value.text), "; ", map->remarks);
      session_odd_word(session, &cell->value, mark_unknown, false);
    }
  }
}

static bool has_mark(struct session *session, const struct table *table, const struct row *row) {
  for (uint32_t i = 0; i < row->count; i++) {
    uint32_t column = row->cells[i].column;
    if (column < table->column_count && table->columns[column].role == ROLE_TARGET &&
        read_mark(session, row->cells[i].value.text) != MARK_NOTHING) {
      return true;
    }
  }
  return false;
}

void matrix_import(struct session *session, const struct table *table) {
  uint32_t column = table_column(table, ROLE_SOURCE);
  struct end source = table_end(session, table, column, session->options->source, "source");
  struct end target = end_across(session, table);
  target.annex = table_annex_across(session, table, target.known);
  struct head *heads = read_heads(session, table, &target);
  struct native_mapping *mapping = table_mapping(session, table, &source, &target);
  mapping->style = STYLE_CROSSWALK;
  for (uint32_t i = table->first; i < table->sheet->rows.n; i++) {
    const struct row *row = &table->sheet->rows.v[i];
    struct value value = table_id_value(session, table, i, column);
    if (row_is_empty(row) || table_row_is_shifted(session, table, row)) {
      continue;
    }
    if (!has_mark(session, table, row)) {
      session_count(session, "row has no mark and gives nothing", "rows have no marks and give nothing", &value,
                    (struct str){.p = NULL});
      continue;
    }
    if (words_say_nothing(value.text)) {
      session_lose(session, "row has no source id and is left out", "rows have no source id and are left out", &value);
      continue;
    }
    ref_list sources = {0};
    struct beside beside = {.asides = 0};
    if (table_id_cell(session, &source, row, column)) {
      (void)ids_in_cell(session, &source, &value, &sources, &beside);
      beside_tell_kept(session, &beside, &value);
    }
    if (sources.n == 1) {
      sources.v[0].title = table_text(table, row, ROLE_SOURCE_TITLE);
    }
    for (uint32_t s = 0; s < sources.n; s++) {
      read_marks(session, table, row, &sources.v[s], beside.remark, heads, mapping);
    }
  }
  table_tell_missing(session, table, column);
  table_tell_unread(session, table);
  if (mapping->maps.n > 0) {
    session_add(session, DOCUMENT_MAPPING, mapping);
  }
}
