/* Importing files: each is looked into, read by its format in two passes, and told about. */
#include "interchange/import.h"

#include "interchange/atlas.h"
#include "interchange/foreign.h"
#include "interchange/formats.h"
#include "interchange/sheet.h"
#include "interchange/tree.h"
#include "interchange/urns.h"
#include "interchange/words.h"

/* What files say of themselves. */
static const char *const ciso_silent[] = {"urn",
                                          "ref_id",
                                          "name",
                                          "packager",
                                          "convert_library_version",
                                          "dependencies",
                                          "depth",
                                          "locale",
                                          "version",
                                          "provider",
                                          "copyright",
                                          "publication_date",
                                          NULL};
static const char *const oscal_silent[] = {"uuid", "last-modified", "oscal-version", "id", "class",
                                           "ns",   "type",          "name",          NULL};
static const char *const cprt_silent[] = {"response", "provenance_doc_identifier", "requestType", "total_count", NULL};
static const char *const policy_silent[] = {"policy", "title", "id", "product", "reference_type", NULL};
static const char *const no_silent[] = {NULL};

const struct format formats[] = {
    {"ciso", "a library of CISO Assistant", CARRIER_TREE, ciso_fits, ciso_frameworks, ciso_mappings, ciso_silent},
    {"ciso", "the workbook of a library of CISO Assistant", CARRIER_TABLE, ciso_workbook_fits, ciso_workbook_frameworks,
     ciso_workbook_mappings, NULL},
    {"oscal", "an OSCAL catalog or mapping collection", CARRIER_TREE, oscal_fits, oscal_frameworks, oscal_mappings,
     oscal_silent},
    {"sssom", "a table of SSSOM", CARRIER_TABLE, sssom_fits, NULL, sssom_mappings, NULL},
    {"cprt", "elements and relations of NIST's CPRT", CARRIER_TREE, cprt_fits, cprt_frameworks, cprt_mappings,
     cprt_silent},
    {"complianceascode", "a control file of ComplianceAsCode", CARRIER_TREE, complianceascode_fits,
     complianceascode_frameworks, NULL, policy_silent},
    {"opencontrol", "a standard of OpenControl", CARRIER_TREE, opencontrol_fits, opencontrol_frameworks, NULL,
     no_silent},
    {"olir", "a workbook of NIST's OLIR program", CARRIER_TABLE, olir_fits, NULL, olir_mappings, NULL},
    {"csf-tool", "a workbook of NIST's CSF reference tool", CARRIER_TABLE, csf_tool_fits, csf_tool_frameworks,
     csf_tool_mappings, NULL},
    {"spreadsheet", "a table of controls, pairs, marks or an assessment", CARRIER_TABLE, spreadsheet_fits,
     spreadsheet_frameworks, spreadsheet_mappings, NULL},
};
const unsigned format_count = sizeof formats / sizeof *formats;

/* What the first bytes say that a file is. */
enum kind { KIND_ZIP, KIND_OLE, KIND_XML, KIND_JSON, KIND_TEXT, KIND_EMPTY };

static enum kind look(const char *bytes, size_t size) {
  if (size >= 4 && memcmp(bytes, "PK\x03\x04", 4) == 0) {
    return KIND_ZIP;
  }
  if (size >= 4 && memcmp(bytes, "\xD0\xCF\x11\xE0", 4) == 0) {
    return KIND_OLE;
  }
  size_t at = 0;
  while (at < size && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0') {
    at++;
  }
  if (at >= size) {
    return KIND_EMPTY;
  }
  size_t next = at + 1;
  while (next < size && bytes[next] != '\0' && strchr(" \t\r\n", bytes[next]) != NULL) {
    next++;
  }
  bool records = bytes[at] == '[' && next < size && bytes[next] == '{';
  return bytes[at] == '<' ? KIND_XML : bytes[at] == '{' || records ? KIND_JSON : KIND_TEXT;
}

