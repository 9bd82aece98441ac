/* The pages of the Markdown writer, and the pieces that they share. */
#ifndef CW_OUTPUT_MARKDOWN_MARKDOWN_H
#define CW_OUTPUT_MARKDOWN_MARKDOWN_H

#include "output/writer.h"

/* The heads of columns of the reader's own, which stand behind the others. */
struct own_heads {
  uint32_t count;
  struct str *titles;
};

/* Ids that spaces separate, each as code, with `between` between them. */
void markdown_codes(struct sink *sink, struct str ids, const char *between);
/* A cell and the bar behind it; an empty cell is one space. */
void markdown_cell(struct sink *sink, struct str text, bool ids);
/* `shown` has a bit for each column: one that is empty in all rows is left out. */
void markdown_table_head(struct sink *sink, const char *const *titles, unsigned count, unsigned shown,
                         const struct own_heads *own);
void markdown_own_cells(struct sink *sink, const struct report_values *own, uint32_t count);
/* Around the name of a control, where its publisher says more of it; nothing where `href` is empty. */
void markdown_link_start(struct sink *sink, struct str href);
void markdown_link_end(struct sink *sink, struct str href);
/* The cell of a control: an id is code, a label is what people write. */
void markdown_name_cell(struct sink *sink, struct str label, struct str id, struct str href);
/* The same, and that of its title; as fragments_of wants it. */
void markdown_both_cells(struct sink *sink, const struct report_end *end, bool harmless);
/* `ids` has a bit for each cell that holds ids, `shown` for each column that stands in the table. The line stays open. */
void markdown_table_cells(struct sink *sink, const struct str *cells, unsigned count, unsigned ids, unsigned shown);
/* The name, the number, and its share of the whole unless that is 0. */
void markdown_part(struct sink *sink, const char *name, uint32_t value, uint32_t whole);
/* How far one is covered by the other. */
void markdown_coverage_line(struct sink *sink, const char *before, const struct report_framework *covered,
                            const struct report_framework *by);
/* "- M1 `id`: title, publisher": what the key in the table stands for. */
void markdown_mapping_line(struct sink *sink, const struct report_mapping *mapping, uint32_t number);

void markdown_matrix(struct sink *sink, const struct report_matrix *report, const struct writer_options *options);
void markdown_index(struct sink *sink, const struct report_index *report, const struct writer_options *options);
void markdown_grid(struct sink *sink, const struct report_grid *grid, const struct writer_options *options);
void markdown_paper(struct sink *sink, const struct report_paper *paper, const struct writer_options *options);

#endif
