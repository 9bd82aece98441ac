/* The texts of --help. */
#ifndef CW_CLI_HELP_H
#define CW_CLI_HELP_H

#include "arguments.h"

void help_print(enum command command, FILE *out);

#endif
