/* Tables of controls: a framework, its groups by a column of parents or by columns of headings. */
#include "interchange/about_document.h"
#include "interchange/frameworks.h"
#include "interchange/relations.h"
#include "interchange/table.h"
#include "interchange/words.h"

struct line {
  uint32_t control; /* in the framework */
  struct value parent;
  struct value replaced_by;
};

struct controls {
  struct session *session;
  const struct table *table;
  struct native_framework *framework;
  struct names ids; /* of controls, in order */
  VEC(uint32_t) of; /* by number in ids: the control */
  VEC(struct line) lines;
  struct str group_names[16]; /* the headings that hold at present, one for each column of groups */
  uint32_t groups[16];
  uint32_t group_columns;
};

static bool add_id(struct controls *controls, struct str id, const struct value *value) {
  uint32_t before = controls->ids.names.n;
  if (names_intern(&controls->ids, id) != before) {
    session_say(controls->session, F_DUPLICATE_CONTROL, value,
                "the id %.*s stands for two controls; the second is left out", STR_ARG(id));
    return false;
  }
  vec_push(controls->session->arena, &controls->of, controls->framework->controls.n);
  return true;
}

/* "Organizational Context (GV.OC): ..." and "GV: Govern" bring an id of their own; other headings are their own id. */
static struct str group_id(struct controls *controls, struct str heading, struct str *title) {
  struct arena *arena = controls->session->arena;
  struct str rest = heading;
  struct str before = words_trim(words_until(&rest, ": "));
  *title = heading;
  if (words_ends(before, ")")) {
    struct str inside = before;
    struct str name = words_trim(words_until(&inside, "("));
    inside = inside.p != NULL ? words_to(inside, inside.n - 1) : inside;
    if (inside.p != NULL && id_like(inside)) {
      *title = name;
      return inside;
    }
  }
  if (rest.p != NULL && id_like(before)) {
    *title = words_trim(rest);
    return before;
  }
  struct str label;
  struct str id = id_make(arena, heading.n <= 60 ? heading : words_to(heading, 60), &label);
  return id;
}

/* The group that the row stands in, made where it is new. */
static uint32_t group_of(struct controls *controls, const struct row *row) {
  uint32_t level = 0;
  uint32_t parent = NO_INDEX;
  for (uint32_t i = 0; i < controls->table->column_count && level < 16; i++) {
    if (controls->table->columns[i].role != ROLE_GROUP) {
      continue;
    }
    struct str heading = row_text(row, i);
    if (heading.p == NULL && controls->group_names[level].p != NULL) {
      parent = controls->groups[level++];
      continue;
    }
    if (heading.p != NULL && !str_eq(heading, str_or_empty(controls->group_names[level]))) {
      struct value value = row_value(controls->table->sheet, row, i);
      struct str title;
      struct str id = group_id(controls, heading, &title);
      uint32_t known = id.p != NULL ? names_find(&controls->ids, id) : NO_NAME;
      uint32_t group = known != NO_NAME ? controls->of.v[known] : NO_INDEX;
      if (group == NO_INDEX && id.p != NULL && add_id(controls, id, &value)) {
        group = native_control_add(controls->session->arena, controls->framework, KIND_GROUP, id, title, parent);
      }
      controls->group_names[level] = heading;
      controls->groups[level] = group;
      for (uint32_t below = level + 1; below < 16; below++) {
        controls->group_names[below] = (struct str){.p = NULL};
      }
    }
    parent = heading.p != NULL ? controls->groups[level] : parent;
    level++;
  }
  return parent;
}

/* "low high" may be one word or two. */
static void tell_hyphens(struct session *session, const struct value *value, struct str label, struct str word) {
  struct buf example;
  buf_init(&example, session->arena);
  buf_printf(&example, ", such as \"%.*s\" as %.*s; a comma between two words parts them", STR_ARG(label),
             STR_ARG(word));
  session_count(session, "word of an attribute has blanks, which are written as hyphens",
                "words of attributes have blanks, which are written as hyphens", value, buf_done(&example));
}

