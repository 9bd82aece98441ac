/* Looks for start tags with very many attributes at nearly no cost: only where a `<` is long in coming. */
#include "load/xml/crowd.h"

enum { BLOCK = 4096 };

/* How many attributes the start tag at `at` has, or more than `most` when there are more; comments and the like have
 * none. */
static uint32_t count_attributes(const char *bytes, size_t size, size_t at, uint32_t most) {
  uint32_t count = 0;
  if (size - at > 1 && (bytes[at + 1] == '!' || bytes[at + 1] == '?' || bytes[at + 1] == '/')) {
    return 0;
  }
  while (at < size && bytes[at] != '>' && count <= most) {
    if (bytes[at] == '"' || bytes[at] == '\'') {
      const char *close = memchr(bytes + at + 1, bytes[at], size - at - 1);
      count++;
      at = close != NULL ? (size_t)(close - bytes) : size - 1;
    }
    at++;
  }
  return count;
}

uint32_t crowded_tag(const char *bytes, size_t size, uint32_t most) {
  /* A tag of two blocks or more has a whole block without another `<`. */
  for (size_t at = 0; at < size; at += BLOCK) {
    size_t end = size - at < BLOCK ? size : at + BLOCK;
    if (memchr(bytes + at, '<', end - at) != NULL) {
      continue;
    }
    size_t tag = at;
    while (tag > 0 && bytes[tag] != '<') {
      tag--;
    }
    if (count_attributes(bytes, size, tag, most) > most) {
      return (uint32_t)tag;
    }
    const char *next = memchr(bytes + at, '<', size - at);
    at = next != NULL ? (size_t)(next - bytes) / BLOCK * BLOCK - BLOCK : size - BLOCK;
  }
  return UINT32_MAX;
}
