/* A user's own words: claims that nothing can prove, and reasons that are none. */
#include "analyse/judge/checks.h"
#include "model/claims.h"

enum {
  LEAST_WORDS = 3, /* of a reason */
  MOST_ALIKE = 5   /* from so many controls on, one reason for all is a template's */
};

static void judge_text(const struct assessing *assessing, struct str text, uint32_t offset, const char *attribute,
                       struct str control) {
  const char *claim = claims_find(text);
  if (claim == NULL) {
    return;
  }
  struct finding *finding = assessing_add(assessing, F_LINT_CLAIM, offset, attribute, control,
                                          "the text says \"%s\", which nothing here can prove", claim);
  finding_note(assessing->findings, finding, place_none(),
               "say what is in place, with its date and scope; that somebody certified it belongs into <certificate>");
}

static void judge_control_texts(const struct assessing *assessing, const struct decl_assessed *control) {
  const struct decl_evidence *evidence = assessed_evidence(assessing->declared, control);
  judge_text(assessing, control->title, control->offset, "title", control->ref);
  judge_text(assessing, control->justification, control->offset, "justification", control->ref);
  judge_text(assessing, control->how, control->offset, NULL, control->ref);
  judge_text(assessing, control->owner, control->offset, "owner", control->ref);
  for (uint32_t i = 0; i < control->evidence_count; i++) {
    judge_text(assessing, evidence[i].title, evidence[i].offset, "title", control->ref);
  }
}

static void judge_risk_texts(const struct assessing *assessing, const struct decl_risk *risk) {
  judge_text(assessing, risk->title, risk->offset, "title", (struct str){0});
  judge_text(assessing, risk->remarks, risk->offset, NULL, (struct str){0});
  judge_text(assessing, risk->owner, risk->offset, "owner", (struct str){0});
  judge_text(assessing, risk->accepted_by, risk->offset, "accepted-by", (struct str){0});
  for (uint32_t i = risk->first_action; i < risk->first_action + risk->action_count; i++) {
    const struct decl_action *action = &assessing->declared->actions.v[i];
    judge_text(assessing, action->title, action->offset, "title", (struct str){0});
    judge_text(assessing, action->owner, action->offset, "owner", (struct str){0});
    judge_text(assessing, action->state, action->offset, "state", (struct str){0});
  }
}

static void judge_certificate_texts(const struct assessing *assessing, const struct decl_certificate *certificate) {
  const struct {
    struct str text;
    const char *attribute;
  } texts[] = {
      {certificate->standard, "standard"}, {certificate->body, "body"},   {certificate->accreditation, "accreditation"},
      {certificate->number, "number"},     {certificate->level, "level"}, {certificate->scope, "scope"}};
  for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
    judge_text(assessing, texts[i].text, certificate->offset, texts[i].attribute, (struct str){0});
  }
}

static unsigned count_words(struct str text) {
  unsigned words = 0;
  for (uint32_t i = 0; i < text.n; i++) {
    words += text.p[i] != ' ' && (i == 0 || text.p[i - 1] == ' ');
  }
  return words;
}

/* An option that was not chosen needs no reason of its own. */
static bool needs_reason(const struct assessing *assessing, uint32_t number) {
  const struct decl_assessed *control = &assessing->declared->controls.v[number];
  uint32_t node = assessing->assessment->nodes[number];
  const struct graph_control *named = node != NO_INDEX ? &assessing->graph->controls[node] : NULL;
  return assessed_is_excluded(control) && control->justification.n > 0 &&
         (named == NULL || named->counted || named->group || named->exhaustive);
}

/* Reasons for leaving controls out, by their text. */
struct reasons {
  struct names texts;
  uint32_t *uses;
};

static struct reasons count_reasons(const struct assessing *assessing) {
  const struct decl_assessment *declared = assessing->declared;
  struct reasons reasons;
  names_init(&reasons.texts, assessing->findings->arena);
  reasons.uses = arena_zalloc(assessing->findings->arena, ((size_t)declared->controls.n + 1) * sizeof *reasons.uses);
  for (uint32_t i = 0; i < declared->controls.n; i++) {
    const struct decl_assessed *control = &declared->controls.v[i];
    if (needs_reason(assessing, i)) {
      reasons.uses[names_intern(&reasons.texts, control->justification)]++;
    }
  }
  return reasons;
}

/* A reason says something of the scope or of a risk: two words cannot, and one reason for many controls seldom does. */
static void judge_reasons(const struct assessing *assessing) {
  struct reasons reasons = count_reasons(assessing);
  for (uint32_t i = 0; i < assessing->declared->controls.n; i++) {
    const struct decl_assessed *control = &assessing->declared->controls.v[i];
    if (!needs_reason(assessing, i)) {
      continue;
    }
    uint32_t *uses = &reasons.uses[names_find(&reasons.texts, control->justification)];
    if (count_words(control->justification) < LEAST_WORDS) {
      assessing_add(assessing, F_LINT_JUSTIFICATION, control->offset, "justification", control->ref,
                    "\"%.*s\" does not say why %.*s is left out", STR_ARG(control->justification),
                    STR_ARG(control->ref));
    } else if (*uses >= MOST_ALIKE) {
      assessing_add(assessing, F_LINT_JUSTIFICATION, control->offset, "justification", control->ref,
                    "%u controls are left out for the same reason, word for word; this is the first", *uses);
      *uses = 0;
    }
  }
}

void judge_words(const struct assessing *assessing) {
  const struct decl_assessment *declared = assessing->declared;
  judge_text(assessing, declared->title, assessing->assessment->offset, "title", (struct str){0});
  judge_text(assessing, declared->organisation, assessing->assessment->offset, "organisation", (struct str){0});
  judge_text(assessing, declared->approved_by, assessing->assessment->offset, "approved-by", (struct str){0});
  judge_text(assessing, declared->scope, declared->scope_offset, NULL, (struct str){0});
  for (uint32_t i = 0; i < declared->certificates.n; i++) {
    judge_certificate_texts(assessing, &declared->certificates.v[i]);
  }
  for (uint32_t i = 0; i < declared->controls.n; i++) {
    judge_control_texts(assessing, &declared->controls.v[i]);
  }
  for (uint32_t i = 0; i < declared->risks.n; i++) {
    judge_risk_texts(assessing, &declared->risks.v[i]);
  }
  judge_reasons(assessing);
}
