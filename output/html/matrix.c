/* The page of a wide table: one framework, and beside each of its controls the counterparts in several others. */
#include "base/names.h"
#include "output/html/assets.h"
#include "output/html/html.h"

/* With more columns than these the table scrolls in a pane of its own, with its head and first column kept in sight. */
enum { MOST_ON_A_PAGE = 4 };

struct wide {
  struct html html;
  struct report_crosswalk shared; /* what the sections that every page has read */
  const struct report_matrix *report;
  struct names mappings; /* id to number, from 0 */
  struct str *labels;    /* by target: " data-t=...>" for narrow screens, where columns are no columns */
  struct html_reasons reasons;
  struct html_used used;
  struct html_own own;
  uint32_t group; /* of the tbody that is open */
  bool open;
};

static void prepare(struct wide *wide, struct sink *sink, const struct report_matrix *report,
                    const struct writer_options *options) {
  struct arena *arena = sink_arena(sink);
  wide->report = report;
  wide->shared = (struct report_crosswalk){.brand = report->brand,
                                           .source = report->source,
                                           .target = report->targets[0],
                                           .mapping_count = report->mapping_count,
                                           .mappings = report->mappings,
                                           .document_count = report->document_count,
                                           .documents = report->documents};
  wide->html = (struct html){.sink = sink,
                             .arena = arena,
                             .report = &wide->shared,
                             .options = options,
                             .more = report->targets + 1,
                             .more_count = report->target_count - 1,
                             .source.framework = &report->source};
  html_escape_items(&wide->html, &wide->html.source);
  wide->own = html_own_of(arena, &report->source, NULL);
  names_init(&wide->mappings, arena);
  for (uint32_t i = 0; i < report->mapping_count; i++) {
    names_intern(&wide->mappings, report->mappings[i].id);
  }
  wide->labels = arena_alloc(arena, report->target_count * sizeof *wide->labels);
  for (uint32_t t = 0; t < report->target_count; t++) {
    struct sink *label = sink_open_memory(arena);
    OUT(label, " data-t=\"");
    escape_attribute(label, report->targets[t].short_title);
    OUT(label, "\">");
    wide->labels[t] = sink_memory(label);
  }
}

/* Where only some bases are wanted, a gap may not be among them: then nothing is said. */
static bool says_coverage(const struct report_matrix_cell *cell, bool counted) {
  return counted && (cell->open || cell->coverage == COVERAGE_FULL || cell->coverage == COVERAGE_PARTIAL);
}

/* The words and the reasons of one cell. */
static void gather_cell(struct wide *wide, const struct report_matrix_cell *cell, bool counted) {
  if (says_coverage(cell, counted)) {
    struct str note = cell->open ? cell->note : cell->jointly ? STR("jointly") : STR("");
    html_use_coverage(&wide->used, cell->coverage, cell->named_only, note);
  }
  if (cell->open && cell->note.n > 0) {
    html_reason_seen(&wide->reasons, cell->note, cell->reason);
  }
  for (uint32_t i = 0; i < cell->count; i++) {
    html_use_relation(&wide->used, cell->counterparts[i].relation, cell->counterparts[i].basis);
  }
}

static void gather(struct wide *wide) {
  const struct report_matrix *report = wide->report;
  for (uint32_t i = 0; i < report->source.item_count; i++) {
    for (uint32_t t = 0; t < report->target_count; t++) {
      gather_cell(wide, &report->cells[(size_t)i * report->target_count + t], report->source.items[i].counted);
    }
  }
  html_letter_reasons(&wide->reasons);
}

/* ---- above the table ---- */

/* "A to B, C and D", or what the workspace calls it. */
static void heading(struct sink *sink, const struct report_matrix *report) {
  if (report->title.n > 0) {
    escape_html(sink, report->title);
    return;
  }
  escape_html(sink, report->source.short_title);
  for (uint32_t t = 0; t < report->target_count; t++) {
    sink_text(sink, t == 0 ? " to " : t + 1 < report->target_count ? ", " : " and ");
    escape_html(sink, report->targets[t].short_title);
  }
}

