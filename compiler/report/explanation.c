/* Finding what there is to say of a pair of controls. */
#include "report/explanation.h"

#include "analyse/network/argument.h"
#include "analyse/network/cases.h"
#include "analyse/network/proof.h"
#include "analyse/network/words.h"
#include "diag/locator.h"
#include "report/blocked.h"

/* Proofs within proofs are told so far. */
enum { DEEPEST = 3 };

/* One pair at work. */
struct explaining {
  const struct analysis *analysis;
  const struct graph *graph;
  const struct sources *sources;
  struct arena *arena;
  struct prover prover;
  struct question question; /* made by question_ready */
  struct locator locator;
  uint32_t x;
  uint32_t y;
  struct explanation *told;
};

/* ---- controls and facts ---- */

static struct explained_end end_of(const struct explaining *e, uint32_t node) {
  const struct graph *graph = e->graph;
  struct explained_end end = {.framework = graph->frameworks.v[graph_framework_of(graph, node)].id, .title = STR("")};
  struct buf words;
  buf_init(&words, e->arena);
  words_node(graph, node, &words);
  end.words = buf_done(&words);
  bool several = graph_is_union(graph, node);
  const struct graph_union *group = several ? &graph->unions.v[node - graph->control_count] : NULL;
  end.id_count = several ? group->count : 1;
  struct str *ids = arena_alloc(e->arena, ((size_t)end.id_count + 1) * sizeof *ids);
  for (uint32_t i = 0; i < end.id_count; i++) {
    ids[i] = graph->controls[several ? graph->members.v[group->first + i] : node].id;
  }
  end.ids = ids;
  if (!several) {
    end.title = str_or_empty(graph->controls[node].title);
  }
  return end;
}

static enum standing standing_of(const struct graph_fact *fact) {
  if ((fact->flags & FACT_DISPUTED) != 0) {
    return STANDING_DISPUTED;
  }
  if ((fact->flags & FACT_COMPOSED) != 0) {
    return STANDING_CANDIDATE;
  }
  if (fact->relation == REL_SUPPORTS || fact->relation == REL_SUPPORTED_BY) {
    return STANDING_SUPPORT;
  }
  return (fact->flags & FACT_REASONED) != 0 ? STANDING_CHAINS : STANDING_OWN_PAIR;
}

static void locate(struct explaining *e, const struct graph_fact *fact, struct explained_fact *told) {
  struct place place = fact_place(e->graph, fact);
  struct location location;
  told->file = e->sources->list.v[place.source].told;
  if (locator_find(&e->locator, &e->locator.findings, &place, &location)) {
    told->line = location.line;
    told->column = location.column;
    told->end_column = location_end(&location);
  }
}

static struct explained_fact fact_of(struct explaining *e, uint32_t number) {
  const struct graph_fact *fact = &e->graph->facts[number];
  const struct graph_mapping *mapping = &e->graph->mappings.v[fact->mapping];
  struct buf by;
  buf_init(&by, e->arena);
  words_mapping(e->graph, fact, &by);
  struct explained_fact told = {
      .source = end_of(e, fact->source),
      .relation = (enum relation)fact->relation,
      .target = end_of(e, fact->target),
      .words = words_fact(e->graph, fact, e->arena),
      .mapping = mapping->id,
      .publisher = str_or_empty(mapping->declared->publisher),
      .authority = vocabulary_token(&vocabulary_authority, mapping->declared->authority),
      .method = vocabulary_token(&vocabulary_method, fact->method),
      .status = vocabulary_token(&vocabulary_status, mapping->declared->status),
      .by = buf_done(&by),
      .via = str_or_empty(mapping->declared->via),
      .standing = standing_of(fact),
      .strength = fact->strength,
      .confidence = fact->confidence,
      .remarks = str_or_empty(graph_remarks(e->graph, fact)),
  };
  locate(e, fact, &told);
  return told;
}

static const struct explained_fact *facts_of(struct explaining *e, const uint32_t *numbers, uint32_t count) {
  struct explained_fact *facts = arena_alloc(e->arena, ((size_t)count + 1) * sizeof *facts);
  for (uint32_t i = 0; i < count; i++) {
    facts[i] = fact_of(e, numbers[i]);
  }
  return facts;
}

/* ---- proofs ---- */

static void question_ready(struct explaining *e) {
  if (e->question.network == NULL) {
    question_init(&e->question, &e->analysis->network, e->arena);
  }
}

static struct explained_way way_of(struct explaining *e, const steps *proof, unsigned depth);

static struct str name_of(const struct explaining *e, uint32_t node) {
  struct buf words;
  buf_init(&words, e->arena);
  words_node(e->graph, node, &words);
  return buf_done(&words);
}

