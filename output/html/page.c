/* The page of one crosswalk, read from top to bottom. */
#include "output/html/assets.h"
#include "output/html/html.h"

static void term(struct sink *sink, const char *name, struct str value) {
  if (value.n == 0) {
    return;
  }
  OUT(sink, "<div><dt>");
  sink_text(sink, name);
  OUT(sink, "</dt><dd>");
  escape_html(sink, value);
  OUT(sink, "</dd></div>");
}

static void put_rights(struct sink *sink, struct str rights) {
  if (rights.n == 0) {
    return;
  }
  OUT(sink, "<p class=rights>");
  escape_html(sink, rights);
  OUT(sink, "</p>");
}

static void framework_card(struct html *html, const char *role, const struct report_framework *framework) {
  struct sink *sink = html->sink;
  OUT(sink, "<section class=card><p class=over>");
  sink_text(sink, role);
  OUT(sink, "</p><h2");
  html_language(sink, framework->language, framework->short_title);
  OUT(sink, ">");
  escape_html(sink, framework->short_title);
  OUT(sink, "</h2>");
  if (!str_eq(framework->title, framework->short_title)) {
    OUT(sink, "<p class=full");
    html_language(sink, framework->language, framework->title);
    OUT(sink, ">");
    escape_html(sink, framework->title);
    OUT(sink, "</p>");
  }
  OUT(sink, "<dl class=meta>");
  term(sink, "Publisher", framework->publisher);
  term(sink, "Edition", framework->edition);
  term(sink, "Published", framework->published);
  OUT(sink, "<div><dt>Counted controls</dt><dd>");
  if (framework->open) {
    OUT(sink, "not listed");
  } else {
    sink_number(sink, framework->counts.counted);
  }
  OUT(sink, "</dd></div>");
  if (framework->href.n > 0) {
    OUT(sink, "<div><dt>Published at</dt><dd>");
    html_link(sink, framework->href, STR(""));
    OUT(sink, "</dd></div>");
  }
  OUT(sink, "</dl>");
  put_rights(sink, framework->rights);
  put_rights(sink, framework->text_rights);
  OUT(sink, "</section>\n");
}

void html_framework_cards(struct html *html, const char *role, const struct report_framework *framework) {
  uint32_t count = 0;
  const struct report_framework *parts = report_parts(framework, &count);
  for (uint32_t i = 0; i < count; i++) {
    framework_card(html, role, &parts[i]);
  }
}

void html_texts(struct sink *sink, const struct report_item *item) {
  if (item->statement.n > 0) {
    OUT(sink, "<div class=says");
    html_language(sink, item->statement_language, item->statement);
    OUT(sink, ">");
    escape_html(sink, item->statement);
    OUT(sink, "</div>");
  }
  if (item->guidance.n > 0) {
    OUT(sink, "<div class=says><i>Guidance:</i>");
    html_foreign(sink, html_language_once(sink_arena(sink), item->guidance_language, item->guidance), " ",
                 escape_html_once(sink_arena(sink), item->guidance));
    OUT(sink, "</div>");
  }
}

static void framework_name(struct html *html, const struct report_framework *framework) {
  html_foreign(html->sink, html_language_once(html->arena, framework->language, framework->short_title), "",
               escape_html_once(html->arena, framework->short_title));
}

static void page_header(struct html *html) {
  struct sink *sink = html->sink;
  const struct report_crosswalk *report = html->report;
  OUT(sink, "<header>\n");
  html_trail(sink, &report->brand, &report->links);
  html_brand(sink, &report->brand);
  OUT(sink, "<p class=over>");
  if (report->brand.title.n > 0) {
    escape_html(sink, report->brand.title);
  } else {
    OUT(sink, "Crosswalk");
  }
  OUT(sink, "</p>\n<h1>");
  framework_name(html, &report->source);
  OUT(sink, " <span>to</span> ");
  framework_name(html, &report->target);
  if (html->part_count > 1) {
    OUT(sink, "<span>");
    html_put_part(html, sink);
    OUT(sink, "</span>");
  }
  OUT(sink, "</h1>\n");
  html_answer(html);
  html_stated(sink, &report->brand);
  html_brand_note(sink, &report->brand);
  OUT(sink, "</header>\n");
}

