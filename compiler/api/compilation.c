/* Life of a compilation: making, feeding, asking for its status, freeing. */
#include "api/compilation.h"
#include "base/failure.h"

#include "diag/github.h"
#include "diag/json.h"
#include "diag/sarif.h"
#include "output/temporary.h"

#include <errno.h>
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
  if (c->stage != STAGE_FED) {
    usage(c, "%s comes too late: a compilation is compiled once, and fed before", function);
  }
  return c->stage == STAGE_FED;
}

bool comes_after_compiling(struct cw_compilation *c, const char *function) {
  if (c->stage == STAGE_IMPORTED) {
    usage(c, "%s comes after cw_compile, and not after an import", function);
  } else if (c->stage == STAGE_FED) {
    usage(c, "%s comes after cw_compile", function);
  }
  return c->stage == STAGE_COMPILED;
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

size_t cw_finding_count(const struct cw_compilation *c) {
  return c == NULL ? 0 : c->work.findings.list.n;
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

int cw_has_unread(const struct cw_compilation *c) {
  for (uint32_t i = 0; c != NULL && i < c->work.findings.list.n; i++) {
    if (finding_matches(c->work.findings.list.v[i]->code, STR("xml"))) {
      return 1;
    }
  }
  return 0;
}

static struct str say_excesses(struct cw_compilation *c, const char *before, const char *after) {
  struct buf lines;
  buf_init(&lines, &c->arena);
  for (uint32_t i = 0; i < c->work.excesses.n; i++) {
    buf_printf(&lines, "%s%.*s%s\n", before, STR_ARG(c->work.excesses.v[i]), after);
  }
  return buf_done(&lines);
}

/* What was written, and what was not, for want of a document or because of its size or name. */
static struct str say_written(struct cw_compilation *c) {
  struct str made = c->last_build.words;
  const struct workspace *w = &c->work;
  uint32_t count = 0;
  for (uint32_t i = 0; i < w->analysis.crosswalks.n && w->request.scope != SCOPE_CHECK && !w->io_failed; i++) {
    const struct crosswalk *crosswalk = &w->analysis.crosswalks.v[i];
    count += (crosswalk->torn || crosswalk->clashes || crosswalk->too_large) && !crosswalk->column_only;
  }
  if (count == 0) {
    return made;
  }
  struct buf words;
  buf_init(&words, &c->arena);
  buf_printf(&words, "%.*s%s%u crosswalk%s not written", STR_ARG(made), made.n > 0 ? "; " : "", (unsigned)count,
             count == 1 ? "" : "s");
  return buf_done(&words);
}

/* What was made, and what of a baseline can go. */
static struct str say_made(struct cw_compilation *c) {
  struct buf words;
  buf_init(&words, &c->arena);
  struct str made = say_written(c);
  buf_str(&words, c->work.gone);
  buf_text(&words, c->work.gone.n > 0 && made.n > 0 ? "; " : "");
  buf_str(&words, made);
  return buf_done(&words);
}

static void put_findings(struct cw_compilation *c, struct buf *out) {
  enum { MOST_SHOWN = 20 };
  struct text_options as_text = {.colour = c->output.colour,
                                 .errors_last = c->output.errors_last,
                                 .most = c->work.request.all_notes ? 0 : MOST_SHOWN,
                                 .each = c->work.switches.fails,
                                 .excesses = say_excesses(c, "error: ", " [--fail-on]"),
                                 .written = say_made(c)};
  struct json_options as_json = {.generator = "crosswalk " CW_VERSION};
  struct sarif_options as_sarif = {.version = CW_VERSION, .failed = c->work.io_failed};
  if (c->work.parallel.count == 0) { /* nothing was compiled */
    parallel_init(&c->work.parallel, &c->arena, 1);
  }
  switch (c->output.diagnostics) {
    case DIAGNOSTICS_TEXT:
      text_findings(out, &c->work.findings, &c->work.sources, &as_text, &c->work.parallel);
      break;
    case DIAGNOSTICS_JSON:
      json_findings(out, &c->work.findings, &c->work.sources, &as_json);
      break;
    case DIAGNOSTICS_GITHUB:
      github_findings(out, &c->work.findings, &c->work.sources);
      buf_str(out, say_excesses(c, "::error title=--fail-on::", ""));
      break;
    case DIAGNOSTICS_SARIF:
      sarif_findings(out, &c->work.findings, &c->work.sources, &as_sarif);
      break;
  }
}

enum cw_result cw_print_findings(struct cw_compilation *c, FILE *stream) {
  static const char no_memory[] = "crosswalk: error: memory ran out; nothing more is written [io.memory]\n";
  static const char no_room[] = "crosswalk: error: the findings cannot be written [io.write]\n";
  int error = 0;
  if (c == NULL || !has_stream(c, stream)) {
    ENTER(c);
    WANT_STREAM(c, stream);
  }
  if (!c->out_of_memory && setjmp(c->guard.jump) == 0) {
    struct buf out;
    buf_init(&out, &c->arena);
    put_findings(c, &out);
    error = out.n == 0 ? 0 : write_now(c, stream, out.p, out.n);
  } else {
    memory_ran_out(c);
    error = write_now(c, stream, no_memory, sizeof no_memory - 1);
  }
  if (error != 0) {
    c->work.io_failed = true;
    (void)write_now(c, stream, no_room, sizeof no_room - 1); /* the disk may have room again */
  }
  return cw_status(c);
}

struct finding *report_late(struct cw_compilation *c, enum finding_code code, const char *format, ...) {
  struct findings late;
  struct buf message;
  va_list arguments;
  findings_init(&late, &c->arena);
  buf_init(&message, &c->arena);
  va_start(arguments, format);
  buf_vprintf(&message, format, arguments);
  va_end(arguments);
  struct finding *finding = finding_add(&late, code, place_none(), "%.*s", STR_ARG(buf_done(&message)));
  switches_filter(&c->work.switches, &late);
  bool kept = late.list.n > 0;
  findings_merge(&c->work.findings, &late);
  return kept ? finding : NULL;
}

void report_too_many(struct cw_compilation *c, uint32_t number) {
  struct crosswalk *crosswalk = &c->work.analysis.crosswalks.v[number];
  struct str stem = crosswalk_stem(&c->work.analysis, number, &c->arena);
  crosswalk->too_large = true;
  struct finding *finding =
      report_late(c, F_OUTPUT_LIMIT, "%.*s would have more than %u derived rows, and is not written", STR_ARG(stem),
                  (unsigned)c->work.request.limits.rows);
  if (finding != NULL) {
    finding_note(&c->work.findings, finding, place_none(),
                 "--basis declared,gap leaves out what is derived; --limit rows=VALUE raises the limit");
  }
}

void report_write_failure(struct cw_compilation *c, const char *what, int error) {
  c->work.io_failed = true;
  char words[FAILURE_WORDS];
  struct finding *finding = finding_add(&c->work.findings, F_IO_WRITE, place_none(), "cannot write %s: %s", what,
                                        failure_words(error, words));
  finding_note(&c->work.findings, finding, place_none(), "%s", failure_to_write_remedy(error));
}
