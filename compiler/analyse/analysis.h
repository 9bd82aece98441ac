/* What follows from the graph: facts side by side, conflicts, the network of what is left, coverage of each crosswalk. */
#ifndef CW_ANALYSE_ANALYSIS_H
#define CW_ANALYSE_ANALYSIS_H

#include "analyse/conflicts.h"
#include "analyse/network/walk.h"
#include "base/parallel.h"
#include "diag/finding.h"
#include "model/graph.h"

/* All facts between two frameworks, whichever way their mappings were declared. `low` is the framework with the smaller
 * number; facts are read from low to high and sorted by their ends in framework order, then by mapping and content. */
struct pair_facts {
  uint32_t low;
  uint32_t high;
  uint32_t count;
  uint32_t *facts;
  uint32_t first_mapping; /* into pair_mappings */
  uint32_t mapping_count;
  bool *mapped[2];  /* by control of low, of high (from its framework's first on): named in a fact, not as unrelated */
  bool examined[2]; /* a mapping claims to have gone through the whole of low, of high */
};

/* A fact as read from one framework to the other. */
struct reading {
  uint32_t x;
  uint32_t y;
  enum relation relation;
};

enum coverage_state { COVER_NONE, COVER_PARTIAL, COVER_FULL, COVER_EXCLUDED };
/* What the coverage rests on: of two that cover as much the first outdoes the second. */
enum coverage_means {
  MEANS_SINGLE,         /* one control that is held holds all of it */
  MEANS_JOINT,          /* several do together */
  MEANS_OVERLAP,        /* something that is held shares something with it */
  MEANS_CORRESPONDENCE, /* something that is held is said to belong together with it */
  MEANS_SUPPORT,        /* something that is held is said to support it */
  MEANS_NOTHING
};
enum coverage_note {
  NOTE_EMPTY,
  NOTE_ACCEPTED, /* the gap is accepted, with a reason */
  NOTE_DISPUTED, /* it would be better with the statements that are disputed */
  NOTE_JOINTLY,
  NOTE_EXTENT_UNKNOWN, /* it is met, nobody knows how far: a report tells this from the next */
  NOTE_PROVED_SHORT,   /* no counterpart alone holds all of it */
  NOTE_RELATED_ONLY,
  NOTE_SUPPORTS_ONLY,
  NOTE_JOINT_ONLY,  /* named only together with others */
  NOTE_GROUP_ONLY,  /* only what holds it is answered */
  NOTE_OPTION_ONLY, /* answered only by an option or a condition */
  NOTE_NO_RELATION, /* looked at and nothing found */
  NOTE_NO_MAPPING,  /* no chain of mappings leads there */
  NOTE_NOT_EXAMINED,
  COVERAGE_NOTES
};
struct item_state {
  uint8_t coverage; /* enum coverage_state */
  uint8_t means;    /* enum coverage_means */
  uint8_t note;     /* enum coverage_note */
  uint8_t why;      /* the note that it would have if the gap were not accepted and nothing disputed */
  uint8_t named;    /* bits of coverage_sides.c */
};

struct coverage_counts {
  uint32_t counted;
  uint32_t full;
  uint32_t jointly;
  uint32_t partial; /* without those that are only named */
  uint32_t related_only;
  uint32_t supports_only;
  uint32_t none;
  uint32_t group_only; /* of those with none */
  uint32_t excluded;
};

/* A crosswalk that was asked for. Sides: 0 the source, 1 the target; of several that are held together only the source is
 * judged. */
struct crosswalk {
  uint32_t frameworks[2]; /* of several that are held the second is the first of them */
  const uint32_t *held;   /* what the source is held against: the target, or several frameworks together */
  uint32_t held_count;
  uint32_t pair;                /* its facts, or NO_INDEX */
  bool too_large;               /* it has more derived rows than may be: it is not written */
  uint32_t parts;               /* pages that it was written on, where those are several */
  bool clashes;                 /* another table would have the same file: it is not written */
  bool torn;                    /* a document that speaks of the two was not read: it is not written */
  bool elsewhere;               /* another run makes its files */
  bool unjudged;                /* nobody here wants to know of its coverage */
  bool column_only;             /* asked for as a column of a wide table, and not as a crosswalk of its own */
  struct item_state *states[2]; /* by control, from its framework's first on */
  struct coverage_counts counts[2];
};

