/* Risks: whether they are treated, by whom they are accepted, and what is due. */
#include "analyse/judge/checks.h"
#include "analyse/treatments.h"
#include "model/date.h"

/* Whether a finding says already that what is to treat the risk is left out. */
static bool is_told(const struct assessing *assessing, const struct graph_treatment *treatment) {
  const struct graph *graph = assessing->graph;
  const struct graph_assessment *assessment = assessing->assessment;
  uint32_t line = treatment->own;
  if (line == NO_INDEX && treatment->framework == assessment->framework) {
    line = assessment->lines[treatment->node - graph->frameworks.v[assessment->framework].first];
  }
  return line != NO_INDEX && assessed_is_excluded(&assessing->declared->controls.v[line]) &&
         assessment->nodes[line] == treatment->node;
}

/* That nothing treats the risk may only follow from a name that is told as a mistake: nobody knows how far what was meant is
 * in place, and what counts for nothing is the only one. */
static bool is_known_already(const struct assessing *assessing, const struct decl_risk *risk) {
  bool all_told = risk->treated_by_count > 0;
  for (uint32_t i = risk->first_treated_by; i < risk->first_treated_by + risk->treated_by_count; i++) {
    const struct graph_treatment *treatment = &assessing->assessment->treatments[i];
    if (treatment->node == NO_INDEX && treatment->own == NO_INDEX) {
      return true;
    }
    all_told = all_told && is_told(assessing, treatment);
  }
  return all_told;
}

static void judge_treatment(const struct assessing *assessing, const struct decl_risk *risk) {
  if (risk->treatment != TREATMENT_UNSTATED && risk->treatment != TREATMENT_MODIFY) {
    return;
  }
  treating_list treatments = {0};
  treatments_of(assessing->graph, assessing->assessment, risk, assessing->findings->arena, &treatments);
  for (uint32_t i = 0; i < treatments.n; i++) {
    const struct decl_assessed *assessed = treatments.v[i].assessed;
    if (assessed != NULL && assessed_is_in_place(assessed)) {
      return;
    }
  }
  if (is_known_already(assessing, risk)) {
    return;
  }
  assessing_add(assessing, F_GAP_RISK, risk->offset, "id", (struct str){0},
                risk->treated_by_count == 0 ? "%.*s is treated by no control"
                                            : "%.*s is treated by no control that is implemented",
                STR_ARG(risk->id));
}

/* How far a control of another framework is in place, only an assessment of that can say. */
static void judge_treating_frameworks(const struct assessing *assessing, const struct decl_risk *risk) {
  for (uint32_t i = risk->first_treated_by; i < risk->first_treated_by + risk->treated_by_count; i++) {
    const struct graph_treatment *treatment = &assessing->assessment->treatments[i];
    const struct decl_treated_by *declared = &assessing->declared->treated_by.v[i];
    if (treatment->node != NO_INDEX &&
        !treatments_are_assessed(assessing->graph, assessing->assessment, treatment->framework)) {
      assessing_add(
          assessing, F_GAP_UNDECIDED, declared->offset, "framework", (struct str){0},
          "%.*s is to be treated by %.*s:%.*s, and no assessment of %.*s is loaded: how far it is implemented is "
          "not known",
          STR_ARG(risk->id), STR_ARG(declared->framework), STR_ARG(declared->control), STR_ARG(declared->framework));
    }
  }
}

/* True if what is left of the risk has to be accepted by somebody: it is shared or kept, or somebody says how much is
 * left; and it is not below what is accepted anyway. */
static bool needs_acceptance(const struct assessing *assessing, const struct decl_risk *risk) {
  unsigned before = risk_level(risk->likelihood, risk->impact);
  unsigned left = risk_level(risk->residual_likelihood, risk->residual_impact);
  bool kept = risk->treatment == TREATMENT_RETAIN || risk->treatment == TREATMENT_SHARE;
  unsigned level = left > 0 ? left : kept ? before : 0;
  bool small = assessing->declared->accept_below > 0 && level > 0 && level < assessing->declared->accept_below;
  return (kept || left > 0) && risk->treatment != TREATMENT_AVOID && !small;
}

