/* What a workbook for review says of the framework or mapping in it. */
#include "interchange/about_document.h"

#include "interchange/about.h"
#include "interchange/words.h"
#include "model/forms.h"

#include <stddef.h>

/* A line of the sheet: a name, a value, and what stands beside it. */
struct line {
  struct str name; /* folded */
  struct value at; /* the cell of the name */
  struct value value;
  struct value beside;
};

static const struct sheet *find_sheet(const struct session *session) {
  const struct book *book = session->file->book;
  for (uint32_t i = 0; book != NULL && book->workbook && i < book->sheets.n; i++) {
    if (about_is(&book->sheets.v[i])) {
      return &book->sheets.v[i];
    }
  }
  return NULL;
}

/* False: the row is a sentence, or says nothing. */
static bool read_line(struct session *session, const struct sheet *sheet, uint32_t row, struct line *line) {
  line->at = row_value(sheet, &sheet->rows.v[row], 0);
  line->value = row_value(sheet, &sheet->rows.v[row], 1);
  line->beside = row_value(sheet, &sheet->rows.v[row], 2);
  line->name = words_fold(session->arena, words_trim(str_or_empty(line->at.text)));
  line->value.text = words_trim(str_or_empty(line->value.text));
  line->beside.text = words_trim(str_or_empty(line->beside.text));
  return line->name.n > 0 && line->value.text.n + line->beside.text.n > 0;
}

enum about_what about_document(struct session *session) {
  const struct sheet *sheet = find_sheet(session);
  struct line line;
  if (sheet == NULL || sheet->rows.n == 0 || !read_line(session, sheet, 0, &line)) {
    return ABOUT_NOTHING;
  }
  return str_is(line.name, "framework") ? ABOUT_FRAMEWORK
         : str_is(line.name, "mapping") ? ABOUT_MAPPING
                                        : ABOUT_NOTHING;
}

static void refuse_line(struct session *session, const struct value *value, const char *what) {
  session_say(session, F_IMPORT_CELL, value, "\"%.*s\" is no %s; it is left out", STR_ARG(value->text), what);
  session_lose(session, "line of the sheet About cannot be read and is left out",
               "lines of the sheet About cannot be read and are left out", value);
}

static void lose_line(struct session *session, const struct line *line) {
  session_lose(session, "line of the sheet About is not read", "lines of the sheet About are not read", &line->at);
}

/* The id of a document, or absent after a finding. */
static struct str id_in(struct session *session, const struct line *line) {
  if (form_is_document_id(line->value.text)) {
    return line->value.text;
  }
  refuse_line(session, &line->value, "id of a document: it has small letters, digits, \".\", \"_\" and \"-\"");
  return (struct str){.p = NULL};
}

static bool yes_in(struct session *session, const struct line *line, const char *word) {
  bool said = str_eq_caseless(line->value.text, str_from(word));
  if (!said) {
    refuse_line(session, &line->value, word[0] == 'y' ? "\"yes\"" : word[0] == 'n' ? "\"no\"" : "\"proper\"");
  }
  return said;
}

/* The sheet Provenance of a workbook with decisions says it by name, or lists source and target below its heading
 * "Frameworks" and the names of its columns: two rows, and more where the target is several frameworks together. */
static struct str provenance_end(struct session *session, const char *name) {
  const struct sheet *sheet = book_sheet(session->file->book, STR("Provenance"));
  struct line line;
  struct str id = {.p = NULL};
  for (uint32_t i = 0; sheet != NULL && i < sheet->rows.n && id.p == NULL; i++) {
    bool read = read_line(session, sheet, i, &line);
    if (read && str_is(line.name, name)) {
      id = line.value.text;
    } else if (str_is(line.name, "frameworks")) {
      const uint32_t first = i + 2;
      uint32_t end = first;
      while (end < sheet->rows.n && read_line(session, sheet, end, &line)) {
        end++;
      }
      uint32_t listed = strcmp(name, "source") == 0 ? first : first + 1;
      id = end == first + 2 ? str_or_empty(row_text(&sheet->rows.v[listed], 0)) : id;
    }
  }
  return form_is_document_id(str_or_empty(id)) ? id : (struct str){.p = NULL}; /* of several together it is none */
}

