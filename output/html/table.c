/* The crosswalk itself: one table, a tbody for each group of the source, a row for each pair. Its rows are most of a page, so that what does
 * not change from row to row is escaped and composed beforehand. */
#include "output/html/html.h"

enum {
  MOST_CLASSES = 32,
  FEW_REMARKS = 4
}; /* in fewer rows than every fourth: then paper gives the titles their room */

struct table {
  struct html *html;
  uint32_t group; /* of the tbody that is open; NO_ITEM for "in no group" */
  bool open;
  uint32_t item; /* the source of the row before */
  unsigned columns;
  struct html_own own[2];          /* by side */
  struct str starts[MOST_CLASSES]; /* " class=t3>" for each column of the picture */
};

/* ---- the head ---- */

static void column(struct sink *sink, const char *key, const char *name) {
  OUT(sink, "<th scope=col data-k=");
  sink_text(sink, key);
  OUT(sink, ">");
  sink_text(sink, name);
}

static void table_head(struct table *table) {
  struct html *html = table->html;
  struct sink *sink = html->sink;
  /* The style knows the columns of figures by their place. */
  OUT(sink, "<table id=rows class=\"rows fixed");
  if (html->has_strength) {
    OUT(sink, " w5");
  }
  if (html->has_confidence) {
    sink_text(sink, html->has_strength ? " k6" : " k5");
  }
  sink_text(sink, table->own[0].count + table->own[1].count > 0 ? " more" : "");
  if (html->remarked < html->shown_pairs / FEW_REMARKS) {
    OUT(sink, " terse");
  }
  OUT(sink, "\"><caption class=hide>Crosswalk from ");
  escape_html(sink, html->report->source.short_title);
  OUT(sink, " to ");
  escape_html(sink, html->report->target.short_title);
  OUT(sink, ", grouped as the source is</caption>\n<colgroup><col class=ws><col class=wr><col class=wt><col class=wb>");
  if (html->has_strength) {
    OUT(sink, "<col class=wn>");
  }
  if (html->has_confidence) {
    OUT(sink, "<col class=wn>");
  }
  OUT(sink, "<col class=wm>");
  for (unsigned i = 0; i < table->own[0].count + table->own[1].count; i++) {
    OUT(sink, "<col class=wo>");
  }
  OUT(sink, "</colgroup>\n<thead><tr>");
  column(sink, "source", "Source");
  column(sink, "relation", "Relation");
  column(sink, "target", "Target");
  column(sink, "basis", "Basis and remarks");
  if (html->has_strength) {
    column(sink, "strength", "Strength");
  }
  if (html->has_confidence) {
    column(sink, "confidence", "Confidence");
  }
  column(sink, "mapping", "Mapping");
  html_own_heads(sink, &table->own[0], "own-s");
  html_own_heads(sink, &table->own[1], "own-t");
  OUT(sink, "\n");
}

static void group_head(struct table *table, uint32_t group, uint32_t item) {
  struct html *html = table->html;
  struct sink *sink = html->sink;
  table->group = group;
  table->open = true;
  table->item = NO_ITEM;
  uint32_t bucket = item != NO_ITEM ? html->source.items[item].bucket : (uint32_t)NO_BUCKET;
  OUT(sink, "<tbody");
  if (bucket != NO_BUCKET) {
    OUT(sink, " data-s=");
    sink_number(sink, bucket);
  }
  OUT(sink, "><tr class=g><th scope=rowgroup colspan=");
  sink_number(sink, table->columns);
  OUT(sink, ">");
  if (group != NO_ITEM) {
    html_group_path(html, &html->source, group);
  } else {
    escape_html(sink, html->report->source.short_title);
  }
  OUT(sink, "\n");
}

/* ---- the cells ---- */

static void target_cell(struct html *html, const struct report_end *target) {
  struct sink *sink = html->sink;
  OUT(sink, "<td><b>");
  if (fragment_is_item(&html->report->target, target)) {
    sink_str(sink, html->target.items[target->item].id);
    OUT(sink, "</b>");
    html_foreign(sink, html->target.items[target->item].lang, " ", html->target.items[target->item].title);
    sink_str(sink, html->target.items[target->item].out);
  } else {
    escape_html(sink, report_name(target->label, target->id));
    OUT(sink, "</b>");
    html_foreign(sink, html_language_once(html->arena, target->language, target->title), " ",
                 escape_html_once(html->arena, target->title));
  }
}