static void tell_lines(const struct explaining *e, const question_lines *lines, struct explained_step *told) {
  struct explained_line *list = arena_alloc(e->arena, ((size_t)lines->n + 1) * sizeof *list);
  for (uint32_t i = 0; i < lines->n; i++) {
    struct buf words;
    buf_init(&words, e->arena);
    words_line(e->graph, &e->analysis->network, &lines->v[i], &words);
    list[i] = (struct explained_line){.depth = lines->v[i].depth, .words = buf_done(&words)};
  }
  told->lines = list;
  told->line_count = lines->n;
}

/* Line by line what is left of unions: "one of A and B; not A, because ...; so B". */
static void argue(struct explaining *e, const struct conclusion *conclusion, struct explained_step *told) {
  question_lines lines = {0};
  question_ready(e);
  argue_conclusion(&e->question, conclusion, &lines);
  told->by = BY_CASES;
  tell_lines(e, &lines, told);
}

static void prove_member(struct explaining *e, const struct conclusion *conclusion, uint32_t member, steps *proof) {
  if (conclusion->apart) {
    prove_apart(&e->prover, member, conclusion->other, conclusion->rests_on, proof);
  } else {
    prove_in(&e->prover, member, conclusion->other, conclusion->rests_on, proof);
  }
}

/* Every member of a union is in (or apart from) something. */
static void conclude(struct explaining *e, uint32_t number, unsigned depth, struct explained_step *told) {
  const struct network *network = &e->analysis->network;
  const struct conclusion *conclusion = &network->conclusions.v[number];
  if (number >= network->by_unions) {
    argue(e, conclusion, told);
    return;
  }
  const struct network_union *group = &network->input->unions[conclusion->unionised];
  struct explained_member *members = arena_zalloc(e->arena, ((size_t)group->count + 1) * sizeof *members);
  for (uint32_t m = 0; m < group->count; m++) {
    uint32_t member = network->input->members[group->first + m];
    members[m].end = end_of(e, member);
    if (depth < DEEPEST) {
      steps proof = {0};
      prove_member(e, conclusion, member, &proof);
      members[m].proof = way_of(e, &proof, depth + 1);
    }
  }
  told->by = BY_UNION;
  told->whole = name_of(e, group->node);
  told->other = name_of(e, conclusion->other);
  told->apart = conclusion->apart;
  told->too_deep = depth >= DEEPEST;
  told->members = members;
  told->member_count = group->count;
}

static void give_reason(struct explaining *e, const struct step *step, unsigned depth, struct explained_step *told) {
  const struct network_input *input = &e->analysis->input;
  if (why_is_fact(step->why)) {
    told->by = BY_FACT;
    told->facts = facts_of(e, &step->why, 1);
    told->fact_count = 1;
  } else if (why_is_extra(step->why)) {
    const struct network_claim *claim = &input->extra[step->why - WHY_EXTRA];
    told->by = BY_AGREEMENT;
    told->facts = facts_of(e, &input->rests[claim->first_of_rests], claim->rest_count);
    told->fact_count = claim->rest_count;
  } else if (why_is_conclusion(step->why)) {
    conclude(e, step->why - WHY_CONCLUSION, depth, told);
  } else {
    told->by = step->why == WHY_PARENT ? BY_HIERARCHY : BY_MEMBERSHIP;
  }
}

static struct explained_way way_of(struct explaining *e, const steps *proof, unsigned depth) {
  struct explained_step *told = arena_zalloc(e->arena, ((size_t)proof->n + 1) * sizeof *told);
  for (uint32_t i = 0; i < proof->n; i++) {
    const struct step *step = &proof->v[i];
    struct buf words;
    buf_init(&words, e->arena);
    words_step(e->graph, &e->analysis->network, step, &words);
    told[i].from = end_of(e, step->from);
    told[i].to = end_of(e, step->to);
    told[i].kind = step->kind;
    told[i].words = buf_done(&words);
    give_reason(e, step, depth, &told[i]);
  }
  return (struct explained_way){.count = proof->n, .steps = told};
}

/* ---- the pair ---- */

static bool is_or_holds(const struct graph *graph, uint32_t node, uint32_t control) {
  if (!graph_is_union(graph, node)) {
    return node == control;
  }
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  for (uint32_t m = 0; m < group->count; m++) {
    if (graph->members.v[group->first + m] == control) {
      return true;
    }
  }
  return false;
}

static bool names_together(const struct graph *graph, const struct graph_fact *fact, uint32_t x, uint32_t y) {
  return (is_or_holds(graph, fact->source, x) && is_or_holds(graph, fact->target, y)) ||
         (is_or_holds(graph, fact->source, y) && is_or_holds(graph, fact->target, x));
}

