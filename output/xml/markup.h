/* The pieces of an XML document: tags, attributes and words, escaped, indented and broken into lines. */
#ifndef CW_OUTPUT_XML_MARKUP_H
#define CW_OUTPUT_XML_MARKUP_H

#include "output/sink.h"

/* An element is opened, given attributes, and then closed empty, with words, or with more elements inside. */
struct markup {
  struct sink *sink;
  unsigned depth;
  unsigned column; /* characters on this line, roughly: where a start tag is broken into lines */
  unsigned hang;   /* where the attributes of the present tag begin */
  bool wraps;      /* a tag of many attributes may be broken into lines */
};

void markup_open(struct markup *markup, const char *name);
/* Left out when the value is absent or empty. White space at the ends goes, runs of it within become one space. */
void markup_attribute(struct markup *markup, const char *name, struct str value);
void markup_token(struct markup *markup, const char *name, const char *value);
void markup_number(struct markup *markup, const char *name, unsigned value);
/* Ends the start tag; what follows stands inside. */
void markup_inside(struct markup *markup);
/* Ends an element without content. */
void markup_empty(struct markup *markup);
/* Ends the start tag, writes the words and the end tag, all on one line. */
void markup_words(struct markup *markup, const char *name, struct str words);
/* Ends an element that markup_inside was called for. */
void markup_close(struct markup *markup, const char *name);
/* <name>words</name>, left out when there are no words. */
void markup_element(struct markup *markup, const char *name, struct str words);

#endif