/* One line for each column: how far it answers the framework of the rows. */
static void answers(struct wide *wide) {
  struct sink *sink = wide->html.sink;
  for (uint32_t t = 0; t < wide->report->target_count; t++) {
    const struct report_counts *counts = &wide->report->source_counts[t];
    OUT(sink, "<p>By ");
    escape_html(sink, wide->report->targets[t].short_title);
    OUT(sink, ": ");
    if (counts->counted > 0) {
      html_counts(sink, counts);
    } else {
      OUT(sink, "not counted");
    }
    OUT(sink, ".</p>\n");
  }
}

static void page_header(struct wide *wide) {
  struct sink *sink = wide->html.sink;
  const struct report_matrix *report = wide->report;
  OUT(sink, "<header>\n");
  html_trail(sink, &report->brand, &report->links);
  html_brand(sink, &report->brand);
  OUT(sink, "<p class=over>");
  escape_html(sink, report->brand.title);
  if (report->brand.title.n == 0) {
    OUT(sink, "Wide table");
  }
  OUT(sink, "</p>\n<h1>");
  heading(sink, report);
  OUT(sink, "</h1>\n<p class=lead>Each control of ");
  escape_html(sink, report->source.short_title);
  sink_text(sink,
            report->target_count == 1 ? ", with its counterparts in another framework" : ", with its counterparts in ");
  if (report->target_count > 1) {
    sink_number(sink, report->target_count);
    OUT(sink, " other frameworks side by side");
  }
  OUT(sink, ".</p>\n");
  answers(wide);
  html_stated(sink, &report->brand);
  html_brand_note(sink, &report->brand);
  OUT(sink,
      "</header>\n<nav aria-label=\"On this page\"><ul><li><a href=\"#glance\">At a glance</a></li><li><a "
      "href=\"#table\">Wide table</a></li><li><a href=\"#frameworks\">Frameworks</a></li><li><a "
      "href=\"#mappings\">Provenance</a></li><li><a href=\"#legend\">How to read</a></li><li><a href=\"#made\">How it "
      "was made</a></li></ul></nav>\n");
}

static void coverage_card(struct wide *wide, uint32_t target) {
  struct sink *sink = wide->html.sink;
  const struct report_matrix *report = wide->report;
  const struct report_counts *counts = &report->source_counts[target];
  OUT(sink, "<section class=card><h3><small>Covered by </small>");
  escape_html(sink, report->targets[target].short_title);
  OUT(sink, "</h3>");
  if (counts->counted > 0) {
    html_figures(sink, counts);
  } else {
    OUT(sink, "<p>The source has no counted controls.</p>");
  }
  if (report->files[target].n > 0) {
    OUT(sink, "<p><a href=\"");
    escape_path(sink, report->files[target]);
    OUT(sink, ".html\">The crosswalk, with its proofs</a></p>");
  }
  OUT(sink, "</section>\n");
}

static void glance(struct wide *wide) {
  OUT(wide->html.sink, "<section id=glance><h2>At a glance</h2>\n<div class=trio>\n");
  for (uint32_t t = 0; t < wide->report->target_count; t++) {
    coverage_card(wide, t);
  }
  OUT(wide->html.sink, "</div></section>\n");
}

/* ---- the table ---- */

/* Hidden until the script is there to serve it. */
static void toolbar(const struct wide *wide) {
  struct sink *sink = wide->html.sink;
  OUT(sink,
      "<form id=tools class=tools role=search hidden><p><label for=q>Filter</label><input id=q type=search "
      "autocomplete=off spellcheck=false placeholder=\"id, title, group, word\"></p>"
      "<p><label for=gaps>Show</label><select id=gaps><option value=\"\">all controls<option value=any>open in any "
      "column<option value=all>open in every column");
  for (uint32_t t = 0; t < wide->report->target_count; t++) {
    OUT(sink, "<option value=");
    sink_number(sink, t + 1U);
    OUT(sink, ">open in ");
    escape_html(sink, wide->report->targets[t].short_title);
  }
  OUT(sink,
      "</select></p><p class=check><input id=ids type=checkbox><label for=ids>Ids only</label></p>"
      "<p><button type=button id=clear>Show all</button></p><output id=count aria-live=polite></output></form>\n");
}

