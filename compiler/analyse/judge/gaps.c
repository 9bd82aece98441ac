/* Gaps as findings: each at the control that has it, in the order of documents, so that a limit cuts off the same ones. */
#include "analyse/analysis.h"

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
  if (state->coverage == COVER_PARTIAL) {
    return F_GAP_PARTIAL;
  }
  if (state->coverage != COVER_NONE) {
    return -1;
  }
  if (state->note == NOTE_GROUP_ONLY) {
    return F_GAP_GROUP_ONLY;
  }
  return side == 0 ? F_GAP_SOURCE : F_GAP_TARGET;
}

/* What is said of the control before and after the name of the other framework. */
static void put_gap_words(struct buf *words, const struct item_state *state, struct str other) {
  const char *before = "has no counterpart in ";
  const char *after = "";
  switch ((enum coverage_note)state->note) {
    case NOTE_OVERLAP_ONLY:
      before = "is met only in part by ";
      after = ": something overlaps it, nothing is proved to hold all of it";
      break;
    case NOTE_SUPPORTS_ONLY:
      before = "is only supported by ";
      break;
    case NOTE_GROUP_ONLY:
      before = "is mapped only through a heading above it to ";
      break;
    case NOTE_NOT_EXAMINED:
      after = "; no mapping claims to have looked at all of its framework";
      break;
    default:
      break;
  }
  buf_text(words, before);
  buf_str(words, other);
  buf_text(words, after);
}

static void report_gap(const struct analysis *analysis, struct findings *findings, const struct gap_use *use,
                       uint32_t control, const struct item_state *state, int code) {
  const struct graph *graph = analysis->graph;
  const struct graph_control *item = &graph->controls[control];
  const struct graph_framework *framework = &graph->frameworks.v[use->framework];
  uint32_t other = analysis->crosswalks.v[use->crosswalk].frameworks[1 - use->side];
  uint32_t offset =
      item->declaration != NO_INDEX ? framework->declared->controls.v[item->declaration].offset : framework->offset;
  struct buf words;
  buf_init(&words, findings->arena);
  buf_str(&words, item->id);
  buf_char(&words, ' ');
  put_gap_words(&words, state, graph->frameworks.v[other].id);
  struct finding *finding = finding_add(findings, (enum finding_code)code, place_at(framework->source, offset), "%.*s",
                                        STR_ARG(buf_done(&words)));
  finding->framework = framework->id;
  finding->control = item->id;
  finding->other = graph->frameworks.v[other].id;
}

/* A wide table shows the gaps of its source only, and a crosswalk the other way round has told of them already. */
static bool tells_gaps(const struct analysis *analysis, const struct gap_use *use) {
  const struct crosswalk *crosswalk = &analysis->crosswalks.v[use->crosswalk];
  if (!crosswalk->column_only) {
    return true;
  }
  for (uint32_t i = 0; i < analysis->crosswalks.n; i++) {
    const struct crosswalk *other = &analysis->crosswalks.v[i];
    if (!other->column_only && other->frameworks[0] == crosswalk->frameworks[1] &&
        other->frameworks[1] == crosswalk->frameworks[0]) {
      return false;
    }
  }
  return use->side == 0;
}

/* Once enough is shown of all that a side can have, its counts say the rest. */
static bool only_count(struct analysis *analysis, const struct gap_use *use, const uint32_t shown[FINDING_CODES]) {
  const struct coverage_counts *counts = &analysis->crosswalks.v[use->crosswalk].counts[use->side];
  enum finding_code none = use->side == 0 ? F_GAP_SOURCE : F_GAP_TARGET;
  uint32_t most = analysis->options->most_gaps;
  if (most == 0 || shown[none] < most || shown[F_GAP_PARTIAL] < most || shown[F_GAP_GROUP_ONLY] < most) {
    return false;
  }
  analysis->unshown[none] += counts->none - counts->group_only;
  analysis->unshown[F_GAP_PARTIAL] += counts->partial;
  analysis->unshown[F_GAP_GROUP_ONLY] += counts->group_only;
  return true;
}

void report_gaps(struct analysis *analysis, struct findings *findings) {
  if (!analysis->options->gap_findings) {
    return;
  }
  const struct graph *graph = analysis->graph;
  uint32_t shown[FINDING_CODES] = {0};
  uint32_t count = analysis->crosswalks.n * 2;
  struct gap_use *uses = arena_alloc(analysis->arena, ((size_t)count + 1) * sizeof *uses);
  for (uint32_t i = 0; i < count; i++) {
    uses[i] = (struct gap_use){
        .framework = analysis->crosswalks.v[i / 2].frameworks[i % 2], .crosswalk = i / 2, .side = i % 2};
  }
  qsort(uses, count, sizeof *uses, by_framework);
  for (uint32_t u = 0; u < count; u++) {
    if (!tells_gaps(analysis, &uses[u]) || only_count(analysis, &uses[u], shown)) {
      continue;
    }
    const struct graph_framework *framework = &graph->frameworks.v[uses[u].framework];
    const struct item_state *states = analysis->crosswalks.v[uses[u].crosswalk].states[uses[u].side];
    for (uint32_t i = 0; i < framework->count; i++) {
      int code = graph->controls[framework->first + i].counted ? gap_code(&states[i], uses[u].side) : -1;
      if (code < 0) {
        continue;
      }
      if (analysis->options->most_gaps != 0 && shown[code] == analysis->options->most_gaps) {
        analysis->unshown[code]++;
        continue;
      }
      shown[code]++;
      report_gap(analysis, findings, &uses[u], framework->first + i, &states[i], code);
    }
  }
}
