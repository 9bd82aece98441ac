/* The rule for unions: in X if all members are, apart from X if all are. Sound, and applied until nothing changes. */
#ifndef CW_ANALYSE_NETWORK_UNIONS_H
#define CW_ANALYSE_NETWORK_UNIONS_H

#include "analyse/network/network.h"

/* Adds all that follows by the rule, as conclusions and as edges. The components are those without any conclusion. */
void conclude_about_unions(struct network *network);

#endif
