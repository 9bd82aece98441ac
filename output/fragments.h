/* The two ends of a row, composed once for each control: a control stands in many rows, and what is written of it is the
 * same in each. */
#ifndef CW_OUTPUT_FRAGMENTS_H
#define CW_OUTPUT_FRAGMENTS_H

#include "output/sink.h"
#include "report/report.h"

/* Writes an end as the format has it: "id,title", "<td><b>id</b> title" ... */
typedef void fragment_writer(struct sink *sink, struct str id, struct str title);

struct fragments {
  struct arena *arena;
  const struct report_framework *framework;
  fragment_writer *write;
  struct str *done; /* for each item; p is NULL as long as nobody asked */
};

struct fragments fragments_of(struct arena *arena, const struct report_framework *framework, fragment_writer *write);
/* Writes the end: the fragment of its control, or, for a union, what is written of that. */
void fragment_put(struct fragments *fragments, struct sink *sink, const struct report_end *end);
/* Whether the end is the control itself, and not a union that begins with it. */
bool fragment_is_item(const struct report_framework *framework, const struct report_end *end);

#endif
