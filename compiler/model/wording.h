/* Fingerprints of what controls say: titles and statements, without white space, so that a line broken elsewhere changes
 * nothing. They are written into documents, so they are the same in every process and on every machine: FNV-1a, of which
 * PIN_DIGITS hexadecimal digits are told. A framework's own document counts; what a supplement adds does not, since it may be
 * at hand in one place and not in another. */
#ifndef CW_MODEL_WORDING_H
#define CW_MODEL_WORDING_H

#include "model/graph.h"

#define WORDING_START UINT64_C(0xcbf29ce484222325)
enum { PIN_DIGITS = 12 };
#define PIN_MASK ((UINT64_C(1) << (4 * PIN_DIGITS)) - 1)

/* The fingerprint with more text behind it. */
uint64_t wording_more(uint64_t wording, const char *text, uint32_t n);
/* Of a control, or of all members of a union, in the digits that are told. */
uint64_t wording_of(const struct graph *graph, uint32_t node);

#endif
