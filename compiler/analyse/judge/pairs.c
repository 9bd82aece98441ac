/* What one pair of controls says of itself: contradictions, facts told twice, gaps that are mapped, contrary standards. */
#include "analyse/judge/checks.h"
#include "analyse/network/words.h"
#include "analyse/statements.h"

struct judge {
  const struct analysis *analysis;
  struct findings *findings; /* one list for each pair, so that threads do not meet */
};

/* Facts combine when their rationales do: all that are reasoned with count as one, the others only among themselves. */
static unsigned rationale_class(const struct analysis *analysis, const struct graph_fact *fact) {
  bool reasoned = (analysis->options->rationales >> fact->rationale & 1) != 0;
  return reasoned ? 0 : 1U + fact->rationale;
}

static bool is_same_fact(const struct analysis *analysis, const struct graph_fact *a, const struct graph_fact *b,
                         uint32_t low) {
  const struct graph *graph = analysis->graph;
  struct reading x = analysis_read(graph, a, low);
  struct reading y = analysis_read(graph, b, low);
  enum relation one = x.relation == REL_EQUIVALENT ? REL_EQUAL : x.relation;
  enum relation other = x.x == y.x ? y.relation : relation_inverse(y.relation);
  other = other == REL_EQUIVALENT ? REL_EQUAL : other;
  return a->mapping == b->mapping && one == other && rationale_class(analysis, a) == rationale_class(analysis, b);
}

static void name_fact(const struct graph *graph, struct finding *finding, const struct graph_fact *fact) {
  uint32_t control = graph_first_member(graph, fact->source);
  finding->framework = graph->frameworks.v[graph->controls[control].framework].id;
  finding->control = graph->controls[control].id;
  finding->mapping = graph->mappings.v[fact->mapping].id;
}

/* The same fact where its document declares it first; the fact itself if that is here. */
static const struct graph_fact *first_told(const struct judge *judge, const struct pair_facts *pair,
                                           const uint32_t *run, uint32_t count, const struct graph_fact *fact) {
  const struct graph_fact *first = fact;
  for (uint32_t i = 0; i < count; i++) {
    const struct graph_fact *other = &judge->analysis->graph->facts[run[i]];
    if (other->offset < first->offset && is_same_fact(judge->analysis, fact, other, pair->low)) {
      first = other;
    }
  }
  return first;
}

static void judge_duplicates(const struct judge *judge, const struct pair_facts *pair, const uint32_t *run,
                             uint32_t count) {
  const struct graph *graph = judge->analysis->graph;
  for (uint32_t i = 0; i < count; i++) {
    const struct graph_fact *fact = &graph->facts[run[i]];
    const struct graph_fact *first = first_told(judge, pair, run, count, fact);
    if (first == fact) {
      continue;
    }
    struct str words = words_fact(graph, fact, judge->findings->arena);
    struct finding *finding = finding_add(judge->findings, F_DUPLICATE_FACT, fact_place(graph, fact),
                                          "%.*s, declared a second time", STR_ARG(words));
    name_fact(graph, finding, fact);
    finding_note(judge->findings, finding, fact_place(graph, first), "first declared here");
  }
}

static bool is_earlier(const struct graph_fact *a, const struct graph_fact *b) {
  return a->mapping != b->mapping ? a->mapping < b->mapping : a->offset < b->offset;
}

/* That two controls contradict each other is one statement, however often and in whichever direction it is written. */
static void judge_contrary(const struct judge *judge, const uint32_t *run, uint32_t count) {
  const struct graph *graph = judge->analysis->graph;
  const struct graph_fact *first = NULL;
  for (uint32_t i = 0; i < count; i++) {
    const struct graph_fact *fact = &graph->facts[run[i]];
    if (fact->relation == REL_CONTRARY && (first == NULL || is_earlier(fact, first))) {
      first = fact;
    }
  }
  if (first == NULL) {
    return;
  }
  struct str words = words_fact(graph, first, judge->findings->arena);
  struct finding *finding = finding_add(judge->findings, F_CONTRARY, fact_place(graph, first),
                                        "%.*s: a conflict between the two standards", STR_ARG(words));
  name_fact(graph, finding, first);
  uint32_t others = 0;
  for (uint32_t i = 0; i < count; i++) {
    const struct graph_fact *fact = &graph->facts[run[i]];
    bool told = fact == first || fact->relation != REL_CONTRARY || fact->mapping == first->mapping;
    if (!told) {
      note_copy(graph, judge->findings, finding, fact, &others);
    }
  }
  note_more_copies(judge->findings, finding, others);
}

