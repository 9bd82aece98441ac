/* Carrying a document to another edition of a framework: which document, to which edition, and the two files that come of
 * it. */
#define _POSIX_C_SOURCE 200809L
#include "migrate/migration.h"

#include "api/compilation.h"
#include "output/folder.h"
#include "output/xlsx/decisions.h"

#include <sys/stat.h>

/* ---- what is asked for ---- */

static const struct document *find_document(const struct cw_compilation *c, const char *file) {
  for (uint32_t i = 0; i < c->work.loaded.documents.n; i++) {
    const struct document *document = &c->work.loaded.documents.v[i];
    const struct source *source = &c->work.sources.list.v[document->source];
    if (str_is(source->name, file) || (source->path != NULL && strcmp(source->path, file) == 0)) {
      return document;
    }
  }
  return NULL;
}

/* What is wrong with the document is a finding, and nothing more has to be said. */
static enum cw_result refuse_broken(struct cw_compilation *c, const char *file) {
  enum cw_result status = cw_status(c);
  return status != CW_OK ? status : usage(c, "%s could not be used, and is not carried anywhere", file);
}

/* The new document is called what the old one is. */
static enum cw_result refuse_unread(struct cw_compilation *c, const char *file) {
  struct stat status;
  if (strcmp(file, "-") == 0) {
    return usage(c, "what is carried over has to have a name; name a file");
  }
  if (stat(file, &status) == 0 && S_ISDIR(status.st_mode)) {
    return usage(c, "%s is a folder, and one document is carried over: name its file, then the folder if it is needed",
                 file);
  }
  return usage(c, "%s was not read", file);
}

static enum cw_result carry_mapping(struct migration *migration, struct cw_compilation *c, uint32_t number,
                                    const char *file, const char *to) {
  const struct graph_mapping *mapping = &c->work.graph.mappings.v[number];
  if (mapping->source == migration->new || mapping->target == migration->new) {
    return usage(c, "%s is a mapping of %s already", file, to);
  }
  if (!migration_choose_side(migration, mapping)) {
    return usage(c, "%s: no mapping leads from one of its two frameworks, and from one only, to %s", file, to);
  }
  migration_carry_mapping(migration, number);
  return CW_OK;
}

static enum cw_result carry_assessment(struct migration *migration, struct cw_compilation *c,
                                       const struct graph_assessment *assessment, const char *file, const char *to) {
  migration->old = assessment->framework;
  if (migration->old == migration->new) {
    return usage(c, "%s is an assessment of %s already", file, to);
  }
  if (!migration_is_joined(migration, migration->old)) {
    return usage(c, "%s: no mapping leads from its framework to %s", file, to);
  }
  migration_carry_assessment(migration, assessment);
  return CW_OK;
}

/* CW_OK where the document is one that can be carried there. */
static enum cw_result carry(struct migration *migration, struct cw_compilation *c, const struct document *document,
                            const char *file, const char *to) {
  for (uint32_t i = 0; i < c->work.graph.mappings.n; i++) {
    if (c->work.graph.mappings.v[i].document_source == document->source) {
      return carry_mapping(migration, c, i, file, to);
    }
  }
  for (uint32_t i = 0; i < c->work.graph.assessments.n; i++) {
    if (c->work.graph.assessments.v[i].document_source == document->source) {
      return carry_assessment(migration, c, &c->work.graph.assessments.v[i], file, to);
    }
  }
  bool other = document->kind == DOCUMENT_FRAMEWORK || document->kind == DOCUMENT_SUPPLEMENT ||
               document->kind == DOCUMENT_WORKSPACE || document->kind == DOCUMENT_IGNORED;
  return other ? usage(c, "%s is neither a mapping nor an assessment", file) : refuse_broken(c, file);
}

/* ---- what is written ---- */

static const char *path_in(struct cw_compilation *c, const char *folder, const char *name) {
  struct buf path;
  buf_init(&path, &c->arena);
  buf_printf(&path, "%s/%s", folder, name);
  return buf_done(&path).p;
}

/* Whether the file at the path is one that was read, by whatever name. */
static bool was_read(const struct cw_compilation *c, const char *path) {
  struct stat status;
  if (stat(path, &status) != 0) {
    return false;
  }
  struct source_stamp stamp = source_stamp_of(&status);
  for (uint32_t i = 0; i < c->work.sources.list.n; i++) {
    const struct source *source = &c->work.sources.list.v[i];
    if (source->stamped && source->stamp.device == stamp.device && source->stamp.node == stamp.node) {
      return true;
    }
  }
  return false;
}

/* The document and the list of decisions: both or none. */
struct pair_of_files {
  bool workbook; /* the list is one */
  const char *paths[2];
  struct sink *sinks[2];
};

static void abandon_both(const struct pair_of_files *files) {
  for (unsigned i = 0; i < 2; i++) {
    if (files->sinks[i] != NULL) {
      sink_abandon(files->sinks[i]);
    }
  }
}

/* All that is likely to fail is done before the first of the two stands in its place; the decisions come first, so that no
 * document is ever without them. True if both could be written. */
static bool close_both(struct cw_compilation *c, const struct pair_of_files *files) {
  for (unsigned step = 0; step < 4; step++) {
    unsigned which = 1 - step % 2;
    int error = step < 2 ? sink_prepare(files->sinks[which]) : sink_close(files->sinks[which]);
    if (error != 0) {
      report_write_failure(c, files->paths[which], error);
      abandon_both(files);
      return false;
    }
  }
  return true;
}

