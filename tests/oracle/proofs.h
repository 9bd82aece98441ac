/* Proofs in one line, followed step by step. */
#ifndef ORACLE_PROOFS_H
#define ORACLE_PROOFS_H

#include "expected.h"

/* Whether the line leads from x to y by declared facts that are not disputed, by the hierarchy and by membership, and
 * proves the relation. Complains otherwise. */
bool proof_check(const struct knowledge *knowledge, const char *line, node_bits x, node_bits y, enum relation relation);

#endif
