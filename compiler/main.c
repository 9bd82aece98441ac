/* The program: nothing but the command line on the standard streams. */
#define _POSIX_C_SOURCE 200809L
#include "cli.h"

#include <fcntl.h>
#include <unistd.h>

/* A standard stream that is closed stays unusable: no document that is opened may take its place, and be read from or written
 * to by mistake. */
static int hold_streams(void) {
  for (int descriptor = 0; descriptor <= 2; descriptor++) {
    int mode = descriptor == 0 ? O_WRONLY : O_RDONLY;
    if (fcntl(descriptor, F_GETFD) < 0 && open("/dev/null", mode) != descriptor) {
      return -1;
    }
  }
  return 0;
}

int main(int argc, char **argv) {
  return hold_streams() == 0 ? cli_main(argc, argv, stdout, stderr) : 3;
}
