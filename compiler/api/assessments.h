/* The assessments that a call is about. */
#ifndef CW_API_ASSESSMENTS_H
#define CW_API_ASSESSMENTS_H

#include "api/compilation.h"

/* Those that were asked for, by their numbers in the graph; all where nobody asked for any in particular. False with the
 * message set where one that was asked for is not there, or where there is none at all. */
bool assessments_asked(struct cw_compilation *c, assessment_list *list);
/* What is asked of an alignment of these to the framework: assessments of it are compared, and the others carried over. The
 * list loses what another of it supersedes. False with the message set where two assess one framework. */
struct align_request;
bool align_prepare(struct cw_compilation *c, assessment_list *asked, uint32_t target, struct align_request *request);
/* The page of a bid about these. */
bool bid_make(struct cw_compilation *c, assessment_list *asked, struct report_paper *paper);
/* Puts on a paper about assessments what is the same on all of them: the day, and what the workspace states. */
void complete_paper(struct cw_compilation *c, struct report_paper *paper);
/* A paper in a format ("text" too), on a stream. */
enum cw_result write_paper(struct cw_compilation *c, const char *format, struct report_paper *paper, FILE *stream);

#endif
