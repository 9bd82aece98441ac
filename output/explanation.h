/* How two controls are related, as text and as JSON. */
#ifndef CW_OUTPUT_EXPLANATION_H
#define CW_OUTPUT_EXPLANATION_H

#include "output/sink.h"
#include "report/explanation.h"

void text_explanation(struct sink *sink, const struct explanation *explanation);
void json_explanation(struct sink *sink, const struct explanation *explanation, const char *generator);

#endif
