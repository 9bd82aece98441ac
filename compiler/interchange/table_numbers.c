/* Ids that a workbook stores as numbers: 5.10 is then 5.1. */
#include "base/names.h"
#include "interchange/table.h"
#include "interchange/words.h"

/* All that a column holds, to look for what it lacks. */
static struct names ids_of(struct session *session, const struct table *table, uint32_t column) {
  struct names ids;
  names_init(&ids, session->arena);
  for (uint32_t i = table->first; i < table->sheet->rows.n; i++) {
    struct str text = row_text(&table->sheet->rows.v[i], column);
    if (text.p != NULL) {
      names_intern_kept(&ids, text);
    }
  }
  return ids;
}

static bool has_id(struct session *session, const struct names *ids, struct str begin, unsigned number,
                   struct str *found) {
  struct buf id;
  buf_init(&id, session->arena);
  buf_printf(&id, "%.*s%u", STR_ARG(begin), number);
  *found = buf_done(&id);
  return names_find(ids, *found) != NO_NAME;
}

/* Whether the column has any of the ids from one number to another; `found` is the first. */
static bool has_any(struct session *session, const struct names *ids, struct str begin, unsigned first, unsigned last,
                    struct str *found) {
  for (unsigned number = first; number <= last; number++) {
    if (has_id(session, ids, begin, number, found)) {
      return true;
    }
  }
  return false;
}

/* "5.1" as "5." and 1. False: the cell holds no number of one place. */
static bool may_have_lost_zero(const struct cell *cell, struct str *begin, unsigned *digit) {
  struct str text = cell != NULL ? words_trim(cell->value.text) : (struct str){.p = NULL};
  bool number = text.n > 2 && cell->kind == CELL_NUMBER && !cell->shaped && !cell->percent && !cell->borrowed;
  if (!number || text.p[text.n - 2] != '.' || text.p[text.n - 1] == '0') {
    return false;
  }
  *begin = words_to(text, text.n - 1);
  *digit = (unsigned)(text.p[text.n - 1] - '0');
  return true;
}

void table_tell_missing(struct session *session, const struct table *table, uint32_t column) {
  struct names ids = {.arena = NULL};
  struct names told;
  names_init(&told, session->arena);
  for (uint32_t i = table->first; i < table->sheet->rows.n; i++) {
    const struct cell *cell = row_cell(&table->sheet->rows.v[i], column);
    struct str begin;
    struct str lost;
    struct str next;
    unsigned digit = 0;
    if (!may_have_lost_zero(cell, &begin, &digit)) {
      continue;
    }
    ids = ids.arena != NULL ? ids : ids_of(session, table, column);
    bool missing = !has_id(session, &ids, begin, digit * 10, &lost) &&
                   has_any(session, &ids, begin, digit * 10 + 1, digit * 10 + 9, &next) &&
                   has_any(session, &ids, begin, 2, 9, &(struct str){.p = NULL});
    uint32_t before = told.names.n;
    if (missing && names_intern_kept(&told, lost) == before) {
      session_say(session, F_IMPORT_CELL, &cell->value,
                  "%.*s is missing, though %.*s is there: a number loses the zero at its end, and this may be what is "
                  "left of it",
                  STR_ARG(lost), STR_ARG(next));
    }
  }
}
