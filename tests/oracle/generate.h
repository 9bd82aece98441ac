/* Random small networks of every shape. */
#ifndef ORACLE_GENERATE_H
#define ORACLE_GENERATE_H

#include "chance.h"
#include "network.h"

/* With or without unions among what is reasoned with: maps of several sources or targets, exhaustive headings with more
 * than one child. */
void generate(struct chance *chance, bool unions, struct network *net);

#endif
