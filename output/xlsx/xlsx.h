/* The sheets of a workbook on a crosswalk. Each file xlsx*.c writes some of them. */
#ifndef CW_OUTPUT_XLSX_XLSX_H
#define CW_OUTPUT_XLSX_XLSX_H

#include "output/formats.h"
#include "output/xlsx/workbook.h"

struct xlsx_column {
  const char *title;
  unsigned least; /* width, in characters */
  unsigned most;
};

/* The sheets of coverage, and where in them each control stands, from 1; 0 for one that is not counted. */
struct xlsx_names {
  const char *source;
  const char *target;
  const uint32_t *source_rows;
  const uint32_t *target_rows;
};

/* ---- xlsx.c ---- */

/* A sheet with columns of these widths, in its first row, and with room for some of the reader's own behind them. */
struct sheet *xlsx_table(struct workbook *workbook, const char *name, const struct xlsx_column *columns, uint32_t count,
                         uint32_t own);
/* The heads of the own columns, the first of which has this number: "Source: Owner", or without a side the title. */
void xlsx_own_head(struct sheet *sheet, uint32_t first, const char *side, const struct report_framework *framework);
void xlsx_own_cells(struct sheet *sheet, const struct report_values *own, uint32_t count);
/* The next cell of a header: "Source (NIST CSF 2.0)", or the title alone where the framework is empty. */
void xlsx_matrix(struct sink *sink, const struct report_matrix *report, const struct writer_options *options);
void xlsx_head(struct sheet *sheet, const char *title, struct str framework);
enum look xlsx_relation_look(enum relation relation);
enum look xlsx_basis_look(enum basis basis);
enum look xlsx_coverage_look(enum coverage coverage);

/* ---- xlsx_notes.c ---- */

/* What the workbook is about, in figures, and which sheets it has. To be called when all others have been added. */
void xlsx_summary(struct workbook *workbook, struct sheet *sheet, const struct report_crosswalk *report,
                  const struct writer_options *options);
struct sheet *xlsx_summary_sheet(struct workbook *workbook);
/* Title, organisation and note, as they stand at the head of a summary. */
void xlsx_front(struct sheet *sheet, const struct brand *brand, struct str title, struct str subtitle);
/* A link for each further sheet, and what it holds. */
void xlsx_contents(struct sheet *sheet);
/* One line of figures: how far a framework is covered. */
void xlsx_counts_head(struct sheet *sheet);
void xlsx_counts(struct sheet *sheet, struct str covered, struct str by, const struct report_counts *counts);
void xlsx_findings(struct workbook *workbook, const struct report_crosswalk *report);
void xlsx_reading(struct workbook *workbook);

/* ---- review.c ---- */

/* The sheet with its columns and the words that may be chosen in them. */
struct sheet *xlsx_review_sheet(struct workbook *workbook);
struct xlsx_review_row {
  struct str source;
  struct str source_title;
  struct str relation; /* empty: to be decided */
  struct str target;
  struct str target_title;
  int strength; /* -1 without one, as the confidence */
  int confidence;
  struct str remarks;
  enum look relation_look;
};
void xlsx_review_row(struct sheet *sheet, const struct xlsx_review_row *row);
void xlsx_review(struct workbook *workbook, const struct report_crosswalk *report,
                 const struct writer_options *options);

/* ---- paper.c ---- */

void xlsx_paper(struct sink *sink, const struct report_paper *paper, const struct writer_options *options);

/* ---- xlsx_provenance.c ---- */

struct xlsx_provenance {
  uint32_t framework_count;
  const struct report_framework *const *frameworks;
  uint32_t mapping_count;
  const struct report_mapping *mappings;
  uint32_t document_count;
  const struct report_document *documents;
};
void xlsx_provenance(struct workbook *workbook, const struct xlsx_provenance *provenance);

#endif