struct analysis_options {
  unsigned rationales;        /* as for linking: facts of these combine */
  bool gap_findings;          /* gaps become findings */
  bool each_gap;              /* one at each control; else one for each side of a crosswalk */
  bool untold[FINDING_CODES]; /* not to be counted among these */
  struct str as_of;           /* the day that assessments are judged at; absent where nothing has a date */
  bool claimed;               /* what is certified is shown to others: certificates that have expired are errors */
  const struct decl_accept *const *accepts; /* of all workspaces */
  uint32_t accept_count;
};

/* Two facts that make one statement: the second is a copy of the first (analyse/statements.h). */
struct fact_copy {
  uint32_t statement;
  uint32_t copy;
};

struct analysis {
  struct graph *graph;
  struct parallel *parallel;
  struct arena *arena;
  const struct analysis_options *options;
  VEC(struct pair_facts) pairs; /* by low, high */
  VEC(uint32_t) pair_mappings;
  VEC(struct fact_copy) copies;   /* by statement */
  VEC(struct network_claim) kept; /* what disputed statements of the same two nodes agree on */
  struct network_input input;
  struct network network;
  conflict_list conflicts;
  VEC(struct crosswalk) crosswalks;
  const struct decl_accept **accepted; /* by control and kind of gap (coverage.h), or NULL */
  uint32_t *clusters;                  /* by framework: those that mappings join have the same number */
};

/* Judges the facts: contradictions, duplicates, conflicts, lints. False: out of memory in a worker. */
bool analyse_facts(struct analysis *analysis, struct graph *graph, const struct analysis_options *options,
                   struct parallel *parallel, struct arena *arena, struct findings *findings);
/* Adds a crosswalk to be judged; twice the same pair counts once. */
void analyse_ask(struct analysis *analysis, uint32_t source, uint32_t target);
/* Adds it as a column of a wide table, unless it is asked for already. Gives its number. */
uint32_t analyse_ask_column(struct analysis *analysis, uint32_t source, uint32_t target);
/* Adds one against several frameworks that are held together (two or more, each once, not the source), in the order in which
 * they are written. Gives its number. */
uint32_t analyse_ask_held(struct analysis *analysis, uint32_t source, const uint32_t *held, uint32_t count,
                          bool column);
/* The number of the crosswalk against just these, in whatever order, or NO_INDEX. */
uint32_t analyse_find_held(const struct analysis *analysis, uint32_t source, const uint32_t *held, uint32_t count);
/* Every pair of frameworks between which a mapping is declared, as it is declared. */
void analyse_ask_declared(struct analysis *analysis);
/* Coverage of all crosswalks asked for, and gaps. */
bool analyse_coverage(struct analysis *analysis, struct findings *findings);

/* The id of what the crosswalk leads to, F+G where several are held together. */
struct str crosswalk_target_id(const struct analysis *analysis, uint32_t number, struct arena *arena);
/* SOURCE--TARGET, SOURCE--F+G */
struct str crosswalk_stem(const struct analysis *analysis, uint32_t number, struct arena *arena);

/* The facts between two frameworks, or NULL. */
const struct pair_facts *analysis_pair(const struct analysis *analysis, uint32_t a, uint32_t b);
/* The fact as read from framework `from` (for a mapping within one framework: as declared). */
struct reading analysis_read(const struct graph *graph, const struct graph_fact *fact, uint32_t from);
/* The same from the lower framework of its pair; within one framework from the lower node, so that both ways meet. */
struct reading analysis_read_low(const struct graph *graph, const struct graph_fact *fact,
                                 const struct pair_facts *pair);
/* One past the last fact of the pair that is between the same two nodes as the one at `from`. */
uint32_t pair_run_end(const struct graph *graph, const struct pair_facts *pair, uint32_t from);

/* The steps of analyse_facts. */
bool order_facts(struct analysis *analysis);
bool collect_pairs(struct analysis *analysis);
void prepare_network(struct analysis *analysis);
void settle_correspondences(struct analysis *analysis, struct findings *findings);
/* The gaps of one framework, seen from another one, as one finding; none if there are none. */
struct gap_side {
  struct str framework;
  struct str other;
  bool of_target;     /* of the target of the crosswalk that is meant */
  uint32_t counted;   /* controls of the framework */
  uint32_t counts[4]; /* gap.source, gap.target, gap.partial, gap.group-only */
  uint32_t named;     /* of gap.partial those that are only named by a mapping */
};
void report_gap_side(struct findings *findings, const struct gap_side *side);

/* "declared here" places: the element of a fact. */
static inline struct place fact_place(const struct graph *graph, const struct graph_fact *fact) {
  return place_at(graph->mappings.v[fact->mapping].document_source, fact->offset);
}

#endif
