/* Workbooks that CISO Assistant's libraries are made of: a sheet of keys and values (NAME_meta) beside each sheet of rows
 * (NAME_content), or, in an older layout, one sheet of maps named by the ends of URNs. */
#include "interchange/ciso.h"
#include "interchange/formats.h"
#include "interchange/frameworks.h"
#include "interchange/table.h"
#include "interchange/urns.h"
#include "interchange/words.h"

struct workbook {
  struct session *session;
  const struct book *book;
  const struct sheet *library; /* or NULL */
};

/* The value beside a key in a sheet of keys and values. */
static struct value meta(struct workbook *workbook, const struct sheet *sheet, const char *key) {
  for (uint32_t i = 0; sheet != NULL && i < sheet->rows.n; i++) {
    struct str name = words_fold(workbook->session->arena, str_or_empty(row_text(&sheet->rows.v[i], 0)));
    if (str_is(name, key)) {
      return row_value(sheet, &sheet->rows.v[i], 1);
    }
  }
  return value_none();
}

static struct str meta_text(struct workbook *workbook, const struct sheet *sheet, const char *key) {
  return words_trim(meta(workbook, sheet, key).text);
}

/* The sheet of rows that belongs to a sheet of keys. */
static const struct sheet *content_of(const struct workbook *workbook, const struct sheet *sheet) {
  struct str stem = words_to(sheet->name, sheet->name.n - 5); /* without "_meta" */
  return book_sheet(workbook->book, words_join(workbook->session->arena, stem, "", STR("_content")));
}

/* The column whose header is that word, or NO_INDEX. */
static uint32_t column(struct workbook *workbook, const struct sheet *sheet, const char *name) {
  for (uint32_t i = 0; sheet->rows.n > 0 && i < sheet->rows.v[0].count; i++) {
    const struct cell *cell = &sheet->rows.v[0].cells[i];
    if (str_is(words_fold(workbook->session->arena, cell->value.text), name)) {
      return cell->column;
    }
  }
  return NO_INDEX;
}

static struct value at(struct workbook *workbook, const struct sheet *sheet, uint32_t row, const char *name) {
  uint32_t number = column(workbook, sheet, name);
  return number == NO_INDEX ? value_none() : row_value(sheet, &sheet->rows.v[row], number);
}

static bool is_meta(const struct sheet *sheet) {
  return words_ends(sheet->name, "_meta") && sheet->name.n > 5;
}

static const struct sheet *old_maps(struct workbook *workbook) {
  const struct sheet *sheet = book_sheet(workbook->book, STR("mappings"));
  bool old = sheet != NULL && column(workbook, sheet, "source_requirement_urn") != NO_INDEX;
  return old ? sheet : NULL;
}

static struct workbook open_workbook(struct session *session) {
  struct workbook workbook = {.session = session, .book = session->file->book};
  workbook.library = book_sheet(workbook.book, STR("library_meta"));
  return workbook;
}

bool ciso_workbook_fits(struct session *session) {
  struct workbook workbook = open_workbook(session);
  return session->file->book->workbook && (workbook.library != NULL || old_maps(&workbook) != NULL);
}

/* A node's URN: the framework's base, and its id in small letters with hyphens for blanks. */
static struct str urn_of(struct workbook *workbook, struct str base, struct str ref) {
  struct buf urn;
  buf_init(&urn, workbook->session->arena);
  buf_str(&urn, base);
  buf_char(&urn, ':');
  for (uint32_t i = 0; i < ref.n; i++) {
    char c = ref.p[i];
    buf_char(&urn, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c == ' ' ? '-' : c);
  }
  return buf_done(&urn);
}

/* The depths that stand open while rows are read: the last node of each. */
enum { DEPTHS = 32 };