struct str about_end(struct session *session, const char *name) {
  if (session->file->own) {
    return provenance_end(session, name);
  }
  const struct sheet *sheet = session->file->about == ABOUT_MAPPING ? find_sheet(session) : NULL;
  struct line line;
  for (uint32_t i = 0; sheet != NULL && i < sheet->rows.n; i++) {
    if (read_line(session, sheet, i, &line) && str_is(line.name, name)) {
      return id_in(session, &line);
    }
  }
  return (struct str){.p = NULL};
}

/* Texts that are taken as they are, by the name of their line and their place in the document. */
struct plain {
  const char *name;
  size_t at;
};

static bool take_plain(const struct line *line, const struct plain *plain, size_t count, void *document) {
  for (size_t i = 0; i < count; i++) {
    if (str_is(line->name, plain[i].name)) {
      *(struct str *)(void *)((char *)document + plain[i].at) = line->value.text;
      return true;
    }
  }
  return false;
}

static void give(struct str *text, struct str chosen) {
  *text = chosen.n > 0 ? chosen : *text;
}

/* ---- frameworks ---- */

/* The attribute that the lines of words above were about ends where another begins. */
static void take_attribute(struct session *session, const struct line *line, struct native_framework *framework) {
  struct decl_attribute attribute = {
      .name = line->value.text, .title = line->beside.text, .first_value = framework->values.n};
  vec_push(session->arena, &framework->attributes, attribute);
}

static void take_word(struct session *session, const struct line *line, struct native_framework *framework) {
  struct decl_value value = {.name = line->value.text, .title = line->beside.text};
  if (framework->attributes.n == 0) {
    refuse_line(session, &line->value, "word of an attribute: none stands above");
    return;
  }
  vec_push(session->arena, &framework->values, value);
  framework->attributes.v[framework->attributes.n - 1].value_count++;
}

static void take_of_framework(struct session *session, const struct line *line, struct native_framework *framework) {
  static const struct plain plain[] = {
      {"title", offsetof(struct native_framework, title)},
      {"short title", offsetof(struct native_framework, short_title)},
      {"publisher", offsetof(struct native_framework, publisher)},
      {"edition", offsetof(struct native_framework, edition)},
      {"pattern of ids", offsetof(struct native_framework, control_id)},
      {"rights", offsetof(struct native_framework, rights)},
  };
  if (take_plain(line, plain, sizeof plain / sizeof *plain, framework)) {
    return;
  }
  if (str_is(line->name, "framework")) {
    give(&framework->id, id_in(session, line));
  } else if (str_is(line->name, "published")) {
    framework->published = about_date(session, &line->value);
  } else if (str_is(line->name, "language")) {
    framework->language = words_language(line->value.text);
    if (framework->language.p == NULL) {
      refuse_line(session, &line->value, "tag of a language");
    }
  } else if (str_is(line->name, "supersedes")) {
    framework->supersedes = id_in(session, line);
  } else if (str_is(line->name, "open")) {
    framework->open = yes_in(session, line, "yes");
  } else if (str_is(line->name, "link")) {
    struct decl_link link = {.href = line->value.text, .rel = line->beside.text};
    vec_push(session->arena, &framework->links, link);
  } else if (str_is(line->name, "attribute")) {
    take_attribute(session, line, framework);
  } else if (str_is(line->name, "attribute word")) {
    take_word(session, line, framework);
  } else {
    lose_line(session, line);
  }
}

