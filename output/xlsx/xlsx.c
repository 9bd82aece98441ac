/* XLSX: the tables themselves. Every cell says what it says in the other formats; numbers are numbers, all else is text. */
#include "output/xlsx/xlsx.h"

#include "base/buf.h"

#include <strings.h>

/* ---- looks ---- */

enum look xlsx_relation_look(enum relation relation) {
  static const enum look looks[RELATIONS] = {
      [REL_EQUAL] = LOOK_GREEN,   [REL_EQUIVALENT] = LOOK_GREEN, [REL_SUBSET] = LOOK_MINT,
      [REL_SUPERSET] = LOOK_BLUE, [REL_INTERSECTS] = LOOK_AMBER, [REL_RELATED] = LOOK_SAND,
      [REL_NONE] = LOOK_GREY,     [REL_SUPPORTS] = LOOK_VIOLET,  [REL_SUPPORTED_BY] = LOOK_VIOLET,
      [REL_CONTRARY] = LOOK_RED,
  };
  return looks[relation];
}

static enum look relation_look(const struct report_row *row) {
  bool mapped = row->basis == BASIS_DECLARED || row->basis == BASIS_IMPLIED;
  enum look look = mapped ? xlsx_relation_look(row->relation) : LOOK_PLAIN;
  return row->disputed ? LOOK_RED : look;
}

enum look xlsx_basis_look(enum basis basis) {
  static const enum look looks[] = {[BASIS_DECLARED] = LOOK_PLAIN,
                                    [BASIS_IMPLIED] = LOOK_BLUE,
                                    [BASIS_CANDIDATE] = LOOK_VIOLET,
                                    [BASIS_GAP] = LOOK_ORANGE,
                                    [BASIS_EXCLUDED] = LOOK_GREY};
  return looks[basis];
}

enum look xlsx_coverage_look(enum coverage coverage) {
  static const enum look looks[] = {[COVERAGE_NONE] = LOOK_ORANGE,
                                    [COVERAGE_PARTIAL] = LOOK_AMBER,
                                    [COVERAGE_FULL] = LOOK_GREEN,
                                    [COVERAGE_EXCLUDED] = LOOK_GREY};
  return looks[coverage];
}

/* ---- tables ---- */

struct sheet *xlsx_table(struct workbook *workbook, const char *name, const struct xlsx_column *columns, uint32_t count,
                         uint32_t own) {
  struct sheet *sheet = workbook_add(workbook, name, count + own);
  for (uint32_t i = 0; i < count; i++) {
    sheet_width(sheet, i, columns[i].least, columns[i].most);
  }
  sheet_row(sheet);
  return sheet;
}

void xlsx_head(struct sheet *sheet, const char *title, struct str framework) {
  struct buf text;
  buf_init(&text, sheet->workbook->arena);
  buf_text(&text, title);
  if (framework.n > 0) {
    buf_printf(&text, " (%.*s)", STR_ARG(framework));
  }
  sheet_text(sheet, buf_done(&text), LOOK_HEAD);
}

void xlsx_own_head(struct sheet *sheet, uint32_t first, const char *side, const struct report_framework *framework) {
  for (uint32_t i = 0; i < framework->own_count; i++) {
    const struct report_column *own = &framework->own[i];
    sheet_width(sheet, first + i, 12, 30);
    sheet_text(sheet, side != NULL ? report_own_head(side, own, sheet->workbook->arena) : own->title, LOOK_HEAD);
  }
}

void xlsx_own_cells(struct sheet *sheet, const struct report_values *own, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    sheet_text(sheet, report_own_cell(own, i), LOOK_PLAIN);
  }
}

static void number_or_nothing(struct sheet *sheet, int number) {
  if (number >= 0) {
    sheet_number(sheet, (uint64_t)number);
  } else {
    sheet_text(sheet, STR(""), LOOK_PLAIN);
  }
}

