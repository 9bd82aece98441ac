/* Understanding a sheet: its header, by the words of the trade, and its columns, by what they hold. */
#include "interchange/table.h"

#include "interchange/relations.h"
#include "interchange/words.h"

const char *const role_names[ROLES] = {
    [ROLE_NONE] = "",
    [ROLE_ID] = "id",
    [ROLE_TITLE] = "title",
    [ROLE_STATEMENT] = "statement",
    [ROLE_GUIDANCE] = "guidance",
    [ROLE_PARENT] = "parent",
    [ROLE_GROUP] = "group",
    [ROLE_SOURCE] = "source",
    [ROLE_SOURCE_TITLE] = "source-title",
    [ROLE_TARGET] = "target",
    [ROLE_TARGET_TITLE] = "target-title",
    [ROLE_RELATION] = "relation",
    [ROLE_STRENGTH] = "strength",
    [ROLE_CONFIDENCE] = "confidence",
    [ROLE_RATIONALE] = "rationale",
    [ROLE_REMARKS] = "remarks",
    [ROLE_STATUS] = "status",
    [ROLE_REPLACED_BY] = "replaced-by",
    [ROLE_APPLICABLE] = "applicable",
    [ROLE_OWNER] = "owner",
    [ROLE_JUSTIFICATION] = "justification",
    [ROLE_EVIDENCE] = "evidence",
    [ROLE_EVIDENCE_DATE] = "evidence-date",
    [ROLE_REVIEWED] = "reviewed",
    [ROLE_DUE] = "due",
    [ROLE_HOW] = "how",
    [ROLE_UNION] = "union",
    [ROLE_BASIS] = "basis",
    [ROLE_ATTRIBUTE] = "attribute",
    [ROLE_IGNORED] = "ignored",
};

