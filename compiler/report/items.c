/* Items of a report: the controls of one side with their coverage, by whom, and what could be reviewed. */
#include "analyse/coverage.h"
#include "base/search.h"
#include "report/answers.h"
#include "report/paper.h"

#include <stdlib.h>

enum { MOST_CANDIDATES = 10 };

struct neighbours neighbours_of(struct reporter *reporter, uint32_t node) {
  struct neighbours kept = reporter->kept != NULL ? reporter->kept[node] : (struct neighbours){0};
  return kept.v != NULL ? kept : find_neighbours(&reporter->finder, node);
}

const uint32_t *held_against(const struct reporter *reporter, unsigned side, uint32_t *count) {
  const struct crosswalk *crosswalk = reporter->crosswalk;
  *count = side == 0 ? crosswalk->held_count : 1;
  return side == 0 ? crosswalk->held : &crosswalk->frameworks[0];
}

/* What the facts of the control say that take part in the reasoning: what is disputed, composed or does not chain hides
 * nothing of what is proved. */
static void mark_said(struct reporter *reporter, const struct entry *entry) {
  const struct graph_fact *fact = &reporter->analysis->graph->facts[entry->fact];
  if ((fact->flags & (FACT_REASONED | FACT_DISPUTED)) != FACT_REASONED) {
    return;
  }
  if (entry->relation == REL_RELATED) {
    marks_add(&reporter->says_related, entry->y);
  } else if (entry->relation != REL_NONE) {
    bool same = entry->relation == REL_EQUAL || entry->relation == REL_EQUIVALENT;
    marks_add(&reporter->says_overlap, entry->y);
    if (same || entry->relation == REL_SUBSET) {
      marks_add(&reporter->says_holds, entry->y);
    }
    if (same || entry->relation == REL_SUPERSET) {
      marks_add(&reporter->says_held, entry->y);
    }
  }
}

bool is_said(const struct reporter *reporter, const struct neighbour *neighbour) {
  uint32_t node = neighbour->node;
  return marks_has(&reporter->says_overlap, node) && (!neighbour->holds || marks_has(&reporter->says_holds, node)) &&
         (!neighbour->held || marks_has(&reporter->says_held, node));
}

/* Marks what the control is declared with. */
static void mark_declared(struct reporter *reporter) {
  uint32_t nodes = graph_node_count(reporter->analysis->graph);
  marks_clear(&reporter->declared, nodes);
  marks_clear(&reporter->says_overlap, nodes);
  marks_clear(&reporter->says_holds, nodes);
  marks_clear(&reporter->says_held, nodes);
  marks_clear(&reporter->says_related, nodes);
  for (uint32_t i = first_entry(reporter, reporter->node); i < reporter->entries.n; i++) {
    const struct entry *entry = &reporter->entries.v[i];
    if (entry->x_first != reporter->node) {
      break;
    }
    bool composed = (reporter->analysis->graph->facts[entry->fact].flags & FACT_COMPOSED) != 0;
    if (entry->x == reporter->node && !composed) {
      marks_add(&reporter->declared, entry->y);
      marks_add(&reporter->settled, entry->y);
      mark_said(reporter, entry);
    }
  }
}

void take_control(struct reporter *reporter, unsigned side, uint32_t node) {
  uint32_t count = 0;
  const uint32_t *held = held_against(reporter, side, &count);
  reporter->node = node;
  reporter->held = held;
  reporter->held_count = count;
  reporter->own = neighbours_of(reporter, node);
  reporter->opposite.n = 0;
  marks_clear(&reporter->settled, graph_node_count(reporter->analysis->graph));
  marks_clear(&reporter->facing, reporter->analysis->graph->frameworks.n);
  for (uint32_t h = 0; h < count; h++) {
    marks_add(&reporter->facing, held[h]);
  }
  for (uint32_t i = 0; i < reporter->own.n; i++) {
    const struct neighbour *neighbour = &reporter->own.v[i];
    if (marks_has(&reporter->facing, neighbour->framework)) {
      marks_add(&reporter->settled, neighbour->node);
      vec_push(reporter->tools, &reporter->opposite, *neighbour);
    }
  }
  mark_declared(reporter);
}

/* The usual few move down to their places. */
void sort_numbers(node_list *numbers) {
  enum { FEW = 16 };
  if (numbers->n > FEW) {
    qsort(numbers->v, numbers->n, sizeof *numbers->v, number_order);
    return;
  }
  for (uint32_t i = 1; i < numbers->n; i++) {
    uint32_t number = numbers->v[i];
    uint32_t at = i;
    for (; at > 0 && numbers->v[at - 1] > number; at--) {
      numbers->v[at] = numbers->v[at - 1];
    }
    numbers->v[at] = number;
  }
}

