/* One crosswalk as a report: its two frameworks, its mappings, its rows, its findings. */
#include "report/build.h"

#include "analyse/robustness.h"

#include "report/reporter.h"

struct reporter *reporter_new(const struct analysis *analysis, const struct report_options *options,
                              struct arena *arena) {
  struct reporter *reporter = arena_zalloc(arena, sizeof *reporter);
  uint32_t nodes = graph_node_count(analysis->graph);
  reporter->analysis = analysis;
  reporter->options = options;
  reporter->tools = arena;
  reporter->kept = options->neighbours;
  locator_init(&reporter->locator, options->sources, arena);
  sort_findings(reporter);
  neighbour_finder_init(&reporter->finder, analysis, arena);
  walk_init(&reporter->walk, &analysis->network, arena);
  walk_init(&reporter->middle, &analysis->network, arena);
  marks_init(&reporter->declared, arena, nodes);
  marks_init(&reporter->says_overlap, arena, nodes);
  marks_init(&reporter->says_holds, arena, nodes);
  marks_init(&reporter->says_held, arena, nodes);
  marks_init(&reporter->says_related, arena, nodes);
  marks_init(&reporter->facing, arena, analysis->graph->frameworks.n);
  node_set_init(&reporter->covered, arena, nodes);
  reporter->searched = NO_INDEX;
  marks_init(&reporter->settled, arena, nodes);
  marks_init(&reporter->chosen, arena, nodes);
  marks_init(&reporter->ways.targets, arena, analysis->graph->frameworks.n);
  reporter->harmless = arena_zalloc(arena, (size_t)analysis->graph->control_count + 1);
  reporter->slot = arena_alloc(arena, ((size_t)nodes + 1) * sizeof *reporter->slot);
  for (unsigned side = 0; side < 2; side++) {
    reporter->reaching[side] =
        (struct reaching){.framework = NO_INDEX, .via = arena_zalloc(arena, ((size_t)nodes + 1) * sizeof(struct via))};
  }
  return reporter;
}

struct report_counts report_counts_of(const struct coverage_counts *counts) {
  return (struct report_counts){.counted = counts->counted,
                                .full = counts->full,
                                .jointly = counts->jointly,
                                .partial = counts->partial,
                                .related_only = counts->related_only,
                                .supports_only = counts->supports_only,
                                .none = counts->none,
                                .excluded = counts->excluded};
}

static struct str canonical_link(const struct decl_framework *declared) {
  for (uint32_t i = 0; i < declared->links.n; i++) {
    if (str_is(declared->links.v[i].rel, "canonical")) {
      return declared->links.v[i].href;
    }
  }
  for (uint32_t i = 0; i < declared->links.n; i++) {
    if (!str_is(declared->links.v[i].rel, "control")) {
      return declared->links.v[i].href;
    }
  }
  return STR("");
}

static struct report_framework describe_framework(const struct analysis *analysis, uint32_t number,
                                                  const struct coverage_counts *counts) {
  const struct graph_framework *framework = &analysis->graph->frameworks.v[number];
  const struct decl_framework *declared = framework->declared;
  return (struct report_framework){
      .id = framework->id,
      .title = str_or_empty(declared->title),
      .short_title = graph_framework_name(analysis->graph, number),
      .language = str_or_empty(declared->language),
      .publisher = str_or_empty(declared->publisher),
      .edition = str_or_empty(declared->edition),
      .published = str_or_empty(declared->published),
      .rights = str_or_empty(declared->rights),
      .text_rights = str_or_empty(framework->text_rights),
      .href = canonical_link(declared),
      .open = declared->open,
      .item_count = framework->count,
      .counts = report_counts_of(counts),
  };
}

static struct report_mapping describe_mapping(const struct reporter *reporter, uint32_t number) {
  const struct graph_mapping *mapping = &reporter->analysis->graph->mappings.v[number];
  const struct decl_mapping *declared = mapping->declared;
  struct report_provenance *provenances =
      arena_alloc(reporter->arena, ((size_t)declared->provenances.n + 1) * sizeof *provenances);
  for (uint32_t i = 0; i < declared->provenances.n; i++) {
    provenances[i].href = str_or_empty(declared->provenances.v[i].href);
    provenances[i].text = str_or_empty(declared->provenances.v[i].text);
  }
  return (struct report_mapping){
      .id = mapping->id,
      .title = str_or_empty(declared->title),
      .publisher = str_or_empty(declared->publisher),
      .published = str_or_empty(declared->published),
      .version = str_or_empty(declared->version),
      .status = str_from(vocabulary_token(&vocabulary_status, declared->status)),
      .authority = str_from(vocabulary_token(&vocabulary_authority, declared->authority)),
      .method = str_from(vocabulary_token(&vocabulary_method, declared->method)),
      .rationale = str_from(vocabulary_token(&vocabulary_rationale, declared->rationale)),
      .style = str_from(vocabulary_token(&vocabulary_style, declared->style)),
      .digest = digest_of(reporter, mapping->document_source),
      .inverted = mapping->source != reporter->crosswalk->frameworks[0],
      .chains = mapping->reasoned,
      .facts = mapping->fact_count,
      .provenance_count = declared->provenances.n,
      .provenances = provenances,
  };
}

static void describe_mappings(struct reporter *reporter, struct report_crosswalk *report) {
  const struct analysis *analysis = reporter->analysis;
  VEC(struct report_mapping) mappings = {0};
  for (uint32_t h = 0; h < reporter->crosswalk->held_count; h++) {
    const struct pair_facts *pair = pair_of(reporter, h);
    for (uint32_t i = 0; pair != NULL && i < pair->mapping_count; i++) {
      vec_push(reporter->arena, &mappings,
               describe_mapping(reporter, analysis->pair_mappings.v[pair->first_mapping + i]));
    }
  }
  report->mappings = mappings.v;
  report->mapping_count = mappings.n;
}

