/* What no target is asked to read. */
#ifndef CW_FUZZ_OUTSIDE_H
#define CW_FUZZ_OUTSIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether a document may name a folder beside those of the target, as a workspace may: "/" is a large one, and so may ".."
 * be. */
static inline bool names_outside(const uint8_t *data, size_t size) {
  for (size_t i = 1; i + 1 < size; i++) {
    bool quoted = data[i - 1] == '"' || data[i - 1] == '\'';
    bool ends = data[i + 1] == '/' || data[i + 1] == '"' || data[i + 1] == '\'';
    if ((quoted && data[i] == '/' && data[i + 1] != '>') || (data[i - 1] == '.' && data[i] == '.' && ends)) {
      return true;
    }
  }
  return false;
}

#endif
