/* An empty workbook to fill in: a sheet of controls, one of a mapping and one of an assessment, in the columns that an
 * import understands. Frameworks that are named fill in their controls. */
#include "output/xlsx/template.h"

#include "base/buf.h"
#include "output/xlsx/workbook.h"

static const char *relations[] = {"equal-to",        "subset-of", "superset-of",  "intersects-with", "related-to",
                                  "no-relationship", "supports",  "supported-by", "no-counterpart",  NULL};
static const char *rationales[] = {"semantic", "syntactic", "functional", NULL};
static const char *yes_no[] = {"yes", "no", NULL};
static const char *states[] = {"implemented", "partial", "planned", "not implemented", NULL};
static const char *withdrawn[] = {"withdrawn", NULL};

static const struct sheet_heading control_headings[] = {
    {"Control ID", 14, 20, NULL},  {"Title", 30, 50, NULL},  {"Statement", 40, 60, NULL},
    {"Guidance", 30, 60, NULL},    {"Parent", 12, 20, NULL}, {"Status", 12, 12, withdrawn},
    {"Replaced by", 14, 20, NULL},
};
static const struct sheet_heading mapping_headings[] = {
    {"Source", 14, 20, NULL},     {"Source title", 30, 44, NULL},    {"Relation", 16, 18, relations},
    {"Target", 14, 24, NULL},     {"Target title", 30, 44, NULL},    {"Strength", 10, 10, NULL},
    {"Confidence", 11, 11, NULL}, {"Rationale", 12, 12, rationales}, {"Remarks", 40, 60, NULL},
};
static const struct sheet_heading assessment_headings[] = {
    {"Control", 14, 20, NULL},  {"Title", 30, 44, NULL},           {"Applicable", 11, 11, yes_no},
    {"Status", 16, 16, states}, {"Owner", 16, 24, NULL},           {"Justification", 30, 50, NULL},
    {"Evidence", 30, 50, NULL}, {"Evidence date", 14, 14, NULL},   {"Last reviewed", 14, 14, NULL},
    {"Due", 12, 12, NULL},      {"How implemented", 30, 50, NULL},
};

enum { MAPPING_COLUMNS = sizeof mapping_headings / sizeof *mapping_headings };

/* A row for each control, the rest of the cells empty; or empty rows, whose first cell keeps an id a text. */
static void fill_rows(struct sheet *sheet, const struct decl_framework *framework, uint32_t columns) {
  enum { EMPTY_ROWS = 200 };
  uint32_t count = framework != NULL ? framework->controls.n : EMPTY_ROWS;
  for (uint32_t i = 0; i < count; i++) {
    const struct decl_control *control = framework != NULL ? &framework->controls.v[i] : NULL;
    if (control != NULL && (control->kind == KIND_GROUP || control->withdrawn)) {
      continue;
    }
    sheet_row(sheet);
    sheet_text(sheet, control != NULL ? control->id : STR(""), LOOK_ID);
    sheet_text(sheet, control != NULL ? control->title : STR(""), LOOK_PLAIN);
    for (uint32_t c = 2; c < columns; c++) {
      bool target = columns == MAPPING_COLUMNS && c == 3;
      sheet_text(sheet, STR(""), target ? LOOK_ID : LOOK_PLAIN);
    }
  }
}

static void add_reading(struct workbook *workbook, const struct xlsx_template *template) {
  static const char *const lines[] = {
      "Fill in the sheets that you need, and leave the others as they are. Then: crosswalk import FILE.xlsx -o FOLDER",
      "Controls: one row for each control; Parent is the id of the control or heading above it. A heading has no "
      "statement.",
      "Mapping: one row for each fact. Several ids in one cell are separated by commas. Relation says how the source "
      "stands "
      "to the target: a source that asks for less than the target is subset-of it.",
      "no-counterpart says that somebody looked and found none; an empty row says nothing.",
      "Strength is from 1 to 10, Confidence a percentage. Both may stay empty.",
      "About: the organisation, the scope of its assessment in its own words, the date and the version.",
      "Assessment: one row for each control. A control that does not apply has a justification. Dates are YYYY-MM-DD.",
      "Ids are cells of text, so that 5.10 stays 5.10. Keep them so when you paste.",
  };
  struct sheet *sheet = workbook_add(workbook, "Read me", 1);
  sheet_width(sheet, 0, 110, 110);
  sheet_prose(sheet, STR("A workbook for crosswalk"), LOOK_TITLE);
  for (unsigned i = 0; i < sizeof lines / sizeof *lines; i++) {
    sheet_prose(sheet, str_from(lines[i]), LOOK_PROSE);
  }
  const struct decl_framework *const ends[] = {template->source, template->target};
  static const char *const words[] = {"Source", "Target"};
  for (unsigned i = 0; i < 2; i++) {
    struct buf line;
    buf_init(&line, workbook->arena);
    if (ends[i] != NULL) {
      buf_printf(&line, "%s framework: %.*s (%.*s)", words[i], STR_ARG(ends[i]->title), STR_ARG(ends[i]->id));
      sheet_prose(sheet, buf_done(&line), LOOK_PROSE);
    }
  }
}

/* Of the assessment: names in the first column, room for values in the second. */
static void add_about(struct workbook *workbook) {
  static const char *const names[] = {"Organisation", "Scope", "Date", "Version"};
  struct sheet *sheet = workbook_add(workbook, "About", 2);
  sheet_width(sheet, 0, 16, 16);
  sheet_width(sheet, 1, 70, 70);
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    sheet_row(sheet);
    sheet_text(sheet, str_from(names[i]), LOOK_HEAD);
    sheet_text(sheet, STR(""), LOOK_ID);
  }
}

void xlsx_template_write(struct sink *sink, const struct xlsx_template *template) {
  enum {
    CONTROL_COLUMNS = sizeof control_headings / sizeof *control_headings,
    ASSESSMENT_COLUMNS = sizeof assessment_headings / sizeof *assessment_headings
  };
  struct workbook workbook;
  workbook_init(&workbook, sink_arena(sink));
  workbook.title = STR("A workbook for crosswalk");
  workbook.generator = template->generator;
  add_reading(&workbook, template);
  fill_rows(workbook_add_table(&workbook, "Controls", control_headings, CONTROL_COLUMNS), NULL, CONTROL_COLUMNS);
  fill_rows(workbook_add_table(&workbook, "Mapping", mapping_headings, MAPPING_COLUMNS), template->source,
            MAPPING_COLUMNS);
  add_about(&workbook);
  fill_rows(workbook_add_table(&workbook, "Assessment", assessment_headings, ASSESSMENT_COLUMNS), template->source,
            ASSESSMENT_COLUMNS);
  workbook_write(&workbook, sink);
}
