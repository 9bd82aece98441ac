/* The frameworks at the ends of a table: chosen, named by a header, or known by the ids of a column. */
#include "interchange/about_document.h"
#include "interchange/blanks.h"
#include "interchange/frameworks.h"
#include "interchange/oscal.h"
#include "interchange/table_parts.h"
#include "interchange/words.h"

/* How many ids of a column are a framework's. */
struct hits {
  uint32_t of;
  uint32_t found;
  uint32_t telling; /* of those found: with a letter in them, and not as short as everybody's */
  uint32_t score;   /* higher for those that are written as the framework writes them */
};

enum { TELLING = 4 }; /* bytes: "A.5.1" and "CC1.1", not "P1" or "A.1" */

static void count_id(struct session *session, struct known *known, struct str id, struct hits *hits) {
  enum known_how how = KNOWN_NOT;
  struct str found = known_find(session, known, id, &how);
  hits->of++;
  hits->found += found.p != NULL ? 1 : 0;
  hits->telling += found.p != NULL && found.n >= TELLING && words_has_letter(found) ? 1 : 0;
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
  const char *separators = table_is_own(session, table) ? ",;\n\r|+" : ",;\n\r|";
  struct hits hits = {0};
  for (uint32_t i = table->first; i < table->sheet->rows.n && hits.of < LOOKED_AT; i++) {
    for (struct str rest = row_text(&table->sheet->rows.v[i], column);
         rest.p != NULL && rest.n <= LONGEST && hits.of < LOOKED_AT;) {
      struct str text = words_trim(words_next(&rest, separators));
      count_piece(session, known, words_trim(words_until(&text, ": ")), &hits);
    }
  }
  return hits;
}

/* Everybody numbers chapters 1.1 and 1.2, and policies P-1 and A2: such ids are a bundled framework's only where it is
 * named. */
static bool could_be_anybodys(struct session *session, const struct known *known, struct str header,
                              const struct hits *hits) {
  return known->bundled && hits->telling * 2 < hits->found &&
         !known_is_named_in(session, known, str_or_empty(header)) &&
         !known_is_named_in(session, known, session_stem(session));
}

/* Of the user's own frameworks, or of those that are bundled, of which one id that is only nearly written so is too little.
 * True if any fits; absent if several do equally well. */
static bool best_framework(struct session *session, const struct table *table, uint32_t column, bool bundled,
                           struct str *best) {
  enum { ENOUGH = 80, LEAST_SCORE = 3 };
  uint32_t most = 0;
  *best = (struct str){.p = NULL};
  struct known *known = NULL;
  for (uint32_t i = 0; (known = atlas_number(session, i)) != NULL; i++) {
    if (known->bundled != bundled) {
      continue;
    }
    struct hits hits = count_hits(session, known, table, column);
    bool few = hits.found == 0 || hits.found * 100 < hits.of * ENOUGH || (bundled && hits.score < LEAST_SCORE);
    struct str header = table->columns != NULL ? table->columns[column].header.text : (struct str){.p = NULL};
    if (few || could_be_anybodys(session, known, header, &hits)) {
      continue;
    }
    if (hits.score >= most) {
      *best = hits.score > most ? known->id : (struct str){.p = NULL};
      most = hits.score;
    }
  }
  return most > 0;
}

struct str table_framework_of(struct session *session, const struct table *table, uint32_t column) {
  struct str best;
  if (!best_framework(session, table, column, false, &best)) {
    best_framework(session, table, column, true, &best);
  }
  return best;
}