static void column_head(struct sink *sink, const struct report_framework *target, const struct report_counts *counts) {
  OUT(sink, "<th scope=col>");
  escape_html(sink, target->short_title);
  if (counts->counted > 0) {
    OUT(sink, "<small>");
    html_counts(sink, counts);
    OUT(sink, "</small>");
  }
}

static void table_head(struct wide *wide) {
  struct sink *sink = wide->html.sink;
  const struct report_matrix *report = wide->report;
  OUT(sink, "<table id=rows class=\"rows wide\"><caption class=hide>");
  heading(sink, report);
  OUT(sink, "</caption>\n<thead><tr><th scope=col>");
  escape_html(sink, report->source.short_title);
  for (uint32_t t = 0; t < report->target_count; t++) {
    column_head(sink, &report->targets[t], &report->source_counts[t]);
  }
  html_own_heads(sink, &wide->own, NULL);
}

static void group_head(struct wide *wide, uint32_t group) {
  struct sink *sink = wide->html.sink;
  wide->group = group;
  wide->open = true;
  OUT(sink, "\n<tbody><tr class=g><th scope=rowgroup colspan=");
  sink_number(sink, wide->report->target_count + wide->own.count + 1U);
  OUT(sink, "><div class=pin>");
  if (group != NO_ITEM) {
    html_group_path(&wide->html, &wide->html.source, group);
  } else {
    escape_html(sink, wide->report->source.short_title);
  }
  OUT(sink, "</div>");
}

/* Ids that spaces separate, with something else between them. */
static void ids(struct sink *sink, struct str list, const char *between) {
  const char *before = "";
  for (struct str id = str_next_token(&list); id.p != NULL; id = str_next_token(&list)) {
    sink_text(sink, before);
    escape_html(sink, id);
    before = between;
  }
}

static void mapping_links(struct wide *wide, struct str list) {
  struct sink *sink = wide->html.sink;
  for (uint32_t at = 0; at < list.n;) {
    uint32_t end = at;
    while (end < list.n && list.p[end] != ' ') {
      end++;
    }
    uint32_t number = names_find(&wide->mappings, (struct str){.p = list.p + at, .n = end - at});
    OUT(sink, " <a href=#m");
    sink_number(sink, number + 1U);
    OUT(sink, ">M");
    sink_number(sink, number + 1U);
    OUT(sink, "</a>");
    at = end + 1;
  }
}

/* Whether what is said of the two differs in their ids alone: then it is said once. */
static bool said_alike(const struct report_counterpart *a, const struct report_counterpart *b) {
  return a->relation == b->relation && a->basis == b->basis && a->disputed == b->disputed &&
         a->together.n + b->together.n == 0 && str_eq(a->mappings, b->mappings);
}

static void counterpart_name(struct sink *sink, const struct report_counterpart *counterpart) {
  OUT(sink, "<b>");
  ids(sink, counterpart->id, " + ");
  OUT(sink, "</b>");
  html_out_link(sink, counterpart->href, counterpart->id);
  if (counterpart->title.n > 0) {
    OUT(sink, "<span");
    html_language(sink, counterpart->language, counterpart->title);
    OUT(sink, "> ");
    escape_html(sink, counterpart->title);
    OUT(sink, "</span>");
  }
}

