/* Papers as Markdown. */
#ifndef CW_OUTPUT_MARKDOWN_PAPER_H
#define CW_OUTPUT_MARKDOWN_PAPER_H

#include "output/writer.h"

void markdown_paper(struct sink *sink, const struct report_paper *paper, const struct writer_options *options);

#endif