static void link_row(struct html *html, uint32_t i) {
  OUT(html->sink, "<a href=#");
  html_row_anchor(html, i);
  OUT(html->sink, ">");
}

/* The id leads to its own row, so that the row can be linked to. The title is in the first row of a control; the script
 * shows it again where the rows are in another order. A th that begins a row of td is the row's heading without having to
 * say so. */
static void source_cell(struct table *table, uint32_t i) {
  struct html *html = table->html;
  struct sink *sink = html->sink;
  const struct report_row *row = &html->report->rows[i];
  if (!fragment_is_item(&html->report->source, &row->source)) {
    OUT(sink, "<th class=f>");
    link_row(html, i);
    escape_html(sink, report_name(row->source.label, row->source.id));
    OUT(sink, "</a><p");
    html_language(sink, row->source.language, row->source.title);
    OUT(sink, ">");
    escape_html(sink, row->source.title);
    table->item = NO_ITEM;
    return;
  }
  const struct html_item *item = &html->source.items[row->source.item];
  if (row->source.item == table->item) {
    OUT(sink, "<th>");
    link_row(html, i);
    sink_str(sink, item->id);
    OUT(sink, "</a>");
    return;
  }
  OUT(sink, "<th class=f>");
  link_row(html, i);
  sink_str(sink, item->id);
  OUT(sink, "</a>");
  sink_str(sink, item->out);
  OUT(sink, "<p");
  sink_str(sink, item->lang);
  OUT(sink, ">");
  sink_str(sink, item->title);
  table->item = row->source.item;
}

static void no_target_cells(struct html *html, const struct report_row *row) {
  struct sink *sink = html->sink;
  const struct report_item *item = row->source.item != NO_ITEM ? &html->report->source.items[row->source.item] : NULL;
  OUT(sink, "<td><td class=q>no counterpart");
  if (item != NULL && item->note.n > 0) {
    OUT(sink, " <i>");
    sink_text(sink, html_note_word(item->note));
    OUT(sink, "</i>");
  }
  if (item != NULL && item->candidates.n > 0) {
    OUT(sink, " <em>to review: ");
    escape_html(sink, item->candidates);
    OUT(sink, "</em>");
  }
}

/* The column of the picture that the row belongs to, where it must say so: for a counted control the script finds it in
 * the table of the target's coverage. */
static uint32_t stated_bucket(const struct html *html, const struct report_row *row) {
  const struct report_framework *target = &html->report->target;
  if (row->target.item == NO_ITEM ||
      (target->items[row->target.item].counted && fragment_is_item(target, &row->target))) {
    return NO_BUCKET;
  }
  return html->target.items[row->target.item].bucket;
}

static void row_start(struct table *table, uint32_t i, bool mapped) {
  struct html *html = table->html;
  uint32_t bucket = mapped ? stated_bucket(html, &html->report->rows[i]) : NO_BUCKET;
  OUT(html->sink, "<tr id=");
  html_row_anchor(html, i);
  if (bucket != NO_BUCKET) {
    sink_str(html->sink, table->starts[bucket]);
  } else {
    OUT(html->sink, ">");
  }
}

static void write_pair(struct table *table, const struct html_pair *pair) {
  struct html *html = table->html;
  const struct report_row *row = &html->report->rows[pair->first];
  bool mapped = row->basis != BASIS_GAP && row->basis != BASIS_EXCLUDED;
  row_start(table, pair->first, mapped);
  source_cell(table, pair->first);
  if (mapped) {
    html_relation_cell(html, pair);
    target_cell(html, &row->target);
  } else {
    no_target_cells(html, row);
  }
  html_basis_cell(html, pair);
  if (html->has_strength) {
    html_number_cell(html, pair, true);
  }
  if (html->has_confidence) {
    html_number_cell(html, pair, false);
  }
  html_mapping_cell(html, pair);
  html_own_cells(html->sink, &table->own[0], row->source.own);
  html_own_cells(html->sink, &table->own[1], row->target.own);
}

