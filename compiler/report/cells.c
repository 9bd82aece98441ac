/* The columns of the tables and the cells of their rows: one place for every format. */
#include "base/buf.h"
#include "report/report.h"

const char *const table_columns[TABLE_COLUMNS] = {
    "source_id", "source_title", "relation",   "target_id", "target_title",
    "basis",     "strength",     "confidence", "mapping",   "remarks",
};

const char *const gaps_columns[LONG_GAPS_COLUMNS] = {"framework",  "id",   "title",  "coverage",  "by",
                                                     "candidates", "note", "reason", "agreement", "robust"};

static const struct str basis_tokens[] = {STR_INIT("declared"), STR_INIT("implied"), STR_INIT("candidate"),
                                          STR_INIT("gap"), STR_INIT("excluded")};
static const struct str coverage_tokens[] = {STR_INIT("none"), STR_INIT("partial"), STR_INIT("full"),
                                             STR_INIT("excluded")};

const char *basis_token(enum basis basis) {
  return basis_tokens[basis].p;
}

const char *coverage_token(enum coverage coverage) {
  return coverage_tokens[coverage].p;
}

struct str report_own_head(const char *side, const struct report_column *column, struct arena *arena) {
  struct buf head;
  buf_init(&head, arena);
  buf_printf(&head, "%s: %.*s", side, STR_ARG(column->title));
  return buf_done(&head);
}

struct str report_own_cell(const struct report_values *own, uint32_t column) {
  return own != NULL ? own[column].text : STR("");
}

/* The digits of a number, at the end of `text`; nothing for what is not stated. */
static struct str number(char *text, uint32_t size, int value) {
  if (value < 0) {
    return STR("");
  }
  uint32_t at = size;
  do {
    text[--at] = (char)('0' + value % 10);
    value /= 10;
  } while (value > 0 && at > 0);
  return (struct str){.p = text + at, .n = size - at};
}

void report_row_cells(const struct report_crosswalk *crosswalk, const struct report_row *row,
                      struct report_cells *cells) {
  bool mapped = row->basis == BASIS_DECLARED || row->basis == BASIS_IMPLIED; /* of a candidate nothing is said */
  struct str *cell = cells->cell;
  cell[0] = row->source.id;
  cell[1] = row->source.title;
  cell[2] = mapped ? str_from(vocabulary_token(&vocabulary_relation, row->relation)) : STR("");
  cell[3] = row->target.id;
  cell[4] = row->target.title;
  cell[5] = basis_tokens[row->basis];
  cell[6] = number(cells->numbers[0], sizeof cells->numbers[0], row->strength);
  cell[7] = number(cells->numbers[1], sizeof cells->numbers[1], row->confidence);
  cell[8] = row->mapping != NO_ITEM ? crosswalk->mappings[row->mapping].id : STR("");
  cell[9] = row->remarks;
}

struct str report_bare_remarks(const struct report_row *row) {
  static const struct str mark = STR_INIT("disputed");
  uint32_t skip = row->remarks.n > mark.n ? mark.n + 2 : mark.n; /* "disputed: " */
  if (!row->disputed) {
    return row->remarks;
  }
  return (struct str){.p = row->remarks.p + skip, .n = row->remarks.n - skip};
}

void report_gap_cells_of(const struct report_framework *framework, const struct report_item *item,
                         struct report_gap_cells *cells) {
  cells->cell[0] = framework->id;
  cells->cell[1] = item->id;
  cells->cell[2] = item->title;
  cells->cell[3] = coverage_tokens[item->coverage];
  cells->cell[4] = item->by;
  cells->cell[5] = item->candidates;
  cells->cell[6] = item->note;
  cells->cell[7] = item->reason;
  bool covered = item->coverage == COVERAGE_FULL || item->coverage == COVERAGE_PARTIAL;
  cells->cell[8] = covered ? number(cells->numbers, sizeof cells->numbers, (int)item->agreement) : STR("");
  cells->cell[9] = !covered || item->robust < 0 ? STR("") : item->robust > 0 ? STR("yes") : STR("no");
}
