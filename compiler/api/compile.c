/* The pipeline, read aloud: load, link, judge, settle the findings. */
#define _POSIX_C_SOURCE 200809L
#include "api/asks.h"
#include "api/brand.h"
#include "api/compilation.h"
#include "api/deliverables.h"
#include "api/language.h"
#include "api/torn.h"
#include "api/uses.h"
#include "api/where.h"
#include "model/date.h"

#include <errno.h>
#include <sys/stat.h>

struct load_options load_options(const struct cw_compilation *c) {
  bool writes = c->scope != CW_CHECK;
  return (struct load_options){
      .limits = c->limits, .keep_remarks = writes, .keep_texts = writes && c->texts, .keep_digests = writes};
}

void load_paths(struct cw_compilation *c, const struct load_path *paths, uint32_t count,
                const struct memory_document *memory, uint32_t memory_count) {
  uint32_t first = c->sources.list.n;
  load_collect(&c->sources, paths, count, memory, memory_count, &c->limits, &c->arena, &c->findings);
  struct load_options options = load_options(c);
  if (!load_documents(&c->sources, first, &options, &c->parallel, &c->arena, &c->findings, &c->loaded)) {
    arena_fail(&c->arena);
  }
}

static void apply_switches(struct cw_compilation *c, const struct decl_workspace *workspace) {
  struct str warnings = workspace->warnings;
  struct str fail_on = workspace->fail_on;
  for (struct str token; (token = str_next_token(&warnings)).p != NULL;) {
    switches_apply(&c->switches, token);
  }
  for (struct str token; (token = str_next_token(&fail_on)).p != NULL;) {
    switches_fail_on(&c->switches, token);
  }
}

/* What the workspaces say of findings, then what the command line says, which has the last word. */
static void switch_findings(struct cw_compilation *c) {
  switches_init(&c->switches);
  for (uint32_t i = 0; i < c->loaded.documents.n; i++) {
    if (c->loaded.documents.v[i].kind == DOCUMENT_WORKSPACE) {
      apply_switches(c, c->loaded.documents.v[i].as.workspace);
    }
  }
  for (uint32_t i = 0; i < c->warnings.n; i++) {
    switches_apply(&c->switches, str_from(c->warnings.v[i]));
  }
  for (uint32_t i = 0; i < c->fail_ons.n; i++) {
    switches_fail_on(&c->switches, str_from(c->fail_ons.v[i]));
  }
}

static bool is_bundled_framework(const struct cw_compilation *c, const char *id) {
  for (uint32_t i = 0; i < c->bundle.n; i++) {
    if (c->bundle.v[i].kind == DOCUMENT_FRAMEWORK && str_is(c->bundle.v[i].id, id)) {
      return true;
    }
  }
  return false;
}

/* Whoever names a framework where a path is wanted is told where frameworks are named. */
static void explain_path(struct cw_compilation *c, struct finding *finding, const char *path) {
  static const char start[] = "cannot read ";
  uint32_t n = (uint32_t)strlen(path);
  struct str message = finding->message;
  bool about = finding->code == F_IO_READ && message.n > sizeof start - 1 + n &&
               memcmp(message.p + sizeof start - 1, path, n) == 0 && message.p[sizeof start - 1 + n] == ':';
  if (about && is_bundled_framework(c, path)) {
    finding_note(&c->findings, finding, place_none(),
                 "%s is a framework, and no path; a command names its frameworks first: crosswalk table %s TARGET; a "
                 "workspace asks for <crosswalk source=\"%s\" target=\"\"/>",
                 path, path, path);
  }
}

static void explain_paths(struct cw_compilation *c) {
  for (uint32_t i = 0; i < c->findings.list.n; i++) {
    for (uint32_t p = 0; p < c->paths.n; p++) {
      explain_path(c, c->findings.list.v[i], c->paths.v[p].path);
    }
  }
}