/* Words of headers, folded; the first match counts. */
static const struct {
  const char *word;
  enum role role;
} header_words[] = {
    {"id", ROLE_ID},
    {"ref", ROLE_ID},
    {"ref_id", ROLE_ID},
    {"ref id", ROLE_ID},
    {"reference", ROLE_ID},
    {"no", ROLE_ID},
    {"no.", ROLE_ID},
    {"number", ROLE_ID},
    {"control", ROLE_ID},
    {"control id", ROLE_ID},
    {"control number", ROLE_ID},
    {"control identifier", ROLE_ID},
    {"clause", ROLE_ID},
    {"requirement id", ROLE_ID},
    {"r\xC3\xA9"
     "f.",
     ROLE_ID},
    {"r\xC3\xA9"
     "f\xC3\xA9rence",
     ROLE_ID},
    {"r\xC3\xA8gle", ROLE_ID},
    {"nr", ROLE_ID},
    {"nr.", ROLE_ID},
    {"kontrolle", ROLE_ID},
    {"code", ROLE_ID},
    {"subcategory", ROLE_ID},
    {"safeguard", ROLE_ID},
    {"cis safeguard", ROLE_ID},
    {"cis sub-control", ROLE_ID},
    {"title", ROLE_TITLE},
    {"name", ROLE_TITLE},
    {"control name", ROLE_TITLE},
    {"control title", ROLE_TITLE},
    {"control/control enhancement", ROLE_TITLE},
    {"control (or control enhancement) name", ROLE_TITLE},
    {"short name", ROLE_TITLE},
    {"intitul\xC3\xA9", ROLE_TITLE},
    {"titel", ROLE_TITLE},
    {"bezeichnung", ROLE_TITLE},
    {"statement", ROLE_STATEMENT},
    {"description", ROLE_STATEMENT},
    {"requirement", ROLE_STATEMENT},
    {"control text", ROLE_STATEMENT},
    {"text", ROLE_STATEMENT},
    {"contenu", ROLE_STATEMENT},
    {"beschreibung", ROLE_STATEMENT},
    {"guidance", ROLE_GUIDANCE},
    {"discussion", ROLE_GUIDANCE},
    {"supplemental guidance", ROLE_GUIDANCE},
    {"implementation guidance", ROLE_GUIDANCE},
    {"notes to implementers", ROLE_GUIDANCE},
    {"annotation", ROLE_GUIDANCE},
    {"parent", ROLE_PARENT},
    {"parent id", ROLE_PARENT},
    {"domain", ROLE_GROUP},
    {"category", ROLE_GROUP},
    {"family", ROLE_GROUP},
    {"function", ROLE_GROUP},
    {"chapter", ROLE_GROUP},
    {"section", ROLE_GROUP},
    {"theme", ROLE_GROUP},
    {"group", ROLE_GROUP},
    {"objectif", ROLE_GROUP},
    {"th\xC3\xA9matique", ROLE_GROUP},
    {"source", ROLE_SOURCE},
    {"source id", ROLE_SOURCE},
    {"source_id", ROLE_SOURCE},
    {"from", ROLE_SOURCE},
    {"focal document element", ROLE_SOURCE},
    {"fde", ROLE_SOURCE},
    {"source_node_id", ROLE_SOURCE},
    {"map_source_id_ref_list", ROLE_SOURCE},
    {"source title", ROLE_SOURCE_TITLE},
    {"source_title", ROLE_SOURCE_TITLE},
    {"fde name", ROLE_SOURCE_TITLE},
    {"target", ROLE_TARGET},
    {"target id", ROLE_TARGET},
    {"target_id", ROLE_TARGET},
    {"to", ROLE_TARGET},
    {"reference document element", ROLE_TARGET},
    {"scf", ROLE_TARGET},
    {"target_node_id", ROLE_TARGET},
    {"map_target_id_ref_list", ROLE_TARGET},
    {"mapped to", ROLE_TARGET},
    {"maps to", ROLE_TARGET},
    {"target title", ROLE_TARGET_TITLE},
    {"target_title", ROLE_TARGET_TITLE},
    {"scf control", ROLE_TARGET_TITLE},
    {"relation", ROLE_RELATION},
    {"relationship", ROLE_RELATION},
    {"relationship type", ROLE_RELATION},
    {"strm relationship", ROLE_RELATION},
    {"mapping type", ROLE_RELATION},
    {"how", ROLE_RELATION},
    {"correspondence", ROLE_RELATION},
    {"correspondance", ROLE_RELATION},
    {"coverage", ROLE_RELATION},
    {"map_relationship", ROLE_RELATION},
    {"strength", ROLE_STRENGTH},
    {"strength of relationship", ROLE_STRENGTH},
    {"strength_of_relationship", ROLE_STRENGTH},
    {"confidence", ROLE_CONFIDENCE},
    {"confidence levels", ROLE_CONFIDENCE},
    {"confidence (%)", ROLE_CONFIDENCE},
    {"confidence %", ROLE_CONFIDENCE},
    {"map_confidence_score", ROLE_CONFIDENCE},
    {"rationale", ROLE_RATIONALE},
    {"strm rationale", ROLE_RATIONALE},
    {"notes", ROLE_REMARKS},
    {"note", ROLE_REMARKS},
    {"comments", ROLE_REMARKS},
    {"comment", ROLE_REMARKS},
    {"remark", ROLE_REMARKS},
    {"remarks", ROLE_REMARKS},
    {"commentaire", ROLE_REMARKS},
    {"observations", ROLE_REMARKS},
    {"explanation", ROLE_REMARKS},
    {"status", ROLE_STATUS},
    {"implementation status", ROLE_STATUS},
    {"compliance_result", ROLE_STATUS},
    {"replaced by", ROLE_REPLACED_BY},
    {"replaced-by", ROLE_REPLACED_BY},
    {"applicable", ROLE_APPLICABLE},
    {"applicable?", ROLE_APPLICABLE},
    {"applicability", ROLE_APPLICABLE},
    {"owner", ROLE_OWNER},
    {"control owner", ROLE_OWNER},
    {"responsible", ROLE_OWNER},
    {"justification", ROLE_JUSTIFICATION},
    {"reason", ROLE_JUSTIFICATION},
    {"exclusion", ROLE_JUSTIFICATION},
    {"evidence", ROLE_EVIDENCE},
    {"evidence date", ROLE_EVIDENCE_DATE},
    {"evidence_date", ROLE_EVIDENCE_DATE},
    {"evidence collected", ROLE_EVIDENCE_DATE},
    {"collected", ROLE_EVIDENCE_DATE},
    {"reviewed", ROLE_REVIEWED},
    {"last reviewed", ROLE_REVIEWED},
    {"review date", ROLE_REVIEWED},
    {"due", ROLE_DUE},
    {"due date", ROLE_DUE},
    {"target date", ROLE_DUE},
    {"implementation", ROLE_HOW},
    {"how implemented", ROLE_HOW},
    {"union", ROLE_UNION},
    {"basis", ROLE_BASIS},
    {"source_resource", ROLE_IGNORED},
    {"target_resource", ROLE_IGNORED},
};

