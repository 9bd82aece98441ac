/* Reading XML: one reused parser that hands over elements and text; the only part that knows libxml2.
 *
 * A document from a stranger can do nothing but be read: a DOCTYPE ends the reading at once, no entity but the five of
 * XML is known, nothing is loaded from anywhere. */
#ifndef CW_LOAD_XML_XML_H
#define CW_LOAD_XML_XML_H

#include "base/arena.h"
#include "diag/finding.h"

#define XML_OUR_NAMESPACE "urn:crosswalk:1"

/* As libxml2 lays them out. Names are pointers that xml_name gives for the same name; `uri` is NULL without a prefix. */
struct xml_attribute {
  const unsigned char *name;
  const unsigned char *prefix;
  const unsigned char *uri;
  const unsigned char *value; /* up to `end`; gone when the handler returns */
  const unsigned char *end;
};

struct xml_element {
  const unsigned char *name;
  const unsigned char *prefix; /* NULL: none */
  const unsigned char *uri;    /* NULL: no namespace */
  bool ours;                   /* in our namespace */
  uint32_t offset;             /* of its `<` */
  uint32_t attribute_count;
  uint32_t namespace_count;               /* declared here */
  const struct xml_attribute *attributes; /* as written, declarations of namespaces left out */
};

struct xml_handler {
  void (*start)(void *context, const struct xml_element *element);
  void (*end)(void *context);
  void (*text)(void *context, const char *text, uint32_t n); /* in pieces of any size */
};

struct xml_fault {
  enum finding_code code;
  uint32_t offset;
  uint32_t length;
  bool unclosed;     /* an element was not closed where it should be */
  bool complete;     /* the root element was closed before */
  char message[256]; /* one sentence, UTF-8 */
  const char *hint;  /* or NULL */
};

struct xml;

/* NULL: out of memory. `handler` and `context` are borrowed. Call xml_start_up before the first one. */
struct xml *xml_new(const struct xml_handler *handler, void *context);
void xml_free(struct xml *xml);
/* To be called once before any thread reads; later calls do nothing. */
void xml_start_up(void);
/* To be called once by each thread before it reads: without memory the parser complains on standard error, unless this
 * thread's handler is replaced. False: no memory for what it keeps for each thread; nothing of it may be called then. */
struct xml_voice {
  void *context;
  void (*handler)(void);
};
bool xml_hush(struct xml_voice *voice);
/* Gives the thread its own handler back. */
void xml_unhush(struct xml_voice voice);
/* The parser's own copy of the name: equal names have equal pointers. NULL: out of memory. */
const unsigned char *xml_name(struct xml *xml, const char *name);

enum xml_result { XML_READ, XML_STOPPED, XML_FAULT };
/* Reads a document that was checked to be UTF-8 and has a NUL behind it. Handlers may allocate in `arena` (and give up
 * by its guard); the parser gives up by it too. Offsets count from `bytes`, which may start with a byte order mark. */
enum xml_result xml_read(struct xml *xml, const char *bytes, size_t size, struct arena *arena, struct xml_fault *fault);
/* For a handler: enough; no handler is called again for this document. */
void xml_stop(struct xml *xml);
/* For the handler of ends: one past the element. */
uint32_t xml_position(const struct xml *xml);
/* For the text handler: where the first letter of the piece stands, as nearly as can be told. */
uint32_t xml_text_offset(const struct xml *xml, const char *text);

#endif
