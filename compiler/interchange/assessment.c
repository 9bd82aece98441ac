/* Tables of controls with how far each is implemented: an assessment. */
#include "interchange/about.h"
#include "interchange/frameworks.h"
#include "interchange/relations.h"
#include "interchange/table.h"
#include "interchange/words.h"

struct assessed {
  struct session *session;
  const struct table *table;
  struct native_assessment *assessment;
  struct end end;
  struct names refs;
};

enum state { STATE_STATUS, STATE_NOT_APPLICABLE, STATE_NOTHING, STATE_UNKNOWN };

static const struct {
  const char *word; /* folded */
  enum state state;
  enum implementation status;
} state_words[] = {
    {"implemented", STATE_STATUS, IMPLEMENTATION_WHOLE},
    {"fully implemented", STATE_STATUS, IMPLEMENTATION_WHOLE},
    {"in place", STATE_STATUS, IMPLEMENTATION_WHOLE},
    {"done", STATE_STATUS, IMPLEMENTATION_WHOLE},
    {"compliant", STATE_STATUS, IMPLEMENTATION_WHOLE},
    {"umgesetzt", STATE_STATUS, IMPLEMENTATION_WHOLE},
    {"mis en \xC5\x93uvre", STATE_STATUS, IMPLEMENTATION_WHOLE},
    {"mis en oeuvre", STATE_STATUS, IMPLEMENTATION_WHOLE},
    {"partial", STATE_STATUS, IMPLEMENTATION_PARTIAL},
    {"teilweise", STATE_STATUS, IMPLEMENTATION_PARTIAL},
    {"teilweise umgesetzt", STATE_STATUS, IMPLEMENTATION_PARTIAL},
    {"partiel", STATE_STATUS, IMPLEMENTATION_PARTIAL},
    {"partiellement mis en \xC5\x93uvre", STATE_STATUS, IMPLEMENTATION_PARTIAL},
    {"partially implemented", STATE_STATUS, IMPLEMENTATION_PARTIAL},
    {"partially_compliant", STATE_STATUS, IMPLEMENTATION_PARTIAL},
    {"partially compliant", STATE_STATUS, IMPLEMENTATION_PARTIAL},
    {"planned", STATE_STATUS, IMPLEMENTATION_PLANNED},
    {"geplant", STATE_STATUS, IMPLEMENTATION_PLANNED},
    {"planifi\xC3\xA9", STATE_STATUS, IMPLEMENTATION_PLANNED},
    {"not-implemented", STATE_STATUS, IMPLEMENTATION_NONE},
    {"not implemented", STATE_STATUS, IMPLEMENTATION_NONE},
    {"nicht umgesetzt", STATE_STATUS, IMPLEMENTATION_NONE},
    {"non mis en \xC5\x93uvre", STATE_STATUS, IMPLEMENTATION_NONE},
    {"non_compliant", STATE_STATUS, IMPLEMENTATION_NONE},
    {"non-compliant", STATE_STATUS, IMPLEMENTATION_NONE},
    {"non compliant", STATE_STATUS, IMPLEMENTATION_NONE},
    {"not compliant", STATE_STATUS, IMPLEMENTATION_NONE},
    {"not in place", STATE_STATUS, IMPLEMENTATION_NONE},
    {"not_applicable", STATE_NOT_APPLICABLE, IMPLEMENTATION_UNSTATED},
    {"not applicable", STATE_NOT_APPLICABLE, IMPLEMENTATION_UNSTATED},
    {"n/a", STATE_NOT_APPLICABLE, IMPLEMENTATION_UNSTATED},
    {"nicht anwendbar", STATE_NOT_APPLICABLE, IMPLEMENTATION_UNSTATED},
    {"non applicable", STATE_NOT_APPLICABLE, IMPLEMENTATION_UNSTATED},
    {"excluded", STATE_NOT_APPLICABLE, IMPLEMENTATION_UNSTATED},
    {"not_assessed", STATE_NOTHING, IMPLEMENTATION_UNSTATED},
    {"not assessed", STATE_NOTHING, IMPLEMENTATION_UNSTATED},
    {"", STATE_NOTHING, IMPLEMENTATION_UNSTATED},
    {"-", STATE_NOTHING, IMPLEMENTATION_UNSTATED},
};

static enum state read_state(struct session *session, struct str text, enum implementation *status) {
  struct str folded = words_fold(session->arena, str_or_empty(text));
  *status = IMPLEMENTATION_UNSTATED;
  for (unsigned i = 0; i < sizeof state_words / sizeof *state_words; i++) {
    if (str_is(folded, state_words[i].word)) {
      *status = state_words[i].status;
      return state_words[i].state;
    }
  }
  return STATE_UNKNOWN;
}

