/* Facts: every map of every mapping with its ids resolved, in parallel over mappings, then joined in order. */
#include "link/facts.h"

#include "base/search.h"

#include <stdlib.h>

/* What is known of a name on one side of a mapping: its node, which needs a look each time it is mapped if it is a heading
 * or withdrawn, or one of these. */
#define NEEDS_LOOK UINT32_C(0x80000000)

/* One mapping at work: its names resolved once for each side. */
struct side {
  uint32_t framework;
  const char *attribute; /* that names a control of it */
  uint32_t *nodes;       /* by name */
};

static uint32_t look_up(const struct fact_job *job, const struct side *side, struct str id) {
  const struct graph *graph = job->linker->graph;
  uint32_t node = graph_find_reference(graph, side->framework, id);
  if (node == NO_INDEX) {
    return NAME_UNKNOWN;
  }
  return graph->controls[node].withdrawn || graph->controls[node].group || graph->controls[node].exhaustive
             ? NEEDS_LOOK | node
             : node;
}

/* Where source and target are swapped every id is on the wrong side: that is one mistake. */
static void report_unknown(struct fact_job *job, const struct side *side, struct place place, struct str id) {
  const struct graph *graph = job->linker->graph;
  uint32_t other = side->framework == job->mapping->source ? job->mapping->target : job->mapping->source;
  if (other == side->framework || graph_find_reference(graph, other, id) == NO_INDEX) {
    report_unknown_control(job->linker, job->findings, place, side->framework, id, USE_IN_MAPPING);
    return;
  }
  job->swapped_count++;
  if (job->swapped != NULL) {
    return;
  }
  struct str own = graph->frameworks.v[side->framework].id;
  job->swapped = finding_add(job->findings, F_UNKNOWN_CONTROL, place, "%.*s has no control or group \"%.*s\"",
                             STR_ARG(own), STR_ARG(id));
  job->swapped->framework = own;
  job->swapped->control = id;
  job->swapped->mapping = job->mapping->id;
  finding_note(job->findings, job->swapped, place_none(),
               "%.*s, the other side of this mapping, has it: are source and target swapped?",
               STR_ARG(graph->frameworks.v[other].id));
}

static void tell_swapped(struct fact_job *job) {
  if (job->swapped_count > 1) {
    finding_note(job->findings, job->swapped, place_none(), "so it is with %u more of this mapping",
                 (unsigned)job->swapped_count - 1);
  }
}

/* The node of a name, NO_INDEX after a finding. */
static uint32_t resolve_closely(struct fact_job *job, const struct side *side, uint32_t name, struct place place) {
  struct str id = job->mapping->declared->names.names.v[name];
  if (side->nodes[name] == NAME_UNRESOLVED) {
    side->nodes[name] = look_up(job, side, id);
  }
  uint32_t known = side->nodes[name];
  if (known == NAME_UNKNOWN) {
    report_unknown(job, side, place, id);
    return NO_INDEX;
  }
  if ((known & NEEDS_LOOK) != 0) {
    check_mapped_control(job, known & ~NEEDS_LOOK, place);
  }
  return known & ~NEEDS_LOOK;
}

static uint32_t resolve(struct fact_job *job, const struct side *side, uint32_t name, uint32_t offset,
                        const char *attribute) {
  uint32_t known = side->nodes[name];
  if ((known & NEEDS_LOOK) == 0) {
    return known;
  }
  return resolve_closely(job, side, name, place_attribute(job->mapping->document_source, offset, attribute));
}

/* The node of several refs: a local union, numbered from LOCAL_UNION on, or the control itself if they are one. */
static uint32_t resolve_refs(struct fact_job *job, const struct side *side, uint32_t first, uint32_t count) {
  const struct decl_mapping *declared = job->mapping->declared;
  uint32_t *nodes = arena_alloc(job->arena, ((size_t)count + 1) * sizeof *nodes);
  bool complete = true;
  for (uint32_t i = 0; i < count; i++) {
    const struct decl_ref *ref = &declared->refs.v[first + i];
    nodes[i] = resolve(job, side, ref->name, ref->offset, "ref");
    complete = complete && nodes[i] != NO_INDEX;
  }
  if (!complete || count == 0) {
    return NO_INDEX; /* a union that lacks a member would be another union */
  }
  qsort(nodes, count, sizeof *nodes, number_order);
  uint32_t distinct = 1;
  for (uint32_t i = 1; i < count; i++) {
    if (nodes[i] != nodes[distinct - 1]) {
      nodes[distinct++] = nodes[i];
    }
  }
  if (distinct == 1) {
    return nodes[0];
  }
  vec_push(job->arena, &job->unions, (struct local_union){.members = nodes, .count = distinct});
  return LOCAL_UNION | (job->unions.n - 1);
}

