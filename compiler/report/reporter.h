/* What the parts of report building share. */
#ifndef CW_REPORT_REPORTER_H
#define CW_REPORT_REPORTER_H

#include "analyse/network/argument.h"
#include "analyse/network/words.h"
#include "base/buf.h"
#include "diag/locator.h"
#include "report/build.h"
#include "report/neighbours.h"

/* A fact of the crosswalk as a row will read it. */
struct entry {
  uint32_t x_first;
  uint32_t y_first;
  uint32_t x;
  uint32_t y;
  uint32_t fact;
  enum relation relation;
};

/* A control as a member of the union that an entry starts from. */
struct membership {
  uint32_t control;
  uint32_t entry; /* number in entries */
};

struct candidate {
  uint32_t target;
  uint32_t count;     /* intermediates */
  int strength;       /* the weakest on the strongest way, or -1 */
  uint32_t composed;  /* the entry of a mapping that declares it and says via, or NO_INDEX */
  uint32_t component; /* of the intermediate that was counted last */
  uint32_t via[3];    /* the first intermediates */
};

/* What the coverage of a control rests on (answers.h). */
struct answer {
  uint32_t first;         /* into answer_nodes: controls or headings that are held */
  uint32_t count;         /* several do it together */
  uint32_t node;          /* of it in the graph; NO_INDEX where several are named nowhere as a union */
  bool own;               /* by a fact that counts for its own pair, which is a row */
  bool falls_short;       /* it is proved not to hold all of the control alone */
  enum coverage_means by; /* what several do together: MEANS_JOINT, MEANS_OVERLAP or MEANS_CORRESPONDENCE */
  const struct step *way; /* to several, or to something of which cases show that it lies in them */
  uint32_t way_count;
  uint32_t argued; /* that something, or NO_INDEX */
};

/* A control, or several together, at one end of a row. */
struct row_end {
  const uint32_t *nodes; /* ascending */
  uint32_t count;
};
/* A row for what coverage rests on and nobody declared. */
struct further_row {
  struct row_end ends[2];
  enum relation relation; /* from the source to the target */
  struct str remarks;
  uint32_t number;
};

/* A neighbour of the control at hand through which others are reached. */
struct intermediate {
  const struct neighbour *neighbour;
  uint32_t component;
};

/* A row of the control at hand before it is written: whom it is named together with, what it is about first, and which it is
 * of its kind. */
struct placed_row {
  struct row_end others; /* the source's other members */
  struct row_end target; /* none: a gap */
  unsigned kind;
  uint32_t number;
};

/* A finding that may bear on the crosswalks of a mapping. */
struct bearing {
  struct str mapping; /* its id */
  uint32_t finding;   /* number in the findings */
};

/* A control of the framework at hand that an intermediate overlaps. */
struct reached {
  uint32_t target;
  int strength;  /* the greatest declared between them, or -1 */
  uint32_t next; /* the next that the same intermediate overlaps, or NO_INDEX */
};

/* What an intermediate reaches, valid where the round is that of the reaching. */
struct via {
  uint32_t round;
  uint32_t first; /* number in the list */
};

/* What each intermediate overlaps in one framework (prepare_candidates). */
struct reaching {
  uint32_t framework; /* or NO_INDEX */
  uint32_t round;
  struct via *via; /* by node */
  VEC(struct reached) list;
};

typedef VEC(uint32_t) node_list;
typedef VEC(struct candidate) candidate_list;

/* What is proved from a control to a target: the relation, and the steps that lead there. */
struct way {
  uint32_t target;
  enum relation relation;
  bool in;        /* the control lies wholly in the target */
  bool holds;     /* or holds all of it */
  uint32_t first; /* of its steps */
  uint32_t there; /* how many */
  uint32_t back;  /* how many behind them lead the other way, where that says more */
};

/* The ways from one control; count NO_INDEX: nobody asked yet. */
struct ways_from {
  uint32_t first;
  uint32_t count;
};

/* The ways from the controls of one framework, for some of its crosswalks (ways.c). */
struct kept_ways {
  uint32_t first; /* of these crosswalks */
  uint32_t end;
  struct marks targets;       /* their target frameworks */
  VEC(struct ways_from) from; /* by control of the source */
  VEC(struct way) list;       /* those of one control by target */
  steps steps;
  node_list wanted;
};

/* How many that are held it takes to hold a node, as far as somebody asked (covers.c). */
struct cover_prices {
  const uint32_t *of;    /* the frameworks that are held */
  const node_list *only; /* or NULL: no others of what is held count */
  struct marks known;    /* nodes that have a price */
  uint32_t *price;       /* of these; made on first use */
  node_list lowered;     /* whose price went down */
};

