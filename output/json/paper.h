/* Papers as JSON. */
#ifndef CW_OUTPUT_JSON_PAPER_H
#define CW_OUTPUT_JSON_PAPER_H

#include "output/writer.h"

void json_paper(struct sink *sink, const struct report_paper *paper, const struct writer_options *options);

#endif
