/* Giving up what the program does not need, once the command line says what it does. */
#ifndef CW_CLI_SANDBOX_H
#define CW_CLI_SANDBOX_H

#include "arguments.h"

/* From here on the process, with all its threads, can read what the command line names (anything, where a workspace may name
 * more), write where it says, and neither run a program nor reach a network. Does nothing where the system has no such
 * thing. */
void sandbox_enter(const struct arguments *arguments, int argc, char *const *argv);

#endif
