/* What the documents mean: frameworks, controls, unions and facts as flat arrays, every reference an index.
 *
 * Nodes are numbered: first all controls and groups (frameworks in order of their ids, controls in document order, so that
 * a smaller number comes first in every table), then the unions. 28 bytes a fact, 56 a control. */
#ifndef CW_MODEL_GRAPH_H
#define CW_MODEL_GRAPH_H

#include "base/names.h"
#include "model/declarations.h"

struct graph_control {
  struct str id;
  struct str title;
  uint32_t framework;
  uint32_t parent;      /* node, or NO_INDEX */
  uint32_t end;         /* one past the last node inside it */
  uint32_t declaration; /* index in the framework's declared controls, or NO_INDEX in an open framework */
  uint16_t depth;
  bool group;
  bool exhaustive; /* the union of what it gathers: has members (graph_whole_of) and is declared or taken as such */
  bool counted;    /* what coverage counts */
  bool withdrawn;
  bool part;   /* of its parent: else it is an option, a condition, an example */
  bool option; /* no part of its parent itself, or below what is none: not held by who meets the framework */
};

/* What a control says, in the words of its standard: absent where nobody gave them. */
struct graph_text {
  struct str statement;
  struct str guidance;
};

/* In which languages these and the title are, where a supplement gave them in another than the framework's; empty
 * otherwise. */
struct graph_tongue {
  struct str title;
  struct str statement;
  struct str guidance;
};

struct graph_framework {
  struct decl_framework *declared; /* without the labels that are refused, once it is linked */
  struct str id;
  uint32_t source; /* of its document */
  uint32_t offset;
  uint32_t first; /* node */
  uint32_t count;
  uint32_t counted;        /* number of counted controls */
  uint32_t superseded_by;  /* framework, or NO_INDEX */
  struct str text_rights;  /* of the supplements whose texts are kept */
  struct str control_link; /* to what the publisher says of a control, with {id} or {label} in it; empty without one */
  bool bundled;
  struct names names; /* of its controls: the first one has the first name */
  struct names labels;
  uint32_t *labelled; /* by label: whose it is, counted from `first` */
};

struct likeness;

struct graph_union {
  uint32_t first; /* into members, ascending */
  uint32_t count;
};

enum {
  FACT_REASONED = 1, /* takes part in proofs: status, chain and rationale allow it */
  FACT_DISPUTED = 2, /* part of a conflict */
  FACT_PATTERN = 4,  /* made by a map-pattern: `remarks` is the pattern's number */
  FACT_COPY = 8,     /* another fact makes the same statement, and stands for both in the network */
  FACT_IDLE = 16,    /* a correspondence of what is apart: nothing follows from it */
  FACT_COMPOSED = 32 /* its mapping says via: a candidate, and no more */
};

struct graph_fact {
  uint32_t source; /* node */
  uint32_t target;
  uint32_t mapping;
  uint32_t offset; /* of its element */
  uint32_t remarks;
  uint8_t relation;  /* enum relation */
  uint8_t rationale; /* enum rationale, the mapping's where the map says none */
  uint8_t strength;
  uint8_t confidence;
  uint8_t flags;
  uint8_t overlap; /* enum overlap of its mapping */
  uint8_t method;  /* enum method, the mapping's where the map says none */
};

struct graph_no_counterpart {
  uint32_t control;   /* node */
  uint32_t framework; /* that has nothing for it */
  uint32_t mapping;
  uint32_t offset;
  struct str remarks;
};

struct graph_mapping {
  struct decl_mapping *declared; /* without its maps, once they are linked */
  struct str id;
  uint32_t document_source; /* number of its source */
  uint32_t offset;
  uint32_t source; /* frameworks */
  uint32_t target;
  uint32_t first_fact;
  uint32_t fact_count;
  bool bundled;
  bool reasoned; /* status and chain let it take part in proofs */
  bool composed; /* it says through which frameworks it was composed: its facts are candidates */
};

/* What treats a risk. */
struct graph_treatment {
  uint32_t framework;
  uint32_t node; /* NO_INDEX for an own control, and for one that does not exist */
  uint32_t own;  /* the number of the own control among the assessment's controls, or NO_INDEX */
};

struct graph_assessment {
  const struct decl_assessment *declared;
  uint32_t document_source;
  uint32_t offset;
  uint32_t framework;
  uint32_t *nodes; /* by declared control; NO_INDEX for an own one, and for one that does not exist */
  /* By control of the framework, from its first on: which declared control speaks of it, itself or as a heading above
   * that says something of all below; NO_INDEX where none does. */
  uint32_t *lines;
  struct decl_assessed *below; /* by declared control: what of it holds for all below it, where it speaks of that */
  bool superseded;             /* another one that is loaded takes its place */
  struct graph_treatment *treatments; /* by declared treated_by */
};

