/* Coverage: for all crosswalks at once what the network proves of each control, then each side of a crosswalk by itself. */
#include "analyse/coverage.h"

#include "analyse/judge/checks.h"
#include "analyse/network/question.h"

#include <stdlib.h>

/* One framework being judged by what is held. */
struct side_use {
  uint32_t set;
  uint32_t crosswalk;
  unsigned side; /* that is judged */
};

/* What is held in some crosswalk: a framework, or several together. */
struct held_set {
  const uint32_t *frameworks;
  uint32_t count;
  uint32_t first_use;
  uint32_t use_count;
};

/* A worker's own, made on first use. */
struct coverage_tools {
  struct marks seen; /* frameworks */
  uint32_t *use_of;  /* by framework that was seen */
  struct question *question;
};

/* Where there are options, a set has one more bit, so far above its own, for what would be proved if they were held, too. */
enum { WITH_OPTIONS = SWEEP_SETS / 2 };

struct coverage {
  struct analysis *analysis;
  struct coverage_tools *tools; /* by worker */
  VEC(struct held_set) sets;
  VEC(struct side_use) uses;
  bool options;                 /* some framework has options, which are not held */
  uint32_t in_block;            /* so many of the sets are swept at a time */
  uint32_t first;               /* of those at work: as many blocks at a time as there are workers */
  struct sweep_node **blocks;   /* for what comes of it */
  struct sweep_node **doubtful; /* the same with what is disputed, or NULL */
  struct network without_doubt; /* the network that nothing disputed is taken out of */
};

/* ---- who is to be judged ---- */

static int by_set(const void *a, const void *b) {
  const struct side_use *x = a;
  const struct side_use *y = b;
  if (x->set != y->set) {
    return x->set < y->set ? -1 : 1;
  }
  if (x->crosswalk != y->crosswalk) {
    return x->crosswalk < y->crosswalk ? -1 : 1;
  }
  return (x->side > y->side) - (x->side < y->side);
}

static void add_use(struct coverage *coverage, uint32_t *number_of, uint32_t crosswalk, unsigned side) {
  const struct crosswalk *asked = &coverage->analysis->crosswalks.v[crosswalk];
  struct arena *arena = coverage->analysis->arena;
  bool several = side == 0 && asked->held_count > 1;
  uint32_t opposite = asked->frameworks[1 - side];
  uint32_t set = several ? NO_INDEX : number_of[opposite];
  if (set == NO_INDEX) {
    set = coverage->sets.n;
    vec_push(arena, &coverage->sets,
             (struct held_set){.frameworks = several ? asked->held : &asked->frameworks[1 - side],
                               .count = several ? asked->held_count : 1});
    if (!several) {
      number_of[opposite] = set;
    }
  }
  vec_push(arena, &coverage->uses, (struct side_use){.set = set, .crosswalk = crosswalk, .side = side});
}

static void list_sets(struct coverage *coverage) {
  const struct analysis *analysis = coverage->analysis;
  size_t size = ((size_t)analysis->graph->frameworks.n + 1) * sizeof(uint32_t);
  uint32_t *number_of = arena_alloc(analysis->arena, size);
  memset(number_of, 0xff, size);
  for (uint32_t c = 0; c < analysis->crosswalks.n; c++) {
    struct crosswalk *crosswalk = &analysis->crosswalks.v[c];
    if (crosswalk->held_count < 2) {
      crosswalk->held = &crosswalk->frameworks[1];
      crosswalk->held_count = 1;
    }
  }
  for (uint32_t c = 0; c < analysis->crosswalks.n; c++) {
    const struct crosswalk *crosswalk = &analysis->crosswalks.v[c];
    if (!crosswalk->unjudged) {
      add_use(coverage, number_of, c, 0);
    }
    if (!crosswalk->unjudged && crosswalk->held_count == 1) {
      add_use(coverage, number_of, c, 1);
    }
  }
  if (coverage->uses.n > 1) {
    qsort(coverage->uses.v, coverage->uses.n, sizeof *coverage->uses.v, by_set);
  }
  for (uint32_t u = 0; u < coverage->uses.n; u++) {
    struct held_set *set = &coverage->sets.v[coverage->uses.v[u].set];
    set->first_use = set->use_count++ == 0 ? u : set->first_use;
  }
}

/* ---- what the network proves ---- */

/* Held are controls and headings, but no options and nothing withdrawn; alone holds what is not just a union of others. */
void seed_held(const struct graph *graph, const uint32_t *held, uint32_t count, uint64_t bit,
               struct sweep_node *nodes) {
  for (uint32_t i = 0; i < count; i++) {
    const struct graph_framework *framework = &graph->frameworks.v[held[i]];
    for (uint32_t node = framework->first; node < framework->first + framework->count; node++) {
      const struct graph_control *control = &graph->controls[node];
      if (graph_is_held(graph, node)) {
        nodes[node].covered |= bit;
        nodes[node].single |= control->group && control->exhaustive ? 0 : bit;
      }
    }
  }
}

