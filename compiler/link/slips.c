/* Slips that one mapping shows by itself: last zeros that a spreadsheet dropped, and mappings that say nothing. */
#include "link/facts.h"

/* How many places are told. */
enum { MOST_TOLD = 5 };

/* What a mapping says between controls of one framework counts, and no crosswalk shows it. */
static void check_within(struct fact_job *job) {
  const struct graph_mapping *mapping = job->mapping;
  if (mapping->source != mapping->target) {
    return;
  }
  struct finding *finding =
      finding_add(job->findings, F_LINT_EMPTY, place_attribute(mapping->document_source, mapping->offset, "target"),
                  "the mapping \"%.*s\" is between controls of one framework: no crosswalk shows what it says",
                  STR_ARG(mapping->id));
  finding->mapping = mapping->id;
  finding->mild = true; /* it is no mistake */
  finding_note(job->findings, finding, place_none(), "it counts in proofs: crosswalk explain A B shows it");
}

void check_empty(struct fact_job *job) {
  const struct decl_mapping *declared = job->mapping->declared;
  check_within(job);
  bool refused = declared->names.names.n > 0; /* maps with a mistake in them name something all the same */
  bool says_something = declared->maps.n + declared->patterns.n + declared->no_counterparts.n > 0;
  if (says_something || refused || declared->flawed) {
    return;
  }
  const char *claim = declared->examined != EXAMINED_NONE ? ", and yet claims to have examined" : "";
  struct finding *finding = finding_add(
      job->findings, F_LINT_EMPTY,
      place_attribute(job->mapping->document_source, job->mapping->offset, *claim != '\0' ? "examined" : "id"),
      "the mapping \"%.*s\" declares nothing%s", STR_ARG(job->mapping->id), claim);
  finding->mapping = job->mapping->id;
}

/* One side of a mapping, and how often, and in what order, its controls are named. */
struct naming {
  struct fact_job *job;
  uint32_t framework;
  uint32_t first;
  uint32_t *times; /* by control */
  uint32_t zero_count;
  struct zero *zeros;
  VEC(uint32_t) order; /* only where something may be lost */
  VEC(uint32_t) offsets;
};

static bool ends_in_lost_zero(struct str id) {
  return id.n > 2 && id.p[id.n - 1] == '0' && id.p[id.n - 2] >= '1' && id.p[id.n - 2] <= '9';
}

static void find_zeros(struct naming *naming) {
  const struct graph *graph = naming->job->linker->graph;
  struct link_scratch *scratch = naming->job->scratch;
  const struct graph_framework *owner = &graph->frameworks.v[naming->framework];
  scratch->zeros.n = 0;
  for (uint32_t node = owner->first; node < owner->first + owner->count; node++) {
    struct str id = graph->controls[node].id;
    if (ends_in_lost_zero(id) && !graph->controls[node].withdrawn) {
      uint32_t cut = graph_find_control(graph, naming->framework, (struct str){.p = id.p, .n = id.n - 1});
      if (cut != NO_INDEX) {
        vec_push(naming->job->arena, &scratch->zeros,
                 ((struct zero){.whole = node, .cut = cut, .named = NO_INDEX, .in_place = NO_INDEX}));
      }
    }
  }
  naming->zeros = scratch->zeros.v;
  naming->zero_count = scratch->zeros.n;
}

static void count_name(struct naming *naming, uint32_t node, uint32_t offset) {
  (void)offset;
  naming->times[node - naming->first]++;
}

static void note_name(struct naming *naming, uint32_t node, uint32_t offset) {
  vec_push(naming->job->arena, &naming->order, node);
  vec_push(naming->job->arena, &naming->offsets, offset);
}

static void each_name(struct naming *naming, bool of_source,
                      void take(struct naming *naming, uint32_t node, uint32_t offset)) {
  const struct fact_job *job = naming->job;
  const struct graph_fact *facts = job->linker->graph->facts + job->first;
  for (uint32_t f = 0; f < job->count; f++) {
    uint32_t node = of_source ? facts[f].source : facts[f].target;
    if ((node & LOCAL_UNION) == 0) {
      take(naming, node, facts[f].offset);
      continue;
    }
    const struct local_union *group = &job->unions.v[node & ~LOCAL_UNION];
    for (uint32_t m = 0; m < group->count; m++) {
      take(naming, group->members[m], facts[f].offset);
    }
  }
}

/* Whether x.1 stands there between what comes before x.10 and what comes after it. */
static bool is_out_of_order(const struct naming *naming, const struct zero *zero, uint32_t at) {
  if (at == 0 || at + 1 >= naming->order.n) {
    return false;
  }
  uint32_t before = naming->order.v[at - 1];
  uint32_t after = naming->order.v[at + 1];
  return before > zero->cut && before < zero->whole && after > zero->whole;
}

/* Goes through the order once, for all of them: no two are cut to the same. */
static void find_places(struct naming *naming, uint32_t controls) {
  struct arena *arena = naming->job->arena;
  struct zero **of_cut = arena_zalloc(arena, ((size_t)controls + 1) * sizeof *of_cut);
  for (uint32_t z = 0; z < naming->zero_count; z++) {
    of_cut[naming->zeros[z].cut - naming->first] = &naming->zeros[z];
  }
  for (uint32_t i = 0; i < naming->order.n; i++) {
    struct zero *zero = of_cut[naming->order.v[i] - naming->first];
    if (zero != NULL && zero->named == NO_INDEX) {
      zero->named = i;
    }
    if (zero != NULL && zero->in_place == NO_INDEX && is_out_of_order(naming, zero, i)) {
      zero->in_place = i;
    }
  }
  arena_drop(arena, of_cut, ((size_t)controls + 1) * sizeof *of_cut);
}

