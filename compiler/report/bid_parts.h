/* The parts of the page of a bid, and what they share. */
#ifndef CW_REPORT_BID_PARTS_H
#define CW_REPORT_BID_PARTS_H

#include "report/bid.h"

struct bid {
  const struct analysis *analysis;
  const struct graph *graph;
  const struct bid_request *request;
  struct arena *arena;
  struct report_paper *paper;
  struct str oldest; /* of all evidence that is listed, and the newest of each control that is in place */
};

static inline const struct decl_assessment *bid_declared(const struct bid *bid, uint32_t i) {
  return bid->graph->assessments.v[bid->request->assessments[i]].declared;
}
static inline struct str bid_framework_name(const struct bid *bid, uint32_t i) {
  return graph_framework_name(bid->graph, bid->graph->assessments.v[bid->request->assessments[i]].framework);
}
/* False for the line of a control that does not exist, or is withdrawn. */
static inline bool bid_is_read(const struct bid *bid, const struct graph_assessment *assessment, uint32_t line) {
  uint32_t node = assessment->nodes[line];
  return node != NO_INDEX ? !bid->graph->controls[node].withdrawn : assessment->declared->controls.v[line].own;
}
/* ", before VALUE" where there is a value. */
static inline void bid_put_clause(struct buf *out, const char *before, struct str value) {
  if (value.n > 0) {
    buf_text(out, before);
    buf_str(out, value);
  }
}

/* ---- bid_attested.c ---- */

/* What somebody else has attested. */
void bid_add_attestations(const struct bid *bid);

/* ---- bid_stated.c ---- */

struct bid_counts {
  struct stated_counts stated;
  uint32_t reasoned; /* excluded, and a reason is stated */
  uint32_t silent;   /* without a line */
  uint32_t beside;   /* without a line, and not among those that one selects */
};
struct bid_counts bid_count_controls(const struct bid *bid, const struct graph_assessment *assessment);
/* "Annex A controls of ISO/IEC 27001:2022", for so many. */
struct str bid_selected_controls(const struct bid *bid, uint32_t number, uint32_t count);
/* What we say of ourselves. */
void bid_add_state(const struct bid *bid);

/* ---- bid_aligned.c ---- */

/* An alignment in a few sentences, and by the topmost headings of the target. */
void bid_add_alignment(const struct bid *bid, struct align_report *report);
/* The mappings that it rests on, and what it assumes; without an alignment, none. */
void bid_add_mappings(const struct bid *bid, const struct align_report *report);

#endif
