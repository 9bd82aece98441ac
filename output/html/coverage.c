/* Coverage, control by control: every counted control of one side, what covers it, and why no more does. */
#include "output/html/html.h"

struct cover {
  struct html *html;
  const struct html_side *side;
  const struct html_side *other;
  bool is_source;
  bool has_candidates;
  struct html_own own;
  uint32_t group;
  bool open;
  struct html_reasons reasons;
};

/* What is most often said needs no class: the style takes it for partial. */
static const char *const coverage_starts[] = {[COVERAGE_NONE] = "<td class=c0>",
                                              [COVERAGE_PARTIAL] = "<td>",
                                              [COVERAGE_FULL] = "<td class=c2>",
                                              [COVERAGE_EXCLUDED] = "<td class=c3>",
                                              [COVERAGE_NAMED_ONLY] = "<td class=c4>"};

static bool any_candidates(const struct report_framework *framework) {
  for (uint32_t i = 0; i < framework->item_count; i++) {
    if (framework->items[i].counted && framework->items[i].candidates.n > 0) {
      return true;
    }
  }
  return false;
}

static void head(struct cover *cover) {
  struct sink *sink = cover->html->sink;
  OUT(sink, "<table class=\"rows cover");
  sink_text(sink, cover->has_candidates ? " cand" : "");
  sink_text(sink, cover->own.count > 0 ? " more" : "");
  OUT(sink, "\"><caption class=hide>Coverage of ");
  escape_html(sink, cover->side->framework->short_title);
  OUT(sink, "</caption>\n<thead><tr><th scope=col>Control<th scope=col>Coverage<th scope=col>By");
  if (cover->has_candidates) {
    OUT(sink, "<th scope=col>To review");
  }
  OUT(sink, "<th scope=col>Note");
  html_own_heads(sink, &cover->own, NULL);
  OUT(sink, "\n");
}

/* How many controls the group that begins with `first` has, and how many of them are met in full or in part. */
static void count_met(const struct cover *cover, uint32_t first, uint32_t *counted, uint32_t *met) {
  const struct report_framework *framework = cover->side->framework;
  const struct report_item *items = framework->items;
  *counted = *met = 0;
  for (uint32_t i = first; i < framework->item_count; i++) {
    if (!items[i].counted) {
      continue;
    }
    if (cover->side->items[i].group != cover->side->items[first].group) {
      break;
    }
    (*counted)++;
    *met += items[i].coverage == COVERAGE_FULL || (items[i].coverage == COVERAGE_PARTIAL && !items[i].named_only);
  }
}

/* The head of a group, whose first control is `item`. That of a target says which column of the picture it is in. */
static void group_head(struct cover *cover, uint32_t group, uint32_t item) {
  struct sink *sink = cover->html->sink;
  cover->group = group;
  cover->open = true;
  uint32_t counted = 0;
  uint32_t met = 0;
  count_met(cover, item, &counted, &met);
  OUT(sink, "<tbody");
  uint32_t bucket = cover->is_source ? (uint32_t)NO_BUCKET : cover->side->items[item].bucket;
  if (bucket != NO_BUCKET) {
    OUT(sink, " data-t=");
    sink_number(sink, bucket);
  }
  OUT(sink, "><tr class=g><th scope=rowgroup colspan=");
  sink_number(sink, (cover->has_candidates ? 5U : 4U) + cover->own.count);
  OUT(sink, ">");
  if (group != NO_ITEM) {
    html_group_path(cover->html, cover->side, group);
  } else {
    escape_html(sink, cover->side->framework->short_title);
  }
  OUT(sink, " <small>");
  sink_number(sink, met);
  OUT(sink, " of ");
  sink_number(sink, counted);
  OUT(sink, " met</small>\n");
}

/* The id leads to its own line, so that the line can be linked to. */
static void control_id(struct cover *cover, uint32_t i) {
  struct sink *sink = cover->html->sink;
  const struct html_item *item = &cover->side->items[i];
  const char *start = cover->is_source ? "c." : "t.";
  OUT(sink, "<tr id=");
  sink_text(sink, start);
  sink_str(sink, item->anchor);
  OUT(sink, "><th><a href=#");
  sink_text(sink, start);
  sink_str(sink, item->anchor);
  OUT(sink, ">");
  sink_str(sink, item->id);
  OUT(sink, "</a>");
  sink_str(sink, item->out);
}

