/* The figures at the head of a page: coverage in both directions, each with its denominator. */
#include "output/html/html.h"

static void figure_row(struct html *html, const char *kind, const char *word, uint32_t value, uint32_t whole) {
  struct sink *sink = html->sink;
  OUT(sink, "<tr><th scope=row>");
  html_swatch(sink, kind);
  sink_text(sink, word);
  OUT(sink, "<td class=n>");
  sink_number(sink, value);
  OUT(sink, " of ");
  sink_number(sink, whole);
  OUT(sink, "<td class=n>");
  write_share(sink, value, whole, "&lt;");
  OUT(sink, "\n");
}

void html_figures(struct html *html, struct str covered, const struct report_counts *counts) {
  struct sink *sink = html->sink;
  html_bar(sink, counts);
  OUT(sink, "<table class=figures><caption class=hide>Coverage of ");
  escape_html(sink, covered);
  OUT(sink, "</caption><thead class=hide><tr><th scope=col>Coverage<th scope=col>Controls<th scope=col>Share<tbody>\n");
  figure_row(html, "full", "full", counts->full - counts->jointly, counts->counted);
  if (counts->jointly > 0) {
    figure_row(html, "jointly", "full, by several jointly", counts->jointly, counts->counted);
  }
  figure_row(html, "partial", "partial", counts->partial, counts->counted);
  uint32_t named = counts->related_only + counts->supports_only;
  if (named > 0) {
    figure_row(html, "named", "named by a mapping, nothing proved", named, counts->counted);
  }
  figure_row(html, "none", "none", counts->none, counts->counted);
  figure_row(html, "excluded", "excluded after review", counts->excluded, counts->counted);
  OUT(sink, "</table>");
}

static void figure_table(struct html *html, const struct html_side *side, const char *link) {
  struct sink *sink = html->sink;
  html_figures(html, side->framework->short_title, &side->framework->counts);
  OUT(sink, "<p><a href=\"#");
  sink_text(sink, link);
  OUT(sink, "\">Control by control</a></p>");
}

static void direction(struct html *html, const struct html_side *side, const struct html_side *by, const char *link) {
  struct sink *sink = html->sink;
  OUT(sink, "<section class=card><h3>");
  escape_html(sink, side->framework->short_title);
  OUT(sink, "<small> covered by ");
  escape_html(sink, by->framework->short_title);
  OUT(sink, "</small></h3>");
  if (side->framework->counts.counted > 0) {
    figure_table(html, side, link);
  } else if (side->framework->open) {
    OUT(sink, "<p>The controls of this framework are not listed, so that none can be counted.</p>");
  } else {
    OUT(sink, "<p>This framework has no counted controls.</p>");
  }
  OUT(sink, "</section>\n");
}

static void fact(struct html *html, uint32_t value, const char *what, const char *detail) {
  struct sink *sink = html->sink;
  OUT(sink, "<div><dt>");
  sink_text(sink, what);
  OUT(sink, "</dt><dd><b>");
  sink_number(sink, value);
  OUT(sink, "</b> ");
  sink_text(sink, detail);
  OUT(sink, "</dd></div>\n");
}

static void facts(struct html *html) {
  const struct report_crosswalk *report = html->report;
  OUT(html->sink, "<dl class=facts>\n");
  fact(html, report->declared, "Declared", "rows, stated by a named mapping");
  fact(html, report->implied, "Implied", "rows, proved from declared ones");
  fact(html, report->disputed, "Disputed", "of the declared rows, in a conflict");
  fact(html, html->gap_rows, "Gaps", "source controls without counterpart");
  if (html->options->candidates) {
    fact(html, report->candidate, "Candidates", "rows to review, never counted");
  }
  OUT(html->sink, "</dl>\n");
}

void html_glance(struct html *html) {
  OUT(html->sink, "<section id=glance><h2>At a glance</h2>\n");
  facts(html);
  OUT(html->sink, "<div class=pair>\n");
  direction(html, &html->source, &html->target, "coverage-source");
  direction(html, &html->target, &html->source, "coverage-target");
  OUT(html->sink, "</div></section>\n");
}
