/* Accepted findings, and the last steps of every list of findings. */
#include "api/accepting.h"
#include "api/compilation.h"
#include "api/known.h"

static bool is_known(struct str name) {
  for (int code = 0; code < FINDING_CODES; code++) {
    if (finding_matches((enum finding_code)code, name)) {
      return true;
    }
  }
  return false;
}

/* What was not read cannot be judged, and so not accepted. */
static bool is_acceptable(struct str name) {
  static const char *const families[] = {"xml", "io", "input"};
  for (unsigned i = 0; i < sizeof families / sizeof *families; i++) {
    uint32_t n = (uint32_t)strlen(families[i]);
    if (name.n >= n && memcmp(name.p, families[i], n) == 0 && (name.n == n || name.p[n] == '.')) {
      return false;
    }
  }
  return true;
}

/* An id that is none matches nothing, and did not before. */
static void report_unused(struct cw_compilation *c, const struct document *document, const struct decl_accept *accept) {
  struct finding *finding = finding_add(&c->findings, F_LINT_UNUSED_ACCEPT, place_at(document->source, accept->offset),
                                        "this accept matches no finding");
  uint32_t framework = accept->framework.n > 0 ? graph_find_framework(&c->graph, accept->framework) : NO_INDEX;
  struct str ids = accept->control;
  if (framework == NO_INDEX && accept->framework.n > 0) {
    finding_note(&c->findings, finding, place_none(), "no framework \"%.*s\" is loaded", STR_ARG(accept->framework));
  }
  if (framework == NO_INDEX || graph_find_reference(&c->graph, framework, ids) != NO_INDEX) {
    return;
  }
  for (struct str id; (id = str_next_token(&ids)).p != NULL;) {
    uint32_t other = NO_INDEX;
    uint32_t nearest = NO_INDEX;
    if (graph_find_control(&c->graph, framework, id) != NO_INDEX) {
      continue;
    }
    nearest = link_nearest_control(&c->graph, framework, id, &c->arena, &other);
    bool near = nearest != NO_INDEX && other == NO_INDEX;
    finding_note(&c->findings, finding, place_none(), "%.*s has no control or group \"%.*s\"%s%.*s%s",
                 STR_ARG(accept->framework), STR_ARG(id), near ? "; did you mean " : "",
                 near ? (int)c->graph.controls[nearest].id.n : 0, near ? c->graph.controls[nearest].id.p : "",
                 near ? "?" : "");
  }
}

/* Of what could not be read, or was not given, nobody knows which findings it would have led to. */
static bool everything_was_read(const struct cw_compilation *c) {
  for (uint32_t i = 0; i < c->findings.list.n; i++) {
    enum finding_code code = c->findings.list.v[i]->code;
    if (code == F_IO_READ || code == F_UNKNOWN_FRAMEWORK || finding_matches(code, STR("xml")) ||
        finding_matches(code, STR("input"))) {
      return false;
    }
  }
  return true;
}

static void apply_accepts(struct cw_compilation *c) {
  bool judged = c->scope != CW_ASKED && everything_was_read(c);
  struct accepting *accepting = arena_alloc(&c->arena, sizeof *accepting);
  accepting_init(accepting, c);
  for (uint32_t i = 0; i < c->loaded.documents.n; i++) {
    const struct document *document = &c->loaded.documents.v[i];
    for (uint32_t a = 0; document->kind == DOCUMENT_WORKSPACE && a < document->as.workspace->accepts.n; a++) {
      const struct decl_accept *accept = &document->as.workspace->accepts.v[a];
      if (!is_known(accept->finding)) {
        finding_add(&c->findings, F_SCHEMA_BAD_VALUE, place_attribute(document->source, accept->offset, "finding"),
                    "there is no finding \"%.*s\"", STR_ARG(accept->finding));
      } else if (!is_acceptable(accept->finding)) {
        finding_add(&c->findings, F_SCHEMA_BAD_VALUE, place_attribute(document->source, accept->offset, "finding"),
                    "\"%.*s\" cannot be accepted: what was not read cannot be judged", STR_ARG(accept->finding));
      } else if (!accepting_apply(accepting, accept) && judged) {
        report_unused(c, document, accept);
      }
    }
  }
}

static bool is_system_failure(enum finding_code code) {
  return code == F_IO_READ || code == F_IO_WRITE || code == F_IO_MEMORY;
}

/* In bundled documents only errors are worth telling somebody who brought documents of their own, and notes only to
 * somebody who wants them all; gaps are told at the control, wherever its framework comes from. */
static bool is_of_interest(const struct cw_compilation *c, const struct finding *finding) {
  bool own_work = c->paths.n > 0 || c->memory.n > 0;
  bool bundled = finding->place.source != NO_SOURCE && c->sources.list.v[finding->place.source].bundled;
  bool gap = finding_matches(finding->code, STR("gap"));
  enum severity least = own_work ? SEVERITY_ERROR : c->all_notes ? SEVERITY_NOTE : SEVERITY_WARNING;
  return !bundled || gap || finding->severity >= least;
}

