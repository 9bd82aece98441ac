/* What stands above a page of Markdown: front matter, title, links to the other formats. */
#include "output/markdown/frame.h"

#include "output/escape.h"

#include <string.h>

/* Whether one of the lines says what a page is called. */
static bool has_title(const char *lines) {
  return strncmp(lines, "title:", 6) == 0 || strstr(lines, "\ntitle:") != NULL;
}

/* A string of YAML between double quotes. */
static void yaml_text(struct sink *sink, struct str text) {
  for (uint32_t i = 0; i < text.n; i++) {
    if (text.p[i] == '"' || text.p[i] == '\\') {
      sink_char(sink, '\\');
    }
    sink_char(sink, (unsigned char)text.p[i] < ' ' ? ' ' : text.p[i]);
  }
}

void markdown_front_matter(struct sink *sink, const struct writer_options *options, struct str title) {
  const char *lines = options->front_matter;
  if (lines == NULL || options->fragment) {
    return;
  }
  size_t n = strlen(lines);
  sink_text(sink, "---\n");
  if (title.n > 0 && !has_title(lines)) {
    sink_text(sink, "title: \"");
    yaml_text(sink, title);
    sink_text(sink, "\"\n");
  }
  sink_write(sink, lines, n);
  sink_text(sink, n > 0 && lines[n - 1] != '\n' ? "\n---\n\n" : "---\n\n");
}

void markdown_stated(struct sink *sink, const struct brand *brand) {
  const struct str texts[] = {brand->organisation, brand->date, brand->version, brand->contact};
  static const char *const names[] = {"", "Date ", "Version ", "Contact "};
  bool any = false;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    if (texts[i].n > 0) {
      sink_text(sink, any ? " \xC2\xB7 " : "");
      sink_text(sink, names[i]);
      escape_markdown(sink, texts[i]);
      any = true;
    }
  }
  sink_text(sink, any ? "\n\n" : "");
}

/* Where the same is in other formats, and the list of all. */
static void links_line(struct sink *sink, const struct report_links *links) {
  const struct str files[] = {links->list, links->page, links->csv, links->xlsx, links->json};
  static const char *const names[] = {"All crosswalks", "Web page", "CSV", "Excel", "JSON"};
  bool any = false;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    if (files[i].n > 0) {
      sink_text(sink, any ? " \xC2\xB7 [" : "[");
      sink_text(sink, names[i]);
      sink_text(sink, "](");
      escape_path(sink, files[i]);
      sink_char(sink, ')');
      any = true;
    }
  }
  sink_text(sink, any ? "\n\n" : "");
}

void markdown_beginning(struct sink *sink, struct str title, const struct brand *brand,
                        const struct report_links *formats, const struct writer_options *options) {
  markdown_front_matter(sink, options, title);
  if (!options->fragment) {
    sink_text(sink, "# ");
    escape_markdown(sink, title);
    sink_text(sink, "\n\n");
    links_line(sink, formats);
    markdown_stated(sink, brand);
  }
}
