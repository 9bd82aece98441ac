/* Where the header of a sheet is, and where the rows below it begin. */
#include "interchange/table_parts.h"

#include "interchange/words.h"

/* How many cells of the row are known words; names of frameworks count where `names` says so. */
static unsigned known_words(struct session *session, const struct row *row, bool names) {
  unsigned count = 0;
  for (uint32_t i = 0; i < row->count; i++) {
    uint32_t series = 0;
    struct str text = words_trim(row->cells[i].value.text);
    bool known = text.n > 0 && text.n < 80 && !row->cells[i].borrowed &&
                 (header_role(session, text, &series) != ROLE_NONE || (names && atlas_has_name_in(session, text)));
    count += known ? 1 : 0;
  }
  return count;
}

/* Whether the row has cells that are merged across columns, as those that group the columns below them. */
static bool spreads(const struct row *row) {
  for (uint32_t i = 0; i < row->count; i++) {
    if (row->cells[i].wide) {
      return true;
    }
  }
  return false;
}

/* Whether the row has a blank cell, where the one below it has none, behind its first: it groups columns, too. */
static bool leaves_blanks(const struct row *row, const struct row *below) {
  bool begun = false;
  for (uint32_t i = 0; i < below->count; i++) {
    bool here = row_text(row, below->cells[i].column).p != NULL;
    if (begun && !here && words_trim(below->cells[i].value.text).n > 0) {
      return true;
    }
    begun = begun || here;
  }
  return false;
}

/* Whether the row below is rather the header: it has words where this one has none, or more of them below cells that group
 * columns, among them frameworks that the columns are of. */
static bool is_below(struct session *session, const struct row *row, const struct row *below) {
  unsigned here = known_words(session, row, false);
  unsigned next = known_words(session, below, false);
  bool more = (spreads(row) && next > here) ||
              (leaves_blanks(row, below) && known_words(session, below, true) > known_words(session, row, true));
  return next >= 2 && (here < 2 || more);
}

static uint32_t find_header(struct session *session, const struct sheet *sheet) {
  for (uint32_t i = 0; i < sheet->rows.n && i < HEADER_ROWS; i++) {
    const struct row *row = &sheet->rows.v[i];
    if (known_words(session, row, true) >= 2) {
      bool below = i + 1 < sheet->rows.n && is_below(session, row, &sheet->rows.v[i + 1]);
      return below ? i + 1 : i;
    }
  }
  return NO_INDEX;
}

/* The row that has all the columns' names, where they are no letters. */
static uint32_t header_with(struct session *session, const struct sheet *sheet, struct str name) {
  struct str wanted = words_fold(session->arena, name);
  for (uint32_t i = 0; i < sheet->rows.n && i < HEADER_ROWS; i++) {
    for (uint32_t c = 0; c < sheet->rows.v[i].count; c++) {
      if (str_eq(words_fold(session->arena, str_or_empty(sheet->rows.v[i].cells[c].value.text)), wanted)) {
        return i;
      }
    }
  }
  return NO_INDEX;
}

static uint32_t wanted_header(struct session *session, const struct sheet *sheet) {
  for (struct str rest = session->options->columns; rest.p != NULL && rest.n > 0;) {
    struct str name = words_next(&rest, ",");
    words_until(&name, "=");
    uint32_t header = name.p != NULL ? header_with(session, sheet, words_trim(name)) : NO_INDEX;
    if (header != NO_INDEX) {
      return header;
    }
  }
  return find_header(session, sheet);
}

/* compliance-trestle explains every column in the row below the header, and marks the header with $. */
static void skip_explanations(struct table *table) {
  const struct row *header = &table->sheet->rows.v[table->header];
  bool marked = header->count > 0 && words_starts(words_trim(header->cells[0].value.text), "$");
  if (marked && table->first < table->sheet->rows.n) {
    table->first++;
  }
}

/* A header of several rows: cells that are merged with it go down into the next ones. */
static void skip_header_rows(struct table *table) {
  uint32_t number = table->sheet->rows.v[table->header].number;
  for (; table->first < table->sheet->rows.n; table->first++) {
    const struct row *row = &table->sheet->rows.v[table->first];
    bool goes_on = false;
    for (uint32_t i = 0; i < row->count; i++) {
      goes_on = goes_on || (row->cells[i].borrowed && row->cells[i].from <= number);
    }
    if (!goes_on) {
      break;
    }
  }
}

bool table_find_header(struct session *session, struct table *table) {
  table->header = wanted_header(session, table->sheet);
  if (table->header == NO_INDEX && session->options->columns.n > 0 && table->sheet->rows.n > 0) {
    table->header = 0;
  }
  if (table->header == NO_INDEX) {
    return false;
  }
  table->first = table->header + 1;
  skip_explanations(table);
  skip_header_rows(table);
  return true;
}
