/* Sheets such as "Unmapped CIS Controls": what a table of pairs in the same workbook has no counterpart for. */
#include "interchange/relations.h"
#include "interchange/table_parts.h"
#include "interchange/words.h"

bool unmapped_is(struct session *session, const struct sheet *sheet) {
  struct str folded = words_fold(session->arena, sheet->name);
  return words_find(folded, "unmapped") != UINT32_MAX || words_find(folded, "not mapped") != UINT32_MAX;
}

/* The only mapping among the documents from `first` on, or NULL. */
static struct native_mapping *only_mapping(const struct session *session, uint32_t first) {
  struct native_mapping *only = NULL;
  for (uint32_t i = first; i < session->result->documents.n; i++) {
    const struct native_document *document = &session->result->documents.v[i];
    if (document->kind == DOCUMENT_MAPPING) {
      if (only != NULL) {
        return NULL;
      }
      only = document->as.mapping;
    }
  }
  return only;
}

static bool is_id(struct str text) {
  text = words_trim(text);
  return id_like(text) && words_has_digit(text);
}

/* Begins the table at the first id of the column. The framework that the heading above it names is returned, or absent. */
static struct str skip_heading(struct session *session, struct table *table, uint32_t column) {
  struct str named = {.p = NULL};
  table->first = 0;
  for (; table->first < table->sheet->rows.n; table->first++) {
    struct str text = str_or_empty(row_text(&table->sheet->rows.v[table->first], column));
    if (is_id(text)) {
      break;
    }
    named = text.n > 0 ? atlas_name_within(session, text) : named;
  }
  return named;
}

/* Which end the ids of the column are of: 0 source, 1 target, -1 neither is borne out. The name of the sheet tells, or the
 * heading of the column, or a framework that knows the ids; a framework that nobody knows has what the other has not. */
static int side_of(struct session *session, struct table *table, uint32_t column,
                   const struct native_mapping *mapping) {
  struct str headed = str_or_empty(skip_heading(session, table, column));
  struct str named = str_or_empty(atlas_name_within(session, table->sheet->name));
  struct str found = str_or_empty(table_framework_of(session, table, column));
  const struct str told[] = {named, headed, found};
  for (unsigned i = 0; i < sizeof told / sizeof *told; i++) {
    if (told[i].n > 0 && (str_eq(told[i], mapping->source) || str_eq(told[i], mapping->target))) {
      return str_eq(told[i], mapping->target) ? 1 : 0;
    }
  }
  bool source = atlas_find(session, mapping->source) != NULL;
  bool target = atlas_find(session, mapping->target) != NULL;
  return named.n > 0 || headed.n > 0 || found.n > 0 || source == target ? -1 : source ? 1 : 0;
}

static void collect_mapped(const struct native_mapping *mapping, bool of_target, struct names *ids) {
  for (uint32_t i = 0; i < mapping->maps.n; i++) {
    const struct native_map *map = &mapping->maps.v[i];
    const struct native_ref *refs = of_target ? map->targets : map->sources;
    uint32_t count = of_target ? map->target_count : map->source_count;
    for (uint32_t r = 0; r < count && map->relation != REL_NONE; r++) {
      names_intern_kept(ids, refs[r].id);
    }
  }
}

static void add_ids(struct session *session, const struct table *table, uint32_t column, struct native_mapping *mapping,
                    bool of_target) {
  struct end end = end_of(session, of_target ? mapping->target : mapping->source);
  struct names ids;
  names_init(&ids, session->arena);
  collect_mapped(mapping, of_target, &ids);
  uint32_t before = mapping->no_counterparts.n;
  for (uint32_t i = 0; i < table->sheet->rows.n; i++) {
    const struct row *row = &table->sheet->rows.v[i];
    struct value value = row_value(table->sheet, row, column);
    struct str text = words_trim(value.text);
    struct str rest = text;
    if (!is_id(text) && is_id(words_next(&rest, " ,;\n"))) {
      session_lose(session, "row has more than an id, and is left out", "rows have more than an id, and are left out",
                   &value);
    }
    if (!is_id(text) || !table_id_cell(session, &end, row, column)) {
      continue; /* a heading, a title, or nothing */
    }
    struct decl_no_counterpart none = {.id = id_at(session, &end, &value, text), .of_target = of_target};
    uint32_t known = ids.names.n;
    if (none.id.p == NULL) {
      session_lose(session, "row has no id that can be read and is left out",
                   "rows have no ids that can be read and are left out", &value);
    } else if (names_intern_kept(&ids, none.id) == known) {
      vec_push(session->arena, &mapping->no_counterparts, none);
    } else {
      session_lose(session, "row lists what another row maps or lists already, and is left out",
                   "rows list what other rows map or list already, and are left out", &value);
    }
  }
  session_note(session, NULL, "sheet '%.*s' is read as %u control%s of %.*s without a counterpart",
               STR_ARG(table->sheet->name), (unsigned)(mapping->no_counterparts.n - before),
               mapping->no_counterparts.n - before == 1 ? "" : "s", STR_ARG(end.framework));
}

void unmapped_import(struct session *session, const struct sheet *sheet, uint32_t first) {
  struct table table = {.sheet = sheet, .header = NO_INDEX, .column_count = sheet->columns};
  table.columns = arena_zalloc(session->arena, ((size_t)sheet->columns + 1) * sizeof *table.columns);
  struct native_mapping *mapping = only_mapping(session, first);
  for (uint32_t column = 0; mapping != NULL && column < sheet->columns; column++) {
    int side = table_column_holds_ids(session, &table, column) ? side_of(session, &table, column, mapping) : -1;
    if (side >= 0) {
      add_ids(session, &table, column, mapping, side == 1);
      return;
    }
  }
  session->result->lost = true;
  session_say(session, F_IMPORT_LOST, NULL,
              "sheet '%.*s' lists what is not mapped, but not of which framework of which mapping; it is not read",
              STR_ARG(sheet->name));
}
