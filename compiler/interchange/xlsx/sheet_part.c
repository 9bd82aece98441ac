/* A sheet of a workbook: its cells by row, with what formats, formulas and merged ranges make of them. */
#include "base/search.h"
#include "interchange/words.h"
#include "interchange/xlsx/numbers.h"
#include "interchange/xlsx/parts.h"

#include <stdlib.h>

struct range {
  uint32_t first_row; /* from 1 */
  uint32_t last_row;
  uint32_t column; /* from 0: the first one */
  bool wide;       /* there are others */
};

struct sheet_part {
  struct package *package;
  const struct parts *parts;
  struct sheet *sheet;
  VEC(struct cell) cells; /* of the present row */
  bool unsorted;          /* which stand out of order, or twice */
  struct row row;
  VEC(struct range) merged;
  uint32_t cell_count;
  /* The present cell */
  uint32_t column;
  uint32_t style;
  char type; /* s, t (str), i (inlineStr), b, e, d, or n */
  struct buf text;
  unsigned phonetic;
  bool in_cell;
  bool inside; /* v, or a t of an inline string */
  bool has_value;
  bool has_formula;
};

/* "B12" as a column from 0 and a row from 1; a missing one stays as it was. */
static void read_reference(struct str text, uint32_t *column, uint32_t *row) {
  uint32_t letters = 0;
  uint32_t number = 0;
  uint32_t at = 0;
  while (at < text.n && text.p[at] >= 'A' && text.p[at] <= 'Z' && letters < 20000) {
    letters = letters * 26 + (uint32_t)(text.p[at++] - 'A' + 1);
  }
  if (letters > 0 && letters <= 16384) {
    *column = letters - 1;
  }
  if (words_number(words_from(text, at), &number) && number > 0 && number <= 1048576) {
    *row = number;
  }
}

static void start_row(struct sheet_part *part, const struct xml_element *element) {
  uint32_t number = 0;
  part->row.number++;
  if (words_number(str_or_empty(part_attribute(element, "r")), &number) && number > 0 && number <= 1048576) {
    part->row.number = number;
  }
  part->row.hidden = part_is_true(part_attribute(element, "hidden"));
  part->cells.n = 0;
  part->unsorted = false;
  part->column = UINT32_MAX; /* the first cell is the one after it */
}

/* A cell, and the how many-th of its row it is in the file. */
struct ordered {
  struct cell cell;
  uint32_t at;
};

static int compare_cells(const void *left, const void *right) {
  const struct ordered *a = left;
  const struct ordered *b = right;
  int order = (a->cell.column > b->cell.column) - (a->cell.column < b->cell.column);
  return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

/* Puts the cells of a row in order; of those that say the same column, the first stands. */
static void sort_cells(struct sheet_part *part) {
  struct session *session = part->package->session;
  struct ordered *cells = arena_alloc(session->arena, part->cells.n * sizeof *cells);
  for (uint32_t i = 0; i < part->cells.n; i++) {
    cells[i] = (struct ordered){.cell = part->cells.v[i], .at = i};
  }
  qsort(cells, part->cells.n, sizeof *cells, compare_cells);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < part->cells.n; i++) {
    if (i > 0 && cells[i].cell.column == cells[i - 1].cell.column) {
      session_lose(session, "cell stands twice in its row, and the second is left out",
                   "cells stand twice in their row, and the second of each is left out", &cells[i].cell.value);
    } else {
      part->cells.v[kept++] = cells[i].cell;
    }
  }
  part->cells.n = kept;
}

static void end_row(struct sheet_part *part) {
  struct arena *arena = part->package->session->arena;
  if (part->cells.n == 0) {
    return;
  }
  if (part->unsorted) {
    sort_cells(part);
  }
  struct row row = part->row;
  row.count = part->cells.n;
  row.cells = arena_alloc(arena, part->cells.n * sizeof *row.cells);
  memcpy(row.cells, part->cells.v, part->cells.n * sizeof *row.cells);
  vec_push(arena, &part->sheet->rows, row);
  part->cells.n = 0;
}

static char type_of(struct str type) {
  if (type.p == NULL) {
    return 'n';
  }
  return str_is(type, "str") ? 't' : type.n > 0 ? type.p[0] : 'n';
}