struct reporter {
  const struct analysis *analysis;
  const struct report_options *options;
  struct arena *tools; /* lives as long as the reporter */
  struct locator locator;
  VEC(struct bearing) of_mappings; /* sorted */
  VEC(uint32_t) of_frameworks;     /* accepted, and about no mapping */
  unsigned char *harmless;         /* by control: whether its texts are, as far as somebody asked */
  const struct neighbours *kept;   /* by control, or NULL */
  struct neighbour_finder finder;  /* of what is not kept */
  uint32_t node;                   /* the control at hand */
  struct neighbours own;           /* its neighbours */
  VEC(struct neighbour) opposite;  /* those of them in the other framework */
  struct walk walk;                /* from it, where more is asked than its neighbours */
  struct walk middle;              /* from another */
  struct search up;                /* proofs from it; made when first needed */
  struct search down;
  struct search around;
  struct search related;
  uint32_t searched; /* where walk and searches start, once they are made */
  struct way spare_way;
  struct question *question; /* made where cases are looked at */
  question_lines lines;      /* of the argument that is written */
  struct kept_ways ways;
  struct prover prover; /* for the members of unions; made when first needed */
  struct marks facing;  /* frameworks on the other side */
  const uint32_t *held; /* these */
  uint32_t held_count;
  struct marks declared;     /* targets that the control at hand is declared with */
  struct marks says_overlap; /* those of which an undisputed fact says that they share something */
  struct marks says_holds;   /* that they hold the control */
  struct marks says_held;    /* that it holds them */
  struct marks says_related; /* or that they belong together */
  struct marks settled;      /* those and all of which something is proved: no candidates */
  struct marks chosen;
  uint32_t *slot; /* by node: its number among the candidates, valid where chosen */

  struct reaching reaching[2];            /* by side: of the framework on the other one; good for several crosswalks */
  const struct reaching *reaching_at;     /* that of the side at hand */
  VEC(struct intermediate) intermediates; /* of the control at hand */
  candidate_list ranked;                  /* and its candidates */
  uint32_t derived;                       /* rows of this crosswalk that nobody declared */
  node_list implied;                      /* and what else is found of it */
  VEC(struct placed_row) placed;
  node_list covering;
  VEC(struct answer) answers; /* of the control at hand */
  node_list answer_nodes;
  struct node_set covered; /* of covers.c, as the next two */
  struct cover_prices prices;
  node_list passed;

  /* The report at hand. */
  struct arena *arena;
  const struct crosswalk *crosswalk;
  VEC(struct entry) entries;          /* by source */
  uint32_t *runs;                     /* by control of the source framework: its first entry; and one more */
  uint32_t first_of_runs;             /* the first of these controls */
  VEC(struct membership) memberships; /* of the controls in sources that are unions, by control */
  VEC(struct report_row) rows;
  VEC(struct further_row) further;
  const bool *robust[2];      /* by side and control, or NULL: nobody asked */
  const struct str *hrefs[2]; /* by side and item: to what publishers say of controls; NULL where no framework does */
  struct shown_columns shown[2]; /* columns of the reader's own, by side; values by item */
  bool prefixed;                 /* several frameworks are held: their ids are written with the framework's */
};

/* Before the rows of crosswalk `number` are built. */
void prepare_ways(struct reporter *reporter, uint32_t number);
/* From the control at hand, which is of the source, to a node that it overlaps or corresponds to; until the next call. */
const struct way *way_to(struct reporter *reporter, uint32_t y);
/* For what only cases show; good until somebody else asks. */
struct question *question_of(struct reporter *reporter);
/* Appends the steps from the control at hand to something that it overlaps, or corresponds to. */
void put_way_to(struct reporter *reporter, uint32_t y, bool related, steps *way);
/* Appends the steps down to what it holds. */
void put_way_down(struct reporter *reporter, uint32_t y, steps *way);
/* Whether x is not in y, as only cases show. */
bool differs_by_cases(struct reporter *reporter, uint32_t x, uint32_t y);
/* The same between any two nodes. */
const struct way *way_between(struct reporter *reporter, uint32_t x, uint32_t y);
/* The proof of what the network says of the two, in one line. */
struct str proof_line(struct reporter *reporter, const struct way *way);
/* Whom the control meets; good until the next call. */
struct neighbours neighbours_of(struct reporter *reporter, uint32_t node);
/* Steps, separated by semicolons, each with the mapping that declares it. */
void put_steps(struct reporter *reporter, const struct step *way, uint32_t count, struct buf *out);
/* In brackets, why there can be no such thing. */
void put_impossible(struct reporter *reporter, const struct impossible *impossible, struct buf *out);
/* The id of a control, with that of its framework where several are held. */
void put_id(const struct reporter *reporter, uint32_t node, struct buf *out);
/* The facts between the source and one of the frameworks that are held, or NULL. */
const struct pair_facts *pair_of(const struct reporter *reporter, uint32_t held);
/* The frameworks on the other side of the side: what it is held against. */
const uint32_t *held_against(const struct reporter *reporter, unsigned side, uint32_t *count);
/* Puts the numbers in order. */
void sort_numbers(node_list *numbers);
/* Makes the control of the side the one at hand; entries are those of the side. Nothing is walked where its neighbours
 * are kept. */
