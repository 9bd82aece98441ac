/* The elements of a document: from where to where each of them stands, in what, and which controls it names. */
#ifndef CW_MIGRATE_OUTLINE_H
#define CW_MIGRATE_OUTLINE_H

#include "base/str.h"
#include "base/vec.h"

#include <stdbool.h>

/* The kinds that a migration asks for, by the name of the element. */
enum outline_kind {
  OUTLINE_OTHER,
  OUTLINE_MAP,
  OUTLINE_PATTERN,
  OUTLINE_NO_COUNTERPART,
  OUTLINE_SOURCE,
  OUTLINE_TARGET,
  OUTLINE_REMARKS,
  OUTLINE_CONTROL,
  OUTLINE_TREATED_BY
};

struct outline_element {
  uint32_t offset; /* of its `<` */
  uint32_t end;    /* one past its end tag */
  uint32_t parent; /* element, or NO_PARENT for the root */
  uint8_t kind;    /* enum outline_kind */
  /* As they were read, without references; absent where they are not written. */
  struct str names[2]; /* source, ref or control; target */
  struct str title;
};
#define NO_PARENT UINT32_MAX

/* In the order of their start tags: what an element holds follows it at once. */
struct outline {
  VEC(struct outline_element) elements;
};

/* False for a document that cannot be read as XML. */
bool outline_read(struct outline *outline, struct str document, struct arena *arena);
/* The element whose start tag is there, or `elements.n`. */
uint32_t outline_at(const struct outline *outline, uint32_t offset);
/* One past the last element that stands in this one. */
uint32_t outline_behind(const struct outline *outline, uint32_t element);

#endif