static void read_nodes(struct workbook *workbook, const struct sheet *sheet, struct str base, ciso_nodes *nodes) {
  uint32_t last[DEPTHS];
  struct session *session = workbook->session;
  for (unsigned i = 0; i < DEPTHS; i++) {
    last[i] = NO_INDEX;
  }
  for (uint32_t i = 1; i < sheet->rows.n; i++) {
    struct value depth_value = at(workbook, sheet, i, "depth");
    uint32_t depth = 0;
    struct ciso_node node = {.ref_id = at(workbook, sheet, i, "ref_id"),
                             .name = words_trim(at(workbook, sheet, i, "name").text),
                             .description = words_trim(at(workbook, sheet, i, "description").text),
                             .annotation = words_trim(at(workbook, sheet, i, "annotation").text),
                             .groups = words_trim(at(workbook, sheet, i, "implementation_groups").text),
                             .parent = NO_INDEX,
                             .assessable = words_trim(at(workbook, sheet, i, "assessable").text).n > 0};
    struct str node_id = words_trim(at(workbook, sheet, i, "node_id").text);
    struct str ref = node_id.n > 0 ? node_id : words_trim(node.ref_id.text);
    struct buf numbered;
    buf_init(&numbered, session->arena);
    buf_printf(&numbered, "node%u", (unsigned)sheet->rows.v[i].number);
    node.urn = urn_of(workbook, base, ref.n > 0 ? ref : buf_done(&numbered));
    node.place = node.ref_id.spot.row > 0 ? node.ref_id : row_value(sheet, &sheet->rows.v[i], 0);
    if (row_is_empty(&sheet->rows.v[i])) {
      continue;
    }
    if (!words_number(words_trim(str_or_empty(depth_value.text)), &depth) || depth == 0 || depth > DEPTHS) {
      session_say(session, F_IMPORT_CELL, &depth_value, "the depth is no number from 1 to %d; the row is left out",
                  DEPTHS);
      session_lose(session, "row has no depth and is left out", "rows have no depth and are left out", &depth_value);
      continue;
    }
    node.parent = depth > 1 ? last[depth - 2] : NO_INDEX;
    bool readable = table_id_cell(session, NULL, &sheet->rows.v[i], column(workbook, sheet, "ref_id"));
    last[depth - 1] = readable ? nodes->n : node.parent; /* what stands below a row left out goes one up */
    for (uint32_t below = depth; below < DEPTHS; below++) {
      last[below] = NO_INDEX;
    }
    if (readable) {
      vec_push(session->arena, nodes, node);
    }
  }
}

static struct str rights_of(struct workbook *workbook) {
  return ciso_rights(workbook->session, meta_text(workbook, workbook->library, "copyright"),
                     meta_text(workbook, workbook->library, "urn"));
}

static bool uses_groups(const struct native_framework *framework) {
  for (uint32_t i = 0; i < framework->controls.n; i++) {
    if (framework->controls.v[i].attrs.n > 0) {
      return true;
    }
  }
  return false;
}

static void read_framework(struct workbook *workbook, const struct sheet *sheet, const struct sheet *content) {
  struct session *session = workbook->session;
  struct str urn = meta_text(workbook, sheet, "urn");
  struct str id =
      session->options->id.n > 0 ? session->options->id : words_slug(session->arena, urn_last(str_or_empty(urn)));
  struct native_framework *framework = native_framework_new(session->arena, id.n > 0 ? id : STR("framework"));
  framework->title = meta_text(workbook, sheet, "name");
  framework->publisher = meta_text(workbook, workbook->library, "provider");
  struct value date = meta(workbook, workbook->library, "publication_date");
  framework->published = session_date(session, &date);
  framework->language = words_language(str_or_empty(meta_text(workbook, workbook->library, "locale")));
  framework->rights = rights_of(workbook);
  struct decl_link link = {.rel = STR("ciso-assistant"), .href = urn};
  if (urn.n > 0) {
    vec_push(session->arena, &framework->links, link);
  }
  ciso_nodes nodes = {0};
  read_nodes(workbook, content, str_or_empty(meta_text(workbook, sheet, "base_urn")), &nodes);
  urns_add(session, urn, framework->id, framework->id);
  ciso_add_nodes(session, framework, &nodes);
  if (uses_groups(framework)) {
    struct decl_attribute attribute = {.name = STR("implementation-group"), .title = STR("Implementation group")};
    vec_push(session->arena, &framework->attributes, attribute);
  }
  session_understand(session, "framework %.*s \"%.*s\", %u controls and groups", STR_ARG(framework->id),
                     STR_ARG(framework->title), (unsigned)framework->controls.n);
  if (framework->controls.n > 0) {
    session_add(session, DOCUMENT_FRAMEWORK, framework);
    framework_make_known(session, framework);
  }
}

void ciso_workbook_frameworks(struct session *session) {
  struct workbook workbook = open_workbook(session);
  for (uint32_t i = 0; i < workbook.book->sheets.n; i++) {
    const struct sheet *sheet = &workbook.book->sheets.v[i];
    const struct sheet *content = is_meta(sheet) ? content_of(&workbook, sheet) : NULL;
    struct str type = meta_text(&workbook, sheet, "type");
    if (content == NULL) {
      continue;
    }
    if (str_is(str_or_empty(type), "framework")) {
      read_framework(&workbook, sheet, content);
    } else if (!str_is(str_or_empty(type), "requirement_mapping_set")) {
      session_lose(session, "part of the workbook is neither framework nor mapping and is left out",
                   "parts of the workbook are neither frameworks nor mappings and are left out",
                   &(struct value){.text = type, .spot = {.row = 1, .column = 2, .sheet = sheet->number}});
    }
  }
}

/* The nodes that an extra sheet lists: their ref_ids by the ends of their URNs. */
static void learn_nodes(struct workbook *workbook, const char *name) {
  const struct sheet *sheet = book_sheet(workbook->book, str_from(name));
  for (uint32_t i = 1; sheet != NULL && i < sheet->rows.n; i++) {
    struct str urn = words_trim(at(workbook, sheet, i, "urn").text);
    struct str label;
    struct str id = id_make(workbook->session->arena, str_or_empty(at(workbook, sheet, i, "ref_id").text), &label);
    if (urn.n > 0 && id.p != NULL) {
      urns_add(workbook->session, urn, (struct str){.p = NULL}, id);
    }
  }
}