/* Read as a sentence that the control on the left begins: "subset of A.5.1, A.5.2". */
static void counterparts(struct wide *wide, const struct report_counterpart *first, uint32_t count) {
  struct sink *sink = wide->html.sink;
  OUT(sink, "<p>");
  if (first->basis != BASIS_CANDIDATE) {
    OUT(sink, "<i class=r");
    sink_number(sink, first->relation);
    OUT(sink, ">");
    sink_text(sink, relation_words[first->relation].word);
    OUT(sink, "</i> ");
  }
  for (uint32_t i = 0; i < count; i++) {
    sink_text(sink, i > 0 ? ", " : "");
    counterpart_name(sink, &first[i]);
  }
  if (first->together.n > 0) {
    OUT(sink, " <em>only together with ");
    ids(sink, first->together, ", ");
    OUT(sink, "</em>");
  }
  if (first->disputed) {
    OUT(sink, " <strong>disputed</strong>");
  }
  if (first->basis != BASIS_DECLARED) {
    OUT(sink, " <small>");
    sink_text(sink, basis_words[first->basis].word);
    OUT(sink, "</small>");
  }
  if (first->mappings.n > 0) {
    OUT(sink, "<small>");
    mapping_links(wide, first->mappings);
    OUT(sink, "</small>");
  }
  OUT(sink, "</p>");
}

/* What covers the control, or that nothing does, and why. */
static void coverage(struct wide *wide, const struct report_matrix_cell *cell) {
  struct sink *sink = wide->html.sink;
  OUT(sink, "<u>");
  sink_text(sink, coverage_words[html_coverage_class(cell->coverage, cell->named_only)].word);
  if (cell->jointly) {
    OUT(sink, ", jointly");
  }
  if (cell->rest.n > 0) {
    OUT(sink, " by <b>");
    ids(sink, cell->rest, " + ");
    OUT(sink, "</b> <small>implied</small>");
  }
  if (cell->open && cell->note.n > 0) {
    OUT(sink, ": <q dir=auto");
    html_reason_mark(sink, &wide->reasons, cell->note, cell->reason);
    OUT(sink, ">");
    html_reason(sink, cell->note, cell->reason);
    OUT(sink, "</q>");
  }
  OUT(sink, "</u>");
}

static void matrix_cell(struct wide *wide, const struct report_matrix_cell *cell, bool counted, uint32_t target) {
  struct sink *sink = wide->html.sink;
  bool says = says_coverage(cell, counted);
  OUT(sink, "<td");
  if (says) {
    OUT(sink, " class=c");
    sink_number(sink, html_coverage_class(cell->coverage, cell->named_only));
  }
  sink_str(sink, wide->labels[target]);
  if (says) {
    coverage(wide, cell);
  }
  for (uint32_t i = 0, alike = 0; i < cell->count; i += alike) {
    const struct report_counterpart *first = &cell->counterparts[i];
    for (alike = 1; i + alike < cell->count && said_alike(first, &first[alike]); alike++) {
    }
    counterparts(wide, first, alike);
  }
}

static void matrix_row(struct wide *wide, uint32_t i) {
  struct sink *sink = wide->html.sink;
  const struct report_item *item = &wide->report->source.items[i];
  const struct html_item *escaped = &wide->html.source.items[i];
  OUT(sink, "\n<tr id=s.");
  sink_str(sink, escaped->anchor);
  OUT(sink, "><th scope=row class=f><a href=#s.");
  sink_str(sink, escaped->anchor);
  OUT(sink, ">");
  sink_str(sink, escaped->id);
  OUT(sink, "</a>");
  sink_str(sink, escaped->out);
  OUT(sink, "<span");
  sink_str(sink, escaped->lang);
  OUT(sink, ">");
  sink_str(sink, escaped->title);
  OUT(sink, "</span>");
  html_texts(sink, item);
  if (item->group) {
    OUT(sink, "<em>the heading as a whole</em>");
  } else if (!item->counted) {
    OUT(sink, "<em>not counted</em>");
  }
  for (uint32_t t = 0; t < wide->report->target_count; t++) {
    matrix_cell(wide, &wide->report->cells[(size_t)i * wide->report->target_count + t], item->counted, t);
  }
  html_own_cells(sink, &wide->own, item->own);
}

static bool any_row(const struct report_matrix *report) {
  bool any = false;
  for (uint32_t i = 0; i < report->source.item_count && !any; i++) {
    any = report_matrix_has_row(report, i);
  }
  return any;
}

