/* Building the networks with what is met in each scope. */
#include "analyse/alignment_parts.h"

#include "analyse/network/edges.h"
#include "analyse/statements.h"
#include "model/date.h"

const char *outcome_token(enum outcome outcome) {
  static const char *const tokens[OUTCOMES] = {"implemented", "disputed",    "partial",   "not-fully",
                                               "contributes", "corresponds", "supported", "open"};
  return tokens[outcome];
}

const char *ground_token(enum ground ground) {
  static const char *const tokens[] = {"proof", "jointly", "holds", "overlap", "corresponds", "support", "none"};
  return tokens[ground];
}

struct str status_as_of(const struct alignment *alignment, const struct status_claim *status) {
  const struct decl_assessment *declared = alignment->analysis->graph->assessments.v[status->assessment].declared;
  const struct str dates[] = {assessed_newest_on(declared, status->assessed, alignment->analysis->options->as_of),
                              status->assessed->reviewed, declared->date};
  struct str oldest = {0};
  for (unsigned i = 0; i < sizeof dates / sizeof *dates; i++) {
    bool later = date_before(alignment->analysis->options->as_of, dates[i]); /* than the day that is judged at */
    if (dates[i].n > 0 && !later && (oldest.n == 0 || date_compare(dates[i], oldest) < 0)) {
      oldest = dates[i];
    }
  }
  return oldest;
}

/* What a line says of its control and M; 0: nothing. */
static unsigned status_says(const struct alignment *alignment, const struct decl_assessment *declared,
                            const struct decl_assessed *assessed) {
  const struct alignment_options *options = &alignment->options;
  if (assessed_is_excluded(assessed) ||
      (options->evidence_required && assessed_is_in_place(assessed) &&
       !assessed_has_evidence(declared, assessed, alignment->analysis->options->as_of))) {
    return 0;
  }
  switch ((enum implementation)assessed->status) {
    case IMPLEMENTATION_WHOLE:
      return SAYS_IN;
    case IMPLEMENTATION_PARTIAL:
      return options->plan ? SAYS_IN : SAYS_OVERLAPS | SAYS_NOT_IN;
    case IMPLEMENTATION_PLANNED:
      return options->plan ? SAYS_IN : SAYS_NOT_IN;
    case IMPLEMENTATION_NONE:
      return SAYS_NOT_IN;
    case IMPLEMENTATION_UNSTATED:
      break;
  }
  return 0;
}

/* True if a line of the assessment names the control; false where the line of a heading above speaks for it. */
static bool has_own_line(const struct graph *graph, const struct graph_assessment *assessment, uint32_t node) {
  uint32_t line = assessment->lines[node - graph->frameworks.v[assessment->framework].first];
  return line != NO_INDEX && assessment->nodes[line] == node;
}

/* Of headings that gather controls nothing is read but that they, and so all below them, are left out. What is said of a control
 * that is nothing else than its parts is said of their union, from which the network concludes what follows for each. */
static void add_statuses(struct alignment *alignment, uint32_t number) {
  const struct graph *graph = alignment->analysis->graph;
  const struct graph_assessment *assessment = &graph->assessments.v[number];
  const struct graph_framework *framework = &graph->frameworks.v[assessment->framework];
  for (uint32_t n = framework->first; n < framework->first + framework->count; n++) {
    const struct graph_control *control = &graph->controls[n];
    const struct decl_assessed *assessed = graph_assessed(graph, assessment, n);
    if (assessed == NULL || control->withdrawn || control->group) {
      continue;
    }
    if (!has_own_line(graph, assessment, n) && !assessed_is_excluded(assessed)) {
      continue;
    }
    struct status_claim status = {.assessment = number,
                                  .node = n,
                                  .assessed = assessed,
                                  .says = status_says(alignment, assessment->declared, assessed)};
    vec_push(alignment->arena, &alignment->statuses, status);
  }
}

/* ---- scopes ---- */

/* True if the first assessment says that its scope lies within that of the second. */
static bool is_within(const struct graph *graph, uint32_t first, uint32_t second) {
  struct str rest = graph->assessments.v[first].declared->within;
  struct str id = graph->assessments.v[second].declared->id;
  for (struct str one; (one = str_next_token(&rest)).p != NULL;) {
    if (str_eq(one, id)) {
      return true;
    }
  }
  return false;
}

static bool any_lies_within(const struct graph *graph) {
  bool any = false;
  for (uint32_t i = 0; i < graph->assessments.n; i++) {
    any = any || graph->assessments.v[i].declared->within.n > 0;
  }
  return any;
}