uint32_t table_column(const struct table *table, enum role role) {
  for (uint32_t i = 0; i < table->column_count; i++) {
    if (table->columns[i].role == role) {
      return i;
    }
  }
  return NO_INDEX;
}

struct str table_text(const struct table *table, const struct row *row, enum role role) {
  uint32_t column = table_column(table, role);
  return column != NO_INDEX ? row_text(row, column) : (struct str){.p = NULL};
}

struct value table_value(const struct table *table, const struct row *row, enum role role) {
  uint32_t column = table_column(table, role);
  return column != NO_INDEX ? row_value(table->sheet, row, column) : value_none();
}

/* "reference (2)" is "reference" and 2. */
static struct str without_series(struct str folded, uint32_t *series) {
  *series = 0;
  uint32_t open = folded.n;
  while (open > 0 && folded.p[open - 1] != '(') {
    open--;
  }
  if (open < 2 || folded.p[folded.n - 1] != ')' ||
      !words_number((struct str){.p = folded.p + open, .n = folded.n - open - 1}, series)) {
    return folded;
  }
  return words_trim(words_to(folded, open - 1));
}

/* "source (nist csf 2.0)" is "source": our own workbooks name the framework so. */
static struct str without_brackets(struct str folded) {
  uint32_t open = words_find(folded, " (");
  return open != UINT32_MAX && words_ends(folded, ")") ? words_to(folded, open) : folded;
}

static enum role role_of_word(struct str folded) {
  for (size_t i = 0; i < sizeof header_words / sizeof *header_words; i++) {
    if (str_is(folded, header_words[i].word)) {
      return header_words[i].role;
    }
  }
  return ROLE_NONE;
}

static enum role role_of_series(struct str base) {
  static const char *const ids[] = {"reference", "ref", "id", "control", "number", "clause", "requirement"};
  static const char *const titles[] = {"title", "name"};
  for (unsigned i = 0; i < sizeof ids / sizeof *ids; i++) {
    if (words_ends(base, ids[i])) {
      return ROLE_TARGET;
    }
  }
  for (unsigned i = 0; i < sizeof titles / sizeof *titles; i++) {
    if (words_ends(base, titles[i])) {
      return ROLE_TARGET_TITLE;
    }
  }
  return ROLE_NONE;
}

static enum role role_of_header(struct session *session, struct str text, uint32_t *series) {
  struct str folded = without_series(words_fold(session->arena, text), series);
  if (*series > 0) {
    return role_of_series(folded);
  }
  enum role role = role_of_word(folded);
  return role != ROLE_NONE ? role : role_of_word(without_brackets(folded));
}

/* How many cells of the row are known words; names of frameworks count where `names` says so. */
static unsigned known_words(struct session *session, const struct row *row, bool names) {
  unsigned count = 0;
  for (uint32_t i = 0; i < row->count; i++) {
    uint32_t series = 0;
    struct str text = words_trim(row->cells[i].value.text);
    bool known =
        text.n > 0 && text.n < 80 && !row->cells[i].borrowed &&
        (role_of_header(session, text, &series) != ROLE_NONE || (names && atlas_name_within(session, text).p != NULL));
    count += known ? 1 : 0;
  }
  return count;
}

enum { HEADER_ROWS = 50 };

static uint32_t find_header(struct session *session, const struct sheet *sheet) {
  for (uint32_t i = 0; i < sheet->rows.n && i < HEADER_ROWS; i++) {
    if (known_words(session, &sheet->rows.v[i], true) >= 2) {
      bool named = known_words(session, &sheet->rows.v[i], false) >= 2;
      bool below = !named && i + 1 < sheet->rows.n && known_words(session, &sheet->rows.v[i + 1], false) >= 2;
      return below ? i + 1 : i;
    }
  }
  return NO_INDEX;
}

bool table_holds_ids(struct str text) {
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
  return id.p != NULL && table_holds_ids(id);
}

