/* Coverage: for each framework one walk from each counted control answers for all crosswalks that it stands in. */
#include "analyse/analysis.h"

/* One framework as the side of crosswalks. */
struct side_use {
  uint32_t crosswalk;
  unsigned side;
};

/* A worker's own. Controls that are proved equal share their answers: the first of a component is judged, the others
 * copy it, so that a long chain of equalities costs no more than its length. */
struct coverage_tools {
  struct walk walk;
  struct marks judged; /* components, of the framework at hand */
  uint32_t *judged_at; /* by component: the control that was judged */
  uint32_t walked;     /* the component that the walk started from, or NO_INDEX */
  bool ready;
};

struct coverage_job {
  struct analysis *analysis;
  struct coverage_tools *tools; /* by worker; made on first use */
  uint32_t framework;
  uint32_t first_use; /* while the uses are being counted */
  uint32_t use_count;
  const struct side_use *uses;
  uint32_t opposite; /* controls and unions that could stand opposite, counted once for each use */
};

static void raise_state(struct item_state *state, enum coverage_state coverage, enum coverage_note note) {
  bool better = (uint8_t)coverage > state->coverage;
  /* A single control that holds all outdoes a union; a proved overlap outdoes a support. */
  bool plainer = (uint8_t)coverage == state->coverage && (uint8_t)note < state->note;
  if (better || plainer) {
    state->coverage = (uint8_t)coverage;
    state->note = (uint8_t)note;
  }
}

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
static void judge_opposite(const struct coverage_job *job, const struct walk *walk, uint32_t local,
                           struct item_state **by_framework) {
  const struct graph *graph = job->analysis->graph;
  for (uint32_t u = 0; u < job->use_count; u++) {
    const struct crosswalk *crosswalk = &job->analysis->crosswalks.v[job->uses[u].crosswalk];
    const struct graph_framework *other = &graph->frameworks.v[crosswalk->frameworks[1 - job->uses[u].side]];
    for (uint32_t node = other->first; node < other->first + other->count; node++) {
      judge_if_met(graph, walk, node, local, by_framework);
    }
  }
  for (uint32_t node = graph->control_count; node < graph_node_count(graph); node++) {
    judge_if_met(graph, walk, node, local, by_framework);
  }
}

/* What the network proves of one control: an entry of `states` for each use whose other framework is met. */
static void judge_control(const struct coverage_job *job, const struct walk *walk, uint32_t control,
                          struct item_state **by_framework) {
  const struct graph *graph = job->analysis->graph;
  uint32_t local = control - graph->frameworks.v[job->framework].first;
  if (walk->around.list.n > job->opposite) {
    judge_opposite(job, walk, local, by_framework);
    return;
  }
  for (uint32_t i = 0; i < walk->around.list.n; i++) {
    judge_overlap(graph, walk, walk->around.list.v[i], local, by_framework);
  }
  for (uint32_t i = 0; i < walk->above.list.n; i++) {
    judge_holder(graph, walk->above.list.v[i], local, by_framework);
  }
}

static void raise_node(const struct graph *graph, struct item_state *states, uint32_t first, uint32_t node,
                       bool members_too, enum coverage_state coverage, enum coverage_note note) {
  if (!graph_is_union(graph, node)) {
    raise_state(&states[node - first], coverage, note);
    return;
  }
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  for (uint32_t m = 0; members_too && m < group->count; m++) {
    raise_state(&states[graph->members.v[group->first + m] - first], coverage, note);
  }
}

static bool is_real_control(const struct graph *graph, uint32_t node) {
  return !graph_is_union(graph, node) && !graph->controls[node].group;
}

/* Facts that do not chain count for their own pair; support counts as partial coverage of what is supported. */
static void judge_own_facts(const struct coverage_job *job, const struct crosswalk *crosswalk, unsigned side) {
  const struct graph *graph = job->analysis->graph;
  if (crosswalk->pair == NO_INDEX) {
    return;
  }
  const struct pair_facts *pair = &job->analysis->pairs.v[crosswalk->pair];
  struct item_state *states = crosswalk->states[side];
  uint32_t first = graph->frameworks.v[job->framework].first;
  for (uint32_t i = 0; i < pair->count; i++) {
    const struct graph_fact *fact = &graph->facts[pair->facts[i]];
    if ((fact->flags & (FACT_REASONED | FACT_DISPUTED)) != 0) {
      continue;
    }
    struct reading reading = analysis_read(graph, fact, job->framework);
    switch (reading.relation) {
      case REL_SUPPORTED_BY:
        raise_node(graph, states, first, reading.x, false, COVER_PARTIAL, NOTE_SUPPORTS_ONLY);
        break;
      case REL_EQUAL:
      case REL_EQUIVALENT:
      case REL_SUBSET:
        raise_node(graph, states, first, reading.x, true, COVER_PARTIAL, NOTE_OVERLAP_ONLY);
        if (graph_is_union(graph, reading.y) || is_real_control(graph, reading.y)) {
          raise_node(graph, states, first, reading.x, true, COVER_FULL,
                     graph_is_union(graph, reading.y) ? NOTE_JOINTLY : NOTE_EMPTY);
        }
        break;
      case REL_SUPERSET:
      case REL_INTERSECTS:
      case REL_RELATED:
        raise_node(graph, states, first, reading.x, false, COVER_PARTIAL, NOTE_OVERLAP_ONLY);
        break;
      default:
        break;
    }
  }
}

