/* The workbook that NIST's CSF reference tool writes: functions, categories and subcategories each in a column of their own,
 * with examples and, one a line, references to other documents: a framework, and a mapping for each document. */
#include "interchange/formats.h"
#include "interchange/frameworks.h"
#include "interchange/relations.h"
#include "interchange/table.h"
#include "interchange/words.h"

enum { LEVELS = 3, EXAMPLES = 3, REFERENCES = 4, COLUMNS = 5 };

static const char *const headers[COLUMNS] = {"function", "category", "subcategory", "implementation examples",
                                             "informative references"};

struct reference {
  struct str document;
  struct native_mapping *mapping;
  struct end source;
  struct end target;
};

struct tool {
  struct session *session;
  const struct sheet *sheet;
  uint32_t header;
  uint32_t columns[COLUMNS];
  struct native_framework *framework;
  struct names ids;
  uint32_t above[LEVELS]; /* the groups that the row stands in */
  VEC(struct reference) references;
};

static bool find_header(struct session *session, const struct sheet *sheet, struct tool *tool) {
  for (uint32_t i = 0; i < sheet->rows.n && i < 10; i++) {
    unsigned found = 0;
    for (uint32_t c = 0; c < sheet->rows.v[i].count; c++) {
      struct str folded = words_fold(session->arena, sheet->rows.v[i].cells[c].value.text);
      for (unsigned h = 0; h < COLUMNS; h++) {
        if (str_is(folded, headers[h])) {
          tool->columns[h] = sheet->rows.v[i].cells[c].column;
          found++;
        }
      }
    }
    if (found == COLUMNS) {
      tool->header = i;
      tool->sheet = sheet;
      return true;
    }
  }
  return false;
}

static bool open_tool(struct session *session, struct tool *tool) {
  *tool = (struct tool){.session = session};
  for (uint32_t s = 0; s < session->file->book->sheets.n; s++) {
    if (find_header(session, &session->file->book->sheets.v[s], tool)) {
      return true;
    }
  }
  return false;
}

bool csf_tool_fits(struct session *session) {
  struct tool tool;
  return session->file->book->workbook && open_tool(session, &tool);
}

/* "GOVERN (GV): text" or "GV.OC-01: text" as an id, a title and a text. The id is absent if there is none. */
static struct str split_element(struct str cell, struct str *title, struct str *text) {
  struct str rest = cell;
  struct str head = words_trim(words_until(&rest, ": "));
  *text = rest.p != NULL ? words_trim(rest) : (struct str){.p = NULL};
  struct str inside = head;
  struct str name = words_trim(words_until(&inside, "("));
  if (inside.p != NULL && words_ends(inside, ")")) {
    *title = name;
    return words_trim(words_to(inside, inside.n - 1));
  }
  *title = (struct str){.p = NULL};
  return id_like(head) ? head : (struct str){.p = NULL};
}

/* The level of the row's element, and its cell; LEVELS if the row has none. */
static unsigned level_of(const struct tool *tool, const struct row *row, struct str *cell) {
  for (unsigned level = 0; level < LEVELS; level++) {
    *cell = row_text(row, tool->columns[level]);
    if (cell->p != NULL) {
      return level;
    }
  }
  return LEVELS;
}

static void read_element(struct tool *tool, const struct row *row) {
  struct session *session = tool->session;
  struct str cell = {.p = NULL};
  unsigned level = level_of(tool, row, &cell);
  if (level == LEVELS) {
    struct value first = row->count > 0 ? row->cells[0].value : value_none();
    if (!row_is_empty(row)) {
      session_lose(session, "row has no id and is left out", "rows have no id and are left out", &first);
    }
    return;
  }
  struct value value = row_value(tool->sheet, row, tool->columns[level]);
  struct str title;
  struct str text;
  struct str id = split_element(cell, &title, &text);
  uint32_t before = tool->ids.names.n;
  if (id.p == NULL) {
    session_lose(session, "row has no id and is left out", "rows have no id and are left out", &value);
    return;
  }
  if (names_intern_kept(&tool->ids, id) != before) {
    return; /* each function comes again behind its own, as a summary */
  }
  bool withdrawn = words_starts(str_or_empty(text), "[Withdrawn");
  uint32_t parent = level > 0 ? tool->above[level - 1] : NO_INDEX;
  struct str words = title.n > 0 ? title : words_title(session->arena, str_or_empty(text));
  uint32_t number = native_control_add(session->arena, tool->framework, level < 2 ? KIND_GROUP : KIND_CONTROL, id,
                                       words.n > 0 ? words : id, parent);
  struct native_control *control = &tool->framework->controls.v[number];
  control->withdrawn = withdrawn;
  control->statement = text;
  control->exhaustive = level < 2 && text.n > 0 && !withdrawn ? CHOICE_NO : CHOICE_DEFAULT;
  control->guidance = row_text(row, tool->columns[EXAMPLES]);
  tool->above[level] = number;
}