static void start_cell(struct sheet_part *part, const struct xml_element *element) {
  uint32_t row = part->row.number;
  uint32_t style = 0;
  part->column++;
  read_reference(str_or_empty(part_attribute(element, "r")), &part->column, &row);
  part->style = words_number(str_or_empty(part_attribute(element, "s")), &style) ? style : UINT32_MAX;
  part->type = type_of(part_attribute(element, "t"));
  part->in_cell = true;
  part->has_value = false;
  part->has_formula = false;
  buf_init(&part->text, part->package->session->arena);
}

static void take_shared(struct sheet_part *part, struct str stored, struct cell *cell) {
  uint32_t number = 0;
  if (words_number(words_trim(stored), &number) && number < part->parts->strings.n) {
    cell->value.text = part->parts->strings.v[number];
    return;
  }
  session_say(part->package->session, F_IMPORT_CELL, &cell->value,
              "the cell names string %.*s of %u, which is not there; it is read as an error", STR_ARG(stored),
              (unsigned)part->parts->strings.n);
  cell->kind = CELL_ERROR;
}

static void take_value(struct sheet_part *part, struct str stored, struct cell *cell) {
  struct arena *arena = part->package->session->arena;
  bool styled = part->style < part->parts->styles.n;
  switch (part->type) {
    case 's':
      take_shared(part, stored, cell);
      break;
    case 'b':
      cell->kind = CELL_TRUTH;
      cell->value.text = part_is_true(stored) ? STR("TRUE") : STR("FALSE");
      break;
    case 'e':
      cell->kind = CELL_ERROR;
      break;
    case 'd':
      cell->kind = CELL_DATE;
      break;
    case 't':
    case 'i':
      cell->value.text = text_unescaped(arena, stored);
      break;
    default:
      number_show(arena, stored, styled ? part->parts->styles.v[part->style].format : STR(""), part->parts->from_1904,
                  cell);
      break;
  }
  cell->struck = styled && part->parts->styles.v[part->style].struck;
}

static bool check_count(struct sheet_part *part) {
  struct session *session = part->package->session;
  if (++part->cell_count <= session->limits->cells) {
    return true;
  }
  session->file->broken = true;
  session_say(session, F_IMPORT_LIMIT, NULL,
              "sheet '%.*s' has more than %u cells; --limit cells=VALUE raises the limit", STR_ARG(part->sheet->name),
              (unsigned)session->limits->cells);
  part_stop(part->package);
  return false;
}

static void end_cell(struct sheet_part *part) {
  struct arena *arena = part->package->session->arena;
  part->in_cell = false;
  struct str stored = buf_done(&part->text);
  /* A formula may give an empty text; an empty number is none. */
  bool lacks_value = part->has_formula && (!part->has_value || (stored.n == 0 && part->type != 't'));
  if ((!part->has_value && !lacks_value) || !check_count(part)) {
    return;
  }
  struct cell cell = {.column = part->column, .kind = lacks_value ? CELL_NO_VALUE : CELL_TEXT};
  cell.value.text = stored;
  cell.value.spot = (struct spot){.row = part->row.number, .column = part->column + 1, .sheet = part->sheet->number};
  if (!lacks_value) {
    take_value(part, stored, &cell);
  }
  part->unsorted = part->unsorted || (part->cells.n > 0 && part->cells.v[part->cells.n - 1].column >= cell.column);
  vec_push(arena, &part->cells, cell);
  part->sheet->columns = cell.column + 1 > part->sheet->columns ? cell.column + 1 : part->sheet->columns;
}

static void take_merge(struct sheet_part *part, struct str reference) {
  struct str rest = reference;
  struct range range = {.first_row = 0};
  uint32_t last_column = 0;
  read_reference(words_next(&rest, ":"), &range.column, &range.first_row);
  range.last_row = range.first_row;
  if (rest.p != NULL) {
    read_reference(rest, &last_column, &range.last_row);
  }
  range.wide = last_column > range.column;
  if (range.first_row > 0 && (range.last_row > range.first_row || range.wide)) {
    vec_push(part->package->session->arena, &part->merged, range);
  }
}

static void take_columns(struct sheet_part *part, const struct xml_element *element) {
  uint32_t first = 0;
  uint32_t last = 0;
  bool hidden = part_is_true(part_attribute(element, "hidden"));
  if (hidden && words_number(str_or_empty(part_attribute(element, "min")), &first) &&
      words_number(str_or_empty(part_attribute(element, "max")), &last) && last >= first && last - first < 1000) {
    part->sheet->hidden_columns += last - first + 1;
  }
}

