/* The rule for unions: in X if all members are, apart from X if all are. Sound, and applied until nothing changes. */
#ifndef CW_ANALYSE_UNIONS_H
#define CW_ANALYSE_UNIONS_H

#include "analyse/network.h"

/* One round over all unions. True if the network has new conclusions, whose edges are not built yet. */
bool conclude_about_unions(struct network *network);

#endif