/* What all assessments that are loaded say of their scopes, and what follows. */
static void find_held_scopes(struct alignment *alignment) {
  const struct graph *graph = alignment->analysis->graph;
  uint32_t count = graph->assessments.n;
  if (!any_lies_within(graph)) {
    return;
  }
  bool *holds = arena_alloc(alignment->arena, (size_t)count * count);
  for (uint32_t i = 0; i < count; i++) {
    for (uint32_t k = 0; k < count; k++) {
      holds[(size_t)i * count + k] = i == k || is_within(graph, k, i);
    }
  }
  for (uint32_t middle = 0; middle < count; middle++) {
    for (uint32_t i = 0; i < count; i++) {
      for (uint32_t k = 0; k < count && holds[(size_t)i * count + middle]; k++) {
        holds[(size_t)i * count + k] |= holds[(size_t)middle * count + k];
      }
    }
  }
  alignment->holds = holds;
}

bool alignment_holds_scope(const struct alignment *alignment, uint32_t outer, uint32_t inner) {
  size_t count = alignment->analysis->graph->assessments.n;
  return outer == inner || (alignment->holds != NULL && alignment->holds[outer * count + inner]);
}

/* Wider ones come before those that lie within them, which more of them hold. */
static void order_scopes(struct alignment *alignment, const uint32_t *sources, uint32_t count) {
  uint32_t *holders = arena_zalloc(alignment->arena, ((size_t)count + 1) * sizeof *holders);
  for (uint32_t i = 0; i < count; i++) {
    for (uint32_t k = 0; k < count; k++) {
      holders[i] += alignment_holds_scope(alignment, sources[k], sources[i]);
    }
  }
  for (uint32_t wanted = 1; wanted <= count; wanted++) {
    for (uint32_t i = 0; i < count; i++) {
      if (holders[i] == wanted) {
        vec_push(alignment->arena, &alignment->scopes, sources[i]);
      }
    }
  }
}

uint32_t alignment_scope_of(const struct alignment *alignment, uint32_t assessment) {
  for (uint32_t i = 0; i < alignment->scopes.n; i++) {
    if (alignment->scopes.v[i] == assessment) {
      return i;
    }
  }
  return NO_INDEX;
}

/* What is met everywhere in a scope is met in each part of it. */
static void add_scope_claims(struct alignment *alignment) {
  for (uint32_t i = 0; i < alignment->scopes.n; i++) {
    for (uint32_t k = 0; k < alignment->scopes.n; k++) {
      if (i != k && alignment_holds_scope(alignment, alignment->scopes.v[k], alignment->scopes.v[i])) {
        struct network_claim claim = {.x = alignment->base + k, .y = alignment->base + i, .says = SAYS_IN};
        vec_push(alignment->arena, &alignment->claims, claim);
      }
    }
  }
}

/* The claims of the networks that are asked: of disputed statuses none. */
static void add_claims(struct alignment *alignment) {
  alignment->claims.n = alignment->first_status;
  for (uint32_t i = 0; i < alignment->source_statuses; i++) {
    const struct status_claim *status = &alignment->statuses.v[i];
    struct network_claim claim = {.x = status->node,
                                  .y = alignment->base + alignment_scope_of(alignment, status->assessment),
                                  .says = status->says,
                                  .dropped = status->disputed || status->says == 0,
                                  .origin = i};
    vec_push(alignment->arena, &alignment->claims, claim);
  }
  add_scope_claims(alignment);
}

/* ---- a network ---- */

bool alignment_is_unreviewed(const struct graph *graph, const struct graph_fact *fact) {
  return fact->method == METHOD_AUTOMATED || graph->mappings.v[fact->mapping].declared->status == STATUS_DRAFT;
}

bool alignment_passes(const struct graph *graph, const struct graph_fact *fact, enum review_level level) {
  enum authority authority = (enum authority)graph->mappings.v[fact->mapping].declared->authority;
  bool reviewed = !alignment_is_unreviewed(graph, fact);
  switch (level) {
    case LEVEL_OWNER:
      return reviewed && authority == AUTHORITY_OWNER;
    case LEVEL_REVIEWED:
      return reviewed && authority != AUTHORITY_ORGANISATION;
    case LEVEL_OWN:
      return reviewed;
    default:
      return true;
  }
}

/* The facts of the level. Where the statement of several copies goes, the first copy that stays stands for it. */
static const struct graph_fact *facts_of(const struct alignment *alignment, enum review_level level) {
  const struct analysis *analysis = alignment->analysis;
  const struct graph *graph = analysis->graph;
  if (level == LEVEL_ALL) {
    return graph->facts;
  }
  struct graph_fact *facts = arena_alloc(alignment->arena, ((size_t)graph->fact_count + 1) * sizeof *facts);
  for (uint32_t f = 0; f < graph->fact_count; f++) {
    facts[f] = graph->facts[f];
    if (!alignment_passes(graph, &facts[f], level)) {
      facts[f].flags &= (uint8_t)~FACT_REASONED;
    }
  }
  for (uint32_t i = 0; i < analysis->copies.n; i++) {
    const struct fact_copy *copy = &analysis->copies.v[i];
    bool again = i > 0 && analysis->copies.v[i - 1].statement == copy->statement &&
                 (facts[analysis->copies.v[i - 1].copy].flags & FACT_COPY) == 0;
    if (!alignment_passes(graph, &facts[copy->statement], level) &&
        alignment_passes(graph, &facts[copy->copy], level) && !again) {
      facts[copy->copy].flags &= (uint8_t)~FACT_COPY;
    }
  }
  return facts;
}

