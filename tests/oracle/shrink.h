/* A network that shows a difference, made as small as it goes. */
#ifndef ORACLE_SHRINK_H
#define ORACLE_SHRINK_H

#include "network.h"

/* Takes away and makes plain whatever it can as long as `holds` stays false, and prints what is left with the complaint;
 * CROSSWALK_ORACLE_SAVE in the environment names a folder that gets its documents. */
void shrink_and_print(const struct network *net, bool (*holds)(const struct network *net));

#endif
