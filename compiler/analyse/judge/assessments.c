/* What assessments leave open, on the day that they are judged at. */
#include "analyse/judge/checks.h"
#include "analyse/treatments.h"
#include "model/date.h"

enum { MOST_TOLD = 5 }; /* of what many controls have in common */

struct finding *assessing_add(const struct assessing *assessing, enum finding_code code, uint32_t offset,
                              const char *attribute, struct str control, const char *format, ...) {
  struct buf words;
  buf_init(&words, assessing->findings->arena);
  va_list arguments;
  va_start(arguments, format);
  buf_vprintf(&words, format, arguments);
  va_end(arguments);
  struct finding *finding =
      finding_add(assessing->findings, code, place_attribute(assessing->assessment->document_source, offset, attribute),
                  "%s", buf_done(&words).p);
  finding->framework = assessing->graph->frameworks.v[assessing->assessment->framework].id;
  finding->control = control;
  return finding;
}

void many_add(const struct assessing *assessing, struct many *many, struct str control, uint32_t offset) {
  vec_push(assessing->findings->arena, &many->items, (struct many_item){.control = control, .offset = offset});
}

/* "A.5.1, A.5.2, A.5.3 and 84 more". */
static struct str list_some(const struct assessing *assessing, const struct many *many) {
  struct buf list;
  buf_init(&list, assessing->findings->arena);
  for (uint32_t i = 0; i < MOST_TOLD; i++) {
    buf_text(&list, i > 0 ? ", " : "");
    buf_str(&list, many->items.v[i].control);
  }
  buf_printf(&list, " and %u more", many->items.n - MOST_TOLD);
  return buf_done(&list);
}

void many_tell(const struct assessing *assessing, const struct many *many) {
  bool each = assessing->analysis->options->each_gap || many->items.n <= MOST_TOLD;
  if (!each) {
    struct str list = list_some(assessing, many);
    struct finding *finding = assessing_add(assessing, many->code, assessing->assessment->offset, "id", (struct str){0},
                                            "%.*s %s", STR_ARG(list), many->words_all);
    finding_note(assessing->findings, finding, place_none(), "--all-notes shows each of the %u", many->items.n);
    return;
  }
  for (uint32_t i = 0; i < many->items.n; i++) {
    const struct many_item *item = &many->items.v[i];
    assessing_add(assessing, many->code, item->offset, many->attribute, item->control, "%.*s %s",
                  STR_ARG(item->control), many->words);
  }
}

static void mark_treating(struct assessing *assessing) {
  const struct graph *graph = assessing->graph;
  const struct graph_assessment *assessment = assessing->assessment;
  struct arena *arena = assessing->findings->arena;
  const struct graph_framework *framework = &graph->frameworks.v[assessment->framework];
  assessing->treats = arena_zalloc(arena, framework->count + 1);
  assessing->own_treats = arena_zalloc(arena, assessing->declared->controls.n + 1);
  for (uint32_t i = 0; i < assessing->declared->treated_by.n; i++) {
    const struct graph_treatment *treatment = &assessment->treatments[i];
    if (treatment->own != NO_INDEX) {
      assessing->own_treats[treatment->own] = true;
    } else if (treatment->node != NO_INDEX && treatment->framework == assessment->framework) {
      for (uint32_t n = treatment->node; n < graph->controls[treatment->node].end; n++) {
        assessing->treats[n - framework->first] = true;
      }
    }
  }
}

/* An own control that is called what a control of the framework is, or another own one before it. */
static bool is_taken(const struct assessing *assessing, const struct decl_assessed *control, struct names *own) {
  uint32_t before = own->names.n;
  bool first = names_intern(own, control->ref) == before;
  return !first || graph_find_reference(assessing->graph, assessing->assessment->framework, control->ref) != NO_INDEX;
}

/* Of two that speak of one control the first counts. */
static void mark_refused(struct assessing *assessing) {
  const struct graph_assessment *assessment = assessing->assessment;
  const struct graph_framework *framework = &assessing->graph->frameworks.v[assessment->framework];
  struct names own;
  names_init(&own, assessing->findings->arena);
  assessing->refused = arena_zalloc(assessing->findings->arena, assessing->declared->controls.n + 1);
  for (uint32_t i = 0; i < assessing->declared->controls.n; i++) {
    const struct decl_assessed *control = &assessing->declared->controls.v[i];
    uint32_t node = assessment->nodes[i];
    assessing->refused[i] = control->own ? is_taken(assessing, control, &own)
                                         : node != NO_INDEX && assessment->lines[node - framework->first] != i;
  }
}

