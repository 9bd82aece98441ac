/* Columns of ids, by what their cells hold: the ends of a mapping that no header names. */
#include "interchange/relations.h"
#include "interchange/table_parts.h"
#include "interchange/words.h"

/* Whether a cell's text is one or more ids, with a digit in each. */
static bool holds_ids(struct str text) {
  bool any = false;
  for (struct str rest = text; rest.p != NULL;) {
    struct str piece = words_trim(words_next(&rest, ",;\n\r|"));
    while (words_ends(piece, "*")) {
      piece = words_to(piece, piece.n - 1);
    }
    uint32_t number = 0;
    bool id = id_like(piece) && words_has_digit(piece) && words_date(piece).p == NULL && !words_number(piece, &number);
    if (piece.n > 0 && !id) {
      return false;
    }
    any = any || piece.n > 0;
  }
  return any;
}

/* "A 5.1 Policies" and "A.5.15 to A.5.18" begin with an id, which may have a blank behind its letters. */
static bool begins_with_id(struct session *session, struct str text) {
  struct str id = {.p = NULL};
  struct str rest = text;
  for (unsigned words = 0; words < 2 && rest.p != NULL && !words_has_digit(str_or_empty(id)); words++) {
    struct str word = words_next(&rest, " ,;\n\t|");
    uint32_t blank = words_find(word, "\xC2\xA0");
    struct str first = blank == UINT32_MAX ? word : words_to(word, blank);
    id = words_join(session->arena, id, "", words_trim(first));
    id = blank == UINT32_MAX ? id : words_join(session->arena, id, "", words_trim(words_from(word, blank)));
  }
  return id.p != NULL && holds_ids(id);
}

bool table_column_holds_ids(struct session *session, const struct table *table, uint32_t column) {
  enum { ENOUGH = 60, LOOKED_AT = 2000 };
  uint32_t filled = 0;
  uint32_t ids = 0;
  for (uint32_t i = table->first; i < table->sheet->rows.n && filled < LOOKED_AT; i++) {
    struct str text = row_text(&table->sheet->rows.v[i], column);
    if (text.p == NULL || words_say_nothing(text) || relation_is_gap(session, text) ||
        relation_is_not_applicable(session, text)) {
      continue;
    }
    filled++;
    ids += holds_ids(text) || begins_with_id(session, text) ? 1 : 0;
  }
  return ids > 0 && ids * 100 >= filled * ENOUGH;
}

/* A column of ids that nothing in its header calls so: only ids of a framework that is known, and not the source's, or a
 * relation beside them, make it a column of targets. */
static bool may_be_target(struct session *session, const struct table *table, uint32_t column) {
  if (table_has(table, ROLE_TARGET) && table_has(table, ROLE_BASIS)) {
    return false; /* our own table: the names of mappings look like ids */
  }
  if (table_has(table, ROLE_RELATION) && !table_has(table, ROLE_TARGET)) {
    return true;
  }
  if (atlas_name_within(session, table->columns[column].header.text).p != NULL) {
    return true;
  }
  uint32_t source = table_column(table, table_has(table, ROLE_SOURCE) ? ROLE_SOURCE : ROLE_ID);
  struct str theirs = table_framework_of(session, table, column);
  struct str ours = source != NO_INDEX ? table_framework_of(session, table, source) : (struct str){.p = NULL};
  return theirs.p != NULL && !str_eq(theirs, str_or_empty(ours));
}

void table_find_ends(struct session *session, struct table *table) {
  if (table_has(table, ROLE_SOURCE) && !table_has(table, ROLE_TARGET) && table_has(table, ROLE_ID)) {
    table->columns[table_column(table, ROLE_ID)].role = ROLE_TARGET;
  }
  for (uint32_t i = 0; i < table->column_count; i++) {
    struct column *column = &table->columns[i];
    if (column->role != ROLE_NONE || words_trim(column->header.text).n == 0 ||
        !table_column_holds_ids(session, table, i)) {
      continue;
    }
    if (!table_has(table, ROLE_ID) && !table_has(table, ROLE_SOURCE)) {
      column->role = ROLE_ID;
    } else if (may_be_target(session, table, i)) {
      column->role = ROLE_TARGET;
    }
  }
  if (table_has(table, ROLE_TARGET) && !table_has(table, ROLE_SOURCE) && table_has(table, ROLE_ID)) {
    table->columns[table_column(table, ROLE_ID)].role = ROLE_SOURCE;
  }
  if (table_has(table, ROLE_SOURCE) && table_has(table, ROLE_TARGET) && table_has(table, ROLE_TITLE) &&
      !table_has(table, ROLE_SOURCE_TITLE)) {
    table->columns[table_column(table, ROLE_TITLE)].role = ROLE_SOURCE_TITLE;
  }
}
