/* The list of decisions as a table. */
#include "migrate/decisions.h"

void decisions_add(struct decisions *decisions, struct decision decision) {
  const struct str cells[DECISION_COLUMNS] = {decision.source, decision.relation, decision.target,
                                              str_from(decision.reason), decision.candidates};
  for (unsigned i = 0; i < DECISION_COLUMNS; i++) {
    vec_push(decisions->arena, &decisions->cells, str_or_empty(cells[i]));
  }
  decisions->count++;
}

struct report_grid decisions_grid(const struct decisions *decisions) {
  static const struct str header[DECISION_COLUMNS] = {STR_INIT("source"), STR_INIT("relation"), STR_INIT("target"),
                                                      STR_INIT("reason"), STR_INIT("candidates")};
  return (struct report_grid){
      .columns = DECISION_COLUMNS, .header = header, .row_count = decisions->count, .cells = decisions->cells.v};
}