/* How far it is covered; what covers it is in the rows above, where the word leads. */
static void coverage_cell(struct cover *cover, uint32_t i) {
  struct html *html = cover->html;
  struct sink *sink = html->sink;
  const struct report_item *item = &cover->side->framework->items[i];
  uint32_t row = cover->is_source ? (uint32_t)NO_ITEM : html->first_as_target[i];
  bool linked = row != NO_ITEM || (cover->is_source && item->row_count > 0 && item->coverage != COVERAGE_NONE);
  sink_text(sink, coverage_starts[html_coverage_class(item->coverage, item->named_only)]);
  if (linked && cover->is_source) {
    OUT(sink, "<a href=");
    html_row_link(html, item->first_row);
    OUT(sink, ">");
  } else if (linked) {
    OUT(sink, "<a href=");
    html_row_link(html, row);
    OUT(sink, ">");
  }
  sink_text(sink, coverage_words[html_coverage_class(item->coverage, item->named_only)].word);
  sink_text(sink, linked ? "</a>" : "");
}

static void control(struct cover *cover, uint32_t i) {
  struct sink *sink = cover->html->sink;
  const struct report_item *item = &cover->side->framework->items[i];
  control_id(cover, i);
  OUT(sink, "<p");
  sink_str(sink, cover->side->items[i].lang);
  OUT(sink, ">");
  sink_str(sink, cover->side->items[i].title);
  html_texts(sink, item);
  coverage_cell(cover, i);
  OUT(sink, "<td>");
  escape_html(sink, item->by);
  if (cover->has_candidates) {
    OUT(sink, "<td>");
    escape_html(sink, item->candidates);
  }
  OUT(sink, "<td");
  if (html_has_reason(item)) {
    html_reason_mark(sink, &cover->reasons, item->note, item->reason);
  }
  OUT(sink, ">");
  sink_text(sink, html_note_word(item->note));
  if (item->reason.n > 0) {
    OUT(sink, "<p dir=auto>");
    escape_html(sink, item->reason);
  }
  html_own_cells(sink, &cover->own, item->own);
  OUT(sink, "\n");
}

static void controls(struct cover *cover) {
  const struct report_framework *framework = cover->side->framework;
  for (uint32_t i = 0; i < framework->item_count; i++) {
    if (!framework->items[i].counted) {
      continue;
    }
    uint32_t group = cover->side->items[i].group;
    if (!cover->open || group != cover->group) {
      group_head(cover, group, i);
    }
    control(cover, i);
  }
}

static void show_choice(struct sink *sink, const char *id) {
  OUT(sink, "<p class=show hidden><label for=");
  sink_text(sink, id);
  OUT(sink, ">Show</label> <select id=");
  sink_text(sink, id);
  OUT(sink,
      "><option value=\"\">all counted controls<option value=gaps>all that are not met in full<option "
      "value=none>open ones</select> <output aria-live=polite></output></p>\n");
}

void html_coverage(struct html *html, bool side_is_source) {
  struct cover cover = {.html = html,
                        .side = side_is_source ? &html->source : &html->target,
                        .other = side_is_source ? &html->target : &html->source,
                        .is_source = side_is_source};
  struct sink *sink = html->sink;
  const struct report_framework *framework = cover.side->framework;
  if (framework->counts.counted == 0) {
    return;
  }
  html_side_reasons(framework, &cover.reasons);
  cover.has_candidates = any_candidates(framework);
  cover.own = html_own_of(html->arena, framework, NULL);
  OUT(sink, "<section id=coverage-");
  sink_text(sink, side_is_source ? "source" : "target");
  OUT(sink, "><h2>");
  escape_html(sink, framework->short_title);
  OUT(sink, ", control by control</h2>\n<p>Every counted control of ");
  escape_html(sink, framework->short_title);
  OUT(sink, ", and how far ");
  escape_html(sink, cover.other->framework->short_title);
  OUT(sink, " covers it.");
  sink_text(sink,
            framework->counts.none > 0 ? "<span class=printed> What \xE2\x97\x8B stands before is open.</span>" : "");
  OUT(sink, "</p>\n");
  html_reason_key(sink, &cover.reasons, cover.reasons.count);
  show_choice(sink, side_is_source ? "show-source" : "show-target");
  head(&cover);
  controls(&cover);
  OUT(sink, "</table></section>\n");
}