/* A column of which most cells hold ids. */
static bool holds_ids(struct session *session, const struct table *table, uint32_t column) {
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
    ids += table_holds_ids(text) || begins_with_id(session, text) ? 1 : 0;
  }
  return ids > 0 && ids * 100 >= filled * ENOUGH;
}

static void name_columns(struct session *session, struct table *table) {
  const struct row *row = &table->sheet->rows.v[table->header];
  bool seen[ROLES] = {false};
  for (uint32_t i = 0; i < table->column_count; i++) {
    struct column *column = &table->columns[i];
    column->header = row_value(table->sheet, row, i);
    struct str text = row_text(row, i);
    if (text.p == NULL && table->header > 0) { /* the header has two rows */
      text = row_text(&table->sheet->rows.v[table->header - 1], i);
      column->header =
          text.p != NULL ? row_value(table->sheet, &table->sheet->rows.v[table->header - 1], i) : column->header;
    }
    column->role = text.p != NULL ? role_of_header(session, text, &column->series) : ROLE_NONE;
    bool may_repeat = column->series > 0 || column->role == ROLE_GROUP || column->role == ROLE_IGNORED;
    if (column->role != ROLE_NONE && seen[column->role] && !may_repeat) {
      column->role = ROLE_NONE;
    }
    seen[column->role] = true;
  }
}

/* --attr Baseline=baseline: the column of that name is kept. */
static void take_attributes(struct session *session, struct table *table) {
  for (uint32_t a = 0; a < session->options->attrs.n; a++) {
    struct str wanted = words_fold(session->arena, session->options->attrs.v[a].word);
    for (uint32_t i = 0; i < table->column_count; i++) {
      if (str_eq(words_fold(session->arena, str_or_empty(table->columns[i].header.text)), wanted)) {
        table->columns[i].role = ROLE_ATTRIBUTE;
        table->columns[i].attribute = session->options->attrs.v[a].meaning;
      }
    }
  }
}

/* The number of a column that is named by its letters, or NO_INDEX. */
static uint32_t column_of_letters(struct str text) {
  uint32_t number = 0;
  if (text.n == 0 || text.n > 3) {
    return NO_INDEX;
  }
  for (uint32_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    c = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
    if (c < 'A' || c > 'Z') {
      return NO_INDEX;
    }
    number = number * 26 + (uint32_t)(c - 'A' + 1);
  }
  return number - 1;
}

static int role_named(struct str name) {
  for (int i = 1; i < ROLES; i++) {
    if (str_is(name, role_names[i])) {
      return i;
    }
  }
  return -1;
}

