/* From places to lines and columns. */
#include "diag/locator.h"

#include "base/utf8.h"

void locator_init(struct locator *locator, struct sources *sources, struct arena *arena) {
  *locator = (struct locator){.sources = sources, .arena = arena};
  locator->lost = arena_zalloc(arena, ((size_t)sources->list.n + 1) * sizeof *locator->lost);
}

const struct source *locator_source(const struct locator *locator, const struct place *place) {
  return place->source < locator->sources->list.n ? &locator->sources->list.v[place->source] : NULL;
}

static const char *bytes_of(struct locator *locator, uint32_t number) {
  if (locator->lost[number]) {
    return NULL;
  }
  const char *bytes = source_bytes(&locator->sources->list.v[number], locator->arena);
  locator->lost[number] = bytes == NULL;
  return bytes;
}

bool locator_find(struct locator *locator, struct source_cursor *cursor, const struct place *place,
                  struct location *location) {
  if (place->offset == NOWHERE_IN_SOURCE || place->source >= locator->sources->list.n) {
    return false;
  }
  const char *bytes = bytes_of(locator, place->source);
  if (bytes == NULL) {
    return false;
  }
  size_t size = locator->sources->list.v[place->source].size;
  struct span span = {.start = place->offset, .length = place->length};
  if (place->attribute != NULL || place->length == 0) {
    span = source_span(bytes, size, place->offset, place->attribute);
  }
  *location = source_locate_from(cursor, bytes, size, span);
  return true;
}

uint32_t location_end(const struct location *location) {
  uint32_t last = utf8_count(location->text.p, location->text.n) + 1;
  uint32_t end = location->column + location->width;
  return end < last ? end : last;
}