static void judge_acceptance(const struct assessing *assessing, const struct decl_risk *risk) {
  if (risk->accepted_by.n == 0) {
    if (needs_acceptance(assessing, risk)) {
      assessing_add(assessing, F_GAP_RESIDUAL, risk->offset, "id", (struct str){0},
                    "nobody has accepted what is left of %.*s", STR_ARG(risk->id));
    }
    return;
  }
  if (risk->accepted.n == 0 && needs_acceptance(assessing, risk)) {
    assessing_add(assessing, F_GAP_RESIDUAL, risk->offset, "accepted-by", (struct str){0},
                  "nothing says when what is left of %.*s was accepted", STR_ARG(risk->id));
  }
  if (risk->owner.n > 0 && !str_eq(risk->owner, risk->accepted_by)) {
    assessing_add(assessing, F_GAP_RESIDUAL, risk->offset, "accepted-by", (struct str){0},
                  "%.*s is accepted by \"%.*s\", and its owner is \"%.*s\"", STR_ARG(risk->id),
                  STR_ARG(risk->accepted_by), STR_ARG(risk->owner));
  }
}

static void judge_risk_dates(const struct assessing *assessing, const struct decl_risk *risk) {
  struct str as_of = assessing->as_of;
  if (date_before(as_of, risk->accepted)) {
    assessing_add(assessing, F_GAP_FUTURE, risk->offset, "accepted", (struct str){0},
                  "%.*s is said to be accepted after %.*s", STR_ARG(risk->id), STR_ARG(as_of));
  }
  if (date_before(risk->review, as_of)) {
    assessing_add(assessing, F_GAP_DUE, risk->offset, "review", (struct str){0}, "%.*s was to be reviewed before %.*s",
                  STR_ARG(risk->id), STR_ARG(as_of));
  } else if (risk->review.n == 0 && date_year_before(risk->accepted, as_of)) {
    assessing_add(assessing, F_GAP_DUE, risk->offset, "accepted", (struct str){0},
                  "%.*s was accepted more than a year before %.*s, and no later review is stated", STR_ARG(risk->id),
                  STR_ARG(as_of));
  }
}

static void judge_actions(const struct assessing *assessing, const struct decl_risk *risk) {
  for (uint32_t i = risk->first_action; i < risk->first_action + risk->action_count; i++) {
    const struct decl_action *action = &assessing->declared->actions.v[i];
    if (action_is_done(action)) {
      continue;
    }
    if (action->due.n == 0) {
      assessing_add(assessing, F_GAP_PLAN, action->offset, "title", (struct str){0},
                    "an action about %.*s has no day by which it is done", STR_ARG(risk->id));
    }
    if (action->owner.n == 0) {
      assessing_add(assessing, F_GAP_OWNER, action->offset, "title", (struct str){0},
                    "nobody answers for an action about %.*s", STR_ARG(risk->id));
    }
    if (date_before(action->due, assessing->as_of)) {
      assessing_add(assessing, F_GAP_DUE, action->offset, "due", (struct str){0},
                    "an action about %.*s was to be done before %.*s", STR_ARG(risk->id), STR_ARG(assessing->as_of));
    }
  }
}

/* Two risks of one id are taken for one by whoever reads of it elsewhere. */
void judge_risk_ids(const struct assessing *assessing) {
  const struct decl_assessment *declared = assessing->declared;
  struct names seen;
  names_init(&seen, assessing->findings->arena);
  uint32_t *first = arena_alloc(assessing->findings->arena, ((size_t)declared->risks.n + 1) * sizeof *first);
  for (uint32_t i = 0; i < declared->risks.n; i++) {
    const struct decl_risk *risk = &declared->risks.v[i];
    uint32_t before = seen.names.n;
    uint32_t name = names_intern(&seen, risk->id);
    if (name == before) {
      first[name] = i;
      continue;
    }
    struct finding *finding = assessing_add(assessing, F_DUPLICATE_CONTROL, risk->offset, "id", (struct str){0},
                                            "\"%.*s\" is the id of another risk; both are shown", STR_ARG(risk->id));
    finding_note(assessing->findings, finding,
                 place_attribute(assessing->assessment->document_source, declared->risks.v[first[name]].offset, "id"),
                 "it is the id of this one");
  }
}

void judge_risks(const struct assessing *assessing) {
  for (uint32_t i = 0; i < assessing->declared->risks.n; i++) {
    const struct decl_risk *risk = &assessing->declared->risks.v[i];
    judge_treatment(assessing, risk);
    judge_treating_frameworks(assessing, risk);
    judge_acceptance(assessing, risk);
    judge_risk_dates(assessing, risk);
    judge_actions(assessing, risk);
    if (risk->owner.n == 0) {
      assessing_add(assessing, F_GAP_OWNER, risk->offset, "id", (struct str){0}, "nobody answers for %.*s",
                    STR_ARG(risk->id));
    }
  }
}
