/* Life of a compilation: making, feeding, asking for its status, freeing. */
#include "api/compilation.h"
#include "output/temporary.h"

#include <stdarg.h>
#include <stdlib.h>

/* Rationales that combine unless asked otherwise. */
enum { COMBINED_RATIONALES = 1 << RATIONALE_SEMANTIC | 1 << RATIONALE_UNSTATED, ANY = 0xff };

struct cw_compilation *cw_new(void) {
  struct cw_compilation *c = calloc(1, sizeof *c);
  if (c == NULL) {
    return NULL;
  }
  arena_init(&c->arena, &c->guard);
  c->work.arena = &c->arena;
  c->message = "";
  c->work.request.limits = limits_default();
  c->output.bases =
      (1U << BASIS_DECLARED | 1U << BASIS_IMPLIED | 1U << BASIS_CANDIDATE | 1U << BASIS_GAP | 1U << BASIS_EXCLUDED);
  c->work.request.authorities = ANY;
  c->work.request.rationales = COMBINED_RATIONALES;
  switches_init(&c->work.switches);
  findings_init(&c->work.findings, &c->arena);
  return c;
}

void cw_free(struct cw_compilation *c) {
  if (c == NULL) {
    return;
  }
  if (c->work.parallel.workers != NULL) {
    parallel_free(&c->work.parallel);
  }
  arena_free(&c->arena);
  free(c);
}

enum cw_result usage(struct cw_compilation *c, const char *format, ...) {
  struct buf message;
  buf_init(&message, &c->arena);
  va_list arguments;
  va_start(arguments, format);
  buf_vprintf(&message, format, arguments);
  va_end(arguments);
  c->message = buf_done(&message).p;
  return CW_USAGE;
}

bool comes_before(struct cw_compilation *c, const char *function) {
  if (c->phase != PHASE_FED) {
    usage(c, "%s comes too late: a compilation is compiled once, and fed before", function);
  }
  return c->phase == PHASE_FED;
}

bool comes_after_compiling(struct cw_compilation *c, const char *function) {
  if (c->phase == PHASE_IMPORTED) {
    usage(c, "%s comes after cw_compile, and not after an import", function);
  } else if (c->phase == PHASE_FED) {
    usage(c, "%s comes after cw_compile", function);
  }
  return c->phase == PHASE_COMPILED;
}

bool comes_after(struct cw_compilation *c, const char *function) {
  if (!comes_after_compiling(c, function)) {
    return false;
  }
  if (c->work.request.scope == SCOPE_CHECK) {
    usage(c, "%s: this was compiled for its findings only (CW_CHECK)", function);
  }
  return c->work.request.scope != SCOPE_CHECK;
}

const char *cw_message(const struct cw_compilation *c) {
  return c != NULL ? c->message : "";
}

void cw_remove_temporaries(void) {
  temporary_remove_all();
}

const char *cw_version(void) {
  return CW_VERSION;
}

enum cw_result cw_add_path(struct cw_compilation *c, const char *path) {
  ENTER_BEFORE(c);
  WANT(c, path);
  if (path[0] == '\0') {
    return usage(c, "an empty path names nothing");
  }
  vec_push(&c->arena, &c->work.request.paths,
           (struct load_path){.path = arena_text(&c->arena, path, strlen(path)), .place = place_none()});
  return CW_OK;
}

enum cw_result cw_add_document(struct cw_compilation *c, const char *name, const void *bytes, size_t size) {
  ENTER_BEFORE(c);
  WANT(c, name);
  if (size > 0) {
    WANT(c, bytes);
  }
  vec_push(&c->arena, &c->work.request.memory,
           (struct memory_document){
               .name = arena_text(&c->arena, name, strlen(name)), .bytes = bytes, .size = size, .bundled = false});
  return CW_OK;
}

enum cw_result cw_need(struct cw_compilation *c, const char *framework) {
  ENTER_BEFORE(c);
  WANT(c, framework);
  vec_push(&c->arena, &c->work.request.needed, str_copy(&c->arena, str_from(framework)));
  return CW_OK;
}

enum cw_result cw_ask(struct cw_compilation *c, const char *source, const char *target) {
  ENTER_BEFORE(c);
  WANT(c, source);
  WANT(c, target);
  struct asked_pair asked = {str_copy(&c->arena, str_from(source)), str_copy(&c->arena, str_from(target))};
  vec_push(&c->arena, &c->work.request.pairs, asked);
  vec_push(&c->arena, &c->work.request.needed, asked.source);
  if (!str_is(asked.target, "*")) {
    workspace_need(&c->work, asked.target);
  }
  return CW_OK;
}

void memory_ran_out(struct cw_compilation *c) {
  c->out_of_memory = true;
  temporary_remove_of(&c->arena);
}

enum cw_result cw_status(const struct cw_compilation *c) {
  if (c == NULL) {
    return CW_USAGE;
  }
  if (c->out_of_memory || c->work.io_failed) {
    return CW_FAILED;
  }
  return switches_failed(&c->work.switches, &c->work.findings) || c->work.excesses.n > 0 ? CW_FINDINGS : CW_OK;
}
