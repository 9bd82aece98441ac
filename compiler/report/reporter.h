/* What the parts of report building share. */
#ifndef CW_REPORT_REPORTER_H
#define CW_REPORT_REPORTER_H

#include "analyse/words.h"
#include "base/buf.h"
#include "report/build.h"

/* A fact of the crosswalk as a row will read it. */
struct entry {
  uint32_t x_first;
  uint32_t y_first;
  uint32_t x;
  uint32_t y;
  uint32_t fact;
  enum relation relation;
};

struct candidate {
  uint32_t target;
  uint32_t count;  /* intermediates */
  int strength;    /* the weakest on the strongest way, or -1 */
  uint32_t via[3]; /* the first intermediates */
};

typedef VEC(uint32_t) node_list;
typedef VEC(struct candidate) candidate_list;

struct reporter {
  const struct analysis *analysis;
  const struct report_options *options;
  struct arena *tools; /* lives as long as the reporter */
  struct walk walk;    /* from the control at hand */
  struct walk middle;  /* from an intermediate */
  struct search up;    /* proofs from the control at hand; made when first needed */
  struct search down;
  struct search around;
  uint32_t searched;   /* the control they start from, or NO_INDEX */
  struct prover prover; /* for the members of unions */
  struct marks declared; /* targets that the control at hand is declared with */
  struct marks chosen;
  uint32_t *slot;      /* by node: its number among the candidates, valid where chosen */

  /* The report at hand. */
  struct arena *arena;
  const struct crosswalk *crosswalk;
  VEC(struct entry) entries; /* by source */
  VEC(struct report_row) rows;
};

bool node_in(const struct reporter *reporter, uint32_t node, uint32_t framework);
/* A control of the framework that can stand opposite: neither union nor group, not withdrawn. */
bool is_plain(const struct reporter *reporter, uint32_t node, uint32_t framework);

/* The proof of what the network says of (walk's node, y), in one line. */
struct str proof_line(struct reporter *reporter, uint32_t x, uint32_t y, enum relation relation);
/* Ranked candidates for the walk's node in the framework; at most `most`. */
void find_candidates(struct reporter *reporter, uint32_t framework, uint32_t most, candidate_list *list);
/* "through csf-2.0:GV.PO-01 and 2 more" */
struct str candidate_line(struct reporter *reporter, const struct candidate *candidate);
/* The facts that bear on the control as seen from `side`, sorted; fills entries. */
void collect_entries(struct reporter *reporter, unsigned side);
/* Items of one side with coverage, "by" and candidates. */
struct report_item *build_items(struct reporter *reporter, unsigned side);
/* Rows of the table; first_row and row_count of the source items. */
void build_rows(struct reporter *reporter, struct report_item *items);

#endif
