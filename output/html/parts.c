/* A crosswalk of very many rows is several pages: a browser lays out all of a page before it shows any of it. The first has
 * the name of the crosswalk and all that is said of the whole; each has the rows of some groups of the source, none cut. */
#include "output/html/html.h"

enum { MOST_PARTS = 100 };

/* The heading under which the table shows the row. */
static uint32_t group_of(const struct report_framework *source, uint32_t item) {
  while (item != NO_ITEM && !source->items[item].group) {
    item = source->items[item].parent;
  }
  return item;
}

/* The row behind the last one under the heading of the first, and how many of them are shown. */
static uint32_t end_of_group(const struct report_crosswalk *report, const struct writer_options *options,
                             uint32_t first, uint32_t *shown) {
  uint32_t group = group_of(&report->source, report->rows[first].source.item);
  uint32_t i = first;
  *shown = 0;
  for (; i < report->row_count && group_of(&report->source, report->rows[i].source.item) == group; i++) {
    *shown += row_is_wanted(&report->rows[i], options);
  }
  return i;
}

/* Where the parts begin; the first begins with row 0. Parts are never more than can be named on each of them, whatever
 * somebody asks for. */
static uint32_t split(const struct report_crosswalk *report, const struct writer_options *options,
                      uint32_t starts[MOST_PARTS]) {
  uint32_t least = report->row_count / (MOST_PARTS / 2);
  uint32_t most = options->page_rows > least ? options->page_rows : least;
  uint32_t parts = 1;
  uint32_t here = 0;
  starts[0] = 0;
  for (uint32_t i = 0; i < report->row_count && options->page_rows > 0;) {
    uint32_t shown = 0;
    uint32_t end = end_of_group(report, options, i, &shown);
    if (here > 0 && shown > 0 && here + shown > most && parts < MOST_PARTS) {
      starts[parts++] = i;
      here = 0;
    }
    here += shown;
    i = end;
  }
  return parts;
}

uint32_t html_count_parts(const struct report_crosswalk *report, const struct writer_options *options) {
  uint32_t starts[MOST_PARTS];
  return split(report, options, starts);
}

void html_find_parts(struct html *html) {
  uint32_t starts[MOST_PARTS];
  html->part_count = split(html->report, html->options, starts);
  uint32_t *kept = arena_alloc(html->arena, (html->part_count + 1U) * sizeof *kept);
  memcpy(kept, starts, html->part_count * sizeof *kept);
  kept[html->part_count] = html->report->row_count;
  html->part_starts = kept;
}

static uint32_t part_of(const struct html *html, uint32_t row) {
  uint32_t part = 0;
  while (row >= html->part_starts[part + 1]) {
    part++;
  }
  return part;
}

static void put_file(struct html *html, uint32_t part) {
  static const char extension[] = ".html";
  struct str page = html->report->links.page;
  page.n -= part > 0 ? (uint32_t)sizeof extension - 1 : 0;
  escape_path(html->sink, page);
  if (part > 0) {
    OUT(html->sink, "~");
    sink_number(html->sink, part + 1U);
    sink_text(html->sink, extension);
  }
}

void html_row_link(struct html *html, uint32_t row) {
  uint32_t part = html->part_count > 1 ? part_of(html, row) : 0;
  if (part != html->part) {
    put_file(html, part);
  }
  OUT(html->sink, "#");
  html_row_anchor(html, row);
}

void html_square_link(struct html *html, uint32_t row) {
  if (html->part_count > 1) {
    put_file(html, part_of(html, row));
  }
  OUT(html->sink, "#");
  html_row_anchor(html, row);
}

void html_put_part(struct html *html, struct sink *sink) {
  if (html->part_count > 1) {
    OUT(sink, ", part ");
    sink_number(sink, html->part + 1U);
    OUT(sink, " of ");
    sink_number(sink, html->part_count);
  }
}

static void put_group(struct html *html, uint32_t row) {
  uint32_t item = html->report->rows[row].source.item;
  uint32_t group = item != NO_ITEM ? html->source.items[item].group : (uint32_t)NO_ITEM;
  if (group != NO_ITEM) {
    sink_str(html->sink, html->source.items[group].id);
  } else {
    escape_html(html->sink, html->report->source.short_title);
  }
}

/* "GV.OC to GV.SC" */
static void put_groups(struct html *html, uint32_t part) {
  const struct report_row *rows = html->report->rows;
  uint32_t first = html->part_starts[part];
  uint32_t last = html->part_starts[part + 1] - 1;
  put_group(html, first);
  if (group_of(&html->report->source, rows[first].source.item) !=
      group_of(&html->report->source, rows[last].source.item)) {
    OUT(html->sink, " to ");
    put_group(html, last);
  }
}

/* Where all rows are together. */
static void whole(struct html *html) {
  const struct str files[] = {html->report->links.csv, html->report->links.xlsx};
  static const char *const names[] = {"CSV", "Excel"};
  if (html_list_links(html->sink, " All rows in one: ", files, names, sizeof files / sizeof *files)) {
    OUT(html->sink, ".");
  }
}

void html_parts(struct html *html) {
  struct sink *sink = html->sink;
  if (html->part_count < 2) {
    return;
  }
  OUT(sink, "<p>The rows of ");
  put_groups(html, html->part);
  html_put_part(html, sink);
  OUT(sink, ". Filter, order and numbers of rows are of this part alone.");
  whole(html);
  OUT(sink, "</p>\n<nav aria-label=\"Parts of the crosswalk\"><ul>");
  for (uint32_t part = 0; part < html->part_count; part++) {
    sink_text(sink, part == html->part ? "<li><a aria-current=page href=\"" : "<li><a href=\"");
    put_file(html, part);
    OUT(sink, "#table\">");
    sink_number(sink, part + 1U);
    OUT(sink, ": ");
    put_groups(html, part);
    OUT(sink, "</a></li>");
  }
  OUT(sink, "</ul></nav>\n");
}
