/* The program: nothing but the command line on the standard streams. */
#include "cli.h"

int main(int argc, char **argv) {
  return cli_main(argc, argv, stdout, stderr);
}
