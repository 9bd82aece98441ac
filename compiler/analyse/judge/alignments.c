/* Assessments that contradict each other: one says that a control is in place, another that something in it is not. */
#include "analyse/alignment_parts.h"
#include "analyse/judge/checks.h"
#include "analyse/network/words.h"

/* Of two assessments of one framework the later one counts, where it says that it takes the other's place; otherwise nobody
 * knows whether they speak of the same. */
enum standing {
  STANDS_ALONE,  /* compared with those of other frameworks */
  STANDS_BESIDE, /* others of its framework: compared with those alone whose scope holds its own, or lies in it */
  TAKEN_OVER,
};

static enum standing standing_of(const struct graph *graph, uint32_t number) {
  const struct graph_assessment *assessment = &graph->assessments.v[number];
  if (assessment->superseded) {
    return TAKEN_OVER;
  }
  for (uint32_t i = 0; i < graph->assessments.n; i++) {
    const struct graph_assessment *other = &graph->assessments.v[i];
    if (i != number && other->framework == assessment->framework && !graph_supersedes(assessment, other)) {
      return STANDS_BESIDE;
    }
  }
  return STANDS_ALONE;
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

/* True if what is said not to be met is so in a scope that all others are said to hold. */
static bool scopes_agree(const struct alignment *alignment, const struct status_conflict *conflict,
                         const struct status_claim *unmet) {
  bool agree = true;
  for (uint32_t i = 0; i < conflict->statuses.n; i++) {
    const struct status_claim *status = &alignment->statuses.v[conflict->statuses.v[i]];
    agree = agree && alignment_holds_scope(alignment, status->assessment, unmet->assessment);
  }
  return agree;
}

/* "us, of 2026-10-01; scope: ..." */
static struct str speaker(const struct graph *graph, const struct status_claim *status, struct arena *arena) {
  const struct decl_assessment *declared = graph->assessments.v[status->assessment].declared;
  struct buf words;
  buf_init(&words, arena);
  buf_str(&words, declared->id);
  if (declared->date.n > 0) {
    buf_printf(&words, ", of %.*s", STR_ARG(declared->date));
  }
  if (declared->scope.n > 0) {
    buf_printf(&words, "; scope: %.*s", STR_ARG(declared->scope));
  }
  return buf_done(&words);
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
                  scopes_agree(alignment, conflict, unmet) ? "" : ", unless the scopes differ");
  finding->framework = graph->frameworks.v[graph->controls[unmet->node].framework].id;
  finding->control = graph->controls[unmet->node].id;
  for (uint32_t i = 0; i < conflict->statuses.n; i++) {
    const struct status_claim *status = &alignment->statuses.v[conflict->statuses.v[i]];
    struct str other = name_of(graph, status, findings->arena);
    struct str by = speaker(graph, status, findings->arena);
    finding_note(findings, finding, place_of(graph, status), "%.*s is said %s by %.*s", STR_ARG(other),
                 status == unmet ? "not to be met as a whole" : "to be implemented", STR_ARG(by));
  }
  for (uint32_t i = 0; i < conflict->facts.n; i++) {
    const struct graph_fact *fact = &graph->facts[conflict->facts.v[i]];
    struct str words = words_fact(graph, fact, findings->arena);
    finding_note(findings, finding, fact_place(graph, fact), "%.*s", STR_ARG(words));
  }
}

static void compare(const struct analysis *analysis, const uint32_t *compared, uint32_t count,
                    struct alignment *alignment) {
  alignment_build(alignment, analysis, NULL, 0, compared, count, &(struct alignment_options){0}, analysis->arena);
}

static bool has_part(const struct alignment *alignment, const struct status_conflict *conflict, uint32_t assessment) {
  for (uint32_t i = 0; i < conflict->statuses.n; i++) {
    if (alignment->statuses.v[conflict->statuses.v[i]].assessment == assessment) {
      return true;
    }
  }
  return false;
}

/* Two of one framework: what each says for itself is told elsewhere. */
static void compare_two(const struct analysis *analysis, uint32_t first, uint32_t second, struct findings *findings) {
  struct alignment alignment;
  compare(analysis, (uint32_t[]){first, second}, 2, &alignment);
  for (uint32_t i = 0; i < alignment.conflicts.n; i++) {
    const struct status_conflict *conflict = &alignment.conflicts.v[i];
    if (has_part(&alignment, conflict, first) && has_part(&alignment, conflict, second)) {
      report(&alignment, conflict, findings);
    }
  }
}

static void compare_all(const struct analysis *analysis, const uint32_t *compared, uint32_t count,
                        struct alignment *alignment, struct findings *findings) {
  compare(analysis, compared, count, alignment);
  for (uint32_t i = 0; i < alignment->conflicts.n; i++) {
    report(alignment, &alignment->conflicts.v[i], findings);
  }
}

void judge_alignments(const struct analysis *analysis, struct findings *findings) {
  const struct graph *graph = analysis->graph;
  uint32_t count = graph->assessments.n;
  enum standing *standings = arena_alloc(analysis->arena, ((size_t)count + 1) * sizeof *standings);
  uint32_t *alone = arena_alloc(analysis->arena, ((size_t)count + 1) * sizeof *alone);
  uint32_t alone_count = 0;
  for (uint32_t i = 0; i < count; i++) {
    standings[i] = standing_of(graph, i);
    if (standings[i] == STANDS_ALONE) {
      alone[alone_count++] = i;
    }
  }
  struct alignment all;
  compare_all(analysis, alone, alone_count, &all, findings);
  for (uint32_t i = 0; i < count; i++) {
    if (standings[i] != STANDS_BESIDE) {
      continue;
    }
    struct alignment own;
    compare_all(analysis, &i, 1, &own, findings);
    for (uint32_t k = i + 1; k < count; k++) {
      bool beside =
          graph->assessments.v[k].framework == graph->assessments.v[i].framework && standings[k] == STANDS_BESIDE;
      if (beside && (alignment_holds_scope(&all, i, k) || alignment_holds_scope(&all, k, i))) {
        compare_two(analysis, i, k, findings);
      }
    }
  }
}
