/* Looking up ids in the index of a bundled document. */
#include "load/bundled.h"

#include <string.h>

/* By halving the lines. */
bool bundled_has_id(const struct bundled_document *framework, struct str id) {
  if (framework->ids == NULL) {
    return false;
  }
  const char *low = framework->ids;
  const char *high = low + framework->ids_size;
  while (low < high) {
    const char *line = low + (high - low) / 2;
    while (line > low && line[-1] != '\n') {
      line--;
    }
    const char *end = memchr(line, '\n', (size_t)(high - line));
    int order = str_compare((struct str){.p = line, .n = (uint32_t)(end - line)}, id);
    if (order == 0) {
      return true;
    }
    low = order < 0 ? end + 1 : low;
    high = order < 0 ? high : line;
  }
  return false;
}