/* The chance, in a thousandth, that of `zeros` controls no more than `named` are named, where the others are with the
 * chance of `share` in a thousand. */
static unsigned chance_of(uint32_t zeros, uint32_t named, unsigned share) {
  double p = share / 1000.0;
  double term = 1;
  for (uint32_t i = 0; i < zeros; i++) {
    term *= 1 - p;
  }
  double sum = term;
  for (uint32_t k = 0; k < named && p < 1; k++) {
    term *= (double)(zeros - k) / (k + 1) * (p / (1 - p));
    sum += term;
  }
  return (unsigned)(sum * 1000);
}

/* Whether so few of them are named, though most others are, that it is no accident. */
static bool too_few_named(const struct naming *naming) {
  const struct graph *graph = naming->job->linker->graph;
  const struct graph_framework *owner = &graph->frameworks.v[naming->framework];
  uint32_t counted = 0;
  uint32_t named = 0;
  for (uint32_t node = owner->first; node < owner->first + owner->count; node++) {
    counted += graph->controls[node].counted;
    named += graph->controls[node].counted && naming->times[node - naming->first] > 0;
  }
  uint32_t of_zeros = 0;
  for (uint32_t z = 0; z < naming->zero_count; z++) {
    of_zeros += naming->times[naming->zeros[z].whole - naming->first] > 0;
  }
  if (naming->zero_count < 4 || counted <= naming->zero_count || named < of_zeros) {
    return false;
  }
  return chance_of(naming->zero_count, of_zeros, (named - of_zeros) * 1000 / (counted - naming->zero_count)) < 5;
}

/* A place that shows it: x.1 where x.10 belongs, or x.1 alone. */
struct lost_zero {
  const struct zero *zero;
  uint32_t offset; /* of the map */
  bool in_place;
};

static void tell_lost_zero(const struct naming *naming, const char *attribute, const struct lost_zero *lost,
                           uint32_t count) {
  const struct graph *graph = naming->job->linker->graph;
  struct findings *findings = naming->job->findings;
  struct str cut = graph->controls[lost[0].zero->cut].id;
  struct str whole = graph->controls[lost[0].zero->whole].id;
  struct finding *finding = finding_add(
      findings, F_LINT_TRAILING_ZERO, place_attribute(naming->job->mapping->document_source, lost[0].offset, attribute),
      lost[0].in_place ? "\"%.*s\" stands where \"%.*s\" belongs, which this mapping never names"
                       : "\"%.*s\" is named and \"%.*s\" never, and so it is with most ids that end in 0",
      STR_ARG(cut), STR_ARG(whole));
  finding->mapping = naming->job->mapping->id;
  finding->framework = graph->frameworks.v[naming->framework].id;
  finding->control = cut;
  for (uint32_t i = 1; i < count && i < MOST_TOLD; i++) {
    finding_note(findings, finding, place_attribute(naming->job->mapping->document_source, lost[i].offset, attribute),
                 "and \"%.*s\", for \"%.*s\"?", STR_ARG(graph->controls[lost[i].zero->cut].id),
                 STR_ARG(graph->controls[lost[i].zero->whole].id));
  }
  if (count > MOST_TOLD) {
    finding_note(findings, finding, place_none(), "and %u more in this mapping", count - MOST_TOLD);
  }
}

/* Ids that end in 0 and are never named, while what is left without the 0 is. */
static void judge_zeros(const struct naming *naming, const char *attribute) {
  struct lost_zero *lost = arena_alloc(naming->job->arena, (naming->zero_count + 1) * sizeof *lost);
  uint32_t count = 0;
  bool systematic = too_few_named(naming);
  for (uint32_t z = 0; z < naming->zero_count; z++) {
    const struct zero *zero = &naming->zeros[z];
    if (naming->times[zero->whole - naming->first] > 0 || naming->times[zero->cut - naming->first] == 0) {
      continue;
    }
    bool in_place = zero->in_place != NO_INDEX;
    if (in_place || systematic) {
      uint32_t at = in_place ? zero->in_place : zero->named;
      lost[count++] = (struct lost_zero){.zero = zero, .offset = naming->offsets.v[at], .in_place = in_place};
    }
  }
  if (count > 0) {
    tell_lost_zero(naming, attribute, lost, count);
  }
}

/* Whether x.1 is named and x.10 never, for any of them. */
static bool may_have_lost(const struct naming *naming) {
  for (uint32_t z = 0; z < naming->zero_count; z++) {
    const struct zero *zero = &naming->zeros[z];
    if (naming->times[zero->whole - naming->first] == 0 && naming->times[zero->cut - naming->first] > 0) {
      return true;
    }
  }
  return false;
}

void check_zeros(struct fact_job *job, bool of_source) {
  uint32_t framework = of_source ? job->mapping->source : job->mapping->target;
  const struct graph_framework *owner = &job->linker->graph->frameworks.v[framework];
  struct naming naming = {.job = job, .framework = framework, .first = owner->first};
  if (job->count == 0) {
    return;
  }
  find_zeros(&naming);
  if (naming.zero_count == 0) {
    return;
  }
  vec_reserve(job->arena, &job->scratch->times, owner->count);
  naming.times = job->scratch->times.v;
  memset(naming.times, 0, owner->count * sizeof *naming.times);
  each_name(&naming, of_source, count_name);
  if (may_have_lost(&naming)) {
    each_name(&naming, of_source, note_name);
    find_places(&naming, owner->count);
    judge_zeros(&naming, of_source ? "source" : "target");
  }
}