/* What a sheet may be called: 31 characters, and not all of them. */
static const char *coverage_name(struct workbook *workbook, const struct report_framework *framework, bool second) {
  enum { MOST = 31 };
  struct buf name;
  buf_init(&name, workbook->arena);
  buf_text(&name, "Coverage of ");
  struct str title = framework->short_title;
  uint32_t letters = 12;
  for (uint32_t i = 0; i < title.n; i++) {
    unsigned char c = (unsigned char)title.p[i];
    letters += (c & 0xC0U) != 0x80U ? (c >= 0xF0 ? 2 : 1) : 0;
    if (letters > MOST - (second ? 2U : 0U)) {
      break;
    }
    buf_char(&name, c < ' ' || strchr("[]:*?/\\'", c) != NULL ? '-' : (char)c);
  }
  while (name.n > 0 && name.p[name.n - 1] == ' ') {
    name.n--;
  }
  buf_text(&name, second ? " 2" : "");
  return buf_done(&name).p;
}

/* Where a control stands in the sheet of its framework's coverage, from 1; 0 where it is not counted. */
static uint32_t coverage_row(const struct xlsx_names *names, uint32_t item, bool source) {
  const uint32_t *rows = source ? names->source_rows : names->target_rows;
  return item != NO_ITEM ? rows[item] : 0;
}

/* To the row of its coverage, from which it leads on to its publisher; straight there where it has none. */
static void lead(struct sheet *sheet, const struct xlsx_names *names, const struct report_end *end, bool source) {
  uint32_t row = coverage_row(names, end->item, source);
  if (row > 0 && end->id.n > 0) {
    sheet_lead(sheet, source ? names->source : names->target, row);
  } else {
    sheet_lead_out(sheet, end->href);
  }
}

static void crosswalk_row(struct sheet *sheet, const struct report_crosswalk *report, const struct report_row *row,
                          const struct xlsx_names *names) {
  struct report_cells cells;
  report_row_cells(report, row, &cells);
  sheet_row(sheet);
  sheet_text(sheet, report_name(row->source.label, row->source.id), LOOK_ID);
  lead(sheet, names, &row->source, true);
  sheet_text(sheet, cells.cell[1], LOOK_PLAIN);
  sheet_text(sheet, cells.cell[2], relation_look(row));
  sheet_text(sheet, report_name(row->target.label, row->target.id), LOOK_ID);
  lead(sheet, names, &row->target, false);
  sheet_text(sheet, cells.cell[4], LOOK_PLAIN);
  sheet_text(sheet, cells.cell[5], xlsx_basis_look(row->basis));
  number_or_nothing(sheet, row->strength);
  number_or_nothing(sheet, row->confidence);
  sheet_text(sheet, cells.cell[8], LOOK_ID);
  sheet_text(sheet, cells.cell[9], LOOK_PLAIN);
  xlsx_own_cells(sheet, row->source.own, report->source.own_count);
  xlsx_own_cells(sheet, row->target.own, report->target.own_count);
}

static void crosswalk_sheet(struct workbook *workbook, const struct report_crosswalk *report,
                            const struct writer_options *options, const struct xlsx_names *names) {
  static const struct xlsx_column columns[TABLE_COLUMNS] = {
      {"Source", 12, 20},       {"Source title", 20, 38}, {"Relation", 12, 16}, {"Target", 12, 20},
      {"Target title", 20, 38}, {"Basis", 11, 11},        {"Strength", 10, 11}, {"Confidence", 10, 13},
      {"Mapping", 12, 34},      {"Remarks", 24, 56}};
  uint32_t own = report->source.own_count;
  struct sheet *sheet = xlsx_table(workbook, "Crosswalk", columns, TABLE_COLUMNS, own + report->target.own_count);
  for (unsigned i = 0; i < TABLE_COLUMNS; i++) {
    struct str framework = i == 0 ? report->source.short_title : i == 3 ? report->target.short_title : STR("");
    xlsx_head(sheet, columns[i].title, framework);
  }
  xlsx_own_head(sheet, TABLE_COLUMNS, "Source", &report->source);
  xlsx_own_head(sheet, TABLE_COLUMNS + own, "Target", &report->target);
  sheet_freeze(sheet, 1);
  for (uint32_t i = 0; i < report->row_count; i++) {
    if (row_is_wanted(&report->rows[i], options)) {
      crosswalk_row(sheet, report, &report->rows[i], names);
    }
  }
}

