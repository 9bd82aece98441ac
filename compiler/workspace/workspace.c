/* The stages of a run: what the user brings and what that uses, then what is bundled; one graph of all; what follows. */
#include "workspace/workspace.h"

#include "model/date.h"
#include "workspace/asks.h"
#include "workspace/bundle.h"
#include "workspace/deal.h"
#include "workspace/deliverables.h"
#include "workspace/language.h"
#include "workspace/obeyed.h"
#include "workspace/show.h"
#include "workspace/torn.h"
#include "workspace/uses.h"
#include "workspace/where.h"
#include "workspace/wordings.h"

/* What loading keeps: nothing that no output of this scope shows. */
static struct load_options load_options(const struct workspace *w) {
  bool writes = w->request.scope != SCOPE_CHECK;
  return (struct load_options){.limits = w->request.limits,
                               .keep_remarks = writes,
                               .keep_texts = (writes && w->request.texts) || w->request.imports,
                               .keep_digests = writes};
}

void workspace_read(struct workspace *w, const struct load_path *paths, uint32_t count,
                    const struct memory_document *memory, uint32_t memory_count) {
  uint32_t first = w->sources.list.n;
  for (uint32_t i = 0; i < count; i++) {
    struct looked looked = {.path = str_copy(w->arena, str_from(paths[i].path)), .round = w->rounds};
    vec_push(w->arena, &w->looked, looked);
  }
  w->rounds++;
  load_collect(&w->sources, paths, count, memory, memory_count, &w->request.limits, w->arena, &w->findings);
  struct load_options options = load_options(w);
  if (!load_documents(&w->sources, first, &options, &w->parallel, w->arena, &w->findings, &w->loaded)) {
    arena_fail(w->arena);
  }
}

void workspace_need(struct workspace *w, struct str ids) {
  for (uint32_t from = 0; from < ids.n;) {
    uint32_t to = from;
    while (to < ids.n && ids.p[to] != '+' && ids.p[to] != ',') {
      to++;
    }
    vec_push(w->arena, &w->request.needed, (struct str){.p = ids.p + from, .n = to - from});
    from = to + 1;
  }
}

/* "error" makes errors of all warnings, of those too that a workspace with less to say made less of. */
static void restore_warnings(struct switches *switches, const struct switches *before) {
  for (int code = 0; code < FINDING_CODES; code++) {
    bool lowered = finding_catalogue[code].severity == SEVERITY_WARNING && before->severity[code] == SEVERITY_NOTE;
    if (lowered && switches->severity[code] == SEVERITY_NOTE) {
      switches->severity[code] = SEVERITY_WARNING;
    }
  }
}

static void apply_switches(struct workspace *w, const struct document *document) {
  struct str warnings = document->as.workspace->warnings;
  struct str fail_on = document->as.workspace->fail_on;
  struct switches before = w->switches;
  for (struct str token; (token = str_next_token(&warnings)).p != NULL;) {
    if (str_is(token, "error")) {
      restore_warnings(&w->switches, &before);
    }
    switches_apply(&w->switches, token);
  }
  for (struct str token; (token = str_next_token(&fail_on)).p != NULL;) {
    switches_fail_on(&w->switches, token);
  }
}

/* What the workspaces say of findings, then what the command line says, which has the last word. */
static void switch_findings(struct workspace *w) {
  switches_init(&w->switches);
  obeyed_each(w, apply_switches);
  for (uint32_t i = 0; i < w->request.warnings.n; i++) {
    switches_apply(&w->switches, str_from(w->request.warnings.v[i]));
  }
  for (uint32_t i = 0; i < w->request.fail_ons.n; i++) {
    switches_fail_on(&w->switches, str_from(w->request.fail_ons.v[i]));
  }
}

static bool is_bundled_framework(const struct workspace *w, const char *id) {
  for (uint32_t i = 0; i < w->bundle.n; i++) {
    if (w->bundle.v[i].kind == DOCUMENT_FRAMEWORK && str_is(w->bundle.v[i].id, id)) {
      return true;
    }
  }
  return false;
}