static void count_rows(struct report_crosswalk *report) {
  for (uint32_t i = 0; i < report->row_count; i++) {
    const struct report_row *row = &report->rows[i];
    report->declared += row->basis == BASIS_DECLARED;
    report->implied += row->basis == BASIS_IMPLIED;
    report->candidate += row->basis == BASIS_CANDIDATE;
    report->disputed += row->disputed;
  }
}

/* Each of several that are held together, with its own rights and digest. */
static void describe_parts(struct reporter *reporter, struct report_framework *target) {
  const struct crosswalk *crosswalk = reporter->crosswalk;
  const struct graph *graph = reporter->analysis->graph;
  struct report_framework *parts = arena_alloc(reporter->arena, crosswalk->held_count * sizeof *parts);
  for (uint32_t h = 0; h < crosswalk->held_count; h++) {
    parts[h] = report_framework_header(reporter->analysis, crosswalk->held[h]);
    parts[h].digest = digest_of(reporter, graph->frameworks.v[crosswalk->held[h]].source);
  }
  target->parts = parts;
  target->part_count = crosswalk->held_count;
}

/* Several frameworks that are held together: the items of all, one after another, none of them judged. */
static void describe_held(struct reporter *reporter, struct report_framework *target) {
  const struct analysis *analysis = reporter->analysis;
  const struct crosswalk *crosswalk = reporter->crosswalk;
  uint32_t number = (uint32_t)(crosswalk - analysis->crosswalks.v);
  target->id = crosswalk_target_id(analysis, number, reporter->arena);
  target->short_title = report_held_name(analysis, number, reporter->arena);
  target->title = target->short_title;
  target->language = STR("");
  target->publisher = target->edition = target->published = target->href = STR("");
  target->rights = target->text_rights = STR(""); /* which are those of the parts, as the digests are */
  target->open = false;
  describe_parts(reporter, target);
  target->held_together = true;
  target->counts = (struct report_counts){0};
  target->items = list_held_items(reporter, &target->item_count);
}

void report_build(struct reporter *reporter, uint32_t number, struct arena *arena, struct report_crosswalk *report) {
  const struct analysis *analysis = reporter->analysis;
  const struct crosswalk *crosswalk = &analysis->crosswalks.v[number];
  reporter->arena = arena;
  reporter->crosswalk = crosswalk;
  memset(&reporter->entries, 0, sizeof reporter->entries);
  memset(&reporter->memberships, 0, sizeof reporter->memberships);
  memset(&reporter->rows, 0, sizeof reporter->rows);
  memset(&reporter->further, 0, sizeof reporter->further);
  reporter->prefixed = crosswalk->held_count > 1;
  reporter->derived = 0;
  *report = (struct report_crosswalk){.brand = reporter->options->brand};
  report->source = describe_framework(analysis, crosswalk->frameworks[0], &crosswalk->counts[0]);
  report->target = describe_framework(analysis, crosswalk->frameworks[1], &crosswalk->counts[1]);
  describe_mappings(reporter, report);
  for (unsigned side = 0; side < 2; side++) {
    prepare_own(reporter, side);
    prepare_hrefs(reporter, side);
  }
  prepare_ways(reporter, number);
  for (unsigned side = 0; side < 2; side++) {
    bool asked = reporter->options->robust && crosswalk->states[side] != NULL;
    reporter->robust[side] = asked ? find_robust(analysis, number, side, arena) : NULL;
  }
  if (crosswalk->held_count > 1) {
    describe_held(reporter, &report->target);
  } else {
    struct report_item *target_items = list_items(reporter, 1);
    fill_items(reporter, 1, target_items);
    report->target.items = target_items;
  }
  struct report_item *items = list_items(reporter, 0);
  build_rows(reporter, items);
  report->source.items = items;
  report->source.own = reporter->shown[0].columns;
  report->source.own_count = reporter->shown[0].count;
  report->target.own = reporter->shown[1].columns;
  report->target.own_count = reporter->shown[1].count;
  report->rows = reporter->rows.v;
  report->row_count = reporter->rows.n;
  report->too_many = reporter->options->most_rows > 0 && reporter->derived > reporter->options->most_rows;
  count_rows(report);
  describe_findings(reporter, report);
  report->source.digest = digest_of(reporter, analysis->graph->frameworks.v[crosswalk->frameworks[0]].source);
  report->target.digest = crosswalk->held_count > 1
                              ? STR("")
                              : digest_of(reporter, analysis->graph->frameworks.v[crosswalk->frameworks[1]].source);
  report->documents = reporter->options->documents;
  report->document_count = reporter->options->document_count;
}

struct str report_held_name(const struct analysis *analysis, uint32_t number, struct arena *arena) {
  const struct crosswalk *crosswalk = &analysis->crosswalks.v[number];
  if (crosswalk->held_count < 2) {
    return graph_framework_name(analysis->graph, crosswalk->frameworks[1]);
  }
  struct buf out;
  buf_init(&out, arena);
  for (uint32_t h = 0; h < crosswalk->held_count; h++) {
    buf_text(&out, h > 0 ? " + " : "");
    buf_str(&out, graph_framework_name(analysis->graph, crosswalk->held[h]));
  }
  return buf_done(&out);
}

struct report_framework report_framework_header(const struct analysis *analysis, uint32_t framework) {
  return describe_framework(analysis, framework,
                            &(struct coverage_counts){.counted = analysis->graph->frameworks.v[framework].counted});
}
