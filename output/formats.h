/* The functions behind the rows of the table of formats, and what they share. */
#ifndef CW_OUTPUT_FORMATS_H
#define CW_OUTPUT_FORMATS_H

#include "output/writer.h"

void csv_crosswalk(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options);
void csv_gaps(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options);
void csv_matrix(struct sink *sink, const struct report_matrix *report, const struct writer_options *options);
void csv_grid(struct sink *sink, const struct report_grid *grid, const struct writer_options *options);

void markdown_crosswalk(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options);
void markdown_gaps(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options);
void markdown_matrix(struct sink *sink, const struct report_matrix *report, const struct writer_options *options);
void markdown_index(struct sink *sink, const struct report_index *report, const struct writer_options *options);
void markdown_grid(struct sink *sink, const struct report_grid *grid, const struct writer_options *options);

void html_crosswalk(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options);
void html_matrix(struct sink *sink, const struct report_matrix *report, const struct writer_options *options);
void html_index(struct sink *sink, const struct report_index *report, const struct writer_options *options);

void json_crosswalk(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options);
void json_gaps(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options);
void json_matrix(struct sink *sink, const struct report_matrix *report, const struct writer_options *options);
void json_index(struct sink *sink, const struct report_index *report, const struct writer_options *options);
void json_grid(struct sink *sink, const struct report_grid *grid, const struct writer_options *options);

void xlsx_crosswalk(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options);
void xlsx_gaps(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options);
void xlsx_grid(struct sink *sink, const struct report_grid *grid, const struct writer_options *options);
void xlsx_matrix(struct sink *sink, const struct report_matrix *report, const struct writer_options *options);

/* Candidate rows are left out unless they were asked for. */
static inline bool row_is_wanted(const struct report_row *row, const struct writer_options *options) {
  return row->basis != BASIS_CANDIDATE || options->candidates;
}

/* Whether the row says that its two ends have something in common. */
static inline bool row_joins(const struct report_row *row) {
  return (row->basis == BASIS_DECLARED || row->basis == BASIS_IMPLIED) && row->relation != REL_NONE;
}

/* Writes "12 %" of `part` in `whole`; "<1 %" and "99 %" rather than 0 and 100 where those would be wrong. */
void write_share(struct sink *sink, uint32_t part, uint32_t whole, const char *less_than);

#endif