static void gaps_sheet(struct workbook *workbook, const char *name, const struct report_framework *covered,
                       const struct report_framework *by) {
  enum { COLUMNS = GAPS_COLUMNS - 1 }; /* the framework is that of the sheet */
  static const struct xlsx_column columns[COLUMNS] = {{"Control", 10, 20}, {"Title", 24, 60},      {"Coverage", 11, 12},
                                                      {"By", 16, 44},      {"Candidates", 14, 44}, {"Note", 14, 20},
                                                      {"Reason", 14, 60}};
  struct sheet *sheet = xlsx_table(workbook, name, columns, COLUMNS, covered->own_count);
  for (unsigned i = 0; i < COLUMNS; i++) {
    struct str framework = i == 0 ? covered->short_title : i == 3 ? by->short_title : STR("");
    xlsx_head(sheet, columns[i].title, framework);
  }
  xlsx_own_head(sheet, COLUMNS, NULL, covered);
  sheet_freeze(sheet, 1);
  for (uint32_t i = 0; i < covered->item_count; i++) {
    const struct report_item *item = &covered->items[i];
    if (!item->counted) {
      continue;
    }
    struct report_gap_cells cells;
    report_gap_cells_of(covered, item, &cells);
    sheet_row(sheet);
    sheet_text(sheet, report_name(item->label, item->id), LOOK_ID);
    sheet_lead_out(sheet, item->href);
    sheet_text(sheet, cells.cell[2], LOOK_PLAIN);
    sheet_text(sheet, cells.cell[3], xlsx_coverage_look(item->coverage));
    sheet_text(sheet, cells.cell[4], LOOK_ID);
    sheet_text(sheet, cells.cell[5], LOOK_ID);
    sheet_text(sheet, cells.cell[6], LOOK_PLAIN);
    sheet_text(sheet, cells.cell[7], LOOK_PLAIN);
    xlsx_own_cells(sheet, item->own, covered->own_count);
  }
}

/* ---- workbooks ---- */

static void begin(struct workbook *workbook, struct sink *sink, const struct report_crosswalk *report,
                  const struct writer_options *options) {
  workbook_init(workbook, sink_arena(sink));
  struct buf title;
  buf_init(&title, sink_arena(sink));
  if (report->brand.title.n > 0) {
    buf_printf(&title, "%.*s: ", STR_ARG(report->brand.title));
  }
  buf_printf(&title, "%.*s to %.*s", STR_ARG(report->source.short_title), STR_ARG(report->target.short_title));
  workbook->title = buf_done(&title);
  workbook->organisation = report->brand.organisation;
  workbook->accent = report->brand.accent;
  workbook->generator = options->generator != NULL ? options->generator : workbook->generator;
}

static const uint32_t *coverage_rows(struct arena *arena, const struct report_framework *framework) {
  uint32_t *rows = arena_zalloc(arena, ((size_t)framework->item_count + 1) * sizeof *rows);
  uint32_t row = 1;
  for (uint32_t i = 0; i < framework->item_count; i++) {
    rows[i] = framework->items[i].counted ? ++row : 0;
  }
  return rows;
}

static struct xlsx_names names_of(struct workbook *workbook, const struct report_crosswalk *report) {
  struct xlsx_names names = {.source = coverage_name(workbook, &report->source, false),
                             .target = coverage_name(workbook, &report->target, false),
                             .source_rows = coverage_rows(workbook->arena, &report->source),
                             .target_rows = coverage_rows(workbook->arena, &report->target)};
  if (strcasecmp(names.source, names.target) == 0) {
    names.target = coverage_name(workbook, &report->target, true);
  }
  return names;
}

static void both_gaps(struct workbook *workbook, const struct report_crosswalk *report,
                      const struct xlsx_names *names) {
  gaps_sheet(workbook, names->source, &report->source, &report->target);
  gaps_sheet(workbook, names->target, &report->target, &report->source);
}

