/* The last steps of every list of findings: which are accepted, known, of interest, and told one by one. */
#include "workspace/accepting.h"
#include "workspace/known.h"

static bool is_system_failure(enum finding_code code) {
  return code == F_IO_READ || code == F_IO_WRITE || code == F_IO_MEMORY;
}

/* In bundled documents only errors are worth telling somebody who brought documents of their own, and notes only to
 * somebody who wants them all; gaps are told at the control, wherever its framework comes from. */
static bool is_of_interest(const struct workspace *w, const struct finding *finding) {
  bool own_work = w->request.paths.n > 0 || w->request.memory.n > 0;
  bool bundled = finding->place.source != NO_SOURCE && w->sources.list.v[finding->place.source].bundled;
  bool gap = finding_matches(finding->code, STR("gap"));
  enum severity least = own_work ? SEVERITY_ERROR : w->request.all_notes ? SEVERITY_NOTE : SEVERITY_WARNING;
  return !bundled || gap || finding->severity >= least;
}

/* What is found in a document is about it, whether or not whoever found it said so. */
static void attribute_to(struct finding *finding, const struct document *document) {
  struct str framework = {.n = 0};
  switch (document->kind) {
    case DOCUMENT_MAPPING:
      finding->document = document->as.mapping->id;
      finding->mapping = finding->mapping.n > 0 ? finding->mapping : document->as.mapping->id;
      break;
    case DOCUMENT_FRAMEWORK:
      finding->document = framework = document->as.framework->id;
      break;
    case DOCUMENT_SUPPLEMENT:
      framework = document->as.supplement->framework;
      break;
    case DOCUMENT_ASSESSMENT:
      finding->document = document->as.assessment->id;
      framework = document->as.assessment->framework;
      break;
    default:
      finding->document = document->lost;
      break;
  }
  finding->framework = finding->framework.n > 0 ? finding->framework : framework;
}

static void attribute_findings(struct workspace *w) {
  for (uint32_t i = 0; i < w->findings.list.n; i++) {
    struct finding *finding = w->findings.list.v[i];
    uint32_t source = finding->place.source;
    if (source < w->loaded.documents.n && w->loaded.documents.v[source].source == source) {
      attribute_to(finding, &w->loaded.documents.v[source]);
    }
  }
}

static bool asks_itself(const struct workspace *w) {
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    if (w->loaded.documents.v[i].kind == DOCUMENT_WORKSPACE) {
      return true;
    }
  }
  return false;
}

/* Whether the user has anything to do with the pair: a framework, or a mapping between the two. */
static bool is_own_pair(const struct workspace *w, struct str one, struct str other) {
  uint32_t a = graph_find_framework(&w->graph, one);
  uint32_t b = graph_find_framework(&w->graph, other);
  bool own = a == NO_INDEX || b == NO_INDEX || !w->graph.frameworks.v[a].bundled || !w->graph.frameworks.v[b].bundled;
  for (uint32_t m = 0; m < w->graph.mappings.n && !own; m++) {
    const struct graph_mapping *mapping = &w->graph.mappings.v[m];
    own = !mapping->bundled &&
          ((mapping->source == a && mapping->target == b) || (mapping->source == b && mapping->target == a));
  }
  return own;
}

/* Gaps between bundled frameworks that bundled mappings leave: they are known, and nobody asked for them. */
static bool is_gap_of_others(const struct workspace *w, const struct finding *finding) {
  return !w->request.for_programs && !w->request.all_notes && w->request.paths.n + w->request.memory.n > 0 &&
         finding->stands_for > 0 && finding->other.n > 0 && !asks_itself(w) &&
         !is_own_pair(w, finding->framework, finding->other);
}

static void drop_uninteresting(struct workspace *w) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < w->findings.list.n; i++) {
    struct finding *finding = w->findings.list.v[i];
    if (is_of_interest(w, finding) && !is_gap_of_others(w, finding)) {
      w->findings.list.v[kept++] = finding;
    }
  }
  w->findings.list.n = kept;
}

/* A gap that somebody may want to see by itself; else it is told with the others of its side. */
static bool is_told_with_others(const struct workspace *w, const struct finding *finding) {
  return finding->code >= F_GAP_SOURCE && finding->code <= F_GAP_GROUP_ONLY && finding->other.n > 0 &&
         finding->stands_for == 0 && finding->accepted.p == NULL && finding->severity == SEVERITY_NOTE &&
         !w->switches.fails[finding->code] && w->switches.fail_level != SEVERITY_NOTE;
}

typedef VEC(struct gap_side) side_list;

static struct gap_side *side_of(struct workspace *w, side_list *sides, const struct finding *finding) {
  for (uint32_t i = sides->n; i-- > 0;) {
    struct gap_side *side = &sides->v[i];
    if (str_eq(side->framework, finding->framework) && str_eq(side->other, finding->other) &&
        side->of_target == finding->of_target) {
      return side;
    }
  }
  uint32_t framework = graph_find_framework(&w->graph, finding->framework);
  struct gap_side side = {.framework = finding->framework,
                          .other = finding->other,
                          .of_target = finding->of_target,
                          .counted = framework != NO_INDEX ? w->graph.frameworks.v[framework].counted : 0};
  vec_push(w->arena, sides, side);
  return &sides->v[sides->n - 1];
}

/* Gaps that were needed one by one, so that accepts could find theirs, become one finding for each side. */
static void fold_gaps(struct workspace *w) {
  side_list sides = {0};
  uint32_t kept = 0;
  for (uint32_t i = 0; i < w->findings.list.n; i++) {
    struct finding *finding = w->findings.list.v[i];
    if (is_told_with_others(w, finding)) {
      struct gap_side *side = side_of(w, &sides, finding);
      side->counts[finding->code - F_GAP_SOURCE]++;
      side->named += finding->named_only;
    } else {
      w->findings.list.v[kept++] = finding;
    }
  }
  w->findings.list.n = kept;
  for (uint32_t i = 0; i < sides.n; i++) {
    report_gap_side(&w->findings, &sides.v[i]);
  }
}

void workspace_settle(struct workspace *w) {
  attribute_findings(w);
  accepts_apply(w);
  for (uint32_t i = 0; i < w->findings.list.n; i++) {
    w->io_failed = w->io_failed || is_system_failure(w->findings.list.v[i]->code);
  }
  drop_uninteresting(w);
  switches_filter(&w->switches, &w->findings);
  known_settle(w);
  if (!w->request.for_programs && !w->request.all_notes) {
    fold_gaps(w);
  }
  findings_sort(&w->findings);
}
