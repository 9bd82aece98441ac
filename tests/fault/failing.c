/* Put under a program with LD_PRELOAD: makes the n-th call of a kind fail.
 *
 *   FAULT_CALL   allocate, or the name of a call below, or any: all of those below
 *   FAULT_AT     which call of that kind fails, from 1; 0: none
 *   FAULT_MODE   once (default); all: every later one fails too; kill: the process is killed before it; short: from then on
 *                half of what is to be read or written is; interrupt: from then on each second one is interrupted
 *   FAULT_COUNT  a file that gets the number of calls when the program ends
 *
 * What happens before main, in the loader and in the start of the libraries, counts too. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* glibc's own names for its allocator: no look-up, so no allocation while looking up. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static atomic_ulong calls;
static unsigned long fail_at;
static enum { ONCE, ALL, KILL, SHORT, INTERRUPT } mode;
static bool is_any;
static char call[32];
static atomic_bool ready;

__attribute__((constructor)) static void set_up(void) {
  const char *at = getenv("FAULT_AT");
  const char *how = getenv("FAULT_MODE");
  const char *name = getenv("FAULT_CALL");
  static const char *const modes[] = {"once", "all", "kill", "short", "interrupt"};
  fail_at = at != NULL ? strtoul(at, NULL, 10) : 0;
  for (unsigned i = 0; i < sizeof modes / sizeof *modes && how != NULL; i++) {
    if (strcmp(how, modes[i]) == 0) {
      mode = i;
    }
  }
  snprintf(call, sizeof call, "%s", name != NULL ? name : "allocate");
  is_any = strcmp(call, "any") == 0;
  atomic_store(&ready, true);
}

__attribute__((destructor)) static void report(void) {
  atomic_store(&ready, false);
  const char *path = getenv("FAULT_COUNT");
  if (path == NULL) {
    return;
  }
  char text[32];
  int n = snprintf(text, sizeof text, "%lu\n", atomic_load(&calls));
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0 || write(file, text, (size_t)n) != n) {
    _exit(99);
  }
  close(file);
}

/* Counts this call of the kind `name`. True if something is to happen to it. */
static bool reaches(const char *name) {
  bool meant = is_any ? strcmp(name, "allocate") != 0 : strcmp(call, name) == 0;
  if (!atomic_load(&ready) || !meant) {
    return false;
  }
  unsigned long number = atomic_fetch_add(&calls, 1) + 1;
  if (mode == KILL && number == fail_at) {
    raise(SIGKILL);
  }
  bool later = mode == ALL || mode == SHORT || (mode == INTERRUPT && (number - fail_at) % 2 == 0);
  return fail_at != 0 && (number == fail_at || (later && number > fail_at));
}

/* True if this call is to fail, with its own error. */
static bool strikes(const char *name) {
  return reaches(name) && (mode == ONCE || mode == ALL);
}

void *malloc(size_t size) {
  if (strikes("allocate")) {
    errno = ENOMEM;
    return NULL;
  }
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  if (strikes("allocate")) {
    errno = ENOMEM;
    return NULL;
  }
  return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
  if (strikes("allocate")) {
    errno = ENOMEM;
    return NULL;
  }
  return __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  if (strikes("allocate")) {
    errno = ENOMEM;
    return NULL;
  }
  return __libc_memalign(alignment, size);
}

