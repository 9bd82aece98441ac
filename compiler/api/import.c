/* Importing: reads the files, has documents made of them, and writes those whole or not at all. */
#define _POSIX_C_SOURCE 200809L
#include "api/import.h"

#include "base/failure.h"
#include "output/folder.h"
#include "output/xlsx/template.h"
#include "output/xml/xml.h"
#include "workspace/bundle.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

struct importing {
  struct cw_compilation *c;
  VEC(struct import_input) inputs;
  VEC(const struct decl_framework *) known;
  uint32_t own; /* of them: the first so many, which are not bundled */
  struct import_input names;
  bool unread; /* something that was named could not be read: nothing is made of the rest */
  struct imported result;
};

/* A place for the file in the sources, under the name that was given. */
static uint32_t add_source(struct cw_compilation *c, const char *name, const source_text *text) {
  struct source source = {.name = str_from(name), .bytes = text->v, .size = text->n, .in_memory = true};
  vec_push(&c->arena, &c->work.sources.list, source);
  return c->work.sources.list.n - 1;
}

/* Our own documents among the files are not imported: they define what the others name. */
static bool is_ours(struct cw_compilation *c, const source_text *text) {
  enum document_kind kind;
  struct str id;
  struct str source;
  struct str target;
  enum { HEAD = 4096 };
  size_t head = text->n < HEAD ? text->n : HEAD;
  bool named = false;
  static const char space[] = "urn:crosswalk:1";
  for (size_t i = 0; i + sizeof space - 1 <= head && !named; i++) {
    named = memcmp(text->v + i, space, sizeof space - 1) == 0;
  }
  return named && load_peek(text->v, text->n, &c->arena, &kind, &id, &source, &target);
}

/* The metadata of a table of SSSOM that stand beside it: NAME.sssom.yml beside NAME.sssom.tsv. */
static struct str read_beside(struct cw_compilation *c, const char *name) {
  static const char *const extensions[] = {".yml", ".yaml"};
  size_t n = strlen(name);
  struct str none = {.p = NULL};
  if (n < 4 || strcmp(name + n - 4, ".tsv") != 0) {
    return none;
  }
  for (unsigned i = 0; i < sizeof extensions / sizeof *extensions; i++) {
    struct buf path;
    source_text text = {0};
    struct stat status;
    buf_init(&path, &c->arena);
    buf_bytes(&path, name, n - 4);
    buf_text(&path, extensions[i]);
    const char *beside = buf_done(&path).p;
    if (stat(beside, &status) == 0 && source_read(beside, &c->arena, &text, NULL)) {
      return (struct str){.p = text.v, .n = text.n};
    }
  }
  return none;
}

static void report_unread(struct importing *importing, const char *name, int error) {
  struct cw_compilation *c = importing->c;
  importing->unread = true;
  if (error == EFBIG) {
    struct finding *finding =
        finding_add(&c->work.findings, F_IMPORT_LIMIT, place_none(), "%s is too large, and not read", name);
    finding_note(&c->work.findings, finding, place_none(),
                 "the limit is %llu bytes; --limit document-bytes=VALUE raises it",
                 (unsigned long long)c->work.request.limits.document_bytes);
    return;
  }
  char words[FAILURE_WORDS];
  c->work.io_failed = true;
  struct finding *finding =
      finding_add(&c->work.findings, F_IO_READ, place_none(), "cannot read %s: %s", name, failure_words(error, words));
  if (error == EISDIR) {
    finding_note(&c->work.findings, finding, place_none(), "give the files in it, one by one");
  }
}

/* A file, or what comes through a pipe. */
static bool read_named(struct importing *importing, const char *name, source_text *text) {
  struct cw_compilation *c = importing->c;
  bool read = source_read_named(name, c->work.request.limits.document_bytes, &c->arena, text);
  if (!read) {
    report_unread(importing, name, errno);
  }
  return read;
}

static void read_input(struct importing *importing, const char *name) {
  struct cw_compilation *c = importing->c;
  source_text text = {0};
  if (!read_named(importing, name, &text)) {
    return;
  }
  if (is_ours(c, &text)) {
    const struct memory_document document = {.name = name, .bytes = text.v, .size = text.n};
    workspace_read(&c->work, NULL, 0, &document, 1);
    return;
  }
  struct import_input input = {.name = name, .bytes = text.v, .size = text.n};
  input.source = add_source(c, name, &text);
  input.metadata = read_beside(c, name);
  vec_push(&c->arena, &importing->inputs, input);
}

