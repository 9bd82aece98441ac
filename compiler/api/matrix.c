/* Wide tables as reports: those of the workspaces into a folder, and one on a stream. */
#include "api/matrices.h"
#include "report/digests.h"
#include "workspace/asks.h"
#include "workspace/show.h"
#include "workspace/torn.h"

#include <assert.h>

/* ---- into a folder ---- */

/* The crosswalks that stand in the same folder, for links. */
static void name_crosswalks(const struct cw_compilation *c, const struct matrix *matrix, struct arena *arena,
                            struct report_matrix *report) {
  struct str *files = arena_alloc(arena, matrix->columns.n * sizeof *files);
  for (uint32_t i = 0; i < matrix->columns.n; i++) {
    bool built = crosswalk_is_written(&c->work, matrix->columns.v[i]);
    files[i] = built ? crosswalk_stem(&c->work.analysis, matrix->columns.v[i], arena) : STR("");
  }
  report->files = files;
}

static void build_matrix(void *context, struct page_maker *maker, uint32_t number) {
  struct cw_compilation *c = context;
  const struct pages *pages = maker->pages;
  const struct matrix *matrix = &c->work.matrices.v[number];
  if (!matrix_is_written(&c->work, matrix)) {
    return;
  }
  struct report_matrix report;
  report_matrix_build(maker->reporter, matrix->columns.v, matrix->columns.n, &maker->page, &report);
  report.title = matrix->title;
  report.links = pages_links(pages, &maker->page, matrix->file, STR(""));
  name_crosswalks(c, matrix, &maker->page, &report);
  for (unsigned f = 0; f < pages->format_count; f++) {
    const struct writer *writer = pages->formats[f];
    struct sink *sink = writer->matrix != NULL ? page_open(maker, matrix->file, "", writer->extension) : NULL;
    if (sink != NULL) {
      writer->matrix(sink, &report, &pages->writer_options);
      page_close(maker);
    }
  }
}

/* Nothing but candidates that are asked for as rows is looked for: the cells show no more. */
bool matrices_build(const struct pages *pages, const struct report_options *options) {
  struct report_options plain = *options;
  plain.gap_candidates = false;
  plain.possible = false;
  return pages_make(pages, &plain, (struct page_runs){.count = pages->c->work.matrices.n}, build_matrix, pages->c);
}

const struct report_index_matrix *matrices_describe(struct cw_compilation *c, uint32_t *count) {
  struct report_index_matrix *entries = arena_alloc(&c->arena, ((size_t)c->work.matrices.n + 1) * sizeof *entries);
  for (uint32_t i = 0; i < c->work.matrices.n; i++) {
    const struct matrix *matrix = &c->work.matrices.v[i];
    if (!matrix_is_written(&c->work, matrix)) {
      continue;
    }
    struct report_index_column *columns = arena_alloc(&c->arena, matrix->columns.n * sizeof *columns);
    for (uint32_t t = 0; t < matrix->columns.n; t++) {
      const struct crosswalk *crosswalk = &c->work.analysis.crosswalks.v[matrix->columns.v[t]];
      columns[t] =
          (struct report_index_column){.id = matrix_target_id(&c->work, matrix, t),
                                       .title = report_held_name(&c->work.analysis, matrix->columns.v[t], &c->arena),
                                       .counts = report_counts_of(&crosswalk->counts[0])};
    }
    entries[*count] = (struct report_index_matrix){.file = matrix->file,
                                                   .title = matrix->title,
                                                   .source_id = c->work.graph.frameworks.v[matrix->source].id,
                                                   .source_title = graph_framework_name(&c->work.graph, matrix->source),
                                                   .target_count = matrix->columns.n,
                                                   .targets = columns};
    *count += 1;
  }
  return entries;
}

/* ---- one on a stream ---- */

