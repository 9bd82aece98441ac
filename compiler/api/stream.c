/* Where the functions write that take a stream: into that, or into the function of the caller that stands in for it. */
#include "api/compilation.h"

#include <errno.h>

enum cw_result cw_set_output(struct cw_compilation *c, cw_output_writer *write, void *context) {
  ENTER(c);
  c->receiver = (struct receiver){.write = write, .context = context};
  return CW_OK;
}

bool has_stream(const struct cw_compilation *c, const FILE *stream) {
  return stream != NULL || c->receiver.write != NULL;
}

struct sink *open_stream(struct cw_compilation *c, FILE *stream) {
  return stream != NULL ? sink_open_stream(&c->arena, stream)
                        : sink_open_function(&c->arena, c->receiver.write, c->receiver.context);
}

struct sink *open_output(struct cw_compilation *c, const char *path, FILE *stream) {
  return path != NULL ? sink_open_file(&c->arena, path) : open_stream(c, stream);
}

int write_now(struct cw_compilation *c, FILE *stream, const char *bytes, size_t n) {
  if (stream == NULL) {
    return c->receiver.write(c->receiver.context, bytes, n);
  }
  errno = 0;
  bool whole = fwrite(bytes, 1, n, stream) == n && fflush(stream) == 0;
  return whole ? 0 : errno != 0 ? errno : EIO;
}

enum cw_result close_stream(struct cw_compilation *c, struct sink *sink) {
  const char *name = sink_is_function(sink) ? "the output" : "standard output";
  int error = sink_close(sink);
  if (error != 0) {
    report_write_failure(c, name, error);
  }
  return cw_status(c);
}

enum cw_result close_output(struct cw_compilation *c, struct sink *sink, const char *path) {
  if (path == NULL) {
    return close_stream(c, sink);
  }
  int error = sink_close(sink);
  if (error != 0) {
    report_write_failure(c, path, error);
  }
  return cw_status(c);
}
