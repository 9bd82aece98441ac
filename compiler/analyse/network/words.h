/* Facts, steps and controls in words: "iso27002-2022:8.20 is part of csf-2.0:PR.IR-01". */
#ifndef CW_ANALYSE_NETWORK_WORDS_H
#define CW_ANALYSE_NETWORK_WORDS_H

#include "analyse/network/question.h"
#include "analyse/network/search.h"
#include "base/buf.h"

/* FRAMEWORK:ID, or {FRAMEWORK:ID, ID} for a union; of many members only the first ones. */
void words_node(const struct graph *graph, uint32_t node, struct buf *out);
/* "A is part of B", as declared. */
struct str words_fact(const struct graph *graph, const struct graph_fact *fact, struct arena *arena);
/* Who declares the fact: the mapping, its publisher, authority, method and status, as far as they are stated. */
void words_mapping(const struct graph *graph, const struct graph_fact *fact, struct buf *out);
/* "is part of" and the like, for a relation read from left to right. */
const char *words_relation(enum relation relation);
/* One step of a proof, without its source. */
void words_step(const struct graph *graph, const struct network *network, const struct step *step, struct buf *out);
/* " [mapping]" behind what a fact says, or all mappings of disputed ones that agree on it; nothing otherwise. */
void words_source(const struct graph *graph, const struct network *network, uint32_t why, struct buf *out);
/* A line of an argument by cases: "one of A and B: so B". */
void words_line(const struct graph *graph, const struct network *network, const struct question_line *line,
                struct buf *out);

#endif
