/* A hostile regular expression, subject and substitution, separated by NUL bytes. Whatever they are, it ends soon. */
#include "base/pattern.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The piece up to the next NUL; `data` and `size` move behind it. */
static struct str take(const uint8_t **data, size_t *size) {
  const uint8_t *end = *size > 0 ? memchr(*data, 0, *size) : NULL;
  size_t n = end != NULL ? (size_t)(end - *data) : *size;
  struct str piece = {.p = (const char *)*data, .n = (uint32_t)n};
  *data += n;
  *size -= n;
  if (end != NULL) {
    *data += 1;
    *size -= 1;
  }
  return piece;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct guard guard;
  struct arena arena;
  arena_init(&arena, &guard);
  if (setjmp(guard.jump) == 0) {
    struct limits limits = limits_default();
    struct str text = take(&data, &size);
    struct str subject = take(&data, &size);
    struct str replacement = take(&data, &size);
    struct str error = {0};
    uint32_t offset = 0;
    struct pattern *pattern = pattern_compile(text, &limits, &arena, &error, &offset);
    if (pattern == NULL) {
      if (error.p == NULL || error.n == 0 || offset > text.n) {
        __builtin_trap(); /* a refusal says why and where */
      }
    } else {
      struct buf out;
      buf_init(&out, &arena);
      enum pattern_result matched = pattern_match(pattern, subject, &error);
      enum pattern_result substituted = pattern_substitute(pattern, subject, replacement, &out, &error);
      if (matched == PATTERN_NO_MATCH && substituted == PATTERN_MATCH) {
        __builtin_trap(); /* the two agree on what matches */
      }
      pattern_free(pattern);
    }
  }
  arena_free(&arena);
  return 0;
}
