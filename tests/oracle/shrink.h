/* A network that shows a difference, made as small as it goes. */
#ifndef ORACLE_SHRINK_H
#define ORACLE_SHRINK_H

#include "network.h"

/* Takes away facts and gaps as long as `holds` stays false, and prints what is left with the complaint. */
void shrink_and_print(const struct network *net, bool (*holds)(const struct network *net));

#endif