void put_id(const struct reporter *reporter, uint32_t node, struct buf *out) {
  const struct graph *graph = reporter->analysis->graph;
  const struct graph_control *control = &graph->controls[node];
  if (reporter->prefixed && control->framework != reporter->crosswalk->frameworks[0]) {
    buf_printf(out, "%.*s:", STR_ARG(graph->frameworks.v[control->framework].id));
  }
  buf_str(out, control->id);
}

static struct str note_text(const struct item_state *state) {
  static const struct str notes[COVERAGE_NOTES] = {
      [NOTE_EMPTY] = STR_INIT(""),
      [NOTE_ACCEPTED] = STR_INIT("accepted"),
      [NOTE_DISPUTED] = STR_INIT("disputed"),
      [NOTE_JOINTLY] = STR_INIT("jointly"),
      [NOTE_EXTENT_UNKNOWN] = STR_INIT("extent-unknown"),
      [NOTE_PROVED_SHORT] = STR_INIT("proved-short"),
      [NOTE_RELATED_ONLY] = STR_INIT("related-only"),
      [NOTE_SUPPORTS_ONLY] = STR_INIT("supports-only"),
      [NOTE_JOINT_ONLY] = STR_INIT("joint-only"),
      [NOTE_GROUP_ONLY] = STR_INIT("group-only"),
      [NOTE_OPTION_ONLY] = STR_INIT("option-only"),
      [NOTE_NO_RELATION] = STR_INIT("no-relation"),
      [NOTE_NO_MAPPING] = STR_INIT("no-mapping"),
      [NOTE_NOT_EXAMINED] = STR_INIT("not-examined"),
  };
  return notes[state->note];
}

static struct str candidate_ids(struct reporter *reporter) {
  const candidate_list *list = find_candidates(reporter, MOST_CANDIDATES);
  struct buf out;
  if (list->n == 0) {
    return STR("");
  }
  buf_init(&out, reporter->arena);
  for (uint32_t i = 0; i < list->n; i++) {
    buf_text(&out, i > 0 ? " " : "");
    put_id(reporter, list->v[i].target, &out);
  }
  return buf_done(&out);
}

/* What each declaration of the control says, or else of the nearest heading above it of which one says something. */
struct str excluded_reason(struct reporter *reporter, uint32_t control, uint32_t framework) {
  const struct graph *graph = reporter->analysis->graph;
  struct names seen;
  struct paper_list reasons;
  names_init(&seen, reporter->arena);
  paper_list_init(&reasons, reporter->arena);
  for (; control != NO_INDEX && seen.names.n == 0; control = graph->controls[control].parent) {
    for (uint32_t i = graph_first_no_counterpart(graph, control, framework); i < graph->no_counterparts.n; i++) {
      const struct graph_no_counterpart *gap = &graph->no_counterparts.v[i];
      if (gap->control != control || gap->framework != framework) {
        break;
      }
      uint32_t before = seen.names.n;
      bool says = gap->remarks.n > 0 && !graph->mappings.v[gap->mapping].composed;
      if (says && names_intern_kept(&seen, gap->remarks) == before) {
        paper_list_add(&reasons, gap->remarks);
      }
    }
  }
  return paper_list_done(&reasons);
}

/* The reasons for all frameworks that are held; where they differ, each with the framework that it is for. */
static struct str excluded_reasons(struct reporter *reporter, const uint32_t *held, uint32_t count) {
  const struct graph *graph = reporter->analysis->graph;
  struct names seen;
  struct paper_list plain;
  struct paper_list named;
  names_init(&seen, reporter->arena);
  paper_list_init(&plain, reporter->arena);
  paper_list_init(&named, reporter->arena);
  for (uint32_t h = 0; h < count; h++) {
    struct str reason = excluded_reason(reporter, reporter->node, held[h]);
    if (reason.n == 0) {
      continue;
    }
    uint32_t before = seen.names.n;
    if (names_intern_kept(&seen, reason) == before) {
      paper_list_add(&plain, reason);
    }
    struct str id = graph->frameworks.v[held[h]].id;
    paper_list_add(&named, paper_text(reporter->arena, "%.*s: %.*s", STR_ARG(id), STR_ARG(reason)));
  }
  return paper_list_done(seen.names.n > 1 ? &named : &plain);
}

