/* Memory that lives as long as its stage: bump allocation, growable large blocks, one release.
 *
 * Nothing here returns NULL. When memory runs out the arena jumps to its guard, which is set up once at the
 * entry of the library (or of a worker thread) and turns the failure into the finding io.memory. */
#ifndef CW_BASE_ARENA_H
#define CW_BASE_ARENA_H

#include <setjmp.h>
#include <stddef.h>

struct guard {
  jmp_buf jump;
};

struct arena_block;
struct arena_large;

struct arena {
  struct arena_block *blocks; /* newest first */
  struct arena_large *large;  /* one malloc each, so that a growing vector moves without a copy of its own */
  char *at;
  char *end;
  struct guard *guard;
  size_t held; /* bytes held from the system */
};

/* `guard` is borrowed and must outlive every allocation made under it. */
void arena_init(struct arena *arena, struct guard *guard);
/* Uninitialised, aligned for any object. `size` 0 is allowed. */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_zalloc(struct arena *arena, size_t size);
/* `old` (of `old_size` bytes, or NULL) grown to `new_size`; the old block is gone. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size);
/* A copy of `length` bytes with a NUL behind it. */
char *arena_text(struct arena *arena, const char *text, size_t length);
/* Gives back what was allocated with this size, or grown to it, and is large enough to have been worth a malloc of its own;
 * the rest stays until the end. NULL is allowed. */
void arena_drop(struct arena *arena, void *old, size_t size);
void arena_free(struct arena *arena);
/* Gives up: jumps to the guard. For a failed allocation outside the arena. */
_Noreturn void arena_fail(struct arena *arena);

#endif
