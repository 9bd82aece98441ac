/* Papers for a terminal: columns aligned, those that take much room left out, long cells cut. */
#include "output/text/text.h"

#include "output/text/cells.h"

enum { LONGEST_CELL_SHOWN = 48 };

static struct str shown_cell(const struct paper_table *table, uint32_t row, uint32_t column, struct arena *arena) {
  struct str cell = table->cells[(size_t)row * table->column_count + column];
  return paper_shown(&table->columns[column], cell, arena);
}

static void put_line(struct sink *sink, const struct paper_table *table, const uint32_t *widths, uint32_t row) {
  uint32_t last = 0;
  for (uint32_t i = 0; i < table->column_count; i++) {
    bool filled = row == NO_ITEM || shown_cell(table, row, i, sink_arena(sink)).n > 0;
    last = widths[i] > 0 && filled ? i : last;
  }
  for (uint32_t i = 0; i <= last && table->column_count > 0; i++) {
    if (widths[i] > 0) {
      struct str cell =
          row == NO_ITEM ? str_from(table->columns[i].title) : shown_cell(table, row, i, sink_arena(sink));
      if (i < last) {
        text_cell(sink, cell, widths[i]);
      } else {
        text_put(sink, cell, widths[i]);
      }
    }
  }
  sink_char(sink, '\n');
}

static void put_table(struct sink *sink, const struct paper_table *table) {
  struct arena *arena = sink_arena(sink);
  const bool *used = paper_used_columns(table, arena);
  uint32_t *widths = arena_zalloc(arena, ((size_t)table->column_count + 1) * sizeof *widths);
  for (uint32_t i = 0; i < table->column_count; i++) {
    if (!table->columns[i].brief || !used[i]) {
      continue;
    }
    widths[i] = text_width(str_from(table->columns[i].title));
    for (uint32_t row = 0; row < table->row_count; row++) {
      uint32_t width = text_width(shown_cell(table, row, i, arena));
      width = width < LONGEST_CELL_SHOWN ? width : LONGEST_CELL_SHOWN;
      widths[i] = width > widths[i] ? width : widths[i];
    }
  }
  put_line(sink, table, widths, NO_ITEM);
  for (uint32_t row = 0; row < table->row_count; row++) {
    put_line(sink, table, widths, row);
  }
}

static void put_paragraph(struct sink *sink, const char *before, struct str text) {
  sink_text(sink, before);
  text_put(sink, text, UINT32_MAX);
  sink_char(sink, '\n');
}

void text_paper(struct sink *sink, const struct report_paper *paper) {
  for (uint32_t i = 0; i < paper->sentences.n; i++) {
    put_paragraph(sink, "", paper->sentences.v[i]);
  }
  for (uint32_t i = 0; i < paper->parts.n; i++) {
    const struct paper_part *part = &paper->parts.v[i];
    if (part->data) {
      continue;
    }
    sink_char(sink, '\n');
    put_paragraph(sink, "", str_from(part->title));
    for (uint32_t p = 0; p < part->paragraphs.n; p++) {
      put_paragraph(sink, "", part->paragraphs.v[p]);
    }
    for (uint32_t p = 0; p < part->points.n; p++) {
      put_paragraph(sink, "- ", part->points.v[p]);
    }
    if (part->table.column_count > 0 && part->table.row_count > 0) {
      put_table(sink, &part->table);
    }
  }
}
