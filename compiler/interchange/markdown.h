/* Markdown, and the HTML that may stand in it, as plain words: what marks emphasis, links, headings, lists, quotes and tables
 * is taken off, and nothing else. Written after CommonMark, with the tables of GitHub and the sub- and superscripts of OSCAL. */
#ifndef CW_INTERCHANGE_MARKDOWN_H
#define CW_INTERCHANGE_MARKDOWN_H

#include "base/buf.h"

struct markdown {
  struct arena *arena;
  bool paragraphs; /* else one line, in which a "#" or "1." at the beginning marks nothing */
  /* What a "{" at that place begins: puts what it means, which is no Markdown, and returns the bytes that it takes, or 0. */
  uint32_t (*insert)(void *context, struct buf *out, struct str text, uint32_t at);
  void *context;
};

struct str markdown_plain(const struct markdown *markdown, struct str text);

#endif