/* The column that a name of --columns means: one of the header's words, else letters. */
static uint32_t column_named(struct session *session, const struct table *table, struct str name) {
  struct str folded = words_fold(session->arena, name);
  for (uint32_t i = 0; i < table->column_count; i++) {
    if (folded.n > 0 && str_eq(words_fold(session->arena, str_or_empty(table->columns[i].header.text)), folded)) {
      return i;
    }
  }
  uint32_t letters = column_of_letters(name);
  return letters < table->column_count ? letters : NO_INDEX;
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

static bool complain_column(struct session *session, struct str pair, const char *what) {
  struct finding *finding = session_say(session, F_IMPORT_COLUMN, NULL, "--columns: \"%.*s\" %s", STR_ARG(pair), what);
  finding_note(session->findings, finding, place_none(),
               "write ROLE=COLUMN, the column by its header or letter; the roles are id, title, statement, guidance, "
               "parent, group, source, target, relation, strength, confidence, rationale, remarks, status, applicable, "
               "owner, justification, evidence, evidence-date, reviewed, due, how");
  session->file->broken = true;
  return false;
}

static bool take_columns(struct session *session, struct table *table) {
  for (struct str rest = session->options->columns; rest.p != NULL && rest.n > 0;) {
    struct str pair = words_next(&rest, ",");
    struct str name = pair;
    struct str role_name = words_trim(words_until(&name, "="));
    int role = role_named(role_name);
    if (name.p == NULL || role < 0) {
      return complain_column(session, pair, "names no role");
    }
    uint32_t column = column_named(session, table, words_trim(name));
    if (column == NO_INDEX) {
      return complain_column(session, pair, "names no column of this table");
    }
    for (uint32_t i = 0; i < table->column_count; i++) {
      bool replaced = table->columns[i].role == (enum role)role && role != ROLE_GROUP && role != ROLE_TARGET;
      table->columns[i].role = replaced ? ROLE_NONE : table->columns[i].role;
    }
    table->columns[column].role = (enum role)role;
  }
  return true;
}

static bool has(const struct table *table, enum role role) {
  return table_column(table, role) != NO_INDEX;
}

/* A column of ids that nothing in its header calls so: only ids of a framework that is known, and not the source's, or a
 * relation beside them, make it a column of targets. */
static bool may_be_target(struct session *session, const struct table *table, uint32_t column) {
  if (has(table, ROLE_TARGET) && has(table, ROLE_BASIS)) {
    return false; /* our own table: the names of mappings look like ids */
  }
  if (has(table, ROLE_RELATION) && !has(table, ROLE_TARGET)) {
    return true;
  }
  if (atlas_name_within(session, table->columns[column].header.text).p != NULL) {
    return true;
  }
  uint32_t source = table_column(table, has(table, ROLE_SOURCE) ? ROLE_SOURCE : ROLE_ID);
  struct str theirs = table_framework_of(session, table, column);
  struct str ours = source != NO_INDEX ? table_framework_of(session, table, source) : (struct str){.p = NULL};
  return theirs.p != NULL && !str_eq(theirs, str_or_empty(ours));
}

/* What no word says: the columns that hold ids. */
static void find_ends(struct session *session, struct table *table) {
  if (has(table, ROLE_SOURCE) && !has(table, ROLE_TARGET) && has(table, ROLE_ID)) {
    table->columns[table_column(table, ROLE_ID)].role = ROLE_TARGET;
  }
  for (uint32_t i = 0; i < table->column_count; i++) {
    struct column *column = &table->columns[i];
    if (column->role != ROLE_NONE || words_trim(column->header.text).n == 0 || !holds_ids(session, table, i)) {
      continue;
    }
    if (!has(table, ROLE_ID) && !has(table, ROLE_SOURCE)) {
      column->role = ROLE_ID;
    } else if (may_be_target(session, table, i)) {
      column->role = ROLE_TARGET;
    }
  }
  if (has(table, ROLE_TARGET) && !has(table, ROLE_SOURCE) && has(table, ROLE_ID)) {
    table->columns[table_column(table, ROLE_ID)].role = ROLE_SOURCE;
  }
  if (has(table, ROLE_SOURCE) && has(table, ROLE_TARGET) && has(table, ROLE_TITLE) && !has(table, ROLE_SOURCE_TITLE)) {
    table->columns[table_column(table, ROLE_TITLE)].role = ROLE_SOURCE_TITLE;
  }
}

/* A word such as "implemented" or "partial" in a column of states. */
static bool has_states(struct session *session, const struct table *table) {
  static const char *const words[] = {"implemented",
                                      "partial",
                                      "planned",
                                      "not implemented",
                                      "not-implemented",
                                      "compliant",
                                      "non_compliant",
                                      "in place",
                                      "partially implemented",
                                      "not_assessed",
                                      "partially_compliant",
                                      "not_applicable",
                                      "in progress",
                                      "done"};
  uint32_t column = table_column(table, ROLE_STATUS);
  for (uint32_t i = table->first; i < table->sheet->rows.n && column != NO_INDEX; i++) {
    struct str text = words_fold(session->arena, str_or_empty(row_text(&table->sheet->rows.v[i], column)));
    for (unsigned w = 0; w < sizeof words / sizeof *words; w++) {
      if (str_is(text, words[w])) {
        return true;
      }
    }
  }
  return false;
}

/* A header with ids in it, none of which is a column of ids: marks stand below them. */
static bool is_matrix(struct session *session, struct table *table) {
  uint32_t ids = 0;
  for (uint32_t i = 0; i < table->column_count; i++) {
    struct str text = words_trim(table->columns[i].header.text);
    ids +=
        table->columns[i].role == ROLE_NONE && id_like(text) && words_has_digit(text) && !holds_ids(session, table, i)
            ? 1
            : 0;
  }
  uint32_t source = table_column(table, ROLE_ID);
  if (ids < 2 || source == NO_INDEX) {
    return false;
  }
  for (uint32_t i = 0; i < table->column_count; i++) {
    struct column *column = &table->columns[i];
    struct str text = words_trim(column->header.text);
    bool target = column->role == ROLE_NONE && id_like(text) && words_has_digit(text);
    column->role = target ? ROLE_TARGET : i == source ? ROLE_SOURCE : ROLE_IGNORED;
  }
  return true;
}

static enum shape shape_of(struct session *session, struct table *table) {
  if (is_matrix(session, table)) {
    return SHAPE_MATRIX;
  }
  if (has(table, ROLE_SOURCE) && has(table, ROLE_TARGET)) {
    return SHAPE_PAIRS;
  }
  if (!has(table, ROLE_ID)) {
    return SHAPE_NONE;
  }
  bool assessed = has(table, ROLE_APPLICABLE) || has(table, ROLE_JUSTIFICATION) || has(table, ROLE_EVIDENCE) ||
                  has_states(session, table);
  if (assessed) {
    return SHAPE_ASSESSMENT;
  }
  return has(table, ROLE_TITLE) || has(table, ROLE_STATEMENT) ? SHAPE_CONTROLS : SHAPE_NONE;
}

/* A row of ids across, and ids down the first column that has any. */
static bool read_matrix(struct session *session, struct table *table) {
  const struct sheet *sheet = table->sheet;
  for (uint32_t i = 0; i < sheet->rows.n && i < HEADER_ROWS; i++) {
    const struct row *row = &sheet->rows.v[i];
    uint32_t ids = 0;
    uint32_t filled = 0;
    uint32_t first = NO_INDEX;
    for (uint32_t c = 0; c < row->count; c++) {
      struct str text = words_trim(row->cells[c].value.text);
      bool id = id_like(text) && words_has_digit(text);
      filled += text.n > 0 ? 1 : 0;
      ids += id ? 1 : 0;
      first = id && first == NO_INDEX ? row->cells[c].column : first;
    }
    if (ids < 2 || ids + 1 < filled || first == NO_INDEX) {
      continue;
    }
    table->header = i;
    table->first = i + 1;
    for (uint32_t c = 0; c < table->column_count; c++) {
      struct column *column = &table->columns[c];
      *column = (struct column){.header = row_value(sheet, row, c)};
      struct str text = row_text(row, c);
      column->role = text.p != NULL && id_like(text) && words_has_digit(text) ? ROLE_TARGET : ROLE_NONE;
    }
    for (uint32_t c = 0; c < first; c++) {
      if (holds_ids(session, table, c)) {
        table->columns[c].role = ROLE_SOURCE;
        table->shape = SHAPE_MATRIX;
        return true;
      }
    }
    session_say(session, F_IMPORT_COLUMN, &table->columns[first].header,
                "ids stand across this row, but no column of ids stands down the side, so the marks cannot be read");
    session->file->broken = true;
    return false;
  }
  return true;
}

static bool read_shape_option(const struct session *session, struct table *table) {
  static const char *const names[] = {"", "controls", "pairs", "matrix", "assessment"};
  for (unsigned i = 1; i < sizeof names / sizeof *names; i++) {
    if (str_is(str_or_empty(session->options->shape), names[i])) {
      table->shape = (enum shape)i;
      return true;
    }
  }
  return false;
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

bool table_read(struct session *session, const struct sheet *sheet, struct table *table) {
  *table = (struct table){.sheet = sheet, .header = NO_INDEX, .column_count = sheet->columns};
  table->columns = arena_zalloc(session->arena, ((size_t)sheet->columns + 1) * sizeof *table->columns);
  table->header = wanted_header(session, sheet);
  if (table->header == NO_INDEX && session->options->columns.n > 0 && sheet->rows.n > 0) {
    table->header = 0;
  }
  if (table->header == NO_INDEX) {
    return read_matrix(session, table);
  }
  table->first = table->header + 1;
  skip_explanations(table);
  skip_header_rows(table);
  name_columns(session, table);
  if (!take_columns(session, table)) {
    return false;
  }
  take_attributes(session, table);
  find_ends(session, table);
  if (!read_shape_option(session, table)) {
    table->shape = shape_of(session, table);
  }
  bool marks = table->shape == SHAPE_MATRIX && table_column(table, ROLE_SOURCE) != NO_INDEX;
  if (marks || (table->shape != SHAPE_MATRIX && table->shape != SHAPE_NONE)) {
    return true;
  }
  table->shape = SHAPE_NONE;
  return read_matrix(session, table);
}