/* Facts declared on the very pair, and those that name the two only together with others. */
static void find_declared(struct explaining *e) {
  const struct graph *graph = e->graph;
  fact_list declared = {0};
  fact_list together = {0};
  const struct pair_facts *pair =
      analysis_pair(e->analysis, graph_framework_of(graph, e->x), graph_framework_of(graph, e->y));
  for (uint32_t i = 0; pair != NULL && i < pair->count; i++) {
    const struct graph_fact *fact = &graph->facts[pair->facts[i]];
    bool forth = fact->source == e->x && fact->target == e->y;
    bool back = fact->source == e->y && fact->target == e->x;
    if (forth || back) {
      vec_push(e->arena, &declared, pair->facts[i]);
      e->told->disputed = e->told->disputed || (fact->flags & FACT_DISPUTED) != 0;
    } else if (names_together(graph, fact, e->x, e->y)) {
      vec_push(e->arena, &together, pair->facts[i]);
    }
  }
  e->told->declared = facts_of(e, declared.v, declared.n);
  e->told->declared_count = declared.n;
  e->told->together = facts_of(e, together.v, together.n);
  e->told->together_count = together.n;
}

static void add_proof(struct explaining *e, enum claim claim, const steps *proof) {
  e->told->proofs[e->told->proof_count++] = (struct explained_proof){.claim = claim, .way = way_of(e, proof, 0)};
}

/* What would follow if it were otherwise, as the one step of a proof. */
static void add_refutation(struct explaining *e, enum claim claim, struct step step,
                           const struct impossible *impossible) {
  question_lines lines = {0};
  struct explained_step *told = arena_zalloc(e->arena, sizeof *told);
  struct buf words;
  buf_init(&words, e->arena);
  words_node(e->graph, step.from, &words);
  buf_text(&words, step.kind == STEP_APART    ? " has nothing in common with "
                   : step.kind == STEP_NOT_IN ? " is not wholly in "
                                              : " does not equal ");
  words_node(e->graph, step.to, &words);
  *told = (struct explained_step){.from = end_of(e, step.from),
                                  .to = end_of(e, step.to),
                                  .kind = step.kind,
                                  .words = buf_done(&words),
                                  .by = BY_REFUTATION};
  argue_impossible(&e->question, impossible, &lines);
  tell_lines(e, &lines, told);
  e->told->proofs[e->told->proof_count++] =
      (struct explained_proof){.claim = claim, .way = {.count = 1, .steps = told}};
}

/* Where no chain shows it, only cases do. */
static void prove_apartness(struct explaining *e) {
  steps proof = {0};
  if (prove_apart(&e->prover, e->x, e->y, NO_INDEX, &proof)) {
    add_proof(e, CLAIM_APART, &proof);
    return;
  }
  struct impossible both = {.demand = {.kind = DEMAND_NODE, .x = e->x, .y = NO_INDEX, .why = NO_INDEX}, .inside = e->y};
  question_ready(e);
  add_refutation(e, CLAIM_APART, (struct step){.from = e->x, .to = e->y, .kind = STEP_APART}, &both);
}

/* Not all of low is in high, where a fact says so of the two, or else because of what could not be. */
static void prove_difference(struct explaining *e, enum claim claim, struct supposed_in supposed) {
  struct impossible found = {.inside = NO_INDEX, .supposed_count = 1, .supposed = {supposed}};
  const struct demand *demand = &found.demand;
  if (!not_in_by_cases(&e->question, supposed.low, supposed.high, &found.demand)) {
    return;
  }
  struct step step = {.from = supposed.low, .to = supposed.high, .why = demand->why, .kind = STEP_NOT_IN};
  if (demand->kind == DEMAND_NOT_IN && demand->x == supposed.low && demand->y == supposed.high &&
      why_is_fact(demand->why)) {
    steps proof = {0};
    vec_push(e->arena, &proof, step);
    add_proof(e, claim, &proof);
  } else {
    add_refutation(e, claim, step, &found);
  }
}

static void prove_differences(struct explaining *e) {
  const struct pair_knowledge *known = &e->told->known;
  struct supposed_in forth = {e->x, e->y};
  struct supposed_in back = {e->y, e->x};
  question_ready(e);
  if (known->not_in) {
    prove_difference(e, CLAIM_NOT_IN, forth);
  }
  if (known->not_held) {
    prove_difference(e, CLAIM_NOT_HELD, back);
  }
  struct impossible found = {.inside = NO_INDEX, .supposed_count = 2, .supposed = {forth, back}};
  if (known->unequal && unequal_by_cases(&e->question, e->x, e->y, &found.demand)) {
    add_refutation(e, CLAIM_UNEQUAL, (struct step){.from = e->x, .to = e->y, .kind = STEP_UNEQUAL}, &found);
  }
}