/* The words of an attribute of a workbook for review stand there as they are, parted by white space. */
static struct str words_as_written(struct arena *arena, struct str text) {
  struct str words = {.p = NULL};
  for (struct str rest = text; rest.p != NULL;) {
    struct str word = words_trim(words_next(&rest, " \t\r\n"));
    words = words_join(arena, words, " ",
                       words_ends(word, ",") || words_ends(word, ";") ? words_to(word, word.n - 1) : word);
  }
  return words;
}

/* "preventive; detective" is two words of an attribute; blanks within one become hyphens. */
static struct str attr_words(struct session *session, const struct value *value) {
  struct str words = {.p = NULL};
  for (struct str rest = value->text; rest.p != NULL;) {
    struct str label;
    struct str text = words_trim(words_next(&rest, ";,\n|"));
    struct str word = id_make(session->arena, text, &label);
    words = word.p != NULL ? words_join(session->arena, words, " ", word) : words;
    if (word.p == NULL && text.n > 0) {
      session_lose(session, "text is too long for a word of an attribute and is left out",
                   "texts are too long for words of attributes and are left out", value);
    } else if (label.p != NULL) {
      tell_hyphens(session, value, label, word);
    }
  }
  return words;
}

static void add_attrs(struct controls *controls, const struct row *row, struct native_control *control) {
  for (uint32_t i = 0; i < controls->table->column_count; i++) {
    const struct column *column = &controls->table->columns[i];
    if (column->role != ROLE_ATTRIBUTE || row_text(row, i).p == NULL) {
      continue;
    }
    struct value value = row_value(controls->table->sheet, row, i);
    bool review = controls->session->file->about == ABOUT_FRAMEWORK;
    struct str words =
        review ? words_as_written(controls->session->arena, row_text(row, i)) : attr_words(controls->session, &value);
    if (words.n > 0) {
      struct native_attr attr = {.name = column->attribute, .value = words};
      vec_push(controls->session->arena, &control->attrs, attr);
    }
  }
}

/* A dash, "n/a", "TBD" or "?" where an id belongs. NA may be one. */
static bool says_no_id(struct session *session, struct str text) {
  bool not_applicable = relation_is_not_applicable(session, text) && !str_eq_caseless(text, STR("na"));
  return words_say_nothing(text) || not_applicable || relation_is_open(session, text) ||
         (!words_has_digit(text) && !words_has_letter(text));
}

/* "Total" beside a number, and "Notes:". */
static bool is_of_footer(struct session *session, struct str id, struct str title) {
  static const char *const totals[] = {"total", "totals", "subtotal", "grand total", "sum", "summe", "gesamt", "somme"};
  uint64_t millionths = 0;
  bool number = words_trim(title).n == 0 || words_decimal(words_trim(title), &millionths);
  return (number && STR_IS_ONE_OF(words_fold(session->arena, id), totals)) ||
         (words_ends(id, ":") && !words_has_digit(id));
}

/* True for a total, a footnote and the like: told and counted. */
static bool is_no_control(struct controls *controls, const struct row *row, const struct value *value) {
  uint32_t number = 0;
  bool titled = table_column(controls->table, ROLE_TITLE) != NO_INDEX;
  bool bare = table_text(controls->table, row, ROLE_TITLE).p == NULL &&
              table_text(controls->table, row, ROLE_STATEMENT).p == NULL;
  struct str id = words_trim(value->text);
  bool footer = is_of_footer(controls->session, id, str_or_empty(table_text(controls->table, row, ROLE_TITLE)));
  if (!footer && (!titled || !bare || (id.n <= 60 && !words_number(id, &number)))) {
    return false;
  }
  session_say(controls->session, F_IMPORT_CELL, value, "\"%.*s\" %sis no control; the row is left out",
              STR_ARG(words_title(controls->session->arena, id)), footer ? "" : "without a title ");
  session_lose(controls->session, "row is no control and is left out", "rows are no controls and are left out", value);
  return true;
}