/* The bundled frameworks, so that ids can be looked up. */
static void load_bundled_frameworks(struct cw_compilation *c) {
  VEC(struct memory_document) documents = {0};
  bundle_open(&c->work);
  for (uint32_t i = 0; i < c->work.bundle.n; i++) {
    if (c->work.bundle.v[i].kind == DOCUMENT_FRAMEWORK) {
      vec_push(&c->arena, &documents, c->work.bundle.v[i].document);
    }
  }
  bundle_load_documents(&c->work, documents.v, documents.n);
}

/* The user's own come first: one of the same id as a bundled one replaces it. */
static void collect_known(struct importing *importing) {
  const struct loaded *loaded = &importing->c->work.loaded;
  for (uint32_t i = 0; i < loaded->documents.n; i++) {
    const struct document *document = &loaded->documents.v[i];
    bool known = document->kind != DOCUMENT_FRAMEWORK;
    for (uint32_t k = 0; k < importing->known.n && !known; k++) {
      known = str_eq(importing->known.v[k]->id, document->as.framework->id);
    }
    if (!known) {
      const struct decl_framework *framework = document->as.framework;
      vec_push(&importing->c->arena, &importing->known, framework); /* NOLINT(bugprone-sizeof-expression): pointers */
      importing->own += !importing->c->work.sources.list.v[document->source].bundled;
    }
  }
}

/* The files that options name. */
static void read_options(struct importing *importing) {
  struct cw_compilation *c = importing->c;
  source_text metadata = {0};
  source_text names = {0};
  if (c->import.metadata.n > 0) {
    if (!read_named(importing, c->import.metadata.p, &metadata)) {
      return;
    }
    c->import.options.metadata = (struct str){.p = metadata.v, .n = metadata.n};
  }
  if (c->import.names.n > 0) {
    if (!read_named(importing, c->import.names.p, &names)) {
      return;
    }
    importing->names = (struct import_input){.name = c->import.names.p, .bytes = names.v, .size = names.n};
    importing->names.source = add_source(c, c->import.names.p, &names);
    c->import.options.names = &importing->names;
  }
}

static void run(struct importing *importing) {
  struct cw_compilation *c = importing->c;
  struct import_known known = {.frameworks = importing->known.v, .count = importing->known.n, .own = importing->own};
  import_files(importing->inputs.v, importing->inputs.n, &c->import.options, &known, &c->work.request.limits, &c->arena,
               &c->work.sources, &c->work.findings, &importing->result);
}

static struct str as_text(struct cw_compilation *c, const struct native_document *document) {
  struct sink *sink = sink_open_memory(&c->arena);
  xml_write(sink, document);
  return sink_memory(sink);
}

/* True if the file is not there, or holds these bytes, or may be replaced. */
static bool may_write(struct cw_compilation *c, const char *path, struct str text) {
  struct stat status;
  source_text old = {0};
  if (c->import.force || stat(path, &status) != 0) {
    return true;
  }
  if (source_read(path, &c->arena, &old, NULL) && old.n == text.n && memcmp(old.v, text.p, text.n) == 0) {
    return true;
  }
  finding_add(&c->work.findings, F_IO_WRITE, place_none(), "%s is there already and differs; --force replaces it",
              path);
  c->work.io_failed = true;
  return false;
}

static void write_file(struct cw_compilation *c, const char *path, struct str text) {
  struct sink *sink = sink_open(&c->arena, path, SINK_REPLACE_LINKS, false);
  sink_str(sink, text);
  int error = sink_close(sink);
  if (error != 0) {
    report_write_failure(c, path, error);
  }
}

/* Two documents of one id would be one file. */
static bool check_names(struct cw_compilation *c, struct names *names, struct str name) {
  uint32_t before = names->names.n;
  if (names_intern(names, name) == before) {
    return true;
  }
  finding_add(&c->work.findings, F_IMPORT_FORMAT, place_none(),
              "two documents would be written to %.*s; import the files one by one, with --id", STR_ARG(name));
  return false;
}

static void write_folder(struct importing *importing, const char *folder) {
  struct cw_compilation *c = importing->c;
  struct names names;
  names_init(&names, &c->arena);
  VEC(const char *) paths = {0};
  VEC(struct str) texts = {0};
  bool good = true;
  for (uint32_t i = 0; i < importing->result.documents.n; i++) {
    const struct native_document *document = &importing->result.documents.v[i];
    struct str name = native_file_name(&c->arena, document);
    struct buf path;
    buf_init(&path, &c->arena);
    buf_printf(&path, "%s/%.*s", folder, STR_ARG(name));
    const char *whole = buf_done(&path).p;
    struct str text = as_text(c, document);
    good = check_names(c, &names, name) && may_write(c, whole, text) && good;
    vec_push(&c->arena, &paths, whole);
    vec_push(&c->arena, &texts, text);
  }
  int error = good ? folder_make(&c->arena, folder) : 0;
  if (error != 0) {
    report_write_failure(c, folder, error);
  }
  for (uint32_t i = 0; i < paths.n && good && error == 0; i++) {
    write_file(c, paths.v[i], texts.v[i]);
  }
}

