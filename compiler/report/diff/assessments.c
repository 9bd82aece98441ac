/* Two assessments: status, exclusions, evidence, risks, and the lines that follow for other frameworks. */
#include "model/assessed.h"
#include "report/align.h"
#include "report/diff/diff.h"

struct state {
  const struct analysis *analysis;
  const struct decl_assessment *declared;
  struct names lines; /* by declared control */
  struct names risks;
};

static struct state begin(const struct analysis *analysis, uint32_t number, struct arena *arena) {
  struct state state = {.analysis = analysis, .declared = analysis->graph->assessments.v[number].declared};
  names_init(&state.lines, arena);
  names_init(&state.risks, arena);
  for (uint32_t i = 0; i < state.declared->controls.n; i++) {
    names_intern(&state.lines, state.declared->controls.v[i].ref);
  }
  for (uint32_t i = 0; i < state.declared->risks.n; i++) {
    names_intern(&state.risks, state.declared->risks.v[i].id);
  }
  return state;
}

/* ---- lines ---- */

/* How far a control is in place, from nothing to all of it; 0 where nothing is said. */
static unsigned rank(const struct decl_assessed *line) {
  switch (line->status) {
    case IMPLEMENTATION_WHOLE:
      return 4;
    case IMPLEMENTATION_PARTIAL:
      return 3;
    case IMPLEMENTATION_PLANNED:
      return 2;
    case IMPLEMENTATION_NONE:
      return 1;
    default:
      return 0;
  }
}

static struct str status_words(const struct decl_assessed *line) {
  const char *token = vocabulary_token(&vocabulary_implementation, line->status);
  return assessed_is_excluded(line) ? STR("left out") : str_from(token[0] != '\0' ? token : "no status");
}

static struct str date_words(struct str date, struct arena *arena) {
  return date.n > 0 ? paper_text(arena, "of %.*s", STR_ARG(date)) : STR("undated");
}

static const char *treatment_words(const struct decl_risk *risk) {
  const char *token = vocabulary_token(&vocabulary_treatment, risk->treatment);
  return token[0] != '\0' ? token : "not stated";
}

static bool has_evidence(const struct decl_assessment *assessment, const struct decl_assessed *line, struct str name,
                         struct str *collected) {
  const struct decl_evidence *evidence = assessed_evidence(assessment, line);
  for (uint32_t i = 0; i < line->evidence_count; i++) {
    if (str_eq(evidence_name(&evidence[i]), name)) {
      *collected = str_or_empty(evidence[i].collected);
      return true;
    }
  }
  return false;
}

static void compare_evidence(struct diff *diff, const struct state *old, const struct decl_assessed *before,
                             const struct state *new, const struct decl_assessed *after) {
  const struct decl_evidence *evidence = assessed_evidence(new->declared, after);
  for (uint32_t i = 0; i < after->evidence_count; i++) {
    struct str name = evidence_name(&evidence[i]);
    struct str was = STR("");
    if (!has_evidence(old->declared, before, name, &was)) {
      diff_add(diff, "evidence", "added", after->ref, STR(""), name);
    } else if (!str_eq(was, str_or_empty(evidence[i].collected))) {
      diff_add(
          diff, "evidence", str_compare(evidence[i].collected, was) > 0 ? "strengthened" : "weakened", after->ref,
          STR(""),
          paper_text(diff->arena, "%.*s: %.*s, before %.*s", STR_ARG(name),
                     STR_ARG(date_words(evidence[i].collected, diff->arena)), STR_ARG(date_words(was, diff->arena))));
    }
  }
  evidence = assessed_evidence(old->declared, before);
  for (uint32_t i = 0; i < before->evidence_count; i++) {
    struct str unused;
    if (!has_evidence(new->declared, after, evidence_name(&evidence[i]), &unused)) {
      diff_add(diff, "evidence", "removed", before->ref, STR(""), evidence_name(&evidence[i]));
    }
  }
}