/* "[Withdrawn: Incorporated into GV.RR-02, GV.SC-02]": the ids that are elements. */
static void read_replacements(struct tool *tool) {
  for (uint32_t i = 0; i < tool->framework->controls.n; i++) {
    struct native_control *control = &tool->framework->controls.v[i];
    for (struct str rest = control->withdrawn ? control->statement : (struct str){.p = NULL}; rest.p != NULL;) {
      struct str word = words_next(&rest, " ,;[]");
      if (word.n > 0 && !str_eq(word, control->id) && names_find(&tool->ids, word) != NO_NAME) {
        vec_push(tool->session->arena, &control->replaced_by, word);
      }
    }
    if (control->withdrawn) {
      control->statement = (struct str){.p = NULL};
    }
  }
}

static struct str framework_id(struct session *session, const struct tool *tool) {
  struct str known = atlas_name(session, tool->sheet->name);
  struct str slug = words_slug(session->arena, tool->sheet->name);
  return session->options->id.n > 0 ? session->options->id : known.p != NULL ? known : slug.n > 0 ? slug : STR("csf");
}

void csf_tool_frameworks(struct session *session) {
  struct tool tool;
  if (!open_tool(session, &tool)) {
    session_refuse(session, NULL, "no sheet has the columns of the CSF reference tool");
    return;
  }
  tool.framework = native_framework_new(session->arena, framework_id(session, &tool));
  tool.framework->title = session->options->title.n > 0 ? session->options->title : tool.sheet->name;
  names_init(&tool.ids, session->arena);
  for (unsigned i = 0; i < LEVELS; i++) {
    tool.above[i] = NO_INDEX;
  }
  for (uint32_t i = tool.header + 1; i < tool.sheet->rows.n; i++) {
    read_element(&tool, &tool.sheet->rows.v[i]);
  }
  read_replacements(&tool);
  session_understand(session, "framework %.*s, %u controls and groups", STR_ARG(tool.framework->id),
                     (unsigned)tool.framework->controls.n);
  if (tool.framework->controls.n > 0) {
    session_add(session, DOCUMENT_FRAMEWORK, tool.framework);
    framework_make_known(session, tool.framework);
  }
}

/* ---- references ---- */

static struct reference *reference_to(struct tool *tool, struct str document, const struct value *value) {
  struct session *session = tool->session;
  for (uint32_t i = 0; i < tool->references.n; i++) {
    if (str_eq(tool->references.v[i].document, document)) {
      return &tool->references.v[i];
    }
  }
  struct reference reference = {.document = document};
  reference.source = end_of(session, session->file->framework);
  reference.target = end_named(session, session->options->target, document, "target", value);
  reference.mapping = table_mapping(session, tool->sheet->name.n > 0 ? &(struct table){.sheet = tool->sheet} : NULL,
                                    &reference.source, &reference.target);
  reference.mapping->style = STYLE_CROSSWALK;
  vec_push(session->arena, &tool->references, reference);
  return &tool->references.v[tool->references.n - 1];
}

/* "5.1, 5.2" of Annex A is A.5.1 and A.5.2. */
static struct str with_annex(struct session *session, struct str text) {
  struct str ids = {.p = NULL};
  for (struct str rest = text; rest.p != NULL;) {
    struct str id = words_trim(words_next(&rest, ",;"));
    bool bare = id.n > 0 && char_is_digit(id.p[0]);
    ids = words_join(session->arena, ids, ", ", bare ? words_join(session->arena, STR("A"), ".", id) : id);
  }
  return ids;
}

