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
  page->passed.n = 0;
  page->latest = (struct source_cursor){.bytes = NULL};
  page->text = source_bytes(source, locator->arena, &page->read);
}

/* Goes on by about a mark's distance: to the next line, or within a long one. False at the end. */
static bool step_on(struct source_cursor *cursor, const char *bytes, size_t size) {
  enum { STRIDE = 4096, LONGEST_CHARACTER = 4 };
  uint32_t before = cursor->at;
  for (uint32_t more = 0; more < LONGEST_CHARACTER && before + STRIDE + more < size; more++) {
    source_locate_from(cursor, bytes, size, (struct span){.start = before + STRIDE + more});
    if (cursor->at > before) {
      return true;
    }
  }
  return false;
}

/* Counts lines, and columns of long lines, up to the place, with a mark every now and then: wherever a place is, little is
 * counted again for it. */
static void pass_lines(struct locator *locator, struct locator_page *page, size_t size, uint32_t place) {
  if (page->passed.n == 0) {
    struct source_cursor start = {.bytes = page->text, .line = 1};
    source_locate_from(&start, page->text, size, (struct span){.start = 0});
    vec_push(locator->arena, &page->passed, start);
  }
  struct source_cursor cursor = page->passed.v[page->passed.n - 1];
  while (cursor.at < place && step_on(&cursor, page->text, size)) {
    vec_push(locator->arena, &page->passed, cursor);
  }
}

/* The last mark that is not behind the place. */
static struct source_cursor mark_before(const struct locator_page *page, uint32_t place) {
  uint32_t low = 0;
  for (uint32_t high = page->passed.n; high - low > 1;) {
    uint32_t middle = low + (high - low) / 2;
    if (page->passed.v[middle].at <= place) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return page->passed.v[low];
}

/* A row is the line, and the cell's text all that stands in it. */
static struct location cell_location(const struct place_cell *cell) {
  uint32_t start = cell->meant.start < cell->text.n ? cell->meant.start : 0;
  uint32_t length = cell->meant.length < cell->text.n - start ? cell->meant.length : cell->text.n - start;
  uint32_t width = length > 0 ? utf8_count(cell->text.p + start, length) : 1;
  return (struct location){.line = cell->row,
                           .column = utf8_count(cell->text.p, start) + 1,
                           .text = cell->text,
                           .at = start,
                           .width = width};
}

bool locator_find(struct locator *locator, struct locator_page *page, const struct place *place,
                  struct location *location) {
  const struct source *source = locator_source(locator, place);
  if (place->cell != NULL) {
    *location = cell_location(place->cell);
    return true;
  }
  if (place->offset == NOWHERE_IN_SOURCE || source == NULL) {
    return false;
  }
  if (locator->findings.source == place->source) {
    page = &locator->findings;
  } else if (page->source != place->source) {
    turn_to(locator, page, place->source);
  }
  if (page->text == NULL) {
    return false;
  }
  struct span span = {.start = place->offset, .length = place->length};
  if (place->attribute != NULL || place->length == 0) {
    span = place->named ? source_name_span(page->text, source->size, place->offset, place->attribute)
                        : source_span(page->text, source->size, place->offset, place->attribute);
  }
  if (place->word.n > 0) {
    span = source_word(page->text, span, place->word);
  }
  pass_lines(locator, page, source->size, span.start);
  struct source_cursor cursor = mark_before(page, span.start);
  if (page->latest.column > 0 && page->latest.at >= cursor.at && page->latest.at <= span.start) {
    cursor = page->latest;
  }
  *location = source_locate_from(&cursor, page->text, source->size, span);
  page->latest = cursor;
  return true;
}

uint32_t location_end(const struct location *location) {
  return location->column + (location->at < location->text.n ? location->width : 0);
}
