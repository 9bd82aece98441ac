/* Coverage: for all crosswalks at once what the network proves of each control, then each crosswalk by itself. */
#include "analyse/coverage.h"

#include "analyse/network/sweep.h"

/* One framework as the side of a crosswalk. */
struct side_use {
  uint32_t crosswalk;
  unsigned side;
};

/* A framework that stands in any crosswalk, and so opposite another. */
struct covered_framework {
  uint32_t framework;
  uint32_t use_count;
  const struct side_use *uses;
  uint32_t first_union; /* those of its controls are numbered one after another */
  uint32_t union_count;
};

/* A worker's own. */
struct coverage_tools {
  struct marks seen; /* frameworks */
  uint32_t *use_of;  /* by framework that was seen */
  struct walk *walk; /* both for unions with withdrawn members only */
  struct node_set met;
};

struct coverage {
  struct analysis *analysis;
  struct coverage_tools *tools; /* by worker; what is in them is made on first use */
  struct covered_framework *frameworks;
  uint32_t framework_count;
  uint32_t in_block;          /* so many of them are swept at a time */
  uint32_t first;             /* of those at work: as many blocks at a time as there are workers */
  struct sweep_node **blocks; /* for what comes of it */
};

/* ---- who is to be judged ---- */

/* The unions of each framework: they are in order of their members. */
static void note_unions(struct coverage *coverage, const uint32_t *number_of) {
  const struct graph *graph = coverage->analysis->graph;
  for (uint32_t u = 0; u < graph->unions.n; u++) {
    uint32_t number = number_of[graph_framework_of(graph, graph->control_count + u)];
    if (number != NO_INDEX) {
      struct covered_framework *covered = &coverage->frameworks[number];
      covered->first_union = covered->union_count == 0 ? u : covered->first_union;
      covered->union_count++;
    }
  }
}

/* The frameworks that stand in any crosswalk, each with the sides that it is. */
static void list_frameworks(struct coverage *coverage) {
  const struct analysis *analysis = coverage->analysis;
  struct arena *arena = analysis->arena;
  uint32_t frameworks = analysis->graph->frameworks.n;
  struct side_use *uses = arena_alloc(arena, ((size_t)analysis->crosswalks.n * 2 + 1) * sizeof *uses);
  uint32_t *next = arena_zalloc(arena, ((size_t)frameworks + 2) * sizeof *next);
  uint32_t *number_of = arena_alloc(arena, ((size_t)frameworks + 1) * sizeof *number_of);
  coverage->frameworks = arena_alloc(arena, ((size_t)frameworks + 1) * sizeof *coverage->frameworks);
  for (uint32_t c = 0; c < analysis->crosswalks.n; c++) {
    for (unsigned side = 0; side < 2; side++) {
      next[analysis->crosswalks.v[c].frameworks[side] + 1]++;
    }
  }
  for (uint32_t f = 0; f < frameworks; f++) {
    number_of[f] = NO_INDEX;
    if (next[f + 1] > 0) {
      number_of[f] = coverage->framework_count;
      coverage->frameworks[coverage->framework_count++] =
          (struct covered_framework){.framework = f, .use_count = next[f + 1], .uses = uses + next[f]};
    }
    next[f + 1] += next[f];
  }
  for (uint32_t c = 0; c < analysis->crosswalks.n; c++) {
    for (unsigned side = 0; side < 2; side++) {
      uses[next[analysis->crosswalks.v[c].frameworks[side]]++] = (struct side_use){.crosswalk = c, .side = side};
    }
  }
  note_unions(coverage, number_of);
}

/* ---- what the network proves ---- */

/* Meeting a control counts unless it is withdrawn; holding takes more than a heading. */
static void seed_controls(const struct graph *graph, uint32_t framework, uint64_t bit, struct sweep_node *nodes) {
  const struct graph_framework *seeded = &graph->frameworks.v[framework];
  for (uint32_t node = seeded->first; node < seeded->first + seeded->count; node++) {
    const struct graph_control *control = &graph->controls[node];
    if (!control->withdrawn) {
      nodes[node].met |= bit;
      nodes[node].single |= control->group ? 0 : bit;
    }
  }
}

static bool has_withdrawn_member(const struct graph *graph, const struct graph_union *group) {
  for (uint32_t m = 0; m < group->count; m++) {
    if (graph->controls[graph->members.v[group->first + m]].withdrawn) {
      return true;
    }
  }
  return false;
}