/* Calls of the system: each fails with the error that it gives in practice. */
#define WRAP(type, failure, error, name, parameters, arguments) \
  type name parameters {                                        \
    static type(*real) parameters;                              \
    if (real == NULL) {                                         \
      *(void **)&real = dlsym(RTLD_NEXT, #name);                \
    }                                                           \
    if (strikes(#name)) {                                       \
      errno = error;                                            \
      return failure;                                           \
    }                                                           \
    return real arguments;                                      \
  }

/* Calls that may do less than they are asked for. */
#define WRAP_PARTIAL(error_, name, parameters, arguments, half) \
  ssize_t name parameters {                                     \
    static ssize_t(*real) parameters;                           \
    if (real == NULL) {                                         \
      *(void **)&real = dlsym(RTLD_NEXT, #name);                \
    }                                                           \
    if (reaches(#name) && mode != KILL) {                       \
      if (mode == SHORT) {                                      \
        return real half;                                       \
      }                                                         \
      errno = mode == INTERRUPT ? EINTR : error_;               \
      return -1;                                                \
    }                                                           \
    return real arguments;                                      \
  }

WRAP_PARTIAL(ENOSPC, write, (int file, const void *bytes, size_t n), (file, bytes, n), (file, bytes, n - n / 2))
WRAP_PARTIAL(EIO, read, (int file, void *bytes, size_t n), (file, bytes, n), (file, bytes, n - n / 2))
WRAP_PARTIAL(EIO, pread, (int file, void *bytes, size_t n, off_t at), (file, bytes, n, at),
             (file, bytes, n - n / 2, at))
WRAP(int, -1, EIO, fsync, (int file), (file))
WRAP(int, -1, EIO, rename, (const char *from, const char *to), (from, to))
WRAP(int, -1, ENOSPC, mkdir, (const char *path, mode_t mode), (path, mode))
WRAP(int, EOF, ENOSPC, fflush, (FILE * stream), (stream))
WRAP(int, -1, EACCES, stat, (const char *path, struct stat *status), (path, status))
WRAP(int, -1, EACCES, lstat, (const char *path, struct stat *status), (path, status))
WRAP(int, -1, EIO, fstat, (int file, struct stat *status), (file, status))
WRAP(int, -1, EPERM, fchmod, (int file, mode_t rights), (file, rights))
WRAP(int, -1, EACCES, unlink, (const char *path), (path))
WRAP(DIR *, NULL, EMFILE, opendir, (const char *path), (path))
WRAP(struct dirent *, NULL, EIO, readdir, (DIR * stream), (stream))

/* Every document that is opened, a line each, in the file FAULT_OPENED. */
static void note_opened(const char *path) {
  const char *list = getenv("FAULT_OPENED");
  size_t n = strlen(path);
  if (list == NULL || !atomic_load(&ready) || n < 4 || strcmp(path + n - 4, ".xml") != 0) {
    return;
  }
  FILE *stream = fopen(list, "a");
  if (stream == NULL || fprintf(stream, "%s\n", path) < 0 || fclose(stream) != 0) {
    _exit(99);
  }
}

/* ---- getting out ---- */

static void tell(int to, const char *what, bool done) {
  char line[64];
  int n = snprintf(line, sizeof line, "%s %s\n", what, done ? "done" : strerrorname_np(errno));
  if (write(to, line, (size_t)n) != n) {
    _exit(99);
  }
}

static int try_to_run(void) {
  char *const arguments[] = {"true", NULL};
  char *const environment[] = {NULL};
  int status = 0;
  pid_t child = fork();
  if (child == 0) {
    execve("/bin/true", arguments, environment);
    _exit(errno == EACCES ? 13 : 1);
  }
  if (child < 0 || waitpid(child, &status, 0) != child) {
    return -1;
  }
  errno = EACCES;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

/* Whoever refuses it was reached. */
static int try_to_connect(void) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(1), .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
  int file = socket(AF_INET, SOCK_STREAM, 0);
  return file >= 0 && (connect(file, (struct sockaddr *)&to, sizeof to) == 0 || errno == ECONNREFUSED) ? 0 : -1;
}

/* As code would that a document has put into the program: once, when so many files with names of that end have been opened. */
static void try_to_escape(int (*real)(const char *, int, ...)) {
  static atomic_int opened;
  const char *at = getenv("FAULT_ESCAPE_AT");
  const char *folder = getenv("FAULT_ESCAPE");
  const char *to = getenv("FAULT_ESCAPE_TO");
  char path[4096];
  if (folder == NULL || to == NULL || at == NULL || atomic_fetch_add(&opened, 1) + 1 != atoi(at)) {
    return;
  }
  int out = atoi(to);
  snprintf(path, sizeof path, "%s/secret", folder);
  int file = real(path, O_RDONLY);
  tell(out, "read", file >= 0);
  DIR *stream = opendir(folder);
  tell(out, "list", stream != NULL);
  snprintf(path, sizeof path, "%s/new", folder);
  tell(out, "write", real(path, O_WRONLY | O_CREAT, 0600) >= 0);
  snprintf(path, sizeof path, "%s/folder", folder);
  tell(out, "make", mkdir(path, 0700) == 0);
  snprintf(path, sizeof path, "%s/secret", folder);
  tell(out, "remove", unlink(path) == 0);
  tell(out, "run", try_to_run() == 0);
  tell(out, "connect", try_to_connect() == 0);
}

int open(const char *path, int flags, ...) {
  static int (*real)(const char *, int, ...);
  va_list arguments;
  va_start(arguments, flags);
  mode_t rights = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  if (real == NULL) {
    *(void **)&real = dlsym(RTLD_NEXT, "open");
  }
  if (reaches("open") && mode != KILL && mode != SHORT) {
    errno = mode == INTERRUPT ? EINTR : EMFILE;
    return -1;
  }
  note_opened(path);
  const char *ends = getenv("FAULT_ESCAPE_ENDS");
  const char *dot = strrchr(path, '.');
  if (ends != NULL && dot != NULL && strcmp(dot, ends) == 0 && (flags & O_PATH) == 0 && atomic_load(&ready)) {
    try_to_escape(real);
  }
  return real(path, flags, rights);
}

/* close and fclose really close, then say that it failed: late errors of network file systems. */
int close(int file) {
  static int (*real)(int);
  if (real == NULL) {
    *(void **)&real = dlsym(RTLD_NEXT, "close");
  }
  int result = real(file);
  if (strikes("close")) {
    errno = EIO;
    return -1;
  }
  return result;
}

int fclose(FILE *stream) {
  static int (*real)(FILE *);
  if (real == NULL) {
    *(void **)&real = dlsym(RTLD_NEXT, "fclose");
  }
  int result = real(stream);
  if (strikes("fclose")) {
    errno = EIO;
    return EOF;
  }
  return result;
}

/* Threads that cannot be had. */
typedef unsigned long thread_id;
int pthread_create(thread_id *thread, const void *attributes, void *(*start)(void *), void *argument) {
  static int (*real)(thread_id *, const void *, void *(*)(void *), void *);
  if (real == NULL) {
    *(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
  }
  if (strikes("pthread_create")) {
    return EAGAIN;
  }
  return real(thread, attributes, start, argument);
}