static bool is_reasoned(const struct fact_job *job, unsigned relation, unsigned rationale) {
  bool relates = relation != REL_SUPPORTS && relation != REL_SUPPORTED_BY && relation != REL_CONTRARY;
  return relates && job->mapping->reasoned && (job->linker->options->rationales >> rationale & 1) != 0;
}

static uint8_t fact_flags(const struct fact_job *job, unsigned relation, unsigned rationale) {
  if (job->mapping->composed) {
    return FACT_COMPOSED;
  }
  return is_reasoned(job, relation, rationale) ? FACT_REASONED : 0;
}

static void check_strength(const struct fact_job *job, const struct decl_map *map) {
  if (map->strength == UNSTATED_NUMBER) {
    return;
  }
  const char *why = NULL;
  if ((map->relation == REL_EQUAL || map->relation == REL_EQUIVALENT) && map->strength < 10) {
    why = "an equal pair has strength 10";
  } else if (map->relation == REL_NONE) {
    why = "a pair without relationship has no strength";
  }
  if (why != NULL) {
    struct finding *finding = finding_add(job->findings, F_LINT_STRENGTH,
                                          place_attribute(job->mapping->document_source, map->offset, "strength"),
                                          "strength %u does not go with %s: %s", map->strength,
                                          vocabulary_token(&vocabulary_relation, map->relation), why);
    finding->mapping = job->mapping->id;
  }
}

/* The node of one side of a map, NO_INDEX after a finding. */
static uint32_t resolve_side(struct fact_job *job, const struct side *side, const struct decl_map *map, bool several,
                             uint32_t first, uint32_t count) {
  return several ? resolve_refs(job, side, first, count) : resolve(job, side, first, map->offset, side->attribute);
}

static void link_map(struct fact_job *job, const struct side *source, const struct side *target,
                     const struct decl_map *map) {
  uint32_t from = resolve_side(job, source, map, (map->flags & MAP_SOURCES) != 0, map->source, map->source_count);
  uint32_t to = resolve_side(job, target, map, (map->flags & MAP_TARGETS) != 0, map->target, map->target_count);
  if (from == NO_INDEX || to == NO_INDEX) {
    return;
  }
  if (((from | to) & LOCAL_UNION) != 0) {
    vec_push(job->arena, &job->of_unions, job->count);
  }
  check_strength(job, map);
  uint8_t rationale = map->rationale != RATIONALE_UNSTATED ? map->rationale : job->mapping->declared->rationale;
  job->linker->graph->facts[job->first + job->count++] =
      (struct graph_fact){.source = from,
                          .target = to,
                          .mapping = job->index,
                          .offset = map->offset,
                          .remarks = map->remarks,
                          .relation = map->relation,
                          .rationale = rationale,
                          .strength = map->strength,
                          .confidence = map->confidence,
                          .flags = fact_flags(job, map->relation, rationale),
                          .overlap = job->mapping->declared->overlap,
                          .method = map->method != METHOD_UNSTATED ? map->method : job->mapping->declared->method};
}

void add_pattern_fact(struct fact_job *job, uint32_t pattern, uint32_t from, uint32_t to) {
  const struct decl_pattern *declared = &job->mapping->declared->patterns.v[pattern];
  uint8_t rationale =
      declared->rationale != RATIONALE_UNSTATED ? declared->rationale : job->mapping->declared->rationale;
  vec_push(job->arena, &job->by_pattern,
           (struct graph_fact){
               .source = from,
               .target = to,
               .mapping = job->index,
               .offset = declared->offset,
               .remarks = pattern,
               .relation = declared->relation,
               .rationale = rationale,
               .strength = declared->strength,
               .confidence = declared->confidence,
               .flags = (uint8_t)(FACT_PATTERN | fact_flags(job, declared->relation, rationale)),
               .overlap = job->mapping->declared->overlap,
               .method = declared->method != METHOD_UNSTATED ? declared->method : job->mapping->declared->method});
}

static void link_no_counterparts(struct fact_job *job) {
  const struct decl_mapping *declared = job->mapping->declared;
  for (uint32_t i = 0; i < declared->no_counterparts.n; i++) {
    const struct decl_no_counterpart *gap = &declared->no_counterparts.v[i];
    uint32_t own = gap->of_target ? job->mapping->target : job->mapping->source;
    uint32_t other = gap->of_target ? job->mapping->source : job->mapping->target;
    uint32_t node = graph_find_reference(job->linker->graph, own, gap->id);
    if (node == NO_INDEX) {
      report_unknown_control(
          job->linker, job->findings,
          place_attribute(job->mapping->document_source, gap->offset, gap->of_target ? "target" : "source"), own,
          gap->id, USE_IN_MAPPING);
      continue;
    }
    vec_push(job->arena, &job->no_counterparts,
             (struct graph_no_counterpart){.control = node,
                                           .framework = other,
                                           .mapping = job->index,
                                           .offset = gap->offset,
                                           .remarks = gap->remarks});
  }
}

