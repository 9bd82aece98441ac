/* Columns of the reader's own in a report: which ones a side has, and what stands in them. */
#include "report/own.h"

#include "report/reporter.h"

struct str own_text(const struct str *list, uint32_t count, struct arena *arena) {
  struct buf text;
  if (count < 2) {
    return count == 1 ? list[0] : STR("");
  }
  buf_init(&text, arena);
  for (uint32_t i = 0; i < count; i++) {
    buf_text(&text, i > 0 ? "; " : "");
    buf_str(&text, list[i]);
  }
  return buf_done(&text);
}

/* ---- several frameworks that are held together ---- */

typedef VEC(struct report_column) column_list;

static uint32_t find_column(const struct report_column *columns, uint32_t count, struct str name) {
  for (uint32_t i = 0; i < count; i++) {
    if (str_eq(columns[i].name, name)) {
      return i;
    }
  }
  return NO_ITEM;
}

/* One column for each name that any of them has. */
static column_list held_columns(const struct reporter *reporter) {
  const struct crosswalk *crosswalk = reporter->crosswalk;
  column_list columns = {0};
  for (uint32_t h = 0; h < crosswalk->held_count; h++) {
    const struct shown_columns *shown = &reporter->options->shown[crosswalk->held[h]];
    for (uint32_t i = 0; i < shown->count; i++) {
      if (find_column(columns.v, columns.n, shown->columns[i].name) == NO_ITEM) {
        vec_push(reporter->arena, &columns, shown->columns[i]);
      }
    }
  }
  return columns;
}

/* The items of all of them, one after another, as list_held_items lists them. */
static struct shown_columns gather_held(const struct reporter *reporter) {
  const struct crosswalk *crosswalk = reporter->crosswalk;
  column_list columns = held_columns(reporter);
  VEC(struct report_values) values = {0};
  for (uint32_t h = 0; h < crosswalk->held_count && columns.n > 0; h++) {
    const struct shown_columns *shown = &reporter->options->shown[crosswalk->held[h]];
    uint32_t count = reporter->analysis->graph->frameworks.v[crosswalk->held[h]].count;
    for (uint32_t i = 0; i < count * columns.n; i++) {
      uint32_t at = find_column(shown->columns, shown->count, columns.v[i % columns.n].name);
      struct report_values none = {.text = STR("")};
      vec_push(reporter->arena, &values,
               at != NO_ITEM ? shown->values[(size_t)(i / columns.n) * shown->count + at] : none);
    }
  }
  return (struct shown_columns){.count = columns.n, .columns = columns.v, .values = values.v};
}

void prepare_own(struct reporter *reporter, unsigned side) {
  const struct crosswalk *crosswalk = reporter->crosswalk;
  bool together = side == 1 && crosswalk->held_count > 1;
  reporter->shown[side] = (struct shown_columns){0};
  if (reporter->options->shown != NULL) {
    reporter->shown[side] = together ? gather_held(reporter) : reporter->options->shown[crosswalk->frameworks[side]];
  }
}

/* ---- what stands beside a control ---- */

const struct report_values *own_of_item(const struct reporter *reporter, unsigned side, uint32_t item) {
  const struct shown_columns *own = &reporter->shown[side];
  return own->count > 0 ? own->values + (size_t)item * own->count : NULL;
}

/* What the controls say in one column, each value once. */
static struct report_values gather_values(const struct reporter *reporter, unsigned side, const uint32_t *nodes,
                                          uint32_t count, uint32_t column) {
  const struct shown_columns *own = &reporter->shown[side];
  struct names seen;
  names_init(&seen, reporter->arena);
  for (uint32_t n = 0; n < count; n++) {
    const struct report_values *values = &own->values[(size_t)item_of(reporter, nodes[n]) * own->count + column];
    for (uint32_t v = 0; v < values->count; v++) {
      names_intern_kept(&seen, values->list[v]);
    }
  }
  return (struct report_values){
      .count = seen.names.n, .list = seen.names.v, .text = own_text(seen.names.v, seen.names.n, reporter->arena)};
}

const struct report_values *own_of_nodes(const struct reporter *reporter, unsigned side, const uint32_t *nodes,
                                         uint32_t count) {
  uint32_t columns = reporter->shown[side].count;
  if (columns == 0 || count == 1) {
    return own_of_item(reporter, side, item_of(reporter, nodes[0]));
  }
  struct report_values *values = arena_alloc(reporter->arena, columns * sizeof *values);
  for (uint32_t i = 0; i < columns; i++) {
    values[i] = gather_values(reporter, side, nodes, count, i);
  }
  return values;
}
