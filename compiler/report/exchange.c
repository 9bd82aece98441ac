/* From the linked documents, or from a report, to what is handed to other programs. */
#include "report/exchange.h"

#include "base/buf.h"

void exchange_lose(struct exchange *exchange, const char *one, const char *many, struct place place) {
  for (uint32_t i = 0; i < exchange->losses.n; i++) {
    if (exchange->losses.v[i].one == one) {
      exchange->losses.v[i].count++;
      return;
    }
  }
  struct exchange_loss loss = {.one = one, .many = many, .count = 1, .first = place};
  vec_push(exchange->arena, &exchange->losses, loss);
}

const struct decl_control *exchange_declared(const struct exchange_framework *framework, uint32_t number) {
  uint32_t declaration = framework->controls[number].declaration;
  return declaration == NO_INDEX ? NULL : &framework->declared->controls.v[declaration];
}

struct str exchange_label(const struct exchange_framework *framework, uint32_t number) {
  const struct decl_control *declared = exchange_declared(framework, number);
  return declared != NULL && declared->label.n > 0 ? declared->label : framework->controls[number].id;
}

static struct exchange_framework framework_of(const struct graph *graph, uint32_t number) {
  const struct graph_framework *framework = &graph->frameworks.v[number];
  return (struct exchange_framework){.declared = framework->declared,
                                     .controls = graph->controls + framework->first,
                                     .texts = graph->texts != NULL ? graph->texts + framework->first : NULL,
                                     .first = framework->first,
                                     .count = framework->count,
                                     .place = place_at(framework->source, framework->offset)};
}

static struct exchange_end end_of(struct arena *arena, const struct graph *graph, uint32_t node) {
  bool several = graph_is_union(graph, node);
  const struct graph_union *members = several ? &graph->unions.v[node - graph->control_count] : NULL;
  uint32_t count = several ? members->count : 1;
  uint32_t first = graph->frameworks.v[graph_framework_of(graph, node)].first;
  uint32_t *controls = arena_alloc(arena, count * sizeof *controls);
  for (uint32_t i = 0; i < count; i++) {
    controls[i] = (several ? graph->members.v[members->first + i] : node) - first;
  }
  return (struct exchange_end){.controls = controls, .count = count};
}

void exchange_framework(struct exchange *exchange, const struct graph *graph, uint32_t framework) {
  struct exchange_framework *copy = arena_alloc(exchange->arena, sizeof *copy);
  *copy = framework_of(graph, framework);
  exchange->framework = copy;
  exchange->id = copy->declared->id;
  exchange->title = copy->declared->title;
  exchange->place = copy->place;
}

static void add_gap(struct exchange *exchange, const struct graph *graph, const struct graph_no_counterpart *none,
                    bool of_target) {
  const struct graph_mapping *mapping = &graph->mappings.v[none->mapping];
  uint32_t first = of_target ? exchange->target.first : exchange->source.first;
  struct exchange_gap gap = {.control = none->control - first,
                             .of_target = of_target,
                             .remarks = none->remarks,
                             .place = place_at(mapping->document_source, none->offset)};
  vec_push(exchange->arena, &exchange->gaps, gap);
}

/* Those of one mapping, or (NO_INDEX) of all: those of the source first. */
static void add_gaps(struct exchange *exchange, const struct graph *graph, uint32_t source, uint32_t target,
                     uint32_t mapping) {
  for (unsigned side = 0; side < 2; side++) {
    uint32_t from = side == 0 ? source : target;
    uint32_t to = side == 0 ? target : source;
    uint32_t last = NO_INDEX;
    for (uint32_t i = 0; i < graph->no_counterparts.n; i++) {
      const struct graph_no_counterpart *none = &graph->no_counterparts.v[i];
      bool here = graph->controls[none->control].framework == from && none->framework == to && none->control != last;
      if (here && (mapping == NO_INDEX || none->mapping == mapping)) {
        add_gap(exchange, graph, none, side == 1);
        last = none->control;
      }
    }
  }
}