static void write_stream(struct importing *importing, FILE *stream) {
  struct cw_compilation *c = importing->c;
  struct sink *sink = open_stream(c, stream);
  sink_str(sink, importing->c->import.options.guess ? importing->result.understood
                                                    : as_text(c, &importing->result.documents.v[0]));
  (void)close_stream(c, sink);
}

static enum cw_result write_result(struct importing *importing, const char *folder, FILE *stream) {
  struct cw_compilation *c = importing->c;
  uint32_t count = importing->result.documents.n;
  if (c->import.options.guess) {
    write_stream(importing, stream);
  } else if (count > 0 && folder != NULL) {
    write_folder(importing, folder);
  } else if (count == 1) {
    write_stream(importing, stream);
  } else if (count > 1) {
    struct str first = native_file_name(&c->arena, &importing->result.documents.v[0]);
    return usage(c, "this makes %u documents (%.*s and more), and standard output holds one: name a folder with -o DIR",
                 (unsigned)count, STR_ARG(first));
  }
  return CW_OK;
}

static const struct decl_framework *known_framework(const struct importing *importing, struct str id) {
  for (uint32_t i = 0; i < importing->known.n; i++) {
    if (str_eq(importing->known.v[i]->id, id)) {
      return importing->known.v[i];
    }
  }
  return NULL;
}

enum cw_result cw_import_template(struct cw_compilation *c, const char *path, FILE *stream) {
  ENTER_BEFORE(c);
  if (path == NULL) {
    WANT_STREAM(c, stream);
  }
  struct importing importing = {.c = c};
  const struct import_options *options = &c->import.options;
  c->work.request.scope = SCOPE_CHECK;
  parallel_free(&c->work.parallel);
  parallel_init(&c->work.parallel, &c->arena, c->jobs);
  load_bundled_frameworks(c);
  collect_known(&importing);
  struct xlsx_template template = {.generator = "crosswalk " CW_VERSION,
                                   .source = known_framework(&importing, options->source),
                                   .target = known_framework(&importing, options->target)};
  bool unknown =
      (options->source.n > 0 && template.source == NULL) || (options->target.n > 0 && template.target == NULL);
  if (unknown) {
    struct str id = options->source.n > 0 && template.source == NULL ? options->source : options->target;
    return usage(c, "no framework is called \"%.*s\"; crosswalk list frameworks shows those that are bundled",
                 STR_ARG(id));
  }
  struct sink *sink = open_output(c, path, stream);
  xlsx_template_write(sink, &template);
  (void)close_output(c, sink, path);
  settle_findings(c);
  c->phase = PHASE_IMPORTED;
  return cw_status(c);
}

enum cw_result cw_import(struct cw_compilation *c, const char *const *files, size_t count, const char *folder,
                         FILE *stream) {
  ENTER_BEFORE(c);
  for (size_t i = 0; i < count; i++) {
    WANT(c, files);
    WANT(c, files[i]);
  }
  if (folder == NULL || c->import.options.guess) {
    WANT_STREAM(c, stream);
  }
  struct importing importing = {.c = c};
  enum cw_result result = CW_OK;
  c->work.request.scope = SCOPE_CHECK;
  c->work.request.imports = true;
  if (c->import.strict) {
    (void)switches_apply(&c->work.switches, STR("error=import.lost"));
  }
  parallel_free(&c->work.parallel);
  parallel_init(&c->work.parallel, &c->arena, c->jobs);
  for (size_t i = 0; i < count; i++) {
    read_input(&importing, files[i]);
  }
  if (importing.inputs.n == 0 && !importing.unread) {
    finding_add(&c->work.findings, F_IMPORT_FORMAT, place_none(),
                "there is nothing to import: what was given are documents of crosswalk's own already");
  }
  read_options(&importing);
  if (!importing.unread && !c->work.io_failed) {
    load_bundled_frameworks(c);
    collect_known(&importing);
    c->import.options.language = c->work.request.language;
    run(&importing);
    result = write_result(&importing, folder, stream);
  }
  settle_findings(c);
  c->phase = PHASE_IMPORTED;
  return result == CW_USAGE ? result : cw_status(c);
}
