/* What changed between two states: two editions or two mappings of one compilation, or two compilations. */
#include "report/diff/diff.h"

#include "api/assessments.h"

static struct diff_state state_of(const struct cw_compilation *c) {
  return (struct diff_state){.analysis = &c->work.analysis, .findings = &c->work.findings};
}

static void say_lost(struct cw_compilation *c, const struct diff *diff) {
  if (diff->lost > 0) {
    finding_add(&c->work.findings, F_DIFF_LOST, place_none(), "%u %s of coverage %s lost", diff->lost,
                diff->lost == 1 ? "line" : "lines", diff->lost == 1 ? "was" : "were");
    settle_findings(c);
  }
}

/* True if the finding has a place in the document. */
static bool is_about(const struct finding *finding, uint32_t source) {
  bool about = finding->place.source == source;
  for (const struct finding_note *note = finding->notes; note != NULL; note = note->next) {
    about = about || note->place.source == source;
  }
  return about;
}

/* What is compared are two states, which need not go together: what is said of the two of them says nothing of either. */
static void drop_joint(struct cw_compilation *c, const uint32_t mappings[2]) {
  struct findings *findings = &c->work.findings;
  uint32_t sources[2];
  for (unsigned i = 0; i < 2; i++) {
    sources[i] = c->work.graph.mappings.v[mappings[i]].document_source;
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < findings->list.n; i++) {
    struct finding *finding = findings->list.v[i];
    if (!is_about(finding, sources[0]) || !is_about(finding, sources[1])) {
      findings->list.v[kept++] = finding;
    }
  }
  findings->list.n = kept;
}

static enum cw_result write_diff(struct cw_compilation *c, struct diff *diff, struct str title, const char *format,
                                 FILE *stream) {
  struct report_paper paper;
  report_diff(diff, title, &paper);
  enum cw_result result = write_paper(c, format, &paper, stream);
  say_lost(c, diff);
  return result == CW_USAGE || result == CW_FAILED ? result : cw_status(c);
}

enum cw_result cw_diff_named(struct cw_compilation *c, const char *old, const char *new, const char *format,
                             FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, old);
  WANT(c, new);
  WANT(c, format);
  WANT_STREAM(c, stream);
  c->last_build.only_shown = true;
  struct diff diff;
  diff_init(&diff, &c->arena, state_of(c), state_of(c));
  uint32_t mappings[2] = {graph_find_mapping(&c->work.graph, str_from(old)),
                          graph_find_mapping(&c->work.graph, str_from(new))};
  if (mappings[0] != NO_INDEX && mappings[1] != NO_INDEX) {
    if (mappings[0] != mappings[1]) {
      drop_joint(c, mappings);
    }
    diff_mapping(&diff, mappings[0], mappings[1]);
  } else {
    uint32_t before = find_framework(c, old);
    uint32_t after = before != NO_INDEX ? find_framework(c, new) : (uint32_t)NO_INDEX;
    if (after == NO_INDEX) {
      return CW_USAGE;
    }
    diff_editions(&diff, before, after);
  }
  return write_diff(c, &diff, paper_text(&c->arena, "%s to %s", old, new), format, stream);
}

enum cw_result cw_diff(struct cw_compilation *old, struct cw_compilation *new, const char *format, FILE *stream) {
  ENTER_AFTER(new);
  WANT(new, old);
  WANT(new, format);
  WANT_STREAM(new, stream);
  new->last_build.only_shown = true;
  if (cw_status(old) == CW_FAILED) {
    return CW_FAILED;
  }
  if (old->phase != PHASE_COMPILED || old->work.request.scope == SCOPE_CHECK) {
    return usage(new, "cw_diff comes after cw_compile of both, for more than their findings (CW_CHECK)");
  }
  struct diff diff;
  diff_init(&diff, &new->arena, state_of(old), state_of(new));
  diff_all(&diff);
  return write_diff(new, &diff, STR("Old to new"), format, stream);
}