/* A long run (one pair declared very often) is looked at only so far, to stay linear. */
enum { LONGEST_RUN = 256 };

static void judge_pair(void *context, struct worker *worker, uint32_t item) {
  struct judge *judge = &((struct judge *)context)[item];
  const struct graph *graph = judge->analysis->graph;
  const struct pair_facts *pair = &judge->analysis->pairs.v[item];
  findings_init(judge->findings, &worker->arena);
  for (uint32_t from = 0; from < pair->count;) {
    uint32_t to = pair_run_end(graph, pair, from);
    judge_contrary(judge, pair->facts + from, to - from);
    uint32_t count = to - from < LONGEST_RUN ? to - from : LONGEST_RUN;
    if (count > 1) {
      judge_duplicates(judge, pair, pair->facts + from, count);
    }
    from = to;
  }
}

static bool names_control(const struct graph *graph, uint32_t end, uint32_t control) {
  if (!graph_is_union(graph, end)) {
    return end == control;
  }
  const struct graph_union *group = &graph->unions.v[end - graph->control_count];
  for (uint32_t m = 0; m < group->count; m++) {
    if (graph->members.v[group->first + m] == control) {
      return true;
    }
  }
  return false;
}

enum { MOST_PLACES = 8 }; /* of what is mapped, or said to have no counterpart, that are shown */

/* Facts of different mappings, the first of each, in order: the first of so many mappings as are shown. */
struct first_facts {
  const struct graph_fact *v[MOST_PLACES];
  uint32_t n;
};

/* Whatever the order in which they come. */
static void take_first(struct first_facts *firsts, const struct graph_fact *fact) {
  uint32_t at = 0;
  while (at < firsts->n && firsts->v[at]->mapping < fact->mapping) {
    at++;
  }
  if (at < firsts->n && firsts->v[at]->mapping == fact->mapping) {
    firsts->v[at] = is_earlier(fact, firsts->v[at]) ? fact : firsts->v[at];
    return;
  }
  if (at == MOST_PLACES) {
    return;
  }
  firsts->n += firsts->n < MOST_PLACES;
  for (uint32_t i = firsts->n - 1; i > at; i--) {
    firsts->v[i] = firsts->v[i - 1];
  }
  firsts->v[at] = fact;
}

/* Where each mapping of the two frameworks maps it, whatever the controls are called. */
static void note_mapped(const struct graph *graph, const struct pair_facts *pair, uint32_t control,
                        struct findings *findings, struct finding *finding) {
  struct first_facts firsts = {.n = 0};
  for (uint32_t i = 0; i < pair->count; i++) {
    const struct graph_fact *fact = &graph->facts[pair->facts[i]];
    if (fact->relation != REL_NONE &&
        (names_control(graph, fact->source, control) || names_control(graph, fact->target, control))) {
      take_first(&firsts, fact);
    }
  }
  for (uint32_t i = 0; i < firsts.n; i++) {
    finding_note(findings, finding, fact_place(graph, firsts.v[i]), "mapped here, by %.*s",
                 STR_ARG(graph->mappings.v[firsts.v[i]->mapping].id));
  }
}

/* The control itself, or the first below it, that is mapped all the same; NO_INDEX if none is. */
static uint32_t mapped_below(const struct graph *graph, const struct pair_facts *pair, uint32_t control) {
  uint32_t framework = graph->controls[control].framework;
  uint32_t first = graph->frameworks.v[framework].first;
  const bool *mapped = pair->mapped[pair->low == framework ? 0 : 1];
  for (uint32_t node = control; node < graph->controls[control].end; node++) {
    if (mapped[node - first]) {
      return node;
    }
  }
  return NO_INDEX;
}

static struct place gap_place(const struct graph *graph, const struct graph_no_counterpart *gap) {
  return place_at(graph->mappings.v[gap->mapping].document_source, gap->offset);
}

