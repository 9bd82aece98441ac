/* A question about one element: may it be in some nodes, and out of others, as far as the network goes?
 *
 * What is in a union is in one of its members, and that is all that takes more than walking. So the question is asked of the
 * few nodes that can matter: what holds the element, the members of unions that are left open, what holds these, and so on.
 * There it is propagated to a fixed point, and where unions stay open every choice of a member of each is tried, as long as
 * there are no more than MOST_CHOICES of them; beyond that the answer is that of propagation alone. */
#ifndef CW_ANALYSE_NETWORK_QUESTION_H
#define CW_ANALYSE_NETWORK_QUESTION_H

#include "analyse/network/witness.h"

enum { MOST_CHOICES = 64 };
/* A question that is asked of every node in turn is not asked where it takes in more nodes than these: each would go through
 * all that is above, and a long chain would cost the square of its length. */
enum { LARGEST_QUESTION = 1000 };

/* An edge between two nodes of the question, by their numbers in it. `bit`: 0, or 1 + the number of the statement behind it
 * that may be left out. */
struct question_edge {
  uint32_t from;
  uint32_t to;
  uint32_t why;
  unsigned bit;
};

struct question_union {
  uint32_t node;
  uint32_t first; /* into members */
  uint32_t count;
};

/* That all of low is in high. */
struct supposed_in {
  uint32_t low;
  uint32_t high;
};

enum line_rule {
  LINE_GIVEN,      /* the question starts from it */
  LINE_SUPPOSE_IN, /* all of `other` is supposed, to be shown impossible, to be in the node */
  LINE_SUPPOSE,    /* so it is that the element is there, too */
  LINE_IN,         /* it holds what the element is in */
  LINE_OTHERWISE,  /* or that it is not */
  LINE_NOT_IN,     /* it is in what the element is not in */
  LINE_APART,      /* it is apart from what the element is in */
  LINE_LEFT,       /* the only member of a union that is left */
  LINE_NONE_LEFT,  /* a union none of whose members is left */
  LINE_SUPPOSED,   /* one member of an open union: a case begins */
  LINE_IMPOSSIBLE, /* the case, or the whole, cannot be */
  LINE_CASES       /* what all cases share that can be */
};

/* One line of an argument: that the element is in the node, or is not, and why. */
struct question_line {
  uint32_t node;  /* of the network */
  uint32_t other; /* the node that the rule names, of the network, or NO_INDEX */
  uint32_t why;   /* of the edge between the two, or NO_INDEX */
  enum line_rule rule;
  bool holds;    /* the element is in the node */
  uint8_t depth; /* of cases within cases */
};
typedef VEC(struct question_line) question_lines;

struct question {
  const struct network *network;
  struct arena *arena;
  bool facts_only;                  /* conclusions are left out: what they say is found by cases */
  bool only_choices;                /* without choices it is not asked: walking tells all */
  uint32_t limit;                   /* conclusions from this number on are, too */
  uint32_t most_nodes;              /* of more it is not asked, and then has no choices; NO_INDEX: of any number */
  struct demand_examples *examples; /* of all demands, for suppositions; made on first use (suppositions.c) */
  unsigned supposed_count;
  struct supposed_in supposed[2]; /* and to be refuted: that so much lies in others */
  uint32_t *local;                /* by node of the network: its number here, valid where marked */
  struct marks marks;
  struct marks expanded; /* unions whose members were taken in */
  struct node_set base;
  struct node_set context;
  struct node_set around; /* of one union, without its members; or what is asked for within a node */
  struct marks avoided;
  struct marks needed[2];        /* by an argument (argument.c); made on first use */
  struct witness witness;        /* for who looks for examples before they ask */
  VEC(uint32_t) nodes;           /* of the network, by number here */
  VEC(struct question_edge) ins; /* by from */
  VEC(struct question_edge) aparts;
  VEC(uint32_t) starts;   /* by number: where its edges begin in ins, and one more */
  VEC(uint32_t) ends;     /* the same for those that lead to it, in arrivals */
  VEC(uint32_t) arrivals; /* numbers of ins */
  VEC(uint32_t) sides;    /* by number: where what it is apart from begins in apart_of, and one more */
  VEC(uint32_t) apart_of; /* numbers of aparts, each at both its ends */
  VEC(uint32_t) learnt;   /* what is to be followed */
  VEC(struct question_union) unions;
  VEC(uint32_t) members;
  VEC(uint32_t) chosen;  /* members that are still to be taken in */
  VEC(uint32_t) given;   /* numbers here: the element is in these */
  VEC(uint32_t) denied;  /* and in none of these */
  bool has_choices;      /* some union was left open */
  bool too_many;         /* the last answer is that of propagation alone */
  question_lines *lines; /* of the argument, if it is wanted */
  unsigned depth;
  VEC(signed char) frames; /* states of cases within cases */
  uint32_t frames_used;
};

void question_init(struct question *question, const struct network *network, struct arena *arena);
void question_drop(struct question *question);
/* For a question that is asked of every node in turn: it, and its examples, are no larger than LARGEST_QUESTION. */
void question_keep_small(struct question *question);
/* Begins a question: the element is in all of these nodes. */
void question_open(struct question *question, const uint32_t *nodes, uint32_t count, bool facts_only);
/* The number of the node in the question, or NO_INDEX: then it does not matter. */
uint32_t question_number(const struct question *question, uint32_t node);
/* And it is not in this one. */
void question_deny(struct question *question, uint32_t node);
/* True if no such element can be. `without` (or NULL): by bit - 1, whether the statement is left out. `forced` (by number, or
 * NULL): where it can be, 1 for what it must be in and -1 for what it is known not to be in. */
bool question_refuted(struct question *question, const bool *without, signed char *forced);

#endif
