/* Wide tables: those that workspaces ask for, built into a folder, and one on a stream. */
#include "api/matrices.h"

#include "api/digests.h"
#include "load/values.h"
#include "output/sha256.h"

#include <stdlib.h>

/* ---- what the workspaces ask for ---- */

static void add_column(struct cw_compilation *c, struct matrix *matrix, uint32_t number) {
  for (uint32_t i = 0; i < matrix->columns.n; i++) {
    if (matrix->columns.v[i] == number) {
      return;
    }
  }
  vec_push(&c->arena, &matrix->columns, number);
}

/* A target that is not loaded costs its column, and no more. */
static void ask_matrix(struct cw_compilation *c, const struct document *document, const struct decl_matrix *declared) {
  struct matrix matrix = {.title = declared->title.n > 0 ? declared->title : STR("")};
  matrix.source =
      workspace_framework(c, document, declared->offset, "source", declared->source, "this wide table is not built");
  struct str targets = declared->targets;
  for (struct str id; (id = value_next_token(&targets)).p != NULL;) {
    uint32_t target = workspace_framework(c, document, declared->offset, "targets", id, "this column is not built");
    if (matrix.source != NO_INDEX && target != NO_INDEX) {
      add_column(c, &matrix, analyse_ask_column(&c->analysis, matrix.source, target));
    }
  }
  if (matrix.columns.n > 0) {
    vec_push(&c->arena, &c->matrices, matrix);
  }
}

/* In an order that does not depend on that of the documents. */
static int by_name(const void *a, const void *b) {
  return str_compare(((const struct matrix *)a)->file, ((const struct matrix *)b)->file);
}

/* ---- what the files are called ---- */

static struct str target_id(const struct cw_compilation *c, const struct matrix *matrix, uint32_t column) {
  uint32_t target = c->analysis.crosswalks.v[matrix->columns.v[column]].frameworks[1];
  return c->graph.frameworks.v[target].id;
}

/* "SOURCE--matrix+TARGET+TARGET": no id holds a plus sign, so that no two tables, and no crosswalk, have this name. */
static struct str long_name(struct cw_compilation *c, const struct matrix *matrix) {
  struct buf name;
  buf_init(&name, &c->arena);
  buf_str(&name, c->graph.frameworks.v[matrix->source].id);
  buf_text(&name, "--matrix");
  for (uint32_t i = 0; i < matrix->columns.n; i++) {
    buf_char(&name, '+');
    buf_str(&name, target_id(c, matrix, i));
  }
  return buf_done(&name);
}

static struct str short_name(const struct cw_compilation *c, const struct matrix *matrix, struct str whole) {
  return (struct str){.p = whole.p, .n = c->graph.frameworks.v[matrix->source].id.n + (uint32_t)strlen("--matrix")};
}

/* The same table asked for twice is one, under the title that comes first in order. */
static void drop_repeated(struct cw_compilation *c) {
  struct names names;
  names_init(&names, &c->arena);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < c->matrices.n; i++) {
    struct matrix matrix = c->matrices.v[i];
    matrix.file = long_name(c, &matrix);
    uint32_t name = names_intern(&names, matrix.file);
    if (name == kept) {
      c->matrices.v[kept++] = matrix;
    } else if (matrix.title.n > 0 &&
               (c->matrices.v[name].title.n == 0 || str_compare(matrix.title, c->matrices.v[name].title) < 0)) {
      c->matrices.v[name].title = matrix.title;
    }
  }
  c->matrices.n = kept;
}

/* Where a name is more than a file system takes, a digest stands for the targets. */
static struct str shortened(struct cw_compilation *c, struct str whole, struct str start) {
  enum { LONGEST_NAME = 200, DIGEST_BYTES = 8 };
  if (whole.n <= LONGEST_NAME) {
    return whole;
  }
  unsigned char digest[SHA256_BYTES];
  sha256(whole.p, whole.n, digest);
  struct buf name;
  buf_init(&name, &c->arena);
  buf_str(&name, start);
  buf_char(&name, '+');
  for (unsigned i = 0; i < DIGEST_BYTES; i++) {
    buf_printf(&name, "%02x", digest[i]);
  }
  return buf_done(&name);
}

/* SOURCE--matrix, unless another wide table has the same source, or a crosswalk this very name. */
static void name_file(struct cw_compilation *c, struct matrix *matrix, bool only_of_source) {
  struct str whole = long_name(c, matrix);
  struct str start = short_name(c, matrix, whole);
  bool taken = false;
  for (uint32_t i = 0; i < c->analysis.crosswalks.n && !taken; i++) {
    const struct crosswalk *crosswalk = &c->analysis.crosswalks.v[i];
    taken = !crosswalk->column_only && crosswalk->frameworks[0] == matrix->source &&
            str_eq(report_stem(&c->analysis, i, &c->arena), start);
  }
  matrix->full = shortened(c, whole, start);
  matrix->file = only_of_source && !taken ? start : matrix->full;
}