/* The first of those that say it of one control and one framework; `count` says how many do. */
static void judge_no_counterpart(const struct analysis *analysis, const struct graph_no_counterpart *gap,
                                 uint32_t count, struct findings *findings) {
  const struct graph *graph = analysis->graph;
  const struct graph_control *control = &graph->controls[gap->control];
  const struct pair_facts *pair = analysis_pair(analysis, control->framework, gap->framework);
  if (pair == NULL) {
    return;
  }
  uint32_t mapped = mapped_below(graph, pair, gap->control);
  if (mapped == NO_INDEX) {
    return;
  }
  const struct graph_mapping *mapping = &graph->mappings.v[gap->mapping];
  struct finding *finding = finding_add(
      findings, F_GAP_AND_MAP, gap_place(graph, gap),
      "%.*s:%.*s is declared to have no counterpart in %.*s, and yet %s%.*s%s mapped to it",
      STR_ARG(graph->frameworks.v[control->framework].id), STR_ARG(control->id),
      STR_ARG(graph->frameworks.v[gap->framework].id), mapped == gap->control ? "" : "its ",
      STR_ARG(mapped == gap->control ? STR("") : graph->controls[mapped].id), mapped == gap->control ? "is" : " is");
  finding->framework = graph->frameworks.v[control->framework].id;
  finding->control = control->id;
  finding->mapping = mapping->id;
  note_mapped(graph, pair, mapped, findings, finding);
  for (uint32_t i = 1; i < count && i <= MOST_PLACES; i++) {
    if (gap[i].mapping != gap->mapping) {
      finding_note(findings, finding, gap_place(graph, &gap[i]), "%.*s declares the same here",
                   STR_ARG(graph->mappings.v[gap[i].mapping].id));
    }
  }
}

/* The same said twice by one mapping. */
static void judge_repeated(const struct graph *graph, const struct graph_no_counterpart *first,
                           const struct graph_no_counterpart *again, struct findings *findings) {
  const struct graph_control *control = &graph->controls[first->control];
  struct finding *finding = finding_add(findings, F_DUPLICATE_FACT, gap_place(graph, again),
                                        "%.*s:%.*s has no counterpart in %.*s, declared a second time",
                                        STR_ARG(graph->frameworks.v[control->framework].id), STR_ARG(control->id),
                                        STR_ARG(graph->frameworks.v[first->framework].id));
  finding->framework = graph->frameworks.v[control->framework].id;
  finding->control = control->id;
  finding->mapping = graph->mappings.v[first->mapping].id;
  finding_note(findings, finding, gap_place(graph, first), "first declared here");
}

void judge_pairs(const struct analysis *analysis, struct findings *findings) {
  uint32_t count = analysis->pairs.n;
  struct judge *judges = arena_alloc(analysis->arena, ((size_t)count + 1) * sizeof *judges);
  struct findings *lists = arena_zalloc(analysis->arena, ((size_t)count + 1) * sizeof *lists);
  for (uint32_t i = 0; i < count; i++) {
    judges[i] = (struct judge){.analysis = analysis, .findings = &lists[i]};
  }
  bool complete = parallel_each(analysis->parallel, count, judge_pair, judges);
  for (uint32_t i = 0; i < count && complete; i++) {
    findings_merge(findings, &lists[i]);
  }
  if (!complete) {
    arena_fail(analysis->arena);
  }
}

/* Those of one control and one framework stand together, by mapping and line. */
void judge_no_counterparts(const struct analysis *analysis, struct findings *findings) {
  const struct graph *graph = analysis->graph;
  const struct graph_no_counterpart *gaps = graph->no_counterparts.v;
  for (uint32_t from = 0, to = 0; from < graph->no_counterparts.n; from = to) {
    uint32_t first = from; /* of its mapping */
    for (to = from + 1; to < graph->no_counterparts.n && gaps[to].control == gaps[from].control &&
                        gaps[to].framework == gaps[from].framework;
         to++) {
      if (gaps[to].mapping == gaps[first].mapping) {
        judge_repeated(graph, &gaps[first], &gaps[to], findings);
      } else {
        first = to;
      }
    }
    judge_no_counterpart(analysis, &gaps[from], to - from, findings);
  }
}
