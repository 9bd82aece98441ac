/* Baselines of known findings, and how many of a name --fail-on allows. */
#define _POSIX_C_SOURCE 200809L
#include "workspace/known.h"

#include "base/failure.h"
#include "diag/baseline.h"
#include "workspace/torn.h"

#include <errno.h>

static void read_baseline(struct workspace *w) {
  struct baseline baseline;
  source_text text = {0};
  baseline_init(&baseline, w->arena);
  if (!source_read_named(w->request.baseline, w->request.limits.document_bytes, w->arena, &text)) {
    char words[FAILURE_WORDS];
    finding_add(&w->findings, F_IO_READ, place_none(), "cannot read the baseline %s: %s", w->request.baseline,
                failure_words(errno, words));
    w->io_failed = true;
    return;
  }
  uint32_t bad = baseline_read(&baseline, (struct str){.p = text.v, .n = text.n});
  if (bad != 0) {
    finding_add(&w->findings, F_IO_READ, place_none(),
                "cannot read the baseline %s: line %u is not a line of a baseline", w->request.baseline, bad);
    w->io_failed = true;
    return;
  }
  uint32_t gone = baseline_apply(&baseline, &w->findings, &w->sources);
  if (gone > 0 && !torn_documents(w)) {
    struct buf words;
    buf_init(&words, w->arena);
    buf_printf(&words, "%u of the baseline %s gone", gone, gone == 1 ? "is" : "are");
    w->gone = buf_done(&words);
  }
}

/* How many there are of one name, or of the family that --fail-on names, in all or on one side of a crosswalk. */
struct crowd {
  const struct finding *first;
  uint32_t count;
};

typedef VEC(struct crowd) crowd_list;

static void count_one(struct workspace *w, crowd_list *crowds, const struct finding *finding) {
  bool percent = w->switches.percent[finding->code];
  for (uint32_t i = crowds->n; i-- > 0;) {
    struct crowd *crowd = &crowds->v[i];
    bool same = w->switches.limit[crowd->first->code] == w->switches.limit[finding->code] &&
                (!percent ||
                 (str_eq(crowd->first->framework, finding->framework) && str_eq(crowd->first->other, finding->other)));
    if (same) {
      crowd->count++;
      return;
    }
  }
  vec_push(w->arena, crowds, ((struct crowd){.first = finding, .count = 1}));
}

/* A share that is above the limit is never written as the limit itself: 6 of 7 are more than 85 %. */
static void put_share(struct buf *words, uint64_t count, uint64_t counted, uint32_t most) {
  uint64_t percent = count * 100 / counted;
  buf_printf(words, "%s%llu %%", percent == most ? "more than " : "", (unsigned long long)percent);
}

static void check_crowd(struct workspace *w, const struct crowd *crowd) {
  enum finding_code code = crowd->first->code;
  struct str name = switches_limited_name(&w->switches, code);
  uint32_t most = w->switches.most[code];
  struct buf words;
  buf_init(&words, w->arena);
  if (w->switches.percent[code]) {
    uint32_t framework = graph_find_framework(&w->graph, crowd->first->framework);
    uint32_t counted = framework != NO_INDEX ? w->graph.frameworks.v[framework].counted : 0;
    if (counted == 0 || (uint64_t)crowd->count * 100 <= (uint64_t)most * counted) {
      return;
    }
    buf_printf(&words, "%u of %u controls of %.*s are %.*s by %.*s: ", crowd->count, counted,
               STR_ARG(crowd->first->framework), STR_ARG(name), STR_ARG(crowd->first->other));
    put_share(&words, crowd->count, counted, most);
    buf_printf(&words, ", and --fail-on allows %u %%", most);
  } else if (crowd->count > most) {
    buf_printf(&words, "%.*s: there are %u, and --fail-on allows %u", STR_ARG(name), crowd->count, most);
  } else {
    return;
  }
  struct str told = buf_done(&words);
  vec_push(w->arena, &w->excesses, told);
}

static void check_limits(struct workspace *w, bool gaps) {
  crowd_list crowds = {0};
  for (uint32_t i = 0; i < w->findings.list.n; i++) {
    const struct finding *finding = w->findings.list.v[i];
    bool wanted = finding_matches(finding->code, STR("gap")) == gaps;
    if (wanted && finding->accepted.p == NULL && w->switches.limited[finding->code]) {
      count_one(w, &crowds, finding);
    }
  }
  for (uint32_t i = 0; i < crowds.n; i++) {
    check_crowd(w, &crowds.v[i]);
  }
}

void known_count(struct workspace *w) {
  w->excesses.n = w->gap_excesses;
  check_limits(w, false);
}

void known_settle(struct workspace *w) {
  if (w->request.baseline != NULL) {
    read_baseline(w);
  }
  bool complete = !w->io_failed && !torn_documents(w); /* what was not read has findings that nobody knows */
  if (w->request.new_baseline != NULL && complete) {
    w->new_baseline = baseline_text(&w->findings, &w->sources, w->arena);
  }
  if (!w->gaps_counted) { /* once: those of a side become one finding afterwards */
    w->gaps_counted = true;
    check_limits(w, true);
    w->gap_excesses = w->excesses.n;
  }
  known_count(w);
}
