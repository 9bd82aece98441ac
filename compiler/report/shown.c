/* Columns of the reader's own, framework by framework. */
#include "report/shown.h"

#include "report/own.h"
#include "workspace/show.h"

/* Fills one column, of so many. */
static void fill_column(const struct workspace *w, const struct attribute_view *view, uint32_t columns,
                        struct report_values *values) {
  value_list *lists = attribute_values(view, w->arena);
  attribute_title_values(view, lists, w->arena);
  for (uint32_t i = 0; i < w->graph.frameworks.v[view->framework].count; i++) {
    values[(size_t)i * columns] = (struct report_values){
        .count = lists[i].n, .list = lists[i].v, .text = own_text(lists[i].v, lists[i].n, w->arena)};
  }
}

static struct shown_columns columns_of(const struct workspace *w, uint32_t framework) {
  struct str *names = arena_alloc(w->arena, (w->wishes.n + 1U) * sizeof *names);
  struct str *titles = arena_alloc(w->arena, (w->wishes.n + 1U) * sizeof *titles);
  uint32_t count = show_columns(w, framework, names, titles);
  if (count == 0) {
    return (struct shown_columns){0};
  }
  size_t cells = (size_t)w->graph.frameworks.v[framework].count * count;
  struct report_values *values = arena_alloc(w->arena, (cells + 1) * sizeof *values);
  struct report_column *columns = arena_alloc(w->arena, count * sizeof *columns);
  for (uint32_t i = 0; i < count; i++) {
    const struct attribute_view view = show_view(w, framework, names[i]);
    columns[i] = (struct report_column){.name = names[i], .title = titles[i]};
    fill_column(w, &view, count, values + i);
  }
  return (struct shown_columns){.count = count, .columns = columns, .values = values};
}

const struct shown_columns *shown_columns_of(const struct workspace *w) {
  if (w->wishes.n == 0) {
    return NULL;
  }
  struct shown_columns *shown = arena_alloc(w->arena, (w->graph.frameworks.n + 1U) * sizeof *shown);
  for (uint32_t f = 0; f < w->graph.frameworks.n; f++) {
    shown[f] = columns_of(w, f);
  }
  return shown;
}
