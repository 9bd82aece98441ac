/* Gaps as findings: each at the control that has it, or one for each side of a crosswalk. */
#include "analyse/coverage.h"
#include "analyse/judge/checks.h"

#include <stdlib.h>

struct gap_use {
  uint32_t framework;
  uint32_t crosswalk;
  unsigned side;
};

static int by_framework(const void *a, const void *b) {
  const struct gap_use *x = a;
  const struct gap_use *y = b;
  if (x->framework != y->framework) {
    return x->framework < y->framework ? -1 : 1;
  }
  if (x->crosswalk != y->crosswalk) {
    return x->crosswalk < y->crosswalk ? -1 : 1;
  }
  return (x->side > y->side) - (x->side < y->side);
}

static int gap_code(const struct item_state *state, unsigned side) {
  bool gap = state->coverage == COVER_PARTIAL || state->coverage == COVER_NONE;
  return gap ? (int)gap_code_of(state, side == 1) : -1;
}

/* What is said of the control before and after the name of the other framework. */
static void put_gap_words(struct buf *words, const struct item_state *state, struct str other) {
  const char *before = "has no counterpart in ";
  const char *after = "";
  switch ((enum coverage_means)state->means) {
    case MEANS_OVERLAP:
      before = "shares something with ";
      after = ": nothing is proved to hold all of it";
      break;
    case MEANS_CORRESPONDENCE:
      before = "is said to belong together with something in ";
      after = ": nothing is proved";
      break;
    case MEANS_SUPPORT:
      before = "is only supported by ";
      break;
    default:
      break;
  }
  switch ((enum coverage_note)(state->note == NOTE_DISPUTED ? NOTE_DISPUTED : state->why)) {
    case NOTE_GROUP_ONLY:
      before = "is mapped only through a heading above it to ";
      break;
    case NOTE_NOT_EXAMINED:
      after = "; no mapping claims to have looked at all of its framework";
      break;
    case NOTE_JOINT_ONLY:
      before = "is named only together with others for ";
      break;
    case NOTE_OPTION_ONLY:
      before = "is answered only by an option or a condition of ";
      break;
    case NOTE_NO_MAPPING:
      after = "; no chain of mappings leads there";
      break;
    case NOTE_DISPUTED:
      after = state->coverage == COVER_NONE ? "; what is disputed would change that" : after;
      break;
    default:
      break;
  }
  buf_text(words, before);
  buf_str(words, other);
  buf_text(words, after);
}

/* What the side is held against: a framework, or "F+G". */
static struct str other_of(const struct analysis *analysis, const struct gap_use *use, const char *between) {
  const struct crosswalk *crosswalk = &analysis->crosswalks.v[use->crosswalk];
  const struct graph *graph = analysis->graph;
  if (use->side == 1 || crosswalk->held_count < 2) {
    return graph->frameworks.v[crosswalk->frameworks[1 - use->side]].id;
  }
  struct buf ids;
  buf_init(&ids, analysis->arena);
  for (uint32_t h = 0; h < crosswalk->held_count; h++) {
    buf_text(&ids, h > 0 ? between : "");
    buf_str(&ids, graph->frameworks.v[crosswalk->held[h]].id);
  }
  return buf_done(&ids);
}

static void report_gap(const struct analysis *analysis, struct findings *findings, const struct gap_use *use,
                       uint32_t control, const struct item_state *state, int code) {
  const struct graph *graph = analysis->graph;
  const struct graph_control *item = &graph->controls[control];
  const struct graph_framework *framework = &graph->frameworks.v[use->framework];
  struct str other = other_of(analysis, use, "+");
  uint32_t offset =
      item->declaration != NO_INDEX ? framework->declared->controls.v[item->declaration].offset : framework->offset;
  struct buf words;
  buf_init(&words, findings->arena);
  buf_str(&words, item->id);
  buf_char(&words, ' ');
  put_gap_words(&words, state, other);
  struct finding *finding = finding_add(findings, (enum finding_code)code, place_at(framework->source, offset), "%.*s",
                                        STR_ARG(buf_done(&words)));
  finding->framework = framework->id;
  finding->control = item->id;
  finding->other = other;
  finding->of_target = use->side == 1;
  finding->named_only = state->coverage == COVER_PARTIAL && state->means != MEANS_OVERLAP;
}

/* A crosswalk of two frameworks that is asked for in both directions tells of the gaps of each where it is the source; a
 * wide table shows those of its source only. `targets` are those of crosswalks from the framework. */
static bool tells_gaps(const struct analysis *analysis, const struct gap_use *use, const struct marks *targets) {
  const struct crosswalk *crosswalk = &analysis->crosswalks.v[use->crosswalk];
  return use->side == 0 || (!crosswalk->column_only && !marks_has(targets, crosswalk->frameworks[0]));
}

static void mark_target(const struct analysis *analysis, const struct gap_use *use, struct marks *targets) {
  const struct crosswalk *crosswalk = &analysis->crosswalks.v[use->crosswalk];
  if (use->side == 0 && crosswalk->held_count < 2) {
    marks_add(targets, crosswalk->frameworks[1]);
  }
}