static bool has_extension(const struct session *session, const char *extension) {
  struct str name = str_from(session->file->input->name);
  size_t n = strlen(extension);
  return name.n > n && str_eq_caseless(words_from(name, name.n - (uint32_t)n), str_from(extension));
}

/* Whether a text is YAML: its name says so, or its first line that is no comment is a key. */
static bool is_yaml(const struct session *session, struct str text) {
  if (has_extension(session, ".yaml") || has_extension(session, ".yml")) {
    return true;
  }
  if (has_extension(session, ".csv") || has_extension(session, ".tsv")) {
    return false;
  }
  struct str rest = text;
  struct str line = words_next(&rest, "\n");
  while (rest.p != NULL && (words_trim(line).n == 0 || line.p[0] == '#' || words_starts(line, "---"))) {
    line = words_next(&rest, "\n");
  }
  uint32_t colon = words_find(line, ":");
  return colon != UINT32_MAX && words_find(line, ",") == UINT32_MAX && words_find(line, "\t") == UINT32_MAX &&
         words_find(line, ";") == UINT32_MAX &&
         (colon + 1 == line.n || line.p[colon + 1] == ' ' || line.p[colon + 1] == '\r');
}

static void parse_text(struct session *session) {
  struct file *file = session->file;
  const char *foreign = foreign_bytes(file->input->bytes, file->input->size, session->options->encoding.n > 0);
  if (foreign != NULL) {
    session_refuse(session, NULL, "%s", foreign);
    return;
  }
  struct str text = text_decode(session, file->input->bytes, file->input->size);
  foreign = text.p != NULL ? foreign_text(text) : NULL;
  if (foreign != NULL) {
    session_refuse(session, NULL, "%s", foreign);
  }
  if (text.p == NULL || foreign != NULL) {
    return;
  }
  switch (look(text.p, text.n)) {
    case KIND_XML:
      file->tree = tree_read_xml(session, text);
      break;
    case KIND_JSON:
      file->tree = tree_read_json(session, text);
      break;
    case KIND_EMPTY:
      session_refuse(session, NULL, "the file is empty");
      break;
    default:
      if (sssom_looks(text)) {
        file->book = csv_read(session, text, '\t');
      } else if (is_yaml(session, text)) {
        file->tree = tree_read_yaml(session, text);
      } else {
        bool tabs = has_extension(session, ".tsv");
        file->book = csv_read(session, text, tabs ? '\t' : '\0');
      }
      break;
  }
}

static void parse(struct session *session) {
  const struct import_input *input = session->file->input;
  switch (look(input->bytes, input->size)) {
    case KIND_ZIP:
      session->file->book = xlsx_read(session, input->bytes, input->size);
      break;
    case KIND_OLE:
      session_refuse(session, NULL,
                     "this is an old .xls workbook, or one with a password; save it as .xlsx without a password");
      break;
    default:
      parse_text(session);
      break;
  }
}

static bool carries(const struct session *session, const struct format *format) {
  return format->carrier == CARRIER_TABLE ? session->file->book != NULL : session->file->tree != NULL;
}

static const struct format *find_format(struct session *session) {
  for (unsigned i = 0; i < format_count; i++) {
    bool chosen = str_is(str_or_empty(session->options->from), formats[i].name);
    chosen = chosen && (carries(session, &formats[i]) || i + 1 == format_count ||
                        strcmp(formats[i].name, formats[i + 1].name) != 0);
    if (chosen || (session->options->from.n == 0 && carries(session, &formats[i]) && formats[i].fits(session))) {
      if (!carries(session, &formats[i])) {
        session_refuse(session, NULL, "the file is not of a kind that %s can be", formats[i].name);
        return NULL;
      }
      return &formats[i];
    }
  }
  const struct node *root = session->file->tree != NULL ? session->file->tree->root : NULL;
  bool metadata = node_get(root, "mapping_set_id") != NULL || node_get(root, "curie_map") != NULL;
  session_refuse(session, NULL, "%s",
                 metadata ? "these are the metadata of a table of SSSOM; import the table, and they are read beside it"
                          : "the file is in no format that is known; crosswalk-interchange(7) lists them");
  return NULL;
}

