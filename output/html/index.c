/* The index over all crosswalks of one build. */
#include "output/html/assets.h"
#include "output/html/html.h"

/* A matrix of more frameworks than these is wider than a page. */
enum { MOST_IN_MATRIX = 12 };

static void covered(struct sink *sink, const struct report_counts *counts) {
  OUT(sink, "<td class=cov>");
  if (counts->counted == 0) {
    OUT(sink, "<span>not counted</span>");
    return;
  }
  html_bar(sink, counts);
  OUT(sink, "<span>");
  html_counts(sink, counts);
  OUT(sink, "</span>");
}

static void number(struct sink *sink, uint32_t value) {
  OUT(sink, "<td class=n>");
  sink_number(sink, value);
}

static void link_to(struct sink *sink, struct str stem) {
  OUT(sink, "<a href=\"");
  escape_path(sink, stem);
  OUT(sink, ".html\">");
}

/* "CSV, Excel, Markdown": the same in other formats, and the other direction. */
static void also(struct sink *sink, const struct report_links *links) {
  const struct str files[] = {links->csv, links->xlsx, links->markdown, links->json, links->other};
  static const char *const names[] = {"CSV", "Excel", "Markdown", "JSON", "the other direction"};
  if (html_list_links(sink, "<span class=also>", files, names, sizeof files / sizeof *files)) {
    OUT(sink, "</span>");
  }
}

/* "Part 1, 2, 3", of a crosswalk that is on several pages. */
static void put_parts(struct sink *sink, const struct report_index_entry *entry) {
  for (uint32_t part = 1; part <= entry->parts && entry->parts > 1; part++) {
    sink_text(sink, part == 1 ? "<span class=also>Part <a href=\"" : ", <a href=\"");
    escape_path(sink, entry->file);
    if (part > 1) {
      OUT(sink, "~");
      sink_number(sink, part);
    }
    OUT(sink, ".html\">");
    sink_number(sink, part);
    sink_text(sink, part == entry->parts ? "</a></span>" : "</a>");
  }
}

static void entry_row(struct sink *sink, const struct report_index_entry *entry) {
  OUT(sink, "<tr id=\"x.");
  escape_anchor(sink, entry->file);
  OUT(sink, "\"><th scope=row>");
  link_to(sink, entry->file);
  escape_html(sink, entry->source_title);
  OUT(sink, " to ");
  escape_html(sink, entry->target_title);
  OUT(sink, "</a>\xC2\xA0<a class=self href=\"#x."); /* never alone on a line */
  escape_anchor(sink, entry->file);
  OUT(sink, "\" aria-label=\"Link to this row\">#</a>");
  put_parts(sink, entry);
  also(sink, &entry->links);
  covered(sink, &entry->source_counts);
  covered(sink, &entry->target_counts);
  number(sink, entry->declared);
  number(sink, entry->implied);
  number(sink, entry->disputed);
  OUT(sink, "\n");
}

static void key(struct sink *sink) {
  static const char *const kinds[] = {"full", "jointly", "partial", "named", "none", "excluded"};
  static const char *const names[] = {
      "in full", "in full, by several together", "in part", "only named by a mapping", "open", "no counterpart"};
  OUT(sink, "<ul class=key>");
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    OUT(sink, "<li>");
    html_swatch(sink, kinds[i]);
    sink_text(sink, names[i]);
    OUT(sink, "</li>");
  }
  OUT(sink, "</ul>\n");
}

static void entries(struct sink *sink, const struct report_index *report) {
  OUT(sink, "<section id=table><h2>Crosswalks</h2>\n");
  key(sink);
  OUT(sink,
      "<form id=tools class=tools role=search hidden><p><label for=q>Filter</label><input id=q type=search "
      "autocomplete=off "
      "spellcheck=false placeholder=\"framework\"></p><output id=count aria-live=polite></output></form>\n"
      "<table id=rows class=\"rows list\"><caption class=hide>Crosswalks</caption><thead><tr><th "
      "scope=col>Crosswalk<th scope=col>Source "
      "covered<th scope=col>Target covered<th scope=col>Declared<th scope=col>Implied<th scope=col>Disputed<tbody>\n");
  for (uint32_t i = 0; i < report->entry_count; i++) {
    entry_row(sink, &report->entries[i]);
  }
  OUT(sink, "</table></section>\n");
}

/* ---- the wide tables ---- */

