/* An example of an element: all the nodes that it may be in at once, while every statement is true.
 *
 * Where there is an example nothing proves that there can be none, and what one example is not in need not be held by any
 * other. It takes a walk up from what it is supposed to be in, and at each union that is left open any member that fits. So
 * an example is looked for before a question (question.h) weighs all choices against each other; no example that is found
 * says nothing, for not all choices are tried. */
#ifndef CW_ANALYSE_NETWORK_WITNESS_H
#define CW_ANALYSE_NETWORK_WITNESS_H

#include "analyse/network/network.h"

/* How far an example has got: what was added since can be taken back. */
struct witness_mark {
  uint32_t nodes;
  uint32_t unions;
};

/* The member that was chosen for an open union. */
struct witness_choice {
  struct witness_mark before;
  uint32_t place; /* of the union in `unions` */
  uint32_t member;
  bool looked_ahead; /* members before it were passed over that fit, too */
};

/* Whether the element may not be in the node; for whole kinds of nodes. */
typedef bool witness_denial(const void *context, uint32_t node);

struct witness {
  const struct network *network;
  struct arena *arena;
  unsigned char *state; /* by node; made on first use */
  VEC(uint32_t) nodes;  /* that it is in, those below before those above */
  uint32_t most_nodes;  /* a larger one is not looked for; NO_INDEX: of any size */
  VEC(uint32_t) unions; /* of these, entered otherwise than from a member */
  VEC(struct witness_choice) choices;
  VEC(uint32_t) shared;   /* by all examples so far */
  witness_denial *denies; /* or NULL */
  const void *context;    /* of it */
};

void witness_init(struct witness *witness, const struct network *network, struct arena *arena);
void witness_drop(struct witness *witness);
static inline struct witness_mark witness_here(const struct witness *witness) {
  return (struct witness_mark){.nodes = witness->nodes.n, .unions = witness->unions.n};
}
/* Takes back all that was added since. */
void witness_return(struct witness *witness, struct witness_mark mark);
/* Puts the element into the node and all that holds it. False: it cannot be there; return to where it was before then. */
bool witness_enter(struct witness *witness, uint32_t node);
/* It may not be in the node from now on. False: it is. */
bool witness_deny(struct witness *witness, uint32_t node);
void witness_allow(struct witness *witness, uint32_t node);
/* Whether the element is in the node, as far as the example has got. */
bool witness_is_in(const struct witness *witness, uint32_t node);
/* Whether it is in a union of which it is in no member so far. */
bool witness_leaves_choices(const struct witness *witness);
/* Whether an example was found; it stays as far as it had got. */
bool witness_is_possible(struct witness *witness);
/* Whether examples show that the element can be, and need not be in anything else; the same. */
bool witness_is_free(struct witness *witness);

#endif
