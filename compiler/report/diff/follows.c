/* What follows from the changes: coverage gained and lost, conflicts new and settled. */
#include "report/diff/diff.h"

/* A conflict is the same one where it says the same, wherever its documents have it now. */
static struct str conflict_key(const struct finding *finding, struct arena *arena) {
  return paper_text(arena, "%s: %.*s", finding_catalogue[finding->code].name, STR_ARG(finding->message));
}

static void list_conflicts(const struct findings *findings, struct names *names, struct arena *arena) {
  names_init(names, arena);
  for (uint32_t i = 0; findings != NULL && i < findings->list.n; i++) {
    if (finding_matches(findings->list.v[i]->code, STR("conflict"))) {
      names_intern(names, conflict_key(findings->list.v[i], arena));
    }
  }
}

static void compare_conflicts(struct diff *diff, const char *change, const struct findings *in,
                              const struct names *others) {
  for (uint32_t i = 0; in != NULL && i < in->list.n; i++) {
    const struct finding *finding = in->list.v[i];
    if (finding_matches(finding->code, STR("conflict")) &&
        names_find(others, conflict_key(finding, diff->arena)) == NO_NAME) {
      diff_add(diff, "conflict", change, str_from(finding_catalogue[finding->code].name), STR(""),
               str_copy(diff->arena, finding->message));
    }
  }
}

/* From nothing to everything; what is only named is less than what is met in part. */
static unsigned rank(const struct report_item *item) {
  switch (item->coverage) {
    case COVERAGE_FULL:
      return 3;
    case COVERAGE_PARTIAL:
      return item->named_only ? 1 : 2;
    default:
      return 0;
  }
}

static const char *rank_word(const struct report_item *item) {
  static const char *const words[] = {"open", "only named", "in part", "in full"};
  return item->coverage == COVERAGE_EXCLUDED ? "no counterpart" : words[rank(item)];
}

static struct diff_standing standing_of(const struct report_item *item) {
  return (struct diff_standing){.word = str_from(rank_word(item)), .by = item->by};
}

static void compare_side(struct diff *diff, const struct report_framework *old, const struct report_framework *new,
                         struct str by) {
  struct names names;
  names_init(&names, diff->arena);
  for (uint32_t i = 0; i < old->item_count; i++) {
    names_intern(&names, old->items[i].id);
  }
  for (uint32_t i = 0; i < new->item_count; i++) {
    const struct report_item *after = &new->items[i];
    uint32_t at = names_find(&names, after->id);
    const struct report_item *before = at != NO_NAME ? &old->items[at] : NULL;
    if (before == NULL || !before->counted || !after->counted || rank(before) == rank(after)) {
      continue;
    }
    struct str id = paper_text(diff->arena, "%.*s:%.*s", STR_ARG(new->id), STR_ARG(after->id));
    diff_add(diff, "coverage", rank(after) > rank(before) ? "gained" : "lost", id, str_copy(diff->arena, by),
             diff_standing_words(diff->arena, standing_of(before), standing_of(after)));
  }
}

/* The crosswalk of the other state between the same frameworks, or NO_INDEX. */
static uint32_t same_crosswalk(const struct analysis *analysis, struct str source, struct str target) {
  for (uint32_t i = 0; i < analysis->crosswalks.n; i++) {
    const struct crosswalk *crosswalk = &analysis->crosswalks.v[i];
    if (crosswalk->held_count < 2 && str_eq(analysis->graph->frameworks.v[crosswalk->frameworks[0]].id, source) &&
        str_eq(analysis->graph->frameworks.v[crosswalk->frameworks[1]].id, target)) {
      return i;
    }
  }
  return NO_INDEX;
}

static void compare_coverage(struct diff *diff) {
  struct report_options options = {.bases = 0};
  struct reporter *before = reporter_new(diff->old.analysis, &options, diff->arena);
  struct reporter *after = reporter_new(diff->new.analysis, &options, diff->arena);
  const struct analysis *new = diff->new.analysis;
  for (uint32_t i = 0; i < new->crosswalks.n; i++) {
    const struct crosswalk *crosswalk = &new->crosswalks.v[i];
    if (crosswalk->held_count > 1) {
      continue;
    }
    uint32_t at = same_crosswalk(diff->old.analysis, new->graph->frameworks.v[crosswalk->frameworks[0]].id,
                                 new->graph->frameworks.v[crosswalk->frameworks[1]].id);
    if (at == NO_INDEX) {
      continue;
    }
    struct report_crosswalk reports[2];
    report_build(before, at, diff->arena, &reports[0]);
    report_build(after, i, diff->arena, &reports[1]);
    compare_side(diff, &reports[0].source, &reports[1].source, reports[1].target.id);
    compare_side(diff, &reports[0].target, &reports[1].target, reports[1].source.id);
  }
}

void diff_consequences(struct diff *diff) {
  compare_coverage(diff);
  struct names before;
  struct names after;
  list_conflicts(diff->old.findings, &before, diff->arena);
  list_conflicts(diff->new.findings, &after, diff->arena);
  compare_conflicts(diff, "removed", diff->old.findings, &after);
  compare_conflicts(diff, "added", diff->new.findings, &before);
}