/* Meeting a union counts only if none of its members is met by itself. Where one is that counts, it does not matter; a
 * union with members that do not count is left to add_unmet. */
static void seed_unions(const struct graph *graph, const struct covered_framework *covered, uint64_t bit,
                        struct sweep_node *nodes) {
  for (uint32_t u = covered->first_union; u < covered->first_union + covered->union_count; u++) {
    uint32_t node = graph->control_count + u;
    nodes[node].joint |= bit;
    nodes[node].met |= has_withdrawn_member(graph, &graph->unions.v[u]) ? 0 : bit;
  }
}

static void add_around(struct coverage_tools *tools, uint32_t node, struct arena *arena) {
  walk_from(tools->walk, node);
  for (uint32_t i = 0; i < tools->walk->around.list.n; i++) {
    node_set_add(&tools->met, arena, tools->walk->around.list.v[i]);
  }
}

/* A union with withdrawn members counts for all that it overlaps and its withdrawn members do not. */
static void add_unmet(const struct coverage *coverage, struct coverage_tools *tools, uint32_t number, uint64_t bit,
                      struct arena *arena, struct sweep_node *nodes) {
  const struct graph *graph = coverage->analysis->graph;
  const struct graph_union *group = &graph->unions.v[number];
  if (tools->walk == NULL) {
    tools->walk = arena_alloc(arena, sizeof *tools->walk);
    walk_init(tools->walk, &coverage->analysis->network, arena);
    node_set_init(&tools->met, arena, graph_node_count(graph));
  }
  node_set_clear(&tools->met, graph_node_count(graph));
  for (uint32_t m = 0; m < group->count; m++) {
    uint32_t member = graph->members.v[group->first + m];
    if (graph->controls[member].withdrawn) {
      add_around(tools, member, arena);
    }
  }
  walk_from(tools->walk, graph->control_count + number);
  for (uint32_t i = 0; i < tools->walk->around.list.n; i++) {
    uint32_t node = tools->walk->around.list.v[i];
    nodes[node].overlapped |= node_set_has(&tools->met, node) ? 0 : bit;
  }
}

/* Who of all is in, and overlaps, what is of the frameworks of one block: a bit for each of them. */
static void sweep_block(void *context, struct worker *worker, uint32_t item) {
  const struct coverage *coverage = context;
  const struct graph *graph = coverage->analysis->graph;
  struct coverage_tools *tools = &coverage->tools[worker - coverage->analysis->parallel->workers];
  struct sweep_node *nodes = coverage->blocks[item];
  uint32_t first = coverage->first + item * coverage->in_block;
  uint32_t left = coverage->framework_count - first;
  uint32_t end = first + (left < coverage->in_block ? left : coverage->in_block);
  memset(nodes, 0, graph_node_count(graph) * sizeof *nodes);
  for (uint32_t f = first; f < end; f++) {
    seed_controls(graph, coverage->frameworks[f].framework, UINT64_C(1) << (f - first), nodes);
    seed_unions(graph, &coverage->frameworks[f], UINT64_C(1) << (f - first), nodes);
  }
  sweep(&coverage->analysis->network, nodes);
  for (uint32_t f = first; f < end; f++) {
    const struct covered_framework *covered = &coverage->frameworks[f];
    for (uint32_t u = covered->first_union; u < covered->first_union + covered->union_count; u++) {
      if (has_withdrawn_member(graph, &graph->unions.v[u])) {
        add_unmet(coverage, tools, u, UINT64_C(1) << (f - first), &worker->arena, nodes);
      }
    }
  }
}

/* ---- the crosswalks ---- */

/* A single control that holds all outdoes a union that does. */
static struct item_state state_of(const struct sweep_node *node, uint64_t bit) {
  if ((node->single & bit) != 0) {
    return (struct item_state){COVER_FULL, NOTE_EMPTY};
  }
  if ((node->joint & bit) != 0) {
    return (struct item_state){COVER_FULL, NOTE_JOINTLY};
  }
  if ((node->overlapped & bit) != 0) {
    return (struct item_state){COVER_PARTIAL, NOTE_OVERLAP_ONLY};
  }
  return (struct item_state){COVER_NONE, NOTE_EMPTY};
}

