/* A report whose every text is written to break a format, and the cells that a reader must find in what a writer makes
 * of it. */
#ifndef CW_TESTS_HOSTILE_REPORT_H
#define CW_TESTS_HOSTILE_REPORT_H

#include "output/formats.h"

#define HOSTILE_TITLE                                                                                     \
  "<script>alert(1)</script> & \"double\" 'single' | pipe `tick` \\ back\nline*star*_under_ \xE2\x80\xAE" \
  "rtl\xE2\x80\xAC \xF0\x9F\x94\x92"
enum { ITEMS = 9, ROWS = 11 };
/* With a column of the reader's own for each side. */
enum { ROW_CELLS = TABLE_COLUMNS + 2, GAP_CELLS = GAPS_COLUMNS + 1 };

extern struct report_row rows[ROWS];

struct report_crosswalk hostile_report(void);
void make_items(unsigned side);
struct report_framework make_framework(unsigned side, const char *id);

/* The report, or its gaps, in a format. */
struct str output_of(const char *format, bool gaps, struct writer_options *options);

/* Text as it can be compared between formats: controls shown, white space collapsed. */
struct str plain(struct str text);
/* The cells that a line of the table, or of the gaps table, must have; false behind its last line. */
bool wanted_row(uint32_t line, struct str cells[ROW_CELLS]);
bool wanted_gap(uint32_t line, struct str cells[GAP_CELLS]);
/* The statement and the guidance of the control in a line of the gaps table. */
struct str wanted_texts(uint32_t line);
void compare_cell(const char *format, uint32_t line, unsigned column, struct str wanted, struct str got);

#endif
