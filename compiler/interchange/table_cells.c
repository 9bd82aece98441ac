/* Cells of a table that was understood: ids that are numbers or dates, frameworks at its ends, columns that are left. */
#include "interchange/blanks.h"
#include "interchange/frameworks.h"
#include "interchange/relations.h"
#include "interchange/table.h"
#include "interchange/words.h"

static bool refuse_cell(struct session *session, const struct value *value, const char *what) {
  session_say(session, F_IMPORT_CELL, value, "%s; the row is left out", what);
  session_lose(session, "row is left out because its id cannot be read",
               "rows are left out because their ids cannot be read", value);
  return false;
}

static void tell_number(struct session *session, const struct cell *cell) {
  struct str text = words_trim(cell->value.text);
  if (cell->shaped) {
    session_note(session, &cell->value, "a number is read as the cell shows it: %.*s", STR_ARG(text));
    return;
  }
  bool point = memchr(text.p, '.', text.n) != NULL;
  session_say(session, F_IMPORT_CELL, &cell->value, "the id is a number, read as %.*s%s%.*s%s", STR_ARG(text),
              point ? "; it may have been " : "", point ? (int)text.n : 0, text.p, point ? "0" : "");
}

bool table_id_cell(struct session *session, const struct table *table, const struct row *row, uint32_t column) {
  (void)table;
  const struct cell *cell = row_cell(row, column);
  if (cell == NULL) {
    return true;
  }
  if (cell->struck && words_trim(cell->value.text).n > 0) {
    session_say(session, F_IMPORT_CELL, &cell->value,
                "the id is struck through, which may mean withdrawn; it is read as it is");
  }
  switch ((enum cell_kind)cell->kind) {
    case CELL_DATE:
      return refuse_cell(session, &cell->value, "the id has become a date and cannot be recovered");
    case CELL_TRUTH:
      return refuse_cell(session, &cell->value, "a truth value stands where an id belongs");
    case CELL_ERROR:
      return refuse_cell(session, &cell->value, "an error of the spreadsheet stands where an id belongs");
    case CELL_NO_VALUE:
      return refuse_cell(session, &cell->value, "a formula without a stored result stands where an id belongs");
    case CELL_NUMBER:
      tell_number(session, cell);
      break;
    case CELL_TEXT:
      break;
  }
  return true;
}

struct value table_id_value(struct session *session, const struct table *table, uint32_t row, uint32_t column) {
  struct value value = row_value(table->sheet, &table->sheet->rows.v[row], column);
  uint32_t at = row;
  while (words_trim(value.text).n == 0 && session->options->fill_down && at > table->first &&
         !row_is_empty(&table->sheet->rows.v[row])) {
    at--;
    value = row_value(table->sheet, &table->sheet->rows.v[at], column);
  }
  return value;
}

/* How many ids of a column are a framework's. */
struct hits {
  uint32_t of;
  uint32_t found;
  uint32_t score; /* higher for those that are written as the framework writes them */
};

static void count_id(struct session *session, struct known *known, struct str id, struct hits *hits) {
  enum known_how how = KNOWN_NOT;
  struct str found = known_find(session, known, id, &how);
  hits->of++;
  hits->found += found.p != NULL ? 1 : 0;
  hits->score += found.p == NULL ? 0 : how == KNOWN_EXACTLY ? 3 : str_eq_caseless(found, id) ? 2 : 1;
}

/* An id, one with blanks, or several between blanks; nothing where it is none of them. */
static void count_piece(struct session *session, struct known *known, struct str piece, struct hits *hits) {
  const struct end end = {.framework = known->id, .known = known};
  if (id_like(piece)) {
    count_id(session, known, piece, hits);
    return;
  }
  enum blanks blanks = blanks_within(piece) ? blanks_read(session, &end, piece) : BLANKS_NO_IDS;
  if (blanks == BLANKS_BELONG) {
    count_id(session, known, piece, hits);
  }
  struct str rest = blanks == BLANKS_PART ? piece : (struct str){.p = NULL};
  for (struct str part = blanks_next(session, &end, &rest); part.p != NULL; part = blanks_next(session, &end, &rest)) {
    count_id(session, known, part, hits);
  }
}