/* The titles seen are in the order of their maps. */
static uint32_t first_seen(const struct decl_mapping *declared, uint32_t map_offset) {
  uint32_t low = 0;
  uint32_t high = declared->seen.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (declared->seen.v[middle].map_offset < map_offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/* Gives the members of an end the titles that the map says were seen. */
static void add_titles(struct exchange *exchange, const struct decl_mapping *declared,
                       const struct exchange_framework *framework, const struct graph_fact *fact, enum seen_side side,
                       struct exchange_end *end) {
  struct str *titles = NULL;
  for (uint32_t i = first_seen(declared, fact->offset);
       i < declared->seen.n && declared->seen.v[i].map_offset == fact->offset; i++) {
    const struct decl_seen *seen = &declared->seen.v[i];
    for (uint32_t member = 0; member < end->count && seen->side == side; member++) {
      if (framework->first + end->controls[member] == seen->node) {
        titles = titles != NULL ? titles : arena_zalloc(exchange->arena, end->count * sizeof *titles);
        titles[member] = seen->title;
      }
    }
  }
  end->titles = titles;
}

struct str exchange_title(const struct exchange_framework *framework, const struct exchange_end *end, uint32_t member) {
  bool seen = end->titles != NULL && end->titles[member].n > 0;
  return seen ? end->titles[member] : framework->controls[end->controls[member]].title;
}

void exchange_lose_titles(struct exchange *exchange, const struct exchange_map *map) {
  const struct exchange_end *const ends[] = {&map->source, &map->target};
  for (unsigned i = 0; i < 2; i++) {
    for (uint32_t member = 0; ends[i]->titles != NULL && member < ends[i]->count; member++) {
      if (ends[i]->titles[member].n > 0) {
        exchange_lose(exchange, "title that the author of a map saw has no place there",
                      "titles that the authors of maps saw have no place there", map->place);
      }
    }
  }
}

/* A title of a map that is neither its source's nor its target's. */
static void lose_unclear_titles(struct exchange *exchange, const struct decl_mapping *declared) {
  for (uint32_t i = 0; i < declared->seen.n; i++) {
    if (declared->seen.v[i].node == NO_INDEX) {
      exchange_lose(exchange, "title on a map is neither that of its source nor that of its target",
                    "titles on maps are neither those of their sources nor those of their targets", exchange->place);
    }
  }
}

/* No format has a place for what source and target said when somebody last looked. */
static void lose_pins(struct exchange *exchange, const struct decl_mapping *declared, uint32_t source) {
  for (uint32_t i = 0; i < declared->pins.n; i++) {
    exchange_lose(exchange, "map is pinned to the words of its controls, which is left out",
                  "maps are pinned to the words of their controls, which is left out",
                  place_at(source, declared->pins.v[i].offset));
  }
}

void exchange_mapping(struct exchange *exchange, const struct graph *graph, uint32_t number) {
  const struct graph_mapping *mapping = &graph->mappings.v[number];
  exchange->source = framework_of(graph, mapping->source);
  exchange->target = framework_of(graph, mapping->target);
  exchange->declared = mapping->declared;
  exchange->id = mapping->id;
  exchange->title = mapping->declared->title.n > 0 ? mapping->declared->title : mapping->id;
  exchange->place = place_at(mapping->document_source, mapping->offset);
  for (uint32_t i = mapping->first_fact; i < mapping->first_fact + mapping->fact_count; i++) {
    const struct graph_fact *fact = &graph->facts[i];
    struct exchange_map map = {.source = end_of(exchange->arena, graph, fact->source),
                               .target = end_of(exchange->arena, graph, fact->target),
                               .relation = (enum relation)fact->relation,
                               .rationale = (enum rationale)fact->rationale,
                               .method = (enum method)fact->method,
                               .strength = fact->strength == UNSTATED_NUMBER ? -1 : fact->strength,
                               .confidence = fact->confidence == UNSTATED_NUMBER ? -1 : fact->confidence,
                               .remarks = graph_remarks(graph, fact),
                               .place = place_at(mapping->document_source, fact->offset)};
    add_titles(exchange, mapping->declared, &exchange->source, fact, SEEN_SOURCE, &map.source);
    add_titles(exchange, mapping->declared, &exchange->target, fact, SEEN_TARGET, &map.target);
    vec_push(exchange->arena, &exchange->maps, map);
  }
  lose_unclear_titles(exchange, mapping->declared);
  add_gaps(exchange, graph, mapping->source, mapping->target, number);
  lose_pins(exchange, mapping->declared, mapping->document_source);
}

/* The ends of a row are ids separated by spaces. */
static struct exchange_end end_of_row(struct arena *arena, const struct graph *graph, uint32_t framework,
                                      const struct report_end *end) {
  VEC(uint32_t) controls = {0};
  for (uint32_t at = 0; at < end->ids.n;) {
    const char *space = memchr(end->ids.p + at, ' ', end->ids.n - at);
    uint32_t n = space != NULL ? (uint32_t)(space - end->ids.p) - at : end->ids.n - at;
    uint32_t node = graph_find_control(graph, framework, (struct str){.p = end->ids.p + at, .n = n});
    if (node != NO_INDEX) {
      vec_push(arena, &controls, node - graph->frameworks.v[framework].first);
    }
    at += n + 1;
  }
  return (struct exchange_end){.controls = controls.v, .count = controls.n};
}

static void add_behind(struct exchange *exchange, const struct decl_mapping *declared) {
  for (uint32_t i = 0; i < exchange->behind.n; i++) {
    if (exchange->behind.v[i] == declared) {
      return;
    }
  }
  vec_push(exchange->arena, &exchange->behind, declared); /* NOLINT(bugprone-sizeof-expression): pointers */
  lose_unclear_titles(exchange, declared);
}

static void add_row(struct exchange *exchange, const struct graph *graph, uint32_t source, uint32_t target,
                    const struct report_crosswalk *report, const struct report_row *row) {
  struct exchange_map map = {.source = end_of_row(exchange->arena, graph, source, &row->source),
                             .target = end_of_row(exchange->arena, graph, target, &row->target),
                             .relation = row->relation,
                             .strength = row->strength,
                             .confidence = row->confidence,
                             .implied = row->basis == BASIS_IMPLIED,
                             .remarks = row->remarks,
                             .place = exchange->place};
  if (row->mapping != NO_ITEM) {
    map.mapping = report->mappings[row->mapping].id;
  }
  if (row->basis == BASIS_DECLARED) {
    const struct graph_fact *fact = &graph->facts[row->fact];
    const struct graph_mapping *mapping = &graph->mappings.v[fact->mapping];
    map.rationale = (enum rationale)fact->rationale;
    map.method = (enum method)fact->method;
    map.place = place_at(mapping->document_source, fact->offset);
    bool forth = mapping->source == source;
    add_titles(exchange, mapping->declared, &exchange->source, fact, forth ? SEEN_SOURCE : SEEN_TARGET, &map.source);
    add_titles(exchange, mapping->declared, &exchange->target, fact, forth ? SEEN_TARGET : SEEN_SOURCE, &map.target);
    add_behind(exchange, mapping->declared);
  }
  vec_push(exchange->arena, &exchange->maps, map);
}

void exchange_crosswalk(struct exchange *exchange, const struct graph *graph, uint32_t source, uint32_t target,
                        const struct report_crosswalk *report) {
  struct buf text;
  exchange->source = framework_of(graph, source);
  exchange->target = framework_of(graph, target);
  exchange->place = place_none();
  buf_init(&text, exchange->arena);
  buf_printf(&text, "%.*s-to-%.*s", STR_ARG(exchange->source.declared->id), STR_ARG(exchange->target.declared->id));
  exchange->id = buf_done(&text);
  buf_init(&text, exchange->arena);
  buf_printf(&text, "%.*s to %.*s", STR_ARG(graph_framework_name(graph, source)),
             STR_ARG(graph_framework_name(graph, target)));
  exchange->title = buf_done(&text);
  for (uint32_t i = 0; i < report->row_count; i++) {
    const struct report_row *row = &report->rows[i];
    if (row->basis == BASIS_DECLARED || row->basis == BASIS_IMPLIED) {
      add_row(exchange, graph, source, target, report, row);
    }
  }
  add_gaps(exchange, graph, source, target, NO_INDEX);
}
