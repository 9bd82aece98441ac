/* What is open, heading by heading, each point with its reason: what a reader asks for after the figures. */
#include "output/html/html.h"

enum { MOST_IDS = 14, MOST_REASONS = 12 }; /* under one heading; the table of coverage has all */

struct points {
  struct html *html;
  const struct html_side *side;
  bool is_source;
  struct html_reasons reasons;
  bool one_reason; /* of all open controls of the side: said once, at the head */
};

static bool is_open(const struct report_item *item) {
  return item->counted && item->coverage == COVERAGE_NONE;
}

static bool same_reason(const struct report_item *a, const struct report_item *b) {
  return str_eq(a->note, b->note) && str_eq(a->reason, b->reason);
}

/* The open controls of one reason under one heading: the first ones, and how many. */
struct open_reason {
  uint32_t items[MOST_IDS];
  uint32_t count;
};

/* Those of one heading. With more reasons than fit the last one takes what is left, and says none. */
struct reasons {
  struct open_reason list[MOST_REASONS];
  uint32_t count;
};

static void gather(const struct points *points, uint32_t i, struct reasons *reasons) {
  const struct report_item *items = points->side->framework->items;
  uint32_t at = 0;
  while (at < reasons->count && at < MOST_REASONS - 1 && !same_reason(&items[reasons->list[at].items[0]], &items[i])) {
    at++;
  }
  if (at == reasons->count) {
    reasons->list[reasons->count++].count = 0;
  }
  struct open_reason *reason = &reasons->list[at];
  if (reason->count < MOST_IDS) {
    reason->items[reason->count] = i;
  }
  reason->count++;
}

static void put_id(const struct points *points, uint32_t i) {
  struct sink *sink = points->html->sink;
  const struct html_item *item = &points->side->items[i];
  OUT(sink, "<a href=\"#");
  sink_text(sink, points->is_source ? "c." : "t.");
  sink_str(sink, item->anchor);
  OUT(sink, "\">");
  sink_str(sink, item->id);
  OUT(sink, "</a>");
}

static void put_ids(const struct points *points, const struct open_reason *reason) {
  struct sink *sink = points->html->sink;
  for (uint32_t i = 0; i < reason->count && i < MOST_IDS; i++) {
    sink_text(sink, i > 0 ? ", " : "");
    put_id(points, reason->items[i]);
  }
  if (reason->count > MOST_IDS) {
    OUT(sink, " and ");
    sink_number(sink, reason->count - MOST_IDS);
    OUT(sink, " more");
  }
}

static void put_reason(const struct points *points, const struct report_item *item) {
  struct sink *sink = points->html->sink;
  if (item->reason.n > 0) {
    OUT(sink, "<i>Accepted:</i> ");
    escape_html(sink, item->reason);
  } else if (item->note.n > 0) {
    sink_text(sink, html_note_word(item->note));
  }
}

/* One heading: how many of its controls are open, then a line for each reason. */
static void heading(const struct points *points, uint32_t first, uint32_t end, uint32_t open, uint32_t counted) {
  struct sink *sink = points->html->sink;
  const struct report_item *items = points->side->framework->items;
  uint32_t group = points->side->items[first].group;
  OUT(sink, "<li><p>");
  if (group != NO_ITEM) {
    html_group_path(points->html, points->side, group);
  } else {
    escape_html(sink, points->side->framework->short_title);
  }
  OUT(sink, " ");
  sink_number(sink, open);
  OUT(sink, " of ");
  sink_number(sink, counted);
  OUT(sink, "</p>");
  struct reasons reasons = {.count = 0};
  for (uint32_t i = first; i < end; i++) {
    if (is_open(&items[i])) {
      gather(points, i, &reasons);
    }
  }
  for (uint32_t i = 0; i < reasons.count; i++) {
    OUT(sink, "<p>");
    put_ids(points, &reasons.list[i]);
    if (i < MOST_REASONS - 1 && !points->one_reason) {
      const struct report_item *item = &items[reasons.list[i].items[0]];
      OUT(sink, " <span");
      html_reason_mark(sink, &points->reasons, item->note, item->reason);
      OUT(sink, ">");
      put_reason(points, item);
      OUT(sink, "</span>");
    }
    OUT(sink, "</p>");
  }
  OUT(sink, "</li>\n");
}