static void read_status(struct assessed *assessed, const struct row *row, struct native_line *line) {
  struct value value = table_value(assessed->table, row, ROLE_STATUS);
  enum implementation status = IMPLEMENTATION_UNSTATED;
  switch (read_state(assessed->session, value.text, &status)) {
    case STATE_STATUS:
      line->status = (uint8_t)status;
      break;
    case STATE_NOT_APPLICABLE:
      line->applicable = CHOICE_NO;
      break;
    case STATE_UNKNOWN:
      session_say(
          assessed->session, F_IMPORT_CELL, &value,
          "\"%.*s\" is no status that is known (implemented, partial, planned, not implemented); it is left out",
          STR_ARG(words_trim(value.text)));
      session_lose(assessed->session, "status is not known and is left out", "statuses are not known and are left out",
                   &value);
      break;
    case STATE_NOTHING:
      break;
  }
}

static void read_applicable(struct assessed *assessed, const struct row *row, struct native_line *line) {
  static const char *const yes[] = {"yes", "y", "x", "applicable", "included", "true", "1", "ja", "oui"};
  static const char *const no[] = {"no", "n", "excluded", "not applicable", "n/a", "false", "0", "nein", "non"};
  struct value value = table_value(assessed->table, row, ROLE_APPLICABLE);
  struct str folded = words_fold(assessed->session->arena, str_or_empty(value.text));
  line->applicable = STR_IS_ONE_OF(folded, yes) ? CHOICE_YES : STR_IS_ONE_OF(folded, no) ? CHOICE_NO : line->applicable;
  if (line->applicable == CHOICE_DEFAULT && !words_say_nothing(folded)) {
    session_say(assessed->session, F_IMPORT_CELL, &value, "\"%.*s\" is neither yes nor no; it is left out",
                STR_ARG(words_trim(value.text)));
    session_lose(assessed->session, "word is neither yes nor no and is left out",
                 "words are neither yes nor no and are left out", &value);
  }
}

static struct str read_date(struct assessed *assessed, const struct row *row, enum role role) {
  struct value value = table_value(assessed->table, row, role);
  return about_date(assessed->session, &value);
}

/* One piece of evidence a line; a link or file name is its place, anything else its title too. */
static void read_evidence(struct assessed *assessed, const struct row *row, struct native_line *line) {
  struct str date = read_date(assessed, row, ROLE_EVIDENCE_DATE);
  for (struct str rest = table_text(assessed->table, row, ROLE_EVIDENCE); rest.p != NULL;) {
    struct str text = words_trim(words_next(&rest, "\n;"));
    bool none = words_say_nothing(text) || relation_is_not_applicable(assessed->session, text) ||
                relation_is_open(assessed->session, text) || relation_is_gap(assessed->session, text);
    if (none) {
      continue;
    }
    struct native_evidence evidence = {.title = text, .href = text, .collected = date};
    vec_push(assessed->session->arena, &line->evidence, evidence);
  }
  if (date.p != NULL && line->evidence.n == 0) {
    struct value value = table_value(assessed->table, row, ROLE_EVIDENCE_DATE);
    session_lose(assessed->session, "date of evidence stands without evidence and is left out",
                 "dates of evidence stand without evidence and are left out", &value);
  }
}

/* What a row says of its controls, whichever they are. False: nothing. */
static bool read_said(struct assessed *assessed, const struct row *row, struct native_line *line) {
  struct arena *arena = assessed->session->arena;
  read_status(assessed, row, line);
  read_applicable(assessed, row, line);
  line->owner = table_text(assessed->table, row, ROLE_OWNER);
  line->justification = table_text(assessed->table, row, ROLE_JUSTIFICATION);
  struct str how = words_join(arena, table_text(assessed->table, row, ROLE_HOW), " ",
                              table_text(assessed->table, row, ROLE_REMARKS));
  line->how = words_join(arena, line->how, "; ", how);
  if (line->applicable == CHOICE_NO && line->justification.n == 0) { /* what is said of an exclusion is its reason */
    line->justification = line->how;
    line->how = (struct str){.p = NULL};
  }
  line->reviewed = read_date(assessed, row, ROLE_REVIEWED);
  line->due = read_date(assessed, row, ROLE_DUE);
  read_evidence(assessed, row, line);
  return line->status != IMPLEMENTATION_UNSTATED || line->applicable != CHOICE_DEFAULT || line->owner.n > 0 ||
         line->justification.n > 0 || line->how.n > 0 || line->evidence.n > 0 || line->reviewed.n > 0 ||
         line->due.n > 0;
}

