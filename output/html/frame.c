/* Head and foot of a page, and small pieces that every page uses. */
#include "base/sha256.h"
#include "output/html/assets.h"
#include "output/html/html.h"

/* Nothing may be loaded from anywhere; only the style and the script that stand in the page run, known by their hashes. */
static void policy(struct sink *sink, const struct html_frame *frame, struct str own_style) {
  OUT(sink,
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'sha256-");
  sink_text(sink, asset_crosswalk_css.sha256);
  if (own_style.n > 0) {
    char hash[SHA256_BASE64];
    OUT(sink, "' 'sha256-");
    sha256_base64(own_style.p, own_style.n, hash);
    sink_text(sink, hash);
  }
  if (frame->script != NULL) {
    OUT(sink, "'; script-src 'sha256-");
    sink_text(sink, frame->script->sha256);
  }
  OUT(sink, "'; base-uri 'none'; form-action 'none'\">\n");
}

/* Text between the quotes of a style: nothing in it ends the string, or the style. */
static void style_text(struct sink *sink, struct str text) {
  for (uint32_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)text.p[i];
    if (c < 0x20 || c == '"' || c == '\\' || c == '<' || c == '&' || c == 0x7F) {
      static const char digits[] = "0123456789abcdef";
      OUT(sink, "\\");
      sink_char(sink, c < 0x20 ? '2' : digits[c >> 4U]);
      sink_char(sink, c < 0x20 ? '0' : digits[c & 15U]);
      OUT(sink, " ");
    } else {
      sink_char(sink, (char)c);
    }
  }
}

/* A loose sheet says what it is of: title, organisation and version stand at its head. */
static void running_header(struct sink *style, const struct html_frame *frame) {
  const struct brand *brand = frame->brand;
  OUT(style, "@page{@top-left{content:\"");
  style_text(style, frame->running);
  OUT(style, "\"}@top-right{content:\"");
  style_text(style, brand->organisation);
  if (brand->version.n > 0) {
    sink_text(style, brand->organisation.n > 0 ? ", version " : "Version ");
    style_text(style, brand->version);
  }
  OUT(style, "\"}}");
}

/* What the style of this page adds to that of all pages. */
static struct str own_style_of(struct arena *arena, const struct html_frame *frame) {
  struct sink *style = sink_open_memory(arena);
  sink_str(style, html_brand_style(arena, frame->brand));
  if (frame->running.n > 0) {
    running_header(style, frame);
  }
  return sink_memory(style);
}

/* The fills are patterns and not colours alone, so that they can be told apart in grey. */
static void patterns(struct sink *sink) {
  OUT(sink,
      "<svg class=defs width=\"0\" height=\"0\" aria-hidden=true><defs>"
      "<pattern id=hatch width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
      "<rect width=\"5\" height=\"5\" class=hatch-paper></rect><rect width=\"2\" height=\"5\" "
      "class=hatch-ink></rect></pattern>"
      "<pattern id=dots width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
      "<rect width=\"5\" height=\"5\" class=dots-paper></rect><circle cx=\"2.5\" cy=\"2.5\" r=\"1\" "
      "class=dots-ink></circle></pattern>"
      "</defs></svg>\n");
}

void html_head(struct sink *sink, const struct html_frame *frame, const struct writer_options *options) {
  OUT(sink, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
  struct str own_style = own_style_of(sink_arena(sink), frame);
  policy(sink, frame, own_style);
  OUT(sink,
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"generator\" content=\"");
  escape_attribute(sink, str_from(options->generator != NULL ? options->generator : "crosswalk"));
  OUT(sink, "\">\n<title>");
  sink_str(sink, frame->title);
  OUT(sink, "</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>");
  sink_write(sink, asset_crosswalk_css.text, asset_crosswalk_css.size);
  if (own_style.n > 0) {
    OUT(sink, "</style>\n<style>");
    sink_str(sink, own_style);
  }
  OUT(sink, "</style>\n</head>\n");
  sink_text(sink, frame->broad ? "<body class=broad>" : "<body>");
  OUT(sink, "\n<a class=skip href=\"#");
  sink_text(sink, frame->skip_to);
  OUT(sink, "\">");
  sink_text(sink, frame->skip_text);
  OUT(sink, "</a>\n");
  patterns(sink);
}

void html_foot(struct sink *sink, const struct html_frame *frame, const struct writer_options *options) {
  OUT(sink, "<footer><p>Written by ");
  escape_html(sink, str_from(options->generator != NULL ? options->generator : "crosswalk"));
  OUT(sink, ". This page is complete in itself: it loads nothing and sends nothing.</p></footer>\n");
  if (frame->script != NULL) {
    OUT(sink, "<script>");
    sink_write(sink, frame->script->text, frame->script->size);
    OUT(sink, "</script>\n");
  }
  OUT(sink, "</body>\n</html>\n");
}

void html_link(struct sink *sink, struct str href, struct str text) {
  struct str shown = text.n > 0 ? text : href;
  if (!escape_is_link(href)) {
    escape_html(sink, text);
    if (href.n > 0) {
      OUT(sink, " (");
      escape_html(sink, href);
      OUT(sink, ")");
    }
    return;
  }
  OUT(sink, "<a href=\"");
  escape_href(sink, href);
  OUT(sink, "\">");
  escape_html(sink, shown);
  OUT(sink, "</a>");
}

/* The arrow is drawn by the style: what is copied is the id. */
void html_out_link(struct sink *sink, struct str href, struct str name) {
  if (href.n == 0) {
    return;
  }
  OUT(sink, "<a class=out rel=\"noopener external\" href=\"");
  escape_href(sink, href);
  OUT(sink, "\" aria-label=\"");
  escape_attribute(sink, name);
  OUT(sink, " at its publisher\"></a>");
}

void html_swatch(struct sink *sink, const char *kind) {
  OUT(sink,
      "<svg class=swatch width=\"14\" height=\"14\" aria-hidden=true><rect x=\"1\" y=\"1\" width=\"12\" height=\"12\" "
      "class=\"f-");
  sink_text(sink, kind);
  OUT(sink, "\"></rect></svg>");
}

/* One part of a bar of 400 units, from `before` of `whole` on. */
static void bar_part(struct sink *sink, const char *kind, uint32_t before, uint32_t part, uint32_t whole) {
  if (part == 0) {
    return;
  }
  uint64_t from = (uint64_t)before * 400 / whole;
  uint64_t to = ((uint64_t)before + part) * 400 / whole;
  OUT(sink, "<rect x=\"");
  sink_number(sink, from);
  OUT(sink, "\" width=\"");
  sink_number(sink, to > from ? to - from : 1);
  OUT(sink, "\" height=\"16\" class=\"f-");
  sink_text(sink, kind);
  OUT(sink, "\"></rect>");
}

void html_bar(struct sink *sink, const struct report_counts *counts) {
  uint32_t single = counts->full - counts->jointly;
  OUT(sink, "<svg class=bar viewBox=\"0 0 400 16\" preserveAspectRatio=\"none\" aria-hidden=true>");
  bar_part(sink, "full", 0, single, counts->counted);
  bar_part(sink, "jointly", single, counts->jointly, counts->counted);
  bar_part(sink, "partial", counts->full, counts->partial, counts->counted);
  uint32_t named = counts->related_only + counts->supports_only;
  uint32_t met = counts->full + counts->partial;
  bar_part(sink, "named", met, named, counts->counted);
  bar_part(sink, "none", met + named, counts->none, counts->counted);
  bar_part(sink, "excluded", met + named + counts->none, counts->excluded, counts->counted);
  OUT(sink, "</svg>");
}
