/* A paper as a page: its head, what it says in sentences and figures, its tables. It prints as what is handed over. */
#include "output/html/html.h"

enum { NARROW = 7 }; /* columns that fit beside one another on any screen or upright page */

/* A term stands once in its list: of several assessments the second has its number. */
static void put_term(struct sink *sink, const struct report_paper *paper, uint32_t i) {
  const char *name = paper->facts.v[i].label;
  struct str value = paper->facts.v[i].value;
  unsigned same = 1;
  for (uint32_t k = 0; k < i; k++) {
    same += strcmp(paper->facts.v[k].label, name) == 0;
  }
  OUT(sink, "<div><dt>");
  sink_text(sink, name);
  if (same > 1) {
    OUT(sink, " ");
    sink_number(sink, same);
  }
  OUT(sink, "</dt><dd>");
  escape_html(sink, value);
  OUT(sink, "</dd></div>");
}

static void put_header(struct sink *sink, const struct report_paper *paper) {
  OUT(sink, "<header>\n");
  html_trail(sink, &paper->brand, &paper->links);
  html_brand(sink, &paper->brand);
  if (!paper_says_its_kind(paper)) {
    OUT(sink, "<p class=over>");
    sink_text(sink, paper->over);
    OUT(sink, "</p>\n");
  }
  OUT(sink, "<h1>");
  escape_html(sink, paper->title);
  OUT(sink, "</h1>\n");
  html_brand_note(sink, &paper->brand);
  OUT(sink, "<dl class=meta>");
  for (uint32_t i = 0; i < paper->facts.n; i++) {
    put_term(sink, paper, i);
  }
  OUT(sink, "</dl>\n</header>\n");
}

static void put_paragraphs(struct sink *sink, const struct str *texts, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    OUT(sink, "<p>");
    escape_html(sink, texts[i]);
    OUT(sink, "</p>\n");
  }
}

static void put_summary(struct sink *sink, const struct report_paper *paper) {
  OUT(sink, "<section id=summary><h2 class=hide>Summary</h2>\n");
  put_paragraphs(sink, paper->sentences.v, paper->sentences.n);
  if (paper->figures.n > 0) {
    OUT(sink, "<dl class=facts>");
    for (uint32_t i = 0; i < paper->figures.n; i++) {
      OUT(sink, "<div><dt>");
      sink_text(sink, paper->figures.v[i].label);
      OUT(sink, "</dt><dd><b>");
      sink_number(sink, paper->figures.v[i].number);
      OUT(sink, "</b></dd></div>");
    }
    OUT(sink, "</dl>\n");
  }
  OUT(sink, "</section>\n");
}

static void put_head_cells(struct sink *sink, const struct paper_table *table, const bool *used) {
  OUT(sink, "<thead><tr>");
  for (uint32_t i = 0; i < table->column_count; i++) {
    if (used[i]) {
      sink_text(sink, table->columns[i].kind == PAPER_NUMBER ? "<th scope=col class=n>" : "<th scope=col>");
      sink_text(sink, table->columns[i].title);
    }
  }
  OUT(sink, "<tbody>\n");
}

/* An id by which the row can be linked to: that of the part, and the first cell; later rows of the same one count on. */
static void put_anchor(struct sink *sink, const struct paper_part *part, uint32_t row) {
  const struct paper_table *table = &part->table;
  const struct str *cells = paper_plain(table); /* labels are for people */
  struct str first = cells[(size_t)row * table->column_count];
  uint32_t ordinal = 1;
  while (ordinal <= row && str_eq(cells[(size_t)(row - ordinal) * table->column_count], first)) {
    ordinal++;
  }
  OUT(sink, "<tr id=");
  sink_text(sink, part->key);
  sink_char(sink, '.');
  escape_anchor(sink, first);
  if (ordinal > 1) {
    sink_char(sink, '~');
    sink_number(sink, ordinal);
  }
  sink_char(sink, '>');
}

static void put_proof(struct sink *sink, struct str proof) {
  if (proof.n > 0) {
    OUT(sink, "<details><summary>Proof</summary><p>");
    escape_html(sink, proof);
    OUT(sink, "</p></details>");
  }
}

/* The classes of a cell by its kind: a word stays whole, and so does a date. */
static const char *cell_start(enum paper_kind kind) {
  switch (kind) {
    case PAPER_NUMBER:
      return "<td class=n data-t=\"";
    case PAPER_DATE:
      return "<td class=date data-t=\"";
    case PAPER_WORD:
    case PAPER_ID:
      return "<td class=word data-t=\"";
    case PAPER_PROSE:
    case PAPER_STATED:
      break;
  }
  return "<td data-t=\"";
}

/* Of several dates each has a line. */
static void put_dates(struct sink *sink, struct str dates) {
  for (uint32_t at = 0; at < dates.n;) {
    uint32_t end = at;
    while (end < dates.n && dates.p[end] != ';') {
      end++;
    }
    if (at > 0) {
      OUT(sink, "<br>");
    }
    escape_html(sink, (struct str){.p = dates.p + at, .n = end - at});
    at = end + 2 < dates.n ? end + 2 : dates.n;
  }
}

