/* The answer, before anything else: one sentence and one bar for each of the two frameworks, in the words of the reader. */
#include "output/html/html.h"

/* "<b>3</b> in full" */
static void part(struct sink *sink, uint32_t number, const char *words) {
  OUT(sink, "<b>");
  sink_number(sink, number);
  sink_text(sink, words);
}

/* What is only named, or declared to have no counterpart, is said where there is any. */
static void further_parts(struct sink *sink, const struct report_counts *counts) {
  uint32_t named = counts->related_only + counts->supports_only;
  if (named > 0) {
    OUT(sink, ", ");
    part(sink, named, "</b> only named by a mapping, with nothing proved");
  }
  if (counts->excluded > 0) {
    OUT(sink, ", ");
    part(sink, counts->excluded, "</b> declared to have no counterpart");
  }
}

static void sentence(struct html *html, const struct html_side *side, const struct html_side *by) {
  struct sink *sink = html->sink;
  const struct report_counts *counts = &side->framework->counts;
  OUT(sink, "<p>Of ");
  sink_number(sink, counts->counted);
  sink_text(sink, counts->counted == 1 ? " control of " : " controls of ");
  escape_html(sink, side->framework->short_title);
  OUT(sink, ", ");
  escape_html(sink, by->framework->short_title);
  OUT(sink, " meets ");
  part(sink, counts->full, " in full</b>");
  if (counts->jointly > 0 && counts->jointly < counts->full) {
    OUT(sink, " (");
    sink_number(sink, counts->jointly);
    OUT(sink, " of them by several controls together)");
  } else if (counts->jointly > 0) {
    OUT(sink, " (by several controls together)");
  }
  OUT(sink, " and ");
  part(sink, counts->partial, " in part</b>");
  OUT(sink, "; ");
  part(sink, counts->none, counts->none == 1 ? "</b> is <b>open</b>" : "</b> are <b>open</b>");
  further_parts(sink, counts);
  OUT(sink, ".</p>\n");
}

static void figure(struct sink *sink, const char *kind, const char *word, uint32_t value, uint32_t whole) {
  OUT(sink, "<li>");
  html_swatch(sink, kind);
  sink_text(sink, word);
  OUT(sink, " ");
  sink_number(sink, value);
  OUT(sink, " (");
  write_share(sink, value, whole, "&lt;");
  OUT(sink, ")</li>");
}

void html_figures(struct sink *sink, const struct report_counts *counts) {
  uint32_t whole = counts->counted;
  uint32_t named = counts->related_only + counts->supports_only;
  html_bar(sink, counts);
  OUT(sink, "<ul class=key>");
  figure(sink, "full", "in full", counts->full - counts->jointly, whole);
  if (counts->jointly > 0) {
    figure(sink, "jointly", "in full, by several together", counts->jointly, whole);
  }
  figure(sink, "partial", "in part", counts->partial, whole);
  if (named > 0) {
    figure(sink, "named", "only named", named, whole);
  }
  figure(sink, "none", "open", counts->none, whole);
  if (counts->excluded > 0) {
    figure(sink, "excluded", "no counterpart", counts->excluded, whole);
  }
  OUT(sink, "</ul>\n");
}

static void direction(struct html *html, const struct html_side *side, const struct html_side *by) {
  struct sink *sink = html->sink;
  if (side->framework->held_together) {
    return; /* what is held is not judged */
  }
  if (side->framework->counts.counted > 0) {
    sentence(html, side, by);
    html_figures(sink, &side->framework->counts);
    return;
  }
  OUT(sink, "<p>");
  escape_html(sink, side->framework->short_title);
  sink_text(sink, side->framework->open ? ": its controls are not listed here, so that none can be counted.</p>\n"
                                        : " has no counted controls.</p>\n");
}

/* "3 in full, 12 in part, 4 only named, 87 open, of 106" */
void html_counts(struct sink *sink, const struct report_counts *counts) {
  sink_number(sink, counts->full);
  OUT(sink, " in full, ");
  sink_number(sink, counts->partial);
  OUT(sink, " in part, ");
  uint32_t named = counts->related_only + counts->supports_only;
  if (named > 0) {
    sink_number(sink, named);
    OUT(sink, " only named, ");
  }
  sink_number(sink, counts->none);
  OUT(sink, " open, ");
  if (counts->excluded > 0) {
    sink_number(sink, counts->excluded);
    OUT(sink, " without a counterpart, ");
  }
  OUT(sink, "of ");
  sink_number(sink, counts->counted);
}

void html_answer(struct html *html) {
  OUT(html->sink, "<section id=answer class=answer><h2 class=hide>The answer</h2>\n");
  direction(html, &html->source, &html->target);
  direction(html, &html->target, &html->source);
  OUT(html->sink, "</section>\n");
}
