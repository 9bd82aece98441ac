/* What is said of each control, and what is not. */
#include "analyse/judge/checks.h"
#include "model/date.h"

/* Findings of this kind only where gaps are findings. */
static bool tells_gaps(const struct assessing *assessing) {
  return assessing->analysis->options->gap_findings;
}

/* ---- what cannot be ---- */

static bool is_treating(const struct assessing *assessing, uint32_t number) {
  uint32_t node = assessing->assessment->nodes[number];
  uint32_t first = assessing->graph->frameworks.v[assessing->assessment->framework].first;
  return node != NO_INDEX ? assessing->treats[node - first] : assessing->own_treats[number];
}

/* Where a risk names the control or something that holds it, which is left out. */
static void note_risks(const struct assessing *assessing, struct finding *finding, uint32_t number) {
  const struct decl_assessment *declared = assessing->declared;
  uint32_t node = assessing->assessment->nodes[number];
  for (uint32_t r = 0; r < declared->risks.n; r++) {
    const struct decl_risk *risk = &declared->risks.v[r];
    for (uint32_t i = risk->first_treated_by; i < risk->first_treated_by + risk->treated_by_count; i++) {
      const struct graph_treatment *treatment = &assessing->assessment->treatments[i];
      bool holds = treatment->node != NO_INDEX && node != NO_INDEX && node >= treatment->node &&
                   node < assessing->graph->controls[treatment->node].end;
      if (treatment->own == number || holds) {
        finding_note(
            assessing->findings, finding,
            place_attribute(assessing->assessment->document_source, declared->treated_by.v[i].offset, "control"),
            "%.*s is said to be treated by it", STR_ARG(risk->id));
      }
    }
  }
}

static void judge_exclusion(const struct assessing *assessing, const struct decl_assessed *control, uint32_t number) {
  uint32_t node = assessing->assessment->nodes[number];
  bool treating = is_treating(assessing, number);
  if (control->status != IMPLEMENTATION_UNSTATED || control->evidence_count > 0 || treating) {
    const char *also = control->status != IMPLEMENTATION_UNSTATED ? "has a status"
                       : control->evidence_count > 0              ? "names evidence"
                                                                  : "is to treat a risk";
    struct finding *finding = assessing_add(assessing, F_CONFLICT_EXCLUDED, control->offset, "applicable", control->ref,
                                            "%.*s is left out, and yet %s", STR_ARG(control->ref), also);
    bool heading = node != NO_INDEX && assessing->graph->controls[node].group;
    if (heading && control->status != IMPLEMENTATION_UNSTATED) {
      finding_note(assessing->findings, finding, place_none(),
                   "the status of a heading is not read: all that is below it is left out with it");
    }
    note_risks(assessing, finding, number);
  }
  if (assessing->has_selection && node != NO_INDEX && !graph_is_selectable(assessing->graph, node)) {
    assessing_add(assessing, F_CONFLICT_CLAUSE, control->offset, "applicable", control->ref,
                  "%.*s is left out, and is no control that one may leave out", STR_ARG(control->ref));
  }
}

/* A heading that gathers controls can be left out for all that it holds; how far each is in place it cannot say. True if its
 * status is not read. */
static bool judge_heading(const struct assessing *assessing, const struct decl_assessed *control, uint32_t node) {
  const struct graph_control *named = &assessing->graph->controls[node];
  if (!named->group || control->status == IMPLEMENTATION_UNSTATED || assessed_is_excluded(control)) {
    return false;
  }
  struct finding *finding = assessing_add(assessing, F_LINT_NOT_LEAF, control->offset, "status", control->ref,
                                          "%.*s is a heading, and its status is not read", STR_ARG(control->ref));
  finding_note(assessing->findings, finding, place_none(), "say of each control below it how far it is implemented");
  return true;
}