/* A header such as "Source", "Control ID" or "Nr." names nothing. */
static bool says_no_name(struct session *session, struct str header) {
  static const char *const words[] = {"mapping", "mappings"};
  uint32_t series = 0;
  struct str folded = words_fold(session->arena, header);
  return folded.n == 0 || STR_IS_ONE_OF(folded, words) || header_role(session, header, &series) != ROLE_NONE;
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

/* compliance-trestle names the catalog of each end in a column of its own, the same in every row; absent elsewhere, and
 * where several are named. */
static struct value resource_of(struct session *session, const struct table *table, const char *option) {
  const char *name = strcmp(option, "source") == 0 ? "source_resource" : "target_resource";
  struct value value = value_none();
  for (uint32_t i = 0; i < table->column_count && table->columns[i].header.text.p != NULL; i++) {
    if (!str_is(words_fold(session->arena, table->columns[i].header.text), name)) {
      continue;
    }
    for (uint32_t r = table->first; r < table->sheet->rows.n; r++) {
      const struct row *row = &table->sheet->rows.v[r];
      struct str text = row_text(row, i);
      if (value.text.p != NULL && text.n > 0 && !str_eq(text, value.text)) {
        struct value other = row_value(table->sheet, row, i);
        struct finding *finding = session_say(
            session, F_IMPORT_CELL, &other,
            "this %s is of another catalog than those above, and is read as of one framework with them", option);
        finding_note(session->findings, finding, place_none(), "a table for each catalog keeps them apart");
        return value_none();
      }
      value = value.text.p == NULL && text.n > 0 ? row_value(table->sheet, row, i) : value;
    }
  }
  return value;
}

/* The value beside a label above the header, such as "Focal Document:"; absent if there is none. */
static struct value labelled(struct session *session, const struct table *table, const char *label) {
  for (uint32_t i = 0; i < table->header && i < HEADER_ROWS; i++) {
    const struct row *row = &table->sheet->rows.v[i];
    for (uint32_t c = 0; c + 1 < row->count; c++) {
      if (str_is(words_fold(session->arena, str_or_empty(row->cells[c].value.text)), label)) {
        return row->cells[c + 1].value;
      }
    }
  }
  return value_none();
}

/* What the sheet says beside its table of the framework at an end, and the name in it. */
static struct value said_of_end(struct session *session, const struct table *table, const char *option,
                                struct str *name) {
  struct value said = resource_of(session, table, option);
  *name = oscal_name(words_trim(str_or_empty(said.text)));
  if (name->n == 0) {
    said = labelled(session, table, strcmp(option, "source") == 0 ? "focal document" : "reference document");
    *name = words_trim(str_or_empty(said.text));
  }
  return said;
}

static struct end framework_at(struct session *session, const struct table *table, uint32_t column, struct str chosen,
                               const char *option) {
  struct value header = table->shape == SHAPE_MATRIX ? value_none() : table->columns[column].header;
  if (chosen.n == 0) { /* a workbook for review says it */
    chosen = str_or_empty(about_end(session, option));
  }
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
  struct str name;
  struct value said = said_of_end(session, table, option, &name);
  if (name.n > 0) {
    struct str within = atlas_name_within(session, name);
    return end_named(session, within.p != NULL ? within : chosen, name, option, &said);
  }
  struct str own = session->file->framework;
  if (own.p != NULL && strcmp(option, "source") == 0) {
    session_note(
        session, &header,
        "nothing says which framework the source is; the last one of this file is taken, %.*s; --source ID names "
        "another",
        STR_ARG(own));
    return end_of(session, own);
  }
  bool unnamed = says_no_name(session, str_or_empty(header.text));
  name = !unnamed ? header.text : strcmp(option, "source") == 0 ? session_stem(session) : STR("target");
  return end_named(session, chosen, name, option, &header);
}

struct str table_head(struct str text) {
  text = words_trim(text);
  struct str rest = text;
  struct str first = words_next(&rest, " \n\t:");
  return id_like(text) || !id_like(first) ? text : first;
}

struct str table_framework_across(struct session *session, const struct table *table) {
  enum { ENOUGH = 80 };
  struct str best = {.p = NULL};
  uint32_t most = 0;
  struct known *known = NULL;
  for (uint32_t k = 0; (known = atlas_number(session, k)) != NULL; k++) {
    struct hits hits = {0};
    for (uint32_t i = 0; i < table->column_count; i++) {
      if (table->columns[i].role == ROLE_TARGET) {
        count_id(session, known, str_or_empty(table_head(table->columns[i].header.text)), &hits);
      }
    }
    bool few = hits.found == 0 || hits.found * 100 < hits.of * ENOUGH;
    if (few || could_be_anybodys(session, known, table->sheet->name, &hits) || hits.found < most) {
      continue;
    }
    best = hits.found > most ? known->id : (struct str){.p = NULL};
    most = hits.found;
  }
  return best;
}

/* compliance-trestle separates ids by blanks, and says so in the column's name. */
static bool is_list(struct session *session, const struct value *header) {
  return words_ends(words_fold(session->arena, str_or_empty(header->text)), "_ref_list");
}

bool table_is_own(const struct session *session, const struct table *table) {
  return session->file->own || (table_has(table, ROLE_TARGET) && table_has(table, ROLE_BASIS));
}

static bool is_exact(struct session *session, struct known *known, struct str id) {
  enum known_how how = KNOWN_NOT;
  return known_find(session, known, id, &how).p != NULL && how == KNOWN_EXACTLY;
}

/* Bare numbers of a column: those that are only clauses, and only controls of Annex A. */
struct bare {
  uint32_t clauses;
  uint32_t controls;
};

static void count_bare(struct session *session, struct known *known, struct str piece, struct bare *bare) {
  enum { LONGEST = 16 };
  bool number = piece.n > 0 && piece.n <= LONGEST;
  for (uint32_t i = 0; i < piece.n && number; i++) {
    number = piece.p[i] == '.' || (piece.p[i] >= '0' && piece.p[i] <= '9');
  }
  if (number) {
    bool clause = is_exact(session, known, piece);
    bool control = is_exact(session, known, words_join(session->arena, STR("A"), ".", piece));
    bare->clauses += clause && !control ? 1 : 0;
    bare->controls += control && !clause ? 1 : 0;
  }
}

static bool may_be_annex(struct session *session, struct known *known) {
  return known != NULL && is_exact(session, known, STR("5.1")) && is_exact(session, known, STR("A.5.1"));
}

static enum annex annex_of_bare(struct session *session, const struct bare *bare, const struct value *header) {
  if (bare->controls > 0 && bare->clauses == 0) {
    session_note(session, header,
                 "ids without a letter are read as those of Annex A, since some of them are no clauses");
  }
  return bare->controls == 0 ? ANNEX_NO : bare->clauses > 0 ? ANNEX_UNCLEAR : ANNEX_MEANT;
}

/* Many write 5.15 for A.5.15: then 5.1 of the same column is A.5.1, and no clause. */
static enum annex annex_of(struct session *session, const struct table *table, uint32_t column, struct known *known) {
  static const char *const names[] = {"annex a", "annexe a", "anhang a"};
  if (!may_be_annex(session, known)) {
    return ANNEX_NO;
  }
  struct str header = words_fold(session->arena, str_or_empty(table->columns[column].header.text));
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    if (words_find(header, names[i]) != UINT32_MAX) {
      return ANNEX_MEANT;
    }
  }
  struct bare bare = {0};
  for (uint32_t i = table->first; i < table->sheet->rows.n; i++) {
    for (struct str rest = row_text(&table->sheet->rows.v[i], column); rest.p != NULL;) {
      count_bare(session, known, words_trim(words_next(&rest, ",;\n\r|")), &bare);
    }
  }
  return annex_of_bare(session, &bare, &table->columns[column].header);
}

enum annex table_annex_across(struct session *session, const struct table *table, struct known *known) {
  struct bare bare = {0};
  const struct value *first = NULL;
  for (uint32_t i = 0; i < table->column_count && may_be_annex(session, known); i++) {
    if (table->columns[i].role == ROLE_TARGET) {
      first = first != NULL ? first : &table->columns[i].header;
      count_bare(session, known, str_or_empty(table_head(table->columns[i].header.text)), &bare);
    }
  }
  return annex_of_bare(session, &bare, first);
}

struct end table_end(struct session *session, const struct table *table, uint32_t column, struct str chosen,
                     const char *option) {
  struct end end = framework_at(session, table, column, chosen, option);
  end.annex = annex_of(session, table, column, end.known);
  end.column = arena_zalloc(session->arena, sizeof *end.column);
  end.column->listed = is_list(session, &table->columns[column].header);
  end.sums = table_is_own(session, table);
  names_init(&end.column->forms, session->arena);
  for (uint32_t i = table->first; i < table->sheet->rows.n; i++) {
    forms_add(end.column, str_or_empty(row_text(&table->sheet->rows.v[i], column)));
  }
  return end;
}
