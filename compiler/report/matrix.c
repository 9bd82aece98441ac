/* The wide table: the rows of several crosswalks of one source, gathered into a cell for each control and target. */
#include "report/reporter.h"

#include <stdlib.h>

/* A relation of a union is shown at each of its members, but of a larger one only at the first: a line that names forty
 * controls beside one says nothing of that one, and all of them at each other would be a table of their own. */
enum { MOST_TOGETHER = 32 };

/* What a row of a crosswalk says of one control. */
struct placed {
  uint32_t item;
  uint32_t end; /* its target's first item */
  const struct report_row *row;
  struct str together;
};

struct gathering {
  struct reporter *reporter;
  struct arena *arena;
  const struct report_crosswalk *report; /* the one at hand */
  struct report_matrix *matrix;
  struct report_matrix_cell *cells;
  uint32_t column;
  VEC(struct placed) placed;
  VEC(struct report_mapping) mappings;
};

/* ---- which control a row belongs to ---- */

static struct str next_id(struct str *rest) {
  uint32_t n = 0;
  while (n < rest->n && rest->p[n] != ' ') {
    n++;
  }
  struct str id = {.p = rest->p, .n = n};
  uint32_t skip = n < rest->n ? n + 1 : n;
  rest->p += skip;
  rest->n -= skip;
  return id;
}

static uint32_t count_ids(struct str ids) {
  uint32_t count = ids.n > 0;
  for (uint32_t i = 0; i < ids.n; i++) {
    count += ids.p[i] == ' ';
  }
  return count;
}

/* The ids without the one at `place`. */
static struct str all_but(struct gathering *gathering, struct str ids, uint32_t place) {
  struct buf out;
  buf_init(&out, gathering->arena);
  for (uint32_t i = 0; ids.n > 0; i++) {
    struct str id = next_id(&ids);
    if (i != place) {
      buf_text(&out, out.n > 0 ? " " : "");
      buf_str(&out, id);
    }
  }
  return buf_done(&out);
}

static void place_row(struct gathering *gathering, const struct report_row *row) {
  struct placed placed = {.item = row->source.item, .end = row->target.item, .row = row, .together = STR("")};
  uint32_t count = count_ids(row->source.ids);
  if (count == 1) {
    vec_push(gathering->arena, &gathering->placed, placed);
    return;
  }
  const struct graph *graph = gathering->reporter->analysis->graph;
  uint32_t framework = gathering->reporter->crosswalk->frameworks[0];
  struct str rest = row->source.ids;
  for (uint32_t i = 0; i < (count > MOST_TOGETHER ? 1 : count); i++) {
    uint32_t node = graph_find_control(graph, framework, next_id(&rest));
    placed.item = node - graph->frameworks.v[framework].first;
    placed.together = all_but(gathering, row->source.ids, i);
    vec_push(gathering->arena, &gathering->placed, placed);
  }
}

/* ---- the same said twice ---- */

static int by_number(uint64_t a, uint64_t b) {
  return (a > b) - (a < b);
}

/* In the target's order, candidates behind the others. What says the same stands together. */
static int by_place(const void *a, const void *b) {
  const struct placed *x = a;
  const struct placed *y = b;
  bool candidate = x->row->basis == BASIS_CANDIDATE;
  int order = by_number(x->item, y->item);
  order = order != 0 ? order : by_number(candidate, y->row->basis == BASIS_CANDIDATE);
  order = order != 0 ? order : by_number(x->end, y->end);
  order = order != 0 ? order : str_compare(x->row->target.id, y->row->target.id);
  order = order != 0 ? order : str_compare(x->together, y->together);
  order = order != 0 || candidate ? order : by_number(x->row->relation, y->row->relation);
  order = order != 0 || candidate ? order : by_number(x->row->basis, y->row->basis);
  order = order != 0 || candidate ? order : by_number(x->row->disputed, y->row->disputed);
  return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static bool says_the_same(const struct placed *x, const struct placed *y) {
  bool alike = x->row->relation == y->row->relation || x->row->basis == BASIS_CANDIDATE; /* of which nothing is said */
  return x->item == y->item && x->row->basis == y->row->basis && alike && x->row->disputed == y->row->disputed &&
         str_eq(x->row->target.id, y->row->target.id) && str_eq(x->together, y->together);
}

/* The mappings of `count` rows that say the same; one that says it twice is named once. */
static struct str mapping_ids(const struct gathering *gathering, const struct placed *placed, uint32_t count) {
  struct buf out;
  buf_init(&out, gathering->arena);
  uint32_t last = NO_ITEM;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t mapping = placed[i].row->mapping;
    if (mapping != NO_ITEM && mapping != last) {
      buf_text(&out, out.n > 0 ? " " : "");
      buf_str(&out, gathering->report->mappings[mapping].id);
      last = mapping;
    }
  }
  return out.n > 0 ? buf_done(&out) : STR("");
}

/* ---- the cells ---- */

static struct report_matrix_cell *cell_of(const struct gathering *gathering, uint32_t item) {
  return &gathering->cells[(size_t)item * gathering->matrix->target_count + gathering->column];
}