static void judge_withdrawn(const struct assessing *assessing, uint32_t offset, const char *attribute, uint32_t node) {
  const struct graph_control *named = &assessing->graph->controls[node];
  const struct decl_framework *framework = assessing->graph->frameworks.v[named->framework].declared;
  if (!named->withdrawn || named->declaration == NO_INDEX) {
    return;
  }
  struct finding *finding =
      assessing_add(assessing, F_WITHDRAWN_CONTROL, offset, attribute, named->id,
                    "%.*s is withdrawn; what is said of it counts for nothing", STR_ARG(named->id));
  enum { MOST_REPLACEMENTS = 10 };
  const struct decl_control *declared = &framework->controls.v[named->declaration];
  for (uint32_t i = 0; i < declared->replacement_count && i < MOST_REPLACEMENTS; i++) {
    finding_note(assessing->findings, finding, place_none(), "replaced by %.*s",
                 STR_ARG(framework->replacements.v[declared->first_replacement + i].ref));
  }
}

/* ---- what is left open ---- */

static void judge_review(const struct assessing *assessing, const struct decl_assessed *control,
                         struct many *unreviewed) {
  if (control->reviewed.n == 0) {
    many_add(assessing, unreviewed, control->ref, control->offset);
  }
  if (date_year_before(control->reviewed, assessing->as_of)) {
    assessing_add(assessing, F_GAP_STALE, control->offset, "reviewed", control->ref,
                  "%.*s was reviewed more than a year before %.*s", STR_ARG(control->ref), STR_ARG(assessing->as_of));
  }
  if (date_before(assessing->as_of, control->reviewed)) {
    assessing_add(assessing, F_GAP_FUTURE, control->offset, "reviewed", control->ref,
                  "%.*s is said to be reviewed after %.*s", STR_ARG(control->ref), STR_ARG(assessing->as_of));
  }
}

static void judge_evidence(const struct assessing *assessing, const struct decl_assessed *control) {
  const struct decl_evidence *evidence = assessed_evidence(assessing->declared, control);
  for (uint32_t i = 0; i < control->evidence_count; i++) {
    if (evidence_is_stale(&evidence[i], assessing->as_of)) {
      bool expires = evidence[i].expires.n > 0;
      assessing_add(assessing, F_GAP_STALE, evidence[i].offset, expires ? "expires" : "collected", control->ref,
                    expires ? "%.*s has evidence that expired before %.*s"
                            : "%.*s has evidence that was collected more than a year before %.*s",
                    STR_ARG(control->ref), STR_ARG(assessing->as_of));
    }
    if (evidence_is_future(&evidence[i], assessing->as_of)) {
      assessing_add(assessing, F_GAP_FUTURE, evidence[i].offset, "collected", control->ref,
                    "%.*s has evidence that is said to be collected after %.*s", STR_ARG(control->ref),
                    STR_ARG(assessing->as_of));
    }
  }
  if (assessed_is_in_place(control) && control->evidence_count == 0) {
    assessing_add(assessing, F_GAP_EVIDENCE, control->offset, "status", control->ref,
                  "%.*s is said to be implemented%s, and no evidence is named", STR_ARG(control->ref),
                  control->status == IMPLEMENTATION_PARTIAL ? " in part" : "");
  }
}

/* What is not in place yet has a day and somebody who answers for it. */
static void judge_plan(const struct assessing *assessing, const struct decl_assessed *control) {
  bool planned = control->status == IMPLEMENTATION_PARTIAL || control->status == IMPLEMENTATION_PLANNED;
  if (planned && control->due.n == 0) {
    assessing_add(assessing, F_GAP_PLAN, control->offset, "status", control->ref,
                  "%.*s is not in place as a whole, and nothing says when it will be", STR_ARG(control->ref));
  }
  if (planned && control->owner.n == 0) {
    assessing_add(assessing, F_GAP_OWNER, control->offset, "status", control->ref,
                  "%.*s is not in place as a whole, and nobody answers for it", STR_ARG(control->ref));
  }
  if (control->status != IMPLEMENTATION_WHOLE && date_before(control->due, assessing->as_of)) {
    assessing_add(assessing, F_GAP_DUE, control->offset, "due", control->ref,
                  "%.*s was to be in place before %.*s, and is not", STR_ARG(control->ref), STR_ARG(assessing->as_of));
  }
}

struct open_controls {
  struct many unreviewed;
  struct many undecided; /* lines without a status */
  struct many inclusion;
};

