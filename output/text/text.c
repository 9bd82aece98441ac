/* Papers for a terminal: columns aligned, those that take much room left out, long cells cut. */
#include "output/text/text.h"

enum { LONGEST_CELL_SHOWN = 48 };

/* Width as a terminal shows it, near enough: code points. */
static uint32_t width_of(struct str text) {
  uint32_t width = 0;
  for (uint32_t i = 0; i < text.n; i++) {
    width += ((unsigned char)text.p[i] & 0xC0) != 0x80;
  }
  return width;
}

/* The bytes of the first `most` code points. */
static struct str cut(struct str text, uint32_t most) {
  uint32_t width = 0;
  for (uint32_t i = 0; i < text.n; i++) {
    width += ((unsigned char)text.p[i] & 0xC0) != 0x80;
    if (width > most) {
      text.n = i;
    }
  }
  return text;
}

/* A control character could do anything to a terminal: a blank is shown for it. */
static void put_safely(struct sink *sink, struct str text) {
  for (uint32_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)text.p[i];
    bool c1 = c == 0xC2 && i + 1 < text.n && (unsigned char)text.p[i + 1] < 0xA0;
    if (c1) {
      i++;
    }
    sink_char(sink, c < 0x20 || c == 0x7F || c1 ? ' ' : text.p[i]);
  }
}

static struct str shown_cell(const struct paper_table *table, uint32_t row, uint32_t column, struct arena *arena) {
  struct str cell = table->cells[(size_t)row * table->column_count + column];
  return paper_shown(&table->columns[column], cell, arena);
}

static void put_cell(struct sink *sink, struct str cell, uint32_t width, bool last) {
  bool long_one = width_of(cell) > LONGEST_CELL_SHOWN;
  struct str shown = long_one ? cut(cell, LONGEST_CELL_SHOWN - 3) : cell;
  put_safely(sink, shown);
  sink_text(sink, long_one ? "..." : "");
  for (uint32_t w = width_of(shown) + (long_one ? 3 : 0); !last && w < width + 2; w++) {
    sink_char(sink, ' ');
  }
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
      put_cell(sink, cell, widths[i], i == last);
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
    widths[i] = width_of(str_from(table->columns[i].title));
    for (uint32_t row = 0; row < table->row_count; row++) {
      uint32_t width = width_of(shown_cell(table, row, i, arena));
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
  put_safely(sink, text);
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
