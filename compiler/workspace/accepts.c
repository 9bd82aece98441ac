/* Findings that workspaces accept, and accepts that match none. */
#include "workspace/accepting.h"

/* An id that is none matches nothing, and did not before. */
static void report_unused(struct workspace *w, const struct document *document, const struct decl_accept *accept) {
  struct finding *finding = finding_add(&w->findings, F_LINT_UNUSED_ACCEPT, place_at(document->source, accept->offset),
                                        "this accept matches no finding");
  uint32_t framework = accept->framework.n > 0 ? graph_find_framework(&w->graph, accept->framework) : NO_INDEX;
  struct str ids = accept->control;
  if (framework == NO_INDEX && accept->framework.n > 0) {
    finding_note(&w->findings, finding, place_none(), "no framework \"%.*s\" is loaded", STR_ARG(accept->framework));
  }
  if (framework == NO_INDEX || graph_find_reference(&w->graph, framework, ids) != NO_INDEX) {
    return;
  }
  for (struct str id; (id = str_next_token(&ids)).p != NULL;) {
    uint32_t other = NO_INDEX;
    uint32_t nearest = NO_INDEX;
    if (graph_find_control(&w->graph, framework, id) != NO_INDEX) {
      continue;
    }
    nearest = link_nearest_control(&w->graph, framework, id, w->arena, &other);
    bool near = nearest != NO_INDEX && other == NO_INDEX;
    finding_note(&w->findings, finding, place_none(), "%.*s has no control or group \"%.*s\"%s%.*s%s",
                 STR_ARG(accept->framework), STR_ARG(id), near ? "; did you mean " : "",
                 near ? (int)w->graph.controls[nearest].id.n : 0, near ? w->graph.controls[nearest].id.p : "",
                 near ? "?" : "");
  }
}

/* Of what could not be read, or was not given, nobody knows which findings it would have led to. */
static bool everything_was_read(const struct workspace *w) {
  if (w->loaded.lost.names.n > 0) {
    return false;
  }
  for (uint32_t i = 0; i < w->findings.list.n; i++) {
    enum finding_code code = w->findings.list.v[i]->code;
    bool lacks_framework = code == F_UNKNOWN_FRAMEWORK && !w->findings.list.v[i]->mild;
    if (code == F_IO_READ || lacks_framework || finding_matches(code, STR("xml")) ||
        finding_matches(code, STR("input"))) {
      return false;
    }
  }
  return true;
}

static void apply(struct accepting *accepting, const struct document *document, bool judged) {
  struct workspace *w = accepting->w;
  for (uint32_t a = 0; a < document->as.workspace->accepts.n; a++) {
    const struct decl_accept *accept = &document->as.workspace->accepts.v[a];
    if (finding_is_of_unread(accept->finding)) {
      finding_add(&w->findings, F_SCHEMA_BAD_VALUE, place_attribute(document->source, accept->offset, "finding"),
                  "\"%.*s\" cannot be accepted: what was not read cannot be judged", STR_ARG(accept->finding));
    } else if (!accepting_apply(accepting, accept) && judged) {
      report_unused(w, document, accept);
    }
  }
}

/* Of several reasons that of the workspace with the last word is shown. */
void accepts_apply(struct workspace *w) {
  bool judged = w->request.scope != SCOPE_ASKED && everything_was_read(w);
  struct accepting *accepting = arena_alloc(w->arena, sizeof *accepting);
  accepting_init(accepting, w);
  for (uint32_t i = w->obeyed.n; i-- > 0;) {
    apply(accepting, &w->loaded.documents.v[w->obeyed.v[i].document], judged);
  }
}