static void frameworks(struct html *html) {
  OUT(html->sink, "<section id=frameworks><h2>The ");
  sink_text(html->sink, html->report->target.held_together ? "frameworks" : "two frameworks");
  OUT(html->sink, "</h2>\n<div class=pair>\n");
  html_framework_cards(html, "Source", &html->report->source);
  html_framework_cards(html, "Target", &html->report->target);
  OUT(html->sink, "</div></section>\n");
}

/* The sections that are on the first page of a crosswalk alone. */
static void whole_contents(struct html *html) {
  struct sink *sink = html->sink;
  if (html->report->source.counts.counted > 0) {
    OUT(sink, "<li><a href=\"#coverage-source\">Coverage of ");
    escape_html(sink, html->report->source.short_title);
    OUT(sink, "</a></li>");
  }
  if (html->report->target.counts.counted > 0) {
    OUT(sink, "<li><a href=\"#coverage-target\">Coverage of ");
    escape_html(sink, html->report->target.short_title);
    OUT(sink, "</a></li>");
  }
  OUT(sink, "<li><a href=\"#findings\">Findings</a></li>");
}

static void contents(struct html *html) {
  struct sink *sink = html->sink;
  OUT(sink, "<nav aria-label=\"On this page\"><ul>");
  if (html->part == 0 && html->report->source.counts.none + html->report->target.counts.none > 0) {
    OUT(sink, "<li><a href=\"#open\">What is open</a></li>");
  }
  OUT(sink, "<li><a href=\"#table\">Crosswalk</a></li>");
  if (html->part == 0) {
    whole_contents(html);
  }
  OUT(sink,
      "<li><a href=\"#mappings\">Provenance</a></li><li><a href=\"#legend\">How to read</a></li><li><a "
      "href=\"#made\">How it was made</a></li></ul></nav>\n");
}

static struct str page_title(struct html *html) {
  struct sink *title = sink_open_memory(html->arena);
  escape_html(title, html->report->source.short_title);
  OUT(title, " to ");
  escape_html(title, html->report->target.short_title);
  html_put_part(html, title);
  if (html->report->brand.title.n > 0) {
    OUT(title, " \xE2\x80\x93 ");
    escape_html(title, html->report->brand.title);
  }
  return sink_memory(title);
}

static struct str running_title(struct html *html) {
  struct sink *title = sink_open_memory(html->arena);
  sink_str(title, html->report->source.short_title);
  OUT(title, " to ");
  sink_str(title, html->report->target.short_title);
  html_put_part(html, title);
  return sink_memory(title);
}

static void html_crosswalk(struct sink *sink, const struct report_crosswalk *report,
                           const struct writer_options *options) {
  struct html html = {
      .sink = sink, .arena = sink_arena(sink), .report = report, .options = options, .part = options->part};
  html_prepare(&html);
  struct html_used used = html_words_used(&html);
  struct html_frame frame = {.title = page_title(&html),
                             .running = running_title(&html),
                             .brand = &report->brand,
                             .script = &asset_crosswalk_js,
                             .skip_to = "table",
                             .skip_text = "Skip to the crosswalk",
                             .broad = report->source.own_count + report->target.own_count > 0};
  html_head(sink, &frame, options);
  page_header(&html);
  contents(&html);
  OUT(sink, "<main>\n");
  if (html.part == 0) {
    html_open_points(&html);
    html_stamp(&html);
    html_picture(&html);
  }
  html_table(&html);
  if (html.part == 0) {
    html_coverage(&html, true);
    html_coverage(&html, false);
    html_findings(&html);
  }
  html_mappings(&html);
  frameworks(&html);
  html_legend(&html, &used);
  html_made(&html);
  OUT(sink, "</main>\n");
  html_foot(sink, &frame, options);
}

const struct writer html_writer = {
    .name = "html",
    .extension = ".html",
    .index_name = "index",
    .marks = {"name=\"generator\" content=\"crosswalk "},
    .has_digests = true,
    .parts = html_count_parts,
    .crosswalk = html_crosswalk,
    .matrix = html_matrix,
    .index = html_index,
    .paper = html_paper,
};