static struct str title_of(struct controls *controls, const struct row *row, struct str id, const struct value *value) {
  struct str title = table_text(controls->table, row, ROLE_TITLE);
  if (title.n > 0) {
    return title;
  }
  struct str statement = table_text(controls->table, row, ROLE_STATEMENT);
  session_count(controls->session, "control has no title: its text, or else its id, stands for it",
                "controls have no title: their text, or else their id, stands for it", value, (struct str){.p = NULL});
  return statement.n > 0 ? words_title(controls->session->arena, statement) : id;
}

/* No other status is a framework's: it is somebody's own, and lost. */
static bool is_withdrawn(struct controls *controls, const struct row *row) {
  struct value status = table_value(controls->table, row, ROLE_STATUS);
  struct str word = words_trim(status.text);
  bool withdrawn = str_eq_caseless(word, STR("withdrawn"));
  if (!withdrawn && word.n > 0) {
    session_lose(controls->session, "status other than withdrawn is not read",
                 "statuses other than withdrawn are not read", &status);
  }
  return withdrawn;
}

/* "yes" or "no"; another word is told, and lost. */
static enum native_choice choice_in(struct controls *controls, const struct row *row, enum role role) {
  struct value value = table_value(controls->table, row, role);
  struct str word = words_trim(str_or_empty(value.text));
  bool yes = str_eq_caseless(word, STR("yes"));
  bool no = str_eq_caseless(word, STR("no"));
  if (!yes && !no && !words_say_nothing(word)) {
    session_say(controls->session, F_IMPORT_CELL, &value, "\"%.*s\" is neither yes nor no; it is left out",
                STR_ARG(word));
    session_lose(controls->session, "cell is neither yes nor no and is left out",
                 "cells are neither yes nor no and are left out", &value);
  }
  return yes ? CHOICE_YES : no ? CHOICE_NO : CHOICE_DEFAULT;
}

/* A kind that is said is not concluded from texts and children. */
static void read_kind(struct controls *controls, const struct row *row, struct native_control *control) {
  struct value value = table_value(controls->table, row, ROLE_KIND);
  struct str word = words_trim(str_or_empty(value.text));
  bool group = str_eq_caseless(word, STR("group"));
  control->kind_said = group || str_eq_caseless(word, STR("control"));
  control->kind = group ? KIND_GROUP : KIND_CONTROL;
  if (!control->kind_said && !words_say_nothing(word)) {
    session_say(controls->session, F_IMPORT_CELL, &value, "\"%.*s\" is neither a group nor a control; it is left out",
                STR_ARG(word));
    session_lose(controls->session, "kind is neither group nor control and is left out",
                 "kinds are neither group nor control and are left out", &value);
  }
}

/* What the columns of a workbook for review say of a control. */
static void read_choices(struct controls *controls, const struct row *row, struct native_control *control) {
  struct str label = table_text(controls->table, row, ROLE_LABEL);
  control->label = label.n > 0 ? label : control->label;
  read_kind(controls, row, control);
  control->counted = choice_in(controls, row, ROLE_COUNTED);
  control->part = choice_in(controls, row, ROLE_PART);
  control->exhaustive = choice_in(controls, row, ROLE_EXHAUSTIVE);
  control->selectable = choice_in(controls, row, ROLE_SELECTABLE) == CHOICE_YES;
}

/* "AC-01 Access policy": the id of what has a blank and a word behind it. Absent: the whole is the id. */
static struct str id_before_words(struct str text, struct str *words) {
  enum { SHORTEST = 3 };
  struct str rest = text;
  struct str first = words_next(&rest, " ");
  rest = words_trim(str_or_empty(rest));
  while (rest.n > 0 && (rest.p[0] == '-' || words_starts(rest, "\xE2\x80\x93"))) {
    rest = words_trim(words_from(rest, rest.p[0] == '-' ? 1 : 3));
  }
  struct str word = rest;
  word = words_next(&word, " ");
  uint32_t number = 0;
  bool id = id_like(first) && words_has_digit(first) && !words_number(first, &number) && words_has_letter(first);
  if (!id || word.n < SHORTEST || words_has_digit(word) || !words_has_letter(words_to(word, 1))) {
    return (struct str){.p = NULL};
  }
  *words = rest;
  return first;
}