/* The date of the assessment itself, its approval, and what it takes the place of. */
void judge_dates(const struct assessing *assessing) {
  const struct decl_assessment *declared = assessing->declared;
  uint32_t offset = assessing->assessment->offset;
  if (date_year_before(declared->date, assessing->as_of)) {
    assessing_add(assessing, F_GAP_OUTDATED, offset, "date", (struct str){0},
                  "the assessment is more than a year old on %.*s", STR_ARG(assessing->as_of));
  }
  if (date_before(assessing->as_of, declared->date)) {
    assessing_add(assessing, F_GAP_FUTURE, offset, "date", (struct str){0}, "the assessment is dated after %.*s",
                  STR_ARG(assessing->as_of));
  }
  if (date_before(assessing->as_of, declared->approved)) {
    assessing_add(assessing, F_GAP_FUTURE, offset, "approved", (struct str){0},
                  "the assessment is said to be approved after %.*s", STR_ARG(assessing->as_of));
  }
}

/* Whether any line or risk has a day that makes it older or late. */
static bool has_ages(const struct decl_assessment *declared) {
  bool ages = declared->approved.n > 0;
  for (uint32_t i = 0; i < declared->controls.n; i++) {
    ages = ages || declared->controls.v[i].reviewed.n > 0 || declared->controls.v[i].due.n > 0;
  }
  for (uint32_t i = 0; i < declared->evidence.n; i++) {
    ages = ages || declared->evidence.v[i].collected.n > 0 || declared->evidence.v[i].expires.n > 0;
  }
  for (uint32_t i = 0; i < declared->risks.n; i++) {
    ages = ages || declared->risks.v[i].accepted.n > 0 || declared->risks.v[i].review.n > 0;
  }
  for (uint32_t i = 0; i < declared->actions.n; i++) {
    ages = ages || declared->actions.v[i].due.n > 0;
  }
  return ages;
}

/* What nobody can judge is not fresh. */
void judge_day(const struct assessing *assessing) {
  if (assessing->as_of.n > 0 || !has_ages(assessing->declared)) {
    return;
  }
  struct finding *finding =
      assessing_add(assessing, F_GAP_STALE, assessing->assessment->offset, "id", (struct str){0},
                    "nothing says on which day the assessment is judged, so that no age in it is");
  finding_note(assessing->findings, finding, place_none(),
               "state the date of the assessment, or give the day with --as-of");
}

/* Of two states of an organisation the later one counts: what an earlier one says of its place is not read. */
void judge_succession(const struct assessing *assessing) {
  const struct decl_assessment *declared = assessing->declared;
  for (uint32_t i = 0; i < assessing->graph->assessments.n && declared->supersedes.n > 0; i++) {
    const struct graph_assessment *other = &assessing->graph->assessments.v[i];
    if (str_eq(other->declared->id, declared->supersedes) && date_before(declared->date, other->declared->date)) {
      struct finding *finding =
          assessing_add(assessing, F_CONFLICT_ASSESSMENT, assessing->assessment->offset, "supersedes", (struct str){0},
                        "the assessment is of %.*s, and cannot supersede \"%.*s\", which is of %.*s",
                        STR_ARG(declared->date), STR_ARG(other->declared->id), STR_ARG(other->declared->date));
      finding_note(assessing->findings, finding, place_attribute(other->document_source, other->offset, "date"),
                   "correct one of the dates, or write supersedes into the later one");
    }
  }
}

/* A statement that was changed and kept its version is taken for the one before it. */
void judge_version(const struct assessing *assessing) {
  const struct decl_assessment *declared = assessing->declared;
  for (uint32_t i = 0; i < assessing->graph->assessments.n && declared->supersedes.n > 0; i++) {
    const struct graph_assessment *older = &assessing->graph->assessments.v[i];
    if (str_eq(older->declared->id, declared->supersedes) && older->declared->version.n > 0 &&
        str_eq(older->declared->version, declared->version)) {
      struct finding *finding =
          assessing_add(assessing, F_GAP_VERSION, assessing->assessment->offset, "version", (struct str){0},
                        "version %.*s is that of the assessment it supersedes, too", STR_ARG(declared->version));
      finding_note(assessing->findings, finding, place_attribute(older->document_source, older->offset, "version"),
                   "this one says the same");
    }
  }
}

const struct assessing *assessing_prepare(const struct analysis *analysis, struct findings *findings) {
  struct graph *graph = analysis->graph;
  struct assessing *all = arena_alloc(analysis->arena, ((size_t)graph->assessments.n + 1) * sizeof *all);
  for (uint32_t i = 0; i < graph->assessments.n; i++) {
    const struct graph_assessment *assessment = &graph->assessments.v[i];
    all[i] = (struct assessing){
        .analysis = analysis,
        .graph = graph,
        .assessment = assessment,
        .declared = assessment->declared,
        .findings = findings,
        .as_of = analysis->options->as_of,
        .has_selection = graph_has_selection(graph, assessment->framework),
    };
    mark_treating(&all[i]);
    mark_refused(&all[i]);
  }
  return all;
}
