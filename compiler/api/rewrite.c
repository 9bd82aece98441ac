/* Changes to the user's own documents, each written whole, no other byte touched. */
#define _POSIX_C_SOURCE 200809L
#include "api/rewrite.h"

#include <errno.h>

/* The user's own files; what is bundled, or came through a pipe, stays as it is. */
static bool is_changeable(const struct source *source) {
  return source->path != NULL && source->stamped && !source->bundled && !source->in_memory;
}

static bool write_changed(struct cw_compilation *c, const struct source *source, const char *bytes,
                          const edit_list *edits) {
  struct buf text;
  buf_init(&text, &c->arena);
  edits_apply(edits, bytes, source->size, &text);
  struct sink *sink = sink_open_file(&c->arena, source->path);
  sink_str(sink, buf_done(&text));
  int error = sink_close(sink);
  if (error != 0) {
    report_write_failure(c, source->path, error);
  }
  return error == 0;
}

static uint32_t rewrite_source(struct cw_compilation *c, const struct rewriting *rewriting, uint32_t number, bool dry,
                               struct buf *out) {
  const struct source *source = &c->work.sources.list.v[number];
  source_text read = {0};
  const char *bytes = source_has_changed(source) ? NULL : source_bytes(source, &c->arena, &read);
  edit_list edits = {0};
  if (bytes == NULL) {
    c->work.io_failed = true;
    finding_add(&c->work.findings, F_IO_READ, place_at(number, NOWHERE_IN_SOURCE),
                "the file changed after it was compiled, and is left as it is");
    return 0;
  }
  rewriting->list(c, number, bytes, &edits);
  if (edits.n == 0) {
    return 0;
  }
  if (dry) {
    edits_diff(&edits, source->name, bytes, source->size, out);
  } else if (write_changed(c, source, bytes, &edits)) {
    rewriting->tell(source, bytes, &edits, out);
  } else {
    return 0;
  }
  return edits.n;
}

enum cw_result rewrite_documents(struct cw_compilation *c, const struct rewriting *rewriting, int dry, FILE *stream,
                                 size_t *count) {
  if (!comes_after_compiling(c, rewriting->function)) {
    return CW_USAGE;
  }
  if (c->work.io_failed) {
    return CW_FAILED;
  }
  if (!has_stream(c, stream) || count == NULL) {
    return usage(c, "%s: %s is NULL", rewriting->function, count != NULL ? "stream" : "count");
  }
  struct buf out;
  buf_init(&out, &c->arena);
  *count = 0;
  if (rewriting->prepare != NULL && !rewriting->prepare(c)) {
    return cw_status(c);
  }
  for (uint32_t i = 0; i < c->work.sources.list.n; i++) {
    if (is_changeable(&c->work.sources.list.v[i])) {
      *count += rewrite_source(c, rewriting, i, dry != 0, &out);
    }
  }
  int error = out.n > 0 ? write_now(c, stream, out.p, out.n) : 0;
  if (error != 0) {
    report_write_failure(c, "what was changed", error);
  }
  return cw_status(c);
}