static void read_control(struct controls *controls, uint32_t index, uint32_t column) {
  struct session *session = controls->session;
  const struct row *row = &controls->table->sheet->rows.v[index];
  struct value value = table_id_value(session, controls->table, index, column);
  if (table_row_is_shifted(session, controls->table, row)) {
    return;
  }
  if (says_no_id(session, words_trim(value.text))) {
    if (words_trim(value.text).n > 0 || table_text(controls->table, row, ROLE_TITLE).p != NULL ||
        table_text(controls->table, row, ROLE_STATEMENT).p != NULL) {
      session_lose(session, "row has no id and is left out", "rows have no id and are left out", &value);
    }
    return;
  }
  if (is_no_control(controls, row, &value) || !table_id_cell(session, NULL, row, column)) {
    return;
  }
  struct str label;
  struct str title = {.p = NULL};
  struct str text = id_visible(session->arena, words_trim(value.text));
  struct str rest = text;
  struct str before = words_trim(words_until(&rest, ": "));
  bool titled = rest.p != NULL && id_like(before); /* "ID.AM-1: Physical devices ..." */
  struct str first = titled ? (struct str){.p = NULL} : id_before_words(text, &rest);
  if (first.p != NULL) {
    session_count(session, "id has a title behind it in its cell", "ids have titles behind them in their cells", &value,
                  (struct str){.p = NULL});
    before = first;
    titled = true;
  }
  id_tell_invisible(session, &value, value.text, text);
  struct str id = id_make(session->arena, titled ? before : text, &label);
  if (id.p == NULL) {
    session_say(session, F_IMPORT_CELL, &value, "this is too long for an id; the row is left out");
    session_lose(session, "row has no id and is left out", "rows have no id and are left out", &value);
    return;
  }
  if (label.p != NULL) {
    session_say(session, F_IMPORT_CELL, &value, "the id has blanks in it and is written as %.*s", STR_ARG(id));
  }
  uint32_t group = table_column(controls->table, ROLE_PARENT) == NO_INDEX ? group_of(controls, row) : NO_INDEX;
  if (!add_id(controls, id, &value)) {
    return;
  }
  bool own = first.p != NULL && table_text(controls->table, row, ROLE_TITLE).n > 0; /* the title stands twice */
  title = titled && !own ? words_trim(rest) : title_of(controls, row, id, &value);
  uint32_t number = native_control_add(session->arena, controls->framework, KIND_CONTROL, id, title, group);
  struct native_control *control = &controls->framework->controls.v[number];
  control->label = label;
  control->statement = table_text(controls->table, row, ROLE_STATEMENT);
  control->guidance = table_text(controls->table, row, ROLE_GUIDANCE);
  control->withdrawn = is_withdrawn(controls, row);
  read_choices(controls, row, control);
  add_attrs(controls, row, control);
  struct line line = {.control = number,
                      .parent = table_value(controls->table, row, ROLE_PARENT),
                      .replaced_by = table_value(controls->table, row, ROLE_REPLACED_BY)};
  vec_push(session->arena, &controls->lines, line);
}

/* Whether the control can stand below `above`, NO_INDEX where no row has the id; what is wrong is told. */
static bool is_good_parent(struct controls *controls, const struct line *line, struct str id, uint32_t above) {
  enum { DEEPEST = 200 }; /* what is deeper is cut, so that no list of parents takes the square of its length */
  struct session *session = controls->session;
  if (above == NO_INDEX) {
    session_say(session, F_IMPORT_CELL, &line->parent, "no row has the id %.*s; the control stands at the top",
                STR_ARG(id));
    return false;
  }
  uint32_t at = above;
  for (uint32_t steps = 0; at != NO_INDEX && at != line->control && steps <= DEEPEST; steps++) {
    at = controls->framework->controls.v[at].parent;
  }
  if (at != NO_INDEX) {
    session_say(session, F_IMPORT_CELL, &line->parent,
                "this control stands, by its parents, %s; it is moved to the top",
                at == line->control ? "inside itself" : "deeper than 200 levels");
  }
  return at == NO_INDEX;
}