static void compare_line(struct diff *diff, const struct state *old, const struct decl_assessed *before,
                         const struct state *new, const struct decl_assessed *after) {
  bool was_out = assessed_is_excluded(before);
  bool is_out = assessed_is_excluded(after);
  if (was_out != is_out) {
    diff_add(diff, "exclusion", is_out ? "added" : "removed", after->ref, STR(""),
             is_out ? after->justification : paper_text(diff->arena, "now %.*s", STR_ARG(status_words(after))));
  } else if (!is_out && rank(before) != rank(after)) {
    diff_add(diff, "status", rank(after) > rank(before) ? "strengthened" : "weakened", after->ref, STR(""),
             paper_text(diff->arena, "%.*s to %.*s", STR_ARG(status_words(before)), STR_ARG(status_words(after))));
  }
  compare_evidence(diff, old, before, new, after);
}

static void compare_lines(struct diff *diff, const struct state *old, const struct state *new) {
  for (uint32_t i = 0; i < new->declared->controls.n; i++) {
    const struct decl_assessed *after = &new->declared->controls.v[i];
    uint32_t at = names_find(&old->lines, after->ref);
    if (at == NO_NAME) {
      diff_add(diff, "line", "added", after->ref, STR(""), status_words(after));
    } else if (at < old->declared->controls.n) {
      compare_line(diff, old, &old->declared->controls.v[at], new, after);
    }
  }
  for (uint32_t i = 0; i < old->declared->controls.n; i++) {
    const struct decl_assessed *before = &old->declared->controls.v[i];
    if (names_find(&new->lines, before->ref) == NO_NAME) {
      diff_add(diff, "line", "removed", before->ref, STR(""), status_words(before));
    }
  }
}

/* ---- risks ---- */

static void compare_number(struct diff *diff, const struct decl_risk *risk, const char *what, unsigned before,
                           unsigned after) {
  if (before != after) {
    diff_add(diff, "risk", "text", risk->id, STR(""), paper_text(diff->arena, "%s %u to %u", what, before, after));
  }
}

static void compare_risk(struct diff *diff, const struct decl_risk *before, const struct decl_risk *after) {
  compare_number(diff, after, "level", risk_level(before->likelihood, before->impact),
                 risk_level(after->likelihood, after->impact));
  compare_number(diff, after, "residual level", risk_level(before->residual_likelihood, before->residual_impact),
                 risk_level(after->residual_likelihood, after->residual_impact));
  if (before->treatment != after->treatment) {
    diff_add(diff, "risk", "text", after->id, STR(""),
             paper_text(diff->arena, "treatment %s to %s", treatment_words(before), treatment_words(after)));
  }
  if ((before->accepted.n > 0) != (after->accepted.n > 0)) {
    diff_add(diff, "risk", after->accepted.n > 0 ? "gained" : "lost", after->id, STR(""), STR("acceptance"));
  }
}

static void compare_risks(struct diff *diff, const struct state *old, const struct state *new) {
  for (uint32_t i = 0; i < new->declared->risks.n; i++) {
    const struct decl_risk *after = &new->declared->risks.v[i];
    uint32_t at = names_find(&old->risks, after->id);
    if (at == NO_NAME) {
      diff_add(diff, "risk", "added", after->id, STR(""), after->title);
    } else if (at < old->declared->risks.n) {
      compare_risk(diff, &old->declared->risks.v[at], after);
    }
  }
  for (uint32_t i = 0; i < old->declared->risks.n; i++) {
    if (names_find(&new->risks, old->declared->risks.v[i].id) == NO_NAME) {
      diff_add(diff, "risk", "removed", old->declared->risks.v[i].id, STR(""), old->declared->risks.v[i].title);
    }
  }
}

/* ---- what follows for other frameworks ---- */

