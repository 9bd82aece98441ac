/* A list as aligned text: all of it, or for a terminal the columns that tell most, in lines that fit. */
#include "output/text/cells.h"
#include "output/text/text.h"

struct layout {
  const struct report_grid *grid;
  uint32_t *widths; /* 0: not shown */
};

static bool is_shown(const struct report_grid *grid, uint32_t column, bool brief) {
  return !brief || grid->brief == 0 || (grid->brief >> column & 1) != 0;
}

static struct str cell_at(const struct report_grid *grid, uint32_t row, uint32_t column) {
  return row == 0 ? grid->header[column] : grid->cells[(size_t)(row - 1) * grid->columns + column];
}

/* The row 0 is the head. */
static void measure(const struct layout *layout, bool brief) {
  const struct report_grid *grid = layout->grid;
  for (uint32_t i = 0; i < grid->columns; i++) {
    for (uint32_t row = 0; row <= grid->row_count && is_shown(grid, i, brief); row++) {
      uint32_t width = text_width(cell_at(grid, row, i));
      layout->widths[i] = width > layout->widths[i] ? width : layout->widths[i];
    }
  }
}

static uint32_t line_width(const struct layout *layout) {
  uint32_t width = 0;
  for (uint32_t i = 0; i < layout->grid->columns; i++) {
    width += layout->widths[i] > 0 ? layout->widths[i] + (width > 0 ? TEXT_GAP : 0) : 0;
  }
  return width;
}

/* What is too much goes from the widest column, but not from the first: a name that is cut names nothing. */
static void fit(const struct layout *layout) {
  enum { LEAST = 8 };
  for (uint32_t width = line_width(layout); width > TEXT_LINE; width = line_width(layout)) {
    uint32_t widest = 0;
    for (uint32_t i = 1; i < layout->grid->columns; i++) {
      widest = widest == 0 || layout->widths[i] > layout->widths[widest] ? i : widest;
    }
    if (widest == 0 || layout->widths[widest] <= LEAST) {
      return;
    }
    uint32_t left = layout->widths[widest] - LEAST;
    layout->widths[widest] -= width - TEXT_LINE < left ? width - TEXT_LINE : left;
  }
}

/* Nothing stands behind the last cell that is filled, no blanks either. */
static void put_line(struct sink *sink, const struct layout *layout, uint32_t row) {
  uint32_t last = 0;
  for (uint32_t i = 0; i < layout->grid->columns; i++) {
    last = layout->widths[i] > 0 && cell_at(layout->grid, row, i).n > 0 ? i : last;
  }
  for (uint32_t i = 0; i < last; i++) {
    if (layout->widths[i] > 0) {
      text_cell(sink, cell_at(layout->grid, row, i), layout->widths[i]);
    }
  }
  text_put(sink, cell_at(layout->grid, row, last), layout->widths[last]);
  sink_char(sink, '\n');
}

void text_grid(struct sink *sink, const struct report_grid *grid, bool brief) {
  const struct layout layout = {grid, arena_zalloc(sink_arena(sink), ((size_t)grid->columns + 1) * sizeof(uint32_t))};
  measure(&layout, brief);
  if (brief) {
    fit(&layout);
  }
  for (uint32_t row = 0; row <= grid->row_count; row++) {
    put_line(sink, &layout, row);
  }
}
