/* Accepted findings, and the last steps of every list of findings. */
#include "api/compilation.h"
#include "load/xml/values.h"

static bool matches(struct str wanted, struct str found) {
  return wanted.n == 0 || str_eq(wanted, found);
}

/* `wanted` is one id or several, separated by spaces. */
static bool matches_one(struct str wanted, struct str found) {
  bool matched = wanted.n == 0;
  for (struct str id; !matched && (id = value_next_token(&wanted)).p != NULL;) {
    matched = str_eq(id, found);
  }
  return matched;
}

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

static bool apply_accept(struct cw_compilation *c, const struct decl_accept *accept) {
  bool used = false;
  for (uint32_t i = 0; i < c->findings.list.n; i++) {
    struct finding *finding = c->findings.list.v[i];
    if (finding_matches(finding->code, accept->finding) && matches(accept->framework, finding->framework) &&
        matches_one(accept->control, finding->control) && matches(accept->mapping, finding->mapping)) {
      finding->accepted = accept->reason;
      used = true;
    }
  }
  return used;
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
      } else if (!apply_accept(c, accept) && judged) {
        finding_add(&c->findings, F_LINT_UNUSED_ACCEPT, place_at(document->source, accept->offset),
                    "this accept matches no finding any more");
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

static void drop_uninteresting(struct cw_compilation *c) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < c->findings.list.n; i++) {
    if (is_of_interest(c, c->findings.list.v[i])) {
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
      side_of(c, &sides, finding)->counts[finding->code - F_GAP_SOURCE]++;
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
  if (c->diagnostics == DIAGNOSTICS_TEXT && !c->all_notes) {
    fold_gaps(c);
  }
  findings_sort(&c->findings);
}