static void judge_open(const struct assessing *assessing, const struct decl_assessed *control, uint32_t number,
                       struct open_controls *open) {
  uint32_t node = assessing->assessment->nodes[number];
  judge_review(assessing, control, &open->unreviewed);
  judge_evidence(assessing, control);
  if (assessed_is_excluded(control)) {
    if (control->justification.n == 0) {
      assessing_add(assessing, F_GAP_JUSTIFICATION, control->offset, "applicable", control->ref,
                    "%.*s is said not to apply, and nothing says why", STR_ARG(control->ref));
    }
    return;
  }
  judge_plan(assessing, control);
  bool counted = control->own || (node != NO_INDEX && assessing->graph->controls[node].counted);
  if (control->status == IMPLEMENTATION_UNSTATED && counted) {
    many_add(assessing, &open->undecided, control->ref, control->offset);
  }
  bool included = control->applicable == APPLICABILITY_YES || control->status != IMPLEMENTATION_UNSTATED;
  bool chosen = control->own || (counted && graph_is_selectable(assessing->graph, node));
  bool by_risk = is_treating(assessing, number); /* whatever the control says: risks name what treats them */
  bool otherwise = (control->because & ~(1U << REASON_RISK)) != 0 || control->justification.n > 0;
  if (included && chosen && !by_risk && !otherwise) {
    many_add(assessing, &open->inclusion, control->ref, control->offset);
  }
}

/* Counted controls of which nothing is said, not even by a heading, nor in lines that a limit kept from being read. */
void judge_undecided(const struct assessing *assessing) {
  const struct graph *graph = assessing->graph;
  const struct graph_framework *framework = &graph->frameworks.v[assessing->assessment->framework];
  struct many undecided = {.code = F_GAP_UNDECIDED,
                           .words = "has no line: nothing says whether it applies",
                           .words_all = "have no line: nothing says whether they apply",
                           .attribute = "framework"};
  if (assessing->declared->cut) {
    return;
  }
  for (uint32_t n = framework->first; n < framework->first + framework->count; n++) {
    if (graph->controls[n].counted && !framework->declared->open &&
        graph_assessed(graph, assessing->assessment, n) == NULL) {
      many_add(assessing, &undecided, graph->controls[n].id, assessing->assessment->offset);
    }
  }
  many_tell(assessing, &undecided);
}

void judge_assessed_controls(const struct assessing *assessing) {
  struct open_controls open = {
      .unreviewed = {.code = F_GAP_UNREVIEWED,
                     .words = "does not say when it was reviewed",
                     .words_all = "do not say when they were reviewed",
                     .attribute = "ref"},
      .undecided = {.code = F_GAP_UNDECIDED,
                    .words = "is not left out, and nothing says how far it is implemented",
                    .words_all = "are not left out, and nothing says how far they are implemented",
                    .attribute = "ref"},
      .inclusion = {.code = F_GAP_INCLUSION,
                    .words = "is included, and neither a risk nor anything else says why",
                    .words_all = "are included, and neither a risk nor anything else says why",
                    .attribute = "ref"},
  };
  for (uint32_t i = 0; i < assessing->declared->controls.n; i++) {
    const struct decl_assessed *control = &assessing->declared->controls.v[i];
    uint32_t node = assessing->assessment->nodes[i];
    if (assessing->refused[i]) {
      continue;
    }
    if (node != NO_INDEX && assessing->graph->controls[node].withdrawn) {
      judge_withdrawn(assessing, control->offset, "ref", node);
      continue;
    }
    if (assessed_is_excluded(control)) {
      judge_exclusion(assessing, control, i);
    }
    if (node != NO_INDEX && judge_heading(assessing, control, node)) {
      continue;
    }
    if (tells_gaps(assessing) && (node != NO_INDEX || control->own)) {
      judge_open(assessing, control, i, &open);
    }
  }
  for (uint32_t i = 0; i < assessing->declared->treated_by.n; i++) {
    uint32_t node = assessing->assessment->treatments[i].node;
    if (node != NO_INDEX) {
      judge_withdrawn(assessing, assessing->declared->treated_by.v[i].offset, "control", node);
    }
  }
  if (tells_gaps(assessing)) {
    many_tell(assessing, &open.undecided);
    many_tell(assessing, &open.unreviewed);
    many_tell(assessing, &open.inclusion);
  }
}
