/* A workbook: its sheets in the order that it shows them, with strings and styles. */
#include "interchange/foreign.h"
#include "interchange/words.h"
#include "interchange/xlsx/package.h"
#include "interchange/xlsx/parts.h"

struct listed {
  struct str name;
  struct str id;
  enum sheet_state state;
};

struct workbook_part {
  struct session *session;
  VEC(struct listed) sheets;
  bool from_1904;
};

static enum sheet_state state_of(struct str word) {
  return str_is(str_or_empty(word), "veryHidden") ? SHEET_VERY_HIDDEN
         : str_is(str_or_empty(word), "hidden")   ? SHEET_HIDDEN
                                                  : SHEET_VISIBLE;
}

static void on_workbook(void *context, const char *name, const struct xml_element *element) {
  struct workbook_part *part = context;
  struct arena *arena = part->session->arena;
  if (strcmp(name, "workbookPr") == 0) {
    part->from_1904 = part_is_true(part_attribute(element, "date1904"));
  }
  if (strcmp(name, "sheet") == 0) {
    struct listed sheet = {.name = str_copy(arena, str_or_empty(part_attribute(element, "name"))),
                           .id = str_copy(arena, str_or_empty(part_attribute(element, "id"))),
                           .state = state_of(part_attribute(element, "state"))};
    vec_push(arena, &part->sheets, sheet);
  }
}

static bool has_part(void *archive, const char *name) {
  return archive_has(archive, name);
}

static bool check_kind(struct package *package) {
  const char *foreign = foreign_archive(has_part, package->archive);
  if (foreign != NULL) {
    session_refuse(package->session, NULL, "%s", foreign);
  }
  return foreign == NULL;
}

static void read_sheets(struct package *package, const struct workbook_part *part, const relation_list *relations,
                        const struct parts *parts, struct book *book) {
  struct arena *arena = package->session->arena;
  for (uint32_t i = 0; i < part->sheets.n && !package->failed; i++) {
    const struct listed *listed = &part->sheets.v[i];
    const char *target = relation_by_id(relations, listed->id);
    struct sheet sheet = {.name = listed->name.n > 0 ? listed->name : STR("?"), .number = i, .state = listed->state};
    bool read = target != NULL && sheet_part_read(package, target, parts, &sheet);
    if (!read && !package->failed) {
      session_refuse(package->session, NULL, "the part of sheet '%.*s' is missing from the workbook",
                     STR_ARG(sheet.name));
      package->failed = true;
    }
    vec_push(arena, &book->sheets, sheet);
  }
}

static void read_book(struct package *package, struct book *book) {
  static const struct part_handler handler = {.start = on_workbook};
  relation_list root = {0};
  relation_list relations = {0};
  part_relations(package, "", &root);
  const char *main = relation_by_kind(&root, "officeDocument");
  main = main != NULL ? main : "xl/workbook.xml";
  struct workbook_part part = {.session = package->session};
  if (!part_follow(package, main, &handler, &part) && !package->failed) {
    session_refuse(package->session, NULL, "the archive holds no workbook");
    package->failed = true;
  }
  part_relations(package, main, &relations);
  struct parts parts = {.from_1904 = part.from_1904};
  const char *strings = relation_by_kind(&relations, "sharedStrings");
  const char *styles = relation_by_kind(&relations, "styles");
  if (strings != NULL) {
    strings_read(package, strings, &parts);
  }
  if (styles != NULL) {
    styles_read(package, styles, &parts);
  }
  read_sheets(package, &part, &relations, &parts, book);
}

static void read_package(struct package *package, const char *bytes, size_t size, struct book *book) {
  package->archive = archive_open(package->session->arena, bytes, size);
  if (package->archive == NULL) {
    session_refuse(package->session, NULL, "the archive is damaged and cannot be opened");
    package->failed = true;
  } else if (check_kind(package)) {
    read_book(package, book);
  }
}

const struct book *xlsx_read(struct session *session, const char *bytes, size_t size) {
  struct package *const package = arena_zalloc(session->arena, sizeof *package);
  struct book *const book = arena_zalloc(session->arena, sizeof *book);
  struct xml_voice voice;
  package->session = session;
  book->workbook = true;
  xml_start_up();
  if (!xml_hush(&voice)) {
    arena_fail(session->arena);
  }
  struct guard *const outer = session->arena->guard;
  struct guard guard;
  session->arena->guard = &guard;
  volatile bool no_memory = setjmp(guard.jump) != 0;
  if (!no_memory) {
    read_package(package, bytes, size, book);
  }
  session->arena->guard = outer;
  archive_close(package->archive);
  xml_unhush(voice);
  if (no_memory) {
    arena_fail(session->arena);
  }
  return package->failed || session->file->broken ? NULL : book;
}