/* How much an outcome says of what is met: the worst first. */
static unsigned outcome_rank(struct str outcome) {
  static const char *const outcomes[] = {"not-fully",   "open",    "disputed",    "supported",
                                         "corresponds", "partial", "contributes", "implemented"};
  for (unsigned i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
    if (str_is(outcome, outcomes[i])) {
      return i;
    }
  }
  return 1;
}

static const struct paper_table *align_to(struct diff *diff, const struct analysis *analysis, uint32_t assessment,
                                          uint32_t target) {
  struct align_request request = {.target = target, .sources = &assessment, .source_count = 1, .own = NO_INDEX};
  struct report_paper *paper = arena_alloc(diff->arena, sizeof *paper);
  report_align(analysis, &request, diff->arena, paper);
  return &paper->parts.v[paper->main].table;
}

enum { ALIGN_ID = 0, ALIGN_OUTCOME = 2, ALIGN_CONTROLS = 4 };

static struct diff_standing standing_of(const struct str *cells) {
  return (struct diff_standing){.word = cells[ALIGN_OUTCOME], .by = cells[ALIGN_CONTROLS]};
}

static void compare_outcomes(struct diff *diff, struct str target, struct str assessment, const struct paper_table *old,
                             const struct paper_table *new) {
  struct names names;
  names_init(&names, diff->arena);
  for (uint32_t i = 0; i < old->row_count; i++) {
    names_intern(&names, old->cells[(size_t)i * old->column_count + ALIGN_ID]);
  }
  for (uint32_t i = 0; i < new->row_count; i++) {
    const struct str *after = &new->cells[(size_t)i * new->column_count];
    uint32_t at = names_find(&names, after[ALIGN_ID]);
    if (at == NO_NAME) {
      continue;
    }
    const struct str *before = &old->cells[(size_t)at * old->column_count];
    unsigned was = outcome_rank(before[ALIGN_OUTCOME]);
    unsigned is = outcome_rank(after[ALIGN_OUTCOME]);
    if (was != is) {
      diff_add(diff, "alignment", is > was ? "gained" : "lost",
               paper_text(diff->arena, "%.*s:%.*s", STR_ARG(target), STR_ARG(after[ALIGN_ID])), assessment,
               diff_standing_words(diff->arena, standing_of(before), standing_of(after)));
    }
  }
}

/* True if a mapping is declared between the two. */
static bool is_joined(const struct graph *graph, uint32_t a, uint32_t b) {
  for (uint32_t m = 0; m < graph->mappings.n; m++) {
    const struct graph_mapping *mapping = &graph->mappings.v[m];
    if ((mapping->source == a && mapping->target == b) || (mapping->source == b && mapping->target == a)) {
      return true;
    }
  }
  return false;
}

static void compare_alignments(struct diff *diff, uint32_t old, uint32_t new) {
  const struct graph *before = diff->old.analysis->graph;
  const struct graph *after = diff->new.analysis->graph;
  uint32_t assessed = after->assessments.v[new].framework;
  for (uint32_t f = 0; f < after->frameworks.n; f++) {
    uint32_t at = graph_find_framework(before, after->frameworks.v[f].id);
    if (f == assessed || at == NO_INDEX || after->frameworks.v[f].counted == 0 || !is_joined(after, f, assessed)) {
      continue;
    }
    compare_outcomes(diff, after->frameworks.v[f].id, after->assessments.v[new].declared->id,
                     align_to(diff, diff->old.analysis, old, at), align_to(diff, diff->new.analysis, new, f));
  }
}

void diff_assessment(struct diff *diff, uint32_t old_assessment, uint32_t new_assessment) {
  struct state old = begin(diff->old.analysis, old_assessment, diff->arena);
  struct state new = begin(diff->new.analysis, new_assessment, diff->arena);
  compare_lines(diff, &old, &new);
  compare_risks(diff, &old, &new);
  compare_alignments(diff, old_assessment, new_assessment);
}