/* Agreements rest on facts: they go where one of these does. */
static struct network_claim *claims_of_level(const struct alignment *alignment, enum review_level level) {
  const struct analysis *analysis = alignment->analysis;
  struct network_claim *claims = arena_alloc(alignment->arena, ((size_t)alignment->claims.n + 1) * sizeof *claims);
  if (alignment->claims.n > 0) {
    memcpy(claims, alignment->claims.v, alignment->claims.n * sizeof *claims);
  }
  for (uint32_t i = 0; i < alignment->first_status; i++) {
    for (uint32_t k = 0; k < claims[i].rest_count; k++) {
      uint32_t fact = analysis->input.rests[claims[i].first_of_rests + k];
      claims[i].dropped = claims[i].dropped || !alignment_passes(analysis->graph, &analysis->graph->facts[fact], level);
    }
  }
  return claims;
}

static const uint32_t *extended(const struct alignment *alignment, const uint32_t *values, uint32_t more) {
  uint32_t *copy = arena_alloc(alignment->arena, ((size_t)alignment->base + more + 1) * sizeof *copy);
  memcpy(copy, values, alignment->base * sizeof *copy);
  for (uint32_t i = 0; i < more; i++) {
    copy[alignment->base + i] = NO_INDEX;
  }
  return copy;
}

void alignment_extend_input(const struct alignment *alignment, uint32_t more, struct network_input *input) {
  const struct network_input *old = &alignment->analysis->input;
  struct network_region *regions = arena_alloc(alignment->arena, ((size_t)old->region_count + 2) * sizeof *regions);
  memcpy(regions, old->regions, old->region_count * sizeof *regions);
  regions[old->region_count] = (struct network_region){.nodes = {.first = alignment->base, .count = more}};
  *input = *old;
  input->nodes = alignment->base + more;
  input->parent = extended(alignment, old->parent, more);
  input->union_of = extended(alignment, old->union_of, more);
  input->regions = regions;
  input->region_count = old->region_count + 1;
  input->parallel = NULL;
}

void align_network_build(struct alignment *alignment, enum review_level level, struct align_network *made) {
  alignment_extend_input(alignment, alignment->scopes.n, &made->input);
  made->input.facts = facts_of(alignment, level);
  made->input.extra = claims_of_level(alignment, level);
  made->input.extra_count = alignment->claims.n;
  network_build(&made->network, &made->input, alignment->arena);
  walk_init(&made->walk, &made->network, alignment->arena);
  prover_init(&made->prover, &made->network, alignment->arena);
  question_init(&made->question, &made->network, alignment->arena);
}

static void index_statuses(struct alignment *alignment) {
  alignment->status_at = arena_alloc(alignment->arena, ((size_t)alignment->base + 1) * sizeof *alignment->status_at);
  alignment->disputed_at = arena_zalloc(alignment->arena, (size_t)alignment->base + 1);
  for (uint32_t n = 0; n < alignment->base; n++) {
    alignment->status_at[n] = NO_INDEX;
  }
  for (uint32_t i = 0; i < alignment->statuses.n; i++) {
    const struct status_claim *status = &alignment->statuses.v[i];
    if (i < alignment->source_statuses) {
      alignment->status_at[status->node] = i;
    }
    alignment->disputed_at[status->node] = alignment->disputed_at[status->node] || status->disputed;
  }
}

void alignment_build(struct alignment *alignment, const struct analysis *analysis, const uint32_t *sources,
                     uint32_t source_count, const uint32_t *compared, uint32_t compared_count,
                     const struct alignment_options *options, struct arena *arena) {
  *alignment =
      (struct alignment){.analysis = analysis, .options = *options, .arena = arena, .base = analysis->input.nodes};
  find_held_scopes(alignment);
  order_scopes(alignment, sources, source_count);
  for (uint32_t i = 0; i < alignment->scopes.n; i++) {
    add_statuses(alignment, alignment->scopes.v[i]);
  }
  alignment->source_statuses = alignment->statuses.n;
  for (uint32_t i = 0; i < compared_count; i++) {
    add_statuses(alignment, compared[i]);
  }
  for (uint32_t i = 0; i < analysis->input.extra_count; i++) {
    vec_push(arena, &alignment->claims, analysis->input.extra[i]);
  }
  alignment->first_status = alignment->claims.n;
  alignment_settle(alignment);
  add_claims(alignment);
  index_statuses(alignment);
}
