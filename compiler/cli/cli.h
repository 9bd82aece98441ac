/* The command line as a function of its arguments and streams, so that tests can call it. */
#ifndef CW_CLI_CLI_H
#define CW_CLI_CLI_H

#include <stdio.h>

/* Results go to `out`, findings and usage to `err`. Returns the exit status of the program. */
int cli_main(int argc, char **argv, FILE *out, FILE *err);

#endif