static void find_parents(struct controls *controls) {
  struct session *session = controls->session;
  for (uint32_t i = 0; i < controls->lines.n; i++) {
    const struct line *line = &controls->lines.v[i];
    struct str label;
    struct str parent = id_make(session->arena, line->parent.text, &label);
    if (words_say_nothing(line->parent.text) || parent.p == NULL) {
      continue;
    }
    uint32_t number = names_find(&controls->ids, parent);
    uint32_t above = number != NO_NAME ? controls->of.v[number] : NO_INDEX;
    if (!is_good_parent(controls, line, parent, above)) {
      continue;
    }
    controls->framework->controls.v[line->control].parent = above;
  }
}

/* What replaces controls, once the framework knows the ids of all rows. */
static void find_replacements(struct controls *controls) {
  struct session *session = controls->session;
  struct end end = end_of(session, controls->framework->id);
  for (uint32_t i = 0; i < controls->lines.n; i++) {
    const struct value *value = &controls->lines.v[i].replaced_by;
    struct str text = str_or_empty(value->text);
    if (words_say_nothing(text) || relation_is_gap(session, text) || relation_is_not_applicable(session, text)) {
      continue;
    }
    ref_list refs = {0};
    struct beside beside;
    ids_in_cell(session, &end, value, &refs, &beside);
    for (uint32_t r = 0; r < refs.n; r++) {
      vec_push(session->arena, &controls->framework->controls.v[controls->lines.v[i].control].replaced_by,
               refs.v[r].id);
    }
    if (beside.remark.n > 0) {
      session_lose(session, "remark on what replaces a control is not carried",
                   "remarks on what replaces controls are not carried", value);
    }
  }
}

/* A workbook for review says more of its attributes in the sheet About. */
static void declare_attribute(struct controls *controls, const struct column *column) {
  for (uint32_t i = 0; i < controls->framework->attributes.n; i++) {
    if (str_eq(controls->framework->attributes.v[i].name, column->attribute)) {
      return;
    }
  }
  struct decl_attribute attribute = {.name = column->attribute, .title = words_trim(column->header.text)};
  vec_push(controls->session->arena, &controls->framework->attributes, attribute);
}

static void tell_unused_groups(struct controls *controls) {
  uint32_t column = table_column(controls->table, ROLE_GROUP);
  if (table_column(controls->table, ROLE_PARENT) != NO_INDEX && column != NO_INDEX) {
    session_lose(controls->session, "column of groups is not read, since another says the parents",
                 "columns of groups are not read, since another says the parents",
                 &controls->table->columns[column].header);
  }
}

void controls_import(struct session *session, const struct table *table) {
  struct str stem = session_stem(session);
  struct str id = session->options->id.n > 0 ? session->options->id : words_slug(session->arena, stem);
  if (session->file->framework.n > 0 && str_eq(session->file->framework, id)) { /* another sheet has it already */
    id = words_slug(session->arena, words_join(session->arena, id, "-", table->sheet->name));
  }
  struct controls controls = {.session = session,
                              .table = table,
                              .framework = native_framework_new(session->arena, id.n > 0 ? id : STR("framework"))};
  controls.framework->title = session->options->title.n > 0 ? session->options->title : stem;
  about_fill_framework(session, controls.framework);
  names_init(&controls.ids, session->arena);
  for (uint32_t i = 0; i < table->column_count; i++) {
    if (table->columns[i].role == ROLE_ATTRIBUTE) {
      declare_attribute(&controls, &table->columns[i]);
    }
  }
  uint32_t column = table_column(table, ROLE_ID);
  for (uint32_t i = table->first; i < table->sheet->rows.n; i++) {
    read_control(&controls, i, column);
  }
  table_tell_missing(session, table, column);
  find_parents(&controls);
  framework_shape_groups(session, controls.framework);
  tell_unused_groups(&controls);
  table_tell_unread(session, table);
  if (controls.framework->controls.n > 0) {
    session_add(session, DOCUMENT_FRAMEWORK, controls.framework);
    framework_make_known(session, controls.framework);
    find_replacements(&controls);
  }
}