static bool is_open_option(const struct graph *graph, uint32_t node) {
  return graph->controls[node].option && !graph->controls[node].withdrawn;
}

/* Whether the frameworks have options. Then the bit is set at these, and at all that is held. */
static bool seed_options(const struct graph *graph, const struct held_set *set, uint64_t bit,
                         struct sweep_node *nodes) {
  bool any = false;
  for (uint32_t i = 0; i < set->count; i++) {
    const struct graph_framework *framework = &graph->frameworks.v[set->frameworks[i]];
    for (uint32_t node = framework->first; node < framework->first + framework->count; node++) {
      if (is_open_option(graph, node)) {
        nodes[node].covered |= bit;
        any = true;
      }
    }
  }
  if (any) {
    seed_held(graph, set->frameworks, set->count, bit, nodes);
  }
  return any;
}

static bool has_options(const struct graph *graph) {
  uint32_t node = 0;
  while (node < graph->control_count && !is_open_option(graph, node)) {
    node++;
  }
  return node < graph->control_count;
}

static struct coverage_tools *tools_of(const struct coverage *coverage, struct worker *worker) {
  const struct analysis *analysis = coverage->analysis;
  struct coverage_tools *tools = &coverage->tools[worker - analysis->parallel->workers];
  if (tools->use_of == NULL) {
    uint32_t frameworks = analysis->graph->frameworks.n;
    marks_init(&tools->seen, &worker->arena, frameworks);
    tools->use_of = arena_alloc(&worker->arena, ((size_t)frameworks + 1) * sizeof *tools->use_of);
    /* Only where things are apart may a union be held of which not all members are. */
    if (analysis->network.any_apart && analysis->input.union_count > 0) {
      tools->question = arena_alloc(&worker->arena, sizeof *tools->question);
      question_init(tools->question, &analysis->network, &worker->arena);
      question_keep_small(tools->question);
    }
  }
  return tools;
}

/* A bit for each of the sets of one block; and where there are options, one for each set together with its options. */
static void sweep_block(void *context, struct worker *worker, uint32_t item) {
  const struct coverage *coverage = context;
  const struct graph *graph = coverage->analysis->graph;
  uint32_t first = coverage->first + item * coverage->in_block;
  uint32_t left = coverage->sets.n - first;
  uint32_t end = first + (left < coverage->in_block ? left : coverage->in_block);
  size_t size = graph_node_count(graph) * sizeof(struct sweep_node);
  uint64_t sets = 0;
  memset(coverage->blocks[item], 0, size);
  for (uint32_t s = first; s < end; s++) {
    const struct held_set *set = &coverage->sets.v[s];
    uint64_t bit = UINT64_C(1) << (s - first);
    seed_held(graph, set->frameworks, set->count, bit, coverage->blocks[item]);
    sets |= bit;
    if (coverage->options && seed_options(graph, set, bit << WITH_OPTIONS, coverage->blocks[item])) {
      sets |= bit << WITH_OPTIONS;
    }
  }
  if (coverage->doubtful != NULL) {
    memcpy(coverage->doubtful[item], coverage->blocks[item], size);
    sweep(&coverage->without_doubt, &worker->arena, NULL, coverage->doubtful[item]);
  }
  struct sweep_cases cases = {.question = tools_of(coverage, worker)->question, .sets = sets};
  sweep(&coverage->analysis->network, &worker->arena, cases.question != NULL ? &cases : NULL, coverage->blocks[item]);
}

/* What would be proved if the statements that are disputed were not. */
static void doubt_nothing(struct coverage *coverage) {
  const struct analysis *analysis = coverage->analysis;
  struct arena *arena = analysis->arena;
  uint32_t count = analysis->graph->fact_count;
  struct network_input *input = arena_alloc(arena, sizeof *input);
  struct graph_fact *facts = arena_alloc(arena, ((size_t)count + 1) * sizeof *facts);
  memcpy(facts, analysis->graph->facts, count * sizeof *facts);
  for (uint32_t f = 0; f < count; f++) {
    facts[f].flags &= (uint8_t)~FACT_DISPUTED;
  }
  *input = analysis->input;
  input->facts = facts;
  input->extra_count = 0;
  input->contradicts = true;
  network_build(&coverage->without_doubt, input, arena);
  network_drop_tools(&coverage->without_doubt);
}

/* ---- the crosswalks ---- */

