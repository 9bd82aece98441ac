/* Reading one document: what libxml2 hands over is checked against the table of shapes, and what holds is handed to the
 * builder of its kind of document. */
#ifndef CW_LOAD_XML_READER_H
#define CW_LOAD_XML_READER_H

#include "load/load.h"
#include "load/xml/shape.h"
#include "load/xml/xml.h"

/* The attributes of the element that starts. */
struct attributes {
  struct attribute_set written; /* in the document, right or wrong */
  struct attribute_set valid;   /* those whose value has the form asked for */
  struct str text[ATTRIBUTES];  /* of the valid ones, gone after the call */
  uint8_t number[ATTRIBUTES];   /* of words, strengths and confidences */
};

/* An element that has started and not ended. */
struct frame {
  uint32_t offset;
  uint32_t item; /* the builder's; inherited from the parent */
  uint8_t element;
  bool usable;                  /* it has all that it needs, and stands in a parent that is usable or does not matter */
  bool mixed;                   /* text was found where none may stand, and reported */
  uint64_t once;                /* children that may come only once and have come */
  struct attribute_set written; /* the builder's: attributes that it wants to know of at the end */
};

struct reader;

struct builder {
  void (*begin)(struct reader *reader, struct frame *frame, const struct frame *parent);
  /* `text` is the element's text, collapsed; gone after the call. */
  void (*end)(struct reader *reader, const struct frame *frame, struct str text);
};

extern const struct builder framework_builder;
extern const struct builder supplement_builder;
extern const struct builder mapping_builder;
extern const struct builder workspace_builder;
extern const struct builder assessment_builder;

struct reader {
  struct xml *xml;
  struct arena *arena; /* what is declared goes here */
  struct findings *findings;
  const struct load_options *options;
  struct document *document;
  size_t size; /* of the document, in bytes */
  uint32_t findings_before;

  const unsigned char *element_names[ELEMENTS]; /* in the parser's dictionary */
  const unsigned char *attribute_names[ATTRIBUTES];
  uint8_t children[ELEMENTS][ELEMENTS];  /* by parent, up to EL_DOCUMENT */
  struct attribute_set needed[ELEMENTS]; /* not optional */

  const struct builder *builder;
  VEC(struct frame) frames;
  uint32_t skipped;       /* depth inside an element that is passed over */
  uint32_t namespaces;    /* declared so far */
  bool too_deep;          /* and reported */
  bool hopeless;          /* so deep that reading stopped */
  bool limited;           /* the limit on controls or maps was reported */
  bool passed_over;       /* an element was, for one of the other limits */
  struct finding *nested; /* an element that stands in one of its own name, which is probably not closed */
  uint32_t nested_in;     /* where that one starts */
  struct attributes attributes;

  bool keep_text;    /* of the element that is read; builders ask for it */
  bool text_limited; /* and reported */
  bool print_text;   /* a fingerprint of it is wanted */
  uint32_t text_read;
  struct buf text; /* as it stands in the document */
  uint64_t wording;

  /* The builders' own, reused from document to document. */
  struct decl_map map;
  VEC(struct decl_ref) sources;
  VEC(struct decl_ref) targets;
  VEC(struct decl_seen) seen; /* of the map */
  struct decl_pin pin;        /* of the map, if it is pinned */
  bool pinned;
  VEC(uint32_t) attr_owners; /* the control of each of the framework's attrs */
  VEC(uint32_t) replacement_owners;
};

/* A reader with a parser of its own, in the arena; release the parser with xml_free. Gives up when there is no memory. */
void reader_init(struct reader *reader, const struct load_options *options, struct findings *findings,
                 struct arena *arena);
/* Reads a document, which has a NUL behind its `size` bytes, into `document`, whose source is set. */
void reader_read(struct reader *reader, const char *bytes, size_t size, struct document *document);

/* For builders. */
static inline bool reader_has(const struct reader *reader, enum attribute attribute) {
  return attribute_set_has(&reader->attributes.valid, attribute);
}
static inline bool reader_wrote(const struct reader *reader, enum attribute attribute) {
  return attribute_set_has(&reader->attributes.written, attribute);
}
static inline struct str reader_value(const struct reader *reader, enum attribute attribute) {
  return reader_has(reader, attribute) ? reader->attributes.text[attribute] : (struct str){.p = NULL};
}
/* A word or number, or what stands for it when it is not stated. */
static inline uint8_t reader_number(const struct reader *reader, enum attribute attribute, uint8_t unstated) {
  return reader_has(reader, attribute) ? reader->attributes.number[attribute] : unstated;
}
/* A copy of the value in the arena, absent when it is not stated. */
struct str reader_copy(const struct reader *reader, enum attribute attribute);
/* As reader_copy, with white space collapsed: for what people read. */
struct str reader_title(const struct reader *reader, enum attribute attribute);
struct place reader_place(const struct reader *reader, const struct frame *frame, const char *attribute);
/* xml.limit, with the option that raises it; `name` NULL: none does. */
void reader_limit(struct reader *reader, struct place place, const char *what, const char *name, uint64_t limit);
/* lint.claim, where a text of the user's own claims what nothing can prove. */
void reader_check_claim(const struct reader *reader, struct place place, struct str text);

/* What frameworks and supplements share. */
struct decl_attribute reader_attribute(const struct reader *reader, const struct frame *frame, uint32_t first_value);
struct decl_value reader_attribute_value(const struct reader *reader);

#endif