static struct hits count_hits(struct session *session, struct known *known, const struct table *table,
                              uint32_t column) {
  enum { LOOKED_AT = 300, LONGEST = 4096 }; /* longer cells would cost more than they tell */
  struct hits hits = {0};
  for (uint32_t i = table->first; i < table->sheet->rows.n && hits.of < LOOKED_AT; i++) {
    for (struct str rest = row_text(&table->sheet->rows.v[i], column);
         rest.p != NULL && rest.n <= LONGEST && hits.of < LOOKED_AT;) {
      struct str text = words_trim(words_next(&rest, ",;\n\r|"));
      count_piece(session, known, words_trim(words_until(&text, ": ")), &hits);
    }
  }
  return hits;
}

struct str table_framework_of(struct session *session, const struct table *table, uint32_t column) {
  enum { ENOUGH = 80 };
  struct str best = {.p = NULL};
  uint32_t most = 0;
  bool tied = false;
  for (uint32_t i = 0;; i++) {
    struct known *known = atlas_number(session, i);
    if (known == NULL) {
      break;
    }
    struct hits hits = count_hits(session, known, table, column);
    if (hits.found == 0 || hits.found * 100 < hits.of * ENOUGH) {
      continue;
    }
    tied = hits.score == most ? true : hits.score > most ? false : tied;
    if (hits.score > most) {
      most = hits.score;
      best = known->id;
    }
  }
  return tied ? (struct str){.p = NULL} : best;
}

/* A header such as "Source" or "Control ID" names nothing. */
static bool says_no_name(struct session *session, struct str header) {
  static const char *const words[] = {"source",
                                      "target",
                                      "from",
                                      "to",
                                      "id",
                                      "ref",
                                      "control",
                                      "control id",
                                      "reference",
                                      "source id",
                                      "target id",
                                      "maps to",
                                      "mapped to",
                                      "source_id",
                                      "target_id",
                                      "map_source_id_ref_list",
                                      "map_target_id_ref_list",
                                      "fde",
                                      "our control",
                                      "subcategory",
                                      "no",
                                      "number",
                                      "code",
                                      "clause"};
  struct str folded = words_fold(session->arena, header);
  for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
    if (str_is(folded, words[i])) {
      return true;
    }
  }
  return folded.n == 0;
}

/* Whether at least half of the column's ids are the framework's. */
static bool fits(struct session *session, const struct table *table, uint32_t column, struct str framework) {
  struct known *known = atlas_find(session, framework);
  if (known == NULL || known->open) {
    return true;
  }
  struct hits hits = count_hits(session, known, table, column);
  return hits.found * 2 >= hits.of;
}

static struct end framework_at(struct session *session, const struct table *table, uint32_t column, struct str chosen,
                               const char *option) {
  struct value header = table->shape == SHAPE_MATRIX ? value_none() : table->columns[column].header;
  if (chosen.n > 0) {
    return end_of(session, chosen);
  }
  struct str named = header.text.n > 0 ? atlas_name_within(session, header.text) : (struct str){.p = NULL};
  struct str found = table_framework_of(session, table, column);
  if (named.p != NULL && (found.p == NULL || str_eq(found, named) || fits(session, table, column, named))) {
    return end_of(session, named);
  }
  if (found.p != NULL) {
    session_note(session, &header, "the ids of the %s are those of %.*s; --%s ID names another framework", option,
                 STR_ARG(found), option);
    return end_of(session, found);
  }
  struct str own = session->file->framework;
  if (own.p != NULL && strcmp(option, "source") == 0) {
    return end_of(session, own);
  }
  bool unnamed = says_no_name(session, str_or_empty(header.text));
  struct str name = !unnamed ? header.text : strcmp(option, "source") == 0 ? session_stem(session) : STR("target");
  return end_named(session, chosen, name, option, &header);
}