/* The whole URN of a node that is told by its end. */
static struct value whole_urn(struct workbook *workbook, struct str base, struct value value) {
  if (base.n > 0 && value.text.n > 0) {
    struct str urn = urn_of(workbook, base, words_trim(value.text));
    value.text = urns_find(workbook->session, urn).p != NULL ? urn : words_trim(value.text);
  }
  return value;
}

static void read_maps(struct workbook *workbook, const struct sheet *content, struct ciso_set *set, const char *source,
                      const char *target) {
  for (uint32_t i = 1; i < content->rows.n; i++) {
    struct value from = whole_urn(workbook, set->sides[0].base, at(workbook, content, i, source));
    struct value to = whole_urn(workbook, set->sides[1].base, at(workbook, content, i, target));
    struct value relationship = at(workbook, content, i, "relationship");
    struct value rationale = at(workbook, content, i, "rationale");
    struct value strength = at(workbook, content, i, "strength_of_relationship");
    if (!row_is_empty(&content->rows.v[i]) &&
        table_id_cell(set->session, &set->source, &content->rows.v[i], column(workbook, content, source)) &&
        table_id_cell(set->session, &set->target, &content->rows.v[i], column(workbook, content, target))) {
      ciso_set_add(set, &from, &to, &relationship, &rationale, &strength,
                   words_trim(at(workbook, content, i, "annotation").text));
    }
  }
}

static void read_set(struct workbook *workbook, const struct sheet *sheet, const struct sheet *content) {
  struct session *session = workbook->session;
  struct ciso_set set;
  learn_nodes(workbook, "source");
  learn_nodes(workbook, "target");
  ciso_set_open(session, &set, str_or_empty(meta_text(workbook, sheet, "source_framework_urn")),
                str_or_empty(meta_text(workbook, sheet, "target_framework_urn")));
  set.mapping->title = meta_text(workbook, sheet, "name");
  set.mapping->publisher = meta_text(workbook, workbook->library, "provider");
  struct value date = meta(workbook, workbook->library, "publication_date");
  set.mapping->published = session_date(session, &date);
  set.mapping->version = meta_text(workbook, workbook->library, "version");
  struct decl_provenance provenance = {
      .href = meta_text(workbook, sheet, "urn"),
      .text = words_join(session->arena, STR("CISO Assistant library"), "; rights: ", rights_of(workbook))};
  vec_push(session->arena, &set.mapping->provenances, provenance);
  set.sides[0].base = str_or_empty(meta_text(workbook, sheet, "source_node_base_urn"));
  set.sides[1].base = str_or_empty(meta_text(workbook, sheet, "target_node_base_urn"));
  read_maps(workbook, content, &set, "source_node_id", "target_node_id");
  ciso_set_close(&set);
}

/* The older layout names neither framework, but in the name of the file that it was made from: "map-A-B.yaml" cannot be cut
 * for sure, so the ids of the columns decide, or the user. */
static void read_old(struct workbook *workbook, const struct sheet *sheet) {
  struct session *session = workbook->session;
  struct ciso_set set;
  struct str ends[2] = {session->options->source, session->options->target};
  static const char *const columns[] = {"source_requirement_urn", "target_requirement_urn"};
  for (unsigned i = 0; i < 2; i++) {
    struct table table = {.sheet = sheet, .header = 0, .first = 1};
    uint32_t number = column(workbook, sheet, columns[i]);
    if (ends[i].n == 0 && number != NO_INDEX) {
      ends[i] = str_or_empty(table_framework_of(session, &table, number));
    }
    if (ends[i].n == 0) {
      ends[i] = i == 0 ? STR("source") : STR("target");
      session_note(session, NULL, "nothing says which framework the %s is; --%s ID names it",
                   i == 0 ? "source" : "target", i == 0 ? "source" : "target");
    }
  }
  ciso_set_open(session, &set, ends[0], ends[1]);
  read_maps(workbook, sheet, &set, columns[0], columns[1]);
  ciso_set_close(&set);
}

void ciso_workbook_mappings(struct session *session) {
  struct workbook workbook = open_workbook(session);
  const struct sheet *old = workbook.library == NULL ? old_maps(&workbook) : NULL;
  if (old != NULL) {
    read_old(&workbook, old);
  }
  for (uint32_t i = 0; i < workbook.book->sheets.n; i++) {
    const struct sheet *sheet = &workbook.book->sheets.v[i];
    const struct sheet *content = is_meta(sheet) ? content_of(&workbook, sheet) : NULL;
    if (content != NULL && str_is(str_or_empty(meta_text(&workbook, sheet, "type")), "requirement_mapping_set")) {
      read_set(&workbook, sheet, content);
    }
  }
}