static void wide_row(struct sink *sink, const struct report_index_matrix *entry) {
  OUT(sink, "<tr><th scope=row>");
  link_to(sink, entry->file);
  escape_html(sink, entry->title.n > 0 ? entry->title : entry->source_title);
  OUT(sink, "</a>");
  if (entry->title.n > 0) {
    OUT(sink, "<span>");
    escape_html(sink, entry->source_title);
    OUT(sink, "</span>");
  }
  OUT(sink, "<td>");
  for (uint32_t t = 0; t < entry->target_count; t++) {
    const struct report_index_column *target = &entry->targets[t];
    OUT(sink, "<p>");
    escape_html(sink, target->title);
    OUT(sink, " <span class=q>");
    if (target->counts.counted > 0) {
      html_counts(sink, &target->counts);
    }
    OUT(sink, "</span></p>");
  }
  OUT(sink, "\n");
}

static void wide_tables(struct sink *sink, const struct report_index *report) {
  if (report->matrix_count == 0) {
    return;
  }
  OUT(sink,
      "<section id=wide><h2>Wide tables</h2>\n<p>One framework, with its counterparts in several others side by "
      "side.</p>\n<table class=rows><caption class=hide>Wide tables</caption><thead><tr><th scope=col>Wide table<th "
      "scope=col>Covered by<tbody>\n");
  for (uint32_t i = 0; i < report->matrix_count; i++) {
    wide_row(sink, &report->matrices[i]);
  }
  OUT(sink, "</table></section>\n");
}

static void papers(struct sink *sink, const struct report_index *report) {
  if (report->paper_count == 0) {
    return;
  }
  OUT(sink, "<section id=papers><h2>Our own state</h2>\n<ul>");
  for (uint32_t i = 0; i < report->paper_count; i++) {
    OUT(sink, "<li>");
    link_to(sink, report->papers[i].file);
    escape_html(sink, report->papers[i].kind);
    OUT(sink, "</a>");
    if (!str_eq_caseless(report->papers[i].title, report->papers[i].kind)) {
      OUT(sink, ": ");
      escape_html(sink, report->papers[i].title);
    }
    OUT(sink, "</li>\n");
  }
  OUT(sink, "</ul></section>\n");
}

/* ---- the matrix ---- */

static const struct report_index_entry *find_entry(const struct report_index *report, struct str source,
                                                   struct str target) {
  for (uint32_t i = 0; i < report->entry_count; i++) {
    if (str_eq(report->entries[i].source_id, source) && str_eq(report->entries[i].target_id, target)) {
      return &report->entries[i];
    }
  }
  return NULL;
}

static void matrix_cell(struct sink *sink, const struct report_index *report, uint32_t s, uint32_t t) {
  const struct report_index_entry *there = find_entry(report, report->frameworks[s].id, report->frameworks[t].id);
  const struct report_index_entry *back = find_entry(report, report->frameworks[t].id, report->frameworks[s].id);
  const struct report_counts *counts = there != NULL  ? &there->source_counts
                                       : back != NULL ? &back->target_counts
                                                      : NULL;
  OUT(sink, "<td class=n>");
  if (s == t || counts == NULL) {
    OUT(sink, "\xE2\x80\x93");
    return;
  }
  link_to(sink, there != NULL ? there->file : back->file);
  if (counts->counted == 0) {
    OUT(sink, "not counted");
  } else {
    sink_number(sink, counts->full);
    OUT(sink, " + ");
    sink_number(sink, counts->partial);
    OUT(sink, " / ");
    sink_number(sink, counts->counted);
  }
  OUT(sink, "</a>");
}

static void matrix(struct sink *sink, const struct report_index *report) {
  if (report->framework_count < 3 || report->framework_count > MOST_IN_MATRIX || report->entry_count < 2) {
    return;
  }
  OUT(sink,
      "<section id=matrix><h2>Each framework by each other</h2>\n<p>How many of the counted controls of the framework "
      "on the left are met by the one above: in full, and in part.</p>\n<div class=scroll tabindex=0 role=region "
      "aria-label=\"Matrix of "
      "frameworks\"><table class=\"rows matrix\"><caption class=hide>Matrix of frameworks</caption><thead><tr><td>");
  for (uint32_t t = 0; t < report->framework_count; t++) {
    OUT(sink, "<th scope=col>");
    escape_html(sink, report->frameworks[t].short_title);
  }
  OUT(sink, "<tbody>\n");
  for (uint32_t s = 0; s < report->framework_count; s++) {
    OUT(sink, "<tr><th scope=row>");
    escape_html(sink, report->frameworks[s].short_title);
    for (uint32_t t = 0; t < report->framework_count; t++) {
      matrix_cell(sink, report, s, t);
    }
    OUT(sink, "\n");
  }
  OUT(sink, "</table></div></section>\n");
}

/* ---- the frameworks ---- */

