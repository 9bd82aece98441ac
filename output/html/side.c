/* What is worked out and escaped once for a page: the controls of both frameworks, their groups, the rows' anchors. */
#include "output/html/html.h"

/* A picture with more rows or columns than these cannot be read. */
enum { MOST_SOURCE_BUCKETS = 36, MOST_TARGET_BUCKETS = 20 };

/* ---- the controls ---- */

static struct str escaped(struct arena *arena, const struct report_item *item, struct str text) {
  return item->harmless ? text : escape_html_once(arena, text);
}

static struct str out_link(struct arena *arena, const struct report_item *item) {
  struct sink *link = sink_open_memory(arena);
  html_out_link(link, item->href, report_name(item->label, item->id));
  return sink_memory(link);
}

void html_escape_items(struct html *html, struct html_side *side) {
  const struct report_framework *framework = side->framework;
  side->items = arena_alloc(html->arena, sizeof *side->items * framework->item_count);
  for (uint32_t i = 0; i < framework->item_count; i++) {
    const struct report_item *item = &framework->items[i];
    uint32_t above = item->parent != NO_ITEM ? side->items[item->parent].group : (uint32_t)NO_ITEM;
    side->items[i] = (struct html_item){.id = escaped(html->arena, item, report_name(item->label, item->id)),
                                        .title = escaped(html->arena, item, item->title),
                                        .lang = item->language.n == 0 && item->harmless
                                                    ? STR("")
                                                    : html_language_once(html->arena, item->language, item->title),
                                        .out = item->href.n > 0 ? out_link(html->arena, item) : STR(""),
                                        .anchor = escape_anchor_once(html->arena, item->id),
                                        .group = item->group ? i : above,
                                        .bucket = NO_BUCKET};
  }
}

/* ---- the picture's rows and columns ---- */

/* For each item, the deepest group above it (or itself) that is no deeper than `depth`; `items` for none. */
static void find_owners(const struct report_framework *framework, unsigned depth, uint32_t *owners) {
  for (uint32_t i = 0; i < framework->item_count; i++) {
    const struct report_item *item = &framework->items[i];
    if (item->group && item->depth <= depth) {
      owners[i] = i;
    } else {
      owners[i] = item->parent != NO_ITEM ? owners[item->parent] : framework->item_count;
    }
  }
}

/* Gives each owner that has a counted or mapped control its number, in framework order, and says how many there are. */
static uint32_t number_owners(const struct report_framework *framework, const bool *used, const uint32_t *owners,
                              uint32_t *numbers) {
  uint32_t count = framework->item_count;
  for (uint32_t i = 0; i <= count; i++) {
    numbers[i] = NO_BUCKET;
  }
  for (uint32_t i = 0; i < count; i++) {
    if (used[i] || framework->items[i].counted) {
      numbers[owners[i]] = 0;
    }
  }
  uint32_t next = 0;
  for (uint32_t i = 0; i <= count; i++) {
    numbers[i] = numbers[i] == 0 ? next++ : (uint32_t)NO_BUCKET;
  }
  return next;
}

static unsigned deepest_group(const struct report_framework *framework) {
  unsigned depth = 0;
  for (uint32_t i = 0; i < framework->item_count; i++) {
    if (framework->items[i].group && framework->items[i].depth > depth) {
      depth = framework->items[i].depth;
    }
  }
  return depth;
}

static void count_item(struct report_counts *counts, const struct report_item *item) {
  if (!item->counted) {
    return;
  }
  counts->counted++;
  counts->full += item->coverage == COVERAGE_FULL;
  counts->jointly += item->coverage == COVERAGE_FULL && item->jointly;
  bool partial = item->coverage == COVERAGE_PARTIAL;
  counts->partial += partial && !item->named_only;
  counts->related_only +=
      partial && item->named_only; /* with those that are supported: the picture shows them as one */
  counts->none += item->coverage == COVERAGE_NONE;
  counts->excluded += item->coverage == COVERAGE_EXCLUDED;
}

/* `owners` in `runs` buckets: one each, or several neighbours in one where they are more than `most`. */
static void fill_buckets(struct html *html, struct html_side *side, const uint32_t *owners, const uint32_t *numbers,
                         uint32_t runs, uint32_t most) {
  const struct report_framework *framework = side->framework;
  uint32_t count = runs < most ? runs : most;
  side->bucket_count = count;
  side->buckets = arena_zalloc(html->arena, sizeof *side->buckets * (count > 0 ? count : 1));
  for (uint32_t i = 0; i < framework->item_count; i++) {
    uint32_t number = numbers[owners[i]];
    if (number != NO_BUCKET && runs > 0) {
      uint32_t bucket = (uint32_t)((uint64_t)number * count / runs);
      side->items[i].bucket = bucket;
      count_item(&side->buckets[bucket].counts, &framework->items[i]);
    }
  }
  for (uint32_t i = 0; i <= framework->item_count; i++) {
    if (numbers[i] == NO_BUCKET || runs == 0) {
      continue;
    }
    struct html_bucket *bucket = &side->buckets[(uint64_t)numbers[i] * count / runs];
    bool none = i == framework->item_count;
    struct str id = none ? STR("other") : framework->items[i].id;
    if (bucket->id.n == 0) {
      bucket->id = none && runs == 1 ? STR("all") : id;
      bucket->title = none ? STR("") : framework->items[i].title;
    } else {
      bucket->last_id = id;
    }
  }
}