static struct coverage_tools *tools_of(const struct coverage *coverage, struct worker *worker) {
  struct coverage_tools *tools = &coverage->tools[worker - coverage->analysis->parallel->workers];
  if (tools->use_of == NULL) {
    uint32_t frameworks = coverage->analysis->graph->frameworks.n;
    marks_init(&tools->seen, &worker->arena, frameworks);
    tools->use_of = arena_alloc(&worker->arena, ((size_t)frameworks + 1) * sizeof *tools->use_of);
  }
  return tools;
}

/* The sides that face one framework; a pair that is asked for both ways shares them. */
static void judge_facing(void *context, struct worker *worker, uint32_t item) {
  const struct coverage *coverage = context;
  struct analysis *analysis = coverage->analysis;
  struct coverage_tools *tools = tools_of(coverage, worker);
  const struct covered_framework *faced = &coverage->frameworks[coverage->first + item];
  const struct sweep_node *nodes = coverage->blocks[item / coverage->in_block];
  uint64_t bit = UINT64_C(1) << item % coverage->in_block;
  marks_clear(&tools->seen, analysis->graph->frameworks.n);
  for (uint32_t u = 0; u < faced->use_count; u++) {
    struct crosswalk *crosswalk = &analysis->crosswalks.v[faced->uses[u].crosswalk];
    unsigned side = 1 - faced->uses[u].side;
    uint32_t own = crosswalk->frameworks[side];
    if (!marks_add(&tools->seen, own)) {
      const struct side_use *same = &faced->uses[tools->use_of[own]];
      crosswalk->states[side] = analysis->crosswalks.v[same->crosswalk].states[1 - same->side];
      crosswalk->counts[side] = analysis->crosswalks.v[same->crosswalk].counts[1 - same->side];
      continue;
    }
    tools->use_of[own] = u;
    const struct graph_framework *judged = &analysis->graph->frameworks.v[own];
    struct item_state *states = arena_alloc(&worker->arena, ((size_t)judged->count + 1) * sizeof *states);
    for (uint32_t i = 0; i < judged->count; i++) {
      states[i] = state_of(&nodes[judged->first + i], bit);
    }
    crosswalk->states[side] = states;
    finish_side(analysis, own, crosswalk, side);
  }
}

/* Block after block, as many at a time as there are workers. */
static bool judge_blocks(struct coverage *coverage, uint32_t blocks) {
  struct analysis *analysis = coverage->analysis;
  struct parallel *parallel = analysis->parallel;
  uint32_t at_once = blocks < parallel->count ? blocks : parallel->count;
  size_t size = ((size_t)graph_node_count(analysis->graph) + 1) * sizeof(struct sweep_node);
  coverage->in_block = (coverage->framework_count + blocks - 1) / blocks; /* all of one size, but for the last */
  coverage->blocks = arena_alloc(analysis->arena, at_once * sizeof *coverage->blocks);
  for (uint32_t i = 0; i < at_once; i++) {
    coverage->blocks[i] = arena_alloc(analysis->arena, size);
  }
  for (uint32_t done = 0; coverage->first < coverage->framework_count; done += at_once) {
    uint32_t left = coverage->framework_count - coverage->first;
    uint32_t faced = left < at_once * coverage->in_block ? left : at_once * coverage->in_block;
    if (!parallel_each(parallel, blocks - done < at_once ? blocks - done : at_once, sweep_block, coverage) ||
        !parallel_each(parallel, faced, judge_facing, coverage)) {
      return false;
    }
    coverage->first += faced;
  }
  for (uint32_t i = 0; i < at_once; i++) {
    arena_drop(analysis->arena, coverage->blocks[i], size);
  }
  return true;
}

bool analyse_coverage(struct analysis *analysis, struct findings *findings) {
  struct coverage coverage = {.analysis = analysis};
  coverage.tools = arena_zalloc(analysis->arena, analysis->parallel->count * sizeof *coverage.tools);
  list_frameworks(&coverage);
  uint32_t blocks = (coverage.framework_count + SWEEP_SETS - 1) / SWEEP_SETS;
  if (blocks > 0 && !judge_blocks(&coverage, blocks)) {
    return false;
  }
  report_gaps(analysis, findings);
  judge_assessments(analysis, findings);
  return true;
}