void take_control(struct reporter *reporter, unsigned side, uint32_t node);
/* Whether undisputed facts of the control at hand and this one say all that is proved: who holds whom, if one does. */
bool is_said(const struct reporter *reporter, const struct neighbour *neighbour);
/* Before the controls of a side are asked for candidates. */
void prepare_candidates(struct reporter *reporter, unsigned side);
/* Why nothing of the framework answers the control, or an empty text. */
struct str excluded_reason(struct reporter *reporter, uint32_t control, uint32_t framework);
/* Ranked candidates for the control at hand in the other framework; at most `most`; until the next call. */
const candidate_list *find_candidates(struct reporter *reporter, uint32_t most);
/* "composed through csf-2.0; the mapping says equal-to: ..." */
void put_composed(const struct reporter *reporter, const struct entry *entry, struct buf *out);
/* "for review: both overlap or correspond to 3 controls of a third framework: ..."; what a mapping composed comes last, since it
 * ends in somebody's own words. */
struct str candidate_line(struct reporter *reporter, const struct candidate *candidate);
/* The facts that bear on the control as seen from `side`, sorted; fills entries. */
void collect_entries(struct reporter *reporter, unsigned side);
/* The first entry whose source begins at the control, or where it would stand. */
uint32_t first_entry(const struct reporter *reporter, uint32_t control);
/* The label of a control, empty where it has none: one that is its id says nothing. */
struct str report_label(const struct graph *graph, uint32_t node);
/* The same for its memberships. */
uint32_t first_membership(const struct reporter *reporter, uint32_t control);
/* In which languages the texts of a control are; each empty where nobody says. */
struct graph_tongue tongue_of(const struct reporter *reporter, uint32_t node);
/* Before the items of a side are listed: where its controls lead. */
void prepare_hrefs(struct reporter *reporter, unsigned side);
struct str href_of_item(const struct reporter *reporter, unsigned side, uint32_t item);
/* Before the items of a side are listed: which columns of the reader's own it has. */
void prepare_own(struct reporter *reporter, unsigned side);
/* What stands in these beside an item of the side, or beside several; NULL where there are none. */
const struct report_values *own_of_item(const struct reporter *reporter, unsigned side, uint32_t item);
const struct report_values *own_of_nodes(const struct reporter *reporter, unsigned side, const uint32_t *nodes,
                                         uint32_t count);
/* The controls and groups of one side with their coverage, without "by" and candidates. */
struct report_item *list_items(struct reporter *reporter, unsigned side);
/* The number of a control among the items of its side. */
uint32_t item_of(const struct reporter *reporter, uint32_t node);
/* The items of all frameworks that are held together, one after another. */
struct report_item *list_held_items(struct reporter *reporter, uint32_t *count);
/* "By" and candidates of the control at hand, which is counted; entries are those of the side. */
void fill_item(struct reporter *reporter, unsigned side, struct report_item *item);
/* The same for all counted controls of the side. */
void fill_items(struct reporter *reporter, unsigned side, struct report_item *items);
/* Rows of the table, and on the way all that is left open in the source items: each control is taken once for both. */
void build_rows(struct reporter *reporter, struct report_item *items);

/* Sorts out once which findings may bear on a crosswalk, so that not each has to look at all of them. */
void sort_findings(struct reporter *reporter);
/* The findings that bear on the crosswalk at hand, whose frameworks and mappings the report has. */
void describe_findings(struct reporter *reporter, struct report_crosswalk *report);
/* The base relations that the facts leave possible, or 0 where nobody asks. */
unsigned possible_bases(struct reporter *reporter, uint32_t x, uint32_t y);
/* The SHA-256 of a document, or an empty text. */
struct str digest_of(const struct reporter *reporter, uint32_t source);

#endif