static bool asks_itself(const struct cw_compilation *c) {
  for (uint32_t i = 0; i < c->loaded.documents.n; i++) {
    if (c->loaded.documents.v[i].kind == DOCUMENT_WORKSPACE) {
      return true;
    }
  }
  return false;
}

/* Whether the user has anything to do with the pair: a framework, or a mapping between the two. */
static bool is_own_pair(const struct cw_compilation *c, struct str one, struct str other) {
  uint32_t a = graph_find_framework(&c->graph, one);
  uint32_t b = graph_find_framework(&c->graph, other);
  bool own = a == NO_INDEX || b == NO_INDEX || !c->graph.frameworks.v[a].bundled || !c->graph.frameworks.v[b].bundled;
  for (uint32_t m = 0; m < c->graph.mappings.n && !own; m++) {
    const struct graph_mapping *mapping = &c->graph.mappings.v[m];
    own = !mapping->bundled &&
          ((mapping->source == a && mapping->target == b) || (mapping->source == b && mapping->target == a));
  }
  return own;
}

/* Gaps between bundled frameworks that bundled mappings leave: they are known, and nobody asked for them. */
static bool is_gap_of_others(const struct cw_compilation *c, const struct finding *finding) {
  bool for_people = c->diagnostics == DIAGNOSTICS_TEXT || c->diagnostics == DIAGNOSTICS_GITHUB;
  return for_people && !c->all_notes && c->paths.n + c->memory.n > 0 && finding->stands_for > 0 &&
         finding->other.n > 0 && !asks_itself(c) && !is_own_pair(c, finding->framework, finding->other);
}

static void drop_uninteresting(struct cw_compilation *c) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < c->findings.list.n; i++) {
    if (is_of_interest(c, c->findings.list.v[i]) && !is_gap_of_others(c, c->findings.list.v[i])) {
      c->findings.list.v[kept++] = c->findings.list.v[i];
    }
  }
  c->findings.list.n = kept;
}

/* A gap that somebody may want to see by itself; else it is told with the others of its side. */
static bool is_told_with_others(const struct cw_compilation *c, const struct finding *finding) {
  return finding->code >= F_GAP_SOURCE && finding->code <= F_GAP_GROUP_ONLY && finding->other.n > 0 &&
         finding->stands_for == 0 && finding->accepted.p == NULL && finding->severity == SEVERITY_NOTE &&
         !c->switches.fails[finding->code] && c->switches.fail_level != SEVERITY_NOTE;
}

typedef VEC(struct gap_side) side_list;

static struct gap_side *side_of(struct cw_compilation *c, side_list *sides, const struct finding *finding) {
  for (uint32_t i = sides->n; i-- > 0;) {
    struct gap_side *side = &sides->v[i];
    if (str_eq(side->framework, finding->framework) && str_eq(side->other, finding->other) &&
        side->of_target == finding->of_target) {
      return side;
    }
  }
  uint32_t framework = graph_find_framework(&c->graph, finding->framework);
  struct gap_side side = {.framework = finding->framework,
                          .other = finding->other,
                          .of_target = finding->of_target,
                          .counted = framework != NO_INDEX ? c->graph.frameworks.v[framework].counted : 0};
  vec_push(&c->arena, sides, side);
  return &sides->v[sides->n - 1];
}

/* Gaps that were needed one by one, so that accepts could find theirs, become one finding for each side. */
static void fold_gaps(struct cw_compilation *c) {
  side_list sides = {0};
  uint32_t kept = 0;
  for (uint32_t i = 0; i < c->findings.list.n; i++) {
    struct finding *finding = c->findings.list.v[i];
    if (is_told_with_others(c, finding)) {
      struct gap_side *side = side_of(c, &sides, finding);
      side->counts[finding->code - F_GAP_SOURCE]++;
      side->named += finding->named_only;
    } else {
      c->findings.list.v[kept++] = finding;
    }
  }
  c->findings.list.n = kept;
  for (uint32_t i = 0; i < sides.n; i++) {
    report_gap_side(&c->findings, &sides.v[i]);
  }
}

void settle_findings(struct cw_compilation *c) {
  apply_accepts(c);
  for (uint32_t i = 0; i < c->findings.list.n; i++) {
    c->io_failed = c->io_failed || is_system_failure(c->findings.list.v[i]->code);
  }
  drop_uninteresting(c);
  switches_filter(&c->switches, &c->findings);
  known_settle(c);
  bool for_people = c->diagnostics == DIAGNOSTICS_TEXT || c->diagnostics == DIAGNOSTICS_GITHUB;
  if (for_people && !c->all_notes) {
    fold_gaps(c);
  }
  findings_sort(&c->findings);
}
