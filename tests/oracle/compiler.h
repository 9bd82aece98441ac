/* The compiler under test, through its public header only. */
#ifndef ORACLE_COMPILER_H
#define ORACLE_COMPILER_H

#include "crosswalk.h"
#include "documents.h"

/* Compiles the documents, given in the order of `order` (NULL: as they are), on so many threads, and asks for every
 * crosswalk between frameworks that are joined, one against one and one against several held together. Released with cw_free; the documents are borrowed until then. */
struct cw_compilation *compile(const struct network *net, const struct documents *documents, const unsigned *order,
                               const char *jobs);

/* Each gives a text to be freed. The source by its number, the targets by bits: several are held together. */
char *compiler_findings(struct cw_compilation *compilation);
char *compiler_table(struct cw_compilation *compilation, const struct network *net, unsigned source, unsigned targets);
char *compiler_gaps(struct cw_compilation *compilation, const struct network *net, unsigned source, unsigned targets);
char *compiler_review(struct cw_compilation *compilation, const struct network *net, unsigned source, unsigned target);
/* As cw_possible. */
unsigned compiler_possible(struct cw_compilation *compilation, const struct network *net, unsigned x, unsigned y);

#endif
