/* Landlock: rules on folders and files that a process lays upon itself (Linux 5.13 and later; each version can do more).
 *
 * Documents come from strangers. Should one of them find a mistake in the parser, there is then little that it could do. */
#define _GNU_SOURCE
#include "sandbox.h"

#include <string.h>

/* A sanitizer reads and runs what it needs to tell its findings. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif

#if defined(__linux__) && !defined(SANITIZED)
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The kernel's interface, as its documentation has it: the headers of a system are often older than its kernel. */
enum {
  CREATE_RULESET = 444,
  ADD_RULE = 445,
  RESTRICT_SELF = 446,
  VERSION_FLAG = 1,
  RULE_PATH_BENEATH = 1,
};
enum {
  FS_EXECUTE = 1 << 0,
  FS_WRITE_FILE = 1 << 1,
  FS_READ_FILE = 1 << 2,
  FS_READ_DIR = 1 << 3,
  FS_REMOVE_FILE = 1 << 5,
  FS_MAKE_DIR = 1 << 7,
  FS_MAKE_REG = 1 << 8,
  FS_TRUNCATE = 1 << 14,
  FS_FIRST = (1 << 13) - 1, /* all of version 1 */
  FS_REFER = 1 << 13,       /* 2 */
  FS_IOCTL_DEV = 1 << 15,   /* 5 */
  OF_FILES = FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV,
  READ = FS_READ_FILE | FS_READ_DIR,
  WRITE = READ | FS_WRITE_FILE | FS_REMOVE_FILE | FS_MAKE_REG | FS_TRUNCATE,
};

struct ruleset_attributes {
  uint64_t files;
  uint64_t network; /* 4 */
  uint64_t scopes;  /* 6 */
};

struct path_rule {
  uint64_t allowed;
  int32_t parent;
} __attribute__((packed));

struct sandbox {
  int ruleset;
  uint64_t handled;
};

/* ---- rules ---- */

/* What is not there cannot be opened either. */
static void allow(const struct sandbox *sandbox, const char *path, uint64_t access) {
  struct stat status;
  struct path_rule rule = {.parent = open(path, O_PATH | O_CLOEXEC)};
  if (rule.parent < 0) {
    return;
  }
  if (fstat(rule.parent, &status) == 0) {
    rule.allowed = access & sandbox->handled & (S_ISDIR(status.st_mode) ? UINT64_MAX : (uint64_t)OF_FILES);
    (void)syscall(ADD_RULE, sandbox->ruleset, RULE_PATH_BENEATH, &rule, 0);
  }
  close(rule.parent);
}

/* The folder that a file stands in, or is to stand in. To be written it needs that much: a temporary file beside it is renamed
 * over it. To be imported, too: what it is called, and in which terms it may be used, is often told by a file beside it. */
static void allow_beside(const struct sandbox *sandbox, const char *path, uint64_t access) {
  char folder[PATH_MAX];
  struct stat status;
  if (realpath(path, folder) == NULL && snprintf(folder, sizeof folder, "%s", path) >= (int)sizeof folder) {
    return;
  }
  if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
    allow(sandbox, path, access); /* a folder, or a device that somebody named */
    return;
  }
  char *slash = strrchr(folder, '/');
  if (slash == NULL) {
    allow(sandbox, ".", access);
  } else {
    slash[slash == folder ? 1 : 0] = '\0';
    allow(sandbox, folder, access);
  }
}

/* The folder must be there before it can be named in a rule. What goes wrong is told when it is made in earnest. */
static void allow_folder(const struct sandbox *sandbox, const char *folder) {
  char path[PATH_MAX];
  size_t n = strlen(folder);
  if (n == 0 || n >= sizeof path) {
    return;
  }
  memcpy(path, folder, n + 1);
  for (char *at = path + 1; *at != '\0'; at++) {
    if (*at == '/') {
      *at = '\0';
      (void)mkdir(path, 0777);
      *at = '/';
    }
  }
  (void)mkdir(path, 0777);
  allow(sandbox, path, WRITE | FS_MAKE_DIR);
}

/* ---- what the command line names ---- */

/* A workspace names documents itself; and of a pipe nobody knows what will come. */
static bool may_be_workspace(const char *path) {
  enum { LOOK = 256 * 1024 };
  static const char word[] = "workspace";
  static char bytes[LOOK];
  struct stat status;
  int file = stat(path, &status) == 0 && S_ISREG(status.st_mode) ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) : -1;
  if (file < 0) {
    return !S_ISDIR(status.st_mode);
  }
  ssize_t n = read(file, bytes, sizeof bytes);
  close(file);
  return n < 0 || memmem(bytes, (size_t)n, word, sizeof word - 1) != NULL;
}