static void provenance(struct workbook *workbook, const struct report_crosswalk *report) {
  const struct report_framework *const frameworks[] = {&report->source, &report->target};
  const struct xlsx_provenance provenance = {.framework_count = 2,
                                             .frameworks = frameworks,
                                             .mapping_count = report->mapping_count,
                                             .mappings = report->mappings,
                                             .document_count = report->document_count,
                                             .documents = report->documents};
  xlsx_provenance(workbook, &provenance);
}

static void xlsx_crosswalk(struct sink *sink, const struct report_crosswalk *report,
                           const struct writer_options *options) {
  struct workbook workbook;
  begin(&workbook, sink, report, options);
  struct sheet *summary = xlsx_summary_sheet(&workbook);
  struct xlsx_names names = names_of(&workbook, report);
  crosswalk_sheet(&workbook, report, options, &names);
  both_gaps(&workbook, report, &names);
  xlsx_findings(&workbook, report);
  xlsx_review(&workbook, report, options);
  provenance(&workbook, report);
  xlsx_reading(&workbook);
  xlsx_summary(&workbook, summary, report, options);
  workbook_write(&workbook, sink);
}

static void xlsx_gaps(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options) {
  struct workbook workbook;
  begin(&workbook, sink, report, options);
  struct sheet *summary = xlsx_summary_sheet(&workbook);
  struct xlsx_names names = names_of(&workbook, report);
  both_gaps(&workbook, report, &names);
  provenance(&workbook, report);
  xlsx_reading(&workbook);
  xlsx_summary(&workbook, summary, report, options);
  workbook_write(&workbook, sink);
}

/* ---- lists ---- */

static bool is_one_of(struct str name, const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (str_is(name, names[i])) {
      return true;
    }
  }
  return false;
}

/* The columns of lists that count something; the others hold ids, dates and words, even where those have only digits. */
static bool is_count(struct str name) {
  static const char *const names[] = {"controls", "counted", "facts", "settles"};
  return is_one_of(name, names, sizeof names / sizeof *names);
}

static bool is_prose(struct str name) {
  static const char *const names[] = {"title", "source_title", "target_title", "remarks"};
  return is_one_of(name, names, sizeof names / sizeof *names);
}

/* A number that is written as the program writes numbers, or -1. */
static int64_t number_in(struct str text) {
  uint64_t number = 0;
  bool is_one = str_number(text, 999999999999999, &number) && (text.n == 1 || text.p[0] != '0');
  return is_one ? (int64_t)number : -1;
}

static void grid_cell(struct sheet *sheet, struct str name, struct str text) {
  int64_t number = is_count(name) ? number_in(text) : -1;
  if (number >= 0) {
    sheet_number(sheet, (uint64_t)number);
  } else {
    sheet_text(sheet, text, is_prose(name) ? LOOK_PLAIN : LOOK_ID);
  }
}

static void xlsx_grid(struct sink *sink, const struct report_grid *grid, const struct writer_options *options) {
  struct workbook workbook;
  workbook_init(&workbook, sink_arena(sink));
  workbook.title = STR("List");
  workbook.generator = options->generator != NULL ? options->generator : workbook.generator;
  struct sheet *sheet = workbook_add(&workbook, "List", grid->columns);
  sheet_row(sheet);
  for (uint32_t i = 0; i < grid->columns; i++) {
    sheet_width(sheet, i, 8, is_prose(grid->header[i]) ? 60 : 36);
    sheet_text(sheet, grid->header[i], LOOK_HEAD);
  }
  sheet_freeze(sheet, 1);
  for (uint32_t row = 0; row < grid->row_count; row++) {
    sheet_row(sheet);
    for (uint32_t i = 0; i < grid->columns; i++) {
      grid_cell(sheet, grid->header[i], grid->cells[(size_t)row * grid->columns + i]);
    }
  }
  workbook_write(&workbook, sink);
}

const struct writer xlsx_writer = {
    .name = "xlsx",
    .extension = ".xlsx",
    .marks = {"PK\003\004"},
    .has_digests = true,
    .crosswalk = xlsx_crosswalk,
    .gaps = xlsx_gaps,
    .matrix = xlsx_matrix,
    .grid = xlsx_grid,
    .paper = xlsx_paper,
};