static void put_row(struct sink *sink, const struct paper_part *part, const bool *used, uint32_t row) {
  const struct paper_table *table = &part->table;
  put_anchor(sink, part, row);
  for (uint32_t i = 0; i < table->column_count; i++) {
    const struct paper_column *column = &table->columns[i];
    struct str cell = table->cells[(size_t)row * table->column_count + i];
    if (!used[i]) {
      continue;
    }
    if (i == 0) {
      OUT(sink, "<th scope=row>");
    } else {
      sink_text(sink, cell_start(column->kind));
      sink_text(sink, column->title);
      OUT(sink, "\">");
    }
    if (column->kind == PAPER_DATE) {
      put_dates(sink, cell);
    } else {
      escape_html(sink, paper_shown(column, cell, sink_arena(sink)));
    }
    if (table->proofs != NULL && column->kind == PAPER_PROSE && i == 1) {
      put_proof(sink, table->proofs[row]);
    }
  }
  sink_char(sink, '\n');
}

/* Whether a screen may have no room for all columns with whole words in them: the table then scrolls by itself. */
static bool is_wide(const struct paper_table *table, const bool *used) {
  uint32_t shown = 0;
  for (uint32_t i = 0; i < table->column_count; i++) {
    shown += used[i];
  }
  return shown > NARROW;
}

static void put_table(struct sink *sink, const struct paper_part *part) {
  const bool *used = paper_used_columns(&part->table, sink_arena(sink));
  bool wide = is_wide(&part->table, used);
  if (wide) {
    OUT(sink, "<div class=scroll tabindex=0 role=region aria-label=\"");
    sink_text(sink, part->title);
    OUT(sink, "\">");
  }
  OUT(sink, "<table class=\"rows paper\"><caption class=hide>");
  sink_text(sink, part->title);
  OUT(sink, "</caption>");
  put_head_cells(sink, &part->table, used);
  for (uint32_t row = 0; row < part->table.row_count; row++) {
    put_row(sink, part, used, row);
  }
  sink_text(sink, wide ? "</table></div>\n" : "</table>\n");
}

/* A heading that says what already stands above the page is for those who go from heading to heading without seeing it. */
static void put_part(struct sink *sink, const struct paper_part *part, const char *over) {
  OUT(sink, "<section id=");
  sink_text(sink, part->key);
  sink_text(sink, strcmp(part->title, over) == 0 ? "><h2 class=hide>" : "><h2>");
  sink_text(sink, part->title);
  OUT(sink, "</h2>\n");
  put_paragraphs(sink, part->paragraphs.v, part->paragraphs.n);
  if (part->points.n > 0) {
    OUT(sink, "<ul>");
    for (uint32_t i = 0; i < part->points.n; i++) {
      OUT(sink, "<li>");
      escape_html(sink, part->points.v[i]);
      OUT(sink, "</li>\n");
    }
    OUT(sink, "</ul>\n");
  }
  if (part->table.column_count > 0 && part->table.row_count > 0) {
    put_table(sink, part);
  }
  OUT(sink, "</section>\n");
}

static bool is_broad(const struct report_paper *paper) {
  for (uint32_t i = 0; i < paper->parts.n; i++) {
    if (!paper->parts.v[i].data && paper->parts.v[i].table.column_count > NARROW) {
      return true;
    }
  }
  return false;
}

static struct str page_title(struct sink *sink, const struct report_paper *paper) {
  struct sink *title = sink_open_memory(sink_arena(sink));
  if (!paper_says_its_kind(paper)) {
    sink_text(title, paper->over);
    OUT(title, ": ");
  }
  sink_str(title, paper->title);
  return sink_memory(title);
}

static struct str print_style(struct sink *sink, const struct report_paper *paper) {
  struct sink *style = sink_open_memory(sink_arena(sink));
  for (uint32_t i = 0; i < paper->parts.n; i++) {
    const struct paper_part *part = &paper->parts.v[i];
    if (!part->data && part->table.column_count > 0 && part->table.row_count > 0) {
      OUT(style, "@media print{");
      html_column_widths(style, part, paper_used_columns(&part->table, sink_arena(sink)), sink_arena(sink));
      OUT(style, "}");
    }
  }
  return sink_memory(style);
}

void html_paper(struct sink *sink, const struct report_paper *paper, const struct writer_options *options) {
  struct str title = page_title(sink, paper);
  struct html_frame frame = {.title = escape_html_once(sink_arena(sink), title),
                             .running = title,
                             .style = print_style(sink, paper),
                             .brand = &paper->brand,
                             .skip_to = "main",
                             .skip_text = "Skip to the content",
                             .broad = is_broad(paper)};
  html_head(sink, &frame, options);
  put_header(sink, paper);
  OUT(sink, "<main id=main>\n");
  put_summary(sink, paper);
  for (uint32_t i = 0; i < paper->parts.n; i++) {
    if (!paper->parts.v[i].data) {
      put_part(sink, &paper->parts.v[i], paper->over);
    }
  }
  OUT(sink, "</main>\n");
  html_foot(sink, &frame, options);
}