static bool declared_without(const struct graph *graph, uint32_t control, uint32_t framework) {
  uint32_t low = 0;
  uint32_t high = graph->no_counterparts.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    const struct graph_no_counterpart *gap = &graph->no_counterparts.v[middle];
    if (gap->control == control && gap->framework == framework) {
      return true;
    }
    if (gap->control < control || (gap->control == control && gap->framework < framework)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return false;
}

static bool is_mapped(const struct coverage_job *job, const struct crosswalk *crosswalk, uint32_t control) {
  if (crosswalk->pair == NO_INDEX) {
    return false;
  }
  const struct pair_facts *pair = &job->analysis->pairs.v[crosswalk->pair];
  unsigned side = pair->low == job->framework ? 0 : 1;
  return pair->mapped[side][control - job->analysis->graph->frameworks.v[job->framework].first];
}

/* Why nothing covers the control. */
static enum coverage_note note_for_none(const struct coverage_job *job, const struct crosswalk *crosswalk,
                                        uint32_t control) {
  const struct graph *graph = job->analysis->graph;
  if (crosswalk->pair == NO_INDEX) {
    return NOTE_NOT_EXAMINED;
  }
  const struct pair_facts *pair = &job->analysis->pairs.v[crosswalk->pair];
  unsigned side = pair->low == job->framework ? 0 : 1;
  uint32_t first = graph->frameworks.v[job->framework].first;
  /* What is itself named in a fact, such as a support, is not mapped through its heading only. */
  bool only_above = !is_mapped(job, crosswalk, control);
  for (uint32_t above = graph->controls[control].parent; only_above && above != NO_INDEX;
       above = graph->controls[above].parent) {
    if (pair->mapped[side][above - first]) {
      return NOTE_GROUP_ONLY;
    }
  }
  return pair->examined[side] ? NOTE_NO_RELATION : NOTE_NOT_EXAMINED;
}

static void finish_side(const struct coverage_job *job, struct crosswalk *crosswalk, unsigned side) {
  const struct graph *graph = job->analysis->graph;
  const struct graph_framework *framework = &graph->frameworks.v[job->framework];
  struct coverage_counts *counts = &crosswalk->counts[side];
  for (uint32_t i = 0; i < framework->count; i++) {
    uint32_t control = framework->first + i;
    struct item_state *state = &crosswalk->states[side][i];
    if (!graph->controls[control].counted) {
      *state = (struct item_state){0};
      continue;
    }
    if (state->coverage == COVER_NONE) {
      uint32_t other = crosswalk->frameworks[1 - side];
      if (!is_mapped(job, crosswalk, control) && declared_without(graph, control, other)) {
        *state = (struct item_state){COVER_EXCLUDED, NOTE_EMPTY};
      } else {
        state->note = (uint8_t)note_for_none(job, crosswalk, control);
      }
    }
    counts->counted++;
    counts->full += state->coverage == COVER_FULL;
    counts->jointly += state->coverage == COVER_FULL && state->note == NOTE_JOINTLY;
    counts->partial += state->coverage == COVER_PARTIAL;
    counts->none += state->coverage == COVER_NONE;
    counts->excluded += state->coverage == COVER_EXCLUDED;
  }
}

static struct coverage_tools *tools_of(const struct coverage_job *job, struct worker *worker) {
  const struct network *network = &job->analysis->network;
  struct coverage_tools *tools = &job->tools[worker - job->analysis->parallel->workers];
  if (!tools->ready) {
    walk_init(&tools->walk, network, &worker->arena);
    marks_init(&tools->judged, &worker->arena, network->component_count);
    tools->judged_at = arena_alloc(&worker->arena, ((size_t)network->component_count + 1) * sizeof(uint32_t));
    tools->walked = NO_INDEX;
    tools->ready = true;
  }
  return tools;
}

/* What the network proves of the counted controls of the framework. */
static void judge_controls(const struct coverage_job *job, struct coverage_tools *tools,
                           struct item_state **by_framework) {
  const struct analysis *analysis = job->analysis;
  const struct graph *graph = analysis->graph;
  const struct graph_framework *framework = &graph->frameworks.v[job->framework];
  marks_clear(&tools->judged, analysis->network.component_count);
  for (uint32_t i = 0; i < framework->count; i++) {
    uint32_t control = framework->first + i;
    if (!graph->controls[control].counted) {
      continue;
    }
    uint32_t component = analysis->network.component[control];
    if (marks_add(&tools->judged, component)) {
      tools->judged_at[component] = i;
      if (tools->walked != component) { /* equal controls of other frameworks walk the same way */
        walk_from(&tools->walk, control);
        tools->walked = component;
      }
      judge_control(job, &tools->walk, control, by_framework);
      continue;
    }
    for (uint32_t f = 0; f < graph->frameworks.n; f++) {
      if (by_framework[f] != NULL) {
        by_framework[f][i] = by_framework[f][tools->judged_at[component]];
      }
    }
  }
}

static void judge_framework(void *context, struct worker *worker, uint32_t item) {
  const struct coverage_job *job = &((const struct coverage_job *)context)[item];
  struct analysis *analysis = job->analysis;
  const struct graph *graph = analysis->graph;
  const struct graph_framework *framework = &graph->frameworks.v[job->framework];
  struct coverage_tools *tools = tools_of(job, worker);
  struct item_state **by_framework =
      arena_zalloc(&worker->arena, ((size_t)graph->frameworks.n + 1) * sizeof(struct item_state *));
  for (uint32_t u = 0; u < job->use_count; u++) {
    struct crosswalk *crosswalk = &analysis->crosswalks.v[job->uses[u].crosswalk];
    unsigned side = job->uses[u].side;
    uint32_t other = crosswalk->frameworks[1 - side];
    if (by_framework[other] == NULL) {
      by_framework[other] = arena_zalloc(&worker->arena, ((size_t)framework->count + 1) * sizeof(struct item_state));
    }
    crosswalk->states[side] = by_framework[other];
  }
  judge_controls(job, tools, by_framework);
  /* A pair asked for both ways shares its states: judged at its first use, copied to the others. */
  for (uint32_t u = 0; u < job->use_count; u++) {
    struct crosswalk *crosswalk = &analysis->crosswalks.v[job->uses[u].crosswalk];
    unsigned side = job->uses[u].side;
    const struct crosswalk *same = NULL;
    for (uint32_t before = 0; before < u && same == NULL; before++) {
      const struct crosswalk *earlier = &analysis->crosswalks.v[job->uses[before].crosswalk];
      if (earlier->states[job->uses[before].side] == crosswalk->states[side]) {
        same = earlier;
        crosswalk->counts[side] = earlier->counts[job->uses[before].side];
      }
    }
    if (same == NULL) {
      judge_own_facts(job, crosswalk, side);
      finish_side(job, crosswalk, side);
    }
  }
}

static uint32_t count_opposite(const struct coverage_job *job) {
  const struct graph *graph = job->analysis->graph;
  uint64_t count = graph->unions.n;
  for (uint32_t u = 0; u < job->use_count; u++) {
    const struct crosswalk *crosswalk = &job->analysis->crosswalks.v[job->uses[u].crosswalk];
    count += graph->frameworks.v[crosswalk->frameworks[1 - job->uses[u].side]].count;
  }
  return count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
}

bool analyse_coverage(struct analysis *analysis, struct findings *findings) {
  uint32_t frameworks = analysis->graph->frameworks.n;
  struct arena *arena = analysis->arena;
  unsigned workers = analysis->parallel->count;
  struct coverage_job *jobs = arena_zalloc(arena, ((size_t)frameworks + 1) * sizeof *jobs);
  struct side_use *uses = arena_alloc(arena, ((size_t)analysis->crosswalks.n * 2 + 1) * sizeof *uses);
  struct coverage_tools *tools = arena_zalloc(arena, workers * sizeof *tools);
  uint32_t *next = arena_zalloc(arena, ((size_t)frameworks + 2) * sizeof *next);
  for (uint32_t c = 0; c < analysis->crosswalks.n; c++) {
    for (unsigned side = 0; side < 2; side++) {
      next[analysis->crosswalks.v[c].frameworks[side] + 1]++;
    }
  }
  for (uint32_t f = 0; f < frameworks; f++) {
    next[f + 1] += next[f];
    jobs[f].first_use = next[f];
  }
  for (uint32_t c = 0; c < analysis->crosswalks.n; c++) {
    for (unsigned side = 0; side < 2; side++) {
      uses[next[analysis->crosswalks.v[c].frameworks[side]]++] = (struct side_use){c, side};
    }
  }
  uint32_t count = 0;
  for (uint32_t f = 0; f < frameworks; f++) {
    uint32_t first = jobs[f].first_use;
    if (next[f] > first) {
      jobs[count] = (struct coverage_job){
          .analysis = analysis, .tools = tools, .framework = f, .use_count = next[f] - first, .uses = uses + first};
      jobs[count].opposite = count_opposite(&jobs[count]);
      count++;
    }
  }
  if (!parallel_each(analysis->parallel, count, judge_framework, jobs)) {
    return false;
  }
  report_gaps(analysis, findings);
  return true;
}
