/* Which crosswalks a part of a build is about. */
#ifndef CW_WORKSPACE_DEAL_H
#define CW_WORKSPACE_DEAL_H

#include "workspace/workspace.h"

/* Marks those that this shard neither judges nor writes, if the run is a shard. Neighbours in the plan stay together, since they
 * have much of their reasoning in common, and each shard gets about the same number of controls to speak of. The same on every
 * machine. Before coverage is judged. */
void deal_out(struct workspace *w);

#endif
