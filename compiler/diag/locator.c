/* From places to lines and columns. */
#include "diag/locator.h"

#include "base/utf8.h"

void locator_init(struct locator *locator, const struct sources *sources, struct arena *arena) {
  *locator = (struct locator){.sources = sources, .arena = arena};
  locator->findings.source = NO_SOURCE;
  locator->notes.source = NO_SOURCE;
}

const struct source *locator_source(const struct locator *locator, const struct place *place) {
  return place->source < locator->sources->list.n ? &locator->sources->list.v[place->source] : NULL;
}

static void turn_to(struct locator *locator, struct locator_page *page, uint32_t number) {
  const struct source *source = &locator->sources->list.v[number];
  page->source = number;
  page->cursor = (struct source_cursor){.line = 0};
  page->text = source->bytes;
  if (page->text == NULL && source->path != NULL && source_read(source->path, locator->arena, &page->read) &&
      page->read.n == source->size) {
    page->text = page->read.v;
  }
}

bool locator_find(struct locator *locator, struct locator_page *page, const struct place *place,
                  struct location *location) {
  const struct source *source = locator_source(locator, place);
  if (place->offset == NOWHERE_IN_SOURCE || source == NULL) {
    return false;
  }
  if (page->source != place->source) {
    turn_to(locator, page, place->source);
  }
  if (page->text == NULL) {
    return false;
  }
  struct span span = {.start = place->offset, .length = place->length};
  if (place->attribute != NULL || place->length == 0) {
    span = source_span(page->text, source->size, place->offset, place->attribute);
  }
  *location = source_locate_from(&page->cursor, page->text, source->size, span);
  return true;
}

uint32_t location_end(const struct location *location) {
  uint32_t last = utf8_count(location->text.p, location->text.n) + 1;
  uint32_t end = location->column + location->width;
  return end < last ? end : last;
}
