/* What the columns of a table hold, by their headers and by the options --columns and --attr. */
#include "interchange/table_parts.h"

#include "interchange/words.h"

/* "Control ID" says more plainly that ids stand below it than "Control" does, below which titles may stand. */
static bool is_plain_id(struct session *session, struct str header) {
  static const char *const vague[] = {"control",       "kontrolle",   "safeguard",
                                      "cis safeguard", "subcategory", "r\xC3\xA8gle"};
  return !STR_IS_ONE_OF(words_fold(session->arena, header), vague);
}

/* Of two columns that are called ids the plainer one is, and the other holds the titles where none else does and no ids stand
 * in it. */
static void settle_ids(struct session *session, struct table *table) {
  uint32_t first = table_column(table, ROLE_ID);
  uint32_t vague = NO_INDEX;
  for (uint32_t i = 0; i < table->column_count && first != NO_INDEX; i++) {
    uint32_t series = 0;
    struct str text = words_trim(table->columns[i].header.text);
    bool id = i != first && text.n > 0 && header_role(session, text, &series) == ROLE_ID && series == 0;
    if (!id || is_plain_id(session, text) == is_plain_id(session, table->columns[first].header.text)) {
      continue;
    }
    vague = is_plain_id(session, text) ? first : i;
    table->columns[i + first - vague].role = ROLE_ID;
    table->columns[vague].role = ROLE_NONE;
    break;
  }
  bool titles = vague != NO_INDEX && !table_has(table, ROLE_TITLE) && !table_column_holds_ids(session, table, vague);
  if (titles) {
    table->columns[vague].role = ROLE_TITLE;
  }
}

/* Whether every row fills the column: then its heading was forgotten, and nothing has shifted into it. */
static bool is_full(const struct table *table, uint32_t column) {
  enum { LEAST = 3 };
  uint32_t filled = 0;
  for (uint32_t i = table->first; i < table->sheet->rows.n; i++) {
    const struct row *row = &table->sheet->rows.v[i];
    if (!row_is_empty(row) && words_trim(str_or_empty(row_text(row, column))).n == 0) {
      return false;
    }
    filled += row_is_empty(row) ? 0 : 1;
  }
  return filled >= LEAST;
}

/* The fields of the header: what is blank at its end, as spreadsheets write it, is none but above a full column. */
static uint32_t fields_of(const struct table *table, const struct row *header) {
  uint32_t fields = header->count;
  uint32_t named = row_fields(header);
  while (fields > named && !is_full(table, fields - 1)) {
    fields--;
  }
  return fields;
}

static void take_headers(struct session *session, struct table *table) {
  const struct row *row = &table->sheet->rows.v[table->header];
  bool seen[ROLES] = {false};
  table->fields = fields_of(table, row);
  for (uint32_t i = 0; i < table->column_count; i++) {
    struct column *column = &table->columns[i];
    column->header = row_value(table->sheet, row, i);
    struct str text = row_text(row, i);
    if (text.p == NULL && table->header > 0) { /* the header has two rows */
      text = row_text(&table->sheet->rows.v[table->header - 1], i);
      column->header =
          text.p != NULL ? row_value(table->sheet, &table->sheet->rows.v[table->header - 1], i) : column->header;
    }
    table->fields = text.p != NULL && i >= table->fields ? i + 1 : table->fields;
    column->role = text.p != NULL ? header_role(session, text, &column->series) : ROLE_NONE;
    if (column->role == ROLE_ATTRIBUTE) { /* "Attribute: theme" */
      struct str name = text;
      words_until(&name, ":");
      column->attribute = words_trim(str_or_empty(name));
    }
    bool may_repeat = column->series > 0 || column->role == ROLE_GROUP || column->role == ROLE_IGNORED ||
                      column->role == ROLE_ATTRIBUTE;
    if (column->role != ROLE_NONE && seen[column->role] && !may_repeat) {
      column->role = ROLE_NONE;
    }
    seen[column->role] = true;
  }
  settle_ids(session, table);
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

static bool complain_column(struct session *session, struct str pair, const char *what) {
  struct finding *finding = session_say(session, F_IMPORT_COLUMN, NULL, "--columns: \"%.*s\" %s", STR_ARG(pair), what);
  finding_note(
      session->findings, finding, place_none(),
      "write ROLE=COLUMN, the column by its header or letter; the roles are id, title, statement, guidance, "
      "parent, group, source, target, relation, strength, confidence, rationale, remarks, status, applicable, "
      "owner, justification, evidence, evidence-date, reviewed, due, how, kind, label, counted, part, exhaustive, "
      "selectable, method");
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

static bool is_column_empty(const struct table *table, uint32_t column) {
  for (uint32_t i = table->header; i < table->sheet->rows.n; i++) {
    if (row_text(&table->sheet->rows.v[i], column).p != NULL) {
      return false;
    }
  }
  return true;
}

/* Whether a column behind the gap begins another table: it is called like one in front of it, or has ids of rows again. */
static bool begins_again(struct session *session, const struct table *table, uint32_t gap) {
  for (uint32_t i = gap + 1; i < table->column_count; i++) {
    struct str folded = words_fold(session->arena, str_or_empty(row_text(&table->sheet->rows.v[table->header], i)));
    for (uint32_t c = 0; c < gap && folded.n > 0; c++) {
      struct str other = row_text(&table->sheet->rows.v[table->header], c);
      if (str_eq(words_fold(session->arena, str_or_empty(other)), folded)) {
        return true;
      }
    }
  }
  return false;
}

/* Two tables side by side share rows, and nothing else: only the first is read. */
static void cut_apart(struct session *session, struct table *table) {
  for (uint32_t i = 1; i + 1 < table->column_count; i++) {
    if (is_column_empty(table, i) && begins_again(session, table, i)) {
      table->apart = table->column_count - i - 1;
      table->column_count = i;
      return;
    }
  }
}

bool table_name_columns(struct session *session, struct table *table) {
  if (session->options->columns.n == 0) {
    cut_apart(session, table);
  }
  take_headers(session, table);
  if (!take_columns(session, table)) {
    return false;
  }
  take_attributes(session, table);
  return true;
}
