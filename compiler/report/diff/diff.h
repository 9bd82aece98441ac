/* What changed between two states: of a framework, a mapping, an assessment, or all that is loaded.
 *
 * A change is a row: what kind of thing, how it changed (added, removed, renamed, renumbered, split, merged, moved, text,
 * strengthened, weakened, gained, lost), its id, the id on the other side, and the detail in words. The old and the new
 * state are two analyses, or twice the same one, where two editions or two mappings that are loaded together are compared.
 * Rows are in the order of the documents, so that the same input gives the same list. */
#ifndef CW_REPORT_DIFF_DIFF_H
#define CW_REPORT_DIFF_DIFF_H

#include "report/build.h"
#include "report/paper.h"

struct diff_state {
  const struct analysis *analysis;
  const struct findings *findings;
};

struct diff_row {
  const char *kind;
  const char *change;
  struct str id;
  struct str other;
  struct str detail;
};

struct diff {
  struct arena *arena;
  struct diff_state old;
  struct diff_state new;
  VEC(struct diff_row) rows;
  struct str within; /* the framework that is compared, where there are several: details begin with it */
  uint32_t lost;     /* lines of coverage and of alignments that were lost */
};

void diff_init(struct diff *diff, struct arena *arena, struct diff_state old, struct diff_state new);
/* The texts must live as long as the diff; absent ones are shown as empty. */
void diff_add(struct diff *diff, const char *kind, const char *change, struct str id, struct str other,
              struct str detail);

/* Two states of one framework: its controls by their ids. */
void diff_framework(struct diff *diff, uint32_t old_framework, uint32_t new_framework);
/* Two editions, both of the new state: by what mappings declare between them, and by the ids where nothing does. */
void diff_editions(struct diff *diff, uint32_t old_framework, uint32_t new_framework);
/* Two mappings: their facts by their ends. */
void diff_mapping(struct diff *diff, uint32_t old_mapping, uint32_t new_mapping);
/* Two assessments: lines, evidence, risks, and what follows for other frameworks. */
void diff_assessment(struct diff *diff, uint32_t old_assessment, uint32_t new_assessment);
/* Everything that is in both states, what is in one only, and what follows: coverage and conflicts. */
void diff_all(struct diff *diff);
/* Coverage of the crosswalks that both states judge, and conflicts. */
void diff_consequences(struct diff *diff);

/* What follows was one thing and is another, and by what: "open to in full; it was by 1; it is by 1 2". */
struct diff_standing {
  struct str word;
  struct str by;
};
struct str diff_standing_words(struct arena *arena, struct diff_standing was, struct diff_standing is);
/* The ids of a node, several joined by +. */
struct str diff_node_ids(const struct graph *graph, uint32_t node, struct arena *arena);
/* As a paper; `title` says what is compared with what. */
void report_diff(struct diff *diff, struct str title, struct report_paper *paper);

#endif