static void make_buckets(struct html *html, struct html_side *side, const bool *used, uint32_t most) {
  const struct report_framework *framework = side->framework;
  uint32_t count = framework->item_count;
  uint32_t *owners = arena_alloc(html->arena, sizeof *owners * (count + 1));
  uint32_t *numbers = arena_alloc(html->arena, sizeof *numbers * (count + 1));
  uint32_t runs = 0;
  for (unsigned depth = deepest_group(framework) + 1; depth-- > 0;) {
    find_owners(framework, depth, owners);
    runs = number_owners(framework, used, owners, numbers);
    if (runs <= most) {
      break;
    }
  }
  fill_buckets(html, side, owners, numbers, runs, most);
}

/* ---- the rows ---- */

static void number_rows(struct html *html, bool *source_used, bool *target_used) {
  const struct report_crosswalk *report = html->report;
  uint32_t *seen = arena_zalloc(html->arena, sizeof *seen * (report->source.item_count + 1));
  html->ordinals = arena_alloc(html->arena, sizeof *html->ordinals * (report->row_count + 1));
  for (uint32_t i = 0; i < report->row_count; i++) {
    const struct report_row *row = &report->rows[i];
    bool further = i > 0 && html_same_pair(row - 1, row); /* of the pair before */
    if (further) {
      html->ordinals[i] = html->ordinals[i - 1];
    } else {
      html->ordinals[i] = row->source.item != NO_ITEM ? seen[row->source.item]++ : i;
    }
    if (!row_is_wanted(row, html->options)) {
      continue;
    }
    html->shown_pairs += !further;
    html->excluded_rows += row->basis == BASIS_EXCLUDED;
    html->remarked += row->basis == BASIS_DECLARED && row->remarks.n > 0;
    html->has_strength = html->has_strength || row->strength >= 0;
    html->has_confidence = html->has_confidence || row->confidence >= 0;
    if (row->source.item != NO_ITEM) {
      source_used[row->source.item] = true;
    }
    if (row->target.item != NO_ITEM && row->target.id.n > 0) {
      target_used[row->target.item] = true;
      if (html->first_as_target[row->target.item] == NO_ITEM) {
        html->first_as_target[row->target.item] = i;
      }
    }
  }
}

static void write_mapping_links(struct html *html) {
  uint32_t count = html->report->mapping_count;
  html->mapping_links = arena_alloc(html->arena, sizeof *html->mapping_links * (count + 1));
  for (uint32_t i = 0; i < count; i++) {
    struct sink *link = sink_open_memory(html->arena);
    if (count == 1) { /* the same in each row: said, with its link, above the table */
      OUT(link, "M1");
    } else {
      OUT(link, "<a href=#m");
      sink_number(link, i + 1U);
      OUT(link, ">M");
      sink_number(link, i + 1U);
      OUT(link, "</a>");
    }
    html_caution(link, &html->report->mappings[i]);
    html->mapping_links[i] = sink_memory(link);
  }
}

void html_prepare(struct html *html) {
  const struct report_crosswalk *report = html->report;
  html->source.framework = &report->source;
  html->target.framework = &report->target;
  html_escape_items(html, &html->source);
  html_escape_items(html, &html->target);
  bool *source_used = arena_zalloc(html->arena, report->source.item_count + 1U);
  bool *target_used = arena_zalloc(html->arena, report->target.item_count + 1U);
  html->first_as_target = arena_alloc(html->arena, sizeof(uint32_t) * (report->target.item_count + 1U));
  memset(html->first_as_target, 0xFF, sizeof(uint32_t) * (report->target.item_count + 1U));
  number_rows(html, source_used, target_used);
  make_buckets(html, &html->source, source_used, MOST_SOURCE_BUCKETS);
  make_buckets(html, &html->target, target_used, MOST_TARGET_BUCKETS);
  write_mapping_links(html);
  html_find_parts(html);
}

void html_row_anchor(struct html *html, uint32_t row) {
  uint32_t item = html->report->rows[row].source.item;
  if (item == NO_ITEM) {
    OUT(html->sink, "r");
    sink_number(html->sink, html->ordinals[row]);
    return;
  }
  OUT(html->sink, "s.");
  sink_str(html->sink, html->source.items[item].anchor);
  if (html->ordinals[row] > 0) {
    OUT(html->sink, "~");
    sink_number(html->sink, html->ordinals[row] + 1U);
  }
}

void html_group_path(struct html *html, const struct html_side *side, uint32_t group) {
  uint32_t parent = side->framework->items[group].parent;
  if (parent != NO_ITEM && side->items[parent].group != NO_ITEM) {
    html_group_path(html, side, side->items[parent].group);
    OUT(html->sink, " <span>\xE2\x80\xBA</span> ");
  }
  OUT(html->sink, "<b>");
  sink_str(html->sink, side->items[group].id);
  OUT(html->sink, "</b>");
  html_foreign(html->sink, side->items[group].lang, " ", side->items[group].title);
}
