/* Growth of the vectors: doubling, checked against overflow. */
#include "base/vec.h"

void *vec_grow(struct arena *arena, void *items, size_t item_size, uint32_t count, uint32_t *capacity, uint32_t extra) {
  uint64_t wanted = (uint64_t)count + extra;
  uint64_t doubled = (uint64_t)*capacity * 2;
  uint64_t larger = doubled > wanted ? doubled : wanted;
  if (larger < 8) {
    larger = 8;
  }
  if (wanted > UINT32_MAX) {
    arena_fail(arena);
  }
  if (larger > UINT32_MAX) {
    larger = UINT32_MAX;
  }
  void *grown = arena_grow(arena, items, (size_t)*capacity * item_size, (size_t)larger * item_size);
  *capacity = (uint32_t)larger;
  return grown;
}
