/* The pipeline, read aloud: load, link, judge, settle the findings. */
#include "api/compilation.h"

static void write_baseline(struct cw_compilation *c) {
  struct sink *sink = sink_open_file(&c->arena, c->work.request.new_baseline);
  sink_str(sink, c->work.new_baseline);
  int error = sink_close(sink);
  if (error != 0) {
    report_write_failure(c, c->work.request.new_baseline, error);
    findings_sort(&c->work.findings);
  }
}

void settle_findings(struct cw_compilation *c) {
  workspace_settle(&c->work);
  if (c->work.request.new_baseline != NULL && c->work.new_baseline.p != NULL) {
    write_baseline(c);
  }
}

/* False where there is no such scope. */
static bool take_scope(struct request *request, enum cw_scope scope) {
  switch (scope) {
    case CW_ALL:
      request->scope = SCOPE_ALL;
      return true;
    case CW_INDEX:
      request->index_only = request->paths.n == 0 && request->memory.n == 0;
      request->scope = SCOPE_ASKED;
      return true;
    case CW_ASKED:
      request->scope = SCOPE_ASKED;
      return true;
    case CW_CHECK:
      request->scope = SCOPE_CHECK;
      return true;
  }
  return false;
}

enum cw_result cw_compile(struct cw_compilation *c, enum cw_scope scope) {
  ENTER_BEFORE(c);
  if (!take_scope(&c->work.request, scope)) {
    return usage(c, "cw_compile: there is no such scope");
  }
  c->phase = PHASE_COMPILED;
  parallel_free(&c->work.parallel);
  parallel_init(&c->work.parallel, &c->arena, c->jobs);
  workspace_load(&c->work);
  workspace_link(&c->work);
  workspace_judge(&c->work);
  settle_findings(c);
  bool refused = scope == CW_CHECK && !find_held_of_run(c);
  return refused ? CW_USAGE : cw_status(c);
}