/* Whoever names a framework where a path is wanted is told where frameworks are named. */
static void explain_path(struct workspace *w, struct finding *finding, const char *path) {
  static const char start[] = "cannot read ";
  uint32_t n = (uint32_t)strlen(path);
  struct str message = finding->message;
  bool about = finding->code == F_IO_READ && message.n > sizeof start - 1 + n &&
               memcmp(message.p + sizeof start - 1, path, n) == 0 && message.p[sizeof start - 1 + n] == ':';
  if (about && is_bundled_framework(w, path)) {
    finding_note(&w->findings, finding, place_none(),
                 "%s is a framework, and no path; a command names its frameworks first: crosswalk table %s TARGET; a "
                 "workspace asks for <crosswalk source=\"%s\" target=\"\"/>",
                 path, path, path);
  }
}

static void explain_paths(struct workspace *w) {
  for (uint32_t i = 0; i < w->findings.list.n; i++) {
    for (uint32_t p = 0; p < w->request.paths.n; p++) {
      explain_path(w, w->findings.list.v[i], w->request.paths.v[p].path);
    }
  }
}

void workspace_load(struct workspace *w) {
  workspace_read(w, w->request.paths.v, w->request.paths.n, w->request.memory.v, w->request.memory.n);
  w->named = w->loaded.documents.n;
  uses_load(w);
  uses_ignore_rest(w);
  obeyed_find(w);
  torn_find(w, 0);
  switch_findings(w);
  brand_load(w);
  bundle_open(w);
  explain_paths(w);
  bundle_load(w);
  uses_tell(w);
}

void workspace_link(struct workspace *w) {
  VEC(struct str) bundled = {0};
  for (uint32_t i = 0; i < w->bundle.n; i++) {
    if (w->bundle.v[i].kind == DOCUMENT_FRAMEWORK) {
      vec_push(w->arena, &bundled, w->bundle.v[i].id);
    }
  }
  w->link_options = (struct link_options){
      .limits = w->request.limits,
      .rationales = w->request.rationales,
      .authorities = w->request.authorities,
      .language = language_choose(w),
      .texts = w->request.texts,
      .bundled = bundled.v,
      .bundled_count = bundled.n,
      .edition_has = bundle_edition_has,
  };
  uint32_t told = w->findings.list.n;
  if (!link_documents(&w->loaded, &w->link_options, &w->parallel, w->arena, &w->findings, &w->graph)) {
    arena_fail(w->arena);
  }
  torn_find(w, told);
}

/* Gaps are findings where somebody asked for them, or gave documents of their own. */
static bool wants_gaps(const struct workspace *w) {
  bool given = w->request.paths.n > 0 || w->request.memory.n > 0;
  return w->request.gap_choice == GAPS_YES || (w->request.gap_choice == GAPS_IF_GIVEN && given);
}

static bool is_gap(struct str name) {
  bool gap = false;
  for (int code = F_GAP_SOURCE; code <= F_GAP_GROUP_ONLY && !gap; code++) {
    gap = finding_matches((enum finding_code)code, name);
  }
  return gap;
}