static void find_proofs(struct explaining *e) {
  const struct pair_knowledge *known = &e->told->known;
  if (known->in) {
    steps proof = {0};
    prove_in(&e->prover, e->x, e->y, NO_INDEX, &proof);
    add_proof(e, CLAIM_IN, &proof);
  }
  if (known->holds) {
    steps proof = {0};
    prove_in(&e->prover, e->y, e->x, NO_INDEX, &proof);
    add_proof(e, CLAIM_HOLDS, &proof);
  }
  if (known->apart) {
    prove_apartness(e);
  }
  if (known->overlaps && !known->in && !known->holds) {
    steps proof = {0};
    prove_overlap(&e->prover, e->x, e->y, NO_INDEX, &proof);
    add_proof(e, CLAIM_OVERLAPS, &proof);
  }
  if (known->related && !known->overlaps) {
    steps proof = {0};
    prove_related(&e->prover, e->x, e->y, NO_INDEX, &proof);
    add_proof(e, CLAIM_RELATED, &proof);
  }
  if (!known->apart) {
    prove_differences(e);
  }
}

/* A control that both overlap, although nothing follows: the place where a careless chain would go on. Of several that with
 * the shortest ways to both; NO_INDEX if there is none. */
static uint32_t nearest_hub(struct explaining *e) {
  uint32_t best = UINT32_MAX;
  uint32_t hub = NO_INDEX;
  search_around(&e->prover.here, e->x, NO_INDEX, NO_INDEX);
  search_around(&e->prover.there, e->y, NO_INDEX, NO_INDEX);
  for (uint32_t node = 0; node < e->graph->control_count; node++) {
    bool both = search_found(&e->prover.here, FLOOR_UP, node) && search_found(&e->prover.there, FLOOR_UP, node);
    if (!both || e->graph->controls[node].group || node == e->x || node == e->y) {
      continue;
    }
    uint32_t ways =
        search_distance(&e->prover.here, FLOOR_UP, node) + search_distance(&e->prover.there, FLOOR_UP, node);
    if (ways < best) {
      best = ways;
      hub = node;
    }
  }
  return hub;
}

static void find_hub(struct explaining *e) {
  uint32_t hub = nearest_hub(e);
  e->told->has_hub = hub != NO_INDEX;
  if (hub == NO_INDEX) {
    return;
  }
  e->told->hub = end_of(e, hub);
  for (unsigned end = 0; end < 2; end++) {
    steps proof = {0};
    prove_overlap(&e->prover, end == 0 ? e->x : e->y, hub, NO_INDEX, &proof);
    e->told->to_hub[end] = way_of(e, &proof, 0);
  }
}

/* The way that a careless chain would take, with the step that may not be gone. */
static void find_blocked(struct explaining *e) {
  steps way = {0};
  if (!find_blocked_way(e->analysis, e->arena, e->x, e->y, &way)) {
    return;
  }
  struct explained_way told = way_of(e, &way, 0);
  struct explained_step *marked = arena_alloc(e->arena, ((size_t)told.count + 1) * sizeof *marked);
  for (uint32_t i = 0; i < told.count; i++) {
    marked[i] = told.steps[i];
    marked[i].blocked = why_is_fact(way.v[i].why) ? blocked_reason(e->graph, way.v[i].why) : NULL;
  }
  e->told->blocked = (struct explained_way){.count = told.count, .steps = marked};
}

static void describe(struct explaining *e, unsigned end, uint32_t node) {
  const struct graph_text *text = e->graph->texts != NULL ? &e->graph->texts[node] : NULL;
  e->told->ends[end] = end_of(e, node);
  e->told->statements[end] = text != NULL ? str_or_empty(text->statement) : STR("");
  e->told->guidance[end] = text != NULL ? str_or_empty(text->guidance) : STR("");
}

const struct explanation *explain_pair(const struct analysis *analysis, const struct sources *sources,
                                       struct arena *arena, uint32_t x, uint32_t y) {
  struct explaining *e = arena_zalloc(arena, sizeof *e);
  struct walk *walk = arena_alloc(arena, sizeof *walk);
  e->analysis = analysis;
  e->graph = analysis->graph;
  e->sources = sources;
  e->arena = arena;
  e->x = x;
  e->y = y;
  e->told = arena_zalloc(arena, sizeof *e->told);
  prover_init(&e->prover, &analysis->network, arena);
  locator_init(&e->locator, sources, arena);
  walk_init(walk, &analysis->network, arena);
  e->told->known = walk_pair(walk, x, y);
  describe(e, 0, x);
  describe(e, 1, y);
  find_declared(e);
  find_proofs(e);
  if (!e->told->known.related && !e->told->known.apart) {
    find_hub(e);
    if (!e->told->disputed) {
      find_blocked(e);
    }
  }
  return e->told;
}
