/* Looks at the root element of a document and no further. */
#include "load/load.h"
#include "load/xml/shape.h"
#include "load/xml/xml.h"
#include "model/forms.h"

#include <stdlib.h>

enum { FIRST_LOOK = 4096 };

/* What is seen is kept out of the arena until the parser is done. */
struct peek {
  struct xml *xml;
  bool found;
  enum document_kind kind;
  char texts[3][LONGEST_ID + 1]; /* id, source, target */
};

static enum document_kind kind_of(const unsigned char *name) {
  static const struct {
    enum element element;
    enum document_kind kind;
  } roots[] = {{EL_FRAMEWORK, DOCUMENT_FRAMEWORK},
               {EL_SUPPLEMENT, DOCUMENT_SUPPLEMENT},
               {EL_MAPPING, DOCUMENT_MAPPING},
               {EL_WORKSPACE, DOCUMENT_WORKSPACE},
               {EL_ASSESSMENT, DOCUMENT_ASSESSMENT}};
  for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
    if (strcmp((const char *)name, shapes[roots[i].element].name) == 0) {
      return roots[i].kind;
    }
  }
  return DOCUMENT_BROKEN;
}

static void on_start(void *context, const struct xml_element *element) {
  struct peek *peek = context;
  peek->kind = element->ours ? kind_of(element->name) : DOCUMENT_BROKEN;
  peek->found = true;
  /* A supplement has no id of its own: the framework that it is for stands for it. */
  const char *const names[] = {
      attribute_names[peek->kind == DOCUMENT_SUPPLEMENT ? AT_FRAMEWORK : AT_ID],
      attribute_names[AT_SOURCE],
      attribute_names[AT_TARGET],
  };
  for (uint32_t i = 0; i < element->attribute_count; i++) {
    const struct xml_attribute *attribute = &element->attributes[i];
    size_t n = (size_t)(attribute->end - attribute->value);
    for (unsigned k = 0; k < 3 && attribute->uri == NULL && n <= LONGEST_ID; k++) {
      if (strcmp((const char *)attribute->name, names[k]) == 0) {
        memcpy(peek->texts[k], attribute->value, n);
        peek->texts[k][n] = '\0';
      }
    }
  }
  xml_stop(peek->xml);
}

static void on_end(void *context) {
  (void)context;
}

static void on_text(void *context, const char *text, uint32_t n) {
  (void)context;
  (void)text;
  (void)n;
}

/* `bytes` have a NUL behind them. False: no memory. The handlers allocate nothing, so the arena stays empty. */
static bool look(struct peek *peek, const char *bytes, size_t size) {
  static const struct xml_handler handler = {.start = on_start, .end = on_end, .text = on_text};
  *peek = (struct peek){.found = false};
  peek->xml = xml_new(&handler, peek);
  if (peek->xml == NULL) {
    return false;
  }
  struct guard guard;
  struct arena none;
  arena_init(&none, &guard);
  struct xml_fault fault = {.length = 0};
  if (setjmp(guard.jump) != 0) {
    xml_free(peek->xml);
    return false;
  }
  (void)xml_read(peek->xml, bytes, size, &none, &fault);
  xml_free(peek->xml);
  return true;
}

static struct str copy_found(const struct peek *peek, unsigned which, struct arena *arena) {
  struct str text = str_from(peek->texts[which]);
  return text.n > 0 ? str_copy(arena, text) : (struct str){.p = NULL};
}

bool load_peek(const char *bytes, size_t size, struct arena *arena, enum document_kind *kind, struct str *id,
               struct str *source, struct str *target) {
  struct peek peek;
  char first[FIRST_LOOK + 1];
  size_t n = size < FIRST_LOOK ? size : FIRST_LOOK;
  if (n > 0) {
    memcpy(first, bytes, n);
  }
  first[n] = '\0';
  xml_start_up();
  struct xml_voice voice;
  if (!xml_hush(&voice)) {
    arena_fail(arena);
  }
  bool complete = look(&peek, first, n);
  if (complete && !peek.found && size > n) {
    char *whole = malloc(size + 1);
    complete = whole != NULL;
    if (complete) {
      memcpy(whole, bytes, size);
      whole[size] = '\0';
      complete = look(&peek, whole, size);
      free(whole);
    }
  }
  xml_unhush(voice);
  if (!complete) {
    arena_fail(arena);
  }
  if (!peek.found) {
    return false;
  }
  *kind = peek.kind;
  *id = copy_found(&peek, 0, arena);
  *source = copy_found(&peek, 1, arena);
  *target = copy_found(&peek, 2, arena);
  return true;
}
