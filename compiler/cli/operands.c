/* Frameworks and paths in one list of arguments: frameworks come first; what is written as a path, or is a file or folder
 * here, begins the paths. */
#define _POSIX_C_SOURCE 200809L
#include "operands.h"

#include <string.h>
#include <sys/stat.h>

/* SOURCE and the first TARGET cannot be paths: a folder of the same name does not matter for them. */
enum { SURELY_FRAMEWORKS = 2 };

/* Ids have no slash, begin with a small letter or a digit, and hardly ever end in .xml. */
static bool is_written_as_path(const char *word) {
  size_t n = strlen(word);
  bool is_id = (word[0] >= 'a' && word[0] <= 'z') || (word[0] >= '0' && word[0] <= '9');
  return !is_id || strchr(word, '/') != NULL || (n > 4 && strcmp(word + n - 4, ".xml") == 0);
}

bool operands_looks_like_path(const char *word) {
  size_t n = strlen(word);
  return strchr(word, '/') != NULL || (n > 4 && strcmp(word + n - 4, ".xml") == 0);
}

static bool is_there(const char *word) {
  struct stat status;
  return stat(word, &status) == 0;
}

bool operands_is_path(const char *word) {
  return is_written_as_path(word) || is_there(word);
}

int operands_first_path(const struct arguments *arguments) {
  int end = arguments->operands_before_end;
  for (int i = 0; i < arguments->operand_count; i++) {
    const char *word = arguments->operands[i];
    bool behind_end = end >= SURELY_FRAMEWORKS && i >= end;
    if (behind_end || is_written_as_path(word) || (i >= SURELY_FRAMEWORKS && is_there(word))) {
      return i;
    }
  }
  return arguments->operand_count;
}

const char *operands_stray(const struct arguments *arguments, int paths) {
  int end = arguments->operands_before_end;
  for (int i = paths; i < arguments->operand_count && (end < SURELY_FRAMEWORKS || i < end); i++) {
    if (!is_written_as_path(arguments->operands[i]) && !is_there(arguments->operands[i])) {
      return arguments->operands[i];
    }
  }
  return NULL;
}

const char *operands_both(const struct arguments *arguments, int paths, const struct cw_compilation *compilation) {
  int end = arguments->operands_before_end;
  for (int i = paths; i < arguments->operand_count && (end < SURELY_FRAMEWORKS || i < end); i++) {
    if (!is_written_as_path(arguments->operands[i]) && cw_knows(compilation, arguments->operands[i])) {
      return arguments->operands[i];
    }
  }
  return NULL;
}