/* All mappings at work. */
struct linking {
  struct linker *linker;
  struct fact_job *jobs;          /* by mapping */
  struct link_scratch *scratches; /* by worker */
};

/* What one mapping shows by itself. */
static void check_mapping(struct fact_job *job, const uint32_t *sources, const uint32_t *targets) {
  check_empty(job);
  check_zeros(job, true);
  check_zeros(job, false);
  check_titles(job);
  check_edition(job, job->mapping->source, "source", sources);
  check_edition(job, job->mapping->target, "target", targets);
}

static void link_mapping_facts(void *context, struct worker *worker, uint32_t item) {
  const struct linking *linking = context;
  struct link_scratch *scratch = &linking->scratches[worker - linking->linker->parallel->workers];
  struct fact_job *job = &linking->jobs[item];
  job->arena = &worker->arena;
  job->scratch = scratch;
  job->findings = arena_alloc(job->arena, sizeof *job->findings);
  findings_init(job->findings, job->arena);
  const struct decl_mapping *declared = job->mapping->declared;
  uint32_t names = declared->names.names.n;
  vec_reserve(job->arena, &scratch->source, names);
  vec_reserve(job->arena, &scratch->target, names);
  struct side source = {.framework = job->mapping->source, .attribute = "source", .nodes = scratch->source.v};
  struct side target = {.framework = job->mapping->target, .attribute = "target", .nodes = scratch->target.v};
  for (uint32_t i = 0; i < names; i++) {
    source.nodes[i] = target.nodes[i] = NAME_UNRESOLVED;
  }
  for (uint32_t i = 0; i < declared->maps.n; i++) {
    link_map(job, &source, &target, &declared->maps.v[i]);
  }
  for (uint32_t i = 0; i < declared->patterns.n && !job->limited; i++) {
    link_pattern(job, i);
  }
  tell_swapped(job);
  link_no_counterparts(job);
  check_mapping(job, source.nodes, target.nodes);
}

/* The number of a union in the graph: the same members give the same union, whoever declares it. */
static uint32_t intern_union(struct linker *linker, struct names *known, const struct local_union *local) {
  struct graph *graph = linker->graph;
  uint32_t before = known->names.n;
  struct str key = {.p = (const char *)local->members, .n = (uint32_t)(local->count * sizeof *local->members)};
  uint32_t number = names_intern_kept(known, key);
  if (number == before) {
    vec_push(linker->arena, &graph->unions, (struct graph_union){.first = graph->members.n, .count = local->count});
    for (uint32_t i = 0; i < local->count; i++) {
      vec_push(linker->arena, &graph->members, local->members[i]);
    }
  }
  return graph->control_count + number;
}

static uint32_t global_node(struct linker *linker, struct names *known, const struct fact_job *job, uint32_t node) {
  return (node & LOCAL_UNION) != 0 ? intern_union(linker, known, &job->unions.v[node & ~(uint32_t)LOCAL_UNION]) : node;
}

/* Room for a fact of each map, so that every mapping writes its own in their place. */
static void make_room(struct linker *linker, struct fact_job *jobs, uint32_t count) {
  uint64_t total = 0;
  for (uint32_t i = 0; i < count; i++) {
    jobs[i].first = (uint32_t)total;
    total += jobs[i].mapping->declared->maps.n;
    if (total >= NO_INDEX) {
      arena_fail(linker->arena);
    }
  }
  linker->graph->facts = arena_alloc(linker->arena, ((size_t)total + 1) * sizeof *linker->graph->facts);
}

/* The facts of all mappings one after another: those of patterns behind the others of theirs, which then want another
 * place, and no gap where a map came to nothing. */
