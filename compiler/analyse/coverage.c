/* Coverage: one walk from each counted control answers for all crosswalks that it stands in, and for all controls of any
 * framework that are proved equal to it. */
#include "analyse/coverage.h"

/* A worker's own. */
struct coverage_tools {
  struct walk walk;
  struct item_state *
      *by_framework; /* the states of the framework at hand, by the other one; NULL where not asked for */
  struct marks seen; /* frameworks */
  uint32_t *use_of;  /* by framework that was seen */
  bool ready;
};

struct coverage {
  struct analysis *analysis;
  struct coverage_tools *tools; /* by worker; made on first use */
  struct covered_framework *frameworks;
  uint32_t framework_count;
  uint32_t *number_of; /* by framework: its number among these, or NO_INDEX */
  /* The counted controls of these frameworks, by component of the network. */
  uint32_t *controls;
  uint32_t *first_of;   /* by component, and one more: its first control among them */
  uint32_t *components; /* those that have any, in the order of their first controls */
  uint32_t component_count;
};

static struct coverage_tools *tools_of(const struct coverage *coverage, struct worker *worker) {
  const struct analysis *analysis = coverage->analysis;
  struct coverage_tools *tools = &coverage->tools[worker - analysis->parallel->workers];
  if (!tools->ready) {
    size_t frameworks = (size_t)analysis->graph->frameworks.n + 1;
    walk_init(&tools->walk, &analysis->network, &worker->arena);
    tools->by_framework = arena_zalloc(&worker->arena, frameworks * sizeof(struct item_state *));
    marks_init(&tools->seen, &worker->arena, (uint32_t)frameworks);
    tools->use_of = arena_alloc(&worker->arena, frameworks * sizeof *tools->use_of);
    tools->ready = true;
  }
  return tools;
}

/* ---- who is to be judged ---- */

static uint32_t count_opposite(const struct analysis *analysis, const struct covered_framework *covered) {
  const struct graph *graph = analysis->graph;
  uint64_t count = graph->unions.n;
  for (uint32_t u = 0; u < covered->use_count; u++) {
    const struct crosswalk *crosswalk = &analysis->crosswalks.v[covered->uses[u].crosswalk];
    count += graph->frameworks.v[crosswalk->frameworks[1 - covered->uses[u].side]].count;
  }
  return count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
}