/* compliance-trestle separates ids by blanks, and says so in the column's name. */
static bool is_list(struct session *session, const struct value *header) {
  return words_ends(words_fold(session->arena, str_or_empty(header->text)), "_ref_list");
}

struct end table_end(struct session *session, const struct table *table, uint32_t column, struct str chosen,
                     const char *option) {
  struct end end = framework_at(session, table, column, chosen, option);
  end.column = arena_zalloc(session->arena, sizeof *end.column);
  end.column->listed = is_list(session, &table->columns[column].header);
  names_init(&end.column->forms, session->arena);
  for (uint32_t i = table->first; i < table->sheet->rows.n; i++) {
    forms_add(end.column, str_or_empty(row_text(&table->sheet->rows.v[i], column)));
  }
  return end;
}

void table_tell_unread(struct session *session, const struct table *table) {
  struct buf names;
  buf_init(&names, session->arena);
  uint32_t count = 0;
  const struct value *first = NULL;
  for (uint32_t i = 0; i < table->column_count; i++) {
    const struct column *column = &table->columns[i];
    struct str text = words_trim(column->header.text);
    if (column->role == ROLE_NONE && text.n > 0) {
      buf_printf(&names, "%s\"%.*s\"", count > 0 ? ", " : "", STR_ARG(text));
      first = count == 0 ? &column->header : first;
      count++;
    }
  }
  if (count > 0) {
    session->result->lost = true;
    struct finding *finding = session_say(session, F_IMPORT_LOST, first, "%u column%s not read: %.*s", (unsigned)count,
                                          count == 1 ? " is" : "s are", STR_ARG(buf_done(&names)));
    if (table->shape == SHAPE_CONTROLS) {
      finding_note(session->findings, finding, place_none(),
                   "--attr COLUMN=NAME keeps one as an attribute of the controls");
    }
  }
}

void table_tell(struct session *session, const struct table *table) {
  static const char *const shapes[] = {"no table", "controls", "pairs", "matrix", "assessment"};
  struct buf line;
  buf_init(&line, session->arena);
  if (table->sheet->name.n > 0) {
    buf_printf(&line, "sheet '%.*s': ", STR_ARG(table->sheet->name));
  }
  buf_printf(&line, "%s", shapes[table->shape]);
  const char *between = ": ";
  unsigned shown = 0;
  for (uint32_t i = 0; i < table->column_count && table->shape != SHAPE_NONE; i++) {
    const struct column *column = &table->columns[i];
    if (column->role == ROLE_NONE || column->role == ROLE_IGNORED || (table->shape == SHAPE_MATRIX && shown++ > 3)) {
      continue;
    }
    char letters[4] = {0};
    unsigned n = 0;
    for (uint32_t left = i + 1; left > 0 && n < 3; left = (left - 1) / 26) {
      memmove(letters + 1, letters, n++);
      letters[0] = (char)('A' + (left - 1) % 26);
    }
    buf_printf(&line, "%s%s = %s \"%.*s\"", between, role_names[column->role], letters,
               STR_ARG(words_title(session->arena, words_trim(str_or_empty(column->header.text)))));
    between = ", ";
  }
  session_understand(session, "%.*s", STR_ARG(buf_done(&line)));
}

struct native_mapping *table_mapping(struct session *session, const struct table *table, const struct end *source,
                                     const struct end *target) {
  struct native_mapping *mapping = native_mapping_new(session->arena, source->framework, target->framework);
  if (session->options->id.n > 0) {
    mapping->id = session->options->id;
  }
  mapping->title = session->options->title;
  const char *slash = strrchr(session->file->input->name, '/');
  struct buf text;
  buf_init(&text, session->arena);
  buf_printf(&text, "Imported from %s", slash != NULL ? slash + 1 : session->file->input->name);
  if (table != NULL && table->sheet->name.n > 0) {
    buf_printf(&text, ", sheet %.*s", STR_ARG(table->sheet->name));
  }
  struct decl_provenance provenance = {.text = buf_done(&text)};
  vec_push(session->arena, &mapping->provenances, provenance);
  return mapping;
}