static struct str document_id(const struct document *document) {
  return document->kind == DOCUMENT_MAPPING ? document->as.mapping->id : document->as.assessment->id;
}

/* The framework that the mapping will name at an end once it is carried. */
static struct str carried_end(const struct migration *migration, const struct cw_compilation *c, uint32_t framework) {
  return c->work.graph.frameworks.v[framework == migration->old ? migration->new : framework].id;
}

/* As a workbook it has pairs to review, if it is a mapping that is carried. */
static void write_list(const struct migration *migration, struct cw_compilation *c, const struct document *document,
                       const struct pair_of_files *files) {
  struct writer_options options = writer_options(c);
  struct xlsx_decisions decisions = {.list = decisions_grid(&migration->decisions),
                                     .document = document_id(document),
                                     .old = c->work.graph.frameworks.v[migration->old].id,
                                     .new_ = c->work.graph.frameworks.v[migration->new].id};
  for (uint32_t i = 0; i < c->work.graph.mappings.n; i++) {
    const struct graph_mapping *mapping = &c->work.graph.mappings.v[i];
    if (mapping->document_source == document->source) {
      decisions.pairs = migration_pairs(migration, mapping);
      decisions.source = carried_end(migration, c, mapping->source);
      decisions.target = carried_end(migration, c, mapping->target);
    }
  }
  if (files->workbook) {
    xlsx_decisions_write(files->sinks[1], &decisions, &options);
  } else {
    csv_writer.grid(files->sinks[1], &decisions.list, &options);
  }
}

/* Nothing is left behind when memory runs out on the way. */
static bool write_both(struct migration *migration, struct cw_compilation *c, const struct document *document,
                       struct pair_of_files *files) {
  edits_settle(&migration->text.edits);
  struct span whole = {.start = 0, .length = migration->text.bytes.n};
  struct str text = text_edited(&migration->text, whole, &migration->text.edits);
  struct guard *const outer = c->arena.guard;
  struct guard guard;
  c->arena.guard = &guard;
  if (setjmp(guard.jump) != 0) {
    c->arena.guard = outer;
    abandon_both(files);
    arena_fail(&c->arena);
  }
  for (unsigned i = 0; i < 2; i++) {
    files->sinks[i] = sink_open_file(&c->arena, files->paths[i]);
  }
  sink_str(files->sinks[0], text);
  write_list(migration, c, document, files);
  bool written = close_both(c, files);
  c->arena.guard = outer;
  return written;
}

static enum cw_result write_all(struct migration *migration, struct cw_compilation *c, const struct document *document,
                                const char *file, const char *format, const char *folder, FILE *stream) {
  const char *slash = strrchr(file, '/');
  struct pair_of_files *files = arena_zalloc(&c->arena, sizeof *files);
  files->paths[0] = path_in(c, folder, slash != NULL ? slash + 1 : file);
  files->workbook = strcmp(format, "xlsx") == 0;
  files->paths[1] = path_in(c, folder, files->workbook ? "DECISIONS.xlsx" : "DECISIONS.csv");
  if (strcmp(files->paths[0], files->paths[1]) == 0) {
    return usage(c, "%s would take the place of its own list of decisions; give it another name", file);
  }
  for (unsigned i = 0; i < 2; i++) {
    if (was_read(c, files->paths[i])) {
      return usage(c, "%s was read, and is not written over; name another folder", files->paths[i]);
    }
  }
  int error = folder_make(&c->arena, folder);
  if (error != 0) {
    report_write_failure(c, folder, error);
    return CW_FAILED;
  }
  if (!write_both(migration, c, document, files)) {
    return CW_FAILED;
  }
  struct buf words;
  buf_init(&words, &c->arena);
  buf_printf(&words, "%u carried over to %s; %u to decide, in %s\n", migration->carried, files->paths[0],
             migration->decisions.count, files->paths[1]);
  struct sink *sink = open_stream(c, stream);
  sink_str(sink, buf_done(&words));
  return close_stream(c, sink);
}

enum cw_result cw_migrate(struct cw_compilation *c, const char *file, const char *to, const char *format,
                          const char *folder, FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, file);
  WANT(c, to);
  WANT(c, format);
  WANT(c, folder);
  WANT_STREAM(c, stream);
  if (strcmp(format, "csv") != 0 && strcmp(format, "xlsx") != 0) {
    return usage(c, "there is no format \"%s\" for decisions; there are csv, xlsx", format);
  }
  struct migration *migration = arena_zalloc(&c->arena, sizeof *migration);
  *migration = (struct migration){.arena = &c->arena, .analysis = &c->work.analysis, .graph = &c->work.graph};
  const struct document *document = find_document(c, file);
  if (document == NULL) {
    return refuse_unread(c, file);
  }
  if (document->kind == DOCUMENT_BROKEN) {
    return refuse_broken(c, file);
  }
  migration->new = find_framework(c, to);
  if (migration->new == NO_INDEX) {
    return CW_USAGE;
  }
  const struct source *source = &c->work.sources.list.v[document->source];
  source_text text = {0};
  const char *bytes = source_bytes(source, &c->arena, &text);
  if (bytes == NULL || !migration_begin(migration, (struct str){.p = bytes, .n = (uint32_t)source->size})) {
    return usage(c, "%s cannot be read again", file);
  }
  enum cw_result result = carry(migration, c, document, file, to);
  if (result != CW_OK) {
    return result;
  }
  result = write_all(migration, c, document, file, format, folder, stream);
  return result == CW_OK && c->import.strict && migration->decisions.count > 0 ? CW_FINDINGS : result;
}