/* How many controls of the framework count: as any of its crosswalks has it. */
static uint32_t counted(const struct report_index *report, const struct report_framework *framework) {
  uint32_t count = framework->counts.counted;
  for (uint32_t i = 0; i < report->entry_count && count == 0; i++) {
    const struct report_index_entry *entry = &report->entries[i];
    if (str_eq(entry->source_id, framework->id)) {
      count = entry->source_counts.counted;
    } else if (str_eq(entry->target_id, framework->id)) {
      count = entry->target_counts.counted;
    }
  }
  return count;
}

static void framework_row(struct sink *sink, const struct report_index *report,
                          const struct report_framework *framework) {
  OUT(sink, "<tr><th scope=row>");
  escape_html(sink, framework->short_title);
  OUT(sink, "<span>");
  escape_html(sink, framework->title);
  OUT(sink, "</span><td>");
  escape_html(sink, framework->publisher);
  OUT(sink, "<td>");
  escape_html(sink, framework->edition);
  OUT(sink, "<td class=date>");
  escape_html(sink, framework->published);
  OUT(sink, "<td class=n>");
  if (framework->open) {
    OUT(sink, "not listed");
  } else {
    sink_number(sink, counted(report, framework));
  }
  OUT(sink, "<td>");
  if (framework->href.n > 0) {
    html_link(sink, framework->href, STR(""));
  }
  if (framework->rights.n > 0) {
    OUT(sink, "<p class=from>");
    escape_html(sink, framework->rights);
    OUT(sink, "</p>");
  }
  OUT(sink, "\n");
}

static void frameworks(struct sink *sink, const struct report_index *report) {
  OUT(sink,
      "<section id=frameworks><h2>Frameworks</h2>\n<table class=rows><caption "
      "class=hide>Frameworks</caption><thead><tr><th "
      "scope=col>Framework<th scope=col>Publisher<th scope=col>Edition<th scope=col>Published<th scope=col>Counted "
      "controls<th "
      "scope=col>Source and rights<tbody>\n");
  for (uint32_t i = 0; i < report->framework_count; i++) {
    framework_row(sink, report, &report->frameworks[i]);
  }
  OUT(sink, "</table></section>\n");
}

static void made(struct sink *sink, const struct report_index *report, const struct writer_options *options) {
  if (report->document_count == 0) {
    return;
  }
  OUT(sink, "<section id=made><h2>How it was made</h2>\n<p>Compiled by ");
  escape_html(sink, str_from(options->generator != NULL ? options->generator : "crosswalk"));
  OUT(sink,
      " from the documents below. The same documents give the same pages, byte for byte, so that they can be made "
      "again and compared.</p>\n");
  html_documents(sink, report->documents, report->document_count);
  OUT(sink, "</section>\n");
}

static void title(struct sink *sink, const struct report_index *report) {
  OUT(sink, "<header>\n");
  struct report_links formats = {.markdown = report->links.list, .json = report->links.json};
  html_trail(sink, &report->brand, &formats);
  html_brand(sink, &report->brand);
  OUT(sink, "<p class=over>Crosswalks</p>\n<h1");
  if (report->language.n > 0) {
    OUT(sink, " lang=\"");
    escape_attribute(sink, report->language);
    OUT(sink, "\"");
  }
  OUT(sink, ">");
  escape_html(sink, report->title);
  OUT(sink, "</h1>\n<p class=lead>");
  sink_number(sink, report->entry_count);
  sink_text(sink, report->entry_count == 1 ? " crosswalk between " : " crosswalks between ");
  sink_number(sink, report->framework_count);
  OUT(sink, " frameworks");
  if (report->matrix_count > 0) {
    OUT(sink, ", and ");
    sink_number(sink, report->matrix_count);
    sink_text(sink, report->matrix_count == 1 ? " wide table" : " wide tables");
  }
  OUT(sink,
      ". Percentages and bars are of the counted controls of each framework, whatever the mappings "
      "mention.</p>\n");
  if (report->unwritten.n > 0) {
    OUT(sink, "<p class=lead>");
    escape_html(sink, report->unwritten);
    OUT(sink, "</p>\n");
  }
  html_stated(sink, &report->brand);
  html_brand_note(sink, &report->brand);
  OUT(sink, "</header>\n");
}

void html_index(struct sink *sink, const struct report_index *report, const struct writer_options *options) {
  struct html_frame frame = {.title = escape_html_once(sink_arena(sink), report->title),
                             .running = report->title,
                             .brand = &report->brand,
                             .script = &asset_index_js,
                             .skip_to = "table",
                             .skip_text = "Skip to the crosswalks"};
  html_head(sink, &frame, options);
  title(sink, report);
  OUT(sink, "<main>\n");
  entries(sink, report);
  wide_tables(sink, report);
  papers(sink, report);
  matrix(sink, report);
  frameworks(sink, report);
  made(sink, report, options);
  OUT(sink, "</main>\n");
  html_foot(sink, &frame, options);
}
