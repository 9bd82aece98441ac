/* The sheet that a reviewer fills in: each declared pair and each candidate, with the words that may be chosen offered in
 * the cell. `crosswalk import --sheet Review` makes a mapping of it again. */
#include "output/xlsx/xlsx.h"

static const char *relation_choices[] = {
    "equal-to",   "equivalent-to",   "subset-of", "superset-of",  "intersects-with",
    "related-to", "no-relationship", "supports",  "supported-by", NULL};
static const char *strength_choices[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", NULL};
static const char *confidence_choices[] = {"0", "10", "20", "30", "40", "50", "60", "70", "80", "90", "100", NULL};

enum { SOURCE, SOURCE_TITLE, RELATION, TARGET, TARGET_TITLE, STRENGTH, CONFIDENCE, REMARKS, COLUMNS };

static void number_or_nothing(struct sheet *sheet, int number) {
  if (number >= 0) {
    sheet_number(sheet, (uint64_t)number);
  } else {
    sheet_text(sheet, STR(""), LOOK_PLAIN);
  }
}

void xlsx_review_row(struct sheet *sheet, const struct xlsx_review_row *row) {
  sheet_row(sheet);
  sheet_text(sheet, row->source, LOOK_ID);
  sheet_text(sheet, row->source_title, LOOK_PLAIN);
  sheet_text(sheet, row->relation, row->relation_look);
  sheet_text(sheet, row->target, LOOK_ID);
  sheet_text(sheet, row->target_title, LOOK_PLAIN);
  number_or_nothing(sheet, row->strength);
  number_or_nothing(sheet, row->confidence);
  sheet_text(sheet, row->remarks, LOOK_PLAIN);
}

static void pair(struct sheet *sheet, const struct report_row *row) {
  bool candidate = row->basis == BASIS_CANDIDATE;
  const struct xlsx_review_row pair = {
      .source = row->source.id,
      .source_title = row->source.title,
      .relation = candidate ? STR("") : str_from(vocabulary_token(&vocabulary_relation, row->relation)),
      .target = row->target.id,
      .target_title = row->target.title,
      .strength = candidate ? -1 : row->strength,
      .confidence = candidate ? -1 : row->confidence,
      .remarks = candidate ? STR("") : row->remarks,
      .relation_look = candidate ? LOOK_PLAIN : xlsx_relation_look(row->relation),
  };
  xlsx_review_row(sheet, &pair);
}

/* What mappings composed and what chains lead to are rows of their own elsewhere; whoever reviews the pair decides once. */
static bool is_repeated(const struct report_row *row, const struct report_row *before) {
  return row->basis == BASIS_CANDIDATE && before->basis == BASIS_CANDIDATE &&
         str_eq(row->source.ids, before->source.ids) && str_eq(row->target.ids, before->target.ids);
}

static bool to_review(const struct report_crosswalk *report, uint32_t number, const struct writer_options *options) {
  const struct report_row *row = &report->rows[number];
  return row_is_wanted(row, options) && (row->basis == BASIS_DECLARED || (row->basis == BASIS_CANDIDATE &&
                                                                          (number == 0 || !is_repeated(row, row - 1))));
}

struct sheet *xlsx_review_sheet(struct workbook *workbook) {
  static const struct xlsx_column columns[COLUMNS] = {
      {"Source", 12, 20},       {"Source title", 20, 38}, {"Relation", 15, 18},   {"Target", 12, 20},
      {"Target title", 20, 38}, {"Strength", 10, 11},     {"Confidence", 12, 13}, {"Remarks", 24, 56}};
  struct sheet *sheet = xlsx_table(workbook, "Review", columns, COLUMNS, 0);
  for (unsigned i = 0; i < COLUMNS; i++) {
    xlsx_head(sheet, columns[i].title, STR(""));
  }
  sheet_freeze(sheet, 1);
  sheet_choose(sheet, RELATION, relation_choices);
  sheet_choose(sheet, STRENGTH, strength_choices);
  sheet_choose(sheet, CONFIDENCE, confidence_choices);
  return sheet;
}

void xlsx_review(struct workbook *workbook, const struct report_crosswalk *report,
                 const struct writer_options *options) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < report->row_count; i++) {
    count += to_review(report, i, options);
  }
  if (count == 0) {
    return;
  }
  struct sheet *sheet = xlsx_review_sheet(workbook);
  for (uint32_t i = 0; i < report->row_count; i++) {
    if (to_review(report, i, options)) {
      pair(sheet, &report->rows[i]);
    }
  }
}