void report_gap_side(struct findings *findings, const struct gap_side *side) {
  uint32_t partial = side->counts[F_GAP_PARTIAL - F_GAP_SOURCE] - side->named;
  uint32_t none = 0;
  for (int code = F_GAP_SOURCE; code <= F_GAP_GROUP_ONLY; code++) {
    none += code == F_GAP_PARTIAL ? 0 : side->counts[code - F_GAP_SOURCE];
  }
  if (none + partial + side->named == 0) {
    return;
  }
  struct buf words;
  buf_init(&words, findings->arena);
  if (partial > 0) {
    buf_printf(&words, "%u of %u %s met only in part", partial, side->counted, partial == 1 ? "is" : "are");
  }
  if (side->named > 0) {
    buf_printf(&words, "%s%u of %u %s only named by a mapping", partial > 0 ? ", " : "", side->named, side->counted,
               side->named == 1 ? "is" : "are");
  }
  if (none > 0) {
    buf_printf(&words, "%s%u of %u %s no counterpart", partial + side->named > 0 ? ", " : "", none, side->counted,
               none == 1 ? "has" : "have");
  }
  enum finding_code missing = side->of_target ? F_GAP_TARGET : F_GAP_SOURCE;
  struct str other = side->of_target ? side->framework : side->other;
  bool several = memchr(other.p, '+', other.n) != NULL;
  struct finding *finding = finding_add(
      findings, none > 0 ? missing : F_GAP_PARTIAL, place_none(), "%.*s by %.*s: %.*s: crosswalk gaps %.*s %s%.*s",
      STR_ARG(side->framework), STR_ARG(side->other), STR_ARG(buf_done(&words)),
      STR_ARG(side->of_target ? side->other : side->framework), several ? "--held " : "", STR_ARG(other));
  finding->framework = side->framework;
  finding->other = side->other;
  finding->of_target = side->of_target;
  finding->stands_for = none + partial + side->named;
}

static void report_side(const struct analysis *analysis, struct findings *findings, const struct gap_use *use) {
  const struct graph *graph = analysis->graph;
  const struct crosswalk *crosswalk = &analysis->crosswalks.v[use->crosswalk];
  const struct graph_framework *framework = &graph->frameworks.v[use->framework];
  const struct item_state *states = crosswalk->states[use->side];
  struct gap_side side = {.framework = framework->id,
                          .other = other_of(analysis, use, "+"),
                          .of_target = use->side == 1,
                          .counted = crosswalk->counts[use->side].counted};
  for (uint32_t i = 0; i < framework->count; i++) {
    int code = graph->controls[framework->first + i].counted ? gap_code(&states[i], use->side) : -1;
    if (code >= F_GAP_SOURCE && !analysis->options->untold[code]) {
      side.counts[code - F_GAP_SOURCE]++;
      side.named += code == F_GAP_PARTIAL && states[i].means != MEANS_OVERLAP;
    }
  }
  report_gap_side(findings, &side);
}

static void report_each(const struct analysis *analysis, struct findings *findings, const struct gap_use *use) {
  const struct graph *graph = analysis->graph;
  const struct graph_framework *framework = &graph->frameworks.v[use->framework];
  const struct item_state *states = analysis->crosswalks.v[use->crosswalk].states[use->side];
  for (uint32_t i = 0; i < framework->count; i++) {
    int code = graph->controls[framework->first + i].counted ? gap_code(&states[i], use->side) : -1;
    if (code >= 0) {
      report_gap(analysis, findings, use, framework->first + i, &states[i], code);
    }
  }
}

static void report_use(const struct analysis *analysis, struct findings *findings, const struct gap_use *use) {
  const struct crosswalk *crosswalk = &analysis->crosswalks.v[use->crosswalk];
  if (crosswalk->states[use->side] == NULL || crosswalk->torn) { /* not judged, or not by all that is declared */
    return;
  }
  if (analysis->options->each_gap) {
    report_each(analysis, findings, use);
  } else {
    report_side(analysis, findings, use);
  }
}

void judge_gaps(const struct analysis *analysis, struct findings *findings) {
  uint32_t count = analysis->crosswalks.n * 2;
  struct gap_use *uses = arena_alloc(analysis->arena, ((size_t)count + 1) * sizeof *uses);
  struct marks targets;
  marks_init(&targets, analysis->arena, analysis->graph->frameworks.n);
  for (uint32_t i = 0; i < count; i++) {
    uses[i] = (struct gap_use){
        .framework = analysis->crosswalks.v[i / 2].frameworks[i % 2], .crosswalk = i / 2, .side = i % 2};
  }
  qsort(uses, count, sizeof *uses, by_framework);
  for (uint32_t from = 0, end = 0; from < count; from = end) {
    marks_clear(&targets, analysis->graph->frameworks.n);
    for (end = from; end < count && uses[end].framework == uses[from].framework; end++) {
      mark_target(analysis, &uses[end], &targets);
    }
    for (uint32_t u = from; u < end; u++) {
      if (tells_gaps(analysis, &uses[u], &targets)) {
        report_use(analysis, findings, &uses[u]);
      }
    }
  }
}