static void name_files(struct cw_compilation *c) {
  uint32_t *of_source = arena_zalloc(&c->arena, ((size_t)c->graph.frameworks.n + 1) * sizeof *of_source);
  for (uint32_t i = 0; i < c->matrices.n; i++) {
    of_source[c->matrices.v[i].source]++;
  }
  for (uint32_t i = 0; i < c->matrices.n; i++) {
    struct matrix *matrix = &c->matrices.v[i];
    name_file(c, matrix, of_source[matrix->source] == 1);
  }
}

bool matrices_ask(struct cw_compilation *c) {
  bool any = false;
  for (uint32_t i = 0; i < c->loaded.documents.n; i++) {
    const struct document *document = &c->loaded.documents.v[i];
    for (uint32_t m = 0; document->kind == DOCUMENT_WORKSPACE && m < document->as.workspace->matrices.n; m++) {
      ask_matrix(c, document, &document->as.workspace->matrices.v[m]);
      any = true;
    }
  }
  if (c->matrices.n > 0) {
    drop_repeated(c);
    name_files(c);
    qsort(c->matrices.v, c->matrices.n, sizeof *c->matrices.v, by_name);
  }
  return any;
}

/* ---- building them ---- */

/* What a worker needs; kept from table to table. */
struct maker {
  struct reporter *reporter;
  struct arena page; /* emptied after each table */
  bool ready;
  struct sink *open; /* the one being written, to be abandoned if memory runs out */
};

struct made {
  const char *failed; /* path that could not be written */
  int error;
};

struct making {
  struct cw_compilation *c;
  const struct matrices_build *build;
  struct report_options report_options;
  struct maker *makers;
  struct made *made;
};

/* The crosswalks that stand in the same folder, for links. */
static void name_crosswalks(const struct cw_compilation *c, const struct matrix *matrix, struct arena *arena,
                            struct report_matrix *report) {
  struct str *files = arena_alloc(arena, matrix->columns.n * sizeof *files);
  for (uint32_t i = 0; i < matrix->columns.n; i++) {
    bool built = !c->analysis.crosswalks.v[matrix->columns.v[i]].column_only;
    files[i] = built ? report_stem(&c->analysis, matrix->columns.v[i], arena) : STR("");
  }
  report->files = files;
}

static void write_matrix(const struct making *making, struct maker *maker, const struct writer *writer, struct str file,
                         const struct report_matrix *report, struct made *made) {
  struct buf path;
  buf_init(&path, &maker->page);
  buf_printf(&path, "%s/%.*s%s", making->build->folder, STR_ARG(file), writer->extension);
  const char *name = buf_done(&path).p;
  maker->open = sink_open_file(&maker->page, name);
  writer->matrix(maker->open, report, making->build->writer_options);
  struct sink *sink = maker->open;
  maker->open = NULL;
  made->error = sink_close(sink);
  made->failed = made->error != 0 ? name : NULL;
}

static void make_matrix(void *context, struct worker *worker, uint32_t number) {
  struct making *making = context;
  struct cw_compilation *c = making->c;
  const struct matrix *matrix = &c->matrices.v[number];
  struct maker *maker = &making->makers[worker - c->parallel.workers];
  struct made *made = &making->made[number];
  if (!maker->ready) {
    maker->reporter = reporter_new(&c->analysis, &making->report_options, &worker->arena);
    arena_init(&maker->page, &worker->guard);
    maker->ready = true;
  }
  struct report_matrix report;
  report_matrix_build(maker->reporter, matrix->columns.v, matrix->columns.n, &maker->page, &report);
  report.title = matrix->title;
  name_crosswalks(c, matrix, &maker->page, &report);
  for (unsigned f = 0; f < making->build->format_count && made->error == 0; f++) {
    if (making->build->formats[f]->matrix != NULL) {
      write_matrix(making, maker, making->build->formats[f], matrix->file, &report, made);
    }
  }
  if (made->failed != NULL) {
    made->failed = arena_text(&worker->arena, made->failed, strlen(made->failed));
  }
  arena_free(&maker->page);
}

/* Nothing but candidates that are asked for as rows is looked for: the cells show no more. */
static struct report_options matrix_options(const struct report_options *options) {
  struct report_options plain = *options;
  plain.gap_candidates = false;
  plain.possible = false;
  return plain;
}

