/* A growable array in an arena: `VEC(int) numbers = {0}; vec_push(&arena, &numbers, 7);` */
#ifndef CW_BASE_VEC_H
#define CW_BASE_VEC_H

#include "base/arena.h"

#include <stdint.h>

#define VEC(type)      \
  struct {             \
    type *v;           \
    uint32_t n;        \
    uint32_t capacity; \
  }

/* Room for `extra` more items. */
#define vec_reserve(arena, vec, extra)             \
  ((vec)->capacity - (vec)->n >= (uint32_t)(extra) \
       ? (void)0                                   \
       : (void)((vec)->v = vec_grow((arena), (vec)->v, sizeof *(vec)->v, (vec)->n, &(vec)->capacity, (extra))))

#define vec_push(arena, vec, ...)     \
  do {                                \
    vec_reserve((arena), (vec), 1);   \
    (vec)->v[(vec)->n] = __VA_ARGS__; \
    (vec)->n++;                       \
  } while (0)

/* Used by the macros: at least doubles. More than 2^32 - 1 items counts as out of memory. */
void *vec_grow(struct arena *arena, void *items, size_t item_size, uint32_t count, uint32_t *capacity, uint32_t extra);

#endif
