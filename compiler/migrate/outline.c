/* Reading the outline with the parser that read the document before: what stands in comments, CDATA sections and values is
 * no element, and a prefix makes no difference. */
#include "migrate/outline.h"

#include "base/search.h"
#include "load/xml/xml.h"

struct reading {
  struct outline *outline;
  struct xml *xml;
  struct arena *arena;
  uint32_t open; /* the element that is being read, or NO_PARENT */
};

static enum outline_kind kind_of(const struct xml_element *element) {
  static const struct {
    const char *name;
    enum outline_kind kind;
  } kinds[] = {
      {"map", OUTLINE_MAP},
      {"source", OUTLINE_SOURCE},
      {"target", OUTLINE_TARGET},
      {"control", OUTLINE_CONTROL},
      {"remarks", OUTLINE_REMARKS},
      {"map-pattern", OUTLINE_PATTERN},
      {"treated-by", OUTLINE_TREATED_BY},
      {"no-counterpart", OUTLINE_NO_COUNTERPART},
  };
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds && element->ours; i++) {
    if (strcmp((const char *)element->name, kinds[i].name) == 0) {
      return kinds[i].kind;
    }
  }
  return OUTLINE_OTHER;
}

/* Where the value of the attribute is kept, or NULL. */
static struct str *room_for(struct outline_element *element, const struct xml_attribute *attribute) {
  const char *name = (const char *)attribute->name;
  if (element->kind == OUTLINE_OTHER || attribute->uri != NULL) {
    return NULL;
  }
  if (strcmp(name, "source") == 0 || strcmp(name, "ref") == 0 || strcmp(name, "control") == 0) {
    return &element->names[0];
  }
  return strcmp(name, "target") == 0 ? &element->names[1] : strcmp(name, "title") == 0 ? &element->title : NULL;
}

static void on_start(void *context, const struct xml_element *started) {
  struct reading *reading = context;
  struct outline_element element = {
      .offset = started->offset, .parent = reading->open, .kind = (uint8_t)kind_of(started)};
  for (uint32_t i = 0; i < started->attribute_count; i++) {
    const struct xml_attribute *attribute = &started->attributes[i];
    struct str *room = room_for(&element, attribute);
    if (room != NULL) {
      struct str value = {.p = (const char *)attribute->value, .n = (uint32_t)(attribute->end - attribute->value)};
      *room = str_copy(reading->arena, value);
    }
  }
  reading->open = reading->outline->elements.n;
  vec_push(reading->arena, &reading->outline->elements, element);
}

static void on_end(void *context) {
  struct reading *reading = context;
  struct outline_element *element = &reading->outline->elements.v[reading->open];
  element->end = xml_position(reading->xml);
  reading->open = element->parent;
}

static void on_text(void *context, const char *text, uint32_t n) {
  (void)context;
  (void)text;
  (void)n;
}

bool outline_read(struct outline *outline, struct str document, struct arena *arena) {
  static const struct xml_handler handler = {.start = on_start, .end = on_end, .text = on_text};
  struct reading reading = {.outline = outline, .arena = arena, .open = NO_PARENT};
  *outline = (struct outline){.elements = {0}};
  const char *bytes = arena_text(arena, document.p, document.n); /* the parser wants a NUL behind it */
  xml_start_up();
  struct xml_voice voice;
  if (!xml_hush(&voice)) {
    arena_fail(arena);
  }
  reading.xml = xml_new(&handler, &reading);
  struct guard *const outer = arena->guard;
  struct guard guard;
  struct xml_fault fault;
  arena->guard = &guard;
  volatile bool no_memory = reading.xml == NULL || setjmp(guard.jump) != 0;
  enum xml_result result = XML_STOPPED;
  if (!no_memory) {
    result = xml_read(reading.xml, bytes, document.n, arena, &fault);
  }
  arena->guard = outer;
  xml_free(reading.xml);
  xml_unhush(voice);
  if (no_memory) {
    arena_fail(arena);
  }
  return result == XML_READ;
}

uint32_t outline_at(const struct outline *outline, uint32_t offset) {
  uint32_t count = outline->elements.n;
  uint32_t at = search_first(struct outline_element, outline->elements.v, count, offset, offset);
  return at < count && outline->elements.v[at].offset == offset ? at : count;
}

uint32_t outline_behind(const struct outline *outline, uint32_t element) {
  uint32_t behind = element + 1;
  while (behind < outline->elements.n && outline->elements.v[behind].offset < outline->elements.v[element].end) {
    behind++;
  }
  return behind;
}
