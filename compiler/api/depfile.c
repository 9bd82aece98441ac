/* What Make and Ninja read: the documents that the last build depends on, and a stamp of builds without a failure. */
#define _POSIX_C_SOURCE 200809L
#include "api/compilation.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* A name as Make and Ninja read it: blanks and what they take for their own are quoted, and so are the backslashes before
 * them; others stand for themselves. */
static void put_make_name(struct sink *sink, struct str name) {
  for (uint32_t i = 0; i < name.n; i++) {
    char at = name.p[i];
    if (at == '\\') {
      uint32_t next = i;
      while (next < name.n && name.p[next] == '\\') {
        next++;
      }
      bool quoted = next == name.n || name.p[next] == ' ' || name.p[next] == '#' || name.p[next] == ':';
      sink_text(sink, quoted ? "\\" : "");
    } else if (at == ' ' || at == '#' || at == ':') {
      sink_char(sink, '\\');
    } else if (at == '$') {
      sink_char(sink, '$');
    }
    sink_char(sink, at);
  }
}

typedef VEC(struct str) name_list;

/* The files that were read; what is part of the program itself does not change under it. */
static void list_inputs(struct cw_compilation *c, name_list *names) {
  for (uint32_t i = 0; i < c->work.sources.list.n; i++) {
    const struct source *source = &c->work.sources.list.v[i];
    bool from_data =
        source->bundled && c->work.request.data.n > 0; /* read from files, for all that they are kept in memory */
    if (!source->in_memory || from_data) {
      vec_push(&c->arena, names, source->name);
    }
  }
  if (c->work.logo_path.n > 0) {
    vec_push(&c->arena, names, c->work.logo_path);
  }
  if (c->work.request.baseline != NULL) {
    vec_push(&c->arena, names, str_from(c->work.request.baseline));
  }
}

enum cw_result cw_write_depfile(struct cw_compilation *c, const char *path) {
  ENTER_AFTER(c);
  WANT(c, path);
  if (!c->last_build.any) {
    return usage(c, "cw_write_depfile comes after cw_build");
  }
  name_list names = {0};
  list_inputs(c, &names);
  struct sink *sink = sink_open_file(&c->arena, path);
  struct str target = c->last_build.files.n > 0 ? c->last_build.files.v[0] : STR("nothing");
  put_make_name(sink, c->output.stamp != NULL ? str_from(c->output.stamp) : target);
  sink_char(sink, ':');
  for (uint32_t i = 0; i < names.n; i++) {
    sink_text(sink, " \\\n ");
    put_make_name(sink, names.v[i]);
  }
  sink_char(sink, '\n');
  /* A rule of its own for each, so that a document which is gone tomorrow stops nobody. */
  for (uint32_t i = 0; i < names.n; i++) {
    put_make_name(sink, names.v[i]);
    sink_text(sink, ":\n");
  }
  int error = sink_close(sink);
  if (error != 0) {
    report_write_failure(c, path, error);
  }
  return cw_status(c);
}

/* Its time is what it is for: the file is empty. */
static int touch(const char *path) {
  int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
  if (file < 0) {
    return errno;
  }
  int error = futimens(file, NULL) != 0 ? errno : 0;
  if (close(file) != 0 && error == 0) {
    error = errno;
  }
  return error;
}

enum cw_result cw_touch_stamp(struct cw_compilation *c) {
  ENTER(c);
  if (!comes_after_compiling(c, __func__)) {
    return CW_USAGE;
  }
  if (c->output.stamp == NULL || cw_status(c) != CW_OK) {
    return cw_status(c);
  }
  int error = touch(c->output.stamp);
  if (error != 0) {
    report_write_failure(c, c->output.stamp, error);
  }
  return cw_status(c);
}