static const char *value_of(const char *argument, const char *option) {
  size_t n = strlen(option);
  return strncmp(argument, option, n) == 0 && argument[n] == '=' ? argument + n + 1 : NULL;
}

/* What an option says is written. */
static void allow_written(const struct sandbox *sandbox, const char *argument, const char *next) {
  static const char *const options[] = {"--depfile", "--stamp", "--inject", "--write-baseline", "--counts"};
  for (unsigned i = 0; i < sizeof options / sizeof *options; i++) {
    const char *value = strcmp(argument, options[i]) == 0 ? next : value_of(argument, options[i]);
    if (value != NULL) {
      allow_beside(sandbox, value, WRITE);
    }
  }
}

static void allow_read(const struct sandbox *sandbox, const char *path) {
  const char *equals = strchr(path, '=');
  allow(sandbox, path, READ);
  if (path[0] == '-' && equals != NULL) {
    allow(sandbox, equals + 1, READ);
  }
}

static void allow_operands(const struct sandbox *sandbox, const struct arguments *arguments) {
  for (int i = 0; i < arguments->operand_count; i++) {
    const char *path = strcmp(arguments->operands[i], "-") == 0 ? "/dev/stdin" : arguments->operands[i];
    struct stat status;
    if (stat(path, &status) != 0) {
      continue; /* the id of a framework */
    }
    allow(sandbox, path, READ);
    if (may_be_workspace(path)) {
      allow(sandbox, "/", READ);
    }
    bool changes = arguments->fix || arguments->pin;
    if (changes || arguments->command == COMMAND_IMPORT) {
      allow_beside(sandbox, path, changes ? WRITE : READ);
    }
  }
}

static void allow_output(const struct sandbox *sandbox, const struct arguments *arguments) {
  const char *folder = arguments->folder;
  if (folder == NULL && arguments->command == COMMAND_BUILD && (arguments->format != NULL || !arguments->injects)) {
    folder = "crosswalks";
  }
  bool file = arguments->command == COMMAND_EXPORT || arguments->template; /* -o names a file, not a folder */
  if (folder != NULL && file) {
    allow_beside(sandbox, folder, WRITE);
  } else if (folder != NULL) {
    allow_folder(sandbox, folder);
  }
  bool workbook = arguments->format != NULL && strcmp(arguments->format, "xlsx") == 0;
  if (workbook || (file && folder == NULL)) {
    allow(sandbox, P_tmpdir, WRITE); /* a workbook for standard output is put together there */
  }
}

/* ---- the whole ---- */

static bool open_ruleset(struct sandbox *sandbox) {
  long version = syscall(CREATE_RULESET, NULL, 0, VERSION_FLAG);
  if (version < 1) {
    return false;
  }
  sandbox->handled =
      FS_FIRST | (version >= 2 ? FS_REFER : 0) | (version >= 3 ? FS_TRUNCATE : 0) | (version >= 5 ? FS_IOCTL_DEV : 0);
  struct ruleset_attributes attributes = {
      .files = sandbox->handled, .network = version >= 4 ? 3 : 0, .scopes = version >= 6 ? 3 : 0};
  size_t size = version >= 6 ? sizeof attributes : version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
  sandbox->ruleset = (int)syscall(CREATE_RULESET, &attributes, size, 0);
  return sandbox->ruleset >= 0;
}

void sandbox_enter(const struct arguments *arguments, int argc, char *const *argv) {
  struct sandbox sandbox;
  const char *data = getenv("CROSSWALK_DATA");
  if (arguments->no_sandbox || !open_ruleset(&sandbox)) {
    return;
  }
  allow(&sandbox, "/sys/devices/system/cpu", READ); /* how many processors there are */
  allow(&sandbox, "/proc/stat", FS_READ_FILE);
  if (data != NULL) {
    allow(&sandbox, data, READ);
  }
  for (int i = 1; i < argc; i++) {
    allow_read(&sandbox, argv[i]);
    allow_written(&sandbox, argv[i], i + 1 < argc ? argv[i + 1] : NULL);
  }
  allow_operands(&sandbox, arguments);
  allow_output(&sandbox, arguments);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
    (void)syscall(RESTRICT_SELF, sandbox.ruleset, 0);
  }
  close(sandbox.ruleset);
}

#else

void sandbox_enter(const struct arguments *arguments, int argc, char *const *argv) {
  (void)arguments;
  (void)argc;
  (void)argv;
}

#endif