static void load_everything(struct cw_compilation *c) {
  load_paths(c, c->paths.v, c->paths.n, c->memory.v, c->memory.n);
  uses_load(c);
  uses_ignore_rest(c);
  torn_find(c);
  switch_findings(c);
  brand_load(c);
  bundle_open(c);
  explain_paths(c);
  bundle_load(c);
  uses_tell(c);
}

static void link_everything(struct cw_compilation *c) {
  VEC(struct str) bundled = {0};
  for (uint32_t i = 0; i < c->bundle.n; i++) {
    if (c->bundle.v[i].kind == DOCUMENT_FRAMEWORK) {
      vec_push(&c->arena, &bundled, c->bundle.v[i].id);
    }
  }
  c->link_options = (struct link_options){
      .limits = c->limits,
      .rationales = c->rationales,
      .authorities = c->authorities,
      .language = language_choose(c),
      .texts = c->texts,
      .bundled = bundled.v,
      .bundled_count = bundled.n,
      .edition_has = bundle_edition_has,
  };
  if (!link_documents(&c->loaded, &c->link_options, &c->parallel, &c->arena, &c->findings, &c->graph)) {
    arena_fail(&c->arena);
  }
}

/* Gaps are findings where somebody asked for them, or gave documents of their own. */
static bool wants_gaps(const struct cw_compilation *c) {
  bool given = c->paths.n > 0 || c->memory.n > 0;
  return c->gap_choice == GAPS_YES || (c->gap_choice == GAPS_IF_GIVEN && given);
}

static bool is_gap(struct str name) {
  bool gap = false;
  for (int code = F_GAP_SOURCE; code <= F_GAP_GROUP_ONLY && !gap; code++) {
    gap = finding_matches((enum finding_code)code, name);
  }
  return gap;
}

static bool accepts_gaps(const struct cw_compilation *c) {
  for (uint32_t i = 0; i < c->loaded.documents.n; i++) {
    const struct document *document = &c->loaded.documents.v[i];
    for (uint32_t a = 0; document->kind == DOCUMENT_WORKSPACE && a < document->as.workspace->accepts.n; a++) {
      if (is_gap(document->as.workspace->accepts.v[a].finding)) {
        return true;
      }
    }
  }
  return false;
}

/* True if it matters which controls have gaps, and not only how many: somebody reads them all, an accept or the failing
 * level speaks of them, or they are more than notes. */
static bool needs_each_gap(const struct cw_compilation *c) {
  bool by_programs = c->diagnostics == DIAGNOSTICS_JSON || c->diagnostics == DIAGNOSTICS_SARIF;
  bool needed = c->all_notes || by_programs || c->switches.fail_level == SEVERITY_NOTE || c->baseline != NULL ||
                c->new_baseline != NULL;
  for (int code = F_GAP_SOURCE; code <= F_GAP_GROUP_ONLY && !needed; code++) {
    needed = c->switches.fails[code] || c->switches.limited[code] || c->switches.severity[code] != SEVERITY_NOTE;
  }
  return needed || accepts_gaps(c);
}

uint32_t workspace_framework(struct cw_compilation *c, const struct document *document, uint32_t offset,
                             const char *attribute, struct str id, const char *consequence) {
  uint32_t framework = id.n > 0 ? graph_find_framework(&c->graph, id) : NO_INDEX;
  if (framework != NO_INDEX || id.n == 0 || link_is_lost(&c->loaded, id)) {
    return framework;
  }
  struct finding *finding =
      finding_add(&c->findings, F_UNKNOWN_FRAMEWORK, place_attribute(document->source, offset, attribute),
                  "framework \"%.*s\" is not loaded; %s", STR_ARG(id), consequence);
  struct str nearest = {.n = 0};
  if (c->framework_searches < LINK_MOST_FRAMEWORK_SEARCHES) {
    c->framework_searches++;
    nearest = link_nearest_framework(&c->graph, &c->link_options, id);
  }
  if (nearest.n > 0) {
    finding_note(&c->findings, finding, place_none(), "did you mean \"%.*s\"?", STR_ARG(nearest));
  }
  return NO_INDEX;
}