bool matrices_build(struct cw_compilation *c, const struct matrices_build *build) {
  struct making *making = arena_zalloc(&c->arena, sizeof *making);
  *making = (struct making){.c = c, .build = build, .report_options = matrix_options(build->report_options)};
  making->makers = arena_zalloc(&c->arena, c->parallel.count * sizeof *making->makers);
  making->made = arena_zalloc(&c->arena, ((size_t)c->matrices.n + 1) * sizeof *making->made);
  bool complete = parallel_each(&c->parallel, c->matrices.n, make_matrix, making);
  for (unsigned w = 0; w < c->parallel.count; w++) {
    if (making->makers[w].open != NULL) {
      sink_abandon(making->makers[w].open);
    }
    if (making->makers[w].ready) {
      arena_free(&making->makers[w].page);
    }
  }
  for (uint32_t i = 0; i < c->matrices.n && complete; i++) {
    if (making->made[i].error != 0) {
      report_write_failure(c, making->made[i].failed, making->made[i].error);
    }
  }
  return complete;
}

static struct report_counts source_counts(const struct coverage_counts *counts) {
  return (struct report_counts){.counted = counts->counted,
                                .full = counts->full,
                                .jointly = counts->jointly,
                                .partial = counts->partial,
                                .none = counts->none,
                                .excluded = counts->excluded};
}

const struct report_index_matrix *matrices_describe(struct cw_compilation *c) {
  struct report_index_matrix *entries = arena_alloc(&c->arena, ((size_t)c->matrices.n + 1) * sizeof *entries);
  for (uint32_t i = 0; i < c->matrices.n; i++) {
    const struct matrix *matrix = &c->matrices.v[i];
    struct report_index_column *columns = arena_alloc(&c->arena, matrix->columns.n * sizeof *columns);
    for (uint32_t t = 0; t < matrix->columns.n; t++) {
      const struct crosswalk *crosswalk = &c->analysis.crosswalks.v[matrix->columns.v[t]];
      columns[t] = (struct report_index_column){.id = target_id(c, matrix, t),
                                                .title = graph_framework_name(&c->graph, crosswalk->frameworks[1]),
                                                .counts = source_counts(&crosswalk->counts[0])};
    }
    entries[i] = (struct report_index_matrix){.file = matrix->file,
                                              .title = matrix->title,
                                              .source_id = c->graph.frameworks.v[matrix->source].id,
                                              .source_title = graph_framework_name(&c->graph, matrix->source),
                                              .target_count = matrix->columns.n,
                                              .targets = columns};
  }
  return entries;
}

/* ---- one on a stream ---- */

/* The crosswalks of the columns. False with the message set if one of them was not asked for. */
static bool find_columns(struct cw_compilation *c, const char *source, const char *const *targets, size_t count,
                         struct matrix *matrix) {
  for (size_t i = 0; i < count; i++) {
    uint32_t number = find_crosswalk(c, source, targets[i]);
    if (number == NO_INDEX) {
      return false;
    }
    matrix->source = c->analysis.crosswalks.v[number].frameworks[0];
    add_column(c, matrix, number);
  }
  return true;
}

void put_matrix(struct cw_compilation *c, const struct matrix *matrix, const struct writer *writer, struct sink *sink) {
  struct report_options *options = arena_alloc(&c->arena, sizeof *options);
  *options = report_options(c);
  if (writer->has_digests) {
    digest_documents(c, options);
  }
  struct reporter *reporter = reporter_new(&c->analysis, options, &c->arena);
  struct report_matrix report;
  report_matrix_build(reporter, matrix->columns.v, matrix->columns.n, &c->arena, &report);
  report.title = matrix->title;
  struct writer_options writing = writer_options(c);
  writing.table_only = true;
  writer->matrix(sink, &report, &writing);
}

enum cw_result cw_matrix(struct cw_compilation *c, const char *source, const char *const *targets, size_t target_count,
                         const char *format, FILE *stream) {
  ENTER(c);
  const struct writer *writer = find_writer(c, format, "a wide table");
  if (writer == NULL) {
    return CW_USAGE;
  }
  if (writer->matrix == NULL) {
    return usage(c, "a wide table cannot be written as %s", format);
  }
  if (target_count == 0) {
    return usage(c, "a wide table wants a target");
  }
  struct matrix matrix = {.title = STR("")};
  if (!find_columns(c, source, targets, target_count, &matrix)) {
    return CW_USAGE;
  }
  if (injects(c)) {
    name_file(c, &matrix, true);
    return inject_matrix(c, format, &matrix);
  }
  struct sink *sink = sink_open_stream(&c->arena, stream);
  put_matrix(c, &matrix, writer, sink);
  return close_stream(c, sink);
}

int cw_knows(const struct cw_compilation *c, const char *framework) {
  struct str id = str_from(framework);
  bool found = graph_find_framework(&c->graph, id) != NO_INDEX;
  for (uint32_t i = 0; i < c->bundle.n && !found; i++) {
    found = c->bundle.v[i].kind == DOCUMENT_FRAMEWORK && str_eq(c->bundle.v[i].id, id);
  }
  return found;
}