struct graph {
  VEC(struct graph_framework) frameworks;   /* by id */
  VEC(struct graph_mapping) mappings;       /* by id */
  VEC(struct graph_assessment) assessments; /* in the order of documents, their ids all different */
  uint32_t control_count;
  struct graph_control *controls;
  struct graph_text *texts;     /* by control; NULL where no output asks for them */
  struct graph_tongue *tongues; /* by control; NULL without supplements */
  VEC(struct graph_union) unions;
  VEC(uint32_t) members;
  uint32_t fact_count;
  struct graph_fact *facts; /* by mapping; in it as declared, once judged by content (analyse/network/order.c) */
  VEC(struct graph_no_counterpart) no_counterparts; /* by control, framework, mapping */
  /* By framework: what its ids are like, for ids that nobody defined. Each is made when it is first asked for, which may
   * be by several threads at once (link/likeness.c). */
  _Atomic(const struct likeness *) *likenesses;
};

static inline bool graph_is_union(const struct graph *graph, uint32_t node) {
  return node >= graph->control_count;
}
static inline uint32_t graph_node_count(const struct graph *graph) {
  return graph->control_count + graph->unions.n;
}
/* What the control is part of: its parent, unless it is an option or withdrawn; or NO_INDEX. */
static inline uint32_t graph_whole_of(const struct graph *graph, uint32_t node) {
  const struct graph_control *control = &graph->controls[node];
  return control->part && !control->withdrawn ? control->parent : NO_INDEX;
}
/* Whether who meets the framework meets this: no option, and not withdrawn. */
static inline bool graph_is_held(const struct graph *graph, uint32_t node) {
  return !graph->controls[node].option && !graph->controls[node].withdrawn;
}
/* The control itself, or the first member of a union. */
static inline uint32_t graph_first_member(const struct graph *graph, uint32_t node) {
  return graph_is_union(graph, node) ? graph->members.v[graph->unions.v[node - graph->control_count].first] : node;
}
/* The framework of a control, or of the members of a union (all of one framework). */
static inline uint32_t graph_framework_of(const struct graph *graph, uint32_t node) {
  return graph->controls[graph_first_member(graph, node)].framework;
}
/* By id; NO_INDEX if there is none. */
uint32_t graph_find_framework(const struct graph *graph, struct str id);
uint32_t graph_find_mapping(const struct graph *graph, struct str id);
/* The node of the control or group, or NO_INDEX. */
uint32_t graph_find_control(const struct graph *graph, uint32_t framework, struct str id);
/* Whether an organisation chooses the control: it, or what it stands in, is part of a selection. */
bool graph_is_selectable(const struct graph *graph, uint32_t node);
/* Whether any part of the framework is a selection, such as Annex A of ISO/IEC 27001. */
bool graph_has_selection(const struct graph *graph, uint32_t framework);
/* What the assessment says of a control of its framework, itself or in what holds for all below a heading; or NULL. */
const struct decl_assessed *graph_assessed(const struct graph *graph, const struct graph_assessment *assessment,
                                           uint32_t node);
/* Whether the one takes the other's place: it assesses the same framework and says so, and is not the earlier of the two. */
bool graph_supersedes(const struct graph_assessment *newer, const struct graph_assessment *older);
/* Whether both are said to be of one organisation, or one of them does not say of which. */
bool graph_may_be_of_one(const struct decl_assessment *one, const struct decl_assessment *other);
/* The node that a document means: by id, then by label; or NO_INDEX. */
uint32_t graph_find_reference(const struct graph *graph, uint32_t framework, struct str reference);
/* How the publisher writes the control's id: its label where it has one, else the id. For people, never for file names. */
struct str graph_label(const struct graph *graph, uint32_t node);
/* The first declaration that the control has no counterpart in the framework, or where it would stand. */
uint32_t graph_first_no_counterpart(const struct graph *graph, uint32_t control, uint32_t framework);
/* Whether a mapping says so of this very control; one that was composed of others went through nothing. */
bool graph_has_no_counterpart(const struct graph *graph, uint32_t control, uint32_t framework);
/* The remarks of a fact, or an absent text; absent too where the mapping's remarks are only told apart. */
struct str graph_remarks(const struct graph *graph, const struct graph_fact *fact);
/* A number that tells remarks apart, whether their text was kept or not; 0 for none. */
uint32_t graph_remarks_hash(const struct graph *graph, const struct graph_fact *fact);
/* "short" of a framework, else its title, else its id. */
struct str graph_framework_name(const struct graph *graph, uint32_t framework);

#endif
