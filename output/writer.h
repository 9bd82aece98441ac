/* The formats. A new format is a new folder that exports one `const struct writer`, and a line in output/writers.c.
 *
 * A writer's functions return nothing: the sink remembers the first error and gives it once, on closing. */
#ifndef CW_OUTPUT_WRITER_H
#define CW_OUTPUT_WRITER_H

#include "output/sink.h"
#include "report/paper.h"
#include "report/report.h"

struct writer_options {
  bool excel;               /* CSV: byte order mark and CRLF */
  bool table_only;          /* Markdown: the table and what leads to it, no tables of coverage and findings behind it */
  bool long_gaps;           /* gaps with agreement and robustness */
  uint32_t page_rows;       /* HTML: a crosswalk of more rows is several pages; 0: never */
  uint32_t part;            /* which of them, from 0 */
  bool candidates;          /* candidate rows are in the report and wanted */
  bool fragment;            /* Markdown: neither headings nor front matter */
  const char *front_matter; /* Markdown: lines to stand between --- and ---, or NULL */
  const char *generator;    /* "crosswalk 2.0.0" */
};

enum { WRITER_MARKS = 5 };

struct writer {
  const char *name;       /* as in --format */
  const char *extension;  /* with its dot */
  bool splits_gaps;       /* the gaps go into a file of their own: .gaps.csv */
  const char *index_name; /* the stem of its list of all crosswalks, or NULL */
  /* One of these, up to the first NULL, stands near the beginning of each of its files: so they are known again. */
  const char *marks[WRITER_MARKS];
  bool has_digests;  /* names the documents with their SHA-256 */
  bool has_possible; /* says which base relations are left possible */
  bool has_notes;    /* tells the notes of findings */
  /* How many files the table of a crosswalk takes, by options.page_rows; NULL: one */
  uint32_t (*parts)(const struct report_crosswalk *report, const struct writer_options *options);
  void (*crosswalk)(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options);
  void (*gaps)(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options);
  void (*matrix)(struct sink *sink, const struct report_matrix *report, const struct writer_options *options);
  void (*index)(struct sink *sink, const struct report_index *report, const struct writer_options *options);
  void (*paper)(struct sink *sink, const struct report_paper *paper, const struct writer_options *options);
  void (*grid)(struct sink *sink, const struct report_grid *grid, const struct writer_options *options);
};

/* Every format, in the order in which they are listed to people. */
extern const struct writer *const writers[];
extern const unsigned writer_count;
const struct writer *writer_find(const char *name);

extern const struct writer html_writer;
extern const struct writer csv_writer;
extern const struct writer markdown_writer;
extern const struct writer json_writer;
extern const struct writer xlsx_writer;

#endif
