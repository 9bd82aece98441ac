/* Runs one command and says what it took:
 *
 *   measure SECONDS RESULT COMMAND [ARGUMENT...]
 *
 * RESULT becomes one line: the seconds of the clock, of the processors (user, then system), the peak memory in KiB, and
 * the exit status, or -1 for a command that was stopped because it took more than SECONDS of a processor's time, or ten times
 * as long by the clock. A program as small as this one stands between, because the peak of a process begins with that of
 * the program that it came from. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t child;
static volatile sig_atomic_t stopped;

/* The command leads a group of its own, so that what it started ends with it. */
static void stop(int number) {
  (void)number;
  stopped = 1;
  kill(-(pid_t)child, SIGKILL);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds(struct timeval time) {
  return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int argc, char **argv) {
  unsigned long limit = argc > 3 ? strtoul(argv[1], NULL, 10) : 0;
  if (limit == 0) {
    fputs("usage: measure SECONDS RESULT COMMAND [ARGUMENT...]\n", stderr);
    return 2;
  }
  double begin = now();
  child = fork();
  if (child < 0) {
    perror("fork");
    return 1;
  }
  if (child == 0) {
    setpgid(0, 0);
    setrlimit(RLIMIT_CPU, &(struct rlimit){limit, limit});
    execvp(argv[3], argv + 3);
    perror(argv[3]);
    _exit(127);
  }
  setpgid((pid_t)child, (pid_t)child);
  signal(SIGALRM, stop);
  alarm((unsigned)limit * 10);
  int status = 0;
  struct rusage usage;
  while (wait4((pid_t)child, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  double wall = now() - begin;
  alarm(0);
  FILE *result = fopen(argv[2], "w");
  if (result == NULL) {
    perror(argv[2]);
    return 1;
  }
  bool too_long =
      stopped || (WIFSIGNALED(status) && seconds(usage.ru_utime) + seconds(usage.ru_stime) > (double)limit * 0.95);
  int ended = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  fprintf(result, "%.6f %.6f %.6f %ld %d\n", wall, seconds(usage.ru_utime), seconds(usage.ru_stime), usage.ru_maxrss,
          too_long ? -1 : ended);
  return fclose(result) == 0 ? 0 : 1;
}
