/* Colours, and which of their shades can be read. */
#ifndef CW_OUTPUT_HTML_COLOUR_H
#define CW_OUTPUT_HTML_COLOUR_H

#include "output/sink.h"

struct colour {
  unsigned char red;
  unsigned char green;
  unsigned char blue;
};

/* The contrast, in tenths, that WCAG 2.2 AA asks of text. */
enum { AA_TEXT = 45 };

/* #rrggbb; false for anything else. */
bool colour_read(struct str text, struct colour *colour);
void colour_write(struct sink *sink, struct colour colour);
/* Whether the two have at least that contrast, in tenths. */
bool colour_contrasts(struct colour a, struct colour b, unsigned tenths);
/* The shade nearest to the one that is wished for, darker or lighter, that can be read on the ground. */
struct colour colour_readable(struct colour wish, struct colour ground);

#endif