/* The frameworks that stand in any crosswalk, each with the sides that it is. */
static void list_frameworks(struct coverage *coverage) {
  const struct analysis *analysis = coverage->analysis;
  struct arena *arena = analysis->arena;
  uint32_t frameworks = analysis->graph->frameworks.n;
  struct side_use *uses = arena_alloc(arena, ((size_t)analysis->crosswalks.n * 2 + 1) * sizeof *uses);
  uint32_t *next = arena_zalloc(arena, ((size_t)frameworks + 2) * sizeof *next);
  coverage->frameworks = arena_alloc(arena, ((size_t)frameworks + 1) * sizeof *coverage->frameworks);
  coverage->number_of = arena_alloc(arena, ((size_t)frameworks + 1) * sizeof *coverage->number_of);
  for (uint32_t c = 0; c < analysis->crosswalks.n; c++) {
    for (unsigned side = 0; side < 2; side++) {
      next[analysis->crosswalks.v[c].frameworks[side] + 1]++;
    }
  }
  for (uint32_t f = 0; f < frameworks; f++) {
    coverage->number_of[f] = NO_INDEX;
    if (next[f + 1] > 0) {
      coverage->number_of[f] = coverage->framework_count;
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
}

/* States for each use; a pair asked for both ways shares them. */
static void prepare_framework(void *context, struct worker *worker, uint32_t item) {
  const struct coverage *coverage = context;
  struct analysis *analysis = coverage->analysis;
  struct covered_framework *covered = &coverage->frameworks[item];
  struct coverage_tools *tools = tools_of(coverage, worker);
  size_t size = ((size_t)analysis->graph->frameworks.v[covered->framework].count + 1) * sizeof(struct item_state);
  covered->opposite = count_opposite(analysis, covered);
  marks_clear(&tools->seen, analysis->graph->frameworks.n);
  for (uint32_t u = 0; u < covered->use_count; u++) {
    struct side_use *use = &covered->uses[u];
    struct crosswalk *crosswalk = &analysis->crosswalks.v[use->crosswalk];
    uint32_t other = crosswalk->frameworks[1 - use->side];
    if (marks_add(&tools->seen, other)) {
      tools->use_of[other] = u;
      crosswalk->states[use->side] = arena_zalloc(&worker->arena, size);
    }
    use->same = tools->use_of[other];
    const struct side_use *first = &covered->uses[use->same];
    crosswalk->states[use->side] = analysis->crosswalks.v[first->crosswalk].states[first->side];
  }
}

static bool is_judged(const struct coverage *coverage, uint32_t control) {
  const struct graph_control *judged = &coverage->analysis->graph->controls[control];
  return judged->counted && coverage->number_of[judged->framework] != NO_INDEX;
}

static void sort_controls(struct coverage *coverage) {
  const struct analysis *analysis = coverage->analysis;
  const uint32_t *component = analysis->network.component;
  uint32_t count = analysis->graph->control_count;
  uint32_t components = analysis->network.component_count;
  uint32_t *ends = arena_zalloc(analysis->arena, ((size_t)components + 2) * sizeof *ends);
  coverage->controls = arena_alloc(analysis->arena, ((size_t)count + 1) * sizeof *coverage->controls);
  coverage->components = arena_alloc(analysis->arena, ((size_t)components + 1) * sizeof *coverage->components);
  for (uint32_t control = 0; control < count; control++) {
    if (is_judged(coverage, control) && ends[component[control] + 2]++ == 0) {
      coverage->components[coverage->component_count++] = component[control];
    }
  }
  for (uint32_t c = 0; c < components; c++) {
    ends[c + 2] += ends[c + 1];
  }
  for (uint32_t control = 0; control < count; control++) {
    if (is_judged(coverage, control)) {
      coverage->controls[ends[component[control] + 1]++] = control;
    }
  }
  coverage->first_of = ends;
}

/* ---- what the network proves ---- */

/* Whether overlapping the node counts: not what is withdrawn, and a union only if none of its members is met by itself. */
static bool overlap_counts(const struct graph *graph, const struct walk *walk, uint32_t node) {
  if (!graph_is_union(graph, node)) {
    return !graph->controls[node].withdrawn;
  }
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  for (uint32_t m = 0; m < group->count; m++) {
    if (node_set_has(&walk->around, graph->members.v[group->first + m])) {
      return false;
    }
  }
  return true;
}

/* What it says of the control that it overlaps the node. */
static void judge_overlap(const struct graph *graph, const struct walk *walk, uint32_t node, uint32_t local,
                          struct item_state **by_framework) {
  struct item_state *states = by_framework[graph_framework_of(graph, node)];
  if (states != NULL && overlap_counts(graph, walk, node)) {
    raise_state(&states[local], COVER_PARTIAL, NOTE_OVERLAP_ONLY);
  }
}

/* What it says of the control that the node holds it. */
static void judge_holder(const struct graph *graph, uint32_t node, uint32_t local, struct item_state **by_framework) {
  bool joint = graph_is_union(graph, node);
  struct item_state *states = by_framework[graph_framework_of(graph, node)];
  if (states != NULL && (joint || (!graph->controls[node].group && !graph->controls[node].withdrawn))) {
    raise_state(&states[local], COVER_FULL, joint ? NOTE_JOINTLY : NOTE_EMPTY);
  }
}

static void judge_if_met(const struct graph *graph, const struct walk *walk, uint32_t node, uint32_t local,
                         struct item_state **by_framework) {
  if (node_set_has(&walk->around, node)) {
    judge_overlap(graph, walk, node, local, by_framework);
    if (node_set_has(&walk->above, node)) {
      judge_holder(graph, node, local, by_framework);
    }
  }
}

/* The same by looking at all that could stand opposite: where the walk meets more than that. */
static void judge_opposite(const struct coverage *coverage, const struct covered_framework *covered,
                           const struct walk *walk, uint32_t local, struct item_state **by_framework) {
  const struct graph *graph = coverage->analysis->graph;
  for (uint32_t u = 0; u < covered->use_count; u++) {
    const struct crosswalk *crosswalk = &coverage->analysis->crosswalks.v[covered->uses[u].crosswalk];
    const struct graph_framework *other = &graph->frameworks.v[crosswalk->frameworks[1 - covered->uses[u].side]];
    for (uint32_t node = other->first; node < other->first + other->count; node++) {
      judge_if_met(graph, walk, node, local, by_framework);
    }
  }
  for (uint32_t node = graph->control_count; node < graph_node_count(graph); node++) {
    judge_if_met(graph, walk, node, local, by_framework);
  }
}

/* What the network proves of one control: an entry of `states` for each use whose other framework is met. */
static void judge_control(const struct coverage *coverage, const struct covered_framework *covered,
                          const struct walk *walk, uint32_t control, struct item_state **by_framework) {
  const struct graph *graph = coverage->analysis->graph;
  uint32_t local = control - graph->frameworks.v[covered->framework].first;
  if (walk->around.list.n > covered->opposite) {
    judge_opposite(coverage, covered, walk, local, by_framework);
    return;
  }
  for (uint32_t i = 0; i < walk->around.list.n; i++) {
    judge_overlap(graph, walk, walk->around.list.v[i], local, by_framework);
  }
  for (uint32_t i = 0; i < walk->above.list.n; i++) {
    judge_holder(graph, walk->above.list.v[i], local, by_framework);
  }
}

/* Makes the framework the one at hand, or no longer. */
static void turn(const struct coverage *coverage, struct coverage_tools *tools, const struct covered_framework *covered,
                 bool to) {
  for (uint32_t u = 0; u < covered->use_count; u++) {
    const struct side_use *use = &covered->uses[u];
    const struct crosswalk *crosswalk = &coverage->analysis->crosswalks.v[use->crosswalk];
    tools->by_framework[crosswalk->frameworks[1 - use->side]] = to ? crosswalk->states[use->side] : NULL;
  }
}

/* Equal controls of one framework have the same answers. */
static void copy_states(const struct coverage *coverage, const struct covered_framework *covered, uint32_t from,
                        uint32_t to) {
  uint32_t first = coverage->analysis->graph->frameworks.v[covered->framework].first;
  for (uint32_t u = 0; u < covered->use_count; u++) {
    const struct side_use *use = &covered->uses[u];
    struct item_state *states = coverage->analysis->crosswalks.v[use->crosswalk].states[use->side];
    states[to - first] = states[from - first];
  }
}

/* Controls that are proved equal walk the same way, whatever framework they are of. */
static void judge_component(const struct coverage *coverage, struct coverage_tools *tools, uint32_t component) {
  const struct graph *graph = coverage->analysis->graph;
  const struct covered_framework *at = NULL;
  uint32_t judged = NO_INDEX;
  walk_from(&tools->walk, coverage->controls[coverage->first_of[component]]);
  for (uint32_t i = coverage->first_of[component]; i < coverage->first_of[component + 1]; i++) {
    uint32_t control = coverage->controls[i];
    const struct covered_framework *covered =
        &coverage->frameworks[coverage->number_of[graph->controls[control].framework]];
    if (at != NULL && covered == at) {
      copy_states(coverage, covered, judged, control);
      continue;
    }
    if (at != NULL) {
      turn(coverage, tools, at, false);
    }
    turn(coverage, tools, covered, true);
    judge_control(coverage, covered, &tools->walk, control, tools->by_framework);
    at = covered;
    judged = control;
  }
  if (at != NULL) {
    turn(coverage, tools, at, false);
  }
}

enum { PART = 64 }; /* components that a worker takes at a time */

static void judge_part(void *context, struct worker *worker, uint32_t item) {
  const struct coverage *coverage = context;
  struct coverage_tools *tools = tools_of(coverage, worker);
  uint32_t first = item * PART;
  uint32_t end = coverage->component_count - first < PART ? coverage->component_count : first + PART;
  for (uint32_t i = first; i < end; i++) {
    judge_component(coverage, tools, coverage->components[i]);
  }
}

/* ---- the whole ---- */

static void finish_framework(void *context, struct worker *worker, uint32_t item) {
  const struct coverage *coverage = context;
  const struct covered_framework *covered = &coverage->frameworks[item];
  (void)worker;
  for (uint32_t u = 0; u < covered->use_count; u++) {
    const struct side_use *use = &covered->uses[u];
    const struct side_use *first = &covered->uses[use->same];
    struct crosswalk *crosswalk = &coverage->analysis->crosswalks.v[use->crosswalk];
    if (first == use) {
      finish_side(coverage->analysis, covered->framework, crosswalk, use->side);
    } else {
      crosswalk->counts[use->side] = coverage->analysis->crosswalks.v[first->crosswalk].counts[first->side];
    }
  }
}

bool analyse_coverage(struct analysis *analysis, struct findings *findings) {
  struct parallel *parallel = analysis->parallel;
  struct coverage coverage = {.analysis = analysis};
  coverage.tools = arena_zalloc(analysis->arena, parallel->count * sizeof *coverage.tools);
  list_frameworks(&coverage);
  sort_controls(&coverage);
  if (!parallel_each(parallel, coverage.framework_count, prepare_framework, &coverage) ||
      !parallel_each(parallel, (coverage.component_count + PART - 1) / PART, judge_part, &coverage) ||
      !parallel_each(parallel, coverage.framework_count, finish_framework, &coverage)) {
    return false;
  }
  report_gaps(analysis, findings);
  return true;
}
