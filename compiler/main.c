/* The program: nothing but the command line on the standard streams. */
#define _POSIX_C_SOURCE 200809L
#include "cli.h"
#include "crosswalk.h"

#include <fcntl.h>
#include <signal.h>
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

static void end(int number) {
  cw_remove_temporaries();
  signal(number, SIG_DFL);
  raise(number); /* once this returns: the process ends as if nothing had caught it */
}

/* What somebody chose to ignore (nohup) stays ignored. */
static void catch_signals(void) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  struct sigaction action = {.sa_handler = end};
  sigemptyset(&action.sa_mask);
  for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    struct sigaction old;
    if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL) {
      sigaction(numbers[i], &action, NULL);
    }
  }
}

int main(int argc, char **argv) {
  catch_signals();
  return hold_streams() == 0 ? cli_main(argc, argv, stdout, stderr) : 3;
}
