/* A hostile document that is edited as a migration edits it: it stays one that can be read, and only what was meant
 * changes. */
#include "migrate/outline.h"
#include "migrate/text.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HOSTILE "<&\"'>]]>--"

static void demand(bool condition) {
  if (!condition) {
    __builtin_trap();
  }
}

static struct str whole(const struct text *text) {
  edit_list edits = text->edits;
  edits_settle(&edits);
  return text_edited(text, (struct span){.start = 0, .length = text->bytes.n}, &edits);
}

static struct span span_of(const struct outline_element *element) {
  return (struct span){.start = element->offset, .length = element->end - element->offset};
}

/* Each element stands from its `<` to its `>`, in what holds it. */
static void check_places(const struct outline *outline, struct str document) {
  for (uint32_t i = 0; i < outline->elements.n; i++) {
    const struct outline_element *element = &outline->elements.v[i];
    demand(element->offset < element->end && element->end <= document.n);
    demand(document.p[element->offset] == '<' && document.p[element->end - 1] == '>');
    demand(outline_at(outline, element->offset) == i);
    demand((i == 0) == (element->parent == NO_PARENT));
    if (i > 0) {
      const struct outline_element *parent = &outline->elements.v[element->parent];
      demand(parent->offset < element->offset && element->end < parent->end);
      demand(outline_behind(outline, element->parent) > i);
    }
  }
}

/* Every name is set, every title goes: the same elements stand there, with these names and without titles. */
static void check_values(const struct outline *outline, struct str document, struct arena *arena) {
  static const char *const names[] = {"source", "ref", "control", "target"};
  struct text text = {.arena = arena, .bytes = document};
  for (uint32_t i = 0; i < outline->elements.n; i++) {
    for (unsigned k = 0; k < sizeof names / sizeof *names; k++) {
      text_set(&text, &text.edits, outline->elements.v[i].offset, names[k], STR(HOSTILE));
    }
    text_drop(&text, &text.edits, outline->elements.v[i].offset, "title");
  }
  struct outline after;
  demand(outline_read(&after, whole(&text), arena));
  demand(after.elements.n == outline->elements.n);
  for (uint32_t i = 0; i < after.elements.n; i++) {
    const struct outline_element *old = &outline->elements.v[i];
    const struct outline_element *new = &after.elements.v[i];
    demand(old->kind == new->kind && old->parent == new->parent &&new->title.p == NULL);
    for (unsigned k = 0; k < 2; k++) {
      demand((old->names[k].p == NULL) == (new->names[k].p == NULL));
      demand(new->names[k].p == NULL || str_is(new->names[k], HOSTILE));
    }
  }
}

/* What stands in the root goes, or stands there twice. */
static void check_elements(const struct outline *outline, struct str document, bool twice, struct arena *arena) {
  struct text text = {.arena = arena, .bytes = document};
  for (uint32_t i = 1; i < outline->elements.n; i++) {
    const struct outline_element *element = &outline->elements.v[i];
    struct buf copies;
    buf_init(&copies, arena);
    if (twice) {
      struct str copy = {.p = document.p + element->offset, .n = element->end - element->offset};
      buf_str(&copies, copy);
      buf_str(&copies, text_between(&text, element->offset));
      buf_str(&copies, copy);
    }
    if (element->parent == 0) {
      text_replace(&text, span_of(element), buf_done(&copies));
    }
  }
  struct outline after;
  demand(outline_read(&after, whole(&text), arena));
  demand(after.elements.n == (twice ? 2 * outline->elements.n - 1 : 1));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct guard guard;
  struct arena arena;
  arena_init(&arena, &guard);
  if (setjmp(guard.jump) != 0) {
    abort();
  }
  struct str document = {.p = (const char *)data, .n = (uint32_t)size};
  struct outline outline;
  if (outline_read(&outline, document, &arena)) {
    check_places(&outline, document);
    check_values(&outline, document, &arena);
    check_elements(&outline, document, false, &arena);
    check_elements(&outline, document, true, &arena);
  }
  arena_free(&arena);
  return 0;
}