static void read_frameworks(struct session *session) {
  struct file *file = session->file;
  if (!file->broken && (file->book != NULL || file->tree != NULL)) {
    file->format = find_format(session);
    if (file->tree != NULL) {
      tree_forget(file->tree);
    }
  }
  if (file->format != NULL && file->format->frameworks != NULL) {
    file->format->frameworks(session);
  }
}

static void read_mappings(struct session *session) {
  struct file *file = session->file;
  if (file->format != NULL && file->format->mappings != NULL && !file->broken) {
    file->format->mappings(session);
  }
  if (file->format != NULL && file->format->silent != NULL && file->made > 0 && !file->broken) {
    tree_tell_unread(session, file->format->silent);
  }
  if (file->made == 0 && !file->broken) {
    session_refuse(session, NULL, "nothing in the file could be used; nothing is written for it");
  }
}

/* The user's own names of frameworks. False: they cannot be read. */
static bool read_names(struct session *session) {
  if (session->options->names == NULL) {
    return true;
  }
  struct file *file = arena_zalloc(session->arena, sizeof *file);
  file->input = session->options->names;
  session->file = file;
  parse(session);
  own_names_read(session);
  session_tell(session);
  return !file->broken;
}

/* Each file keeps its own counts while others are read. */
static void each_file(struct session *session, void (*step)(struct session *session)) {
  for (uint32_t i = 0; i < session->file_count; i++) {
    session->file = &session->files[i];
    step(session);
    session_tell(session);
  }
}

/* Nothing is written of a file that could not be read to its end: the part that was read would pass for the whole. */
static void drop_broken(struct session *session) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < session->result->documents.n; i++) {
    if (!session->makers.v[i]->broken) {
      session->result->documents.v[kept++] = session->result->documents.v[i];
    }
  }
  session->result->documents.n = kept;
}

/* A framework that is named, and known to nobody, as an open one: so the result checks by itself. */
static void add_stub(struct session *session, struct str id) {
  if (atlas_find(session, id) != NULL) {
    return;
  }
  struct native_framework *framework = native_framework_new(session->arena, id);
  framework->title = id;
  framework->open = true;
  framework->control_id = STR(".+");
  atlas_make(session, id)->open = true;
  struct native_document document = {.kind = DOCUMENT_FRAMEWORK};
  document.as.framework = framework;
  vec_push(session->arena, &session->result->documents, document);
}

static void add_stubs(struct session *session) {
  uint32_t count = session->result->documents.n;
  for (uint32_t i = 0; i < count && session->options->stub; i++) {
    const struct native_document *document = &session->result->documents.v[i];
    if (document->kind == DOCUMENT_MAPPING) {
      add_stub(session, document->as.mapping->source);
      add_stub(session, session->result->documents.v[i].as.mapping->target);
    } else if (document->kind == DOCUMENT_ASSESSMENT) {
      add_stub(session, document->as.assessment->framework);
    }
  }
}

void import_files(const struct import_input *inputs, uint32_t count, const struct import_options *options,
                  const struct import_known *known, const struct limits *limits, struct arena *arena,
                  struct sources *sources, struct findings *findings, struct imported *result) {
  struct session session = {.arena = arena,
                            .findings = findings,
                            .sources = sources,
                            .options = options,
                            .limits = limits,
                            .result = result,
                            .file_count = count};
  session.files = arena_zalloc(arena, ((size_t)count + 1) * sizeof *session.files);
  for (uint32_t i = 0; i < count; i++) {
    session.files[i].input = &inputs[i];
  }
  buf_init(&session.understood, arena);
  atlas_open(&session, known);
  urns_open(&session);
  if (!read_names(&session)) {
    return;
  }
  each_file(&session, parse);
  each_file(&session, read_frameworks);
  each_file(&session, read_mappings);
  drop_broken(&session);
  add_stubs(&session);
  result->understood = buf_done(&session.understood);
}