static void close_gaps(struct linker *linker, struct fact_job *jobs, uint32_t count) {
  struct graph *graph = linker->graph;
  struct graph_fact *apart = graph->facts;
  uint64_t total = 0;
  uint64_t by_pattern = 0;
  for (uint32_t i = 0; i < count; i++) {
    by_pattern += jobs[i].by_pattern.n;
    total += jobs[i].count + jobs[i].by_pattern.n;
  }
  if (total >= NO_INDEX) {
    arena_fail(linker->arena);
  }
  if (by_pattern > 0) {
    graph->facts = arena_alloc(linker->arena, (size_t)total * sizeof *graph->facts);
  }
  for (uint32_t i = 0; i < count; i++) {
    struct fact_job *job = &jobs[i];
    struct graph_fact *to = graph->facts + graph->fact_count;
    job->mapping->first_fact = graph->fact_count;
    job->mapping->fact_count = job->count + job->by_pattern.n;
    memmove(to, apart + job->first, job->count * sizeof *to);
    if (job->by_pattern.n > 0) {
      memcpy(to + job->count, job->by_pattern.v, job->by_pattern.n * sizeof *to);
    }
    graph->fact_count += job->mapping->fact_count;
  }
}

static void join_facts(struct linker *linker, struct fact_job *jobs, uint32_t count) {
  struct graph *graph = linker->graph;
  struct names known;
  names_init(&known, linker->arena);
  for (uint32_t i = 0; i < count; i++) {
    struct fact_job *job = &jobs[i];
    struct graph_fact *facts = graph->facts + job->mapping->first_fact;
    for (uint32_t u = 0; u < job->of_unions.n; u++) {
      struct graph_fact *fact = &facts[job->of_unions.v[u]];
      fact->source = global_node(linker, &known, job, fact->source);
      fact->target = global_node(linker, &known, job, fact->target);
    }
    for (uint32_t g = 0; g < job->no_counterparts.n; g++) {
      vec_push(linker->arena, &graph->no_counterparts, job->no_counterparts.v[g]);
    }
    if (job->findings != NULL) {
      findings_merge(linker->findings, job->findings);
    }
  }
}

static int by_control(const void *a, const void *b) {
  const struct graph_no_counterpart *x = a;
  const struct graph_no_counterpart *y = b;
  if (x->control != y->control) {
    return x->control < y->control ? -1 : 1;
  }
  if (x->framework != y->framework) {
    return x->framework < y->framework ? -1 : 1;
  }
  if (x->mapping != y->mapping) {
    return x->mapping < y->mapping ? -1 : 1;
  }
  return (x->offset > y->offset) - (x->offset < y->offset);
}

/* Facts have taken the place of the maps, which are most of what was read. */
static void drop_maps(struct linker *linker) {
  for (uint32_t i = 0; i < linker->graph->mappings.n; i++) {
    struct decl_mapping *declared = linker->graph->mappings.v[i].declared;
    struct arena *arena = declared->names.arena;
    arena_drop(arena, declared->maps.v, declared->maps.capacity * sizeof *declared->maps.v);
    arena_drop(arena, declared->refs.v, declared->refs.capacity * sizeof *declared->refs.v);
    memset(&declared->maps, 0, sizeof declared->maps);
    memset(&declared->refs, 0, sizeof declared->refs);
    names_drop(&declared->names);
  }
}

static void drop_scratches(const struct linking *linking) {
  const struct parallel *parallel = linking->linker->parallel;
  for (unsigned w = 0; w < parallel->count; w++) {
    struct link_scratch *scratch = &linking->scratches[w];
    struct arena *arena = &parallel->workers[w].arena;
    arena_drop(arena, scratch->source.v, scratch->source.capacity * sizeof *scratch->source.v);
    arena_drop(arena, scratch->target.v, scratch->target.capacity * sizeof *scratch->target.v);
    arena_drop(arena, scratch->zeros.v, scratch->zeros.capacity * sizeof *scratch->zeros.v);
    arena_drop(arena, scratch->times.v, scratch->times.capacity * sizeof *scratch->times.v);
  }
}

bool link_facts(struct linker *linker) {
  struct graph *graph = linker->graph;
  uint32_t count = graph->mappings.n;
  struct linking linking = {.linker = linker};
  linking.jobs = arena_alloc(linker->arena, ((size_t)count + 1) * sizeof *linking.jobs);
  linking.scratches = arena_zalloc(linker->arena, linker->parallel->count * sizeof *linking.scratches);
  for (uint32_t i = 0; i < count; i++) {
    linking.jobs[i] = (struct fact_job){.linker = linker, .mapping = &graph->mappings.v[i], .index = i};
  }
  make_room(linker, linking.jobs, count);
  bool complete = parallel_each(linker->parallel, count, link_mapping_facts, &linking);
  drop_scratches(&linking);
  close_gaps(linker, linking.jobs, count);
  join_facts(linker, linking.jobs, count);
  drop_maps(linker);
  if (graph->no_counterparts.n > 0) {
    qsort(graph->no_counterparts.v, graph->no_counterparts.n, sizeof *graph->no_counterparts.v, by_control);
  }
  return complete;
}