/* Each of several controls in a cell is as the row says. False: the id has a row already. */
static bool add_line(struct assessed *assessed, struct str id, const struct value *value, struct native_line line) {
  struct session *session = assessed->session;
  uint32_t before = assessed->refs.names.n;
  if (names_intern(&assessed->refs, id) != before) {
    session_say(session, F_DUPLICATE_CONTROL, value, "%.*s has two rows; the second is left out", STR_ARG(id));
    return false;
  }
  line.ref = id;
  vec_push(session->arena, &assessed->assessment->lines, line);
  return true;
}

/* The controls of the row; none where its first cell restricts the row to a part of one, or cannot be read. `remark` becomes
 * what else the cell says. */
static void read_controls(struct assessed *assessed, const struct value *value, ref_list *refs, struct str *remark) {
  struct session *session = assessed->session;
  struct beside beside;
  ids_in_cell(session, &assessed->end, value, refs, &beside);
  if (beside.qualifier.n > 0) {
    session_say(session, F_IMPORT_CELL, value,
                "\"%.*s\" restricts what the row says to a part of its control; the row is left out",
                STR_ARG(words_title(session->arena, beside.qualifier)));
    session_lose(session, "row says something of a part of a control, which is nothing of the whole, and is left out",
                 "rows say something of parts of controls, which is nothing of the wholes, and are left out", value);
    refs->n = 0;
  }
  *remark = beside.remark;
}

static void read_line(struct assessed *assessed, uint32_t index, uint32_t column) {
  struct session *session = assessed->session;
  const struct row *row = &assessed->table->sheet->rows.v[index];
  struct value value = table_id_value(session, assessed->table, index, column);
  if (row_is_empty(row) || table_row_is_shifted(session, assessed->table, row)) {
    return;
  }
  if (words_say_nothing(value.text)) {
    session_lose(session, "row has no id and is left out", "rows have no id and are left out", &value);
    return;
  }
  if (!table_id_cell(session, &assessed->end, row, column)) {
    return;
  }
  ref_list refs = {0};
  struct native_line line = {.applicable = CHOICE_DEFAULT};
  read_controls(assessed, &value, &refs, &line.how);
  bool says = refs.n > 0 && read_said(assessed, row, &line);
  if (refs.n > 0 && !says) {
    session_count(session, "row says nothing of its control and gives nothing",
                  "rows say nothing of their controls and give nothing", &value, (struct str){.p = NULL});
  }
  for (uint32_t i = 0; i < refs.n && says; i++) {
    bool added = add_line(assessed, refs.v[i].id, &value, line);
    if (added && line.applicable == CHOICE_NO && line.status != IMPLEMENTATION_UNSTATED) {
      session_note(session, &value, "%.*s is not applicable, yet has a status: both are kept for you to decide",
                   STR_ARG(refs.v[i].id));
    }
  }
}

void assessment_import(struct session *session, const struct table *table) {
  uint32_t column = table_column(table, ROLE_ID);
  struct str chosen = session->options->source.n > 0 ? session->options->source : session->options->target;
  struct assessed assessed = {.session = session, .table = table};
  assessed.end = table_end(session, table, column, chosen, "source");
  assessed.assessment = native_assessment_new(session->arena, assessed.end.framework);
  struct str stem = session_stem(session);
  struct str id = session->options->id.n > 0 ? session->options->id : words_slug(session->arena, stem);
  id = id.n > 0 ? id : STR("assessment");
  bool taken = str_eq(str_or_empty(session->file->framework), id); /* the file's own framework has it */
  assessed.assessment->id = taken ? words_join(session->arena, id, "-", STR("assessment")) : id;
  struct about about = about_read(session);
  assessed.assessment->organisation = session->options->title.n > 0 ? session->options->title : about.organisation;
  assessed.assessment->scope = about.scope;
  assessed.assessment->date = about.date;
  assessed.assessment->version = about.version;
  if (assessed.assessment->organisation.n == 0) {
    assessed.assessment->organisation = stem;
    session_note(session, NULL, "the organisation is called \"%.*s\" here; --title NAME names it otherwise",
                 STR_ARG(stem));
  }
  names_init(&assessed.refs, session->arena);
  for (uint32_t i = table->first; i < table->sheet->rows.n; i++) {
    read_line(&assessed, i, column);
  }
  table_tell_missing(session, table, column);
  table_tell_unread(session, table);
  if (assessed.assessment->lines.n > 0) {
    session_add(session, DOCUMENT_ASSESSMENT, assessed.assessment);
  }
}
