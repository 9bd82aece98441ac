/* What the formats share. */
#ifndef CW_OUTPUT_FORMATS_H
#define CW_OUTPUT_FORMATS_H

#include "output/writer.h"

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
