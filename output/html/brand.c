/* A workspace's brand on a page: logo and organisation at the head, its colour, its note.
 *
 * The colour is used as it is for a rule that only adorns, and for text and focus in a shade that can be read: whatever
 * colour is chosen, WCAG AA holds in light, in dark and on paper. */
#include "base/base64.h"
#include "output/html/colour.h"
#include "output/html/html.h"

/* Of the grounds that text in the accent stands on, the one with the least contrast: --mark of crosswalk.css, where it
 * is the darkest in light and the lightest in dark. */
static const struct colour light_ground = {0xff, 0xf3, 0xc4};
static const struct colour dark_ground = {0x4a, 0x3d, 0x0c};

static void variables(struct sink *sink, struct colour accent, struct colour wish) {
  OUT(sink, ":root{--accent:");
  colour_write(sink, accent);
  OUT(sink, ";--brand:");
  colour_write(sink, wish);
  OUT(sink, "}");
}

struct str html_brand_style(struct arena *arena, const struct brand *brand) {
  struct colour wish;
  if (!colour_read(brand->accent, &wish)) {
    return STR("");
  }
  struct colour light = colour_readable(wish, light_ground);
  struct sink *style = sink_open_memory(arena);
  variables(style, light, wish);
  OUT(style, "@media (prefers-color-scheme:dark){");
  variables(style, colour_readable(wish, dark_ground), wish);
  OUT(style, "}@media print{");
  variables(style, light, wish);
  OUT(style, "}");
  return sink_memory(style);
}

static void logo(struct sink *sink, const struct brand *brand) {
  const unsigned char *bytes = (const unsigned char *)brand->logo.p;
  OUT(sink, "<img src=\"data:");
  sink_str(sink, brand->logo_type);
  OUT(sink, ";base64,");
  enum { PIECE = 3 * 1024 };
  for (size_t at = 0; at < brand->logo.n; at += PIECE) {
    char letters[BASE64_LENGTH(PIECE)];
    size_t n = brand->logo.n - at < PIECE ? brand->logo.n - at : PIECE;
    base64_text(bytes + at, n, letters);
    sink_write(sink, letters, BASE64_LENGTH(n));
  }
  /* Beside the organisation's name the picture says nothing more. */
  sink_text(sink, brand->organisation.n > 0 ? "\" alt=\"\">" : "\" alt=Logo>");
}

static void language(struct sink *sink, const struct brand *brand) {
  if (brand->language.n > 0) {
    OUT(sink, " lang=\"");
    escape_attribute(sink, brand->language);
    OUT(sink, "\"");
  }
}

void html_brand(struct sink *sink, const struct brand *brand) {
  if (brand->logo.n == 0 && brand->organisation.n == 0) {
    return;
  }
  OUT(sink, "<div class=brand>");
  if (brand->logo.n > 0) {
    logo(sink, brand);
  }
  if (brand->organisation.n > 0) {
    OUT(sink, "<p");
    language(sink, brand);
    OUT(sink, ">");
    escape_html(sink, brand->organisation);
    OUT(sink, "</p>");
  }
  OUT(sink, "</div>\n");
}

void html_brand_note(struct sink *sink, const struct brand *brand) {
  struct str rest = brand->note;
  if (rest.n == 0) {
    return;
  }
  OUT(sink, "<div class=front");
  language(sink, brand);
  OUT(sink, ">");
  for (struct str paragraph; report_next_paragraph(&rest, &paragraph);) {
    OUT(sink, "<p>");
    escape_html(sink, paragraph);
    OUT(sink, "</p>");
  }
  OUT(sink, "</div>\n");
}

/* ---- where the page belongs ---- */

static void format_link(struct sink *sink, struct str href, const char *name) {
  if (href.n > 0) {
    OUT(sink, "<li><a href=\"");
    escape_href(sink, href);
    OUT(sink, "\">");
    sink_text(sink, name);
    OUT(sink, "</a></li>");
  }
}

void html_trail(struct sink *sink, const struct brand *brand, const struct report_links *links) {
  if (links->index.n + links->csv.n + links->markdown.n + links->xlsx.n + links->json.n == 0) {
    return;
  }
  OUT(sink, "<nav class=trail aria-label=\"Pack and formats\"><ul>");
  if (links->index.n > 0) {
    OUT(sink, "<li class=up><a href=\"");
    escape_href(sink, links->index);
    OUT(sink, "\">");
    if (brand->title.n > 0) {
      escape_html(sink, brand->title);
    } else {
      OUT(sink, "All crosswalks");
    }
    OUT(sink, "</a></li>");
  }
  format_link(sink, links->other, "The other direction");
  format_link(sink, links->csv, "CSV");
  format_link(sink, links->xlsx, "Excel");
  format_link(sink, links->markdown, "Markdown");
  format_link(sink, links->json, "JSON");
  OUT(sink, "</ul></nav>\n");
}

bool html_list_links(struct sink *sink, const char *before, const struct str *files, const char *const *names,
                     size_t count) {
  bool any = false;
  for (size_t i = 0; i < count; i++) {
    if (files[i].n > 0) {
      sink_text(sink, any ? ", " : before);
      OUT(sink, "<a href=\"");
      escape_path(sink, files[i]);
      OUT(sink, "\">");
      sink_text(sink, names[i]);
      OUT(sink, "</a>");
      any = true;
    }
  }
  return any;
}

static void stated(struct sink *sink, const char *name, struct str value) {
  if (value.n > 0) {
    OUT(sink, "<div><dt>");
    sink_text(sink, name);
    OUT(sink, "</dt><dd>");
    escape_html(sink, value);
    OUT(sink, "</dd></div>");
  }
}

void html_stated(struct sink *sink, const struct brand *brand) {
  if (brand->date.n + brand->version.n + brand->contact.n == 0) {
    return;
  }
  OUT(sink, "<dl class=meta>");
  stated(sink, "Date", brand->date);
  stated(sink, "Version", brand->version);
  stated(sink, "Contact", brand->contact);
  OUT(sink, "</dl>\n");
}