/* ---- the whole ---- */

/* Hidden until the script is there to serve it. */
static void toolbar(struct html *html) {
  OUT(html->sink,
      "<form id=tools class=tools role=search hidden><p><label for=q>Filter</label><input id=q type=search "
      "autocomplete=off spellcheck=false placeholder=\"id, title, group, word\"></p>"
      "<p><label for=rel>Relation</label><select id=rel><option value=\"\">any</select></p>"
      "<p><label for=basis>Basis</label><select id=basis><option value=\"\">any</select></p>"
      "<p class=check><input id=gaps type=checkbox><label for=gaps>Open only</label></p>");
  if (html->report->mapping_count > 1) {
    OUT(html->sink, "<p><label for=by>Said by</label><select id=by><option value=\"\">any</select></p>");
  }
  OUT(html->sink,
      "<p><button type=button id=pair hidden></button> <button type=button id=clear>Show all</button> "
      "<button type=button id=proofs hidden>Unfold proofs</button> "
      "<button type=button id=copy>Copy rows</button></p><output id=count aria-live=polite></output></form>\n");
}

static void all_rows(struct table *table) {
  struct html *html = table->html;
  struct html_pair pair = {.end = html->part_starts[html->part]};
  while (html_next_pair(html, &pair) && pair.first < html->part_starts[html->part + 1]) {
    const struct report_row *row = &html->report->rows[pair.first];
    uint32_t group = row->source.item != NO_ITEM ? html->source.items[row->source.item].group : (uint32_t)NO_ITEM;
    if (!table->open || group != table->group) {
      group_head(table, group, row->source.item);
    }
    write_pair(table, &pair);
  }
}

/* What M1, M2 stand for, where they are met first: who made them, and whether a person has. */
static void mapping_key(struct html *html) {
  struct sink *sink = html->sink;
  OUT(sink, "<ul class=\"key maps\">");
  for (uint32_t i = 0; i < html->report->mapping_count; i++) {
    const struct report_mapping *mapping = &html->report->mappings[i];
    OUT(sink, "<li><b>M");
    sink_number(sink, i + 1U);
    OUT(sink, "</b> <a href=#m");
    sink_number(sink, i + 1U);
    OUT(sink, ">");
    escape_html(sink, mapping->title.n > 0 ? mapping->title : mapping->id);
    OUT(sink, "</a>");
    html_caution(sink, mapping);
    OUT(sink, "</li>");
  }
  OUT(sink, "</ul>\n");
}

static void write_starts(struct table *table) {
  for (uint32_t i = 0; i < table->html->target.bucket_count && i < MOST_CLASSES; i++) {
    struct sink *start = sink_open_memory(table->html->arena);
    OUT(start, " class=t");
    sink_number(start, i);
    OUT(start, ">");
    table->starts[i] = sink_memory(start);
  }
}

void html_table(struct html *html) {
  struct sink *sink = html->sink;
  struct table table = {.html = html,
                        .columns = 5U + html->has_strength + html->has_confidence + html->report->source.own_count +
                                   html->report->target.own_count,
                        .own = {html_own_of(html->arena, &html->report->source, "Source"),
                                html_own_of(html->arena, &html->report->target, "Target")}};
  write_starts(&table);
  OUT(sink, "<section id=table><h2>The crosswalk</h2>\n");
  if (html->shown_pairs == 0) {
    OUT(sink, "<p>No mapping declares anything between these two frameworks.</p></section>\n");
    return;
  }
  OUT(sink,
      "<p>One row for each pair; read it as \xE2\x80\x9Csource <em>relation</em> target\xE2\x80\x9D. Where mappings "
      "differ, each is named with what it says. A proof unfolds under \xE2\x80\x9Cimplied\xE2\x80\x9D. <a "
      "href=\"#legend\">How to read this page</a></p>\n");
  html_parts(html);
  mapping_key(html);
  toolbar(html);
  table_head(&table);
  all_rows(&table);
  OUT(sink, "</table>\n<p id=nothing class=nothing hidden>No row passes the filter.</p></section>\n");
}
