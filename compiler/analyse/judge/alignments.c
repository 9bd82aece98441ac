/* Assessments that contradict each other: one says that a control is in place, another that something in it is not. */
#include "analyse/alignment.h"
#include "analyse/judge/checks.h"
#include "analyse/network/words.h"

/* Of two assessments of one framework the later one counts, where it says that it takes the other's place; otherwise nobody
 * knows whether they speak of the same, and neither is compared. */
static bool is_compared(const struct graph *graph, uint32_t number) {
  const struct graph_assessment *assessment = &graph->assessments.v[number];
  for (uint32_t i = 0; i < graph->assessments.n; i++) {
    const struct graph_assessment *other = &graph->assessments.v[i];
    bool taken_over = str_eq(other->declared->supersedes, assessment->declared->id);
    bool takes_over = str_eq(assessment->declared->supersedes, other->declared->id);
    if (i != number && other->framework == assessment->framework && (taken_over || !takes_over)) {
      return false;
    }
  }
  return true;
}

static struct place place_of(const struct graph *graph, const struct status_claim *status) {
  return place_attribute(graph->assessments.v[status->assessment].document_source, status->assessed->offset, "status");
}

static struct str name_of(const struct graph *graph, const struct status_claim *status, struct arena *arena) {
  struct buf name;
  buf_init(&name, arena);
  buf_str(&name, graph->frameworks.v[graph->controls[status->node].framework].id);
  buf_char(&name, ':');
  buf_str(&name, graph->controls[status->node].id);
  return buf_done(&name);
}

/* True if the scopes of all that contradict each other are one, or lie within one another as the contradiction needs it. */
static bool shares_scope(const struct alignment *alignment, const struct status_conflict *conflict) {
  for (uint32_t i = 1; i < conflict->statuses.n; i++) {
    if (alignment->statuses.v[conflict->statuses.v[i]].assessment !=
        alignment->statuses.v[conflict->statuses.v[0]].assessment) {
      return false;
    }
  }
  return true;
}

static void report(const struct alignment *alignment, const struct status_conflict *conflict,
                   struct findings *findings) {
  const struct graph *graph = alignment->analysis->graph;
  const struct status_claim *unmet = NULL;
  for (uint32_t i = 0; i < conflict->statuses.n; i++) {
    const struct status_claim *status = &alignment->statuses.v[conflict->statuses.v[i]];
    unmet = (status->says & SAYS_NOT_IN) != 0 ? status : unmet;
  }
  if (unmet == NULL) {
    return;
  }
  struct str name = name_of(graph, unmet, findings->arena);
  struct finding *finding =
      finding_add(findings, F_CONFLICT_ASSESSMENT, place_of(graph, unmet),
                  "%.*s is said not to be met as a whole, and lies in what is said to be implemented%s", STR_ARG(name),
                  shares_scope(alignment, conflict) ? "" : ", unless the scopes differ");
  finding->framework = graph->frameworks.v[graph->controls[unmet->node].framework].id;
  finding->control = graph->controls[unmet->node].id;
  for (uint32_t i = 0; i < conflict->statuses.n; i++) {
    const struct status_claim *status = &alignment->statuses.v[conflict->statuses.v[i]];
    if (status == unmet) {
      continue;
    }
    const struct decl_assessment *declared = graph->assessments.v[status->assessment].declared;
    struct str other = name_of(graph, status, findings->arena);
    finding_note(findings, finding, place_of(graph, status), "%.*s is said to be implemented by %.*s%s%.*s",
                 STR_ARG(other), STR_ARG(declared->id), declared->date.n > 0 ? ", of " : "", STR_ARG(declared->date));
  }
  for (uint32_t i = 0; i < conflict->facts.n; i++) {
    const struct graph_fact *fact = &graph->facts[conflict->facts.v[i]];
    struct str words = words_fact(graph, fact, findings->arena);
    finding_note(findings, finding, fact_place(graph, fact), "%.*s", STR_ARG(words));
  }
}

void judge_alignments(const struct analysis *analysis, struct findings *findings) {
  const struct graph *graph = analysis->graph;
  uint32_t *compared = arena_alloc(analysis->arena, ((size_t)graph->assessments.n + 1) * sizeof *compared);
  uint32_t count = 0;
  for (uint32_t i = 0; i < graph->assessments.n; i++) {
    if (is_compared(graph, i)) {
      compared[count++] = i;
    }
  }
  struct alignment alignment;
  alignment_build(&alignment, analysis, NULL, 0, compared, count, &(struct alignment_options){0}, analysis->arena);
  for (uint32_t i = 0; i < alignment.conflicts.n; i++) {
    report(&alignment, &alignment.conflicts.v[i], findings);
  }
}