static void all_rows(struct wide *wide) {
  for (uint32_t i = 0; i < wide->report->source.item_count; i++) {
    if (!report_matrix_has_row(wide->report, i)) {
      continue;
    }
    uint32_t group = wide->html.source.items[i].group;
    if (!wide->open || group != wide->group) {
      group_head(wide, group);
    }
    matrix_row(wide, i);
  }
}

static void wide_table(struct wide *wide) {
  struct sink *sink = wide->html.sink;
  bool pane = wide->report->target_count > MOST_ON_A_PAGE;
  OUT(sink, "<section id=table><h2>The wide table</h2>\n");
  if (!any_row(wide->report)) {
    OUT(sink, "<p>No control of the source is listed, and nothing is mapped.</p></section>\n");
    return;
  }
  OUT(sink,
      "<p>Read each entry as \xE2\x80\x9C"
      "control on the left <em>relation</em> counterpart\xE2\x80\x9D. What holds "
      "\xE2\x80\x9Conly together with\xE2\x80\x9D other controls says nothing of the one alone. M1, M2 name the "
      "mapping "
      "that says so; what is implied follows from several. <a href=\"#legend\">How to read this page</a></p>\n");
  html_reason_key(sink, &wide->reasons, wide->reasons.count);
  toolbar(wide);
  if (pane) {
    OUT(sink, "<div class=pane tabindex=0 role=region aria-label=\"Wide table\">");
  }
  table_head(wide);
  all_rows(wide);
  sink_text(sink, pane ? "\n</table></div>\n" : "\n</table>\n");
  OUT(sink, "<p id=nothing class=nothing hidden>No control passes the filter.</p></section>\n");
}

/* ---- below the table ---- */

static void frameworks(struct wide *wide) {
  OUT(wide->html.sink, "<section id=frameworks><h2>Frameworks</h2>\n<div class=trio>\n");
  html_framework_cards(&wide->html, "Source", &wide->report->source);
  for (uint32_t t = 0; t < wide->report->target_count; t++) {
    html_framework_cards(&wide->html, "Target", &wide->report->targets[t]);
  }
  OUT(wide->html.sink, "</div></section>\n");
}

static void mappings(struct wide *wide) {
  if (wide->report->mapping_count > 0) {
    html_mappings(&wide->html);
    return;
  }
  OUT(wide->html.sink,
      "<section id=mappings><h2>Where the rows come from</h2>\n<p>No mapping between the source and any of the targets "
      "is "
      "loaded; whatever is shown is proved through others.</p></section>\n");
}

static struct str page_title(const struct wide *wide) {
  struct sink *title = sink_open_memory(wide->html.arena);
  heading(title, wide->report);
  if (wide->report->brand.title.n > 0) {
    OUT(title, " \xE2\x80\x93 ");
    escape_html(title, wide->report->brand.title);
  }
  return sink_memory(title);
}

static struct str running_title(const struct wide *wide) {
  struct sink *title = sink_open_memory(wide->html.arena);
  if (wide->report->title.n > 0) {
    return wide->report->title;
  }
  sink_str(title, wide->report->source.short_title);
  sink_text(title, " side by side");
  return sink_memory(title);
}

void html_matrix(struct sink *sink, const struct report_matrix *report, const struct writer_options *options) {
  struct wide wide;
  memset(&wide, 0, sizeof wide);
  prepare(&wide, sink, report, options);
  gather(&wide);
  struct html_frame frame = {.title = page_title(&wide),
                             .running = running_title(&wide),
                             .brand = &report->brand,
                             .script = &asset_matrix_js,
                             .skip_to = "table",
                             .skip_text = "Skip to the wide table",
                             .broad = true};
  html_head(sink, &frame, options);
  page_header(&wide);
  OUT(sink, "<main>\n");
  glance(&wide);
  wide_table(&wide);
  frameworks(&wide);
  mappings(&wide);
  html_legend(&wide.html, &wide.used);
  html_made(&wide.html);
  OUT(sink, "</main>\n");
  html_foot(sink, &frame, options);
}