static struct str reason_of(struct reporter *reporter, unsigned side, const struct item_state *state) {
  uint32_t count = 0;
  const uint32_t *held = held_against(reporter, side, &count);
  struct str reason = STR("");
  if (state->coverage == COVER_EXCLUDED) {
    reason = excluded_reasons(reporter, held, count);
  }
  if (state->note == NOTE_ACCEPTED) {
    bool of_target = gaps_are_of_target(reporter->analysis, reporter->crosswalk, side);
    reason = accepted_gap(reporter->analysis, reporter->node, gap_code_of(state, of_target))->reason;
  }
  return str_or_empty(reason);
}

/* Publishers that name the control for something that is held, each once. A mapping without publisher is one of its own,
 * unless it repeats what another says. */
typedef VEC(struct str) publisher_list;

static void note_publisher(struct reporter *reporter, const struct entry *entry, publisher_list *publishers) {
  const struct graph *graph = reporter->analysis->graph;
  const struct graph_fact *fact = &graph->facts[entry->fact];
  const struct decl_mapping *mapping = graph->mappings.v[fact->mapping].declared;
  bool named = mapping->publisher.n > 0;
  bool counts = entry->relation != REL_NONE && entry->relation != REL_CONTRARY &&
                (fact->flags & (FACT_COMPOSED | FACT_DISPUTED)) == 0 && (named || (fact->flags & FACT_COPY) == 0);
  struct str publisher = named ? mapping->publisher : mapping->id;
  for (uint32_t k = 0; k < publishers->n && counts; k++) {
    counts = !str_eq(publishers->v[k], publisher);
  }
  if (counts) {
    vec_push(reporter->arena, publishers, publisher);
  }
}

static uint32_t count_publishers(struct reporter *reporter) {
  publisher_list publishers = {0};
  for (uint32_t i = first_entry(reporter, reporter->node); i < reporter->entries.n; i++) {
    if (reporter->entries.v[i].x_first != reporter->node) {
      break;
    }
    if (reporter->entries.v[i].x == reporter->node) {
      note_publisher(reporter, &reporter->entries.v[i], &publishers);
    }
  }
  for (uint32_t i = first_membership(reporter, reporter->node); i < reporter->memberships.n; i++) {
    if (reporter->memberships.v[i].control != reporter->node) {
      break;
    }
    note_publisher(reporter, &reporter->entries.v[reporter->memberships.v[i].entry], &publishers);
  }
  return publishers.n;
}

void fill_item(struct reporter *reporter, unsigned side, struct report_item *item) {
  const struct crosswalk *crosswalk = reporter->crosswalk;
  uint32_t local = reporter->node - reporter->analysis->graph->frameworks.v[crosswalk->frameworks[side]].first;
  struct item_state state = crosswalk->states[side][local];
  if (state.coverage == COVER_FULL || state.coverage == COVER_PARTIAL) {
    find_answers(reporter, side, &state);
    item->by = answer_ids(reporter);
    item->agreement = count_publishers(reporter);
    item->robust = reporter->robust[side] != NULL ? reporter->robust[side][local] : -1;
    note_further_rows(reporter, side);
  }
  item->note = note_text(&state);
  item->reason = reason_of(reporter, side, &state);
  bool gap = state.coverage == COVER_NONE || state.coverage == COVER_PARTIAL;
  if (gap && reporter->options->gap_candidates) {
    item->candidates = candidate_ids(reporter);
  }
}

/* Looked at once for all crosswalks that the control stands in. */
static bool is_harmless(const struct reporter *reporter, uint32_t node) {
  enum { UNASKED, NO, YES };
  unsigned char *known = &reporter->harmless[node];
  if (*known == UNASKED) {
    const struct graph_control *control = &reporter->analysis->graph->controls[node];
    bool harmless = str_is_harmless(control->id) && str_is_harmless(control->title) &&
                    str_is_harmless(report_label(reporter->analysis->graph, node));
    *known = harmless ? YES : NO;
  }
  return *known == YES;
}

static struct str given_or(struct str given, struct str otherwise) {
  return given.n > 0 ? given : str_or_empty(otherwise);
}

struct graph_tongue tongue_of(const struct reporter *reporter, uint32_t node) {
  const struct graph *graph = reporter->analysis->graph;
  struct str own = graph->frameworks.v[graph->controls[node].framework].declared->language;
  struct graph_tongue tongue = graph->tongues != NULL ? graph->tongues[node] : (struct graph_tongue){0};
  return (struct graph_tongue){.title = given_or(tongue.title, own),
                               .statement = given_or(tongue.statement, own),
                               .guidance = given_or(tongue.guidance, own)};
}