/* Whether a document that was not read speaks of the two, or of one of several that are held together. */
static bool is_unread(struct cw_compilation *c, const char *source, const char *target) {
  uint32_t from = graph_find_framework(&c->work.graph, str_from(source));
  held_list held = {0};
  bool unread = false;
  if (from != NO_INDEX && parse_held(&c->work, str_from(target), &held)) {
    for (uint32_t i = 0; i < held.n; i++) {
      unread = unread || torn_between(&c->work, from, held.v[i]);
    }
  }
  return unread;
}

/* The crosswalks of the columns. False with the message set if one of them was not asked for. */
static bool find_columns(struct cw_compilation *c, const char *source, const char *const *targets, size_t count,
                         struct matrix *matrix) {
  bool missing = false;
  for (size_t i = 0; i < count; i++) {
    uint32_t number = find_crosswalk(c, source, targets[i]);
    if (number == NO_INDEX && c->message[0] == '\0') {
      missing = missing || is_unread(c, source, targets[i]);
      continue; /* nothing joins the two, or a document was not read: a finding says so */
    }
    if (number == NO_INDEX) {
      return false;
    }
    matrix->source = c->work.analysis.crosswalks.v[number].frameworks[0];
    matrix_add_column(&c->work, matrix, number);
  }
  c->last_build.lacks_matrix = missing;
  matrix->columns.n = missing ? 0 : matrix->columns.n;
  return true;
}

void put_matrix(struct cw_compilation *c, const struct matrix *matrix, const struct writer *writer, struct sink *sink) {
  struct report_options *options = arena_alloc(&c->arena, sizeof *options);
  *options = report_options(c);
  if (writer->has_digests) {
    digest_documents(&c->work, options);
  }
  struct reporter *reporter = reporter_new(&c->work.analysis, options, &c->arena);
  struct report_matrix report;
  report_matrix_build(reporter, matrix->columns.v, matrix->columns.n, &c->arena, &report);
  report.title = matrix->title;
  struct writer_options writing = writer_options(c);
  writing.table_only = true;
  writer->matrix(sink, &report, &writing);
}

/* A wide table has columns of what its rows have; false with the message set where the caller asks for something else that
 * some framework has. */
static bool shows_rows(struct cw_compilation *c, uint32_t source) {
  for (uint32_t i = 0; i < c->work.wishes.n; i++) {
    const struct show_wish *wish = &c->work.wishes.v[i];
    const struct attribute_view view = show_view(&c->work, source, wish->name);
    struct str title;
    bool other = wish->framework != NO_INDEX && wish->framework != source;
    if (wish->by_caller && (other || !attribute_is_declared(&view, &title)) && show_is_known(&c->work, wish)) {
      usage(c, "--show %.*s: a wide table shows what its rows have, and they are controls of %.*s", STR_ARG(wish->text),
            STR_ARG(c->work.graph.frameworks.v[source].id));
      return false;
    }
  }
  return true;
}

enum cw_result cw_matrix(struct cw_compilation *c, const char *source, const char *const *targets, size_t target_count,
                         const char *format, FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, source);
  WANT(c, format);
  WANT_STREAM(c, stream);
  for (size_t i = 0; i < target_count; i++) {
    WANT(c, targets);
    WANT(c, targets[i]);
  }
  const struct writer *writer = find_writer(c, format, "a wide table");
  if (writer == NULL) {
    return CW_USAGE;
  }
  assert(writer->matrix != NULL);
  if (target_count == 0) {
    return usage(c, "a wide table wants a target");
  }
  struct matrix matrix = {.title = STR("")};
  if (!find_columns(c, source, targets, target_count, &matrix)) {
    return CW_USAGE;
  }
  if (matrix.columns.n > 0 && !shows_rows(c, matrix.source)) {
    return CW_USAGE;
  }
  if (matrix.columns.n == 0) {
    return cw_status(c);
  }
  if (injects(c)) {
    matrix_name_file(&c->work, &matrix, true);
    return inject_matrix(c, format, &matrix);
  }
  struct sink *sink = open_stream(c, stream);
  put_matrix(c, &matrix, writer, sink);
  return close_stream(c, sink);
}
