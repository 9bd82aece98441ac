/* Papers for a terminal. */
#ifndef CW_OUTPUT_TEXT_TEXT_H
#define CW_OUTPUT_TEXT_TEXT_H

#include "output/writer.h"

/* The sentences, and of each table what there is room for. */
void text_paper(struct sink *sink, const struct report_paper *paper);

#endif