/* The day that was asked for, else that of the latest assessment: no clock is ever asked. */
static struct str day_to_judge_at(const struct cw_compilation *c) {
  struct str latest = c->as_of;
  for (uint32_t i = 0; i < c->graph.assessments.n && c->as_of.n == 0; i++) {
    struct str date = c->graph.assessments.v[i].declared->date;
    latest = date_compare(date, latest) > 0 ? date : latest;
  }
  return latest;
}

/* What workspaces accept, for coverage to say so beside each gap. */
static void list_accepts(struct cw_compilation *c) {
  VEC(const struct decl_accept *) accepts = {0};
  for (uint32_t i = 0; i < c->loaded.documents.n; i++) {
    const struct document *document = &c->loaded.documents.v[i];
    for (uint32_t a = 0; document->kind == DOCUMENT_WORKSPACE && a < document->as.workspace->accepts.n; a++) {
      vec_push(&c->arena, &accepts, &document->as.workspace->accepts.v[a]);
    }
  }
  c->analysis_options.accepts = accepts.v;
  c->analysis_options.accept_count = accepts.n;
}

static bool asks_for_bid(const struct cw_compilation *c) {
  bool asks = false;
  for (uint32_t i = 0; i < c->loaded.documents.n; i++) {
    const struct document *document = &c->loaded.documents.v[i];
    for (uint32_t d = 0; document->kind == DOCUMENT_WORKSPACE && d < document->as.workspace->deliverables.n; d++) {
      asks = asks || document->as.workspace->deliverables.v[d].kind == DELIVERABLE_BID;
    }
  }
  return asks && c->scope != CW_ASKED;
}

static void judge_everything(struct cw_compilation *c, enum cw_scope scope) {
  c->analysis_options = (struct analysis_options){
      .rationales = c->rationales,
      .gap_findings = wants_gaps(c) || (scope != CW_ASKED && accepts_gaps(c)),
      .as_of = day_to_judge_at(c),
      .claimed = c->claimed || asks_for_bid(c),
      .each_gap = needs_each_gap(c),
  };
  memcpy(c->analysis_options.untold, c->switches.off, sizeof c->analysis_options.untold);
  list_accepts(c);
  where_apply(c);
  if (!analyse_facts(&c->analysis, &c->graph, &c->analysis_options, &c->parallel, &c->arena, &c->findings)) {
    arena_fail(&c->arena);
  }
  ask_everything(c, scope);
  if (scope != CW_ASKED) {
    deliverables_ask(c);
  }
  torn_mark(c);
  if (!analyse_coverage(&c->analysis, &c->findings)) {
    arena_fail(&c->arena);
  }
}

/* Files whose bytes are not kept must still be what was compiled, or no place can be shown. */
static void check_unchanged(struct cw_compilation *c) {
  for (uint32_t i = 0; i < c->sources.list.n; i++) {
    const struct source *source = &c->sources.list.v[i];
    if (source->bytes == NULL && source_has_changed(source)) {
      finding_add(&c->findings, F_IO_READ, place_at(i, NOWHERE_IN_SOURCE), "the file changed while it was compiled");
    }
  }
}

enum cw_result cw_compile(struct cw_compilation *c, enum cw_scope scope) {
  ENTER_BEFORE(c);
  if (scope != CW_ALL && scope != CW_ASKED && scope != CW_CHECK && scope != CW_INDEX) {
    return usage(c, "cw_compile: there is no such scope");
  }
  c->compiled = true;
  c->index_only = scope == CW_INDEX && c->paths.n == 0 && c->memory.n == 0;
  c->scope = scope == CW_INDEX ? CW_ASKED : scope;
  parallel_free(&c->parallel);
  parallel_init(&c->parallel, &c->arena, c->jobs);
  load_everything(c);
  link_everything(c);
  judge_everything(c, c->scope);
  check_unchanged(c);
  settle_findings(c);
  return cw_status(c);
}
