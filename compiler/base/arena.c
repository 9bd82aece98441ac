/* Bump allocation in blocks; what is larger than a quarter of a block gets a malloc of its own. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, LAST_BLOCK = 1024 * 1024, LARGE = 4096 };

struct arena_block {
  struct arena_block *next;
  size_t size;
  alignas(max_align_t) char bytes[];
};

struct arena_large {
  struct arena_large *next;
  struct arena_large *previous;
  alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena, struct guard *guard) {
  *arena = (struct arena){.guard = guard};
}

_Noreturn void arena_fail(struct arena *arena) {
  longjmp(arena->guard->jump, 1);
}

static size_t round_up(size_t size) {
  return (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
}

static void *alloc_large(struct arena *arena, size_t size, bool zeroed) {
  struct arena_large *large = NULL;
  if (size <= SIZE_MAX - sizeof *large) {
    large = zeroed ? calloc(1, sizeof *large + size) : malloc(sizeof *large + size);
  }
  if (large == NULL) {
    arena_fail(arena);
  }
  large->previous = NULL;
  large->next = arena->large;
  if (large->next != NULL) {
    large->next->previous = large;
  }
  arena->large = large;
  arena->held += size;
  return large->bytes;
}

static void add_block(struct arena *arena) {
  size_t size = arena->blocks != NULL ? arena->blocks->size * 2 : FIRST_BLOCK;
  if (size > LAST_BLOCK) {
    size = LAST_BLOCK;
  }
  struct arena_block *block = malloc(sizeof *block + size);
  if (block == NULL) {
    arena_fail(arena);
  }
  block->next = arena->blocks;
  block->size = size;
  arena->blocks = block;
  arena->at = block->bytes;
  arena->end = block->bytes + size;
  arena->held += size;
}

void *arena_alloc(struct arena *arena, size_t size) {
  if (size > LARGE) {
    return alloc_large(arena, size, false);
  }
  size = round_up(size > 0 ? size : 1);
  if ((size_t)(arena->end - arena->at) < size) {
    add_block(arena);
  }
  void *bytes = arena->at;
  arena->at += size;
  return bytes;
}

/* The system's fresh pages are zero: who allocates with calloc does not touch them. */
void *arena_zalloc(struct arena *arena, size_t size) {
  if (size > LARGE) {
    return alloc_large(arena, size, true);
  }
  void *bytes = arena_alloc(arena, size);
  memset(bytes, 0, size);
  return bytes;
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size) {
  if (old == NULL || old_size <= LARGE) {
    void *bytes = arena_alloc(arena, new_size);
    if (old != NULL && old_size > 0) {
      memcpy(bytes, old, old_size < new_size ? old_size : new_size);
    }
    return bytes;
  }
  struct arena_large *large = (struct arena_large *)((char *)old - offsetof(struct arena_large, bytes));
  if (new_size > SIZE_MAX - sizeof *large) {
    arena_fail(arena);
  }
  struct arena_large *moved = realloc(large, sizeof *large + new_size);
  if (moved == NULL) {
    arena_fail(arena);
  }
  if (moved->next != NULL) {
    moved->next->previous = moved;
  }
  if (moved->previous != NULL) {
    moved->previous->next = moved;
  } else {
    arena->large = moved;
  }
  arena->held += new_size - old_size;
  return moved->bytes;
}

void arena_drop(struct arena *arena, void *old, size_t size) {
  if (old == NULL || size <= LARGE) {
    return;
  }
  struct arena_large *large = (struct arena_large *)((char *)old - offsetof(struct arena_large, bytes));
  if (large->next != NULL) {
    large->next->previous = large->previous;
  }
  if (large->previous != NULL) {
    large->previous->next = large->next;
  } else {
    arena->large = large->next;
  }
  arena->held -= size;
  free(large);
}

char *arena_text(struct arena *arena, const char *text, size_t length) {
  char *copy = arena_alloc(arena, length + 1);
  if (length > 0) {
    memcpy(copy, text, length);
  }
  copy[length] = '\0';
  return copy;
}

void arena_free(struct arena *arena) {
  for (struct arena_block *block = arena->blocks; block != NULL;) {
    struct arena_block *next = block->next;
    free(block);
    block = next;
  }
  for (struct arena_large *large = arena->large; large != NULL;) {
    struct arena_large *next = large->next;
    free(large);
    large = next;
  }
  arena_init(arena, arena->guard);
}