/* The run of controls from `first` that are under one heading, as they stand in the framework. */
static uint32_t end_of_heading(const struct points *points, uint32_t first, uint32_t *open, uint32_t *counted) {
  const struct report_framework *framework = points->side->framework;
  uint32_t i = first;
  *open = *counted = 0;
  for (; i < framework->item_count && points->side->items[i].group == points->side->items[first].group; i++) {
    *open += is_open(&framework->items[i]);
    *counted += framework->items[i].counted;
  }
  return i;
}

/* The first open control, if all have the same reason, or NULL. */
static const struct report_item *common_reason(const struct report_framework *framework) {
  const struct report_item *first = NULL;
  for (uint32_t i = 0; i < framework->item_count; i++) {
    const struct report_item *item = &framework->items[i];
    if (is_open(item) && first != NULL && !same_reason(first, item)) {
      return NULL;
    }
    first = first == NULL && is_open(item) ? item : first;
  }
  return first;
}

static void side_points(struct points *points) {
  struct sink *sink = points->html->sink;
  const struct report_framework *framework = points->side->framework;
  if (framework->counts.none == 0) {
    return;
  }
  const struct report_item *common = common_reason(framework);
  points->one_reason = common != NULL;
  uint32_t open_reasons = html_side_reasons(framework, &points->reasons);
  OUT(sink, "<section class=card><h3>");
  escape_html(sink, framework->short_title);
  OUT(sink, " <small>");
  sink_number(sink, framework->counts.none);
  OUT(sink, " of ");
  sink_number(sink, framework->counts.counted);
  OUT(sink, " open</small></h3>\n");
  if (common != NULL) {
    OUT(sink, "<p>");
    put_reason(points, common);
    OUT(sink, "</p>\n");
  } else {
    html_reason_key(sink, &points->reasons, open_reasons);
  }
  OUT(sink, "<ul class=points>\n");
  for (uint32_t i = 0; i < framework->item_count;) {
    uint32_t open = 0;
    uint32_t counted = 0;
    uint32_t end = end_of_heading(points, i, &open, &counted);
    if (open > 0) {
      heading(points, i, end, open, counted);
    }
    i = end;
  }
  OUT(sink, "</ul></section>\n");
}

static uint32_t with_candidates(const struct report_framework *framework) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < framework->item_count; i++) {
    count += is_open(&framework->items[i]) && framework->items[i].candidates.n > 0;
  }
  return count;
}

/* What to do next, where the page knows. */
static void next_step(struct html *html) {
  struct sink *sink = html->sink;
  uint32_t count = with_candidates(html->source.framework) + with_candidates(html->target.framework);
  if (count == 0) {
    return;
  }
  OUT(sink, "<p>Next: ");
  sink_number(sink, count);
  sink_text(sink, count == 1 ? " open control has" : " open controls have");
  OUT(sink, " candidates to review, named in the coverage below.</p>\n");
}

void html_open_points(struct html *html) {
  struct sink *sink = html->sink;
  if (html->source.framework->counts.none + html->target.framework->counts.none == 0) {
    return;
  }
  struct points source = {.html = html, .side = &html->source, .is_source = true};
  struct points target = {.html = html, .side = &html->target, .is_source = false};
  OUT(sink, "<section id=open><h2>What is open</h2>\n");
  next_step(html);
  OUT(sink, "<div class=pair>\n");
  side_points(&source);
  side_points(&target);
  OUT(sink, "</div></section>\n");
}
