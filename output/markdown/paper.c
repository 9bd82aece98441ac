/* Papers as Markdown: headings, sentences, lists and GitHub tables. Columns that no row has anything in are left out. */
#include "output/markdown/markdown.h"

#include "output/escape.h"

static void put_front_matter(struct sink *sink, const struct writer_options *options) {
  if (options->front_matter != NULL && !options->fragment) {
    sink_text(sink, "---\n");
    sink_text(sink, options->front_matter);
    sink_text(sink, "---\n\n");
  }
}

static void put_heading(struct sink *sink, const char *marks, struct str title, const struct writer_options *options) {
  if (!options->fragment) {
    sink_text(sink, marks);
    escape_markdown(sink, title);
    sink_text(sink, "\n\n");
  }
}

static void put_paragraphs(struct sink *sink, const struct str *texts, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    escape_markdown(sink, texts[i]);
    sink_text(sink, "\n\n");
  }
}

static void put_facts(struct sink *sink, const struct report_paper *paper) {
  for (uint32_t i = 0; i < paper->facts.n; i++) {
    sink_text(sink, "- ");
    sink_text(sink, paper->facts.v[i].label);
    sink_text(sink, ": ");
    escape_markdown(sink, paper->facts.v[i].value);
    sink_char(sink, '\n');
  }
  if (paper->facts.n > 0) {
    sink_char(sink, '\n');
  }
}

static void put_points(struct sink *sink, const struct paper_part *part) {
  for (uint32_t i = 0; i < part->points.n; i++) {
    sink_text(sink, "- ");
    escape_markdown(sink, part->points.v[i]);
    sink_char(sink, '\n');
  }
  if (part->points.n > 0) {
    sink_char(sink, '\n');
  }
}

static void put_cell(struct sink *sink, const struct paper_column *column, struct str cell) {
  if (cell.n == 0) {
    return;
  }
  sink_char(sink, ' ');
  bool one = true;
  for (uint32_t i = 0; i < cell.n; i++) {
    one = one && cell.p[i] != ' ';
  }
  if (column->kind == PAPER_ID && one) {
    escape_markdown_code(sink, cell);
  } else {
    escape_markdown(sink, paper_shown(column, cell, sink_arena(sink)));
  }
}

static void put_table(struct sink *sink, const struct paper_table *table, bool all) {
  const bool *used = paper_used_columns(table, sink_arena(sink));
  for (uint32_t i = 0; i < table->column_count; i++) {
    if (used[i] || all) {
      sink_text(sink, "| ");
      sink_text(sink, table->columns[i].title);
      sink_char(sink, ' ');
    }
  }
  sink_text(sink, "|\n");
  for (uint32_t i = 0; i < table->column_count; i++) {
    sink_text(sink, used[i] || all ? "| --- " : "");
  }
  sink_text(sink, "|\n");
  for (uint32_t row = 0; row < table->row_count; row++) {
    for (uint32_t i = 0; i < table->column_count; i++) {
      if (used[i] || all) {
        sink_char(sink, '|');
        put_cell(sink, &table->columns[i], table->cells[(size_t)row * table->column_count + i]);
        sink_char(sink, ' ');
      }
    }
    sink_text(sink, "|\n");
  }
  sink_char(sink, '\n');
}

void markdown_paper(struct sink *sink, const struct report_paper *paper, const struct writer_options *options) {
  put_front_matter(sink, options);
  if (!paper->bare) {
    put_heading(sink, "# ", paper->title, options);
    put_paragraphs(sink, (struct str[]){str_from(paper->over)},
                   options->fragment || paper_says_its_kind(paper) ? 0 : 1);
    put_facts(sink, paper);
    put_paragraphs(sink, paper->sentences.v, paper->sentences.n);
  }
  for (uint32_t i = 0; i < paper->parts.n; i++) {
    const struct paper_part *part = &paper->parts.v[i];
    if (part->data) {
      continue;
    }
    put_heading(sink, "## ", str_from(part->title), options);
    put_paragraphs(sink, part->paragraphs.v, part->paragraphs.n);
    put_points(sink, part);
    if (part->table.column_count > 0 && part->table.row_count > 0) {
      put_table(sink, &part->table, paper->bare);
    }
  }
}