static void fill_counterparts(struct gathering *gathering) {
  uint32_t count = gathering->placed.n;
  const struct placed *placed = gathering->placed.v;
  if (count > 1) {
    qsort(gathering->placed.v, count, sizeof *placed, by_place);
  }
  struct report_counterpart *counterparts = arena_alloc(gathering->arena, ((size_t)count + 1) * sizeof *counterparts);
  for (uint32_t i = 0, n = 0; i < count;) {
    uint32_t same = 1;
    while (i + same < count && says_the_same(&placed[i], &placed[i + same])) {
      same++;
    }
    const struct report_row *row = placed[i].row;
    struct report_matrix_cell *cell = cell_of(gathering, placed[i].item);
    if (cell->count == 0) {
      cell->counterparts = counterparts + n;
    }
    cell->count++;
    counterparts[n++] = (struct report_counterpart){.id = row->target.ids,
                                                    .title = row->target.title,
                                                    .language = row->target.language,
                                                    .href = row->target.href,
                                                    .together = placed[i].together,
                                                    .relation = row->relation,
                                                    .basis = row->basis,
                                                    .disputed = row->disputed,
                                                    .mappings = mapping_ids(gathering, placed + i, same)};
    i += same;
  }
}

static void gather_rows(struct gathering *gathering) {
  gathering->placed.n = 0;
  for (uint32_t i = 0; i < gathering->report->row_count; i++) {
    const struct report_row *row = &gathering->report->rows[i];
    if (row->basis == BASIS_GAP || row->basis == BASIS_EXCLUDED) {
      struct report_matrix_cell *cell = cell_of(gathering, row->source.item);
      cell->open = true;
      cell->note = row->remarks;
    } else {
      place_row(gathering, row);
    }
  }
  fill_counterparts(gathering);
}

/* Whether the ids, which spaces separate, are just these, which "+" joins. */
static bool are_same(struct str ids, struct str joined) {
  bool same = ids.n == joined.n;
  for (uint32_t i = 0; i < ids.n && same; i++) {
    same = ids.p[i] == joined.p[i] || (ids.p[i] == ' ' && joined.p[i] == '+');
  }
  return same;
}

/* Whether a counterpart of the cell is just this, disputed ones and candidates aside. */
static bool is_named(const struct report_matrix_cell *cell, struct str ids) {
  for (uint32_t i = 0; i < cell->count; i++) {
    const struct report_counterpart *counterpart = &cell->counterparts[i];
    if (!counterpart->disputed && counterpart->basis != BASIS_CANDIDATE && are_same(counterpart->id, ids)) {
      return true;
    }
  }
  return false;
}

/* What covers the control and stands in no row of a crosswalk: a heading or a union that only a proof leads to. */
static struct str unnamed(struct gathering *gathering, const struct report_matrix_cell *cell) {
  struct buf out;
  buf_init(&out, gathering->arena);
  for (struct str rest = cell->by; rest.n > 0;) {
    struct str ids = next_id(&rest);
    if (!is_named(cell, ids)) {
      buf_text(&out, out.n > 0 ? " " : "");
      buf_str(&out, ids);
    }
  }
  return out.n > 0 ? buf_done(&out) : STR("");
}

static void fill_coverage(struct gathering *gathering) {
  const struct report_framework *source = &gathering->report->source;
  unsigned all = 1U << BASIS_DECLARED | 1U << BASIS_IMPLIED;
  bool complete = (gathering->reporter->options->bases & all) == all;
  for (uint32_t i = 0; i < source->item_count; i++) {
    const struct report_item *item = &source->items[i];
    struct report_matrix_cell *cell = cell_of(gathering, i);
    cell->coverage = item->coverage;
    cell->jointly = item->jointly;
    cell->named_only = item->named_only;
    cell->by = item->by;
    bool reasoned = cell->open && item->coverage == COVERAGE_EXCLUDED;
    cell->note = reasoned ? cell->note : item->note;
    cell->reason = item->coverage == COVERAGE_EXCLUDED ? STR("") : item->reason;
    cell->rest = complete && item->by.n > 0 ? unnamed(gathering, cell) : STR("");
  }
}

/* ---- the whole ---- */

static void add_mappings(struct gathering *gathering) {
  for (uint32_t i = 0; i < gathering->report->mapping_count; i++) {
    vec_push(gathering->arena, &gathering->mappings, gathering->report->mappings[i]);
  }
}

void report_matrix_build(struct reporter *reporter, const uint32_t *crosswalks, uint32_t count, struct arena *arena,
                         struct report_matrix *matrix) {
  struct report_framework *targets = arena_alloc(arena, count * sizeof *targets);
  struct report_counts *counts = arena_alloc(arena, count * sizeof *counts);
  struct str *files = arena_alloc(arena, count * sizeof *files);
  struct gathering gathering = {.reporter = reporter, .arena = arena, .matrix = matrix};
  *matrix = (struct report_matrix){.brand = reporter->options->brand, .title = STR(""), .target_count = count};
  for (uint32_t c = 0; c < count; c++) {
    struct report_crosswalk report;
    report_build(reporter, crosswalks[c], arena, &report);
    if (c == 0) {
      gathering.cells = arena_zalloc(arena, ((size_t)report.source.item_count * count + 1) * sizeof *gathering.cells);
      matrix->source = report.source;
      matrix->documents = report.documents;
      matrix->document_count = report.document_count;
    }
    gathering.report = &report;
    gathering.column = c;
    gather_rows(&gathering);
    fill_coverage(&gathering);
    add_mappings(&gathering);
    counts[c] = report.source.counts;
    targets[c] = report.target;
    targets[c].items = NULL;
    targets[c].item_count = 0;
    files[c] = STR("");
  }
  matrix->targets = targets;
  matrix->source_counts = counts;
  matrix->files = files;
  matrix->cells = gathering.cells;
  matrix->mappings = gathering.mappings.v;
  matrix->mapping_count = gathering.mappings.n;
}
