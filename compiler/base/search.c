/* Halving, down to the first place that is not below what is looked for; and the order of plain numbers. */
#include "base/search.h"

#include <string.h>

uint32_t search_first_number(const void *items, uint32_t count, size_t item_size, size_t offset, uint32_t number) {
  uint32_t low = 0;
  for (uint32_t high = count; low < high;) {
    uint32_t middle = low + (high - low) / 2;
    uint32_t here = 0;
    memcpy(&here, (const char *)items + middle * item_size + offset, sizeof here);
    if (here < number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

int number_order(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a;
  uint32_t y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}
