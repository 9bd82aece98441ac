/* Papers and tables for a terminal. */
#ifndef CW_OUTPUT_TEXT_TEXT_H
#define CW_OUTPUT_TEXT_TEXT_H

#include "output/writer.h"
#include "report/answered.h"

/* The sentences, and of each table what there is room for. */
void text_paper(struct sink *sink, const struct report_paper *paper);

/* A list: all of it, or briefly: the columns that tell most, in lines of eighty. */
void text_grid(struct sink *sink, const struct report_grid *grid, bool brief);

void text_answered(struct sink *sink, const struct report_answered *answered);

/* A crosswalk and its gaps. A build writes no text, so that this stands in no list of formats. */
extern const struct writer text_writer;

#endif
