/* One crosswalk on a stream, or in documents: the table, the gaps, what is open. */
#include "api/compilation.h"
#include "output/text/text.h"
#include "report/digests.h"

static void build_report(struct cw_compilation *c, uint32_t number, const struct writer *writer, bool gaps,
                         struct report_crosswalk *report) {
  struct report_options *options = arena_alloc(&c->arena, sizeof *options);
  *options = report_options(c);
  options->gap_candidates = gaps || !writer->splits_gaps;
  options->robust = gaps && c->output.long_gaps;
  options->possible = !gaps && writer->has_possible;
  options->notes = !gaps && writer->has_notes;
  if (writer->has_digests) {
    digest_documents(&c->work, options);
  }
  struct reporter *reporter = reporter_new(&c->work.analysis, options, &c->arena);
  report_build(reporter, number, &c->arena, report);
}

void put_table(struct cw_compilation *c, uint32_t number, const struct writer *writer, struct sink *sink) {
  struct report_crosswalk report;
  build_report(c, number, writer, false, &report);
  if (report.too_many) {
    report_too_many(c, number, true);
    return;
  }
  struct writer_options options = writer_options(c);
  options.table_only = true;
  writer->crosswalk(sink, &report, &options);
}

void put_gaps(struct cw_compilation *c, uint32_t number, const struct writer *writer, struct sink *sink) {
  struct report_crosswalk report;
  build_report(c, number, writer, true, &report);
  if (report.too_many) {
    report_too_many(c, number, false);
    return;
  }
  struct writer_options options = writer_options(c);
  writer->gaps(sink, &report, &options);
}

void put_review(struct cw_compilation *c, uint32_t number, const struct writer *writer, struct sink *sink) {
  struct report_options report = report_options(c);
  struct writer_options options = writer_options(c);
  struct reporter *reporter = reporter_new(&c->work.analysis, &report, &c->arena);
  struct report_grid grid;
  report_review(reporter, number, &c->arena, &grid);
  writer->grid(sink, &grid, &options);
}

/* Nothing is written of frameworks that nothing joins: a finding says so. Else the message is set. */
static enum cw_result not_found(const struct cw_compilation *c) {
  return c->message[0] == '\0' ? cw_status(c) : CW_USAGE;
}

static const struct writer *table_writer(struct cw_compilation *c, const char *format, const char *what) {
  return injects(c) ? find_writer(c, format, what) : find_writer_or_text(c, format, what);
}

enum cw_result cw_table(struct cw_compilation *c, const char *source, const char *target, const char *format,
                        FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, source);
  WANT(c, target);
  WANT(c, format);
  WANT_STREAM(c, stream);
  const struct writer *writer = table_writer(c, format, "a table");
  uint32_t number = writer != NULL ? find_crosswalk(c, source, target) : NO_INDEX;
  if (number == NO_INDEX) {
    return not_found(c);
  }
  if (injects(c)) {
    return inject(c, format, crosswalk_stem(&c->work.analysis, number, &c->arena), "");
  }
  struct sink *sink = open_stream(c, stream);
  put_table(c, number, writer, sink);
  return close_stream(c, sink);
}

enum cw_result cw_gaps(struct cw_compilation *c, const char *source, const char *target, const char *format,
                       FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, source);
  WANT(c, target);
  WANT(c, format);
  WANT_STREAM(c, stream);
  const struct writer *writer = table_writer(c, format, "gaps");
  if (writer != NULL && writer->gaps == NULL) {
    return usage(c, "gaps cannot be written as %s; use csv, markdown, json or xlsx, or look into the %s table", format,
                 format);
  }
  uint32_t number = writer != NULL ? find_crosswalk(c, source, target) : NO_INDEX;
  if (number == NO_INDEX) {
    return not_found(c);
  }
  if (injects(c)) {
    return inject(c, format, crosswalk_stem(&c->work.analysis, number, &c->arena), ".gaps");
  }
  struct sink *sink = open_stream(c, stream);
  put_gaps(c, number, writer, sink);
  return close_stream(c, sink);
}

/* The writer of the format if it can write a plain table, else NULL with the message set. */
static const struct writer *grid_writer(struct cw_compilation *c, const char *format) {
  const struct writer *writer = find_writer(c, format, "a list");
  if (writer != NULL && writer->grid == NULL) {
    usage(c, "a list cannot be written as %s; use csv, markdown, json or xlsx", format);
    return NULL;
  }
  return writer;
}

enum cw_result write_grid(struct cw_compilation *c, const char *format, const struct report_grid *grid, FILE *stream) {
  const struct writer *writer = grid_writer(c, format);
  if (writer == NULL) {
    return CW_USAGE;
  }
  struct writer_options options = writer_options(c);
  struct sink *sink = open_stream(c, stream);
  writer->grid(sink, grid, &options);
  return close_stream(c, sink);
}

enum cw_result cw_review(struct cw_compilation *c, const char *source, const char *target, const char *format,
                         FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, source);
  WANT(c, target);
  WANT(c, format);
  WANT_STREAM(c, stream);
  uint32_t number = find_crosswalk(c, source, target);
  const struct writer *writer = number != NO_INDEX ? grid_writer(c, format) : NULL;
  if (writer == NULL) {
    return CW_USAGE;
  }
  if (injects(c)) {
    return inject(c, format, crosswalk_stem(&c->work.analysis, number, &c->arena), ".review");
  }
  struct sink *sink = open_stream(c, stream);
  put_review(c, number, writer, sink);
  return close_stream(c, sink);
}