static bool accepts_gaps(const struct workspace *w) {
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
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
static bool needs_each_gap(const struct workspace *w) {
  bool needed = w->request.all_notes || w->request.for_programs || w->switches.fail_level == SEVERITY_NOTE ||
                w->request.baseline != NULL || w->request.new_baseline != NULL;
  for (int code = F_GAP_SOURCE; code <= F_GAP_GROUP_ONLY && !needed; code++) {
    needed = w->switches.fails[code] || w->switches.limited[code] || w->switches.severity[code] != SEVERITY_NOTE;
  }
  return needed || accepts_gaps(w);
}

uint32_t workspace_framework(struct workspace *w, const struct document *document, uint32_t offset,
                             const char *attribute, struct str id, const char *consequence) {
  uint32_t framework = id.n > 0 ? graph_find_framework(&w->graph, id) : NO_INDEX;
  if (framework != NO_INDEX || id.n == 0 || link_is_lost(&w->loaded, id)) {
    return framework;
  }
  struct str nearest = {.n = 0};
  if (w->framework_searches < LINK_MOST_FRAMEWORK_SEARCHES) {
    w->framework_searches++;
    nearest = link_nearest_framework(&w->graph, &w->link_options, id);
  }
  if (w->loaded.unread && !link_is_mangled(id, nearest)) {
    return NO_INDEX;
  }
  struct finding *finding =
      finding_add(&w->findings, F_UNKNOWN_FRAMEWORK, place_attribute(document->source, offset, attribute),
                  "framework \"%.*s\" is not loaded; %s", STR_ARG(id), consequence);
  if (nearest.n > 0) {
    finding_note(&w->findings, finding, place_none(), "did you mean \"%.*s\"?", STR_ARG(nearest));
  }
  return NO_INDEX;
}

/* The day that was asked for, else that of the latest assessment, in full: no clock is ever asked. */
static struct str day_to_judge_at(const struct workspace *w) {
  struct str latest = w->request.as_of;
  for (uint32_t i = 0; i < w->graph.assessments.n && w->request.as_of.n == 0; i++) {
    struct str date = w->graph.assessments.v[i].declared->date;
    latest = date_compare(date, latest) > 0 ? date : latest;
  }
  return date_day(w->arena, latest);
}

/* What workspaces accept, for coverage to say so beside each gap. */
static void list_accepts(struct workspace *w) {
  VEC(const struct decl_accept *) accepts = {0};
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    for (uint32_t a = 0; document->kind == DOCUMENT_WORKSPACE && a < document->as.workspace->accepts.n; a++) {
      vec_push(w->arena, &accepts, &document->as.workspace->accepts.v[a]);
    }
  }
  w->analysis_options.accepts = accepts.v;
  w->analysis_options.accept_count = accepts.n;
}

static bool asks_for_bid(const struct workspace *w) {
  bool asks = false;
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    for (uint32_t d = 0; document->kind == DOCUMENT_WORKSPACE && d < document->as.workspace->deliverables.n; d++) {
      asks = asks || document->as.workspace->deliverables.v[d].kind == DELIVERABLE_BID;
    }
  }
  return asks && w->request.scope != SCOPE_ASKED;
}

/* Files whose bytes are not kept must still be what was compiled, or no place can be shown. */
static void check_unchanged(struct workspace *w) {
  for (uint32_t i = 0; i < w->sources.list.n; i++) {
    const struct source *source = &w->sources.list.v[i];
    if (source->bytes == NULL && source_has_changed(source)) {
      finding_add(&w->findings, F_IO_READ, place_at(i, NOWHERE_IN_SOURCE), "the file changed while it was compiled");
    }
  }
}

void workspace_judge(struct workspace *w) {
  w->analysis_options = (struct analysis_options){
      .rationales = w->request.rationales,
      .gap_findings = wants_gaps(w) || (w->request.scope != SCOPE_ASKED && accepts_gaps(w)),
      .as_of = day_to_judge_at(w),
      .claimed = w->request.claimed || asks_for_bid(w),
      .each_gap = needs_each_gap(w),
  };
  memcpy(w->analysis_options.untold, w->switches.off, sizeof w->analysis_options.untold);
  list_accepts(w);
  where_apply(w);
  wordings_read(w, false); /* a document that has changed is told of in the end */
  if (!analyse_facts(&w->analysis, &w->graph, &w->analysis_options, &w->parallel, w->arena, &w->findings)) {
    arena_fail(w->arena);
  }
  ask_everything(w);
  if (w->request.scope != SCOPE_ASKED) {
    deliverables_ask(w);
    assessments_check_names(w);
  }
  show_apply(w);
  torn_mark(w);
  deal_out(w);
  if (!analyse_coverage(&w->analysis, &w->findings)) {
    arena_fail(w->arena);
  }
  check_unchanged(w);
}
