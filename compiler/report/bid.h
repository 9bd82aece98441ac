/* The one page of a bid. */
#ifndef CW_REPORT_BID_H
#define CW_REPORT_BID_H

#include "report/align.h"

struct bid_request {
  const uint32_t *assessments;
  uint32_t assessment_count;
  const struct align_request *alignment; /* to a framework that is asked for most, or NULL */
};

/* Only sentences of a fixed list, with values from the files; a sentence whose values are blank is left out. Nothing is
 * attested but what a certificate says that holds on the day. */
void report_bid(const struct analysis *analysis, const struct bid_request *request, struct arena *arena,
                struct report_paper *paper);

#endif