void about_fill_framework(struct session *session, struct native_framework *framework) {
  const struct sheet *sheet = session->file->about == ABOUT_FRAMEWORK ? find_sheet(session) : NULL;
  struct line line;
  for (uint32_t i = 0; sheet != NULL && i < sheet->rows.n; i++) {
    if (read_line(session, sheet, i, &line)) {
      take_of_framework(session, &line, framework);
    }
  }
  give(&framework->id, session->options->id);
  give(&framework->title, session->options->title);
}

/* ---- mappings ---- */

/* Words of a closed list, by the name of their line. */
static bool take_vocabulary(struct session *session, const struct line *line, struct native_mapping *mapping) {
  const struct {
    const char *name;
    const struct vocabulary *words;
    uint8_t *to;
  } lists[] = {
      {"method", &vocabulary_method, &mapping->method},      {"rationale", &vocabulary_rationale, &mapping->rationale},
      {"status", &vocabulary_status, &mapping->status},      {"authority", &vocabulary_authority, &mapping->authority},
      {"style", &vocabulary_style, &mapping->style},         {"overlap", &vocabulary_overlap, &mapping->overlap},
      {"examined", &vocabulary_examined, &mapping->examined}};
  for (unsigned i = 0; i < sizeof lists / sizeof *lists; i++) {
    if (str_is(line->name, lists[i].name)) {
      int found = vocabulary_find(lists[i].words, words_fold(session->arena, line->value.text));
      *lists[i].to = found >= 0 ? (uint8_t)found : *lists[i].to;
      if (found < 0) {
        refuse_line(session, &line->value, "word that is known here");
      }
      return true;
    }
  }
  return false;
}

static void take_of_mapping(struct session *session, const struct line *line, struct native_mapping *mapping) {
  static const struct plain plain[] = {{"title", offsetof(struct native_mapping, title)},
                                       {"publisher", offsetof(struct native_mapping, publisher)},
                                       {"version", offsetof(struct native_mapping, version)},
                                       {"via", offsetof(struct native_mapping, via)}};
  bool taken =
      take_plain(line, plain, sizeof plain / sizeof *plain, mapping) || take_vocabulary(session, line, mapping);
  if (taken || str_is(line->name, "source") || str_is(line->name, "target")) { /* about_end() */
    return;
  }
  if (str_is(line->name, "mapping")) {
    give(&mapping->id, id_in(session, line));
  } else if (str_is(line->name, "published")) {
    mapping->published = about_date(session, &line->value);
  } else if (str_is(line->name, "chain")) {
    mapping->chain_refused = yes_in(session, line, "no");
  } else if (str_is(line->name, "provenance")) {
    struct decl_provenance provenance = {.text = line->value.text, .href = line->beside.text};
    vec_push(session->arena, &mapping->provenances, provenance);
  } else {
    lose_line(session, line);
  }
}

/* That it came from this workbook stands behind what the workbook says, once. */
static void put_origin_last(struct session *session, struct native_mapping *mapping) {
  struct decl_provenance origin = mapping->provenances.v[0];
  bool known = false;
  for (uint32_t i = 1; i < mapping->provenances.n; i++) {
    mapping->provenances.v[i - 1] = mapping->provenances.v[i];
    known = known || str_eq(mapping->provenances.v[i].text, origin.text);
  }
  mapping->provenances.n--;
  if (!known) {
    vec_push(session->arena, &mapping->provenances, origin);
  }
}

void about_fill_mapping(struct session *session, struct native_mapping *mapping) {
  const struct sheet *sheet = session->file->about == ABOUT_MAPPING ? find_sheet(session) : NULL;
  struct line line;
  for (uint32_t i = 0; sheet != NULL && i < sheet->rows.n; i++) {
    if (read_line(session, sheet, i, &line)) {
      take_of_mapping(session, &line, mapping);
    }
  }
  if (sheet != NULL) {
    put_origin_last(session, mapping);
  }
  give(&mapping->id, session->options->id);
  give(&mapping->title, session->options->title);
}