/* What a line says of the place in its document, as ids: "Annex A Controls: 5.1" is A.5.1, and of a sentence that names a task
 * its id. `annex` becomes what further numbers mean. */
static struct str place_of(struct session *session, struct str text, enum annex *annex) {
  struct str rest = text;
  struct str head = words_until(&rest, ": ");
  struct str tail = rest.p != NULL ? words_trim(rest) : rest;
  bool controls = str_is(words_trim(head), "Annex A Controls") && tail.n > 0;
  *annex = controls ? ANNEX_MEANT : ANNEX_NO;
  if (controls) {
    return with_annex(session, tail);
  }
  static const char *const tasks[] = {"TASK ", "Task "};
  for (unsigned i = 0; i < 2; i++) {
    uint32_t at = words_find(text, tasks[i]);
    if (at != UINT32_MAX) {
      struct str after = words_trim(words_from(text, at + 5));
      return words_next(&after, " :,");
    }
  }
  return tail.n > 0 ? tail : text;
}

static void read_line(struct tool *tool, const struct value *cell, const struct native_ref *source, struct str line) {
  struct session *session = tool->session;
  struct str rest = line;
  struct str document = words_trim(words_until(&rest, ": "));
  if (rest.p == NULL || words_trim(rest).n == 0) {
    session_lose(session, "line of references names no document and place and is left out",
                 "lines of references name no document and place and are left out", cell);
    return;
  }
  struct reference *reference = reference_to(tool, document, cell);
  enum annex annex = ANNEX_NO;
  struct value value = {.text = place_of(session, words_trim(rest), &annex), .spot = cell->spot};
  bool none = relation_is_gap(session, value.text);
  if (none && words_find(rest, ": ") != UINT32_MAX) { /* "Mandatory Clause: None": Annex A may have one */
    session_count(session, "line of references says None of a part of its document, which says nothing of the whole",
                  "lines of references say None of parts of their documents, which says nothing of the whole", cell,
                  (struct str){.p = NULL});
    return;
  }
  if (none) {
    struct decl_no_counterpart without = {.id = source->id};
    vec_push(session->arena, &reference->mapping->no_counterparts, without);
    return;
  }
  ref_list targets = {0};
  struct beside beside;
  struct end end = reference->target;
  end.annex = annex;
  ids_in_cell(session, &end, &value, &targets, &beside);
  beside_tell_kept(session, &beside, &value);
  for (uint32_t i = 0; i < targets.n; i++) {
    native_map_add(session->arena, reference->mapping, *source, REL_RELATED, targets.v[i])->remarks = beside.remark;
  }
}

/* Lines that stand twice in one cell are read once. */
static void read_references(struct tool *tool, const struct row *row, const struct native_ref *source) {
  struct session *session = tool->session;
  struct value cell = row_value(tool->sheet, row, tool->columns[REFERENCES]);
  struct names lines;
  names_init(&lines, session->arena);
  for (struct str rest = cell.text; rest.p != NULL;) {
    struct str line = words_trim(words_next(&rest, "\n\r"));
    uint32_t before = lines.names.n;
    if (line.n == 0) {
      continue;
    }
    if (names_intern_kept(&lines, line) != before) {
      session_count(session, "line of references stands twice in its cell and is read once",
                    "lines of references stand twice in their cells and are read once", &cell, (struct str){.p = NULL});
      continue;
    }
    read_line(tool, &cell, source, line);
  }
}

void csf_tool_mappings(struct session *session) {
  struct tool tool;
  if (!open_tool(session, &tool) || session->file->framework.n == 0) {
    return;
  }
  for (uint32_t i = tool.header + 1; i < tool.sheet->rows.n; i++) {
    const struct row *row = &tool.sheet->rows.v[i];
    struct str cell = {.p = NULL};
    struct str title;
    struct str text;
    struct native_ref source = {.id = level_of(&tool, row, &cell) < LEVELS ? split_element(cell, &title, &text) : cell};
    if (source.id.p != NULL) {
      read_references(&tool, row, &source);
    }
  }
  for (uint32_t i = 0; i < tool.references.n; i++) {
    if (tool.references.v[i].mapping->maps.n + tool.references.v[i].mapping->no_counterparts.n > 0) {
      session_add(session, DOCUMENT_MAPPING, tool.references.v[i].mapping);
    }
  }
}