struct report_item *list_items(struct reporter *reporter, unsigned side) {
  static const enum coverage coverages[] = {COVERAGE_NONE, COVERAGE_PARTIAL, COVERAGE_FULL, COVERAGE_EXCLUDED};
  const struct graph *graph = reporter->analysis->graph;
  const struct graph_framework *framework = &graph->frameworks.v[reporter->crosswalk->frameworks[side]];
  const struct graph_text *texts = graph->texts != NULL ? graph->texts + framework->first : NULL;
  struct report_item *items = arena_alloc(reporter->arena, ((size_t)framework->count + 1) * sizeof *items);
  for (uint32_t i = 0; i < framework->count; i++) {
    const struct graph_control *control = &graph->controls[framework->first + i];
    const struct item_state *state = &reporter->crosswalk->states[side][i];
    const struct graph_tongue tongue = tongue_of(reporter, framework->first + i);
    items[i] = (struct report_item){
        .id = control->id,
        .label = report_label(graph, framework->first + i),
        .title = control->title,
        .statement = texts != NULL ? str_or_empty(texts[i].statement) : STR(""),
        .guidance = texts != NULL ? str_or_empty(texts[i].guidance) : STR(""),
        .parent = control->parent != NO_INDEX ? control->parent - framework->first : NO_ITEM,
        .depth = control->depth,
        .group = control->group,
        .counted = control->counted,
        .withdrawn = control->withdrawn,
        .harmless = is_harmless(reporter, framework->first + i),
        .coverage = coverages[state->coverage],
        .jointly = state->coverage == COVER_FULL && state->means == MEANS_JOINT,
        .named_only = state->coverage == COVER_PARTIAL && state->means != MEANS_OVERLAP,
        .by = STR(""),
        .candidates = STR(""),
        .note = note_text(state),
        .reason = STR(""),
        .robust = -1,
        .language = tongue.title,
        .statement_language = tongue.statement,
        .guidance_language = tongue.guidance,
        .href = href_of_item(reporter, side, i),
        .own = own_of_item(reporter, side, i),
    };
  }
  return items;
}

struct report_item *list_held_items(struct reporter *reporter, uint32_t *count) {
  const struct graph *graph = reporter->analysis->graph;
  const struct crosswalk *crosswalk = reporter->crosswalk;
  VEC(struct report_item) items = {0};
  for (uint32_t h = 0; h < crosswalk->held_count; h++) {
    const struct graph_framework *framework = &graph->frameworks.v[crosswalk->held[h]];
    uint32_t first = items.n;
    for (uint32_t i = 0; i < framework->count; i++) {
      const struct graph_control *control = &graph->controls[framework->first + i];
      struct buf id;
      buf_init(&id, reporter->arena);
      put_id(reporter, framework->first + i, &id);
      struct report_item item = {
          .id = buf_done(&id),
          .label = STR(""),
          .title = control->title,
          .statement = STR(""),
          .guidance = STR(""),
          .parent = control->parent != NO_INDEX ? control->parent - framework->first + first : NO_ITEM,
          .depth = control->depth,
          .group = control->group,
          .withdrawn = control->withdrawn,
          .by = STR(""),
          .candidates = STR(""),
          .note = STR(""),
          .reason = STR(""),
          .language = tongue_of(reporter, framework->first + i).title,
          .statement_language = STR(""),
          .guidance_language = STR(""),
          .href = href_of_item(reporter, 1, items.n),
          .own = own_of_item(reporter, 1, items.n)};
      vec_push(reporter->arena, &items, item);
    }
  }
  *count = items.n;
  return items.v;
}

uint32_t item_of(const struct reporter *reporter, uint32_t node) {
  const struct graph *graph = reporter->analysis->graph;
  const struct crosswalk *crosswalk = reporter->crosswalk;
  uint32_t own = graph->controls[node].framework;
  uint32_t item = node - graph->frameworks.v[own].first;
  for (uint32_t h = 0; h < crosswalk->held_count && reporter->prefixed && own != crosswalk->frameworks[0]; h++) {
    if (crosswalk->held[h] == own) {
      return item;
    }
    item += graph->frameworks.v[crosswalk->held[h]].count;
  }
  return item;
}

void fill_items(struct reporter *reporter, unsigned side, struct report_item *items) {
  const struct graph *graph = reporter->analysis->graph;
  const struct graph_framework *framework = &graph->frameworks.v[reporter->crosswalk->frameworks[side]];
  collect_entries(reporter, side);
  if (reporter->options->gap_candidates) {
    prepare_candidates(reporter, side);
  }
  for (uint32_t i = 0; i < framework->count; i++) {
    if (items[i].counted) {
      take_control(reporter, side, framework->first + i);
      fill_item(reporter, side, &items[i]);
    }
  }
}
