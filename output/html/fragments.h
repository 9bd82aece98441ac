/* The two ends of a row, composed once for each control: a control stands in many rows, and what is written of it is the
 * same in each. */
#ifndef CW_OUTPUT_HTML_FRAGMENTS_H
#define CW_OUTPUT_HTML_FRAGMENTS_H

#include "output/sink.h"
#include "report/report.h"

/* Writes an end as the format has it: "id,title"; `harmless` as in report_item. */
typedef void fragment_writer(struct sink *sink, const struct report_end *end, bool harmless);

struct fragment {
  size_t at; /* in the memory that all of them share */
  uint32_t n;
  bool done;
};

struct fragments {
  const struct report_framework *framework;
  fragment_writer *write;
  struct sink *memory;
  struct fragment *of; /* for each item; not done as long as nobody asked */
};

/* A control as the end of a row that it would be. */
struct report_end fragment_end(const struct report_framework *framework, uint32_t item);
struct fragments fragments_of(struct arena *arena, const struct report_framework *framework, fragment_writer *write);
/* Composes the end of a control; false where that is more than memory for text can hold. */
bool fragment_compose(struct fragments *fragments, uint32_t item);

static inline bool fragment_same(struct str a, struct str b) {
  return a.n == b.n && (a.p == b.p || str_eq(a, b));
}

/* Whether the end is the control itself, and not a union that begins with it. */
static inline bool fragment_is_item(const struct report_framework *framework, const struct report_end *end) {
  return end->item != NO_ITEM && fragment_same(end->id, framework->items[end->item].id) &&
         fragment_same(end->title, framework->items[end->item].title);
}

/* Writes the end: the fragment of its control, or, for a union, what is written of that. */
static inline void fragment_put(struct fragments *fragments, struct sink *sink, const struct report_end *end) {
  if (fragment_is_item(fragments->framework, end) &&
      (fragments->of[end->item].done || fragment_compose(fragments, end->item))) {
    const struct fragment *fragment = &fragments->of[end->item];
    sink_write(sink, fragments->memory->buffer + fragment->at, fragment->n);
  } else {
    fragments->write(sink, end, false);
  }
}

#endif