/* The sides that are judged by one set; a pair that is asked for both ways shares them. */
static void judge_facing(void *context, struct worker *worker, uint32_t item) {
  const struct coverage *coverage = context;
  struct analysis *analysis = coverage->analysis;
  struct coverage_tools *tools = tools_of(coverage, worker);
  const struct held_set *set = &coverage->sets.v[coverage->first + item];
  const struct side_use *uses = coverage->uses.v + set->first_use;
  uint32_t block = item / coverage->in_block;
  marks_clear(&tools->seen, analysis->graph->frameworks.n);
  for (uint32_t u = 0; u < set->use_count; u++) {
    struct crosswalk *crosswalk = &analysis->crosswalks.v[uses[u].crosswalk];
    unsigned side = uses[u].side;
    uint32_t own = crosswalk->frameworks[side];
    if (!marks_add(&tools->seen, own)) {
      const struct side_use *same = &uses[tools->use_of[own]];
      crosswalk->states[side] = analysis->crosswalks.v[same->crosswalk].states[same->side];
      crosswalk->counts[side] = analysis->crosswalks.v[same->crosswalk].counts[same->side];
      continue;
    }
    tools->use_of[own] = u;
    uint32_t count = analysis->graph->frameworks.v[own].count;
    crosswalk->states[side] = arena_alloc(&worker->arena, ((size_t)count + 1) * sizeof *crosswalk->states[side]);
    uint64_t bit = UINT64_C(1) << item % coverage->in_block;
    judge_side(
        &(struct judged_side){.analysis = analysis,
                              .framework = own,
                              .held = set->frameworks,
                              .held_count = set->count,
                              .nodes = coverage->blocks[block],
                              .doubtful = coverage->doubtful != NULL ? coverage->doubtful[block] : NULL,
                              .bit = bit,
                              .with_options = coverage->options ? bit << WITH_OPTIONS : 0,
                              .of_target = analysis->accepted != NULL && gaps_are_of_target(analysis, crosswalk, side),
                              .states = crosswalk->states[side],
                              .counts = &crosswalk->counts[side]});
  }
}

static struct sweep_node **make_blocks(const struct analysis *analysis, uint32_t count, size_t size) {
  struct sweep_node **blocks = arena_alloc(analysis->arena, ((size_t)count + 1) * sizeof *blocks);
  for (uint32_t i = 0; i < count; i++) {
    blocks[i] = arena_alloc(analysis->arena, size);
  }
  return blocks;
}

/* Block after block, as many at a time as there are workers. */
static bool judge_blocks(struct coverage *coverage, uint32_t blocks) {
  struct analysis *analysis = coverage->analysis;
  struct parallel *parallel = analysis->parallel;
  uint32_t at_once = blocks < parallel->count ? blocks : parallel->count;
  size_t size = ((size_t)graph_node_count(analysis->graph) + 1) * sizeof(struct sweep_node);
  coverage->in_block = (coverage->sets.n + blocks - 1) / blocks; /* all of one size, but for the last */
  coverage->blocks = make_blocks(analysis, at_once, size);
  if (analysis->conflicts.n > 0) {
    doubt_nothing(coverage);
    coverage->doubtful = make_blocks(analysis, at_once, size);
  }
  for (uint32_t done = 0; coverage->first < coverage->sets.n; done += at_once) {
    uint32_t left = coverage->sets.n - coverage->first;
    uint32_t faced = left < at_once * coverage->in_block ? left : at_once * coverage->in_block;
    if (!parallel_each(parallel, blocks - done < at_once ? blocks - done : at_once, sweep_block, coverage) ||
        !parallel_each(parallel, faced, judge_facing, coverage)) {
      return false;
    }
    coverage->first += faced;
  }
  for (uint32_t i = 0; i < at_once; i++) {
    arena_drop(analysis->arena, coverage->blocks[i], size);
    if (coverage->doubtful != NULL) {
      arena_drop(analysis->arena, coverage->doubtful[i], size);
    }
  }
  return true;
}

bool analyse_coverage(struct analysis *analysis, struct findings *findings) {
  struct coverage coverage = {.analysis = analysis};
  coverage.tools = arena_zalloc(analysis->arena, analysis->parallel->count * sizeof *coverage.tools);
  list_sets(&coverage);
  list_clusters(analysis);
  list_accepted(analysis);
  coverage.options = has_options(analysis->graph);
  uint32_t most = coverage.options ? WITH_OPTIONS : SWEEP_SETS;
  uint32_t blocks = (coverage.sets.n + most - 1) / most;
  if (blocks > 0 && !judge_blocks(&coverage, blocks)) {
    return false;
  }
  checks_run(analysis, STAGE_COVERED, findings);
  return true;
}