static void on_start(void *context, const char *name, const struct xml_element *element) {
  struct sheet_part *part = context;
  if (strcmp(name, "row") == 0) {
    start_row(part, element);
  } else if (strcmp(name, "c") == 0) {
    start_cell(part, element);
  } else if (strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && part->phonetic == 0)) {
    part->inside = part->in_cell;
    part->has_value = part->has_value || part->in_cell;
  } else if (strcmp(name, "f") == 0) {
    part->has_formula = true;
  } else if (strcmp(name, "rPh") == 0) {
    part->phonetic++;
  } else if (strcmp(name, "mergeCell") == 0) {
    take_merge(part, str_or_empty(part_attribute(element, "ref")));
  } else if (strcmp(name, "col") == 0) {
    take_columns(part, element);
  }
}

static void on_end(void *context, const char *name) {
  struct sheet_part *part = context;
  part->inside = false;
  if (strcmp(name, "row") == 0) {
    end_row(part);
  } else if (strcmp(name, "c") == 0) {
    end_cell(part);
  } else if (strcmp(name, "rPh") == 0 && part->phonetic > 0) {
    part->phonetic--;
  }
}

static void on_text(void *context, const char *text, uint32_t n) {
  struct sheet_part *part = context;
  if (part->inside) {
    buf_bytes(&part->text, text, n);
  }
}

/* ---- merged ranges ---- */

static int compare_rows(const void *left, const void *right) {
  const struct row *a = left;
  const struct row *b = right;
  return (a->number > b->number) - (a->number < b->number);
}

static uint32_t row_index(const struct sheet *sheet, uint32_t number) {
  return search_first(struct row, sheet->rows.v, sheet->rows.n, number, number);
}

/* Gives the row the value of the range's first cell. */
static void borrow(struct sheet_part *part, struct row *row, const struct cell *first) {
  struct arena *arena = part->package->session->arena;
  const struct cell *own = row_cell(row, first->column);
  if ((own != NULL && own->value.text.n > 0) || !check_count(part)) {
    return;
  }
  struct cell *cells = arena_alloc(arena, ((size_t)row->count + 1) * sizeof *cells);
  uint32_t n = 0;
  while (n < row->count && row->cells[n].column < first->column) {
    cells[n] = row->cells[n];
    n++;
  }
  uint32_t next = own != NULL ? n + 1 : n;
  cells[n] = *first;
  cells[n].borrowed = true;
  cells[n].from = first->value.spot.row;
  cells[n].value.spot.row = row->number;
  memcpy(cells + n + 1, row->cells + next, (row->count - next) * sizeof *cells);
  row->count = row->count - next + n + 1;
  row->cells = cells;
}

static void fill_range(struct sheet_part *part, const struct range *range) {
  struct sheet *sheet = part->sheet;
  uint32_t index = row_index(sheet, range->first_row);
  if (index >= sheet->rows.n || sheet->rows.v[index].number != range->first_row) {
    return;
  }
  struct cell *first = (struct cell *)(uintptr_t)row_cell(&sheet->rows.v[index], range->column);
  if (first == NULL) {
    return;
  }
  first->wide = range->wide; /* the sheet is this reader's own */
  struct cell copy = *first;
  for (uint32_t i = index + 1;
       i < sheet->rows.n && sheet->rows.v[i].number <= range->last_row && !part->package->failed; i++) {
    borrow(part, &sheet->rows.v[i], &copy);
  }
}

bool sheet_part_read(struct package *package, const char *name, const struct parts *parts, struct sheet *sheet) {
  static const struct part_handler handler = {.start = on_start, .end = on_end, .text = on_text};
  struct sheet_part part = {.package = package, .parts = parts, .sheet = sheet};
  part.row.number = 0;
  /* Findings about cells name the sheet before the book is done. */
  struct book *names = arena_zalloc(package->session->arena, sizeof *names);
  for (uint32_t i = 0; i <= sheet->number; i++) {
    vec_push(package->session->arena, &names->sheets, *sheet);
  }
  package->session->file->book = names;
  bool read = part_follow(package, name, &handler, &part);
  package->session->file->book = NULL;
  if (sheet->rows.n > 1) {
    qsort(sheet->rows.v, sheet->rows.n, sizeof *sheet->rows.v, compare_rows);
  }
  for (uint32_t i = 0; i < part.merged.n && !package->failed; i++) {
    fill_range(&part, &part.merged.v[i]);
  }
  return read;
}
