/* A hostile document with marks, filled: a second time nothing changes, and outside of the places nothing ever does. */
#include "output/inject/marks.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The document with `content` in each place; absent where its marks are wrong. */
static struct str fill(struct str document, struct str content, struct arena *arena) {
  struct mark_list marks;
  marks_find(document, arena, &marks);
  if (marks.faults.n > 0) {
    return (struct str){.p = NULL};
  }
  struct sink *sink = sink_open_memory(arena);
  uint32_t at = 0;
  for (uint32_t i = 0; i < marks.places.n; i++) {
    const struct mark_place *place = &marks.places.v[i];
    if (place->from < at || place->to < place->from || place->to > document.n) {
      __builtin_trap();
    }
    sink_write(sink, document.p + at, place->from - at);
    marks_fill(sink, place, content);
    at = place->to;
  }
  sink_write(sink, document.p + at, document.n - at);
  return sink_memory(sink);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct guard guard;
  struct arena arena;
  arena_init(&arena, &guard);
  if (setjmp(guard.jump) != 0) {
    abort();
  }
  struct str document = {.p = arena_text(&arena, (const char *)data, size), .n = (uint32_t)size};
  struct str content = STR("| a |\n| --- |\n\n```\ncode\n```\n");
  struct str once = fill(document, content, &arena);
  if (once.p != NULL) {
    struct str twice = fill(once, content, &arena);
    if (twice.p == NULL || !str_eq(once, twice)) {
      __builtin_trap();
    }
    struct mark_list before;
    struct mark_list after;
    marks_find(document, &arena, &before);
    marks_find(once, &arena, &after);
    if (before.places.n != after.places.n) {
      __builtin_trap();
    }
  }
  arena_free(&arena);
  return 0;
}
